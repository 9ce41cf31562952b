"""Findings of rows 22, 23 and 26: wishing to die, self-harm, harm to others, abuse.

Pure data in the notation of `agent.triage_match`; may refer to the entries of the other findings and of the words. No clinician has
reviewed it.
"""

FINDINGS = r"""
self = myself|himself|herself|themselves|themself|yourself ; my|him|her self
die_wish = want|wants|wanted|wanting|wish|wishes|wishing|ready|prefer|rather|hoping|hope|hopes|hoped|deserve|deserves|
    need|trying|decided|plan|planning|pray|praying|wished|tempted|urge die|dead|unalive|disappear|vanish ; wish .. never
    been born ; not|never want|wants|wanting|wanted|care|fancy|deserve|wish .. live|exist|existing|wake|alive|living|
    around|breathing ; not want .. be here anymore|, ; not|never want|wants|wanting|wanted .. here|around anymore|now|
    tomorrow ; not|never want|wants|wanting|wanted be here $|,|and|i|or|because ; not want keep|carry|go on|going|
    living|on $|anymore|living|,|like|with ; not care if|whether live|die|i|wake|she|he ; not mind if|dying|
    <dead_state> ; if .. <dead_state> .. fine|ok|okay|good|relief|relieved|better|happy|not|care|mind|matter ; would
    rather|better be dead ; better|best dead ; thinking|thoughts|think|thought|obsessed|fantasising|fantasizing|
    fantasies|dreaming|dream|constantly .. about|of dying|death|ending|<dead_state> ; want|wants|wanted|wish|need|make|
    hope .. it all|everything|life .. stop|end|over|finish|finished|gone ; want|wants|wanted|wish|need .. it|pain|this|
    everything|all|suffering .. stop|end|over|gone .. forever|good|permanently|ever ; end|ending|ended it all|
    everything|tonight|soon|now|today|permanently ; end|ending my|his|her|their|own|our life|lives ; end|ending things ;
    thinking|thought|thoughts|plan|planning|considering|keep|going|gonna|tempted|want|wants|ready .. ending|end it $|,|
    tonight|soon|all|now|and|but ; ready|want meet maker ; want|wants|wish|ready|going|gonna .. join|with .. heaven|
    other side ; dark thoughts ; want|wants <they>|him|her dead ; i want out $|, ; off this planet|earth|world ; life ..
    is not for me ; suicide|suicidal thoughts|ideation|feelings ; wish|wished|wishing|hope|hoping .. car|bus|truck|
    train|someone|cancer|something|heart .. hit|kill|kills|killed|run|take|end|stop me|over|us|out ; let me die|go ; put
    me out of ; stopped|not wanting live|be here|exist ; rather not wake|be here|exist|live|alive ; <wish> ..
    <dead_state> ; asleep|sleep .. forever|eternity|permanently ; sleep for good ; how easy|simple|quick .. would|it|to
    .. be|just|die|end|jump|let|go|swerve ; let go .. wheel|steering ; swerve|swerving|veer|veering|drift*|steer|
    steering .. into|off|in .. traffic|tree|wall|bridge|lorry|truck|oncoming|road|lane ; what would happen|be like if i
    just|stopped|died|jumped|disappeared|swerved ; not want|wanna do .. life|living|this life|tomorrow ; not|never mind
    .. if .. die|died|dead|car|bus|hit|wake ; if .. car|bus|truck|train .. hit|hits|ran .. me .. mind|care|fine|ok|
    good ; might|may as well be|just die|dead|be ; want|wanna|wants to stop living|existing|being|breathing ; lived
    long|enough ; would it be .. bad|better|so if i|she|he .. not|never|exist|here|die|gone ; what would it matter if ;
    stopped eating|taking .. on purpose ; not belong here|anywhere|on|in .. everyone|world|anymore|earth ; asking
    because i might ; not see|make|reach .. 16|17|18|20|21|30|40|50|60|christmas|birthday|tomorrow|summer ; feel|
    feeling|feels|felt like .. disappear*|vanish* ; why am i .. alive|here|born ; why was i born ; wrong .. wish ..
    dead ; least painful|way way|to .. go|die ; cannot stay $|,|anymore|any|here
kill_self = kill|killing|killed|hurt|hurting|harm|harming|cut|cutting|hang|hanging|hanged|hung|shoot|shooting|drown|
    drowning|stab|stabbing|poison|poisoning|burn|burning|slit|slash|off|offing|top|topping|neck|end|unalive|unaliving|
    suffocate|starve|starving|overdose|gas|punish|punishing <self> ; kms|kys|unalive|sewerslide|sewercide ; end|ending|
    take|taking|ended|took|lose my|his|her|their own life ; sever|pierce|slit|slitting|cut|slash|slashing|slashed .. my|
    own|his|her|their wrists|wrist|artery|throat|vein|veins|arms|thighs ; ending|end it tonight|soon|now|today ; end it
    all ; end|ending my|his|her life ; took|taking|taken my|his|her own life ; commit|committing|committed|attempt|
    attempted|attempting|tried|contemplating|considering|thinking|want|wants .. suicide ; suicide attempt|plan|note|
    thoughts|pact|letter|tonight|now ; <self> harm* ; self harm|harming|harmed|harms|injury|injure|injuring|injures ;
    suicidal ; od|overdose|overdosed|overdosing|oding on purpose ; cut|cutting .. <self>|wrists ; suicide .. thinking|
    plan|planning|about|is|only|way|option|answer ; thoughts|thinking|thought .. of|about .. suicide|ending|dying|
    killing|death ; took|taken|swallowed|did it .. on purpose ; on purpose .. pills|tablets|cut ; <self> in $|,|
    tonight ; cut|cutting|slice|slicing|sliced|slashed|slash|scratch|scratching|burn|burning|burned|carve|carving .. my|
    her|his|own .. arm|arms|leg|legs|thigh|forearm|skin|hand .. on purpose|deliberately|cope|relief|blade|razor|release|
    punish|depressed|stop ; i|she|he|daughter|son|teen|teenager|friend|sister|brother|been|started|keeps cut|cutting|
    cuts|sliced|slashed|slicing my|her|his arms|wrists|thighs ; been|started|keeps|still|back|relapsed|caught|found
    cutting $|again|since|deeper|lately|recently ; been|started|keeps|back cutting and|, ; cutting again|deeper ;
    relapsed .. cut|cutting|harm* ; fresh|new|found|hiding|hides cuts .. arm|arms|wrist|wrists|legs|thighs ; do|doing|
    done|did something|anything|sth .. to <self> ; do|doing|done something|anything stupid|silly|drastic|bad ; tried|
    trying|attempt*|going|planning|plan|want|wants|gonna|thinking|thought .. hang|drown|jump .. <self>|off|tonight|
    from ; rope|noose|belt|cord|scarf|sheet .. around|round|on|about|from .. neck|throat|beam|rafters|tree|loft|
    ceiling ; step|stepping|walk|walking|throw|throwing|jump|jumping|jumped|drive|driving|crash|crashing|leap|leaping|
    stand|standing|run|running .. off|front|under|in|into|from .. <high_place>|traffic|train|bus|lorry|truck|car|wall|
    tree|river|sea|building|window ; feel|feeling|felt|feels|am|is|getting|became|become|still|very|actively|really
    suicidal ; took|taken|swallowed|popped .. because|so|to|cause .. die|end|dead|wake|sleep forever ; drank|drunk|
    swallowed|took .. to|because .. die|kill|end <self>|,|$|it|and ; attempted|deliberate|intentional|intentionally|
    deliberately|purposely .. overdose|overdosed|od ; toaster bath ; catch the bus ; slit|slitting wrists ; am|stood|
    standing|sitting|sat|climbed|here on|at|by|up|onto <high_place>|edge $ ; burned|burnt|cut|hurt|scratched|hit|
    punched|bit|stabbed|starved <self> .. again|purpose|deserve|lighter|cigarette|punish|razor|because|blade|cope|feel ;
    plan|plans|planning|intends|threatening|threatens|threatened .. end|take|ending|taking .. life ; locked <self> ..
    razor|blade|pills|tablets|gun|scissors ; burn|burning|burned .. <self>|arms|arm|skin .. lighter|cigarette|iron|
    purpose ; what happens .. after|during|when|if .. hanging|hang|overdose|cutting|jump ; which|what is|way .. quicker|
    quickest|easier|easiest|fastest|painless|best .. hanging|pills|jumping|gun|die|overdose|way|drown* ; hanging or
    pills ; engine running .. garage|car|hose|closed ; garage|car|hose .. engine running ; garage .. engine on ; fresh|
    new cuts ; cuts .. all|up|on|over .. arm|arms|wrist|wrists|thighs|legs .. fresh|scars|hiding|found|daughter|son ;
    drawing|draws graves|nooses
hopeless = not think|know .. want|can|could live|carry|go|be|exist on|here|anymore|more|longer ; <better_off> ;
    <unmissed> ; <pointless> ; <cannot_go_on> ; <tired_of_it> ; <farewell> ; burden .. to|on|for everyone|family|them|
    all|everybody|kids|wife|husband|mom|people|world ; just|only|such|nothing|am|become|being a burden ; burden ..
    everyone|family|them|all|everybody ; waste of space|oxygen|air ; hate <self>|life|living ; hate being alive|here ;
    not deserve .. live|alive|here ; feel|feels|feeling|felt|am|so|completely|utterly hopeless|worthless ; suicid*|kill|
    die|dark|self|harm|bad .. thoughts|feelings|urges .. back|again|returned|returning|worse|stronger|constant|scare|
    scaring|scary ; not|never be happy again ; trapped .. no|only way out ; only way .. out|escape|stop .. pain|die|
    death|is|this ; no way out
plan_means = have|got|saved|stash*|hoard*|counting|holding|bought|gun|next|collecting|collected .. pills|rope|gun|noose|
    knife|razor|blade|tablets|medication|meds ; written|wrote|writing|left .. note|letter|goodbye|goodbyes|will ;
    goodbye note|letter|letters|text ; tonight|today ; a plan ; plan .. kill|die|end ; took|taken|swallowed|cut|
    overdosed ; standing|sitting|on .. bridge|ledge|roof|edge|tracks ; going to do ; noose ; gave|giving .. away ..
    things|belongings|dog ; gun .. hand|head|mouth|loaded|beside|next ; <preparing> ; <high_place> ; know how|where|
    when|exactly .. do|would|will ; this is it ; have|got|holding|bought|looking|staring|sat|sitting|keep|keeps|next|
    hand|front|googled|searching|searched .. <means_words>
voices = voices .. tell*|telling|say*|saying|want .. kill|hurt|die|harm|jump ; voices telling|tell|told me ; voices|
    voice .. head|tell*|say*|command* .. kill|hurt|die|harm|jump|stab|do ; hearing|hears|hear voices .. tell*|telling|
    hurt|kill|die|harm|myself|himself|herself
lethal_ask = how|what .. i|can|could|to|should .. <kill_self> ; way|ways|method|methods .. end it all ; way|ways|method|
    methods .. kill myself|yourself|oneself ; how many .. to die|kill|dead|me|overdose|end ; what .. take to die ;
    painless|painlessly|easiest|quickest .. die|suicide|kill ; painless|easy|quick way .. die|go|death|suicide ; how ..
    can|do|to .. die|kill <self>|painlessly ; best way to die ; enough to kill me|myself ; how .. long .. overdose ..
    die ; lethal dose .. me|my ; how many|much .. enough|would|take|need|does|kill|to|it|before .. die|kill|dead|end|
    fatal|lethal|overdose|dying .. me|myself|it|someone|$|person|instantly ; how many|much .. <means_words>|<medicine>
    .. would|will|to|enough|takes|take .. kill|die|end|fatal ; what|which|how .. pills|tablets|drug|drugs|poison|
    medicine|meds|way|method|ways|dose|amount .. kill me|myself|you ; how .. long .. bleed|hang|die|drown|unconscious ..
    wrist|wrists|cut|hanging|rope ; does hanging|drowning|jumping|overdosing hurt ; looking|looked|searching|searched|
    googling|googled|google|reading|read|researching|researched .. up|for|how|about .. ways|way|how|methods .. die|kill|
    hang|end|overdose|suicide|hurt|poison ; googling|researching|searching|searched|looked|googled .. suicide|overdose|
    hanging ; is it|would it|will it painless|quick|hurt .. die|death|suicide|overdose|kill ; will|would|could ..
    <means_words> .. kill me ; enough .. to kill|die ; is # .. enough .. die|kill|overdose|end ; hurt .. to .. overdose|
    hang|drown|die ; least painful .. way|go|die ; does it hurt to .. overdose|die|hang|drown
harm_others = going|want|wants|wanted|wanting|plan|planning|tempted|urge|urges|impulse|impulses|threaten*|threatening|
    gonna|might|could|will|scared|afraid|terrified|worried|intend|nearly|almost .. <harm_verb> .. <victim> ; feel like
    <harm_verb> .. <victim> ; shoot .. up .. school|work|office|place|church|mall ; thoughts|urges|urge|impulse|
    impulses|thinking|imagining|imagine|images|visions|fantasies|fantasising|fantasizing|fantasise|picturing|dreaming ..
    <harm_verb> .. <victim> ; homicidal ; how .. do|can|to .. kill|stab|poison|strangle|murder .. someone|somebody|
    neighbor|neighbour|wife|husband|person|people ; make him|her|them pay .. gun|knife|blood|kill ; going|want|wants|
    will|gonna .. blow|burn|shoot|smash .. up|down|in .. school|work|office|house|place|building|head ; got|have|bought|
    grabbed|with|holding .. knife|gun|bat|machete|hammer|axe .. going|gonna|want|will|kill|stab|threat*|after ..
    <victim> ; <aggressor> .. threatening|threatened|threatens .. <harm_verb> .. <victim> ; think|thinking|thinks|dream|
    fantasise|fantasize about .. <harm_verb> .. <victim>
intent = going|want|wants|wanted|wanting|plan|plans|planning|tempted|urge|urges|impulse|impulses|threaten*|threatening|
    gonna|tonight|scared|afraid|terrified|worried|imagining|imagine|imagined|keep|keeps|keep|thoughts|thought|thinking|
    images|visions|picturing|fantasies|fantasising|fantasizing|about|might|nearly|almost|close ; feel like
abuse = <abuser> .. keeps|always|just|often|been|started|is|was|has|sometimes|again|still <abuse_verb> .. <abused> ;
    <abuser> <abuse_verb> .. <abused> ; <abuser> .. pushed|shoved|threw|dragged|pinned|burned|bit me ; <abuser>|law ..
    <abuse_verb> me|us|kids ; slapped|punched|kicked|shoved|pushed|hit me .. husband|boyfriend|partner|wife|girlfriend|
    dad|father|mom ; <abuser> .. touching|touches|touched|gropes|grabbing|forcing|forces|forced me ; someone ..
    touching|hurting me ; <abuser> .. does|did|doing|done|do things|stuff|something|it to me ; <abuser> .. makes|made|
    make .. me .. touch|do things|watch|secret ; touches|touched|touching me .. where|private|privates|places|
    inappropriately|sexually|night|wrong|down|not ; raped me ; i|we|she|he|daughter|sister|friend .. was|been|got|am|
    being|is|get|were raped|assaulted|abused|beaten|strangled|molested|trafficked|attacked|groped ; being|been raped|
    assaulted|abused|molested|trafficked|beaten|stalked|hit|groped ; sexually assaulted|abused|attacked ; sexual
    assault ; forced .. sex|marry|marriage ; sex .. without .. consent ; not consent ; covered in|full of bruises ;
    bruises .. from|where|he|she|grabbed|gave ; knocks|knocked|knocking|pushing|pushes|shoves|throws|pushed me|us about|
    around ; husband|boyfriend|partner|wife|girlfriend|ex|dad|stepdad|stepfather .. gave .. black eye|bruises|bruise|
    lip ; husband|boyfriend|partner|dad|ex|stepdad|he .. gets|turns|getting|got|been|is|becomes violent|abusive|
    aggressive ; violent .. husband|boyfriend|partner|dad|ex|me|us|home ; afraid|scared|terrified|frightened .. of|to ..
    home|husband|boyfriend|partner|wife|ex|him|dad|father|stepdad|girlfriend ; scared|afraid|terrified .. what|of ..
    <aggressor> .. will|might|would|could|going do ; not .. let me leave|out|go ; keeps|locked|locks|keeping me locked|
    in|inside|prisoner ; domestic violence|abuse .. my|i|me|help|victim ; controls|withholds|takes .. food|medication|
    medicine|money|meds|wages .. me|mom|from|her|him ; threatening|threatens|threatened .. nudes|pictures|photos ;
    forced marriage ; female genital mutilation|cutting ; spiked .. drink .. woke|undressed|sex ; <abuser> .. comes|
    came|come|gets|sneaks|sneaked into|in .. room|bed|bedroom|shower .. night|touch*|me|when ; something|pill|pills|
    drug|drugs|stuff .. in|into my|her drink ; woke .. clothes|naked|undressed|underwear .. off|missing|remember ;
    girlfriend|boyfriend|wife|husband|partner .. throws|scratches|hits|bites|spits|kicks|punches|slaps .. things|face|
    me|at ; abuse if he|she|they ; he|she only hits|hit me
kill_threat = finish me off ; finish me|us $|,|next|if ; threatened|threatens|threatening|threat|threats .. kill|stab|
    shoot|murder|burn|strangle .. me|us|kids|mom|before|house|him|her ; <aggressor> .. will|is|going|gonna|would|
    threatened|threatening|threatens|swore|swears|texted|promised|says|said|wants|tried|trying|keeps .. kill|shoot|stab|
    strangle|murder me|us|kids|my|her|him|everyone ; <aggressor> .. said|says|told|texted .. i|we|you are|am|is|be dead|
    next|die ; <aggressor> .. said|says|told|texted .. tonight dead|die|kill ; strangled|choked|choking|strangling|
    strangle|throttled|suffocated|smothered me|us ; hands|hand|arm|arms|belt|cord .. around|round my|her neck|throat ;
    <aggressor> .. hands|hand|arm|belt .. around|round|on my neck|throat ; held|holding|pressed|put .. pillow .. my|
    face ; breaking|broke|kicking|smashing|forcing .. in|door .. now|ex|he|him|man|someone ; <aggressor> .. outside|
    here|door|coming|house|way|banging|waiting|inside .. gun|knife|weapon|kill|hurt|threat*|machete|bat|axe|hammer ;
    <aggressor> .. pointing|pointed|pulled|holding|held|waved|waving|has|got|with|grabbed .. gun|knife|machete|axe|
    weapon .. me|us|my|kids|outside|threat*|door|kill|throat ; someone|man|somebody|stranger|burglar|intruder ..
    breaking|broken|broke|inside .. in|into|house|home|flat ; being followed .. man|him|someone|now|home ; locked
    <self>|ourselves|myself .. bathroom|room|toilet|bedroom ; hiding .. in|from .. bathroom|closet|wardrobe|cupboard|
    him|husband|boyfriend|dad|partner|ex|bedroom ; not going to let me leave alive ; leave alive ; has|got|have|with ..
    gun|knife|weapon & not|refus* let me|us|her leave|out|go ; not let us|me leave|out|go .. gun|knife|weapon
baby_harm = baby|he|she|it .. evil|possessed|devil|demon|swapped|replaced|poisoned|cursed|chosen|alien ; baby not mine|
    real ; god|devil|voices|tv|angels|radio .. talking|speaking|telling|messages|tells|told|sends|sending|instructions ;
    voices ; not safe .. with|around|alone .. baby|me|her|him ; hears|hearing|seeing|sees .. things|voices ;
    <kill_self>|<die_wish>|<hopeless> ; want|wants|wanted|going|nearly|almost|might .. hurt .. baby ; paranoid|psychosis|psychotic|manic|delusion*|hallucinat* ;
    scared|afraid|frightened|terrified .. i|she .. will|might|could|going .. do|hurt|harm .. it|something|baby|him|her|
    $ ; thoughts|thought|thinking|images|visions|imagine|imagining|picturing|picture|urge|urges|scared|afraid|terrified|
    might|could|will|want|wanted|going|nearly|almost|feel|felt|dream|dreams .. <harm_verb> .. <baby_word> ; baby|he|she
    is not ours|mine|real|human|hers|his ; send|give|take|return .. him|her|baby|it .. back|god|heaven ; terrified|
    scared|afraid .. alone .. baby|newborn|him|her ; picture|imagine|imagining|see|seeing|picturing .. smothering|
    drowning|dropping|hurting|killing|shaking|throwing|stabbing
means_words = pills|tablets|meds|medication|medicine|paracetamol|tylenol|insulin|painkillers|sleeping|rope|noose|belt|
    gun|shotgun|pistol|rifle|bullets|razor|razors|blade|blades|knife|knives|scissors|vodka|antidepressants|opioids|
    xanax|helium|bleach|antifreeze|hose
high_place = bridge|roof|rooftop|ledge|cliff|balcony|platform|tracks|overpass|viaduct|parapet|windowsill
    ; car|parking park|garage ; train|railway|tube|subway tracks|line|station|platform ; top floor ; edge of bridge|
    roof|cliff|building|platform ; multi storey|story
without_me = without me|her|him|us ; i|she|he|me was|were|is not|never here|around|alive|there|born|existed ; i|she|he
    was|were gone|dead ; i|she|he died|disappeared|vanished ; i left|went|go
at_edge = am|standing|stood|sitting|sat|on|here|parked|walked|climbed|climbing|up|is|looking|staring|over|near .. on|
    onto|at|over|the|of|by|to <high_place> ; on|at|onto the <high_place> ; feet|legs dangling|hanging over ; about to
    jump ; i am .. on|at roof|ledge|bridge|cliff|balcony|edge .. of|and
enough_of_it = had|have enough ; not|cannot take|do|stand|bear .. this|it|pain|life|anymore|more ; goodbye|goodbyes|
    sorry ; end it ; hopeless|worthless|alone|lonely|empty|depressed|depression|despair ; give|giving|gave up ;
    <hopeless> ; <die_wish> ; divorce|breakup|dumped ; nobody|noone|no one ; not cope ; want <high_place> ; keep|keeps
    going|looking|coming|thinking ; all over ; drinking|drunk|crying ; locked ; love|loved you|them ; tonight|asleep|
    sleep|off|phone|listening|forever|not|scared|pills|bridge
harm_verb = hurt|hurting|harm|harming|kill|killing|stab|stabbing|shoot|shooting|strangle|strangling|smother|smothering|
    suffocate|suffocating|poison|poisoning|drown|drowning|shake|shaking|drop|dropping|throw|throwing|attack|attacking|
    beat|beating|murder|murdering|hit|hitting|choke|choking|burn|burning|punch|punching ; run|running over ; lose it with|at|on ;
    snap at|on|and
other_person = him|her|them|wife|husband|boss|someone|somebody|people|everyone|everybody|mother|father|mom|dad|kids|kid|
    children|child|neighbor|neighbour|neighbors|neighbours|coworker|coworkers|colleague|girlfriend|boyfriend|partner|ex|
    brother|sister|teacher|classmates|classmate|family|stranger|strangers|roommate|flatmate|housemate|son|daughter|
    friend|grandma|grandpa|others
baby_word = baby|newborn|him|her|twins|infant|son|daughter|child|pillow|them
abuser = <they>|stepdad|stepfather|stepmom|stepmother|carer|caregiver|ex|pimp|teacher|coach|priest|boss|landlord|
    neighbour|staff|nurse|bf|gf
abuse_verb = hit|hits|hitting|beat|beats|beating|beaten|punch*|kick*|slap*|shov*|push|pushes|pushed|pushing|shakes|
    shook|strangl*|chok*|throttl*|rape|rapes|raped|raping|assault*|molest*|attack*|abus*|burn|burned|burns|bit|bites|
    threw|throws|grab|grabs|grabbed|grabbing|drag|drags|dragged|pin|pinned|pins|spits|whips|whipped|starv*|groped|
    gropes|groping|fondl*|forces|forced|forcing|threaten*|lock|locks|locked|trafficked|tortur*|kicking|batter*|smacks|
    headbutt*|hurts|hurting|hurt
abused = me|us|mom|kids|children|grandma|grandpa|her|him|daughter|son|sister|brother|dad|baby
preparing = saved|saving|save|stash*|hoard*|counting|counted|collecting|collected|stockpil*|hid|hidden|hiding|ordered ..
    <means_words> ; <means_words> .. saved|counted|hidden|stockpil*|lined up|laid out ; bought rope|noose|gun|helium ;
    sorted|wrote|written|writing|made|updated|signed|finished|leaving|left .. will|notes|note|letters|goodbye|goodbyes|
    insurance|video ; giving|gave|given|gives .. away|guitar|watch|ring|stuff|things|belongings|clothes|possessions|
    pets|jewellery|jewelry|collection ; picked|chosen|chose|set .. a|the date|method ; tonight is the night ; have|got|
    has|bought|found|took|grabbed .. rope|noose|gun|rifle|shotgun|pistol|razor|blade .. look|looking|keep|keeps|back|
    staring|ready|thinking|waiting|hand|tonight|drinking|crying|says|says|bathroom|room|out ; rope|noose|gun|rifle|
    shotgun|pistol|razor .. out|loaded|bathroom|garage|hand|head|mouth ; locked <self> .. with|and .. razor|knife|pills|
    gun|blade|scissors|tablets ; <means_words> .. lined|laid|spread|arranged|counted .. up|out|table|bed|floor|front ;
    bought|got|have .. stuff|everything|what .. need|ready .. tonight|asleep|it|now ; left|leaving|leaves .. note|
    letter|notes|letters ; phone .. off|switched|dead & note|goodbye|bye|letter ; bye|goodbye forever ; bye forever ..
    pills|pic|posted ; i have decided
wish = want|wants|wanted|wanting|wish|wishes|wished|wishing|hope|hopes|hoping|pray|praying|rather|prefer|ready|deserve
dead_state = die|dead|unalive|dying|disappear|vanish|disappeared|cease ; not exist|existing|here|alive|around ; never
    exist|existed|born|been ; stop existing|living|being here|breathing ; sleep forever|eternally ; sleep|bed|asleep ..
    not|never .. wake|waking ; not|never wake
better_off = better|easier|happier|simpler|relieved|fine|best .. <without_me> ; better off dead ; <without_me> ..
    better|easier|happier|relieved|relief|fine
unmissed = nobody|noone|one|anyone|anybody|who|everyone .. notice|care|cares|miss|cry|sad|noticed|cared|missed ..
    <without_me>|<dead_state>|died ; <without_me>|died .. nobody|noone|one|anyone|who|anybody .. notice|care|miss|cry|
    sad ; nobody|noone|one|who|anyone .. miss me ; nobody|noone|one .. care|cares|miss .. if|whether i ; everyone|they|
    family|people|kids .. get|gets over it|me ; what .. matter .. <without_me>|gone|dead|died|not here ; nobody .. gone
pointless = no|any|what|lost|see|without|not|nothing reason|point|purpose|use|sense|meaning .. live|living|alive|life|
    exist|existing|here|anymore|carry|carrying|continue|continuing|going|keep ; what|whats is the point|use anymore|of
    living|of it|of this|in living|$|, ; no point|purpose .. anymore|living|life ; nothing|reason .. live for ; nothing
    .. left .. me|life|here|live ; nothing live|living for ; life .. not|no worth|meaning|point|purpose|longer ; life|
    living|existence .. pointless|meaningless|worthless|unbearable|over ; not worth|point|use living|being here|going
    on ; life not worth ; lost|no will|reason|hope .. live|go on|left|anymore|for me ; have|got|is|has|lost|see|all no|
    all|any hope|future $|,|left|anymore|for|and|in ; not see .. point|reason ; not|cannot .. see .. future|tomorrow|
    light ; not|cannot .. see .. way out|forward ; no|not|any|what point .. to|in|of|with|doing any|this|it|anything|
    everything|going|all|trying ; not see .. <self>|me|i .. being|here|around|alive|living|making|next|christmas|
    future ; nothing .. matters|matter|anymore|left|worth ; nothing matters
cannot_go_on = <cannot>|not go|carry|keep on|going|living|fighting|pretending $|anymore|more|longer|,|like|i|and|
    another|living|with ; <cannot>|not do|take|face|bear|stand|handle|live this|it|life|like|any|another|with anymore|
    longer|more|life|day|living|this|myself|the pain ; <cannot>|not .. live|living|living|exist|carry on like this|
    anymore|any|another ; <cannot>|not .. take|bear|face|endure|stand .. life|living|another day|pain anymore|any ;
    <cannot> face|see .. tomorrow|another day ; <cannot> cope|manage|live .. life|living|anymore|alive $|,|and|i
tired_of_it = tired|sick|exhausted|weary|done|fed|finished|bored|enough|over|through|out .. of|with|from|by|up life|
    living|alive|existing|existence|fighting|everything|trying|it|this|the $|all|world|planet|life|living|,|and|being|
    alive|anymore ; tired|sick|exhausted|done|enough of|with being alive|here|me ; tired|sick|exhausted|done|enough of|
    with life|living|existing|everything ; had enough of life|living|everything|it all|the world ; give|giving|gave|
    given|ready .. up .. on life|living|everything|all|me|myself ; giving|given|ready give up $|,|completely|now|and ;
    give up on ; so|just|i|am|totally|completely done $|,|now|with ; feel|feeling like .. giving up|ending|disappearing|
    dying|quitting
farewell = last|final|my|this|saying|say|said|says|texted|text|texting|sent|posted|wrote|leaving|left|messaged|rang|
    called|time goodbye|goodbyes|farewell ; said|saying|says|say .. goodbye|goodbyes .. everyone|life|all|family|kids|
    mom|friends|forever|me|us ; goodbye everyone|world|all|forever|cruel|mom|to ; goodnight forever ; not be|wont|will
    .. here|around|alive|problem|bother|burden .. much|soon|tomorrow|anymore|longer|christmas|birthday|morning|tonight ;
    not be|around much longer|tomorrow ; look|looks|take|takes care|after .. dog|cat|kids|mom|pets|baby|sister|brother
    .. when|if|once|after|for .. gone|me|not|dead ; if anything happens me ; time you|anyone|they read|reads|see|find
    this|me ; my|decision|mind is|has|have|been made ; made my|the decision|peace ; affairs in order ; putting|put|
    getting|got|get|sorting|sorted|setting|tidying|arranging .. affairs .. order|together|sorted|straight ; found|at|
    made peace .. now|with .. decision|gave|given|goodbye|it|gone|self ; see you .. other side ; tell my|the|our|his|
    her|everyone|them|him|kids|mom|family .. love|loved|loves|sorry ; forgive me .. please|for|mom|everyone|, ; sorry ..
    to everyone|mom|kids|all .. for|not|being
aggressor = he|she|they|him|husband|wife|boyfriend|girlfriend|partner|ex|dad|father|stepdad|stepfather|mom|mother|
    stepmom|brother|son|someone|somebody|man|neighbor|neighbour|uncle|cousin|landlord|pimp|stalker|gang|law|guy|family|
    roommate|flatmate
victim = <other_person>|boss
"""
