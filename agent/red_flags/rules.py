"""Which findings together raise which alarm, the gravest kinds first; and what is said.

A rule is `category tier: a|b + c ! d`: one finding of each group present, and none after the `!`. Of two alarms of one
tier the one that stands first here is raised. Pure data; no clinician has reviewed it.
"""

from __future__ import annotations

RULES = """
self_harm T1: die_wish|kill_self|hopeless|lethal_ask + plan_means|too_much
self_harm T1: kill_self|die_wish|lethal_ask|voices
self_harm T1: at_edge + enough_of_it
self_harm T1: preparing + enough_of_it
self_harm T2: hopeless
violence_abuse T1: kill_threat ! kill_self
violence_abuse T1: harm_others|voices
violence_abuse T1: abuse + now_words|kill_threat|fear
violence_abuse T1: abuse + weapon
violence_abuse T2: abuse
after_birth_mind T1: postpartum|new_baby + baby_harm ! medicine_harms_baby
after_birth T1: postpartum + soak_pad|fainted|seizing|cant_breathe|chest_pain|worst_headache|confused
after_birth T2: postpartum + vision_spots|severe_headache|fever|calf_swell|heavy_bleed|rigors
ectopic T1: missed_period + one_side_pelvic|shoulder_tip|severe_belly + fainted|near_faint|shoulder_tip|low_pressure|dizzy_w ! late_pregnancy
ectopic T1: ectopic_dx
ectopic T2: missed_period + one_side_pelvic ! late_pregnancy
pregnancy T1: pregnant + seizing|birth_now|heavy_bleed|fainted
pregnancy T1: pregnant + preg_bleed + preg_heavy
pregnancy T1: waters + cord
pregnancy T1: birth_now
pregnancy T2: pregnant + preg_bleed|baby_still|vision_spots|severe_headache|severe_belly|near_faint|crash|high_fever|chest_pain|cant_breathe
pregnancy T2: pregnant|late_pregnancy + few_kicks
pregnancy T2: pregnant + keep_down + no_urine|days_word|dizzy_w|weak_word
pregnancy T2: pregnant|gestation_weeks + waters + early_weeks
pregnancy T2: gestation_weeks + waters|contractions|baby_still|vision_spots|preg_bleed
pregnancy T2: pregnant + contractions + early_weeks
pregnancy T2: early_weeks + waters|contractions
pregnancy T2: pregnant + headache + preeclampsia
pregnancy T2: pregnant|gestation_weeks + bp_high
pregnancy T1: gestation_weeks + seizing|seizure_now|waters_cord
pregnancy T1: waters + waters_cord
pregnancy T3: pregnant + fever|waters
choking T1: choking + airway_gone|now_words|not_breathing|little_one
choking T1: choking
drowning_heat_cold T1: drown
drowning_heat_cold T1: heatstroke_dx
drowning_heat_cold T1: heat_source + heat_danger
drowning_heat_cold T1: cold_hurt ! young_baby
eye T1: eye_chem
burns T1: burn + burn_grave
burns T1: electric + fainted|burn|chest_pain|palpitations|cannot_wake|confused|seizing|high_voltage|numb
burns T2: electric
burns T1: burn_chem + burn_grave
burns T2: burn_chem
burns T1: smoke + smoke_sick
anaphylaxis T1: throat_closing + allergen|hives|lip_swell|tongue_swell|cant_breathe|wheeze
anaphylaxis T1: tongue_swell|epipen|allergic_now|anaphylaxis_dx
anaphylaxis T1: hives|lip_swell|allergen + cant_breathe|wheeze|throat_closing|fainted|near_faint + allergen|hives|lip_swell
anaphylaxis T1: hives|lip_swell + allergen + voice_gone
anaphylaxis T1: throat_closing
anaphylaxis T1: allergen + throat_odd + lip_swell|hives|voice_gone|sick|dizzy_w|cant_breathe|allergy_word
anaphylaxis T1: hives + voice_gone
anaphylaxis T1: allergic_contact + lip_swell|cant_breathe|cough|hives|throat_odd
anaphylaxis T1: lip_swell + allergen|hives
anaphylaxis T1: hives + vomiting + allergen
bites_swallowed T1: snake
bites_swallowed T1: battery
bites_swallowed T1: venom + venom_bad
bites_swallowed T2: bat|animal_bite|object_in
overdose T1: overdose_now
overdose T1: drug + drug_danger
overdose T1: drug_use + drug_danger
overdose T1: laced + drug|drug_danger
poisoning T1: swallowed + poison
poisoning T1: sprayed|ate_wild + poison_sign
poisoning T2: ate_wild
poisoning T1: too_much ! insulin_error
poisoning T1: child_ate
poisoning T1: child + swallowed_medicine ! usual_dose
poisoning T1: mixed_gas + cant_breathe|cough|headache_sick|burning_eyes|now_words
poisoning T1: carbon_monoxide
poisoning T1: shared_sickness + fumes_source
poisoning T1: fumes_running + headache_sick
low_sugar T1: insulin_error
low_sugar T1: low_sugar|sugar_low_number + sugar_danger
low_sugar T1: diabetic + looks_drunk
low_sugar T1: diabetic + confused|fainted|cannot_wake|sweaty_shaky ! dka_sign
low_sugar T2: sugar_low_number
ketoacidosis T1: diabetic|child + dka_sign
ketoacidosis T1: breath_sweet + thirst_pee|sick|drowsy
ketoacidosis T1: diabetic|sugar_high_number + sick + drowsy|cant_breathe|thirst_pee|belly_pain|high_sugar
ketoacidosis T1: sugar_high_number|high_sugar + sick|drowsy|cant_breathe|confused
ketoacidosis T2: child|little_one + thirst_pee + thirst_more
ketoacidosis T2: ketones|sugar_high_number
alcohol_withdrawal T1: stop_drink + dts_grave|seizing
alcohol_withdrawal T1: drinks + quit_word + dts_grave
alcohol_withdrawal T1: quit_word + shakes + sees_vermin
alcohol_withdrawal T2: drinks + quit_word + shakes
alcohol_withdrawal T2: stop_drink + dts
seizure T1: seizing + seizure_grave ! sleep_jerk
seizure T2: seizing
young_baby T1: young_baby + baby_grave
young_baby T1: young_baby + fever|cold_low|hot_reading
young_baby T2: young_baby + baby_worry
sick_child T1: blue_child
sick_child T1: little_one|child + floppy_child
sick_child T1: little_one|child + cannot_wake|ribs_sucking|severe_breath|stridor|glass_rash|seizing|cant_breathe
sick_child T2: little_one|child + dry_child|dull_child
sick_child T2: little_one|child + fever + not_walking
sick_child T2: little_one|child + sick_throat
sick_child T2: little_one|child + fever + very_ill|stiff_neck|mottled|child_fever_long|rash_word
sick_child T2: little_one|child + barking
sick_child T3: little_one|child + hot_reading
sick_child T3: little_one|child + fever + ear_or_days
cauda_equina T1: saddle
cauda_equina T1: both_legs + bladder_lost
cauda_equina T1: back_pain + bladder_lost
head_spine_injury T1: head_hit + head_danger
head_spine_injury T1: fall_low + head_danger
head_spine_injury T1: spine_event|head_hit|crash|spine_hurt + both_legs|limbs_gone|spine_tingle
head_spine_injury T1: fluid_leak
head_spine_injury T1: crash + drowsy|confused|fainted|sick|headache
stroke T1: face_droop|speech_bad|side_weak|stroke_dx ! bells
stroke T1: side_numb + sudden|headache|vision_loss|unsteady|now_words|confused
stroke T1: sudden + unsteady
stroke T1: cannot_use + face_droop|sudden|now_words
stroke T3: side_numb ! bells
sudden_headache T1: worst_headache
sudden_headache T1: head_word + worst_pain
sudden_headache T1: severe_headache + headache_danger
meningitis T1: stiff_neck + fever|light_hurts|headache|sick|drowsy|rash_word
meningitis T1: sore_neck + fever + light_hurts|glass_rash|drowsy|confused|rash_word
meningitis T1: glass_rash + fever|drowsy|sick|stiff_neck|headache|spreading
meningitis T1: meningitis_dx
meningitis T1: headache + fever + confused|light_hurts|rash_word|drowsy
meningitis T2: glass_rash
sudden_headache T2: severe_headache ! usual_migraine
chest_pain T1: chest_pain + radiates|sweaty|cant_breathe|sick|fainted|near_faint|dizzy_w|palpitations|feels_dying|severe_chest|speech_bad
chest_pain T1: heart_dx|tearing
chest_pain T1: arm_jaw + sweaty|cant_breathe|indigestion
chest_pain T1: indigestion + sweaty
chest_pain T2: arm_jaw + sick
chest_pain T2: chest_pain ! sore_muscle
clot T1: cant_breathe|lung_clot|chest_pain + calf_swell
clot T1: cant_breathe + clot_risk|recent_surgery
clot T1: cough_blood + lung_clot|cant_breathe
internal_bleeding T1: vomit_blood|black_stool|stool_blood|cough_blood + gut_danger
internal_bleeding T2: vomit_blood
internal_bleeding T2: cough_blood
internal_bleeding T2: black_stool ! dark_food
internal_bleeding T2: stool_blood ! wiping
bleeding_trauma T1: heavy_bleed ! period_word
bleeding_trauma T1: stabbed|crash_hurt
bleeding_trauma T1: crash + pain|fainted|confused|heavy_bleed|both_legs|cant_breathe|now_words|trapped
bleeding_trauma T2: nosebleed + bleed_long|blood_thinner
bleeding_trauma T2: heavy_bleed
weak_immunity T1: immune_low + fever|rigors|confused|infection|hot_reading|chills
weak_immunity T1: steroid_user + steroid_missed + steroid_ill
weak_immunity T2: recent_surgery + wound_fever
sepsis T1: sepsis_dx
sepsis T1: fever|infection|rigors + confused|mottled|no_urine|feels_dying|severe_breath
sepsis T1: mottled + drowsy|confused|cant_breathe|cold_low
sepsis T1: rigors + confused|very_ill|feels_dying
sepsis T2: fever|infection + rigors|very_ill
sepsis T2: infection_spreading + fever|rigors|very_ill|chills
sepsis T2: high_fever
cauda_equina T2: back_pain + both_legs
eye T1: vision_loss
eye T2: curtain
eye T2: red_eye + eye_danger
limb T1: crushed|jet_injected|bone_out
limb T2: fell_word + hip_word + cannot_stand
limb T2: fell_word + hip_gives
limb T1: color_limb|cast_bad
drug_rash T1: skin_off ! sunburn
drug_rash T1: new_drug + drug_rash
drug_rash T2: mouth_blisters + fever|eyes_raw
confusion T1: confused + sudden|recently|drowsy|worse
confusion T2: confused ! long_dementia
unresponsive T1: no_pulse|cannot_wake
unresponsive T1: not_breathing ! sleep_apnea
unresponsive T1: collapsed + not_breathing|cannot_wake|no_pulse|no_answer
unresponsive T1: looks_dead
breathing T1: severe_breath|inhaler_fails ! benign_breath
breathing T1: cant_breathe + voice_gone
breathing T1: asthma_bad + not_talking|cant_breathe|blue_word
breathing T2: asthma_bad
breathing T1: cant_breathe + wheeze|now_words|sudden|drowsy|confused|worse|severe|fever|sweaty|dizzy_w ! benign_breath
fainting T1: fainted + faint_danger
fainting T1: palpitations + pal_lasting
breathing T2: cant_breathe ! benign_breath
fainting T2: fainted
belly_pain T1: severe_belly + fainted|vomit_blood|pregnant|rigid_belly|tearing
belly_pain T2: severe_belly
belly_pain T2: right_low + appendix_sign
belly_pain T2: belly_pain + blockage|rigid_belly|vomiting_bile
belly_pain T2: vomiting_bile|vomiting + blockage
testicle T2: testicle_pain + testicle_danger
testicle T2: testicle_pain
testicle T2: priapism
clot T2: calf_swell
burns T2: burn_big
limb T2: limb_bad
limb T2: dusky_limb + limb_pain ! winter
bleeding_trauma T2: deep_cut
fainting T3: near_faint|fainted
breathing T3: wheeze
sepsis T3: older + fever
belly_pain T3: belly_pain + fever
weak_immunity T3: recent_surgery + wound_bad
weak_immunity T3: steroid_user + steroid_missed
head_spine_injury T3: head_hit ! concussion_word|acting_well
anaphylaxis T3: lip_swell
"""

