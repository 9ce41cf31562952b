"""Findings of rows 24 to 28: pregnancy, birth, the weeks after it, young babies, sick children.

Pure data in the notation of `agent.triage_match`; may refer to the entries of the other findings and of the words. No clinician has
reviewed it.
"""

FINDINGS = r"""
pregnant = pregnant|pregnancy|expecting|trimester|gestation|obstetric|prenatal|gravid ; weeks along|preggo|pg|gone|
    preg ; bun oven ; due date|in ; positive test ; with child ; <number> .. months along ; baby bump ; midwife ;
    preggers|preggy|preg|prego|bump|midwife|antenatal|prenatal|gestational|labour|labor ; up duff ; # weeks along|gone|
    pregnant|preg|pg ; carrying twins|baby|child|triplets ; <gestation> ; due .. january|february|march|april|may|june|
    july|august|september|october|november|december|date ; unborn
preg_bleed = bleed|bleeding|bled|spotting|bleeds|hemorrhage|hemorrhaging|clots ; blood .. wip*|underwear|pants|knickers|
    toilet|down|everywhere|gush*|clots|bright|red|vagina*|there ; losing|passing|lost|some|see|seeing|saw|brown blood ;
    brown|pink|red discharge ; blood .. when|wiped|wiping|underwear|knickers|pants|toilet|pad ; bloody|pink|brown|red
    show|discharge|spotting ; losing|lost|losing blood ; passed|passing .. clot|clots|tissue
preg_heavy = heavy|heavily|soak*|clot|clots|gush*|pouring|lot|flooding|<gut_danger>|<severe>|bright|pain|pains|
    <belly_pain>|shoulder|towels|pads ; rock|board|hard|solid ; <belly> .. hard|rock|agony|<pain>
baby_still = baby|babies|fetus|he|she|it|bump|twins|little one .. not|stopped|less|barely|hardly|fewer|reduced .. mov*|
    kick*|kicked ; not|stopped|less|no|reduced|fewer|decreased|cannot|slow* .. feel|felt|feeling|feel .. baby|kicks|
    kick|movement|movements|move|moving|him|her ; reduced|decreased|less|no|fewer movement|movements|kicks ; baby .. not
    moving|moved|kicked|kicking|move ; not .. felt .. kick|move|baby|moving|movement ; stopped moving|kicking ; baby ..
    quiet|still .. today|all|since|hours ; kicks .. stopped|fewer|less ; baby|bump|little one|he|she|twins .. quiet|
    quieter|lazy|sleepy|less active|still|slow*|barely|hardly ; baby|bump .. not .. moved|moving|kicked|kicking|move|
    kick .. much|today|all|since|as|lot ; not|cannot felt|feel|feeling .. kick*|mov*|baby|wriggle*|anything|flutters ;
    kicks|kicking|movement|movements|moving|wriggling .. less|fewer|reduced|slowed|stopped|changed|weaker|not ; less|
    fewer|reduced|slower|hardly|barely|weaker|no .. kicks|kicking|movement|movements|moving|mov* ; kicking|moving .. as
    much|usual|normal ; not moving|kicking .. much|usual|normal|today ; usually|normally .. kicks|moves|active .. today|
    now|not|nothing|quiet ; usually|normally|always .. dances|kicks|moves|active|wriggles & nothing|not|none|quiet|
    still ; baby .. nothing .. since|all|today|night|hours ; movements|kicks|movement .. changed|weaker|different|less|
    slower|fewer
preeclampsia = <headache> ; spots|floaters|flashing|flashes|stars|lights|blurry|blurred|vision ; <swell> .. face|hands|
    feet|ankles ; face|hands|feet .. <swell> ; upper right|ribs pain ; high blood pressure ; <pain> .. under|right
    ribs ; seeing stars ; sparkly|sparkles|sparks|zigzag|zigzags|shimmer*|blurry|floaters|dots|lights ; swell* .. hands|
    face|feet|overnight|ankles ; hands|face|fingers|ankles .. balloon*|puff*|swollen|swell* ; under .. ribs & pain|ache|
    hurts ; pain|ache|hurts .. under|below .. ribs ; bp|blood pressure .. high|up|140|150|160|170|180 ;
    <severe_headache> ; protein .. pee|wee|urine
vision_spots = seeing|see|spots|stars|flashing|flashes spots|stars|flashes|lights|eyes ; blurry|blurred|double|vision
    vision|changes|sight ; vision .. blurry|blurred|double|spots ; spots .. eyes|vision ; sparkles ; face|hands ..
    <swell> ; <swell> face|hands ; high blood pressure ; <severe> .. <headache> ; headache .. not|will not .. go ;
    ribs ; sparkly|sparkles|zigzag|zigzags|shimmer* ; seeing|see .. spots|stars|flashes|lights|dots|sparkles|double ;
    flashing|bright|zigzag lights ; vision|sight|eyes .. blurry|blurred|spots|funny|sparkl*|flash*|dots|dim ; everything
    .. blurry|sparkly|fuzzy|sparkling ; face|hands .. balloon*|puff*|swell*
waters = water|waters|membranes broke|broken|break|breaking|leaking|gone|ruptured ; gush .. fluid|water ; leaking|fluid
    .. fluid|down|water|leaking ; waters|water .. gone|broken|broke|breaking|trickl*|leak*|going|went|green|brown|
    early ; gush .. water|waters|fluid|liquid|down|legs ; lost|losing|leaking|trickling|passed|pouring .. fluid|waters|
    gush|water|liquid ; membranes ; soaked .. fluid|water|bed ; leak* .. vagina|down there|fluid
early_weeks = 20|21|22|23|24|25|26|27|28|29|30|31|32|33|34|35|36 weeks|week|w ; too early|soon ; preterm|premature|
    prematurely ; <number> months pregnant|along ; green|brown|meconium|bloody|smelly ; 18|19|20|21|22|23|24|25|26|27|
    28|29|30|31|32|33|34|35|36 weeks|week|w|wks|,|pregnant ; # weeks early ; weeks early ; early|prem|premature|preterm
contractions = contractions|contracting|contraction|labour|labor ; urge to push ; need to push ; cord .. out|hanging|
    see|coming|prolapse ; baby|head crowning ; baby|head coming out|now ; tightening|tightenings|contraction|
    contracting|labour|labor|braxton ; cramps|pains|cramping .. every|regular|minutes|apart|waves ; waves of pain ;
    pushing ; tummy|belly|bump|stomach|womb goes|going|gets|getting|feels tight|hard .. every|minutes|regular ; tight|
    tightening|hard every .. minutes|min|#
birth_now = cord .. hanging|dangling|prolapse ; cord .. out|coming|poking|between|see|showing .. vagina|me|after|waters|
    legs ; loop|piece of .. cord ; baby|head coming out|now ; babys|baby head .. out|coming|crowning|there|visible|down|
    showing ; see|feel head $|,|between|down|coming|now|crowning|and ; see|feel .. babys|baby head ; crowning ; urge to
    push ; <pregnant>|contractions|labour|labor|waters .. need|have|want push|pushing ; giving birth .. now|car|home|
    taxi|bathroom ; feet|foot|arm|bottom first|out ; baby coming $|,|right|now|fast|and|early ; baby .. born|arrived ..
    car|home|bathroom|toilet|floor|taxi|unexpectedly ; having baby|it .. floor|bathroom|car|home|here|now|toilet|taxi|
    right ; baby .. coming|out .. floor|bathroom|car|now
missed_period = missed|late|skipped|overdue .. period ; period .. late|missed|overdue ; period .. not come|started|
    arrived ; might|could|may|possibly .. pregnant ; positive test ; ectopic ; iud|coil ; no period ; <pregnant> ;
    weeks|days|week|month late ; late|missed|no|skipped .. period|periods ; period .. due|late|missed|not|never|weeks|
    days ; could|might|may|think|maybe|possibly|probably .. pregnant ; positive|faint .. test|line ; test .. positive ;
    coil|iud|mirena ; conceived|ivf|embryo transfer ; early pregnancy
shoulder_tip = shoulder tip|point pain|hurts ; pain|ache|aching|hurts .. tip|top|end shoulder ; shoulder <pain> ; <pain>
    .. shoulder|shoulders ; tip of shoulder ; shoulder|shoulders .. hurts|hurting|pain|aches|aching|sore|killing ; tip|
    end|top|point .. shoulder
one_side_pelvic = <one_side> .. <pain> ; <pain> .. <one_side> ; <belly_pain> ; one side .. <belly>|pelvis|pelvic|groin ;
    pelvic|lower .. <pain> ; lower <belly> ; low|lower .. left|right|one ; left|right|one .. low|lower|hip|side|groin|
    ovary|pelvis ; pain|ache|stabbing|sharp|cramp*|agony .. low|one|left|right|side|pelvis|hip|groin ; side|sided pain|
    stabbing|cramp*|ache ; ovary|ovaries|pelvic|pelvis
ectopic_dx = <having> ectopic ; ectopic .. <pain>|<fainted>|bleeding
postpartum = postpartum|postnatal ; gave birth|delivered ; after|since|following birth|delivery|baby|giving|labor|
    labour|csection|section|cesarean|caesarean|childbirth|miscarriage|abortion ; had baby|c|section|twins|miscarriage ;
    days|weeks|week|day|hours|hour post|after partum|birth|delivery|delivering|baby ; new mom|mother ; my csection|c
    section ; just had baby ; placenta ; after|since|following|from .. having|had|giving|delivering|delivery|birth|
    labour|labor .. baby|son|daughter|twins|birth|child|her|him ; had|having my|our|her|the|a|baby|first baby|son|
    daughter|twins|little ; had .. baby|twins|son|daughter|little one .. ago|last|yesterday|on|friday|monday|tuesday|
    wednesday|thursday|saturday|sunday|week|weeks|days|this ; days|weeks|week|day .. after|since|post .. birth|baby|
    delivery|section|having|csection|labour ; miscarried|miscarriage|termination|abortion|stillbirth|stillborn|erpc ;
    post partum|natal|birth|section|caesarean|cesarean ; # days|weeks pp|postnatal|postpartum ; caesarean|cesarean|
    csection ; baby|daughter|son|she is|was # days|weeks old ; c section .. last|ago|days|day|week|weeks|yesterday|
    recently ; csection|caesarean|cesarean .. last|ago|days|day|week|weeks|yesterday|recently
soak_pad = soak*|fill*|bleed*|through|going .. pad|pads|hour ; clot|clots .. big|size|golf|plum|egg|large|fist|huge|
    lemon|passing ; size .. golf|plum|egg|fist|lemon .. clot|clots ; passing .. clots ; pad|pads .. hour|minutes|
    hourly ; heavy|heavily bleed|bleeding ; <heavy_bleed> ; through .. pad|pads|towel|towels .. hour|minutes|half|
    hourly|every ; pad|pads .. every|each|an|half|per hour|half|30|20|minutes ; clot|clots .. size|big|large|lemon|plum|
    golf|egg|fist|orange|ball|tennis|palm|huge|massive ; massive|huge|big|large clots|clot ; bleeding .. loads|lots|
    heavily|heavier|lot|everywhere|flooding|gushing ; flooding|gushing ; changing pads|pad .. every|hour
baby_worry = will not|not .. feed*|nurse|latch|eat|eating|drink*|take|bottle ; refus* .. feed|bottle|milk|breast|eat|
    nurse ; <drowsy> ; too sleepy .. feed|eat|wake ; <fever> ; <cold_low> ; <blue> ; pause|pauses|pausing|stops ..
    breath* ; <cant_breathe> ; grunt*|floppy|limp ; green|bile vomit* ; vomit* .. green|bile ; yellow .. <drowsy>|
    feed* ; high pitched cry*|scream* ; weak|nonstop cry* ; cry .. weak|high ; <seizing> ; bulging|sunken fontanelle|
    spot|fontanel ; hot touch ; gasp* ; <cannot_wake> ; no nappy|wet ; <no_urine> ; not .. interested|taking|want|wants|
    woke|waking|had|drunk|drinking .. milk|bottle|feed|feeds|breast|fed ; not|never fed|feeding|feed|nursed|latched|
    eaten|drunk ; off .. feeds|milk|bottle|food ; missed .. feeds|feed ; refusing|refuses|refused|skipping|missing ;
    hot|boiling|warm|burning .. touch|up|head|chest|really|very|feels ; feels|feel|felt|is|really|very hot|boiling|
    burning|roasting ; green|bile & sick|vomit*|spit*|throwing|threw|milk ; sick|vomit*|throwing .. green|bile ; no|not|
    dry .. wet|nappy|pee ; sleepy|sleepier|sleeping .. feed|all|wake|very|really|more|too ; inconsolable|screaming ..
    hours|nonstop|stop|high|all ; jaundice*|yellow .. eyes|feed|sleepy|skin|legs ; cord|belly button .. red|pus|smell*|
    oozing ; blood .. poo|nappy|stool|vomit ; projectile ; mottled|blotchy|pale|grey ; <dry_child> ; rash .. spread*|
    purple|blister* ; blisters ; cold|shivering ; fell|dropped|rolled .. head|floor|bed|sofa|table
baby_grave = <blue> ; pause|pauses|pausing|stops|stopped .. breath* ; <not_breathing> ; <cant_breathe> ; floppy|limp|
    lifeless ; <cannot_wake> ; gasp*|grunt* ; <seizing> ; stops|stop|stopping|stopped|forgets|pausing|pauses ..
    breathing|breath|breathe ; breathing .. stops|pauses|gaps|fast|rapid|hard|weird|noisy|funny ; gaps .. breath* ;
    grey|blue|purple|pale|mottled|dusky ; twitching|jerking|shaking ; ribs|tummy|chest .. suck*|pull* ; <ribs_sucking> ;
    moaning|whimpering ; <floppy_child> ; not waking|wake
cold_low = cold touch ; temperature low ; low temperature ; feels cold ; feels|is|feel|are|hands|body cold|freezing|
    chilly ; cold .. touch ; cold and|, floppy|sleepy|blue|pale
floppy_child = <little_one> .. floppy|limp|lifeless|ragdoll ; floppy|limp <little_one> ; rag doll|like ; floppy|
    ragdoll ; <little_one> .. gone|went|is|all|became floppy|limp|lifeless|like ; floppy .. hot|unresponsive|will|not|
    pale|eyes
blue_child = <little_one> .. <blue> .. lips|face|mouth|around ; <little_one> .. lips|face|mouth|tongue|skin .. <blue>
    ; <little_one> .. <blue>
ribs_sucking = ribs .. suck*|pull*|show*|caving|in|see|every ; suck*|pull* .. in .. ribs|chest|neck|under|between|skin|
    belly ; chest|skin|neck .. suck*|pull*|caving in ; retraction|retractions|retracting ; nostrils|nose flaring ;
    flaring nostrils ; grunting ; belly breathing ; breathing .. fast|hard|badly ; tummy|belly|stomach|chest|skin|neck|
    throat .. suck*|pull*|caving|going|drawn|dipping in|under|inwards|ribs ; see .. ribs ; head bobbing ; nostrils|nose
    .. flar* ; working|struggling .. breathe|breath ; gasping|panting ; chest|ribs|tummy|skin .. caving|caves|sinks|
    sinking|drawing|dipping|pulling in|with .. breath
dry_child = no|not wet .. nappy|diapers ; no|dry .. nappy .. hours|day|today|since|all|12|10 ; nappy .. dry ;
    <no_urine> ; sunken .. eyes|soft|spot|fontanelle ; no tears ; cries|crying without|no tears ; not|cannot .. keep ..
    down|fluids|water|drink ; dry mouth|lips ; not|no|barely .. nappy|wet|pee|tears|weed .. today|hours|since|yesterday|
    all|day|night|morning|12|8|10 ; vomit*|sick|diarrhea|runs|throwing .. days|everything|constantly|cannot|nonstop|
    hours|all|24 & nappy|pee|tears|drink*|drowsy|sunken|dry|water ; sunken|dry|hollow eyes|mouth|soft|fontanelle|tongue
dull_child = <cannot_wake> ; <hard_to_wake> ; <drowsy> ; will|is not|cannot .. wake|rouse|respond|look|recognise|
    recognize|interact|play ; staring ; not responding|alert|herself|himself ; high pitched cry|crying|scream* ;
    strange|weird cry|crying ; bulging ; stiff neck ; <glass_rash> ; barking .. <cant_breathe>|stridor ; stridor ;
    inconsolable ; bloody|jelly|jam stool|poo|nappy|jelly ; barely awake ; not|no|never .. look*|interact*|smil*|
    respond*|recognis*|play*|focus*|move|eye|wake|waking|settle ; lies|lying|lays there ; jelly|jam|redcurrant|currant|
    red|blood|bloody .. poo|stool|nappy|diarrhea|stools ; poo|stool|nappy|stools|poos .. jelly|jam|redcurrant|currant|
    red|blood ; pulling|drawing|pulls|draws .. legs|knees .. up|chest|tummy & scream*|cry* ; moaning|whimper* ; floppy|
    limp ; screaming .. hours|pain|stop|on off ; green vomit ; vomit* .. green|bile|blood ; testicle|scrotum|groin ..
    swollen|lump|hard|painful ; just|only lies|lying|lays|laying|stares|staring
child_fever_long = fever|temperature .. 5|6|7|8|five|six|seven days ; 5|6|7|five|six|seven days .. fever ; first
    seizure ; febrile seizure|convulsion ; fever|temperature|hot .. # days|week|nights ; # days .. fever|temperature ;
    days .. of|with fever|temperature ; red|cracked eyes|lips|tongue
barking = barking|croup|croupy|seal ; bark*|croup*|seal|whooping
new_baby = my newborn|baby ; newborn ; our baby|newborn
gestation = at|i|am|only|wife # weeks $|,|and|with|now|but|i ; # weeks & waters|contractions|contracting|tightenings|
    bump|kicks|kicking|movements|placenta|cervix|midwife|labour|labor|spotting
low_left_right = one|left|right|1 side|sided|hip|ovary|groin|lower ; low|lower .. left|right|one side|side|left ; on one
    side ; one sided
keep_down = cannot|not keep|keeping .. down ; throwing|vomit*|sick .. everything|all|constantly|nonstop|hours|days|
    times|stop|water ; <vomiting>|sick .. days
not_walking = will|not|cannot|refuses|refusing|refuse .. walk|stand|weight|move|bend|use .. leg|on|walk|at|$|,|and|neck|
    arm|knee|hip ; limping|limp .. fever|hot|knee|hip
bp_high = bp|blood pressure|pressure .. 14*|15*|16*|17*|18*|19*|20*|21* ; 150|155|160|165|170|175|180|185|190|195|200 ,
    9*|10*|11*
waters_cord = rope|cord|loop|something|tube .. hanging|out|between|coming|dangling
sick_throat = drooling|dribbling & throat|mouth|swallow ; cannot|not open .. mouth ; cannot swallow
"""
