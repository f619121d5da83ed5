"""Words in and beside names: what they say of the thing that is named."""

from extraction import lexicon

ORDINALS = dict(
    zip(
        "1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th 11th 12th 13th 14th 15th".split(),
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth".split(),
        strict=True,
    )
)

SAME_NAMES = {
    "us": "united states",
    "usa": "united states",
    "united states of america": "united states",
    "uk": "united kingdom",
    "un": "united nations",
    "eu": "european union",
    "uae": "united arab emirates",
    "isis": "islamic state",
    "isil": "islamic state",
    "islamic state of iraq and syria": "islamic state",
    "islamic state in iraq and syria": "islamic state",
    "9 11": "sept 11 attacks",
    "9 11 attacks": "sept 11 attacks",
    "september 11 attacks": "sept 11 attacks",
    "gop": "republicans",
    "republican": "republicans",
    "democrat": "democrats",
}
"""Folded names that every reader takes for one, though no article says so."""

SURNAME_HEADS = frozenset(
    "bridge park street day hall lake beach bay hill bank court week road forest towers "
    "valley castle field war trust square force camp banks code college school palace".split()
)
"""Nouns at the end of names of things that are surnames too."""

GENERATIONS = frozenset("jr sr ii iii iv".split())
"""What tells father and son apart at the end of a name."""

COMPANY_SUFFIXES = frozenset(
    "inc corp co company corporation ltd llc plc limited group holdings".split()
)
"""Ends of company names that a short form leaves out."""

PARTY_MEMBERS = frozenset("republicans democrats conservatives liberals tories".split())
"""Groups whose name may follow that of a body they sit in."""

OWN_BODIES = frozenset("campaign camp administration foundation".split())
"""Bodies known by a person: "the Trump campaign"."""

STATE_BODIES = frozenset(
    "court government parliament army military navy police embassy regime authorities".split()
)
"""Bodies known by a country or nation: "the Turkish government"."""

EVENT_NOUNS = frozenset(
    "attack attacks bombing bombings explosion blast massacre shooting shootings riot riots "
    "siege summit earthquake hurricane flood floods crash uprising coup convention olympics "
    "caucus caucuses primary election elections referendum marathon festival debate war".split()
)
"""What happens at a place or on a date, and is known by it."""

SETTLEMENTS = frozenset(
    "city town village state province county port island district borough suburb republic "
    "kingdom".split()
)
"""Places that are called "the … of" their name."""

BODY_HEADS = frozenset(
    "services service ministry department agency bureau committee commission council caucus "
    "federation association party union court police army navy foundation institute "
    "university college society coalition congress parliament senate club league bank news "
    "times post today journal herald tribune network airlines airways corporation company".split()
)
"""Capitalised nouns that end the name of a body begun by a place or a nation."""

NAME_HEADS = {
    word: kind
    for kind, words in (
        (
            "organisation",
            "services service journal foundation committee council commission association "
            "federation department ministry agency bureau institute university college school "
            "academy corporation corp inc ltd llc company co party union league club bank court "
            "congress parliament caucus coalition pac fund trust society times herald tribune "
            "gazette church network airlines airways motors industries holdings partners media "
            "police army navy force forces camp campaign administration government enterprises",
        ),
        (
            "place",
            "bridge river lake street avenue boulevard road square park airport island islands "
            "mountains valley beach bay tower towers building stadium county city village "
            "desert ocean sea strait peninsula harbour harbor cathedral mosque palace castle "
            "cemetery plaza canyon forest border",
        ),
        (
            "event",
            "championship championships cup olympics games summit festival war battle marathon "
            "caucuses primary election attack attacks explosion massacre shooting bombing",
        ),
        (
            "document",
            "act amendment treaty constitution code agreement accord protocol charter plan",
        ),
    )
    for word in words.split()
}
"""What a name of several words is, by the noun it ends on or has before "of"."""

NOUN_KINDS = {
    word: kind
    for kind, words in (
        (
            "organisation",
            "newspaper company firm charity union agency broadcaster retailer manufacturer "
            "maker bank regulator airline nonprofit thinktank startup spokesman spokeswoman "
            "administration campaign militia",
        ),
        (
            "place",
            "town city village river island country street neighbourhood neighborhood bridge "
            "port mountain suburb province county state airport park region district stadium",
        ),
        (
            "product",
            "app software platform network system service rocket satellite ship ferry vessel "
            "yacht submarine tanker car drug vaccine phone smartphone browser aircraft jet "
            "drone cookie cookies cereal website",
        ),
        (
            "work",
            "novel film movie book song album show series play painting podcast documentary "
            "memoir musical opera sitcom programme",
        ),
        (
            "event",
            "festival tournament race conference hurricane storm",
        ),
        (
            "document",
            "act treaty bill law",
        ),
    )
    for word in words.split()
}
"""What a name is, by the noun that stands beside it."""

