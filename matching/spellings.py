"""How a desk's own names write words of another script: the name beside its alias teaches it."""

from collections import Counter
from collections.abc import Iterable, Iterator

from matching.spelling import is_foreign
from newsroom.desk import NamedSo

SPELLINGS, A_SHARE = 8, 0.04
"""So many Latin spellings are learned of a word, each from so large a share of its names."""


def learned_spellings(word: str, named: Iterable[NamedSo]) -> tuple[str, ...]:
    """Latin words that stand for a folded one in names beside their aliases, commonest first.

    Words are paired by place, so both sides need as many: "Эмили Брауэр" beside "Emily Brewer".
    """
    found = Counter(other for each in named for other in _paired(word, each))
    least = A_SHARE * found.total()
    return tuple(other for other, count in found.most_common(SPELLINGS) if count >= least)


def _paired(word: str, named: NamedSo) -> Iterator[str]:
    if not is_foreign(named.alias) or is_foreign(named.name):
        return
    written, latin = named.folded.split(), named.folded_name.split()
    if len(written) == len(latin):
        pairs = zip(written, latin, strict=True)
        yield from (other for each, other in pairs if each == word and len(other) > 1)
