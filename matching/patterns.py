"""What each way of asking asks for: patterns in the order in which they are tried."""

import re
from dataclasses import dataclass

from newsroom.answer import QuestionKind
from newsroom.attribution import ResponseKind

ANY_RESPONSE = tuple(ResponseKind)
UNHEARD = (ResponseKind.REFUSAL, ResponseKind.NO_COMMENT, ResponseKind.NOT_REACHED)
SILENCE = (ResponseKind.REFUSAL, ResponseKind.NO_COMMENT)


@dataclass(frozen=True, slots=True)
class Rule:
    """A way of asking; the groups `s` and `p` of the pattern are the subject and the speaker."""

    kind: QuestionKind
    pattern: re.Pattern[str]
    responses: tuple[ResponseKind, ...] = ()
    about_publication: bool = False


_PARTS = {
    "about": r"(?:about|on|of|for|over|regarding|re|concerning|to|in|with|behind|from|that"
    r"|against)",
    "is": r"(?:is|was|are|were)",
    "aux": r"(?:did|does|do|has|have|had|is|was|are|were|can|could|will|would|should)",
    "this": r"(?:this|that|it|the|your) ?(?:article|piece|story|report|text|one|page)?",
    "said": r"(?:said|called|compared|asked|emailed|tweeted|wrote|posted|told|talked|spoke"
    r"|described|promised|brought up|doubts|doubted|complained|warned|predicted|joked"
    r"|quipped|admitted|argued|insisted|shouted|mentioned|praised|criticised"
    r"|criticized|has accused|used the words)",
    "saying": r"(?:say|says|said|saying|tell|told|think|thinks|thought|predict|write|wrote"
    r"|tweet|call|called|argue|stress|emphasise|emphasize)",
    "replied": r"(?:reply|replied|respond|responded|answer|answered|react|reacted|comment"
    r"|commented|address|addressed)",
    "ever": r"(?:(?:ever|yet|actually|even|already|also|not|not yet|make|made|give|gave|given"
    r"|any|a|say|said|put out|issue|issued) )*",
    "source": r"(?:source|sources|sourced|sourcing|unsourced|attribution|attributed"
    r"|corroborated|corroboration|provenance)",
    "unnamed": r"(?:anonymous|anonymously|unnamed|unidentified|nameless|(?:not|arent|isnt"
    r"|never) (?:to )?(?:be )?(?:named|identified))",
    "role": r"(?:runs?|ran|heads?|headed|chairs?|chaired|leads?|led|owns?|owned|founded"
    r"|manages?|managed|replaced|succeeded|stepped down|took over|works?|worked"
    r"|married|represents?|represented)",
}


def _rule(
    kind: QuestionKind,
    pattern: str,
    responses: tuple[ResponseKind, ...] = (),
    about_publication: bool = False,
) -> Rule:
    for name, part in _PARTS.items():
        pattern = pattern.replace(f"<{name}>", part)
    return Rule(kind, re.compile(pattern), responses, about_publication)


_K = QuestionKind

PUBLICATION = tuple(
    _rule(_K.SOURCES, pattern, about_publication=True)
    for pattern in (
        r"^who (?:published|posted|printed|ran|put out|wrote) <this>(?: and when)?$",
        r"^(?:when|where) (?:<is>|did) <this> (?:first )?(?:published|written|posted|printed"
        r"|come out|appear|appeared|from)$",
        r"^(?:which|what) (?:news )?(?:outlet|paper|newspaper|publication|publisher|site"
        r"|agency|magazine)(?: (?:<is>|published|ran|reported|wrote|printed))*(?: <this>)?(?:"
        r" (?:in|from|published in))?$",
        r"^(?:publication date|publisher|date of publication)(?: of <this>)?$",
        r"^who <is> the (?:publisher|author)(?: of <this>)?$",
    )
)

QUOTED = (
    _rule(
        _K.SOURCES,
        r"\b(?:<source>|on the record|second ?hand|named|backs?|supports?|chain|rely|"
        r"come from|coming from|who reported|claim|evidence)\b",
    ),
    _rule(_K.WHO, r"^(?:who|what) <is> (?!it\b|that\b|this\b)"),
    _rule(_K.QUOTE, r""),
)

