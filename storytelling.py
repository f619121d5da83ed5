"""Stories of a desk: each new article joins one, people correct that, and any can be told."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from answers.storylines import compose_story, compose_story_answer, fold_copies
from lookup import complete
from matching.agreement import find_denied, find_main_point
from matching.copies import COPIED, shared_text
from matching.speakers import cites_mouthpiece, speaks_for
from matching.stories import WINDOW_DAYS, likely_copies, place_article
from matching.story_words import telling_words, word_number
from newsroom.answer import ClaimMatch, Question, Reply, StoredClaim
from newsroom.article import ArticleId, Citation
from newsroom.errors import NewsroomError
from newsroom.story import (
    DeskRarity,
    JoinedBy,
    Membership,
    Placement,
    Story,
    StoryHead,
    StoryId,
    StoryMove,
    Traits,
    WireCopy,
)
from newsroom.typed import read_hashed, read_number
from storage.articles import get_citation
from storage.audit import record_act
from storage.database import Database
from storage.stories import (
    begin_story,
    join_story,
    judged_stories,
    list_moves,
    merge_stories,
    record_copy,
    record_move,
)
from storage.story_traits import (
    add_words,
    count_pending,
    count_rarity,
    find_near,
    forget_words,
    get_traits,
    load_body,
    load_name_words,
    pending_articles,
)
from storage.story_views import (
    STORY_CLAIMS,
    find_claims_of_story,
    find_story,
    find_story_of,
    list_articles,
    list_foremost,
    list_stories,
    list_stories_naming,
    stories_of,
)

JOINED_AT_ONCE = 25
"""How many waiting articles one transaction sorts into stories at most."""
CHOICES = 25
FOREMOST = 12
OTHERS = 3
FITS_TOO = 0.5
"""From this share of the best story's worth on, another fits the words as well."""


def join_article(db: Database, article_id: ArticleId, moment: datetime) -> StoryHead | None:
    """Put an article that has just been kept into the best story, or begin one with it."""
    body = load_body(db, article_id)
    article, rarity, near = _weigh(db, article_id, body)
    judged = judged_stories(db, [one.story_id for one in near if one.story_id is not None])
    placement = place_article(article, near, rarity, judged)
    placement = _follow_copies(db, article, body, near, placement)
    _keep_placement(db, article_id, placement, moment)
    return find_story_of(db, article_id)


def keep_words(db: Database, article_id: ArticleId, body: str) -> None:
    """Keep the words that tell of an article, by which others of its story are found."""
    title = get_citation(db, article_id).title
    telling = telling_words(title, body, load_name_words(db, article_id))
    add_words(db, article_id, {word_number(word): weight for word, weight in telling.items()})


def follow_change(db: Database, article_id: ArticleId) -> None:
    """Take up the words of an article whose text has changed; it stays in its story."""
    forget_words(db, article_id)
    if find_story_of(db, article_id) is None:
        return  # it still waits for its first story, and is read then
    body = load_body(db, article_id)
    article, _, near = _weigh(db, article_id, body)
    for _, copy in _copies(db, article, body, near):
        record_copy(db, copy)


def _weigh(
    db: Database, article_id: ArticleId, body: str
) -> tuple[Traits, DeskRarity, tuple[Traits, ...]]:
    """What tells of an article, kept and weighed, with the articles that share most of it."""
    keep_words(db, article_id, body)
    article = get_traits(db, article_id)
    rarity, window = count_rarity(db, article), timedelta(days=WINDOW_DAYS)
    return article, rarity, find_near(db, article, rarity, *_window(article.dated_at, window))


def _window(moment: datetime, days: timedelta) -> tuple[datetime, datetime]:
    """From when to when, as far as the calendar goes."""
    zone = moment.tzinfo
    first, last = datetime.min.replace(tzinfo=zone), datetime.max.replace(tzinfo=zone)
    since = moment - days if moment - first > days else first
    return since, moment + days if last - moment > days else last


def _follow_copies(
    db: Database, article: Traits, body: str, near: Sequence[Traits], placement: Placement
) -> Placement:
    """Record whose text the article repeats; it belongs to that one's story whatever the score."""
    for other, copy in _copies(db, article, body, near):
        record_copy(db, copy)
        if placement.score < copy.shared and not placement.merges:
            reasons = (f"{copy.shared:.0%} of the text in common", *placement.reasons)
            placement = Placement(other.story_id, copy.shared, reasons)
    return placement


def _copies(
    db: Database, article: Traits, body: str, near: Sequence[Traits]
) -> Iterator[tuple[Traits, WireCopy]]:
    """The articles that share the article's text; of two the older one is the first."""
    for other in likely_copies(article, near):
        shared = shared_text(body, load_body(db, other.article_id))
        if shared >= COPIED:
            later, first = sorted((article, other), key=lambda one: one.dated_at, reverse=True)
            yield other, WireCopy(later.article_id, first.article_id, round(shared, 4))


def _keep_placement(
    db: Database, article_id: ArticleId, placement: Placement, moment: datetime
) -> None:
    story_id = placement.story_id
    joined_by = JoinedBy.LIKENESS
    if story_id is None:
        story_id, joined_by = begin_story(db, moment), JoinedBy.BEGAN
    membership = Membership(joined_by, placement.score, placement.reasons, moment)
    join_story(db, article_id, story_id, membership)
    for merge in placement.merges:
        merge_stories(db, merge, article_id, moment)