# Present though they are no complaint: who the person is, and what came before.
CONTEXT = frozenset(
    [
        "pregnant",
        "diabetic",
        "little_one",
        "child",
        "young_baby",
        "immune_low",
        "recent_surgery",
        "blood_thinner",
        "steroid_user",
        "clot_risk",
        "new_drug",
        "postpartum",
        "late_pregnancy",
        "missed_period",
        "early_weeks",
        "stop_drink",
        "allergen",
        "drug",
        "clot_risk",
        "back_pain",
        "older",
        "surgery",
        "crash",
    ]
)

# That it has passed does not make these safe: a TIA, a faint, a swallowed battery.
LASTING = frozenset(
    [
        "self_harm",
        "violence_abuse",
        "stroke",
        "seizure",
        "fainting",
        "poisoning",
        "overdose",
        "head_spine_injury",
        "anaphylaxis",
        "bites_swallowed",
        "drowning_heat_cold",
        "burns",
        "low_sugar",
        "pregnancy",
        "after_birth",
        "chest_pain",
        "internal_bleeding",
        "sudden_headache",
        "eye",
        "limb",
        "ectopic",
        "young_baby",
    ]
)

# Not even when it was days ago.
PASSED_COUNTS = frozenset({"self_harm", "violence_abuse", "stroke", "bites_swallowed"})

SELF_HARM_CATEGORIES = frozenset({"self_harm", "violence_abuse", "after_birth_mind"})
"""Categories beside whose alert no literature is quoted."""
