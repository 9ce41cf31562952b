"""Findings of rows 29 to 38: spine, eyes, clots, burns, heat, cold, limbs, skin, bites, weak immunity, groin.

Pure data in the notation of `agent.triage_match`; may refer to the entries of the other findings and of the words. No clinician has
reviewed it.
"""

FINDINGS = r"""
saddle = <numb> .. <groin> ; <groin> .. <numb>|anesthesia ; cannot .. feel .. wip*|toilet|sex ; cannot .. feel ..
    <groin> ; saddle anesthesia ; <numb>|tingl* & <groin> ; <cannot>|not|no feel|feeling|sensation|tell .. <groin>|wipe|
    wiping|wiped|toilet|pee|peeing|need|sex|paper ; <cannot> tell .. need .. pee|wee|go|toilet|poo ; numb .. sit|
    sitting|saddle ; sit* .. numb .. <groin> ; numb .. back passage|bottom|behind|bum|seat ; numb|numbness .. around|
    round .. back|passage|anus
groin = groin|crotch|saddle|genitals|genital|privates|bottom|bum|butt|buttocks|vagina|penis|perineum|anus|backside ;
    down below|there ; between .. legs ; private|lady parts|area ; inner thighs
back_pain = back|spine|sciatica|spinal|disc <pain>|went|out|injury|slipped|bad|herniated ; <pain> .. back|spine ;
    sciatica ; slipped|herniated|bulging disc ; backache|lumbago ; back .. hurt*|pain*|ache*|agony|killing|went|bad|
    gone|sore ; bad|lower|sore back ; slipped|herniated|prolapsed|bulging disc|disk ; cancer .. spine|back|bones ;
    spine|spinal|back .. cancer|tumour|tumor|mets|metastas*|injection|epidural|surgery
bladder_lost = <cannot> .. pee|poo ; cannot .. hold|control|feel .. pee|water|bladder|bowel|bowels|poo|toilet|myself ;
    wet|wetting|pee|soiled|soiling|poo .. <self>|pants|bed|trousers ; lost|losing|loss|no control .. bladder|bowel|
    bowels|pee ; incontinen* ; bladder|bowel|bowels .. not|control|lost|incontinence|retention|problems|gone ; not ..
    pee .. hours|today|since|all|yesterday ; leaking pee|poo|urine ; no urge pee ; <cannot>|not tell|feel|know .. need|
    needing|when|if .. pee|toilet|poo|go ; <cannot>|not start|pass|go|been|do .. pee|toilet|loo|poo|water ; wet|wetting|
    soiled|pooed|peed|accidents|accident .. <self>|bed|pants|trousers|toilet|bladder ; lost|losing|no|loss .. control|
    feeling .. bladder|bowel|bowels|pee|poo|toilet ; dribbling pee ; bladder|bowels .. not .. work*|empty*|hold* ; pee|
    peeing .. dribble|trickle|wont|not
both_legs = legs .. heavy|dead|numb|wobbly|weak ; both|two legs|feet .. <weak>|<numb>|<pain>|gone|buckl* ; legs ..
    <weak>|<numb>|buckl*|giving|collapsing|not|jelly|working ; <weak>|<numb> .. both|legs|feet ; cannot .. feel|move|
    walk .. legs|feet|toes ; foot drop ; cannot walk ; leg|foot <weak>|dragging ; <weak> leg|foot ; legs|feet .. weak|
    wobbly|jelly|numb|tingl*|dead|heavy|giving|buckl*|useless|gone ; both|two .. legs|feet|sides & <pain>|tingl*|numb|
    weak|sciatica|shooting|pain ; sciatica .. both|legs|sides ; foot|leg .. drop*|drag*|slap*|trips ; cannot|not lift|
    move|feel .. foot|feet|toes|leg|legs
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
    <blood_thinner> ; keeps|keep asking ; what happened ; goose egg ; <drowsy>|<confused>|<sick>
blood_thinner = warfarin|coumadin|eliquis|apixaban|xarelto|rivaroxaban|dabigatran|pradaxa|heparin|clopidogrel|plavix|
    anticoagulant|anticoagulants|edoxaban ; blood thinner|thinners ; thinners
vision_loss = blind .. one|left|right|eye ; vision|sight|eyesight .. black|dark|grey|blank|blank|disappeared ; cannot
    see .. half|side ; lost .. half .. vision ; cannot see $|,|and|anything|out|from|properly|well|suddenly|clearly|
    straight|left|right|half|now ; <cannot> see .. eye|eyes|anything|suddenly ; lost|losing|loss .. vision|sight|
    eyesight ; vision|sight|eyesight .. gone|went|goes|lost|black|disappeared|dark|loss ; went|gone|going blind ; blind|
    blindness .. eye|sudden|suddenly ; <sudden> .. blind|blindness ; everything .. black|dark .. eye ; eye .. black|
    dark|blind ; not see out|from ; half .. vision ; vision .. suddenly|half ; double vision ; sight|vision|eyesight ..
    one|left|right|both .. eye|eyes .. gone|went|lost|black|blank|blurry|blurred|dark ; lost .. sight|vision|eyesight ;
    eye|eyes .. gone|went|going blind|black|dark|blank|cloudy|dim|grey ; cannot|not see .. out|from|with|in|left|right|
    half|anything|properly|much .. eye|side|$|of|now ; blind|black|dark|missing|blank spot|patch|area|bit .. vision|eye|
    sight|middle|centre ; half .. see|gone|missing .. vision|sight|see|everything ; went blind ; vision|sight ..
    disappear*|vanish*|fad*|dim*|tunnel ; eye .. went|gone|turned|goes|going .. grey|gray|foggy|cloudy|white|dim|misty ;
    everything .. eye .. went|gone|is .. grey|gray|black|dark|foggy|dim ; see* .. nothing .. eye ; part|side|half|bit ..
    vision|sight .. missing|gone|lost
curtain = curtain|shade|veil|shadow|blind|dark .. over|across|down|vision|eye|sight|drawn|side ; flashes|flashing|
    floaters .. flashes|flashing|floaters|shadow|sudden*|shower|lots|hundreds|eye|vision ; <sudden> .. floaters|
    flashes ; retina|retinal detach*|tear ; curtain|shade|veil|shadow|cobweb|cobwebs|blind|cloud|black|grey|wall ..
    across|over|down|corner|side|coming|edge .. eye|vision|sight ; shadow|curtain .. vision|sight|eye ; flashes|flashing
    .. light|lights & shadow|floaters|curtain|vision|eye|corner ; floaters .. loads|lots|shower|sudden*|hundreds|new|
    many|more|black|flash* ; loads|lots|shower|hundreds|sudden|new|load of .. floaters|specks|dots
red_eye = red|painful|sore eye|eyes ; eye|eyes .. red|<pain>|burning|agony ; eye .. <severe> ; eye|eyes & red|sore|
    painful|agony|throbbing|burning ; bloodshot|pink eye|eyes
eye_danger = halo|halos|haloes|rainbow|rainbows ; <severe> ; vomit*|<sick> ; blurred|blurry|vision|sight|see ; light|
    <light_hurts> ; contact|contacts lens|lenses ; contacts|metal|grinding|glass|scratched|hammering ; pupil ; hard ;
    cannot|not .. see|open ; contacts|lens|lenses|ulcer ; light|lights .. hurt*|bother* ; rainbows|halos|haloes|circles|
    rings ; throbbing|agony|headache ; swollen .. shut|closed|fever|eyelid ; bulging
eye_chem = bleach|chemical|chemicals|acid|cleaner|lime|cement|ammonia|battery|paint|detergent|alkali|lye|drain|spray|
    superglue|glue|solvent|oven|pod .. in|into|on .. eye|eyes ; splash*|spray*|squirt* .. eye|eyes ; eye|eyes ..
    splash*|bleach|chemical|chemicals|acid ; something|metal|glass|nail|stick|dart .. stuck|in|through|into|pierced|
    sticking .. eye|eyeball ; eye|eyeball .. punctured|pierced|cut|popped|leaking|burst ; <eye_stuff> .. in|into|to ..
    eye|eyes|face ; eye|eyes .. <eye_stuff> ; got|splash*|spray*|squirt*|flicked|spilt|spilled|went|flew .. eye|eyes ;
    hit|poked|struck|smacked|punched|caught|stabbed .. in .. eye & blood|cannot|see|vision|blurry|blurred|pain|stick|
    ball|cork|black ; something|metal|glass|splinter|shard|wire|nail|stick|thorn|grit|fishhook|hook|dart|pencil ..
    stuck|embedded|in|into|through|under .. eye|eyeball|eyelid ; eye|eyeball .. bleeding|blood|cut|burst|leaking|
    punctured|popped
calf_swell = leg|legs|calf|thigh .. twice|double|bigger|fatter .. size|other|normal ; leg .. twice|double size ; calf|
    leg|thigh .. <swell>|bigger ; <swell> .. calf|leg|thigh ; calf .. <pain>|tender|red|hot|warm ; <pain>|tender ..
    calf ; dvt ; clot .. leg|calf ; leg|calf|thigh & swollen|swelling|swelled|puffy|bigger|fatter|huge & red|hot|sore|
    painful|tender|pain|one|hurts|warm|left|right ; calf .. swollen|swell*|hot|red|hard|throbbing|sore|hurts|hurting|
    painful|tender|pain|cramp ; one leg|calf .. bigger|swollen|hot|fatter ; leg|calf .. double|twice|balloon*|massive|
    huge ; behind .. knee & hot|hard|swollen|painful|sore|flight ; knee|calf|leg .. hot|hard swollen|red|tight
clot_risk = flight|flew|fly|flown|plane|travel|haul|drive|surgery|operation|operated|replacement|cast|immobile|immobil*|
    hospital|bedridden|pill|contraceptive|hrt|clot|clots|dvt|pregnant|cancer|birth|thrombosis ; birth control ;
    <postpartum> ; factor v ; bed rest ; back .. from|off .. australia|america|holiday|thailand|plane|india|usa ;
    australia|thailand|haul|landed|airport|coach ; boot|plaster|cast|crutches|splint ; knee|hip done|replaced|
    replacement|op|surgery ; pill|hrt|patch|tamoxifen|chemo ; broke|broken|fracture* .. leg|ankle|foot|hip ; bed|laid
    bound|up|rest ; jetlag*
lung_clot = pleuritic ; <chest_pain> ; <cough_blood> ; sharp .. breath* ; breath* .. sharp ; worse .. breath|breathe|
    breathing ; hurts .. breathe|breath ; pulmonary embol* ; clot .. lung|lungs ; stabbing|sharp|pain|hurts .. breathe|
    breath|breathing|inhale ; breath*|inhale .. pain|sharp|stab*|hurts
burn = burned|burnt|burn|burns|scalded|scald|scalding|boiling|scorched ; set on fire ; caught fire ; on fire ; hot oil|
    water|coffee|tea|soup|grease|fat ; burnt|singed|scorched|scalded|steam ; hot|boiling .. tea|coffee|water|oil|fat|
    soup|kettle|pan|bath|iron|curry|chip|wax|milk .. over|on|down|himself|herself|myself|spilled|spilt|hand|foot|leg|
    arm|face|chest ; pulled|spilled|spilt|knocked|poured|tipped|threw .. hot|boiling|cup|tea|coffee|kettle|pan|mug|
    saucepan|noodles ; kettle|pan|saucepan|iron|hob|oven .. burn*|scald*|fell|over ; firework|fireworks|petrol|gasoline|
    explosion|exploded|bbq|bonfire|candle|flames .. burn*|hand|face|hair|clothes|skin|off|caught|went ; chemical|acid|
    alkali|caustic|cement|bleach burn|burns ; oil|fat|water|tea|steam .. on|over .. my|his|her thigh|arm|leg|hand|foot|
    face|chest|stomach|tummy .. skin|blister*|red|off|peel* ; chip pan ; skin came off & oil|water|hot|pan|fat|steam|tea
burn_grave = face|neck|mouth|throat|eyes|genitals|groin|airway|blister*|charred|white|leathery|black|large|big|whole|
    huge|chest|back|electrical|chemical|acid|hand|hands|baby|toddler|child|infant|palm|foot|feet|petrol|gasoline|
    explosion|singed|peeling|arms|legs|numb|flames|year|son|daughter|stomach|months ; huge|massive|charred|singed|voice|
    hoarse|nose|eyebrows|lip|lips|skin|weeping|deep|raw|all|both|genitals|fingers|wrist|ankle|neck|toes|waist|thigh|
    thighs ; over|all over|half .. arm|leg|body|back|chest|stomach|face|legs|foot|hand|himself|herself|myself
electric = touched|touch|grabbed|stuck .. wires|wire|socket|outlet|plug .. thrown|shock|jolt|zapped|knocked|threw ;
    electrocut* ; electric|electrical shock|shocked|burn ; shocked|shock|zapped|jolt .. mains|outlet|socket|wire|
    electric*|lightning|power|line|plug|voltage|live|cable|current|toaster|dryer ; struck by lightning ; lightning ..
    struck|hit ; power line ; grabbed|touched live|power wire|line|cable ; stuck .. fork|finger|knife .. socket|outlet ;
    thrown|knocked|blown|chucked .. by|from|off|across|back .. cable|wire|live|electric*|socket|shock|current|mains ;
    live|overhead|power|high|bare|exposed cable|wire|line|lines|cables|wires|voltage|rail ; shock|shocked|zapped|
    electrocuted|jolt|belt .. off|from|by|through|cooker|plug|kettle|lamp|light|fence|washing|oven|toaster|drill|lead|
    adapter|charger ; fork|knife|key|finger|fingers|scissors|screwdriver|paperclip|hairpin .. in|into .. socket|outlet|
    plug|toaster ; taser|tasered|lightning
smoke = smoke|fire|fumes .. inhal*|breath*|lungs|swallowed ; inhal*|breathed .. smoke ; house|kitchen|building|
    apartment|flat|car fire ; trapped .. smoke|fire ; soot ; smoke|fumes|soot .. house|fire|inhal*|breathed|lungs|
    filled ; in|out|from|escaped .. house|flat|car|kitchen|building|caravan fire ; fire .. house|flat|home|building|
    kitchen|caravan .. smoke|cough*|breath*|throat|black
smoke_sick = cough*|<cant_breathe>|hoarse|<headache_sick>|soot|<severe_breath>|throat|voice|black ; inhal* ; black|
    hoarse|soot|croaky|wheez*|throat|spit|phlegm|singed|dizzy|<headache>|chest|breath*
heat_danger = <confused> ; stopped sweating ; not sweating ; no sweat ; skin .. dry ; <fainted> ; <collapsed> ;
    <seizing> ; <drowsy> ; <cannot_wake> ; <sick> .. <dizzy_w> ; 104|105|106|107|41 ; throwing .. confused ; red skin|
    face ; staggering ; stopped|not|no .. sweat* ; nonsense|gibberish|rambling|delirious|babbling|slurring|drunk ;
    boiling|red hot ; vomit*|<sick> & dizzy|confused|faint ; not make|making sense ; <speech_bad> ; cramps|cramping ..
    dizzy|sick
dizzy_w = woozy|giddy|wobbly|shaky ; light headed ; dizzy|dizziness|weak|lightheaded
heatstroke_dx = <having> heat stroke|heatstroke|sunstroke ; heat stroke|heatstroke ; left|locked|trapped .. hot|in car ;
    hot car ; left|locked|trapped|forgot|shut|asleep .. hot|in|parked .. car|van ; baby|child|toddler|kid|son|daughter
    .. in .. hot|locked car
cold_hurt = shivering .. stopped ; out .. ice|snow|cold .. hours ; hypothermia|hypothermic ; frostbite|frostbitten ;
    freezing|cold|snow|ice|icy|outside|river|lake .. <confused>|slur*|<drowsy>|<cannot_wake> ; stopped shivering ; fell|
    fallen through|into .. ice|icy|frozen ; body temperature .. low ; freezing .. shivering|hours ; fingers|toes|ears ..
    frozen|<frost> ; found .. outside|snow|garden|street|ditch|cold|doorstep|freezing .. slur*|cold|shiver*|not|muddled|
    confused|stiff|blue ; no heating|heat .. cold|freezing|drowsy|muddled|confused|slur* ; freezing|ice|stone|very|so
    cold .. touch|confused|drowsy|muddled|slur*|sleepy|stiff|not ; freezing|cold to touch & drowsy|muddled|confused|
    slur*|sleepy ; body temperature|temperature .. 28|29|30|31|32|33|34 ; frostbit* ; fingers|toes|nose|ears .. white|
    black|hard|waxy|solid|frozen & cold|snow|ski*|ice|frost* ; fell|fallen|been|been|went in|into|through .. freezing|
    icy|frozen|cold water|lake|river|sea ; freezing|ice|icy|stone cold & <drowsy>|<confused>|slur*|mumbl*|muddled|stiff|
    unresponsive|collapsed|shivering
frost = white hard|numb|waxy ; black hard ; waxy|frozen
drown = drown|drowned|drowning|drowns|submerged ; pulled|fished|dragged|got|found .. out|from|in|face .. pool|water|
    river|sea|lake|bath|tub|bathtub|pond|ocean|hot ; under water|underwater ; underwater .. minute|minutes|seconds|long|
    too ; inhaled|swallowed|breathed|took|choked .. water .. pool|swim*|cough*|lungs|sea|bath ; face down .. water|pool|
    bath|tub ; went under .. water|pool ; <under_water> .. minute|seconds|sec|while|out|got|pulled|cough*|blue|not|
    vomit*|threw|water ; <under_water> ; pulled|dragged|got|fished|rescued|hauled|found .. out|from|of|in .. pool|water|
    river|sea|lake|bath|tub|pond|canal|ocean|surf|ditch ; nearly|almost drowned|drown & cough*|sleepy|breath*|today|now|
    just|tired|vomit*|water ; water .. lungs
crushed = caught|stuck|trapped .. press|door|machine|roller|conveyor|gate|lathe ; hand|finger|fingers|foot|arm|leg ..
    flattened|squashed|smashed|mangled ; crushed|mangled|trapped .. hand|finger|fingers|arm|leg|foot|machine|door|under|
    tractor|press|toe|toes|car ; <limb>|finger|fingers .. crushed|mangled|trapped|stuck .. in|under|by|machine|door|
    mixer ; stuck|caught in .. machine|machinery|grinder|blender|auger|mower|lawnmower ; compartment syndrome ; <limb>
    crushed ; <limb>|finger|fingers|thumb|foot .. trapped|caught|stuck|pulled|dragged|crushed|mangled|run|rolled|
    squashed .. in|under|by|over|between .. machine|machinery|press|door|car|forklift|truck|tractor|wheel|roller|baler|
    conveyor|slab|grinder|lift|gate|pallet|belt ; dropped|fell|landed .. slab|anvil|beam|concrete|weight|fridge|piano|
    car|engine|girder|stone|log .. foot|hand|leg|toes|fingers|arm|on ; mangled ; forklift|tractor|car|lorry .. over|ran
    .. foot|leg|hand|arm ; crush injury ; sucked|pulled|dragged|drawn into|in .. machine|roller|gears|belt|mixer ;
    crushed .. flat ; <body_part> .. crushed
dusky_limb = <body_part> .. <blue>|white|pale|cold|mottled|ice|pulseless|black ; <blue>|cold|white|pale|ice|pulseless|
    black .. <body_part> ; no pulse .. <body_part> ; <body_part> .. gone|went|going|turned|turning dusky|blue|white|
    purple|grey|black|pale|cold ; dusky|bluish|purply|mottled <body_part>
limb_pain = <pain>|<numb>|<sudden>|<severe>|tingling|pulse|agony|cast|broke|broken|fracture|injury|swollen|move
color_limb = <body_part> .. <blue>|white|pulseless|mottled .. <pain>|<numb>|cold ; <body_part> .. cold .. <numb>|<blue>|
    white|pale|<pain>|pulse ; <blue>|cold|white|pale|pulseless <body_part> .. <pain>|<numb>|<sudden> ; <body_part> ..
    <numb>|<pain> .. cold|<blue>|white|pale ; <body_part> .. <blue>|white|pale .. <numb>|<pain>|cold|not|feel ; cannot|
    not feel .. <body_part> & <blue>|white|cold|pale|dusky|cast|slab|crush* ; <body_part> & cold & white|pale|<blue> ;
    <body_part> .. suddenly|sudden .. cold|white|<blue>|pale|numb .. <pain>|cold|white|<blue>|pale ; broke|broken|
    fracture*|dislocated|smashed .. <body_part> .. <blue>|white|cold|numb|tingl* ; calf|shin|forearm|thigh|leg|arm ..
    rock|hard|tight|solid|wooden .. agony|unbearable|worse|<severe>|cannot|numb|move ; tourniquet|hair .. wrapped|round|
    around|tied .. toe|finger|penis
cast_bad = cast|plaster|splint .. tight|agony|unbearable|<blue>|<numb>|<severe>|<swell>|cold|white|burning|crushing|
    worse ; <numb>|<blue>|<swell>|cold|white|<severe> .. cast|plaster|splint ; cast|plaster|splint|boot|bandage .. too|
    really|so|very tight|painful|swollen|small ; toes|fingers .. <blue>|numb|white|cold|tingl*|swollen & cast|plaster|
    splint|boot|bandage ; cast|plaster|boot & cannot|not move|wiggle|feel .. toes|fingers ; cast|plaster|boot .. pain|
    <severe>
jet_injected = pressure|grease|paint|hydraulic|airless|washer|jet|fuel|sprayer .. inject*|into|through|pierced|
    punctured|hole|skin ; inject* .. grease|paint|hydraulic|oil|solvent|fuel|diesel ; high pressure .. hand|finger|
    skin ; pressure washer .. hand|finger|foot|skin|leg|cut ; pressure|grease|paint|hydraulic|airless|washer|jet|fuel|
    sprayer|nail .. gun|sprayer|washer|line|hose .. finger|hand|foot|thumb|palm|skin|leg|hole
bone_out = bone|bones stick*|pok*|visible|exposed|protrud* ; bone .. through .. skin ; open|compound fracture ; see|
    seeing bone ; leg|arm|ankle|wrist|elbow|knee|thigh .. wrong|bent|twisted|weird|deformed|backwards .. way|angle|out|
    direction|shape ; deformed .. <limb>|wrist|ankle ; <limb> .. deformed ; dislocated|hip .. broken|dislocated|foot ;
    leg|arm|ankle|wrist|elbow|knee|foot|finger|shin .. bent|twisted|snapped|crooked|facing|mangled|dangling|hanging|
    floppy|wonky|deformed ; bone|bones .. out|showing|see|sticking|through|poking ; snapped|broke|broken .. leg|arm|
    femur|thigh|shin .. half|two|bad|angle|bent|sticking
drug_rash = rash|blisters|blistering|blister|sores|ulcers|skin|spots .. peel*|mouth|lips|eyes|genitals|blister* ; peel*|
    blister* .. skin|mouth|lips|eyes|rash|sheets ; mouth|lips|eyes .. blister*|sores|ulcers|raw|peel* ; stevens
    johnson ; <rash> .. <fever> ; <fever> .. <rash> ; skin .. coming off|painful|sloughing|burnt|falling|hurts ;
    blister*|ulcers|sores|raw|peel* .. mouth|lips|eyes|skin|genitals|privates|rash ; mouth|lips|eyes|tongue|skin|rash ..
    blister*|ulcer*|sores|raw|peel*|burnt|burn*|sloughing|weeping ; rash .. painful|burning|blister*|purple|spreading|
    everywhere|target|mouth ; painful|burning|blistering|spreading|target|purple rash ; skin .. burnt|scalded|sunburn*|
    tender|sore|slipping|shedding ; rash & fever|temperature|shivering|swollen
rash = rash|hives|spots|blisters
skin_off = skin .. peel*|off|sloughing|falling|slough .. sheets|off|sheet|body|all|large|painful|everywhere|fever ;
    peeling skin ; skin .. peeling ; stevens johnson ; toxic epidermal ; skin .. coming|peeling|falling|slipping|
    sloughing|shedding|rubbing off|away|sheets ; skin .. peel* .. large|sheets|strips|everywhere|body|fever|mouth|
    burnt ; skin .. slides|sliding|slips|slipping|rubs|wipes|comes|coming|falls|falling|peels|lifts .. off|away
new_drug = <started>|antibiotic|antibiotics .. antibiotic|antibiotics|medication|medicine|meds|drug|pill|pills|tablets|
    lamotrigine|lamictal|allopurinol|carbamazepine|phenytoin|bactrim|sulfa|amoxicillin|penicillin|nevirapine|
    trimethoprim|septra|tegretol|dilantin ; lamotrigine|lamictal|allopurinol|carbamazepine|phenytoin|bactrim|sulfa|
    amoxicillin|penicillin|nevirapine|septra|tegretol|dilantin ; <having> reaction medication|drug|antibiotic ;
    <started>|since|on|after|took|taking .. lamotrigine|lamictal|allopurinol|carbamazepine|phenytoin|bactrim|septrin|
    septra|sulfa|sulfasalazine|trimethoprim|amoxicillin|penicillin|nevirapine|ibuprofen|naproxen|minocycline|
    flucloxacillin|antibiotics|antibiotic|tablets|tablet|meds|medication|medicine ; septrin|sulfasalazine|minocycline|
    dapsone|modafinil
snake = snake|rattlesnake|cobra|viper|adder|copperhead|cottonmouth|mamba .. bit|bite|bitten|bites|fang|struck|got|
    fangs ; bit|bitten .. snake|rattlesnake|cobra|viper|adder|copperhead|mamba ; snakebite ; fang marks ; adder|viper|
    cobra|rattlesnake|copperhead|mamba|python|snake .. bit|bite|bites|bitten|struck|got|nipped ; bit|bitten|struck|
    nipped|bite .. snake|adder|viper|rattlesnake|rattler|cobra|copperhead|cottonmouth ; snakebit
bat = bat .. room|bedroom|bit|bite|bitten|scratch*|asleep|woke|sleeping|touched|landed|flew|house|face|hair ; bitten|
    bit|scratched|woke .. bat ; woke .. bat
animal_bite = bit|bitten|bite|scratch*|mauled|attacked .. dog|cat|raccoon|racoon|fox|monkey|skunk|stray|rat|human|wild|
    pitbull|squirrel|coyote|dogs|ferret ; dog|cat|raccoon|racoon|fox|monkey|skunk|stray|pitbull|coyote|dogs .. bit|
    bitten|bite|bites|mauled|attacked|scratched ; rabies .. exposure|bite ; bit|bitten|bite|scratched|licked|nipped|
    savaged|mauled .. dog|monkey|cat|fox|bat|stray|raccoon|rat|hamster|horse|human|pig|seal|badger|squirrel ; dog|
    monkey|fox|raccoon|horse|human|rat bite|bites|bit ; bit me|him|her|my .. hand|face|leg|arm|finger|cheek|lip|abroad
venom = spider|scorpion|jellyfish|stingray|stonefish|octopus|widow|recluse|lionfish|box .. bit|bite|sting|stung|bitten|
    spine ; stung|bit|bitten .. spider|scorpion|jellyfish|stingray|widow|recluse|stonefish ; stung|sting|stings|bite|bit
    .. jellyfish|scorpion|spider|weever|stingray|hornet|hornets|wasps|bees|lionfish|manowar|caterpillar|tarantula ;
    stung .. times|everywhere|all|mouth|throat|tongue|neck|eye|multiple
venom_bad = <severe>|<cant_breathe>|<sick>|<swell>|<fainted>|<sweaty>|spreading|black|cramps|cramping|<numb>|<fever>|
    <palpitations>|dizzy ; widow|recluse|scorpion ; box jellyfish ; mouth|throat|tongue|times|dozens|multiple|hundred|
    breathing|breathe|faint|chest|swelling|swollen|red|numb|tingl*|sweating
battery = button|coin|disc|watch|lithium battery|batteries|cell ; <swallowed> .. battery|batteries|magnet|magnets ;
    battery|batteries .. swallow*|stuck|nose|ear|ate|mouth|missing ; magnet|magnets .. swallow*|ate|stuck ; battery|
    magnet .. in|up .. nose|ear|throat|stomach ; <swallowed>|eaten|put|stuck|shoved|inserted|poked|missing|gone|mouth ..
    battery|batteries|magnet|magnets ; battery|batteries .. missing|gone|swallow*|ate|eaten|nose|ear|mouth|stuck|open|
    throat ; button|coin|watch|hearing cell|battery|batteries ; battery .. remote|toy|scales|watch|key & swallow*|
    missing|ate|eaten|gone|drool*|mouth|nose|ear ; magnets|magnet .. <swallowed>|eaten|nose|stomach
object_in = <swallowed> .. coin|nail|screw|pin|needle|glass|razor|marble|bead|beads|toy|key|penny|quarter|earring|bone|
    dime|nickel|lego|safety|denture|toothpick|sharp|metal ; coin|bone|toy|marble|penny|quarter .. stuck|swallow* ;
    swallow* .. something|object ; <swallowed>|ate|eaten .. coin|coins|10p|penny|pin|pins|needle|nail|screw|glass|tooth|
    ring|earring|lego|marble|bead|beads|toy|key|stone|pebble|magnet|crayon|cap|lid|hairclip|clip|brush|denture|water|
    orbeez|expanding|foil|plastic|paperclip|staple ; swallowed .. something|it|that .. drool*|dribbl*|cannot|chest|
    throat|stuck|pain|gagg* ; something|bead|bean|pea|toy|lego|stone|cotton|peanut .. stuck|up|in|inside .. nose|ear|
    nostril|throat|vagina|bottom
immune_low = chemo|chemotherapy|transplant|neutropenia|neutropenic|immunosuppress*|immunocompromised|leukemia|leukaemia|
    lymphoma|myeloma|splenectomy|asplenia|methotrexate|tacrolimus|rituximab|aids|sickle|cyclosporine|adalimumab|humira|
    immunotherapy ; no|without spleen ; spleen removed ; weak|low|weakened immune ; low white ; white count low ; bone
    marrow transplant ; cancer treatment ; port|picc line ; immune suppressed|suppressant|suppressants ; no|without|
    removed|lost|missing .. spleen ; spleen .. removed|out ; low|no .. white|neutrophil*|wbc|blood .. cells|count|
    counts|cell ; neutrophils .. low|0 ; having|had|on|finished|during|between|started|after|since .. chemo|
    chemotherapy|radiotherapy|immunotherapy ; kidney|liver|heart|lung|stem|bone transplant|marrow ; transplanted ;
    cancer .. treatment|treatments|chemo ; biologics|biologic|infliximab|etanercept|azathioprine|mycophenolate|
    ciclosporin|ruxolitinib|ocrelizumab|rituximab|tocilizumab|prednisolone ; hiv|aids ; immunosuppressants|
    immunosuppressant|immunosuppressed|immunocompromised ; myeloma|leukaemia|lymphoma|mds ; thalassaemia|thalassemia ;
    sickle
surgery = surgery|operation|operated|op|postop|surgical|csection|cesarean|caesarean|hysterectomy|appendectomy|
    arthroplasty|bypass|incision|stitches|staples ; post op ; c section ; hip|knee replacement ; removed|out ..
    gallbladder|appendix|tonsils|teeth|tooth ; gallbladder|appendix|tonsils .. removed|out ; procedure|biopsy|
    catheter
recent_surgery = <surgery> .. <recently>|days|day|week|weeks|yesterday|ago|monday|tuesday|wednesday|thursday|friday|
    saturday|sunday ; <recently>|days|day|week|post .. <surgery> ; just had .. <surgery> ; incision|stitches|staples|
    wound ; after|since|from|following .. <surgery> ; postop|post op ; op|operation|surgery|appendix|hernia|
    hysterectomy|bypass|tonsils|gallbladder|biopsy|csection|section .. days|day|week|last|yesterday|ago|thurs|mon|tues|
    weds|fri|monday|tuesday|wednesday|thursday|friday|saturday|sunday|out|done ; had .. out|removed|operation|op|
    surgery|appendix|done .. days|week|weeks|ago|last|yesterday
wound_bad = pus|<fever>|red|redness|oozing|smell*|hot|opening|opened|burst|open|split|weeping|swollen|<rigors>|
    spreading|leaking|coming|bleed*|<severe> ; bowel|intestine|insides ; come|came|gaping|undone|red|hot|green|yellow|
    stinks|stinky|smelly|oozy|oozing|angry
wound_fever = <fever>|<rigors> ; pus .. <fever> ; burst|split open ; opened ; bowel|intestine|insides|guts ; redness ..
    spreading ; spreading .. red* ; red .. spreading ; leaking pus ; come|came|gaping|undone open|apart ; red|hot ..
    fever|feverish|temperature|shivery ; feverish|shivery|temperature
steroid_user = addison|addisons|adrenal|hydrocortisone|prednisone|prednisolone|steroid|steroids|dexamethasone|
    cortisol|fludrocortisone
steroid_missed = missed|missing|ran|run|out|stopped|forgot|skipped|vomit*|cannot|throwing|sick|without|threw|crisis ;
    bug|keep|keeping|down|off|flu|infection|broke|crash|stop|none|left|cannot
steroid_ill = vomit*|threw|throwing|weak|dizzy|<fainted>|<confused>|crisis|<sick>|<drowsy>|down|collapsed|lightheaded ;
    bug|weak|dizzy|faint|exhausted|fever|flu|infection|pain|diarrhea|confused|sleepy|low|grey|shaky|unwell|ill
testicle_pain = down there .. ball|balls|nut|testicle ; scrotal pain|swelling ; testic*|balls|scrotum|nuts|nutsack|
    ballsack|bollocks .. <pain>|<swell>|twisted|agony|<severe>|tender|kicked ; <pain>|<swell>|<severe>|twisted|agony ..
    testic*|balls|ball|scrotum|nuts|bollocks ; ball .. <pain>|<swell>|twisted|<severe> ; testicular torsion|pain ; left|
    right|one ball|nut .. <pain>|<swell>|<severe> ; testicle|testicles|ball|balls|nut|nuts|scrotum|sack|nads|goolies|
    knackers|privates|groin & <pain>|<severe>|agony|swollen|twisted|sore|killing|hurts|huge|hard|red ; one of .. balls|
    nuts|testicles & hurts|killing|sore|agony|pain|swollen|higher ; agony|pain|painful .. privates|bits|down below|willy
testicle_danger = <sudden>|<severe>|<sick>|<swell>|twisted|higher|high|woke|hours|hour|torsion|kicked|<now_words>|
    <fever>|red|agony|minutes|doubled ; killing|agony|sick|vomit*|woken|woke|son|boy|# ; gone|higher|high up|sitting|
    side
priapism = erection|boner .. since|all|morning|yesterday|hurts|painful|stuck ; erection|boner|hardon|erect|penis ..
    hours|hour ; erection|boner|hardon|penis .. not .. go|down|away|stop* ; priapism ; erection .. 3|4|5|6|7|8|9|10|
    four|five|six|seven|eight ; viagra|cialis .. hours .. erect* ; hard|stiff on|one .. hours|hour|hrs|all|since|wont|
    not|painful ; erection|boner|hardon|stiffy|hard on .. hours|hour|go|down|away|painful|hurts|morning|last|viagra|
    cialis|# ; viagra|cialis|sildenafil|tadalafil|trimix|caverject .. hard|erection|hours
fall_low = rolled|fell|dropped|tumbled|slid|slipped|fallen|jumped .. off|from|out .. bed|sofa|couch|table|changing|cot|
    crib|arms|chair|highchair|pushchair|pram|trolley|worktop|counter|bunk|trampoline|slide|swing|bouncer|lap|high
eye_stuff = bleach|chemical|chemicals|acid|cleaner|lime|cement|plaster|ammonia|battery|detergent|alkali|lye|drain|
    superglue|glue|solvent|oven|pod|capsule|petrol|gasoline|fuel|pepper|mace|sanitizer|sanitiser|paint|thinner|thinners|
    caustic|peroxide|dust|weedkiller|pesticide|disinfectant|hairdye|descaler|firework|fireworks
burn_chem = acid|alkali|caustic|lye|cement|hydrofluoric|hf|bleach|ammonia|sulphuric|sulfuric|chemical|chemicals|drain|
    oven .. on|over|down|onto|all .. skin|arm|arms|hand|hands|leg|legs|face|foot|feet|me|him|her|neck|chest|back|body|
    myself|himself|herself|fingers ; spilt|spilled|splashed|poured|threw|thrown|sprayed .. acid|alkali|caustic|lye|
    ammonia|cement|chemical|chemicals ; acid attack
under_water = went|gone|slipped|slid|fell|fallen|found|go|was|been|sank|sinks under|underwater|underneath|face|below ..
    water|pool|bath|tub|bathtub|surface|waves|lake|sea|pond|river|down|paddling ; face down .. water|bath|pool|pond|tub
"""
