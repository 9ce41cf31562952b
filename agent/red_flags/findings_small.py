"""Small findings that only qualify others: a degree, a place, a thing that explains a complaint away.

Pure data in the notation of `agent.triage_match`; may refer to the entries of the other findings and of the words.
"""

FINDINGS = r"""
concussion_word = concussion|concussed
winter = winter|raynaud|raynauds|snow|cold weather|weather
worst_pain = worst pain ; pain .. ever ; worst .. ever|life
head_word = head|skull
few_kicks = no movement|movements|kicks .. baby|bump ; baby .. no movement|movements|kicks ; <baby_still> ; baby ..
    quiet|quieter ; fewer|less kicks
weapon = gun|knife|weapon|rifle|machete
shakes = shakes|shake|shaking|tremor|tremors|trembling|hallucinat*|jittery
voice_gone = voice .. hoarse|gone|croaky|squeaky|changed ; hoarse ; lump throat ; trouble swallowing ; voice .. going|
    went|weak|hoarse|strange|funny|croaky|gone|weird|raspy|changing ; lost .. voice
drinks = vodka|wine|beer|beers|whiskey|whisky|gin|rum|booze|alcohol|alcoholic|drinker|drinking|cider|liquor
sees_vermin = see|seeing|sees|saw .. bugs|spiders|insects|rats|snakes ; bugs|spiders|insects|rats|snakes .. wall|walls|
    skin|crawling
fell_word = fell|fallen|falling|tumbled|slipped|tripped
hip_word = hip|hips|groin
cannot_stand = <cannot>|not|unable .. stand|walk|weight|get up
hip_gives = <cannot>|not|unable .. stand|walk|weight .. hip|hips|groin
medicine_harms_baby = insulin|medicine|medication|tablet|tablets|pill|pills|injection|vaccine|antibiotics|<medicine> ..
    hurt|harm .. baby
quit_word = quit|stopped|detox|detoxing|withdrawal|withdrawals|sober ; last drink ; cold turkey ; ran out ; cut off|
    down
fear = afraid|scared|terrified|hiding|escape|danger ; not safe ; unsafe ; gun|knife|weapon
late_pregnancy = 20|22|24|25|26|27|28|29|30|31|32|33|34|35|36|37|38|39|40 weeks|wks|week ; second|third|2nd|3rd
    trimester ; months pregnant
cord = cord .. out|hanging|see|coming|prolapse|felt|between ; cord prolapse
heat_source = heat|sun|sauna|overheated|overheating|sunstroke|attic|marathon|heatwave ; hot day|weather|car|room|attic|
    outside|out|tub|kitchen ; <exertion> .. hot|heat|sun ; heat exhaustion ; sunbathing|beach|desert|roofing|greenhouse|
    marathon|race|hike|hiking ; out|outside in|sun|all .. day|heat|sun|hot ; heatwave|sunstroke
high_voltage = power|high|overhead line|voltage|lines ; lightning ; pylon ; thrown ; pregnant ; stuck
anaphylaxis_dx = <having> anaphylaxis|anaphylactic ; anaphylactic shock|reaction ; anaphylaxis .. <now_words>
vomiting = vomit*|puk*|threw|throwing ; stomach cramps
cough = cough*
burning_eyes = eyes .. burn*|sting*|water* ; throat .. burn*|sting*
fumes_running = generator|charcoal|bbq|barbecue|grill|stove|engine|car|heater|boiler|furnace .. inside|indoors|
    garage|tent|cabin|basement|bedroom|running|caravan|van ; gas leak|smell ; smell .. gas
sweaty_shaky = <sweaty>|sweating .. shak*|trembl*|<confused> ; shaky|shaking|trembling|jittery ; <sweaty> ; nonsense|
    gibberish|aggressive
high_sugar = sugar|sugars|glucose .. high|hi ; high sugar|sugars|glucose ; ketones ; missed|skipped|ran|stopped|out ..
    insulin ; pump .. fail*|blocked|off|came ; sugar|sugars|bloods|glucose|bg|levels|reading|meter|libre .. high|hi|
    through|roof|20|21|22|23|24|25|26|27|28|29|30|31|32|33|34|35|sky ; pump|site|cannula .. came|fell|out|fail*|blocked|
    off|kinked|stopped ; missed|forgot|skipped|ran|no|without .. insulin ; off|stopped insulin ; sugar|sugars|glucose|
    bloods .. off|through|sky .. chart|charts|roof|scale|high|meter
ketones = ketones|ketone .. high|large|moderate|positive|over|2|3|4|5|6 ; high|large|moderate|positive|<number>
    ketones ; dka|ketoacidosis <now_words> ; <having> dka|ketoacidosis
sleep_jerk = falling|fall|drifting asleep ; hypnic
stridor = stridor ; high pitched|harsh|squeaky|noisy|crowing breath* ; noisy .. <cant_breathe> ; noise|whistle ..
    breath* .. in
rash_word = rash|spots
ear_or_days = 3|4|5|6|7|three|four|five|six|seven|2 days ; ear|ears ; will not|not .. drink*|eat|eating|feed*|play* ;
    seems unwell ; crying ; fontanelle ; 103|104|105|39|40|41
bells = bells palsy ; dentist|dental|filling|novocaine|botox|lidocaine|anesthetic
spine_event = fell|fall|fallen|dived|dove|diving|tackled|accident|landed|thrown|crash|rugby|trampoline|injury|hit
limbs_gone = cannot|not .. feel|move .. arms|legs|hands|feet|below|anything ; paralys*|paralyz* ; no feeling .. down|
    below|legs
spine_tingle = tingl*|<numb>|<weak> .. arms|hands|legs|both|fingers ; arms|hands|legs|fingers .. tingl*|<numb>|<weak>
fluid_leak = clear|watery fluid|liquid .. ear|ears|nose .. after|hit|fall|fell|head|injury ; <head_hit> .. fluid|
    leaking ; clear|watery|runny|straw|colourless .. fluid|liquid|stuff|water|discharge .. dripping|leaking|coming|from|
    out .. ear|ears|nose & fall|fell|falling|hit|head|stairs|crash|injury|bang*
spreading = spreading|spread|growing|multiplying|quickly|fast
severe_chest = crushing|squeezing|elephant|vice|vise|heavy|heaviness|band|tearing|gripping|truck|brick|bricks|anvil|
    pressing ; <severe> .. <chest_pain> ; <chest_pain> .. <severe> ; <sudden> .. <chest_pain> ; <chest_pain> ..
    minutes|stop|rest ; not going|go away ; nitro|nitroglycerin|gtn|angina
sore_muscle = muscle|muscles .. sore|pulled|strain* ; sore|pulled|strained muscle|muscles|chest ; pushups|benchpress ;
    push ups ; bench press ; when .. press|press|touch|poke|push ; tender to touch ; pecs ; heartburn .. spicy|eat|
    eating|after ; breast|breasts .. tender|sore
period_word = period|periods|menstrua* ; gums ; shaving|paper
crash_hurt = <crash> .. trapped|bleeding|unconscious|not ; pinned|trapped under|in ; <crash> .. bleeding|blood|hurts|
    pain|head|neck|bent|broken|dizzy|trapped|unconscious|not|stomach|chest|leg|back ; <crash> & cannot move|feel|breathe
trapped = trapped|pinned|stuck|thrown|ejected|flipped|rolled|mph|speed|metres|feet|floor|storey|story|roof
bleed_long = will not|not|cannot .. stop* ; 10|15|20|25|30|35|40|45|50|60|ten|fifteen|twenty|thirty|forty minutes ;
    hour|hours ; pouring|gushing|clots|heavily|everywhere ; dizzy|faint
chills = chills|shivering|shivers|feverish ; shivery|shakes|sweats|rubbish|feverish|rigors ; feel|feels|feeling rubbish|
    awful|dreadful|ill|unwell|terrible|rough|hot|horrendous|flu|fluey ; hot cold
sunburn = sunburn|sunburned|sunburnt|eczema|psoriasis|athletes|dandruff|flaky|scalp ; peeling .. nose|feet|fingers|
    fingertips|hands|lips ; heels|heel|soles|sole|elbows|elbow|dry|cracked|knuckles|hangnail|cuticle|eczema|lips
mouth_blisters = mouth|lips .. blister*|sores|ulcers|raw|peel*|bleed* ; blister*|sores|ulcers .. mouth|lips
eyes_raw = eyes .. red|sore|blister*|crust*|raw|stuck ; skin .. peel*|blister*|painful|burn* ; genitals|rash
long_dementia = dementia|alzheimer|alzheimers
no_answer = not .. answer*|mov*|get|speak*|talk* ; will not get ; cold|grey|<blue>
rigid_belly = <belly> .. rigid|hard|rock|board ; rigid|rock hard <belly> ; hard as .. board|rock
vomiting_bile = green|feces|poo|bile vomit* ; vomit* .. green|feces|poo|bile ; bringing|brought|throwing|threw|coming|
    chucking|being|been up|sick .. green|bile|feces|poo|brown ; sick|vomit*|puk* .. green|bile|fluorescent|brown|feces|
    poo
burn_big = burn|burned|burnt|scald|scalded .. bigger|large|size|deep|electrical|chemical|<severe>|infected|blistered ;
    boiling|hot water|oil .. over|on|spilled
limb_bad = fracture|fractured|broke|broken .. <numb>|<blue>|<severe>|<swell>|cold|bent
deep_cut = deep cut|gash|wound|laceration ; cut .. deep|deeply|bone|tendon|fat|yellow ; gash* .. open|wide ; gaping
acting_well = playing|eating|feeding|drinking|acting|behaving|walking|talking .. fine|well|normal|normally|happily|
    happy|ok|okay|usual ; cried .. straight|right|immediately ; back|is|seems|being .. himself|herself|normal self ;
    happy and playing ; running around ; not|no .. bleed*|hurt|sick|vomit* , .. fine|ok|normal ; acting normal ; just ..
    sore|graze|bruise|small|tailbone ; landed .. on .. bottom|bum|feet
allergy_word = allergic|allergy|allergies|allergen ; nut|peanut|bee allergy
usual_dose = prescribed|dose|spoonful|teaspoon|ml|mg|calpol|vitamin|vitamins|as usual|usual ; her|his antibiotic|
    antibiotics|medicine
days_word = <number>|# days|day ; since <number>|monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday
weak_word = weak|faint|exhausted|shaky
not_talking = stopped|not|cannot talk|talking|speak|speaking|walk|finish|say ; exhausted|drained|worn|tiring|sleepy|
    drowsy
breath_sweet = breath|mouth & sweet|fruity|pear|nail|acetone|varnish
poison_sign = drool*|dribbl*|twitch*|slow|sweating|vomit*|sick|dizzy|confused|foam*|blurred|cramps|collapsed|burn*
blue_word = <blue>
seizure_now = fitting|seizing|convulsing|seizure|eclampsia
"""
