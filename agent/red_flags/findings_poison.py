"""Findings of rows 19 to 21: poisons, medicines, fumes, drugs, alcohol.

Pure data in the notation of `agent.triage_match`; may refer to the entries of the other findings and of the words. No clinician has
reviewed it.
"""

FINDINGS = r"""
poison = mushroom|mushrooms|toadstools|berries|plant|leaves .. garden|wild|woods|forest|lawn|yard|foraged|picked|park ;
    fertilizer|fertiliser|ant|slug|pellets|varnish|glue|firelighter|lighter|white|spirit|washer|screenwash|deodorant|
    aftershave|mouthwash|hydrogen|peroxide|potpourri|reed|diffuser|iodine ; bleach|antifreeze|detergent|pod|pods|
    gasoline|petrol|kerosene|paraffin|turpentine|turps|pesticide|pesticides|weedkiller|cleaner|ammonia|acid|lye|thinner|
    thinners|disinfectant|sanitizer|sanitiser|poison|poisonous|poisoned|mothball|mothballs|nicotine|toadstool|
    toadstools|foxglove|oleander|hemlock|cyanide|methanol|insecticide|perfume|descaler|dishwasher|lysol|dettol|chemical|
    chemicals|paint ; weed killer ; lamp oil ; wild mushroom|mushrooms|berries ; vape|e liquid|juice|fluid ; essential
    oil|oils ; laundry pod|capsule|liquid ; nail remover ; cleaner|cleaners|cleaning|bleaching|caustic|soda|sanitizer|
    screenwash|antifreeze|toner|hydrogen|meths|methylated|isopropyl|rubbing|formaldehyde|cyanide|arsenic|strychnine|rat|
    rodent|moth|mouse|slug|ant pellets|powder|spirit|spirits|poison|bait|killer|balls|block|blocks ; bleach|domestos|
    dettol|zoflora|savlon|lysol|febreze|drano|roundup|limescale|meths|toner|turps|nicotine|snus|vape ; white spirit|
    spirits ; nail varnish|polish ; reed diffuser ; yew|laburnum|deadly|nightshade|lily|daffodil|foxglove|bulb|bulbs|
    seeds|berries|conkers|rhubarb .. leaves|bush|garden|plant|tree|hedge|wild ; berries ; mushrooms|mushroom .. picked|
    found|garden|woods|wild|lawn|foraged|forest|field ; picked|foraged|garden|wild|woods .. mushrooms|mushroom|berries ;
    hand gel ; eye drops ; toilet|oven|drain|bathroom|floor|carpet|window|kitchen cleaner|block|cleaner|spray|duck ;
    dishwasher|washing|laundry|dish tablet|tablets|pod|pods|capsule|liquid|soap|liqui ; fabric softener|conditioner ;
    essential|eucalyptus|tea|clove|wintergreen oil|oils ; tree oil ; lily|lilies ; lily valley ; insecticide|
    insecticides|pesticides|weedkiller|sheep|dip
swallowed = swallow*|drank|drunk|drink|drinking|ate|eaten|eating|ingest*|licked|sipped|sucked|gulped|chewed|chugged ;
    got|gotten into ; took sip|mouthful ; mouthful ; put in mouth|nose ; bit into
medicine = pill|pills|tablet|tablets|tylenol|paracetamol|acetaminophen|ibuprofen|advil|aspirin|medicine|medication|
    medications|meds|capsules|gummies|edible|edibles|antidepressants|benadryl|xanax|oxycodone|oxy|opioids|opioid|
    percocet|vicodin|codeine|methadone|valium|diazepam|zopiclone|ambien|melatonin|propranolol|digoxin|lithium|
    amitriptyline|metformin|vitamins|iron|clonazepam|lorazepam|sertraline|suboxone|buprenorphine|tramadol|morphine|
    sleeping ; painkiller|painkillers|antihistamine|antihistamines|sertraline|citalopram|fluoxetine|prozac|zoloft|
    lexapro|escitalopram|mirtazapine|venlafaxine|quetiapine|seroquel|olanzapine|risperidone|aripiprazole|clozapine|
    temazepam|lorazepam|alprazolam|ativan|klonopin|clonazepam|gabapentin|pregabalin|lyrica|carbamazepine|lamotrigine|
    valproate|epilim|keppra|warfarin|apixaban|eliquis|xarelto|bisoprolol|atenolol|metoprolol|amlodipine|ramipril|
    lisinopril|losartan|diltiazem|verapamil|flecainide|amiodarone|gliclazide|glipizide|levothyroxine|thyroxine|
    prednisolone|methotrexate|colchicine|theophylline|loperamide|imodium|co-codamol|cocodamol|codamol|naproxen|nurofen|
    calpol|motrin|aleve|excedrin|nyquil|dayquil|robitussin|dextromethorphan|diphenhydramine|promethazine|cyclizine|
    adderall|ritalin|vyvanse|concerta|hydrocodone|norco|oxycontin|fentanyl|patches|patch|tabs|tab|dose|doses|medicines|
    meds|prescription|ferrous|sulfate|sulphate|antidepressant|supplement|supplements|laxatives|diazepam|nortriptyline|
    trazodone|wellbutrin|bupropion|hydroxychloroquine|chloroquine|quinine ; sleeping|heart|diet|water|iron|pain pills|
    tablets|pill|tablet ; cough|cold medicine|syrup ; caffeine tablets|pills
too_much = took|taken|gave|given double|twice|triple .. <medicine> ; double|triple dose .. <medicine> ; overdosed|
    overdosing ; took|taken|taking .. overdose ; overdose of ; too many|much .. <medicine> ; <medicine> .. too many|
    much ; od|oded ; took|taken|swallowed|downed|takes .. whole|entire|full|all|handful|bunch|lots|load|loads|bottle|
    box|packet|pack|20|24|25|30|32|40|50|60|100|dozens|twenty|thirty|15|16|18|10|12 .. <medicine>|them ; handful|bottle|
    box|packet .. <medicine> ; double|triple|twice .. dose|amount .. <medicine>|methadone|heart ; took .. <medicine> ..
    all|bottle|once ; <took_it> .. <many_number> .. <medicine>|them|those|at|in|of|to|over ; <took_it> .. <many_number>
    .. <medicine> ; <took_it> .. <medicine> .. twice|double|triple|again|accident|mistake ; twice|double|two|doubled|
    triple .. dose|amount|lot|lots of .. <medicine> ; <took_it> .. twice|double .. <medicine>|dose|much|amount ;
    <medicine> twice .. today|mistake|accident|accidentally|row|by|this|forgot ; <took_it> .. wrong|dogs|cats|husbands|
    wifes|moms|dads|grandmas|someone|elses|brothers|sisters|roommates .. <medicine> ; wrong|mixed .. <medicine> .. up|
    given|gave|took|by ; <took_it> .. more .. than .. should|supposed|meant|recommended|max|maximum|allowed|prescribed ;
    doubled up .. <medicine>|dose ; <took_it> .. overdose|od ; over|more the|than max|maximum .. dose|<medicine> ;
    forgot .. already|had|took|taken .. again|second|another|more .. <medicine>|dose|them|it ; tenfold|10x|ten times ..
    dose|<medicine> ; <took_it> .. weeks|days|months|month|week worth|supply|full ; worth|supply of .. <medicine> &
    <took_it> ; <took_it> .. <medicine> .. in|at one|single|once go|sitting|hit|together ; <took_it> .. everything|
    whatever|all .. cabinet|cupboard|drawer|house|box|packet|find|found ; <medicine> .. every .. hour|1|2|3|one|two|
    three hours|hour ; lost count .. <medicine> ; <medicine> .. lost count ; <took_it> .. <medicine> .. whole|entire|
    all|full|week|both ; mixed up .. pill|tablet|dosette|medicine box|organizer|organiser|boxes & took|gave|taken ;
    <took_it> .. whole|entire|full weeks|day|days|week|month|bottle|strip|pack|packet|box ; <took_it> .. <medicine> ..
    three|two|four|3|4|2 times ; <took_it> .. # ml .. instead|not|rather ; # ml instead ; ml instead of ; every day|
    daily .. instead .. week|weekly ; <took_it> .. every day instead ; methotrexate .. every day|daily ; <took_it> ..
    <medicine> .. forgot|forgotten ; liquid <medicine> & drank|drunk|swallowed
child_ate = <little_one> .. <swallowed>|found|opened .. <medicine>|<poison>|magnet|magnets ; <medicine> .. <little_one>
    .. <swallowed> ; <swallowed> .. <medicine> .. <little_one>|old ; <little_one> .. <swallowed>|into|got|chewed|sucked|
    drank|licked|mouth .. <medicine>|<poison>|magnet|magnets|tablets ; <little_one> .. found|opened|with|holding|
    emptied|chewing .. <medicine>|<poison>|tablets ; <medicine>|tablets|pills|bottle|packet .. missing|empty|gone|open|
    scattered|floor & <little_one> ; <little_one> .. drunk|drank|swallowed|eaten|ate .. whole|bottle|some|all|loads|half
    .. of|bottle|<medicine>|perfume|shampoo|cleaner|oil ; chewed|chewing|sucking|licked .. nicotine|vape|tablet|tablets|
    pill|pod|capsule|battery
mixed_gas = mixed bleach ; mixed cleaning|cleaners|chemicals ; breathed|inhaled|breathing .. fumes|gas|chlorine|
    chemical|chemicals ; chlorine|ammonia gas|fumes ; mixed|mixing|combined|poured .. bleach|cleaner|cleaners|chemicals|
    ammonia|vinegar|acid|domestos|harpic ; bleach .. and|with|plus .. cleaner|ammonia|vinegar|acid|limescale & fumes|
    cough*|chest|eyes|throat|breath* ; breathed|inhaled|breathing|overcome .. fumes|gas|chlorine|spray|solvent|vapour|
    vapor ; fumes .. chest|throat|cough*|eyes|dizzy|burn*
carbon_monoxide = carbon monoxide|dioxide .. alarm|alarms|detector|poisoning|going|beeping|exposure|leak|levels|
    sounding ; co alarm|detector|poisoning|leak ; carbon monoxide .. <now_words>|house|<headache> ; alarm .. carbon
    monoxide ; co|carbon .. alarm|detector .. going|gone|sounding|beeping|went|off|keeps|triggered ; carbon monoxide ..
    poison*|leak*|high|think|exposed
shared_sickness = headache|headaches|sick|dizzy .. <they> too|also ; <they> .. headache|sick|dizzy too|also ; everyone|
    everybody|whole|all|both|family|kids|household|us|we .. house|family|home|us|everyone|headache|headaches ..
    headache|headaches|dizzy|sick|nausea|nauseous ; all|both|everyone|whole .. headache|headaches|dizzy|sick ; <they>|
    everyone|everybody|all|both|kids|family|we|us|whole|cat|dog|cats|dogs|pets .. headache|headaches|headachy|sick|
    dizzy|drowsy|sleepy|nausea|nauseous|poorly|ill|vomit* ; headache|headaches|sick|dizzy .. wife|husband|kids|family|
    everyone|cat|dog|pets|both|too
fumes_source = generator|furnace|boiler|heater|stove|grill|barbecue|bbq|fireplace|garage|charcoal|cabin|tent|engine|
    exhaust|house|indoors|gas ; fire|flame|bbq|barbeque|barbie|camp|camping|caravan|boat|motorhome|woodburner|burner|
    car|van|coal|coals|embers|oven|paraffin|kerosene|portable|gas|boiler|flue|chimney
headache_sick = headache|headaches|dizzy|<sick>|<drowsy>|<confused> ; headachy|headaches|<sick>|faint|weak|collapsed|
    <fainted>|confused|tired
drug = heroin|fentanyl|fent|opioid|opioids|opiate|opiates|oxy|oxys|percs|meth|cocaine|coke|crack|mdma|molly|ecstasy|
    ketamine|ghb|lsd|acid|shrooms|xanax|benzos|spice|methadone|drugs|pills|speed|tranq|nitazenes|laced|morphine|vape|
    gummy|edible|mixed|adderall|amphetamine ; gear|brown|smack|dope|bump|bumps|ket|mandy|md|pingers|pinger|yellows|bars|
    xannies|vallies|lean|codeine|weed|cannabis|mamba|tab|tabs|acid|k2|edibles|bong|balloons|nos|poppers|pcp|bath|salts|
    crystal|tina|g|hippy|tramadol|pregabalin|fenty|blues|perc|percs|oxys
drug_danger = <cannot_wake> ; <blue> ; snoring|gurgling|gurgle|rattling|snores ; <not_breathing> ; <seizing> ;
    <chest_pain> ; overheat* ; barely|slow|slowly breathing|breath* ; <confused> ; <fainted> ; <cant_breathe> ;
    pinpoint|pupils ; <drowsy>|nodding ; <palpitations> ; foaming ; paranoid ; not|never right ; tiny|small|pinned|
    pinprick pupils ; breath* .. slow|barely|shallow|weird|funny|stopping ; snor* .. weird|loud|strange|funny|deep ;
    burning up ; so|very|really|boiling|overheating|burning hot|up ; grinding .. teeth ; <fever> ; heart .. racing|
    pounding|fast ; seeing|hearing things|voices ; agitated|aggressive|rigid|stiff ; cannot calm ; <vomiting> .. asleep|
    unconscious|choking ; not|cannot wake|respond|move ; limp|floppy|slumped ; collapsed ; weird|funny|odd|strange|bad
    color|colour ; not .. answer|respond|move|wake|moving ; cannot .. cool|calm|wake|rouse ; jaw locked|clenched ; 150|
    160|170|180|190
laced = laced|spiked ; bad batch ; narcan|naloxone|nyxoid ; gave|given|used|had|sprayed|need .. narcan|naloxone|nyxoid ;
    laced|spiked|contaminated|dodgy|bad|strong .. <drug>|batch|drink|pills
overdose_now = too much heroin|fentanyl|cocaine|coke|meth|ketamine|mdma|molly|xanax|ghb ; <they> .. overdosed|
    overdosing ; overdosed|overdosing|oding|oded ; <having> overdose ; od on ; overdose .. <now_words>|<drug> ; took too
    much <drug> ; <they> .. od|odd ; <they>|friend|mate|son|daughter|think|thinks|he|she .. od|ods|oded|odd|overdosing|
    overdosed ; oding|ods ; taken|took|had .. too much .. <drug>|coke|mdma|speed|ketamine|drugs
stop_drink = stopped|stop|quit|quitting|cut|gave|giving|detox*|withdraw*|without|off|no|last|cold .. drink|drinking|
    alcohol|booze|vodka|beer|wine|whiskey|drinker|turkey|liquor ; alcohol|drinking withdraw*|detox ; not had|have
    drink ; not drunk|drank .. alcohol|days|since ; sober .. days|hours ; dry .. days ; last drink ; without .. drink ;
    alcoholic .. stopped|days ; benzo|xanax|valium withdraw* ; stopped|quit .. xanax|valium|benzos|clonazepam|diazepam ;
    came|coming|come off .. alcohol|booze|drink|vodka|wine|drinking ; going|gone|went cold turkey ; cold turkey ..
    alcohol|booze|drink|drinking|vodka|wine ; no|without .. alcohol|booze|drink|vodka|wine|whisky .. hours|days|since|
    yesterday ; not|never had .. usual|any|his|her .. whisky|vodka|wine|drink|beer|sherry|gin|alcohol|booze ; stopped|
    quit|quitting|stopping .. alcohol|booze|vodka|wine|beer|whisky|drinking|gin|cider|diazepam|valium|xanax|benzos ;
    detox|detoxing ; alcohol withdrawal|withdrawals ; dried out ; day # .. sober|without|dry|off|no|alcohol ; trying|
    tried|try to .. stop|quit .. drinking|alcohol|drink|$|, ; heavy|daily drinker & stop|stopped|stopping|quit|without ;
    withdrawal|withdrawals
dts = shak*|tremor|tremors|trembl*|<sweaty>|hallucinat*|<confused>|<seizing>|jitter*|jittery|shakes|<palpitations> ;
    seeing|hearing things|bugs|people|spiders|insects|voices ; bugs|spiders|insects ; shakes ; delirium tremens ; dts ;
    sweats|shivering|rattling|shakes|trembl*|anxious|panic|pounding|hands|<vomiting> ; hearing|seeing|feeling .. things|
    bugs|people|spiders|insects|voices|rats|shadows ; heart .. pounding|racing
dts_grave = hallucinat*|<confused>|<seizing> ; seeing|sees|hearing .. things|bugs|people|spiders|insects|voices|there ;
    bugs|spiders|insects|rats crawling|walls ; delirium tremens|dts ; fit|fitting|seizure ; hearing|seeing|sees|feeling|
    feels|felt .. things|people|spiders|bugs|insects|voices|rats|shadows|not there ; picking at ; does|not know where ;
    talking to .. people|walls|not ; <seeing_things> ; people|things who|that|are .. not there|real ; fighting|talking|
    shouting with|to|at .. people|things|nobody|nothing
took_it = took|taken|take|taking|swallow*|had|gave|given|give|giving|popped|downed|necked|ate|eaten|necking|drank|used|
    used|ingest*|chewed|has|put|wearing
drug_use = did|done|doing|does|took|taken|dropped|dropping|popped|snorted|snorting|sniffed|smoked|smoking|injected|
    injecting|shot|using|used|had .. line|lines|bump|bumps|pill|pills|tab|tabs|hit|bag|gear|edible|edibles|spice|weed|
    <drug>|something ; needle .. arm|next|him|her|hand ; high|off .. on|his|her face|head|drugs|<drug> ; mixed|mixing ..
    pills|drugs|alcohol|drink|benzos|opioids ; white powder|stuff ; powder ; did|took|snorted|smoked some|white|
    something .. powder|stuff|pill
swallowed_medicine = <swallowed>|took|taken|had .. <medicine> ; <medicine> .. <swallowed>|missing|empty|gone
sprayed = sprayed|spraying|inhaled|breathed|using|handling|splashed|exposed .. insecticide|pesticide|weedkiller|
    chemical|chemicals|solvent|fertiliser|fertilizer|paint|thinner
ate_wild = ate|eaten|eat .. wild|foraged|picked|leaves|lily|garlic|hemlock|berries|mushroom|mushrooms|plant|bulb|bulbs|
    yew|foxglove ; might have been .. lily|foxglove|hemlock|poisonous
"""
