"""A marked correction put into a message that stands in a channel, beside what it corrects.

Of what a message said nothing is kept but on Discord, so its own text is what is corrected: a line
before the one that shows the claim, or none where the message does not show it. A picture stays as
it was drawn, and a line before all else says that it was drawn before.
"""

import re
from collections.abc import Collection, Sequence

import discord

from newsroom.answer import StoredClaim
from newsroom.attribution import ClaimId
from presentation import limits
from presentation.claim_marks import short_marks
from presentation.embeds import WARNING
from presentation.text import fit, inline, length, plain, plain_fit

FORGOTTEN = "This message quoted an article that the desk has forgotten; its text is gone."
SINCE = "Correction since posting, #{}"
TAKEN_BACK = "A correction is taken back; it stands as it was read."
PICTURE_OLD = "**The picture was drawn before a correction: ask again for one as it stands now.**"
CUT = "… cut here to make room for a correction"
_OWN = re.compile(r"\*\*Correction since posting, #(\d+):\*\*")
_WORDS = 48
"""So much of a claim's words tells where it stands."""


def corrected_embeds(
    embeds: Sequence[discord.Embed],
    claims: Sequence[StoredClaim],
    *,
    taken_back: Collection[ClaimId] = (),
    has_picture: bool = False,
) -> list[discord.Embed] | None:
    """The embeds of a message with what was judged of the claims since; None for no change.

    Those in `taken_back` are shown in it with a mark that stands no longer.
    """
    changed = False
    corrected: list[discord.Embed] = []
    for embed in embeds:
        text = corrected_text(
            embed.description or "",
            claims,
            taken_back=taken_back,
            has_picture=has_picture and not corrected,
        )
        fresh = embed.copy()
        if text != (embed.description or ""):
            fresh.description, fresh.colour, changed = text, WARNING, True
        corrected.append(fresh)
    return corrected if changed else None


def corrected_text(
    text: str,
    claims: Sequence[StoredClaim],
    *,
    taken_back: Collection[ClaimId] = (),
    has_picture: bool = False,
) -> str:
    """A text with a line before each claim that it shows; the same again changes nothing."""
    rows = [row for row in text.split("\n") if row != PICTURE_OLD]
    for claim in claims:
        rows = _corrected(rows, claim, is_taken_back=claim.claim_id in taken_back)
    if has_picture and (taken_back or any(map(short_marks, claims))):
        rows = [PICTURE_OLD, *rows]
    return "\n".join(_fitted(rows))


def with_old_picture(embed: discord.Embed) -> discord.Embed:
    """A page of an answer beside a picture that was drawn before a correction."""
    fresh = embed.copy()
    fresh.description = "\n".join(_fitted([PICTURE_OLD, *(embed.description or "").split("\n")]))
    return fresh


def is_picture_old(embeds: Sequence[discord.Embed]) -> bool:
    """Whether a message says that its picture was drawn before a correction."""
    return any(PICTURE_OLD in (embed.description or "") for embed in embeds)


def _corrected(rows: list[str], claim: StoredClaim, *, is_taken_back: bool) -> list[str]:
    number = str(claim.claim_id)
    own = [place for place, row in enumerate(rows) if _is_own(row, number)]
    marks = short_marks(claim)
    if not (marks or own or is_taken_back):
        return rows
    words = plain_fit("; ".join(marks) or TAKEN_BACK, limits.NOTE_SHOWN)
    line = f"**{SINCE.format(number)}:** {words}"
    kept = [row for place, row in enumerate(rows) if place not in own]
    place = own[0] if own else _place(kept, claim)
    return rows if place is None else [*kept[:place], line, *kept[place:]]


def _is_ours(row: str) -> bool:
    return row == PICTURE_OLD or _OWN.match(row) is not None


def _is_own(row: str, number: str) -> bool:
    found = _OWN.match(row)
    return found is not None and found[1] == number


def _place(rows: Sequence[str], claim: StoredClaim) -> int | None:
    """Where a message shows a claim: by its number in a label, else by its first words."""
    numbered = re.compile(rf"^[*_]{{2}}[^*_]*#{claim.claim_id}(?!\d)")
    words = plain(inline(claim.text))[:_WORDS]
    for place, row in enumerate(rows):
        if not _OWN.match(row) and numbered.match(row):
            return place
    for place, row in enumerate(rows):
        if not _OWN.match(row) and words and words in row:
            return place
    return None


def _fitted(rows: list[str]) -> list[str]:
    """As many rows as a page takes; what goes for it goes from the end, and is said to."""
    if length("\n".join(rows)) <= limits.PAGE_TEXT:
        return rows
    kept = [row for row in rows if row != CUT]
    while length("\n".join((*kept, CUT))) > limits.PAGE_TEXT:
        last = next((at for at in range(len(kept) - 1, -1, -1) if not _is_ours(kept[at])), None)
        if last is None:
            return [fit("\n".join(kept), limits.PAGE_TEXT)]
        del kept[last]
    return [*kept, CUT]
