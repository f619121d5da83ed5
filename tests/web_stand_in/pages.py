"""Pages of an invented local press, good and bad, in our own words."""

import json
from collections.abc import Mapping

TITLE = "Tarnby sells its ferry to the islanders"
PARAGRAPHS = (
    "TARNBY — The council of Tarnby sold its only ferry to a group of islanders on Monday, mayor"
    " Odile Brandt said, ending a quarrel that had gone on for two winters.",
    "“We had no choice, and we would do it again,” Brandt told reporters at the town hall.",
    "The price was not made public. Two people who saw the contract said that it was below two"
    " million, according to the Northwire agency.",
    "Ferry captain Ines Rook denied that the hull was cracked. The islanders have not commented on"
    " what they mean to do with the ship when the summer is over.",
    "The inspectors, who had allegedly warned the council in February, declined to say whether"
    " another inspection is planned before the first crossing.",
)
GERMAN = (
    "Der Rat von Tarnby hat am Montag die einzige Fähre der Stadt an eine Gruppe von Inselbewohnern"
    " verkauft, sagte Bürgermeisterin Odile Brandt nach der Sitzung im Rathaus.",
    "Der Preis wurde nicht genannt. Zwei Leute, die den Vertrag gesehen haben, sagten, dass er"
    " unter zwei Millionen liege und dass die Stadt sich damit nicht leicht getan habe.",
)
JSON_LD = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": "2031-03-04T10:20:00+01:00",
    "author": [{"@type": "Person", "name": "Ines Calder"}, {"name": "Jon Aske"}],
    "publisher": {"@type": "Organization", "name": "The Tarnby Post"},
}


def page(
    paragraphs: tuple[str, ...] = PARAGRAPHS,
    *,
    title: str = TITLE,
    linked: Mapping[str, object] | None = JSON_LD,
    head: str = "",
    foot: str = "",
    lang: str = "en",
) -> str:
    """A page as a small paper makes it: menu, article, footer."""
    data = f'<script type="application/ld+json">{json.dumps(linked)}</script>' if linked else ""
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"""<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><title>{title} | The Tarnby Post</title>
{data}{head}</head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>{title}</h1>{body}{foot}</article>
<aside><p>Most read: <a href="/eel">Eel stolen from the harbour</a></p></aside>
<footer><p>© 2031 The Tarnby Post. All rights reserved.</p></footer></body></html>"""


GOOD = page()
MARKED_PAYWALL = page(PARAGRAPHS[:2], linked=JSON_LD | {"isAccessibleForFree": "False"})
WORDED_PAYWALL = page(
    PARAGRAPHS[:1], foot="<p>To continue reading, subscribe now for one crown a week.</p>"
)
FOREIGN = page(GERMAN, title="Tarnby verkauft seine Fähre", linked=None, lang="de")
EMPTY = "<html><head><title>Tarnby</title></head><body></body></html>"
FRONT_PAGE = (
    "<html><head><title>The Tarnby Post</title></head><body><main>"
    + "".join(f'<p><a href="/{n}">Story number {n} of the day</a></p>' for n in range(60))
    + "</main></body></html>"
)
