"""Which claims an answer shows, on whatever page."""

from collections.abc import Iterator

from newsroom.answer import Answer, StoredClaim
from newsroom.story import Story, StoryAnswer


def claims_of(answer: Answer) -> tuple[StoredClaim, ...]:
    """The claims of an answer, of its card and of its story, each once."""
    claims = [match.claim for match in answer.claims]
    if answer.card is not None:
        claims += [*answer.card.about, *answer.card.said]
    if isinstance(answer, StoryAnswer) and answer.story is not None:
        claims += _of_story(answer.story)
    return tuple({claim.claim_id: claim for claim in claims}.values())


def _of_story(story: Story) -> Iterator[StoredClaim]:
    for point in story.disputed:
        yield from (*point.denials, *point.against)
        if point.before is not None:
            yield point.before
    for one in story.sources:
        yield from one.claims
    for party in story.responses:
        yield from party.claims
    yield from story.timeline
    yield from story.main_point
