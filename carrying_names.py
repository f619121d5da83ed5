"""Who is who in an article, brought along to the file of an embargo and back to the desk.

An embargo's file numbers whom its articles speak of as the desk does, so that what people judged of
them there says the same in both: acts are copied out, and those that the desk has kept all the
while hold again as soon as whom they speak of is back under the same number.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from curation import find_standing
from keeping import NO_NAMES
from matching.judgements import concerning, spoken_of
from newsroom.article import ArticleId
from newsroom.attribution import ClaimId
from newsroom.carried import JudgedNames, NamesRead, ToldWatch
from newsroom.curation import Standing
from newsroom.embargo import OWN_NUMBERS
from newsroom.entity import EntityId
from newsroom.story import JoinedBy, Membership, StoryId
from storage.curated_rows import carry_out, settle
from storage.database import Database
from storage.judged_names import (
    bring_entities,
    call,
    copy_acts,
    find_called,
    find_heads,
    find_kept_called,
    find_missing,
    find_read_as,
    is_unjudged,
    keep_called,
    number_from,
    renumber_article,
    renumber_entity,
    restore_words,
)
from storage.judgements import list_judgements
from storage.stories import (
    begin_again,
    drop_if_empty,
    find_begun,
    join_story,
    list_moves,
    record_move,
)
from storage.story_views import find_story_of
from storage.watches import put_watch

BEFORE = "it was in this story before its embargo"


class Arriving(Protocol):
    """An article that comes to a file."""

    @property
    def moment(self) -> datetime:
        """When it comes."""

    @property
    def last_entity(self) -> EntityId:
        """The last entity that the desk had when the article went under its embargo."""

    def recognise(self) -> NamesRead:
        """Whom of those that it speaks of the file seems to know."""

    def keep(self, names: NamesRead, number: ArticleId | None) -> ArticleId:
        """Keep it with whom it speaks of and its number, as far as they are known; its number."""


def find_judged_names(db: Database, article_id: ArticleId) -> JudgedNames:
    """Whom an article speaks of, with all that people judged of that."""
    read_as = find_read_as(db, article_id)
    heads = find_heads(db, read_as)
    spoken = frozenset((*read_as.values(), *heads.values()))
    acts = concerning(list_judgements(db), spoken, article_id)
    called, story = find_called(db, article_id), find_story_of(db, article_id)
    move = next(iter(list_moves(db, article_id)), None)
    story_id = story.story_id if story else None
    return JudgedNames(article_id, read_as, heads, called, acts, story_id, move)


def find_carried_names(db: Database, article_id: ArticleId) -> JudgedNames:
    """The same in the file of an embargo, which has kept what the desk called some of them."""
    names = find_judged_names(db, article_id)
    return replace(names, called=find_kept_called(db, article_id))


def take_along(db: Database, names: JudgedNames, article: Arriving) -> ArticleId:
    """Keep an article in the file of an embargo under the numbers of its desk."""
    number_from(db, OWN_NUMBERS)
    _, before = find_standing(db)
    bring_entities(db, names.read_as)
    bring_entities(db, names.heads)
    article_id = article.keep(names.read_as, names.article_id)
    copy_acts(db, names.acts)
    _settle(db, before, (*names.read_as.values(), *names.heads.values()))
    keep_called(db, article_id, names.called)
    if names.story is not None:
        _join(db, article_id, begin_again(db, names.story, article.moment), names, article.moment)
    return article_id


def bring_back(db: Database, names: JudgedNames, article: Arriving) -> ArticleId:
    """Keep an article that comes back to its desk: a new one that speaks of the same as before."""
    _, before = find_standing(db)
    read_as = _find_again(db, names, article)
    bring_entities(db, read_as)
    bring_entities(db, names.heads)
    article_id = article.keep(read_as, None)
    restore_words(db, names.acts)
    renumber_article(db, names.article_id, article_id)
    _settle(db, before, (*read_as.values(), *names.heads.values()))
    call(db, names.called)
    return article_id


def bring_watches(
    db: Database,
    watches: Sequence[ToldWatch],
    articles: Sequence[tuple[JudgedNames, ArticleId]],
    told_before: ClaimId,
    now: datetime,
) -> None:
    """Set the watches again that went with articles, which have come back under these numbers.

    They tell of what has come since a claim, and of nothing twice.
    """
    whose: dict[EntityId, EntityId] = {}
    for names, article_id in articles:
        read_as = find_read_as(db, article_id)
        whose |= {each: read_as[key] for key, each in names.read_as.items() if key in read_as}
    for one in watches:
        entity_id = one.watch.entity_id
        if entity_id is not None:
            entity_id = whose.get(entity_id, entity_id)
        watch = replace(one.watch, entity_id=entity_id, after_claim=told_before)
        put_watch(db, replace(one, watch=watch), now)


def bring_into_stories(
    db: Database, articles: Sequence[tuple[JudgedNames, ArticleId]], moment: datetime
) -> None:
    """Put articles that have come back into the stories that they were in.

    Where such a story is gone, each is where it belongs by what it says, and one that somebody had
    moved is where the others of that story are.
    """
    instead: dict[StoryId, StoryId] = {}
    for names, article_id in sorted(articles, key=lambda one: one[0].move is not None):
        if names.story is None:
            continue
        story = find_begun(db, names.story)
        if story is None and names.move is None:
            if (held := find_story_of(db, article_id)) is not None:
                instead.setdefault(names.story, held.story_id)
            continue
        if story is None:
            story = instead.get(names.story) or begin_again(db, names.story, moment)
        _join(db, article_id, story, names, moment)


def keep_anew(_: Database, __: JudgedNames, article: Arriving) -> ArticleId:
    """Keep an article on a desk that gives it and whom it speaks of other numbers."""
    return article.keep(NO_NAMES, None)


def _find_again(db: Database, names: JudgedNames, article: Arriving) -> NamesRead:
    """As whom an article that comes back is read: those whom its desk has, and whoever was judged.

    Whoever has gone and was never judged is looked for as in any article. Of one who was judged,
    articles that came meanwhile may speak as well: they mean the same, unless they too are judged.
    """
    of_desk = {key: number for key, number in names.read_as.items() if number < OWN_NUMBERS}
    gone, judged = find_missing(db, of_desk.values()), spoken_of(names.acts)
    found = article.recognise() if gone else NO_NAMES
    for entity_id in sorted(gone):
        keys = [key for key, number in of_desk.items() if number == entity_id]
        now = next((found[key] for key in keys if key in found), None)
        if now is None:
            continue
        if entity_id not in judged:
            of_desk = {key: number for key, number in of_desk.items() if number != entity_id}
        elif now > article.last_entity and is_unjudged(db, now):
            renumber_entity(db, now, entity_id)
            found = {key: number for key, number in found.items() if number != now}
    return of_desk


def _settle(db: Database, before: Standing, entity_ids: Sequence[EntityId]) -> None:
    """Let what is judged of whom an article brings hold, and forget those that it does not name."""
    _, after = find_standing(db)
    carry_out(db, before, after)
    settle(db, entity_ids)


def _join(
    db: Database, article_id: ArticleId, story: StoryId, names: JudgedNames, moment: datetime
) -> None:
    """Put an article into a story that it was in, by whose judgement that was, if any."""
    held = find_story_of(db, article_id)
    before = held.story_id if held is not None and held.story_id != story else None
    if names.move is not None and not list_moves(db, article_id):
        move = replace(names.move, article_id=article_id, from_id=before, to_id=story)
        record_move(db, move)
        judged = Membership(JoinedBy.PERSON, 1.0, (), move.judged_at, move.judged_by)
        join_story(db, article_id, story, judged)
    elif before is not None:
        join_story(db, article_id, story, Membership(JoinedBy.LIKENESS, 1.0, (BEFORE,), moment))
        drop_if_empty(db, before)
