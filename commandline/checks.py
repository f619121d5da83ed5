"""The doctor's checks: each says what it found, and what to mend."""

import json
import os
import queue
import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from newsroom.audit import AuditReport
from newsroom.desk import DeskCounts, DeskState
from newsroom.embargo import EmbargoCounts
from newsroom.errors import NewsroomError
from newsroom.feed import Feed
from newsroom.release import VERSION
from presentation.embargoes import counts_line
from presentation.trust import audit_line, state_line

DISCORD_API = "https://discord.com/api/v10"
DISCORD_SECONDS = 5.0
LEAST_FREE_MB = 50
USER_AGENT = f"DiscordBot (byline, {VERSION})"


class Health(StrEnum):
    """How a check went; a NOTE needs no mending for what works without it."""

    OK = "ok"
    NOTE = "note"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked, how it stands and what to do about it."""

    name: str
    health: Health
    found: str
    mend: str = ""


def check_data_dir(folder: Path) -> Check:
    """Whether the folder of the desks is there, or can be made, may be written, and has room."""
    nearest = next(
        path for path in (folder.absolute(), *folder.absolute().parents) if path.exists()
    )
    if not os.access(nearest, os.W_OK | os.X_OK):
        mend = f"Give this user the right to write to {nearest}, or name another folder."
        return Check("DATA_DIR", Health.FAILED, f"{folder} may not be written.", mend)
    found = str(folder) if folder.exists() else f"{folder}, made when the first article is added"
    free = shutil.disk_usage(nearest).free // 1_000_000
    if free < LEAST_FREE_MB:
        mend = "Free some space on that disk: what does not fit is refused, and nothing is lost."
        return Check("DATA_DIR", Health.FAILED, f"{found}: its disk has {free} MB left.", mend)
    return Check("DATA_DIR", Health.OK, found)


def check_store(
    path: Path, count: Callable[[], DeskCounts], check: Callable[[], None] = lambda: None
) -> Check:
    """Whether the desk's file opens, is whole, and can be written; none there yet is no fault.

    `check` raises NewsroomError for one that can be opened and is damaged, or cannot be written.
    """
    if not path.exists():
        return Check("store", Health.OK, f"{path} is not there yet; `add` makes it")
    try:
        held = count()
        check()
    except NewsroomError as error:
        return Check("store", Health.FAILED, str(error), "Nothing was changed.")
    amounts = f"{held.articles:,} articles, {held.entities:,} names, {held.claims:,} claims"
    return Check("store", Health.OK, f"{path}: {amounts}")


def check_backup(path: Path, last: Callable[[], datetime | None]) -> Check:
    """When the desk was last backed up, as far as it knows."""
    try:
        moment = last() if path.exists() else None
    except NewsroomError:
        return Check("backup", Health.NOTE, "the desk cannot be read")
    if moment is not None:
        return Check("backup", Health.OK, f"the last was made on {moment:%d %B %Y at %H:%M} UTC")
    if not path.exists():
        return Check("backup", Health.OK, "nothing to back up yet")
    return Check("backup", Health.NOTE, "none is known", "`bot.py backup` makes one, any time.")


def check_audit(path: Path, check: Callable[[], AuditReport]) -> Check:
    """Whether the desk's audit is as it was written; the first entry that is not is named."""
    if not path.exists():
        return Check("audit", Health.OK, "nothing yet")
    try:
        report = check()
    except NewsroomError as error:
        return Check("audit", Health.NOTE, "the desk cannot be read", str(error))
    if report.fault is None:
        return Check("audit", Health.OK, audit_line(report))
    mend = "Somebody changed the file: compare it with a backup; rely on nothing that follows."
    return Check("audit", Health.FAILED, audit_line(report), mend)


def check_state(path: Path, find: Callable[[], DeskState]) -> Check:
    """Schema and sizes, when the desk last read and posted, and what last failed."""
    if not path.exists():
        return Check("state", Health.OK, "nothing yet")
    try:
        return Check("state", Health.OK, state_line(find()))
    except NewsroomError:
        return Check("state", Health.NOTE, "the desk cannot be read")


