"""A large set of names and hard questions about it, the same from the same seed.

Words are those of ../shared/data/names where it is at hand: names in Latin letters beside the way
that Wikidata has them in Cyrillic, Arabic and Hebrew letters, with counts. Without it, words are
made of syllables and put into Cyrillic and Greek letters by a table. A person is a given name,
perhaps a middle name, and a surname; a third of the surnames are half a word with a common ending,
so that many resemble each other. A body is a word or two and what it does. Some have aliases:
another script, an initial for the given name, an acronym.
"""

import gzip
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from random import Random

from newsroom.entity import EntityKind, NameRecord

FOLDER = Path("../shared/data/names")
SCRIPTS = {"Cyrillic": "russian", "Arabic": "arabic", "Hebrew": "hebrew"}
GIVEN, SYLLABIC = 4_000, 150_000
MENTIONED = 4_000
ENDINGS = "ov ova ovic ski ska sen son mann berg stein ez es idis oglu yan enko uk ini etti".split()
BODIES = (
    "{} Institute for {}|{} Council of {}|Bank of {} and {}|{} Society for {} Research|{} {} Group"
    "|National {} Agency for {}|{} University of {}|{} and {} Holdings|Ministry of {} of {}"
).split("|")
FIELDS = "Health Trade Fisheries Transport Energy Justice Finance Housing Science Culture".split()
OFFICES = "mayor|treasurer|deputy head|spokesman|director|ambassador|chief inspector".split("|")
_CYRILLIC = dict(zip("abcdefghijklmnopqrstuvwxyz", "абкдефгхийклмнопкрстувуксйз", strict=False))
_GREEK = {
    **dict(zip("abcdefghijklmnopqrstuvwxyz", "αμκδεφγχιτκλμνοπκρστουβξυζ", strict=False)),
    "b": "μπ", "d": "ντ", "g": "γκ", "j": "τζ", "u": "ου", "th": "θ", "ch": "χ", "ph": "φ",
    "ks": "ξ", "ps": "ψ", "sh": "σ", "y": "ι", "w": "ου", "h": "χ",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """One entity of the set: the words of its name, and all that it is called."""

    words: tuple[str, ...]
    kind: EntityKind
    name: str
    aliases: tuple[str, ...]
    role: str = ""

    @property
    def all(self) -> tuple[str, ...]:
        """The name and every alias."""
        return (self.name, *self.aliases)

    @property
    def record(self) -> NameRecord:
        """The row of a list of names."""
        return NameRecord(self.name, self.kind, self.aliases)


@dataclass(frozen=True, slots=True)
class Hard:
    """A question of one kind, and the place in the set of the entity that it means."""

    kind: str
    typed: str
    place: int


@dataclass(slots=True)
class Words:
    """Words by weight, and how other scripts write them."""

    source: str
    latin: list[str] = field(default_factory=list)
    weights: list[int] = field(default_factory=list)
    written: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))


