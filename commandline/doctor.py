"""The doctor: each check in its order, and how many things there are to mend."""

from collections.abc import Callable
from pathlib import Path

from commandline import checks
from commandline.opening import Desk
from commandline.output import say
from newsroom.release import VERSION
from presentation.text import inline, plural
from settings import ENV_FILE, Settings


def check_audit(desk: Desk, data_dir: Path) -> int:
    """Whether the audit is as it was written; 1 when it is not, or cannot be read."""
    path = data_dir / "desks" / f"{desk.name}.db"
    check = checks.check_audit(path, lambda: desk.wait(desk.services.audit.check(desk.name)))
    _say_check(check)
    return 0 if check.health is checks.Health.OK else 1


def check_all(desk: Desk, settings: Settings, data_dir: Path, api: str) -> int:
    """Check settings, model, store and Discord; 1 when something must be mended."""
    token = settings.discord_token.reveal() if settings.discord_token else None
    file = data_dir / "desks" / f"{desk.name}.db"
    services = desk.services
    waiting: tuple[Callable[[], checks.Check], ...] = (
        lambda: checks.Check("Byline", checks.Health.OK, VERSION),
        lambda: checks.check_token(token is not None),
        lambda: checks.check_env_file(ENV_FILE),
        lambda: checks.check_data_dir(data_dir),
        lambda: checks.check_model(lambda: desk.wait(services.load_reader())),
        lambda: checks.check_store(
            file,
            lambda: desk.wait(services.counts(desk.name)),
            lambda: desk.wait(services.restoring.check(desk.name)),
        ),
        lambda: checks.check_backup(
            file, lambda: desk.wait(services.restoring.last_backup(desk.name))
        ),
        lambda: checks.check_audit(file, lambda: desk.wait(services.audit.check(desk.name))),
        lambda: checks.check_state(file, lambda: desk.wait(services.state(desk.name))),
        lambda: checks.check_embargoes(
            lambda: desk.wait(services.embargoes.counts(desk.name)),
            lambda: desk.wait(services.embargoes.check(desk.name)),
        ),
        lambda: checks.check_feeds(lambda: desk.wait(services.feeds.list(desk.name))),
        lambda: checks.check_discord(token, api),
    )
    failed = 0
    for run in waiting:
        check = run()
        failed += check.health is checks.Health.FAILED
        _say_check(check)
    say(f"{plural(failed, 'thing')} to mend." if failed else "Nothing to mend.")
    return 1 if failed else 0


def _say_check(check: checks.Check) -> None:
    say(f"{check.health:<6}  {check.name:<13}  {inline(check.found)}")
    if check.mend:
        say(f"{'':<6}  {'':<13}  {check.mend}")
