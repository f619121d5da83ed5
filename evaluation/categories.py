"""What kinds of attribution there are: by content, by source and by cue.

The kinds of a gold attribution are told from its words and from the parallel facts in PolNeAR's
record (tags, heads and names by CoreNLP), never from our own reading, so that they stay the same
whatever we change.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

CONTENTS = ("direct quotation", "mixed", "indirect")
SOURCES = ("named", "pronoun", "nominal", "none")
CUES = ("say-type verb", "according to", "other verb", "nominal cue", "other cue", "no cue")
GROUPS = {"content": CONTENTS, "source": SOURCES, "cue": CUES}

SAY_TYPE = frozenset("say tell add write tweet state note report announce explain reply".split())
"""Verbs that tell no more than that somebody said it."""

_AUXILIARIES = frozenset("be have do get".split())
_PRONOUN_TAGS = ("PRP", "PRP$", "WP", "WDT", "EX")
_NAME_KINDS = ("PERSON", "ORGANIZATION")
_QUOTED = re.compile(r"[\"“][^\"“”\n]*[\"”]?")
_WORD = re.compile(r"\w+")

Spans = Sequence[Sequence[int]]
Token = Sequence[Any]


class Record:
    """A PolNeAR article with its tokens by place."""

    def __init__(self, record: Mapping[str, Any]) -> None:
        self._text: str = record["text"]
        self._sentences: list[list[Token]] = record["sentences"]
        self._quoted = [match.span() for match in _QUOTED.finditer(self._text)]

    def categories(self, event: Mapping[str, Spans]) -> tuple[str, str, str]:
        """The kind of an attribution's content, source and cue, each as "group: kind"."""
        kinds = (
            self._content(event["content"]),
            self._source(event["source"]),
            self._cue(event["cue"]),
        )
        content, source, cue = (f"{g}: {k}" for g, k in zip(GROUPS, kinds, strict=True))
        return content, source, cue

    def _content(self, spans: Spans) -> str:
        words = [match.start() for s, e in spans for match in _WORD.finditer(self._text, s, e)]
        inside = sum(any(s <= start < e for s, e in self._quoted) for start in words)
        return CONTENTS[0] if inside == len(words) else CONTENTS[1] if inside else CONTENTS[2]

    def _source(self, spans: Spans) -> str:
        if not spans:
            return "none"
        _, _, _, tag, name, *_ = self._head(spans)
        if tag in _PRONOUN_TAGS:
            return "pronoun"
        return "named" if tag.startswith("NNP") or name in _NAME_KINDS else "nominal"

    def _head(self, spans: Spans) -> Token:
        """The first token whose head stands outside; punctuation and brackets are none."""
        for sentence in self._sentences:
            inside = [i for i, token in enumerate(sentence) if _touches(token, spans)]
            for i in inside:
                is_word = any(map(str.isalnum, self._text[sentence[i][0] : sentence[i][1]]))
                if sentence[i][5] - 1 not in inside and is_word:
                    return sentence[i]
        return (0, 0, "", "", "O", 0, "")

    def _cue(self, spans: Spans) -> str:
        if not spans:
            return "no cue"
        words = " ".join(self._text[s:e] for s, e in spans).lower()
        if words.startswith("according to"):
            return "according to"
        tokens = [t for sentence in self._sentences for t in sentence if _touches(t, spans)]
        verbs = [t[2] for t in tokens if t[3].startswith("VB") and t[2] not in _AUXILIARIES]
        if verbs:
            return "say-type verb" if SAY_TYPE & set(verbs) else "other verb"
        return "nominal cue" if any(t[3].startswith("NN") for t in tokens) else "other cue"


def _touches(token: Token, spans: Spans) -> bool:
    return any(token[0] < end and start < token[1] for start, end in spans)
