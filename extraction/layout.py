"""The page layout of a plain text article: headline, byline, dateline, subheads and body."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from extraction.claims.dates import find_timestamp
from newsroom.article import Block, BlockKind, Span

_LINE = re.compile(r"[^\r\n\f\v\x1c-\x1e\x85\u2028\u2029]+")
_BYLINE = re.compile(r"^(?:by|words by|reporting by|story by|written by)[:\s]+\S", re.I)
_CREDIT = re.compile(
    r"^\(?\s*(?:(?:additional |further )?(?:reporting|writing|editing|compiled|translation"
    r"|translated|produced|edited)(?: and (?:reporting|writing|editing))? by\s+(?-i:[A-Z]).{2,200}"
    r"|(?:(?:file |ap |afp |reuters )?(?:photo(?:graph)?s?|pictures?|images?|illustrations?"
    r"|graphics?|video|credits?|source)(?: credits?| source)?"
    r"\s*(?::|/|(?:by|courtesy of)\s+(?=(?-i:[A-Z])))\s*.{2,100}))$",
    re.I,
)
_FURNITURE = re.compile(
    r"^(?:share (?:this|on)\b.{0,40}|advertisements?"
    r"|related(?: (?:stories|articles?|content|coverage))?(?::.{0,160})?"
    r"|read (?:more|next|also)(?::.{0,160})?|more (?:on this story|stories)"
    r"|sign up (?:for|to)\b.{0,120}|subscribe(?: (?:to|now)\b.{0,80})?|follow us\b.{0,80}"
    r"|listen to this (?:article|story)|click here\b.{0,80}|(?:©|\(c\)|copyright\b).{0,120}"
    r"|all rights reserved\.?|skip to (?:content|main)\b.{0,20})$",
    re.I,
)
_BULLET = re.compile(r"^(?:[•‣▪●◦·*]|-(?=\s))\s*")
_DATELINE = re.compile(
    r"^(?P<place>[A-Z][\w.'’/ -]{1,30}(?:,\s[A-Z][\w.'’ ]{1,20})?)?"
    r"(?:,?\s*(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8})(?:,?\s\d{4})?)?"
    r"\s*(?:[(\[](?P<outlet>[^()\[\]]{2,40})[)\]])?\s*"
    r"(?:,?\s*\w{3,9}\.?\s\d{1,2}(?:,\s\d{4})?)?\s*(?:—|–|--|―|\s-\s|:(?=\s)(?<=\):))\s*"
)
_PUBLISHED = re.compile(
    r"^(?:published|posted|updated|last (?:updated|modified)|first published)\b[:\s]*", re.I
)
_SEPARATOR = re.compile(r"\s*(?:\||·|•|—|–|\s-\s|,(?=\s*\d))\s*")
HEADER_BLOCKS = 8
HEADLINE_CHARS = 250
HEADER_CHARS = 120
STAMP_CHARS = 60
SUBHEAD_CHARS = 80


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks of a text in order, and the header fields that they state."""

    blocks: tuple[Block, ...]
    title: str | None
    outlet: str | None
    byline: str | None
    published_at: datetime | None
    published_span: Span | None


@dataclass(frozen=True, slots=True)
class _Header:
    kind: BlockKind
    outlet: str | None = None
    byline: str | None = None
    published_at: datetime | None = None
    published_span: Span | None = None


def read_layout(text: str) -> Layout:
    """Every line of the text as one block, with the header fields found on the way."""
    spans = tuple(_line_spans(text))
    headers: list[_Header] = []
    blocks: list[Block] = []
    for position, span in enumerate(spans):
        is_opening = all(b.kind in (BlockKind.BYLINE, BlockKind.DATELINE) for b in blocks)
        header = _read_header(text, spans, position, not is_opening)
        body = span
        if header is None:
            kind = _body_kind(text, spans, position)
            if kind is BlockKind.BODY:
                body, header = _strip_opening(text, span, position)
        else:
            kind = header.kind
        blocks.append(Block(span, kind, body))
        if header:
            headers.append(header)
    title = next((b.span.of(text) for b in blocks if b.kind is BlockKind.HEADLINE), None)
    dated = next((h for h in headers if h.published_at), None)
    return Layout(
        blocks=tuple(blocks),
        title=" ".join(title.split()) if title else None,
        outlet=next((h.outlet for h in headers if h.outlet), None),
        byline=next((h.byline for h in headers if h.byline), None),
        published_at=dated.published_at if dated else None,
        published_span=dated.published_span if dated else None,
    )


def _line_spans(text: str) -> list[Span]:
    spans = []
    for match in _LINE.finditer(text):
        start, end = match.span()
        while start < end and _is_blank(text[start]):
            start += 1
        while end > start and _is_blank(text[end - 1]):
            end -= 1
        if start < end:
            spans.append(Span(start, end))
    return spans