_STATES_SHORT = (
    "ala ariz ark calif colo conn fla ga kan ky mich minn mo nev nh nj ny nc nd okla ore pa ri sc "
    "sd tenn tex va vt wis wyo tx fl ca az dc il oh wv"
).split()
KNOWN_KINDS = dict.fromkeys(_STATES_SHORT, "place") | dict.fromkeys(
    (
        "facebook,twitter,google,youtube,instagram,amazon,microsoft,apple,netflix,reuters,cnn,bbc,"
        "isis,nato,hamas,hezbollah,taliban,al qaeda,islamic state,white house,kremlin,pentagon"
    ).split(","),
    "organisation",
)
KNOWN_KINDS["obamacare"] = "document"
"""Bodies and states so well known that articles call them by a bare or shortened name."""

PERSON_HEADS = lexicon.PERSON_NOUNS | frozenset(
    "agent assistant member co-author coauthor columnist speechwriter bomber gunman shooter "
    "physicist novelist filmmaker historian publisher blogger presenter producer celebrity "
    "lecturer dean principal clerk auditor controller comptroller assemblyman assemblywoman "
    "alderman delegate hopeful contender challenger front-runner frontrunner rival successor "
    "predecessor brother sister wife husband son daughter father mother widow cousin uncle aunt "
    "friend colleague partner specialist negotiator donor fundraiser organizer organiser "
    "volunteer survivor attacker dictator monarch emperor empress marshal midfielder defender "
    "quarterback golfer boxer swimmer cyclist runner comedian composer conductor dancer poet "
    "playwright painter sculptor architect technician firefighter paramedic surgeon "
    "psychologist psychiatrist biologist chemist geologist astronomer mathematician "
    "programmer restaurateur shopkeeper housewife mate co-founder cofounder co-owner "
    "conservative liberal independent star newcomer lawman liaison legend icon scholar "
    "philanthropist financier broker realtor landlord tenant trustee counsel counselor "
    "builder undersecretary parliamentarian legislator backbencher".split()
)
"""Heads of phrases that describe a person, relatives and colleagues included."""

RELATION_HEADS = frozenset(
    "brother sister wife husband son daughter father mother widow cousin uncle aunt friend "
    "colleague partner mate rival successor predecessor lawyer attorney opponent heir "
    "deputy aide boss".split()
)
"""Persons who are described by whose they are."""

BODY_DESCRIPTIONS = (
    lexicon.BODY_NOUNS
    | lexicon.OUTLET_NOUNS
    | lexicon.COMPANY_NOUNS
    | frozenset("division subsidiary panel pac nonprofit think-tank startup contractor arm".split())
)
"""Heads of phrases that describe a body."""

EXPECTED = frozenset({"elect", "designate"})
"""What follows an office, by a hyphen, that somebody is about to take."""

ROLE_PARTICIPLES = frozenset(
    "acting outgoing incoming sitting leading founding managing rising reigning ruling ranking "
    "presiding visiting retiring running commanding".split()
)
"""Participles that open a role rather than tell what somebody does."""

EXPERTS = frozenset(
    "expert democrat republican adviser advisor authority analyst specialist member writer "
    "commentator reporter lawyer work".split()
)
"""Nouns whose "on" says what or where they are expert, and not when."""

TAKING_OFFICE = frozenset(
    "serve work act stay remain appoint name elect nominate hire pick tap choose install "
    "announce confirm join return replace start begin".split()
)
LEAVING_OFFICE = frozenset(
    "resign step dismiss fire retire quit leave oust remove sack drop out depart".split()
)
"""Verbs before "as" and an office, for those who have it and those who had it."""

TITLE_WORDS = {
    "sen": "senator",
    "rep": "representative",
    "gov": "governor",
    "gen": "general",
    "prof": "professor",
    "dr": "doctor",
    "chairwoman": "chairwoman",
    "col": "colonel",
    "capt": "captain",
    "sgt": "sergeant",
    "lt": "lieutenant",
}
"""Titles as printed before a name, and the nouns that take them up."""

