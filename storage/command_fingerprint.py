"""Which commands Discord was last given, as a fingerprint in a file beside the desks."""

from pathlib import Path

FINGERPRINT_FILE = "commands.sha256"


class CommandFingerprint:
    """The fingerprint of the commands that Discord was last given, in one data folder."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / FINGERPRINT_FILE

    def read(self) -> str | None:
        """The fingerprint; None where none is known."""
        try:
            return self._path.read_text("ascii", "replace").strip()
        except OSError:
            return None

    def write(self, value: str) -> None:
        """Remember it; raises OSError where the folder takes nothing."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(value + "\n", encoding="ascii")
