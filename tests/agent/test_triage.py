"""Messages that tell of an emergency raise its alarm: our own words, several for every row of the red flags."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.answer import Alert
from agent.triage import SELF_HARM_CATEGORIES, triage

# category (or several that are right), gravest tier expected, message
EMERGENCIES = [
    ("unresponsive", "T1", "My dad won't wake up and I can't feel a pulse"),
    ("unresponsive", "T1", "he just dropped to the floor, hes not breathing!!"),
    ("unresponsive", "T1", "I found grandma on the bathroom floor. She is unresponsive."),
    ("chest_pain", "T1", "It feels like an elephant is sitting on my chest and I'm all sweaty"),
    ("chest_pain", "T1", "tight band round my chest, pain going down my left arm"),
    ("chest_pain", "T1", "my husband says its just heartburn but hes grey and clammy and holding his chest, it hurts him badly"),
    ("chest_pain", "T2", "I've had chest pain since this morning"),
    ("chest_pain", "T1", "I think I'm having a heart attack"),
    ("chest_pain", "T1", "cheast presure and my jaw hurts"),
    ("breathing", "T1", "cant breathe"),
    ("breathing", "T1", "My mum is so breathless she can't finish a sentence"),
    ("breathing", "T1", "her lips are turning blue and she's gasping"),
    ("breathing|sick_child", "T1", "I've used my inhaler ten times and it's not helping"),
    ("choking", "T1", "he's choking on a piece of steak and can't talk"),
    ("choking", "T1", "A grape is stuck in my son's throat, he is grabbing his neck"),
    ("anaphylaxis", "T1", "My throat is closing up after eating peanuts"),
    ("anaphylaxis", "T1", "hives everywhere and wheezing, started after a bee sting"),
    ("anaphylaxis", "T1", "my tongue is huge and my lips are swelling"),
    ("stroke", "T1", "My wife's face is drooping on one side"),
    ("stroke", "T1", "my husband can't move his arm"),
    ("stroke", "T1", "Dad suddenly started talking gibberish"),
    ("stroke", "T1", "My arm went dead for ten minutes this morning but it's fine now"),
    ("stroke", "T1", "her speech is slurred and she says she's just tired"),
    ("seizure", "T1", "my brother is having a seizure right now"),
    ("seizure", "T1", "She's been shaking with her eyes rolled back and it won't stop"),
    ("seizure", "T1", "my coworker is fitting on the floor, foaming at the mouth"),
    ("sudden_headache", "T1", "This is the worst headache of my life"),
    ("sudden_headache", "T1", "It was like being hit on the head with a bat, the headache came on in seconds"),
    ("confusion", "T1", "Grandpa is suddenly confused and doesn't know where he is"),
    ("confusion", "T2", "Mum isn't making sense and doesn't recognise me"),
    ("head_spine_injury", "T1", "My son was knocked out playing football and now he's vomiting"),
    ("head_spine_injury", "T1", "She hit her head and there is clear fluid coming from her ear"),
    ("head_spine_injury", "T1", "He fell off a ladder and can't move his legs"),
    ("head_spine_injury", "T1", "I bumped my head yesterday and I take warfarin"),
    ("meningitis|sick_child", "T1", "stiff neck and fever and the light hurts my eyes"),
    ("meningitis|sick_child", "T1", "My daughter has a fever and a rash that doesn't fade when I press a glass on it"),
    ("sepsis", "T1", "My skin is mottled, I'm shivering hard and I feel like I'm dying"),
    ("sepsis", "T1", "He has a urine infection and now he's confused and hasn't peed all day"),
    ("bleeding_trauma", "T1", "cut my leg with a saw and the blood is soaking through towels"),
    ("bleeding_trauma", "T1", "My friend has been stabbed"),
    ("bleeding_trauma", "T1", "we were in a car crash and she is trapped"),
    ("internal_bleeding", "T2", "I just puked blood"),
    ("internal_bleeding", "T2", "it looks like coffee grounds when I'm sick"),
    ("internal_bleeding", "T2", "my poo is black like tar"),
    ("internal_bleeding", "T2", "I'm coughing up blood"),
    ("internal_bleeding", "T1", "black tarry stools and I feel faint when I stand"),
    ("belly_pain", "T2", "I'm doubled over with stomach pain"),
    ("belly_pain", "T1", "my belly is rock hard and I passed out from the pain"),
    ("fainting", "T1", "I blacked out while running"),
    ("fainting", "T1", "My heart was racing and then I passed out"),
    ("fainting", "T2", "I fainted in the kitchen this morning"),
    ("ketoacidosis", "T1", "My son is type 1 diabetic, he's breathing fast and his breath smells fruity"),
    ("ketoacidosis", "T1", "diabetic, vomiting all night, blood sugar over 500 and so drowsy"),
    ("ketoacidosis", "T2", "my little girl is always thirsty, peeing constantly and losing weight"),
    ("low_sugar", "T1", "My wife's sugar is 39 and she's talking nonsense"),
    ("low_sugar", "T1", "I took 20 units of insulin instead of 2"),
    ("poisoning", "T1", "my toddler swallowed bleach"),
    ("poisoning", "T1", "I took too many Tylenol by accident"),
    ("poisoning", "T1", "Everyone in the house has a headache and feels sick since we lit the stove"),
    ("poisoning", "T1", "the carbon monoxide alarm is going off"),
    ("overdose|unresponsive", "T1", "He took fentanyl and he's snoring and blue, I can't wake him"),
    ("overdose", "T1", "I think the pills were laced, my friend is barely breathing"),
    ("alcohol_withdrawal", "T1", "I stopped drinking two days ago and I'm shaking and seeing things"),
    ("alcohol_withdrawal", "T1", "I stopped on Sunday, my hands shake and I see spiders on the wall"),
    ("alcohol_withdrawal", "T2", "quit vodka yesterday, sweating and my hands won't stop trembling"),
    ("self_harm", "T1", "i dont want to be here anymore"),
    ("self_harm", "T1", "thinking about unaliving myself tonight"),
    ("self_harm", "T1", "I have the pills in front of me and I want to die"),
    ("self_harm", "T2", "Everyone would be better off without me"),
    ("self_harm", "T1", "my son told me he wants to kill himself"),
    ("self_harm", "T1", "how many sleeping pills would it take to kill myself"),
    ("violence_abuse", "T1", "I'm going to hurt him, I've got a knife"),
    ("violence_abuse", "T1", "he'll kill me tonight"),
    ("violence_abuse", "T2", "My boyfriend hits me when he's drunk"),
    ("violence_abuse", "T1", "my husband strangled me last night"),
    ("pregnancy", "T2", "I'm 30 weeks pregnant and the baby has stopped moving"),
    ("pregnancy", "T2", "pregnant with a bad headache, seeing spots and my face is swollen"),
    ("pregnancy", "T2", "12 weeks pregnant and I'm spotting"),
    ("pregnancy", "T2", "My waters broke and I'm only 29 weeks"),
    ("ectopic", "T1", "missed my period, sharp pain on one side low down, and the tip of my shoulder hurts"),
    ("ectopic", "T1", "positive test, pain on my left side and I feel faint"),
    ("after_birth", "T1", "I had my baby five days ago and I'm soaking a pad an hour with big clots"),
    ("after_birth_mind|violence_abuse", "T1", "Since giving birth I keep having thoughts of hurting the baby"),
    ("after_birth", "T1", "she gave birth last week and just had a fit"),
    ("young_baby", "T1", "My 2-month-old has a temperature of 39"),
    ("young_baby", "T1", "newborn keeps gasping with pauses between breaths"),
    ("young_baby", "T2", "our 3 week old won't feed"),
    ("young_baby", "T1", "baby is 6 weeks old, 100.6 F"),
    ("sick_child", "T1", "my toddler has gone floppy and pale"),
    ("sick_child", "T1", "her ribs are sucking in when she breathes, she's 2 years old"),
    ("sick_child", "T2", "my 1 year old hasn't had a wet nappy in 12 hours"),
    ("sick_child", "T3", "Is a fever of 39 in a 4 month old dangerous?"),
    ("sick_child|unresponsive", "T1", "I can't rouse my daughter, she has had a fever all day"),
    ("cauda_equina", "T1", "back pain and now I'm numb down below"),
    ("cauda_equina", "T1", "My sciatica is bad and I can't pee since last night"),
    ("eye", "T1", "I suddenly can't see out of my right eye"),
    ("eye", "T2", "its like a curtain coming down over my eye"),
    ("eye", "T1", "drain cleaner splashed in my eye"),
    ("eye", "T2", "My eye is red and really painful and I see halos around lights"),
    ("clot", "T1", "my calf is swollen and now I'm short of breath"),
    ("clot", "T2", "One leg is swollen and hot after a long flight"),
    ("clot", "T1", "short of breath a week after my knee surgery"),
    ("burns", "T1", "the oil caught fire and his face is burnt"),
    ("burns", "T1", "got shocked by the mains and my heart is racing"),
    ("burns", "T1", "we got out of the house fire but she breathed a lot of smoke and is coughing"),
    ("drowning_heat_cold", "T1", "He was working in the heat, has stopped sweating and is confused"),
    ("drowning_heat_cold", "T1", "We pulled my niece from the pool, she is coughing"),
    ("limb", "T2", "my gran tripped on the rug, she can't walk and her hip hurts badly"),
    ("limb", "T1", "a machine crushed my hand"),
    ("limb", "T1", "his foot is cold and blue and hurts terribly"),
    ("limb", "T1", "since they put the cast on my fingers are numb and the pain is agony inside the cast"),
    ("limb", "T1", "paint sprayer injected my finger, just a tiny hole"),
    ("drug_rash", "T1", "I started lamotrigine and now have blisters in my mouth"),
    ("drug_rash", "T1", "her skin is peeling off in sheets after the new antibiotic"),
    ("bites_swallowed", "T1", "a rattlesnake bit my ankle"),
    ("bites_swallowed", "T2", "we woke up with a bat in the bedroom"),
    ("bites_swallowed|poisoning", "T1", "My toddler swallowed a button battery, he seems fine"),
    ("bites_swallowed|poisoning", "T2", "he swallowed a coin"),
    ("weak_immunity", "T1", "I'm on chemo and my temperature is 38.4"),
    ("weak_immunity", "T2", "had surgery 3 days ago and now I have a fever"),
    ("weak_immunity", "T1", "I have Addison's, I've been vomiting and missed my hydrocortisone, feel very weak"),
    ("testicle", "T2", "sudden pain in my left testicle"),
    ("testicle", "T2", "erection that won't go away for 5 hours"),
    ("vital_signs|breathing", "T2", "My oxygen is 86 on the meter"),
    ("vital_signs", "T1", "HR 138, BP 82/54, RR 28, SpO2 88%"),
    ("vital_signs", "T2", "refill please. heart_rate: 148"),
]  # fmt: skip

STORIES = [
    (
        "chest_pain",
        "Hello. My father is 68 and stubborn. He carried shopping up the stairs an hour ago. Since then he has had a heavy "
        "feeling in his chest and he looks grey. He says it is nothing and wants to sleep it off.",
    ),
    (
        "stroke",
        "We were at dinner. My aunt dropped her fork and could not pick it up again. Then her words came out wrong. "
        "It lasted a few minutes and she is back to normal now, so she refuses to see anyone.",
    ),
    (
        "poisoning|self_harm",
        "I feel silly asking. I had a row with my boyfriend. I swallowed about 30 paracetamol an hour ago. I feel fine so far.",
    ),
    (
        "clot",
        "I flew home from Australia on Sunday. Yesterday my left calf was sore. Today I get out of breath crossing the room.",
    ),
    (
        "sepsis|weak_immunity",
        "Mum is 81. She has had a chest infection for three days. No chest pain. Today she is muddled and has not passed any water.",
    ),
]


@pytest.mark.parametrize(("category", "tier", "text"), EMERGENCIES, ids=[case[2][:50] for case in EMERGENCIES])
def test_an_emergency_is_recognised(category: str, tier: str, text: str) -> None:
    alert = triage(text)
    assert alert is not None
    assert alert.category in category.split("|")
    assert alert.tier <= tier


@pytest.mark.parametrize(("category", "text"), STORIES, ids=[case[0] for case in STORIES])
def test_an_emergency_told_over_several_sentences_is_recognised(category: str, text: str) -> None:
    alert = triage(text)
    assert alert is not None
    assert alert.category in category.split("|")
    assert alert.tier == "T1"


def test_every_category_of_the_red_flags_has_cases() -> None:
    rows = {category for case in EMERGENCIES for category in case[0].split("|")}
    assert len(rows - {"vital_signs", "after_birth_mind"}) == 38


@pytest.mark.parametrize(
    ("history", "text", "category"),
    [
        (["I'm 20 weeks pregnant, what can I eat?"], "I have started bleeding", "pregnancy"),
        (["My chest feels heavy"], "and now the ache goes down my left arm", "chest_pain"),
        (["i'm on chemo for lymphoma"], "I have a fever and chills", "weak_immunity"),
        (["My calf has been swollen since the flight"], "now I can't catch my breath", "clot"),
    ],
)
def test_what_was_said_before_counts(history: list[str], text: str, category: str) -> None:
    alert = triage(text, history)
    assert alert is not None
    assert (alert.category, alert.tier <= "T2") == (category, True)


def test_whether_a_medicine_hurts_the_baby_is_no_threat() -> None:
    assert triage("and after the birth, does it go away?", ["If I have it, will insulin hurt the baby?"]) is None


def test_playing_it_down_takes_nothing_back() -> None:
    history = ["I have crushing chest pain and I'm sweating"]
    alert = triage("never mind, it's nothing, probably just gas", history)
    assert alert is not None and alert.category == "chest_pain"
    assert triage("What foods contain iron?", history) is None


def test_the_words_that_raised_the_alarm_are_the_persons_own() -> None:
    text = "Hi. My Wife’s FACE is drooping on one side"
    alert = triage(text)
    assert alert is not None
    assert all(part in text for part in alert.matched.split(" … "))


@pytest.mark.parametrize(("tier", "text"), [("T1", EMERGENCIES[0][2]), ("T1", EMERGENCIES[17][2])])
def test_the_message_says_what_to_do_first(tier: str, text: str) -> None:
    alert = triage(text)
    assert alert is not None
    assert alert.tier == tier
    assert alert.message.startswith("Call your local emergency number now (911, 999, 112).")


def test_every_message_is_short() -> None:
    for _, _, text in EMERGENCIES:
        alert = triage(text)
        assert alert is not None
        assert 1 <= alert.message.count(". ") + 1 <= 3
        assert len(alert.message.split()) <= 65


def test_self_harm_is_met_with_support_and_a_line_to_call() -> None:
    for text in ("I want to kill myself", "My boyfriend hits me", "I gave birth last week and want to hurt the baby"):
        alert = triage(text)
        assert alert is not None
        assert alert.category in SELF_HARM_CATEGORIES
        assert "988" in alert.message and "116 123" in alert.message and "not alone" in alert.message


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.lists(st.text(max_size=80), max_size=2))
def test_it_never_fails_and_always_says_the_same(text: str, history: list[str]) -> None:
    assert triage(text, history) == triage(text, history)


_WORDS = st.sampled_from(
    [
        "no",
        "not",
        "my",
        "chest",
        "pain",
        "if",
        "breathe",
        "can't",
        ",",
        ".",
        "?",
        "blood",
        "had",
        "stroke",
        "mum",
        "years",
        "ago",
        "39",
        "°C",
        "bp",
        "82/54",
        "and",
        "he",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_WORDS, max_size=40).map(" ".join))
def test_it_never_fails_on_medical_words_in_any_order(text: str) -> None:
    alert = triage(text)
    assert alert is None or Alert.from_json(alert.to_json()) == alert


def test_a_very_long_message_is_read_in_reasonable_time() -> None:
    assert triage("my chest hurts " * 5_000) is not None


@pytest.mark.parametrize(
    "text",
    [
        "What does a blood sugar of 3.0 mean? My baby is 5 months old and sleeping badly.",
        "My wound is 4 months old. Is a fever of 40 dangerous in adults?",
    ],
)
def test_an_age_makes_only_its_own_sentence_a_childs(text: str) -> None:
    assert triage(text) is None
