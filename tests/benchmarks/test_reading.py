"""What the reading benchmark reads, and that both ways of reading run."""

from pathlib import Path

import pytest

from benchmarks import reading


@pytest.fixture(autouse=True)
def _no_corpora(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(reading, "POLNEAR", tmp_path / "absent.jsonl.gz")


def test_without_corpora_the_samples_are_read_in_new_orders() -> None:
    source, texts = reading.texts_of(2_000)
    assert source.startswith("samples")
    assert (source, texts) == reading.texts_of(2_000)
    assert len(set(texts)) == len(texts) > 1
    assert sum(len(text.split()) for text in texts) >= 2_000


def test_every_figure_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    reading.measure(500)
    printed = capsys.readouterr().out.splitlines()
    starts = ["processor", "texts", "reading", "bar", "memory"]
    assert [line.partition(":")[0] for line in printed] == starts
