"""Findings of rows 1 to 18: arrest, chest, breath, stroke, head, infection, bleeding, belly, fainting, sugar.

Pure data in the notation of `agent.triage_match`; may refer to the entries of `agent.red_flags.words`.
"""

FINDINGS = r"""
not_breathing = not|stopped|stops|quit breathing|breathe ; stopped|stops taking breath|breaths ; no breath|breaths|
    breathing ; not taking a breath|breaths ; breathing stopped|stops ; agonal ; barely|hardly breathing ; will not
    breathe ; not breathing properly|right ; gurgling breath* ; breathing every few seconds ; apnea|apnoea|apneic
    <now_words> ; no breathing ; stopping|stop|stopped breathing|breath|breathe ; breath|breaths|breathing .. stopped|
    stops|pauses ; chest .. not .. moving|rising|going ; snoring|gurgling|gasp* .. then|and nothing|stopped|silence ;
    not really|hardly|barely|properly breathing|breath ; cannot|not see|hear|feel .. breathing|breath|breaths
no_pulse = no pulse|heartbeat|hearbeat ; cannot feel|find pulse ; without pulse ; not have pulse ; heart stopped|stops ;
    not a pulse ; pulseless ; cardiac|respiratory arrest <now_words> ; doing|giving|started|need cpr ; chest
    compressions ; cannot|not find|get|feel|detect .. pulse|heartbeat
cannot_wake = floppy|limp .. not answering|responding|moving|waking ; not answering <us_words>|$ ; cannot|not wake|
    rouse|arouse|awaken <they> ; cannot get|make <they> wake|respond ; cannot be woken|roused|awakened|wakened ; <they>
    not waking|rousing|wake|stirring ; <they> not responding|respond|moving|answering $|,|and|anymore|when ; <they>
    will|would not wake|rouse|respond|stir ; <they> .. not come round|around|to ; <they> cannot wake ; unresponsive ;
    not responsive|waking ; unconscious ; out cold ; unrousable|unarousable ; not responding|respond voice|pain|me|us|
    her|his|anything ; not come round|around ; not woken ; not open eyes ; knocked|lying lifeless ; <they> lifeless ;
    not regained|regain consciousness ; slumped .. <not_breathing>|unresponsive|wheel ; <hard_to_wake> ; blacked out ..
    not wake ; slumped|limp|floppy|lifeless|motionless|collapsed .. not|no .. answer*|respon*|reply*|mov*|talk*|wak*|
    react* ; no response|reaction|reply from|when|at|$|, ; cannot get .. response|reaction|answer|word out|from|of|, ;
    cannot get a response|reaction ; not respond|responding|reacting|responsive|react $|,|and|now|when|at|, ; eyes open
    .. not there|blank|vacant|nobody|nothing ; eyes open but|and not|no|nothing ; passed out .. not|cannot|will wake|
    waking|rouse|come|get ; shook|shaking|slapped|shouted|shouting|prodded .. not|nothing|no .. wake|waking|respon*|
    stir|react* ; cannot bring .. round|around|to ; <they> .. not|will moving|move $|,|or|at|and ; dead to the world ;
    <they> .. not|will get|wake up from
collapsed = collapsed|collapses|collapsing|keeled ; dropped floor|ground|dead|down|like ; just dropped ; found on
    floor|ground ; found <they> on floor|ground ; went down hard ; fell down .. not moving ; crumpled
chest_pain = <pain>|ache|pressure|tight .. behind|under .. ribs|rib ; someone|something|elephant|horse sitting|standing|
    pressing|kneeling on me ; <chest> .. feels|feeling|felt weird|funny|odd|strange|bad|wrong|full ; pressure .. chest|
    breastbone ; heart .. squeezing|cramping|gripped ; cannot .. weight .. chest ; chest is on fire ; holding|clutching|
    rubbing|grabbing|clutches|grabs|holds <chest> ; heavy|tight|strange|funny|weird|odd .. in|across|over <chest> ;
    <chest> <pain>|pressure|tight|tightness|tightening|heavy|heaviness|squeez*|crushing|crushed|burning|burns|band|
    weight|constriction|stabbing|throbbing|exploding|vice|vise|clenching|gripping ; <pain>|pressure|pressing|tight|
    tightness|tightening|weight|band|squeezing|heaviness|stabbing|burning|burn|constriction|knot|fist|ache .. in|on|
    across|over|around|behind|under|of .. <chest> ; elephant .. <chest> ; something|someone|brick|bricks|anvil|truck|ton
    sitting|standing|pressing|kneeling|parked on <chest> ; heart <pain>|squeezing|pounding <pain> ; cp ; angina ;
    <chest> .. <severe> <pain> ; crushing|squeezing|pressing|tight <chest> ; <chest> .. like|as .. crushed|vice|vise|
    band|weight|squeezed|brick|truck|burst|explode ; brick|bricks|band|belt|fist .. <chest> ; tight|vice|vise|belt ..
    around|round .. <chest> ; <chest> is killing ; indigestion .. <sweaty>|arm|jaw ; retrosternal|precordial pain ; ton
    of bricks .. <chest> ; <chest> .. wall pain ; stabbing|sharp|dull .. <chest> ; pain .. left breast|<chest> ; pain
    shooting .. <chest> ; like|as|if|feels belt|band|rope|vice|strap|clamp|girdle .. tight*|squeez*|round|around ;
    standing|sitting|sat|stood|pressing on it ; heart .. being|feels|is|like squeezed|stabbed|crushed|gripped|exploding|
    bursting|burst ; angina .. pain|bad|worse|back ; behind|under .. breastbone|sternum .. <pain>|burn*|pressure|
    tight* ; <pain>|pressure|tightness|squeez* .. ribs|ribcage|breastbone|sternum ; <chest> .. wont|will|not stop|ease
    hurting|aching ; discomfort|pressure|heaviness .. chest|breastbone ; chest|heart .. feels|feeling|felt|is heavy|
    tight|crushed|strange|weird ; tight|tightness across|over me|ribs|front ; heart & hurts|hurting|ache|aches|aching|
    pain|pains ; heart area & pain|pains|sharp|tight ; pain|pains|pressure .. heart|left .. area|side chest|breast
radiates = radiat* ; down|into|through|up .. arm|arms|jaw|neck|shoulder|teeth ; left arm|shoulder <pain>|numb|tingl*|
    heavy|ache|dead|weird|funny ; jaw|arm|arms <pain>|heavy|numb|tingl* ; spread|spreading|spreads|travels|moving|
    shooting|goes .. arm|jaw|neck|back|shoulder|shoulders ; pain|ache|aches|hurts .. jaw|arm|arms|shoulder|blades ;
    between shoulder blades ; throat .. from chest ; up .. to|into .. throat|jaw|neck ; both|left arm|arms .. heavy|
    ache|aching|dead|tingl*|numb|weak|pain
cant_breathe = breathing .. is|feels|has|gets .. effort|stuck|harder|tighter|wrong ; puffing|huffing|panting ; lungs ..
    not .. work*|fill* ; trouble|difficulty getting air ; cannot lie flat ; wake|woke .. gasping ; <cannot> breathe|
    breathing|breath|inhale ; <cannot> catch|catching|get|getting|draw|take .. breath|breaths|air ; short of breath ;
    short|shortness breath ; sob ; breathless|breathlessness ; dyspnea|dyspnoea|dyspneic ; gasping|gasps|gasp ;
    suffocating ; out of breath ; breathing|breath .. hard|difficult|laboured|labored|fast|rapid|rapidly|badly|shallow|
    worse|struggle|terrible|quick|heavy|heavily|weird|funny|bad ; hard|fast|rapid|laboured|labored|shallow breathing ;
    air hunger ; not getting|get enough air|oxygen ; orthopnea|orthopnoea ; stridor ; working hard|harder breathe ; not|
    cannot .. catch .. breath ; respiratory distress ; <cannot> .. breathe in ; puffing .. sentence|breath ; chest|lungs
    .. not .. air ; no air ; not .. air in|into ; drowning in .. own|fluid|lungs ; smothering|smothered ; get|getting|
    got air in ; <cannot> .. get|getting|suck|pull|drag .. air|breath|oxygen ; struggling|struggle|struggles .. breath|
    breathe|air|breathing ; gulping|heaving|fighting .. air|breath ; breathing|breath .. raspy|noisy|rattl*|rattly|fast|
    shallow|heavy|quick|funny ; lungs .. full|tight|closing|burning ; winded .. sitting|lying|talking|nothing ; puffed|
    puffing|panting .. sitting|lying|talking|dressed|nothing ; <cannot> breath|breathe|breathing ; breathing like ;
    chest .. heaving
severe_breath = <cannot> breathe ; <cannot> speak|talk|finish|say .. sentence|sentences|words|word ; <cannot> .. get|
    catch .. air ; gasping ; suffocating ; too breathless|short to|of ; lips|face|tongue|mouth .. <blue> ; <blue> lips|
    face|around ; cyanosis|cyanotic ; stridor ; few|one|two|three words at|before ; silent chest ; fighting|struggling|
    gasping for|to breath|air|breathe ; respiratory distress ; not .. enough air ; sitting|bolt upright .. breath* ;
    word by word ; drowning in ; smothering ; lips|fingers|face|mouth|nails|fingertips .. funny|odd|weird|strange|wrong
    colour|color ; lips|fingers|face|nails|fingertips .. <blue> ; blueish|bluey lips|face|round|around ; lips|face ..
    blueish|bluey ; cannot|not .. talk|speak|say|finish .. full|whole|sentence|sentences|words ; struggling|fighting|
    struggles .. every|each breath ; every breath .. fight|struggle|battle ; <cannot> .. get .. words out .. breath ;
    exhausted .. breath* ; only|just say|speak|talk|manage|get .. word|words ; one|two|few|single word|words at|between|
    per|then ; chest .. heaving ; heaving .. breath|air|chest
wheeze = wheez*|whistling|rattling|crackly ; whistle|whistly|wheezy
inhaler_fails = inhaler|inhalers|puffer|nebulizer|nebuliser|ventolin|albuterol|salbutamol .. not|no .. help*|work*|
    relief|touch*|nothing|doing ; no inhaler relief ; inhaler|puffer .. repeatedly|every|times|empty|ran ; inhaler|
    puffer more often ; puffs|times .. still ; puffs .. no|not ; inhaler .. repeatedly|empty
benign_breath = breath|breathless|winded|breathing .. after|from|when|while .. run|running|jog|jogging|workout|gym|
    sprint|sprinting|treadmill|laughing
choking = choking ; choked .. and .. not|cannot ; stuck|lodged|caught|blocking|blocked .. throat|windpipe|airway|
    esophagus|gullet ; gagging .. cannot|not .. breath*|talk|speak ; heimlich ; back blows ; <they> .. swallowed ..
    cannot .. breath*|talk|speak|cough ; went down .. wrong .. cannot ; cannot cough|cry .. ate|eating|food ;
    <stuck_food> .. stuck|lodged|wedged|jammed|caught|wrong ; clutching|grabbing|holding|clutches|grabs .. neck|throat &
    <blue>|purple|red|cannot|choking|panic* ; gagging|gag|gags .. <cannot> .. cry|breathe|speak ; swallowed .. gagging|
    cannot cry|breathe|talk ; stuck .. down .. there|throat|pipe|gullet|windpipe ; gone|went|going down .. wrong|
    windpipe|pipe|lungs & cannot|not|purple|blue|red|cough*|grabbing|limp ; obstructed|blocked airway|windpipe ;
    inhaled|aspirated|swallowed|breathed .. <stuck_food> .. cannot|not|cough*|breath* ; inhaled|aspirated ..
    <stuck_food> ; <stuck_food> .. in|into|blocking|down .. airway|windpipe|throat|pipe ; cannot|not cough .. out|up ;
    waving|flailing arms .. red|blue|throat|eat*|food ; <stuck_food> in throat & red|blue|purple|grabbing|waving|cannot|
    panic*
airway_gone = grabbing|clutching|grabs|holding|clutches|pointing throat|neck ; cannot|not .. talk|speak|cough|breathe|
    breathing|cry|swallow ; <blue> ; no sound|noise|air ; drooling ; silent ; still .. stuck ; not come|coming ;
    clutching|holding|grabbing|grabs|clutches his|her|my|their neck|throat ; no|not|cannot noise|sound|make|breathe ;
    limp|floppy|purple|panicking|blue
throat_closing = throat .. clos*|<swell>|tight|tightening|tightness|tighten|constrict*|shut ; tight|tightness|swelling
    .. throat ; cannot swallow .. spit|saliva|breath* ; airway .. clos*|<swell> ; <swell>|closing throat|airway|uvula ;
    throat .. swell* .. shut|closed|up ; throat .. lump|itchy|thick|weird|funny|feels .. after|tight|full ; hard|
    difficult|cannot|trouble|struggling swallow|swallowing .. breath*|throat|saliva|spit
tongue_swell = tongue .. <swell> ; <swell> tongue ; tongue|lips|mouth .. <swell> .. fast|size|cannot ; angioedema
lip_swell = lips|lip|face|eyes|mouth|eyelids .. <swell> ; <swell> lips|lip|face|eyes|mouth|eyelids
hives = hives|welts|urticaria|itchy|itching|itch|nettle ; red rash|blotches|bumps ; rash ; flushed|flushing ; wheals ;
    itch*|itchy .. everywhere|over|body ; covered in .. rash|spots|hives|bumps|welts|blotches|lumps ; rash|spots|bumps|
    lumps .. all over|everywhere|body ; come|came|broke|broken|coming up|out .. rash|welts|hives|lumps|spots|blotches ;
    blotchy|blotches|bumps|lumps
epipen = epipen|epi|epinephrine|auvi|jext|anapen .. used|gave|given|give|expired|not|cannot|injected|second|no ; used|
    gave|given|need|injected|no .. epipen|epinephrine|epi
allergic_now = <having> allergic reaction ; bad|severe|serious|major|strong allergic reaction ; allergic reaction ..
    breath*|throat|tongue|face|worse
having = having|has|have|had|getting|getting|showing|got|suffering|suffered ; going into ; think|thinks|sure|looks|feel|
    feels|seems|might|could|may|maybe|probably|possibly|possible|suspect|suspected is|be|like|it|having|of|in ; this|it|
    he|she|i am|is|must|be ; going in|into ; go into
signs_of = sign|signs|symptom|symptoms of|like
face_droop = face|mouth|smile|cheek|lip .. droop*|droop|drop|dropped|dropping|drooped|crooked|lopsided|slid|sliding|
    sagging|sagged|sags|fallen|uneven|wonky|twisted|melting|slipped ; droopy|drooping|crooked|lopsided|uneven|sagging|
    wonky|twisted face|mouth|smile|cheek ; facial droop|weakness|asymmetry|palsy ; <one_side> .. face .. droop*|<weak>|
    <numb>|drop* ; cannot|not smile|smiling ; half .. face .. <weak>|<numb>|move|moving|work|working ; face .. one side
    .. <weak>|<numb>|droop* ; <one_side>|side .. mouth|face|lip|smile|eye|eyelid .. hang*|droop*|sag*|drop*|slid*|slip*|
    dribbl*|drool*|limp|numb|lower|down|frozen|fallen|weak|wonky ; side of .. mouth|face|smile .. hang*|droop*|sag*|
    drop*|slid*|slip*|lower|down|weak|frozen|numb ; mouth|face|smile|lip .. hang*|wonky|funny|odd|pulled|lower|uneven|
    lopsided|frozen|strange|weird .. side|one|left|right|dribbl*|drool* ; smile|smiling .. funny|wrong|odd|uneven|half|
    side ; face|mouth|eye|lip .. dropped|fell|fallen|sagged|sagging|gone|slack .. one|left|right|side ; dribbl*|drool*
    .. side|one|left|right .. mouth|face ; face|mouth .. looks|gone funny|wonky|wrong|odd|lopsided|skewed
speech_bad = not .. get .. speech|sentence out ; <they> .. talking .. sense ; mixing up words ; <they> .. stopped
    talking|speaking|making suddenly|sense ; unable to answer ; slur* ; <cannot> get|find|finding|form|say|saying|
    remember .. words|word|speech ; talking|talks|speaking|speaks|talk gibberish|nonsense|rubbish|garbage|funny|weird|
    strange ; <cannot> speak|speaking|talk|understand .. properly|clearly|right|words|speech|suddenly|all|people|
    anymore ; <they> <cannot> speak|talk ; <cannot> speak|talk ; difficulty speaking ; words|speech|sentences|talking ..
    wrong|jumbled|garbled|mumbl*|muddled|mixed|scrambled|backwards|thick|weird|gibberish|mush|funny|nonsense ; aphasia|
    dysphasia|dysarthria|aphasic|gibberish ; garbled|jumbled|mumbling|mumbled|muddled speech|words|talking ; <they>
    sounds|sound|sounded drunk ; word finding|salad ; lost speech|words|ability speak ; not make|making|made .. words ;
    not .. get .. words|sentence|sentences ; words .. not .. come|coming|right|out ; sounding drunk ; like .. mouth ..
    full ; mute suddenly ; speaking|talking|sounds|sound|sounding|talks|speech|acting|seems .. drunk|pissed & not|any|
    sober|suddenly|drink|drinker|never|only|tea ; speaking|talking|sounds|sounding|talks|speech .. like .. drunk ; drunk
    .. not|never had|drank|drink|touched ; words|speech|sentences .. muddled|mixed|jumbled|backwards|wrong|mush|slow|
    thick|not making ; mixing|mixes|mixed|muddling|jumbling|forgetting .. words|names ; <cannot>|not .. tell|say|name|
    remember|think|find .. word|words|called|name of|sentence ; <cannot>|not put|string|get .. words|sentence|sentences
    together|out ; words come|came|coming out wrong|funny|jumbled|muddled ; <cannot>|not .. get .. words|sentence out|
    right ; <cannot> understand .. saying|says|said|him|her|speech ; lost .. ability|speech|power speak|talk ; <cannot>
    read .. suddenly ; making up words ; wrong words ; stopped making sense ; cannot speak|talk .. minute|minutes|
    seconds|hour|while ; struggling|struggled|struggles .. speak|talk|words|speech ; talking|speaking|talks|speech|
    words|speaks & noise|foreign|mumbo|alien|gobbledygook|babble|babbling|jibberish|mumbling|slow motion ; another|
    different|foreign language ; like|another .. language .. talking|speaking ; <cannot> .. speak|talk|read .. passed|
    again|fine|minute|minutes|hour|while|normal|came ; words sound|are|were thick|slow|slurry|slurred|funny|odd ; sounds
    like .. mush|marbles|drunk ; mouth full of .. marbles|cotton
side_weak = <weak> on one side ; <weak> .. down one side ; <sudden> .. <weak> .. leg|hand|arm|foot ; clumsy hand|arm|
    leg|side ; <one_side> .. <weak> ; <weak> .. <one_side> .. <limb>|side|face|body|hand|arm ; <weak> <one_side> ;
    hemipar*|hemipleg* ; <cannot> move|lift|raise|use|hold|grip|grasp .. <limb>|side|cup|anything|fork|pen ; arm|arms|
    hand .. <weak> ; <weak> arm|hand|arms ; one sided weakness ; weakness .. one side ; weakness .. <one_side> ;
    <one_side> body|side .. <numb> ; <numb> .. one|left|right side|half ; not move|moving|lift|lifting|raise|use|feel ..
    arm|hand|side|leg|legs ; half .. body .. <numb>|<weak> ; arm .. drift* ; leg|legs dragging ; dragging .. leg|foot ;
    <one_side> .. arm|hand|leg .. not .. move|work ; paralysis|paralysed|paralyzed .. side|arm|leg ; veering|leaning
    one|left|right side ; keeps|kept|keep dropping .. things|everything|cup|phone|fork|stuff ; <one_side> .. hand|arm|
    leg|foot|side .. drop*|useless|clumsy|floppy|heavy|dead|limp|weird|funny ; arm|hand|leg .. keeps|keep dropping|
    falling|giving|drifting|flopping ; cannot|not .. hold|lift|raise|grip .. cup|arm|pen|fork|spoon|arms|mug|hand ;
    <numb> .. hand|arm|leg|side .. face|mouth|cheek|lip ; <numb> .. face|mouth|cheek|lip .. hand|arm|leg|side ; face|
    arm|hand|leg .. face|arm|hand|leg|speech .. <numb>|<weak> ; half .. face|body .. <numb>|<weak>|dead|gone|not ;
    <numb>|<weak>|dead .. half .. face|body ; one side|half .. not .. work*|mov*|respond* ; <one_side> arm|leg|hand|side
    .. went|gone|going dead|floppy|limp|heavy|weak ; leaning|lists|listing|veering|veers|pulling|falling to|over one|
    left|right|the side ; <cannot> button|write|hold pen .. suddenly|today|now ; hand|arm|leg|foot .. flops|flopping|
    flop|drags|dragging|dragged|hangs|dangling|dangles|collapsed|buckled ; fell|falling|falls|leans|leaning .. to|
    towards left|right|one ; cannot use .. hand|arm|leg|side|fingers ; foot|leg drags|dragging
side_numb = <one_side> .. arm|hand|face|cheek|side .. <numb> ; <numb> .. <one_side> ; face|arm <numb> ; <numb> face|
    arm|lip|mouth ; face .. <numb> ; arm .. <numb>
unsteady = <cannot> walk|stand|balance straight|balance|properly|suddenly ; lost|loss|losing balance|coordination ;
    imbalance ; staggering|stumbling|veering ; room spinning ; <cannot> walk .. straight|properly|line ; walking|walk ..
    like .. drunk|sailor ; walking .. into .. walls|things|side ; room .. spinning ; everything .. spinning ; seeing|see
    double|two ; legs .. like .. jelly
stroke_dx = ministroke ; <having> stroke ; <having> stroke|tia|strokes ; <having> mini stroke ; <having> <signs_of>
    stroke|tia|mini ; <having> brain bleed|aneurysm ; stroke .. <now_words> ; mini stroke
heart_dx = <having> heart|cardiac attack|arrest ; <having> <signs_of> heart attack ; heart attack .. <now_words> ;
    <having> mi
seizing = jerking|shaking|twitching|stiffened|rigid .. unresponsive|respond|floor|eyes|minutes|uncontrollably ; eyes ..
    rolled|roll|rolling|flickering ; went stiff|rigid .. shak*|jerk*|shook ; had .. seizure ; seizing|convulsing|
    convulsion|convulsions|convulses ; <having> seizure|fit|convulsion|fits ; started fitting|seizing ; <they> fitting ;
    fitting .. minutes|now|stop ; seizure .. <now_words> ; seizure|fit .. will not|not .. stop* ; seizure|seizures|fit|
    fits .. cluster|minutes|first|again ; fits|seizures .. back to back ; first seizure|fit ; grand mal ; status
    epilepticus ; post ictal ; <jerking> .. eyes|floor|unresponsive|foam*|stiff ; eyes .. rolled|roll|rolling .. back|
    head|up ; foaming ; frothing ; whole body jerking|stiffened|stiff ; stiff .. <jerking> ; thrashing .. eyes|floor ;
    seizure .. fell|hit|turned|lasted ; brief shaking ; seized ; <number>|#|another|multiple|several|more|first|cluster
    seizures|fits|fit|seizure ; seizures|fits .. not|without .. coming|come|waking ; shaking|jerking|twitching|thrashing
    .. all over|uncontrollably|violently|whole body .. eyes|stiff|not|unresponsive|floor|bit|tongue|foam* ; stiff|rigid
    & shak*|jerk*|twitch*|shook ; bit|biting|bitten .. tongue .. shak*|jerk*|fit|twitch* ; shak*|jerk*|fit|twitch*|
    fitting .. bit|biting|bitten .. tongue ; funny turn .. eyes|jerk*|shak*|stiff ; twitching all over ; eyes .. back ..
    head ; started convulsing|jerking|twitching ; staring|zoned .. jerk*|lip|smacking ; tonic clonic
jerking = shaking|jerking|twitching|convuls*|trembling|thrashing
seizure_grave = foaming|frothing|jerking|rolled|unresponsive|floor|ground ; will not|not .. stop* ; still ; minutes ;
    first ; never ; another ; pregnant|pregnancy ; <blue> ; not .. wake|woken|breathing ; again ; back to back ;
    diabetic ; head ; water|pool ; <now_words> ; having|seizing ; <they> convulsing|fitting|seizing ; convulsing|
    fitting|seizing $|,|what|help|please ; <number>|#|several|multiple seizures|fits ; without coming|waking ; before|
    daughter|son|toddler|baby|child ; convulsing|fitting|seizing now|what|please|help|right
headache = headache|headaches|migraine|head <pain>|pounding|exploding|splitting|explode|burst ; head .. <pain>|
    pounding|exploding|splitting|explode ; pain|pressure in|behind .. head|skull|eye|eyes
worst_headache = pain|something exploded|exploding|popped|burst .. head|skull ; <sudden> .. pain .. head|skull ;
    headache .. out of nowhere ; worst headache|migraine|head ; headache|head|migraine .. worst ; worst .. headache ;
    thunderclap ; like .. hit|struck|kicked|shot|lightning|bat|hammer|axe|bomb .. head|skull ; head .. hit|struck|
    kicked|lightning|bat|hammer|axe|explode|exploded|popped ; like .. hit|struck .. bat|hammer|brick|lightning|axe ;
    head pain .. worst ; never had .. headache .. like ; <sudden> .. <severe> .. headache|head ; headache|migraine ..
    <sudden> ; <sudden> .. headache|migraine ; something popped|snapped|burst .. head ; <extreme_pain> .. headache|head|
    migraine .. like|came|come|seconds|instant*|switch|sudden*|nowhere|minute|out ; <extreme_pain> .. headache|head|
    skull .. ever|life ; headache|head|pain|migraine .. came|come|started|hit|went|appeared .. like|instantly|seconds|
    suddenly|nowhere|immediately|once .. switch|snap|bang|flash|lightning|train|$|,|nowhere|that ; pop|snap|bang|click|
    crack|burst|explosion .. in|inside .. head|skull|neck & pain|headache|hurts|<extreme_pain> ; 0|zero|nothing .. 10|
    100|ten|hundred|worst .. seconds|minute|instantly|once|headache ; headache|head .. 0|zero|nothing .. 10|100|ten|
    hundred ; hit|struck|kicked|smashed .. hammer|bat|brick|axe|sledgehammer .. head|skull ; never .. headache|head ..
    like|bad|this ; <extreme_pain> .. pain .. back .. head|skull ; <sudden> <extreme_pain> headache|pain .. head|
    headache|skull ; explosion|exploded|explode*|burst|detonat* & head|skull & pain|headache|agony ; instant|instantly|
    immediate .. headache|pain|agony .. head|skull ; head|skull .. instant|instantly .. pain|agony ; headache .. hit ..
    brick|truck|train|bus|wall|ton
severe_headache = <severe> .. headache|migraine|<headache> ; <headache> .. <severe> ; splitting|pounding|blinding|killer
    headache ; <extreme_pain> .. headache|head|migraine|skull ; headache|migraine|head .. <extreme_pain> ; banging|
    raging|thumping|stinking|killer|terrible|awful headache|migraine ; screaming .. head|headache pain ; holding|
    clutching .. head .. screaming|crying|agony
headache_danger = <sick> ; vision|blurred|blurry|blind|double ; <fever> ; stiff ; neck ; faint*|passed|collapsed|
    syncope ; light|photophobia ; seizure ; <blue> ; cancer|anticoagulant|warfarin ; speech ; weak ; <drowsy>
confused = vague|repeating <now_words>|herself|himself|same|<self> ; gone|very|so vague ; repeating herself|himself ;
    keeps repeating ; talking|talks|speaking .. no sense ; asking .. same question|questions ; does|did not know what is
    happening|going ; mixed up .. day|date|time|place ; brain .. not working suddenly ; wandering .. night|street|
    confused ; out of .. mind|head suddenly ; confusion|disoriented|disorientated|delirious|delirium ; <they> confused ;
    confused ; not making|make|makes sense ; does|did not know|remember .. where|who he|she|they ; <they> .. not|cannot
    remember|know own|his|her name ; not recognise|recognize|recognising|recognizing|know .. me|us|family|wife|husband|
    son|daughter|people|anyone ; <they> .. not know .. day|year|month|where <they> ; altered mental|mentation|
    consciousness ; ams ; mental status change ; change mental|behavior|behaviour ; talking to .. people|things|not
    there ; not herself|himself ; acting strange|strangely|weird|drunk|bizarre|crazy|odd ; does not know where ; out of
    it ; rambling|incoherent ; not .. making .. sense ; thinks it is 19 ; not .. recognise|recognize ; confused ..
    suddenly ; talking nonsense|gibberish ; muddled ; babbling ; <they> .. not|cannot know|recognise|recognize|remember
    .. who i|we|she|he|am ; not know who i am|we ; not know what day|year|month|time ; not know where <they>|is ; <they>
    .. confused|muddled|disoriented|bewildered ; acting|acts|behaving|behaves|being .. strange|strangely|weird|weirdly|
    odd|oddly|bizarre|drunk|crazy|funny .. suddenly|today|morning|not|sense|since|all ; acting|acts .. drunk ; talking|
    talks|speaking|spoke to .. people|someone|person|dead|things .. not|dead|there|years ; seeing|sees .. things|people|
    bugs .. not there ; asking|asks|repeating|repeats .. same .. over|again|question|thing|things ; put|puts|putting ..
    in|into .. oven|fridge|freezer|microwave ; not .. remember .. how|own|name|birthday|address|kids ; gone|went|going
    .. muddled|vague|confused|loopy|doolally ; lost .. in own|his|her house|home|street ; thinks .. is 19*|still|war|
    dead|mother ; not making any|much|a lot sense ; picking at .. air|things|sheets|bedclothes ; delusional ; <they> ..
    <seeing_things> ; <they>|mother|father .. seeing|sees .. cats|people|children|animals|spiders|bugs|insects|things ;
    calling .. wrong|by .. name|names ; calls me .. wrong|by|mom|dad ; does not know .. name|year|day|month ; cannot|not
    tell me .. name|day|year|where|date
fever = fever|feverish|febrile|pyrexia|fevers ; has|have|had|running|spiking|got|with temperature ; burning up ; running
    hot ; high temperature|temperatures ; rigors|chills ; boiling|roasting|burning up|hot ; feels|felt|feel|is|really|
    very|so hot|boiling .. touch|forehead|head|skin|drowsy|floppy|tonight|$|,|and ; temperature .. high|up|sky|spiking|
    spiked|won|not ; got|has|had|have|with|spiked|spiking|running temperature|fever ; feverish|shivery|sweats
high_fever = high fever|temperature ; fever|temperature .. very high ; fever|temperature .. not .. come|break|down|
    respond ; fever .. high
rigors = freezing .. shaking|shivering ; shaking .. cold|freezing ; shiver* .. violently|uncontrollably ; rigor|rigors ;
    shaking|shivering|shivers|shaking|teeth chills|uncontroll*|violently|hard|badly|cold|chattering ; cannot stop|
    stopped shivering|shaking ; shivering|shaking .. cannot|not .. stop|warm ; shaking|shivering|trembling|shakes ..
    with|and|from fever|temperature|cold|infection ; shaking all over ; fever .. shaking|shivering|shakes
mottled = mottled|blotchy|marbled ; skin .. <blue>|mottled|blotchy|cold|clammy|pale ; <blue> skin|patches ; blotchy|
    mottled|marbled|patchy|lacy .. skin|legs|arms|body ; hands|feet|legs .. freezing|ice|cold & fever|hot|infection|
    temperature|breathing|confused|slur*
no_urine = not .. pee .. today|hours|day|since|all ; not .. passed|passing|pass .. water|urine|pee ; no urine ; not pee|
    peed|passed|passing|pass .. all|day|since|hours|water|pee|today|24|18|12|much ; no pee|output .. hours|day|since|
    today|all ; not .. pee .. hours|day|since|today|all|yesterday ; barely pee|passing ; cannot pee ; pee dark .. none ;
    stopped pee ; not|no|never|barely|hardly|cannot .. pee|toilet|bathroom|loo|water|nappy|wet .. today|hours|since|
    yesterday|all|day|night|morning|12|18|24 ; not been to toilet|loo|bathroom|pee ; not been for pee ; bladder|catheter
    .. empty|nothing|dry ; no water|pee passed
feels_dying = feel|feels|feeling|felt|thinks|think|like .. dying|die ; going|about to die ; sense|feeling of doom ;
    impending doom ; never felt|been so ill|sick|bad|unwell
very_ill = very weak|ill|sick|unwell|poorly|drowsy|tired|low ; so weak|ill|sick|drowsy|weak ; too weak ; <drowsy> ;
    weakness|lightheaded|dizzy|dizziness|faint|fainting ; cannot stand|walk ; cannot get .. bed ; cannot keep .. down ;
    racing|pounding heart ; heart racing|pounding|fast ; fast|rapid breathing|breath|heart|pulse ; worse .. today ;
    rapidly worse|worsening ; diffuse|spreading rash ; rapid deterioration ; <severe> <pain> ; never felt so|this|as
    ill|sick|bad|unwell|rough|poorly ; feel|feels|feeling|felt .. death|dreadful|dying ; cannot|too weak|ill get|stand|
    sit|walk|up ; heart|pulse .. going|racing|pounding|hammering|clappers|mad
infection = infection|infected|uti|pneumonia|cellulitis|abscess|pus|wound|kidney|bladder|flu|tooth|dental|catheter ;
    uti|cystitis|pneumonia|sepsis|abscess|cellulitis|covid|flu|virus|kidney|pyelonephritis|wound|ulcer|chest|water|
    tooth|toe|bug|appendix infection ; infected .. cut|bite|leg|foot|wound|tooth|toe|eczema ; red streak|streaks|line|
    lines ; red|redness .. going|spreading|tracking|creeping|moving up|round|across|fast
sepsis_dx = <having> sepsis|septic ; septic|sepsis shock|<now_words>
stiff_neck = neck .. hurts|hurting|sore|pain .. bend* ; cannot .. touch chin|chest ; stiff|rigid|stiffness neck ; neck
    .. stiff|stiffness|rigid ; cannot|not .. bend|touch|put|move|tuck .. neck|chin|head .. chest|down|forward ; cannot|
    not bend|move neck ; neck .. hurts .. bend|move|chin|forward ; not|cannot|will .. move|bend|turn|touch .. neck|chin|
    head .. chest|down|forward|$|, ; neck .. so|really|very|too stiff|sore|painful .. move|bend|cannot ; neck .. locked|
    rigid|stiff ; neck|chin .. not|cannot|will .. bend|move|touch|go .. down|chest|forward
glass_rash = rash|spots|marks|dots|patches .. not .. fade|fading|disappear|blanch|vanish|go|away|change .. press*|glass|
    tumbler|pushed ; rash|spots .. glass|tumbler .. stay|stays|there|visible|still|not|through ; rash|spots|dots|patches
    .. stays|stay|staying|still .. glass|tumbler|press* ; petechia*|petechial ; purpuric rash|spots ; non blanching ;
    rash|spots .. not blanch* ; <blue>|bruise|bruised|pinprick rash|spots|dots|blotches|marks ; rash|spots .. <blue>|
    bruise|bruises|pinprick ; not .. fade .. glass ; glass|tumbler|cup test|trick & not|still|stays|stayed|positive|
    failed|visible|there ; rash|spots|marks|dots|blotches .. not .. go|fade*|blanch*|disappear*|vanish* ; rash|spots|
    marks|dots .. through .. glass ; <blue>|bruise|bruised|pinprick|dark|tiny|little|red .. spots|dots|rash|marks|
    blotches & bruise*|pinprick|purple|glass|press*|blood ; bruise like ; tiny bruises ; blood spots .. skin|under|legs|
    body|all
meningitis_dx = <having> meningitis ; meningitis .. <now_words>
light_hurts = cannot|not .. bear|stand|look|tolerate .. light|lights|brightness ; light|lights|brightness .. hurt|hurts|
    hurting|bother|bothers|unbearable|painful ; cannot .. bear|stand|look .. light|lights ; photophobia ; sensitive ..
    light ; curtains|blinds .. shut|closed|drawn ; dark room ; light|lights|lamp|sun|brightness .. hurt*|kill*|
    unbearable|agony|bother* ; hates|hate|hiding from .. light|lights ; squint* .. light ; scream*|cry|cries|crying|
    wince*|flinch* .. light|lights|lamp|curtains|torch
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
    wound|vein|cut|floor ; bleeding|blood & <blood_thinner>
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
    scaffold*|bridge|wall
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
    move
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
    in sleep|bed|chair|front|now ; just died
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
right_low = right .. lower|low|side|hip|bottom & <pain>|<belly>|sharp|stabbing ; <belly> .. right|lower & <pain>|sharp
appendix_sign = <sick>|<fever>|appetite|off food ; hurts|worse|agony .. walk*|cough*|move*|moving|jump*|bump*|step|
    press* ; walking|coughing|moving|jumping|bumps .. hurts|worse|agony
"""
