"""Many ways of saying it: messages in our own words, as frightened people write them, and as calm people ask.

Only whether there is an alarm counts here; which one, and how grave, is tested beside.
"""

from __future__ import annotations

import pytest

from agent.triage import triage

URGENT = """
Hi there, I don't want to bother anyone but my chest has felt really tight for the last hour and it goes into my back.
my grandad collapsed in the garden and he is making weird snoring noises, not answering us
dad's mouth has gone all lopsided since breakfast, he thinks he slept funny
I woke up and my left leg and arm won't do what I want
it's probably a migraine but the pain exploded at the back of my head while I was on the toilet
My 6 week old feels hot and is refusing her bottle
8 month old vomiting all day, no tears, hasn't had a wet diaper since last night
She's 34 weeks, her hands and face have puffed up and she has a pounding headache that paracetamol won't shift
I can't feel when I wipe myself since my back went out
My eyesight just went black in one eye for a minute
My flatmate took a load of her antidepressants after a breakup
what is the best way to end it all
my stepdad keeps touching me
I'm a type 1, out of insulin for two days, throwing up and breathing funny
My mother has had diarrhoea for days and now she's drowsy, cold and blotchy
stung by a wasp ten minutes ago and my throat feels tight
Ate prawns and now my face is swelling and I feel dizzy
the boiler is making a weird smell and all three of us have headaches and feel sick
Just had a shock from a power line at work, feel ok apart from burn on my hand
my daughter put a little round battery up her nose
It hurts so much down there, my left nut is swollen and I feel sick, I'm 14
Had my hip replaced ten days ago, leg is swollen and I'm puffing walking to the bathroom
my leg went pale and cold suddenly and it hurts like hell
on methotrexate with shivers and a temp of 39
I haven't been able to pee at all since yesterday and my back is killing me
The baby's lips look a bit blue and he is breathing really fast
my wife gave birth 2 weeks ago and is hearing voices telling her the baby is evil
Grandma slipped in the shower, banged her head, she's on blood thinners and seems sleepy
Help my toddler got into grandma's heart pills
He was drinking all day and now he won't wake up
I've been bleeding through a pad every hour since yesterday and I feel light headed
I passed something that looked like tar this morning and nearly fainted
My nose has been bleeding for 40 minutes
neighbour's been pulled out of the lake, he is breathing but grey
I keep thinking everyone would be happier if I was dead
My boyfriend says he will shoot me if I leave
He's been confused since this morning and hot to touch
My 70 year old mother fell down the stairs and can't feel her legs
His heart rate is 165 and he feels faint
Sugar reads HI, vomiting and tummy pain
hes got a really high temp, a stiff neck and he cant stand the light
my belly hurts so bad I can't stand up straight, started around my belly button and moved to the right side
I swallowed some drain cleaner by mistake
I think someone spiked my drink, I can hardly stay awake
my skin is burning and coming off after starting allopurinol
My dad has been in the sauna for ages and he's talking rubbish
weak on one side
trouble speaking and my hand is clumsy all of a sudden
Dad stopped breathing and went blue
i cant stop throwing up blood
I took 40 pills and I don't regret it
I feel like ending things
Nobody would care if I died
my ex is outside with a gun
she is 10 weeks and has sharp pain low down on the right and feels woozy
Both my legs have gone weak and I wet myself, I've had back pain for weeks
my eye is red, throbbing, everything is blurry and I've thrown up
snake got my son on the foot
i have been cutting myself again
mum has had a cough and today her breathing is really laboured
Hi, crushing chest pain for 20 minutes
please help me chest pain and cant breathe
can not breathe
has collapsed and is not breathing
Was hit by a car, bone sticking out of my shin
Have bad chest pain and sweating
A woman just collapsed on the train and is not breathing
Should I go to the ER for chest pain?
Do I need an ambulance for crushing chest pain?
Is this a stroke? face drooping and slurred speech
what should i do, baby not breathing
Chest pain radiating down left arm, is it serious?
Help!!! my husband cut his wrist and there's blood everywhere
someone help my friend ate a brownie with nuts and she's covered in hives, her voice is hoarse
is it normal that my 5 week old has a fever of 101?
My doctor told me it's a virus but my son's neck is so stiff he screams when I move it and he has a temperature
I can't get my words out
Husband 55 yo, indigestion, sweating, arm ache
my vision has gone double and I can't walk straight, came on an hour ago
pulse is 38 and I feel faint
sats 87 at home
8 weeks postpartum with terrible headache and seeing flashing lights
I hear voices telling me to hurt people
I'm scared of what my husband will do to me tonight, he has a gun
I've not eaten in days and I just want to sleep and never wake up
Took double my methadone by accident
my kid drank lamp oil
Carbon monoxide detector keeps beeping and I feel dizzy
I was cleaning with bleach and ammonia and now I'm coughing and can't catch my breath
he was electrocuted changing a light
she's been fitting for six minutes
the headache hit me like a thunderclap
my rash is purple and doesn't go away when pressed and I feel awful
his breathing is slow and he's turning blue, I think he used heroin
I'm 15 weeks pregnant and fell down the stairs, my stomach hurts
Pregnant 33 weeks, gush of fluid
contractions every 3 minutes at 30 weeks
I have sickle cell and a fever of 38.9
transplant patient, chills since last night
I stopped my prednisone suddenly and I'm dizzy and vomiting
can't move my foot after injuring my leg, calf is rock hard and agony
my finger was cut off by the saw
hot oil splashed all over my arm and it's blistered
my nephew fell through the ice, he is shivering and slurring
toddler was in a hot car and is limp
the contact lens eye is agony and my vision is blurred
nail went through my eye
My tummy is rigid and I have a fever
been vomiting green stuff and my belly is swollen, can't pass gas
I passed out after standing and hit my head
low sugar and she can't swallow
drank a bottle of vodka daily for years, quit yesterday and now seeing spiders
red streaks from my wound and I've got fever and chills after surgery last week
grandma hasn't been herself today, very confused and sleepy with a UTI
I found my teenage son with a suicide note
pins and needles between my legs and bad sciatica
Snapped my leg, it's bent the wrong way
woke up and half my face doesn't move
she has had a nosebleed for an hour and is on eliquis
my child is breathing so fast and his ribs are pulling in
It started as a dull ache behind my ribs an hour ago, now it feels like someone is standing on me and I keep sweating
Mum's gone very vague this afternoon and keeps repeating herself
i can hear my daughter wheezing from the next room, she is 4 and cant talk properly between breaths
Was making dinner and my right hand just stopped working
She went stiff then started jerking all over, lasted 2 mins, first time ever
my head. worst pain ever. came from nowhere
He came off his motorbike and his neck hurts with tingling in both hands
My baby is 9 weeks old and has been really sleepy and hot
my son is covered in purple spots and hot
I feel freezing and can't stop shaking, my kidney infection meds aren't working, heart is pounding
he has lost so much blood from his leg
Bringing up bright red blood since last night
The pain in my tummy is unreal, I'm curled up on the floor
I stood up, everything went dark and next thing I was on the floor
my insulin pump failed and my ketones are 4.2
Dad's on gliclazide and he is sweaty and confused, glucose 2.4
we think she ate some of the mushrooms from the garden, she is throwing up
got a bad headache every time the heater runs, my wife too
I mixed some pills with alcohol and my friend says my lips are blue
day 3 without booze, I feel bugs crawling on me
I can't see a way out and I've written letters to my kids
I've been thinking a lot about dying lately
My mother-in-law pushed me down the stairs and said next time she'd finish me
no movement from baby since yesterday evening, 37 weeks
6 weeks gone, stabbing pain on left side, spotting
five days after my c section, wound has opened and is leaking pus with fever
newborn 8 days old won't wake for feeds
my one year old is breathing really fast and grunting
can't tell when I need to pee and my legs feel heavy since lifting that box
lots of new floaters and flashing lights since this morning
I've got a hot red swollen calf and I'm on the pill
Spilled boiling water over my baby's chest
My brother got zapped by a live wire and passed out for a second
he's been out on the ice for hours, shivering has stopped and he's muddled
My fingers are white and numb after the accident with the press, can't feel them
grease gun went into my palm
rash with blisters and my eyes and mouth are raw, started carbamazepine two weeks ago
A bat scratched me
my toddler ate two magnets
neutropenic and shivering
14 yo woke up with terrible pain in one testicle
I've had an erection since this morning and it hurts
husband can't breathe lying down and is coughing pink froth
throat swelling after new blood pressure tablet
Steak stuck in my throat, I can't swallow my spit
my sister is unconscious after taking pills
my grandmother's smile is crooked
I am losing my vision
he fell from the roof
the cut is deep and I can see bone
My partner just went all floppy and isn't answering
there's a tightness across my ribs and up into my throat, I'm 61 and a smoker
woke at 3am unable to get enough air, had to sit by the window
piece of apple went down the wrong way and my toddler is turning purple
had a fish curry and now my eyes are swelling shut and I'm itchy all over
Her left eye and mouth are sagging and she keeps dribbling her tea
he had a funny turn, eyes rolled up and he was jerking for a couple of minutes
My father thinks it's 1985 and doesn't recognise us, he was fine yesterday
the kid was thrown from a horse and is sleepy and has been sick twice
My flatmate has a fever, can't bear bright lights and his neck hurts when he bends it
I had a UTI and now I'm freezing cold, shaking, and my heart's going like mad
A dog tore open his thigh and it's pumping blood
There's fresh blood every time I cough
I threw up something that looks like used coffee
my stomach is swollen and hard as wood and I'm in agony
passed out during football practice
my son with diabetes has stomach pain and is breathing deep and fast
I gave my mum her insulin twice by mistake
she took all of her blood pressure tablets at once
my boyfriend snorted something and is foaming at the mouth
I detoxed from alcohol at home, now I've had a seizure
I don't think I want to live anymore
can't stop thinking about jumping off the bridge near my house
My carer slaps me and locks me in my room
27 weeks pregnant, bad pain at the top of my belly and flashing lights in my eyes
pregnant, 22 weeks, water leaking down my legs
I had a miscarriage last week and I'm bleeding heavily with a fever
my newborn feels cold and won't latch
our 3 year old has croup and is making a harsh noise with every breath in
Since yesterday I have no feeling in my saddle area
Bleach spray got in my eye and it burns
my leg is twice the size of the other one since the operation
hot coffee spilled all down my toddler's chest, skin is coming off
my son touched the wires behind the TV and got thrown back
Found my uncle face down in the pool
He's been hiking in 40 degree heat, is vomiting and talking nonsense
my hand got caught in the press and it's flattened
the fingers on my broken arm have gone blue
skin on my back is peeling like a burn and I have a fever after taking sulfa
a spider bit me and the pain is spreading with cramps in my belly
I have leukaemia and my temp is 101
my incision has split open
I have adrenal insufficiency and have been throwing up all night
my scrotum is very swollen and painful since this morning
"""
CALM = """
I read that chest pain can come from reflux. Is that true for most people?
Is it safe to exercise after a stroke?
How soon can my dad drive after his heart attack last year?
What foods help prevent strokes?
My sister had a seizure as a toddler. Are my kids at risk?
Can I fly at 28 weeks pregnant?
How much bleeding is normal after birth?
Do babies breathe fast when they sleep?
I have type 2 diabetes, what is a good A1c?
My dad takes warfarin, can he eat spinach?
What is the dose of paracetamol for a 10 kg child?
What happens if you take too much paracetamol?
I'm training as a first aider. How do you treat a choking baby?
My son swallowed a grape seed, is that fine?
I have had migraine with aura since I was a teenager, which drugs prevent it?
I have a history of fainting at blood tests. How can I prevent it?
I've been feeling a bit down since I lost my job. What helps?
Is it normal to feel breathless on stairs in late pregnancy?
I quit smoking two weeks ago, any tips?
I'm recovering from a concussion I had in March, when can I play football?
my baby is teething and drooling a lot
I have burning when I pee
My ears are blocked after a flight
I got a small burn on my finger from the oven, it isn't blistered
does the flu shot cause fever
My friend's wedding almost killed me, so much food
How is suicide risk assessed?
What should parents know about teen suicide?
I have a rash on my elbow for a month, no fever, not spreading
I had my appendix out in 2010 and have a scar
My hand falls asleep when I sleep on it
I get heartburn after spicy food
What does it mean if your stool is black?
Which painkiller is safe with high blood pressure?
My sugar was 95 this morning
I am 34 weeks pregnant and my ankles are a bit swollen in the evening
Why does my dog have seizures?
the tv show had a guy with a stab wound, is it realistic that he survived?
I'm not in pain and have no shortness of breath, just want a checkup
My heart sank when I saw the bill
I broke up and my heart is broken
I want to end my subscription
He beats me at chess every time
I'm so hungry I could die
she's drop dead gorgeous
My back is killing me after gardening
I was out cold when my head hit the pillow
can you explain how CPR works
Are stiff necks a sign of stress?
When should I go to the ER for chest pain?
How do I stop a nosebleed?
What vaccines protect against meningitis?
Can I take aspirin to prevent a heart attack?
how to recognise a stroke
treatment of pulmonary embolism
Is it true that women have different heart attack symptoms?
My aunt died of sepsis. Is it hereditary?
Does carbon monoxide have a smell?
I had a seizure ten years ago and none since. Can I drive?
Explain like I'm five what an overdose does to the liver
I'm a medical student. What distinguishes stable from unstable angina?
What is the suicide rate in Norway?
I just want to know the signs of preeclampsia so I'm prepared
We talked about choking in first aid class
My wife is 10 weeks pregnant and has morning sickness, is ginger safe?
My 7 year old fell off his bike and scraped his knee
My baby is 4 months old and has a runny nose
I got dizzy on the roller coaster yesterday but feel fine
My eyes are itchy from pollen
I feel tired and my throat is sore
I've had lower back pain for 3 weeks, no numbness or weakness
Which exercises help a frozen shoulder?
I have a cold sore on my lip
My son has eczema and the skin is peeling on his fingers
Had a temperature of 37.8 yesterday
I cut my finger slicing onions, the bleeding stopped, do I need a tetanus shot?
Can stress make your heart race?
I'm anxious about my exam and can't sleep
I am allergic to cats, which antihistamine is best?
Is bloody diarrhoea always serious?
I have piles and sometimes see a little blood on the toilet paper
My mother has dementia and forgets names
What is the best treatment for a jellyfish sting?
My husband snores and stops breathing in his sleep, does he need a CPAP?
I have panic attacks, how can I calm down?
a character in my story overdoses, how would paramedics treat her
I ran out of my blood pressure pills yesterday
my ear hurts after swimming
I drank too much coffee and feel jittery
My dentist numbed my face and it's still numb after an hour
Are there foods that thin the blood?
Can you tell me what a TIA is and whether it can be prevented
My husband had a TIA three years ago and takes clopidogrel. Can he have grapefruit?
I am reading up on epilepsy for my daughter's school project
How many people die of overdose each year?
I have a mild rash after starting a new soap
my legs ache after the marathon on Sunday
I fell off my bike last month and my shoulder still clicks
Should I take vitamin D if I am pregnant?
I have an appointment for my cataract surgery, what should I expect?
I had my baby 4 months ago, when will my period come back?
What does numbness in the fingers mean?
I feel sad since my cat died
Is it bad that I get winded going up two flights of stairs? I'm out of shape
My daughter is 3 and has had a cold for two days, drinking fine
I've got a tight muscle in my neck
I was on a long flight last week and have jet lag
could my tiredness be low iron
how to treat minor burns at home
My kids gave me a heart attack when they jumped out at me
my workout nearly killed me lol
I can't live without coffee
I choked up at the funeral
My phone died and I lost all my notes
What are the chances of surviving a cardiac arrest?
I had a nosebleed yesterday that stopped after five minutes
he has asthma and uses his inhaler before football, is that right
My mother's diabetes is well controlled, HbA1c 6.5
I bruise easily, could it be my aspirin
After chemo finished two years ago my nails are brittle
is 99.1 F a fever
My tooth hurts when I drink something cold
my baby is 10 weeks old and has hiccups
my 8 week old is gassy
I take insulin, can I travel by plane?
Are snake bites common in England?
We are learning about burns at school
I'd like to die my hair, is it safe when pregnant
My dad had bypass surgery in 2018, can he shovel snow?
I've had tinnitus for years. Can caffeine make it worse?
Do I need to fast before a cholesterol test?
How many hours after a concussion can I sleep?
What medicines are used for sepsis
My wife is a nurse and says I should eat more fibre
can dehydration cause fainting
my sister is pregnant and has heartburn, what helps
I hurt my shoulder lifting weights
My stool is green after spinach
the heart attack scene in that film was silly
How do paramedics treat anaphylaxis?
My daughter is scared of dying, how do I talk to her about it?
I burned 400 calories at the gym
I've been cleared to fly after my DVT last year
my 6 month old has a bit of diaper rash
I am worried about my mother's memory, she forgets words sometimes
I had food poisoning last week, feeling fine now
What should I eat with low iron?
I feel lightheaded if I skip breakfast, is that normal?
How do I stop my toddler from swallowing toys?
Tell me about lithium batteries and why they are dangerous for children
Is there a vaccine for meningitis B for teenagers?
My hands get cold in winter
my grandma broke her hip in 2020
My back aches after sitting all day
When can I drive after a seizure?
I read a book about a girl who cut herself
"""


@pytest.mark.parametrize("text", URGENT.strip().splitlines())
def test_an_alarm(text: str) -> None:
    assert triage(text) is not None


@pytest.mark.parametrize("text", CALM.strip().splitlines())
def test_no_alarm(text: str) -> None:
    assert triage(text) is None
