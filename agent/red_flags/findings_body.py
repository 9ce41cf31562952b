"""Findings of rows 1 to 18: arrest, chest, breath, stroke, head, infection, bleeding, belly, fainting, sugar.

Pure data in the notation of `agent.triage_match`; may refer to the entries of `agent.red_flags.words`.
"""

FINDINGS = r"""
not_breathing = not|stopped|stops|quit breathing|breathe ; stopped|stops taking breath|breaths ; no breath|breaths|
    breathing ; not taking a breath|breaths ; breathing stopped|stops ; agonal ; barely|hardly breathing ; will not
    breathe ; not breathing properly|right ; gurgling breath* ; breathing every few seconds ; apnea|apnoea|apneic
    <now_words>
no_pulse = no pulse|heartbeat|hearbeat ; cannot feel|find pulse ; without pulse ; not have pulse ; heart stopped|
    stops ; not a pulse ; pulseless ; cardiac|respiratory arrest <now_words> ; doing|giving|started|need cpr ; chest
    compressions
cannot_wake = floppy|limp .. not answering|responding|moving|waking ; not answering <us_words>|$ ; cannot|not wake|
    rouse|arouse|awaken <they> ; cannot get|make <they> wake|respond ; cannot be woken|roused|awakened|wakened ;
    <they> not waking|rousing|wake|stirring ; <they> not responding|respond|moving|answering $|,|and|anymore|when ;
    <they> will|would not wake|rouse|respond|stir ; <they> .. not come round|around|to ; <they> cannot wake ;
    unresponsive ; not responsive|waking ; unconscious ; out cold ; unrousable|unarousable ; not responding|respond
    voice|pain|me|us|her|his|anything ; not come round|around ; not woken ; not open eyes ; knocked|lying lifeless ;
    <they> lifeless ; not regained|regain consciousness ; slumped .. <not_breathing>|unresponsive|wheel ;
    <hard_to_wake> ; blacked out .. not wake
collapsed = collapsed|collapses|collapsing|keeled ; dropped floor|ground|dead|down|like ; just dropped ; found on
    floor|ground ; found <they> on floor|ground ; went down hard ; fell down .. not moving ; crumpled
chest_pain = <pain>|ache|pressure|tight .. behind|under .. ribs|rib ; someone|something|elephant|horse sitting|
    standing|pressing|kneeling on me ; <chest> .. feels|feeling|felt weird|funny|odd|strange|bad|wrong|full ; pressure
    .. chest|breastbone ; heart .. squeezing|cramping|gripped ; cannot .. weight .. chest ; chest is on fire ;
    holding|clutching|rubbing|grabbing|clutches|grabs|holds <chest> ; heavy|tight|strange|funny|weird|odd .. in|
    across|over <chest> ; <chest> <pain>|pressure|tight|tightness|tightening|heavy|heaviness|squeez*|crushing|
    crushed|burning|burns|band|weight|constriction|stabbing|throbbing|exploding|vice|vise|clenching|gripping ; <pain>|
    pressure|pressing|tight|tightness|tightening|weight|band|squeezing|heaviness|stabbing|burning|burn|constriction|
    knot|fist|ache .. in|on|across|over|around|behind|under|of .. <chest> ; elephant .. <chest> ; something|someone|
    brick|bricks|anvil|truck|ton sitting|standing|pressing|kneeling|parked on <chest> ; heart <pain>|squeezing|
    pounding <pain> ; cp ; angina ; <chest> .. <severe> <pain> ; crushing|squeezing|pressing|tight <chest> ; <chest>
    .. like|as .. crushed|vice|vise|band|weight|squeezed|brick|truck|burst|explode ; brick|bricks|band|belt|fist ..
    <chest> ; tight|vice|vise|belt .. around|round .. <chest> ; <chest> is killing ; indigestion .. <sweaty>|arm|jaw ;
    retrosternal|precordial pain ; ton of bricks .. <chest> ; <chest> .. wall pain ; stabbing|sharp|dull .. <chest> ;
    pain .. left breast|<chest> ; pain shooting .. <chest>
radiates = radiat* ; down|into|through|up .. arm|arms|jaw|neck|shoulder|teeth ; left arm|shoulder <pain>|numb|tingl*|
    heavy|ache|dead|weird|funny ; jaw|arm|arms <pain>|heavy|numb|tingl* ; spread|spreading|spreads|travels|moving|
    shooting|goes .. arm|jaw|neck|back|shoulder|shoulders ; pain|ache|aches|hurts .. jaw|arm|arms|shoulder|blades ;
    between shoulder blades
cant_breathe = breathing .. is|feels|has|gets .. effort|stuck|harder|tighter|wrong ; puffing|huffing|panting ; lungs
    .. not .. work*|fill* ; trouble|difficulty getting air ; cannot lie flat ; wake|woke .. gasping ; <cannot>
    breathe|breathing|breath|inhale ; <cannot> catch|catching|get|getting|draw|take .. breath|breaths|air ; short of
    breath ; short|shortness breath ; sob ; breathless|breathlessness ; dyspnea|dyspnoea|dyspneic ; gasping|gasps|
    gasp ; suffocating ; out of breath ; breathing|breath .. hard|difficult|laboured|labored|fast|rapid|rapidly|
    badly|shallow|worse|struggle|terrible|quick|heavy|heavily|weird|funny|bad ; hard|fast|rapid|laboured|labored|
    shallow breathing ; air hunger ; not getting|get enough air|oxygen ; orthopnea|orthopnoea ; stridor ; working
    hard|harder breathe ; not|cannot .. catch .. breath ; respiratory distress ; <cannot> .. breathe in ; puffing ..
    sentence|breath ; chest|lungs .. not .. air ; no air ; not .. air in|into ; drowning in .. own|fluid|lungs ;
    smothering|smothered
severe_breath = <cannot> breathe ; <cannot> speak|talk|finish|say .. sentence|sentences|words|word ; <cannot> .. get|
    catch .. air ; gasping ; suffocating ; too breathless|short to|of ; lips|face|tongue|mouth .. <blue> ; <blue>
    lips|face|around ; cyanosis|cyanotic ; stridor ; few|one|two|three words at|before ; silent chest ; fighting|
    struggling|gasping for|to breath|air|breathe ; respiratory distress ; not .. enough air ; sitting|bolt upright ..
    breath* ; word by word ; drowning in ; smothering
wheeze = wheez*|whistling|rattling|crackly
inhaler_fails = inhaler|inhalers|puffer|nebulizer|nebuliser|ventolin|albuterol|salbutamol .. not|no .. help*|work*|
    relief|touch*|nothing|doing ; no inhaler relief ; inhaler|puffer .. repeatedly|every|times|empty|ran ; inhaler|
    puffer more often ; puffs|times .. still ; puffs .. no|not ; inhaler .. repeatedly|empty
benign_breath = breath|breathless|winded|breathing .. after|from|when|while .. run|running|jog|jogging|workout|gym|
    sprint|sprinting|treadmill|laughing
choking = choking ; choked .. and .. not|cannot ; stuck|lodged|caught|blocking|blocked .. throat|windpipe|airway|
    esophagus|gullet ; gagging .. cannot|not .. breath*|talk|speak ; heimlich ; back blows ; <they> .. swallowed ..
    cannot .. breath*|talk|speak|cough ; went down .. wrong .. cannot ; cannot cough|cry .. ate|eating|food
airway_gone = grabbing|clutching|grabs|holding|clutches|pointing throat|neck ; cannot|not .. talk|speak|cough|
    breathe|breathing|cry|swallow ; <blue> ; no sound|noise|air ; drooling ; silent ; still .. stuck ; not come|
    coming
throat_closing = throat .. clos*|<swell>|tight|tightening|tightness|tighten|constrict*|shut ; tight|tightness|
    swelling .. throat ; cannot swallow .. spit|saliva|breath* ; airway .. clos*|<swell> ; <swell>|closing throat|
    airway|uvula
tongue_swell = tongue .. <swell> ; <swell> tongue ; tongue|lips|mouth .. <swell> .. fast|size|cannot ; angioedema
lip_swell = lips|lip|face|eyes|mouth|eyelids .. <swell> ; <swell> lips|lip|face|eyes|mouth|eyelids
hives = hives|welts|urticaria|itchy|itching|itch|nettle ; red rash|blotches|bumps ; rash ; flushed|flushing ; wheals
epipen = epipen|epi|epinephrine|auvi|jext|anapen .. used|gave|given|give|expired|not|cannot|injected|second|no ; used|
    gave|given|need|injected|no .. epipen|epinephrine|epi
allergic_now = <having> allergic reaction ; bad|severe|serious|major|strong allergic reaction ; allergic reaction ..
    breath*|throat|tongue|face|worse
having = having|has|have|had|getting|getting|showing|got|suffering|suffered ; going into ; think|thinks|sure|looks|
    feel|feels|seems|might|could|may|maybe|probably|possibly|possible|suspect|suspected is|be|like|it|having|of|in ;
    this|it|he|she|i am|is|must|be
signs_of = sign|signs|symptom|symptoms of|like
face_droop = face|mouth|smile|cheek|lip .. droop*|droop|drop|dropped|dropping|drooped|crooked|lopsided|slid|sliding|
    sagging|sagged|sags|fallen|uneven|wonky|twisted|melting|slipped ; droopy|drooping|crooked|lopsided|uneven|
    sagging|wonky|twisted face|mouth|smile|cheek ; facial droop|weakness|asymmetry|palsy ; <one_side> .. face ..
    droop*|<weak>|<numb>|drop* ; cannot|not smile|smiling ; half .. face .. <weak>|<numb>|move|moving|work|working ;
    face .. one side .. <weak>|<numb>|droop*
speech_bad = not .. get .. speech|sentence out ; <they> .. talking .. sense ; mixing up words ; <they> .. stopped
    talking|speaking|making suddenly|sense ; unable to answer ; slur* ; <cannot> get|find|finding|form|say|saying|
    remember .. words|word|speech ; talking|talks|speaking|speaks|talk gibberish|nonsense|rubbish|garbage|funny|
    weird|strange ; <cannot> speak|speaking|talk|understand .. properly|clearly|right|words|speech|suddenly|all|
    people|anymore ; <they> <cannot> speak|talk ; <cannot> speak|talk ; difficulty speaking ; words|speech|sentences|
    talking .. wrong|jumbled|garbled|mumbl*|muddled|mixed|scrambled|backwards|thick|weird|gibberish|mush|funny|
    nonsense ; aphasia|dysphasia|dysarthria|aphasic|gibberish ; garbled|jumbled|mumbling|mumbled|muddled speech|
    words|talking ; <they> sounds|sound|sounded drunk ; word finding|salad ; lost speech|words|ability speak ; not
    make|making|made .. words ; not .. get .. words|sentence|sentences ; words .. not .. come|coming|right|out ;
    sounding drunk ; like .. mouth .. full ; mute suddenly
side_weak = <weak> on one side ; <weak> .. down one side ; <sudden> .. <weak> .. leg|hand|arm|foot ; clumsy hand|arm|
    leg|side ; <one_side> .. <weak> ; <weak> .. <one_side> .. <limb>|side|face|body|hand|arm ; <weak> <one_side> ;
    hemipar*|hemipleg* ; <cannot> move|lift|raise|use|hold|grip|grasp .. <limb>|side|cup|anything|fork|pen ; arm|
    arms|hand .. <weak> ; <weak> arm|hand|arms ; one sided weakness ; weakness .. one side ; weakness .. <one_side> ;
    <one_side> body|side .. <numb> ; <numb> .. one|left|right side|half ; not move|moving|lift|lifting|raise|use|feel
    .. arm|hand|side|leg|legs ; half .. body .. <numb>|<weak> ; arm .. drift* ; leg|legs dragging ; dragging .. leg|
    foot ; <one_side> .. arm|hand|leg .. not .. move|work ; paralysis|paralysed|paralyzed .. side|arm|leg ; veering|
    leaning one|left|right side
side_numb = <one_side> .. arm|hand|face|cheek|side .. <numb> ; <numb> .. <one_side> ; face|arm <numb> ; <numb> face|
    arm|lip|mouth ; face .. <numb> ; arm .. <numb>
unsteady = <cannot> walk|stand|balance straight|balance|properly|suddenly ; lost|loss|losing balance|coordination ;
    imbalance ; staggering|stumbling|veering ; room spinning
stroke_dx = ministroke ; <having> stroke ; <having> stroke|tia|strokes ; <having> mini stroke ; <having> <signs_of>
    stroke|tia|mini ; <having> brain bleed|aneurysm ; stroke .. <now_words> ; mini stroke
heart_dx = <having> heart|cardiac attack|arrest ; <having> <signs_of> heart attack ; heart attack .. <now_words> ;
    <having> mi
seizing = jerking|shaking|twitching|stiffened|rigid .. unresponsive|respond|floor|eyes|minutes|uncontrollably ; eyes
    .. rolled|roll|rolling|flickering ; went stiff|rigid .. shak*|jerk*|shook ; had .. seizure ; seizing|convulsing|
    convulsion|convulsions|convulses ; <having> seizure|fit|convulsion|fits ; started fitting|seizing ; <they> fitting
    ; fitting .. minutes|now|stop ; seizure .. <now_words> ; seizure|fit .. will not|not .. stop* ; seizure|seizures|
    fit|fits .. cluster|minutes|first|again ; fits|seizures .. back to back ; first seizure|fit ; grand mal ; status
    epilepticus ; post ictal ; <jerking> .. eyes|floor|unresponsive|foam*|stiff ; eyes .. rolled|roll|rolling .. back|
    head|up ; foaming ; frothing ; whole body jerking|stiffened|stiff ; stiff .. <jerking> ; thrashing .. eyes|floor ;
    seizure .. fell|hit|turned|lasted ; brief shaking ; seized
jerking = shaking|jerking|twitching|convuls*|trembling|thrashing
seizure_grave = foaming|frothing|jerking|rolled|unresponsive|floor|ground ; will not|not .. stop* ; still ; minutes ;
    first ; never ; another ; pregnant|pregnancy ; <blue> ; not .. wake|woken|breathing ; again ; back to back ;
    diabetic ; head ; water|pool ; <now_words> ; having|seizing
headache = headache|headaches|migraine|head <pain>|pounding|exploding|splitting|explode|burst ; head .. <pain>|
    pounding|exploding|splitting|explode ; pain|pressure in|behind .. head|skull|eye|eyes
worst_headache = pain|something exploded|exploding|popped|burst .. head|skull ; <sudden> .. pain .. head|skull ;
    headache .. out of nowhere ; worst headache|migraine|head ; headache|head|migraine .. worst ; worst .. headache ;
    thunderclap ; like .. hit|struck|kicked|shot|lightning|bat|hammer|axe|bomb .. head|skull ; head .. hit|struck|
    kicked|lightning|bat|hammer|axe|explode|exploded|popped ; like .. hit|struck .. bat|hammer|brick|lightning|axe ;
    head pain .. worst ; never had .. headache .. like ; <sudden> .. <severe> .. headache|head ; headache|migraine ..
    <sudden> ; <sudden> .. headache|migraine ; something popped|snapped|burst .. head
severe_headache = <severe> .. headache|migraine|<headache> ; <headache> .. <severe> ; splitting|pounding|blinding|
    killer headache
headache_danger = <sick> ; vision|blurred|blurry|blind|double ; <fever> ; stiff ; neck ; faint*|passed|collapsed|
    syncope ; light|photophobia ; seizure ; <blue> ; cancer|anticoagulant|warfarin ; speech ; weak ; <drowsy>
confused = vague|repeating <now_words>|herself|himself|same|<self> ; gone|very|so vague ; repeating herself|himself ;
    keeps repeating ; talking|talks|speaking .. no sense ; asking .. same question|questions ; does|did not know what
    is happening|going ; mixed up .. day|date|time|place ; brain .. not working suddenly ; wandering .. night|street|
    confused ; out of .. mind|head suddenly ; confusion|disoriented|disorientated|delirious|delirium ; <they> confused
    ; confused ; not making|make|makes sense ; does|did not know|remember .. where|who he|she|they ; <they> .. not|
    cannot remember|know own|his|her name ; not recognise|recognize|recognising|recognizing|know .. me|us|family|
    wife|husband|son|daughter|people|anyone ; <they> .. not know .. day|year|month|where <they> ; altered mental|
    mentation|consciousness ; ams ; mental status change ; change mental|behavior|behaviour ; talking to .. people|
    things|not there ; not herself|himself ; acting strange|strangely|weird|drunk|bizarre|crazy|odd ; does not know
    where ; out of it ; rambling|incoherent ; not .. making .. sense ; thinks it is 19 ; not .. recognise|recognize ;
    confused .. suddenly ; talking nonsense|gibberish ; muddled ; babbling
fever = fever|feverish|febrile|pyrexia|fevers ; has|have|had|running|spiking|got|with temperature ; burning up ;
    running hot ; high temperature|temperatures ; rigors|chills
high_fever = high fever|temperature ; fever|temperature .. very high ; fever|temperature .. not .. come|break|down|
    respond ; fever .. high
rigors = freezing .. shaking|shivering ; shaking .. cold|freezing ; shiver* .. violently|uncontrollably ; rigor|
    rigors ; shaking|shivering|shivers|shaking|teeth chills|uncontroll*|violently|hard|badly|cold|chattering ; cannot
    stop|stopped shivering|shaking ; shivering|shaking .. cannot|not .. stop|warm
mottled = mottled|blotchy|marbled ; skin .. <blue>|mottled|blotchy|cold|clammy|pale ; <blue> skin|patches
no_urine = not .. pee .. today|hours|day|since|all ; not .. passed|passing|pass .. water|urine|pee ; no urine ; not
    pee|peed|passed|passing|pass .. all|day|since|hours|water|pee|today|24|18|12|much ; no pee|output .. hours|day|
    since|today|all ; not .. pee .. hours|day|since|today|all|yesterday ; barely pee|passing ; cannot pee ; pee dark
    .. none ; stopped pee
feels_dying = feel|feels|feeling|felt|thinks|think|like .. dying|die ; going|about to die ; sense|feeling of doom ;
    impending doom ; never felt|been so ill|sick|bad|unwell
very_ill = very weak|ill|sick|unwell|poorly|drowsy|tired|low ; so weak|ill|sick|drowsy|weak ; too weak ; <drowsy> ;
    weakness|lightheaded|dizzy|dizziness|faint|fainting ; cannot stand|walk ; cannot get .. bed ; cannot keep .. down
    ; racing|pounding heart ; heart racing|pounding|fast ; fast|rapid breathing|breath|heart|pulse ; worse .. today ;
    rapidly worse|worsening ; diffuse|spreading rash ; rapid deterioration ; <severe> <pain>
infection = infection|infected|uti|pneumonia|cellulitis|abscess|pus|wound|kidney|bladder|flu|tooth|dental|catheter
sepsis_dx = <having> sepsis|septic ; septic|sepsis shock|<now_words>
stiff_neck = neck .. hurts|hurting|sore|pain .. bend* ; cannot .. touch chin|chest ; stiff|rigid|stiffness neck ; neck
    .. stiff|stiffness|rigid ; cannot|not .. bend|touch|put|move|tuck .. neck|chin|head .. chest|down|forward ;
    cannot|not bend|move neck ; neck .. hurts .. bend|move|chin|forward
glass_rash = rash|spots|marks|dots|patches .. not .. fade|fading|disappear|blanch|vanish|go|away|change .. press*|
    glass|tumbler|pushed ; rash|spots .. glass|tumbler .. stay|stays|there|visible|still|not|through ; rash|spots|
    dots|patches .. stays|stay|staying|still .. glass|tumbler|press* ; petechia*|petechial ; purpuric rash|spots ; non
    blanching ; rash|spots .. not blanch* ; <blue>|bruise|bruised|pinprick rash|spots|dots|blotches|marks ; rash|
    spots .. <blue>|bruise|bruises|pinprick ; not .. fade .. glass
meningitis_dx = <having> meningitis ; meningitis .. <now_words>
light_hurts = cannot|not .. bear|stand|look|tolerate .. light|lights|brightness ; light|lights|brightness .. hurt|
    hurts|hurting|bother|bothers|unbearable|painful ; cannot .. bear|stand|look .. light|lights ; photophobia ;
    sensitive .. light
heavy_bleed = bleeding .. a lot|everywhere|and|buckets ; blood .. keeps coming|pouring|flowing ; cut .. artery|vein|
    deep ; bleed|bleeding|blood|bleeds .. will not|not|cannot .. stop*|slow*|clot* ; cannot .. stop .. bleed*|blood ;
    soak*|drench* .. towel|towels|bandage|bandages|cloth|dressing|shirt|sheet|sheets|gauze|rag|bed|clothes|tshirt ;
    spurt*|squirt*|pumping|gush*|pouring|spraying .. blood|out|cut|wound|from|arm|leg ; blood|bleeding .. spurt*|
    squirt*|pumping|gush*|pour*|spraying|everywhere|pool|puddle ; lost|losing|lots|loss .. blood ; bleeding ..
    heavily|badly|lot|heavy|profusely|severe|out|everywhere|through|nonstop|fast ; heavy|severe|massive|major|
    uncontrolled|profuse bleeding ; hemorrhaging|hemorrhaged ; bleeding out ; will not stop bleeding ; not .. stop* ..
    bleeding ; pool|puddle of blood ; blood .. everywhere ; still bleeding .. hour|hours|minutes|after|pressure ;
    bleeding .. despite|pressure
stabbed = stabbed|stabbing|knifed ; stab wound ; gunshot ; got|been|was shot ; impaled ; <they> shot ; i am|was|got
    shot ; severed|amputated ; cut|chopped|sliced|sawed|ripped|torn|lost .. off .. finger|fingers|thumb|hand|toe|
    toes|foot|arm ; finger|thumb|hand|toe|foot|arm .. cut|chopped|sliced|ripped|torn off ; shot .. leg|chest|arm|
    stomach|head|back ; degloved ; knife|nail|pole|rod|branch .. through|sticking|in .. chest|stomach|belly|neck|eye|
    hand|leg|thigh|back
crash = crashed|flipped|rolled .. car|bike|motorbike|scooter|quad ; fell from|off .. height|horse|roof|ladder|tree|
    balcony|bike ; car|motorbike|motorcycle|bike|road|truck|quad|scooter crash|wreck|accident|crashed|flipped|rolled|
    collision ; crashed .. car|bike|motorcycle ; hit by .. car|bus|truck|van|train|vehicle|motorbike ; run|ran|
    knocked over|down .. car|truck|bus|van ; thrown|ejected .. car|bike|horse ; pinned|trapped .. car|under|tractor ;
    fell|fallen|falling|jumped .. roof|ladder|balcony|window|scaffold*|tree|feet|storey|story|floor|metres|meters|
    stairs|horse ; multiple injuries
nosebleed = nosebleed|nosebleeds ; nose .. bleed*
vomit_blood = threw|throwing|vomit*|sick .. like .. coffee|granules|blood ; bringing|brought|bring|coming up .. blood
    ; vomit* .. red ; mouthfuls of blood ; blood .. coming|came up ; sick .. blood ; vomit*|puk*|throw*|threw|sick|
    retch*|spew*|heav* .. blood|bloody ; blood|bloody .. in|when|with .. vomit|puke|sick ; bloody vomit|puke ; blood
    .. vomit* ; coffee .. ground|grounds|granules ; hematemesis|haematemesis ; hemat emesis ; dark emesis ; throw* ..
    red ; brought up blood
black_stool = black|tarry|tar|sticky|jet .. stool|stools|poo|poos|bowel|motion|motions|feces|tar|diarrhea|shit|crap ;
    stool|stools|poo|poos|motions|feces|diarrhea|shit|crap .. black|tarry|tar|dark ; melena|melaena|malena ; dark
    stools
stool_blood = bloody stool|stools|poo|diarrhea|motions|bowel ; blood .. stool|stools|poo|toilet|rectum|bottom|rectal|
    anus|diarrhea|bum|butt|backside|passage|rectally ; rectal bleeding|bleed ; bleeding .. bottom|rectum|anus|
    rectally|bum|butt|backside|passage|bowel|behind ; hematochezia|brbpr ; passing|pooing blood|clots ; poo* .. blood|
    clots ; maroon stool|stools ; bleeding from .. behind ; gi bleed ; toilet .. full|red .. blood ; lots blood ..
    toilet
cough_blood = cough* .. blood|bloody ; bloody|blood .. phlegm|sputum|mucus|cough ; hemoptysis|haemoptysis ; spit* ..
    blood
gut_danger = dizzy|dizziness|faint|fainted|fainting|lightheaded|weak|weakness|passed|collapsed|syncope|<sweaty>|pale ;
    lot|lots|loads|cup|cupful|large|everywhere|full|heavy|clots|gushing|pouring ; <cant_breathe> ; racing ; warfarin|
    thinner|thinners|eliquis|xarelto|apixaban ; cirrhosis|liver|varices ; multiple|several|keeps|repeated|again ;
    <severe>
belly_pain = <belly> .. hurt*|pain*|agony ; cramps|cramping .. <belly> ; <belly> <pain>|<severe> ; <pain> .. <belly> ;
    <belly> .. <pain> ; bellyache|tummyache|stomachache ; right|lower|left|iliac side|quadrant .. <pain> ; <pain> ..
    quadrant ; <pain> .. lower|upper right|left ; pelvic pain ; appendix|appendicitis .. <pain>
severe_belly = pain .. <belly> .. severe|worst|unbearable|agony|knife|screaming ; started .. belly|navel button ..
    right ; <belly> .. hurts|hurting .. so|really|very bad|badly|much ; <severe> .. <belly_pain> ; <belly_pain> ..
    <severe> ; doubled|doubling|bent|curled over|up|double ; <belly> .. rigid|hard|rock|board|rocklike ; rigid|rock
    hard <belly> ; hard as .. board|rock ; <belly_pain> .. cannot|not .. stand|straighten|walk|move|sit ; cannot ..
    stand|straighten|walk .. <belly_pain> ; stabbed .. <belly> ; pain .. <belly> .. back|shoulder
tearing = tearing|ripping|ripped|torn .. back|chest|<belly>|shoulder ; back|chest|<belly> .. tearing|ripping ;
    aneurysm .. <pain>
blockage = not|cannot .. pass*|fart .. gas|wind|stool|poo ; not poo .. days ; <belly> .. <swell>|bloated|distended|
    tight ; green|feces|bile vomit*
fainted = next thing .. floor|ground|carpet ; everything|it all went black|dark|grey|gray ; came round .. floor|
    ground ; hit the deck ; went limp ; greyed|grayed out ; fell unconscious ; hit floor|deck ; faint|fainted|
    fainting|faints ; passed|passes|passing|pass|blacked|blacking|blacks|conked out ; blackout|blackouts ; syncope|
    syncopal ; lost|loss|loses|losing consciousness ; loc ; woke|came .. on floor|ground ; came to .. floor|ground|
    bathroom|kitchen ; collapsed
near_faint = feel|feeling|felt woozy|dizzy stand* ; see|saw|seeing stars ; vision .. tunnel|narrowing ; knees buckled
    ; nearly|almost|about|going|might|gonna|near|like|close|feel|felt|feels <fainted> ; near|pre syncope|syncopal ;
    presyncope ; nearly|almost pass|black|passing out ; lightheaded .. cannot|stand*
faint_danger = <exertion> ; <chest_pain> ; <cant_breathe> ; <palpitations> ; <headache> ; pregnant|pregnancy ;
    <black_stool> ; <vomit_blood>|<stool_blood> ; <belly_pain> ; family .. died|death .. suddenly|young ; sudden death
    ; pacemaker|hcm|cardiomyopathy ; hit head|face ; back pain
exertion = running|ran|jogging|exercise|exercising|exertion|playing|training|football|soccer|basketball|gym|workout|
    swimming|sprint*|race|stairs|climbing|walking|practice|cycling|match|game|lifting
palpitations = heart .. going .. mad|crazy|hundred|fast|nuts ; heart .. mad|crazy|haywire ; heart .. beating .. fast|
    hard ; palpitations|palpitation|arrhythmia|fibrillation|svt ; heart .. racing|pounding|fluttering|skipping|fast|
    irregular|jumping|flipping|thumping|raced|hammering ; heart beating fast|hard|irregularly ; racing|pounding|
    fluttering|irregular|fast|rapid heart|heartbeat|pulse ; pulse .. racing|fast|irregular
pal_lasting = hours|minutes|stop|since|all|constantly|140|150|160|170|180|190|200 ; <fainted> ; dizzy|lightheaded|
    <sweaty>
diabetic = diabet*|insulin|metformin|t1d|t2d|iddm|<type_one>|ozempic|glipizide|gliclazide|sulfonylurea ; insulin pump
    ; libre|dexcom
type_one = type 1|one
dka_sign = fruity|acetone|ketones|ketone|ketoacidosis|dka ; pear|nail drops|polish ; breath .. smell*|sweet|fruity ;
    sugar|sugars|glucose .. high|hi|over|500|400|600|reading
thirst_pee = thirsty|thirst|drinking .. pee|toilet|bathroom|wetting|bed ; pee .. lot|constantly|all|more .. thirst* ;
    thirsty ; drinking constantly|gallons|litres|loads|nonstop
thirst_more = pee|toilet|wetting|bathroom ; weight|thin|skinny|tired|exhausted|drowsy|vomit*|breath
low_sugar = low|dropping|dropped|plummeting|crashing|crashed sugar|sugars|glucose|bg|bs ; sugar|sugars|glucose|bg ..
    low|dropping|dropped|crashing|crashed|plummeting|tanking|lo ; hypo|hypos|hypoglycemia|hypoglycemic|hypoglycaemia|
    hypoglycaemic ; <having> hypo
sugar_danger = <confused> ; <fainted> ; nonsense|gibberish|shaky|shaking|<sweaty>|trembling|<drowsy>|aggressive|weak|
    seizure|slurring|slurred ; <cannot_wake> ; will not|not .. come*|up|rise|swallow|eat ; cannot|not .. swallow|eat|
    drink ; drunk ; keeps .. dropping|low
insulin_error = gave|took .. insulin twice ; double dosed ; took|taken|gave|injected|given|injecting|dialed|dosed ..
    wrong insulin ; too much|many insulin ; double|twice|triple|ten|10 .. insulin|dose .. insulin ; insulin .. double|
    twice|instead|wrong|mistake|extra|accident|accidentally ; too much insulin ; <number> units .. instead|not|rather
    ; units .. instead|rather|accident|accidentally|mistake|meant ; took|gave|injected .. units .. instead|not|
    should|supposed|meant ; wrong|mixed .. insulin ; overdosed .. insulin ; insulin overdose
"""
