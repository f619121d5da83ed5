"""What is new in a story, and what is not."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from digests.edition import STORIES, compose_edition
from matching.points import group_points
from newsroom.answer import StoredClaim
from newsroom.article import ArticleId, Citation, Span
from newsroom.attribution import (
    ClaimId,
    Identity,
    Manner,
    Number,
    Response,
    ResponseKind,
    Source,
    SourcingChain,
)
from newsroom.edition import (
    CorrectionNotice,
    Edition,
    Heading,
    KnownPoint,
    NewsItem,
    NewsKind,
    Point,
    RestingSource,
    StoryMaterial,
)

HERE = Span(0, 1)
HEADING = Heading(date(2025, 3, 2), date(2025, 3, 2), "UTC", datetime(2025, 3, 1, tzinfo=UTC))
THIS = Source("this article", Identity.NAMED, "outlet")
OFFICER = Source("an officer", Identity.UNNAMED, "person", HERE)
AIDES = Source("aides", Identity.UNNAMED, "person", HERE, number=Number.SEVERAL)
MAYOR = Source("Odile Brandt", Identity.NAMED, "person", HERE, "Odile Brandt")


def cited(article: int) -> Citation:
    """An article of a number."""
    return Citation(ArticleId(article), f"Article {article}", "Courier", None, None)


def claim(number: int, article: int, *sources: Source, text: str = "") -> StoredClaim:
    """A claim of a number in an article, resting on some sources."""
    return StoredClaim(
        ClaimId(number),
        cited(article),
        text or f"the ferry {number} sank",
        "A sentence.",
        Manner.INDIRECT,
        SourcingChain((THIS, *sources)),
    )


def silence(number: int, article: int, party: str, kind: ResponseKind) -> StoredClaim:
    """What a party answered."""
    made = claim(number, article, text=f"{party} answered {number}")
    return replace(made, response=Response(kind, party, HERE, party))


def point(*claims: StoredClaim) -> Point:
    """Claims that say the same, each source told apart by its label."""
    sources: dict[str, set[ClaimId]] = {}
    known: dict[str, Source] = {}
    for each in claims:
        if len(each.chain.links) > 1:
            known.setdefault(each.chain.innermost.label, each.chain.innermost)
            sources.setdefault(each.chain.innermost.label, set()).add(each.claim_id)
    resting = tuple(RestingSource(known[name], frozenset(ids)) for name, ids in sources.items())
    return Point(claims, resting)


def edition(
    *points: Point,
    new: tuple[int, ...] = (2,),
    articles: tuple[int, ...] = (1, 2),
    responses: tuple[StoredClaim, ...] = (),
    known: tuple[KnownPoint, ...] = (),
    corrections: tuple[CorrectionNotice, ...] = (),
) -> Edition:
    """The edition of one story."""
    story = StoryMaterial(
        7,
        "Ferry",
        tuple(map(cited, articles)),
        frozenset(map(ArticleId, new)),
        points,
        responses,
        corrections,
        known=known,
    )
    return compose_edition(HEADING, (story,), known)


def items(made: Edition) -> tuple[NewsItem, ...]:
    """The lines of an edition of one story."""
    (story,) = made.stories
    return story.items


def test_a_claim_of_a_new_article_is_new() -> None:
    (item,) = items(edition(point(claim(1, 2, MAYOR))))
    assert (item.kind, item.sources, item.sources_before, item.is_new) == (
        NewsKind.NEW, 1, None, True,
    )  # fmt: skip


def test_an_old_claim_told_again_from_the_same_source_is_counted_only() -> None:
    made = edition(point(claim(1, 1, MAYOR), claim(2, 2, MAYOR)))
    assert items(made) == () and made.stories[0].repeated == 1


def test_another_independent_source_makes_it_better_sourced() -> None:
    (item,) = items(edition(point(claim(1, 1, OFFICER), claim(2, 2, MAYOR))))
    assert (item.kind, item.sources_before, item.sources) == (NewsKind.BETTER, 1, 2)
    assert item.joined == ("Odile Brandt",) and item.claim.claim_id == 2 and not item.is_new


def test_a_claim_in_an_article_s_own_voice_that_somebody_now_backs_is_better_sourced() -> None:
    (item,) = items(edition(point(claim(1, 1), claim(2, 2, MAYOR))))
    assert (item.kind, item.sources_before, item.sources) == (NewsKind.BETTER, 0, 1)


def test_a_source_that_is_gone_makes_it_worse_sourced_even_without_a_new_article() -> None:
    known = KnownPoint(((ClaimId(1), 1), (ClaimId(2), 2)), frozenset({ClaimId(2)}))
    made = edition(point(claim(1, 1, OFFICER)), new=(), articles=(1,), known=(known,))
    (item,) = items(made)
    assert (item.kind, item.sources_before, item.sources) == (NewsKind.WORSE, 2, 1)
    assert not made.is_quiet and made.gone == 0


def test_a_source_that_joins_as_another_goes_is_neither_better_nor_worse() -> None:
    known = KnownPoint(((ClaimId(1), 1), (ClaimId(9), 2)), frozenset({ClaimId(9)}))
    made = edition(point(claim(1, 1, MAYOR), claim(2, 2, AIDES)), known=(known,))
    assert items(made) == ()


def test_claims_that_left_without_a_trace_are_counted() -> None:
    known = KnownPoint(((ClaimId(8), 1), (ClaimId(9), 0)), frozenset({ClaimId(8), ClaimId(9)}))
    made = compose_edition(HEADING, (), (known,))
    assert made.gone == 2 and not made.is_quiet


def test_what_rests_on_one_unnamed_source_is_said_as_long_as_its_story_goes_on() -> None:
    fresh, old = point(claim(1, 2, OFFICER)), point(claim(3, 1, OFFICER))
    made = items(edition(fresh, old))
    assert [(item.kind, item.is_new) for item in made] == [
        (NewsKind.UNNAMED, True),
        (NewsKind.UNNAMED, False),
    ]
    assert items(edition(point(claim(1, 2, AIDES))))[0].kind is NewsKind.NEW
    assert edition(old, new=(), articles=(1,)).is_quiet, "nothing happened to it"


def test_denials_come_once_and_silences_once_for_each_party() -> None:
    denial = silence(1, 2, "Kremlin", ResponseKind.DENIAL)
    again = replace(denial, claim_id=ClaimId(2), citation=cited(3))
    made = items(
        edition(
            new=(2, 3),
            articles=(1, 2, 3),
            responses=(
                denial,
                again,
                silence(3, 1, "Mayor", ResponseKind.DENIAL),
                silence(4, 1, "SpaceX", ResponseKind.NO_COMMENT),
                silence(5, 2, "SpaceX", ResponseKind.NOT_REACHED),
                silence(6, 3, "Musk", ResponseKind.REFUSAL),
                silence(7, 1, "Port", ResponseKind.REFUSAL),
            ),
        )
    )
    assert [(item.kind, item.claim.claim_id, item.told_by, item.is_new) for item in made] == [
        (NewsKind.RESPONSE, 2, 2, True),
        (NewsKind.SILENCE, 6, 1, True),
        (NewsKind.SILENCE, 5, 2, False),
    ]


def test_a_claim_that_is_a_notice_of_correction_stands_there_alone() -> None:
    notice = CorrectionNotice(cited(2), "Correction: it was 11.", ClaimId(1))
    made = edition(point(claim(1, 2)), corrections=(notice,))
    assert items(made) == () and made.stories[0].corrections == (notice,)


def test_weightier_news_and_sourced_claims_come_first() -> None:
    made = items(
        edition(
            point(claim(1, 2)),
            point(claim(2, 2, MAYOR)),
            point(claim(3, 2, OFFICER)),
            point(claim(4, 1, OFFICER), claim(5, 2, MAYOR)),
        )
    )
    assert [item.claim.claim_id for item in made] == [5, 3, 2, 1]


def test_stories_with_corrections_come_first_and_the_rest_is_counted() -> None:
    def story(number: int, *corrections: CorrectionNotice) -> StoryMaterial:
        return StoryMaterial(
            number,
            f"Story {number}",
            (cited(number),),
            frozenset({ArticleId(number)}),
            (),
            corrections=corrections,
        )

    told = [story(number) for number in range(1, STORIES + 3)]
    told.append(story(90, CorrectionNotice(cited(90), "Correction: no.")))
    made = compose_edition(HEADING, told, left_out=4, articles_left_out=9)
    assert made.stories[0].story_id == 90 and len(made.stories) == STORIES
    assert made.stories_left_out == 4 + 3
    assert (made.story_count, made.article_count) == (4 + len(told), 9 + len(told))


def test_nothing_new_is_quiet() -> None:
    assert compose_edition(HEADING, ()).is_quiet
    assert edition(point(claim(1, 1, MAYOR)), new=()).is_quiet


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        (
            "Vladimir Putin asked Elon Musk to leave Starlink off over Taiwan",
            "Putin had asked Musk to keep Starlink off over Taiwan",
            True,
        ),
        (
            "Musk and Putin have been in regular contact since 2022",
            "Putin asked Musk to leave Starlink off over Taiwan",
            False,
        ),
        ("the ferry sank", "the ferry burned", False),
        ("The ferry sank.", "the ferry sank", True),
        ("Starlink has no licence in Taiwan", "Starlink", False),
    ],
)
def test_claims_that_say_the_same_are_one_point(one: str, other: str, is_same: bool) -> None:
    groups = group_points([claim(1, 1, text=one), claim(2, 2, text=other)])
    assert (len(groups) == 1) is is_same
