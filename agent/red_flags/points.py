"""Points of words, in tenths of log-odds: how much each speaks for an emergency, or against one.

Made by `tests/agent/test_triage_points.py` with `agent.triage_learning` from our own messages; not to be edited by hand.
No clinician has reviewed it. A line holds the words of one number of points.
"""

from __future__ import annotations

URGENT_START = -25
URGENT = """
76: chest
74: blue
71: feverish
69: empty keeps swallowed
68: ate boy
67: passed swelling
66: fit room
65: alive
64: coming everyone like roof up
63: eaten home myself
62: choking light stab
61: boyfriend bridge cannot croup friend
60: vomiting
59: belly keep shot
58: car coughing face fainted going husband
57: breathing drunk fitting newborn
56: floor kid
55: dead tonight went
54: afraid caught one please think
53: deep eye pain took wish
52: accident antihistamine collapsed off paint really shivering
51: stand
50: acid agony everywhere neutropenic purple stuck
49: breathe eliquis ex lips lost open stomach
48: kill mom nothing spotting stuff way
47: bat faint forced heart himself ribs shaking without
46: care talking thinking three
45: blacked confused crushing every movements speech
44: anymore bleeding dinner hard taking
43: black brother bumped cleaner lo looks neck pills smile things
42: battery because chemo insulin pee while worst
41: breath calf oxygen sister thinks
40: between erection fever outside
39: ago grandpa people sex slurred
38: arm blood diabetic losing not sharp taken
37: breathless closing covered got gun headache lights over sleepy sudden
36: # anyone drank having ketones leaking life out screams trapped under
35: even father give glass gush minutes palm very whole woke
34: blisters bruises daily drain ending hand ice positive since
33: across arms bottle gone grandmother rigid round short vision white
32: crushed dog fluid knocked nobody patient seeing sick tablets throat us words
31: alarm asleep belt dad drooling itching limp numb pouring six sucked trembling wake wheezing
30: bone broke burden carer exhausted floppy gushing hypo knife machine mother mouth son suddenly throwing wife
29: co contractions dropped dying enough hanging kitchen moving mumbling snorted surgery through weak
28: asking awake behind born feels flashing foaming gasping head hit hot jaw line nonsense scratched splashed turning
twitching use used
27: chills fresh gave old telling voice voices
26: bleach cousin days discharge fire fish flatmate infection legs mistake note pale pool sprayed toilet touched
trouble
25: boiling cutting inhaled lately leg racing right said sciatica
24: ankle awful came clots cut disc drowsy flight lake love medicine size temperature warfarin
23: bathroom down forever hardly lives put rash saw shadow skull stop working
22: blurry constantly cpr finish girl huge lamp magnets methotrexate rubbish seizure shivers snake soaking wrong
21: burst cramping crying epipen ones repeating roommate shock thigh times wants
20: antidepressants below carbon choked fork grandma hands instead locked monoxide own section seems sheets shower
soft spot sunday teenage terrible touch twice waters
19: attack detector divorce drink garage left name nephew new oil slipped slurring soaked sticking ten told vomited
weirdly
18: air blistered cable ever goes grandson grey heat hits hours last mate muddled pulse putting quiet red rolled skin
sons spilled student swollen testicle window
17: answer blotchy dull end foot garden hangs heater kicked living mums piece pink pins shivery sided suicide sweating
toddler
16: coin dizzy engine hammer here hives hurt hurts idea paracetamol quit started
15: bp bright day everything feel freezing gray half hoarse loads making noon only onto passing says swallow vodka
wipe wound yellow
14: adrenal alcohol all allopurinol bump diarrhea die glucose headaches inhaler ladder lip load look many once pitched
pulling shut stay tar tender thirsty threw train want
13: answering baby bent blistering boiler double eyes flashes getting girlfriend grunting methadone minute noise now
partner sauna stairs sticky tell thrown tried yo
12: australia breathed child clammy gibberish hi hour landed leave low privates rouse slow smells smoke spit tummy
vape wasp week weird wrist
11: blurred bowels breakfast bringing felt football lots missing mixed monday nowhere parents pumping shakes sit
speaking spray stools tip wait weekend weeks
10: able bee blind control flew floaters found hates horse juice migraine missed morning mottled n nail overnight
screen shirt side stabbing steak thumping tiny toes top woozy
9: again big blotches box broken cast cramps eggs evening holding jerking lie liquid mountain much panicking poo post
pulled see sweat sweaty table too unalive units
8: around aspirin birth both breaths burnt cleaning daughter fast happier hold ibuprofen move nappy neighbour
nosebleed raw rock running severe sitting skip stopped tea woman
7: chair changed chewing cup curtains dark drooping falling kidney muscles numbness palpitations pan pop postpartum
pressed puffed redness ripped shooting smelly squeezing stiff thinners
6: ball barely brown burns calling cellulitis couple cramp cycling dots friday grandfather ill needle other properly
rate sorry stood throbbing uncle vague
5: ache boss c feed fist full happened horrible hurting lying mad needles oven refuses someone super until uti
4: bumps catch corner fighting fingers finished go hell herself hydrocortisone infected liver middle motorbike painful
peeling pen rope t work
3: aid always area bedroom bottom crazy during er find gum know lasted law lemon lifting long pad seconds spots
tightness weight
2: agonising antibiotics balls banged bear bits board death drive fell finger headed help house kidneys more next odd
op pounding puking sagging steroids teeth upper wet
1: acting curtain drowning family froth groin hearing hip pass plaster prawns run screaming smoker toe walk
-1: back burn climb cry eyelid funny kettle keys pupil shoes snow thing
-2: allergic antibiotic bananas bends fentanyl hr ok place shoulder spo tingling
-3: after anxious blown booster burning garlic green jab paper poor spicy starting wear yesterday
-4: bath bed brain can clinic high man ran sleeping spider stool tennis tight
-5: bloating cool cream dose hernia month nap nose shin start toothache trainee
-6: blues cake cough drug fall first forgot helps slept smell snoring stung tablet training van wedding wind
-7: appointment beats clumsy died dribbling five let mental nails nearly pillow pregnancy pregnant press remember
rubbing shifts staring sunburn teenager vaccine weights zigzags
-8: afternoon biscuit bitten feeling fully gums investigated later mark pill scans
-9: almost bug burned class controlled cracked flat good grapefruit laughing lily nervous nurse shaky spinach thinner
water
-10: bag benign bloated cats come dropping epileptic feeding giving glasses normally overdoses rains repeat sting time
-11: calm cold e f heavy heroin takes tests tongue tooth two
-12: history lift memory no none scared sees shopping sweet test
-13: bit delivered filling kids knees lol mosquito night plane prescription scar school something soup still trying
ulcer wall worse
-14: call clot curry kept lens neurologist reading smoking year
-15: away badly bike chin heels question
-16: aunt bad but clear explain few iron jet probably read tired today
-17: aura doing drinking eating falls game gym lump take yes
-18: affect cancer cardiologist contact gardening heel never sepsis sugar support toothpaste
-19: blocked hear say scars standing wisdom
-20: backache bladder diet done feet gained job murder stressed usual
-21: clicks diabetes driving food four quickly snores straight type
-22: exam harmless lag nursery phone rugby socks talk
-23: acne best checked disease killed marathon prevent sickness spat
-24: gets grape sometimes
-25: elbow hair months runny runs scraped second
-26: dry ear gritty heartburn hiking keeping sad soap
-27: aches constipated epilepsy exercises little menopause preeclampsia
-28: before hungry teething travel tylenol worried years
-29: bite milk row sprained
-30: avoid ears lose lower same slight
-31: worn
-32: cries feeds swimming winter
-33: flu late
-34: anything bruised cholesterol play pressure sneezing
-35: stretches
-36: fine
-37: coffee forgets lunch need
-38: lot wine
-39: easily gp results sleep
-40: get happy itchy knee midwife tips
-41: lonely sore wondering
-42: live playing
-43: weather well
-44: swim
-45: dentist muscle
-46: mornings
-47: better hiccups
-48: ankles safe
-49: eat
-52: doctor
-55: hospital kicks
-56: bill
-58: mild
-59: bruise shape
-63: period small
-76: slightly
"""

