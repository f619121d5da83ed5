"""What a cue attributes: quotations beside it, clauses around it, objects behind it."""

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from extraction import labels, lexicon
from extraction.clauses import View, is_finite
from extraction.phrases import phrase_after


def find_content(
    view: View, verb: Token, lemma: str, source: TokenSpan, sentence: TokenSpan
) -> list[TokenSpan]:
    """What is attributed: quotations beside the cue first, then clauses, then objects."""
    low, high = min(source.start, verb.i), max(source.end, verb.i + 1)
    before = view.quotation_ending_at(low)
    after_index = _skip_addressee(view, high, verb, sentence)
    direct = view.quotation_starting_at(after_index)
    if before is not None:
        parts = [before]
        if direct is not None:
            parts.append(direct)
        return parts
    if direct is not None:
        end = view.to_clause_end(after_index, verb, sentence)
        return [end] if end is not None else [direct]
    fronted = _fronted_clause(view, low, high, verb, sentence)
    if fronted is not None:
        return [fronted]
    announced = _announced_clause(view, low, verb, sentence)
    if announced is not None:
        return [announced]
    takes_object = lemma in lexicon.OBJECT_VERBS | {"comment", "respond", "reply"}
    if lemma in lexicon.FINDING_VERBS and source[-1].lower_ in lexicon.DOCUMENT_NOUNS:
        takes_object = True
    return _following(view, verb, lemma, after_index, sentence, takes_object)


def _following(
    view: View, verb: Token, lemma: str, index: int, sentence: TokenSpan, takes_object: bool
) -> list[TokenSpan]:
    """A clause, infinitive or object behind the cue."""
    word = view.word(index)
    if lemma in lexicon.ASKING_VERBS and word not in ("whether", "if", "how", "why", "what"):
        return []
    if word == "," and view.word(index + 1) in lexicon.CITING_FORMS:
        index = _after_parenthesis(view, index, sentence)
        word = view.word(index)
    if word in ("that", ":"):
        rest = view.to_clause_end(index + 1, verb, sentence)
        return [rest] if rest is not None else []
    has_clause = any(labels.is_clause(c) and c.i > verb.i for c in verb.children)
    if has_clause or view.starts_clause(index, sentence):
        if lemma in lexicon.QUOTE_ONLY_VERBS and not has_clause:
            return []
        rest = view.to_clause_end(index, verb, sentence)
        return [rest] if rest is not None else []
    if lemma in lexicon.REFUSAL_VERBS | {"promise", "pledge", "vow", "threaten", "swear"}:
        if word == "to":
            rest = view.to_clause_end(index, verb, sentence)
            return [rest] if rest is not None else []
    if word in ("whether", "if", "how", "why", "what") and lemma not in lexicon.QUOTE_ONLY_VERBS:
        rest = view.to_clause_end(index, verb, sentence)
        return [rest] if rest is not None else []
    if takes_object and word not in ("and", "but", "or", ".", ","):
        rest = view.to_clause_end(index, verb, sentence)
        return [rest] if rest is not None and len(rest) < 40 else []
    return []


def _skip_addressee(view: View, index: int, verb: Token, sentence: TokenSpan) -> int:
    """The token behind "told Reuters", "told the court on Monday", "said in a statement"."""
    lemma = verb.lemma_.lower()
    start = index
    if lemma in ("tell", "inform", "assure", "warn", "remind", "advise") and start > verb.i:
        phrase = phrase_after(view.doc, start, sentence.end)
        if phrase is not None and not view.finite_at(phrase.end):
            start = phrase.end
    while (
        start < sentence.end
        and view.doc[start].lower_
        in ("on in at to during after before via by through with late early").split()
    ):
        ahead = phrase_after(view.doc, start + 1, sentence.end)
        if ahead is None or ahead.end >= sentence.end:
            break
        follow = view.word(ahead.end)
        if follow not in (
            "that",
            ",",
            ":",
            "on",
            "in",
            "at",
            "after",
        ) and not view.starts_clause(ahead.end, sentence):
            break
        start = ahead.end
    if view.doc[min(start, len(view.doc) - 1)].ent_type_ in ("DATE", "TIME"):
        start += 1
    elif view.word(start).endswith("day") and view.word(start)[:1].isalpha():
        start += 1
    return start


def _fronted_clause(
    view: View, low: int, high: int, verb: Token, sentence: TokenSpan
) -> TokenSpan | None:
    """The clause before ", the mayor said": only where little follows the cue."""
    if low - 1 <= sentence.start or view.doc[low - 1].text not in (",", "—", "–", "-"):
        return None
    body = view.doc[sentence.start : low - 1]
    if not any(is_finite(t) for t in body):
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
    if view.word(high) == "that" or view.starts_clause(high, sentence):
        return None
    return body


def _announced_clause(view: View, low: int, verb: Token, sentence: TokenSpan) -> TokenSpan | None:
    """ "As the Ledger wrote on Saturday, …": what follows the comma."""
    if low != sentence.start + 1 or sentence[0].lower_ != "as":
        return None
    for index in range(verb.i + 1, min(verb.i + 8, sentence.end - 2)):
        if view.word(index) == ",":
            return view.doc[index + 1 : sentence.end]
    return None


def _after_parenthesis(view: View, comma: int, sentence: TokenSpan) -> int:
    """The token behind ", citing two officials,"."""
    phrase = phrase_after(view.doc, comma + 2, sentence.end)
    end = phrase.end if phrase is not None else comma + 1
    return end + 1 if view.word(end) == "," else end


def noun_clause(view: View, noun: Token, start: int, sentence: TokenSpan) -> TokenSpan | None:
    """The clause that tells what a claim is, without the sentence's own verb behind it."""
    for child in noun.children:
        if child.i > noun.i and child.dep_ in ("acl", "ccomp", "acl:relcl", "relcl"):
            return view.doc[start : min(child.right_edge.i + 1, sentence.end)]
    return view.to_clause_end(start, noun, sentence)
