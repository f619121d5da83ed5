"""The layout of a timeline: a row for each dated claim, its dates on a scale that all share."""

from collections.abc import Iterable, Sequence

from newsroom.answer import ClaimMatch, StoredClaim
from newsroom.attribution import Identity
from presentation.claim_blocks import (
    date_meaning,
    day_words,
    earliest,
    hedge_line,
    quoted,
    response_words,
    voice_words,
)
from presentation.claim_marks import short_marks
from presentation.dates import edtf_order
from presentation.pictures.looks import HEDGE, LOOKS, QUOTE, RESPONSE, SMALL
from presentation.pictures.page import FULL, Caption, Page
from presentation.pictures.shapes import (
    MARGIN,
    Box,
    Drawing,
    Edge,
    Figure,
    Ground,
    Ink,
    Mark,
    Panel,
    Type,
)
from presentation.pictures.timespans import Timespan, find_bounds, find_ticks, find_timespan
from presentation.pictures.typesetting import Ruler
from presentation.text import plural

ROWS_SHOWN = 12
WHEN = Type(11.5, is_bold=True)
_PAD, _FIGURE = 8.0, 11.0
_STRIP, _BAR, _LEAST, _LEAST_UNSURE = 12.0, 7.0, 7.0, 13.0
_INNER = FULL - 2 * _PAD


class _Scale:
    """Where days stand across the picture."""

    def __init__(self, first: int, last: int) -> None:
        self.first, self.last = first, last
        self.left, self.right = MARGIN + _PAD, MARGIN + FULL - _PAD

    def x(self, day: int | None, otherwise: float) -> float:
        """The place of a day; `otherwise` where it is open."""
        if day is None:
            return otherwise
        share = (day - self.first) / (self.last - self.first)
        return self.left + share * (self.right - self.left)


def timeline_drawing(
    claims: Sequence[StoredClaim | ClaimMatch], caption: Caption, ruler: Ruler
) -> Drawing:
    """What happened when, earliest first, and who says so; at most twelve rows."""
    given = (claim.claim if isinstance(claim, ClaimMatch) else claim for claim in claims)
    shown, count = shown_claims(given)
    page = Page(ruler)
    page.open(caption)
    bounds = find_bounds([span for claim in shown for span in _spans(claim)])
    scale = _Scale(*bounds) if bounds else None
    page.y += 4
    if scale:
        _ticks(page, scale)
    for claim in shown:
        page.y += 6
        _row(page, claim, scale)
    left_out = f"{len(shown)} of {plural(count, 'dated claim')}, the earliest."
    return page.close(caption, left_out if len(shown) < count else "", _legend(shown))


def shown_claims(claims: Iterable[StoredClaim]) -> tuple[tuple[StoredClaim, ...], int]:
    """The earliest dated claims, as many as have room, and how many there are in all."""
    dated = sorted((claim for claim in claims if claim.dates), key=_order)
    return tuple(dated[:ROWS_SHOWN]), len(dated)


def _order(claim: StoredClaim) -> tuple[int, str]:
    return edtf_order(earliest(claim).edtf)


def _spans(claim: StoredClaim) -> tuple[Timespan, ...]:
    return tuple(filter(None, (find_timespan(date.edtf) for date in claim.dates)))


def _legend(claims: Sequence[StoredClaim]) -> str:
    """What dashes and dots mean, where there are any."""
    spans = [span for claim in claims for span in _spans(claim)]
    unsure = "Dashed: not exactly then." if any(not span.is_sure for span in spans) else ""
    is_open = any(len(span.days) < 2 for span in spans)
    return " ".join(filter(None, (unsure, "Dotted: open at one end." if is_open else "")))


def _ticks(page: Page, scale: _Scale) -> None:
    """The scale's labels, those left out that would touch the one before."""
    page.y += 2
    end = 0.0
    for tick in find_ticks(scale.first, scale.last):
        width = page.ruler.width(tick.label, SMALL)
        x = min(max(scale.x(tick.day, 0) - width / 2, MARGIN), MARGIN + FULL - width)
        if x > end + 6:
            top = page.y
            page.write(tick.label, SMALL, x=x, width=width + 1)
            page.y, end = top, x + width
    page.y += SMALL.leading - 2


