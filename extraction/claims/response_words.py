"""How news words denials, confirmations, refusals and silence: patterns over a clause's text."""

import re

from newsroom.attribution import ResponseKind


def one_of(*alternatives: str) -> re.Pattern[str]:
    """One pattern of several; a space stands for white space, ' for either apostrophe."""
    joined = "|".join(f"(?:{one})" for one in alternatives)
    spaced = joined.replace(" ?", r"\s*").replace(" ", r"\s+")
    return re.compile(spaced.replace("'", "['’]"), re.I)


NOT = r"(?:not|n't|never)"
_LY = r"(?:(?:\w+ly|yet|also|again|ever|even|so far) )*"
_DID = r"(?:did|do|does|has|have|had)"
_ANSWER = r"(?:comment|respond|reply|response|statement|react|answer|elaborat)\w*"
_REQUEST = (
    r"(?:calls?|messages?|e-?mails?|letters?|requests?|questions?|inquir(?:y|ies)"
    r"|enquir(?:y|ies)|quer(?:y|ies)|texts?|voicemails?|phone)"
)
_SPEAK = (
    r"(?:comment|say(?! the words?\b)|answer|respond|reply|speak|speculate|elaborate|confirm"
    r"|deny|name|identify|talk|be interviewed|be drawn|address|explain|acknowledge|concede"
    r"|admit|apologi[sz]e|disavow|disclose|reveal|release|detail|define|specify|discuss"
    r"|provide|give|take questions|testify|rule out|commit)\b"
)
_WHETHER = r"(?:whether|if|why|when|how|who|what|where)\b"
CLAIM = (
    r"(?:claims?|charges?|allegations?|accusations?|criticisms?|reports?|notions?|ideas?"
    r"|suggestions?|assertions?|rumou?rs?|stor(?:y|ies)|characteri[sz]ations?|comparisons?"
    r"|arguments?|labels?|contentions?|accounts?|findings?|conclusions?|theor(?:y|ies)"
    r"|wrongdoing|involvement|knowledge|responsibility|roles?|links?|ties?|connections?|guilt"
    r"|insinuations?|speculation|complaints?|impropriety|implications?|premise|version"
    r"|suspicions?|concerns?|point)\b"
)
_QUERY = rf"(?:{_REQUEST}|{CLAIM}|comments?|remarks?|tweets?|attacks?|articles?|statements?)"
FALSE = (
    r"(?:false|untrue|baseless|unfounded|groundless|absurd|ridiculous|nonsense|rubbish|hogwash"
    r"|bogus|(?:a )?lies?\b|fabricat\w+|preposterous|laughable|ludicrous|fake|(?:pure )?fiction"
    r"|slander\w*|smears?|a hoax|defamatory|inaccurate|(?:not|n't) (?:at all )?true|incorrect"
    r"|without (?:any )?(?:merit|foundation|basis)|(?:simply|factually|flatly) wrong)"
)

