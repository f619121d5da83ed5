"""Claims that say the same: what a denial is about, and what most articles tell."""

from datetime import datetime

from matching.agreement import find_denied, find_main_point
from newsroom.answer import StoredClaim
from newsroom.article import ArticleId, Citation, Span
from newsroom.attribution import (
    ClaimId,
    Identity,
    Manner,
    Response,
    ResponseKind,
    Source,
    SourcingChain,
)
from newsroom.story import Denied

ARTICLE = Source("this article", Identity.NAMED, "outlet")
_DENIAL = ResponseKind.DENIAL
BRIBED = "a builder paid the senator cash for the Amber Bridge contract"


def claim(
    number: int, article: int, text: str, who: str, kind: ResponseKind | None = None
) -> StoredClaim:
    """A claim by somebody in an article."""
    source = Source(who, Identity.NAMED, "person", entity=who)
    return StoredClaim(
        ClaimId(number),
        Citation(ArticleId(article), f"Title {article}", None, datetime(2031, 9, 15), None),
        text,
        f"{text}.",
        Manner.INDIRECT,
        SourcingChain((ARTICLE, source)),
        response=Response(kind, who, Span(0, 1), who) if kind else None,
    )


def test_a_denial_is_set_against_whoever_says_it() -> None:
    said = claim(1, 1, BRIBED, "Desmond Prewitt")
    other = claim(2, 1, "the bridge was opened in June", "Rosa Lindqvist")
    denial = claim(3, 2, "the builder had paid him for the bridge", "Corwin Hale", _DENIAL)
    assert find_denied([said, other, denial]) == {ClaimId(3): Denied((said,))}


def test_nobody_is_set_against_themselves() -> None:
    own = claim(1, 1, "the builder paid for the bridge", "Corwin Hale")
    denial = claim(2, 1, "the builder had paid for the bridge", "Corwin Hale", _DENIAL)
    assert find_denied([own, denial]) == {ClaimId(2): Denied()}


def test_a_denial_that_does_not_say_what_is_read_after_what_stands_before_it() -> None:
    said = claim(1, 1, "a builder paid Corwin Hale in cash", "Desmond Prewitt")
    aside = claim(2, 1, "the bridge was opened in June", "Rosa Lindqvist")
    elsewhere = claim(3, 2, "Corwin Hale wrote the water bill", "Rosa Lindqvist")
    denial = claim(4, 1, "Hale denies it", "Corwin Hale", _DENIAL)
    assert find_denied([said, aside, elsewhere, denial]) == {ClaimId(4): Denied(before=said)}


def test_a_denial_of_one_word_is_set_against_nothing() -> None:
    said = claim(1, 1, BRIBED, "Desmond Prewitt")
    assert (
        find_denied([said, claim(2, 1, "bribery", "Corwin Hale", _DENIAL)])[ClaimId(2)].against
        == ()
    )


def test_the_main_point_is_what_most_voices_tell() -> None:
    told = [
        claim(1, 1, BRIBED, "Desmond Prewitt"),
        claim(
            2, 2, "the senator took cash from a builder for the Amber Bridge contract", "Tribune"
        ),
        claim(
            3, 3, "the builder paid senator Hale cash to get the Amber Bridge contract", "Ledger"
        ),
    ]
    others = [
        claim(4, 1, "rain fell on the harbour all week long", "Rosa Lindqvist"),
        claim(5, 2, "rain fell on the harbour all the week", "Rosa Lindqvist"),
    ]
    claims = [*told, *others]
    assert find_main_point(claims, {ArticleId(n): n for n in (1, 2, 3)}) == tuple(told)


def test_copies_of_one_text_tell_it_once() -> None:
    claims = [claim(1, 1, BRIBED, "Desmond Prewitt"), claim(2, 2, BRIBED, "Desmond Prewitt")]
    assert find_main_point(claims, {ArticleId(1): 1, ArticleId(2): 1}) == ()
    assert find_main_point(claims, {ArticleId(1): 1, ArticleId(2): 2}) == tuple(claims)


def test_without_claims_there_is_no_main_point() -> None:
    assert find_main_point((), {}) == ()
    assert find_denied(()) == {}
