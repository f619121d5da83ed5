"""What the audit costs: `python -m benchmarks.auditing`."""

import tempfile
from pathlib import Path
from time import perf_counter

from newsroom.audit import Act, current_act
from storage.audit import check_audit, record_act
from storage.connections import open_writer

ENTRIES = 100_000


def measure(count: int) -> str:
    """One line on writing so many entries in one transaction, and on checking them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "desk.db"
        db = open_writer(path, str)
        current_act.set(Act("add", user_id=1, name="somebody"))
        began = perf_counter()
        db.execute("begin immediate")
        for number in range(count):
            record_act(db, ("article", number))
        db.execute("commit")
        written = perf_counter()
        report = check_audit(db)
        checked = perf_counter()
        db.close()
    assert report.fault is None and report.entries == count
    each = (written - began) / count * 1e6
    return f"{count:,} entries: {each:.0f} µs each to write, {checked - written:.2f} s to check all"


def main() -> None:
    """Print the line."""
    print(measure(ENTRIES))


if __name__ == "__main__":
    main()