def check_env_file(path: Path) -> Check:
    """Whether nobody else on the machine can read the token in the settings' file."""
    if not path.exists():
        return Check(".env", Health.OK, "not there")
    if path.stat().st_mode & 0o077:
        mend = f"It may hold the token; to keep it to yourself: chmod 600 {path}"
        return Check(".env", Health.NOTE, "others on this machine can read it", mend)
    return Check(".env", Health.OK, "yours alone")


def check_feeds(listed: Callable[[], tuple[Feed, ...]]) -> Check:
    """How many feeds the desk follows, and whether any has been paused."""
    try:
        feeds = listed()
    except NewsroomError:
        return Check("feeds", Health.NOTE, "the desk cannot be read")
    paused = [f"#{feed.feed_id}" for feed in feeds if feed.is_paused]
    found = f"{len(feeds)} followed, {len(paused)} paused"
    if not paused:
        return Check("feeds", Health.OK, found)
    mend = "`feeds list` says why; add one again to go on."
    return Check("feeds", Health.NOTE, f"{found} ({', '.join(paused)})", mend)


def check_embargoes(find: Callable[[], EmbargoCounts], check: Callable[[], None]) -> Check:
    """How many embargoes stand, and when the next ends.

    `check` raises NewsroomError where the terms or the file of one are damaged or missing.
    """
    try:
        check()
        return Check("embargoes", Health.OK, counts_line(find()))
    except NewsroomError as error:
        mend = "What is closed stays so; nothing was changed."
        return Check("embargoes", Health.FAILED, str(error), mend)


def check_model(load: Callable[[], str]) -> Check:
    """Whether the language pipeline loads; `load` returns its name, version and components."""
    try:
        return Check("NLP_MODEL", Health.OK, load())
    except NewsroomError as error:
        return Check("NLP_MODEL", Health.FAILED, str(error), "Without it no article can be read.")


def check_token(has_token: bool) -> Check:
    """Whether there is a token to connect with; the terminal works without one."""
    if has_token:
        return Check("DISCORD_TOKEN", Health.OK, "set")
    mend = "Set it to connect to Discord; the README says where to get one."
    return Check("DISCORD_TOKEN", Health.NOTE, "not set", mend)


def check_discord(
    token: str | None, api: str = DISCORD_API, seconds: float = DISCORD_SECONDS
) -> Check:
    """Whether Discord answers in time and, where there is a token, takes it."""
    answers: queue.SimpleQueue[Check] = queue.SimpleQueue()
    asking = threading.Thread(
        target=lambda: answers.put(_ask_discord(token, api, seconds)), daemon=True
    )
    asking.start()
    try:
        return answers.get(timeout=seconds)
    except queue.Empty:
        return _unreachable(token, f"{api} did not answer within {seconds:g} s.")


def _ask_discord(token: str | None, api: str, seconds: float) -> Check:
    import urllib.error  # here, so that `ask` starts without the network's modules
    import urllib.request

    try:
        request = urllib.request.Request(f"{api}/gateway{'/bot' if token else ''}")
        request.add_header("User-Agent", USER_AGENT)
        if token:
            request.add_unredirected_header("Authorization", f"Bot {token}")
        with urllib.request.urlopen(request, timeout=seconds) as reply:
            gateway: dict[str, Any] = json.load(reply)
        return Check("Discord", Health.OK, _gateway_words(gateway))
    except urllib.error.HTTPError as error:
        if token and error.code == 401:
            mend = "Reset the token in the Discord developer portal and copy it again."
            return Check("Discord", Health.FAILED, "DISCORD_TOKEN was refused.", mend)
        return _unreachable(token, f"{api} answered with status {error.code}.")
    except (OSError, ValueError, TypeError, KeyError) as error:
        reason = getattr(error, "reason", None) or type(error).__name__
        return _unreachable(token, f"{api} cannot be reached ({reason}).")


def _gateway_words(gateway: dict[str, Any]) -> str:
    words = f"answers; its gateway is {gateway['url']}"
    if "shards" in gateway:
        left = gateway["session_start_limit"]["remaining"]
        words += f"; token accepted; {gateway['shards']} shard(s) advised, {left} starts left today"
    return words


def _unreachable(token: str | None, found: str) -> Check:
    """A failure for a bot that has a token; without one only the terminal is used."""
    mend = "Check the network, a proxy and the firewall; only `run` needs Discord."
    return Check("Discord", Health.FAILED if token else Health.NOTE, found, mend)
