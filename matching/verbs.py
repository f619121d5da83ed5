"""Irregular verbs, whose forms no ending tells: "go off" finds "went off"."""

from functools import lru_cache

_VERBS = """
become became
begin began begun
bite bit bitten
blow blew blown
break broke broken
bring brought
build built
buy bought
catch caught
choose chose chosen
come came
deal dealt
draw drew drawn
drive drove driven
eat ate eaten
fall fell fallen
feel felt
fight fought
find found
flee fled
fly flew flown
forbid forbade forbidden
forget forgot forgotten
freeze froze frozen
get got gotten
give gave given
go went gone goes
grow grew grown
hear heard
hide hid hidden
hold held
keep kept
know knew known
lead led
leave left
lend lent
lose lost
make made
mean meant
meet met
pay paid
ride rode ridden
rise rose risen
run ran
see saw seen
seek sought
sell sold
send sent
shake shook shaken
shoot shot
sink sank sunk
sleep slept
speak spoke spoken
spend spent
stand stood
steal stole stolen
strike struck stricken
swear swore sworn
take took taken
teach taught
tell told
think thought
throw threw thrown
understand understood
win won
withdraw withdrew withdrawn
write wrote written
"""

IRREGULAR = {form: line.split()[0] for line in _VERBS.strip().split("\n") for form in line.split()}
"""Each form with its dictionary form."""


@lru_cache(maxsize=1)
def _forms() -> dict[str, tuple[str, ...]]:
    groups = [tuple(line.split()) for line in _VERBS.strip().split("\n")]
    return {form: tuple(f for f in group if f != form) for group in groups for form in group}


def irregular_forms(word: str) -> tuple[str, ...]:
    """The other forms of an irregular verb; none for any other word."""
    return _forms().get(word, ())
