"""What a desk can be exported as, and what came of importing it."""

from dataclasses import dataclass
from enum import StrEnum


class ExportFormat(StrEnum):
    """In which form a desk is handed on; only JSONL is read back."""

    JSONL = "jsonl"
    CSV = "csv"
    SQLITE = "sqlite"
    JSONLD = "jsonld"
    ANNOTATIONS = "annotations"

    @property
    def suffix(self) -> str:
        """How the name of such a file ends."""
        return _SUFFIXES[self]


_SUFFIXES = {
    ExportFormat.JSONL: ".jsonl",
    ExportFormat.CSV: "-csv.zip",
    ExportFormat.SQLITE: "-export.db",
    ExportFormat.JSONLD: ".jsonld",
    ExportFormat.ANNOTATIONS: "-annotations.jsonld",
}


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of importing an export: how many of each kind were added, and known before."""

    added: tuple[tuple[str, int], ...]
    known: tuple[tuple[str, int], ...]
    refused: int = 0

    def count(self, kind: str) -> int:
        """How many of a kind were added."""
        return dict(self.added).get(kind, 0)

    def count_known(self, kind: str) -> int:
        """How many of a kind the desk held already."""
        return dict(self.known).get(kind, 0)
