"""Of an article, what it said before, what changed, which claims went and what it corrected."""

from newsroom.version import CorrectionKind
from storage.interchange.fields import Field, Kind, Part, day, moment, number_of, span, text, whole

VERSIONS = Part(
    "versions",
    "article_versions",
    "article_id",
    (
        whole("version"),
        text("sha256", "digest"),
        text("name"),
        text("title"),
        text("outlet", optional=True),
        text("byline", optional=True),
        Field("published_at", Kind.STATED, ("published_at",), is_optional=True),
        text("url", optional=True),
        moment("seen_at"),
        text("text"),
    ),
    "t.version",
)

CHANGES = Part(
    "changes",
    "version_changes",
    "article_id",
    (whole("version"), moment("seen_at"), Field("change", Kind.CHANGE, ("change",))),
    "t.version",
)

GONE = Part(
    "gone_claims",
    "gone_claims",
    "article_id",
    (
        number_of("claim", "claim", "claim_id"),
        whole("gone_in"),
        text("sentence"),
        Field("as_read", Kind.CLAIM, ("claim",)),
    ),
    "t.claim_id",
)

CORRECTIONS = Part(
    "corrections",
    "corrections",
    "article_id",
    (
        number_of("correction", "correction", "correction_id"),
        whole("version"),
        moment("seen_at"),
        text("kind", choices=CorrectionKind),
        day("stated_on", optional=True),
        span(optional=True),
        text("text"),
    ),
    "t.correction_id",
)

VERSION_PARTS = (VERSIONS, CHANGES, GONE, CORRECTIONS)
