"""How rare English words are in news: roots in bands, from counts over agency reports."""

_COMMONEST = frozenset(
    """
accu agenci agr announc area arrest attack author begin bomb border call capit charg citi come
continu countri dai death earli elect expect fight fire first follow forc foreign former four
govern group help hold includ insurg intern kill last lead leader least make meet member milit
militari million minist month nation near new nuclear offic oil oper part parti peac peopl plan
polic politic power presid protest provinc rebel recent region relea report sai said secur sever
soldi spokesman state support suspect take talk tell terror three troop two use viol visit vote
war week work world wound year
""".split()
)
_COMMON = frozenset(
    """
across activ administr ago aid aim alleg alli allow along among anoth anti appear approv arm armi
around arriv ask attempt back ban base become believ billion bird blast bodi bomber break bring
build candid car carri case cau centr chang chief childr civilian claim clash clear close coalit
comment commun compani concern confirm conflict consid constitut control court crime critic
current cut dead deal deci demand demonstr deni detain develop died direct discuss disput down
drug economi economic effort end energi explo export face fail fall final financ find five flu
food form fuel gas gener give global growth gunmen head health high hit home hope hospit hou hour
human hundr import incid increa independ inform injur invest investig involv island issu journ
kidnap kilomet know larg largest late launch law lawmak leave like link live local long main major
man mani market mass meanwhil measur media men move name need negoti news newspap next north
northern now number offer old open opposit order organ outsid parlia percent place polici poll
price prison process product program propo provid public quot raid reach record reform reject
relat remain result return right rise rule run schedul second see seek send separ seri servic set
seven shoot show sign six small south southern speak station step stop storm strike strong suicid
system target team term test third thousand threat through time top tour town trade travel tri urg
vehicl victim villag viru wai want warn water weapon well western win withdraw worker
""".split()
)
_KNOWN = frozenset(
    """
abduct abl abu accept access accid accord account act action addit address affect agricultur ahead
air aircraft airport almost alreadi although ambassad ambush amid analyst annual appar appeal
appoint asian assassin assist attend awai ballot bank barrel battl behind better bill blame block
blow board boost brief broadcast budget burn bus business buy cabinet camp campaign captur care
casualti celebr center ceremoni challeng checkpoint cite citiz civil cleric coast collap combat
command commiss commit committ common complet condemn condit conduct confer confid connect
construct consum contact contain contract contribut controll controv convict convoi cooper corrupt
cost count coup crackdown crash creat crew crimin crisi cross crowd crude custodi damag danger
date debt decad decid declar declin defen defend delai deleg democraci democratic depend deploi
deputi describ design despit destroi detail detent determin devast differ diplomat diplomatic
disast discov disea dismiss displac district divid doctor docu dollar domestic domin dozen draft
draw drive drop due earthquak eastern educ effect eight electric elsewh embassi emergenci emploi
enough enrich enter environ envoi escap establish estim ethnic european even event everi evid
exchang execut expand expert explod express extend extrem facil faction fami famili far farm fear
feder figur file firm fish flee flight flood focu formal fourth fraud fre free freedom full fund
furth futur gain game gather gdp get girl good grant great ground grow guard guilti half hand hard
hear heavi helicopt higher highest himself host hostag howev humanitarian hurrican hurt identifi
illeg immedi immigr impo improv incom indic indict industr industri infect infrastructur initi
injuri inspect insurgenci intellig interest interim interview islamic jail jewish job join joint
judg justic keep kei kurdish labor lack land later latest lawyer leav legal legisl less letter
level life limit line list locat look lose loss low lower maintain manag manufactur march mark
match mater mean medic messag meter militia mine ministri minor miss missil mission monei monit
mosqu much murder muslim natur nearbi neighb network never nine nomin non note observ occur offen
often onc oppo organiz oust outbreak parliamentari particip pass passeng past patrol pay peacekeep
person personnel plai plane plant pledg plot point policem politician poor pope popul popular port
posit poss post potent poultri prai pre prepar present press pressur prevent previ prime priv pro
probe problem produc progress project prom promot prosecut protect publish pull push put quest
radio rai rain ralli rang rate react readi real reason receiv recogn recov reduc refer referendum
refu refug relief religi remark remot remov repe replac repr representat request requir rescu
research resid resign resolut resolv resourc respon respond responsibil rest restor restrict resum
retir revenu review riot risk rival road roadsid rocket role round sale sanct school scient score
search season seat secret sector seiz sell senior sent sentenc separat serv settl share sharp ship
short side signific similar site situ slow smuggl social son soon sourc space spark speci speech
spend spread stabil staff stage stand start strain street strength struggl student studi success
suffer suggest summit supp suppli surviv suspend tax technologi televi temporari ten tension
territori think tie togeth toll total toward tradit train transf transit transport treat trial
tribal tribun trigg trip troubl truck tsunami turn unemploi union unit uranium victori video
violent voter wave weath west wheth wide within without witness woman women word worldwid young
""".split()
)
_USED = frozenset(
    """
abandon abil aboard abov abroad achiev acknowledg admit adopt advanc advi advoc affair agenda
agent aggress airlin airstrik alert ambit amend american amount anger angri animal anniversari
anyon apart appli approach argu arrang articl artilleri assault assemb assess asset associ assum
assur astronaut asylum atomic attent attornei attract autonomi avail averag avian avoid award bad
bail balanc bar barri basi basic beat becom belong below benefit best bid biggest bilat black bloc
blockad blood boat bodyguard boi book born bound boycot boycott breakawai bridg broad broker broth
brutal buri calm cancel cancer capac career cargo cartel cartoon cash cast catch cea ceasefir cell
cent centuri certain chairman champ chanc channel chant char chart check chemic chick child choose
christian church citizenship class clean clim climb closer closur cloth coal collect coloni combin
commem commerc communic compar compen compet competit complain complaint complex compound comput
con conclud confront congress conservat consul consult contest contin conver coordin council
counterpart coupl cour cover crack credit crop cultur curb currenci custom daili data daught
deadliest deadlin debat deep defe defeat deficit deliv deliveri denounc depart deport destruct
detect deteri deton devic dialogu dict die difficult disappear disarm discoveri dismantl disrupt
dissid distribut divi doing donat donor doubl doubt drill drink driver drone drought dump duti
earn eas easi east eat econom editor either elder electronic elimin embargo emerg emiss encourag
endor enemi enforc engag engin enjoi ensur entir entri equal equip erupt escal espec euro evacu
eventu examin exerc exil exist expan experi experienc expir explor exten extern extradit factori
failur fair faith fal farmer fast fatal fate father favor featur feb feel femal fenc festiv few
field fierc fifth fill film fine finish firefight fiscal fix flag fli flow fly football forecast
forward found freeze frequ fresh friend front fulli funer gang gasolin genocid giant goal going
gold grave grenad guarant guerrilla gun gunbattl gunfir halt hama hamper handl happen harm
headquart heart heat hide hideout highlight highwai hijack histori historic holi holidai homeland
homeless honor hostil hotel huge hunger hunt husband idea ident ignor illness imag impact impl
imprison inaugur incent index individu infl influ initiat inmat insid insist install instead
institut insur integr inten intend intensifi intent interf interi internet interrog interv
introduc inva invit islam isol israeli item itself jet jordanian jump kidnapp king kingdom
laboratori lai landslid languag larger lawsuit leadership learn left legislat legislatur let liber
licen lift light lion littl loan longer loyal magazin magnitud mail mainland maker mand map mar
massacr matter mayor medal medi membership memor mention migrant miner minut mistak mobil moder
modern monarchi mortar mother motiv mount mountain mourn movi mudslid music narrow nationwid nativ
nato naval necessari neighborhood neith net newli normal northeast northeastern northwest
northwestern noth numer object obtain occa occup occupi offsh ongo opinion oppon opportun option
origin output overall overnight oversea overthrow overwhelm owner pack packag pact palestinian
pandemic panel paper paramilitari parent park particular partn patient payment penalti peninsula
perform period perman permiss permit petroleum phase phone photo photograph physic pick pictur
piec pilgrim pilot pipelin pirat plagu player plead plung poison policeman pollut pontiff poorest
portion pose possess possibil postpon pound poverti practic prayer predict preliminari presidenci
primari prior probab proce procedur profess profit promin prompt proper prosp prove provi pullout
punish purcha purpo pursu quak quart quick quit quota race radic rank ransom rape rapid rare
rather read rebuild rece recess recommend reconcili reconstruct recoveri recruit refineri reflect
regard regim regist regul regular relationship reli renew reopen repair repli republic republican
reserv resist resort respect restaur retail retali reveal rever reviv rich rig rip river rock root
rough rout runoff rush russian safe safeti sampl satellit saudi save scale scand scene sea seal
secretari sectarian section seed select self senat session sexual shell shelt shiit shop shortag
shown shrine shut shuttl singer singl sixth size slaught slight slogan smoke snow soar soil solut
sound southeast southeastern southwest southwestern sovereignti soviet spe specific specul spi
spill split spokeswoman spon sport spot stabl stai stall stamp standard star statu steadi steal
stem stock stone store stori str straight strategi strategic stress stroke stronghold structur sub
subject submit subsequ subsidi subst subwai succ surfac surg surgeri surpr surrend surround survei
surveill suspen suspic sustain swear swept syrian tank tanker tape teach teenag telephon telev
temperatur tenni territ textil thank themselv though throughout throw tight titl ton toppl torch
torn tortur tough tourna track traffic traffick trap treati tree tropic truce tunnel twice unclear
uncov underground undermin understand unharm unidentifi uniti univer unknown unless unrest unveil
upcom upon upper upri usual vaccin valu vari vessel vice videotap view voic volatil vow wage wait
wake walk wall warm warplan warrant watch weaken wealth wear websit welcom white widespread wife
wild wind wing winner winter worri worst worth write wrong youth zone
""".split()
)
_BANDS = ((_COMMONEST, 0.1), (_COMMON, 0.25), (_KNOWN, 0.45), (_USED, 0.7))
_RARITY = {word: rarity for band, rarity in _BANDS for word in band}


def rarity(word: str) -> float:
    """How much the root of a word tells, from 0.1 for what every report has to 1.0."""
    return _RARITY.get(word, 1.0)
