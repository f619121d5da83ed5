"""Whether a text is in English, by its script and its most frequent words."""

import re
import unicodedata
from collections import Counter

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE_CHARS = 20_000
_ENOUGH_WORDS = 20
_LEAST_SHARE = 0.08
"""English prose has a quarter and more; lists of results and names have some."""

_FREQUENT = {
    "English": "the of and to in that is was for on with he as his it at by from they said has had"
    " have be are were not but which this their who its an will would been",
    "German": "der die und den das von zu mit sich des auf für ist im dem nicht ein eine als auch"
    " es an werden aus er hat dass sie nach wird bei",
    "French": "de la le et les des en un du une que est pour qui dans par au sur pas plus avec son"
    " il elle sont ses ce ont été cette mais",
    "Spanish": "de la que el en y los del las un por con una para su al lo como más pero sus le ya"
    " este entre ha fue son está han",
    "Italian": "di che il la per un del è con non una dei gli della le si nel sono da al ha anche"
    " alla più come delle ma lo suo",
    "Portuguese": "de que do da em um para é com não uma os no se na por mais as dos como mas foi"
    " ao das tem à seu sua são pelo",
    "Dutch": "de het een van en in is dat op te zijn voor met die aan niet er om ook als dan bij"
    " nog naar heeft worden uit door hij werd",
    "Polish": "w na i z się nie do to że jest o jak od po przez za dla ale ma przed tym czy co oraz"
    " który które był już są tylko",
    "Swedish": "och i att det som en på är av för med till den har de inte om ett han men var jag"
    " sig från så kan hade ska också vid",
    "Turkish": "ve bir bu da de için ile olarak çok daha olan gibi kadar sonra ne en ancak her ise"
    " diye olduğu göre ya bunu değil",
}
_WORDS = {language: frozenset(words.split()) for language, words in _FREQUENT.items()}
_SCRIPTS = {
    "CYRILLIC": "a Cyrillic script",
    "CJK": "Chinese or Japanese",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "HANGUL": "Korean",
    "ARABIC": "an Arabic script",
    "HEBREW": "Hebrew",
    "GREEK": "Greek",
    "DEVANAGARI": "an Indian script",
    "THAI": "Thai",
}


def find_other_language(text: str) -> str | None:
    """What a text is in if that is not English, in words; None for English, or too little text."""
    sample = text[:_SAMPLE_CHARS]
    script = _foreign_script(sample)
    if script:
        return script
    found = [word.lower() for word in _WORD.findall(sample)]
    if len(found) < _ENOUGH_WORDS:
        return None
    shares = {
        language: sum(word in words for word in found) / len(found)
        for language, words in _WORDS.items()
    }
    likeliest = max(shares, key=lambda language: shares[language])
    if likeliest == "English":
        return None if shares["English"] >= _LEAST_SHARE else "another language than English"
    if shares[likeliest] > max(_LEAST_SHARE, 1.3 * shares["English"]):
        return likeliest
    return None if shares["English"] >= _LEAST_SHARE else "another language than English"


def _foreign_script(text: str) -> str | None:
    """The script of most letters, where that is not Latin."""
    letters = [letter for letter in text if letter.isalpha()]
    foreign = Counter(
        unicodedata.name(letter, "").partition(" ")[0] for letter in letters if ord(letter) > 0x24F
    )
    if not foreign or 2 * foreign.total() <= len(letters):
        return None
    name = foreign.most_common(1)[0][0]
    return _SCRIPTS.get(name.partition("-")[0], "another script than Latin")
