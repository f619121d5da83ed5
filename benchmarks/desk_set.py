"""A large desk of generated articles, the same from the same seed, written through storage.

`make_articles` gives one typed extraction after the other, as the reading would hand it over;
`write_desk` keeps them as the services do, each entity resolved among those that the desk knows.
Nothing is read by the language pipeline. Articles belong to stories: one topic, a few people and
bodies, one town. Who and what is written about follows Zipf's law, and so do the words: a claim has
some of its topic, and some of a long tail. Each sentence of a body holds one claim: in the
article's own voice, said, quoted, from a document, from somebody unnamed, or through another
outlet; some are denied or met with silence, some have a date or a hedge.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from benchmarks.desk_claims import Telling, tell
from benchmarks.desk_page import Page
from benchmarks.desk_world import Size, Story, World
from matching.folding import fold
from matching.keys import indexed_words, word_keys
from matching.resolution import resolve_entities
from newsroom.extraction import Extraction
from storage.articles import add_article
from storage.connections import NameKeys, open_writer
from storage.database import Database
from storage.entities import find_entities_named

FIRST_DAY = datetime(2019, 1, 1, tzinfo=UTC)
LONGEST_STORY = 60
ADDED_AT = datetime(2025, 9, 1, tzinfo=UTC)
NEW_STORY = 0.3
RUNNING_STORIES = 200
PARAGRAPH = 4
BATCH = 100
"""How many articles one transaction keeps."""
KEYS = NameKeys(indexed_words, word_keys)


def make_articles(size: Size) -> Iterator[Extraction]:
    """The articles of a desk, one at a time, with so many claims together."""
    random = Random(size.seed)
    world = World.of(size, random)
    stories: list[Story] = []
    left = size.claims
    for number in range(size.articles):
        if not stories or random.random() < NEW_STORY:
            stories.append(world.story(random))
        recent = stories[-RUNNING_STORIES:]
        story = recent[-min(int(random.paretovariate(0.7)), len(recent))]
        mean = max(1, round(left / (size.articles - number)))
        count = mean if number == size.articles - 1 else random.randint(1, 2 * mean - 1)
        left -= count
        yield make_article(number, count, story, world, random)


def make_article(number: int, count: int, story: Story, world: World, random: Random) -> Extraction:
    """One article of a story with so many claims, a sentence each."""
    days = story.day + min(int(random.paretovariate(1.0)), LONGEST_STORY)
    on = FIRST_DAY + timedelta(days=days, minutes=random.randrange(24 * 60))
    told = Telling(Page(number, world.outlets.draw(random), on), story, world, random)
    told.page.headline(told.title())
    for place in range(count):
        if place and place % PARAGRAPH == 0:
            told.page.paragraph()
        tell(told)
    return told.page.extraction()


def write_desk(path: Path, size: Size) -> int:
    """A desk's file with such articles; how many claims it then holds."""
    db = open_writer(path, fold, KEYS)
    claims = 0
    for number, extraction in enumerate(make_articles(size)):
        if number % BATCH == 0:
            db.execute("begin immediate")
        keep(db, extraction)
        claims += len(extraction.claims)
        if (number + 1) % BATCH == 0 or number + 1 == size.articles:
            db.execute("commit")
    db.close()
    return claims


def keep(db: Database, extraction: Extraction) -> None:
    """Keep an article with its entities joined to the desk's, as the services do."""
    forms = {fold(form) for each in extraction.entities for form in (each.name, *each.aliases)}
    known = find_entities_named(db, tuple(sorted(forms)))
    add_article(db, extraction, resolve_entities(extraction.entities, known), ADDED_AT)
