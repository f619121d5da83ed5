"""Wire copy: how much of one text stands in another."""

from hypothesis import given
from hypothesis import strategies as st

from matching.copies import COPIED, SHORTEST, shared_text

WIRE = (
    "A ferry with 212 people aboard ran aground on a sandbank off Tarnby on Wednesday evening, the"
    " coastguard said. The ship was on her way from Skelder when her steering failed in a strong"
    " easterly wind, said the duty officer. Nobody was hurt. Lifeboats took off passengers through"
    " the night, and the owner said that it would lend every help to the inquiry."
)
REWRITTEN = (
    "More than two hundred travellers spent the night at sea after their ship got stuck in shallow"
    " water near Tarnby. The coastguard blames a broken rudder and strong wind. All are well; boats"
    " brought them ashore until the morning. The shipping line promises to work with investigators."
)


def test_a_whole_copy_is_one() -> None:
    assert shared_text(WIRE, WIRE) == 1.0


def test_other_marks_letters_and_breaks_change_nothing() -> None:
    assert shared_text(WIRE, WIRE.upper().replace(",", "\n\n")) == 1.0


def test_a_word_changed_here_and_there_costs_little() -> None:
    touched = WIRE.replace("aboard", "on board").replace(
        "Nobody was hurt", "There were no injuries"
    )
    assert COPIED <= shared_text(WIRE, touched) < 1.0


def test_a_shortened_copy_is_one_still() -> None:
    assert shared_text(WIRE, WIRE[: 2 * len(WIRE) // 3]) >= COPIED


def test_a_copy_within_a_longer_article_is_one() -> None:
    assert shared_text(WIRE, f"{REWRITTEN} {WIRE} {REWRITTEN}") == 1.0


def test_a_rewrite_in_other_words_is_none() -> None:
    assert shared_text(WIRE, REWRITTEN) < 0.2


def test_half_a_copy_is_none() -> None:
    half = WIRE[: len(WIRE) // 2] + " " + REWRITTEN[: len(REWRITTEN) // 2]
    assert shared_text(WIRE, half) < COPIED


def test_short_notices_tell_too_little() -> None:
    notice = " ".join(WIRE.split()[: SHORTEST - 1])
    assert shared_text(notice, notice) == 0.0


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_two_texts_share_the_same_both_ways(one: str, other: str) -> None:
    assert 0.0 <= shared_text(one, other) <= 1.0
    assert shared_text(one, other + WIRE) == shared_text(other + WIRE, one)