def _row(page: Page, claim: StoredClaim, scale: _Scale | None) -> None:
    """One claim: its dates on the scale, when in words, what, and who says so how firmly."""
    top = page.y
    spans = _spans(claim)
    page.y += _PAD - 3
    if scale and spans:
        _strip(page, scale, spans)
    x, width = MARGIN + _PAD, _INNER
    ground = Ground.CARD
    first = earliest(claim)
    page.write(date_meaning(first), WHEN, x=x, width=width, most=2, ground=ground)
    if others := [date for date in claim.dates if date is not first]:
        words = "; ".join(map(date_meaning, others))
        page.write(words, SMALL, x=x, width=width, most=2, ground=ground)
    page.y += 2
    page.write(quoted(claim.text), QUOTE, x=x, width=width, most=3, ground=ground)
    for words in short_marks(claim):
        page.write(words, HEDGE, x=x, width=width, most=3, ground=ground)
    if claim.hedges:
        page.write(str(hedge_line(claim)), HEDGE, x=x, width=width, most=3, ground=ground)
    if claim.response:
        words = response_words(claim.response)
        page.write(words, RESPONSE, x=x, width=width, most=2, ground=ground)
    page.y += 1
    _voice(page, claim, x, width)
    page.y += _PAD - 2
    box = Box(MARGIN, top, FULL, page.y - top)
    page.panels.insert(0, Panel(box, ground, Ink.FAINT, Edge.SOLID, 1.0))


def _voice(page: Page, claim: StoredClaim, x: float, width: float) -> None:
    """Who says so, and the outlet and day of the article that it stands in."""
    look = LOOKS[claim.chain.identity]
    page.marks.append(Mark(look.figure, Box(x, page.y + 1, _FIGURE, _FIGURE), look.ink))
    type_ = Type(SMALL.size, look.ink, claim.chain.identity is Identity.UNNAMED)
    x, width, ground = x + _FIGURE + 5, width - _FIGURE - 5, Ground.CARD
    taken = page.write(voice_words(claim), type_, x=x, width=width, most=3, ground=ground)
    where = day_words(claim.citation)
    page.write_beside(where, SMALL, type_, x=x, width=width, taken=taken, ground=ground)


def _strip(page: Page, scale: _Scale, spans: Sequence[Timespan]) -> None:
    """The dates on the scale: a day is a diamond, anything longer a bar, dashed where unsure."""
    middle = page.y + _STRIP / 2
    track = [Box(scale.left, middle - 0.6, scale.right - scale.left, 1.2)]
    for tick in find_ticks(scale.first, scale.last):
        track.append(Box(scale.x(tick.day, 0) - 0.5, middle - 4, 1.0, 8))
    page.panels += [Panel(box, Ground.TRACK, Ink.FAINT, Edge.NONE, 0, 0) for box in track]
    for span in spans:
        start, end = scale.x(span.start, scale.left), scale.x(span.end, scale.right)
        if span.is_day and span.is_sure:
            box = Box((start + end) / 2 - 5, middle - 5, 10, 10)
            page.marks.append(Mark(Figure.DIAMOND, box, Ink.NAMED))
            continue
        width = max(end - start, _LEAST if span.is_sure else _LEAST_UNSURE)
        x = min(max((start + end) / 2 - width / 2, scale.left), scale.right - width)
        box = Box(x, middle - _BAR / 2, width, _BAR)
        page.panels.append(_bar(span, box))
    page.y += _STRIP + 3


def _bar(span: Timespan, box: Box) -> Panel:
    if len(span.days) < 2:
        return Panel(box, Ground.NAMED, Ink.NAMED, Edge.DOTTED, 1.4, 0)
    edge = Edge.SOLID if span.is_sure else Edge.DASHED
    ground = Ground.NAMED if span.is_sure else Ground.CARD
    return Panel(box, ground, Ink.NAMED, edge, 1.4, 2)
