"""How a labelled passage is compared with what was read in it."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsroom.attribution import Claim
from newsroom.extraction import Extraction

CASES = Path(__file__).parent.parent / "cases" / "attribution.jsonl"
_TOKEN = re.compile(r"\w+(?:[.\-'’]\w+)*")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was right about one labelled claim, or about a passage that holds none."""

    found: bool
    chain: bool
    identity: bool
    manner: bool
    hedges: bool
    response: bool


def load_cases() -> list[dict[str, Any]]:
    """The labelled passages."""
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines() if line]


def compare(case: Mapping[str, Any], extraction: Extraction) -> Iterator[Verdict]:
    """One verdict a labelled claim; for a passage without any, one on its silence."""
    if not case["claims"]:
        quiet = all(len(claim.chain.links) == 1 for claim in extraction.claims)
        yield Verdict(quiet, quiet, quiet, True, True, True)
    for label in case["claims"]:
        yield _verdict(label, extraction.claims, extraction.article.text)


def _verdict(label: Mapping[str, Any], claims: Sequence[Claim], text: str) -> Verdict:
    content = " ".join([label["content"], *label.get("content_rest", [])])
    scored = [(_jaccard(content, claim, text), claim) for claim in claims]
    score, claim = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    if claim is None or score < 0.5:
        return Verdict(False, False, False, False, not label["hedges"], not label["response"])
    chain = [link.label for link in claim.chain.links[1:]]
    return Verdict(
        True,
        [_plain(link) for link in chain] == [_plain(link["label"]) for link in label["chain"]],
        [link.identity.value for link in claim.chain.links[1:]]
        == [link["identity"] for link in label["chain"]],
        claim.manner.value == label["manner"],
        all(any(_plain(h) in _plain(o.text) or _plain(o.text) in _plain(h) for o in claim.hedges)
            for h in label["hedges"]),
        (claim.response.kind.value if claim.response else None) == label["response"],
    )  # fmt: skip


def _jaccard(content: str, claim: Claim, text: str) -> float:
    words = " ".join(span.of(text) for span in claim.content)
    wanted, got = Counter(_TOKEN.findall(content)), Counter(_TOKEN.findall(words))
    union = sum((wanted | got).values())
    return sum((wanted & got).values()) / union if union else 0.0


def _plain(label: str) -> str:
    return re.sub(r"^(?:the|a|an) ", "", " ".join(label.lower().replace("’", "'").split()))
