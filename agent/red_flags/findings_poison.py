"""Findings of rows 19 to 21: poisons, medicines, fumes, drugs, alcohol.

Pure data in the notation of `agent.triage_match`; may refer to the entries of the other findings and of the words. No clinician has
reviewed it.
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
"""
