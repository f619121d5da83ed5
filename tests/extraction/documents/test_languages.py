"""English is told from other languages, by a page's worth of words and by less."""

from pathlib import Path

import pytest

from extraction.documents.languages import find_other_language
from tests.web_stand_in.pages import GERMAN, PARAGRAPHS

SAMPLES = sorted((Path(__file__).resolve().parents[3] / "samples").glob("*.txt"))
OTHERS = (
    (" ".join(GERMAN), "German"),
    (
        "Le maire a annoncé lundi que le ferry de la ville ne sera plus en service après l'été et"
        " que les habitants de l'île sont inquiets pour leur avenir.",
        "French",
    ),
    (
        "El alcalde anunció el lunes que el barco de la ciudad no volverá a salir después del"
        " verano y que los vecinos de la isla están preocupados por su futuro.",
        "Spanish",
    ),
    (
        "De burgemeester zei maandag dat de veerboot van de stad na de zomer niet meer zal varen en"
        " dat de bewoners van het eiland zich zorgen maken over hun toekomst.",
        "Dutch",
    ),
    ("Мэр города заявил в понедельник, что паром больше не будет ходить.", "a Cyrillic script"),
    ("市長は月曜日にフェリーが運休すると述べた。", "Chinese or Japanese"),
    ("أعلن رئيس البلدية يوم الاثنين أن العبارة لن تعمل بعد الصيف.", "an Arabic script"),
)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_samples_are_english(path: Path) -> None:
    assert find_other_language(path.read_text(encoding="utf-8")) is None


@pytest.mark.parametrize(("text", "language"), OTHERS)
def test_other_languages_are_named(text: str, language: str) -> None:
    assert find_other_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Zebulon Quark",
        "Der Spiegel",
        PARAGRAPHS[0] + " “Das ist nicht gut für die Insel,” she said, and der Rat was silent.",
        "Results: Tarnby 3, Ellery 1. Mole 0, Oban 0 after extra time. The cup went to Tarnby, who"
        " beat Northgate in a replay that was watched by two hundred.",
        "The ministry spokesman, Кириенко in the original, was quoted by Tass as saying no.",
    ],
)
def test_english_with_foreign_words_stays_english(text: str) -> None:
    assert find_other_language(text) is None
