"""Questions about a generated desk, the same from the same seed, each with what is right.

They are drawn from articles all over the desk. Most words of a question are the claim's own, some
are left out or put otherwise, so that a question is no quotation; what nobody wrote of is asked
with names and words that no article has.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from benchmarks.desk_set import make_articles
from benchmarks.desk_words import GIVEN, surname
from benchmarks.desk_world import Size
from matching.claims import query_terms
from matching.folding import words
from newsroom.attribution import Claim, Identity, Manner, ResponseKind
from newsroom.entity import Entity, EntityKind
from newsroom.extraction import Extraction

CHOSEN = 4
"""From so many times as many articles as questions of one kind they are drawn."""
KEPT_WORDS = 0.8
"""About what share of a claim's telling words its question has."""


class Kind(StrEnum):
    """What is asked for."""

    WHO = "who"
    SOURCES = "sources"
    CLAIMS = "claims"
    QUOTE = "quote by a speaker"
    TIMELINE = "timeline"
    RESPONSES = "responses"
    NOTHING = "unanswerable"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the text of the claim or the name of the entity that answers it."""

    kind: Kind
    text: str
    wanted: str = ""


_Make = Callable[[Extraction, Random], Asked | None]


def make_questions(size: Size, each: int) -> list[Asked]:
    """So many questions of each kind, in mixed order; fewer where the desk is too small."""
    random = Random(size.seed + 1)
    count = min(size.articles, CHOSEN * each)
    chosen = frozenset(random.sample(range(size.articles), count))
    drawn = [made for place, made in enumerate(make_articles(size)) if place in chosen]
    found: list[Asked] = []
    for make in _KINDS.values():
        made = (make(extraction, random) for extraction in random.sample(drawn, len(drawn)))
        unique = {asked.text: asked for asked in made if asked is not None}
        found += list(unique.values())[:each]
    random.shuffle(found)
    return found


def _who(extraction: Extraction, random: Random) -> Asked | None:
    person = _person(extraction, random)
    if person is None:
        return None
    texts = [f"who is {person.name}?", f"{person.name}"]
    texts += [f"who is the {role.text}?" for role in person.roles]
    return Asked(Kind.WHO, random.choice(texts), person.name)


def _sources(extraction: Extraction, random: Random) -> Asked | None:
    claim = _claim(extraction, random, lambda claim: claim.chain.identity is not Identity.NONE)
    if claim is None:
        return None
    frame = random.choice(
        ("what sources back the claim that {}?", "who says that {}?", "is it true that {}?")
    )
    return Asked(Kind.SOURCES, frame.format(_fewer_words(claim.text, random)), claim.text)


def _claims(extraction: Extraction, random: Random) -> Asked | None:
    claim = _claim(extraction, random, lambda claim: bool(claim.about))
    if claim is None:
        return None
    frame = random.choice(("what is claimed about {}?", "what do we have on {}?"))
    return Asked(Kind.CLAIMS, frame.format(_fewer_words(claim.text, random)), claim.text)


def _quote(extraction: Extraction, random: Random) -> Asked | None:
    claim = _claim(
        extraction,
        random,
        lambda claim: claim.manner is Manner.DIRECT and claim.chain.identity is Identity.NAMED,
    )
    if claim is None:
        return None
    speaker, topic = claim.chain.innermost.label, _fewer_words(claim.text, random)
    return Asked(Kind.QUOTE, f"what did {speaker} say about {topic}?", claim.text)


def _timeline(extraction: Extraction, random: Random) -> Asked | None:
    claim = _claim(extraction, random, lambda claim: bool(claim.dates))
    if claim is None:
        return None
    undated = claim.text.replace(claim.dates[0].text, "")
    frame = random.choice(("when did it happen: {}?", "timeline of {}", "when was {}?"))
    return Asked(Kind.TIMELINE, frame.format(_fewer_words(undated, random)), claim.text)


def _responses(extraction: Extraction, random: Random) -> Asked | None:
    claim = _claim(extraction, random, lambda claim: claim.response is not None)
    if claim is None or claim.response is None:
        return None
    party, said = claim.response.party, _fewer_words(claim.text, random)
    if claim.response.kind is ResponseKind.DENIAL:
        text = random.choice((f"has {party} denied that {said}?", f"who denied that {said}?"))
    else:
        text = random.choice((f"has {party} commented?", f"did {party} comment on the story?"))
    return Asked(Kind.RESPONSES, text, claim.text)


def _nothing(extraction: Extraction, random: Random) -> Asked | None:
    person = _person(extraction, random)
    stranger = f"{random.choice(GIVEN)}ella {surname(random)}quist"
    absent = f"{surname(random).lower()}zoid {surname(random).lower()}phage"
    texts = [f"who is {stranger}?", f"what sources back the claim about the {absent}?"]
    if person is not None:
        texts.append(f"what did {person.name} say about the {absent}?")
    return Asked(Kind.NOTHING, random.choice(texts))


def _person(extraction: Extraction, random: Random) -> Entity | None:
    people = [one for one in extraction.entities if one.kind is EntityKind.PERSON]
    return random.choice(people) if people else None


def _claim(extraction: Extraction, random: Random, fits: Callable[[Claim], bool]) -> Claim | None:
    fitting = [claim for claim in extraction.claims if fits(claim)]
    return random.choice(fitting) if fitting else None


def _fewer_words(text: str, random: Random) -> str:
    """A claim without some of the words that tell what it is about."""
    telling = frozenset(query_terms(text))
    kept = [
        word
        for word in text.split()
        if random.random() < KEPT_WORDS or telling.isdisjoint(words(word))
    ]
    return " ".join(kept).rstrip(",") or text


_KINDS: dict[Kind, _Make] = {
    Kind.WHO: _who,
    Kind.SOURCES: _sources,
    Kind.CLAIMS: _claims,
    Kind.QUOTE: _quote,
    Kind.TIMELINE: _timeline,
    Kind.RESPONSES: _responses,
    Kind.NOTHING: _nothing,
}
