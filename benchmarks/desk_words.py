"""Words for generated articles: names, topics, deeds, and a long tail of rarer words."""

from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Generic, TypeVar

VOCABULARY = Path(__file__).resolve().parent.parent / "models" / "byline_encoder" / "vocab.txt"
"""The encoder's word pieces, commonest first; its whole words make the long tail."""
FIRST_TAIL_WORD, SHORTEST = 2_500, 4

T = TypeVar("T")

TOPICS = {
    "harbour": "ferry quay dredger pilot cargo crane lighthouse berth tide breakwater",
    "schools": "classroom teacher pupil exam textbook timetable canteen lesson headmaster tuition",
    "hospital": "ward surgeon nurse vaccine ambulance patient scanner pharmacy clinic bed",
    "courts": "verdict appeal jury witness judge sentence hearing lawsuit testimony prosecutor",
    "water": "reservoir pipeline well sewer dam pump aquifer meter leak purifier",
    "energy": "turbine reactor grid substation cable coal battery blackout tariff pylon",
    "housing": "tenant landlord mortgage rent flat roof lease eviction scaffold cellar",
    "football": "striker referee stadium transfer goalkeeper penalty fixture coach league pitch",
    "elections": "ballot candidate turnout recount poll voter campaign debate constituency mandate",
    "police": "warrant detective patrol burglary arrest suspect fingerprint raid custody informer",
    "farms": "harvest tractor barley orchard subsidy herd slaughterhouse dairy fertiliser drought",
    "banks": "loan deposit audit bond branch dividend default interest shareholder ledger",
    "museums": "painting sculpture curator exhibit archive fresco auction forgery bequest gallery",
    "mines": "shaft copper quarry lithium tunnel miner ore spoil smelter blast",
    "trains": "locomotive platform signal timber carriage junction ticket driver sleeper viaduct",
    "airports": "runway terminal hangar radar charter luggage cockpit takeoff airline customs",
    "fishing": "trawler quota herring net cod hatchery shoal licence mussel skipper",
    "weather": "storm flood avalanche forecast heatwave landslide gale frost siren barometer",
    "taxes": "levy refund surcharge exemption revenue treasury duty loophole bracket rebate",
    "space": "satellite rocket antenna orbit telescope capsule launchpad probe payload booster",
    "army": "battalion missile drone barracks recruit convoy trench munition frigate ceasefire",
    "border": "checkpoint visa smuggler fence asylum crossing passport guard deportation camp",
    "theatre": "premiere actor rehearsal costume stage orchestra script audience director review",
    "wages": "strike union pension overtime apprentice payroll picket bonus settlement layoff",
    "roads": "bridge motorway pothole roundabout toll kerb bypass asphalt cyclist crossing",
    "forests": "wildfire sawmill ranger beetle sapling logging trail reserve watchtower pine",
    "chips": "wafer factory patent export laptop sensor blueprint fabricator router firmware",
    "prisons": "inmate cell parole warder riot governor escape visitor tagging remand",
    "markets": "grocer stall inflation bakery sugar warehouse barcode shortage wholesaler discount",
    "church": "bishop organ steeple parish charity relic choir cemetery pilgrim monastery",
}
DEEDS = (
    "close:closed build:built sell:sold repair:repaired delay:delayed inspect:inspected fund:funded"
    " replace:replaced move:moved cancel:cancelled reopen:reopened double:doubled halve:halved"
    " ban:banned approve:approved audit:audited privatise:privatised insure:insured rename:renamed"
    " survey:surveyed demolish:demolished lease:leased enlarge:enlarged guard:guarded"
    " search:searched seize:seized return:returned test:tested certify:certified hide:hidden"
    " neglect:neglected donate:donated examine:examined photograph:photographed tax:taxed"
    " poison:poisoned protect:protected count:counted design:designed buy:bought"
)
QUALITIES = (
    "old new broken secret costly empty northern disputed abandoned unfinished rusty public private"
    " temporary foreign crowded unsafe profitable missing second modern historic damaged popular"
    " hidden noisy cheap local wooden electric"
).split()
OFFICES = (
    "mayor treasurer spokeswoman spokesman director inspector ambassador secretary chairwoman"
    " engineer surgeon lawyer editor minister commissioner professor captain auditor"
).split()
GIVEN = (
    "Ada Alban Amal Anouk Bence Berit Bruno Carys Ciro Dagny Dario Edda Efrem Elif Emeka Esra Fenna"
    " Fidel Gaia Goran Greta Hamid Hanne Idris Ilse Imre Ines Jonas Joana Kaja Kofi Lada Leif Lidia"
    " Livia Luca Magda Malik Marit Mateo Mirja Nadia Niall Noor Odile Olav Oona Orsola Pavel Petra"
    " Rafiq Rhea Rosa Ruben Saskia Selim Sigrid Silas Tarik Tessa Tilda Tomas Ulla Uzma Vera Viggo"
    " Wanda Xenia Yara Yusuf Zora Zoltan"
).split()
BODIES = (
    "{} Harbour Authority|{} Water Board|{} Institute|Bank of {}|University of {}|{} Council"
    "|{} Rail|{} Energy|{} Hospital Trust|{} Police|Ministry of {}|{} Chamber of Trade|{} Union"
    "|{} Foundation|{} Airways|{} Film Fund"
).split("|")
OUTLETS = "{} Courier|{} Gazette|{} Herald|{} Observer|Radio {}|{} Tribune|{} Wire".split("|")
_STARTS = "b br ch d dr f fr g gr h j k kl l m n p pr r s sch st t tr v w z".split()
_MIDDLES = "a e i o u ei au ie oa".split()
_CLOSES = "n r l m s nd rk lt nn ss tt v".split()
_SURNAME_ENDS = "er sen son ova ini ez is ak berg mann ic uk ou ard".split()
_PLACE_ENDS = "ford by stad holm burg mouth dale grad ville haven wick minster".split()


class Zipf(Generic[T]):
    """Things of which the first are drawn most: the n-th as often as 1 in n to some power."""

    def __init__(self, things: Sequence[T], power: float = 1.0) -> None:
        self.things = things
        self._steps = list(accumulate((rank + 1) ** -power for rank in range(len(things))))

    def draw(self, random: Random) -> T:
        """One of them."""
        return random.choices(self.things, cum_weights=self._steps)[0]


def tail_words() -> list[str]:
    """Words that articles use now and then, commonest first."""
    lines = VOCABULARY.read_text(encoding="utf-8").split("\n")
    return [
        word
        for word in lines[FIRST_TAIL_WORD:]
        if len(word) >= SHORTEST and word.isascii() and word.isalpha()
    ]


def surname(random: Random) -> str:
    """A made surname."""
    return _made(random, _SURNAME_ENDS)


def place_name(random: Random) -> str:
    """A made name of a town."""
    return _made(random, _PLACE_ENDS)


def _made(random: Random, ends: Sequence[str]) -> str:
    stem = "".join(
        random.choice(_STARTS) + random.choice(_MIDDLES) for _ in range(random.choice((1, 1, 2)))
    )
    return (stem + random.choice(_CLOSES) + random.choice(ends)).capitalize()


def deeds() -> list[tuple[str, str]]:
    """What can be done to a thing, with its participle."""
    pairs = (word.partition(":") for word in DEEDS.split())
    return [(base, past) for base, _, past in pairs]
