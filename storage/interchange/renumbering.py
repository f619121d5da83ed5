"""Acts of an export in the numbers of the desk that they come to, which held something before.

An act that the desk has from the same export already is known by its moment, its reason and what it
says; one whose entities and articles are not here has nothing to say.
"""

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from newsroom.article import ArticleId
from newsroom.curation import (
    Judgement,
    JudgementId,
    JudgementKind,
    Note,
    Pair,
    Part,
    Verdict,
    Words,
)
from newsroom.entity import EntityId
from storage.database import Database
from storage.interchange import numbering as numbers
from storage.interchange.checking import Damaged
from storage.interchange.writing import Record
from storage.judgements import is_read_as, next_entity, next_judgement

ONE_HERE = "what it tells apart is one on this desk"
NOT_HERE = "it speaks of what was not kept"
_NOTHING = JudgementId(0)
"""The desk's number for an act that came to nothing here."""


@dataclass(frozen=True, slots=True)
class Renumbered:
    """An act as it would be on the desk, and the acts of the same file that it builds on.

    `made` are the entities that it makes, by their numbers in the file.
    """

    line: int
    given: int
    judgement: Judgement
    needs: frozenset[JudgementId]
    made: tuple[tuple[int, EntityId], ...]


class Renumbering:
    """The acts of a file, one after another.

    `joined` are entities that the desk has made one with others: those keep giving the name.
    """

    def __init__(
        self, db: Database, judgements: Sequence[Judgement], joined: frozenset[EntityId]
    ) -> None:
        self._db, self._joined = db, joined
        self.from_file = set(numbers.numbers_of(db, numbers.JUDGEMENT))
        self._waiting: dict[object, deque[Judgement]] = defaultdict(deque)
        for each in judgements:
            if each.judgement_id not in self.from_file:
                self._waiting[_moment_of(each)].append(each)
        self._next, self._next_entity = next_judgement(db), next_entity(db)
        self._made: dict[int, tuple[EntityId, JudgementId]] = {}

    def renumber(self, line: int, record: Record) -> Renumbered | None:
        """The act in the desk's numbers; None where it is here already or says nothing here.

        Raises Damaged where something of it is lost, or cannot be said here.
        """
        given = record["judgement"]
        if numbers.find_number(self._db, numbers.JUDGEMENT, given):
            raise numbers.twice(numbers.JUDGEMENT, given)
        reading = _Reading(self._db, self._made, self._joined)
        judgement = self._read(reading, record)
        found = self._recognised(judgement)
        if found is not None:
            self._learn(record, reading, found)
            numbers.keep_number(
                self._db, numbers.JUDGEMENT, given, found.judgement_id, is_new=False
            )
            self.from_file.add(found.judgement_id)
            return None
        try:
            is_said = reading.check(judgement)
        except Damaged:
            self.come_to_nothing(given)
            raise
        if not is_said:
            self.come_to_nothing(given)
            return None
        self._next = JudgementId(self._next + 1)
        self._next_entity = EntityId(self._next_entity + len(reading.fresh))
        self._made |= {to: (made, judgement.judgement_id) for to, made in reading.made.items()}
        numbers.keep_number(self._db, numbers.JUDGEMENT, given, judgement.judgement_id, is_new=True)
        needs, made = frozenset(reading.needs), tuple(reading.made.items())
        return Renumbered(line, given, judgement, needs, made)

    def come_to_nothing(self, given: int) -> None:
        """Remember that an act of the file is none of the desk's."""
        numbers.forget_number(self._db, numbers.JUDGEMENT, given)
        numbers.keep_number(self._db, numbers.JUDGEMENT, given, _NOTHING, is_new=False)

    def keep(self, act: Renumbered) -> None:
        """Remember whom an act made that is the desk's now, and name them as they are there."""
        for given, made in act.made:
            numbers.make_entity(self._db, given, made)
            if not numbers.find_number(self._db, numbers.TAKEN_OUT, given):
                numbers.keep_number(self._db, numbers.TAKEN_OUT, given, made, is_new=True)

    def _read(self, reading: "_Reading", record: Record) -> Judgement:
        note = Note(
            record["judged_by"], datetime.fromisoformat(record["judged_at"]), record["reason"]
        )
        parts = reading.parts(record["parts"], self._next_entity)
        return Judgement(
            self._next,
            JudgementKind(record["kind"]),
            note,
            reading.pairs(record["pairs"]),
            parts,
            reading.words(record["words"]),
            reading.act(record["undoes"]),
        )

    def _recognised(self, judgement: Judgement) -> Judgement | None:
        """The act of the desk that this one is, if it has come before and says anything."""
        if not _says(judgement):
            return None
        waiting = self._waiting.get(_moment_of(judgement), deque())
        for each in waiting:
            if _is_said(judgement, each):
                waiting.remove(each)
                return each
        return None

    def _learn(self, record: Record, reading: "_Reading", found: Judgement) -> None:
        """Whom the act made when it came before."""
        made = {(part.entity_id, part.article_id): part.to_id for part in found.parts}
        for part in record["parts"]:
            to = made.get(reading.part(part) or (EntityId(0), ArticleId(0)))
            if to and not numbers.find_number(self._db, numbers.TAKEN_OUT, part["to"]):
                numbers.keep_number(self._db, numbers.TAKEN_OUT, part["to"], to, is_new=False)


