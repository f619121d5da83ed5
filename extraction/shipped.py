"""Where the encoders that ship with the project are."""

from pathlib import Path

SHIPPED_ENCODER = Path(__file__).resolve().parents[1] / "models" / "byline_encoder"
