"""Words that relate rather than name: a claim may well tell what is asked without any of them."""

import re
from functools import lru_cache

from matching.verbs import IRREGULAR

_LIGHT = frozenset(
    """
accept accuse act action actually add admit affect again agree aim allow already answer apparently
appear argue argument ask asked away
back background bad base basis because become begin behind believe belong best better big blame
brief bring
call came cause chance change choose claim clear close come comment compare complain concern
confirm consider contain content continue cope current currently
date day deal decide demand deny depend describe description detail difference different direct
discuss doing down due
early either end enough event exact exactly example exist expect explain explanation express
face fact far fear feel figure final finally find first following form former found full further
gave general get give given go goal going good got great group grow guess
handle happen hard having head hear help hint hit hold hope hour huge
idea imply important include individual inform insist instead intend involve issue
join just
keep key kind knew know
large last late lately later latest latter lead learn least leave left less let level like likely
line link list little long look lot
made main major make many matter maybe mean mention minute moment month motive move much
name need never new next nobody normal noted nothing now number
object off offer often old one open opinion option order outright own
part particular past people per perhaps person pick piece place point position possible prefer
prepare present pretty previous problem promise proper prove purpose push put
quick quickly quite quote
rather reach react reaction read real really reason receive recent recently recommend refer refuse
regard relate remain remark remember reply request require respond response rest result reveal right
role round run
same saw saying second see seem seen send sense sentence serious set several share show side similar
simply since single situation small somebody someone something sometimes soon sort sound speak
specific specify split spoke stance stand start state statement stay step still stop story strong
stuff subject such suddenly suggest suppose sure
take taken talk tell term that thing think third thought through tie time today together told took
top topic total toward true try turn twice two type
understand until up use used usual
versus view
wait want warn warning way week well went who whole wide willing win wish wonder word work worry
worse worst worth wrong
year yesterday yet
""".split()
)
_ENDING = re.compile(r"(?:s|es|d|ed|ing|ly)$")


@lru_cache(maxsize=16_384)
def is_light(word: str) -> bool:
    """Whether a word relates rather than names, so that its absence tells little."""
    stem = IRREGULAR.get(word, word)
    found = _ENDING.search(stem)
    return stem in _LIGHT or (found is not None and _holds_stem(stem))


def _holds_stem(word: str) -> bool:
    for length in (1, 2, 3):
        stem = word[:-length]
        if _ENDING.fullmatch(word[-length:]) and len(stem) > 2:
            if {stem, stem + "e", stem[:-1] if stem[-1] == stem[-2] else stem} & _LIGHT:
                return True
    return False
