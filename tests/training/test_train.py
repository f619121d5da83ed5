"""What training leaves behind: a swapped folder and a card with figures."""

from pathlib import Path

import pytest

from training import train
from training.build import missing_corpora


def test_figures_replace_those_between_the_marks(tmp_path: Path) -> None:
    card = tmp_path / "README.md"
    card.write_text("# Card\n<!-- figures -->\nold\n<!-- end of figures -->\nlimits\n", "utf-8")
    train.write_figures(card, "new")
    train.write_figures(card, "newer")
    text = card.read_text("utf-8")
    assert text.startswith("# Card\n") and text.endswith("\nlimits\n")
    assert "newer" in text and "old" not in text


def test_a_finished_folder_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    staging, target = tmp_path / "model.new", tmp_path / "model"
    for folder, content in ((staging, "new"), (target, "old")):
        folder.mkdir()
        (folder / "meta.json").write_text(content, "utf-8")
    train.swap(staging, target)
    assert (target / "meta.json").read_text("utf-8") == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["model"]


def test_missing_corpora_are_named_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert missing_corpora(tmp_path) is not None
    monkeypatch.setattr("sys.argv", ["train", "--data", str(tmp_path)])
    with pytest.raises(SystemExit, match=r"^No corpora to train on: .*--data\.$"):
        train.main()
