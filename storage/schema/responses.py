"""Responses by their article, so that the newest are found without reading all of them."""

from storage.database import Database
from storage.schema.registry import migrations


@migrations()
def m0012_newest_responses(db: Database) -> None:
    """A partial index in text order: articles are walked newest first, each asked for its own."""
    db.execute(
        "create index claims_response_place on claims (article_id, position)"
        " where response_kind is not null"
    )
