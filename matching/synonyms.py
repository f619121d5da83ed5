"""Everyday news words that ask for one another, so that "purchase" finds "buy"."""

from functools import lru_cache

from matching.roots import root

_GROUPS = """
buy purchase acquire acquisition takeover
licence license permit permission authorisation authorization approval
troops forces soldiers military army
kill dead death die fatal murder slain
hurt injured wounded injury
fire sack dismiss oust firing
resign quit departure
sue lawsuit litigation suing
talks conversation discussion negotiation contacts
pay payment paid paying
money cash funds funding
fine penalty
shooter gunman attacker
blast explosion bombing bomb
law legislation bill statute act
ban prohibit outlaw
close closure shut shutdown
election vote ballot poll
job position post
boss chief head leader administrator
spokesman spokeswoman spokesperson
attack assault strike raid
crash collision accident
arrest detain custody
jail prison imprisoned
lawyer attorney counsel solicitor
police officers cops
doctor physician medic
firm company business corporation
worker employee staff
layoffs redundancies jobs
rise increase climb grow
fall drop decline decrease
begin start launch
end stop halt finish
help aid assist assistance
threat threaten menace
hide conceal cover
steal theft stolen
fraud deception
bribe bribery corruption
deal agreement accord pact
meeting summit met
plan proposal scheme
probe investigation inquiry inquest
court tribunal judge
deny denial
leak disclose disclosure
refugee migrant asylum
ship vessel boat
plane aircraft jet
car vehicle
house home
child kid
doj justice
fl florida
tx texas
nc carolina
sc carolina
nj jersey
az arizona
nv nevada
wi wisconsin
mn minnesota
va virginia
tn tennessee
ky kentucky
shooting massacre attack
dod pentagon defense defence
scotus supreme
potus president
feds federal
break violate breach violation
comment remark statement
urge rally
immunity protected
bomb device explosive
survey poll study
stock share shares equity holding holdings
gun firearm weapon rifle
film movie
book memoir
study research survey
teacher professor
student pupil
university college
hospital clinic
town city
nation country
government administration cabinet
president presidential presidency
senator senate
congressman congresswoman lawmaker representative
republican republicans gop
democrat democrats democratic dem dems
intelligence intel spies spy
russia russian russians moscow kremlin
china chinese beijing
america american us usa
ukraine ukrainian kyiv
saudi arabia riyadh
iran iranian tehran
france french paris
germany german berlin
britain british uk london
israel israeli
executive exec execs
vice vp
campaign camp
chairman chairwoman chair chairperson
founder cofounder
owner proprietor
replace succeed successor
founded established created established
criticise criticize slam attack bash condemn denounce blast
praise laud applaud
contradict dispute refute
immunity protection
testify testimony
subpoena summons
charge indict indictment
guilty convicted conviction
evict expel expulsion
vanish disappear missing
broke bankrupt bankruptcy insolvent
price cost
wage salary earn earnings
tax levy
border frontier
vehicle truck van lorry
rebuke reprimand
rule regulation
cancel scrap axe
delay postpone suspend
reject refuse
email emails mail
phone telephone
tape recording recorded audio taped
video footage
photo picture image photograph
website site
app application
hacker hack hacked hacking breach
worship pray prayer
worship mosque
worship church
gunman attacker killer
nightclub club
employer employ employed
speech remarks address
rally event
donation donate gift contribution
charity foundation nonprofit
bonus pay compensation
firing dismissal termination
motive reason
wife spouse married
husband spouse married
mother parent
father parent
brother sibling
sister sibling
religion religious faith
muslim muslims islam islamic
women woman female
men man male
appeal appealed
"""


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for line in _GROUPS.split("\n"):
        group = line.split()
        for word in group:
            others = tuple(other for other in group if root(other) != root(word))
            table[root(word)] = tuple(dict.fromkeys((*table.get(root(word), ()), *others)))
    return table


def synonyms(term: str) -> tuple[str, ...]:
    """Words that stand for the same thing in the news; none for most words."""
    return _table().get(root(term), ())