def _is_blank(char: str) -> bool:
    """Whether a character prints nothing: any space, a zero-width mark, a byte order mark."""
    return char.isspace() or unicodedata.category(char) == "Cf"


def _read_header(
    text: str, spans: tuple[Span, ...], position: int, has_headline: bool
) -> _Header | None:
    """What a header line, a credit or a page's furniture states; None for running text."""
    line = spans[position].of(text)
    if _CREDIT.match(line) or _FURNITURE.match(line):
        is_byline = position < HEADER_BLOCKS and _BYLINE.match(line)
        return _read_byline(line, spans[position]) if is_byline else _Header(BlockKind.BYLINE)
    if position < HEADER_BLOCKS and len(line) <= HEADER_CHARS:
        if _BYLINE.match(line) and line[-1] not in ".?!":
            return _read_byline(line, spans[position])
        if (position or _PUBLISHED.match(line)) and (
            dated := _read_date_line(line, spans[position])
        ):
            return dated
    if _PUBLISHED.match(line) and len(line) <= STAMP_CHARS and line[-1] not in "?!":
        return _Header(BlockKind.DATELINE)
    if not has_headline and _is_headline(line, len(spans) - position):
        return _Header(BlockKind.HEADLINE)
    return None


def _is_headline(line: str, lines_left: int) -> bool:
    """Whether the first line that is no credit is the headline and not a story's dateline."""
    dateline = _DATELINE.match(line)
    opens_story = dateline is not None and bool(dateline["outlet"]) and dateline.end() < len(line)
    return lines_left > 1 and len(line) <= HEADLINE_CHARS and not opens_story


def _read_byline(line: str, span: Span) -> _Header:
    found = find_timestamp(line, span.start_char)
    parts = [part for part in _SEPARATOR.split(line) if part]
    name = re.sub(r"^(?:words |reporting |story )?by[:\s]+", "", parts[0], flags=re.I).strip()
    return _Header(BlockKind.BYLINE, _outlet_among(parts[1:]), name, *(found or (None, None)))


def _read_date_line(line: str, span: Span) -> _Header | None:
    """A line that holds a full date and little else: "Outlet | 26 October 2024"."""
    found = find_timestamp(line, span.start_char)
    if not found:
        return None
    moment, place = found
    before = line[: place.start_char - span.start_char]
    after = line[place.end_char - span.start_char :]
    rest = _PUBLISHED.sub("", before).strip() + " " + after.strip()
    if len(rest.split()) > 8 or rest.rstrip().endswith((".", "?", "!", '"', "”")):
        return None
    parts = [p for p in _SEPARATOR.split(_PUBLISHED.sub("", before)) + _SEPARATOR.split(after) if p]
    return _Header(BlockKind.DATELINE, _outlet_among(parts), None, moment, place)


def _outlet_among(parts: list[str]) -> str | None:
    """The part of a header line that can be an outlet's name: capitalised, no day or clock."""
    for part in (item.strip(" ,;()") for item in parts):
        words = part.split()
        if not words or _BYLINE.match(part) or re.search(r"\d", part):
            continue
        if re.fullmatch(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", part, re.I):
            continue
        if words[0][0].isupper() and not re.fullmatch(r"[A-Z]{2,4}", part):
            return part
    return None


def _body_kind(text: str, spans: tuple[Span, ...], position: int) -> BlockKind:
    line = spans[position].of(text)
    is_last = position + 1 == len(spans)
    if is_last or position == 0 or len(line) > SUBHEAD_CHARS:
        return BlockKind.BODY
    following = spans[position + 1].of(text)
    opens_quote = line[0] in "\"“'‘-–—•*"
    ends_sentence = line[-1] in ".!…\"”'’:;,"
    if opens_quote or ends_sentence or len(following) <= len(line):
        return BlockKind.BODY
    return BlockKind.SUBHEAD if line[0].isupper() or line[0] in "#0123456789" else BlockKind.BODY


def _strip_opening(text: str, span: Span, position: int) -> tuple[Span, _Header | None]:
    """A body block without the bullet or "PLACE (Outlet) — " that opens it, and what it states."""
    line = span.of(text)
    bullet = _BULLET.match(line)
    if bullet and bullet.end() < len(line):
        return Span(span.start_char + bullet.end(), span.end_char), None
    match = _DATELINE.match(line) if position < HEADER_BLOCKS else None
    if not match or not (match["place"] or match["outlet"]) or match.end() >= len(line):
        return span, None
    place = (match["place"] or "").split(",")[0].strip()
    if not match["outlet"] and not place.isupper():
        return span, None
    header = _Header(BlockKind.DATELINE, (match["outlet"] or "").strip() or None)
    return Span(span.start_char + match.end(), span.end_char), header
