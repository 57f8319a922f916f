"""How words that are not spelt as they sound are heard on an Indian telephone.

ENGLISH: English words that callers use in every Indian language, written as those languages write them
("operator" is ఆపరేటర్, ऑपरेटर, ஆபரேட்டர்). Spelling does not tell it, and a pronouncing dictionary tells how
London says it. In the letters of `sounds.py`: aa, ii, uu are long, c is the sound of "church", x is none.
ROMANISED: Hindi words whose usual Latin spelling has letters that nobody hears ("nahin", "hoon").

A word that does not stand here is read letter by letter, as romanised Indian words are.
"""

from __future__ import annotations

_ENGLISH = """
a e | about abaut | account akaunt | address adres | agent eejent | airport earport | all aal | am em
amount amaunt | an en | and end | application aplikeesan | appointment apaaintment | are aar
area eeriyaa | ask aask | atm eetiem | auto aato | balance baalens | bank baank | battery baatarii
bed bed | bike baik | bill bil | billing biling | bills bils | block blaak | blood blad | board boord
book buk | booked bukt | booking buking | bottle baatil | box baaks | branch braanc | break breek
bus bas | business bijnes | by bai | cable keebul | call kaal | camp kaamp | cancel kaansal | car kaar
card kaard | care keer | cash kaas | centre sentar | center sentar | certificate sartipiket
change ceenj | charge caarj | check cek | cheque cek | child caild | children cildran | clinic klinik
clerk klark | close kloos | collector kalektar | college kaaleej | come kam | complaint kampleent
complaints kampleents | computer kampyuutar | connect kanekt | connection kaneksan
connections kaneksans | current karent | customer kastamar | cut kat | cylinder silindar | damage daamej
danger denjar | date deet | day dee | debit debit | delivery delivarii | department dipaartment
deposit dipaajit | dental dental | disconnect diskanekt | doctor daaktar | document daakyument
documents daakyuments | done dan | door door | down daun | due dyuu | duplicate duplikeet
electric elektrik | electrician elektriisiyan | electricity elektrisitii | email iimeel
emergency emarjensii | employee emplaaii | english inglis | enquiry enkvairii | exchange ekscenj
eye ai | fail peel | failed peeld | fan paan | fault paalt | fees piijs | fee pii | file pail
fire paiar | form paarm | free prii | fuse pyuuj | game geem | gas gaas | general janaral | go goo
gone gaan | government gavarnament | help help | helpline helplain | heart haart | high hai
hindi hindii | home hoom | hospital haaspital | hour avar | house haus | how hau | human hyuuman | i ai
in in | income inkam | information inparmeesan | injection injeksan | insurance insuurens
internet intarnet | it it | job jaab | know noo | language laangveej | late leet | leave liiv
letter letar | licence laisans | license laisans | life laip | light lait | lights laits | like laik
line lain | lineman lainman | loan loon | lock laak | low loo | machine masiin | madam meedam
manager maanejar | market maarket | medicine medisan | meter miitar | meters miitars | minute minat
mobile mobail | modem moodem | money manii | month mant | my mai | name neem | near niyar | need niid
net net | network netvark | new nyuu | next nekst | night nait | no noo | normal naarmal | not naat
notice nootiis | number nambar | nurse nars | of aap | off aap | office aapiis | officer aapiisar
ok ookee | okay ookee | on aan | online aanlain | open oopen | operation aapareesan
operator aapareetar | option aapsan | order aardar | our avar | out aut | outage auteej | over oovar
packet paaket | paper peepar | park paark | parking paarking | party paartii | passbook paasbuk
passport paaspoort | password paasvard | patient peesent | pay pee | payment peement | pension pensan
people piipul | permission parmisan | person parsan | petrol petrool | phone poon | photo pootoo
phase peej | pin pin | plan plaan | please pliij | plug plag | pole pool | police pooliis | post poost
postpaid poostpeed | power pavar | prepaid priipeed | price prais | problem praablam | public pablik
queue kyuu | quick kvik | rate reet | ration reesan | reading riiding | receipt risiit
recharge riicaarj | refill riipil | refund riipand | register rejistar | registration rejistreesan
repair ripeer | repeat ripiit | report ripoort | request rikvest | road rood | room ruum | route ruut
rupees ruupiis | sale seel | school skuul | scheme skiim | second sekand | section seksan | see sii
send send | service sarviis | share seer | shock saak | shop saap | short saart | sign sain | sim sim
sir saar | size saij | sms esemes | someone samvan | something samting | spark spaark | sparks spaarks
speak spiik | staff staap | stage steej | stamp staamp | start staart | state steet | station steesan
status steetas | stop staap | store stoor | street striit | student styuudent | subsidy sabsidii
supply saplaii | supervisor suuparvaijar | switch svic | system sistam | table teebul | tablet taablet
take teek | talk taak | tariff taarip | tax taaks | team tiim | technician teknisiyan
telephone teliipoon | that daat | there deer | ticket tiket | time taim | token tookan | too tuu
train treen | transfer traansapar | transformer traanspaarmar | two tuu | type taip | tyre tair
unit yuunit | units yuunits | update apdeet | upi yuupiiai | urgent arjent | use yuuj | vehicle veehikal
verify veripai | village vilej | visit visit | voltage vooltej | vote voot | wait veet | want vaant
ward vaard | water vaatar | website vebsait | what vaat | when ven | where veer | who huu | why vai
wire vair | with vit | work vark | worker varkar | wrong raang | yes yes | you yuu | your yuvar
zone joon
"""

_ROMANISED = """
hai hee | hain hee | he hee | nahin nahii | nahi nahii | nai nahii | nhi nahii | naheen nahii | mein mee
main mee | hoon huu | hun huu | haan haa | han haa | kyon kyoo | kyun kyoo | yah ye | yeh ye | vah voo
woh voo | wo voo
"""


def _table(listed: str) -> dict[str, str]:
    return dict(pair.split() for pair in listed.replace("\n", "|").split("|") if pair.strip())


ENGLISH = _table(_ENGLISH)
ROMANISED = _table(_ROMANISED)
