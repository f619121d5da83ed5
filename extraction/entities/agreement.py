"""Which named entities a nominal can stand for, by what it says and by what they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from extraction import lexicon
from extraction.entities import naming
from extraction.entities.clusters import NameCluster
from extraction.entities.names import key
from extraction.entities.nominals import Nominal
from newsroom.entity import EntityKind, Role

_FUNCTION_WORDS = frozenset("of for at in on to and the a an his her its their s who that".split())

_COURT_LEVELS = frozenset("supreme appeals district lower".split())
_GENERAL = frozenset("company group firm organization organisation".split())


@dataclass(frozen=True, slots=True)
class Profile:
    """What an article says an entity is: the heads of its roles, their words, its own noun."""

    kind: EntityKind
    name: frozenset[str]
    name_head: str
    heads: frozenset[str]
    words: frozenset[str]

    @classmethod
    def of(cls, cluster: NameCluster, roles: Sequence[Role]) -> "Profile":
        """The profile of a cluster with its roles."""
        name = key(cluster.name).split()
        heads: set[str] = set()
        words: set[str] = set()
        for role in roles:
            told = [w for w in key(role.text).split() if w not in ("the", "a", "an")]
            words.update(told)
            heads.update(_role_heads(told, cluster.kind))
        for form in cluster.forms:
            words.update(key(form).split())
        is_person = cluster.kind is EntityKind.PERSON
        head = _name_head(name) if len(name) > 1 and not is_person else ""
        if cluster.kind in (EntityKind.WORK, EntityKind.GROUP):
            head = ""
        return cls(cluster.kind, frozenset(name), head, frozenset(heads), frozenset(words))


def _name_head(words: Sequence[str]) -> str:
    """What a name calls its bearer: "court" of the "Court of Appeals"."""
    for index, word in enumerate(words[1:], 1):
        if word in ("of", "for"):
            return words[index - 1]
    return words[-1]


def _role_heads(words: Sequence[str], kind: EntityKind) -> set[str]:
    """The nouns before "of" and the like: "deputy head of …" gives deputy and head."""
    before: list[str] = []
    for word in words:
        if word in ("of", "for", "at", "in", "on", "who"):
            break
        before.append(naming.TITLE_WORDS.get(word, word))
    if kind is not EntityKind.PERSON:
        return set(before[-1:])
    people = naming.PERSON_HEADS | lexicon.ROLE_TITLES
    return {*before[-1:], *(word for word in before[-3:] if word in people)}


def relatives(head: str) -> frozenset[str]:
    """A noun with those that news uses for the same thing: "panel" for a committee."""
    return naming.LIKE_NOUNS.get(head, frozenset({head}))


def score_fit(nominal: Nominal, profile: Profile) -> float:
    """How well a description fits by its words alone; 0 where no word speaks for it."""
    like = relatives(nominal.head)
    if profile.name_head and profile.name_head in like:
        fit = 3.0 if profile.name_head == nominal.head else 2.5
    elif profile.heads & like:
        fit = 3.0 if nominal.head in profile.heads else 2.5
    else:
        return 0.0
    levels = (nominal.words & _COURT_LEVELS, profile.name & _COURT_LEVELS)
    if all(levels) and not levels[0] & levels[1]:
        return 0.0
    told = nominal.words - _FUNCTION_WORDS - {nominal.head}
    known = profile.words | profile.name
    named = {word for word in told if word in nominal.names}
    fit += 0.5 * len(told & known) + 0.5 * len(named & known)
    if profile.kind is EntityKind.ORGANISATION:
        fit -= 0.4 * len(told - known - named)
    if nominal.is_owned and not named & known:
        return 0.0
    if named and not named & known and not _may_add(profile):
        fit -= 2.0
    parties = (_party(nominal.words), _party(profile.words))
    if None not in parties and parties[0] != parties[1]:
        return 0.0
    return max(fit, 0.0)


def _may_add(profile: Profile) -> bool:
    """Whether a name in a description can be news: only where no role speaks of another one."""
    return not any(word in naming.US_STATES or word == "former" for word in profile.words)


def _party(words: frozenset[str]) -> str | None:
    """The party that a description speaks of, if of one only."""
    found = {naming.PARTIES[word] for word in words if word in naming.PARTIES}
    return found.pop() if len(found) == 1 else None


def is_ruled_out(nominal: Nominal, profile: Profile) -> bool:
    """Whether what an entity is contradicts a description that no word speaks for."""
    head = nominal.head
    if profile.kind is EntityKind.PLACE:
        is_state, is_country = (
            bool(profile.name & names) or " ".join(sorted(profile.name)) in names
            for names in (naming.US_STATES, naming.COUNTRIES)
        )
        is_kingdom = bool(profile.name & naming.KINGDOMS)
        is_there = nominal.tokens[0].lower_ != "this"  # "this country" is the speaker's
        wanted = {
            "state": is_state,
            "country": is_country and is_there,
            "nation": is_country and is_there,
            "kingdom": is_kingdom,
        }
        return not wanted.get(head, not is_state and not is_country)
    if profile.kind is EntityKind.PERSON:
        parties = (_party(nominal.words), _party(profile.words))
        if None not in parties and parties[0] != parties[1]:
            return True
        offices = profile.heads & naming.OFFICES
        return head in naming.OFFICES and not offices & relatives(head)
    if profile.kind is EntityKind.ORGANISATION:
        if len(profile.name) == 1 and profile.name & naming.BODY_HEADS:
            return True
        own = ({profile.name_head} | profile.heads) - _GENERAL
        classes = [relatives(word) for word in own if word in naming.LIKE_NOUNS]
        return bool(classes) and not any(head in like for like in classes)
    return False


def kind_of(nominal: Nominal) -> EntityKind | None:
    """The kind of entity that a description's head asks for; None where it can be several."""
    if nominal.head in naming.PLACE_NOUNS:
        return EntityKind.PLACE
    if nominal.head in naming.PERSON_HEADS or nominal.head in lexicon.ROLE_TITLES:
        return EntityKind.PERSON
    if nominal.head in naming.LONE_BODY_NOUNS:
        return EntityKind.ORGANISATION
    return None
