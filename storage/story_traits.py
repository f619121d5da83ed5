"""What an article is known by when its story is sought, and which articles share it."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from newsroom.article import ArticleId, BlockKind
from newsroom.entity import EntityId, EntityKind
from newsroom.errors import NewsroomError
from newsroom.story import DeskRarity, NameTrait, Spread, StoryId, Traits
from storage.database import Database
from storage.rows import ONE_OF, in_utc, listed

TOO_COMMON = 300
"""A word or name of more articles than this finds no candidates; it still counts in a score."""
ASKED_WORDS, ASKED_NAMES = 24, 16
NEAR = 40
NAMES_KEPT = 40


def pending_articles(db: Database, limit: int) -> tuple[ArticleId, ...]:
    """Articles that no story has yet, in the order of their dates."""
    rows = db.execute(
        "select article_id from stories_pending join articles using (article_id)"
        " order by dated_at, article_id limit ?",
        [limit],
    )
    return tuple(ArticleId(row[0]) for row in rows)


def count_pending(db: Database) -> int:
    """How many articles no story has yet."""
    return int(db.execute("select count(*) from stories_pending").fetchone()[0])


def load_body(db: Database, article_id: ArticleId) -> str:
    """An article's running text, without headline, byline and dateline."""
    rows = db.execute(
        "select substr(a.text, b.body_start + 1, b.body_end - b.body_start) from blocks b"
        " join articles a using (article_id) where b.article_id = ? and b.kind in (?, ?)"
        " order by b.position",
        [article_id, BlockKind.BODY.value, BlockKind.SUBHEAD.value],
    ).fetchall()
    if rows:
        return "\n".join(row[0] for row in rows)
    return str(
        db.execute("select text from articles where article_id = ?", [article_id]).fetchone()[0]
    )


def load_name_words(db: Database, article_id: ArticleId) -> tuple[str, ...]:
    """The words by which an article names people, places and bodies."""
    rows = db.execute(
        "select distinct text from mentions where article_id = ? and form = 'name'", [article_id]
    )
    return tuple(row[0] for row in rows)


def add_words(db: Database, article_id: ArticleId, words: Mapping[int, float]) -> None:
    """Keep an article's telling words."""
    db.conn.executemany(
        "insert into story_words (word, article_id, weight) values (?, ?, ?)",
        [(word, article_id, weight) for word, weight in words.items()],
    )


def forget_words(db: Database, article_id: ArticleId) -> None:
    """Forget what told of a text that has changed, and which others it had in common with it."""
    db.execute("delete from story_words where article_id = ?", [article_id])
    db.execute(
        "delete from wire_copies where article_id = :id or copy_of = :id", {"id": article_id}
    )


def get_traits(db: Database, article_id: ArticleId) -> Traits:
    """What tells of an article; its words must be kept already."""
    found = _traits(db, [article_id])
    if not found:
        raise NewsroomError(f"There is no article {article_id} on this desk.")
    return found[0]


def _traits(db: Database, article_ids: Sequence[int]) -> tuple[Traits, ...]:
    """What tells of some articles, in that order; unknown ones are left out."""
    found: dict[int, Traits] = {}
    words, names = _words_of(db, article_ids), _names_of(db, article_ids)
    rows = db.execute(
        "select a.article_id, a.title, a.dated_at, m.story_id from articles a"
        f" left join story_articles m using (article_id) where a.article_id {ONE_OF}",
        [listed(article_ids)],
    )
    for key, title, dated_at, story_id in rows:
        found[key] = Traits(
            ArticleId(key),
            title,
            datetime.fromisoformat(dated_at),
            tuple(words[key]),
            tuple(names[key][:NAMES_KEPT]),
            StoryId(story_id) if story_id is not None else None,
        )
    return tuple(found[key] for key in article_ids if key in found)


def _words_of(db: Database, article_ids: Sequence[int]) -> dict[int, list[tuple[int, float]]]:
    words: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for article_id, word, weight in db.execute(
        "select article_id, word, weight from story_words"
        f" where article_id {ONE_OF} order by weight desc, word",
        [listed(article_ids)],
    ):
        words[article_id].append((word, weight))
    return words


def _names_of(db: Database, article_ids: Sequence[int]) -> dict[int, list[NameTrait]]:
    """Whom some articles call by name, most mentioned first."""
    names: dict[int, list[NameTrait]] = defaultdict(list)
    for article_id, entity_id, name, kind, mentions, _ in db.execute(
        "select x.article_id, x.entity_id, x.name, e.kind, sum(x.mention_count),"
        " max(x.mention_count)"
        " from article_entities x join entities e using (entity_id)"
        f" where x.article_id {ONE_OF}"
        " and exists (select 1 from mentions m where m.entity_id = x.entity_id"
        " and m.article_id = x.article_id and m.form = 'name')"
        " group by x.article_id, x.entity_id order by 5 desc, x.entity_id",
        [listed(article_ids)],
    ):
        names[article_id].append(NameTrait(EntityId(entity_id), name, EntityKind(kind), mentions))
    return names


def count_rarity(db: Database, article: Traits) -> DeskRarity:
    """How far its words and names are spread; counting ends at `TOO_COMMON` articles."""
    (stories,) = db.execute("select count(*) from stories where merged_into is null").fetchone()
    names = [name.entity_id for name in article.names]
    return DeskRarity(
        stories,
        tuple((word, _spread(db, "story_words", "word", word)) for word, _ in article.words),
        tuple((key, _spread(db, "article_entities", "entity_id", key)) for key in names),
    )


def _spread(db: Database, table: str, column: str, value: int) -> Spread:
    row = db.execute(
        "select count(*), count(distinct story_id) from"
        f" (select m.story_id from {table} x left join story_articles m using (article_id)"
        f" where x.{column} = ? limit {TOO_COMMON + 1})",
        [value],
    ).fetchone()
    return Spread(row[0], row[1])


def find_near(
    db: Database, article: Traits, rarity: DeskRarity, since: datetime, until: datetime
) -> tuple[Traits, ...]:
    """The articles with a story that share most of its rare words and names, within some time.

    Bounded work: only words and names of few articles are followed, and only the best are read.
    """
    counts = {word: spread.articles for word, spread in rarity.words}
    known = {key: spread.articles for key, spread in rarity.names}
    words = [word for word, _ in article.words if 1 < counts[word] <= TOO_COMMON][:ASKED_WORDS]
    names = [name.entity_id for name in article.names if 1 < known[name.entity_id] <= TOO_COMMON][
        :ASKED_NAMES
    ]
    if not words and not names:
        return ()
    rows = db.execute(
        "select article_id, sum(worth) from ("
        "  select w.article_id, j.value ->> 0 worth from json_each(:words) j"
        "  join story_words w on w.word = j.value ->> 1"
        "  union all"
        "  select x.article_id, j.value ->> 0 worth from json_each(:names) j"
        "  join article_entities x on x.entity_id = j.value ->> 1"
        " ) join articles a using (article_id) join story_articles using (article_id)"
        " where a.dated_at between :since and :until and article_id <> :own"
        " group by article_id order by 2 desc, article_id desc limit :limit",
        {
            "words": json.dumps([(1 / counts[word], word) for word in words]),
            "names": json.dumps([(1 / known[name], name) for name in names]),
            "since": in_utc(since),
            "until": in_utc(until),
            "own": article.article_id,
            "limit": NEAR,
        },
    ).fetchall()
    return _traits(db, [row[0] for row in rows])
