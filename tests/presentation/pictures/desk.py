"""Claims to be drawn: five outlets on one person, a run of dates, and chains of every kind."""

from datetime import datetime

from newsroom.answer import StoredClaim
from newsroom.article import ArticleId, Citation, Span
from newsroom.attribution import (
    ClaimId,
    DateMention,
    Evidence,
    Identity,
    Manner,
    Number,
    Response,
    ResponseKind,
    Source,
    SourcingChain,
)
from presentation.pictures.page import Caption

HERE = Span(0, 4)
THIS = Source("this article", Identity.NAMED, "outlet")
AGENCY = Source("Agence Nordique", Identity.NAMED, "organisation", HERE)
GUESSED = Source("Agence Nordique", Identity.NAMED, "organisation", evidence=Evidence.INFERRED)
INSIDER = Source("a person close to the talks", Identity.UNNAMED, "person", HERE)
OFFICIALS = Source("two officials", Identity.UNNAMED, "group", HERE, number=Number.SEVERAL)
AUDIT = Source("a leaked audit of the port authority", Identity.DOCUMENT, "document", HERE)
MAYOR = Source("the mayor", Identity.NAMED, "person", HERE, "Ada Lindqvist")
DENIAL = Response(ResponseKind.DENIAL, "the port authority", HERE)
CAPTION = Caption(
    "who says that the port loses its licence?",
    "3 claims in 3 articles.",
    ("Warning: all of this rests on one unnamed source: a person close to the talks.", "A note."),
    1,
)


def claim(
    number: int,
    outlet: str | None,
    text: str,
    *links: Source,
    manner: Manner = Manner.INDIRECT,
    hedges: tuple[str, ...] = (),
    response: Response | None = None,
    dates: tuple[DateMention, ...] = (),
) -> StoredClaim:
    """A claim in an article of its own, below its headline."""
    day = datetime(2026, 3, number % 28 + 1)
    citation = Citation(ArticleId(number), f"Headline {number}", outlet, day, None)
    chain = SourcingChain((THIS, *links))
    return StoredClaim(
        ClaimId(number), citation, text, f"{text}.", manner, chain, hedges, response, dates
    )


def dated(number: int, words: str, edtf: str | None) -> StoredClaim:
    """A claim with one date."""
    date = DateMention(words, HERE, edtf)
    return claim(number, f"Outlet {number}", f"Event {number}", MAYOR, dates=(date,))


FIVE = (
    claim(1, "The Harbour Ledger", "The port loses it", AGENCY, INSIDER, hedges=("is said to",)),
    claim(2, "Meridian Post", "The licence is to be withdrawn", AGENCY, INSIDER, response=DENIAL),
    claim(3, "Capital Register", "Port loses licence", AGENCY, INSIDER, manner=Manner.DIRECT),
    claim(4, "Northgate Wire", "The licence is gone", AGENCY, INSIDER, manner=Manner.MIXED),
    claim(5, "Strait Review", "No licence from June on", GUESSED, INSIDER),
)  # fmt: skip
EVERY_KIND = (
    *FIVE[:2],
    claim(6, "Strait Review", "Two cranes failed", AUDIT, hedges=("reportedly", "allegedly")),
    claim(7, "Strait Review", "The port has no licence"),
    claim(8, "Capital Register", "Nothing is wrong", MAYOR, manner=Manner.DIRECT),
    claim(9, None, "They knew", OFFICIALS),
)
DATES = (
    dated(1, "since 2022", "2022/.."),
    dated(2, "late last year", "2023-12~"),
    dated(3, "27 October", "2024-10-27"),
    dated(4, "until June", "../2024-06"),
    dated(5, "then", None),
    dated(6, "in 2021", "2021"),
)
