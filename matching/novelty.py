"""Questions that ask what is new at all: "what's new today?", "any news since yesterday?"."""

import re

DAY, TWO_DAYS, WEEK = 1, 2, 7

_WHEN = (
    (
        DAY,
        r"today|tonight|overnight|now|(?:right|just) now|lately|recently"
        r"|this (?:morning|afternoon|evening)|since (?:this morning|last night)"
        r"|(?:(?:in|over|during|from) )?(?:the )?(?:last|past) (?:day|night|24 hours)",
    ),
    (TWO_DAYS, r"since yesterday|(?:(?:in|over|during) )?(?:the )?(?:last|past) (?:two|2) days"),
    (
        WEEK,
        r"(?:so far )?this week|since last week"
        r"|(?:(?:in|over|during|from) )?(?:the )?(?:last|past) (?:week|few days|seven days|7 days)",
    ),
)
_WHERE = r"(?:on|in|to) (?:the|our|this|my) (?:desk|newsroom)|for (?:us|me)|here"
_THINGS = r"(?:articles|stories|pieces|claims|reports|headlines)"
_NEWS = rf"(?:news|updates?|headlines|developments?|new {_THINGS}|latest(?: (?:news|{_THINGS}))?)"
_ASKED = (
    rf"what (?:is|are) (?:new|happening|going on|(?:the )?{_NEWS}|todays {_THINGS}|todays news)",
    r"what (?:(?:has|have|did) )?(?:come|came) in",
    r"what (?:did (?:i|we) (?:miss|get)|(?:have|has|had) (?:i|we) (?:missed|got))",
    rf"(?:what|which) {_THINGS} (?:is|are) new",
    rf"(?:what|which)(?: new)? {_THINGS} (?:(?:has|have|did) )?(?:come|came) in",
    r"(?:(?:is|are) there )?(?:any ?thing|something) new",
    rf"(?:(?:is|are) there )?(?:(?:any|the|our|all) )?(?:{_NEWS})",
    rf"todays (?:news|digest|{_THINGS})",
    r"(?:the )?(?:daily )?digest",
    r"(?:catch|bring|fill) (?:me|us) (?:up|in)(?: to (?:date|speed))?",
)
_DATED = (
    r"what (?:(?:is|has) )?(?:happened|happening|changed)",
    r"what (?:has|have|did) (?:happen|change)",
)
"""What is asked of no day at all may mean anything: "what happened?"."""


def _asking(ways: tuple[str, ...], before_the_end: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(ways)}){before_the_end}")


_ANY_TIME = "|".join(words for _, words in _WHEN)
_NEW = _asking(_ASKED, rf"(?: (?:{_ANY_TIME}|{_WHERE}))*")
_NEW_THEN = _asking(_DATED, rf"(?: (?:{_WHERE}))* (?:{_ANY_TIME})(?: (?:{_WHERE}))*")
_SPANS = tuple((days, re.compile(rf"\b(?:{words})\b")) for days, words in reversed(_WHEN))


def days_back(read: str) -> int:
    """How many days a question looks back that asks what is new, whatever about; 0 if none does.

    `read` are its words in lower case, spoken forms written out: "what is new this week".
    """
    if not (_NEW.fullmatch(read) or _NEW_THEN.fullmatch(read)):
        return 0
    return next((days for days, span in _SPANS if span.search(read)), DAY)
