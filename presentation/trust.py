"""Lines on how a desk stands, what was forgotten, and what is kept about somebody."""

from collections.abc import Sequence
from datetime import datetime

from newsroom.audit import AuditReport, LastFailure
from newsroom.desk import DeskState, Forgotten, KeptOfYou
from presentation.ingesting import counts_lines
from presentation.text import plural

HASH_SHOWN = 12
NEVER = "never"
NOTHING_KEPT = "This desk keeps nothing about you."
KEPT_ABOUT_YOU = "This desk keeps about you:"
ERASED = "Erased; what you did for the desk stays, without your name:"
SWEEP_AGAIN = (
    " Another process is reading the desk's file, whose log still holds it; the next time that"
    " something is forgotten or added, it goes from there too."
)


def forgotten_line(forgotten: Forgotten) -> str:
    """What went with an article."""
    entities = plural(forgotten.entities, "name", "names")
    claims = plural(forgotten.claims, "claim")
    line = f"Article {forgotten.article_id} is forgotten, with {claims} and its part in {entities}."
    return line if forgotten.is_swept else line + SWEEP_AGAIN


def kept_lines(kept: Sequence[KeptOfYou], *, is_erased: bool = False) -> tuple[str, ...]:
    """What a desk keeps about somebody, or kept until now."""
    if not kept:
        return (NOTHING_KEPT,)
    counted = (f"• {each.what}: {each.count:,}" for each in kept)
    return (ERASED if is_erased else KEPT_ABOUT_YOU, *counted)


def state_line(state: DeskState) -> str:
    """How a desk's file stands, in one line."""
    return (
        f"schema {_number(state.schema)}, {_sizes(state)};"
        f" feeds last read {_moment(state.last_feed_at)}, last digest"
        f" {_moment(state.last_digest_at)}, last failure {_failure(state.last_failure)}"
    )


def state_lines(state: DeskState, version: str) -> tuple[str, ...]:
    """How a desk stands; no word of it comes from an article."""
    paused = f", {state.paused_feeds} paused" if state.paused_feeds else ""
    return (
        *counts_lines(state.counts),
        f"Byline {version}, schema {_number(state.schema)}",
        f"File: {_sizes(state)}",
        f"Feeds: {state.feeds}{paused}; last read {_moment(state.last_feed_at)}",
        f"Last digest: {_moment(state.last_digest_at)}",
        *_edit_lines(state),
        f"Last failure: {_failure(state.last_failure)}",
    )


def _edit_lines(state: DeskState) -> tuple[str, ...]:
    """Messages in channels that wait to be corrected, or could not be; nothing without any."""
    waiting, refused = state.owed_edits, state.refused_edits
    if not waiting and not refused:
        return ()
    gone = f", {plural(refused, 'message')} could not be edited" if refused else ""
    return (f"Corrections of posts: {plural(waiting, 'message')} waiting{gone}",)


def mend_lines(state: DeskState, report: AuditReport) -> tuple[str, ...]:
    """What somebody should see to; empty where all is well."""
    advice = (
        (bool(report.fault), f"The audit is not as it was written: {report.fault}."),
        (bool(state.paused_feeds), "A feed is paused: /desk feeds list says why."),
        (not state.has_roles, "Nobody but managers may add: /desk roles changes that."),
        (state.last_failure is not None, "The log of the bot says where the last failure was."),
    )
    return tuple(line for is_due, line in advice if is_due)


def audit_line(report: AuditReport) -> str:
    """What checking the audit found."""
    entries = plural(report.entries, "entry", "entries")
    if report.fault:
        return f"{entries} unbroken, then {report.fault}"
    last = f"; the last is {report.head[:HASH_SHOWN]}" if report.head else ""
    whole = f"; all of it last read {_moment(report.whole_at)}" if report.whole_at else ""
    return f"{entries}, unbroken{last}{whole}"


def _number(schema: str) -> str:
    """The number of a migration such as m0019_audit."""
    return schema.partition("_")[0].lstrip("m0")


def _sizes(state: DeskState) -> str:
    return f"{_size(state.file_bytes)} and {_size(state.log_bytes)} of log"


def _failure(failure: LastFailure | None) -> str:
    return f"{failure.kind} in {failure.command}, {failure.at[:16]}" if failure else "none"


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else NEVER


def _size(count: int) -> str:
    return f"{count / 1e6:,.1f} MB"