STORIES = tuple(
    _rule(_K.STORY, pattern, responses)
    for pattern, responses in (
        (r"^how many(?: \w+)? (?:sources|voices)(?: (?:does|do|has|have|<is> (?:there )?"
         r"(?:in|for|on|of|behind)?))? (?:the |this |that |our )?(?P<s>.+?) (?:story|stories)"
         r"(?: (?:have|has|got|rest on|really have))?$", ()),
        (r"^how (?:many|much) (?:articles|outlets|papers|coverage)(?: \w+){0,3}? (?:the |this )?"
         r"(?P<s>.+?) story(?: (?:have|has|got))?$", ()),
        (r"^who (?:(?:has|have|had|did) not|hasnt|havent|hadnt|didnt)(?: yet)? (?:commented"
         r"|comment|replied|reply|responded|respond|answered|answer)(?: yet)? (?:on|to|about|in"
         r"|over) (?:the |this |that )?(?P<s>.+?) story(?: yet| so far)?$", UNHEARD),
        (r"^(?:what|which points|which claims) <is> (?:disputed|denied|contested|in dispute)"
         r" (?:about|in|on|of) (?:the |this |that )?(?P<s>.+?) story$", ()),
        (r"^(?:which|what) (?:outlets|papers|newspapers) <is> (?:covering|on|in|telling|running)"
         r" (?:the |this |that )?(?P<s>.+?) story$", ()),
        (r"^what does (?:the |this |that )?(?P<s>.+?) story (?:rest|rely|depend|hang) on$", ()),
    )
)  # fmt: skip

RESPONSES = tuple(
    _rule(_K.CLAIMS, pattern, responses)
    for pattern, responses in (
        (r"^who (?:has |have )?(?:refused|declined|did not want|didnt want) to"
         r" (?:comment|respond|answer|reply|say)(?: (?:on|to|about))?(?P<s>.*)$", SILENCE),
        (r"^who (?:has |have |is |was )?(?:kept|stayed|remained|keeping|staying)? ?(?:silent|quiet"
         r"|mum)(?P<s> .*)?$", SILENCE),
        (r"^who (?:(?:has|have|had|did) not|hasnt|havent|hadnt|didnt|had no) (?:yet )?(?:commented"
         r"|comment|replied|reply|responded|respond|answered|answer)(?P<s> .*)?$", UNHEARD),
        (r"^who (?:has |have )?(?:denied|denies|rejected|rejects|disputed|disputes)"
         r"(?P<s> .*)?$",
         (ResponseKind.DENIAL,)),
        (r"^<aux> (?P<p>.+?) <ever>(?:deny|denied|denies|reject|rejected|dismiss|dismissed)"
         r"(?P<s> .*)?$", (ResponseKind.DENIAL,)),
        (r"^(?:did|does|do|has|have|had) (?P<p>(?!any).+?) <ever>(?:confirm|confirmed)"
         r"(?P<s> .*)?$",
         (ResponseKind.CONFIRMATION, ResponseKind.DENIAL)),
        (r"^<aux> (?P<p>.+?) (?:say|said|give|gave|offer|offered) no comment(?P<s> .*)?$", SILENCE),
        (r"^<aux> (?P<p>.+?) (?:refuse|refused|decline|declined) (?:to )?(?:comment|respond"
         r"|answer|reply)(?P<s> .*)?$", SILENCE),
        (r"^what (?:has|have|did|does) (?P<p>.+?) (?:deny|denied|denies|rejected?)(?P<s> .*)?$",
         (ResponseKind.DENIAL,)),
        (r"^(?:what <is> |has there been |is there |was there |<is> there )?(?:the |any |a )?"
         r"(?:response|reply|reaction|comment|statement|word) (?:from|of|by)"
         r" (?P<p>.+?)(?: (?:on|to|about|regarding) (?P<s>.+))?$", ANY_RESPONSE),
        (r"^(?P<p>(?!who\b|what\b|which\b|how\b|when\b)\w+(?: \w+){0,4}?) (?:response|comment"
         r"|comments|reaction|reply)(?: (?:on|to|about|regarding) (?P<s>.+))?$", ANY_RESPONSE),
        (r"^could \w+ (?:get hold of|reach|contact) (?P<p>.+?)(?: for (?:a )?comment)?$",
         ANY_RESPONSE),
        (r"^<aux> (?P<p>(?!the article|this article|it say).+?) <ever>(?:<replied>|statement"
         r"|reply|response)(?: back)?(?P<s> .*)?$", ANY_RESPONSE),
        (r"^what (?:did|does|has|have|was|is) (?P<p>.+?) (?:<replied>|say back|said back"
         r"|response|reply|reaction|comment)(?: <is>)?(?P<s> .*)?$", ANY_RESPONSE),
        (r"^(?:how|where) (?:did|has|does) (?P<p>.+?) (?:respond|responded|reply|replied|react"
         r"|reacted|answer|answered)(?P<s> .*)?$", ANY_RESPONSE),
    )
)  # fmt: skip