def read_words(random: Random) -> Words:
    """The words of the data folder, or words made of syllables."""
    if not FOLDER.exists():
        return _made_words(random)
    words = Words("Wikidata's names in four scripts")
    for script, name in SCRIPTS.items():
        with gzip.open(FOLDER / f"wd_{name}_80.tsv.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                latin, other, count = line.rstrip("\n").split("\t")
                if script == "Cyrillic" and len(latin) > 2:
                    words.latin.append(latin)
                    words.weights.append(int(count))
                words.written[script][latin] = other.replace(" ", "")
    words.written["Greek"] = {
        each: _respell(each, _GREEK) for each in words.latin if each.isascii()
    }
    return words


def _made_words(random: Random) -> Words:
    words = Words("words made of syllables")
    starts = "b br ch d dr f g gr h j k kr l m n p r s sh st t tr v w z".split()
    made = {
        "".join(
            random.choice(starts) + random.choice(("a", "e", "i", "o", "u", "ei", "ou"))
            for _ in range(random.choice((2, 2, 3)))
        )
        + random.choice(("", "n", "r", "s", "k", "ld", "é", "ć"))
        for _ in range(SYLLABIC)
    }
    words.latin = sorted(made)
    words.weights = [1 + int(random.paretovariate(0.8)) for _ in words.latin]
    words.written["Cyrillic"] = {each: _respell(each, _CYRILLIC) for each in words.latin}
    words.written["Greek"] = {each: _respell(each, _GREEK) for each in words.latin}
    return words


def _respell(word: str, table: dict[str, str]) -> str:
    for letters in sorted(table, key=len, reverse=True):
        word = word.replace(letters, table[letters])
    return word


def make_set(words: Words, aliases: int, random: Random) -> list[Named]:
    """Entities with so many names and aliases together."""
    by_weight = sorted(zip(words.latin, words.weights, strict=True), key=lambda pair: -pair[1])
    given, steps = [w for w, _ in by_weight[:GIVEN]], list(accumulate(n for _, n in by_weight))
    common = [word for word, _ in by_weight]
    found: list[Named] = []
    while aliases > 0:
        made = (
            _person(words, given, common, steps, random)
            if random.random() < 0.8
            else _body(common, random)
        )
        found.append(made)
        aliases -= 1 + len(made.aliases)
    return found


def _surname(common: list[str], steps: list[int], random: Random) -> str:
    draw = random.random()
    if draw < 0.4:
        return random.choices(common, cum_weights=steps)[0]
    word = random.choice(common)
    return word if draw < 0.67 else word[: max(3, len(word) * 2 // 3)] + random.choice(ENDINGS)


def _person(
    words: Words, given: list[str], common: list[str], steps: list[int], random: Random
) -> Named:
    first = random.choices(given, cum_weights=steps[: len(given)])[0]
    middle = [random.choice(given)] if random.random() < 0.25 else []
    parts = (first, *middle, _surname(common, steps, random))
    name = " ".join(map(_titled, parts))
    aliases = []
    script = random.choice(tuple(words.written))
    if random.random() < 0.25 and (other := written(words, parts, script)):
        aliases.append(other)
    if random.random() < 0.25:
        aliases.append(f"{parts[0][0].upper()}. {_titled(parts[-1])}")
    if random.random() < 0.25:
        aliases.append(_titled(parts[-1]))
    role = f"{random.choice(OFFICES)} of {_titled(random.choice(common))}"
    return Named(parts, EntityKind.PERSON, name, tuple(aliases), role)


def _body(common: list[str], random: Random) -> Named:
    frame = random.choice(BODIES)
    name = frame.format(_titled(random.choice(common)), random.choice(FIELDS))
    if random.random() < 0.3:
        name = f"{_titled(random.choice(common))} {name}"
    short = "".join(word[0] for word in name.split() if word[0].isupper())
    aliases = (short,) if random.random() < 0.3 else ()
    return Named(tuple(name.split()), EntityKind.ORGANISATION, name, aliases)


def _titled(word: str) -> str:
    return word[:1].upper() + word[1:]


def written(words: Words, parts: tuple[str, ...], script: str) -> str:
    """A name in another script; empty where a part of it is not known there."""
    table = words.written[script]
    return " ".join(table[part] for part in parts) if all(p in table for p in parts) else ""


def slip(word: str, random: Random) -> str:
    """One letter added, left out, changed or swapped, after the first."""
    at = random.randrange(1, len(word))
    letter = random.choice("abcdefghijklmnopqrstuvwxyz")
    return random.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
        )
    )


def hard_questions(
    words: Words, found: list[Named], mentioned: list[int], each: int, random: Random
) -> list[Hard]:
    """So many questions of each kind.

    One that gives a whole name may mean any entity that alone bears it. One that gives less means
    one that the desk has read of, the most mentioned that it can mean; `mentioned` is so ordered.
    """
    whole = list(_whole(found, random))
    partly = _foremost(found, mentioned)
    taken = frozenset(called.casefold() for named in found for called in named.all)
    questions: list[Hard] = []
    for kind, (make, is_whole) in _KINDS.items():
        places = iter(whole if is_whole else partly)
        made: list[Hard] = []
        while len(made) < each and (place := next(places, None)) is not None:
            typed = make(words, found[place], random)
            if kind == "acronym" and typed.casefold() in taken and typed not in found[place].all:
                continue
            if typed and (kind not in _MEANT_ONCE or typed.casefold() not in taken):
                made.append(Hard(kind, typed, place))
        questions += made
        random.shuffle(whole)
    return questions


def _whole(found: list[Named], random: Random) -> Iterator[int]:
    bearers: dict[frozenset[str], int] = defaultdict(int)
    for named in found:
        bearers[frozenset(named.words)] += 1
    places = random.sample(range(len(found)), min(len(found), 60_000))
    return (place for place in places if bearers[frozenset(found[place].words)] == 1)


def _foremost(found: list[Named], mentioned: list[int]) -> list[int]:
    seen: set[str] = set()
    first = []
    for place in mentioned:
        named = found[place]
        telling = {named.words[-1]} if _is_person(named) else {_letters(named)}
        if not telling & seen:
            first.append(place)
        seen |= {*telling, *named.words}
    return first


def _is_person(named: Named) -> bool:
    return named.kind is EntityKind.PERSON


def _slips(words: Words, named: Named, random: Random) -> str:
    parts = list(named.words)
    long = [place for place, part in enumerate(parts) if len(part) > 3]
    for _ in range(1 + (random.random() < 0.25)):
        if long:
            place = random.choice(long)
            parts[place] = slip(parts[place], random)
    return " ".join(parts)


def _other_script(words: Words, named: Named, random: Random) -> str:
    typed = written(words, named.words, random.choice(tuple(words.written)))
    return typed if typed not in named.aliases and _is_person(named) else ""


def _bare(words: Words, named: Named, random: Random) -> str:
    from unicodedata import combining, normalize

    if named.name.isascii():
        return ""
    bare = "".join(char for char in normalize("NFD", named.name) if not combining(char))
    return bare.replace("ł", "l").replace("ø", "o").replace("đ", "d").replace("ı", "i")


def _reordered(words: Words, named: Named, random: Random) -> str:
    if not _is_person(named):
        return ""
    *first, last = map(_titled, named.words)
    return f"{last}{random.choice((',', ''))} {' '.join(first)}"


def _partial(words: Words, named: Named, random: Random) -> str:
    if len(named.words) < 3 or not _is_person(named):
        return ""
    return " ".join(random.choice((named.words[1:], (named.words[0], named.words[-1]))))


def _initials(words: Words, named: Named, random: Random) -> str:
    if not _is_person(named):
        return ""
    firsts = [part[0] for part in named.words[:-1]]
    return f"{random.choice(('. ', ' ')).join(firsts)} {named.words[-1]}"


def _acronym(words: Words, named: Named, random: Random) -> str:
    return _letters(named) if not _is_person(named) and len(_letters(named)) > 2 else ""


def _letters(named: Named) -> str:
    return "".join(word[0] for word in named.words if word[0].isupper())


def _surname_alone(words: Words, named: Named, random: Random) -> str:
    return named.words[-1] if _is_person(named) else ""


def _surname_slip(words: Words, named: Named, random: Random) -> str:
    return slip(named.words[-1], random) if _is_person(named) and len(named.words[-1]) > 3 else ""


def _surname_elsewhere(words: Words, named: Named, random: Random) -> str:
    script = random.choice(tuple(words.written))
    return written(words, named.words[-1:], script) if _is_person(named) else ""


def _role(words: Words, named: Named, random: Random) -> str:
    if not named.role:
        return ""
    office, _, place = named.role.partition(" of ")
    return random.choice((named.role, f"{place}'s {office}", f"the {office} of {place}"))


_MEANT_ONCE = ("typo", "partial", "reordered")
"""Kinds whose words, where they are somebody's very name, mean that one."""
_Make = Callable[[Words, Named, Random], str]
_KINDS: dict[str, tuple[_Make, bool]] = {
    "typo": (_slips, True),
    "transliteration": (_other_script, True),
    "diacritics": (_bare, True),
    "reordered": (_reordered, True),
    "partial": (_partial, False),
    "initials": (_initials, False),
    "acronym": (_acronym, False),
    "surname": (_surname_alone, False),
    "misspelt surname": (_surname_slip, False),
    "surname, other script": (_surname_elsewhere, False),
    "role": (_role, False),
}
