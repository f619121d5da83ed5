"""Names of one article put together where they are of one entity."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from extraction import lexicon
from extraction.entities import naming
from extraction.entities.kinds import settled_kind
from extraction.entities.names import EDGES, NameSpan, key
from newsroom.entity import EntityKind

_LIKENESS = 0.8
_CLOSE_LIKENESS = 0.9
_SMALL_WORDS = frozenset("of the and for in on to".split())
_BODIES = (EntityKind.ORGANISATION, EntityKind.OTHER, EntityKind.WORK, EntityKind.PRODUCT)


@dataclass(slots=True)
class NameCluster:
    """All names of one entity in one article."""

    kind: EntityKind
    spans: list[NameSpan] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The canonical name: the fullest form, the more frequent of equally full ones."""
        counts = Counter(" ".join(span.text.split()) for span in self.spans)
        return max(counts, key=lambda form: (len(form.split()), _full(form), counts[form]))

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form in the order of appearance."""
        return tuple(dict.fromkeys(" ".join(span.text.split()) for span in self.spans))


def _full(form: str) -> int:
    return 0 if form.isupper() and len(form) < 6 else len(form)


def cluster_names(spans: Iterable[NameSpan]) -> list[NameCluster]:
    """One cluster an entity: equal forms, surnames and first names, acronyms."""
    by_form: dict[str, NameCluster] = {}
    for span in spans:
        form = key(span.text)
        if form:
            by_form.setdefault(form, NameCluster(span.kind)).spans.append(span)
    forms = _Forms(by_form)
    for form in sorted(by_form, key=lambda f: (-len(f.split()), f)):
        target = forms.fuller(form)
        if target is not None:
            forms.move(form, target)
    _merge_misspelt(forms)
    unique = forms.clusters()
    surnames = {
        form.split()[-1] + "s"
        for form, cluster in forms.now.items()
        if cluster.kind is EntityKind.PERSON and " " in form
    }
    for cluster in unique:
        cluster.spans.sort(key=lambda span: span.order)
        is_family = key(cluster.name) in surnames and _word_before(cluster.spans[0]) == "the"
        kind = EntityKind.GROUP if is_family else cluster.kind
        cluster.kind = settled_kind(kind, cluster.name, cluster.spans)
    return sorted(unique, key=lambda cluster: cluster.spans[0].order)


class _Forms:
    """The folded forms of an article, and which cluster each has come to belong to."""

    def __init__(self, by_form: dict[str, NameCluster]) -> None:
        self.own = {form: NameCluster(c.kind, list(c.spans)) for form, c in by_form.items()}
        self.now = dict(by_form)
        self._by_word: dict[str, list[str]] = {}
        for form in by_form:
            for word in {*_stems(form), _capitals(form), _initials(form)}:
                self._by_word.setdefault(word, []).append(form)

    def clusters(self) -> list[NameCluster]:
        """Each cluster once."""
        return list({id(cluster): cluster for cluster in self.now.values()}.values())

    def move(self, form: str, target: NameCluster) -> None:
        """Give all that a form's cluster holds to another."""
        moved = self.now[form]
        if moved is target:
            return
        target.spans.extend(moved.spans)
        for other, cluster in self.now.items():
            if cluster is moved:
                self.now[other] = target

    def fuller(self, form: str) -> NameCluster | None:
        """The cluster of the one fuller name that a form can stand for; None when several can."""
        own = self.own[form]
        near = dict.fromkeys(f for word in _stems(form) for f in self._by_word.get(word, ()))
        if own.spans[0].text.startswith("@"):
            near = dict.fromkeys(self.own)
        graded = [
            (grade, other)
            for other in near
            if other != form and (grade := stands_for(form, own, other, self.own[other]))
        ]
        best = max((grade for grade, _ in graded), default=0)
        fits = [other for grade, other in graded if grade == best]
        targets = list({id(self.now[other]): self.now[other] for other in fits}.values())
        if len(targets) > 1:
            targets = self._shortest_core(fits)
        return targets[0] if len(targets) == 1 else None

    def _shortest_core(self, fits: list[str]) -> list[NameCluster]:
        """Of bodies that share a beginning, the one whose whole name it is: "Ford Motor"."""
        if any(self.own[form].kind is EntityKind.PERSON for form in fits):
            return []
        cores = {form: _core(form) for form in fits}
        least = min(fits, key=lambda form: len(cores[form]))
        core = cores[least]
        same = all(other[: len(core)] == core for other in cores.values())
        return [self.now[least]] if same and len(core) > 1 else []


def _core(form: str) -> list[str]:
    return [word for word in form.split() if word not in naming.COMPANY_SUFFIXES]


def _stems(form: str) -> set[str]:
    words = form.split()
    return {*words, *(word.removesuffix("s") for word in words)}


def _capitals(form: str) -> str:
    return "".join(word[0] for word in form.split() if word not in _SMALL_WORDS)


def _initials(form: str) -> str:
    return "".join(word[0] for word in form.split())


