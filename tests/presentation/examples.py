"""Ordinary values, as the desk would hand them to the renderers."""

from datetime import datetime

from newsroom.answer import (
    Answer,
    ClaimMatch,
    EntityCard,
    NameMatch,
    Question,
    QuestionKind,
    ReportedRole,
    StoredClaim,
)
from newsroom.article import ArticleId, Citation, Span
from newsroom.attribution import (
    ClaimId,
    DateMention,
    Evidence,
    Identity,
    Manner,
    Response,
    ResponseKind,
    Source,
    SourcingChain,
)
from newsroom.desk import Ingested
from newsroom.entity import EntityId, EntityKind

HERE = Span(0, 4)
CITATION = Citation(
    ArticleId(1),
    "Putin asked Musk to leave Starlink off over Taiwan, report says",
    "The Harbour Ledger",
    datetime(2024, 10, 25, 11, 19),
    "https://ledger.example/starlink",
)
UNSTATED = Citation(ArticleId(2), "Why Starlink stops short", None, None, None)
THIS = Source("this article", Identity.NAMED, "outlet")
JOURNAL = Source("Wall Street Journal", Identity.NAMED, "organisation", HERE, "Wall Street Journal")
OFFICER = Source("a former Russian intelligence officer", Identity.UNNAMED, "person", HERE)
SHE = Source("she", Identity.NAMED, "person", HERE, "Chen Pei-ju", evidence=Evidence.INFERRED)
TEXT = "Vladimir Putin asked Elon Musk to leave Starlink off over Taiwan"
CLAIM = StoredClaim(
    ClaimId(12),
    CITATION,
    TEXT,
    f"At the end of last year {TEXT}, the Journal reported.",
    Manner.INDIRECT,
    SourcingChain((THIS, JOURNAL, OFFICER)),
    hedges=("is said to", "allegedly"),
    response=Response(ResponseKind.DENIAL, "the Kremlin", HERE, "Kremlin"),
    dates=(DateMention("at the end of last year", HERE, "2023-12~"),),
)
SILENT = StoredClaim(
    ClaimId(13),
    UNSTATED,
    "Starlink has no licence in Taiwan",
    "Starlink has no licence in Taiwan.",
    Manner.INDIRECT,
    SourcingChain((THIS,)),
)
INFERRED = StoredClaim(
    ClaimId(14),
    CITATION,
    "“It was a person”",
    "“It was a person,” she said.",
    Manner.DIRECT,
    SourcingChain((THIS, SHE)),
    dates=(DateMention("in July 2022", HERE, "2022-07"), DateMention("then", HERE, None)),
)
KIRIYENKO = NameMatch(
    EntityId(15), "Sergey Kiriyenko", EntityKind.PERSON, "Kiriyenko", 0.97123, ("alias",)
)
CARD = EntityCard(
    EntityId(15),
    "Sergey Kiriyenko",
    EntityKind.PERSON,
    aliases=("Kiriyenko", "Sergei Kirienko"),
    nominals=("the official",),
    roles=(
        ReportedRole("prime minister of Russia", True, UNSTATED),
        ReportedRole("deputy head of the presidential administration", False, CITATION),
    ),
    description="Russian politician",
    first_seen=datetime(2024, 10, 25, 11, 19),
    last_seen=datetime(2024, 10, 26),
    articles=(CITATION, UNSTATED),
    said=(INFERRED,),
    about=(CLAIM,),
    article_count=2,
    claim_count=2,
)
INGESTED = Ingested(CITATION, False, 16, 15, 8, 14, ("Tides were high.",))


def question(kind: QuestionKind, text: str = "what sources back the Taiwan claim?") -> Question:
    """A question of some kind."""
    return Question(text, kind, "Taiwan")


def answer(kind: QuestionKind, *claims: StoredClaim, **others: object) -> Answer:
    """An answer of some claims, the first the best."""
    matches = tuple(ClaimMatch(claim, 0.9 - n / 10) for n, claim in enumerate(claims))
    return Answer(question(kind), "2 claims in 1 article.", claims=matches, **others)  # type: ignore[arg-type]


def card_answer() -> Answer:
    """Who Sergey Kiriyenko is."""
    return Answer(
        question(QuestionKind.WHO, "who is Kiriyenko?"),
        "Sergey Kiriyenko: deputy head of the presidential administration.",
        card=CARD,
        matches=(KIRIYENKO,),
        independent_sources=2,
    )
