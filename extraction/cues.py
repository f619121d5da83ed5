"""The words that attribute, each with its source and content: verbs, phrases and nouns."""

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from extraction import labels, lexicon
from extraction.clauses import View, is_finite
from extraction.contents import find_content, noun_clause
from extraction.phrases import is_disguised_verb, phrase_after
from extraction.spans import Attribution
from extraction.subjects import find_passive_subject, find_possessor, find_subject, with_name_behind

_FIRST_PERSON = frozenset("i we you us me".split())
_CLAIM_NOUNS = frozenset(
    "claim warning allegation accusation suggestion statement prediction belief denial promise "
    "pledge threat argument assertion insistence view assessment conclusion contention complaint "
    "announcement admission assurance hope fear finding estimate forecast rumour rumor "
    "report".split()
)


def attribution_at(view: View, token: Token, sentence: TokenSpan) -> Attribution | None:
    """The attribution whose cue stands at a token; None where none does."""
    lower = token.lower_
    if lower == "according" and view.word(token.i + 1) == "to":
        return _according(view, token, sentence)
    if token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB"):
        lemma = token.lemma_.lower()
        if lemma in lexicon.SAY_VERBS | lexicon.REFUSAL_VERBS:
            if lemma in ("cite", "quote"):
                return None
            return _verb(view, token, lemma, sentence)
    elif is_disguised_verb(token):
        return _verb(view, token, lower.removesuffix("s"), sentence)
    if lower in _CLAIM_NOUNS and view.word(token.i + 1) in ("that", "by"):
        return _claim_noun(view, token, sentence)
    return None


def _verb(view: View, verb: Token, lemma: str, sentence: TokenSpan) -> Attribution | None:
    if is_passive(view, verb):
        return _passive(view, verb, lemma, sentence)
    if verb.tag_ == "VBN" and not _is_finite_participle(view, verb, sentence):
        return None
    source = find_subject(view, verb, sentence)
    if source is None or source.text.lower() in _FIRST_PERSON:
        return None
    content = find_content(view, verb, lemma, source, sentence)
    if not content:
        return None
    return view.make(content, _cue_tokens(view, verb, source), source, lemma)


def _is_finite_participle(view: View, verb: Token, sentence: TokenSpan) -> bool:
    """Whether a participle is a perfect, or a past tense that the tagger mistook."""
    before = range(max(sentence.start, verb.i - 4), verb.i)
    if any(view.word(i) in ("has", "have", "had", "'ve", "'d", "having") for i in before):
        return True
    if any(labels.is_subject(c) and c.i < verb.i for c in verb.children):
        return True
    follows_noun = verb.i > sentence.start and labels.is_nominal(view.doc[verb.i - 1])
    return follows_noun and not any(is_finite(token) for token in sentence)


def is_passive(view: View, verb: Token) -> bool:
    """Whether a verb form is passive, by the words before it."""
    if verb.tag_ not in ("VBN", "VBD"):
        return False
    before = [view.word(i) for i in range(max(0, verb.i - 3), verb.i)]
    has_be = any(w in ("is", "are", "was", "were", "been", "be", "being") for w in before)
    return has_be and (labels.is_passive(verb) or verb.tag_ == "VBN")


def _passive(view: View, verb: Token, lemma: str, sentence: TokenSpan) -> Attribution | None:
    start = verb.i
    while start > sentence.start and (
        view.doc[start - 1].pos_ in ("AUX", "ADV") or view.word(start - 1) in ("not", "n't")
    ):
        start -= 1
    agent = None
    after = verb.i + 1
    if view.word(after) == "by":
        agent = phrase_after(view.doc, after + 1, sentence.end)
        if agent is not None and lemma in lexicon.ACCUSING_VERBS:
            agent = _before_accusation(view, agent)
        after = agent.end if agent else after
    subject = find_passive_subject(view, verb, start, sentence)
    if subject is None:
        return None
    if agent is None and view.word(after) == "to" and lemma in lexicon.AGENTLESS_VERBS:
        cue_end = after + 1
    elif view.word(after) == "that" and subject.text.lower() == "it":
        rest = view.to_clause_end(after + 1, verb, sentence)
        return view.make([rest], view.doc[start : verb.i + 1], agent, lemma) if rest else None
    elif lemma in lexicon.ACCUSING_VERBS | {"describe", "call"} and (
        agent is not None or view.word(after) in ("of", "for")
    ):
        cue_end = verb.i + 1
    else:
        return None
    rest = view.to_clause_end(max(cue_end, after), verb, sentence)
    content = [part for part in (subject, rest) if part is not None and len(part)]
    if subject.text.lower() in ("who", "which", "that") or rest is None:
        content = [rest] if rest is not None else []
    return view.make(content, view.doc[start:cue_end], agent, lemma)


def _before_accusation(view: View, agent: TokenSpan) -> TokenSpan:
    """The accuser alone, where the phrase ran on into "of falsifying …"."""
    for token in agent[1:]:
        following = view.word(token.i + 1)
        if token.lower_ in ("of", "for") and following.endswith("ing"):
            return view.doc[agent.start : token.i]
    return agent


def _according(view: View, token: Token, sentence: TokenSpan) -> Attribution | None:
    source = phrase_after(view.doc, token.i + 2, sentence.end)
    if source is None:
        return None
    source = with_name_behind(view, source, sentence)
    parts = []
    if token.i > sentence.start:
        parts.append(view.doc[sentence.start : token.i])
    end = source.end
    while end < sentence.end and view.doc[end].text not in (",", ".", ";", "—"):
        end += 1
    if token.i == sentence.start or end < sentence.end - 2:
        tail = view.doc[end : sentence.end]
        if token.i == sentence.start or any(t.tag_[:2] == "VB" for t in tail):
            parts.append(tail)
    return view.make(parts, view.doc[token.i : token.i + 2], source, "according to")


def _claim_noun(view: View, noun: Token, sentence: TokenSpan) -> Attribution | None:
    """ "the ministry's warning that …", "a statement by the ministry that …"."""
    source = None
    index = noun.i + 1
    if view.word(index) == "by":
        source = phrase_after(view.doc, index + 1, sentence.end)
        index = source.end if source is not None else index
    if view.word(index) != "that":
        return None
    source = source or find_possessor(view, noun)
    if view.word(noun.i - 1) in ("of", "for") or (noun.lower_ == "report" and source is None):
        return None
    content = noun_clause(view, noun, index + 1, sentence)
    if content is None or not any(is_finite(t) for t in content):
        return None
    return view.make([content], view.doc[noun.i : noun.i + 1], source, noun.lower_)


def _cue_tokens(view: View, verb: Token, source: TokenSpan) -> TokenSpan:
    """The verb with the auxiliaries and negation right before it."""
    start = verb.i
    while (
        start > 0
        and view.doc[start - 1].i not in range(source.start, source.end)
        and (
            view.doc[start - 1].pos_ in ("AUX", "ADV")
            or view.word(start - 1) in ("not", "n't", "to")
        )
    ):
        start -= 1
    return view.doc[start : verb.i + 1]
