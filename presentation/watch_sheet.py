"""What a watch tells its channel, and the watches that there are."""

from collections.abc import Sequence

import discord

from newsroom.attribution import ClaimId
from newsroom.digest import PauseReason
from newsroom.watch import Alert, Watch, WatchId
from presentation import limits
from presentation.claim_blocks import claim_block, quoted
from presentation.embeds import ANSWER, page_embed
from presentation.pages import page_texts
from presentation.sheet import Sheet
from presentation.text import CUT, inline, length, plain_fit, plural

NONE_SET = "No watch in a channel that you can see; /watch add sets one."


def watch_mark(watch_id: WatchId, claim_id: ClaimId) -> str:
    """What an alert's footer begins with: no other message of the bot in a channel does."""
    return f"watch {watch_id}/claim {claim_id}"


def alert_sheet(alert: Alert) -> Sheet:
    """Which watch fired, by which words, and the claim with all that stands behind it."""
    what = "claims with" if alert.watch.entity_id is None else "claims about"
    fired = ", ".join(inline(word) for word in alert.fired)
    return Sheet(
        f"New for watch {alert.watch.watch_id}, {what} {quoted(alert.watch.words)}",
        notes=(f"Fired by: {fired}",),
        blocks=(claim_block(alert.claim, f"Claim #{alert.claim.claim_id}"),),
    )


def alert_embed(alert: Alert) -> discord.Embed:
    """An alert on one page; it says so where not all of the claim fits."""
    sheet = alert_sheet(alert)
    first, *others = page_texts(sheet)
    mark = watch_mark(alert.watch.watch_id, alert.claim.claim_id)
    footer = f"{mark} · … not all of it fits here" if others else mark
    return page_embed(sheet, first, footer)


def watches_embed(watches: Sequence[Watch]) -> discord.Embed:
    """Some watches, a line each; what does not fit is counted."""
    lines: list[str] = []
    for watch in watches:
        line = watch_line(watch)
        if length("\n".join((*lines, line))) > limits.PAGE_TEXT:
            lines.append(f"{CUT} and {plural(len(watches) - len(lines), 'more watch', 'more')}")
            break
        lines.append(line)
    return discord.Embed(title="Watches", description="\n".join(lines) or NONE_SET, colour=ANSWER)


def watch_line(watch: Watch) -> str:
    """A watch in one line: its number, what it is of, where, and how it tells."""
    words = plain_fit(quoted(watch.words), limits.DIGEST_TITLE)
    what = "the words" if watch.entity_id is None else "the entity"
    how = "pings whoever set it" if watch.pings else "pings nobody"
    muted = ""
    if watch.mute_reason is PauseReason.REFUSED:
        muted = ", muted: Byline may not write there"
    elif watch.muted_at is not None:
        muted = ", muted"
    return f"**{watch.watch_id}** {what} {words} in <#{watch.channel_id}>, {how}{muted}"
