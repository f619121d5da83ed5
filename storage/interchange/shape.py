"""What an export holds, table by table: the format, by which lines are written, read and checked.

What is not here stands in `left_out`.
"""

from newsroom.article import BlockKind
from newsroom.attribution import Evidence, Identity, Manner, Number, ResponseKind
from newsroom.entity import EntityKind, MentionForm
from newsroom.feed import Outcome
from newsroom.story import JoinedBy
from storage.interchange.channel_parts import SCHEDULES, WATCHES
from storage.interchange.fields import (
    Field,
    Kind,
    Part,
    flag,
    from_join,
    moment,
    number_of,
    score,
    span,
    text,
    whole,
)
from storage.interchange.judgement_parts import APART, CLAIM_JUDGEMENTS, JUDGEMENTS, REVIEWS
from storage.interchange.version_parts import VERSION_PARTS

FORMAT, VERSION = "byline-desk", 1
HEADER = "desk"

NAME_FORMS = (MentionForm.NAME, MentionForm.NOMINAL)
ENTITY = number_of("entity", "entity", "entity_id")
MAYBE_ENTITY = number_of("entity", "entity_id", "entity_id", optional=True)
READ_AS = number_of("entity", "read_as", "read_as", optional=True)
"""As whom a row was read, where it is another's by what was judged."""
STANDINGS = ("given", "added", "removed", "taken")
MENTIONED = span(holds="text")

CLAIM_PARTS = (
    Part(
        "spans",
        "claim_spans",
        "claim_id",
        (text("part", choices=("content", "cue", "source")), whole("position"), span()),
        "t.part, t.position",
    ),
    Part(
        "chain",
        "chain_links",
        "claim_id",
        (
            text("label"),
            text("identity", choices=Identity),
            text("kind"),
            span(optional=True),
            text("entity", optional=True),
            MAYBE_ENTITY,
            text("number", choices=Number),
            text("evidence", choices=Evidence),
            READ_AS,
            from_join(text("known_as", optional=True), "iif(t.read_as is not null, e.name, null)"),
        ),
        "t.position",
        joins="left join entities e using (entity_id)",
        is_positioned=True,
    ),
    Part(
        "hedges",
        "hedges",
        "claim_id",
        (text("text"), MENTIONED),
        "t.position",
        is_positioned=True,
    ),
    Part(
        "dates",
        "claim_dates",
        "claim_id",
        (text("text"), MENTIONED, text("edtf", optional=True)),
        "t.position",
        is_positioned=True,
    ),
    Part(
        "about",
        "claim_entities",
        "claim_id",
        (ENTITY, READ_AS),
        "t.position",
        is_positioned=True,
    ),
)

CLAIMS = Part(
    "claims",
    "claims",
    "article_id",
    (
        number_of("claim", "claim", "claim_id"),
        text("text"),
        text("sentence"),
        span("sentence_span", ("sentence_start", "sentence_end"), holds="sentence"),
        text("manner", choices=Manner),
        text("identity", choices=Identity),
        flag("single", "is_single"),
        whole("links", "link_count"),
        text("response_kind", optional=True, choices=ResponseKind),
        text("response_party", optional=True),
        text("response_entity", optional=True),
        number_of("entity", "response_entity_id", "response_entity_id", optional=True),
        number_of("entity", "response_read_as", "response_read_as", optional=True),
        span("response_span", ("response_start", "response_end"), optional=True),
        text("source_words", "source"),
        text("about_words", "about"),
    ),
    "t.position",
    is_positioned=True,
    parts=CLAIM_PARTS,
)

NAMED = (
    from_join(ENTITY, "n.entity_id"),
    from_join(text("text"), "n.alias"),
    from_join(text("form", choices=NAME_FORMS), "n.form"),
    from_join(READ_AS, "n.read_as"),
)

ARTICLE_PARTS = (
    Part(
        "blocks",
        "blocks",
        "article_id",
        (text("kind", choices=BlockKind), span(), span("body", ("body_start", "body_end"))),
        "t.position",
        is_positioned=True,
    ),
    Part(
        "sentences",
        "sentences",
        "article_id",
        (text("kind", choices=BlockKind), span(), whole("block")),
        "t.position",
        is_positioned=True,
    ),
    Part(
        "entities",
        "article_entities",
        "article_id",
        (
            ENTITY,
            text("name"),
            from_join(text("kind", choices=EntityKind), "e.kind"),
            whole("mention_count"),
            text("read_kind", "kind", optional=True, choices=EntityKind),
            READ_AS,
            from_join(text("known_as"), "e.name"),
            from_join(flag("hidden", "is_hidden"), "e.is_hidden"),
        ),
        "t.entity_id, t.read_as",
        joins="join entities e using (entity_id)",
    ),
    Part(
        "names",
        "entity_name_articles",
        "article_id",
        NAMED,
        "n.entity_id, n.name_id",
        joins="join entity_names n using (name_id)",
    ),
    Part(
        "taken",
        "taken_names",
        "article_id",
        NAMED,
        "n.entity_id, n.name_id",
        joins="join entity_names n using (name_id)",
    ),
    Part(
        "mentions",
        "mentions",
        "article_id",
        (
            ENTITY,
            text("text"),
            MENTIONED,
            text("form", choices=MentionForm),
            flag("inferred", "is_inferred"),
            READ_AS,
        ),
        "t.mention_id",
    ),
    Part(
        "roles",
        "roles",
        "article_id",
        (ENTITY, text("text"), MENTIONED, flag("past", "is_past"), READ_AS),
        "t.role_id",
    ),
    Part(
        "story",
        "story_articles",
        "article_id",
        (
            number_of("story", "story", "story_id"),
            text("joined_by", choices=JoinedBy),
            score("score"),
            Field("reasons", Kind.WORDS, ("reasons",)),
            moment("joined_at"),
        ),
        "t.story_id",
    ),
    CLAIMS,
    *VERSION_PARTS,
)

