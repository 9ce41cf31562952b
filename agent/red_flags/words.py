"""Building blocks for the findings: spelling slips, contractions, small words, and words for people, parts and degrees.

Pure data in the notation of `agent.triage_match`.
"""

from __future__ import annotations


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


FILLERS = _listed("""
a an the my his her our your their its this that these those is are was were am be been being has have had having
feels feel feeling felt seems seem looks look looking looked got gets getting get gotten go goes going went gone
became become becomes becoming turned turning turns some any very really so just all quite extremely pretty kind sort
of bit little now still suddenly already also too like almost both own completely totally absolutely literally fully
actually again constantly repeatedly keeps keep kept s and to right up out whole about only since n do does did will
would
""")

# What turns what follows round: no gap of a phrase passes over it.
BARRIERS = frozenset({"not", "no", "without", "never", "denies", "denied", "nor"})

_NOT_AFTER = [
    "is",
    "are",
    "was",
    "were",
    "does",
    "do",
    "did",
    "has",
    "have",
    "had",
    "would",
    "should",
    "need",
    "might",
    "must",
    "could",
]
CONTRACTIONS: dict[str, tuple[str, ...]] = {
    **{f"{word}nt": (word, "not") for word in _NOT_AFTER},
    "cant": ("cannot",),
    "cnt": ("cannot",),
    "carnt": ("cannot",),
    "wont": ("will", "not"),
    "aint": ("is", "not"),
    "im": ("i", "am"),
    "ive": ("i", "have"),
    "id": ("i", "would"),
    "hes": ("he", "is"),
    "shes": ("she", "is"),
    "theyre": ("they", "are"),
    "weve": ("we", "have"),
    "youre": ("you", "are"),
    "theres": ("there", "is"),
    "thats": ("that", "is"),
    "whats": ("what", "is"),
    "hows": ("how", "is"),
    "gonna": ("going", "to"),
    "wanna": ("want", "to"),
    "gotta": ("have", "to"),
    "dunno": ("do", "not", "know"),
    "its": ("it", "is"),
    "hed": ("he", "had"),
    "shed": ("she", "had"),
}

SLIPS: dict[str, str] = {
    "breath": "breath", "breth": "breathe", "breathin": "breathing", "brething": "breathing", "breething": "breathing",
    "breeth": "breathe", "breate": "breathe", "chset": "chest", "cheast": "chest", "chets": "chest", "chst": "chest",
    "hart": "heart", "haert": "heart", "stoke": "stroke", "siezure": "seizure", "seisure": "seizure",
    "seizur": "seizure", "siezing": "seizing", "fiting": "fitting", "concious": "conscious",
    "unconcious": "unconscious", "unconsious": "unconscious", "vomitting": "vomiting", "vommiting": "vomiting",
    "throte": "throat", "thraot": "throat", "tounge": "tongue", "tung": "tongue", "tonge": "tongue",
    "stomache": "stomach", "stomack": "stomach", "tummie": "tummy", "numm": "numb", "nummb": "numb",
    "pregnent": "pregnant", "preggers": "pregnant", "preggo": "pregnant", "prego": "pregnant",
    "pregant": "pregnant", "babys": "baby", "suiside": "suicide", "sucide": "suicide", "suicidle": "suicidal",
    "blud": "blood", "bload": "blood", "bleding": "bleeding", "diabetis": "diabetes", "swolen": "swollen",
    "swallen": "swollen", "feaver": "fever", "fevr": "fever", "temp": "temperature", "alot": "a lot",
    "headach": "headache", "hedache": "headache", "headake": "headache", "migrane": "migraine",
    "confussed": "confused", "dizy": "dizzy", "paralized": "paralyzed", "coudl": "could", "dont": "do not",
    "hubby": "husband", "hubs": "husband", "bf": "boyfriend", "gf": "girlfriend", "mum": "mom", "mummy": "mom",
    "mam": "mom", "daddy": "dad", "nan": "grandma", "gran": "grandma", "granny": "grandma", "grandad": "grandpa",
    "granddad": "grandpa", "nappies": "nappy", "diapers": "nappy", "diaper": "nappy", "diarrhoea": "diarrhea",
    "anaesthetic": "anesthetic", "haemorrhage": "hemorrhage", "haemorrhaging": "hemorrhaging",
    "oedema": "edema", "paralysed": "paralyzed", "faeces": "feces", "foetus": "fetus", "oesophagus": "esophagus",
    "pls": "please", "u": "you", "r": "are", "ur": "your", "bc": "because", "cuz": "because", "coz": "because",
    "tho": "though", "w": "with", "wks": "weeks", "wk": "week", "mins": "minutes", "min": "minutes", "hrs": "hours",
    "hr": "hr", "yrs": "years", "yr": "year", "pt": "patient", "hx": "history", "c": "c", "amb": "ambulance",
    "rn": "right now", "yesturday": "yesterday", "unalived": "unalive", "unaliving": "unalive",
    "poo'd": "poo", "pooped": "poo", "poop": "poo", "pooping": "poo", "peeing": "pee", "peed": "pee", "wee": "pee",
    "weeing": "pee", "urinate": "pee", "urinating": "pee", "urinated": "pee", "urine": "pee",
    "puked": "puked", "chocking": "choking", "chocked": "choked", "breathe": "breathe", "gettin": "getting",
    "havin": "having", "thru": "through", "tylonol": "tylenol", "tylanol": "tylenol", "paracetemol": "paracetamol",
    "panadol": "paracetamol", "insullin": "insulin", "kiddo": "kid", "bubba": "baby", "bub": "baby",
    "colapsed": "collapsed", "collasped": "collapsed", "lightheadedness": "lightheaded", "wt": "weight",
}  # fmt: skip

