"""Findings of rows 29 to 38: spine, eyes, clots, burns, heat, cold, limbs, skin, bites, weak immunity, groin.

Pure data in the notation of `agent.triage_match`; may refer to the entries of the other findings and of the words. No clinician has
reviewed it.
"""

FINDINGS = r"""
saddle = <numb> .. <groin> ; <groin> .. <numb>|anesthesia ; cannot .. feel .. wip*|toilet|sex ; cannot .. feel ..
    <groin> ; saddle anesthesia
groin = groin|crotch|saddle|genitals|genital|privates|bottom|bum|butt|buttocks|vagina|penis|perineum|anus|backside ;
    down below|there ; between .. legs ; private|lady parts|area ; inner thighs
back_pain = back|spine|sciatica|spinal|disc <pain>|went|out|injury|slipped|bad|herniated ; <pain> .. back|spine ;
    sciatica ; slipped|herniated|bulging disc ; backache|lumbago
bladder_lost = <cannot> .. pee|poo ; cannot .. hold|control|feel .. pee|water|bladder|bowel|bowels|poo|toilet|myself ;
    wet|wetting|pee|soiled|soiling|poo .. <self>|pants|bed|trousers ; lost|losing|loss|no control .. bladder|bowel|
    bowels|pee ; incontinen* ; bladder|bowel|bowels .. not|control|lost|incontinence|retention|problems|gone ; not ..
    pee .. hours|today|since|all|yesterday ; leaking pee|poo|urine ; no urge pee
both_legs = legs .. heavy|dead|numb|wobbly|weak ; both|two legs|feet .. <weak>|<numb>|<pain>|gone|buckl* ; legs ..
    <weak>|<numb>|buckl*|giving|collapsing|not|jelly|working ; <weak>|<numb> .. both|legs|feet ; cannot .. feel|move|
    walk .. legs|feet|toes ; foot drop ; cannot walk ; leg|foot <weak>|dragging ; <weak> leg|foot
spine_hurt = neck|spine|back .. <pain>|injury|broken|broke|snapped|crack ; landed .. head|neck|back ; dive|diving|
    dived|dove|rugby|tackle*|trampoline
head_hit = fell|fall|tumbled|slipped .. downstairs|stairs|concrete|head|skull|ladder|bunk|changing|bed ; head .. hit|
    bang*|met|against ; hit|hits|hitting|bang*|bump*|smack*|struck|crack*|whack*|bash*|thump*|knock*|smash*|hurt|kicked|
    landed|fell|slammed|clonked .. head|skull ; head .. hit|bang*|bump*|smack*|struck|crack*|bash*|smash*|injury|
    injured|trauma|wound|kicked|slammed ; head injury|trauma|knock ; concussion|concussed ; blow head ; head first ;
    dropped on head ; knocked out ; skull fracture ; baseball|ball|bat|brick|puck|swing .. head ; falling|fallen|fall|
    fell|tripped .. stairs|downstairs|ladder|concrete|tiles|pavement|steps & head|ear|ears|nose|sick|vomit*|drowsy|
    confused ; hit|clipped|struck|smacked|caught|whacked in|on .. head|temple|skull|forehead ; head|skull|forehead|
    temple .. on .. concrete|floor|tiles|pavement|kerb|curb|table|corner|door|wall|radiator|ground ; headbutt* ; ball|
    puck|bat|branch|brick|plank|box .. hit|struck|landed|fell .. head ; fell|landed|landing on .. head|face|neck
head_danger = knocked .. out|unconscious|cold ; <fainted> ; <cannot_wake> ; <sick> ; <confused> ; <drowsy> ; <seizing> ;
    fluid|liquid|blood|water|leaking|bleeding|discharge .. ear|ears|nose ; ear|nose .. fluid|leaking|bleeding|clear|
    dripping|runny ; cannot .. remember|recall|walk ; not remember ; vision|blurry|double ; pupil|pupils ;
    <speech_bad> ; <headache> .. worse|bad|severe ; worse .. headache ; <blood_thinner> ; dent|soft|bruise|bruising|
    black behind|eyes|spot|ear ; <side_weak>|<side_numb> ; repeating|asking .. same|himself|herself ; stumbling|
    unsteady|wobbly|dizzy ; awake ; <severe_headache> ; pupil|pupils .. bigger|different|uneven|size|blown ; bruise|
    bruises|bruising|black .. behind|round|around .. ear|ears|eyes ; watery|clear|straw .. ear|ears|nose ; not stop
    crying ; screaming|inconsolable ; <cannot> .. remember|stay|walk ; lump|dent|swelling .. soft|boggy|huge|growing|
    big ; off|lost balance ; memory|amnesia|forgot ; not .. self|himself|herself ; seeing double|stars ; big|huge lump &
    <blood_thinner>
blood_thinner = warfarin|coumadin|eliquis|apixaban|xarelto|rivaroxaban|dabigatran|pradaxa|heparin|clopidogrel|plavix|
    anticoagulant|anticoagulants|edoxaban ; blood thinner|thinners ; thinners
vision_loss = blind .. one|left|right|eye ; vision|sight|eyesight .. black|dark|grey|blank|blank|disappeared ; cannot
    see .. half|side ; lost .. half .. vision ; cannot see $|,|and|anything|out|from|properly|well|suddenly|clearly|
    straight|left|right|half|now ; <cannot> see .. eye|eyes|anything|suddenly ; lost|losing|loss .. vision|sight|
    eyesight ; vision|sight|eyesight .. gone|went|goes|lost|black|disappeared|dark|loss ; went|gone|going blind ;
    blind|blindness .. eye|sudden|suddenly ; <sudden> .. blind|blindness ; everything .. black|dark .. eye ; eye ..
    black|dark|blind ; not see out|from ; half .. vision ; vision .. suddenly|half ; double vision
curtain = curtain|shade|veil|shadow|blind|dark .. over|across|down|vision|eye|sight|drawn|side ; flashes|flashing|
    floaters .. flashes|flashing|floaters|shadow|sudden*|shower|lots|hundreds|eye|vision ; <sudden> .. floaters|
    flashes ; retina|retinal detach*|tear
red_eye = red|painful|sore eye|eyes ; eye|eyes .. red|<pain>|burning|agony ; eye .. <severe>
eye_danger = halo|halos|haloes|rainbow|rainbows ; <severe> ; vomit*|<sick> ; blurred|blurry|vision|sight|see ; light|
    <light_hurts> ; contact|contacts lens|lenses ; contacts|metal|grinding|glass|scratched|hammering ; pupil ; hard
eye_chem = bleach|chemical|chemicals|acid|cleaner|lime|cement|ammonia|battery|paint|detergent|alkali|lye|drain|spray|
    superglue|glue|solvent|oven|pod .. in|into|on .. eye|eyes ; splash*|spray*|squirt* .. eye|eyes ; eye|eyes ..
    splash*|bleach|chemical|chemicals|acid ; something|metal|glass|nail|stick|dart .. stuck|in|through|into|pierced|
    sticking .. eye|eyeball ; eye|eyeball .. punctured|pierced|cut|popped|leaking|burst
calf_swell = leg|legs|calf|thigh .. twice|double|bigger|fatter .. size|other|normal ; leg .. twice|double size ; calf|
    leg|thigh .. <swell>|bigger ; <swell> .. calf|leg|thigh ; calf .. <pain>|tender|red|hot|warm ; <pain>|tender ..
    calf ; dvt ; clot .. leg|calf
clot_risk = flight|flew|fly|flown|plane|travel|haul|drive|surgery|operation|operated|replacement|cast|immobile|
    immobil*|hospital|bedridden|pill|contraceptive|hrt|clot|clots|dvt|pregnant|cancer|birth|thrombosis ; birth control
    ; <postpartum> ; factor v ; bed rest
lung_clot = pleuritic ; <chest_pain> ; <cough_blood> ; sharp .. breath* ; breath* .. sharp ; worse .. breath|breathe|
    breathing ; hurts .. breathe|breath ; pulmonary embol* ; clot .. lung|lungs
burn = burned|burnt|burn|burns|scalded|scald|scalding|boiling|scorched ; set on fire ; caught fire ; on fire ; hot
    oil|water|coffee|tea|soup|grease|fat
burn_grave = face|neck|mouth|throat|eyes|genitals|groin|airway|blister*|charred|white|leathery|black|large|big|whole|
    huge|chest|back|electrical|chemical|acid|hand|hands|baby|toddler|child|infant|palm|foot|feet|petrol|gasoline|
    explosion|singed|peeling|arms|legs|numb|flames|year|son|daughter|stomach|months
electric = touched|touch|grabbed|stuck .. wires|wire|socket|outlet|plug .. thrown|shock|jolt|zapped|knocked|threw ;
    electrocut* ; electric|electrical shock|shocked|burn ; shocked|shock|zapped|jolt .. mains|outlet|socket|wire|
    electric*|lightning|power|line|plug|voltage|live|cable|current|toaster|dryer ; struck by lightning ; lightning ..
    struck|hit ; power line ; grabbed|touched live|power wire|line|cable ; stuck .. fork|finger|knife .. socket|
    outlet
smoke = smoke|fire|fumes .. inhal*|breath*|lungs|swallowed ; inhal*|breathed .. smoke ; house|kitchen|building|
    apartment|flat|car fire ; trapped .. smoke|fire ; soot
smoke_sick = cough*|<cant_breathe>|hoarse|<headache_sick>|soot|<severe_breath>|throat|voice|black ; inhal*
heat_danger = <confused> ; stopped sweating ; not sweating ; no sweat ; skin .. dry ; <fainted> ; <collapsed> ;
    <seizing> ; <drowsy> ; <cannot_wake> ; <sick> .. <dizzy_w> ; 104|105|106|107|41 ; throwing .. confused ; red skin|
    face ; staggering
dizzy_w = woozy|giddy|wobbly|shaky ; light headed ; dizzy|dizziness|weak|lightheaded
heatstroke_dx = <having> heat stroke|heatstroke|sunstroke ; heat stroke|heatstroke ; left|locked|trapped .. hot|in car
    ; hot car
cold_hurt = shivering .. stopped ; out .. ice|snow|cold .. hours ; hypothermia|hypothermic ; frostbite|frostbitten ;
    freezing|cold|snow|ice|icy|outside|river|lake .. <confused>|slur*|<drowsy>|<cannot_wake> ; stopped shivering ;
    fell|fallen through|into .. ice|icy|frozen ; body temperature .. low ; freezing .. shivering|hours ; fingers|
    toes|ears .. frozen|<frost>
frost = white hard|numb|waxy ; black hard ; waxy|frozen
drown = drown|drowned|drowning|drowns|submerged ; pulled|fished|dragged|got|found .. out|from|in|face .. pool|water|
    river|sea|lake|bath|tub|bathtub|pond|ocean|hot ; under water|underwater ; underwater .. minute|minutes|seconds|
    long|too ; inhaled|swallowed|breathed|took|choked .. water .. pool|swim*|cough*|lungs|sea|bath ; face down ..
    water|pool|bath|tub ; went under .. water|pool
crushed = caught|stuck|trapped .. press|door|machine|roller|conveyor|gate|lathe ; hand|finger|fingers|foot|arm|leg ..
    flattened|squashed|smashed|mangled ; crushed|mangled|trapped .. hand|finger|fingers|arm|leg|foot|machine|door|
    under|tractor|press|toe|toes|car ; <limb>|finger|fingers .. crushed|mangled|trapped|stuck .. in|under|by|machine|
    door|mixer ; stuck|caught in .. machine|machinery|grinder|blender|auger|mower|lawnmower ; compartment syndrome ;
    <limb> crushed
dusky_limb = <body_part> .. <blue>|white|pale|cold|mottled|ice|pulseless|black ; <blue>|cold|white|pale|ice|
    pulseless|black .. <body_part> ; no pulse .. <body_part>
limb_pain = <pain>|<numb>|<sudden>|<severe>|tingling|pulse|agony|cast|broke|broken|fracture|injury|swollen|move
color_limb = <body_part> .. <blue>|white|pulseless|mottled .. <pain>|<numb>|cold ; <body_part> .. cold .. <numb>|
    <blue>|white|pale|<pain>|pulse ; <blue>|cold|white|pale|pulseless <body_part> .. <pain>|<numb>|<sudden> ;
    <body_part> .. <numb>|<pain> .. cold|<blue>|white|pale
cast_bad = cast|plaster|splint .. tight|agony|unbearable|<blue>|<numb>|<severe>|<swell>|cold|white|burning|crushing|
    worse ; <numb>|<blue>|<swell>|cold|white|<severe> .. cast|plaster|splint
jet_injected = pressure|grease|paint|hydraulic|airless|washer|jet|fuel|sprayer .. inject*|into|through|pierced|
    punctured|hole|skin ; inject* .. grease|paint|hydraulic|oil|solvent|fuel|diesel ; high pressure .. hand|finger|
    skin ; pressure washer .. hand|finger|foot|skin|leg|cut
bone_out = bone|bones stick*|pok*|visible|exposed|protrud* ; bone .. through .. skin ; open|compound fracture ; see|
    seeing bone ; leg|arm|ankle|wrist|elbow|knee|thigh .. wrong|bent|twisted|weird|deformed|backwards .. way|angle|out|
    direction|shape ; deformed .. <limb>|wrist|ankle ; <limb> .. deformed ; dislocated|hip .. broken|dislocated|foot ;
    leg|arm|ankle|wrist|elbow|knee|foot|finger|shin .. bent|twisted|snapped|crooked|facing|mangled|dangling|hanging|
    floppy|wonky|deformed ; bone|bones .. out|showing|see|sticking|through|poking ; snapped|broke|broken .. leg|arm|
    femur|thigh|shin .. half|two|bad|angle|bent|sticking
drug_rash = rash|blisters|blistering|blister|sores|ulcers|skin|spots .. peel*|mouth|lips|eyes|genitals|blister* ;
    peel*|blister* .. skin|mouth|lips|eyes|rash|sheets ; mouth|lips|eyes .. blister*|sores|ulcers|raw|peel* ; stevens
    johnson ; <rash> .. <fever> ; <fever> .. <rash> ; skin .. coming off|painful|sloughing|burnt|falling|hurts
rash = rash|hives|spots|blisters
skin_off = skin .. peel*|off|sloughing|falling|slough .. sheets|off|sheet|body|all|large|painful|everywhere|fever ;
    peeling skin ; skin .. peeling ; stevens johnson ; toxic epidermal
new_drug = <started>|antibiotic|antibiotics .. antibiotic|antibiotics|medication|medicine|meds|drug|pill|pills|
    tablets|lamotrigine|lamictal|allopurinol|carbamazepine|phenytoin|bactrim|sulfa|amoxicillin|penicillin|nevirapine|
    trimethoprim|septra|tegretol|dilantin ; lamotrigine|lamictal|allopurinol|carbamazepine|phenytoin|bactrim|sulfa|
    amoxicillin|penicillin|nevirapine|septra|tegretol|dilantin ; <having> reaction medication|drug|antibiotic
snake = snake|rattlesnake|cobra|viper|adder|copperhead|cottonmouth|mamba .. bit|bite|bitten|bites|fang|struck|got|
    fangs ; bit|bitten .. snake|rattlesnake|cobra|viper|adder|copperhead|mamba ; snakebite ; fang marks
bat = bat .. room|bedroom|bit|bite|bitten|scratch*|asleep|woke|sleeping|touched|landed|flew|house|face|hair ; bitten|
    bit|scratched|woke .. bat ; woke .. bat
animal_bite = bit|bitten|bite|scratch*|mauled|attacked .. dog|cat|raccoon|racoon|fox|monkey|skunk|stray|rat|human|
    wild|pitbull|squirrel|coyote|dogs|ferret ; dog|cat|raccoon|racoon|fox|monkey|skunk|stray|pitbull|coyote|dogs ..
    bit|bitten|bite|bites|mauled|attacked|scratched ; rabies .. exposure|bite
venom = spider|scorpion|jellyfish|stingray|stonefish|octopus|widow|recluse|lionfish|box .. bit|bite|sting|stung|
    bitten|spine ; stung|bit|bitten .. spider|scorpion|jellyfish|stingray|widow|recluse|stonefish
venom_bad = <severe>|<cant_breathe>|<sick>|<swell>|<fainted>|<sweaty>|spreading|black|cramps|cramping|<numb>|<fever>|
    <palpitations>|dizzy ; widow|recluse|scorpion ; box jellyfish
battery = button|coin|disc|watch|lithium battery|batteries|cell ; <swallowed> .. battery|batteries|magnet|magnets ;
    battery|batteries .. swallow*|stuck|nose|ear|ate|mouth|missing ; magnet|magnets .. swallow*|ate|stuck ; battery|
    magnet .. in|up .. nose|ear|throat|stomach
object_in = <swallowed> .. coin|nail|screw|pin|needle|glass|razor|marble|bead|beads|toy|key|penny|quarter|earring|
    bone|dime|nickel|lego|safety|denture|toothpick|sharp|metal ; coin|bone|toy|marble|penny|quarter .. stuck|swallow*
    ; swallow* .. something|object
immune_low = chemo|chemotherapy|transplant|neutropenia|neutropenic|immunosuppress*|immunocompromised|leukemia|
    leukaemia|lymphoma|myeloma|splenectomy|asplenia|methotrexate|tacrolimus|rituximab|aids|sickle|cyclosporine|
    adalimumab|humira|immunotherapy ; no|without spleen ; spleen removed ; weak|low|weakened immune ; low white ;
    white count low ; bone marrow transplant ; cancer treatment ; port|picc line ; immune suppressed|suppressant|
    suppressants
surgery = surgery|operation|operated|op|postop|surgical|csection|cesarean|caesarean|hysterectomy|appendectomy|
    arthroplasty|bypass|incision|stitches|staples ; post op ; c section ; hip|knee replacement ; removed|out ..
    gallbladder|appendix|tonsils|teeth|tooth ; gallbladder|appendix|tonsils .. removed|out ; procedure|biopsy|
    catheter
recent_surgery = <surgery> .. <recently>|days|day|week|weeks|yesterday|ago|monday|tuesday|wednesday|thursday|friday|
    saturday|sunday ; <recently>|days|day|week|post .. <surgery> ; just had .. <surgery> ; incision|stitches|staples|
    wound ; after|since|from|following .. <surgery> ; postop|post op
wound_bad = pus|<fever>|red|redness|oozing|smell*|hot|opening|opened|burst|open|split|weeping|swollen|<rigors>|
    spreading|leaking|coming|bleed*|<severe> ; bowel|intestine|insides
wound_fever = <fever>|<rigors> ; pus .. <fever> ; burst|split open ; opened ; bowel|intestine|insides|guts ; redness
    .. spreading ; spreading .. red* ; red .. spreading ; leaking pus
steroid_user = addison|addisons|adrenal|hydrocortisone|prednisone|prednisolone|steroid|steroids|dexamethasone|
    cortisol|fludrocortisone
steroid_missed = missed|missing|ran|run|out|stopped|forgot|skipped|vomit*|cannot|throwing|sick|without|threw|crisis
steroid_ill = vomit*|threw|throwing|weak|dizzy|<fainted>|<confused>|crisis|<sick>|<drowsy>|down|collapsed|lightheaded
testicle_pain = down there .. ball|balls|nut|testicle ; scrotal pain|swelling ; testic*|balls|scrotum|nuts|nutsack|
    ballsack|bollocks .. <pain>|<swell>|twisted|agony|<severe>|tender|kicked ; <pain>|<swell>|<severe>|twisted|agony
    .. testic*|balls|ball|scrotum|nuts|bollocks ; ball .. <pain>|<swell>|twisted|<severe> ; testicular torsion|pain ;
    left|right|one ball|nut .. <pain>|<swell>|<severe>
testicle_danger = <sudden>|<severe>|<sick>|<swell>|twisted|higher|high|woke|hours|hour|torsion|kicked|<now_words>|
    <fever>|red|agony|minutes|doubled
priapism = erection|boner .. since|all|morning|yesterday|hurts|painful|stuck ; erection|boner|hardon|erect|penis ..
    hours|hour ; erection|boner|hardon|penis .. not .. go|down|away|stop* ; priapism ; erection .. 3|4|5|6|7|8|9|10|
    four|five|six|seven|eight ; viagra|cialis .. hours .. erect*
fall_low = rolled|fell|dropped|tumbled|slid|slipped|fallen|jumped .. off|from|out .. bed|sofa|couch|table|changing|cot|
    crib|arms|chair|highchair|pushchair|pram|trolley|worktop|counter|bunk|trampoline|slide|swing|bouncer|lap|high
"""
