"""Everybody and everything that generated articles write about, by Zipf's law."""

from dataclasses import dataclass, field
from random import Random

from benchmarks.desk_words import (
    BODIES,
    GIVEN,
    OFFICES,
    OUTLETS,
    TOPICS,
    Zipf,
    deeds,
    place_name,
    surname,
    tail_words,
)
from newsroom.entity import EntityKind

DAYS = 2_200
RARE_NAMES, COMMON_NAMES = 0.9, 0.5
"""How steeply Zipf's law falls for whom is written about, and for the surnames of all there are."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large a desk is to be, and from which seed."""

    articles: int = 2_000
    claims: int = 50_000
    seed: int = 11


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody or something that articles write about; a person has a role and a surname."""

    name: str
    kind: EntityKind
    role: str = ""
    short: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """What some articles have in common; `day` is when it began."""

    topic: str
    people: tuple[Named, ...]
    bodies: tuple[Named, ...]
    place: Named
    things: tuple[str, ...]
    day: int


@dataclass(slots=True)
class World:
    """All of the people, bodies, towns, outlets and words there are."""

    people: Zipf[Named]
    bodies: Zipf[Named]
    places: Zipf[Named]
    outlets: Zipf[str]
    words: Zipf[str] = field(default_factory=lambda: Zipf(tail_words()))
    deeds: Zipf[tuple[str, str]] = field(default_factory=lambda: Zipf(deeds(), 0.7))

    @classmethod
    def of(cls, size: Size, random: Random) -> "World":
        """A world large enough for so many articles."""
        towns = list(dict.fromkeys(place_name(random) for _ in range(40 + size.articles // 5)))
        bodies = dict.fromkeys(
            random.choice(BODIES).format(random.choice(towns)) for _ in range(60 + size.articles)
        )
        outlets = dict.fromkeys(
            random.choice(OUTLETS).format(town) for town in towns[: 20 + size.articles // 50]
        )
        return cls(
            Zipf(_people(40 + 2 * size.articles, towns, random), RARE_NAMES),
            Zipf([Named(name, EntityKind.ORGANISATION) for name in bodies], RARE_NAMES),
            Zipf([Named(town, EntityKind.PLACE) for town in towns], RARE_NAMES),
            Zipf(list(outlets), RARE_NAMES),
        )

    def story(self, random: Random) -> Story:
        """A new story."""
        topic = random.choice(tuple(TOPICS))
        nouns = Zipf(TOPICS[topic].split(), COMMON_NAMES)
        things = (
            f"{self.words.draw(random)} {nouns.draw(random)}" for _ in range(random.randint(3, 8))
        )
        return Story(
            topic,
            _some(self.people, random.randint(2, 6), random),
            _some(self.bodies, random.randint(1, 3), random),
            self.places.draw(random),
            tuple(things),
            random.randrange(DAYS),
        )


def _some(named: Zipf[Named], count: int, random: Random) -> tuple[Named, ...]:
    return tuple({named.draw(random): None for _ in range(count)})


def _people(count: int, towns: list[str], random: Random) -> list[Named]:
    surnames = Zipf([surname(random) for _ in range(max(40, count // 3))], COMMON_NAMES)
    found: dict[str, Named] = {}
    while len(found) < count:
        last = surnames.draw(random)
        middle = f"{random.choice(GIVEN)} " if random.random() < 0.3 else ""
        name = f"{random.choice(GIVEN)} {middle}{last}"
        role = f"{random.choice(OFFICES)} of {random.choice(towns)}"
        found.setdefault(name, Named(name, EntityKind.PERSON, role, last))
    return list(found.values())
