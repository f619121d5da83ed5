"""What an export leaves out, and why.

A table or column of the schema that is neither here nor in `shape` fails a test, so that whoever
adds one decides.
"""

LEFT_OUT = {
    "asks": "questions behind buttons, which work for a day, with the asker's Discord id",
    "pages": "pages as the web gave them, compressed; they are in a backup and in the SQLite copy",
    "claims_fts": "search index, made anew",
    "claims_terms": "search index, made anew",
    "vocabulary": "search index, made anew",
    "vocabulary_keys": "search index, made anew",
    "name_words": "search index, made anew",
    "names_pending": "search index, made anew",
    "meaning_model": "embeddings, made anew",
    "meanings": "embeddings, made anew",
    "meaning_codes": "embeddings, made anew",
    "meaning_pending": "embeddings, made anew",
    "story_words": "telling words, taken anew from the text",
    "deliveries": "which digests went out; the schedule goes on the day after the last of them",
    "delivery_messages": "messages in a channel, by their Discord ids",
    "digest_points": "what a channel's digests said, to notice later that a source has gone",
    "watch_hits": "what a channel was told of or is about to be; a watch goes on from there",
    "judged_sources": "whom claims rest on by what was judged of them, computed anew",
    "posts": "messages in channels, by their Discord ids",
    "post_contents": "which claims and articles those messages show",
    "owed_edits": "messages in channels that are about to be edited",
    "audit": "who did what on this desk, with Discord ids; it proves nothing on another",
    "audit_people": "names behind the audit's ids",
    "audit_head": "the end of the audit's chain",
    "carried_names": "what the file of an embargo keeps for the day on which it ends",
    "carried_watches": "what the file of an embargo keeps for the day on which it ends",
    "stories_pending": "articles without a story wait for one again",
    "_sqlite_migrations": "which numbered functions made the tables",
}
"""Tables that an export leaves out."""

MADE_ANEW = {
    ("articles", "dated_at"): "from published_at and added_at",
    ("entities", "folded"): "from the name",
    ("entities", "mention_count"): "from the articles",
    ("entities", "first_seen"): "from the articles",
    ("entities", "last_seen"): "from the articles",
    ("entity_names", "name_id"): "only their order matters",
    ("entity_names", "folded"): "from the name",
    ("entity_name_articles", "name_id"): "stands as entity, text and form",
    ("taken_names", "name_id"): "stands as entity, text and form",
    ("mentions", "mention_id"): "only their order matters",
    ("roles", "role_id"): "only their order matters",
    ("feeds", "feed_id"): "only their order matters",
    ("article_versions", "content_type"): "of the page as the web gave it; see pages",
    ("article_versions", "content"): "the page as the web gave it; see pages",
    ("story_moves", "move_id"): "only their order matters",
    ("claim_judgements", "is_confidential"): "what is confidential stays on the desk",
}
"""Columns that an export leaves out."""
