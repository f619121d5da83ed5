"""Sentences by which an article says that something was wrong before."""

import re

HINTS = (
    *("correct", "clarif", "errat", "retract", "amended", "regret", "apolog"),
    *("earlier version", "previous version", "prior version", "original version"),
)
"""A sentence without any of these, in any case, is no notice and need not be read."""

_NOTICE = re.compile(
    r"^\W*(?:(?:editor['’]?s?\s+note|note\s+to\s+readers)\W+.{0,160})?"
    r"(?:correction|corrections|clarification|erratum|retraction)\b\s*(?:\([^)]{0,60}\)|,[^:]{0,40})?\s*[:—–.-]"
    r"|\b(?:an?|the)\s+(?:earlier|previous|prior|original)\s+version\s+of\s+this\s+"
    r"(?:article|story|report|piece|headline|page|post|caption)\b"
    r"|\bthis\s+(?:article|story|report|piece|headline|post|caption)\s+(?:has\s+been|was|is)\s+"
    r"(?:\w+\s+)?(?:corrected|amended|updated\s+to\s+correct|retracted|clarified)\b"
    r"|\bcorrects\s+(?:the\s+)?(?:spelling|name|headline|date|attribution|figure|paragraph|day|title)\b"
    r"|\bwe\s+(?:regret|apologi[sz]e\s+for)\s+(?:the|this|any)\s+(?:error|mistake)",
    re.IGNORECASE,
)


def is_correction(sentence: str) -> bool:
    """Whether a sentence says that this or an earlier text was wrong."""
    folded = sentence.casefold()
    return any(hint in folded for hint in HINTS) and bool(_NOTICE.search(sentence))
