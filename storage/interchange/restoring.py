"""Lines of an export kept on a desk: what is here already is skipped, what is damaged is named."""

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from newsroom.article import ArticleId
from newsroom.entity import EntityId
from newsroom.errors import NewsroomError
from storage.curated_rows import follow_merges
from storage.database import Database
from storage.entity_forms import refresh_counts
from storage.feeds import MOST_FEEDS
from storage.interchange import numbering as numbers
from storage.interchange.channel_parts import SCHEDULES, WATCHES
from storage.interchange.channels import keep_schedule, keep_watch
from storage.interchange.checking import Damaged, check_record, read_line
from storage.interchange.claim_numbers import (
    is_judged_later,
    number_claims,
    put_by,
    recognise_claims,
)
from storage.interchange.inserting import columns_of, insert_row, insert_rows
from storage.interchange.judged import (
    as_read,
    check_judgement,
    keep_claim_judgement,
    keep_judged,
    keep_judgement,
    lead_on,
)
from storage.interchange.judgement_parts import APART, CLAIM_JUDGEMENTS, JUDGEMENTS, REVIEWS
from storage.interchange.numbering import Numbering
from storage.interchange.past_versions import find_known, is_taken, keep_past
from storage.interchange.shape import (
    ARTICLE,
    CLAIM_PARTS,
    CLAIMS,
    COPIES,
    ENTITIES,
    FEEDS,
    MERGES,
    MOVES,
    SETTINGS,
    STORIES,
)
from storage.interchange.writing import Record
from storage.name_index import index_names
from storage.rows import in_utc, moment_from

WEB = ("http://", "https://")
ENTITY_PARTS = ("names", "taken", "mentions", "roles")
PLAIN_PARTS = ("blocks", "sentences", "entities", "mentions", "roles")


@dataclass(slots=True)
class Kept:
    """What came of some lines: how many of each kind, and what was refused why.

    `sorted_articles` are the new articles that came with their story. `judgements` are lines for a
    desk that held something: what was judged in the file, still to be judged there. What was judged
    of claims there is put by, and counted once it has been judged.
    """

    sorted_articles: list[ArticleId] = field(default_factory=list)
    added: dict[str, int] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)
    refused: list[tuple[int, str]] = field(default_factory=list)
    touched: set[EntityId] = field(default_factory=set)
    judgements: list[tuple[int, Record]] = field(default_factory=list)

    def count(self, key: str, *, is_new: bool) -> None:
        """One more of a kind."""
        counts = self.added if is_new else self.known
        counts[key] = counts.get(key, 0) + 1

    def take(self, other: "Kept") -> None:
        """Count what came of other lines of the same file as well."""
        for counts, own in ((self.added, other.added), (self.known, other.known)):
            for key, count in own.items():
                counts[key] = counts.get(key, 0) + count


def keep_lines(
    db: Database,
    numbering: Numbering,
    lines: Sequence[tuple[int, bytes]],
    check_filter: Callable[[str], object],
) -> Kept:
    """Keep the records of some numbered lines; one that cannot be kept changes nothing.

    `check_filter` raises a NewsroomError for words that are no filter of a feed.
    """
    kept = Kept()
    for number, line in lines:
        db.execute("savepoint line")
        try:
            part, record = check_record(read_line(line))
            if part is FEEDS and record["wanted"] is not None:
                check_filter(record["wanted"])
            if part is JUDGEMENTS and not numbering.keeps:
                check_judgement(record)
                kept.judgements.append((number, record))
                continue
            if not numbering.keeps and is_judged_later(part, record):
                if not put_by(db, number, part, record):
                    kept.count(part.key, is_new=False)
                continue
            is_new = _KEEPERS[part.key](db, numbering, record, kept)
        except (Damaged, NewsroomError) as error:
            db.execute("rollback to line")
            kept.refused.append((number, str(error)))
        except sqlite3.IntegrityError:
            db.execute("rollback to line")
            kept.refused.append((number, "it does not fit what stands before it in the file"))
        else:
            kept.count(part.key, is_new=is_new)
        finally:
            db.execute("release line")
    lead_on(db)
    refresh_counts(db, tuple(kept.touched))
    index_names(db)
    return kept


