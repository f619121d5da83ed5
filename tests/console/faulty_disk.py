"""Commands on a disk that is full or cannot be written, in a process of their own.

`python -m tests.console.faulty_disk FOLDER full|fixed SAMPLES ELSEWHERE` says as JSON how each
command ended.
"""

import json
import os
import shutil
import sys
from contextlib import chdir
from pathlib import Path

from click.testing import CliRunner

from bot import cli

TEXT = (
    "Quay crane fell in Tarnby\n\nThe crane fell at noon, the harbour master Odile Brandt said."
    " Nobody was hurt, according to the harbour police.\n"
)
Said = tuple[int, str, str]


def commands(folder: Path, article: Path) -> dict[str, Said]:
    """Every command that writes or reads, on the desk of a folder; exports go to its disk too."""
    return {
        "add": run(folder, "add", article),
        "ask": run(folder, "ask", "who is Kiriyenko?"),
        "digest": run(folder, "digest"),
        "export": run(folder, "export", "jsonl", "--out", folder / "desk.jsonl"),
        "export csv": run(folder, "export", "csv", "--out", folder / "tables.zip"),
        "export sqlite": run(folder, "export", "sqlite", "--out", folder / "copy.db"),
        "backup": run(folder, "backup", "--out", folder / "backup.db"),
        "forget": run(folder, "forget", "1"),
        "doctor": run(folder, "doctor", "--discord-api", "http://127.0.0.1:9"),
    }


def run(folder: Path, *words: object) -> Said:
    """How one command ended, and what it said."""
    result = CliRunner().invoke(cli, [*map(str, words), "--data-dir", str(folder)])
    return result.exit_code, result.stdout, result.stderr


def fill(folder: Path) -> Path:
    """A file that takes all that is left of a disk."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (65_536, 4_096):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue
    return ballast


def on_full_disk(folder: Path, samples: Path, article: Path) -> dict[str, dict[str, Said]]:
    """A desk on a disk that fills up, and has room again."""
    shutil.copytree(samples / "desks", folder / "desks")
    ballast = fill(folder)
    full = commands(folder, article)
    full["restore"] = run(folder, "restore", samples / "desks" / "local.db", "--replace")
    os.truncate(ballast, ballast.stat().st_size - 48_000)
    nearly = {"add": run(folder, "add", article), "ask": run(folder, "ask", "who is Kiriyenko?")}
    left = {"files": (0, " ".join(sorted(path.name for path in folder.iterdir())), "")}
    ballast.unlink()
    again = {"add": run(folder, "add", article), "ask": run(folder, "ask", "who is Odile Brandt?")}
    again["doctor"] = run(folder, "doctor", "--discord-api", "http://127.0.0.1:9")
    return {"full": full, "nearly": nearly, "left": left, "again": again}


def main() -> None:
    """Say how it went."""
    folder, samples, elsewhere = (Path(word) for word in (sys.argv[1], *sys.argv[3:]))
    article = elsewhere / "crane.txt"
    article.write_text(TEXT)
    with chdir(elsewhere):
        if sys.argv[2] == "full":
            said = on_full_disk(folder, samples, article)
        else:
            said = {path.name: commands(path, article) for path in sorted(folder.iterdir())}
    print(json.dumps(said))


if __name__ == "__main__":
    main()