MIND_START = 6
MIND = """
99: want
64: night
63: afraid
57: again wish
54: everyone tell
51: empty sorry
50: good keep thinking
48: phone says
47: asking bridge
46: birth said stab
44: care let
43: ex kill
42: hits stay things
41: because die without
40: nobody
39: boyfriend
38: enough tonight
37: drive
36: medicine
35: alive
34: all roof
32: never sunday teenager until us
31: bruises fine pills
30: burden see uncle
29: partner put
28: garage himself hurt myself student
27: another dead everything girlfriend scared
26: asleep drunk love only
24: belt boss covered cut tablets
23: something
22: daughter forced
21: anyone choked knife unalive
20: anymore bath forever
19: drowning exhausted way
18: lot pillow
17: engine even getting nothing
16: table
15: living room
14: cutting hammer keys locked
13: alone answering arm blacked broke drink end hands super
12: deep drinking every giving
11: hit
10: dropping paracetamol round sleeping someone
9: feel going life need sex sitting wants
8: more
7: burn car done eating
6: fall go ill own wrong
5: bleach gun hurting newborn rope
4: born get stairs wall
3: day fast here
2: ago badly left
1: better death kids saw trapped
-1: below brown curtain diarrhea father four house juice long middle much not numbness pregnancy roommate screaming
severe shut sided surgery take taking thinners tip
-2: antibiotic bits blotches blotchy blurry box bright cool dark discharge double epilepsy fighting flatmate flu
friday funny gets grandson gushing hates hives horrible ketones knocked lasted late nowhere op period pill pulling
refuses shopping shoulder sit stabbing straight t thumping tightness top upper years
-3: appointment balls blind blistering bottom brother bug burns corner cramping cycling dots dribbling f fist flashes
flashing grunting knee leave lemon line look lots low missing months muscle nappy pen post privates seconds sheets
short six slow swallow tender units wait weirdly wife wind wipe
-4: agonising antibiotics before big blisters breathed cellulitis cramps curtains dull falling gush hardly home
husband kidneys killing ladder liver mums noon odd painful pan panicking peeling properly putting redness running
sciatica shakes smoke spotting sticking toes up
-5: ball bathroom bumped cast chair clammy coffee crushing dinner disc fluid full having holding keeps lie minute
mumbling n needle nephew pad pink positive rock rubbish shirt size slurring soft spot takes time
-6: area awful blistered ear feet first grandfather gray infected itching man methotrexate missed overnight pitched
playing press puking screams shadow shooting sprayed sticky teeth testicle toe touched vision voice
-7: answer board bumps cough crying cup dry erection felt flight freezing girl green happened hoarse lunch mottled
muddled off once oxygen piece seems skull slightly soaked splashed stop talk terrible threw tired use vape woozy worse
yo
-8: australia back barely button closing constantly find give grey headaches hold hydrocortisone inhaled jaw liquid
month mother pale passing snoring trying tylenol vomited
-9: boiler bp clots few flat football gibberish got hangs heat kicked monday noise onto seizure stiff tablet walk
-10: ache both breathless daily feed grandma horse kitchen last pumping say thirsty touch working
-11: air allergic around attack behind c drowsy eggs fork goes ice landed light machine new puffed section seeing
smells smelly sons steak still test tingling trembling used weight words
-12: awake baby bringing burnt calf chin crushed five flew foaming ibuprofen inhaler leaking mixed nearly poo suddenly
tiny yellow
-13: battery boiling breaths cpr floppy found gas huge lower name palm people pool rolled run sleepy slipped stools
tar ten under vodka
-14: between bottle cable carbon cheek chemo chills drank grape hanging hear instead monoxide move quit sharp thrown
weak
-15: bitten breathe drain high lights little mate mistake mom oil over paint pouring quiet racing remember son staring
sucked taken tongue waters weird
-16: burst ever everywhere fire hour hours no outside pulse ribs rouse stuff sugar type
-17: anything asthma bedroom calling foot half jerking patient sore sweaty tight very year
-18: belly bone collapsed grandpa hypo infection nonsense shivery shock squeezing tea wheezing yesterday
-19: burning choking co coin face loads lost making many nail out soaking sweat throat took
-20: ankle arms feeling fell iron like please pounding sister stand thinks toilet tooth turning warfarin woke
-21: breath cousin dizzy dog fitting heavy limp lo neck nose shower started swollen
-22: acid come down evening fish hard stopped
-23: epipen fingers help hurts movements ok pulled
-24: agony cleaner drooling eaten lips sleep swallowed sweating
-25: bat eat gave know pressure three tummy twitching worst
-26: bit bleeding days epileptic idea leg looks whole
-27: bed coughing gasping glass pee red side throwing today tried
-28: came eyes faint normal rash spots temperature thigh times work
-29: boy diabetic fainted finger kid moving purple skin
-30: alarm dropped fit minutes shivering shot twice two
-31: confused ran right think
-32: accident coming numb open pregnant shaking stomach talking
-33: friend old passed since sudden swelling vomiting weeks
-34: acting dad head really stuck water
-35: caught gone
-36: across can hot through went white
-37: bad black
-38: cold legs sick
-39: breathing fever while
-40: blue now too
-41: feverish headache insulin mouth
-42: but speech
-44: morning pain
-45: after floor week
-46: hand one toddler
-47: eye
-48: ate
-49: feels heart
-54: #
-56: cannot chest
-57: blood
"""