def _keep_article(db: Database, numbering: Numbering, record: Record, kept: Kept) -> bool:
    given, story = record["article"], record["story"]
    if numbers.find_number(db, numbers.ARTICLE, given):
        raise numbers.twice(numbers.ARTICLE, given)
    known = find_known(db, numbering, record)
    if known is not None:
        numbers.keep_number(db, numbers.ARTICLE, given, known, is_new=False)
        _keep_known_story(db, known, story)
        if not numbering.keeps:
            numbers.recognise(db, known, record["entities"])
            recognise_claims(db, known, record)
        return False
    if not numbering.keeps:
        record = as_read(record)
    article_id = _insert_article(db, numbering, record)
    numbers.keep_number(db, numbers.ARTICLE, given, article_id, is_new=True)
    entities = _entities(db, numbering, record)
    for part in ARTICLE.parts:
        if part.key in PLAIN_PARTS:
            insert_rows(db, part, article_id, record[part.key], entities.__getitem__)
    for table in ("entity_name_articles", "taken_names"):
        part_key = "taken" if table == "taken_names" else "names"
        _insert_names(db, table, article_id, record[part_key], entities)
    claims = {
        claim["claim"]: _insert_claim(db, numbering, article_id, position, claim, entities)
        for position, claim in enumerate(record["claims"])
    }
    made = keep_past(db, numbering, article_id, record, claims)
    if not numbering.keeps:
        number_claims(db, made)
    if story is not None:
        _join(db, numbering, article_id, story)
        kept.sorted_articles.append(ArticleId(article_id))
    touched = tuple(map(EntityId, entities.values()))
    kept.touched.update(touched if numbering.keeps else follow_merges(db, touched))
    return True


def _insert_article(db: Database, numbering: Numbering, record: Record) -> int:
    columns, values = columns_of(ARTICLE, record)
    dated = moment_from(record["published_at"]) or datetime.fromisoformat(record["added_at"])
    number = record["article"] if numbering.keeps else None
    row = {
        **dict(zip(columns, values, strict=True)),
        "article_id": number,
        "dated_at": in_utc(dated),
    }
    return insert_row(db, ARTICLE.table, row)


def _entities(db: Database, numbering: Numbering, record: Record) -> dict[int, int]:
    """The desk's entity for each that the article speaks of anywhere."""
    named = {each["entity"]: (each["name"], each["kind"]) for each in record["entities"]}
    spoken = dict.fromkeys(named)
    rows = [each for key in ("entities", *ENTITY_PARTS) for each in record[key]]
    for claim in record["claims"]:
        rows += claim["about"]
        links = [*(link["entity_id"] for link in claim["chain"]), claim["response_entity_id"]]
        links += [*(link["read_as"] for link in claim["chain"]), claim["response_read_as"]]
        spoken |= dict.fromkeys(number for number in links if number is not None)
    spoken |= dict.fromkeys(each["entity"] for each in rows)
    spoken |= dict.fromkeys(each["read_as"] for each in rows if each["read_as"] is not None)
    return {given: numbers.number_entity(db, numbering, given, named) for given in spoken}


def _insert_names(
    db: Database, table: str, article_id: int, names: Sequence[Record], entities: dict[int, int]
) -> None:
    for name in names:
        values = {"entity": entities[name["entity"]], "alias": name["text"], "form": name["form"]}
        values["read_as"] = entities.get(name["read_as"])
        db.execute(
            "insert into entity_names (entity_id, alias, folded, form, read_as)"
            " values (:entity, :alias, fold(:alias), :form, :read_as) on conflict do nothing",
            values,
        )
        db.execute(
            f"insert or ignore into {table} (name_id, article_id) select name_id, :article"
            " from entity_names where coalesce(read_as, entity_id) = coalesce(:read_as, :entity)"
            " and alias = :alias and form = :form",
            values | {"article": article_id},
        )


def _insert_claim(
    db: Database,
    numbering: Numbering,
    article_id: int,
    position: int,
    claim: Record,
    entities: dict[int, int],
) -> int:
    columns, values = columns_of(CLAIMS, claim, entities.__getitem__)
    row = dict(zip(columns, values, strict=True))
    row |= {"article_id": article_id, "position": position}
    row["claim_id"] = claim["claim"] if numbering.keeps else None
    if numbering.keeps and is_taken(db, claim["claim"]):
        raise numbers.twice("claim", claim["claim"])
    claim_id = insert_row(db, CLAIMS.table, row)
    for part in CLAIM_PARTS:
        insert_rows(db, part, claim_id, claim[part.key], entities.__getitem__)
    return claim_id


def _keep_known_story(db: Database, article_id: int, story: Record | None) -> None:
    """What a known article's story is here, so that the new articles of it join that one."""
    row = db.execute(
        "select story_id from story_articles where article_id = ?", [article_id]
    ).fetchone()
    if row and story and not numbers.find_number(db, numbers.STORY, story["story"]):
        numbers.keep_number(db, numbers.STORY, story["story"], row[0], is_new=False)


def _join(db: Database, numbering: Numbering, article_id: int, story: Record) -> None:
    story_id = numbers.number_story(db, numbering, story["story"], story["joined_at"])
    values = {
        **{key: story[key] for key in ("joined_by", "score", "joined_at")},
        "reasons": json.dumps(story["reasons"]),
        "article_id": article_id,
        "story_id": story_id,
    }
    insert_row(db, "story_articles", values)
    db.execute("delete from stories_pending where article_id = ?", [article_id])


