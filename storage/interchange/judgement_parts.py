"""What people judged of who is who and of what is said: acts, reviews, and who is apart."""

from newsroom.attribution import Identity, Number
from newsroom.curation import DoubtKind, JudgementKind, Verdict
from newsroom.judged_claim import ClaimAct, ClaimStatus
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

CLAIM_JUDGEMENTS = Part(
    "claim_judgement",
    "claim_judgements",
    "judgement_id",
    (
        number_of("claim_judgement", "judgement", "judgement_id"),
        number_of("claim", "claim", "claim_id"),
        number_of("article", "article", "article_id"),
        text("act", choices=ClaimAct),
        JUDGED_BY,
        moment("judged_at"),
        text("reason"),
        text("said"),
        text("status", optional=True, choices=ClaimStatus),
        text("words"),
        text("label", optional=True),
        text("identity", optional=True, choices=Identity),
        text("kind", optional=True),
        text("number", optional=True, choices=Number),
        number_of("entity", "entity", "entity_id", optional=True),
        number_of("claim_judgement", "undoes", "undoes", optional=True),
    ),
    "t.judgement_id",
    only="t.is_confidential = 0",
)
"""What was judged of claims; a confidential note stays on the desk, and so does its undoing."""

APART = Part(
    "apart",
    "entities_apart",
    "left_id",
    (number_of("entity", "left", "left_id"), number_of("entity", "right", "right_id")),
    "t.left_id, t.right_id",
)
