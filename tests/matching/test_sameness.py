"""Which texts are versions of one article; when in doubt, none is."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from matching.sameness import find_same_article, is_rewritten, likeness, same_words
from newsroom.article import Article, ArticleId
from newsroom.version import KnownText

DAY = datetime(2031, 3, 4, 10, 20)
TITLE = "Tarnby sells its ferry"
BODY = (
    "The council of Tarnby sold its only ferry to a group of islanders on Monday, the mayor said,"
    " ending a quarrel that had gone on for two winters. The price was not made public. Two people"
    " who saw the contract said that it was below two million. The captain denied that the hull was"
    " cracked. The inspectors declined to say whether another inspection is planned in the spring."
)
EDITED = BODY.replace("two million", "three million")
OTHER = (
    "Eels have been stolen from the harbour for the third time this year, the harbour master said."
    " Nobody has been arrested so far. The fishers of the town have asked for a fence and lamps,"
    " and want the council to pay for both before the summer, when most of the eels are brought in."
)
ARTICLE = Article("ferry", EDITED, TITLE, "The Tarnby Post", None, DAY)
KNOWN = KnownText(ArticleId(1), "old", "Another headline", "The Tarnby Post", None, DAY, BODY)


@pytest.mark.parametrize(
    ("article", "known", "is_same"),
    [
        (ARTICLE, KNOWN, True),
        (ARTICLE, replace(KNOWN, outlet="the tarnby post"), True),
        (ARTICLE, replace(KNOWN, outlet="The Harbour Ledger"), False),
        (ARTICLE, replace(KNOWN, outlet=None), False),
        (ARTICLE, replace(KNOWN, outlet=None, name="ferry"), True),
        (ARTICLE, replace(KNOWN, published_at=DAY - timedelta(days=2)), True),
        (ARTICLE, replace(KNOWN, published_at=DAY - timedelta(days=3)), False),
        (ARTICLE, replace(KNOWN, published_at=None), True),
        (replace(ARTICLE, text=OTHER), KNOWN, False),
        (replace(ARTICLE, text=OTHER), replace(KNOWN, title=TITLE, name="ferry"), False),
        (replace(ARTICLE, outlet=None), replace(KNOWN, outlet=None), False),
        (replace(ARTICLE, outlet=None), replace(KNOWN, outlet=None, title=TITLE), False),
        (replace(ARTICLE, outlet=None), replace(KNOWN, outlet=None, name="ferry"), True),
        (
            replace(ARTICLE, name="stdin", outlet=None),
            replace(KNOWN, outlet=None, name="stdin"),
            False,
        ),
        (
            replace(ARTICLE, name="message 12", outlet=None),
            replace(KNOWN, outlet=None, name="message 12"),
            False,
        ),
        (
            replace(ARTICLE, url="https://a.example/1"),
            replace(KNOWN, url="https://a.example/2"),
            False,
        ),
        (replace(ARTICLE, url="https://a.example/1"), KNOWN, True),
        (replace(ARTICLE, text=f"{EDITED} {OTHER}"), KNOWN, True),
        (replace(ARTICLE, text=f"{EDITED} {OTHER} {OTHER}"), KNOWN, False),
        (replace(ARTICLE, text=f"{EDITED} {OTHER} {OTHER}"), replace(KNOWN, title=TITLE), True),
        (
            replace(ARTICLE, text=f"{BODY[:250]} {OTHER}"),
            replace(KNOWN, title="Something else"),
            False,
        ),
        (replace(ARTICLE, text="High water: 04:12.", title="Tides"), KNOWN, False),
        (
            replace(ARTICLE, text="High water: 04:12 at the old pier today.", title="Tides"),
            replace(KNOWN, text="High water: 04:12 at the new pier today.", title="Tides"),
            True,
        ),
        (
            replace(ARTICLE, text="High water: 04:12 at the old pier today.", title="Tides"),
            replace(KNOWN, text="Low water: 11:47, mind the rocks.", title="Tides"),
            False,
        ),
    ],
)
def test_what_is_a_version(article: Article, known: KnownText, is_same: bool) -> None:
    assert (likeness(article, known) > 0.0) is is_same
    assert (find_same_article(article, [known]) is known) is is_same


def test_wire_copy_of_two_outlets_is_no_version_of_either() -> None:
    copies = [
        replace(KNOWN, article_id=ArticleId(n), outlet=outlet, text=EDITED, title=TITLE)
        for n, outlet in enumerate(("Northwire", "The Harbour Ledger", None))
    ]
    assert find_same_article(ARTICLE, copies) is None


def test_the_likeliest_is_taken_and_of_equals_the_newest() -> None:
    exact = replace(KNOWN, article_id=ArticleId(2), text=EDITED)
    twin = replace(exact, article_id=ArticleId(3))
    assert find_same_article(ARTICLE, (KNOWN, twin, exact)) is twin


def test_an_address_that_leads_elsewhere_is_told_from_a_changed_headline() -> None:
    assert is_rewritten(ARTICLE, KNOWN)
    assert is_rewritten(replace(ARTICLE, text=OTHER), replace(KNOWN, title=TITLE))
    assert not is_rewritten(replace(ARTICLE, text=OTHER), KNOWN)


def test_white_space_makes_no_other_text() -> None:
    assert same_words("a  b\n\nc", " a b c\n") and not same_words("a b", "ab")
