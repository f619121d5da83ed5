"""Words that report, hedge, identify and describe: the field's vocabulary, general to all news."""

SAY_VERBS = frozenset(
    "say add tell state announce declare claim assert argue insist maintain contend allege "
    "explain note observe remark comment mention point stress emphasize emphasise underline "
    "reiterate repeat report write publish reveal disclose tweet post reply respond answer "
    "counter retort warn caution predict forecast estimate suggest indicate imply hint "
    "acknowledge admit concede confess confirm deny reject dismiss refute dispute rebut "
    "promise pledge vow swear complain lament joke quip recall recount testify conclude find "
    "show believe think expect fear hope doubt suspect feel agree disagree "
    "urge advise recommend call describe praise criticise criticize condemn denounce accuse "
    "blame charge ask wonder question demand propose brag boast shout whisper murmur mutter "
    "read cite quote tout assure inform determine rule decide guarantee certify "
    "clarify elaborate continue opine muse speculate assume consider view brief sum record".split()
)
"""Verb lemmas that can attribute words to somebody."""

ACT_VERBS = frozenset(
    "ask urge demand threaten order want refuse plan seek try offer promise pledge vow approach "
    "pressure press invite warn call instruct tell beg force".split()
)
"""Verbs whose subject acts by speaking, or wants: the article vouches that it happened."""

AGENTLESS_VERBS = frozenset(
    "say believe think report allege suspect expect understand rumour rumor consider estimate "
    "presume assume claim know fear suppose deem".split()
)
"""Verbs that hedge in the passive with nobody named: "is said to have"."""

ACCUSING_VERBS = frozenset("accuse blame charge suspect criticise criticize condemn".split())
"""Verbs whose passive names the accuser by "by" and the accusation by "of" or "for"."""

CITING_FORMS = frozenset({"citing", "quoting"})

HEDGE_ADVERBS = frozenset(
    "allegedly reportedly apparently supposedly purportedly seemingly presumably possibly "
    "probably perhaps maybe potentially likely ostensibly arguably conceivably theoretically "
    "hypothetically tentatively plausibly putatively evidently".split()
)
APPROXIMATORS = frozenset(
    "roughly approximately nearly almost essentially effectively generally mostly largely "
    "unclear somewhat virtually practically partly partially".split()
)
"""Words that take something off a statement; "about" and "around" do so before a number."""

OPINION_VERBS = frozenset("think believe guess suppose imagine know doubt feel".split())
"""Verbs that hedge in the first person: "I think", "I don't know"."""

DOUBTING_VERBS = frozenset("suggest believe suspect imply hint think estimate".split())
"""Verbs that report what somebody holds or lets be understood, and not what is so."""

HEDGE_MODALS = frozenset("may might could".split())
HEDGE_ADJECTIVES = frozenset(
    "alleged purported reported suspected supposed apparent so-called rumored rumoured presumed "
    "putative unconfirmed unverified unproven unsubstantiated uncorroborated doubtful uncertain "
    "possible potential probable".split()
)
HEDGE_VERBS = frozenset("appear seem look sound tend purport".split())

DOCUMENT_NOUNS = frozenset(
    "report document filing memo letter statement survey poll study lawsuit complaint "
    "indictment affidavit ruling transcript recording email e-mail record audit review "
    "website site page data analysis testimony deposition subpoena warrant release "
    "notice post tweet book memoir minutes dossier cable note account registry register "
    "figures statistics census text message contract invoice ledger log inquiry investigation "
    "motion petition order judgment judgement opinion draft file footage video tape diary "
    "spreadsheet".split()
)

COPY_NOUNS = frozenset(
    "copy copies version excerpt excerpts passage screenshot image photograph photo picture "
    "timeline chart slide presentation records paper papers summary".split()
)
"""Heads of phrases that show a document rather than name it: "a copy of the memo"."""

BODY_NOUNS = frozenset(
    "government ministry department agency office bureau police authority authorities council "
    "court committee commission campaign company firm bank union party army military navy "
    "force forces administration board team club university college school hospital newspaper "
    "paper magazine broadcaster network channel station outlet wire service daily weekly "
    "tabloid regulator watchdog institute association federation foundation charity group "
    "organisation organization parliament senate congress house prosecutor's embassy fund "
    "airline operator manufacturer maker retailer brigade fire corporation consortium utility "
    "league trust kremlin".split()
)
"""Heads of phrases that name a body which speaks as itself."""

