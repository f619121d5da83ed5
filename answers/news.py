"""What came to a desk of late, as the answer to whoever asks what is new."""

from datetime import date

from answers.counting import counted
from newsroom.answer import ClaimMatch, Question, Unanswered
from newsroom.article import Citation
from newsroom.edition import Edition, NewsAnswer

NEW = "new since then"


def compose_news(question: Question, edition: Edition) -> NewsAnswer:
    """What an edition tells of the days that a question looks back on."""
    told = [item.claim for story in edition.stories for item in story.items]
    claims = {claim.claim_id: ClaimMatch(claim, 1.0, (NEW,)) for claim in told}
    stories, count = counted(edition.story_count, "story", "stories"), edition.article_count
    what = counted(count, "article") if count else "no article, but changes"
    headline = f"New in {_span(question)}: {what} in {stories}."
    return NewsAnswer(question, headline, claims=tuple(claims.values()), edition=edition)


def compose_no_news(question: Question, newest: Citation, came_on: date) -> Unanswered:
    """That nothing is new, and how old the newest article is."""
    return Unanswered(
        question,
        f"Not found: anything new on this desk in {_span(question)}. The newest article came on"
        f" {came_on:%-d %B %Y}: “{newest.title}”.",
    )


def _span(question: Question) -> str:
    days = question.days_back
    return "the last 24 hours" if days == 1 else f"the last {days} days"