# Words that people misspell when they are frightened. A word one letter away from one of these is taken for it, so none
# stands here that is one letter from another common or medical word ("scalding" and "scaling").
CORRECT_TO = _listed("""
abdomen abdominal acetaminophen agonising alcohol allergic allergies allergy ambulance amitriptyline amoxicillin
anaphylactic anaphylaxis antibiotics antifreeze asthma batteries battery bladder bleach bleeding blister blistering
blisters blurry breastfeeding breathe breathing breathless carbon chemotherapy choking clammy cocaine codeine collapse
collapsed concussed concussion confused confusion consciousness contractions convulsions daughter delirious diabetes
diabetic diarrhea disoriented dizziness drooping drowned drowning drowsy ectopic electrocuted emergency excruciating
eyesight fainted fainting fentanyl floaters floppy gibberish grandfather grandmother hallucinating hallucinations
headache headaches heartbeat hemorrhage hemorrhaging heroin hospital husband hydrocortisone hypoglycemia ibuprofen
infection inhaler insulin ketoacidosis ketones kidney lethargic lightheaded medication meningitis methadone
miscarriage monoxide morphine mushrooms myself newborn nosebleed numbness overdose overdosed oxycodone painful
palpitations paracetamol paralyzed peanuts penicillin placenta pneumonia poisoned poisoning prednisolone pregnancy
pregnant pressure propranolol purple rattlesnake scaffolding sciatica seizure seizures sepsis sertraline shivering
shoulder slurred slurring stomach strangled strangling stroke suddenly suicidal suicide surgery swallow swallowed
swallowing sweating swelling swollen temperature testicle testicles thermometer throat tightness tingling toddler
tongue tramadol trimester umbilical unalive unbearable unconscious unconsciousness unresponsive vomited vomiting
weakness wheezing withdrawal withdrawals worthless
""")
# Real words one letter from those.
LEAVE = _listed("""
abundance alcoholic alcoholics alcohols allergen allergens allergics allergist ambulances ambulate ampicillin
anaphylactoid antibiotic asthmatic batter battered battering battle beach better bettered birthing bladders bleached
bleaches bleaching bleating bleedings bleeped bleeping blending blistered blond bloods bloody bloom blurred blurring
blushing bolster bolstering bottle bottled bottles branching breach breadth breaking breath breathable breathed
breather breathes breaths breeding brightness browning burning carbons carson carton chess chests chocking chopping
cleaning cloning cocking coding collapses collapsing collated compulsions concession concluded conclusion conclusions
confuse confuses confusing consciously consisted constriction constrictions construction consulting contraception
contracting contraction contractors contusion contusions conversions convulsants convulsion convulsive cooking
creeping crest crooking crowning dangling daughters decreased dedication delicious delirium depress depressive
deterrent diabetics diarrheal disjointed divergent dizzy downing driving droning drooling dropping droppings drownings
drying dying ectopia emergence emergent fainter faintest faintness fallowed fathered faultiness faulting fevers fewer
flirted floppies followed follower frowning granddaughter grandfathers grandmothers grandson grooming haemorrhagic
hallucinated hallucination harmony hearing heartbeats hemorrhages hemorrhagic herein heroine heroines heron homeless
hospitals hurdle husbands hyperglycemia hypocalcemia hypoglycemic inaction inception induction infarction infecting
infections infectious infective inflation ingestion inhale inhaled inhalers injecting injection injections insertion
inspection insulins intention jingling joking ketoacidotic ketone kidneys killings kinsey lethargica lethargy
lightness mediating mediation medications meditating meditation meningitidis mingling miscarriages modeling mothered
mushroom newborns nosebleeds overdone overdoses overused painfully paining paint painted paints paling palpitation
paralyses paralyze paralyzes peanut penicillins placement placental pleading pneumoniae pneumonic pointed pointing
points poisoner poisonings poking postponed postponing prednisone pressured pressures promising purpled rattlesnakes
recall rental retail sciatic seating sedating selling shallow sharing shaving shielding shivers shopping shoulders
showering single singling sleeping sluring slurping slurry smelling smoking soaking sorely sounding spelling spurred
stabbed stable staple stocking stokes stomachs strained straining stranded stranger strangers strangle strangler
strapping streamline strike strobe strokes struggled struggling sturdy suicides sullen surgeon surgeons surgeries
surgical swallower swallows swearing sweater sweaters sweeping sweetening swelled swellings swelter swimming switching
tables tablet tainted temperate temperatures tertiles textiles thermometers threat threats throats toddle toddlers
trimesters umbilicus unconsciously vomit vomits wallow wallowing weaknesses wheezings withdraw withdrawing withdrawn
withdraws wrangling
""")

