"""From an answer to its picture: the bytes of a PNG, its name, and its words.

Drawing takes some tenths of a second and matplotlib, which is imported only when it is asked for;
it belongs off the event loop.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from newsroom.answer import Answer, ClaimMatch, QuestionKind, Reply, StoredClaim
from newsroom.edition import NewsAnswer
from newsroom.story import StoryAnswer
from presentation.pictures.alternative import chains_alternative, timeline_alternative
from presentation.pictures.chains import chain_drawing
from presentation.pictures.network import compose_network
from presentation.pictures.page import Caption
from presentation.pictures.timeline import shown_claims, timeline_drawing
from presentation.sheet import is_warning
from presentation.text import inline

CHAINS, TIMELINE = "sourcing.png", "timeline.png"
MAIN_POINT = "Main point"
"""How a story's note on what most of its articles tell begins."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG, what its file is called, and the alternative text that goes with it."""

    name: str
    content: bytes
    description: str


def has_picture(reply: Reply) -> bool:
    """Whether there is something in a reply to be drawn."""
    if not isinstance(reply, Answer):
        return False
    if reply.question.kind is QuestionKind.TIMELINE:
        return any(match.claim.dates for match in reply.claims)
    return bool(chain_claims(reply))


def draw_reply(reply: Reply) -> Picture | None:
    """The picture of a reply: a timeline where one was asked for, else the sourcing chains."""
    if not has_picture(reply) or not isinstance(reply, Answer):
        return None
    if reply.question.kind is QuestionKind.TIMELINE:
        return draw_timeline(reply.claims, caption_of(reply))
    return draw_chains(chain_claims(reply), caption_of(reply))


def chain_claims(answer: Answer) -> tuple[StoredClaim, ...]:
    """The claims whose chains are drawn: a story's main point, or whatever in it is attributed.

    What the desk has withdrawn supports nothing, and is not drawn; nor is what is new, which has no
    one point.
    """
    if isinstance(answer, NewsAnswer):
        return ()
    if not isinstance(answer, StoryAnswer):
        return tuple(claim for claim in _plain(answer.claims) if not claim.is_withdrawn)
    if answer.story is None:
        return ()
    cited = (one.claims for one in answer.story.sources if not one.is_voice)
    return answer.story.main_point or tuple(claim for claims in cited for claim in claims)


def caption_of(answer: Answer) -> Caption:
    """What stands around the picture of an answer; a story's is about its main point."""
    asked, headline = inline(answer.question.text), inline(answer.headline)
    notes = tuple(filter(None, map(inline, answer.notes)))
    if not isinstance(answer, StoryAnswer):
        return Caption(asked, headline, notes, answer.independent_sources)
    about = next((note for note in notes if note.startswith(MAIN_POINT)), "")
    return Caption(asked, headline, tuple(n for n in notes if n != about), None, about)


def draw_chains(claims: Sequence[StoredClaim | ClaimMatch], caption: Caption) -> Picture:
    """Who stands behind some claims, best first, and through whom."""
    from presentation.pictures.drawing import draw
    from presentation.pictures.typeface import type_ruler

    content = draw(chain_drawing(claims, caption, type_ruler()))
    shown = (claim for node in compose_network(_plain(claims)).nodes for claim in node.claims)
    return Picture(CHAINS, content, chains_alternative(_opening(caption), shown))


def draw_timeline(claims: Sequence[StoredClaim | ClaimMatch], caption: Caption) -> Picture:
    """What happened when, by some claims, and who says so."""
    from presentation.pictures.drawing import draw
    from presentation.pictures.typeface import type_ruler

    content = draw(timeline_drawing(claims, caption, type_ruler()))
    shown, _ = shown_claims(_plain(claims))
    return Picture(TIMELINE, content, timeline_alternative(_opening(caption), shown))


def _plain(claims: Sequence[StoredClaim | ClaimMatch]) -> tuple[StoredClaim, ...]:
    return tuple(claim.claim if isinstance(claim, ClaimMatch) else claim for claim in claims)


def _opening(caption: Caption) -> tuple[str, ...]:
    """The first words of the alternative text: the count or the headline, and the warnings."""
    count = caption.independent_sources
    first = caption.headline if count is None else f"Independent sources: {count}."
    return (first, caption.about, *filter(is_warning, caption.notes))
