"""What somebody denied never stands under their name as if they had said it."""

from dataclasses import replace

import pytest

from newsroom.answer import QuestionKind
from newsroom.attribution import Response, ResponseKind, SourcingChain
from presentation.claim_blocks import voice_words
from presentation.embeds import reply_pages
from presentation.wording import reply_sheet
from tests.presentation.examples import CLAIM, HERE, JOURNAL, SHE, SILENT, THIS, answer

DENIED = replace(
    CLAIM,
    chain=SourcingChain((THIS, JOURNAL)),
    response=Response(ResponseKind.DENIAL, "the paper", HERE, "Wall Street Journal"),
)


def test_a_denial_stands_as_a_denial_in_every_medium() -> None:
    reply = answer(QuestionKind.CLAIMS, DENIED)
    (block,) = reply_sheet(reply).blocks
    assert block.title == "denial by Wall Street Journal — named"
    assert "**denial by Wall Street Journal — named**" in (reply_pages(reply)[0].description or "")


def test_a_denial_on_a_timeline_is_said_to_be_one() -> None:
    (block,) = reply_sheet(answer(QuestionKind.TIMELINE, DENIED)).blocks
    assert "Said by: denial by Wall Street Journal — named" in map(str, block.lines)


def test_somebody_else_s_denial_leaves_the_speaker_as_is() -> None:
    words = "a former Russian intelligence officer — one unnamed source"
    assert voice_words(CLAIM) == words


@pytest.mark.parametrize(
    ("kind", "opening"),
    [
        (ResponseKind.CONFIRMATION, "confirmation by "),
        (ResponseKind.REPLY, "reply by "),
        (ResponseKind.NO_COMMENT, ""),
    ],
)
def test_other_responses_keep_their_kind(kind: ResponseKind, opening: str) -> None:
    claim = replace(
        CLAIM,
        chain=SourcingChain((THIS, SHE)),
        response=Response(kind, "Chen Pei-ju", HERE, None),
    )
    assert voice_words(claim) == (
        f"{opening}she, that is Chen Pei-ju — named (inferred from context)"
    )


def test_a_response_in_the_article_s_own_voice_has_no_speaker() -> None:
    silence = replace(SILENT, response=Response(ResponseKind.NO_COMMENT, "Musk", HERE, None))
    assert voice_words(silence) == "no source given: the article says it in its own voice"
