"""`story`: the stories with their numbers, and an article moved; `add` and `ask` tell them."""

import json
from pathlib import Path

from tests.console.conftest import SAMPLES, Invoke


def listed(invoke: Invoke, folder: Path) -> list[dict[str, object]]:
    """The stories of a desk, as objects."""
    result = invoke("story", "list", "--json", "--data-dir", folder)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_the_samples_are_one_story(invoke: Invoke, sample_folder: Path) -> None:
    (story,) = listed(invoke, sample_folder)
    articles = story["articles"]
    assert isinstance(articles, list) and len(articles) == 5
    text = invoke("story", "list", "--data-dir", sample_folder).stdout
    assert text.startswith(f"story {story['id']}: Putin asked Musk")
    assert "  article 1: Lawmaker's letter" in text and "(Capital Register)" in text


def test_ask_tells_a_story_and_json_has_the_same_facts(invoke: Invoke, sample_folder: Path) -> None:
    question = "what's the story with Starlink?"
    text = invoke("ask", question, "--data-dir", sample_folder).stdout
    record = json.loads(invoke("ask", question, "--json", "--data-dir", sample_folder).stdout)
    assert (record["kind"], record["found"]) == ("story", True)
    assert record["answer"].strip() == text.strip()
    story = record["story"]
    assert len(story["articles"]) == len(story["outlets"]) == 5
    assert f"{len(story['independent_sources'])} independent sources" in text.splitlines()[0]
    assert record["independent_sources"] == len(story["independent_sources"])
    main = story["independent_sources"][story["rests_mainly_on"]]
    assert main["label"] == "a former Russian intelligence officer"
    assert main["through"] == "Wall Street Journal" and len(main["articles"]) == 4
    assert [one["label"] for one in story["main_point_sources"]] == [main["label"]]
    for point in story["disputed"]:
        assert point["denials"][0]["sentence"] in text
    for party in story["responses"]:
        assert f"{party['party']}: " in text
    for claim in story["timeline"]:
        assert claim["text"] in text and claim["dates"]


def test_add_says_which_story_an_article_joins(invoke: Invoke, tmp_path: Path) -> None:
    ledger, wire = (path for path in SAMPLES if path.stem.startswith(("harbour", "northgate")))
    result = invoke("add", ledger, wire)
    first, second = result.stdout.splitlines()
    assert first.endswith("; begins a story")
    assert "; joins story: Putin asked Musk" in second and second.endswith("(2 articles)")
    (again,) = (json.loads(line) for line in invoke("add", wire, "--json").stdout.splitlines())
    assert again["story"]["articles"] == 2 and again["known"] is True


def test_a_move_says_how_it_is_undone(invoke: Invoke) -> None:
    paths = [path for path in SAMPLES if path.stem.startswith(("harbour", "northgate"))]
    invoke("add", *paths)
    moved = invoke("story", "move", 2, "new")
    assert moved.exit_code == 0
    assert moved.stdout == "article 2 is in story 2 now; to undo it: story move 2 1\n"
    assert invoke("story", "move", 2, 1).exit_code == 0
    assert len(invoke("story", "list", "--json").stdout.splitlines()) == 1


def test_a_move_that_is_none_is_one_clear_line(invoke: Invoke) -> None:
    invoke("add", SAMPLES[0])
    for article, story, code, words in (
        (1, "1", 1, "nothing changed"),
        (9, "1", 1, "no article 9"),
        (1, "7", 1, "no story 7"),
        ("one", "1", 2, "'one' is not a valid integer"),
    ):
        result = invoke("story", "move", article, story)
        assert (result.exit_code, result.stdout) == (code, "")
        assert words in result.stderr and len(result.stderr.splitlines()) == 1
