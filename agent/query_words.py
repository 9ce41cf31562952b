"""The words that `agent.query` goes by, as data. Knows no rule and no literature.

`GENERIC` are words that name no subject of their own ("dose", "children", "long"): a question made of nothing else
leans on what was asked before.
"""

from __future__ import annotations


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FUNCTION = _listed("""
a an the and or but so also then if of to in on at by for from with without about as than into after before during
while between over under until out off up down again too very just really only even still yet not no
is are was were be been being am do does did doing done has have had having can could will would shall should may might
must need needs needed want wants going get gets getting got go goes take takes taking took taken make makes give gives
given use uses used using keep work works happen happens happened come comes back know think feel tell show say said
i im ive me my mine you your we us our he him his she her it its itself they them their theirs this that these those
one ones someone anyone instead new person people something anything anyone there here
what whats which who whom whose when where why how else more most much many few little less least other another same
any some all both each every such please ok okay well hey hi hello thanks thank
don't doesn't isn't aren't can't won't i'm it's what's that's there's dont doesnt isnt cant wont
""")

ASPECT = _listed("""
treatment treatments treat treated treating therapy therapies cure cures cured curable heal management manage managed
cause causes caused symptom symptoms sign signs diagnosis diagnose diagnosed diagnosing test tests testing tested
scan exam examination prognosis outlook prevention prevent prevented preventable avoid avoided risk risks risky
side effect effects benefit benefits complication complications dose doses dosage amount maximum minimum
interaction interactions interact alternative alternatives option options remedy remedies natural home medicine
medicines medication medications drug drugs tablet tablets pill pills operation procedure
recovery recover lifespan stage stages type types kind kinds difference definition mean means meaning
information info details explain example examples simple simpler simply terms words detail summary summarise summarize
help helpful advice question
condition disease illness disorder problem syndrome
safe safely safety dangerous danger serious severe bad good better best worse worst worsen harmful normal common rare
contagious infectious catch spread spreads hereditary inherited genetic genetics run runs families permanent temporary
chronic fatal deadly painful effective work cost price expensive free available
long often soon quickly fast last lasts time times day days daily week weeks month months year years hour hours
morning night evening once twice stop stopping start starting miss missed forget forgot skip double wait
symptomatic affect affects affected increase decrease reduce lower raise higher high low
see doctor nurse hospital specialist urgent emergency call
first second third next later early late
""")

POPULATION = _listed("""
child children kid kids baby babies infant infants newborn newborns toddler toddlers teenager teenagers teen teens
adult adults elderly older old younger young senior seniors men man women woman male female boys girls
pregnancy pregnant breastfeeding breastfeed breast-feeding breast feeding nursing mothers mother
son daughter wife husband mum mom dad father parent parents
""")

# Of whom it must never be forgotten that the question is about them: what suits others can harm these.
TENDER = frozenset(POPULATION) - frozenset(
    _listed("""
adult adults older old senior seniors men man women woman male female mothers mother wife husband mum mom dad father
parent parents
""")
) | frozenset(_listed("expecting trimester months month weeks week premature preterm fetus unborn"))

# What one may do, eat or be while having a condition or taking a medicine.
CIRCUMSTANCE = _listed("""
alcohol drink drinking beer wine coffee caffeine tea grapefruit juice food foods eat eating meal meals diet milk dairy
stomach empty exercise exercising sport sports drive driving travel travelling traveling fly flying swim swimming
sex sleep sleeping bed work working school smoke smoking sun sunlight shower bath
""")

# Subjects that are as often an aspect of another ("is surgery needed?", "will I die?").
SOFT = _listed("pain hurt hurts infection vaccine vaccines surgery injection overdose survive survival die death")

ASPECTS = frozenset(ASPECT)
# In a first question "sleep" or "coffee" is what is asked about; after another subject it is said of that one.
GENERIC_AT_FIRST = frozenset(FUNCTION + ASPECT)
GENERIC = frozenset(FUNCTION + ASPECT + POPULATION + CIRCUMSTANCE + SOFT)

# What may stand after "this" or "that" when it points back, instead of belonging to a noun of its own ("this rash").
AFTER_DEMONSTRATIVE = _listed("""
is isn't are was were be been can can't could will would should do does happen happens happened
mean means get gets go goes come comes last lasts cause causes spread run runs help helps
dangerous serious normal safe harmful contagious infectious common rare curable treatable hereditary genetic permanent
temporary painful fatal deadly bad good better worse treated cured prevented diagnosed caused tested managed used
for in during with if when while at or and to than because of as on too also really always ever usually still
""")

# "this medicine": nouns that only stand for the topic, and are replaced by it.
STAND_INS = _listed("""
medicine medication drug tablet tablets pill pills medicines medications condition disease illness disorder problem
syndrome diagnosis stuff thing issue ailment substance supplement
""")

# Verbs before which "they" are the doctors, and not what was asked about.
DONE_BY_DOCTORS = _listed("""
want wanted say said tell told think thought give gave given put prescribe prescribed offer offered suggest suggested
check checked test tested diagnose diagnosed find found look looked scan scanned operate operated remove removed
treat treated measure measured ask asked send sent refer referred start started switch switched
""")

# "the test": nouns that say more than the topic does; the topic is put before them.
PARTS = _listed("test procedure operation surgery vaccine infection virus treatment therapy injection scan exam shot")

# A message of these alone asks nothing.
SMALL_TALK = frozenset(
    _listed("help hi hello hey thanks thank you ok okay please yes no yeah nope sure great good bye")
)
