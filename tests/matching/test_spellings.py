"""What a desk's own names teach of how other scripts write a word."""

import pytest

from matching.aliases import NameQuery
from matching.folding import fold
from matching.names import CONFIDENT, decide, rank_asked
from matching.spellings import learned_spellings
from newsroom.desk import AliasCandidate, NamedSo
from newsroom.entity import EntityId, EntityKind, MentionForm


def named(alias: str, name: str) -> NamedSo:
    """An alias beside the name of its entity."""
    return NamedSo(alias, fold(alias), name, fold(name))


KNOWN = (
    named("Маргарет Куэй", "Margaret Quaye"),
    named("Куэй Онфруа", "Quaye Onfroy"),
    named("Тоби Куэй", "Toby Quay"),
    named("Dr Kuey", "Nadine Quaye"),
    named("Куэй", "Quaye Brothers Shipping"),
)


def test_the_place_in_the_name_says_which_word_is_meant() -> None:
    assert learned_spellings(fold("Куэй"), KNOWN) == ("quaye", "quay")


def test_a_word_that_no_alias_holds_is_not_learned() -> None:
    assert learned_spellings(fold("Кэй"), KNOWN) == ()


def test_a_spelling_met_once_among_a_hundred_is_left_out() -> None:
    many = (named("Ян Куэй", "Jan Quaye"),) * 99
    assert learned_spellings(fold("Куэй"), (*many, named("Ян Куэй", "Jan Kway"))) == ("quaye",)


@pytest.mark.parametrize(
    ("typed", "spelled", "name"),
    [
        ("Куэй", {("kuey", "quaye")}, "Ottilie Quaye"),
        ("Оттилия Куэй", {("kuey", "quaye"), ("ottiliya", "ottilie")}, "Ottilie Quaye"),
        ("طوكر", {("twkr", "tewkesbury")}, "Rhoda Tewkesbury"),
    ],
)
def test_what_was_learned_is_as_good_as_the_same_sound(
    typed: str, spelled: set[tuple[str, str]], name: str
) -> None:
    read = NameQuery.read(typed)
    asked = NameQuery(read.words, read.is_vowelless, read.is_foreign, frozenset(spelled))
    alias = AliasCandidate(
        EntityId(1), name, EntityKind.PERSON, name, fold(name), MentionForm.NAME, 3, None
    )
    found = decide(rank_asked(asked, [alias]))
    assert found.best is not None
    assert found.best.score >= CONFIDENT
    assert decide(rank_asked(read, [alias])).best is None
