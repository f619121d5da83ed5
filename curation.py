"""Correcting who is who: every act of a person is recorded, carried out, and can be undone.

The only way in which a desk's judgements are written. Each function is one transaction.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from lookup import find_names
from matching.folding import fold
from matching.judgements import (
    Lost,
    chained,
    compute_standing,
    members,
    pairs_between,
    told_apart,
    told_apart_by,
    undone,
)
from newsroom.article import ArticleId
from newsroom.curation import (
    Judgement,
    JudgementId,
    JudgementKind,
    Note,
    Pair,
    Part,
    PartView,
    Proposal,
    Record,
    Standing,
    Verdict,
    Words,
)
from newsroom.entity import EntityId
from newsroom.errors import NewsroomError
from newsroom.typed import read_hashed
from storage.curated_rows import carry_out
from storage.curation_views import (
    find_by_name,
    find_form,
    find_listed,
    get_sketch,
    list_part_keys,
    list_parts,
    names_of,
)
from storage.database import Database
from storage.judgements import (
    find_lost_entities,
    find_lost_parts,
    list_judgements,
    next_entity,
    record_judgement,
)

REASON_NEEDED = "Say why: a merge or a split is kept with its reason."
NEWEST = 10
LONGEST_TEXT, LONGEST_REASON = 200, 500
LONGEST_DESCRIPTION = 1_000
_NEW = JudgementId(0)
"""The number of an act before the desk has given it one."""
_NOT_LAST = (JudgementKind.UNDONE, JudgementKind.IMPORTED)
_Key = tuple[EntityId, ArticleId]
Overrule = bool | Collection[JudgementId]


def find_entity(db: Database, named: str) -> EntityId:
    """The one entity that a number ("#12") or an exact name or alias stands for.

    Raises NewsroomError where none or several do, with the nearest.
    """
    number = read_hashed(named)
    if number is not None:
        return get_sketch(db, EntityId(number)).entity_id
    found = find_by_name(db, fold(named)) if named.strip() else ()
    if len(found) == 1:
        return found[0]
    if found:
        known = ", ".join(
            f"#{each} {name}" for each, name in zip(found, names_of(db, found), strict=True)
        )
        raise NewsroomError(f"“{named}” may be several: {known}. Give the number.")
    near = ", ".join(f"#{match.entity_id} {match.name}" for match in find_names(db, named)[:3])
    raise NewsroomError(
        f"Nobody here is called “{named}”." + (f" Nearest: {near}." if near else "")
    )


def propose_merge(db: Database, kept: EntityId, other: EntityId) -> Proposal:
    """Both entities of a merge, and the judgements that stand against it."""
    if kept == other:
        raise NewsroomError(f"Both are #{kept} already; nothing to merge.")
    judgements, standing = find_standing(db)
    between = pairs_between(standing, members(standing, kept), members(standing, other))
    against = told_apart_by(judgements, between)
    return Proposal(
        get_sketch(db, kept), get_sketch(db, other), tuple(_record(db, each) for each in against)
    )


def merge(
    db: Database, kept: EntityId, other: EntityId, note: Note, *, overrule: Overrule = False
) -> Record:
    """Two entities are one, which goes by the name of the first.

    What was told apart before stays so unless `overrule` says that this is meant too: all of it, or
    those judgements that whoever merges was shown.
    """
    _check_reason(note, is_needed=True)
    against = [each.judgement.judgement_id for each in propose_merge(db, kept, other).against]
    shown = overrule if isinstance(overrule, Collection) else against if overrule else ()
    unseen = [number for number in against if number not in shown]
    if unseen:
        raise NewsroomError(
            f"Judgement {unseen[-1]} says that these are not the same; confirm to overrule it."
        )
    _, standing = find_standing(db)
    ours, theirs = members(standing, kept), members(standing, other)
    overruled = [
        Pair(one, two, Verdict.SAME) if one in ours else Pair(two, one, Verdict.SAME)
        for one, two in pairs_between(standing, ours, theirs)
    ]
    pairs = dict.fromkeys((*overruled, Pair(ours[0], theirs[0], Verdict.SAME)))
    return _act(db, Judgement(_NEW, JudgementKind.MERGED, note, tuple(pairs)))


def tell_apart(db: Database, one: EntityId, other: EntityId, note: Note) -> Record:
    """Two entities are not the same, and nothing automatic makes them so."""
    _check_reason(note)
    if one == other:
        raise NewsroomError("That is one entity; take an article or a form out of it instead.")
    for each in (one, other):
        get_sketch(db, each)
    pair = Pair(one, other, Verdict.DIFFERENT)
    return _act(db, Judgement(_NEW, JudgementKind.TOLD_APART, note, (pair,)))


def list_split(db: Database, entity_id: EntityId) -> tuple[PartView, ...]:
    """What may be taken out of an entity: each article, by the name that it gives there."""
    return list_parts(db, entity_id)


def split(db: Database, entity_id: EntityId, what: str, note: Note) -> Record:
    """Take an article ("#3"), or every article that says some form, out of an entity.

    Where that is all of one that was merged into it, that one is back as it was; else a new entity
    is made. Either way the two are told apart.
    """
    _check_reason(note, is_needed=True)
    get_sketch(db, entity_id)
    _, standing = find_standing(db)
    own = members(standing, entity_id)
    taken = _chosen(db, entity_id, what)
    whole: dict[EntityId, set[_Key]] = {each: set() for each in own}
    for part in list_part_keys(db, entity_id):
        whole[standing.parts.get(part, part[0])].add(part)
    listed = {each for each in find_listed(db, own) if not _is_called(db, each, what)}
    out = [each for each in own if whole[each] <= taken and each not in listed]
    if len(out) == len(own):
        raise NewsroomError("That is all of it, so there is nothing to take it out of.")
    if taken <= set().union(*(whole[each] for each in out)):
        return _give_back(db, own, out, note)
    return _take_out(db, own, taken, note)


def _chosen(db: Database, entity_id: EntityId, what: str) -> frozenset[_Key]:
    """The parts of the articles that are meant: as whom each was read, and where."""
    parts = list_parts(db, entity_id)
    number = read_hashed(what)
    if number is not None:
        found = [each for each in parts if each.citation.article_id == number]
    else:
        found = [each for each in parts if fold(each.name) == fold(what)]
    if not found and not find_form(db, entity_id, fold(what)):
        raise NewsroomError(f"No article of #{entity_id} has that number or says “{what}”.")
    return frozenset((each.entity_id, each.citation.article_id) for each in found)


def _is_called(db: Database, entity_id: EntityId, what: str) -> bool:
    """Whether an entity of a list has some words for its name."""
    return fold(what) == fold(names_of(db, [entity_id])[0])


def _give_back(
    db: Database, own: Sequence[EntityId], out: Sequence[EntityId], note: Note
) -> Record:
    """Those merged before are one no longer; each side stays together."""
    rest = [each for each in own if each not in out]
    if not out:
        raise NewsroomError("No article calls it mainly so; remove that form as an alias instead.")
    pairs = (*told_apart(rest, out), *chained(rest), *chained(out))
    return _act(db, Judgement(_NEW, JudgementKind.SPLIT, note, pairs))


def _take_out(db: Database, own: Sequence[EntityId], taken: frozenset[_Key], note: Note) -> Record:
    """Some articles speak of somebody else, who is new to the desk."""
    made = next_entity(db)
    parts = tuple(Part(each, article, made) for each, article in sorted(taken))
    pairs = told_apart(own, [made])
    return _act(db, Judgement(_NEW, JudgementKind.SPLIT, note, pairs, parts))


def add_alias(db: Database, entity_id: EntityId, form: str, note: Note) -> Record:
    """The desk calls an entity so, whatever articles do."""
    form = _checked(form, "A form")
    _check_reason(note)
    sketch = get_sketch(db, entity_id)
    if fold(form) in {fold(each) for each in (sketch.name, *sketch.aliases)}:
        raise NewsroomError(f"{sketch.name} is called “{form}” already.")
    words = (Words(entity_id, form),)
    return _act(db, Judgement(_NEW, JudgementKind.ALIAS_ADDED, note, words=words))


def remove_alias(db: Database, entity_id: EntityId, form: str, note: Note) -> Record:
    """A form is none of an entity's, whatever articles say, now and later."""
    form = _checked(form, "A form")
    _check_reason(note)
    sketch = get_sketch(db, entity_id)
    if fold(form) == fold(sketch.name):
        raise NewsroomError(f"“{sketch.name}” is its name; split it or hide it instead.")
    bearers = find_form(db, entity_id, fold(form))
    if not bearers:
        raise NewsroomError(f"{sketch.name} is not called “{form}”.")
    words = tuple(Words(each, form) for each in bearers)
    return _act(db, Judgement(_NEW, JudgementKind.ALIAS_REMOVED, note, words=words))


