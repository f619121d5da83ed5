"""Whatever names, words and addresses are like, what a channel is told keeps every limit."""

from datetime import UTC, datetime
from zoneinfo import available_timezones

import discord
from hypothesis import given
from hypothesis import strategies as st

from newsroom.digest import Delivery, DigestSchedule, DigestStatus
from newsroom.feed import Feed, FeedReport, ItemReport
from newsroom.watch import Alert, Hit, Watch
from presentation import limits
from presentation.digest_status import status_embed
from presentation.feed_embeds import feeds_embed, paused_embed
from presentation.feeds import feed_line, followed_line, removed_line, report_lines
from presentation.text import fit, inline, length, plain, plain_fit
from presentation.watch_sheet import alert_embed, watch_line, watches_embed
from tests.fuzzing.profile import FEW, SOME
from tests.fuzzing.strategies import LINES, RUNS
from tests.presentation.hostile import CLAIMS, TEXTS, check_embed, few

MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2200, 1, 1)).map(
    lambda moment: moment.replace(tzinfo=UTC)
)
IDS = st.integers(1, 2**63 - 1)
FEEDS = st.builds(
    Feed, feed_id=IDS, url=TEXTS, title=st.none() | TEXTS, wanted=st.none() | TEXTS,
    channel_id=st.none() | IDS, due_at=MOMENTS, checked_at=st.none() | MOMENTS,
    failures=st.integers(0, 10**9), failing_since=st.none() | MOMENTS, problem=st.none() | TEXTS,
    is_paused=st.booleans(),
)  # fmt: skip
REPORTS = st.builds(
    FeedReport, url=TEXTS, title=st.none() | TEXTS,
    items=few(st.builds(ItemReport, title=TEXTS, url=st.none() | TEXTS, reason=TEXTS), 30),
    problem=st.none() | TEXTS,
)  # fmt: skip
WATCHES = st.builds(
    Watch, watch_id=IDS, channel_id=IDS, user_id=IDS, entity_id=st.none() | IDS, words=TEXTS,
    after_claim=IDS, made_at=MOMENTS, muted_at=st.none() | MOMENTS,
)  # fmt: skip
HITS = st.builds(
    Hit, watch_id=IDS, claim_key=st.just("k"), claim_id=IDS, tried_at=st.none(),
    next_try_at=MOMENTS, attempts=st.just(0),
)  # fmt: skip
ZONES = st.sampled_from(sorted(available_timezones()))
SCHEDULES = st.builds(
    DigestSchedule, channel_id=IDS, zone=ZONES, after_article=IDS, covered_until=MOMENTS,
    scheduled_by=IDS, paused_at=st.none() | MOMENTS, refusals=st.integers(0, 9),
)  # fmt: skip
DELIVERIES = st.builds(
    Delivery, channel_id=IDS, due_at=MOMENTS, covered_since=MOMENTS, reserved_at=MOMENTS,
    tried_at=MOMENTS, next_try_at=MOMENTS, after_article=IDS, upto_article=IDS,
    finished_at=st.none() | MOMENTS, fault=st.none() | st.just("TimeoutError"),
)  # fmt: skip
STATUSES = st.builds(
    DigestStatus, SCHEDULES, st.none() | DELIVERIES, st.none() | st.dates(), st.none() | MOMENTS
)


def check_lengths(embed: discord.Embed) -> None:
    """Discord's limits alone, where channels are named on purpose."""
    assert length(embed.title or "") <= limits.EMBED_TITLE
    assert 0 < length(embed.description or embed.title or "") <= limits.EMBED_DESCRIPTION
    assert length(embed.footer.text or "") <= limits.EMBED_FOOTER
    assert len(embed) <= limits.EMBED_TOTAL and not embed.fields


@FEW
@given(few(FEEDS, 40), REPORTS)
def test_feeds_and_what_came_of_them(feeds: tuple[Feed, ...], report: FeedReport) -> None:
    check_embed(feeds_embed(report_lines(report)))
    check_embed(feeds_embed([feed_line(feed) for feed in feeds] or ["none"]))
    for feed in feeds:
        for embed in (paused_embed(feed), feeds_embed([followed_line(feed), removed_line(feed)])):
            check_embed(embed)


@FEW
@given(few(WATCHES, 60), HITS, CLAIMS, few(TEXTS))
def test_watches_and_what_they_tell(
    watches: tuple[Watch, ...], hit: Hit, claim: object, fired: tuple[str, ...]
) -> None:
    check_lengths(watches_embed(watches))
    for watch in watches:
        assert length(watch_line(watch)) <= limits.MESSAGE_CONTENT
        check_embed(alert_embed(Alert(watch, hit, claim, fired)))  # type: ignore[arg-type]


@FEW
@given(few(STATUSES, 40))
def test_digests_and_how_they_stand(statuses: tuple[DigestStatus, ...]) -> None:
    check_lengths(status_embed(statuses))


@SOME
@given(LINES | RUNS, st.integers(1, 200))
def test_what_is_fitted_fits(text: str, limit: int) -> None:
    assert length(fit(text, limit)) <= max(limit, 1)
    assert length(plain_fit(text, limit)) <= max(limit, 1)
    assert inline(inline(text)) == inline(text)
    assert "\n" not in inline(text)
    assert plain(text) == plain(text)
