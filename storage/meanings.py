"""Claims found by what they mean: codes of 384 bits searched whole, the nearest weighed again.

The encoder that a desk was opened with gives the embeddings; without one nothing is found here.
numpy is imported late: a desk that is asked by names alone starts sooner.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from newsroom.attribution import ClaimId
from storage.database import Database
from storage.rows import ONE_OF, listed

WIDTH = 384
CODE_BYTES = WIDTH // 8
BLOCK = 4096
WEIGHED_AGAIN = 200
"""How many of the nearest by code are weighed again by their embeddings."""
LEAST_SHARED = 0.2
"""Below it two texts have nothing to do with each other."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """An encoder: a text to `WIDTH` signed bytes, which encoder it is, and which words it knows."""

    encode: Callable[[str], bytes]
    fingerprint: Callable[[], str]
    knows: Callable[[str], bool] = lambda word: False


def fill_meanings(db: Database, meaning: Meaning, limit: int) -> int:
    """Embed the sentences of some claims that wait for it, newest first; how many it were.

    Embeddings of another encoder are dropped first, and their claims wait again.
    """
    _use_model(db, meaning.fingerprint())
    rows = db.execute(
        "select p.claim_id, c.sentence from meaning_pending p join claims c using (claim_id)"
        " order by p.claim_id desc limit ?",
        [limit],
    ).fetchall()
    known: dict[str, bytes] = {}
    embedded = []
    for claim_id, sentence in rows:
        if sentence not in known:
            known[sentence] = meaning.encode(sentence)
        embedded.append((claim_id, known[sentence]))
    _keep(db, embedded)
    return len(embedded)


def _use_model(db: Database, fingerprint: str) -> None:
    row = db.execute("select fingerprint from meaning_model").fetchone()
    if row is not None and row[0] == fingerprint:
        return
    db.execute("insert or ignore into meaning_pending select claim_id from meanings")
    db.execute("delete from meaning_codes")
    db.execute("delete from meanings")
    db.execute("delete from meaning_model")
    db.execute("insert into meaning_model values (?)", [fingerprint])


def _keep(db: Database, embedded: Iterable[tuple[int, bytes]]) -> None:
    import numpy as np

    rows = list(embedded)
    db.conn.executemany("insert into meanings values (?, ?)", rows)
    for block, own in groupby(rows, key=lambda row: row[0] // BLOCK):
        db.execute(
            "insert or ignore into meaning_codes values (?, zeroblob(?))",
            [block, BLOCK * CODE_BYTES],
        )
        with db.conn.blobopen("meaning_codes", "codes", block) as codes:
            for claim_id, embedding in own:
                start = (claim_id % BLOCK) * CODE_BYTES
                signs = np.frombuffer(embedding, np.int8) > 0
                codes.seek(start)
                codes.write(np.packbits(signs).tobytes())
    db.conn.executemany(
        "delete from meaning_pending where claim_id = ?", [[claim_id] for claim_id, _ in rows]
    )


def find_near(
    db: Database, meaning: Meaning, text: str, limit: int
) -> tuple[tuple[ClaimId, float], ...]:
    """The claims whose sentences mean most nearly what a text means, nearest first.

    A likeness is the cosine of two embeddings. Nothing where another encoder filled the desk.
    """
    if not _is_of(db, meaning):
        return ()
    embedding = meaning.encode(text)
    nearest = sorted(
        _weigh(db, embedding, _nearest_by_code(db, embedding)), key=lambda pair: (-pair[1], pair[0])
    )
    return tuple(pair for pair in nearest[:limit] if pair[1] >= LEAST_SHARED)


def encode_and_weigh(
    db: Database, meaning: Meaning, text: str, claim_ids: Iterable[int]
) -> tuple[tuple[ClaimId, float], ...]:
    """How nearly each of some claims means what a text means; nothing for those not embedded."""
    return tuple(_weigh(db, meaning.encode(text), claim_ids)) if _is_of(db, meaning) else ()


def _is_of(db: Database, meaning: Meaning) -> bool:
    """Whether the desk's embeddings are of this encoder."""
    row = db.execute("select fingerprint from meaning_model").fetchone()
    return row is not None and row[0] == meaning.fingerprint()


def _weigh(
    db: Database, embedding: bytes, claim_ids: Iterable[int]
) -> Iterator[tuple[ClaimId, float]]:
    """How near each of some claims is to an embedding; those that have none are left out."""
    import numpy as np

    rows = db.execute(
        f"select claim_id, embedding from meanings where claim_id {ONE_OF}", [listed(claim_ids)]
    ).fetchall()
    if not rows:
        return
    asked = np.frombuffer(embedding, np.int8).astype(np.float32)
    own = np.frombuffer(b"".join(row[1] for row in rows), np.int8).reshape(len(rows), -1)
    numbers = own.astype(np.float32)
    lengths = np.linalg.norm(numbers, axis=1).astype(float) * float(np.linalg.norm(asked))
    for (claim_id, _), shared, length in zip(rows, numbers @ asked, lengths, strict=True):
        yield ClaimId(claim_id), float(shared / length) if length else 0.0


def _nearest_by_code(db: Database, embedding: bytes) -> list[int]:
    """The ids of the claims whose codes differ from the text's in the fewest bits."""
    import numpy as np

    rows = db.execute("select block, codes from meaning_codes order by block").fetchall()
    if not rows:
        return []
    signs = np.packbits(np.frombuffer(embedding, np.int8) > 0).view(np.uint64)
    distances = np.zeros(len(rows) * BLOCK, np.uint16)
    for row, (_, blob) in zip(distances.reshape(-1, BLOCK), rows, strict=True):
        codes = np.frombuffer(blob, np.uint64).reshape(BLOCK, -1)
        for column, sign in enumerate(signs):
            row += np.bitwise_count(codes[:, column] ^ sign)
        row[(codes[:, 0] | codes[:, 1]) == 0] = WIDTH  # no claim there; a code has set bits
    count = min(WEIGHED_AGAIN, len(distances))
    places = np.argpartition(distances, count - 1)[:count]
    firsts = np.array([block * BLOCK for block, _ in rows])
    return [int(firsts[place // BLOCK] + place % BLOCK) for place in places]
