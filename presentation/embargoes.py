"""Embargoes in words, for those who may know of them."""

from collections.abc import Sequence
from datetime import datetime

from newsroom.article import ArticleId
from newsroom.embargo import Embargo, EmbargoCounts, Embargoed, EmbargoedArticle, Terms
from newsroom.until import moment_words
from presentation import limits
from presentation.text import fit, inline, plain, plural

NONE_STAND = "No embargo stands that you may see."
CUT = "… and more; narrow it down on the command line."
NOT_HELD = "You have none of these roles, so you do not see it yourself until then."
MARK = "🔒 "
REASON_SHOWN, TITLES_SHOWN = 200, 5


def stamp(moment: datetime) -> str:
    """A moment in the reader's own zone, and beside it with day and zone for all."""
    return f"<t:{int(moment.timestamp())}:F> ({moment_words(moment)})"


def part_heading(embargo: Embargo) -> str:
    """What stands above an answer from an embargo."""
    until = stamp(embargo.terms.until)
    return f"🔒 **Under embargo until {until}**: embargo {embargo.number}, for you alone."


def part_note(terms: Terms) -> str:
    """What stands above what came of adding an article under an embargo."""
    roles = ", ".join(f"<@&{role}>" for role in terms.roles)
    return f"🔒 Closed until {stamp(terms.until)} to all but {roles} and managers."


def embargo_lines(shown: Sequence[Embargoed]) -> str:
    """Embargoes with their articles, as one message of Discord."""
    text = ""
    for one in shown:
        block = embargo_block(one)
        if len(text) + len(block) + len(CUT) + 2 > limits.MESSAGE_CONTENT:
            return f"{text}\n{CUT}".strip()
        text = f"{text}\n{block}".strip()
    return text or NONE_STAND


def embargo_block(shown: Embargoed) -> str:
    """One embargo: until when, for whom, what is in it, and who set it."""
    embargo, terms = shown.embargo, shown.embargo.terms
    roles = ", ".join(f"<@&{role}>" for role in terms.roles[:10])
    titles = [_title(embargo.number, one.article_id, one.title) for one in shown.articles]
    more = len(titles) - TITLES_SHOWN
    lines = [
        f"🔒 **Embargo {embargo.number}** until {stamp(terms.until)}, for {roles} and managers",
        *titles[:TITLES_SHOWN],
        *([f"… and {plural(more, 'article')} more"] if more > 0 else []),
    ]
    by = f"Set by <@{terms.set_by}>" if terms.set_by else "Set"
    reason = f": {plain(fit(inline(terms.reason), REASON_SHOWN))}" if terms.reason else ""
    return "\n".join((*lines, f"{by} {moment_words(terms.set_at)}{reason}"))


def _title(number: int, article_id: ArticleId, title: str) -> str:
    shown = plain(fit(inline(title), limits.DIGEST_TITLE))
    return f"– {EmbargoedArticle(number, article_id)}: {shown}"


def text_lines(shown: Embargoed) -> tuple[str, ...]:
    """The same for a terminal."""
    embargo, terms = shown.embargo, shown.embargo.terms
    roles = ", ".join(map(str, terms.roles))
    reason = f" ({inline(terms.reason)})" if terms.reason else ""
    return (
        f"embargo {embargo.number}: until {moment_words(terms.until)}, for roles {roles}{reason}",
        *(
            f"  article {EmbargoedArticle(embargo.number, one.article_id)}: {inline(one.title)}"
            for one in shown.articles
        ),
    )


def counts_line(counts: EmbargoCounts) -> str:
    """How many embargoes stand, for managers."""
    if not counts.standing:
        return "none"
    next_at = f"; the next ends {moment_words(counts.next_at)}" if counts.next_at else ""
    return f"{counts.standing:,} standing{next_at}"


def not_held(words: str) -> str:
    """The same for somebody who has none of the roles, and no longer sees what they closed."""
    return f"{words}\n{NOT_HELD}"
