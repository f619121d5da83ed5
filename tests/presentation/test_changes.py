"""What changed in an article, in words: the weightiest first, nothing of it left out or made up."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from newsroom.article import Span
from newsroom.attribution import ClaimId
from newsroom.version import (
    Change,
    ClaimChange,
    ClaimFate,
    Correction,
    CorrectionKind,
    FieldChange,
    FieldKind,
    History,
    NotedCorrection,
    SentenceChange,
    Sourcing,
    Version,
    WordRun,
)
from presentation.change_records import change_record, history_record
from presentation.changes import change_summary, correction_words, diff_words, history_sheet
from presentation.ingesting import VERSION, ingested_sheet
from presentation.records import ingested_record
from presentation.wording import sheet_text
from tests.presentation.examples import CITATION, INGESTED

SEEN = datetime(2031, 3, 5, 8, 0, tzinfo=UTC)
NOTE = Correction(CorrectionKind.CORRECTION, "The price was three million.", Span(0, 4))
RUNS = (
    WordRun("the price was by all that we know below", True, True),
    WordRun("two", True, False),
    WordRun("three", False, True),
    WordRun("million crowns", True, True),
)
CHANGE = Change(
    2,
    (FieldChange(FieldKind.TITLE, "Ferry sold", "Ferry given away"),),
    (
        SentenceChange("It was below two.", "It was below three.", RUNS),
        SentenceChange(None, "It rained."),
        SentenceChange("It hailed.", None),
    ),
    (
        ClaimChange(
            ClaimId(3),
            ClaimFate.ALTERED,
            "it allegedly sailed",
            "it sailed",
            ("a former inspector",),
            ("Northwire", "Jon Aske"),
            Sourcing.BETTER,
            ("allegedly",),
            response_added="denial, Odile Brandt",
        ),
        ClaimChange(ClaimId(4), ClaimFate.GONE, "it hailed", None),
        ClaimChange(ClaimId(5), ClaimFate.ADDED, None, "it rained"),
        ClaimChange(ClaimId(2), ClaimFate.RESTORED, None, "it was late"),
    ),
    7,
    ("Jon Aske",),
    ("a former inspector",),
    (NOTE,),
)
OLD = Version(1, "Ferry sold", None, None, "d1", SEEN, "It hailed.")
HISTORY = History(
    CITATION,
    (OLD, replace(OLD, number=2, title="Ferry given away", digest="d2", text="It rained.")),
    (CHANGE,),
    (NotedCorrection(CITATION, NOTE, 2, SEEN),),
)


def test_a_change_in_one_line_begins_with_what_weighs_most() -> None:
    assert change_summary(CHANGE) == (
        "correction: “The price was three million.”; “allegedly” dropped from claim #3;"
        " 1 claim better sourced; 1 response added; claims: 1 altered, 1 new, 1 gone, 1 back;"
        " headline changed; sentences: 1 altered, 1 added, 1 removed"
    )
    assert change_summary(Change(2)) == "only its layout changed"


def test_a_whole_history_tells_every_change_and_both_texts() -> None:
    text = sheet_text(history_sheet(HISTORY))
    for line in (
        ": 2 versions.",
        "Correction seen 5 March 2031, 08:00 UTC: “The price was three million.”",
        "Version 2, seen 5 March 2031, 08:00 UTC",
        "Headline: “Ferry sold” → “Ferry given away”",
        "Claim #3: altered: “it sailed”",
        "Hedge dropped: “allegedly”",
        "Better sourced: was a former inspector; now Northwire → Jon Aske",
        "Response added: denial, Odile Brandt",
        "Claim #4: no longer in the article: “it hailed”",
        "Claim #5: new: “it rained”",
        "Claim #2: in the article again: “it was late”",
        "Newly cited: Jon Aske",
        "No longer cited: a former inspector",
        "Added: “It rained.”",
        "Removed: “It hailed.”",
        "Unchanged: 7 claims",
        "Version 1, seen 5 March 2031, 08:00 UTC",
    ):
        assert line in text
    assert text.index("Version 2,") < text.index("Version 1,")


def test_an_article_that_never_changed_says_so() -> None:
    sheet = history_sheet(replace(HISTORY, versions=(OLD,), changes=(), corrections=()))
    assert sheet.notes == ("The desk has seen no other text of it.",)
    assert "1 version." in sheet.headline and sheet.footer == ""


def test_words_that_stayed_are_shortened_and_changed_ones_never() -> None:
    assert diff_words(RUNS) == "… by all that we know below [-two-] {+three+} million crowns"
    long = " ".join(f"w{n}" for n in range(40))
    gone = (WordRun("so", True, True), WordRun(long, True, False), WordRun(long, True, True))
    assert long in diff_words(gone) and diff_words(gone).endswith("w5 …")
    inner = (WordRun("a", True, False), WordRun(long, True, True), WordRun("b", False, True))
    assert diff_words(inner) == "[-a-] w0 w1 w2 w3 w4 w5 … w34 w35 w36 w37 w38 w39 {+b+}"


@pytest.mark.parametrize(
    ("correction", "words"),
    [
        (replace(NOTE, stated_on=date(2031, 3, 6)), "Correction of 6 March 2031: "),
        (replace(NOTE, span=None), "Correction seen 5 March 2031, 08:00 UTC, no longer in "),
        (replace(NOTE, kind=CorrectionKind.NOTE), "Editor's note seen 5 March 2031"),
        (replace(NOTE, kind=CorrectionKind.RETRACTION), "Retraction seen"),
    ],
)
def test_a_note_says_of_when_it_is(correction: Correction, words: str) -> None:
    noted = NotedCorrection(CITATION, correction, 2, SEEN)
    assert correction_words(noted).startswith(words)


def test_what_came_of_adding_says_which_version_and_what_changed() -> None:
    ingested = replace(INGESTED, version=2, change=CHANGE)
    sheet = ingested_sheet(ingested)
    assert sheet.headline == VERSION.format(2)
    assert any(line.label == "Changed" for line in sheet.blocks[0].lines)
    record = ingested_record(ingested)
    assert record["version"] == 2 and record["change"]["claims"][0]["hedges_dropped"] == [
        "allegedly"
    ]
    noted = replace(INGESTED, is_known=True, note="Its address was asked.")
    assert ingested_sheet(noted).notes == ("Its address was asked.",)
    assert ingested_record(noted)["note"] == "Its address was asked."
    assert ingested_record(INGESTED)["change"] is None


def test_records_hold_what_the_words_say() -> None:
    record = change_record(CHANGE)
    assert record["summary"] == change_summary(CHANGE) and record["carried"] == 7
    assert [claim["fate"] for claim in record["claims"]] == ["altered", "gone", "added", "restored"]
    assert record["sentences"][0]["diff"] == diff_words(RUNS)
    history = history_record(HISTORY)
    assert [version["text"] for version in history["versions"]] == ["It hailed.", "It rained."]
    assert history["corrections"][0]["version"] == 2
    assert history["changes"] == [record]
