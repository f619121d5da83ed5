"""Denials, confirmations, refusals and silence, as an article reports them, and whose they are."""

import re
from collections.abc import Callable, Iterator, Mapping

from spacy.tokens import Token

from extraction import labels
from extraction.claims import response_words as wording
from extraction.parsing import Passage
from newsroom.article import Span
from newsroom.attribution import ResponseKind

Found = tuple[ResponseKind, int, int]
"""A kind of response, and where in some words it stands."""

_GRANTED = re.compile(
    r"\b(?:entry|access|bail|visas?|services?|sanctuary|permission|opportunit\w+|chance|hearings?|"
    r"rights?|coverage|care|help|benefits|nomination|victory|parole|asylum|admission|motions?|"
    r"appeals?|petitions?|status|votes?|voice|applications?|relief|loans?|refuge|justice|treatment|"
    r"requests?|change|delegates|fund\w*|tenure|licen[cs]es?|credit|majority|overtime|power)\b",
    re.I,
)
_BEFORE_PASSIVE = re.compile(
    r"\b(?:was|were|been|being|be|get|got|gets|is|are)\s+(?:\w+ly\s+)?$", re.I
)
_NEGATED = re.compile(
    r"(?:\bnot|n['’]t|\bnever|\byet\s+to|\bneither|\bnor|\bcannot|(?<!continue\s)(?<!continues\s)"
    r"(?<!continued\s)\bto|\bwould|\bcould|\bshould|\bmust|\bmight|\bmay)\s+(?:\w+\s+)?$",
    re.I,
)
_QUESTION = re.compile(
    r"\b(?:asked|pressed|questioned|confronted|challenged|quizzed|grilled)\b", re.I
)
_NEARBY = 24


def _is_person_reached(words: str, match: re.Match[str]) -> bool:
    """ "could not be reached" of a person, not of an agreement."""
    goals = r"(?:agreement|deal|compromise|consensus|verdict|settlement|conclusion|decision|accord)"
    return not re.search(rf"\b{goals}\b.{{0,30}}$", words[: match.start()], re.I)


def _speaks(words: str, match: re.Match[str]) -> bool:
    before = words[max(0, match.start() - _NEARBY) : match.start()]
    return not _NEGATED.search(before)


def _is_denial(words: str, match: re.Match[str]) -> bool:
    """ "denied the report", not "denied him entry" nor "was denied bail"."""
    verb, before, after = match.group().lower(), words[: match.start()], words[match.end() :]
    if not _speaks(words, match):
        return False
    if not re.match(r"den(?:y|i)|reject|dismiss|disput|rebut|refut", verb):
        return True
    if _BEFORE_PASSIVE.search(before):
        return False
    clause = re.split(r"[.;:,]", after, maxsplit=1)[0]
    return _denies(verb, clause) if verb.startswith("den") else _rejects(verb, before, clause)


def _rejects(verb: str, before: str, clause: str) -> bool:
    """ "rejected the claim", "dismissed it as gossip"; not "rejected the bid"."""
    by_court = re.search(r"\b(?:judge|court|jury|prosecutors?|tribunal)\b", before, re.I)
    if verb.startswith("dismiss") and by_court:
        return False
    if re.search(r"\b(?:the|a|an|hotly|long|of|its|over|this)\s+$", before, re.I):
        return False
    if not clause.strip(" \"'”’)—–-"):
        return bool(re.search(rf"\b{wording.CLAIM}.{{0,60}}$", before, re.I))
    near = re.match(rf"\s+(?:[\w'’.-]+\s+){{0,8}}?{wording.CLAIM}", clause, re.I)
    as_false = re.match(r"\s+(?:\S+\s+){1,10}?as\s+\S", clause)
    holds = verb.startswith("disput") and re.match(r"\s+(?:that|whether|how|this|it)\b", clause)
    return bool(near or (as_false and not verb.startswith("disput")) or holds)


def _denies(verb: str, clause: str) -> bool:
    if not clause.strip(" \"'”’)—–-") or re.match(r"\s*[—–(]", clause):
        return True
    direct = r"(?:that|any|all|ever|having|being|it|this|those|these|doing|he|she|they|there|we)\b"
    if re.match(
        rf"\s+(?:\w+ly\s+)?(?:{direct}|(?:[\w'’]+\s+){{0,5}}?{wording.CLAIM})", clause, re.I
    ):
        return True
    gives = re.match(
        r"\s+(?:him|her|them|us|me|you|[A-Z]\w+)\s+(?:an?|the|his|their|any|\w+$)", clause
    )
    first = " ".join(clause.split()[:6])
    return not gives and not _GRANTED.search(first) and verb in ("denied", "denies")


def _is_confirmation(words: str, match: re.Match[str]) -> bool:
    """ "admitted the error", not "was admitted to hospital", "conceded the race"."""
    after = words[match.end() :]
    if not _speaks(words, match) or _BEFORE_PASSIVE.search(words[: match.start()]):
        return False
    other = (
        r"(?:to|into)\s+(?:the\s+|an?\s+)?(?:hospital|bar|college|university|school|union)"
        r"|(?:\w+\s+){0,3}?(?:race|defeat|election|goals?|penalt\w+|victory|nominees?|justice|judges?"
        r"|applause|crowd|cheers|backing|cases|deaths)\b"
    )
    return not re.match(rf"\s+(?:{other})", after, re.I)


