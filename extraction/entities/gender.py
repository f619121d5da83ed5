"""Whether an entity is a woman or a man, as far as titles, roles and first names tell."""

from collections.abc import Sequence

from extraction import lexicon
from extraction.entities import forenames
from extraction.entities.clusters import NameCluster
from extraction.entities.names import key
from newsroom.entity import EntityKind, Role

_FEMALE = lexicon.FEMALE_WORDS | frozenset(
    "wife mother daughter sister widow aunt grandmother waitress heiress duchess baroness empress "
    "assemblywoman saleswoman policewoman businesswoman madam lady dame".split()
)
_MALE = lexicon.MALE_WORDS | frozenset(
    "husband father son brother uncle grandfather waiter duke baron emperor assemblyman sir lord "
    "salesman policeman businessman bishop pope imam".split()
)
_ADDRESSES = frozenset("mr mr. mrs mrs. ms ms. miss sir dame lord lady madam king queen".split())


def cluster_gender(cluster: NameCluster, roles: Sequence[Role]) -> bool | None:
    """True for a woman, False for a man; None for what is neither, or where nothing tells."""
    if cluster.kind is not EntityKind.PERSON:
        return None
    addressed = {
        span.passage.doc[span.start - 1].lower_ for span in cluster.spans if span.start
    } & _ADDRESSES
    described = {words[-1] for role in roles if (words := _head_words(role.text))}
    forename = key(cluster.name).split()[0]
    for told in (words_gender(addressed), words_gender(described)):
        if told is not None:
            return told
    if forename in forenames.FEMALE:
        return True
    return False if forename in forenames.MALE else None


def words_gender(words: set[str]) -> bool | None:
    """What some nouns and titles tell; None where they tell nothing or contradict each other."""
    female, male = bool(words & _FEMALE), bool(words & _MALE)
    return None if female is male else female


def _head_words(role: str) -> list[str]:
    """The words of a role up to its "of": the last of them is what the person is."""
    words = []
    for word in key(role).split():
        if word in ("of", "for", "at", "in", "to", "who"):
            break
        words.append(word)
    return words
