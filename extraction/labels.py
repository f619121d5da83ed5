"""The one place where label schemes differ: Universal Dependencies and the ClearNLP labels.

Pipelines trained on UD (ours) and those with OntoNotes labels name relations and entity types in
different ways. Everything else in `extraction` asks the questions below.
"""

from spacy.tokens import Token

from newsroom.entity import EntityKind

_SUBJECT = frozenset({"nsubj", "nsubj:outer", "csubj"})
_PASSIVE_SUBJECT = frozenset({"nsubj:pass", "nsubjpass", "csubj:pass", "csubjpass"})
_PASSIVE_AUXILIARY = frozenset({"aux:pass", "auxpass"})
_OBJECT = frozenset({"obj", "dobj"})
_CLAUSE = frozenset({"ccomp", "parataxis"})
_OPEN_CLAUSE = frozenset({"xcomp", "advcl", "acl", "pcomp"})
_RELATIVE = frozenset({"acl:relcl", "relcl"})
_NOMINAL_MODIFIERS = frozenset(
    "compound amod nummod nmod nmod:poss nmod:desc nmod:unmarked poss det det:predet flat "
    "flat:name case appos acl prep pobj nn quantmod advmod punct conj cc obl advcl acl:relcl "
    "relcl mark".split()
)

_ENTITY_KINDS = {
    "PERSON": EntityKind.PERSON,
    "PER": EntityKind.PERSON,
    "ORG": EntityKind.ORGANISATION,
    "ORGANIZATION": EntityKind.ORGANISATION,
    "GPE": EntityKind.PLACE,
    "LOC": EntityKind.PLACE,
    "LOCATION": EntityKind.PLACE,
    "FAC": EntityKind.PLACE,
    "NORP": EntityKind.GROUP,
    "EVENT": EntityKind.EVENT,
    "WORK_OF_ART": EntityKind.WORK,
    "LAW": EntityKind.DOCUMENT,
    "PRODUCT": EntityKind.PRODUCT,
    "MISC": EntityKind.OTHER,
}


def entity_kind(label: str) -> EntityKind | None:
    """The kind that an entity label stands for; None for dates, money and other quantities."""
    return _ENTITY_KINDS.get(label)


def is_subject(token: Token) -> bool:
    """Whether the token heads the subject of an active clause."""
    return token.dep_ in _SUBJECT


def is_passive_subject(token: Token) -> bool:
    """Whether the token heads the subject of a passive clause."""
    return token.dep_ in _PASSIVE_SUBJECT


def is_passive(verb: Token) -> bool:
    """Whether a verb stands in the passive voice."""
    return any(child.dep_ in _PASSIVE_AUXILIARY | _PASSIVE_SUBJECT for child in verb.children)


def is_object(token: Token) -> bool:
    """Whether the token heads a direct object."""
    return token.dep_ in _OBJECT


def is_clause(token: Token) -> bool:
    """Whether the token heads a finite clause that completes its head."""
    return token.dep_ in _CLAUSE


def is_open_clause(token: Token) -> bool:
    """Whether the token heads a clause without a subject of its own."""
    return token.dep_ in _OPEN_CLAUSE


def is_relative_clause(token: Token) -> bool:
    """Whether the token heads a relative clause."""
    return token.dep_ in _RELATIVE


def is_nominal_modifier(token: Token) -> bool:
    """Whether a token below a noun can belong to the noun's phrase."""
    return token.dep_ in _NOMINAL_MODIFIERS


def is_nominal(token: Token) -> bool:
    """Whether the token is a noun, name, pronoun or number."""
    return token.pos_ in ("NOUN", "PROPN", "PRON", "NUM") or token.tag_ in ("WP", "PRP", "DT")


def is_plural(token: Token) -> bool:
    """Whether a noun is plural."""
    return token.tag_ in ("NNS", "NNPS") or "Plur" in token.morph.get("Number", [])


def is_finite(token: Token) -> bool:
    """Whether a verb form can carry a clause of its own."""
    return token.tag_ in ("VBD", "VBZ", "VBP", "MD")
