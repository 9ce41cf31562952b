"""Findings of rows 19 to 38: poison, drugs, mind, violence, pregnancy, babies, limbs, skin, bites, weak immunity.

Pure data in the notation of `agent.triage_match`; may refer to the entries of the other findings and of the words.
"""

FINDINGS = r"""
poison = mushroom|mushrooms|toadstools|berries|plant|leaves .. garden|wild|woods|forest|lawn|yard|foraged|picked|park
    ; fertilizer|fertiliser|ant|slug|pellets|varnish|glue|firelighter|lighter|white|spirit|washer|screenwash|
    deodorant|aftershave|mouthwash|hydrogen|peroxide|potpourri|reed|diffuser|iodine ; bleach|antifreeze|detergent|
    pod|pods|gasoline|petrol|kerosene|paraffin|turpentine|turps|pesticide|pesticides|weedkiller|cleaner|ammonia|acid|
    lye|thinner|thinners|disinfectant|sanitizer|sanitiser|poison|poisonous|poisoned|mothball|mothballs|nicotine|
    toadstool|toadstools|foxglove|oleander|hemlock|cyanide|methanol|insecticide|perfume|descaler|dishwasher|lysol|
    dettol|chemical|chemicals|paint ; weed killer ; lamp oil ; wild mushroom|mushrooms|berries ; vape|e liquid|juice|
    fluid ; essential oil|oils ; laundry pod|capsule|liquid ; nail remover
swallowed = swallow*|drank|drunk|drink|drinking|ate|eaten|eating|ingest*|licked|sipped|sucked|gulped|chewed|chugged ;
    got|gotten into ; took sip|mouthful ; mouthful ; put in mouth|nose ; bit into
medicine = pill|pills|tablet|tablets|tylenol|paracetamol|acetaminophen|ibuprofen|advil|aspirin|medicine|medication|
    medications|meds|capsules|gummies|edible|edibles|antidepressants|benadryl|xanax|oxycodone|oxy|opioids|opioid|
    percocet|vicodin|codeine|methadone|valium|diazepam|zopiclone|ambien|melatonin|propranolol|digoxin|lithium|
    amitriptyline|metformin|vitamins|iron|clonazepam|lorazepam|sertraline|suboxone|buprenorphine|tramadol|morphine|
    sleeping
too_much = took|taken|gave|given double|twice|triple .. <medicine> ; double|triple dose .. <medicine> ; overdosed|
    overdosing ; took|taken|taking .. overdose ; overdose of ; too many|much .. <medicine> ; <medicine> .. too many|
    much ; od|oded ; took|taken|swallowed|downed|takes .. whole|entire|full|all|handful|bunch|lots|load|loads|bottle|
    box|packet|pack|20|24|25|30|32|40|50|60|100|dozens|twenty|thirty|15|16|18|10|12 .. <medicine>|them ; handful|
    bottle|box|packet .. <medicine> ; double|triple|twice .. dose|amount .. <medicine>|methadone|heart ; took ..
    <medicine> .. all|bottle|once
child_ate = <little_one> .. <swallowed>|found|opened .. <medicine>|<poison>|magnet|magnets ; <medicine> ..
    <little_one> .. <swallowed> ; <swallowed> .. <medicine> .. <little_one>|old
mixed_gas = mixed bleach ; mixed cleaning|cleaners|chemicals ; breathed|inhaled|breathing .. fumes|gas|chlorine|
    chemical|chemicals ; chlorine|ammonia gas|fumes
carbon_monoxide = carbon monoxide|dioxide .. alarm|alarms|detector|poisoning|going|beeping|exposure|leak|levels|
    sounding ; co alarm|detector|poisoning|leak ; carbon monoxide .. <now_words>|house|<headache> ; alarm .. carbon
    monoxide
shared_sickness = headache|headaches|sick|dizzy .. <they> too|also ; <they> .. headache|sick|dizzy too|also ;
    everyone|everybody|whole|all|both|family|kids|household|us|we .. house|family|home|us|everyone|headache|headaches
    .. headache|headaches|dizzy|sick|nausea|nauseous ; all|both|everyone|whole .. headache|headaches|dizzy|sick
fumes_source = generator|furnace|boiler|heater|stove|grill|barbecue|bbq|fireplace|garage|charcoal|cabin|tent|engine|
    exhaust|house|indoors|gas
headache_sick = headache|headaches|dizzy|<sick>|<drowsy>|<confused>
drug = heroin|fentanyl|fent|opioid|opioids|opiate|opiates|oxy|oxys|percs|meth|cocaine|coke|crack|mdma|molly|ecstasy|
    ketamine|ghb|lsd|acid|shrooms|xanax|benzos|spice|methadone|drugs|pills|speed|tranq|nitazenes|laced|morphine|vape|
    gummy|edible|mixed|adderall|amphetamine
drug_danger = <cannot_wake> ; <blue> ; snoring|gurgling|gurgle|rattling|snores ; <not_breathing> ; <seizing> ;
    <chest_pain> ; overheat* ; barely|slow|slowly breathing|breath* ; <confused> ; <fainted> ; <cant_breathe> ;
    pinpoint|pupils ; <drowsy>|nodding ; <palpitations> ; foaming ; paranoid
laced = laced|spiked ; bad batch ; narcan|naloxone|nyxoid
overdose_now = too much heroin|fentanyl|cocaine|coke|meth|ketamine|mdma|molly|xanax|ghb ; <they> .. overdosed|
    overdosing ; overdosed|overdosing|oding|oded ; <having> overdose ; od on ; overdose .. <now_words>|<drug> ; took
    too much <drug> ; <they> .. od|odd
stop_drink = stopped|stop|quit|quitting|cut|gave|giving|detox*|withdraw*|without|off|no|last|cold .. drink|drinking|
    alcohol|booze|vodka|beer|wine|whiskey|drinker|turkey|liquor ; alcohol|drinking withdraw*|detox ; not had|have
    drink ; not drunk|drank .. alcohol|days|since ; sober .. days|hours ; dry .. days ; last drink ; without .. drink
    ; alcoholic .. stopped|days ; benzo|xanax|valium withdraw* ; stopped|quit .. xanax|valium|benzos|clonazepam|
    diazepam
dts = shak*|tremor|tremors|trembl*|<sweaty>|hallucinat*|<confused>|<seizing>|jitter*|jittery|shakes|<palpitations> ;
    seeing|hearing things|bugs|people|spiders|insects|voices ; bugs|spiders|insects ; shakes ; delirium tremens ; dts
dts_grave = hallucinat*|<confused>|<seizing> ; seeing|sees|hearing .. things|bugs|people|spiders|insects|voices|there
    ; bugs|spiders|insects|rats crawling|walls ; delirium tremens|dts
self = myself|himself|herself|themselves|themself|yourself ; my|him|her self
die_wish = want|wants|wanted|wanting|wish|wishes|wishing|ready|prefer|rather|hoping|hope|deserve|need|trying|decided|
    plan|planning die|dead|unalive|disappear ; want|wants|wanna|wish sleep forever ; want|wish|rather|hope .. not|
    never wake|exist|born ; wish .. never been born ; not want|care live|exist|wake|alive|living ; not want keep|
    carry living|going|on ; not want .. here anymore ; not care if|whether live|die|i ; not want .. be here|alive|
    living|anymore|live|exist|go on|around ; not wanting .. live|be here|wake ; would rather|better dead|not be alive
    ; better dead ; rather .. dead ; not want to wake ; wish .. was|were dead|gone|born ; hope .. not wake ; go sleep
    .. not|never .. wake ; fall asleep .. never ; not see .. point .. living|life|going ; thinking .. about dying|
    death|ending
kill_self = kill|killing|killed|hurt|hurting|harm|harming|cut|cutting|hang|hanging|shoot|shooting|drown|drowning|
    stab|stabbing|poison|burn|burning|slit|slash|off|offing|end|unalive|unaliving|suffocate|starve|overdose|gas <self>
    ; kms ; kys ; unalive ; end|ending|take|taking|ended|took|sever|pierce|slit|cut|slash .. my|own|his|her|their ..
    life|wrist|wrists|artery|throat|vein|veins ; ending|end it|things|everything ; end it all ; end my|his|her own
    life ; commit|committing|committed|attempt|attempted|attempting|tried|contemplating|considering|thinking suicide ;
    suicide attempt|plan|note|thoughts|pact ; <self> harm* ; self harm|harming|harmed|injury|injure|injuring ;
    suicidal ; jump|jumping .. bridge|roof|building|train|balcony|window|ledge|off ; walk|step|drive .. into|front ..
    traffic|train|car|tree|truck ; od|overdose on purpose ; cut|cutting .. <self>|wrists ; suicide .. thinking|plan|
    planning|about|is|only|way|option|answer ; thoughts .. of|about .. suicide|ending|dying|killing|death ; hurt|harm
    myself ; thinking .. about|of suicide ; took .. on purpose ; on purpose .. pills
hopeless = not think|know .. want|can|could live|carry|go|be|exist on|here|anymore|more|longer ; not want live ; do
    not want live anymore ; not think .. want .. live ; happier|easier|relieved .. if|without .. dead|gone|died|me ;
    nobody|noone|anyone|anybody .. care|cares|miss|notice .. died|dead|gone|die|disappeared ; no one .. care|cares|
    miss|notice .. died|dead|gone|die|disappeared|me ; what is point of living|life ; cannot see .. way out|future ;
    better off without me|him|her|us ; better off if .. dead|gone|here|not ; better .. if i .. dead|gone|not|here|
    die|disappeared ; no reason|point|purpose .. live|living|going|alive|on|life|anymore ; nothing .. live for|living
    for ; not worth living ; tired|sick|exhausted|done of|with living|life|being|existing ; tired .. being alive ;
    cannot go|keep|carry .. on|going|anymore .. life|living|anymore|more|longer ; cannot go|carry|keep on|living|
    going ; cannot do this|it .. anymore|longer|more ; give|giving|given up .. life|living ; burden .. everyone|
    family|them|all|everybody ; everyone .. better .. without ; no way out ; do not deserve to live ; life .. not
    worth ; no one|nobody .. miss me ; not be|around much longer|tomorrow ; will not be here|around tomorrow|soon|
    anymore|longer ; last|final goodbye ; world .. better .. without ; said .. goodbye|goodbyes .. everyone|life|all ;
    want .. pain .. end|over|stop .. forever ; want it all over|end|stop ; see no|any future|point ; not see ..
    future|way|point ; what .. point .. living|alive|going|anymore
plan_means = have|got|saved|stash*|hoard*|counting|holding|bought|gun|next|collecting|collected .. pills|rope|gun|
    noose|knife|razor|blade|tablets|medication|meds ; written|wrote|writing|left .. note|letter|goodbye|goodbyes|will
    ; goodbye note|letter|letters|text ; tonight|today ; a plan ; plan .. kill|die|end ; took|taken|swallowed|cut|
    overdosed ; standing|sitting|on .. bridge|ledge|roof|edge|tracks ; going to do ; noose ; gave|giving .. away ..
    things|belongings|dog ; gun .. hand|head|mouth|loaded|beside|next
voices = voices .. tell*|telling|say*|saying|want .. kill|hurt|die|harm|jump ; voices telling|tell|told me
lethal_ask = how|what .. i|can|could|to|should .. <kill_self> ; way|ways|method|methods .. end it all ; way|ways|
    method|methods .. kill myself|yourself|oneself ; how many .. to die|kill|dead|me|overdose|end ; what .. take to
    die ; painless|painlessly|easiest|quickest .. die|suicide|kill ; painless|easy|quick way .. die|go|death|suicide ;
    how .. can|do|to .. die|kill <self>|painlessly ; best way to die ; enough to kill me|myself ; how .. long ..
    overdose .. die ; lethal dose .. me|my
harm_others = <intent>|might|could .. hurt|harm|kill someone|somebody|people|others|them|everybody|everyone ; will|
    might|could kill|stab|shoot|murder|strangle .. him|her|them|wife|husband|boss|someone|people|everyone|neighbor|
    mother|father|mom|dad|family|ex|brother|sister ; <intent> .. kill|hurt|stab|shoot|strangle|smother|suffocate|
    choke|poison|harm|shake|drown|murder|attack|beat .. him|her|them|wife|husband|boss|someone|somebody|people|
    everyone|everybody|mother|father|mom|dad|kids|kid|children|child|baby|neighbor|neighbour|coworker|coworkers|
    girlfriend|boyfriend|partner|ex|brother|sister|teacher|classmates|family|stranger|roommate|kids|son|daughter ;
    shoot .. up .. school|work|office|place|church|mall ; thoughts|urges|urge|impulse|thinking .. of|to|about ..
    killing|hurting|harming|stabbing|smothering|shaking|kill|hurt|harm|smother .. him|her|them|baby|people|someone|
    others|wife|husband|kids|children|family|mom|dad|kid ; homicidal ; how .. do|can|to .. kill|stab|poison|strangle|
    murder .. someone|somebody|neighbor|neighbour|wife|husband|person|people ; make him|her|them pay .. gun|knife|
    blood|kill
intent = going|want|wants|wanted|plan|planning|tempted|urge|urges|threaten*|threatening|gonna ; feel like
abuse = <they>|law|ex .. pushed|shoved|threw|dragged|pinned|burned|bit me ; <they>|law|ex .. beats|hits me|us ;
    scared|afraid|terrified .. what <they>|ex will|might|would do ; slapped|punched|kicked|shoved|pushed|hit me ..
    husband|boyfriend|partner|wife|girlfriend|dad|father|mom ; <they>|stepdad|stepfather|uncle|teacher|coach|priest ..
    touching|touches|touched|groping|gropes|grabbing|forcing me ; stepdad|stepfather|stepmom .. hits|hit|beats|hurts|
    punches me ; <they>|ex|stepdad|stepfather|stepmom|carer|caregiver|brother|pimp .. hits|hit|beats|beat|beating|
    punched|punches|kicked|kicks|slapped|slaps|choked|chokes|strangled|strangles|strangling|raped|rapes|assaulted|
    molested|attacked|threatened|burned|abuses|abusing|abused|hurts|hurting|touches|forced .. me|us|kids|children|
    mom|her ; <they> .. touching .. me ; i|we am|was|got|been|being .. raped|assaulted|abused|beaten|strangled|
    molested|trafficked|attacked|choked|hit by|in|last|and|at|when|again|night ; raped me ; sexually assaulted|
    abused|attacked ; sexual assault ; i was raped|assaulted|molested|attacked ; been raped|assaulted|abused|
    molested|trafficked ; afraid|scared|terrified|frightened .. of|to go .. home|husband|boyfriend|partner|wife|ex|
    him|dad|father|stepdad|girlfriend ; not .. let me leave|out|go ; keeps|locked|locks|keeping me locked|in|inside|
    prisoner ; domestic violence|abuse .. my|i|me|help ; hands .. around|round .. neck|throat ; being abused|beaten|
    trafficked|stalked|hit ; someone .. touching|hurting me ; bruises .. from|where|he|she|grabbed|gave ; controls|
    withholds .. food|medication|medicine|money|meds .. me|mom|from|her|him
kill_threat = finish me|us ; finish me off ; threatened|threatens|threatening me|us .. gun|knife|kill ; <they>|ex ..
    outside|here|door|coming|house .. gun|knife|weapon ; <they>|ex .. pointing|pointed|pulled|holding .. gun|knife ..
    me|us ; he|she|husband|boyfriend|partner|ex|dad|father|stepdad|wife|they|brother|son|someone .. will|going|gonna|
    would|threatened|threatening|threatens|says|said|wants|tried|trying .. kill|shoot|stab|strangle|murder me|us|
    kids|my|her|him|everyone ; strangled|choked|choking|strangling|strangle me|us ; hands|arm .. around|round my neck|
    throat ; breaking .. in|door .. now ; has|got|with .. gun|knife .. threat*|kill|me|us
pregnant = pregnant|pregnancy|expecting|trimester|gestation|obstetric|prenatal|gravid ; weeks along|preggo|pg|gone|
    preg ; bun oven ; due date|in ; positive test ; with child ; <number> .. months along ; baby bump ; midwife
preg_bleed = bleed|bleeding|bled|spotting|bleeds|hemorrhage|hemorrhaging|clots ; blood .. wip*|underwear|pants|
    knickers|toilet|down|everywhere|gush*|clots|bright|red|vagina*|there ; losing|passing|lost|some|see|seeing|saw|
    brown blood ; brown|pink|red discharge
preg_heavy = heavy|heavily|soak*|clot|clots|gush*|pouring|lot|flooding|<gut_danger>|<severe>|bright|pain|pains|
    <belly_pain>|shoulder|towels|pads
baby_still = baby|babies|fetus|he|she|it|bump|twins|little one .. not|stopped|less|barely|hardly|fewer|reduced ..
    mov*|kick*|kicked ; not|stopped|less|no|reduced|fewer|decreased|cannot|slow* .. feel|felt|feeling|feel .. baby|
    kicks|kick|movement|movements|move|moving|him|her ; reduced|decreased|less|no|fewer movement|movements|kicks ;
    baby .. not moving|moved|kicked|kicking|move ; not .. felt .. kick|move|baby|moving|movement ; stopped moving|
    kicking ; baby .. quiet|still .. today|all|since|hours ; kicks .. stopped|fewer|less
preeclampsia = <headache> ; spots|floaters|flashing|flashes|stars|lights|blurry|blurred|vision ; <swell> .. face|
    hands|feet|ankles ; face|hands|feet .. <swell> ; upper right|ribs pain ; high blood pressure ; <pain> .. under|
    right ribs ; seeing stars
vision_spots = seeing|see|spots|stars|flashing|flashes spots|stars|flashes|lights|eyes ; blurry|blurred|double|vision
    vision|changes|sight ; vision .. blurry|blurred|double|spots ; spots .. eyes|vision ; sparkles ; face|hands ..
    <swell> ; <swell> face|hands ; high blood pressure ; <severe> .. <headache> ; headache .. not|will not .. go ;
    ribs
waters = water|waters|membranes broke|broken|break|breaking|leaking|gone|ruptured ; gush .. fluid|water ; leaking|
    fluid .. fluid|down|water|leaking
early_weeks = 20|21|22|23|24|25|26|27|28|29|30|31|32|33|34|35|36 weeks|week|w ; too early|soon ; preterm|premature|
    prematurely ; <number> months pregnant|along ; green|brown|meconium|bloody|smelly
contractions = contractions|contracting|contraction|labour|labor ; urge to push ; need to push ; cord .. out|hanging|
    see|coming|prolapse ; baby|head crowning ; baby|head coming out|now
birth_now = cord .. out|hanging|see|coming|prolapse|felt|between ; baby|head coming out|now ; see|feel head between|
    down|coming ; crowning ; urge to push ; <pregnant> .. need|have push ; giving birth .. now|car|home ; feet|foot|
    arm first|out
missed_period = missed|late|skipped|overdue .. period ; period .. late|missed|overdue ; period .. not come|started|
    arrived ; might|could|may|possibly .. pregnant ; positive test ; ectopic ; iud|coil ; no period ; <pregnant>
shoulder_tip = shoulder tip|point pain|hurts ; pain|ache|aching|hurts .. tip|top|end shoulder ; shoulder <pain> ;
    <pain> .. shoulder|shoulders ; tip of shoulder
one_side_pelvic = <one_side> .. <pain> ; <pain> .. <one_side> ; <belly_pain> ; one side .. <belly>|pelvis|pelvic|
    groin ; pelvic|lower .. <pain> ; lower <belly>
ectopic_dx = <having> ectopic ; ectopic .. <pain>|<fainted>|bleeding
postpartum = postpartum|postnatal ; gave birth|delivered ; after|since|following birth|delivery|baby|giving|labor|
    labour|csection|section|cesarean|caesarean|childbirth|miscarriage|abortion ; had baby|c|section|twins|miscarriage
    ; days|weeks|week|day|hours|hour post|after partum|birth|delivery|delivering|baby ; new mom|mother ; my csection|
    c section ; just had baby ; placenta
soak_pad = soak*|fill*|bleed*|through|going .. pad|pads|hour ; clot|clots .. big|size|golf|plum|egg|large|fist|huge|
    lemon|passing ; size .. golf|plum|egg|fist|lemon .. clot|clots ; passing .. clots ; pad|pads .. hour|minutes|
    hourly ; heavy|heavily bleed|bleeding ; <heavy_bleed>
baby_harm = <intent>|might|could|will|afraid|scared|thoughts|thought|images|visions|picture|imagine|thinking .. hurt*|
    harm*|drown*|smother*|throw*|drop*|shak*|kill* .. baby|newborn|her|him|twins|infant ; baby .. evil|possessed|
    devil|demon ; baby not mine ; better off .. without me ; voices
baby_worry = will not|not .. feed*|nurse|latch|eat|eating|drink*|take|bottle ; refus* .. feed|bottle|milk|breast|eat|
    nurse ; <drowsy> ; too sleepy .. feed|eat|wake ; <fever> ; <cold_low> ; <blue> ; pause|pauses|pausing|stops ..
    breath* ; <cant_breathe> ; grunt*|floppy|limp ; green|bile vomit* ; vomit* .. green|bile ; yellow .. <drowsy>|
    feed* ; high pitched cry*|scream* ; weak|nonstop cry* ; cry .. weak|high ; <seizing> ; bulging|sunken fontanelle|
    spot|fontanel ; hot touch ; gasp* ; <cannot_wake> ; no nappy|wet ; <no_urine>
baby_grave = <blue> ; pause|pauses|pausing|stops|stopped .. breath* ; <not_breathing> ; <cant_breathe> ; floppy|limp|
    lifeless ; <cannot_wake> ; gasp*|grunt* ; <seizing>
cold_low = cold touch ; temperature low ; low temperature ; feels cold
floppy_child = <little_one> .. floppy|limp|lifeless|ragdoll ; floppy|limp <little_one> ; rag doll|like ; floppy|
    ragdoll
blue_child = <little_one> .. <blue> .. lips|face|mouth|around ; <little_one> .. lips|face|mouth|tongue|skin .. <blue>
    ; <little_one> .. <blue>
ribs_sucking = ribs .. suck*|pull*|show*|caving|in|see|every ; suck*|pull* .. in .. ribs|chest|neck|under|between|
    skin|belly ; chest|skin|neck .. suck*|pull*|caving in ; retraction|retractions|retracting ; nostrils|nose flaring
    ; flaring nostrils ; grunting ; belly breathing ; breathing .. fast|hard|badly
dry_child = no|not wet .. nappy|diapers ; no|dry .. nappy .. hours|day|today|since|all|12|10 ; nappy .. dry ;
    <no_urine> ; sunken .. eyes|soft|spot|fontanelle ; no tears ; cries|crying without|no tears ; not|cannot .. keep
    .. down|fluids|water|drink ; dry mouth|lips
dull_child = <cannot_wake> ; <hard_to_wake> ; <drowsy> ; will|is not|cannot .. wake|rouse|respond|look|recognise|
    recognize|interact|play ; staring ; not responding|alert|herself|himself ; high pitched cry|crying|scream* ;
    strange|weird cry|crying ; bulging ; stiff neck ; <glass_rash> ; barking .. <cant_breathe>|stridor ; stridor ;
    inconsolable ; bloody|jelly|jam stool|poo|nappy|jelly ; barely awake
child_fever_long = fever|temperature .. 5|6|7|8|five|six|seven days ; 5|6|7|five|six|seven days .. fever ; first
    seizure ; febrile seizure|convulsion
barking = barking|croup|croupy|seal
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
    bang*|met|against ; hit|hits|hitting|bang*|bump*|smack*|struck|crack*|whack*|bash*|thump*|knock*|smash*|hurt|
    kicked|landed|fell|slammed|clonked .. head|skull ; head .. hit|bang*|bump*|smack*|struck|crack*|bash*|smash*|
    injury|injured|trauma|wound|kicked|slammed ; head injury|trauma|knock ; concussion|concussed ; blow head ; head
    first ; dropped on head ; knocked out ; skull fracture ; baseball|ball|bat|brick|puck|swing .. head
head_danger = knocked .. out|unconscious|cold ; <fainted> ; <cannot_wake> ; <sick> ; <confused> ; <drowsy> ; <seizing>
    ; fluid|liquid|blood|water|leaking|bleeding|discharge .. ear|ears|nose ; ear|nose .. fluid|leaking|bleeding|
    clear|dripping|runny ; cannot .. remember|recall|walk ; not remember ; vision|blurry|double ; pupil|pupils ;
    <speech_bad> ; <headache> .. worse|bad|severe ; worse .. headache ; <blood_thinner> ; dent|soft|bruise|bruising|
    black behind|eyes|spot|ear ; <side_weak>|<side_numb> ; repeating|asking .. same|himself|herself ; stumbling|
    unsteady|wobbly|dizzy ; awake ; <severe_headache>
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
    seeing bone ; leg|arm|ankle|wrist|elbow|knee|thigh .. wrong|bent|twisted|weird|deformed|backwards .. way|angle|
    out|direction|shape ; deformed .. <limb>|wrist|ankle ; <limb> .. deformed ; dislocated|hip .. broken|dislocated|
    foot
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
"""
