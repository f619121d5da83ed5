"""An invented article, and fat ones by number, as an extraction would hand them over."""

from datetime import UTC, datetime
from itertools import groupby

from matching.keys import indexed_words, word_keys
from newsroom.article import Article, Block, BlockKind, Sentence, Span
from newsroom.attribution import (
    THIS_ARTICLE,
    Claim,
    DateMention,
    Hedge,
    Identity,
    Manner,
    Number,
    Response,
    ResponseKind,
    Source,
    SourcingChain,
)
from newsroom.entity import Entity, EntityKind, Mention, MentionForm, Role
from newsroom.extraction import Extraction
from storage.connections import NameKeys
from storage.database import Database
from storage.name_index import TIER

ADDED_AT = datetime(2025, 3, 2, 9, 30, tzinfo=UTC)
PUBLISHED_AT = datetime(2025, 3, 1, 18, 5)

TITLE = "Tarnby ferry was unsafe, inspector says"
FIRST = "The ferry allegedly sailed with a cracked hull on 3 February, a former inspector said."
SECOND = "Odile Brandt, mayor of Tarnby, denied it."
THIRD = "Rain fell on the harbour."
TEXT = f"{TITLE}\n\n{FIRST} {SECOND} {THIRD}\n"
KEYS = NameKeys(indexed_words, word_keys)
OUTLET = Source(THIS_ARTICLE, Identity.NAMED, "outlet")


def fold(text: str) -> str:
    """A plain stand-in for the desk's fold."""
    return " ".join(text.casefold().replace("-", " ").split())


def check_indexes(db: Database) -> None:
    """Every search index agrees with its table."""
    db.execute("insert into claims_fts (claims_fts, rank) values ('integrity-check', 1)")
    assert db.execute("select * from names_pending").fetchall() == []
    expected = db.execute(
        f"select distinct w.value, {TIER}, n.name_id from entity_names n"
        " join entities e using (entity_id), json_each(indexed_words(n.folded, n.form)) w"
        " order by 1, 3"
    ).fetchall()
    indexed = db.execute(
        "select v.word, n.tier, n.name_id from name_words n join vocabulary v using (word_id)"
        " order by 1, 3"
    ).fetchall()
    assert indexed == expected
    words = db.execute("select word, tier, names from vocabulary order by word").fetchall()
    assert words == [
        (word, min(tier for _, tier, _ in found), len(found))
        for word, found in ((w, list(g)) for w, g in groupby(expected, key=lambda row: row[0]))
    ]
    keys = db.execute(
        "select v.word, k.key from vocabulary_keys k left join vocabulary v using (word_id)"
        " order by 1, 2"
    ).fetchall()
    assert (
        keys
        == db.execute(
            "select distinct v.word, k.value from vocabulary v, json_each(word_keys(v.word)) k"
            " order by 1, 2"
        ).fetchall()
    )


def span(text: str, words: str) -> Span:
    """Where some words first stand in a text."""
    start = text.index(words)
    return Span(start, start + len(words))


def ferry(*, text: str = TEXT, published_at: datetime | None = PUBLISHED_AT) -> Extraction:
    """The invented article, whole; another `text` must hold the same sentences."""
    article = Article(
        name="ferry",
        text=text,
        title=TITLE,
        outlet="Tarnby Courier",
        byline="Colm Adair",
        published_at=published_at,
        url="https://courier.example/ferry",
        blocks=(
            Block(span(text, TITLE), BlockKind.HEADLINE, span(text, TITLE)),
            Block(span(text, FIRST), BlockKind.BODY, span(text, FIRST)),
        ),
    )
    sentences = (
        Sentence(span(text, TITLE), BlockKind.HEADLINE, 0),
        *(Sentence(span(text, part), BlockKind.BODY, 1) for part in (FIRST, SECOND, THIRD)),
    )
    return Extraction(article, sentences, _entities(text), (_hull(text), _denial(text)))


def _entities(text: str) -> tuple[Entity, ...]:
    mayor, town = "mayor of Tarnby", "Tarnby"
    return (
        Entity(
            "Odile Brandt",
            EntityKind.PERSON,
            aliases=("Brandt",),
            roles=(Role(mayor, span(text, mayor)),),
            mentions=(_mention(text, "Odile Brandt"),),
        ),
        Entity(town, EntityKind.PLACE, mentions=(_mention(text, town),)),
        Entity(
            "former inspector",
            EntityKind.PERSON,
            mentions=(_mention(text, "former inspector", MentionForm.NOMINAL),),
        ),
    )


def _mention(text: str, words: str, form: MentionForm = MentionForm.NAME) -> Mention:
    return Mention(words, span(text, words), form)


def _hull(text: str) -> Claim:
    words = "sailed with a cracked hull on 3 February"
    label = "a former inspector"
    source = Source(
        label, Identity.UNNAMED, "person", span(text, label), "former inspector", Number.ONE
    )
    return Claim(
        text=words,
        content=(span(text, words),),
        cue=(span(text, "said"),),
        source=(span(text, label),),
        manner=Manner.INDIRECT,
        chain=SourcingChain((OUTLET, source)),
        sentence=span(text, FIRST),
        hedges=(Hedge("allegedly", span(text, "allegedly")),),
        dates=(DateMention("3 February", span(text, "3 February"), "2025-02-03"),),
        about=("Tarnby", "nobody that we know"),
    )


def _denial(text: str) -> Claim:
    party = "Odile Brandt"
    named = Source(party, Identity.NAMED, "person", span(text, party), party)
    return Claim(
        text="denied it",
        content=(span(text, "denied it"),),
        cue=(),
        source=(span(text, party),),
        manner=Manner.MIXED,
        chain=SourcingChain((OUTLET, named)),
        sentence=span(text, SECOND),
        response=Response(ResponseKind.DENIAL, party, span(text, party), party),
        about=(party,),
    )


def numbered(number: int, claims: int = 30, day: int = 1, first: int = 0) -> Extraction:
    """An article of its own words, with as many sentences, entities and claims as asked.

    From another `first` on it is the same article after an edit at both its ends.
    """
    places = range(first, first + claims)
    parts = [
        f"Person{number}x{i} said that thing{number}x{i} would close the harbour." for i in places
    ]
    text = "\n".join(parts)
    spans = [span(text, part) for part in parts]
    names = [f"Person{number}x{i}" for i in places]
    article = Article(
        f"article-{number}", text, f"Article {number}", published_at=datetime(2025, 1, day)
    )
    return Extraction(
        article,
        tuple(Sentence(place, BlockKind.BODY, 0) for place in spans),
        tuple(
            Entity(name, EntityKind.PERSON, mentions=(_mention(text, name),) * 3) for name in names
        ),
        tuple(_numbered_claim(text, name, place) for name, place in zip(names, spans, strict=True)),
    )


def _numbered_claim(text: str, name: str, sentence: Span) -> Claim:
    words = sentence.of(text).split(" said that ")[1].rstrip(".")
    return Claim(
        words,
        (span(text, words),),
        (span(text, "said"),),
        (span(text, name),),
        Manner.INDIRECT,
        SourcingChain((OUTLET, Source(name, Identity.NAMED, "person", span(text, name), name))),
        sentence,
        about=(name,),
    )


def unresolved(extraction: Extraction) -> tuple[None, ...]:
    """Every entity of an article is new to the desk."""
    return (None,) * len(extraction.entities)