BLOCKS = r"""
number = one|two|three|four|five|six|seven|eight|nine|ten|0|1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|20|25|30|40|45|50|60|90|
    several|few|many|dozen|twenty|thirty ; eight|nine|ten|eleven|twelve|fifteen|couple
cannot = cannot|unable ; can|could not ; can no longer ; could|can barely|hardly|scarcely ; barely|hardly|scarcely
    can|able ; not able|possible ; struggling|struggles|struggle|struggled ; trouble|difficulty|difficult|
    difficulties|hard|harder|inability ; fighting|fights ; problem|problems ; not been able ; loses|losing|lost
    ability
they = he|she|him|her|they|them|husband|wife|partner|mom|mother|dad|father|son|daughter|baby|child|kid|toddler|
    infant|newborn|boy|girl|friend|grandma|grandpa|grandmother|grandfather|brother|sister|uncle|aunt|aunty|boyfriend|
    girlfriend|roommate|flatmate|neighbor|neighbour|coworker|colleague|patient|man|woman|guy|lady|someone|somebody|
    spouse|niece|nephew|cousin|grandson|granddaughter|stranger|teen|teenager|nana|papa|parent|fiance|boss|twin
little_one = baby|child|kid|toddler|infant|newborn|son|daughter|boy|girl|nephew|niece|grandson|granddaughter|twin|
    twins|preschooler|babies|lo|children
now_words = now|today|tonight|currently ; this morning|afternoon|evening ; right now ; this minute|second ; at the
    moment ; as i type|write ; just happened|started|now
sudden = sudden|suddenly|abrupt|abruptly|instantly|thunderclap ; all at once ; out of nowhere ; out of the blue ; in|
    within seconds|second|minute|moments ; came on fast|quick|quickly|hard ; of a sudden ; without warning ; acute|
    acutely ; woke|woken up with ; after waking ; few|couple|<number>|half|an|one minutes|hour|hours|minute ago ; just
    started|began
us_words = us|me|anyone|when
pain = pain|pains|painful|ache|aches|aching|hurts|hurt|hurting|agony|discomfort|cramp|cramps|cramping|sore|soreness|
    killing
severe = severe|severely|worst|terrible|terribly|excruciating|agonising|agonizing|unbearable|intense|horrible|horrific|
    awful|extreme|extremely|crushing|agony|horrendous|intolerable|brutal|violent|worse|badly|bad|insane|debilitating|
    screaming ; 10 , 10 ; 10 out 10 ; 10 of 10 ; 9 , 10 ; in agony|tears ; cannot take|bear|stand|move|walk|sleep ;
    writhing|curled|rolling ; excruciating|unbelievable|unreal|indescribable|hellish|agonising|killing|sharp|stabbing|
    searing|raging|howling ; so|really|too|very bad|sore|painful|much ; tears|crying|screaming|sobbing .. pain ; cannot
    .. cope|function|talk|breathe .. pain ; like .. hell|mad|crazy|death|hot|knife|knives|murder ; through|off the roof|
    charts|chart|scale ; hell
sweaty = sweat|sweats|sweating|sweaty|clammy|diaphoretic|diaphoresis|drenched|ashen|pale|grey|gray|ghost ; dripping|
    soaked|sweats|waxy
sick = nausea|nauseous|nauseated|vomit*|puk*|sick|sickness|threw|throwing|throws|chucking|retching ; heaving|barfing|
    hurling|spewing|spew|upchuck*|honking
limb = arm|arms|leg|legs|hand|hands|foot|feet|limb|limbs
body_part = <limb>|finger|fingers|toe|toes|thumb|wrist|ankle|elbow|knee|calf|thigh|shoulder|forearm|heel
one_side = left|right|l|r ; one|1 side|sided|half|arm|leg|hand|cheek ; half ; unilateral|unilaterally|lopsided
belly = belly|stomach|tummy|abdomen|abdominal|gut|guts|abdo|flank|midsection|epigastric|epigastrium ; tum|bellybutton|
    navel ; waist
chest = chest|breastbone|sternum|ribcage
swell = swell|swells|swelled|swelling|swollen|swole|puffed|puffy|puffing|huge|enormous|balloon*|blowing|blown|thick ;
    massive|ballooned|ballooning|bulging|inflated|puffed|twice|double|bloated|distended
blue = blue|bluish|purple|purplish|grey|gray|dusky|cyanotic|cyanosis|cyanosed
weak = stopped working|moving|responding|obeying ; quit working ; not do what ; will not do ; not obey|listen|
    cooperate ; weak|weakness|limp|floppy|paralys*|paralyz*|dead|useless|heavy|lifeless|clumsy ; gave|given|gives|
    giving way|out ; not work|working|moving|move|respond ; no strength|power|use|feeling ; will not move|work|lift
pins = pins needles ; pins , needles
hard_to_wake = hard|difficult|impossible to wake|rouse|arouse
numb = numb|numbness|tingle|tingles|tingling|tingly|<pins> ; no feeling|sensation ; lost feeling|sensation ; cannot
    feel
drowsy = <cannot>|hardly|barely stay|keep awake ; <cannot>|hardly|barely keep .. eyes open ; falling asleep .. talking|
    mid|sentence|constantly ; nodding off ; sleeping .. all day|constantly ; zoned|spaced out ; woozy ; not .. alert ;
    drowsy|drowsiness|sleepy|lethargic|lethargy|listless|groggy|<hard_to_wake>|sluggish|floppy|limp|unresponsive ; out
    of it ; sleepier|floppy|dopey|dozy|zonked|lethargic|flat ; falling|drifting .. asleep|sleep ; keeps|wants|want
    sleeping|sleep ; really|so|very|too|more|unusually sleepy|drowsy ; not .. wake|waking properly|fully|for
recently = recent|recently|yesterday|<now_words> ; last week|night|month ; days|day|week|weeks|hours ago ; few days|
    weeks
started = put on ; started|began|begun|prescribed|new|taking|took|given|finished|finishing ; after
worse = worse|worsening|worsened|deteriorating|spreading ; getting|got|gotten bad|worse ; different|unusual|changed ;
    more often|severe|frequent ; not like before|usual|normal ; never this|so bad|like
allergen = peanut|peanuts|nut|nuts|cashew|cashews|walnut|almond|almonds|hazelnut|pistachio|sesame|shellfish|shrimp|
    shrimps|prawn|prawns|crab|lobster|egg|eggs|milk|fish|bee|wasp|hornet|sting|stung|stings|antibiotic|antibiotics|
    penicillin|amoxicillin|allergy|allergies|allergic|allergen|ants|latex|contrast|kiwi|soy|satay|vaccine|jab|
    ibuprofen|eating|ate|eaten|food
extreme_pain = unbelievable|horrific|insane|indescribable|blinding|explosive|excruciating|agonising|agonizing|unreal|
    hellish|brutal|worst|horrendous|unbearable|screaming
many_number = 8|9|10|11|12|13|14|15|16|17|18|19|20|21|22|23|24|25|26|27|28|29|30|31|32|33|34|35|36|38|40|42|45|48|50|55|
    56|60|64|70|72|75|80|84|90|96|98|99|100|120|150|200|eight|nine|ten|eleven|twelve|fourteen|fifteen|sixteen|eighteen|
    twenty|thirty|forty|fifty|sixty|hundred|dozen|dozens|loads|lots|handful|handfuls|bunch|packet|packets|strip|strips|
    bottle|box|boxes|pack|ton|tons|whole|entire|all
"""