_LIKE = tuple(
    frozenset(group.split())
    for group in (
        "lawyer attorney counsel",
        "chief head boss leader",
        "chairman chair chairwoman chairperson",
        "congressman congresswoman representative lawmaker",
        "senator lawmaker",
        "mogul tycoon billionaire businessman businesswoman magnate",
        "actor actress star",
        "gunman shooter attacker bomber suspect killer",
        "doctor physician surgeon",
        "owner proprietor",
        "committee panel commission board",
        "agency department bureau regulator ministry watchdog commission administration service",
        "company firm corporation maker manufacturer retailer carrier airline bank business",
        "network channel broadcaster station",
        "newspaper paper daily magazine journal publication tabloid",
        "university college school",
        "court tribunal circuit",
        "team club",
        "party",
        "union",
        "campaign camp",
        "group organization organisation charity foundation nonprofit association movement "
        "institute federation coalition",
        "attack attacks shooting massacre bombing bombings explosion blast assault",
        "debate",
        "law act bill measure statute",
        "election vote",
    )
)
LIKE_NOUNS = {
    word: frozenset().union(*(group for group in _LIKE if word in group))
    for group in _LIKE
    for word in group
}
"""Nouns by which news takes up the same thing."""

LONE_BODY_NOUNS = frozenset(
    "company firm corporation manufacturer airline retailer network newspaper magazine agency "
    "broadcaster station carrier charity nonprofit organization organisation bank bureau "
    "regulator".split()
)
"""Heads of "the …" by which news takes up a body that it has just named."""

PLACE_NOUNS = frozenset("city town village state country nation county island kingdom".split())

PLAIN_PERSONS = frozenset(
    "senator congressman congresswoman lawmaker politician candidate nominee incumbent contender "
    "hopeful challenger front-runner frontrunner billionaire millionaire mogul tycoon businessman "
    "businesswoman entrepreneur developer star actor actress singer author professor economist "
    "pollster strategist pitcher quarterback striker coach commissioner superintendent sheriff "
    "newcomer governor mayor president chancellor premier minister general colonel judge justice "
    "chairman chairwoman republican democrat conservative liberal magnate architect composer "
    "novelist poet scientist physicist mathematician artist musician filmmaker gunman".split()
)
"""Heads of "the …" that take up a person named before, rather than bring in a new one."""

PARTIES = {
    "republican": "right",
    "republicans": "right",
    "gop": "right",
    "tory": "right",
    "conservative": "right",
    "democrat": "left",
    "democrats": "left",
    "democratic": "left",
    "labour": "left",
}
"""Words of parties of which nobody belongs to both sides."""

CANDIDATES = frozenset(
    "candidate nominee hopeful contender challenger front-runner frontrunner runner".split()
)
"""Persons who run for an office, and so have a campaign."""

OFFICES = frozenset(
    "president senator congressman congresswoman representative governor mayor judge justice pope "
    "king queen general sheriff ambassador premier chancellor".split()
)
"""Offices of which a person is rarely said to hold two."""

US_STATES = frozenset(
    "alabama alaska arizona arkansas california colorado connecticut delaware florida georgia "
    "hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts "
    "michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon "
    "pennsylvania tennessee texas utah vermont virginia wisconsin wyoming hampshire jersey "
    "mexico carolina dakota".split()
)
KINGDOMS = frozenset(
    "saudi arabia jordan bahrain morocco norway sweden denmark belgium netherlands spain thailand "
    "cambodia tonga bhutan kingdom".split()
)
COUNTRIES = frozenset(
    "afghanistan albania algeria argentina armenia australia austria azerbaijan bahrain "
    "bangladesh belarus belgium bolivia bosnia brazil britain bulgaria cambodia cameroon canada "
    "chile china colombia croatia cuba cyprus denmark ecuador egypt england estonia ethiopia "
    "finland france germany ghana greece guatemala haiti honduras hungary iceland india indonesia "
    "iran iraq ireland israel italy jamaica japan jordan kazakhstan kenya kosovo kuwait latvia "
    "lebanon libya lithuania luxembourg malaysia mali malta mexico moldova mongolia morocco "
    "mozambique myanmar nepal netherlands nicaragua nigeria norway pakistan panama paraguay peru "
    "philippines poland portugal qatar romania russia rwanda scotland senegal serbia singapore "
    "slovakia slovenia somalia spain sudan sweden switzerland syria taiwan tanzania thailand "
    "tunisia turkey uganda ukraine uruguay venezuela vietnam wales yemen zambia zimbabwe arabia "
    "states kingdom emirates korea".split()
)