_TABLE = (
    (_K.STORY, r"^(?:what <is> )?(?:a |an |the )?(?:latest|new|newest|news|story|summary"
               r"|overview|recap|updates?|big picture)$"),
    (_K.STORY, r"^(?:the )?latest (?:news|updates?|developments?|story)?(?: ?(?:<about>|w))? ?"
               r"(?P<s>.+)$"),
    (_K.STORY, r"^(?:tldr|tl dr|story|what (?:have|do) (?:we|you) (?:got|have))(?:"
               r" (?:<about>))? (?P<s>.+)$"),
    (_K.STORY, r"^(?:what is |anything |whats )?(?:new|newest|latest|any updates?|updates?"
               r"|news)(?: developments?)? (?:<about>|w) (?P<s>.+)$"),
    (_K.STORY, r"^(?:any|the) (?:updates?|news|developments?|latest) (?:<about>|w) (?P<s>.+)$"),
    (_K.STORY, r"^what is the latest (?:<about>|w) (?P<s>.+)$"),
    (_K.STORY, r"^(?:what is )?(?:the )?(?:whole |full )?(?:story|situation|deal"
               r"|state of play) (?:<about>|w) (?P<s>.+)$"),
    (_K.STORY, r"^(?:catch|bring|get|fill) me (?:up|in)(?: to (?:speed|date))?(?: <about>)? "
               r"(?P<s>.+)$"),
    (_K.STORY, r"^(?:get|catch|bring) me up to speed(?: <about>)? (?P<s>.+)$"),
    (_K.STORY, r"^(?:an? )?(?:overview|summary|summarise|recap|rundown|roundup|digest|brief me"
               r"|sum up|briefing)(?: <about>)? (?P<s>.+)$"),
    (_K.STORY, r"^(?:the )?big picture(?: <about>)? (?P<s>.+)$"),
    (_K.STORY, r"^where (?:are we|do (?:things|we) stand) (?:<about>|w) (?P<s>.+)$"),
    (_K.STORY, r"^what is (?:going on|happening|up) (?:<about>|w|at) (?P<s>.+)$"),
    (_K.STORY, r"^who <is> covering (?P<s>.+)$"),
    (_K.STORY, r"^coverage (?:<about>) (?P<s>.+)$"),
    (_K.TIMELINE, r"^(?:since |until |till |from )?when(?: exactly)? <aux> (?P<s>.+)$"),
    (_K.TIMELINE, r"^(?:since |until |till |from )?when (?P<s>.+)$"),
    (_K.TIMELINE, r"^(?:since |until |from |on |in |at |by )?(?:what|which) (?:time|date|day"
                  r"|year|years|month|week|night|hour|weekday)(?: <aux>)? (?P<s>.+)$"),
    (_K.TIMELINE, r"^how (?:long|soon|recently|old)(?: ago)?(?: <aux>)? (?P<s>.+)$"),
    (_K.TIMELINE, r"^(?:the |a )?(?:timeline|chronology|order of events|sequence of events"
                  r"|history|dates?|key dates|deadline|year|day and place)(?: (?:<about>"
                  r"|everything))* (?P<s>.+)$"),
    (_K.TIMELINE, r"^what happened (?:when )?(?P<s>(?:in|on|before|after|during|first|next"
                  r"|last|between) .+)$"),
    (_K.TIMELINE, r"^(?P<s>.+?) (?:in |on |at )(?:what|which) (?:year|day|date|time"
                  r"|month)\b.*$"),
    (_K.TIMELINE, r"^(?P<s>.+) (?:timeline|chronology|when)$"),
    (_K.TIMELINE, r"^(?:the |a )?(?:timeline|chronology|dates)$"),
    (_K.TIMELINE, r"^<aux> (?P<s>.+ (?:before or after|first or) .+)$"),
    (_K.SOURCES, r"^(?:which|what) (?:claims?|bits?|things?|parts?|stories|allegations|people"
                 r"|sources|voices)(?P<s> .+?)?(?: (?:here|in the piece|of the \w+ story))?"
                 r" (?:rests?|relies|rely|depends?|<is>|come|comes|asked) .*?<unnamed>.*$"),
    (_K.SOURCES, r"^(?:<aux> (?:there )?)?(?:any ?one|anybody|somebody|someone) (?:confirm "
                 r"|confirmed |talk |speak )?(?P<s>.*?) ?on (?:the )?record(?P<t>.*)$"),
    (_K.SOURCES, r"^(?:which|what|any|all)?(?: ?(?:claims?|bits?|things?|parts?|allegations))"
                 r"(?P<s> (?:about|on|of) .+?)? (?:that )?(?:<is> |have |has |with "
                 r"|without )(?:unattributed|unsourced|no|any|a)(?: (?:named|source|sources"
                 r"|attribution))*$"),
    (_K.SOURCES, r"^who told (?P<s>.+)$"),
    (_K.SOURCES, r"^(?:says who|according to who|according to whom|on what (?:basis|grounds"
                 r"|evidence))(?: <aux>)?(?: (?:the article|the piece|they|it|we) (?:claim|say"
                 r"|know|report))?(?: that)?(?P<s> .+)?$"),
    (_K.SOURCES, r"^(?:what|where) <is> the (?:evidence|proof|basis)(?: (?:for|of|that"
                 r"|behind))* (?P<s>.+)$"),
    (_K.SOURCES, r"^<is> (?P<s>.+?) (?:independently )?(?:confirmed|corroborated|verified"
                 r"|backed up|backed)(?: (?:by|anywhere|elsewhere) .*)?$"),
    (_K.SOURCES, r"^how many (?:people|outlets|papers|others|voices|witnesses) (?:confirm"
                 r"|confirmed|say|said|back|report|reported) (?P<s>.+)$"),
    (_K.SOURCES, r"^who (?:does|did|do) (?P<s>.+?) (?:cite|quote|rely on)$"),
    (_K.SOURCES, r"^where (?:did|does|do) (?P<s>.+?) get (?:this|that|it|these)(?: from)?$"),
    (_K.SOURCES, r"^(?:can|should) (?:we|i) (?:trust|believe|rely on) (?P<s>.+?)(?: who .*)?$"),
    (_K.SOURCES, r"^how (?:solid|reliable|credible|trustworthy|good|strong|well sourced"
                 r"|safe) <is> (?P<s>.+)$"),
    (_K.SOURCES, r"^how (?:do|does|did) (?:they|we|you|the \w+)(?: \w+)? (?:know|get hold of"
                 r"|find out)(?: about)? (?P<s>.+)$"),
    (_K.SOURCES, r"^where (?:<aux>) (?P<s>.+?) (?:come|comes|came|originate|originates"
                 r"|stem) from(?P<t>.*)$"),
    (_K.SOURCES, r"^where <aux> (?P<s>.+) from$"),
    (_K.SOURCES, r"^(?:trace|track)(?: down)? (?P<s>.+?)(?: (?:story|claim))?(?: back)? to"
                 r" (?:its|the|their) (?:origin|source|sources).*$"),
    (_K.SOURCES, r"^(?:what|which|does|do|is there|any|did)(?: \w+)? (?:documents?|docs?"
                 r"|papers?|records?|evidence|proof|report|filing|data)(?: \w+)? (?:backs?"
                 r"|supports?|shows?|proves?|says?|confirms?|behind|for"
                 r"|that)(?: up)?(?: the)?(?: claim)?(?: that)? (?P<s>.+)$"),
    (_K.SOURCES, r"^(?:what|who|which \w+)(?: else)? (?:backs?|backed|supports?|supported"
                 r"|contradicts?|corroborates?|confirms?|confirmed|proves?|vouches for"
                 r"|stands behind|<is> behind)(?: up)?(?: the claim that)? (?P<s>.+)$"),
    (_K.SOURCES, r"^(?:which|what) (?:news )?(?:outlets?|papers?|newspapers?|publications?"
                 r"|agenc(?:y|ies)|sites?)(?: <is>)?(?: just)? (?:\w+ing|reported|says?|said"
                 r"|ran|wrote|broke|cites?|published|did)(?: that)? (?P<s>.+)$"),
    (_K.SOURCES, r"^what do (?:they|we|you) rely on for (?P<s>.+)$"),
    (_K.SOURCES, r"^(?:what|who) (?:<is> )?(?:the )?(?:sourcing |chain )?(?:chain|chain behind"
                 r"|evidence for|basis for|proof of) (?P<s>.+)$"),
    (_K.SOURCES, r"^(?:sourcing )?chain (?:behind|of|for) (?P<s>.+)$"),
    (_K.SOURCES, r"^(?:<is> )(?P<s>.+?) (?:from )?(?:a |an |any )?(?:named|identified"
                 r"|on the record|first ?hand|second ?hand|anonymous|unnamed"
                 r"|pinned on)(?: .*)?$"),
    (_K.SOURCES, r"^(?P<s>.+?) (?:and )?(?:who says(?: (?:so|that|this))?|says who|who says it"
                 r"|according to who(?:m)?|who <is> (?:that|it) (?:coming )?from|any names? on"
                 r" (?:that|it)|named or not|names)$"),
    (_K.SOURCES, r"^who (?:first |originally )?(?:says?|claims?|alleges?|reports?|reported"
                 r"|alleged|claimed|obtained|leaked|maintains?|asserts?)(?: (?:so|that))? ?"
                 r"(?P<s>.*)$"),
    (_K.SOURCES, r"^who <is> (?:saying|claiming|alleging|reporting|accusing|behind)(?: that)? "
                 r"(?P<s>.+)$"),
    (_K.SOURCES, r"^who <said> (?P<s>.+?) (?:and )?(?:<is> (?:he|she|they|it|that) (?:named"
                 r"|on the record|anonymous)|names?|named)$"),
    (_K.SOURCES, r"^.*\b<source>\b.*$"),
    (_K.SOURCES, r"^.*\b<unnamed>\b.*$"),
    (_K.SOURCES, r"^.*\bon the record\b.*$"),
    (_K.QUOTE, r"^who (?:was it that |was it who |exactly |actually |else )?<said>(?: (?:it"
               r"|that|smth|something|something like|words like|like|about))*(?: (?P<s>.+))?$"),
    (_K.QUOTE, r"^(?:which|what) (?P<t>(?!<is>|<aux>)\w+) (?:came up with|coined|<said>)"
               r" (?P<s>.+)$"),
    (_K.QUOTE, r"^what(?: exactly| else| precisely)? (?:did|does|has|have|had) (?P<p>(?!the"
               r" (?:article|piece|story)|people|the two sides|both|everyone|everybody"
               r"|critics say).+?) <saying>(?: <about>)?(?: (?P<s>.+))?$"),
    (_K.QUOTE, r"^how (?:did|does|has|have) (?P<p>.+?) (?:describe|described|put|phrase"
               r"|phrased|characterise|characterize)(?: (?P<s>.+))?$"),
    (_K.QUOTE, r"^what <is> (?P<p>.+?) (?:reported|said|alleged|believed|supposed|thought|meant"
               r"|reportedly|quoted)(?: to have| as)? (?:written|write|said|saying|told|called"
               r"|reported)(?: <about>)? (?P<s>.+)$"),
    (_K.QUOTE, r"^whose (?:quotes?|words|phrase|line)(?: <is>)? (?P<s>.+)$"),
    (_K.QUOTE, r"^what <is> (?P<p>.+?) (?:exact |actual |very )?(?:words|quote)(?: <about> "
               r"(?P<s>.+))?$"),
    (_K.QUOTE, r"^(?:what <is> )?(?:the |any |a |all )?(?:full |exact |direct "
               r"|actual )?(?:quotes?|quotations?|verbatim|words|wording) (?:from|by|of)"
               r" (?:the )?(?P<p>.+?)(?: (?:on|about|after|regarding|over|re) (?P<s>.+))?$"),
    (_K.QUOTE, r"^(?:what <is> )?(?:the |any |a |all )?(?:full |exact |direct "
               r"|actual )?(?:quotes?|quotations?|verbatim|wording)(?: (?:<about>))? "
               r"(?P<s>.+)$"),
    (_K.QUOTE, r"^(?P<p>.+?) (?:exact |actual )?(?:words|quotes?)(?: (?:on|about|after"
               r"|regarding) (?P<s>.+))?$"),
    (_K.WHO, r"^<is> (?P<s>(?!(?:the|there|it|that|this|he|she|they|any|anyone)\b).+? (?:the|a"
             r"|an) .+ or (?:the |a |an )?.+)$"),
    (_K.CLAIMS, r"^<is> it true (?:that )?(?P<s>.+)$"),
    (_K.CLAIMS, r"^(?:does|did|do) (?:the|this|that|any) (?:article|piece|story|text|report)s?"
                r" (?:say|claim|mention|state)(?: that| anything about)? (?P<s>.+)$"),
    (_K.CLAIMS, r"^(?:does|did|do|has) (?:any ?one|anybody) (?:\w+) (?P<s>.+)$"),
    (_K.CLAIMS, r"^what (?:<is> |has been |have been )?(?:being |people |they "
                r"|everyone )?(?:being )?(?:said|claimed|alleged|reported|written|claiming"
                r"|saying)(?: <about>)? (?P<s>.+)$"),
    (_K.CLAIMS, r"^what (?:are|do|does|did|have) (?:the |they |people |everyone |both |two "
                r"|sides |critics |articles? |papers )+(?:claiming|claim|saying|say|said"
                r"|report|reporting)(?: <about>)? (?P<s>.+)$"),
    (_K.CLAIMS, r"^(?:what <is> )?(?:the |any |all )?(?:claims?|allegations?|accusations?"
                r"|statements?|assertions?)(?: made)? (?:<about>|by) (?P<s>.+)$"),
    (_K.CLAIMS, r"^what <is> (?P<s>.+?) about$"),
    (_K.CLAIMS, r"^what <is> (?P<s>.+? (?:line|stance|position|view|take|warning|share|message"
                r"|reason|argument|motive|aim|vote|number|amount|cost|price) (?:on|about|of"
                r"|for|to|if|in) .+)$"),
    (_K.WHO, r"^(?:anything |what do (?:we|you|i) know )(?:on |about )?who "
             r"(?P<s>.+?)(?: <is>)?$"),
    (_K.WHO, r"^who (?P<s>\w+(?: \w+){0,4}) <is>$"),
    (_K.WHO, r"^(?:about |what do (?:we|you|i|they) (?:know|have) (?:about|on) |(?:a "
             r"|the )?(?:bio|profile|background|card|details) (?:<about>) )(?P<s>.+)$"),
    (_K.CLAIMS, r"^(?:anything|everything|all|something|whatever)(?: (?:we"
                r"|you) have)?(?: <about>)? (?P<s>.+)$"),
    (_K.WHO, r"^what (?:does|do) (?P<s>.+?) (?:do|stand for|mean)(?: (?:here|in .+))?$"),
    (_K.WHO, r"^what (?:<is>|does|do) (?P<o>.+?) (?:job|role|position|title|profession|occupation"
             r"|do for a living|work as)$"),
    (_K.WHO, r"^what (?:kind|sort|type) of (?:\w+) <is> (?P<s>.+)$"),
    (_K.WHO, r"^(?:what|which) (?:company|person|group|body|organisation|organization|firm) "
             r"(?P<s><role> .+)$"),
    (_K.WHO, r"^(?P<s>.+?) <is> (?:who|what)$"),
    (_K.WHO, r"^(?:who|what) (?:the (?:hell|heck|fuck) |on earth |exactly )?<is> "
             r"(?P<s>.+?)(?: and (?:what|why|who|how|when|where) .+)?$"),
    (_K.WHO, r"^who (?P<s><role> .+)$"),
    (_K.CLAIMS, r"^who (?:did|does|do|has|have|had|will|would|can|could|got) (?P<s>.+)$"),
    (_K.CLAIMS, r"^who (?P<s>.+)$"),
    (_K.CLAIMS, r"^(?:how (?:many|much|big|far|often|high|well|come)|how|why|whose|where|which"
                r"|what) (?:<aux> )?(?P<s>.+)$"),
    (_K.CLAIMS, r"^(?:on|in|at|to|for|by|with|against) (?:what|which|whom) (?P<s>.+)$"),
    (_K.CLAIMS, r"^<aux> (?P<s>.+)$"),
)  # fmt: skip

