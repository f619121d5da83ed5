"""The layout of a timeline: in order, to scale, and never surer than the text."""

from hypothesis import given
from hypothesis import strategies as st

from newsroom.answer import StoredClaim
from newsroom.attribution import DateMention
from presentation.claim_blocks import date_meaning, quoted, voice_words
from presentation.pictures.page import Caption
from presentation.pictures.shapes import Drawing, Edge, Figure, Ink
from presentation.pictures.timeline import ROWS_SHOWN, timeline_drawing
from tests.presentation.hostile import CLAIMS, few
from tests.presentation.pictures.checking import ENDLESS, SOME, PlainRuler, check_drawing
from tests.presentation.pictures.desk import CAPTION, DATES, DENIAL, FIVE, HERE, claim, dated

RULER = PlainRuler()
EDTF = st.sampled_from(
    ["2022", "2023-12~", "2024-10-27", "../2024-06", "2022/..", "0001", "9998", "2022-21", "soon"]
)


def _drawn(*claims: StoredClaim) -> Drawing:
    drawing = timeline_drawing(claims, CAPTION, RULER)
    check_drawing(drawing, RULER)
    return drawing


@SOME
@given(few(CLAIMS, 14))
def test_any_claims_are_laid_out_within_bounds(claims: tuple[StoredClaim, ...]) -> None:
    _drawn(*claims)


@SOME
@given(st.lists(EDTF, max_size=14))
def test_any_dates_are_laid_out_within_bounds(dates: list[str]) -> None:
    _drawn(*(dated(number, "then", edtf) for number, edtf in enumerate(dates, start=1)))


def test_rows_come_in_the_order_of_their_dates() -> None:
    text = timeline_drawing(DATES, CAPTION, ENDLESS).text
    order = ("in 2021", "since 2022", "late last year", "until June", "27 October", "then")
    places = [text.index(f"“{words}”") for words in order]
    assert places == sorted(places)


def test_every_row_says_when_what_and_who() -> None:
    text = timeline_drawing(DATES, CAPTION, ENDLESS).text
    for one in DATES:
        assert date_meaning(one.dates[0]) in text
        assert quoted(one.text) in text and voice_words(one) in text


def test_hedges_and_responses_stay_with_their_claim() -> None:
    date = DateMention("in May", HERE, "2024-05")
    hedged = claim(1, "A", "It rained", hedges=("allegedly",), response=DENIAL, dates=(date,))
    text = _drawn(hedged).text
    assert "hedged: “allegedly”" in text and "denial by the port authority" in text


def test_a_day_is_a_diamond_a_month_a_bar_an_estimate_dashed_an_open_end_dotted() -> None:
    day = _drawn(dated(1, "27 October", "2024-10-27"))
    assert Figure.DIAMOND in {mark.figure for mark in day.marks}
    for edtf, edge in (
        ("2024-10", Edge.SOLID),
        ("2024-10~", Edge.DASHED),
        ("2024/..", Edge.DOTTED),
    ):
        drawing = _drawn(dated(1, "then", edtf))
        bars = [panel for panel in drawing.panels if panel.ink is Ink.NAMED]
        assert [bar.edge for bar in bars] == [edge]
        assert ("Dashed:" in drawing.text) == (edge is Edge.DASHED)
        assert ("Dotted:" in drawing.text) == (edge is Edge.DOTTED)


def test_bars_stand_where_their_dates_are() -> None:
    drawing = _drawn(dated(1, "in 2021", "2021"), dated(2, "in 2022", "2022"))
    early, late = (panel.box for panel in drawing.panels if panel.ink is Ink.NAMED)
    assert abs(early.right - late.x) < 0.5
    assert abs(early.width - late.width) < 0.5 and early.bottom < late.y


def test_a_date_without_a_calendar_has_no_place_on_the_scale() -> None:
    drawing = _drawn(dated(1, "then", None))
    assert "no calendar date follows from it" in drawing.text
    assert not [panel for panel in drawing.panels if panel.ink is Ink.NAMED]


def test_at_most_twelve_rows_and_the_rest_is_said() -> None:
    many = [dated(n, f"{n} May", f"2024-05-{n:02}") for n in range(1, 20)]
    text = _drawn(*many).text
    assert f"{ROWS_SHOWN} of 19 dated claims, the earliest." in text
    assert "Event 12" in text and "Event 13" not in text


def test_claims_without_a_date_have_no_row() -> None:
    assert quoted(FIVE[0].text) not in timeline_drawing(FIVE, Caption(), ENDLESS).text
