"""What is new on a desk, for whoever asks in words: the edition of the last day or days."""

from datetime import UTC, datetime, timedelta

from answers.compose import compose_empty_desk
from answers.news import compose_news, compose_no_news
from editions import compose, scope_so_far
from newsroom.answer import Question, Reply
from newsroom.edition import Heading
from storage.articles import get_citation
from storage.database import Database
from storage.edition_claims import last_added_at, last_article_before


def tell_news(db: Database, question: Question) -> Reply:
    """What came in the days that a question looks back on; no digest is moved by it."""
    now = (question.asked_at or datetime.now(UTC)).astimezone(UTC)
    since = now - timedelta(days=question.days_back)
    added_at = last_added_at(db)
    if added_at is None:
        return compose_empty_desk(question)
    scope = scope_so_far(db, last_article_before(db, since), since, now)
    heading = Heading(now.date(), since.date(), "UTC", since)
    edition = compose(db, scope, heading).edition
    if edition.is_quiet:
        return compose_no_news(question, get_citation(db, scope.upto), added_at.date())
    return compose_news(question, edition)