_NOT_REACHED = one_of(
    rf"(?:could|can) ?(?:not|n't) {_LY}(?:be )?{_LY}(?:reached|contacted|located)\b",
    rf"cannot be {_LY}(?:reached|contacted|located)\b",
    rf"(?:was|were|is|are|be) {_LY}(?:not {_LY}|un)(?:available|reachable) (?:for (?:further )?"
    r"(?:comment|an? )|to (?:comment|discuss|speak|talk|respond|answer))",
    r"(?:was|were) (?:not immediately|immediately un)(?:available|reachable)",
    r"unavailable for (?:comment|interview)",
    r"no(?: |-)?(?:one|body)\b.{0,60}?(?:was|were) (?:immediately )?available",
    r"(?:efforts?|attempts?|calls) to (?:reach|contact|locate|find)\b.{0,80}?"
    r"(?:unsuccessful|failed|not successful|unanswered|in vain)",
    r"(?:unable|failed) to (?:reach|contact|locate)(?! an? | agree| consensus| any )",
    r"\brang out\b",
)
_REFUSAL = one_of(
    rf"\bdeclin(?:ed|es|ing) to {_LY}(?!be (?:named|identified|quoted)"
    r"|give (?:his|her|their)(?: \w+)? names?)\w+",
    rf"\b(?:declin|refus)(?:ed|es|ing) (?:[\w\x27’-]+ ){{0,4}}?(?:comment|interview|{_REQUEST}"
    r"|invitation)",
    r"\b(?:he|she|they|it|we|who|both|(?-i:[A-Z][\w.’-]+))(?: \w+ly)?(?: has| have| had)?"
    r" declined(?=\s*(?:[.,;:]|$))",
    rf"\brefus(?:ed|es|ing) to {_LY}{_SPEAK}",
    rf"(?<![Ii]\s)(?<!you\s)(?<!we\s)\b(?:would|will|wo) ?(?:not|n't) {_LY}(?:comment|discuss"
    r"|say|elaborate|confirm|be drawn|be commenting|take questions|answer|respond|reply"
    r"|give details|disclose|reveal|speculate|be interviewed)\b",
    r"\b(?:could|can) ?(?:not|n't) (?:comment|discuss|talk about)\b",
    r"\bcannot (?:comment|discuss)\b",
    r"\b(?:unable|unwilling|not (?:at liberty|prepared|willing)|too busy) to (?:comment"
    r"|discuss|answer|say|speak|talk|look)\b",
    r"(?:did|do|does) ?(?:not|n't) want to (?:comment|discuss|answer|talk about)",
    r"\bno comment\b|\brefused comment|withheld comment|reserved comment",
    rf"(?:chose|opted|opting|prefer(?:red|s)|choosing|chosen) not to {_LY}{_SPEAK}",
    r"not going to (?:go into|get into|discuss|comment|talk about|answer|speculate)",
    r"\b(?:dodg|duck|side-?stepp|evad|deflect|brush|wav)(?:ed|es|ing|s)(?: off| aside| away)?"
    r" (?:[\w\x27’-]+ ){0,4}?(?:questions?|inquir\w+|quer(?:y|ies))",
    r"\bneither confirm(?:ed|s)? n?or den(?:ied|ies|y)",
    r"\bneither\b.{0,60}?\bwould (?:comment|say|discuss|respond|answer|reply)",
    r"\bdemurred\b|\bhung up\b|(?:invok|exercis)\w+ (?:his|her|their) (?:fifth|right)",
    r"(?:pleaded|took|taken) the fifth",
)
_NO_COMMENT = one_of(
    rf"{_DID} ?{NOT} {_LY}(?:(?:to|been|return\w*|a|any|the|immediately) )*{_LY}{_ANSWER}"
    r"(?! in kind| the (?:door|bell))",
    rf"{_DID} ?{NOT} {_LY}(?:return|answer|respond to|reply to|acknowledge)\w* "
    rf"(?:[\w\x27’-]+ ){{0,5}}?{_REQUEST}",
    rf"{_DID} ?{NOT} {_LY}(?:say|said|explain\w*) {_WHETHER}",
    rf"(?:has|have|had) yet to {_LY}{_ANSWER}",
    r"(?:remain|stay)(?:ed|s|ing) (?:silent|mum|quiet)|kept (?:silent|mum|quiet)",
    r"made no (?:\w+ )?(?:comment|statement|response|reply)",
    r"without (?:further |any |making (?:a )?)?comment(?:ing)?\b",
    rf"{_REQUEST}\b.{{0,80}}?(?:went|were|was|remained|been|go) {_LY}(?:unanswered|unreturned"
    r"|not (?:\w+ly )?(?:answered|returned|acknowledged))",
    r"\b(?:neither|nor|none|no one|nobody)\b.{0,60}?\b(?:answered|responded|replied|commented"
    r"|returned)\b",
    r"\bno (?:immediate|official|public|further) (?:\w+ )?(?:comment|response|reply|reaction"
    r"|word|answer)",
    r"\b(?:received|got|had|with|was|heard|been) no (?:response|reply|answer)\b",
    r"\b(?:approached|contacted|asked)(?: [^.,;]{2,60})? for (?:a |an? \w+ )?(?:comment"
    r"|response|reply)(?=\s*(?:[.;)”\"]|$))",
    r"\brefer(?:red|s|ring) (?:[\w\x27’-]+ ){0,5}?(?:questions?|inquir\w+|quer(?:y|ies)|requests?"
    r"|reporters|calls|comment) (?:[\w\x27’-]+ ){0,5}?to\b",
    r"\bnothing (?:more |further |else )?to (?:say|add)\b",
)
_DENIAL = one_of(
    r"\bden(?:y|ies|ied|ying)\b",
    r"\b(?:reject|dismiss)(?:s|es|ed|ing)?\b|\bdisput(?:e|es|ed|ing)\b",
    r"\b(?:refut(?:e|es|ed|ing)|rebut(?:s|ted|ting)?)\b",
    r"\bdisavow(?:s|ed|ing)? (?:any |all )?(?:knowledge|involvement|claims)",
    r"\bdefend(?:s|ed|ing)? (?:him|her|it|them)sel\w+ against",
    rf"\bpush(?:es|ed|ing)? back (?:on|at|against) (?:[\w\x27’-]+ ){{0,5}}?{CLAIM}",
    r"\b(?:pleaded|pleads|pled|pleading) (?:not guilty|innocent)",
    r"\b(?:maintain|profess|protest|insist)\w* (?:on )?(?:his|her|their|its) innocence",
    r"\bno truth (?:to|in)\b",
    rf"\bcall(?:s|ed|ing)? (?:it|that|this|them|(?:[\w\x27’-]+ ){{0,6}}?{CLAIM}) [\"“‘]?"
    rf"(?:[\w-]+ ){{0,4}}?[\"“‘]?{FALSE}",
    rf"\b(?:that|this|it|these|those|they|which|{CLAIM})(?: (?:is|was|are|were)|'s|'re) (?:(?:"
    rf"\w+ly|all|just|not|an?|pure|utter|total|complete|absolute) )*{FALSE}",
    r"\b(?:is|was|are|were) (?:\w+ly )*(?:false|untrue|not true|baseless|unfounded|a lie"
    r"|nonsense|fabricat\w+)\b",
    rf"\b(?:insist|maintain|swear|swore|claim)(?:s|ed|ing)? (?:that )?(?:[\w\x27’.-]+ ){{1,4}}?"
    rf"(?:(?:did|had|has|have|was|were|is|are|does|do) ?{NOT}|never|knew nothing)\b",
)
_CONFIRMATION = one_of(
    r"\b(?:confirm(?:s|ed|ing)?|acknowledg(?:e|es|ed|ing)|admit(?:s|ted|ting)?)\b",
    r"\b(?:conced(?:e|es|ed|ing)|pleaded guilty|pleads guilty|owned up|came clean)\b",
)
_REPLY = one_of(
    rf"\bin (?:response|reply|answer) to (?:[^\s.;]+ ){{0,9}}?{_QUERY}\b",
    r"(?:^|[.,;:—–-] ?|[\"“] ?|\b(?:when|after being|was|were|being|if) )(?:later |again "
    r"|first )?(?:asked|pressed|questioned|confronted|challenged|quizzed|grilled) (?:(?:\w+ )?"
    rf"(?:about|on|over|with|by)\b|{_WHETHER}|for comment|for (?:his|her|a|their) \w+)",
    r"(?:^|[.,;] |when )(?:reached|contacted) (?:by|on|at|for)\b",
    r"\bwhen (?:contacted|asked|reached)\b",
    r"\b(?:push|hit|fir|shot|struck|shoot|clapp)(?:ed|es|ing|s)? back\b",
    r"\brespond(?:ed|s|ing)? (?:\w+ly )?(?:(?:\w+ )?to (?:[^\s.;]+ ){0,7}?"
    rf"{_QUERY}\b|by saying|in a statement|with a statement)",
)
PATTERNS = (
    (ResponseKind.NOT_REACHED, _NOT_REACHED),
    (ResponseKind.REFUSAL, _REFUSAL),
    (ResponseKind.NO_COMMENT, _NO_COMMENT),
    (ResponseKind.DENIAL, _DENIAL),
    (ResponseKind.CONFIRMATION, _CONFIRMATION),
    (ResponseKind.REPLY, _REPLY),
)