def describe(db: Database, entity_id: EntityId, text: str, note: Note) -> Record:
    """Who or what an entity is, in the desk's words; empty takes them away."""
    text = " ".join(text.split())
    if len(text) > LONGEST_DESCRIPTION:
        raise NewsroomError(f"A description has {LONGEST_DESCRIPTION} characters at most.")
    _check_reason(note)
    get_sketch(db, entity_id)
    words = (Words(entity_id, text),)
    return _act(db, Judgement(_NEW, JudgementKind.DESCRIBED, note, words=words))


def hide(db: Database, entity_id: EntityId, note: Note, *, is_shown: bool = False) -> Record:
    """Leave an entity out of answers and suggestions until it is shown again."""
    _check_reason(note)
    sketch = get_sketch(db, entity_id)
    _, standing = find_standing(db)
    if (entity_id in standing.hidden) is not is_shown:
        raise NewsroomError(f"{sketch.name} is {'shown' if is_shown else 'hidden'} already.")
    kind = JudgementKind.SHOWN if is_shown else JudgementKind.HIDDEN
    return _act(db, Judgement(_NEW, kind, note, words=(Words(entity_id, ""),)))


def undo(db: Database, number: JudgementId | None, note: Note) -> Record:
    """Take an act back, the last without a number; undoing an undoing brings it back.

    Later ones stay. Where they do not let it go alone, NewsroomError says which is in the way.
    """
    _check_reason(note)
    judgements, before = find_standing(db)
    gone = undone(judgements)
    standing = [each for each in judgements if each.judgement_id not in gone]
    if number is None:
        acts = [each for each in standing if each.kind not in _NOT_LAST]
        if not acts:
            raise NewsroomError("There is nothing to undo on this desk.")
        target = acts[-1]
    else:
        target = _find(judgements, number)
        if target.kind is JudgementKind.IMPORTED:
            raise NewsroomError("An import cannot be undone; hide or correct what it brought.")
        if target.judgement_id in gone:
            raise NewsroomError(f"Judgement {number} is undone already; undo its undoing instead.")
    act = Judgement(_NEW, JudgementKind.UNDONE, note, undoes=target.judgement_id)
    after = compute_standing((*judgements, act), _lost(db))
    if clash := sorted(after.blocked - before.blocked):
        between = pairs_between(after, *(members(after, each) for each in clash[0]))
        (*_, last) = told_apart_by((*judgements, act), between)
        raise NewsroomError(f"Judgement {last.judgement_id} is in the way; undo that one first.")
    return _act(db, act)