TABLE = tuple(_rule(kind, pattern) for kind, pattern in _TABLE)

LEAD_IN = re.compile(
    r"^(?:(?:hey|hi|hello|ok|okay|so|and|but|well|um|byline|please|yo|also|then|sorry)\b ?"
    r"|(?:can|could|would|will) (?:you|u) (?:please )?(?=tell|say|find|show|give|explain"
    r"|remind|look|check|list|summarise|catch|bring|trace|brief|quote)|(?:(?:please )?(?:tell"
    r"|show|give|remind|find|get) (?:me|us)|(?:do|does|did) (?:you|we|any ?one|anybody) know"
    r"|any ?one know|any idea|define|info (?:on|about)|i (?:want|need|would like) to know"
    r"|i wonder|look up|list|explain|check)(?: please)?\b ?)"
)
TAIL = re.compile(
    r" (?:please|or not|lol|thanks|thank you|mate|cheers|exactly|btw|anyway|though|then|so far"
    r"|in this (?:piece|article|story)|in the (?:piece|article|story)|here"
    r"|quoted|mentioned|(?:looking )?across (?:all )?(?:the |these |our )?(?:stories|articles"
    r"|pieces|desk)|in (?:these|those|our|all) (?:stories|articles|pieces)|anywhere|outright"
    r"|so far)$"
)
SMALL_TALK = re.compile(
    r"^(?:(?:hi|hello|hey|hiya|yo|thanks|thank you|thx|ty|cheers|lol|lmao|haha|ok|okay|cool"
    r"|nice|great|wow|bye|goodbye|mate|byline|bot|there|all|everyone|everybody|team|folks|good"
    r"|morning|afternoon|evening|night|day|please|yes|no|sorry|how are you|test|you|help"
    r"|what can you do|how does this work|how do you work)\b ?)+$"
)
GREETING = re.compile(
    r"^(?:hi|hello|hey|good (?:morning|afternoon|evening|night|day))(?: (?:all|everyone|team"
    r"|folks|byline))*\b"
)
FAVOUR = re.compile(r"^(?:can|could|will|would) (?:you|u) ")
ASKING_START = re.compile(
    r"^(?:who|what|when|where|why|how|which|whose|is|are|was|were|did|does|do|has|have|had"
    r"|tell|show|give)\b"
)
PRONOUN = re.compile(
    r"^(?:he|she|it|they|him|her|them|this|that|any ?one|anybody|somebody|someone|you|we|i)$"
)
ONE_SOURCE = re.compile(
    r"\b(?:one|single|only|a|an)(?: single)? (?:anonymous|unnamed|unidentified|nameless)\b"
)
FILTER = re.compile(
    r"^(?:which|what|any|list|are there|where|show)\b.*\b(?:claims?|bits?|things?|parts?"
    r"|sources?|allegations?|people|stories)\b"
)
UNNAMED = re.compile(r"\b" + _PARTS["unnamed"] + r"\b")
SOURCE_WORDS = re.compile(
    r"\b(?:(?:what|which|who|how many|whos|the|any|all|more than one|independent|named"
    r"|anonymous|unnamed|single|other)\b ?)*\b(?:<is> )?(?:the )?(?:sources?|sourced|sourcing"
    r"|unsourced|attribution|attributed|corroborated|on the record)\b(?: (?:backs?|backing"
    r"|support|supports|say|says|for|on|of|behind|about|is|are|there|to|up|that|re))*".replace(
        "<is>", _PARTS["is"]
    )
)
