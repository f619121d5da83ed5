"""Texts of a few sentences, read by rule, and edits of them: what a changed article consists of."""

import re
from collections.abc import Sequence

from hypothesis import strategies as st

from matching.sentences import squeezed
from newsroom.article import Article, BlockKind, Sentence, Span
from newsroom.attribution import (
    THIS_ARTICLE,
    Claim,
    ClaimId,
    DateMention,
    Hedge,
    Identity,
    Manner,
    Response,
    ResponseKind,
    Source,
    SourcingChain,
)
from newsroom.extraction import Extraction
from newsroom.version import GoneClaim, NumberedClaim, OldText

OUTLET = Source(THIS_ARTICLE, Identity.NAMED, "outlet")
SENTENCES = (
    "The ferry allegedly sailed with a cracked hull on 3 February, a former inspector said.",
    "Odile Brandt denied that the hull was cracked.",
    "The price was below two million crowns, Northwire said.",
    "Rain fell on the harbour all day long, the keeper said.",
    "The islanders will run the ferry themselves, their chairman said.",
    "Tides were high.",
)
_SPEAKER = re.compile(r"^(?P<what>.*), (?P<who>[^,]*) said\.$")


def spans_of(sentences: Sequence[str], between: str = " ") -> tuple[str, tuple[Span, ...]]:
    """Some sentences as one text, and where each stands."""
    text, spans = "", []
    for sentence in sentences:
        start = len(text) + (len(between) if text else 0)
        text += (between if text else "") + sentence
        spans.append(Span(start, start + len(sentence)))
    return text, tuple(spans)


def claim_in(text: str, sentence: Span) -> Claim:
    """The claim that a sentence makes, with every kind of span that it has words for."""
    words = sentence.of(text)
    found = _SPEAKER.match(words)
    content = Span(sentence.start_char, sentence.end_char - 1)
    source: tuple[Span, ...] = ()
    links = [OUTLET]
    if found:
        content = Span(sentence.start_char, sentence.start_char + found.end("what"))
        start = sentence.start_char + found.start("who")
        source = (Span(start, start + len(found["who"])),)
        is_named = found["who"][0].isupper()
        identity = Identity.NAMED if is_named else Identity.UNNAMED
        links.append(Source(found["who"], identity, "person", source[0]))
    hedge, date = words.find("allegedly"), words.find("3 February")
    at = sentence.start_char
    denied = "denied" in words
    return Claim(
        content.of(text),
        (content,),
        (),
        source,
        Manner.INDIRECT,
        SourcingChain(tuple(links)),
        sentence,
        (Hedge("allegedly", Span(at + hedge, at + hedge + 9)),) if hedge >= 0 else (),
        Response(ResponseKind.DENIAL, "Odile Brandt", Span(at, at + 12)) if denied else None,
        (DateMention("3 February", Span(at + date, at + date + 10), None),) if date >= 0 else (),
    )


def read(sentences: Sequence[str], without: frozenset[int] = frozenset()) -> Extraction:
    """What a reader makes of some sentences; it overlooks the claims at some places."""
    text, spans = spans_of(sentences)
    claims = tuple(claim_in(text, span) for n, span in enumerate(spans) if n not in without)
    kept = tuple(Sentence(span, BlockKind.BODY, 0) for span in spans)
    return Extraction(Article("a", text, "A"), kept, (), claims)


def old(sentences: Sequence[str], gone: tuple[GoneClaim, ...] = ()) -> OldText:
    """The same as it was, with claims numbered from 1."""
    extraction = read(sentences)
    claims = (NumberedClaim(ClaimId(n), one) for n, one in enumerate(extraction.claims, start=1))
    spans = tuple(sentence.span for sentence in extraction.sentences)
    return OldText(extraction.article.text, spans, tuple(claims), gone)


def check_spans(claim: Claim, text: str) -> None:
    """Every span of a claim holds what the claim says stands there."""
    for hedge in claim.hedges:
        assert hedge.span.of(text) == hedge.text
    for date in claim.dates:
        assert date.span.of(text) == date.text
    assert squeezed(" ".join(span.of(text) for span in claim.content)) == squeezed(claim.text)
    for link in claim.chain.links:
        if link.span is not None:
            assert squeezed(link.span.of(text)) == squeezed(link.label)
    assert claim.sentence.of(text).strip()


WORDS = (
    "ferry",
    "hull",
    "mayor",
    "allegedly",
    "price",
    "two",
    "three",
    "said",
    "3 February",
    "the",
)
LINES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(
    lambda words: " ".join(words).capitalize() + ", a keeper said."
)
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["drop", "add", "swap", "alter", "twice"]), st.integers(0, 30), LINES
    ),
    max_size=6,
)


def edit(sentences: list[str], edits: Sequence[tuple[str, int, str]]) -> list[str]:
    """The sentences after some edits; at least one is left."""
    found = list(sentences)
    for kind, number, line in edits:
        place = number % len(found)
        if kind == "drop" and len(found) > 1:
            del found[place]
        elif kind == "add":
            found.insert(place, line)
        elif kind == "swap":
            found[place], found[0] = found[0], found[place]
        elif kind == "twice":
            found.insert(place, found[place])
        elif kind == "alter":
            found[place] = found[place].replace("a keeper", "Ines Rook").replace("two", "nine")
    return found