def _is_reply(words: str, match: re.Match[str]) -> bool:
    """Not the questions of a survey."""
    return not re.search(r"\b(?:polls?|surveys?|surveyed|respondents|percent)\b", words, re.I)


_CHECKS: Mapping[ResponseKind, Callable[[str, re.Match[str]], bool]] = {
    ResponseKind.NOT_REACHED: _is_person_reached,
    ResponseKind.DENIAL: _is_denial,
    ResponseKind.CONFIRMATION: _is_confirmation,
    ResponseKind.REPLY: _is_reply,
}


def find_response(words: str) -> Found | None:
    """The response that some words report, and where in them; silence wins over speech."""
    found = list(_responses(words))
    return min(found, key=lambda one: (not reports_silence(one[0]), one[1]), default=None)


def _responses(words: str) -> Iterator[Found]:
    for kind, pattern in wording.PATTERNS:
        check = _CHECKS.get(kind)
        for match in pattern.finditer(words):
            if check is None or check(words, match):
                yield kind, match.start(), match.end()
                break


def reports_silence(kind: ResponseKind) -> bool:
    """Whether such a response tells that nothing was said to the point."""
    return kind in (ResponseKind.NO_COMMENT, ResponseKind.NOT_REACHED, ResponseKind.REFUSAL)


def is_question(words: str) -> bool:
    """Whether the words of a reply tell of the question alone: "was asked about"."""
    return bool(_QUESTION.search(words))


def find_rebuttal(words: str, before: str, *, is_quoted: bool) -> Found | None:
    """A denial in what a party itself says: "I never said no", that he had never said no.

    `before` are the sentences that lead up to the words and must hold the accusation; plain
    disowning, "I had nothing to do with it", needs none.
    """
    match = wording.DISOWNS.search(words)
    if match is None and wording.ACCUSES.search(before):
        own = wording.OWN_REBUTS if is_quoted else wording.TOLD_REBUTS
        match = own.search(words) or wording.REBUTS.search(words)
    return (ResponseKind.DENIAL, match.start(), match.end()) if match else None


_REQUESTS = frozenset(
    "call calls message messages email emails e-mail e-mails letter letters request requests "
    "question questions inquiry inquiries enquiry enquiries query queries effort efforts "
    "attempt attempts".split()
)
_WORDS = frozenset("comment response reply reaction word answer".split())
_SOUGHT = frozenset("contact approach reach ask locate".split())


def find_respondent(passage: Passage, at: Span) -> Token | None:
    """The word that heads the party of a response: "Bair could not be reached", "calls to Bair"."""
    start, end = passage.token_range(at)
    tokens = passage.doc[start:end]
    for token in sorted(tokens, key=lambda one: (one.pos_ != "VERB", one.pos_ != "AUX")):
        party = _party_of(token)
        if party is not None:
            return party
    before = passage.doc[start - 1] if start else None
    return before if before is not None and before.is_title else None


def _party_of(token: Token) -> Token | None:
    if token.lower_ in _REQUESTS | _WORDS and token.pos_ == "NOUN":
        return _addressee(token)
    subject = _subject(token) if token.pos_ in ("VERB", "AUX") or token.dep_ == "ROOT" else None
    if subject is None or subject.lower_ in _WORDS:
        return None
    if subject.lower_ in _REQUESTS:
        return _addressee(subject)
    if token.lemma_.lower() in _SOUGHT and not labels.is_passive_subject(subject):
        return next((t for t in token.children if labels.is_object(t)), subject)
    return subject


def _subject(verb: Token) -> Token | None:
    """The subject of a verb, or of the verb that it hangs from."""
    seen = verb
    for _ in range(5):
        own = [t for t in seen.children if labels.is_subject(t) or labels.is_passive_subject(t)]
        if own:
            return _antecedent(own[0], seen) if own[0].tag_ in ("WP", "WDT") else own[0]
        if labels.is_relative_clause(seen) or seen.dep_ == "acl":
            return seen.head
        if seen.head == seen:
            return None
        seen = seen.head
    return None


def _antecedent(pronoun: Token, verb: Token) -> Token:
    """Whom a "who" stands for: what its clause hangs from, else the word before it."""
    if labels.is_relative_clause(verb):
        return verb.head
    before = [t for t in pronoun.sent if t.i < pronoun.i and labels.is_nominal(t)]
    return before[-1] if before else pronoun


def _addressee(noun: Token) -> Token | None:
    """Whom "calls to", "efforts to reach" or "no comment from" are about."""
    for token in noun.doc[noun.i + 1 : min(noun.i + 6, noun.sent.end)]:
        if token.lemma_.lower() in _SOUGHT and token.pos_ == "VERB":
            return next((t for t in token.children if labels.is_object(t)), None)
        if token.lower_ in ("to", "from") and token.tag_ == "IN" and token.head != token:
            return token.head
    return None
