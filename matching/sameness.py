"""Whether a text is another version of an article that a desk holds: by address or by its words.

When in doubt it is none: two articles too many do less harm than one that swallows another.
"""

from collections.abc import Iterable

from rapidfuzz.distance import LCSseq

from matching.copies import SHORTEST, shared_text
from matching.folding import fold, words
from newsroom.article import Article
from newsroom.version import KnownText

SAME_WORDS = 0.85
"""From this share of the shorter text on, texts of one outlet or one file name are one article."""

SAME_HEADLINE = 0.5
"""The same where the headline agrees as well."""

SHORT_WORDS = 0.75
"""The same for texts of so few words that a single other one weighs much."""

GROWN, NEVER = 2, 2.0
"""A text more than twice as long under another headline holds the article, and is none of it."""

RESEMBLING = 0.4
"""Of texts that share less of their different words, none is a version of the other."""

DAYS_APART = 2
"""Articles that state days further apart are two: tide tables, lotteries, daily briefings."""

NO_NAMES = frozenset({"stdin", "record", "page", "index", "pasted text", "article", "text"})
"""Names that say where a text came from rather than which it is."""

MESSAGE_NAME = "message "


def same_words(one: str, other: str) -> bool:
    """Whether two texts differ in white space alone."""
    return one.split() == other.split()


def find_same_article(article: Article, known: Iterable[KnownText]) -> KnownText | None:
    """The article on the desk of which this is a version, the likeliest; None where it is new."""
    scored = ((likeness(article, one), one) for one in known)
    fits = [(score, one.article_id, one) for score, one in scored if score > 0.0]
    return max(fits, key=lambda fit: fit[:2])[2] if fits else None


def likeness(article: Article, known: KnownText) -> float:
    """The share of the words, 0.0 to 1.0, of two texts of one article; 0.0 where they are two."""
    if _contradict(article, known) or not _resemble(article.text, known.text):
        return 0.0
    share = _share(article.text, known.text)
    return share if share >= _least(article, known) else 0.0


def is_rewritten(article: Article, known: KnownText) -> bool:
    """Whether a page that an article's address leads to now is still that article.

    Its address may be another: many papers put a changed headline into it.
    """
    is_titled = fold(article.title) == fold(known.title)
    return is_titled or _share(article.text, known.text) >= SAME_HEADLINE


def _contradict(article: Article, known: KnownText) -> bool:
    """Whether what the two state of themselves makes them two articles."""
    if article.outlet and known.outlet and fold(article.outlet) != fold(known.outlet):
        return True
    if article.url and known.url and article.url != known.url:
        return True
    if article.published_at and known.published_at:
        days = abs((article.published_at.date() - known.published_at.date()).days)
        return days > DAYS_APART
    return False


def _resemble(one: str, other: str) -> bool:
    """Whether two texts are worth comparing: most pairs share common words alone."""
    short, long = sorted((set(one.casefold().split()), set(other.casefold().split())), key=len)
    return len(short & long) >= RESEMBLING * len(short)


def _least(article: Article, known: KnownText) -> float:
    """How much of the words two texts must share, by what else they have in common."""
    is_named = article.name == known.name and _tells(article.name)
    is_of_outlet = bool(article.outlet and known.outlet)
    is_titled = fold(article.title) == fold(known.title)
    if not (is_named or is_of_outlet):
        return NEVER
    short, long = sorted((len(words(article.text)), len(words(known.text))))
    if short < SHORTEST:
        return SHORT_WORDS if is_titled else NEVER
    if is_titled:
        return SAME_HEADLINE
    return SAME_WORDS if long <= GROWN * short else NEVER


def _tells(name: str) -> bool:
    folded = name.strip().casefold()
    return folded not in NO_NAMES and not folded.startswith(MESSAGE_NAME)


def _share(one: str, other: str) -> float:
    """The share of the shorter text's words that the other has too, in the same order."""
    short, long = sorted((words(one), words(other)), key=len)
    if len(short) >= SHORTEST:
        return shared_text(one, other)
    return float(LCSseq.similarity(short, long)) / len(short) if short else 0.0
