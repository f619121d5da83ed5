"""What changed in an article, in words: in a line where it was added, and as a whole history."""

from collections.abc import Iterator, Sequence

from newsroom.version import (
    Change,
    ClaimChange,
    ClaimFate,
    CorrectionKind,
    FieldChange,
    FieldKind,
    History,
    NotedCorrection,
    SentenceChange,
    Sourcing,
    Version,
    WordRun,
)
from presentation import limits
from presentation.claim_blocks import ARROW, publication_words, quoted, url_of
from presentation.dates import date_words
from presentation.sheet import Block, Line, Sheet
from presentation.text import fit, inline, plural

AROUND = 6
"""So many words that stayed are shown on either side of one that changed."""

OWN_VOICE = "the article's own voice"
LEGEND = "[-gone-] {+new+}"
_FIELDS = {
    FieldKind.TITLE: "headline",
    FieldKind.OUTLET: "outlet",
    FieldKind.DATE: "date",
}
_SOURCING = {
    Sourcing.BETTER: "better sourced",
    Sourcing.WORSE: "worse sourced",
    Sourcing.OTHER: "other source",
}
_FATES = {
    ClaimFate.ADDED: "new",
    ClaimFate.ALTERED: "altered",
    ClaimFate.GONE: "no longer in the article",
    ClaimFate.RESTORED: "in the article again",
}


def change_summary(change: Change) -> str:
    """What changed in one line, the weightiest first."""
    return "; ".join(_summary(change)) or "only its layout changed"


