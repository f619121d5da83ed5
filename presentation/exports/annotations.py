"""What stands where in an article, as W3C Web Annotations with selectors by place and by quote."""

from collections.abc import Iterator

from presentation.exports.chains import (
    OWN_TERMS,
    Record,
    article_iri,
    claim_iri,
    desk_of,
    names_in,
)

PAGE: Record = {
    "@context": ["http://www.w3.org/ns/anno.jsonld", {"byline": f"{OWN_TERMS}terms:"}],
    "id": f"{OWN_TERMS}annotations",
    "type": "AnnotationPage",
}
AROUND = 32
"""How many characters before and after a quote help to find it again in a changed text."""


def article_annotations(article: Record) -> Iterator[Record]:
    """Claims, cues, sources, hedges, responses and mentions of an article, each where it stands."""
    names = names_in(article)
    hidden = {each["entity"] for each in article["entities"] if each.get("hidden")}
    for number, mention in enumerate(article["mentions"]):
        if mention["entity"] in hidden:
            continue
        name = names.get(mention["entity"], mention["text"])
        iri = f"{OWN_TERMS}mention:{article['sha256']}:{number}"
        yield _annotation(article, iri, "identifying", [mention["span"]], ["mention", name])
    for position, claim in enumerate(article["claims"]):
        yield from _claim(article, claim, claim_iri(article, position))


def _claim(article: Record, claim: Record, iri: str) -> Iterator[Record]:
    spans: dict[str, list[list[int]]] = {"content": [], "cue": [], "source": []}
    for each in claim["spans"]:
        spans[each["part"]].append(each["span"])
    for part, label in (("content", "claim"), ("cue", "cue"), ("source", "source")):
        if spans[part]:
            bodies = [label, *([claim["identity"]] if part == "source" else [])]
            if part == "content" and (status := desk_of(claim)[0]):
                bodies.append(f"{status} by the desk")
            own = iri if part == "content" else f"{iri}:{part}"
            yield _annotation(article, own, _motive(part), spans[part], bodies, about=iri)
    for number, hedge in enumerate(claim["hedges"]):
        own = f"{iri}:hedge:{number}"
        yield _annotation(article, own, "tagging", [hedge["span"]], ["hedge"], about=iri)
    if claim["response_kind"] and claim["response_span"]:
        bodies, span = ["response", claim["response_kind"]], claim["response_span"]
        yield _annotation(article, f"{iri}:response", "tagging", [span], bodies, about=iri)


def _motive(part: str) -> str:
    return "highlighting" if part == "content" else "tagging"


def _annotation(
    article: Record,
    iri: str,
    motivation: str,
    spans: list[list[int]],
    bodies: list[str],
    *,
    about: str | None = None,
) -> Record:
    """One annotation; words that are interrupted are one target for each piece."""
    body = [{"type": "TextualBody", "value": value, "purpose": "tagging"} for value in bodies]
    belongs = {"byline:claim": about} if about and about != iri else {}
    source = article_iri(article)
    targets = [{"source": source, "selector": _selectors(article["text"], *span)} for span in spans]
    return {
        "type": "Annotation",
        "id": iri,
        "motivation": motivation,
        "body": body,
        "target": targets if len(targets) > 1 else targets[0],
        **belongs,
    }


def _selectors(text: str, start: int, end: int) -> list[Record]:
    """The same words by their place in Unicode characters, and by themselves with their context."""
    quote = {"exact": text[start:end]}
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    quote |= ({"prefix": before} if before else {}) | ({"suffix": after} if after else {})
    return [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {"type": "TextQuoteSelector", **quote},
    ]
