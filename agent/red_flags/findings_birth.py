"""Findings of rows 24 to 28: pregnancy, birth, the weeks after it, young babies, sick children.

Pure data in the notation of `agent.triage_match`; may refer to the entries of the other findings and of the words. No clinician has
reviewed it.
"""

FINDINGS = r"""
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
new_baby = my newborn|baby ; newborn ; our baby|newborn
"""
