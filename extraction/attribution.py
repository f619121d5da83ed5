"""Who says what, sentence by sentence: cues from a lexicon, sources and contents from the parse.

The result is nothing but spans: content, cue and source of each attribution. Chains, identities
and labels are made from them elsewhere, so that a trained tagger can stand in for this module.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from extraction import labels, lexicon
from extraction.parsing import ParsedArticle, Passage
from extraction.phrases import is_disguised_verb, phrase_after, phrase_before, phrase_of
from extraction.quotations import Quotation, find_quotations
from newsroom.article import Span

_CLOSING = frozenset("\"”’'»,")
_TRIMMED = frozenset(' \t\u00a0\r\n,;:.!?"“”»«')
_FIRST_PERSON = frozenset("i we you us me".split())
_CLAIM_NOUNS = frozenset(
    "claim warning allegation accusation suggestion statement prediction belief denial promise "
    "pledge threat argument assertion insistence view assessment conclusion contention complaint "
    "announcement admission assurance hope fear finding estimate forecast rumour rumor "
    "report".split()
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Content, cue and source spans of one attribution, in the article's text.

    `passage` is the index of the block that it stands in; `cue_lemma` is the dictionary form of the
    cue's main word, "" where the words have no cue of their own.
    """

    passage: int
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    cue_lemma: str = ""


def extract_attributions(parsed: ParsedArticle) -> tuple[Attribution, ...]:
    """Every attribution of the article in text order; an empty tuple is a normal result."""
    found: list[Attribution] = []
    for passage in parsed.passages:
        block = parsed.article.blocks[passage.index]
        quotations = find_quotations(parsed.article.text, block.body)
        found.extend(_PassageRules(passage, quotations, parsed.article.text).attributions())
    return tuple(found)


