"""`bot.py claim …`: the commands that correct what is said, in a terminal."""

from pathlib import Path

import click

from commandline import claims as lines
from commandline.entities import note
from commandline.entity_group import with_reason
from commandline.opening import Open
from commandline.options import as_objects, on_desk
from newsroom.attribution import Identity
from newsroom.judged_claim import ClaimStatus, SourceWanted

STATUSES = click.Choice([status.value for status in ClaimStatus])
IDENTITIES = click.Choice([identity.value for identity in Identity])


def claim_group(opened: Open) -> click.Group:
    """The group, whose commands open a desk as they are told to."""
    group = click.Group(
        "claim",
        help="""Correct what is said; each judgement is recorded and can be undone.

        A claim is named by its number ("#12") or by exactly its words; other words are answered
        with the nearest claims and their numbers.""",
    )
    _add_judgements(group, opened)
    _add_history(group, opened)
    return group


def _add_judgements(group: click.Group, opened: Open) -> None:
    @group.command()
    @click.argument("claim")
    @click.argument("status", type=STATUSES)
    @click.option("--wording", default="", help="For a correction: how it is right.")
    @with_reason
    @on_desk
    def status(
        claim: str, status: str, wording: str, reason: str, desk: str, data_dir: Path | None
    ) -> int:
        """Say that a claim is confirmed, disputed, corrected or withdrawn."""
        with opened(desk, data_dir) as one:
            curation, state = one.services.claim_curation, ClaimStatus(status)
            act = curation.set_status(desk, claim, state, note(reason), wording)
            return int(one.wait(lines.done(act)))

    @group.command()
    @click.argument("claim")
    @click.argument("who", default="")
    @click.option(
        "--identity",
        type=IDENTITIES,
        default=Identity.NAMED.value,
        show_default=True,
        help="How far the source is identified; none: the article says it itself.",
    )
    @click.option("--several", is_flag=True, help="It is more than one.")
    @click.option("--reveal", is_flag=True, help="Name whom the article leaves unnamed.")
    @with_reason
    @on_desk
    def source(
        claim: str,
        who: str,
        identity: str,
        several: bool,
        reveal: bool,
        reason: str,
        desk: str,
        data_dir: Path | None,
    ) -> int:
        """Say who really stands behind a claim: a name on the desk, its number, or words."""
        with opened(desk, data_dir) as one:
            wanted = SourceWanted(who, Identity(identity), several, reveal)
            act = one.services.claim_curation.set_source(desk, claim, wanted, note(reason))
            return int(one.wait(lines.done(act)))

    @group.command(name="note")
    @click.argument("claim")
    @click.argument("text")
    @click.option("--confidential", is_flag=True, help="For editors alone; never exported.")
    @on_desk
    def add_note(
        claim: str, text: str, confidential: bool, desk: str, data_dir: Path | None
    ) -> int:
        """Write a note on a claim."""
        with opened(desk, data_dir) as one:
            curation = one.services.claim_curation
            act = curation.add_note(desk, claim, text, note(""), is_confidential=confidential)
            return int(one.wait(lines.done(act)))


def _add_history(group: click.Group, opened: Open) -> None:
    @group.command()
    @click.argument("number", type=click.IntRange(1, 2**63 - 1), required=False)
    @click.option("--claim", default=None, help="Only of this claim.")
    @with_reason
    @on_desk
    def undo(
        number: int | None, claim: str | None, reason: str, desk: str, data_dir: Path | None
    ) -> int:
        """Take a judgement back, the last without a number; undoing an undoing brings it back."""
        with opened(desk, data_dir) as one:
            act = one.services.claim_curation.undo(desk, number, claim, note(reason))
            return int(one.wait(lines.done(act)))

    @group.command(name="list")
    @click.option("--claim", default=None, help="Only of this claim.")
    @as_objects
    @on_desk
    def show_list(claim: str | None, as_json: bool, desk: str, data_dir: Path | None) -> int:
        """The newest ten judgements: who did what, when and why."""
        with opened(desk, data_dir) as one:
            return int(one.wait(lines.show(one.services, desk, claim, as_json)))

    @group.command()
    @click.argument("claim")
    @on_desk
    def history(claim: str, desk: str, data_dir: Path | None) -> int:
        """A claim as it was read, and all that was judged of it."""
        with opened(desk, data_dir) as one:
            return int(one.wait(lines.history(one.services, desk, claim)))