def stands_for(form: str, own: NameCluster, other: str, full: NameCluster) -> int:
    """How surely a form is short for another: 0 not at all, larger is surer."""
    short, long = form.split(), other.split()
    if _is_plural(form, other):
        both_groups = own.kind is full.kind is EntityKind.GROUP
        loose = (*_BODIES, EntityKind.PLACE)
        return 3 if both_groups or (own.kind in loose and full.kind in _BODIES) else 0
    if own.kind is full.kind is EntityKind.EVENT:
        same_noun = short[-1].removesuffix("s") == long[-1].removesuffix("s")
        return 3 if same_noun and len(short) < len(long) and set(short[:-1]) <= set(long) else 0
    if len(long) < len(short) or (len(long) == len(short) and not _is_inverted(short, long)):
        return 0
    if full.kind is EntityKind.PERSON:
        return _stands_for_person(short, own, long)
    if own.kind is EntityKind.PERSON and (len(short) > 1 or len(long) < 2 or _titled(own)):
        return 0
    return _stands_for_body(short, own, long, full)


def _is_plural(form: str, other: str) -> bool:
    return form == other + "s" and len(other) > 3


def _is_inverted(short: list[str], long: list[str]) -> bool:
    """ "Justice Department" for "Department of Justice", which differ in the order alone."""
    return len(short) > 1 and short != long and sorted(short) == sorted(set(long) - _SMALL_WORDS)


def _stands_for_person(short: list[str], own: NameCluster, long: list[str]) -> int:
    person = own.kind is EntityKind.PERSON
    long = [word for word in long if word not in naming.GENERATIONS] or long
    if own.kind in (EntityKind.GROUP, EntityKind.EVENT) or len(long) < 2:
        return 0
    if len(short) == 1:
        if len(short[0]) < 2:
            return 0
        if short[0] == long[-1]:
            return 3
        if own.spans[0].text.startswith("@") and "".join(long) in short[0]:
            return 3
        if short[0] == long[0] and (person or own.kind is EntityKind.OTHER):
            return 2
        return 0
    if short[-1] == _initials(" ".join(long)) and len(long) > 2:
        return 2  # "Notorious RBG"
    if not person:
        return 0
    if short == long[-len(short) :]:
        return 3
    return 3 if short[0] == long[0] and short[-1] == long[-1] else 0


def _titled(own: NameCluster) -> bool:
    people = lexicon.HONORIFICS | lexicon.ROLE_TITLES | lexicon.PERSON_NOUNS
    return any(
        span.start and span.passage.doc[span.start - 1].lower_ in people for span in own.spans
    )


def _stands_for_body(short: list[str], own: NameCluster, long: list[str], full: NameCluster) -> int:
    if short[-1] in naming.OWN_BODIES and long[-1] in naming.OWN_BODIES:
        same_owner = short[:-1] == long[-len(short) : -1]
        same_owner = same_owner or (len(short) > 2 and (short[0], short[-2]) == (long[0], long[-2]))
        return 3 if same_owner and short[-1][:4] == long[-1][:4] else 0
    if long[-1] in naming.OWN_BODIES and len(long) < 4 and own.kind is not EntityKind.ORGANISATION:
        return 0
    if len(short) == 1 and is_acronym(own.spans[0].text, long):
        return 4
    allowed = (*_BODIES, EntityKind.PERSON)
    if own.kind not in allowed or full.kind not in _BODIES:
        return 0
    if _is_inverted(short, [word for word in long if word not in _SMALL_WORDS]):
        return 4
    if len(long) > 2 and long[1] == "of" and short == long[2:]:
        return 4  # "Homeland Security" of the "Department of Homeland Security"
    if short == long[: len(short)]:
        is_body = full.kind is EntityKind.ORGANISATION
        return (1 if own.kind is EntityKind.PERSON else 3) if is_body else 0
    if own.kind is EntityKind.PERSON or short != long[-len(short) :]:
        return 0
    is_definite = any(_word_before(span) == "the" for span in own.spans)
    return 2 if is_definite or len(short) > 1 else 0


def _word_before(span: NameSpan) -> str:
    """The word before a name, quotation marks skipped."""
    index = span.start - 1
    while index >= 0 and span.passage.doc[index].text in EDGES - {",", "."}:
        index -= 1
    return span.passage.doc[index].lower_ if index >= 0 else ""


def is_acronym(text: str, long: list[str]) -> bool:
    """Whether capitals as printed are the initials of a name's words."""
    printed = re.sub(r"\W", "", text)
    if not printed.isupper() or len(printed) < 2 or len(long) < 2:
        return False
    form = " ".join(long)
    return printed.casefold() in (_capitals(form), _initials(form))


def _merge_misspelt(forms: _Forms) -> None:
    """Join a surname that is printed nowhere else to the one person whose it nearly is."""
    people = {
        form.split()[-1]: cluster
        for form, cluster in forms.now.items()
        if cluster.kind is EntityKind.PERSON and len(form.split()) > 1
    }
    for form, own in list(forms.now.items()):
        if " " in form or len(form) < 5 or form in people or own.kind in (
            EntityKind.GROUP, EntityKind.EVENT):  # fmt: skip
            continue
        if any(key(span.text) != form for span in own.spans) or len(own.spans) > 2:
            continue
        least = _LIKENESS if own.kind is not EntityKind.PLACE else _CLOSE_LIKENESS
        near = {id(c): c for surname, c in people.items() if _likeness(surname, form) >= least}
        if len(near) == 1:
            forms.move(form, next(iter(near.values())))


def _likeness(surname: str, form: str) -> float:
    if surname[0] != form[0] or form == surname + "s" or abs(len(surname) - len(form)) > 2:
        return 0.0
    return SequenceMatcher(None, surname, form, autojunk=False).ratio()
