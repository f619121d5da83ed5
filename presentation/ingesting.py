"""What came of adding an article, in words, and how much a desk holds."""

from newsroom.desk import DeskCounts, Ingested
from presentation import limits
from presentation.changes import change_summary
from presentation.claim_blocks import publication_words, quotation, quoted, url_of
from presentation.sheet import Block, Line, Sheet
from presentation.story_blocks import joined_words
from presentation.text import inline, plural

ADDED, KNOWN = "Added to the desk.", "Already on the desk; nothing changed."
VERSION = "Version {} of an article on the desk."
CLOSED, CLOSED_VERSION = "Added under embargo.", "Version {} of an article under embargo."


def ingested_sheet(ingested: Ingested) -> Sheet:
    """What came of adding one article."""
    citation = ingested.citation
    published = Line("Published", publication_words(citation))
    read = Line("Read", read_words(ingested))
    story = (Line("Story", joined_words(ingested.story)),) if ingested.story else ()
    lines = (published, *_changed(ingested), read, *story)
    block = Block(quoted(citation.title), lines, url_of(citation))
    notes = (inline(ingested.note),) if ingested.note else ()
    return Sheet(_headline(ingested), notes, (block, *_unclaimed(ingested)))


def _headline(ingested: Ingested) -> str:
    if ingested.embargo is not None and not ingested.is_known:
        return CLOSED_VERSION.format(ingested.version) if ingested.change else CLOSED
    if ingested.is_known:
        return KNOWN
    return VERSION.format(ingested.version) if ingested.change else ADDED


def _changed(ingested: Ingested) -> tuple[Line, ...]:
    """What is new in a version, in short."""
    return (Line("Changed", change_summary(ingested.change)),) if ingested.change else ()


def read_words(ingested: Ingested) -> str:
    """What was found in an article, counted."""
    return ", ".join(
        (
            plural(ingested.sentence_count, "sentence"),
            plural(ingested.entity_count, "entity", "entities"),
            plural(ingested.claim_count, "claim"),
            f"{ingested.attributed_count:,} attributed to a source",
        )
    )


def _unclaimed(ingested: Ingested) -> tuple[Block, ...]:
    """The first sentences in which no claim was found."""
    if not ingested.unclaimed:
        return ()
    shown = ingested.unclaimed[: limits.UNCLAIMED_SHOWN]
    title = f"No claim was found in {plural(len(ingested.unclaimed), 'sentence')}"
    more = len(ingested.unclaimed) - len(shown)
    rest = (Line("Not shown", f"{more} more"),) if more else ()
    return (Block(title, (*(quotation(text) for text in shown), *rest)),)


def counts_lines(counts: DeskCounts) -> tuple[str, ...]:
    """How much a desk holds, a line for each kind of thing."""
    return (
        plural(counts.articles, "article"),
        plural(counts.entities, "entity", "entities"),
        plural(counts.aliases, "name and alias", "names and aliases"),
        plural(counts.claims, "claim"),
        plural(counts.sources, "source"),
    )
