"""Denials, confirmations, refusals and silence, as an article reports them."""

import re

from newsroom.attribution import ResponseKind

_NOT = r"(?:not|n['’]t|never|yet\ to|nothing)"
_ANSWER = r"(?:comment|respond|reply|response|statement|react|answer|word)\w*"
_ENQUIRY = r"(?:calls?|messages?|emails?|e-mails?|letters?|requests?|questions?|phone)"
_SPEAK = (
    r"(?:comment|say|discuss|answer|respond|reply|speak|elaborate|confirm|name|give|provide|talk"
    r"|be\ interviewed|address|explain|identify)"
)

_PATTERNS = (
    (
        ResponseKind.NOT_REACHED,
        r"""(?:could|can)\ ?(?:not|n['’]t)\ (?:immediately\ |be\ )*(?:reached|contacted|located)
        | (?:was|were|is|are)\ (?:not\ |un)(?:immediately\ )?(?:available|reachable)
        | (?:efforts|attempts)\ to\ (?:reach|contact)\b.*(?:unsuccessful|failed|went\ unanswered)
        | calls?\ .*rang\ out | unavailable\ for\ comment
        | (?:unable|failed)\ to\ (?:reach|contact)""",
    ),
    (
        ResponseKind.REFUSAL,
        rf"""\bdeclin(?:ed|es|ing)\ to\ \w+ | \bdeclined(?=[.,;])
        | \b(?:declin|refus)\w+\ (?:to\ (?:\w+\ ){{0,3}}?{_SPEAK}
            | (?:all\ )?comment | (?:an\ )?interview | requests? | questions?)
        | (?:would|will|wo)\ ?(?:not|n['’]t)\ (?:{_ANSWER}|discuss|say|elaborate|confirm|be\ drawn
            |take\ questions)
        | \bno\ comment\b
        | not\ going\ to\ (?:go\ into|discuss|comment|talk\ about|answer)""",
    ),
    (
        ResponseKind.NO_COMMENT,
        rf"""(?:did|do|does|has|have|had)\ {_NOT}(?:\ \w+){{0,2}}?\ (?:to\ (?:a\ |any\ |the\ )?
            |immediately\ |yet\ |been\ |return\w*\ )*{_ANSWER}
        | (?:did|has|have|had|does)\ ?{_NOT}\ (?:immediately\ )?(?:return|answer)\w*
            \ (?:\w+\ ){{0,4}}?{_ENQUIRY}
        | (?:has|have|had)\ yet\ to\ {_ANSWER}
        | remained\ silent | made\ no\ (?:\w+\ )?comment | without\ (?:further\ |any\ )?comment
        | {_ENQUIRY}\b.{{0,60}}(?:went|were|was|remained)\ (?:unanswered|not\ (?:answered|returned))
        | (?:neither|nor|none)\b.{{0,60}}\b(?:answered|responded|replied|commented|returned)""",
    ),
    (
        ResponseKind.DENIAL,
        r"""\bdefend(?:s|ed|ing)?\ (?:him|her|it|them)sel\w+\ against
        | \b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|refut(?:e|es|ed|ing)|rebut(?:s|ted)?
            |disput(?:e|es|ed|ing)|dismiss(?:es|ed|ing)?|disavow(?:s|ed)?)\b
        | \b(?:that\ is|this\ is|it\ is|was|is)\ (?:simply\ |just\ |completely\ |entirely\ )?
            (?:false|untrue|not\ true|a\ lie|nonsense|baseless|fabricat\w+|wrong)\b""",
    ),
    (
        ResponseKind.CONFIRMATION,
        r"""\b(?:confirm(?:s|ed|ing)?|acknowledg(?:e|es|ed|ing)|admit(?:s|ted|ting)?
            |conced(?:e|es|ed|ing))\b""",
    ),
    (
        ResponseKind.REPLY,
        r"""\bin\ (?:response|reply|answer)\ to\b
        | \basked\ (?:about|whether|if|for\ comment)\b | \bwhen\ asked\b""",
    ),
)
_COMPILED = tuple((kind, re.compile(pattern, re.I | re.X)) for kind, pattern in _PATTERNS)
_NEGATED = re.compile(
    rf"""(?:{_NOT}|neither|nor|cannot|can['’]t|to)\s+(?:\w+\s+)?$
    | (?:declin|refus)\w+\ to\ (?:\w+\ )?$""",
    re.I | re.X,
)
_NEGATION_CHARS = 24


def find_response(words: str) -> tuple[ResponseKind, int, int] | None:
    """The response that some words report, and where in them; silence wins over speech."""
    found: list[tuple[bool, int, ResponseKind, int]] = []
    for kind, pattern in _COMPILED:
        for match in pattern.finditer(words):
            before = words[max(0, match.start() - _NEGATION_CHARS) : match.start()]
            speaks = kind in (ResponseKind.DENIAL, ResponseKind.CONFIRMATION)
            if not (speaks and _NEGATED.search(before)):
                found.append((not reports_silence(kind), match.start(), kind, match.end()))
                break
    if not found:
        return None
    _, start, kind, end = min(found, key=lambda item: item[:2])
    return kind, start, end


def reports_silence(kind: ResponseKind) -> bool:
    """Whether such a response tells that nothing was said to the point."""
    return kind in (ResponseKind.NO_COMMENT, ResponseKind.NOT_REACHED, ResponseKind.REFUSAL)
