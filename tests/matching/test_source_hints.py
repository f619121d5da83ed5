"""Which notes seem to name a source whom the article leaves unnamed."""

import pytest

from matching.source_hints import find_named_source

PUBLIC = ("Putin asked Musk to stop", "a former Russian intelligence officer")
BODIES = ("Kremlin", "Wall Street Journal", "Reuters")

ALWAYS = [
    ("The source is Ivan Petrov", "Ivan Petrov"),
    ("the source is ivan petrov", "ivan petrov"),
    ("our source, Maria Lund, rang", "Maria Lund"),
    ("Ivan Petrov is our source", "Ivan Petrov"),
    ("Source: Petrov", "Petrov"),
    ("The source's real name is Petrov", "Petrov"),
    ("whistleblower Anna Berg has papers", "Anna Berg"),
    ("Putin is the source", "Putin"),
    ("the informant was named Olga", "Olga"),
]
WHERE_UNNAMED = [
    ("Spoke to Maria Lund, who confirms the dates", "Maria Lund"),
    ("He is Colonel Viktor Sorokin", "Colonel Viktor Sorokin"),
    ("Mr. Petrov told us", "Mr. Petrov"),
    ("Sorokin leaked it", "Sorokin"),
    ("ring him on +44 7700 900123", "+44 7700 900123"),
    ("write to v.sorokin@example.com", "v.sorokin@example.com"),
    ("we met Sorokin twice", "Sorokin"),
]
NEVER = [
    "The source is reliable and close to the Kremlin",
    "Checked twice; the source is a lawyer",
    "Confirmed by the Kremlin press service",
    "Checked against the Wall Street Journal piece",
    "Two sources said so",
    "A second source would help",
    "the source was wrong",
    "Putin told Musk so",
    "Dates look wrong; ask the desk",
    "",
]


@pytest.mark.parametrize("is_unnamed", [True, False])
@pytest.mark.parametrize(("text", "named"), ALWAYS)
def test_a_source_that_is_stated_is_found(text: str, named: str, is_unnamed: bool) -> None:
    found = find_named_source(text, is_unnamed=is_unnamed, public=PUBLIC, others=BODIES)
    assert found == named


@pytest.mark.parametrize(("text", "named"), WHERE_UNNAMED)
def test_a_person_counts_where_the_article_names_none(text: str, named: str) -> None:
    assert find_named_source(text, is_unnamed=True, public=PUBLIC, others=BODIES) == named
    assert find_named_source(text, is_unnamed=False, public=PUBLIC, others=BODIES) is None


@pytest.mark.parametrize("text", NEVER)
def test_what_names_nobody_is_let_through(text: str) -> None:
    assert find_named_source(text, is_unnamed=True, public=PUBLIC, others=BODIES) is None


def test_a_person_of_the_desk_counts_in_whatever_case_but_for_whom_the_article_names() -> None:
    text = "ask kiriyenko about it"
    found = find_named_source(text, is_unnamed=True, persons=["Sergey Kiriyenko"])
    assert found == "Sergey Kiriyenko"
    public = ("Sergey Kiriyenko ran it",)
    assert not find_named_source(text, is_unnamed=True, persons=["Kiriyenko"], public=public)
