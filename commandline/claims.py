"""What is said, corrected in a terminal: the same judgements as on Discord."""

from collections.abc import Awaitable

from commandline.output import json_line, say
from newsroom.judged_claim import ClaimRecord
from presentation.claim_curation import (
    NONE_JUDGED,
    claim_done_line,
    claim_record_line,
    claim_record_object,
    history_lines,
)
from presentation.text import inline
from services import Services


async def done(act: Awaitable[ClaimRecord]) -> int:
    """Do something and say what was done."""
    say(inline(claim_done_line(await act)))
    return 0


async def show(services: Services, desk: str, claim: str | None, as_json: bool) -> int:
    """The newest judgements on a claim or on the whole desk, a line each."""
    records = await services.claim_curation.newest(desk, claim)
    for record in records:
        line = inline(claim_record_line(record))
        say(json_line(claim_record_object(record)) if as_json else line)
    if not records and not as_json:
        say(NONE_JUDGED)
    return 0


async def history(services: Services, desk: str, claim: str) -> int:
    """A claim as it was read, and all that was judged of it."""
    told = await services.claim_curation.history(desk, claim)
    for line in history_lines(told.claim, told.records, told.gone_in):
        say(inline(line))
    return 0