ACCUSES = re.compile(
    rf"\b(?:accus|alleg|suspect|scandal|scrutin|controvers|plagiari|backlash|outcry|critic|blam"
    rf"|{CLAIM}|link(?:ed|s)? (?:to|between)|question(?:s|ed)|complain|investigat|suggest"
    r"|impl(?:y|ied))",
    re.I,
)
_VIEWS = (
    r"(?!(?:think|thought|believe|know|knew|want|feel|felt|care|understand|remember|recall|see"
    r"|mind|like|need|expect|hope|wish|get|agree|trust|support|vote|going|sure|able|ready"
    r"|interest|worr|surpris|have|even|really|to|yet|an?|the|in|on|as|at|for|so|too|just|only"
    r"|appear|seem|determine)(?:ed|d|s)?\b)"
)
_NEVER = (
    r"(?: (?:have|has|had)|'ve|'d)?(?: also)? ?(?:never|(?:did|do|does|was|were|have|has|had)"
    rf" ?{NOT})(?: (?:\w+ly|ever))*"
)
DISOWNS = one_of(
    r"\b(?:did|done) nothing (?:wrong|illegal|improper)\b",
    r"\bnothing to do with (?:it|this|that)\b|\babsolutely not\b",
    r"\b(?:it|that|this) (?:never|(?:did|has|had) ?(?:not|n't)) happen(?:ed)?\b(?! yet)",
    r"\b(?:had|have|has) no (?:knowledge|part|role) (?:of|in)\b|\b(?:I am|I'm) innocent\b",
    r"\bthere (?:is|was) no truth\b|\bnot guilty\b",
    r"(?:not|n't) (?:think|believe) (?:that )?there (?:is|was|are|were) any (?:link|connection"
    r"|truth|wrongdoing)",
    r"\bthere (?:is|was|are|were) no (?:\w+ )?(?:link|connection|quid pro quo|conspiracy)",
)
"""What disowns a charge by its words alone."""
REBUTS = one_of(
    r"\b(?:is|was|were|are) ?(?:not|n't) (?:\w+ly )*(?:intentional|deliberate|involved"
    r"|responsible|aware|connected|true)\b",
    r"\b(?:this|that|it|they|these|those)(?: is| was| are| were|'s|'re) (?:(?:\w+ly|just|an?"
    rf"|so) )*(?:irresponsible|outrageous|unfair|dishonest|distorted|misleading|{FALSE})",
)
"""What rebuts a charge that stands before it."""
OWN_REBUTS = one_of(rf"\b(?:I|we){_NEVER} {_VIEWS}\w+")
"""The same in a party's quoted words."""
TOLD_REBUTS = one_of(
    rf"\b(?:he|she|they)(?: (?:have|has|had)|'d)? ?(?:never|(?:did|have|has|had) ?{NOT})"
    rf"(?: (?:\w+ly|ever))* {_VIEWS}\w+"
)
"""The same in a party's words as they are told."""
