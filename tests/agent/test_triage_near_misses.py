"""Messages that name an emergency and are none: denied, past, in the family, studied, feared, played, a figure of speech."""

from __future__ import annotations

import pytest

from agent.triage import triage

DENIED = [
    "I have a cold but no chest pain",
    "Sore throat for two days. Denies shortness of breath.",
    "no fever, no stiff neck, just a mild headache",
    "He scratched his head on a shelf but was not knocked out, no vomiting. Is it ok to let him play?",
    "I'm not suicidal, just tired",
    "She is pregnant without any bleeding",
    "My back hurts after gardening but I have no numbness and no trouble peeing",
    "headache: yes, confusion: none, weakness: none",
    "no chest pain, shortness of breath or palpitations",
    "The baby is 5 months old, no fever, feeding well",
    "My stomach hurts a little. No blood in my stool.",
    "no seizures since starting the tablets",
    "I never had an allergic reaction to nuts",
    "no swelling of the leg, no redness",
    "I don't have thoughts of hurting myself",
]
EDUCATION = [
    "What causes a stroke?",
    "symptoms of heart attack",
    "How is anaphylaxis treated?",
    "Can you die from chest pain?",
    "When is chest pain an emergency?",
    "What are the signs of sepsis in adults?",
    "What does a seizure look like?",
    "How do doctors treat carbon monoxide poisoning?",
    "What is the difference between fainting and a seizure?",
    "Is meningitis contagious?",
    "why do people cough up blood",
    "What should I do if someone is choking?",
    "First aid for snake bite",
    "Explain diabetic ketoacidosis",
    "What happens in the body during an overdose?",
    "Can stress cause chest pain?",
    "How long does alcohol withdrawal last?",
    "What is an ectopic pregnancy?",
    "Which antidotes exist for paracetamol poisoning?",
    "tell me about preeclampsia",
    "Can you explain why babies get fevers?",
    "What is cauda equina syndrome",
    "causes of sudden vision loss",
    "What is testicular torsion?",
    "What is the treatment for burns?",
    "I would like to know what causes blood clots in the leg",
    "Why does heat stroke cause confusion?",
    "Are people who swallow batteries operated on?",
    "What is suicide?",
    "How common is postpartum hemorrhage?",
    "Is Stevens-Johnson syndrome caused by lamotrigine?",
    "How can I lower my risk of stroke?",
    "How do I know if I am having a heart attack?",
    "What is compartment syndrome?",
    "Does neutropenia cause fever?",
    "What temperature counts as a fever in a newborn?",
    "Chest pain can be a sign of many conditions.",
    "List the warning signs of dehydration in infants",
    "what is the recovery time after a collapsed lung",
    "how do people get rabies from bats",
]
PAST_OR_FAMILY = [
    "I had a heart attack in 2015. Which diet is best now?",
    "My grandfather died of a stroke",
    "There is a family history of seizures",
    "When I was a child I had meningitis",
    "I used to get fainting spells years ago",
    "History of overdose ten years ago, doing well since",
    "My mother had an ectopic pregnancy years ago. Can I get one?",
    "I choked on a sweet last year and it came out by itself",
    "I had severe belly pain last month, it turned out to be gallstones and it is gone now",
    "Asthma runs in my family",
    "Two years ago I broke my leg in a car crash",
    "I had black stools last year from iron tablets",
    "I had sepsis in 2019, how long does fatigue last?",
    "I was stung by a bee as a child and my lips swelled",
]
FICTION_AND_STUDY = [
    "In the movie the hero is having a heart attack",
    "For my homework: a man has crushing chest pain and sweating. What is the diagnosis?",
    "I'm writing a novel where the villain swallows bleach",
    "My nursing exam question: a patient has facial droop and slurred speech",
    "In the game my character keeps bleeding out",
    "I am reading about people who can't breathe after wasp stings",
    "We watched a documentary about drowning",
    "The article says he stopped breathing",
]
FEARED = [
    "I'm worried about getting a blood clot on my flight next month",
    "What if I faint during my blood test?",
    "I am scared of having a stroke like my uncle",
    "Should I carry an EpiPen in case my throat closes?",
    "If I bleed heavily after the operation, whom do I call?",
    "Does ibuprofen cause black stools?",
]
IDIOM = [
    "This headline gave me a heart attack",
    "my feet are killing me after that walk",
    "I'm dying to know what's in this vaccine",
    "We laughed so hard I nearly died laughing",
    "The view took my breath away",
    "I got my flu shot yesterday",
    "by a stroke of luck I found the pharmacy open",
    "I'm confused about my dose of metformin",
    "My mum will kill me if I miss this appointment",
    "I burned the toast this morning",
    "I choked during my exam",
    "he's a pain in the neck",
    "I'm drowning in paperwork",
    "How do I kill time in the waiting room?",
    "I'm dead tired after night shifts",
]
SETTLED = [
    "I've had chest pain for years and my cardiologist checked it and says it is harmless. Can I swim?",
    "My headaches have been the same for ten years, the scans were normal. Which painkiller is gentlest?",
    "I've had palpitations since childhood, the doctor did an ECG and says it's nothing. Is coffee ok?",
    "For years I get breathless on hills, my doctor has fully investigated it and it is stable",
]
ORDINARY = [
    "My chest muscles are sore from the gym",
    "I get out of breath when I run fast",
    "I have a mild headache and a runny nose",
    "My knee hurts when I climb stairs",
    "Can a fall break your hip so that you cannot walk?",
    "We stopped using poison and now I see rats in the shed",
    "My toddler has a runny nose and is playing happily",
    "I'm 20 weeks pregnant, which cheese may I eat?",
    "I have diabetes, can I eat mango?",
    "I sprained my ankle last weekend",
    "I took two Tylenol for a headache",
    "My dog swallowed a sock and is vomiting",
    "I have a sunburn on my shoulders, it's peeling",
    "my son has a cough but he is eating and playing",
    "small cut on my finger, which plaster is best?",
    "I had my gallbladder out two years ago, can I eat eggs?",
    "I sob at sad films",
    "I have a mosquito bite on my arm and it itches",
    "My contact lenses feel dry",
    "BP 122/78, HR 72, SpO2 98%, temp 36.8",
    "My blood sugar was 110 this morning",
    "I feel stressed and tired lately",
    "My arm is sore after the vaccine",
    "I stopped drinking coffee last week, is a headache normal?",
    "can I take ibuprofen with my blood thinner?",
    "My period is heavy this month, should I take iron?",
    "I have a stiff neck from sleeping badly",
    "My 4 year old has a temperature of 37.4",
]
NONE = DENIED + EDUCATION + PAST_OR_FAMILY + FICTION_AND_STUDY + FEARED + IDIOM + SETTLED + ORDINARY


@pytest.mark.parametrize("text", NONE)
def test_no_alarm(text: str) -> None:
    assert triage(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "My father had a stroke in 2010 and now his face is drooping",
        "No fever, but I can't breathe",
        "My doctor said it was anxiety. Today it is worse: crushing pain in my chest and down my arm.",
        "What are the symptoms of a stroke? My left arm is suddenly weak.",
        "I'm a nurse and at home right now my husband has slurred speech",
        "We were watching a film when my mum collapsed and stopped breathing",
        "I had chest pain for years, cleared by the cardiologist, but now it's much worse and I am sweating",
        "It's not like my usual migraine, it's the worst headache of my life",
        "I can't stop bleeding, no idea why",
        "My dog bit me and the bleeding won't stop",
    ],
)
def test_a_near_miss_beside_a_real_complaint_hides_nothing(text: str) -> None:
    assert triage(text) is not None