ARTICLE = Part(
    "article",
    "articles",
    "article_id",
    (
        number_of("article", "article", "article_id"),
        whole("version"),
        text("sha256", "digest"),
        text("name"),
        text("title"),
        text("outlet", optional=True),
        text("byline", optional=True),
        Field("published_at", Kind.STATED, ("published_at",), is_optional=True),
        span("published_span", ("published_start", "published_end"), optional=True),
        text("url", optional=True),
        moment("added_at"),
        moment("seen_at", optional=True),
        text("text"),
    ),
    "t.article_id",
    parts=ARTICLE_PARTS,
)

ENTITIES = Part(
    "entity",
    "entities",
    "entity_id",
    (
        ENTITY,
        text("name"),
        text("kind", choices=EntityKind),
        text("description", optional=True),
        flag("imported", "is_imported"),
        number_of("entity", "merged_into", "merged_into", optional=True),
        flag("hidden", "is_hidden"),
        text("desk_description", optional=True),
    ),
    "t.entity_id",
    parts=(
        Part(
            "names",
            "entity_names",
            "entity_id",
            (
                text("text", "alias"),
                text("form", choices=NAME_FORMS),
                flag("imported", "is_imported"),
                text("standing", choices=STANDINGS),
                READ_AS,
            ),
            "t.name_id",
        ),
    ),
)

STORIES = Part(
    "story",
    "stories",
    "story_id",
    (
        number_of("story", "story", "story_id"),
        moment("begun_at"),
        number_of("story", "merged_into", "merged_into", optional=True),
    ),
    "t.merged_into is not null, t.story_id",
)

FEEDS = Part(
    "feed",
    "feeds",
    "feed_id",
    (
        text("url"),
        text("title", optional=True),
        text("wanted", optional=True),
        Field("channel_id", Kind.WHOLE, ("channel_id",), is_optional=True, is_discord_id=True),
        moment("added_at"),
        moment("due_at"),
        moment("checked_at", optional=True),
        text("etag", optional=True),
        text("last_modified", optional=True),
        whole("failures"),
        moment("failing_since", optional=True),
        text("problem", optional=True),
        moment("paused_at", optional=True),
        moment("told_at", optional=True),
    ),
    "t.feed_id",
    parts=(
        Part(
            "items",
            "feed_items",
            "feed_id",
            (
                text("key"),
                text("outcome", choices=Outcome),
                whole("attempts"),
                text("seen_on"),
                text("mark", optional=True),
            ),
            "t.key",
        ),
    ),
)

COPIES = Part(
    "copy",
    "wire_copies",
    "article_id",
    (
        number_of("article", "article", "article_id"),
        number_of("article", "copy_of", "copy_of"),
        score("shared"),
    ),
    "t.article_id, t.copy_of",
)

MERGES = Part(
    "merge",
    "story_merges",
    "story_id",
    (
        number_of("story", "story", "story_id"),
        number_of("story", "into", "into_id"),
        number_of("article", "article", "article_id", optional=True),
        score("score"),
        moment("merged_at"),
    ),
    "t.story_id",
)

MOVES = Part(
    "move",
    "story_moves",
    "move_id",
    (
        number_of("article", "article", "article_id"),
        number_of("story", "from", "from_id", optional=True),
        number_of("story", "to", "to_id"),
        Field("judged_by", Kind.TEXT, ("judged_by",), is_discord_id=True),
        moment("judged_at"),
        text("reason"),
    ),
    "t.move_id",
)

SETTINGS = Part("setting", "desk_settings", "key", (text("key"), text("value")), "t.key")

CHANNELS = (SCHEDULES, WATCHES)
"""What a channel is sent by itself: without its Discord id it is nothing, and stays out."""

RECORDS = (
    *(SETTINGS, FEEDS, ENTITIES, STORIES, ARTICLE, COPIES, MERGES, MOVES),
    *(JUDGEMENTS, REVIEWS, APART, CLAIM_JUDGEMENTS),
    *CHANNELS,
)
"""The kinds of lines, in the order in which they stand: nothing speaks of what comes later."""

BACKUP_SETTING = "backup."
ROLE_SETTING = "role."
"""Settings that belong to this file or to its Discord server."""
