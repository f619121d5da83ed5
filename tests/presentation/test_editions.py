"""Digests and alerts keep every limit, drop no hedge or source, and nothing in them is live."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsroom.answer import Question, QuestionKind
from newsroom.article import ArticleId
from newsroom.article import Citation as AnyCitation
from newsroom.attribution import ClaimId, Source
from newsroom.digest import Delivery, DeliveryState, DigestSchedule, DigestStatus, PauseReason
from newsroom.edition import (
    Basis,
    CorrectionNotice,
    Edition,
    Heading,
    NewsAnswer,
    NewsItem,
    NewsKind,
    StoryNews,
)
from newsroom.post import Contents, contents_of_edition, contents_of_reply
from newsroom.watch import Alert, Hit, Watch, WatchId
from presentation import limits
from presentation.digest_status import status_embed
from presentation.edition_pages import digest_mark, edition_pages
from presentation.edition_records import edition_record
from presentation.edition_sheet import edition_sheet
from presentation.embeds import reply_pages
from presentation.links import sentence_link, web_link
from presentation.pictures.picture import has_picture
from presentation.records import reply_record
from presentation.text import inline, length
from presentation.watch_sheet import alert_embed, watches_embed
from presentation.wording import reply_sheet, sheet_text
from tests.presentation.examples import CITATION, CLAIM, INFERRED, SILENT, UNSTATED
from tests.presentation.hostile import CLAIMS, TEXTS, URLS, check_embed, few

FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)).map(
    lambda moment: moment.replace(tzinfo=UTC)
)
ZONES = st.sampled_from(["UTC", "Europe/Warsaw", "Australia/Lord_Howe"])
COUNTS = st.integers(0, 10**6)
CITATIONS = st.builds(AnyCitation, url=URLS)
HEADINGS = st.builds(
    Heading,
    edition_on=DAYS,
    covers_from=DAYS,
    zone=ZONES,
    since=st.none() | MOMENTS,
    due_at=st.none() | MOMENTS,
)
ITEMS = st.builds(
    NewsItem,
    claim=CLAIMS,
    sources=COUNTS,
    sources_before=st.none() | COUNTS,
    joined=few(TEXTS),
    told_by=st.integers(1, 9),
)
STORIES = st.builds(
    StoryNews,
    story_id=st.none() | st.integers(1, 99),
    name=TEXTS,
    new_articles=few(CITATIONS, 8),
    article_count=COUNTS,
    items=few(ITEMS, 20),
    corrections=few(st.builds(CorrectionNotice, citation=CITATIONS, sentence=TEXTS)),
    unheard=few(TEXTS),
    repeated=COUNTS,
)
EDITIONS = st.builds(
    Edition, heading=HEADINGS, stories=few(STORIES, 4), gone=COUNTS, stories_left_out=COUNTS,
    articles_left_out=COUNTS,
)  # fmt: skip
DAY = date(2024, 10, 25)
SINCE = datetime(2024, 10, 24, 6, tzinfo=UTC)
HEADING = Heading(DAY, DAY, "Europe/Warsaw", SINCE, due_at=SINCE + timedelta(days=1))
WATCH = Watch(WatchId(3), 55, 7, None, "Starlink", False, ClaimId(1), SINCE)
HIT = Hit(WatchId(3), "key", CLAIM.claim_id, None, SINCE, 0)


def story(*items: NewsItem, **others: Any) -> StoryNews:
    """A story of one new article with some news."""
    made = StoryNews(4, "Starlink over Taiwan", False, (CITATION,), 3, items)
    return replace(made, **others)


def told(*stories: StoryNews, heading: Heading = HEADING, **others: Any) -> Edition:
    """An edition of some stories."""
    return Edition(heading, stories, **others)


@FEW
@given(EDITIONS)
def test_pages_keep_every_limit_and_nothing_in_them_is_live(edition: Edition) -> None:
    pages = edition_pages(edition)
    assert 1 <= len(pages) <= limits.DIGEST_PARTS
    for page in pages:
        check_embed(page)
    assert pages == edition_pages(edition)
    json.dumps(edition_record(edition))


@FEW
@given(EDITIONS, TEXTS)
def test_an_answer_tells_what_the_digest_does(edition: Edition, headline: str) -> None:
    asked = Question("what's new?", QuestionKind.STORY, "", days_back=1)
    reply = NewsAnswer(asked, headline, edition=edition)
    for page in reply_pages(reply):
        check_embed(page)
    assert reply_sheet(reply).blocks == edition_sheet(edition).blocks
    assert contents_of_reply(reply) == contents_of_edition(edition)
    assert contents_of_reply(reply, embargo=3) == Contents()
    assert not has_picture(reply)
    json.dumps(reply_record(reply, 1.0))


@FEW
@given(CLAIMS, few(TEXTS), TEXTS)
def test_alerts_keep_every_limit(claim: Any, fired: Any, words: str) -> None:
    check_embed(alert_embed(Alert(replace(WATCH, words=words), HIT, claim, fired)))
    watches = [replace(WATCH, watch_id=WatchId(n), words=words) for n in range(99)]
    embed = watches_embed(watches)
    assert length(embed.description or "") <= limits.EMBED_DESCRIPTION


@FEW
@given(st.lists(ITEMS, min_size=1, max_size=5))
def test_no_line_loses_a_hedge_a_source_or_its_number(items: list[NewsItem]) -> None:
    text = sheet_text(edition_sheet(told(story(*items))))
    for item in items[: limits.DIGEST_OWN_VOICE]:
        assert f"#{item.claim.claim_id}: " in text
        for hedge in item.claim.hedges:
            assert inline(hedge) in text
        for link in item.claim.chain.links[1:]:
            assert inline(link.label) in text or inline(link.entity or "") in text


@FEW
@given(URLS, TEXTS)
def test_a_link_to_a_sentence_is_a_link_whatever_the_sentence(url: str | None, text: str) -> None:
    linked = sentence_link(url, text * 3)
    assert (web_link(linked) is None) is (web_link(url) is None)
    if linked and url:
        assert linked.startswith(url)


def test_a_sentence_is_linked_by_its_ends() -> None:
    linked = sentence_link("https://a.example/x", "One, two-three four five six seven eight nine.")
    assert linked == (
        "https://a.example/x#:~:text=One%2C%20two%2Dthree%20four%20five,six%20seven%20eight%20nine."
    )
    assert sentence_link("https://a.example/x#part", "a b c d e f g h i") == (
        "https://a.example/x#part"
    )


def test_every_kind_of_news_has_its_words() -> None:
    better = NewsItem(NewsKind.BETTER, CLAIM, 2, 1, ("Odile Brandt",), False, 3)
    text = sheet_text(
        edition_sheet(
            told(
                story(
                    better,
                    replace(better, kind=NewsKind.WORSE, sources=1, sources_before=2),
                    NewsItem(NewsKind.UNNAMED, CLAIM, 1),
                    NewsItem(NewsKind.UNNAMED, CLAIM, 1, is_new=False),
                    NewsItem(NewsKind.RESPONSE, CLAIM, 1),
                    NewsItem(NewsKind.NEW, SILENT, 0),
                    NewsItem(NewsKind.NEW, INFERRED, 1),
                    corrections=(
                        CorrectionNotice(CITATION, "Correction: it was 11.", ClaimId(71)),
                        CorrectionNotice(UNSTATED, "", None, CITATION),
                    ),
                    repeated=2,
                ),
                gone=1,
                stories_left_out=3,
                articles_left_out=5,
            )
        )
    )
    for words in (
        "Digest for Friday 25 October 2024: 6 new articles in 4 stories.",
        "New since 24 October 2024, 08:00 (Europe/Warsaw).",
        "1 claim of earlier digests has left the desk",
        "3 more stories not shown",
        "Story 4: “Starlink over Taiwan”",
        "Better sourced #12: “Vladimir Putin asked",
        "Hedged: “is said to”, “allegedly”",
        "2 independent sources now, 1 before: Odile Brandt came in",
        "and 2 other articles",
        "1 independent source now, 2 before: a source is gone",
        "One unnamed source #12",
        "Still one unnamed source #12",
        "Denial #12",
        "New claim #13: “Starlink has no licence in Taiwan”. Chain: this article "
        "(publisher not stated) → no source given.",
        "she, that is Chen Pei-ju (named) (inferred from context)",
        "Correction #71: “Correction: it was 11.”",
        "Changed article: ",
        "Told again: 2 claims of earlier articles",
        "#:~:text=At%20the%20end%20of,",
    ):
        assert words in text, words


def test_a_quiet_day_a_late_one_and_one_by_date_say_so() -> None:
    assert "25 October 2024: nothing new." in sheet_text(edition_sheet(told()))
    late = replace(HEADING, covers_from=date(2024, 10, 23), is_late=True)
    text = sheet_text(edition_sheet(told(story(), heading=late)))
    assert "Digest for Wednesday 23 October 2024 to Friday 25 October 2024" in text
    assert "Late: this was due on 25 October 2024, 08:00 (Europe/Warsaw) and covers 3 days" in text
    dated = replace(HEADING, since=None, basis=Basis.PUBLISHED)
    text = sheet_text(edition_sheet(told(story(), heading=dated)))
    assert "No article came to this desk then" in text


def test_what_does_not_fit_is_said_to_be_left_out() -> None:
    items = [NewsItem(NewsKind.NEW, INFERRED, 1) for _ in range(60)]
    text = sheet_text(edition_sheet(told(story(*items))))
    assert "Not shown: 21 more lines; /story #4 tells it all" in text
    assert len(edition_record(told(story(*items)))["stories"][0]["items"]) == 60


def test_claims_without_a_source_do_not_drown_the_others() -> None:
    own = [NewsItem(NewsKind.NEW, SILENT, 0) for _ in range(9)]
    text = sheet_text(edition_sheet(told(story(NewsItem(NewsKind.NEW, INFERRED, 1), *own))))
    assert text.count("New claim #13") == limits.DIGEST_OWN_VOICE and "New claim #14" in text
    assert "Not shown: 6 more lines" in text


def test_the_footer_bears_the_mark_and_so_far_bears_none() -> None:
    (page,) = edition_pages(told(story()))
    assert str(page.footer.text).split(" · ")[0] == digest_mark(DAY, 0) == "digest 2024-10-25/1"
    (page,) = edition_pages(told(story(), heading=replace(HEADING, is_so_far=True)))
    assert digest_mark(DAY, 0) not in str(page.footer.text)


def test_the_record_holds_what_a_program_needs() -> None:
    item = NewsItem(NewsKind.BETTER, CLAIM, 2, 1, ("Odile Brandt",), False, 3)
    record = edition_record(told(story(item)))
    assert (record["date"], record["quiet"], record["basis"]) == (
        "2024-10-25", False, "last_digest",
    )  # fmt: skip
    (line,) = record["stories"][0]["items"]
    assert (line["kind"], line["sources_before"], line["joined"]) == (
        "better_sourced", 1, ["Odile Brandt"],
    )  # fmt: skip
    assert line["claim"]["id"] == 12 and line["claim"]["sentence"].startswith("At the end")
    assert line["claim"]["chain"][-1]["identity"] == "unnamed"


def delivery(state: DeliveryState, **others: Any) -> Delivery:
    """A delivery in a state."""
    nobody = ArticleId(0)
    made = Delivery(55, DAY, DAY, SINCE, nobody, nobody, SINCE, SINCE, SINCE, SINCE, state=state)
    return replace(made, **others)


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (None, "Last: none yet"),
        (delivery(DeliveryState.POSTED, parts_sent=2), "posted for Friday 25 October 2024, 2 mess"),
        (delivery(DeliveryState.QUIET), "nothing had changed since 24 October 2024, 08:00"),
        (delivery(DeliveryState.PENDING), "not posted yet: under way"),
        (
            delivery(DeliveryState.PENDING, fault="DiscordServerError", attempts=3),
            "3 attempts failed, the last with DiscordServerError",
        ),
    ],
)
def test_status_says_what_became_of_the_last_and_when_the_next_comes(
    last: Delivery | None, words: str
) -> None:
    schedule = DigestSchedule(55, "Europe/Warsaw", time(8), DAY, ArticleId(0), SINCE, 7)
    embed = status_embed([DigestStatus(schedule, last, DAY, SINCE + timedelta(days=1))])
    assert words in str(embed.description)
    assert "Next: for Friday 25 October 2024, on 25 October 2024, 08:00" in str(embed.description)
    for reason, shown in (
        (PauseReason.ASKED, "/digest schedule ends"),
        (PauseReason.REFUSED, "lacks"),
    ):
        paused = replace(schedule, paused_at=SINCE, pause_reason=reason)
        assert shown in str(status_embed([DigestStatus(paused, last, None, None)]).description)
    many = status_embed([DigestStatus(schedule, last, DAY, SINCE)] * 90)
    assert "more channel" in str(many.description)
    assert length(str(many.description)) <= limits.EMBED_DESCRIPTION


def test_an_outsize_chain_keeps_the_limits() -> None:
    long = Source("x" * 9000, CLAIM.chain.innermost.identity, "person")
    chain = replace(CLAIM.chain, links=(*CLAIM.chain.links[:1], long))
    item = NewsItem(NewsKind.NEW, replace(CLAIM, chain=chain), 1)
    for page in edition_pages(told(story(item, item))):
        check_embed(page)