def record_import(db: Database, note: Note) -> None:
    """That somebody has brought a list of names, which the names themselves do not tell."""
    record_judgement(db, Judgement(_NEW, JudgementKind.IMPORTED, note))


def list_newest(db: Database, limit: int = NEWEST) -> tuple[Record, ...]:
    """The newest acts, with whether each still stands."""
    judgements = list_judgements(db)
    gone = undone(judgements)
    return tuple(
        replace(_record(db, each), is_undone=each.judgement_id in gone)
        for each in reversed(judgements[-limit:])
    )


def _find(judgements: Sequence[Judgement], number: JudgementId) -> Judgement:
    for each in judgements:
        if each.judgement_id == number:
            return each
    raise NewsroomError(f"There is no judgement {number} on this desk.")


def find_standing(db: Database) -> tuple[tuple[Judgement, ...], Standing]:
    """Every act, and what stands of all."""
    judgements = list_judgements(db)
    return judgements, compute_standing(judgements, _lost(db))


def _lost(db: Database) -> Lost:
    return Lost(find_lost_entities(db), find_lost_parts(db))


def _act(db: Database, judgement: Judgement) -> Record:
    """Record an act and bring the rows up to it."""
    _, before = find_standing(db)
    number = record_judgement(db, judgement)
    judgements, after = find_standing(db)
    carry_out(db, before, after)
    return _record(db, _find(judgements, number))


def _record(db: Database, judgement: Judgement) -> Record:
    """An act with the names of whom it speaks of; that of another act for an undoing."""
    if judgement.undoes is not None:
        return replace(
            _record(db, _find(list_judgements(db), judgement.undoes)), judgement=judgement
        )
    spoken = [
        *(each for pair in judgement.pairs for each in (pair.left_id, pair.right_id)),
        *(words.entity_id for words in judgement.words),
    ]
    apart = [pair for pair in judgement.pairs if pair.verdict is Verdict.DIFFERENT]
    if judgement.kind is JudgementKind.SPLIT and apart:  # who was taken out, then out of whom
        spoken = [*(pair.right_id for pair in apart), apart[0].left_id]
    return Record(judgement, names_of(db, tuple(dict.fromkeys(spoken))))


def _checked(form: str, what: str) -> str:
    form = " ".join(form.split())
    if not fold(form):
        raise NewsroomError(f"{what} needs letters or digits.")
    if len(form) > LONGEST_TEXT:
        raise NewsroomError(f"{what} has {LONGEST_TEXT} characters at most.")
    return form


def _check_reason(note: Note, *, is_needed: bool = False) -> None:
    if is_needed and not note.reason.strip():
        raise NewsroomError(REASON_NEEDED)
    if len(note.reason) > LONGEST_REASON:
        raise NewsroomError(f"A reason has {LONGEST_REASON} characters at most.")