class _PassageRules:
    """The rules over one passage: each finds one form of attribution."""

    def __init__(self, passage: Passage, quotations: tuple[Quotation, ...], text: str) -> None:
        self.passage, self.doc, self.text = passage, passage.doc, text
        self.quotations = quotations
        self.quoted = [self._tokens_of(q.outer) for q in quotations]

    def attributions(self) -> list[Attribution]:
        """What all rules found, one attribution a cue, quotations without a cue at the end."""
        found: list[Attribution] = []
        for sentence in self.doc.sents:
            for token in sentence:
                if self._is_quoted(token.i) and not self._is_scare_quoted(token.i, sentence):
                    continue
                attribution = self._at(token, sentence)
                if attribution and attribution.content:
                    found.append(attribution)
        found = self._with_citings(found)
        found = list(self._with_following_quotations(found))
        found.extend(self._orphans(found))
        return sorted(found, key=lambda a: min(a.content))

    def _at(self, token: Token, sentence: TokenSpan) -> Attribution | None:
        lower = token.lower_
        if lower == "according" and self._word(token.i + 1) == "to":
            return self._according(token, sentence)
        if token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB"):
            lemma = token.lemma_.lower()
            if lemma in lexicon.SAY_VERBS | lexicon.REFUSAL_VERBS:
                if lemma in ("cite", "quote"):
                    return None
                return self._verb(token, lemma, sentence)
        elif is_disguised_verb(token):
            return self._verb(token, lower.removesuffix("s"), sentence)
        if lower in _CLAIM_NOUNS and self._word(token.i + 1) in ("that", "by"):
            return self._claim_noun(token, sentence)
        return None

    # -- cues that are verbs

    def _verb(self, verb: Token, lemma: str, sentence: TokenSpan) -> Attribution | None:
        if self._is_passive(verb):
            return self._passive(verb, lemma, sentence)
        if verb.tag_ == "VBN" and not self._is_finite_participle(verb, sentence):
            return None
        source = self._subject(verb, sentence)
        if source is None or source.text.lower() in _FIRST_PERSON:
            return None
        content = self._content(verb, lemma, source, sentence)
        if not content:
            return None
        return self._make(content, self._cue_tokens(verb, source), source, lemma)

    def _is_finite_participle(self, verb: Token, sentence: TokenSpan) -> bool:
        """Whether a participle is a perfect, or a past tense that the tagger mistook."""
        before = range(max(sentence.start, verb.i - 4), verb.i)
        if any(self._word(i) in ("has", "have", "had", "'ve", "'d", "having") for i in before):
            return True
        if any(labels.is_subject(c) and c.i < verb.i for c in verb.children):
            return True
        follows_noun = verb.i > sentence.start and labels.is_nominal(self.doc[verb.i - 1])
        return follows_noun and not any(_is_finite(token) for token in sentence)

    def _is_passive(self, verb: Token) -> bool:
        if verb.tag_ not in ("VBN", "VBD"):
            return False
        before = [self._word(i) for i in range(max(0, verb.i - 3), verb.i)]
        has_be = any(w in ("is", "are", "was", "were", "been", "be", "being") for w in before)
        return has_be and (labels.is_passive(verb) or verb.tag_ == "VBN")

    def _passive(self, verb: Token, lemma: str, sentence: TokenSpan) -> Attribution | None:
        start = verb.i
        while start > sentence.start and (
            self.doc[start - 1].pos_ in ("AUX", "ADV") or self._word(start - 1) in ("not", "n't")
        ):
            start -= 1
        agent = None
        after = verb.i + 1
        if self._word(after) == "by":
            agent = phrase_after(self.doc, after + 1, sentence.end)
            if agent is not None and lemma in lexicon.ACCUSING_VERBS:
                agent = self._before_accusation(agent)
            after = agent.end if agent else after
        subject = self._passive_subject(verb, start, sentence)
        if subject is None:
            return None
        if agent is None and self._word(after) == "to" and lemma in lexicon.AGENTLESS_VERBS:
            cue_end = after + 1
        elif self._word(after) == "that" and subject.text.lower() == "it":
            rest = self._to_clause_end(after + 1, verb, sentence)
            return self._make([rest], self.doc[start : verb.i + 1], agent, lemma) if rest else None
        elif lemma in lexicon.ACCUSING_VERBS | {"describe", "call"} and (
            agent is not None or self._word(after) in ("of", "for")
        ):
            cue_end = verb.i + 1
        else:
            return None
        rest = self._to_clause_end(max(cue_end, after), verb, sentence)
        content = [part for part in (subject, rest) if part is not None and len(part)]
        if subject.text.lower() in ("who", "which", "that") or rest is None:
            content = [rest] if rest is not None else []
        return self._make(content, self.doc[start:cue_end], agent, lemma)

    def _before_accusation(self, agent: TokenSpan) -> TokenSpan:
        """The accuser alone, where the phrase ran on into "of falsifying …"."""
        for token in agent[1:]:
            following = self._word(token.i + 1)
            if token.lower_ in ("of", "for") and following.endswith("ing"):
                return self.doc[agent.start : token.i]
        return agent

    def _passive_subject(self, verb: Token, start: int, sentence: TokenSpan) -> TokenSpan | None:
        printed = phrase_before(self.doc, start, sentence.start)
        if printed is not None and printed.end == start:
            return printed
        for child in verb.children:
            if labels.is_passive_subject(child) or labels.is_subject(child):
                return phrase_of(child)
        if verb.dep_ == "conj":
            return self._passive_subject(verb.head, start, sentence) or printed
        return printed

    def _subject(self, verb: Token, sentence: TokenSpan) -> TokenSpan | None:
        """The source of an active verb: its subject, shared subject, or inverted subject."""
        inverted = self._inverted_subject(verb, sentence)
        if inverted is not None:
            return inverted
        before = phrase_before(self.doc, verb.i, sentence.start)
        for child in verb.children:
            if labels.is_subject(child) or labels.is_passive_subject(child):
                if child.lower_ in ("who", "which", "that") and verb.head.i < child.i:
                    return self._antecedent(verb.head, child)
                parsed = self._with_name_before(self._near(phrase_of(child), verb))
                return self._fuller(parsed, before)
        if before is not None and verb.tag_ in ("VBD", "VBZ", "VBP", "VBN", "VB", "NNS"):
            return before
        head = verb.head
        if head.i != verb.i and (verb.dep_ in ("conj", "advcl", "xcomp", "parataxis")):
            for child in head.children:
                if labels.is_subject(child) or labels.is_passive_subject(child):
                    return phrase_of(child)
            if verb.dep_ == "conj" and head.head.i != head.i and head.dep_ == "conj":
                return self._subject(head, sentence)
        return None

    def _antecedent(self, head: Token, pronoun: Token) -> TokenSpan | None:
        """The noun phrase before "who"."""
        if not labels.is_nominal(head):
            return None
        phrase = phrase_of(head)
        end = min(phrase.end, pronoun.i)
        while end > phrase.start + 1 and self.doc[end - 1].is_punct:
            end -= 1
        return self.doc[phrase.start : end]

    def _with_name_before(self, phrase: TokenSpan) -> TokenSpan:
        """ "Name, the then-head of the firm," whole, where the parse took the description alone."""
        comma = phrase.start - 1
        if self._word(comma) != "," or self._word(phrase.end) != "," or comma < 1:
            return phrase
        start = comma
        while start > 0 and self.doc[start - 1].text[:1].isupper():
            start -= 1
        return self.doc[start : phrase.end] if start < comma else phrase

    def _fuller(self, parsed: TokenSpan, printed: TokenSpan | None) -> TokenSpan:
        """The phrase right before the verb, where it holds all of the parsed subject."""
        if printed is None or self._is_quoted(printed.start):
            return parsed
        holds = printed.start <= parsed.start and parsed.end <= printed.end
        return printed if holds else parsed

    def _near(self, phrase: TokenSpan, verb: Token) -> TokenSpan:
        """A subject phrase that does not run across its own verb."""
        if phrase.start < verb.i < phrase.end:
            return self.doc[phrase.start : verb.i]
        return phrase

    def _inverted_subject(self, verb: Token, sentence: TokenSpan) -> TokenSpan | None:
        """The phrase behind a verb that follows a quotation or clause: "…," said the mayor."""
        if verb.i == 0 or verb.tag_ not in ("VBD", "VBZ"):
            return None
        previous = self.doc[verb.i - 1].text
        if previous not in _CLOSING or self._word(verb.i + 1) in ("that", ":", ",", '"', "“"):
            return None
        if any(labels.is_subject(c) and c.i < verb.i and c.i > verb.i - 4 for c in verb.children):
            return None
        phrase = phrase_after(self.doc, verb.i + 1, sentence.end)
        if phrase is not None:
            phrase = self._with_name_behind(phrase, sentence)
        if previous == "," and not self._quotation_ending_at(verb.i) and phrase is not None:
            if verb.lemma_ == "tell" or phrase_before(self.doc, verb.i, sentence.start) is not None:
                return None
            closes = self._word(phrase.end) in (",", ".", "") or phrase.end >= sentence.end
            if not closes or not any(_is_finite(t) for t in self.doc[sentence.start : verb.i]):
                return None
        return phrase

    def _content(
        self, verb: Token, lemma: str, source: TokenSpan, sentence: TokenSpan
    ) -> list[TokenSpan]:
        """What is attributed: quotations beside the cue first, then clauses, then objects."""
        low, high = min(source.start, verb.i), max(source.end, verb.i + 1)
        before = self._quotation_ending_at(low)
        after_index = self._skip_addressee(high, verb, sentence)
        direct = self._quotation_starting_at(after_index)
        if before is not None:
            parts = [before]
            if direct is not None:
                parts.append(direct)
            return parts
        if direct is not None:
            end = self._to_clause_end(after_index, verb, sentence)
            return [end] if end is not None else [direct]
        fronted = self._fronted_clause(low, high, verb, sentence)
        if fronted is not None:
            return [fronted]
        announced = self._announced_clause(low, verb, sentence)
        if announced is not None:
            return [announced]
        takes_object = lemma in lexicon.OBJECT_VERBS | {"comment", "respond", "reply"}
        if lemma in lexicon.FINDING_VERBS and source[-1].lower_ in lexicon.DOCUMENT_NOUNS:
            takes_object = True
        return self._following(verb, lemma, after_index, sentence, takes_object)

    def _following(
        self, verb: Token, lemma: str, index: int, sentence: TokenSpan, takes_object: bool
    ) -> list[TokenSpan]:
        """A clause, infinitive or object behind the cue."""
        word = self._word(index)
        if lemma in lexicon.ASKING_VERBS and word not in ("whether", "if", "how", "why", "what"):
            return []
        if word == "," and self._word(index + 1) in lexicon.CITING_FORMS:
            index = self._after_parenthesis(index, sentence)
            word = self._word(index)
        if word in ("that", ":"):
            rest = self._to_clause_end(index + 1, verb, sentence)
            return [rest] if rest is not None else []
        has_clause = any(labels.is_clause(c) and c.i > verb.i for c in verb.children)
        if has_clause or self._starts_clause(index, sentence):
            if lemma in lexicon.QUOTE_ONLY_VERBS and not has_clause:
                return []
            rest = self._to_clause_end(index, verb, sentence)
            return [rest] if rest is not None else []
        if lemma in lexicon.REFUSAL_VERBS | {"promise", "pledge", "vow", "threaten", "swear"}:
            if word == "to":
                rest = self._to_clause_end(index, verb, sentence)
                return [rest] if rest is not None else []
        if (
            word in ("whether", "if", "how", "why", "what")
            and lemma not in lexicon.QUOTE_ONLY_VERBS
        ):
            rest = self._to_clause_end(index, verb, sentence)
            return [rest] if rest is not None else []
        if takes_object and word not in ("and", "but", "or", ".", ","):
            rest = self._to_clause_end(index, verb, sentence)
            return [rest] if rest is not None and len(rest) < 40 else []
        return []

    def _starts_clause(self, index: int, sentence: TokenSpan) -> bool:
        """Whether a subject and a finite verb follow: "said the bridge had failed"."""
        phrase = phrase_after(self.doc, index, sentence.end)
        if phrase is None or phrase.start > index + 1:
            return False
        follow = phrase.end
        while follow < sentence.end and self.doc[follow].pos_ == "ADV":
            follow += 1
        return follow < sentence.end and _is_finite(self.doc[follow])

    def _skip_addressee(self, index: int, verb: Token, sentence: TokenSpan) -> int:
        """The token behind "told Reuters", "told the court on Monday", "said in a statement"."""
        lemma = verb.lemma_.lower()
        start = index
        if lemma in ("tell", "inform", "assure", "warn", "remind", "advise") and start > verb.i:
            phrase = phrase_after(self.doc, start, sentence.end)
            if phrase is not None and not self._finite_at(phrase.end):
                start = phrase.end
        while (
            start < sentence.end
            and self.doc[start].lower_
            in ("on in at to during after before via by through with late early").split()
        ):
            ahead = phrase_after(self.doc, start + 1, sentence.end)
            if ahead is None or ahead.end >= sentence.end:
                break
            follow = self._word(ahead.end)
            if follow not in (
                "that",
                ",",
                ":",
                "on",
                "in",
                "at",
                "after",
            ) and not self._starts_clause(ahead.end, sentence):
                break
            start = ahead.end
        if self.doc[min(start, len(self.doc) - 1)].ent_type_ in ("DATE", "TIME"):
            start += 1
        elif self._word(start).endswith("day") and self._word(start)[:1].isalpha():
            start += 1
        return start

    def _finite_at(self, index: int) -> bool:
        return index < len(self.doc) and _is_finite(self.doc[index])

    def _fronted_clause(
        self, low: int, high: int, verb: Token, sentence: TokenSpan
    ) -> TokenSpan | None:
        """The clause before ", the mayor said": only where little follows the cue."""
        if low - 1 <= sentence.start or self.doc[low - 1].text not in (",", "—", "–", "-"):
            return None
        body = self.doc[sentence.start : low - 1]
        if not any(_is_finite(t) for t in body):
            return None
        if body[0].lower_ in (
            "when",
            "while",
            "after",
            "as",
            "if",
            "although",
            "though",
            "because",
        ):
            comma = [t.i for t in body if t.text == ","]
            if not comma:
                return None
        if self._word(high) == "that" or self._starts_clause(high, sentence):
            return None
        return body

    def _announced_clause(self, low: int, verb: Token, sentence: TokenSpan) -> TokenSpan | None:
        """ "As the Ledger wrote on Saturday, …": what follows the comma."""
        if low != sentence.start + 1 or sentence[0].lower_ != "as":
            return None
        for index in range(verb.i + 1, min(verb.i + 8, sentence.end - 2)):
            if self._word(index) == ",":
                return self.doc[index + 1 : sentence.end]
        return None

    # -- cues that are not verbs

    def _according(self, token: Token, sentence: TokenSpan) -> Attribution | None:
        source = phrase_after(self.doc, token.i + 2, sentence.end)
        if source is None:
            return None
        source = self._with_name_behind(source, sentence)
        parts = []
        if token.i > sentence.start:
            parts.append(self.doc[sentence.start : token.i])
        end = source.end
        while end < sentence.end and self.doc[end].text not in (",", ".", ";", "—"):
            end += 1
        if token.i == sentence.start or end < sentence.end - 2:
            tail = self.doc[end : sentence.end]
            if token.i == sentence.start or any(t.tag_[:2] == "VB" for t in tail):
                parts.append(tail)
        return self._make(parts, self.doc[token.i : token.i + 2], source, "according to")

    def _with_name_behind(self, phrase: TokenSpan, sentence: TokenSpan) -> TokenSpan:
        """ "the harbour master, Siri Dahl," with the name that follows the description."""
        name = phrase_after(self.doc, phrase.end + 1, sentence.end)
        if name is None or self._word(phrase.end) != "," or name.start != phrase.end + 1:
            return phrase
        is_name = all(token.pos_ == "PROPN" for token in name)
        closes = self._word(name.end) in (",", ".", "")
        return self.doc[phrase.start : name.end] if is_name and closes else phrase

    def _claim_noun(self, noun: Token, sentence: TokenSpan) -> Attribution | None:
        """ "the ministry's warning that …", "a statement by the ministry that …"."""
        source = None
        index = noun.i + 1
        if self._word(index) == "by":
            source = phrase_after(self.doc, index + 1, sentence.end)
            index = source.end if source is not None else index
        if self._word(index) != "that":
            return None
        source = source or self._possessor(noun)
        if self._word(noun.i - 1) in ("of", "for") or (noun.lower_ == "report" and source is None):
            return None
        content = self._noun_clause(noun, index + 1, sentence)
        if content is None or not any(_is_finite(t) for t in content):
            return None
        return self._make([content], self.doc[noun.i : noun.i + 1], source, noun.lower_)

    def _possessor(self, noun: Token) -> TokenSpan | None:
        for child in noun.children:
            if child.dep_ in ("nmod:poss", "poss"):
                phrase = phrase_of(child)
                return phrase[:-1] if phrase[-1].tag_ == "POS" and len(phrase) > 1 else phrase
        return None

    def _noun_clause(self, noun: Token, start: int, sentence: TokenSpan) -> TokenSpan | None:
        """The clause that tells what a claim is, without the sentence's own verb behind it."""
        for child in noun.children:
            if child.i > noun.i and child.dep_ in ("acl", "ccomp", "acl:relcl", "relcl"):
                return self.doc[start : min(child.right_edge.i + 1, sentence.end)]
        return self._to_clause_end(start, noun, sentence)

    def _with_citings(self, found: list[Attribution]) -> list[Attribution]:
        """ "citing two officials" shares the content of the attribution that it stands in."""
        result = list(found)
        for sentence in self.doc.sents:
            for token in sentence:
                source = self._cited(token, sentence)
                if source is None:
                    continue
                cue = self.passage.span(self.doc[token.i : token.i + 1])
                host = self._host(result, sentence)
                content = self._quoted_as_saying(source, sentence)
                content = content or (host.content if host else ())
                content = content or self._whole(sentence, token.i, source.end)
                hole = Span(cue.start_char, self.passage.span(source).end_char)
                content = _without(content, hole)
                spans = (self.passage.span(source),)
                if host:
                    result[result.index(host)] = replace(host, content=content)
                elif token.lower_ in ("cited", "quoted", "cites", "quotes"):
                    result.extend(self._citer(token, content, sentence))
                result.append(Attribution(self.passage.index, content, (cue,), spans, "cite"))
        return [a for a in result if a.content]

    def _cited(self, token: Token, sentence: TokenSpan) -> TokenSpan | None:
        """Who is cited by "citing …", "quoted … as saying", "which cited …"."""
        if token.lower_ not in ("citing", "quoting", "cited", "quoted", "cites", "quotes"):
            return None
        if self._is_quoted(token.i) or (token.tag_ == "VBN" and self._is_passive(token)):
            return None
        phrase = phrase_after(self.doc, token.i + 1, sentence.end)
        return phrase if phrase is not None and _can_speak(phrase) else None

    def _quoted_as_saying(self, source: TokenSpan, sentence: TokenSpan) -> tuple[Span, ...]:
        for index in range(source.end, min(source.end + 6, sentence.end - 1)):
            if self._word(index) == "as" and self.doc[index + 1].tag_ == "VBG":
                start = index + (3 if self._word(index + 2) == "that" else 2)
                return self._spans([self.doc[start : sentence.end]])
        return ()

    def _citer(
        self, verb: Token, content: tuple[Span, ...], sentence: TokenSpan
    ) -> list[Attribution]:
        """The outlet that quotes somebody, as an attribution of the same content."""
        source = self._subject(verb, sentence)
        if source is None:
            return []
        cue = self.passage.span(self.doc[verb.i : verb.i + 1])
        return [
            Attribution(self.passage.index, content, (cue,), (self.passage.span(source),), "quote")
        ]

    def _host(self, found: Iterable[Attribution], sentence: TokenSpan) -> Attribution | None:
        span = self.passage.span(sentence)
        inside = [
            a
            for a in found
            if a.cue and span.contains(a.cue[0]) and a.source and a.cue_lemma != "cite"
        ]
        return inside[0] if inside else None

    def _whole(self, sentence: TokenSpan, start: int, end: int) -> tuple[Span, ...]:
        parts = [self.doc[sentence.start : start], self.doc[end : sentence.end]]
        return self._spans(part for part in parts if len(part))

    # -- quotations

    def _with_following_quotations(self, found: list[Attribution]) -> Iterator[Attribution]:
        """A quotation right behind an attributed one in the same passage goes on with it."""
        for attribution in found:
            content = list(attribution.content)
            for quotation in self.quotations:
                if self._goes_on(attribution, content, quotation, found):
                    content.append(_trim(self.text, quotation.inner) or quotation.inner)
            yield replace(attribution, content=tuple(sorted(set(content))))

    def _goes_on(
        self,
        attribution: Attribution,
        content: list[Span],
        quotation: Quotation,
        found: list[Attribution],
    ) -> bool:
        if not attribution.cue or attribution.cue_lemma == "cite":
            return False
        if any(q.overlaps(quotation.inner) for a in found for q in a.content + a.cue + a.source):
            return False
        was_quoted = any(q.inner.overlaps(span) for q in self.quotations for span in content)
        end = max(*(s.end_char for s in content), *(s.end_char for s in attribution.cue))
        if attribution.source:
            end = max(end, *(s.end_char for s in attribution.source))
        gap = self.text[end : quotation.outer.start_char]
        nothing_between = quotation.outer.start_char >= end and not any(c.isalpha() for c in gap)
        return was_quoted and nothing_between and len(quotation.inner.of(self.text).split()) > 2

    def _orphans(self, found: list[Attribution]) -> Iterator[Attribution]:
        """Whole quoted sentences that no cue claims; the context may tell whose they are."""
        for quotation in self.quotations:
            words = quotation.inner.of(self.text).split()
            starts_block = quotation.outer.start_char == self.passage.offset
            ends = quotation.is_open or quotation.inner.of(self.text).rstrip()[-1:] in ".!?…,"
            if len(words) < 4 or not (starts_block or ends) or not ends:
                continue
            if any(q.overlaps(quotation.inner) for a in found for q in a.content + a.source):
                continue
            yield Attribution(self.passage.index, (_trim(self.text, quotation.inner),))

    def _quotation_ending_at(self, index: int) -> TokenSpan | None:
        """The quotation whose closing mark stands right before a token."""
        for position, (start, end) in enumerate(self.quoted):
            gap = self.doc[end:index] if end <= index else None
            if gap is not None and all(t.text in (",", "—", "–", "-") for t in gap) and end > start:
                if len(self.quotations[position].inner.of(self.text).split()) > 1 or not gap:
                    return self._from_sentence_start(start, end)
        return None

    def _from_sentence_start(self, start: int, end: int) -> TokenSpan:
        """A partly quoted clause belongs to the quotation that ends it."""
        sentence = self.doc[start].sent
        lead = self.doc[sentence.start : start]
        if len(lead) and any(_is_finite(t) for t in lead):
            if not any(t.lemma_.lower() in lexicon.SAY_VERBS for t in lead):
                return self.doc[sentence.start : end]
        return self.doc[start:end]

    def _quotation_starting_at(self, index: int) -> TokenSpan | None:
        """The quotation that opens at a token, or behind a comma or colon there."""
        skipped = index
        while skipped < len(self.doc) and self.doc[skipped].text in (",", ":"):
            skipped += 1
        for start, end in self.quoted:
            if start == skipped and end > start:
                return self.doc[start:end]
        return None

    # -- tokens and spans

    def _to_clause_end(self, index: int, verb: Token, sentence: TokenSpan) -> TokenSpan | None:
        """From a token to where the clause under the cue ends."""
        end = sentence.end
        for position in range(index, sentence.end):
            if position > index + 2 and self._leaves_clause(position, verb):
                end = position
                break
        return self.doc[index:end] if end > index else None

    def _is_coordinated(self, position: int, verb: Token) -> bool:
        """Whether "and" joins another predicate to the cue: "promises … and was said to"."""
        if self._word(position) not in ("and", "but") or position + 1 >= len(self.doc):
            return False
        following = self.doc[position + 1]
        if not (_is_finite(following) or following.pos_ == "AUX"):
            return False
        predicate = following.head if following.pos_ == "AUX" else following
        return predicate.dep_ == "conj" and predicate.head.i == verb.i

    def _leaves_clause(self, position: int, verb: Token) -> bool:
        """Whether the text turns away from what was said: ", according to", ", but …"."""
        if self._is_coordinated(position, verb):
            return True
        if self.doc[position].text not in (",", ";", "—", "–") or self._is_quoted(position):
            return self._word(position) == "according" and self._word(position + 1) == "to"
        following = self._word(position + 1)
        if following in ("according", "adding", "citing", "quoting", "saying", "noting"):
            return True
        if following in ("but", "although", "though", "while", "whereas", "and"):
            clause = self._starts_clause(position + 2, self.doc[position].sent)
            return clause and not self._below(position + 2, verb)
        return False

    def _below(self, index: int, verb: Token) -> bool:
        """Whether the parse puts a token inside the cue's complement."""
        if index >= len(self.doc):
            return False
        for token in [self.doc[index], *self.doc[index].ancestors]:
            if token.head.i == verb.i and token.i != verb.i:
                return labels.is_clause(token)
        return False

    def _after_parenthesis(self, comma: int, sentence: TokenSpan) -> int:
        """The token behind ", citing two officials,"."""
        phrase = phrase_after(self.doc, comma + 2, sentence.end)
        end = phrase.end if phrase is not None else comma + 1
        return end + 1 if self._word(end) == "," else end

    def _cue_tokens(self, verb: Token, source: TokenSpan) -> TokenSpan:
        """The verb with the auxiliaries and negation right before it."""
        start = verb.i
        while (
            start > 0
            and self.doc[start - 1].i not in range(source.start, source.end)
            and (
                self.doc[start - 1].pos_ in ("AUX", "ADV")
                or self._word(start - 1) in ("not", "n't", "to")
            )
        ):
            start -= 1
        return self.doc[start : verb.i + 1]

    def _make(
        self,
        content: Iterable[TokenSpan],
        cue: TokenSpan,
        source: TokenSpan | None,
        lemma: str,
    ) -> Attribution:
        cue_span = self.passage.span(cue)
        source_span = self.passage.span(source) if source is not None else None
        spans = self._spans(content)
        spans = _without(spans, cue_span)
        if source_span:
            spans = _without(spans, source_span)
        if len(spans) > 1:
            spans = tuple(s for s in spans if len(s.of(self.text).split()) > 1) or spans
        return Attribution(
            self.passage.index,
            spans,
            (cue_span,),
            (source_span,) if source_span else (),
            lemma,
        )

    def _spans(self, parts: Iterable[TokenSpan]) -> tuple[Span, ...]:
        trimmed = (_trim(self.text, self.passage.span(part)) for part in parts)
        return tuple(span for span in trimmed if span.start_char < span.end_char)

    def _tokens_of(self, span: Span) -> tuple[int, int]:
        return self.passage.token_range(span)

    def _is_quoted(self, index: int) -> bool:
        return any(start <= index < end for start, end in self.quoted)

    def _is_scare_quoted(self, index: int, sentence: TokenSpan) -> bool:
        """Whether the quotation around a token is a few words of the article's own sentence."""
        return any(s <= index < e and e - s < 6 for s, e in self.quoted) and index > sentence.start

    def _word(self, index: int) -> str:
        return self.doc[index].lower_ if 0 <= index < len(self.doc) else ""


