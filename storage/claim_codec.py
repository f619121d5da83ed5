"""Values as JSON and back: a claim that has gone, and what changed in a version."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from newsroom.article import Span
from newsroom.attribution import (
    Claim,
    ClaimId,
    DateMention,
    Evidence,
    Hedge,
    Identity,
    Manner,
    Number,
    Response,
    ResponseKind,
    Source,
    SourcingChain,
)
from newsroom.version import (
    Change,
    ClaimChange,
    ClaimFate,
    Correction,
    CorrectionKind,
    FieldChange,
    FieldKind,
    SentenceChange,
    Sourcing,
    WordRun,
)

Record = Mapping[str, Any]


def to_json(value: Claim | Change) -> str:
    """A value as JSON text; lone surrogates, which some texts hold, stay what they are."""
    return json.dumps(asdict(value), default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")


def claim_from(text: str) -> Claim:
    """The claim that `to_json` wrote."""
    record = json.loads(text)
    response = record["response"]
    return Claim(
        record["text"],
        _spans(record["content"]),
        _spans(record["cue"]),
        _spans(record["source"]),
        Manner(record["manner"]),
        SourcingChain(tuple(_source(link) for link in record["chain"]["links"])),
        Span(**record["sentence"]),
        tuple(Hedge(hedge["text"], Span(**hedge["span"])) for hedge in record["hedges"]),
        Response(
            ResponseKind(response["kind"]),
            response["party"],
            Span(**response["span"]),
            response["entity"],
        )
        if response
        else None,
        tuple(DateMention(d["text"], Span(**d["span"]), d["edtf"]) for d in record["dates"]),
        tuple(record["about"]),
    )


def _spans(records: Sequence[Record]) -> tuple[Span, ...]:
    return tuple(Span(**record) for record in records)


def _source(record: Record) -> Source:
    return Source(
        record["label"],
        Identity(record["identity"]),
        record["kind"],
        Span(**record["span"]) if record["span"] else None,
        record["entity"],
        Number(record["number"]),
        Evidence(record["evidence"]),
    )


def change_from(text: str) -> Change:
    """The change that `to_json` wrote."""
    record = json.loads(text)
    return Change(
        record["version"],
        tuple(FieldChange(FieldKind(f["kind"]), f["before"], f["after"]) for f in record["fields"]),
        tuple(
            SentenceChange(s["before"], s["after"], tuple(WordRun(**run) for run in s["words"]))
            for s in record["sentences"]
        ),
        tuple(_claim_change(claim) for claim in record["claims"]),
        record["carried"],
        tuple(record["sources_added"]),
        tuple(record["sources_dropped"]),
        tuple(correction_from(note) for note in record["corrections"]),
    )


def _claim_change(record: Record) -> ClaimChange:
    return ClaimChange(
        ClaimId(record["claim_id"]),
        ClaimFate(record["fate"]),
        record["before"],
        record["after"],
        tuple(record["sources_before"]),
        tuple(record["sources_after"]),
        Sourcing(record["sourcing"]) if record["sourcing"] else None,
        tuple(record["hedges_dropped"]),
        tuple(record["hedges_added"]),
        record["response_dropped"],
        record["response_added"],
    )


def correction_from(record: Record) -> Correction:
    """A correction from its fields."""
    span, stated_on = record["span"], record["stated_on"]
    return Correction(
        CorrectionKind(record["kind"]),
        record["text"],
        Span(**span) if span else None,
        date.fromisoformat(stated_on) if stated_on else None,
    )
