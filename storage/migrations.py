"""The desk's tables, made forward only by numbered functions; a merged one is never edited.

The modules are imported in the order of their numbers, which is the order in which they run.
"""

# ruff: noqa: I001
from storage.schema.registry import migrations
from storage.schema import founding, name_index, meanings, responses, web, stories
from storage.schema import versions, digests, audit, judgements, claim_judgements, embargoes

__all__ = [
    "audit",
    "claim_judgements",
    "digests",
    "embargoes",
    "founding",
    "judgements",
    "meanings",
    "migrations",
    "name_index",
    "responses",
    "stories",
    "versions",
    "web",
]
