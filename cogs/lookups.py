"""From a recorded question to its answer: which service each look-up command calls."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime

from newsroom.answer import QuestionKind, Reply
from newsroom.desk import Ask
from newsroom.entity import EntityId
from newsroom.errors import NewsroomError
from services import Services

LookUp = Callable[[Services, str, Mapping[str, str], datetime], Awaitable[Reply]]

KIND, PICKED, CONTINUED = "kind", "picked", "continued"

NOT_IN_DIRECT_MESSAGES = (
    "Byline answers in your newsroom's server only, where its desk is; ask me in a channel there."
)

_LOOK_UPS: dict[str, LookUp] = {
    "ask": lambda services, desk, given, asked_at: services.ask(
        desk, given["question"], is_continued=CONTINUED in given, asked_at=asked_at
    ),
    "who": lambda services, desk, given, _: services.who(desk, given["name"]),
    "sources": lambda services, desk, given, _: services.sources(desk, given["claim"]),
    "claims": lambda services, desk, given, _: services.claims(desk, given["about"]),
    "quote": lambda services, desk, given, _: services.quote(
        desk, given.get("words"), given.get("speaker")
    ),
    "timeline": lambda services, desk, given, _: services.timeline(desk, given["about"]),
    "story": lambda services, desk, given, _: services.stories.tell(desk, given["name"]),
    "check": lambda services, desk, given, _: services.check(desk, given["text"]),
}


def desk_of(guild_id: int | None) -> str:
    """The desk of a server; raises NewsroomError where there is no server."""
    if guild_id is None:
        raise NewsroomError(NOT_IN_DIRECT_MESSAGES)
    return str(guild_id)


def continued(services: Services, question: str, previous: Reply | None) -> dict[str, str]:
    """The options of a question that may lean on the answer before."""
    whole = services.continue_question(question, previous)
    return {"question": whole} | ({CONTINUED: "yes"} if whole != question else {})


async def look_up(services: Services, desk: str, ask: Ask) -> Reply:
    """The answer to a question as it stands now, or about the entity picked from its answer.

    A question to an embargo is answered by what that holds alone.
    """
    given, place = dict(ask.options), ask.place(desk)
    if PICKED in given:
        kind = QuestionKind(given[KIND])
        return await services.show(place, EntityId(int(given[PICKED])), kind)
    return await _LOOK_UPS[ask.command](services, place, given, ask.asked_at)


def is_look_up(ask: Ask) -> bool:
    """Whether a question that was kept can be looked up anew."""
    return ask.command in _LOOK_UPS


def with_kind(ask: Ask, reply: Reply) -> Ask:
    """The question with what it turned out to ask for, which a later pick needs."""
    if KIND in dict(ask.options):
        return ask
    return replace(ask, options=(*ask.options, (KIND, str(reply.question.kind))))


def with_pick(ask: Ask, entity_id: str) -> Ask:
    """The question about the one entity that was picked."""
    kept = tuple(option for option in ask.options if option[0] != PICKED)
    return replace(ask, options=(*kept, (PICKED, entity_id)))
