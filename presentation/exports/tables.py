"""A desk as tables that a reporter can open: which rows each article and entity gives.

A spreadsheet takes a cell that begins with = + - @ for a formula. Such a cell gets an apostrophe in
front, and so does one that begins with an apostrophe: taking one away gives every cell back.
"""

from collections.abc import Iterator

from newsroom.article import ArticleId, Citation, Span
from newsroom.attribution import Identity, Response, ResponseKind
from presentation.claim_blocks import chain_words, response_words
from presentation.exports.chains import Record, chain_of, desk_of, names_in

Row = tuple[object, ...]

TABLES: dict[str, Row] = {
    "articles": (
        *("article_id", "title", "outlet", "byline", "published_at", "url", "added_at"),
        *("story_id", "text"),
    ),
    "entities": (
        *("entity_id", "name", "kind", "description", "from_a_list", "articles", "mentions"),
    ),
    "aliases": ("entity_id", "entity", "alias", "form"),
    "claims": (
        *("claim_id", "claim", "sentence", "article", "outlet", "date", "sourcing_chain"),
        *("identity", "number_of_sources", "manner", "hedges", "response", "about", "url"),
        *("article_id", "desk_status", "desk_correction", "desk_source"),
    ),
    "chain_links": (
        *("claim_id", "position", "label", "identity", "kind", "named_as", "number", "evidence"),
    ),
    "mentions": (
        *("entity_id", "entity", "article_id", "article", "text", "form", "start", "end"),
    ),
}
README_NAME = "READ ME.txt"
README = """\
A desk of Byline as tables; UTF-8, with commas, and a first row that names the columns.

A cell that would begin with = + - @ (or their full-width forms), a tab, a line break or an
apostrophe has one more apostrophe in front, so that no spreadsheet takes it for a formula. Take one
leading apostrophe away to have the cell as it was.

In claims.csv, sourcing_chain goes from the article that was read to the source nearest the claim.
The columns that begin with desk_ are what editors made of the claim; a withdrawn one is no support.
Of an unnamed source there is what the article says and no more. An empty response means that the
article reports none, not that nobody was asked. Spreadsheets cut cells of more than 32,767
characters; the column text of articles.csv can be longer. start and end count Unicode characters.

The jsonl export is the one that `bot.py import` reads back.
"""

_FORMULA = "=+-@\t\r\n'＝＋－＠"
Counts = dict[int, list[int]]


def harmless(value: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    is_risky = isinstance(value, str) and value[:1] and value[0] in _FORMULA
    return f"'{value}" if is_risky else value


def restored(cell: str) -> str:
    """The cell as it was before `harmless`."""
    return cell.removeprefix("'")


def article_rows(article: Record, counts: Counts) -> Iterator[tuple[str, Row]]:
    """The rows that an article gives to each table; its mentions are counted."""
    number, title = article["article"], article["title"]
    story = article["story"]["story"] if article["story"] else None
    keys = ("outlet", "byline", "published_at", "url", "added_at")
    yield "articles", (number, title, *(article[key] for key in keys), story, article["text"])
    names = names_in(article)
    hidden = {each["entity"] for each in article["entities"] if each.get("hidden")}
    for entity in {each["entity"] for each in article["entities"]}:
        counts.setdefault(entity, [0, 0])[0] += 1
    for each in article["entities"]:
        counts[each["entity"]][1] += each["mention_count"]
    for each in article["mentions"]:
        if each["entity"] in hidden:
            continue
        name = names.get(each["entity"], "")
        place = (each["text"], each["form"], *each["span"])
        yield "mentions", (each["entity"], name, number, title, *place)
    for claim in article["claims"]:
        yield "claims", _claim(article, claim, names)
        for position, link in enumerate(claim["chain"]):
            yield "chain_links", (claim["claim"], position, *_link(link))


def entity_rows(entity: Record, counts: Counts) -> Iterator[tuple[str, Row]]:
    """The rows of an entity, once every article has been counted."""
    if entity.get("hidden") or entity.get("merged_into") is not None:
        return
    number, name = entity["entity"], entity["name"]
    listed = "yes" if entity["imported"] else "no"
    seen = counts.get(number, [0, 0])
    words = entity.get("desk_description") or entity["description"]
    yield "entities", (number, name, entity["kind"], words, listed, *seen)
    for alias in entity["names"]:
        if alias.get("standing", "given") in ("given", "added"):
            yield "aliases", (number, name, alias["text"], alias["form"])


def _claim(article: Record, claim: Record, names: dict[int, str]) -> Row:
    citation = Citation(
        ArticleId(article["article"]), article["title"], article["outlet"], None, article["url"]
    )
    chain = chain_of(claim)
    spoken = [each["entity"] for each in claim["about"]]
    return (
        claim["claim"],
        claim["text"],
        claim["sentence"],
        article["title"],
        article["outlet"],
        article["published_at"],
        chain_words(chain, citation) if chain else None,
        claim["identity"],
        ("one" if claim["single"] else "several") if len(claim["chain"]) > 1 else None,
        claim["manner"],
        "; ".join(hedge["text"] for hedge in claim["hedges"]),
        _response(claim),
        "; ".join(dict.fromkeys(names[n] for n in spoken if n in names)),
        article["url"],
        article["article"],
        *desk_of(claim),
    )


def _response(claim: Record) -> str | None:
    if claim["response_kind"] is None:
        return None
    kind, party = ResponseKind(claim["response_kind"]), claim["response_party"] or ""
    return response_words(Response(kind, party, Span(0, 0), claim["response_entity"]))


def _link(link: Record) -> Row:
    is_named = link["identity"] == Identity.NAMED
    named_as = link.get("known_as") or link["entity"] if is_named else None
    return (
        *(link["label"], link["identity"], link["kind"], named_as),
        *(link["number"], link["evidence"]),
    )
