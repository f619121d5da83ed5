"""What people judged of who is who: every act, what was reviewed, and who is told apart."""

from newsroom.curation import DoubtKind, JudgementKind, Verdict
from storage.interchange.fields import Field, Kind, Part, moment, number_of, text, whole

JUDGED_BY = Field("judged_by", Kind.TEXT, ("judged_by",), is_discord_id=True)

JUDGEMENTS = Part(
    "judgement",
    "judgements",
    "judgement_id",
    (
        number_of("judgement", "judgement", "judgement_id"),
        text("kind", choices=JudgementKind),
        JUDGED_BY,
        moment("judged_at"),
        text("reason"),
        number_of("judgement", "undoes", "undoes", optional=True),
    ),
    "t.judgement_id",
    parts=(
        Part(
            "pairs",
            "judged_pairs",
            "judgement_id",
            (
                number_of("entity", "left", "left_id"),
                number_of("entity", "right", "right_id"),
                text("verdict", choices=Verdict),
            ),
            "t.left_id, t.right_id",
        ),
        Part(
            "parts",
            "judged_parts",
            "judgement_id",
            (
                number_of("entity", "entity", "entity_id"),
                number_of("article", "article", "article_id"),
                number_of("entity", "to", "to_id"),
            ),
            "t.entity_id, t.article_id",
        ),
        Part(
            "words",
            "judged_words",
            "judgement_id",
            (number_of("entity", "entity", "entity_id"), text("text")),
            "t.entity_id",
        ),
    ),
)

REVIEWS = Part(
    "review",
    "reviews",
    "subject",
    (
        text("subject", choices=DoubtKind),
        whole("subject_id"),
        whole("other_id"),
        text("verdict", choices=Verdict),
        JUDGED_BY,
        moment("judged_at"),
    ),
    "t.subject, t.subject_id, t.other_id, t.judged_at",
)

APART = Part(
    "apart",
    "entities_apart",
    "left_id",
    (number_of("entity", "left", "left_id"), number_of("entity", "right", "right_id")),
    "t.left_id, t.right_id",
)