OUTLET_NOUNS = frozenset(
    "newspaper paper magazine broadcaster network channel station outlet daily weekly tabloid "
    "agency wire journal publication".split()
)

COMPANY_NOUNS = frozenset(
    "company firm corporation manufacturer maker airline operator retailer carrier bank "
    "agency group organisation organization regulator ministry department union party club "
    "university".split()
)

SPOKES_NOUNS = frozenset("spokesman spokeswoman spokesperson spokespersons spokesmen".split())

FEMALE_WORDS = frozenset(
    "she her hers herself woman spokeswoman chairwoman congresswoman councilwoman actress "
    "mother daughter wife widow sister queen princess mrs ms miss mrs. ms. girl "
    "businesswoman".split()
)
MALE_WORDS = frozenset(
    "he him his himself man spokesman chairman congressman councilman actor father son "
    "husband widower brother king prince mr mr. boy businessman".split()
)

PERSON_NOUNS = frozenset(
    "clerk registrar janitor cashier usher porter bookkeeper accountant archivist courier "
    "intern trainee apprentice surveyor auditor whistleblower caretaker steward stewardess "
    "welder mechanic electrician waiter bartender translator interpreter supplier customer "
    "client tenant landlord neighbour neighbor passenger survivor pensioner pupil dean "
    "librarian curator columnist broker shareholder dealer agent constable sergeant "
    "lieutenant sailor fisherman miner docker dockworker stevedore foreman supervisor consul "
    "negotiator campaigner organizer organiser volunteer donor juror bailiff magistrate "
    "notary solicitor barrister paralegal confidant confidante cousin roommate classmate "
    "colleague subordinate defector dissident refugee hostage inmate prisoner convict "
    "petitioner complainant applicant eyewitness bystander onlooker "
    "republican democrat critic lobbyist staffer employee retiree waitress lawmaker supporter "
    "opponent man woman person billionaire millionaire boss chief head leader owner founder "
    "president minister mayor governor senator congressman congresswoman official officer "
    "aide adviser advisor ambassador envoy diplomat judge justice lawyer attorney prosecutor "
    "sheriff detective general colonel captain commander soldier spy candidate nominee "
    "incumbent politician activist journalist reporter editor author writer commentator "
    "analyst expert economist scientist researcher professor doctor physician nurse teacher "
    "coach player striker goalkeeper director manager executive chairman chairwoman "
    "chairperson chair ceo secretary treasurer deputy spokesman spokeswoman spokesperson king "
    "queen prince princess actor actress singer artist musician businessman businesswoman "
    "investor banker trader farmer worker driver pilot resident witness victim suspect "
    "defendant plaintiff winner champion veteran insider operative strategist pollster "
    "consultant contractor engineer developer inventor entrepreneur mogul tycoon heir pope "
    "bishop priest imam rabbi pastor student commissioner superintendent chancellor premier "
    "councillor councilman councilwoman speaker whip host anchor pitcher skipper rapper "
    "designer chef tutor warden inspector".split()
)
"""Heads of phrases that describe a person."""

STANDING_NOUNS = frozenset(
    "senator congressman congresswoman lawmaker politician republican democrat independent "
    "conservative liberal candidate nominee incumbent contender hopeful challenger front-runner "
    "frontrunner billionaire millionaire mogul tycoon businessman businesswoman entrepreneur "
    "developer investor veteran star actor actress singer author professor economist analyst "
    "scientist lawyer attorney pollster strategist pitcher quarterback striker coach "
    "commissioner superintendent sheriff lawman newcomer".split()
)
"""Heads of "the …" by which news takes up a person whom it has just quoted."""

SOURCE_NOUNS = frozenset(
    "source sources person people individual individuals official officials insider insiders "
    "employee employees colleague colleagues friend friends relative relatives expert "
    "experts".split()
)
"""Heads of phrases that describe an unnamed source."""

REFUSAL_VERBS = frozenset("decline refuse".split())

ROLE_TITLES = frozenset(
    "president vice-president senator sen sen. representative rep rep. governor gov gov. "
    "mayor judge justice general gen gen. colonel col col. captain capt capt. lieutenant lt "
    "lt. sergeant sgt sgt. minister secretary ambassador chancellor premier king queen prince "
    "princess pope bishop archbishop cardinal sheriff chief commissioner director professor "
    "prof prof. dr dr. chairman chairwoman attorney speaker councillor inspector admiral "
    "major commander dame sir lord lady deputy congressman congresswoman".split()
)