class _Reading:
    """What one act says, in the desk's numbers, and what of it cannot be said."""

    def __init__(
        self,
        db: Database,
        made: dict[int, tuple[EntityId, JudgementId]],
        joined: frozenset[EntityId],
    ) -> None:
        self._db, self._made, self._joined = db, made, joined
        self.made: dict[int, EntityId] = {}
        self.fresh: list[EntityId] = []
        self.needs: set[JudgementId] = set()
        self._is_one = self._is_lost = self._is_void = False

    def check(self, judgement: Judgement) -> bool:
        """Whether there is anything to say; Damaged where something of it is lost."""
        if self._is_void or judgement.kind is JudgementKind.IMPORTED:
            return False  # what it takes back is not here; and names have come as names
        if self._is_one:
            raise Damaged(ONE_HERE)
        is_apart = any(pair.verdict is Verdict.DIFFERENT for pair in judgement.pairs)
        if _says(judgement) and (is_apart or judgement.kind is not JudgementKind.SPLIT):
            return True
        if self._is_lost:
            raise Damaged(NOT_HERE)
        return False

    def act(self, given: int | None) -> JudgementId | None:
        """The act that this one takes back."""
        if given is None:
            return None
        found = numbers.find_number(self._db, numbers.JUDGEMENT, given)
        if found is None or found[0] == _NOTHING:
            self._is_void = True
            return None
        self.needs.add(JudgementId(found[0]))
        return JudgementId(found[0])

    def part(self, record: Record) -> tuple[EntityId, ArticleId] | None:
        """Of whom in which article a part speaks."""
        entity_id = self._entity(record["entity"])
        found = numbers.find_number(self._db, numbers.ARTICLE, record["article"])
        if entity_id is None or found is None:
            self._is_lost |= found is None
            return None
        article_id = ArticleId(found[0])
        return (entity_id, article_id) if is_read_as(self._db, entity_id, article_id) else None

    def parts(self, records: Sequence[Record], next_entity: EntityId) -> tuple[Part, ...]:
        """What articles say of some entities, and to whom it is given; whoever is new is made."""
        found: dict[tuple[EntityId, ArticleId], EntityId] = {}
        for record in records:
            key = self.part(record)
            if key is None:
                continue
            to = self._entity(record["to"], is_made=True) or self.made.get(record["to"])
            if to is None:
                to = EntityId(next_entity + len(self.fresh))
                self.fresh.append(to)
            if record["to"] not in self._made:
                self.made[record["to"]] = to
            found[key] = to
        if records and not found:
            self._is_void = True
        return tuple(Part(*key, to) for key, to in sorted(found.items()))

    def pairs(self, records: Sequence[Record]) -> tuple[Pair, ...]:
        """Verdicts on two who are two here; what is one already need not be said."""
        found: dict[tuple[EntityId, EntityId], Verdict] = {}
        for record in records:
            left, right = self._entity(record["left"]), self._entity(record["right"])
            verdict = Verdict(record["verdict"])
            if left is None or right is None:
                continue
            if verdict is Verdict.SAME and right in self._joined and left not in self._joined:
                left, right = right, left
            if left == right or found.get((left, right), verdict) is not verdict:
                self._is_one |= verdict is not Verdict.SAME
                continue
            found[left, right] = verdict
        return tuple(Pair(*both, verdict) for both, verdict in sorted(found.items()))

    def words(self, records: Sequence[Record]) -> tuple[Words, ...]:
        """What is said of who is here."""
        found = {self._entity(record["entity"]): record["text"] for record in records}
        return tuple(Words(each, text) for each, text in found.items() if each is not None)

    def _entity(self, given: int, *, is_made: bool = False) -> EntityId | None:
        """Who is meant; of one that a split makes only who was made by a file."""
        if given in self.made:
            return self.made[given]
        if given in self._made:
            made, act = self._made[given]
            self.needs.add(act)
            return made
        taken = numbers.find_number(self._db, numbers.TAKEN_OUT, given)
        found = taken or numbers.find_number(self._db, numbers.ENTITY, given)
        if found is None or (is_made and not taken and not found[1]):
            self._is_lost |= not is_made and numbers.is_awaited(self._db, numbers.ENTITY, given)
            return None
        return EntityId(found[0])


def _moment_of(judgement: Judgement) -> tuple[JudgementKind, datetime, str]:
    return judgement.kind, judgement.note.judged_at, judgement.note.reason


def _says(judgement: Judgement) -> bool:
    return bool(judgement.pairs or judgement.parts or judgement.words or judgement.undoes)


def _is_said(judgement: Judgement, known: Judgement) -> bool:
    """Whether a known act says all that another does."""

    def told(pairs: Sequence[Pair]) -> set[tuple[frozenset[EntityId], Verdict]]:
        return {(frozenset((pair.left_id, pair.right_id)), pair.verdict) for pair in pairs}

    def given(parts: Sequence[Part]) -> set[tuple[EntityId, ArticleId]]:
        return {(part.entity_id, part.article_id) for part in parts}

    return (
        judgement.undoes == known.undoes
        and set(judgement.words) <= set(known.words)
        and given(judgement.parts) <= given(known.parts)
        and (bool(judgement.parts) or told(judgement.pairs) <= told(known.pairs))
    )
