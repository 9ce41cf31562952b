"""Findings of the body's upper half: arrest, chest, breath, allergy, stroke, fits, head, infection.

Pure data in the notation of `agent.triage_match`; may refer to the entries of `agent.red_flags.words`.
"""

FINDINGS = r"""
not_breathing = not|stopped|stops|quit breathing|breathe ; stopped|stops taking breath|breaths ; no breath|breaths|
    breathing ; not taking a breath|breaths ; breathing stopped|stops ; agonal ; barely|hardly breathing ; will not
    breathe ; not breathing properly|right ; gurgling breath* ; breathing every few seconds ; apnea|apnoea|apneic
    <now_words> ; no breathing ; stopping|stop|stopped breathing|breath|breathe ; breath|breaths|breathing .. stopped|
    stops|pauses ; chest .. not .. moving|rising|going ; snoring|gurgling|gasp* .. then|and nothing|stopped|silence ;
    not really|hardly|barely|properly breathing|breath ; cannot|not see|hear|feel .. breathing|breath|breaths ; barely|
    hardly taking|drawing .. breath|breaths ; breath|breaths|breathing .. few|barely|hardly|rarely|stopping
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
    <they> .. not|will get|wake up from ; not squeeze|squeezing|hold|grip .. hand .. back|anymore ; not answer|answering
    .. me|$|, ; gone|went .. quiet|limp|heavy .. not|wont|cannot ; not come|coming .. round|out .. of|this|it|minutes ;
    will not come out of ; not .. hear|see me|us .. jerk*|shak*|stare|staring
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
    pain|pains ; heart area & pain|pains|sharp|tight ; pain|pains|pressure .. heart|left .. area|side chest|breast ;
    <chest> .. in .. vice|vise|clamp ; stent|bypass|angioplasty & pain|ache|tight|same|back|pressure|sweating
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
    chest .. heaving ; breathing|breathe|breath .. straw|underwater|mud|treacle|wet cloth ; neck|stomach|tummy muscles
    .. breathe|breathing ; stopping|stop for .. air|breath ; walk|cross|reach .. without .. air|breath|stopping
severe_breath = <cannot> breathe ; <cannot> speak|talk|finish|say .. sentence|sentences|words|word ; <cannot> .. get|
    catch .. air ; gasping ; suffocating ; too breathless|short to|of ; lips|face|tongue|mouth .. <blue> ; <blue> lips|
    face|around ; cyanosis|cyanotic ; stridor ; few|one|two|three words at|before ; silent chest ; fighting|struggling|
    gasping for|to breath|air|breathe ; respiratory distress ; not .. enough air ; sitting|bolt upright .. breath* ;
    word by word ; drowning in ; smothering ; lips|fingers|face|mouth|nails|fingertips .. funny|odd|weird|strange|wrong
    colour|color ; lips|fingers|face|nails|fingertips .. <blue> ; blueish|bluey lips|face|round|around ; lips|face ..
    blueish|bluey ; cannot|not .. talk|speak|say|finish .. full|whole|sentence|sentences|words ; struggling|fighting|
    struggles .. every|each breath ; every breath .. fight|struggle|battle ; <cannot> .. get .. words out .. breath ;
    exhausted .. breath* ; only|just say|speak|talk|manage|get .. word|words ; one|two|few|single word|words at|between|
    per|then ; chest .. heaving ; heaving .. breath|air|chest ; ankles|fingertips|nails|toes|feet|hands <blue>
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
    panic* ; gone|going|went|turned|turning <blue>|purple|red .. eating|ate|dinner|sandwich|food|lunch|meal|sweet|
    grape ; eating|ate|food|sandwich|meal|dinner .. <blue>|purple .. face|lips|fast ; coin|bead|toy|lid|button|sweet|
    grape .. in .. mouth|throat & no|not|silent|blue|sound|noise
airway_gone = grabbing|clutching|grabs|holding|clutches|pointing throat|neck ; cannot|not .. talk|speak|cough|breathe|
    breathing|cry|swallow ; <blue> ; no sound|noise|air ; drooling ; silent ; still .. stuck ; not come|coming ;
    clutching|holding|grabbing|grabs|clutches his|her|my|their neck|throat ; no|not|cannot noise|sound|make|breathe ;
    limp|floppy|purple|panicking|blue
throat_closing = throat .. clos*|<swell>|tight|tightening|tightness|tighten|constrict*|shut ; tight|tightness|swelling
    .. throat ; cannot swallow .. spit|saliva|breath* ; airway .. clos*|<swell> ; <swell>|closing throat|airway|uvula ;
    throat .. swell* .. shut|closed|up ; throat .. lump|itchy|thick|weird|funny|feels .. after|tight|full ; hard|
    difficult|cannot|trouble|struggling swallow|swallowing .. breath*|throat|saliva|spit
tongue_swell = tongue .. <swell> ; <swell> tongue ; tongue|lips|mouth .. <swell> .. fast|size|cannot ; angioedema
lip_swell = lips|lip|face|eyes|mouth|eyelids .. <swell> ; <swell> lips|lip|face|eyes|mouth|eyelids ; eyes|eye|lids|
    eyelids .. clos*|shut|slits|puff*
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
    .. side|one|left|right .. mouth|face ; face|mouth .. looks|gone funny|wonky|wrong|odd|lopsided|skewed ; lip|lips|
    mouth|cheek|face hangs|hanging|droops|sags|dribbles|flops
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
    like .. mush|marbles|drunk ; mouth full of .. marbles|cotton ; only .. nonsense|gibberish|noise|noises|sounds|
    rubbish|mumbles .. came|comes|come ; nonsense|gibberish|rubbish .. came|comes|coming out ; tried|trying .. say|
    speak|talk .. nonsense|gibberish|nothing|out|wrong ; calls everything|things .. thing|wrong|it
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
    head ; started convulsing|jerking|twitching ; staring|zoned .. jerk*|lip|smacking ; tonic clonic ; epileptic|
    epilepsy & coming|minutes|longer|another|cluster|keep|jerk*|again ; arm|leg|face|hand|body .. keeps|keep|started
    jerking|twitching|shaking ; jerking|twitching .. arm|leg|face & not|cannot hear|respond|talk|stop|answer|aware ; not
    aware & shak*|jerk* ; went|gone rigid|stiff .. foam*|snor*|blue|eyes|then ; foam .. mouth
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
    tell me .. name|day|year|where|date ; thinks|think|thought .. i am|is|was|were|that .. his|her|a|their mother|mom|
    sister|brother|wife|husband|father|dad|dead|nurse ; <cannot_use> & suddenly|today|overnight|normally|usually|sharp|
    morning|lunch|since|started ; vague .. staring|stares|keeps|quiet ; normally|usually|always sharp|lucid|
    independent ; climb*|pull* .. curtains|walls|rails ; not know how to .. use|eat|walk|dress
fever = fever|feverish|febrile|pyrexia|fevers ; has|have|had|running|spiking|got|with temperature ; burning up ; running
    hot ; high temperature|temperatures ; rigors|chills ; boiling|roasting|burning up|hot ; feels|felt|feel|is|really|
    very|so hot|boiling .. touch|forehead|head|skin|drowsy|floppy|tonight|$|,|and ; temperature .. high|up|sky|spiking|
    spiked|won|not ; got|has|had|have|with|spiked|spiking|running temperature|fever ; feverish|shivery|sweats
high_fever = high fever|temperature ; fever|temperature .. very high ; fever|temperature .. not .. come|break|down|
    respond ; fever .. high
rigors = freezing .. shaking|shivering ; shaking .. cold|freezing ; shiver* .. violently|uncontrollably ; rigor|rigors ;
    shaking|shivering|shivers|shaking|teeth chills|uncontroll*|violently|hard|badly|cold|chattering ; cannot stop|
    stopped shivering|shaking ; shivering|shaking .. cannot|not .. stop|warm ; shaking|shivering|trembling|shakes ..
    with|and|from fever|temperature|cold|infection ; shaking all over ; fever .. shaking|shivering|shakes ; teeth
    chattering
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
    body|all ; blood under .. skin ; rash|spots .. like|is|looks .. blood|bruises|bruising|bleeding|purple ; rash ..
    blood .. skin
meningitis_dx = <having> meningitis ; meningitis .. <now_words>
light_hurts = cannot|not .. bear|stand|look|tolerate .. light|lights|brightness ; light|lights|brightness .. hurt|hurts|
    hurting|bother|bothers|unbearable|painful ; cannot .. bear|stand|look .. light|lights ; photophobia ; sensitive ..
    light ; curtains|blinds .. shut|closed|drawn ; dark room ; light|lights|lamp|sun|brightness .. hurt*|kill*|
    unbearable|agony|bother* ; hates|hate|hiding from .. light|lights ; squint* .. light ; scream*|cry|cries|crying|
    wince*|flinch* .. light|lights|lamp|curtains|torch
"""
