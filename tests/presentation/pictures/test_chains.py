"""The layout of chains: within bounds, nothing overlapping, every kind told in words and shape."""

from dataclasses import replace

import pytest
from hypothesis import given

from newsroom.answer import Answer, ClaimMatch, Reply, StoredClaim
from newsroom.attribution import Identity, Source, identity_label
from presentation.claim_blocks import NO_SOURCE, manner_words, quoted, response_words
from presentation.pictures.chains import chain_drawing
from presentation.pictures.looks import LOOKS
from presentation.pictures.page import UNWRITTEN, Caption
from presentation.pictures.picture import caption_of, chain_claims
from presentation.pictures.shapes import Drawing, Edge, Figure
from tests.presentation.hostile import CLAIMS, REPLIES, few
from tests.presentation.pictures.checking import ENDLESS, SOME, PlainRuler, check_drawing
from tests.presentation.pictures.desk import (
    AGENCY,
    CAPTION,
    EVERY_KIND,
    FIVE,
    GUESSED,
    INSIDER,
    claim,
)

RULER = PlainRuler()


def _drawn(*claims: StoredClaim, caption: Caption = CAPTION) -> Drawing:
    drawing = chain_drawing(claims, caption, RULER)
    check_drawing(drawing, RULER)
    return drawing


@SOME
@given(few(CLAIMS, 14))
def test_any_claims_are_laid_out_within_bounds(claims: tuple[StoredClaim, ...]) -> None:
    _drawn(*claims)


@SOME
@given(REPLIES)
def test_any_answer_is_laid_out_within_bounds_stories_too(reply: Reply) -> None:
    if isinstance(reply, Answer):
        _drawn(*chain_claims(reply), caption=caption_of(reply))


def test_claims_and_matches_are_drawn_alike() -> None:
    matches = [ClaimMatch(one, 0.5) for one in FIVE]
    assert chain_drawing(matches, CAPTION, RULER) == _drawn(*FIVE)


def test_five_outlets_on_one_person_say_so() -> None:
    drawing = _drawn(*FIVE)
    assert "Independent sources: 1" in drawing.text
    assert "5 of 5 outlets lead here" in drawing.text
    assert "one unnamed source" in drawing.text
    assert "cited by 5 of those shown (1 of them inferred from context)" in drawing.text.replace(
        "\n", " "
    )
    widths = [stroke.weight for stroke in drawing.strokes if stroke.is_arrow]
    assert len(widths) == 2 and widths[0] > widths[1]


def test_every_claim_drawn_keeps_its_hedges_response_manner_and_identities() -> None:
    text = chain_drawing(EVERY_KIND, CAPTION, ENDLESS).text
    for one in EVERY_KIND:
        assert quoted(one.text) in text
        assert all(quoted(hedge) in text for hedge in one.hedges)
        assert not one.response or response_words(one.response) in text
        expected = manner_words(one) if len(one.chain.links) > 1 else NO_SOURCE
        assert expected in text
        for link in one.chain.links[1:]:
            assert link.label in text and identity_label(link) in text


def test_kinds_differ_in_figure_and_outline_not_in_colour_alone() -> None:
    shapes = {(look.figure, look.edge, look.radius) for look in LOOKS.values()}
    assert len(shapes) == len(LOOKS) == len(Identity)
    assert len({look.figure for look in LOOKS.values()}) == len(Identity)


def test_an_unnamed_source_has_a_dashed_outline_and_a_ring() -> None:
    drawing = _drawn(claim(1, "A", "x", INSIDER))
    assert Edge.DASHED in {panel.edge for panel in drawing.panels}
    assert [mark.figure for mark in drawing.marks] == [Figure.RING]


def test_what_only_the_context_tells_is_a_dashed_line_and_said() -> None:
    drawing = _drawn(claim(1, "A", "x", GUESSED))
    assert "cited by A (inferred from context)" in drawing.text
    assert Edge.DASHED in {stroke.edge for stroke in drawing.strokes}
    told = _drawn(claim(1, "A", "x", AGENCY))
    assert {stroke.edge for stroke in told.strokes} == {Edge.SOLID}


def test_the_article_s_own_voice_has_no_line_to_anywhere() -> None:
    drawing = _drawn(claim(1, "A", "x"))
    assert drawing.strokes == () and "no source given" in drawing.text


def test_more_claims_of_an_outlet_are_counted() -> None:
    drawing = _drawn(*(claim(n, "A", f"claim {n}", AGENCY) for n in range(1, 6)))
    assert "and 3 more claims" in drawing.text and "5 articles" in drawing.text


def test_what_is_left_out_is_said() -> None:
    drawing = _drawn(*(claim(n, f"Outlet {n}", "x", AGENCY) for n in range(1, 30)))
    assert "Top 12 of 30 sources and outlets." in drawing.text
    headline = replace(claim(3, "A", "Headline 3", AGENCY), sentence="Headline 3")
    assert "Not drawn: 1 headline, where the article says more." in _drawn(headline, *FIVE).text
    links = [Source(f"link {n}", Identity.NAMED, "person") for n in range(30)]
    assert "through 19 links not shown" in _drawn(claim(1, "A", "x", *links)).text


def test_letters_that_cannot_be_written_are_explained() -> None:
    assert UNWRITTEN in chain_drawing([claim(1, "台湾", "x")], Caption(), ENDLESS).text
    assert UNWRITTEN not in chain_drawing([claim(1, "A", "x")], Caption(), ENDLESS).text


def test_without_a_count_the_headline_stands_at_the_top() -> None:
    caption = replace(CAPTION, independent_sources=None)
    assert CAPTION.headline in _drawn(*FIVE, caption=caption).text


@pytest.mark.parametrize("piece", ["a", "word ", "$x$ ", "שלום ", "e\u0301", "🚀"])
def test_ten_thousand_letters_everywhere_stay_within_bounds(piece: str) -> None:
    text = piece * (10_000 // len(piece))
    source = Source(text, Identity.UNNAMED, "person", entity=text)
    one = claim(1, text, text, source, source, hedges=(text, text))
    drawing = _drawn(one, caption=Caption(text, text, (f"Warning: {text}", text)))
    assert drawing.height < 900
