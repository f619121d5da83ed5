"""Who is who, corrected in a terminal: the same judgements as on Discord."""

from collections.abc import Awaitable
from datetime import UTC, datetime

from commandline.output import complain, json_line, say
from newsroom.curation import Note, Record
from presentation.curation import (
    NONE_RECORDED,
    done_line,
    proposal_lines,
    record_line,
    record_object,
)
from presentation.text import inline
from services import Services

AT_THE_COMMAND_LINE = "somebody at the command line"


def note(reason: str) -> Note:
    """Who judges, when and why."""
    return Note(AT_THE_COMMAND_LINE, datetime.now(UTC), reason)


async def done(act: Awaitable[Record]) -> int:
    """Do something and say what was done."""
    say(inline(done_line(await act)))
    return 0


async def merge(
    services: Services, desk: str, both: tuple[str, str], reason: str, *, overrule: bool
) -> int:
    """Make two one; what stands against it is said, and overruled only where that is asked for."""
    proposal = await services.curation.propose(desk, *both)
    if proposal.against and not overrule:
        for line in proposal_lines(proposal):
            complain(inline(line))
        complain("Nothing was changed; --overrule merges them all the same.")
        return 1
    return await done(services.curation.merge(desk, both, note(reason), overrule=overrule))


async def show(services: Services, desk: str, as_json: bool) -> int:
    """The newest judgements, a line each."""
    records = await services.curation.newest(desk)
    for record in records:
        say(json_line(record_object(record)) if as_json else inline(record_line(record)))
    if not records and not as_json:
        say(NONE_RECORDED)
    return 0