def _can_speak(phrase: TokenSpan) -> bool:
    """Whether something cited is a source at all: "citing two aides", not "citing privacy"."""
    known = lexicon.PERSON_NOUNS | lexicon.DOCUMENT_NOUNS | lexicon.BODY_NOUNS
    known |= lexicon.SPOKES_NOUNS | lexicon.SOURCE_NOUNS
    return any(t.pos_ == "PROPN" or t.lemma_.lower() in known or t.lower_ in known for t in phrase)


def _is_finite(token: Token) -> bool:
    return token.tag_ in ("VBD", "VBZ", "VBP", "MD")


def _trim(text: str, span: Span) -> Span:
    """The span without white space, commas and quotation marks at its ends, pairs kept whole."""
    start, end = span.start_char, span.end_char
    while start < end and text[start] in _TRIMMED and not _opens_inner(text, start, end):
        start += 1
    while end > start and text[end - 1] in _TRIMMED and not _closes_inner(text, start, end):
        end -= 1
    return Span(start, end)


def _opens_inner(text: str, start: int, end: int) -> bool:
    """Whether a mark at the start opens a quotation that ends before the span does."""
    if text[start] not in '"“':
        return False
    closing = "”" if text[start] == "“" else '"'
    inside = text[start + 1 : end].rstrip(" ,;:.!?")
    return closing in inside[:-1]


def _closes_inner(text: str, start: int, end: int) -> bool:
    """Whether a mark at the end closes a quotation that opens inside the span."""
    mark = text[end - 1]
    if mark not in '"”':
        return text[end - 1] == "." and bool(text[end - 3 : end - 2] == ".")
    opening = "“" if mark == "”" else '"'
    return opening in text[start + 1 : end - 1]


def _without(spans: tuple[Span, ...], hole: Span) -> tuple[Span, ...]:
    """The spans with one stretch cut out."""
    result: list[Span] = []
    for span in spans:
        if not span.overlaps(hole):
            result.append(span)
            continue
        left = Span(span.start_char, max(span.start_char, hole.start_char))
        right = Span(min(span.end_char, hole.end_char), span.end_char)
        result.extend(part for part in (left, right) if part.end_char - part.start_char > 2)
    return tuple(result)
