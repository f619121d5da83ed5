"""sqlite-utils, taken without numpy.

It imports numpy, where there is one, only to know its number types, which we never store; numpy is
there because the language pipeline needs it. Without it every command starts 0.1 s sooner.
"""

import sys

_HIDES_NUMPY = "numpy" not in sys.modules
if _HIDES_NUMPY:
    sys.modules["numpy"] = None  # type: ignore[assignment]
try:
    from sqlite_utils import Database, Migrations
finally:
    if _HIDES_NUMPY:
        del sys.modules["numpy"]

__all__ = ["Database", "Migrations"]