HONORIFICS = frozenset("mr mr. mrs mrs. ms ms. miss dr dr. sir dame lord lady".split())
PAST_MARKERS = ("then-", "ex-", "former", "late ", "onetime", "one-time", "erstwhile", "outgoing")

PERSON_PRONOUNS = frozenset("he she him her his hers himself herself".split())

HEDGE_PHRASES = tuple(
    tuple(phrase.split())
    for phrase in (
        "at least", "at most", "so-called",
        "more or less", "for all practical purposes", "for the most part", "by and large",
        "too early to", "too soon to", "remains to be seen", "in theory", "on paper",
        "no evidence", "little evidence", "in part", "to some extent", "to some degree",
        "to an extent", "to a degree", "to a certain extent", "in a sense", "so to speak",
        "as it were", "as if", "as though", "by some accounts", "by all accounts",
        "on the face of it", "at first glance", "at first sight", "give or take", "if anything ,",
        "more likely than not", "no guarantee", "not necessarily", "open question",
        "anyone's guess", "anybody's guess", "fair to say", "safe to say", "hard to say",
        "hard to tell", "hard to know", "difficult to say", "difficult to tell",
        "difficult to know", "impossible to say", "impossible to know", "impossible to tell",
        "a stretch to say", "in the event that", "in case", "provided that", "assuming that",
        "chances are", "for all we know", "for all i know", "who knows", "a question mark",
    )
)  # fmt: skip
"""Fixed phrases that hold a statement at a distance or take something off it."""

NUMBER_PHRASES = tuple(
    tuple(phrase.split())
    for phrase in (
        "in the neighborhood of", "in the neighbourhood of", "in the region of",
        "in the vicinity of", "in the ballpark of", "on the order of", "in the order of",
        "close to", "upwards of", "upward of", "up to", "somewhere between", "anywhere between",
        "anywhere from", "somewhere around", "somewhere near", "something like", "more like",
        "north of", "south of", "as many as", "as much as",
        "as few as", "as little as", "an estimated", "about", "around", "some", "circa",
    )
)  # fmt: skip
"""Phrases that make the number after them a rough one."""

HEDGE_NOUNS = {
    "rumor": frozenset("that of about is was were has had are .".split()),
    "rumour": frozenset("that of about is was were has had are .".split()),
    "speculation": frozenset("that about over on is was has had as .".split()),
    "suspicion": frozenset("that about over has had was is were are have".split()),
    "possibility": frozenset("that of".split()),
    "likelihood": frozenset("that of".split()),
    "probability": frozenset("that of".split()),
    "chance": frozenset("that".split()),
    "fear": frozenset("that".split()),
    "sign": frozenset("that".split()),
    "indication": frozenset("that".split()),
    "suggestion": frozenset("that".split()),
    "hint": frozenset("that".split()),
    "impression": frozenset("that".split()),
    "perception": frozenset("that".split()),
    "allegation": frozenset("that".split()),
}
"""Nouns that name something not established, and the words that must follow them."""

VERIFYING_VERBS = frozenset("verify confirm authenticate corroborate substantiate".split())
"""Verbs that hedge when negated: "could not be verified"."""

PORTRAYING_VERBS = frozenset(
    "argue portray paint cast frame convince persuade suggest explain justify claim present".split()
)
"""What somebody "tried to" do with words, and perhaps did not do."""

KNOWN_WORDS = frozenset("clear known certain sure confirmed verified proven established".split())
"""What a matter is said not to be: "not clear", "not yet known"."""

QUESTIONING_WORDS = frozenset(
    "ask wonder know see doubt sure question unclear care check decide tell say clear matter "
    "determine certain asking what only".split()
)
"""Lemmas after which "if" puts a question and no condition."""

CLAUSE_OPENERS = frozenset(
    "that the a an he she it they we i you there this these those his her their our its some "
    "many most all no such".split()
)
"""Words that begin a clause after a verb whose "that" is left out."""

HELD_TO = frozenset("believed thought rumored rumoured alleged presumed said suspected".split())
"""Participles that hedge without a form of "be": "a man believed to be"."""

HELD_WIDELY = frozenset(
    "seen viewed regarded believed considered assumed expected reported thought perceived".split()
)
"""Participles that hedge after "widely"."""

KIND_OPENERS = frozenset("a the this that some any what same one every another of no each".split())
"""Words after which "kind of" sorts things and hedges nothing."""

MULTIPLES = frozenset("half twice double noon midnight dozens hundreds thousands millions".split())
"""Words that count or time like a number."""
