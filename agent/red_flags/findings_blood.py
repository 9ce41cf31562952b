"""Findings of bleeding, belly, fainting, heartbeat and sugar, and small signs beside them.

Pure data in the notation of `agent.triage_match`; may refer to the entries of `agent.red_flags.words`.
"""

FINDINGS = r"""
heavy_bleed = bleeding .. a lot|everywhere|and|buckets ; blood .. keeps coming|pouring|flowing ; cut .. artery|vein|
    deep ; bleed|bleeding|blood|bleeds .. will not|not|cannot .. stop*|slow*|clot* ; cannot .. stop .. bleed*|blood ;
    soak*|drench* .. towel|towels|bandage|bandages|cloth|dressing|shirt|sheet|sheets|gauze|rag|bed|clothes|tshirt ;
    spurt*|squirt*|pumping|gush*|pouring|spraying .. blood|out|cut|wound|from|arm|leg ; blood|bleeding .. spurt*|
    squirt*|pumping|gush*|pour*|spraying|everywhere|pool|puddle ; lost|losing|lots|loss .. blood ; bleeding .. heavily|
    badly|lot|heavy|profusely|severe|out|everywhere|through|nonstop|fast ; heavy|severe|massive|major|uncontrolled|
    profuse bleeding ; hemorrhaging|hemorrhaged ; bleeding out ; will not stop bleeding ; not .. stop* .. bleeding ;
    pool|puddle of blood ; blood .. everywhere ; still bleeding .. hour|hours|minutes|after|pressure ; bleeding ..
    despite|pressure ; so|too|loads|lots|tons|lot much|of|many blood ; bleeding|bleeds .. like|loads|tons|bad|buckets|
    rivers|fast|nonstop|everywhere|through|lots|hard ; blood .. all over|everywhere|dripping|running|streaming|flowing|
    gushing|hosing ; covered|drenched|soaked in|with blood ; loads|lots|tons|litres|pints|cups of blood ; bled|bleeding
    .. through|soaked ; tourniquet ; cut|nicked|severed .. artery|vein ; cut|slit|gashed|slashed .. wrist|neck|throat|
    thigh|groin .. blood|bleeding|deep|bad ; soaked|soaking .. blood ; blood soaked ; wont|will clot ; mouth|hand|nose|
    shoe|bandage .. filling|full|fills|filled .. blood ; keeps|keep filling .. blood ; vein|veins|artery|varicose ..
    burst|bleed*|spray*|spurt*|popped|pouring|gush* ; spray*|spurt*|squirt*|gush*|pumping|pouring .. everywhere|out|
    wound|vein|cut|floor ; bleeding|blood & <blood_thinner> ; bleeding disorder|haemophilia|hemophilia ; haemophiliac|
    hemophiliac ; glassed ; it|keeps|still is|keeps pumping|pouring|gushing|spurting ; cannot get .. bleeding|it|blood
    .. to stop ; deep|big|massive cut|gash|slash|slice|wound .. throat|neck|forearm|wrist|thigh|groin|artery|white|bone|
    fat|tendon ; see .. white|yellow|bone|fat|tendon|muscle .. cut|gash|slash|wound|pump*|deep
stabbed = stabbed|stabbing|knifed ; stab wound ; gunshot ; got|been|was shot ; impaled ; <they> shot ; i am|was|got
    shot ; severed|amputated ; cut|chopped|sliced|sawed|ripped|torn|lost .. off .. finger|fingers|thumb|hand|toe|toes|
    foot|arm ; finger|thumb|hand|toe|foot|arm .. cut|chopped|sliced|ripped|torn off ; shot .. leg|chest|arm|stomach|
    head|back ; degloved ; knife|nail|pole|rod|branch .. through|sticking|in .. chest|stomach|belly|neck|eye|hand|leg|
    thigh|back ; cut|chopped|sliced|sawn|sawed|bitten|torn|ripped|lost|took|taken|severed|crushed|caught .. finger|
    fingers|fingertip|thumb|hand|toe|toes|foot|arm|leg|tip|end .. off ; finger|fingers|thumb|toe|hand .. hanging|off|
    missing|severed|half ; knife|blade|scissors|glass|screwdriver|metal|stick .. stuck|through|in|into|sticking ..
    chest|stomach|belly|neck|back|side|leg|thigh|arm ; shot|stabbed|knifed .. him|her|me|self|<they> ; bullet|gun|
    gunshot|nail .. wound|in|hit|through ; machete|chainsaw|axe|grinder .. cut|hit|leg|arm|hand|face|slipped|caught|
    into|foot
crash = crashed|flipped|rolled .. car|bike|motorbike|scooter|quad ; fell from|off .. height|horse|roof|ladder|tree|
    balcony|bike ; car|motorbike|motorcycle|bike|road|truck|quad|scooter crash|wreck|accident|crashed|flipped|rolled|
    collision ; crashed .. car|bike|motorcycle ; hit by .. car|bus|truck|van|train|vehicle|motorbike ; run|ran|knocked
    over|down .. car|truck|bus|van ; thrown|ejected .. car|bike|horse ; pinned|trapped .. car|under|tractor ; fell|
    fallen|falling|jumped .. roof|ladder|balcony|window|scaffold*|tree|feet|storey|story|floor|metres|meters|stairs|
    horse ; multiple injuries ; came|come|thrown|fell|knocked|flew off .. motorbike|motorcycle|bike|horse|moped|scooter|
    quad|skateboard|ebike|pony ; hit|knocked|struck|mown|clipped by|down .. car|van|bus|lorry|truck|tram|train|taxi|
    motorbike|bike|ebike|scooter ; rolled|overturned|flipped .. car|van|quad|tractor|truck ; head on .. car|crash|
    collision ; rtc|rta|mva ; car|road|traffic|bike|motorbike|cycling|train accident|crash|smash|collision|pile ;
    totalled|wrecked .. car ; airbag|airbags .. went|deployed|off ; trapped|pinned|crushed under|beneath|by .. car|tree|
    wall|tractor|rubble ; fell|fallen|falling|jumped .. storey|storeys|stories|floors|metres|meters|balcony|roof|window|
    scaffold*|bridge|wall ; reversed|drove|ran|rolled|driven .. over .. <they>|me|him|her|foot|leg ; landed|fell .. on
    me|top|him|her .. horse|bike|quad|tree|tractor ; ran|crashed|rode|drove|slammed into .. tree|wall|fence|car|post|
    pole|van ; seat|seatbelt belt|bruise .. belly|chest
nosebleed = nosebleed|nosebleeds ; nose .. bleed*
vomit_blood = threw|throwing|vomit*|sick .. like .. coffee|granules|blood ; bringing|brought|bring|coming up .. blood ;
    vomit* .. red ; mouthfuls of blood ; blood .. coming|came up ; sick .. blood ; vomit*|puk*|throw*|threw|sick|retch*|
    spew*|heav* .. blood|bloody ; blood|bloody .. in|when|with .. vomit|puke|sick ; bloody vomit|puke ; blood ..
    vomit* ; coffee .. ground|grounds|granules ; hematemesis|haematemesis ; hemat emesis ; dark emesis ; throw* .. red ;
    brought up blood ; blood|bloody|red & vomit*|puk*|spew*|barf*|retch*|bringing|brought ; threw|throwing|throw|
    chucking|chucked|being|been up|sick .. blood|bloody|red|black|coffee ; vomit|sick|puke .. full of|streaked|mostly|
    all|pure|looks|like blood|coffee|soil ; bits|specks|stuff .. like|coffee .. coffee|granules|grounds & sick|vomit*|
    threw|throwing|puk* ; vomit*|puk*|threw|throwing|throw|sick|spew*|retch* .. like|looks|resembl* .. coffee|soil|mud|
    tar
black_stool = black|tarry|tar|sticky|jet .. stool|stools|poo|poos|bowel|motion|motions|feces|tar|diarrhea|shit|crap ;
    stool|stools|poo|poos|motions|feces|diarrhea|shit|crap .. black|tarry|tar|dark ; melena|melaena|malena ; dark
    stools ; black|tarry|tar & stool|stools|poo|poos|feces|motions|shit|crap|bowels|number ; tar|treacle|marmite .. poo|
    stool|toilet|looks|like
stool_blood = bloody stool|stools|poo|diarrhea|motions|bowel ; blood .. stool|stools|poo|toilet|rectum|bottom|rectal|
    anus|diarrhea|bum|butt|backside|passage|rectally ; rectal bleeding|bleed ; bleeding .. bottom|rectum|anus|rectally|
    bum|butt|backside|passage|bowel|behind ; hematochezia|brbpr ; passing|pooing blood|clots ; poo* .. blood|clots ;
    maroon stool|stools ; bleeding from .. behind ; gi bleed ; toilet .. full|red .. blood ; lots blood .. toilet ;
    blood|bleeding|clots & poo|poos|stool|stools|bum|bottom|rectum|backside|back passage|anus|bowel ; toilet bowl|pan|
    water .. blood|red|claret ; blood .. toilet|bowl|pan .. poo|went|sat|wiped|bottom|bum|motion ; bloody|blood
    diarrhea ; pooing|shitting|crapping .. blood ; passing|passed .. blood|clots .. back|behind|bottom|bum|rectum|poo ;
    blood|clots .. back passage
cough_blood = cough* .. blood|bloody ; bloody|blood .. phlegm|sputum|mucus|cough ; hemoptysis|haemoptysis ; spit* ..
    blood ; blood|bloody & phlegm|sputum|spit|spitting|spat|mucus|saliva|coughed|coughing|cough|hacking|hacked ;
    bringing|brought|bring up .. blood .. lungs|cough*|chest
gut_danger = dizzy|dizziness|faint|fainted|fainting|lightheaded|weak|weakness|passed|collapsed|syncope|<sweaty>|pale ;
    lot|lots|loads|cup|cupful|large|everywhere|full|heavy|clots|gushing|pouring ; <cant_breathe> ; racing ; warfarin|
    thinner|thinners|eliquis|xarelto|apixaban ; cirrhosis|liver|varices ; multiple|several|keeps|repeated|again ;
    <severe> ; shak*|cold|clammy|grey|gray|racing ; loads|bowl|tons|pints|cups|bucket ; drinks|drinker|alcoholic|liver ;
    <fainted> ; <blood_thinner> ; blood thinner
belly_pain = <belly> .. hurt*|pain*|agony ; cramps|cramping .. <belly> ; <belly> <pain>|<severe> ; <pain> .. <belly> ;
    <belly> .. <pain> ; bellyache|tummyache|stomachache ; right|lower|left|iliac side|quadrant .. <pain> ; <pain> ..
    quadrant ; <pain> .. lower|upper right|left ; pelvic pain ; appendix|appendicitis .. <pain> ; pain|pains|cramps|
    cramping .. <belly> ; stabbing|sharp|agony|agonising|cramp* .. <belly> ; upper|lower belly|stomach|tummy|abdomen
severe_belly = pain .. <belly> .. severe|worst|unbearable|agony|knife|screaming ; started .. belly|navel button ..
    right ; <belly> .. hurts|hurting .. so|really|very bad|badly|much ; <severe> .. <belly_pain> ; <belly_pain> ..
    <severe> ; doubled|doubling|bent|curled over|up|double ; <belly> .. rigid|hard|rock|board|rocklike ; rigid|rock hard
    <belly> ; hard as .. board|rock ; <belly_pain> .. cannot|not .. stand|straighten|walk|move|sit ; cannot .. stand|
    straighten|walk .. <belly_pain> ; stabbed .. <belly> ; pain .. <belly> .. back|shoulder ; <extreme_pain> .. <belly>|
    <belly_pain> ; <belly_pain> .. <extreme_pain> ; agony|agonising|excruciating|screaming|writhing|rolling|curled|
    doubled|tears & <belly>|<belly_pain> ; <belly>|<belly_pain> .. going|goes|through|into|to .. back|shoulder ; pain ..
    belly|navel button & right|moved|now|side ; <belly> .. touch .. agony|hurts|pain|scream* ; cannot|not .. stand|
    straighten|walk|sleep|move .. <belly_pain>|<belly> ; <belly>|<belly_pain> .. cannot|not .. stand|straighten|walk|
    move ; floor .. cramps|pain|agony ; worst|horrible|terrible .. cramps|cramp ; cramps .. worst|cannot|floor ; hernia
    .. hard|purple|red|stuck|sick|painful|vomit*
tearing = tearing|ripping|ripped|torn .. back|chest|<belly>|shoulder ; back|chest|<belly> .. tearing|ripping ;
    aneurysm .. <pain>
blockage = not|cannot .. pass*|fart .. gas|wind|stool|poo ; not poo .. days ; <belly> .. <swell>|bloated|distended|
    tight ; green|feces|bile vomit* ; not|no|cannot|never .. poo|pooed|poop|bowels|fart|farted|farting|wind|toilet|
    motion .. days|week|since|# ; not poo|pooed .. fart|farted|gas|days ; <belly> .. huge|swollen|massive|bloated|
    distended|tight|balloon|drum|hard ; not gone|been .. in|for|since .. week|days|# ; bloated|belly|stomach|tummy
    solid|hard|tight ; <belly> .. solid
fainted = next thing .. floor|ground|carpet ; everything|it all went black|dark|grey|gray ; came round .. floor|ground ;
    hit the deck ; went limp ; greyed|grayed out ; fell unconscious ; hit floor|deck ; faint|fainted|fainting|faints ;
    passed|passes|passing|pass|blacked|blacking|blacks|conked out ; blackout|blackouts ; syncope|syncopal ; lost|loss|
    loses|losing consciousness ; loc ; woke|came .. on floor|ground ; came to .. floor|ground|bathroom|kitchen ;
    collapsed ; black|dark|grey & everything|went|vision|all|suddenly ; passed|blacked|conked|zonked|spaced out ; keeled
    over ; came|come|coming to .. on|in|with|people ; went down like ; hit the ground|deck|floor ; lost consciousness ;
    dropped .. like .. stone|sack ; went|gone unconscious
near_faint = feel|feeling|felt woozy|dizzy stand* ; see|saw|seeing stars ; vision .. tunnel|narrowing ; knees buckled
    ; nearly|almost|about|going|might|gonna|near|like|close|feel|felt|feels <fainted> ; near|pre syncope|syncopal ;
    presyncope ; nearly|almost pass|black|passing out ; lightheaded .. cannot|stand*
faint_danger = <exertion> ; <chest_pain> ; <cant_breathe> ; <palpitations> ; <headache> ; pregnant|pregnancy ;
    <black_stool> ; <vomit_blood>|<stool_blood> ; <belly_pain> ; family .. died|death .. suddenly|young ; sudden death
    ; pacemaker|hcm|cardiomyopathy ; hit head|face ; back pain
exertion = running|ran|jogging|exercise|exercising|exertion|playing|training|football|soccer|basketball|gym|workout|
    swimming|sprint*|race|stairs|climbing|walking|practice|cycling|match|game|lifting ; swim|swimming|swam|ran|
    sprinting|hockey|rugby|netball|tennis|squash|pitch|field|court|track|gym|training|race|marathon|cycle|cycled|
    climbed|pe|sports|800m|dancing|boxing|rowing|lap|laps|jog
palpitations = heart .. going .. mad|crazy|hundred|fast|nuts ; heart .. mad|crazy|haywire ; heart .. beating .. fast|
    hard ; palpitations|palpitation|arrhythmia|fibrillation|svt ; heart .. racing|pounding|fluttering|skipping|fast|
    irregular|jumping|flipping|thumping|raced|hammering ; heart beating fast|hard|irregularly ; racing|pounding|
    fluttering|irregular|fast|rapid heart|heartbeat|pulse ; pulse .. racing|fast|irregular ; heart .. going|gone|went|
    is|feels|beating .. mental|nuts|bonkers|haywire|berserk|clappers|funny|weird|wild|jumping|flip|flipping|stopping|
    thud*|bang*|racing|pounding|flutter*|skipp*|fast|mad|crazy ; heart|pulse .. 130|135|140|145|150|155|160|165|170|175|
    180|185|190|200|210|220 ; flutter*|thump*|pounding|racing .. heart|chest ; afib|tachycardia|svt
pal_lasting = hours|minutes|stop|since|all|constantly|140|150|160|170|180|190|200 ; <fainted> ; dizzy|lightheaded|
    <sweaty> ; 130|135|145|155|165|175|185|210|220|bpm ; <near_faint> ; nearly|almost|keep .. <fainted> ;
    <cant_breathe>|<chest_pain>
diabetic = diabet*|insulin|metformin|t1d|t2d|iddm|<type_one>|ozempic|glipizide|gliclazide|sulfonylurea ; insulin pump
    ; libre|dexcom
type_one = type 1|one
dka_sign = fruity|acetone|ketones|ketone|ketoacidosis|dka ; pear|nail drops|polish ; breath .. smell*|sweet|fruity ;
    sugar|sugars|glucose .. high|hi|over|500|400|600|reading ; pear|nail|drops|polish|sweets|acetone|fruity|sweet ..
    breath|smell* ; breath .. smells|smell|stinks|sweet|fruity|pear|acetone|nail|weird ; breath* .. deep|heavy|fast|
    weird|funny|hard .. diabetic|sugar|ketone* ; ketone|ketones
thirst_pee = thirsty|thirst|drinking .. pee|toilet|bathroom|wetting|bed ; pee .. lot|constantly|all|more .. thirst* ;
    thirsty ; drinking constantly|gallons|litres|loads|nonstop ; thirsty|thirst|drinking|drinks|drink & pee|toilet|
    bathroom|loo|wet|wetting|bed ; drinking|drinks loads|gallons|litres|constantly|tons|lots|nonstop .. water|pee|
    toilet ; unquenchable|always|constantly|super|so|really|extremely thirsty|thirst
thirst_more = pee|toilet|wetting|bathroom ; weight|thin|skinny|tired|exhausted|drowsy|vomit*|breath
low_sugar = low|dropping|dropped|plummeting|crashing|crashed sugar|sugars|glucose|bg|bs ; sugar|sugars|glucose|bg ..
    low|dropping|dropped|crashing|crashed|plummeting|tanking|lo ; hypo|hypos|hypoglycemia|hypoglycemic|hypoglycaemia|
    hypoglycaemic ; <having> hypo ; reading|meter|sensor|monitor|says|said|reads|showing|libre|dexcom .. lo|low ; sugar|
    sugars|bloods|levels|bg|glucose .. low|lo|crashing|crashed|dropping|plummet*|tank* ; hypo|hypos|hypoing
sugar_danger = <confused> ; <fainted> ; nonsense|gibberish|shaky|shaking|<sweaty>|trembling|<drowsy>|aggressive|weak|
    seizure|slurring|slurred ; <cannot_wake> ; will not|not .. come*|up|rise|swallow|eat ; cannot|not .. swallow|eat|
    drink ; drunk ; keeps .. dropping|low ; acting|acts .. drunk|weird|strange|odd ; <speech_bad> ; fitting|fit|
    convuls* ; cannot|not|will .. drink|swallow|eat|take .. juice|sugar|anything|tablet|sweets|food|gel ; not .. coming|
    going|budging|rising|stay up ; staring|blank|vacant|zoned ; crying|screaming|agitated|combative|sweating|soaked
insulin_error = gave|took .. insulin twice ; double dosed ; took|taken|gave|injected|given|injecting|dialed|dosed ..
    wrong insulin ; too much|many insulin ; double|twice|triple|ten|10 .. insulin|dose .. insulin ; insulin .. double|
    twice|instead|wrong|mistake|extra|accident|accidentally ; too much insulin ; <number> units .. instead|not|rather ;
    units .. instead|rather|accident|accidentally|mistake|meant ; took|gave|injected .. units .. instead|not|should|
    supposed|meant ; wrong|mixed .. insulin ; overdosed .. insulin ; insulin overdose ; injected|took|taken|gave|given|
    had|done|dialled|dialed .. fast|rapid|short|quick|novorapid|humalog|fiasp|wrong|bolus & instead|long|lantus|levemir|
    tresiba|mistake|accident|meant|slow|basal ; insulin|injection|dose .. twice|double|again|wrong|mistake ; twice|
    double|wrong|extra .. insulin ; wrong insulin|pen ; mixed up|my .. insulin|insulins|pens ; too much|many insulin|
    units|humalog|novorapid|lantus ; overdose*|overdosed .. insulin
looks_dead = think|thinks|looks|look|maybe|might|could|scared|afraid|sure|seems .. <they> dead|dying|gone ; <they>
    looks|look|seems dead|lifeless ; is <they> dead ; think|thinks|scared|afraid .. <they> .. died|passed ; <they> died
    in sleep|bed|chair|front|now ; just died ; no idea|not know|sure if|whether .. alive|dead|breathing ; <they>|person|
    body down|lying|collapsed .. street|road|floor|pavement|toilet|train
arm_jaw = left|both arm|arms|shoulder .. ache|aches|aching|heavy|pain|hurts|hurting|numb|tingl*|dead|weird|tight ; ache|
    aching|pain|heaviness|tingling|numbness .. in|down|into .. left|both arm|arms ; jaw .. ache|aches|aching|pain|hurts|
    hurting|tight|numb ; ache|pain|aching .. jaw ; arm|arms|jaw ache|pain
indigestion = indigestion|heartburn|reflux|rennies|rennie|gaviscon|tums|antacid|antacids|wind|gas
stuck_food = steak|meat|chicken|beef|bread|grape|grapes|sweet|sweets|candy|hotdog|sausage|apple|carrot|popcorn|food|
    bite|marshmallow|bone|pill|tablet|piece|lump|chunk|lid|balloon|marble|toy|lego|bead|toast|crisp|crisps|orange|bagel|
    burger|pretzel|gum|dinner|something ; hot dog
sore_neck = sore|painful|aching|hurting|bad neck ; neck .. sore|hurts|hurting|aching|painful|pain ; neck pain|ache
looks_drunk = like|acting|acts|seems|appears|looks|looking drunk ; acting|acts|seems|behaving|being like .. drunk
throat_odd = throat|tongue|lips|lip|mouth .. feels|feel|felt|is|are|gone|going|getting|got funny|weird|tight|thick|
    itchy|scratchy|fat|odd|strange|fuzzy|tingly|tingl*|numb|puffy|big|bigger|full|hot ; tingling|itchy|fat|puffy|numb
    lips|tongue|throat|mouth ; lump .. throat
seeing_things = seeing|sees|saw|hearing|hears|talking .. to|at|on|in|under|with .. ceiling|walls|wall|air|nobody|dead|
    corner|curtains ; seeing|sees|hearing|hears .. people|children|cats|dogs|animals|spiders|bugs|insects|rats|snakes|
    things|men|soldiers|strangers|voices|shadows|worms ; thinks|says|believes|convinced|insists there|people|someone|
    men|somebody .. people|someone|men|bugs|spiders|watching|garden|after|house|room|following|poison*|walls ;
    hallucinat*
right_low = right .. lower|low|side|hip|bottom & <pain>|<belly>|sharp|stabbing ; <belly> .. right|lower & <pain>|sharp ;
    low|lower right side ; bellyache|belly|stomach .. right
appendix_sign = <sick>|<fever>|appetite|off food ; hurts|worse|agony .. walk*|cough*|move*|moving|jump*|bump*|step|
    press* ; walking|coughing|moving|jumping|bumps .. hurts|worse|agony ; bump|bumps|kills|killing ; over bumps
asthma_bad = asthma .. worse|worst|bad|terrible|exhausted|tired|tiring|flaring|awful|playing|not .. up|talk|talking|
    walk|inhaler ; asthma attack ; asthmatic .. struggling|exhausted|cannot ; copd .. worse|bad|blue|muscles|confused|
    sleepy
allergic_contact = kissed|kiss|touched|near|traces|trace|ate|eaten|snickers|cake|satay|curry|sauce|may contain ..
    <allergen>|allergy|allergic ; allergy|allergic .. kissed|ate|eaten|touched|contained|snickers|had
cannot_use = trouble|cannot|not|difficulty|struggling|struggles|unable .. finding|find|get|use|using|hold|holding|work|
    know how .. mouth|spoon|fork|cup|phone|remote|keys|toothbrush|kettle|buttons|pen|laces ; puts|putting|put .. shoes|
    sweater|shirt|clothes|glasses|hat .. hands|backwards|wrong|inside|upside
infection_spreading = red|redness|swelling|streak|streaks|line & up|spreading|racing|tracking|past|climbing .. leg|arm|
    foot|knee|thigh|hand|ankle|elbow|groin
"""
