"""What people judge of a claim: each act with who, when and why, and what stands of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from newsroom.article import ArticleId
from newsroom.attribution import ClaimId, Identity, Source, SourcingChain, identity_label
from newsroom.entity import EntityId

ClaimJudgementId = NewType("ClaimJudgementId", int)


class ClaimStatus(StrEnum):
    """How the desk takes a claim."""

    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


class ClaimAct(StrEnum):
    """What somebody did."""

    STATUS = "status"
    SOURCE = "source"
    NOTE = "note"
    UNDONE = "undone"


STATUS_WORDS = {
    ClaimStatus.CONFIRMED: "Confirmed by the desk",
    ClaimStatus.DISPUTED: "Disputed by the desk",
    ClaimStatus.CORRECTED: "Correction",
    ClaimStatus.WITHDRAWN: "Withdrawn by the desk",
}
"""What a reader sees of a status; a correction is called one."""
SOURCE_CORRECTED = "Correction of the source"


@dataclass(frozen=True, slots=True)
class JudgedSource:
    """Who an editor says stands behind a claim: an entity of the desk, or words.

    With identity NONE it is nobody, and the article says it in its own voice.
    """

    source: Source
    entity_id: EntityId | None = None


@dataclass(frozen=True, slots=True)
class ClaimJudgement:
    """One act of a person on one claim. It is never rewritten; `undoes` names what it takes back.

    `words` are a corrected wording or a note. `said` is what the claim said when it was judged.
    What is confidential names somebody whom the article does not, and is for editors alone.
    """

    judgement_id: ClaimJudgementId
    claim_id: ClaimId
    article_id: ArticleId
    act: ClaimAct
    judged_by: str
    judged_at: datetime
    reason: str = ""
    said: str = ""
    status: ClaimStatus | None = None
    words: str = ""
    source: JudgedSource | None = None
    is_confidential: bool = False
    undoes: ClaimJudgementId | None = None


@dataclass(frozen=True, slots=True)
class SourceWanted:
    """Who an editor says stands behind a claim, as they say it: a name, a number, or words.

    `reveals` where they mean it though the article leaves its source unnamed.
    """

    who: str
    identity: Identity
    is_several: bool = False
    reveals: bool = False


@dataclass(frozen=True, slots=True)
class ClaimMark:
    """What stands of all that was judged of a claim; `as_read` is its chain before that."""

    status: ClaimJudgement | None = None
    source: ClaimJudgement | None = None
    notes: tuple[ClaimJudgement, ...] = ()
    as_read: SourcingChain | None = None

    @property
    def is_withdrawn(self) -> bool:
        """Whether the claim counts no longer."""
        return self.status is not None and self.status.status is ClaimStatus.WITHDRAWN

    @property
    def wording(self) -> str:
        """What the claim is to say, where that was corrected."""
        is_corrected = self.status is not None and self.status.status is ClaimStatus.CORRECTED
        return self.status.words if self.status is not None and is_corrected else ""


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """A judgement as it is listed: on which claim, by its words now, and whether it stands."""

    judgement: ClaimJudgement
    claim_text: str
    is_undone: bool = False
    undid: ClaimJudgement | None = None


def mark_words(mark: ClaimMark | None) -> tuple[str, ...]:
    """What stands of a claim's status and source in a few words each, such as fit one line.

    Nothing without one; a correction is told with its wording.
    """
    found: list[str] = []
    if mark is not None and mark.status is not None and mark.status.status is not None:
        wording = f": “{mark.wording}”" if mark.wording else ""
        found.append(STATUS_WORDS[mark.status.status] + wording)
    if mark is not None and mark.source is not None and mark.source.source is not None:
        source = mark.source.source.source
        who = source.label or "nobody is cited"
        found.append(f"{SOURCE_CORRECTED}: {who}")
    return tuple(found)


def told_of(mark: ClaimMark) -> tuple[str | None, str | None, str | None]:
    """A mark's status, corrected wording and source in words, each None where there is none."""
    status = mark.status.status.value if mark.status and mark.status.status else None
    source = mark.source.source.source if mark.source and mark.source.source else None
    if source is None:
        return status, mark.wording or None, None
    who = source.label or "nobody is cited"
    return status, mark.wording or None, f"{who} ({identity_label(source)})"


def taken_back(judgements: Sequence[ClaimJudgement]) -> frozenset[ClaimJudgementId]:
    """Which acts, oldest first, are taken back; taking a taking back back restores the first."""
    gone: set[ClaimJudgementId] = set()
    for judgement in reversed(judgements):
        if judgement.undoes is not None and judgement.judgement_id not in gone:
            gone.add(judgement.undoes)
    return frozenset(gone)


def compute_mark(judgements: Sequence[ClaimJudgement]) -> ClaimMark | None:
    """What stands of the acts on one claim, oldest first: the newest of each sort, every note.

    None where nothing does. What is confidential is no part of it.
    """
    if not judgements:
        return None
    gone = taken_back(judgements)
    standing = [
        each for each in judgements if each.judgement_id not in gone and not each.is_confidential
    ]
    newest = {each.act: each for each in standing}
    status, source = newest.get(ClaimAct.STATUS), newest.get(ClaimAct.SOURCE)
    notes = tuple(each for each in standing if each.act is ClaimAct.NOTE)
    if status is None and source is None and not notes:
        return None
    return ClaimMark(status, source, notes)


def corrected_chain(chain: SourcingChain, source: Source) -> SourcingChain:
    """A chain with another source at its inner end; with none the article speaks for itself."""
    if source.identity is Identity.NONE:
        return SourcingChain(chain.links[:1])
    kept = chain.links[:-1] if len(chain.links) > 1 else chain.links
    return SourcingChain((*kept, source))