def join_pending(db: Database, moment: datetime, limit: int = JOINED_AT_ONCE) -> int:
    """Sort some of the articles that wait into stories, oldest first; how many still wait."""
    for article_id in pending_articles(db, limit):
        join_article(db, article_id, moment)
    return count_pending(db)


def move_article(
    db: Database, article_id: ArticleId, story: str, judged_by: str, moment: datetime
) -> StoryMove:
    """A person's judgement that an article belongs to a story, or with "new" to one of its own.

    It holds against everything automatic; moving the article back is another judgement.
    """
    get_citation(db, article_id)
    before = find_story_of(db, article_id)
    if before is None:
        join_article(db, article_id, moment)
        before = find_story_of(db, article_id)
    target = begin_story(db, moment) if story.strip().casefold() == "new" else _pick(db, story)
    from_id = before.story_id if before else None
    if target == from_id:
        raise NewsroomError(f"The article is in story {target} already; nothing changed.")
    move = record_move(db, StoryMove(0, article_id, from_id, target, judged_by, moment))
    membership = Membership(JoinedBy.PERSON, 1.0, (), moment, judged_by)
    join_story(db, article_id, target, membership)
    record_act(db, ("article", article_id), ("story", target), command="story move")
    return move


def moves_of(db: Database, article_id: ArticleId) -> tuple[StoryMove, ...]:
    """Every judgement on where an article belongs, newest first."""
    return list_moves(db, article_id)


def _pick(db: Database, story: str) -> StoryId:
    number = read_number(story)
    if number is not None:
        found = find_story(db, StoryId(number))
        if found is not None:
            return found.story_id
        raise NewsroomError(f"There is no story {number} on this desk.")
    named = list_stories(db, words_typed(story), 2) if story.strip() else ()
    if len(named) != 1:
        raise NewsroomError(
            f"“{story}” is not the name of one story: give its number, or new for one of its own."
        )
    return named[0].story_id


def find_story_articles(db: Database, story: str) -> tuple[ArticleId, ...]:
    """The articles of a story, by its number or name, oldest first; a NewsroomError for none."""
    articles = list_articles(db, _pick(db, story))
    return tuple(item.citation.article_id for item in articles)


def words_typed(typed: str) -> tuple[str, ...]:
    """The words by which somebody looks for a title."""
    return tuple(typed.replace("“", " ").replace("”", " ").split())[:8]


def complete_stories(db: Database, typed: str, limit: int = CHOICES) -> tuple[StoryHead, ...]:
    """Stories for what was typed so far: by a title first, then by whom they name."""
    found = list_stories(db, words_typed(typed), limit)
    if typed.strip() and len(found) < limit:
        names = [match.entity_id for match in complete(db, typed, 5)]
        more = list_stories_naming(db, names, limit) if names else ()
        found = (*found, *(head for head in more if head not in found))
    return found[:limit]


def list_whole(db: Database, limit: int) -> tuple[tuple[StoryHead, tuple[Citation, ...]], ...]:
    """The newest stories with their articles."""
    return tuple(
        (head, tuple(item.citation for item in list_articles(db, head.story_id)))
        for head in list_stories(db, (), limit)
    )


def tell_picked(db: Database, question: Question) -> Reply | None:
    """The story of a number such as "#12"; None where the question gives none."""
    if read_hashed(question.subject) is None:
        return None
    picked = _pick(db, question.subject)
    return compose_story_answer(question, _load(db, picked), pending=count_pending(db))


def tell_story(db: Database, question: Question, found: Sequence[ClaimMatch]) -> Reply | None:
    """The story that the claims found belong to, best first; None where they belong to none."""
    stories = stories_of(db, [match.claim.citation.article_id for match in found])
    worth: dict[StoryId, list[float]] = defaultdict(list)
    for match in found:
        if (story_id := stories.get(match.claim.citation.article_id)) is not None:
            worth[story_id].append(match.score)
    if not worth:
        return None
    best = {key: sum(sorted(scores, reverse=True)[:3]) for key, scores in worth.items()}
    ranked = sorted(best, key=lambda key: (-best[key], key))
    others = [key for key in ranked[1:] if best[key] >= FITS_TOO * best[ranked[0]]]
    heads = [head for key in others[:OTHERS] if (head := find_story(db, key)) is not None]
    own = [m for m in found if stories.get(m.claim.citation.article_id) == ranked[0]]
    return compose_story_answer(
        question, _load(db, ranked[0]), own, heads, pending=count_pending(db)
    )


def find_foremost(
    db: Database, story_id: StoryId, claims: Sequence[StoredClaim]
) -> tuple[str, ...]:
    """The people and bodies that most of a story's articles name, and for whom nobody speaks."""
    spoken = [claim for claim in claims if cites_mouthpiece(claim)]
    return tuple(
        name
        for name in list_foremost(db, story_id, FOREMOST)
        if not any(speaks_for(name, claim) for claim in spoken)
    )


def _load(db: Database, story_id: StoryId) -> Story:
    head = find_story(db, story_id)
    if head is None:
        raise NewsroomError(f"There is no story {story_id} on this desk.")
    claims, articles = find_claims_of_story(db, head.story_id), list_articles(db, head.story_id)
    voices = {key: voice.article_id for key, voice in fold_copies(articles).items()}
    story = compose_story(
        head,
        articles,
        claims,
        find_denied(claims),
        find_foremost(db, head.story_id, claims),
        find_main_point(claims, voices),
    )
    return replace(story, is_cut=len(claims) >= STORY_CLAIMS)
