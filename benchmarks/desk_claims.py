"""The sentences of generated articles: what is claimed, and who says so."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from benchmarks.desk_page import Dated, Page, Piece, opened
from benchmarks.desk_words import OFFICES, QUALITIES
from benchmarks.desk_world import Named, Story, World
from newsroom.article import Span
from newsroom.attribution import (
    THIS_ARTICLE,
    Claim,
    Hedge,
    Identity,
    Manner,
    Number,
    Response,
    ResponseKind,
    Source,
    SourcingChain,
)
from newsroom.entity import EntityKind

FRAMES = (
    "{body} will {verb} the {thing} in {place}",
    "the {thing} in {place} was {past} {date}",
    "the {thing} cost {number} euros more than planned",
    "{person} had known about the {thing} {date}",
    "{number} people signed a letter against the {thing}",
    "{body} paid {person} for the {thing}",
    "no money was left for the {thing} after the {word} affair",
    "{person} met {person} in {place} to talk about the {thing}",
    "the {thing} would be {past} before the {word} season",
    "{body} had {past} the {thing} without asking {body}",
    "nobody in {place} wanted a {thing} beside the {word}",
    "the {word} report on the {thing} was never read",
    "{person} promised to {verb} every {thing} within {number} days",
    "{body} hired {number} people to {verb} the {thing}",
    "the {thing} was the reason why {person} left {body}",
    "an accident {date} killed {number} people near the {thing}",
    "{place} had to {verb} its {thing} twice because of the {word}",
    "the plan to {verb} the {thing} came from {person}",
    "the {word} of {body} blames the {word} for a {past} {thing}",
    "{person} carried the {thing} through {place} in a {word} bag",
    "rain got into the {thing}, and with it the {word}",
    "insurers refuse to look at the {thing} until {body} has {past} the {word}",
    "a {word} clause lets {body} {verb} the {thing} at will",
    "{number} of the {thing} had the wrong {word} label",
    "{person} owes {body} {number} euros, all for the {word} {thing}",
    "{body} ordered {number} kilos of {word} {date}",
    "the {word} line between {place} and the {thing} opened {date}",
    "whoever wants to {verb} the {thing} needs a {word} from {person}",
    "{person} fears that the {word} will spread beyond the {thing}",
    "talks on the {thing} broke down over {word} and {word}",
    "experts in {word} took the {thing} apart and found {number} faults",
    "{body} keeps the {thing} in a {word} store outside {place}",
    "songs about the {thing} are heard at every {word} in {place}",
    "{person} sued {body} over the {word} beneath the {thing}",
)
MONTHS = (
    "January February March April May June July August September October November December".split()
)
OUTLET = Source(THIS_ARTICLE, Identity.NAMED, "outlet")
_SLOT = re.compile(r"\{(\w+)\}")
_HEDGES = ("allegedly", "reportedly")
_DOCUMENTS = "a report|an audit|a letter|minutes|a court filing|a draft".split("|")


@dataclass(slots=True)
class Telling:
    """An article that is being told."""

    page: Page
    story: Story
    world: World
    random: Random

    def title(self) -> str:
        """The headline."""
        verb, past = self.world.deeds.draw(self.random)
        thing, place = self.thing(), self.story.place.name
        first, rest = thing[0].upper(), thing[1:]
        return self.random.choice((f"{place} may {verb} its {thing}", f"{first}{rest} {past}"))

    def person(self) -> Named:
        """One of the story's people, now and then somebody else."""
        if self.random.random() < 0.1:
            return self.world.people.draw(self.random)
        return self.random.choice(self.story.people)

    def body(self) -> Named:
        """One of the story's bodies."""
        return self.random.choice(self.story.bodies)

    def thing(self) -> str:
        """One of the things that the story is about, perhaps with a quality."""
        thing = self.random.choice(self.story.things)
        return f"{self.random.choice(QUALITIES)} {thing}" if self.random.random() < 0.4 else thing

    def date(self) -> Dated:
        """A day, month or year before the article."""
        on = self.page.published_at - timedelta(days=self.random.randrange(1, 700))
        month = MONTHS[on.month - 1]
        return self.random.choice(
            (
                Dated(f"on {on.day} {month} {on.year}", f"{on:%Y-%m-%d}"),
                Dated(f"in {month} {on.year}", f"{on:%Y-%m}"),
                Dated(f"in {on.year}", f"{on:%Y}"),
            )
        )

    def content(self) -> tuple[Piece, ...]:
        """What is claimed."""
        parts = _SLOT.split(self.random.choice(FRAMES))
        return tuple(
            _SLOTS[part](self) if place % 2 else part for place, part in enumerate(parts) if part
        )


_SLOTS: dict[str, Callable[[Telling], Piece]] = {
    "person": Telling.person,
    "body": Telling.body,
    "place": lambda told: told.story.place,
    "thing": Telling.thing,
    "date": Telling.date,
    "verb": lambda told: told.world.deeds.draw(told.random)[0],
    "past": lambda told: told.world.deeds.draw(told.random)[1],
    "word": lambda told: told.world.words.draw(told.random),
    "number": lambda told: f"{int(3 * told.random.paretovariate(0.5)):,}",
}


