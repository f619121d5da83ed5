"""What was judged of who is who in an export, judged again on a desk that held something.

Each act comes with who, when and why, and can be undone like any other. What the desk's own people
have said is never changed by it: an act that would is left out, with whatever builds on it. An act
that the desk has from the same export before is known and changes nothing.
"""

from collections.abc import Sequence

from matching.judgements import Lost, compute_standing, leaves, undone
from newsroom.curation import Judgement, Standing
from storage.audit import record_act
from storage.curated_rows import carry_out
from storage.database import Database
from storage.interchange.checking import Damaged
from storage.interchange.judgement_parts import JUDGEMENTS
from storage.interchange.renumbering import Renumbered, Renumbering
from storage.interchange.restoring import Kept
from storage.judgements import (
    find_lost_entities,
    find_lost_parts,
    list_judgements,
    record_judgement,
)

OTHERWISE = "{} on {}: this desk has judged otherwise, and that stands"

_Acts = tuple[Renumbered, ...]


class _Standing:
    """What the desk has judged, and what its own people have said of it."""

    def __init__(self, db: Database) -> None:
        self.judgements = list_judgements(db)
        self._lost = Lost(find_lost_entities(db), find_lost_parts(db))
        self.before = compute_standing(self.judgements, self._lost)
        self.own: Sequence[Judgement] = ()

    def after(self, acts: _Acts) -> Standing:
        """What stands with some more acts."""
        return compute_standing((*self.judgements, *(act.judgement for act in acts)), self._lost)

    def bears(self, acts: _Acts) -> bool:
        """Whether some more acts leave standing all that the desk's own people have said."""
        return leaves(self.own, self.before, self.after(acts))


def replay(db: Database, kept: Kept) -> None:
    """Judge anew what some lines say was judged; `kept` is told what came of each."""
    if not kept.judgements:
        return
    desk = _Standing(db)
    joined = frozenset((*desk.before.heads, *desk.before.heads.values()))
    renumbering = Renumbering(db, desk.judgements, joined)
    acts = []
    for line, record in kept.judgements:
        try:
            act = renumbering.renumber(line, record)
        except Damaged as error:
            kept.refused.append((line, str(error)))
            continue
        if act is None:
            kept.count(JUDGEMENTS.key, is_new=False)
        else:
            acts.append(act)
    gone = undone(desk.judgements) | renumbering.from_file
    desk.own = [each for each in desk.judgements if each.judgement_id not in gone]
    chosen, left = _choose(desk, (), tuple(acts))
    for act in left:
        note = act.judgement.note
        day = f"{note.judged_at:%Y-%m-%d}"
        kept.refused.append((act.line, OTHERWISE.format(act.judgement.kind.value, day)))
        renumbering.come_to_nothing(act.given)
    _keep(db, desk, renumbering, chosen)
    for _ in chosen:
        kept.count(JUDGEMENTS.key, is_new=True)


def _choose(desk: _Standing, chosen: _Acts, acts: _Acts) -> tuple[_Acts, _Acts]:
    """As many acts, oldest first, as the desk bears with those chosen before; and the others.

    All together where that goes, else by halves, so that an act that was taken back later counts
    for nothing.
    """
    here = {each.judgement_id for each in desk.judgements}
    here |= {act.judgement.judgement_id for act in (*chosen, *acts)}
    lacking = {act for act in acts if act.needs - here}
    if lacking:
        rest, left = _choose(desk, chosen, tuple(act for act in acts if act not in lacking))
        return rest, tuple(sorted((*left, *lacking), key=lambda act: act.line))
    if not acts or desk.bears((*chosen, *acts)):
        return acts, ()
    if len(acts) == 1:
        return (), acts
    half = len(acts) // 2
    first, out = _choose(desk, chosen, acts[:half])
    second, more = _choose(desk, (*chosen, *first), acts[half:])
    return (*first, *second), (*out, *more)


def _keep(db: Database, desk: _Standing, renumbering: Renumbering, acts: _Acts) -> None:
    if not acts:
        return
    for act in acts:
        record_judgement(db, act.judgement)
        renumbering.keep(act)
    carry_out(db, desk.before, desk.after(acts))
    record_act(db, *(("judgement", act.judgement.judgement_id) for act in acts), command="import")
