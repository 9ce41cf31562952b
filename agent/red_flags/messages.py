"""What an alert says: a title for each category, and at most three short plain sentences, the action first.

Pure data; no clinician has reviewed it.
"""

from __future__ import annotations

LEADS = {
    "T1": "Call your local emergency number now (911, 999, 112).",
    "T2": "Go to an emergency department now.",
    "T3": "See a doctor today.",
}

# category: title, and what follows the lead.
SAYINGS: dict[str, tuple[str, str]] = {
    "unresponsive": ("Not responding", "If they are not breathing, press hard and fast on the chest. The call handler will guide you."),
    "chest_pain": ("Chest pain", "This could be a heart problem. Sit down, rest, and do not drive yourself."),
    "breathing": ("Trouble breathing", "Sit upright and stay with someone. Use your inhaler if you have been given one for this."),
    "choking": ("Choking", "Ask them to cough. If they cannot, give firm blows between the shoulder blades while help comes."),
    "anaphylaxis": ("Severe allergic reaction", "Use an adrenaline (epinephrine) pen at once if there is one. Lie down, or sit up if it is hard to breathe."),
    "stroke": ("Signs of a stroke", "Note when it began. Get help even if it has passed."),
    "seizure": ("Seizure", "Move hard things away, and do not hold them down or put anything in their mouth. Time the seizure."),
    "sudden_headache": ("Sudden or severe headache", "A headache like this needs to be checked at once. Do not drive yourself."),
    "confusion": ("Sudden confusion", "New confusion can have a serious cause. Stay with the person."),
    "head_spine_injury": ("Head or spine injury", "Keep still and do not move the neck. Someone should stay with the person."),
    "meningitis": ("Possible meningitis", "Do not wait for a rash. Tell them about the fever, stiff neck or spots."),
    "sepsis": ("Possible sepsis", "A serious infection can get worse fast. Ask: could this be sepsis?"),
    "bleeding_trauma": ("Serious bleeding or injury", "Press hard on the wound with a clean cloth and keep pressing. Do not pull out anything stuck in it."),
    "internal_bleeding": ("Bleeding inside", "Blood like this needs to be checked at once. Do not eat or drink until you are seen."),
    "belly_pain": ("Severe belly pain", "Pain like this needs to be checked at once. Do not eat or drink until you are seen."),
    "fainting": ("Fainting", "Lie down with your legs raised. Do not drive yourself."),
    "ketoacidosis": ("Very high blood sugar", "This can become dangerous within hours. Check blood sugar and ketones if you can."),
    "low_sugar": ("Low blood sugar or insulin error", "If they are awake and can swallow, give sugar now. Give nothing by mouth if they cannot."),
    "poisoning": ("Poisoning", "Get away from any fumes, and do not make anyone vomit. Keep the package to show what was taken."),
    "overdose": ("Possible overdose", "Give naloxone if you have it, and stay with the person. Lay them on their side."),
    "alcohol_withdrawal": ("Alcohol or drug withdrawal", "Stopping suddenly can be dangerous. Do not stay alone."),
    "pregnancy": ("A warning sign in pregnancy", "Tell them how many weeks you are. Call your maternity unit too, if you have one."),
    "ectopic": ("Possible pregnancy outside the womb", "This can cause bleeding inside. Do not drive yourself."),
    "after_birth": ("A warning sign after birth", "Say that you have had a baby, and when. Keep someone with you."),
    "young_baby": ("A young baby who is unwell", "Babies under three months can get very ill fast. Say how old the baby is."),
    "sick_child": ("A very sick child", "Signs like these need help at once. Stay with the child and watch their breathing."),
    "cauda_equina": ("Back nerves under pressure", "Numbness or loss of bladder control needs treatment within hours. Say so when you arrive."),
    "eye": ("Eye emergency", "Sight can be lost quickly. If anything splashed in, rinse with clean water for 20 minutes."),
    "clot": ("Possible blood clot", "A clot can move to the lungs. Do not rub the leg, and do not drive yourself."),
    "burns": ("Burn, electric shock or smoke", "Cool a burn under running water for 20 minutes. Do not touch anyone still in contact with electricity."),
    "drowning_heat_cold": ("Heat, cold or near drowning", "Move to a safe place. Cool someone who is too hot, and warm someone who is too cold."),
    "limb": ("Arm, leg, hand or foot at risk", "Delay can cost the limb. Keep it still and loosen anything tight."),
    "drug_rash": ("Severe reaction to a medicine", "Ask now whether to stop the new medicine. Take its package with you."),
    "bites_swallowed": ("Dangerous bite or swallowed object", "Stay calm and still. Do not cut or suck a bite, and do not make anyone vomit."),
    "weak_immunity": ("Infection risk", "Tell them at once about your treatment or operation. Infection can get worse fast."),
    "testicle": ("Testicle or penis emergency", "This needs treatment within hours. Do not eat or drink until you are seen."),
    "vital_signs": ("A measurement outside the safe range", "Measure again if you can. Do not wait for it to settle by itself."),
}  # fmt: skip

# Here the person is spoken to first, and told of no method and no literature.
_CRISIS = "or a crisis line (988 in the US, 116 123 in the UK and Ireland)"
SUPPORT: dict[tuple[str, str], tuple[str, str]] = {
    ("self_harm", "T1"): (
        "You deserve help right now",
        f"Call your local emergency number now (911, 999, 112) {_CRISIS}. You are not alone, and this can get better. "
        "Stay with someone you trust, and move away from anything that could hurt you.",
    ),
    ("self_harm", "T2"): (
        "You deserve help right now",
        "Call a crisis line now (988 in the US, 116 123 in the UK and Ireland), or your local emergency number if you "
        "might act on this. You are not alone, and this can get better. Tell someone you trust how you feel.",
    ),
    ("violence_abuse", "T1"): (
        "Your safety comes first",
        f"Call your local emergency number now (911, 999, 112) if anyone is in danger, {_CRISIS}. "
        "You are not alone. Move to a safe place, away from weapons, if you can.",
    ),
    ("violence_abuse", "T2"): (
        "You deserve to be safe",
        f"Call your local emergency number (911, 999, 112) if you are in danger, {_CRISIS}. "
        "What happened is not your fault, and you are not alone. Tell someone you trust, in a safe place.",
    ),
    ("after_birth_mind", "T1"): (
        "You and your baby deserve help right now",
        f"Call your local emergency number now (911, 999, 112) {_CRISIS}. "
        "This happens to many new parents, it can be treated, and you are not alone. "
        "Ask someone you trust to stay with you and the baby.",
    ),
}


def saying(category: str, tier: str) -> tuple[str, str]:
    """The title and the message of an alert."""
    if (category, tier) in SUPPORT:
        return SUPPORT[category, tier]
    title, advice = SAYINGS[category]
    return title, f"{LEADS[tier]} {advice}"