def tell(told: Telling) -> None:
    """One sentence with one claim, from whatever source."""
    told.random.choices(_WAYS, _WEIGHTS)[0](told)


def _own_voice(told: Telling) -> None:
    start = told.page.at
    content = told.page.write(*opened(told.content()))
    told.page.write(".")
    _claim(told, start, content)


def _hedged(told: Telling) -> None:
    page, start = told.page, told.page.at
    word = told.random.choice(_HEDGES)
    hedge = page.write(word.capitalize())
    page.write(", ")
    content = page.write(*told.content())
    page.write(".")
    _claim(told, start, content, hedges=(Hedge(word.capitalize(), hedge),))


def _said(told: Telling) -> None:
    page, person, start = told.page, told.person(), told.page.at
    label = page.introduce(person)
    page.write(" ")
    cue = page.write("said")
    page.write(" that ")
    content = page.write(*told.content())
    page.write(".")
    _claim(told, start, content, cue, (_person(person, label),))


def _quoted(told: Telling) -> None:
    page, person, start = told.page, told.person(), told.page.at
    page.write("“")
    content = page.write(*opened(told.content()))
    page.write(",” ")
    cue = page.write("said")
    page.write(" ")
    label = page.write(person)
    page.write(".")
    _claim(told, start, content, cue, (_person(person, label),), manner=Manner.DIRECT)


def _unnamed(told: Telling) -> None:
    page, start = told.page, told.page.at
    source = _somebody(told, "A")
    page.write(" ")
    cue = page.write("said")
    page.write(" that ")
    content = page.write(*told.content())
    page.write(".")
    _claim(told, start, content, cue, (source,))


def _documented(told: Telling) -> None:
    page, start, body = told.page, told.page.at, told.body()
    cue = page.write("According to")
    page.write(" ")
    words = f"{told.random.choice(_DOCUMENTS)} of "
    label = page.write(words, body)
    page.write(", ")
    content = page.write(*told.content())
    page.write(".")
    source = Source(words + body.name, Identity.DOCUMENT, "document", label)
    _claim(told, start, content, cue, (source,))


def _relayed(told: Telling) -> None:
    page, start = told.page, told.page.at
    outlet = Named(told.world.outlets.draw(told.random), EntityKind.ORGANISATION)
    label = page.write(outlet)
    page.write(" ")
    cue = page.write("reported")
    page.write(", citing ")
    if told.random.random() < 0.5:
        inner = _somebody(told, "a")
    else:
        person = told.person()
        inner = _person(person, page.write(person))
    page.write(", that ")
    content = page.write(*told.content())
    page.write(".")
    outer = Source(outlet.name, Identity.NAMED, "organisation", label, outlet.name)
    _claim(told, start, content, cue, (outer, inner))


def _denied(told: Telling) -> None:
    page, person, start = told.page, told.person(), told.page.at
    label = page.introduce(person)
    page.write(" ")
    cue = page.write("denied")
    page.write(" that ")
    content = page.write(*told.content())
    page.write(".")
    response = Response(ResponseKind.DENIAL, person.name, label, person.name)
    _claim(told, start, content, cue, (_person(person, label),), response=response)


def _silent(told: Telling) -> None:
    page, person, start = told.page, told.person(), told.page.at
    label = page.introduce(person)
    page.write(" ")
    content = page.write(f"has not commented on the {told.thing()}")
    page.write(".")
    response = Response(ResponseKind.NO_COMMENT, person.name, label, person.name)
    _claim(told, start, content, response=response)


def _somebody(told: Telling, article: str) -> Source:
    """Somebody who is described and not named."""
    words = f"{article} former {told.random.choice(OFFICES)} at "
    body = told.body()
    label = told.page.write(words, body)
    name = f"a{words[1:]}{body.name}"
    return Source(name, Identity.UNNAMED, "person", label, None, Number.ONE)


def _person(person: Named, label: Span) -> Source:
    return Source(person.name, Identity.NAMED, "person", label, person.name)


def _claim(
    told: Telling,
    start: int,
    content: Span,
    cue: Span | None = None,
    sources: tuple[Source, ...] = (),
    *,
    manner: Manner = Manner.INDIRECT,
    hedges: tuple[Hedge, ...] = (),
    response: Response | None = None,
) -> None:
    """End the sentence and note its claim."""
    page = told.page
    text, dates, about = page.since(content)
    spans = tuple(source.span for source in sources if source.span)
    page.claims.append(
        Claim(
            text=text,
            content=(content,),
            cue=(cue,) if cue else (),
            source=spans,
            manner=manner,
            chain=SourcingChain((OUTLET, *sources)),
            sentence=page.sentence(start),
            hedges=hedges,
            response=response,
            dates=dates,
            about=about,
        )
    )


_WAYS = (
    _own_voice, _hedged, _said, _quoted, _unnamed, _documented, _relayed, _denied, _silent,
)  # fmt: skip
_WEIGHTS = (27, 5, 24, 15, 9, 6, 8, 4, 2)
"""How many in a hundred sentences are told in each of these ways."""
