"""Cues that take the alarm out of a finding: negation, supposition, study, fiction, the past, idiom, animals.

Pure data in the notation of `agent.triage_match`.
"""

CUES = r"""
cue_negation = no|not|without|denies|deny|denied|denying|never|neither|nor|negative|none|non ; free|absence of ;
    ruled|rules out ; lack of
cue_not_negation = no idea|doubt|one|matter|relief|better|improvement|help|luck|way|choice|reason|clue|energy|sleep|
    appetite|inhaler ; not sure|certain|know|only|just|understand|remember|think|improving|improve|helping|help|
    helped|working|work|normal|usual|usually|like|same|want|stop|stopping|stopped|go|going|gone|eat|eating|eaten|
    sleep|sleeping|slept|well|right|good|ok|okay|better|fine|care|believe|wait|ignore|drink|drinking|see|take|taking|
    taken|let|sit|able|because|kidding|joking|lying|exaggerating|answer|answering|call|kept|keep|move|moving|wake|
    respond|responding|alone|safe|enough|even|much|myself|himself|herself|as|listen ; never before|felt|been|
    experienced|seen|happened|knew ; not .. feel|feeling|felt well|right|good|great|safe|myself ; not .. drunk|
    drinking|drugs ; not call|called ; no longer able ; not had|have insurance|car|money|ride|access|epipen|time
cue_break = but|however|except|although|though|yet|because|then|now|today|until|when|while|which|who|so|instead|
    unless|after|i|he|she|they|we ; and my|his|her|i|he|she|they|it|we|then|now|is|has|cannot|have|the|are|feels|
    feel|this|our|reports
cue_if = if|suppose|supposing|imagine|whether ; in case ; what happens|would ; when|once someone|somebody|people|
    patients|patient|you|children|babies|anyone|one|a person ; worried|worry|afraid|scared|fear|terrified|anxious of|
    about get*|having|develop*|a ; worried|afraid|scared|fear that i|he|she|it might|will|may|could ; worried|afraid|
    scared i|he|she might|will|may|could ; in case|fear of ; risk|risks|chance|chances|odds|danger|likelihood|
    possibility of|for ; prevent|preventing|avoid|avoiding|prevents ; can|could|may|might|does|do|would cause|lead|
    result|trigger|give|make ; side effect|effects ; caused|causes by ; leads|lead to ; what do|does .. mean ; to rule
    out ; screening for ; difference between ; watch out for ; look out for ; looking for ; can|could|would|will it|
    this|that|they|these be|cause|lead|mean ; what|how .. do|can|should|would|could|to i|we|you|one|do|help .. for|with|
    help|treat|save .. a|an|someone|somebody person|child|baby|someone|who|adult|casualty|man|woman ; for|helping a|
    someone person|who .. is|who|has
cue_not_if = as|like|even|wondering|asking|see if|whether ; not know|sure|tell|certain if|whether ; no idea if|whether ;
    abuse if
cue_of = talked|talking|discussed|discussing about ; i read|heard|saw|learned that|where|how ; recovering|recovered
    from ; symptom|symptoms|sign|signs|signal|signals|cause|causes|definition|meaning|treatment|prevention|type|
    types|stages|prognosis|diagnosis|management|complication|complications|history of|for|include|including ; family
    history ; runs in .. family ; history ; h o ; died|death|dies from|of ; article|video|lecture|documentary|
    leaflet|pamphlet|book|course|class|training|research|study|studies|paper|news|podcast|story|chapter|presentation|
    talk about|on ; read|reading|learning|learned|learn|studying|heard|hearing|writing|researching|teaching|curious
    about|of|on ; first aid for ; past medical ; previous|prior
cue_has_signs = has|have|having|showing|shows|got|getting|with|displaying|experiencing sign|signs|symptom|symptoms of
cue_person = i|me|my|mine|myself|he|she|him|her|his|hers|we|us|our|mom|dad|grandma|grandpa|himself|herself ; is|
    could|can|might|was this
cue_asks = what|why|how|which|who|whom|whose|list|define|describe|explain|summarize|summarise|compare|name|discuss|
    outline|tell|teach ; can|do|does|should|could|would|will you|people|someone|anyone|one|babies|women|men|children|
    adults|patients|doctors|kids|toddlers|newborns|teenagers|a|an|too|taking|eating|drinking|stress|anxiety ; when|where
    do|does|is|are|should|would|can|will|did ; is|are a|an|there ; is it normal|safe|true|common|possible|bad|ok|okay|
    dangerous to|for|that ; at|in|from|for|to|by|with|after what|which|how|whom ; reasons|ways|examples|steps|facts|
    odds|chances|causes|signs|symptoms|types|treatment|treatments|meaning a|an|of|for|that|why|people|babies|to ; is|
    are|was|were hypothermia|anaphylaxis|choking|sepsis|meningitis|stroke|strokes|seizures|suicide|overdose|
    hypoglycemia|preeclampsia|asthma|fainting|bleeding|vomiting|poisoning|drowning|burns|concussion|diabetes|epilepsy|
    heatstroke|chickenpox|croup|shock|pain|fever|babies|headaches|snakes ; when|where|why|how do|does|is|are|should|
    would|can|will|did|much|long|many|common|likely|quickly|soon|often
cue_asks_marked = is|are|was|were|do|does|did|can|could|should|would|will|may|has|have|when|where|in|any|under|if
cue_opening = hi|hello|hey|so|and|but|ok|okay|well|also|or|please|then|thanks ; thank you ; good morning|evening|
    afternoon|day
cue_lead_in = explain .. like i am ; can|could|would|will|please you .. tell|explain|describe|give|teach|show .. me|
    us ; tell|explain|teach|show|give me|us ; i want|need|would|was|am .. know|learn|understand|wondering|curious|
    interested|read|ask|information|info|details ; i have|got question about|on|regarding|for|please ; i wonder|
    wondered ; just curious ; out of curiosity ; my .. question|teacher|professor|class|homework ; when should|do|
    would i|we ; how do|can|should|would|could i|we ; what sign|signs|symptoms|symptom|questions|tests .. i|we ; do we
    have any ; my risk
cue_study = symptom|symptoms|sign|signs|treatment|treatments|treat|treating|cause|causes|definition|define|
    prevention|preventing|prevent|management|guideline|guidelines|meaning|factors|complications|prognosis|statistics|
    epidemiology|pathophysiology|diagnosis|types|stages|information|info|mechanism|mnemonic|research|facts|protocol|
    differential|overview|leaflet ; first aid ; vs|versus
cue_generic = people|patients|those|individuals|persons|adults|infants|babies|children|women|men ; old|young|elderly
    pregnant|people|women|men|adults|patients
cue_describes = can|may|might|could cause|lead|indicate|mean|occur|happen|result|signal ; can|may be sign|symptom|
    caused|due|triggered ; is|are sign|signs|symptom|symptoms|caused|defined|treated|type|form|kind ; is|are common|
    rare|seen in ; is|are medical emergency ; symptoms include
cue_fiction = in|on|of|for|from|watching|watched|watch|reading|read|about|saw|seen|heard|listened|listening|this|that|a|
    an|the|writing|wrote|write|our|her|his|favourite|favorite <media> ; in|on|from the .. <media> ; in|watched|read|saw|
    watching|reading my|a|an|another|some .. <media> ; <media> says|said|reports|reported|about|where|which|with|showed|
    shows|had|has|describes|described|features ; in paper ; read|the paper ; an|the|this leaflet|study|documentary|
    lecture|talk|play|script|screenplay ; leaflet|post|tweet|video|screenplay|script|play about|says|said|has|where ;
    screenplay|manuscript ; creative writing ; homework|essay|assignment|quiz|coursework|dissertation|thesis|osce|
    flashcard|flashcards|usmle|plab|mcq|mcqs|vignette ; case study ; test this ; just|only testing|a test ; this is
    test ; testing the|your|this app|bot|chat|system|site|tool ; exam|test|practice|practise|board|mock|sample|revision|
    trivia|quiz|example question|questions|case|cases|scenario|exam|exams|patient|osce|paper|vignette ; exam|finals
    revision|prep|preparation ; character|characters|protagonist|actor|actress|heroine|hero|villain ; writing .. story|
    novel|script|book|scene|poem|song|play|screenplay|essay|article|chapter ; for .. class|course|exam|school|project|
    lecture|module|seminar ; hypothetically|hypothetical|theoretically ; role play|playing ; roleplay|roleplaying ;
    pretend|pretending|pretended|playing .. doctors|teddy|doll|hospital|dead ; in .. simulation ; fire|emergency|safety|
    evacuation|training|practice drill ; simulation|simulated|mannequin|manikin ; plot of|where|in|has ; cosplay|
    costume|halloween ; in|on|watching|watched|watch|saw|seen <media_weak> ; <media_weak> had|where|about|featured ;
    the|this|that film|show|drama ; testing testing|,|$ ; does this work|app ; karenina|shakespeare|romeo|juliet|
    hamlet ; pretend|imagine|role i|you|play|that ; you are a|my doctor|nurse|paramedic|gp|therapist ; the song|film|
    book ; in titanic|jaws|hamlet|macbeth|frozen|friends|scrubs|casualty
cue_past = as toddler|baby|child|infant|teen|teenager|student|kid|youngster ; had in january|february|march|april|may|
    june|july|august|september|october|november|december ; in my|his|her|their teens|twenties|thirties|forties|fifties|
    sixties|seventies|eighties|youth|20s|30s|40s|50s|60s|70s ; years old when ; year|years|summer|summers|winter|
    winters|month|months|decade|decades|ages ago|back|earlier|before ; last year|month|summer|winter|spring|autumn|
    christmas|easter ; in 19*|200*|201*|202* ; until 19*|200*|201*|202* ; when i|he|she|they|we was|were .. child|kid|
    young|younger|little|small|teenager|teen|baby|toddler|student|born|diagnosed|#|<number>|eight|nine|eleven|twelve|
    thirteen|fourteen|fifteen|sixteen ; when i|he|she|we was|were in|at school|college|uni|university|army|teens|
    twenties|thirties ; used to ; back then|in|when ; previously|formerly ; long time ago ; in past ; once had ; had ..
    once ; i|he|she|we|they once ; during|in|with my|her last|previous|earlier pregnancy|baby|labour|labor|birth|
    delivery ; had|got|was|were .. with|during|in my|her|our first|second|last pregnancy|baby|child|labour|labor|birth|
    delivery|son|daughter|one|time|marriage ; years before ; previous|prior pregnancy ; at|in college|school|university|
    uni ; in|during previous|earlier|first|old|last marriage|relationship|job ; diagnosed at # ; as a|an young ; turned|
    turns out be|was|were ; many moons ago ; before covid|lockdown ; once at|in|as|when|before|during|while|and|should|
    years ; only|just once ; with|during my|her first|second|last $|,|one|time|two ; was|had|tried|did|got|were|
    attempted|took .. at # $|,|and|but|years ; at age|the age of|# ; at the age ; aged # .. had|was ; in january|
    february|march|april|june|july|august|september|october|november|december ; died|dead at|of|from|aged|young ; died
    in hospital|january|february|march|april|may|june|july|august|september|october|november|december|# ; when i|he|she|
    they|it|we|mom|dad|son|daughter|baby .. was|were|turned one|two|three|four|five|six|seven|eight|nine|ten|#|<number>
    $|,|he|she|i|and|years|months ; as a|an girl|boy|teen|kid|child|young ; when .. was|were alive ; last summer|spring|
    winter|autumn|year ; was # $|,|and|when|now ; <number>|#|few .. ago .. turned|was|were ; had .. at # and
cue_lately = yesterday ; last night|week|month|monday|tuesday|weekend ; days|day|week|weeks ago ; while ago|back ;
    earlier
cue_onset = started|starting|start|starts|began|begun|ongoing ; for # hours|days|weeks|months|years ; since yesterday|
    this|last|monday|tuesday|wednesday|thursday|friday|saturday|sunday|morning|then|noon|lunch|breakfast|<number>|my|i|
    it|we ; worse|worsening ; <now_words> ; again|cannot|am|progressed ; ongoing|still|persistent|keeps|continues|
    every ; for .. days|weeks|months|years now|and
cue_resolved = stopped .. after|within .. minutes|minute|hour|while|seconds ; gone now|away|after ; went|goes|gone
    away ; resolved|recovered|subsided ; fine|better|ok|okay|good|well|normal|alright now|since|again|after|
    afterwards ; back normal ; no longer have|has|hurts|bleeding|there|any ; completely|totally|fully fine|better|
    recovered|normal ; passed quickly ; stopped by itself|quickly ; all better|clear|fine|good ; he|she|they|i is|am|
    are|feel|feels|seem|seems fine|better|ok|okay|normal ; came back|returned normal ; wore off ; has|have eased|
    subsided ; survived
cue_cleared = doctor|doctors|cardiologist|neurologist|gp|er|hospital|specialist|consultant|surgeon|physician|
    pediatrician|paediatrician|gynecologist|urologist|ophthalmologist|optician|nurse|midwife|they|ecg|ekg|scan|scans|
    mri|ct|tests|test|bloodwork|xray|workup|dermatologist|psychiatrist|gastroenterologist|pulmonologist .. fine|
    nothing|normal|harmless|benign|clear|clean|cleared|anxiety|reassured|reassuring|ok|okay|unchanged|checked|reflux|
    muscular|costochondritis|harmless|stable|seen|knows|know|aware|explained|confirmed|diagnosed|ruled|migraine|
    migraines|serious|worry|worried|ibs|gerd|vertigo|nerve|hemorrhoids|iron|known ; been checked|cleared|seen|
    investigated|diagnosed|tested|evaluated ; fully|already|thoroughly|since checked|investigated|cleared|tested ;
    cleared by ; everything .. normal|fine ; tests|scans|results|ecg .. normal|clear|fine ; all clear
cue_long = for|over|past|last|about|nearly|almost .. years|months|decade|decades ; since childhood|i|2*|19*|he|she|
    birth ; always|chronic|longstanding|lifelong|longterm ; long standing|term ; years|year|months|decades of|now ;
    whole life ; for ages ; every month|year|spring|winter|week ; as long as ; recurrent|recurring ; ever since ;
    known
cue_worse = worse|worsening|worsened|different|suddenly|sudden|new|newly|severe|unusual|spreading|stronger ;
    <now_words> ; not .. usual|like|before ; more often ; never .. this|before ; came back
cue_animal = my|our|the|neighbors|why|can|his|her|a|is dog|cat|puppy|kitten|hamster|rabbit|horse|pet|parrot|bird|
    goldfish|cow|goat|pony|chicken|hen|ferret|dogs|cats|bunny|pup is|has|had|ate|eaten|swallowed|will|cannot|keeps|just|
    seems|collapsed|not|got|started|does|was|threw|vomit*|having|breath*|limping|chest ; dog|cat|puppy|kitten|hamster|
    rabbit|pet ate|swallowed|has|is|had|cannot|will ; vet|dog|dogs .. in dogs|cats|horses|puppies ; bites|seizures|
    poisoning in dogs|cats|horses
cue_bites = <pet> .. bit|bites|bitten|scratched|attacked|mauled|tore|knocked|kicked|licked|biting .. me|my|him|her|his|
    us|i|face|hand|leg|arm|<person_word> ; bit|bitten|scratched|attacked|mauled|kicked|knocked|thrown|fell|trampled|
    bucked|tripped .. by|from|off|over .. <pet> ; <pet> bite|scratch|bites|scratches ; bite from .. <pet> ; rabies
cue_idiom = confused on ; out cold .. pillow|bed ; beat|beats|beaten me|him|her|us at|to|in ; hit the pillow|wall|road|
    gym|sack|books ; hits|hit me that|how|like ; killed me so|with ; hit .. pillow ; no breathing|breath issue|issues|
    problem|problems|trouble|difficulty|difficulties|symptoms|complaints ; a|any|another|one|the shot ; like .. burn*|
    fire ; respond*|responsive .. treatment|therapy|antibiotics|medication|cream|drug|medicine ; gave|give|gives|giving|
    given|nearly|almost|had .. me|him|her|us|my|mom|dad heart attack ; heart attack .. price|bill|headline|score|cost|
    exam|email|news|spider ; nearly|almost|practically .. had|have|having heart attack|stroke ; scared|bored|tickled|
    worried|love|loved|work|working|embarrassed|freezing|sick death|die ; to death ; dying|die to|for|of|from know|see|
    try|laughter|laughing|embarrassment|boredom|meet|hear|get|coffee|go|cringe|shame|curiosity|pizza|chocolate ; die
    laughing|happy ; laugh* .. die|dying|breath*|cried|hard|choke*|choked|cannot ; could kill for|a ; would kill for ;
    kill for ; kill|killing me .. feet|shoes|knees|suspense|laughing|exam|jokes|workout|commute ; feet|shoes|knees|knee|
    shoulder|job|commute|suspense|heels|waiting|boots|allergies|sinuses|homework|tooth|teeth .. killing me|us ; <they>
    .. kill me if|when|for ; kill time|lights|process|weeds|mood|bugs|vibe|engine|it|germs|bacteria|virus|viruses|
    cancer|cells ; killed it|time|fish|plant ; choked up ; choked on|in|during .. exam|interview|game|match|final|words|
    lines|test|speech|penalty ; choke hold ; breathtaking ; took|takes|take my|his|her|your breath away ; out of breath
    laughing ; heart skipped|skips a beat ; broke|breaks|broken|breaking my|his|her heart ; heart broken|ache|warming ;
    stroke of luck|genius|midnight|pen|brush ; back|breast|brush stroke ; different strokes ; stroke my|his|her|the cat|
    dog|hair|fur ; pain in neck|ass|butt|backside|arse ; dead tired|line|lines|end|battery|phone|pan|lift|lifts|serious|
    wrong ; drop dead gorgeous ; flu|covid|tetanus|booster|allergy|big|long|best|give|first|my shot ; photo|screen|mug
    shot ; shot of espresso|tequila|vodka ; in shock at|about|by ; blind date|spot|spots|trust|eye|faith ; blind|blindly
    to|follow ; fit of rage|laughter|giggles|anger|jealousy ; hissy fit ; keep|keeping|staying|stay fit ; fitted|fitting
    clothes|room|kitchen|end|tribute|well|into|in ; dress fitting ; confused about|by|regarding|between|whether|how|why|
    what|which|over ; confused .. dose|instructions|directions|results|label|diagnosis ; confusing ; head over heels ;
    bleed|bleeding edge|money|heart|obvious ; suicide squad|bomber|prevention|awareness|hotline|doors|rates|rate|
    statistics ; career|social|political suicide ; burn|burned|burnt out|calories|fat|toast|dinner|food|rice|bridges|
    bridge|through|cd|candle|candles|incense ; heart burn ; sun|sunburn|freezer|razor burn ; burnt toast ; on fire ..
    game|today|team|streak|dance|album|track ; crash course|diet ; stock|market|computer|app|laptop|software|phone|
    browser crash|crashed ; crashed .. app|computer|laptop|phone|software|market ; sick of|joke|beat|day|leave|note|
    pay ; collapsed lung|vein|economy|bridge|building ; cannot talk|speak .. about|english|spanish|french|highly ;
    cannot talk|speak|anyone|anybody|parents|people|him|her about ; cannot talk to anyone|anybody|people|parents|boss ;
    cannot speak for ; lost .. voice ; laryngitis ; cannot wake .. early|morning|alarm|work|school|time ; wake up ..
    early|morning ; i cannot wake up ; chest cold|freezer|hair|exercises|exercise|size|press|day|xray|muscles|workout ;
    sleep apnea|apnoea ; weed|nail|hair|dog killer ; passed out asleep ; passed out on sofa|couch .. tired|watching|
    work|exhausted|shift ; pass|passed|passing .. exam|test|class|interview|inspection|kidney ; blackout curtains|
    curtains|dates|drill|drunk ; power blackout ; a blackout|blackouts curtains|power|city ; lights .. faint|fainting ;
    faint line|lines|smell|heart|hope|memory|music ; black out curtains ; drowning in work|paperwork|debt|emails|bills|
    unpaid|homework|sorrow|tears ; over my dead body ; throw|threw up hands ; under weather ; numb .. news|emotionally|
    feelings ; emotionally numb ; shock|shocked by|at|to|about|that .. price|bill|news|result|results|headline ; sob
    story ; i|me|she|he|began|and|to|uncontrollably|was sob ; sobbing ; hit .. head .. nail ; stabbed .. back .. friend|
    coworker|figuratively ; headline|game|movie|bill|price|exam|boss|kids .. gave .. heart|stroke|aneurysm|seizure ;
    having|had .. stroke|seizure|aneurysm .. reading|trying read|understand|follow ; throw|threw|throwing|pitch fit ;
    <they> .. have|has|had|having fit .. about|over|if|because ; boss|teacher|coach|editor|professor|manager .. kill
    me ; a hill ; stroke|heart|cardiac|burns|cancer|suicide|overdose|abuse|rape|poison|poisons|seizure|epilepsy|trauma|
    sepsis|meningitis|bleeding|choking|crisis|drowning|dementia|self harm ward|unit|nurse|clinic|team|helpline|hotline|
    charity|association|survivor|survivors|awareness|prevention|campaign|leaflet|course|training|policy|protocol|kit|
    guidelines|research|trial|lecture|book|forum|group|services|centre|center|poster|survey|statistics|rates|fundraiser|
    talk|quiz ; laugh*|giggl* .. <cannot> ; crying|cried|cry laughing ; crying|cried with|from|of laughter ; laughter|
    laughing .. til|till|until .. <chest>|<belly>|sides|ribs ; <chest>|<belly>|sides|ribs .. from|after laughing|
    laughter ; heart stopped|stops|leapt|fluttered|flutters|melts|melted .. when|whenever he|she|they|i saw|said|kissed|
    walked|smiled|proposed|heard|see ; heart stopped|missed .. beat ; suicide wings|sauce|hot ; mouth|tongue|lips burn|
    burns|burning .. chilli|chili|curry|sauce|wings|spicy|pepper|peppers ; chilli|chili|curry|sauce|wings|spicy ..
    mouth|tongue|lips burn|burns|burning ; could|would|will|going kill|murder|strangle|throttle .. haha|hahaha|lol|lmao|
    joking|curry|burger|pizza|pint|coffee|drink ; murdered|murder my legs|arms|abs|glutes|thighs ; swollen|sore|puffy
    glands|gland|lymph|node|nodes|tonsils|gums ; glands|gland|gums|nodes .. swollen|up ; faint|dizzy|sick .. at|
    thinking|thought|sight .. blood|needles|needle|injections|test ; shot .. in foot ; burnt|burned|burn out .. work|
    job|caring|exhausted ; burnout ; breakdown over ; death of me ; be the death ; starving death ; scared|frightened ..
    death ; blew|blows|blowing my|his|her mind ; stroke .. reading|typing|word|spelling|headline ; killing|killed|
    murdering|destroying my|me .. workout|gym|squats|exams|exam|diet|heat|commute|hill|course|revision|homework ; this|
    the heat|weather|diet|job|exams|exam|commute|wait|waiting|workout|course|revision|traffic|school|hay|hayfever|pollen
    .. killing|kill|killed me|us ; exams|exam|revision|school|work|deadlines are|is killing ; exploded at .. husband|
    wife|kids|boss|him|them|children|partner ; mini stroke same|called ; choking|choke|choked up|back ; stab|stabbing|
    shot in dark ; hit like .. truck|bus .. news|job ; knocked out by|from jet|lag|work|shift|cold ; killer headache|
    hangover .. hangover|party|drinking|wine|last ; <belly> dropped .. when ; hypothermia take|work|possible ; fingers|
    toes|hands .. white .. cold .. then red|normal|warm ; fingers|hands go white ; white .. in the cold ; bites other|
    kids|nails|children ; toddler|child|kid bites|hits other|kids|me|his|her ; dark .. since|iron .. iron ; doesnt|does
    not hurt ; car|travel|sea|motion sick|sickness ; people|patients|they faint on me
sleep_apnea = apnea|apnoea|snore|snores|cpap|sleep|asleep|nighttime
usual_migraine = usual|typical|normal|regular|menstrual migraine|migraines|headache ; same|like .. usual|always|other
    migraine|migraines ; get migraines|headaches
wiping = wip*|tissue|fissure ; toilet paper
dark_food = iron tablets|pills|supplement|supplements|tablet ; pepto|bismuth|licorice|liquorice|beetroot|beets|
    blueberries|charcoal ; iron ; since .. iron
cue_minimise = nothing|nvm|nevermind|joking|kidding|overreacting|overreact|dramatic|ignore|forget|fine|gas|
    indigestion|stress|anxiety|exaggerating ; never mind ; not serious|mean|big|bad|important|need|worry|that|want ;
    lol ; do not worry|bother|call ; will be ok|fine|alright ; am ok|okay|fine|good ; just tired|kidding|joking|
    stress|gas ; is ok|okay|better|normal|probably ; calm down ; take it back
cue_present = <now_words> ; am|is|are|has|have|hurts|feels|feel|keeps|looks|cannot|will|still|since|again|suddenly|
    wants|says|ongoing|worse|yesterday|started|just ; last night ; do|does not|want|need ; today
media = news|newspaper|newspapers|documentary|documentaries|podcast|podcasts|tiktok|youtube|reddit|instagram|facebook|
    twitter|netflix|movie|movies|soap|soaps|novel|novels|memoir|memoirs|biography|autobiography|article|articles|
    headline|headlines|magazine|blog|poem|songs|song|lyrics|musical|anime|comic|manga|cartoon|thriller|sitcom|storyline|
    storylines|eastenders|emmerdale|holby|book|books|story|stories ; corrie|coronation street ; greys|grey anatomy ;
    call midwife ; breaking bad ; tv|telly|television advert|show|shows|series|drama|film|programme|program ; video|
    computer|board game ; xbox|playstation|minecraft|fortnite ; film scene ; video|videos|clip|clips|vlog|textbook|
    textbooks|wikipedia|lecturer|professor|tutor|encyclopedia
cue_dream = dream|dreams|dreamt|dreamed|nightmare|nightmares that|i|of|about|where|in|with|last ; had|have|having|a|an|
    another|bad|weird|recurring dream|dreams|nightmare|nightmares ; i dreamt|dreamed
cue_work = <job_words> ; work|works|working|volunteer|volunteers|volunteering|shift|shifts|placement|intern|train|
    training|trained|retrained|study|studying|lecture|teach .. in|on|at|as|with|for .. hospital|ward|clinic|ae|icu|itu|
    er|ed|helpline|hotline|line|hospice|surgery|pharmacy|unit|lifeguard|first|nurse|paramedic|doctor|medic|midwife|
    carer|samaritans ; medical|nursing|med|paramedic|pharmacy|midwifery student|students|school ; our pharmacy|ward|
    clinic|practice|team|patients
job_words = i|as|am|wife|husband|partner|mom|dad|daughter|son|sister|brother .. a|an .. nurse|paramedic|doctor|midwife|
    carer|caregiver|teacher|medic|lifeguard|pharmacist|therapist|counsellor|counselor|firefighter|policeman|police|vet|
    physio|physiotherapist|dentist|surgeon|radiographer|student|gp|hca|coroner|undertaker|chaplain
cue_habit = often|usually|regularly|routinely|daily|attend|attends|leaflet|leaflets|poster|guideline|guidelines|
    protocol|policy ; all the time ; every day|week|shift ; see|sees|seen|get|gets|deal|deals|handle|handles a lot|lots|
    many|loads|plenty|with|asked ; listen|listening to ; document|record|chart|report|handover|screening|assess ; over
    the years ; a|per year ; on call ; get|gets|got calls|called|asked
pet = dog|dogs|cat|cats|puppy|puppies|pup|kitten|kittens|hamster|rabbit|bunny|horse|pony|parrot|budgie|goldfish|cow|
    goat|chicken|hen|ferret|tortoise|gerbil|lamb|donkey|vet ; guinea pig
person_word = husband|wife|partner|mom|mother|dad|father|son|daughter|baby|child|kid|kids|children|toddler|infant|
    newborn|boy|girl|friend|grandma|grandpa|brother|sister|uncle|aunt|boyfriend|girlfriend|neighbor|neighbour|man|woman|
    someone|everyone|family|nephew|niece|myself ; year|month|week|yr old|olds ; # old|yo
media_weak = film|films|tv|telly|television|radio|show|drama|series|episode
cue_refusal = not want|wanting die|kill|hurt|harm|end|cut|suicide ; would never|not .. kill|hurt|harm|cut|do ; not
    going|planning|thinking|gonna .. kill|hurt|harm|cut|end|do ; not taken|took|had|swallowed|eaten|drunk .. too|more|
    any|all
cue_case = <now_words> ; minutes|minute|hour|hours|# ago ; an|half|one|two|few|couple minutes|minute|hour|hours|days
    ago ; since <number>|this|last|yesterday|breakfast|lunch|dinner|monday|tuesday|wednesday|thursday|friday|saturday|
    sunday|morning|birth|the ; all day|night ; at # weeks|minutes|minute ; after dinner|lunch|breakfast ; i am|have|had|
    feel|took|got ; last night ; yesterday
"""