def _keep_entity(db: Database, numbering: Numbering, record: Record, kept: Kept) -> bool:
    numbers.add_entity(db, numbering, record)
    return True


def _keep_story(db: Database, numbering: Numbering, record: Record, kept: Kept) -> bool:
    numbers.add_story(db, numbering, record)
    return True


def _keep_setting(db: Database, numbering: Numbering, record: Record, kept: Kept) -> bool:
    cursor = db.execute(
        "insert or ignore into desk_settings (key, value) values (:key, :value)", record
    )
    return cursor.rowcount == 1


def _keep_feed(db: Database, numbering: Numbering, record: Record, kept: Kept) -> bool:
    if not record["url"].startswith(WEB):
        raise Damaged("feed.url is no web address")
    if db.execute("select 1 from feeds where url = ?", [record["url"]]).fetchone():
        return False
    (count,) = db.execute("select count(*) from feeds").fetchone()
    if count >= MOST_FEEDS:
        raise Damaged(f"a desk follows {MOST_FEEDS} feeds at most")
    columns, values = columns_of(FEEDS, record)
    feed_id = insert_row(db, FEEDS.table, dict(zip(columns, values, strict=True)))
    insert_rows(db, FEEDS.parts[0], feed_id, record["items"])
    return True


def _keep_copy(db: Database, numbering: Numbering, record: Record, kept: Kept) -> bool:
    article, is_new = _article(db, record["article"])
    copy_of, is_first_new = _article(db, record["copy_of"])
    if not is_new and not is_first_new:
        return False
    row = {"article_id": article, "copy_of": copy_of, "shared": record["shared"]}
    insert_row(db, COPIES.table, row)
    return True


def _keep_merge(db: Database, numbering: Numbering, record: Record, kept: Kept) -> bool:
    into = numbers.find_number(db, numbers.STORY, record["into"])
    if not numbering.keeps and (
        not into or not into[1] or numbers.find_number(db, numbers.STORY, record["story"])
    ):
        return False
    merged_at = record["merged_at"]
    row = {
        "story_id": numbers.number_story(db, numbering, record["story"], merged_at),
        "into_id": numbers.number_story(db, numbering, record["into"], merged_at),
        "article_id": _article(db, record["article"])[0] if record["article"] else None,
        "score": record["score"],
        "merged_at": merged_at,
    }
    insert_row(db, MERGES.table, row)
    return True


def _keep_move(db: Database, numbering: Numbering, record: Record, kept: Kept) -> bool:
    article, is_new = _article(db, record["article"])
    if not is_new:
        return False
    row = {key: record[key] for key in ("judged_by", "judged_at", "reason")}
    for key in ("from", "to"):
        given = record[key]
        row[f"{key}_id"] = (
            numbers.number_story(db, numbering, given, record["judged_at"]) if given else None
        )
    insert_row(db, MOVES.table, row | {"article_id": article})
    return True


def _keep_judgement(db: Database, numbering: Numbering, record: Record, kept: Kept) -> bool:
    return keep_judgement(db, record)


def _keep_review(db: Database, numbering: Numbering, record: Record, kept: Kept) -> bool:
    return keep_judged(db, numbering, REVIEWS, record)


def _keep_apart(db: Database, numbering: Numbering, record: Record, kept: Kept) -> bool:
    return keep_judged(db, numbering, APART, record)


def _keep_claim_judgement(db: Database, numbering: Numbering, record: Record, kept: Kept) -> bool:
    return keep_claim_judgement(db, record)


def _keep_schedule(db: Database, numbering: Numbering, record: Record, kept: Kept) -> bool:
    return keep_schedule(db, numbering, record)


def _keep_watch(db: Database, numbering: Numbering, record: Record, kept: Kept) -> bool:
    return keep_watch(db, numbering, record)


def _article(db: Database, given: int) -> tuple[int, bool]:
    found = numbers.find_number(db, numbers.ARTICLE, given)
    if found is None:
        raise Damaged(f"it speaks of article {given}, which was not kept")
    return found


_KEEPERS: dict[str, Callable[[Database, Numbering, Record, Kept], bool]] = {
    ARTICLE.key: _keep_article,
    ENTITIES.key: _keep_entity,
    STORIES.key: _keep_story,
    SETTINGS.key: _keep_setting,
    FEEDS.key: _keep_feed,
    COPIES.key: _keep_copy,
    MERGES.key: _keep_merge,
    MOVES.key: _keep_move,
    JUDGEMENTS.key: _keep_judgement,
    REVIEWS.key: _keep_review,
    APART.key: _keep_apart,
    CLAIM_JUDGEMENTS.key: _keep_claim_judgement,
    SCHEDULES.key: _keep_schedule,
    WATCHES.key: _keep_watch,
}