def _summary(change: Change) -> Iterator[str]:
    for note in change.corrections:
        words = fit(quoted(note.text), limits.NOTE_SHOWN // 3)
        label = note.kind.value
        yield words if inline(note.text).casefold().startswith(label) else f"{label}: {words}"
    for claim in change.claims:
        if claim.hedges_dropped:
            yield f"{_listed(claim.hedges_dropped)} dropped from claim #{claim.claim_id}"
        if claim.hedges_added:
            yield f"{_listed(claim.hedges_added)} added to claim #{claim.claim_id}"
    for sourcing, words in _SOURCING.items():
        if count := sum(claim.sourcing is sourcing for claim in change.claims):
            yield f"{plural(count, 'claim')} {words}"
    if answered := sum(claim.response_added is not None for claim in change.claims):
        yield plural(answered, "response") + " added"
    counts = _counts(change)
    if counts:
        yield f"claims: {', '.join(counts)}"
    yield from (f"{_FIELDS[field.kind]} changed" for field in change.fields)
    sentences = _sentence_counts(change.sentences)
    if sentences:
        yield f"sentences: {', '.join(sentences)}"


def _listed(words: Sequence[str]) -> str:
    return ", ".join(map(quoted, words))


def _counts(change: Change) -> list[str]:
    words = {
        ClaimFate.ALTERED: "altered",
        ClaimFate.ADDED: "new",
        ClaimFate.GONE: "gone",
        ClaimFate.RESTORED: "back",
    }
    counted = ((sum(c.fate is fate for c in change.claims), word) for fate, word in words.items())
    return [f"{count} {word}" for count, word in counted if count]


def _sentence_counts(sentences: Sequence[SentenceChange]) -> list[str]:
    altered = sum(one.before is not None and one.after is not None for one in sentences)
    added = sum(one.before is None for one in sentences)
    removed = sum(one.after is None for one in sentences)
    counted = ((altered, "altered"), (added, "added"), (removed, "removed"))
    return [f"{count} {word}" for count, word in counted if count]


def history_sheet(history: History) -> Sheet:
    """An article's versions, the newest change first."""
    count = len(history.versions)
    headline = f"{quoted(history.citation.title)}: {plural(count, 'version')}."
    seen = {version.number: version for version in history.versions}
    blocks = [_change_block(change, seen) for change in reversed(history.changes)]
    first = history.versions[0]
    opening = Block(
        _version_title(first),
        (
            Line("Headline", quoted(first.title)),
            Line("Published", publication_words(history.citation)),
        ),
        url_of(history.citation),
    )
    notes = [correction_words(one) for one in history.corrections]
    if count == 1:
        notes.append("The desk has seen no other text of it.")
    footer = LEGEND if history.changes else ""
    return Sheet(headline, tuple(notes), (*blocks, opening), footer=footer)


def correction_words(noted: NotedCorrection) -> str:
    """A note of correction with its kind, its day or when it was seen, and whether it is gone."""
    note = noted.correction
    label = "Editor's note" if note.kind is CorrectionKind.NOTE else note.kind.value.capitalize()
    if note.stated_on is not None:
        when = f"of {note.stated_on.day} {note.stated_on:%B %Y}"
    else:
        when = f"seen {date_words(noted.seen_at)}"
    gone = "" if note.span else ", no longer in the article"
    return f"{label} {when}{gone}: {quoted(note.text)}"


def _version_title(version: Version) -> str:
    return f"Version {version.number}, seen {date_words(version.seen_at)}"


def _change_block(change: Change, versions: dict[int, Version]) -> Block:
    version = versions.get(change.version)
    title = _version_title(version) if version else f"Version {change.version}"
    return Block(title, tuple(_change_lines(change)))


def _change_lines(change: Change) -> Iterator[Line]:
    yield Line("In short", change_summary(change))
    yield from map(_field_line, change.fields)
    for claim in change.claims:
        yield from _claim_lines(claim)
    if change.sources_added:
        yield Line("Newly cited", ", ".join(map(inline, change.sources_added)))
    if change.sources_dropped:
        yield Line("No longer cited", ", ".join(map(inline, change.sources_dropped)))
    yield from map(_sentence_line, change.sentences)
    yield Line("Unchanged", plural(change.carried, "claim"))


def _field_line(field: FieldChange) -> Line:
    before = quoted(field.before) if field.before else "not stated"
    after = quoted(field.after) if field.after else "not stated"
    return Line(_FIELDS[field.kind].capitalize(), f"{before}{ARROW}{after}")


def _claim_lines(claim: ClaimChange) -> Iterator[Line]:
    label = f"Claim #{claim.claim_id}"
    words = claim.after if claim.after is not None else claim.before
    yield Line(label, f"{_FATES[claim.fate]}: {quoted(words or '')}")
    if claim.hedges_dropped:
        yield Line("Hedge dropped", _listed(claim.hedges_dropped))
    if claim.hedges_added:
        yield Line("Hedge added", _listed(claim.hedges_added))
    if claim.sourcing is not None:
        before, after = _chain(claim.sources_before), _chain(claim.sources_after)
        yield Line(_SOURCING[claim.sourcing].capitalize(), f"was {before}; now {after}")
    if claim.response_added:
        yield Line("Response added", inline(claim.response_added))
    if claim.response_dropped:
        yield Line("Response dropped", inline(claim.response_dropped))


def _chain(labels: Sequence[str]) -> str:
    return ARROW.join(map(inline, labels)) or OWN_VOICE


def _sentence_line(sentence: SentenceChange) -> Line:
    if sentence.before is None:
        return Line("Added", quoted(sentence.after or ""))
    if sentence.after is None:
        return Line("Removed", quoted(sentence.before))
    return Line("Altered", diff_words(sentence.words))


def diff_words(runs: Sequence[WordRun]) -> str:
    """Two sentences in one: what went as [-went-], what came as {+came+}; the rest is shortened."""
    last = len(runs) - 1
    return " ".join(_run(run, place == 0, place == last) for place, run in enumerate(runs))


def _run(run: WordRun, is_first: bool, is_last: bool) -> str:
    words = inline(run.text)
    if not run.is_now:
        return f"[-{words}-]"
    if not run.was:
        return f"{{+{words}+}}"
    found = words.split(" ")
    if is_first and len(found) > AROUND:
        return "… " + " ".join(found[-AROUND:])
    if is_last and len(found) > AROUND:
        return " ".join(found[:AROUND]) + " …"
    if len(found) > 2 * AROUND:
        return " ".join((*found[:AROUND], "…", *found[-AROUND:]))
    return words
