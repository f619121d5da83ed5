"""A marked correction goes into a message beside what it corrects, again and again the same."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsroom.answer import QuestionKind, StoredClaim
from newsroom.attribution import ClaimId
from newsroom.judged_claim import ClaimStatus
from presentation import limits
from presentation.embeds import reply_pages
from presentation.post_corrections import (
    CUT,
    PICTURE_OLD,
    SINCE,
    corrected_embeds,
    corrected_text,
    is_picture_old,
)
from presentation.text import length
from tests.presentation.examples import CLAIM, INFERRED, answer
from tests.presentation.hostile import CLAIMS, check_embed
from tests.presentation.test_claim_marks import with_source, with_status

WITHDRAWN = with_status(ClaimStatus.WITHDRAWN)
OWN = f"**{SINCE.format(12)}:**"
DIGEST = "**New claim #123:** a\n**New claim #12:** b\n**New claim #1:** c"


def rows(text: str, claims: Sequence[StoredClaim]) -> list[str]:
    """The rows of a text once it is corrected."""
    return corrected_text(text, claims).split("\n")


def test_a_digest_is_corrected_at_the_line_of_that_very_claim() -> None:
    found = rows(DIGEST, [WITHDRAWN])
    assert found[1] == f"{OWN} Withdrawn by the desk" and found[2].startswith("**New claim #12:**")
    assert len(found) == 4


def test_an_answer_is_corrected_at_the_words_and_what_does_not_show_it_is_left() -> None:
    (page,) = reply_pages(answer(QuestionKind.SOURCES, CLAIM))
    (fresh,) = corrected_embeds([page], [WITHDRAWN]) or []
    found = str(fresh.description).split("\n")
    at = next(number for number, row in enumerate(found) if row.startswith(OWN))
    assert "Vladimir Putin asked" in found[at + 1]
    (other,) = reply_pages(answer(QuestionKind.SOURCES, INFERRED))
    assert corrected_embeds([other], [WITHDRAWN]) is None


def test_a_later_judgement_takes_the_place_of_the_one_before() -> None:
    once = corrected_text(DIGEST, [WITHDRAWN])
    assert corrected_text(once, [WITHDRAWN]) == once
    twice = corrected_text(once, [with_source()])
    assert twice.count(SINCE.format(12)) == 1 and "Ines Rook" in twice and "Withdrawn" not in twice
    back = corrected_text(twice, [CLAIM])
    assert "A correction is taken back" in back
    assert corrected_text(DIGEST, [CLAIM]) == DIGEST


def test_two_claims_of_one_message_have_a_line_each() -> None:
    other = replace(WITHDRAWN, claim_id=type(CLAIM.claim_id)(123))
    found = rows(DIGEST, [WITHDRAWN, other])
    assert [row[:40] for row in found if "Correction since" in row] == [
        f"**{SINCE.format(number)}:** Withdrawn by the desk"[:40] for number in (123, 12)
    ]


def test_a_picture_that_was_drawn_before_is_said_to_be_so_while_a_correction_stands() -> None:
    (page,) = reply_pages(answer(QuestionKind.TIMELINE, INFERRED))
    (fresh,) = corrected_embeds([page], [WITHDRAWN], has_picture=True) or []
    assert str(fresh.description).split("\n") == [PICTURE_OLD, *str(page.description).split("\n")]
    assert is_picture_old([fresh]) and not is_picture_old([page])
    assert corrected_embeds([fresh], [WITHDRAWN], has_picture=True) is None
    (back,) = corrected_embeds([fresh], [CLAIM], has_picture=True) or []
    assert back.description == page.description


def test_a_full_message_makes_room_from_its_end_and_says_so() -> None:
    full = DIGEST + "\n" + "\n".join(["x" * 99] * 40)
    found = rows(full, [WITHDRAWN])
    assert found[1].startswith(OWN) and found[-1] == CUT
    assert length("\n".join(found)) <= limits.PAGE_TEXT
    assert rows("\n".join(found), [WITHDRAWN]) == found


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(CLAIMS, min_size=1, max_size=3), st.booleans())
def test_whatever_is_corrected_keeps_every_limit(made: list[StoredClaim], is_drawn: bool) -> None:
    claims = [replace(claim, claim_id=ClaimId(n)) for n, claim in enumerate(made, start=1)]
    for page in reply_pages(answer(QuestionKind.SOURCES, *claims)):
        for fresh in corrected_embeds([page], claims, has_picture=is_drawn) or ():
            check_embed(fresh)
            again = corrected_embeds([fresh], claims, has_picture=is_drawn)
            assert again is None or again[0].description == fresh.description
