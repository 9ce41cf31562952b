"""How people ask: a question of a known kind in other words, and the words that mark a sentence as its answer.

The phrasings are ours. Knows nothing of corpora: it is given a topic and a kind.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of question: how the corpus asks it, how people ask it, headings it may stand under, words of its answers."""

    name: str
    asked: re.Pattern[str]
    phrasings: tuple[str, ...]
    headings: tuple[str, ...]
    words: re.Pattern[str]


def _kind(name: str, asked: str, phrasings: str, headings: str, words: str) -> Kind:
    return Kind(
        name,
        re.compile(asked, re.I),
        tuple(line.strip() for line in phrasings.strip().splitlines()),
        tuple(part.strip() for part in headings.split("|")),
        re.compile(rf"\b({words})", re.I),
    )


KINDS = (
    _kind(
        "symptoms",
        r"symptom|signs",
        """What are the symptoms of {x}?
        What are the signs of {x}?
        How do I know if I have {x}?
        {x} symptoms
        What does {x} feel like?
        {x}: what are its symptoms?
        What should I look out for with {x}?
        My daughter may have {x}. What signs would I see?
        How does {x} show itself?
        What will I notice if I have {x}?""",
        "Symptoms|Signs and symptoms|What you may notice|Clinical features",
        "symptom|sign|pain|feel|notice|fever|include|weak|swell|difficult|problem|cause",
    ),
    _kind(
        "treatment",
        r"treatment|what to do for|manage",
        """What are the treatments for {x}?
        How is {x} treated?
        How do you treat {x}?
        What can be done about {x}?
        What helps with {x}?
        {x} treatment
        Is there a cure for {x}?
        {x}: how is it treated?
        I was told I have {x}. What are my options?
        What medicine is given for {x}?
        What should I do for {x}?""",
        "Treatment|Treatment and self-care|What helps|Management|Therapy",
        "treat|therap|medic|surg|drug|manag|relie|cure|prescri|help|doctor|take|avoid",
    ),
    _kind(
        "causes",
        r"^what causes|cause of",
        """What causes {x}?
        Why do people get {x}?
        How do you get {x}?
        Why did I get {x}?
        {x} causes
        {x}: what causes it?
        What is the reason for {x}?
        Where does {x} come from?""",
        "Causes|Reasons and risks|Causes and risk factors|Aetiology",
        "caus|due to|result|mutation|gene|infect|when|because|trigger|occurs",
    ),
    _kind(
        "risk",
        r"at risk",
        """Who is at risk for {x}?
        Who gets {x}?
        Am I likely to get {x}?
        What raises the risk of {x}?
        {x} risk factors
        {x}: who is most likely to have it?""",
        "Risk factors|Reasons and risks|Who is at risk",
        "risk|likely|common|older|age|family|people|chance",
    ),
    _kind(
        "diagnosis",
        r"diagnos",
        """How is {x} diagnosed?
        How do doctors find {x}?
        What tests are there for {x}?
        Is there a test for {x}?
        {x} diagnosis
        {x}: how is it found?
        How will my doctor check for {x}?""",
        "Diagnosis|Tests|What helps|How it is found",
        "test|diagnos|exam|blood|biopsy|imaging|x-ray|scan|history|doctor",
    ),
    _kind(
        "prevention",
        r"prevent",
        """How can {x} be prevented?
        How to prevent {x}?
        Can I avoid getting {x}?
        What lowers the risk of {x}?
        {x} prevention
        {x}: how can it be prevented?
        How do I stop {x} from coming back?""",
        "Prevention|What helps|How to prevent it",
        "prevent|avoid|lower|reduce|protect|vaccin|wash|keep",
    ),
    _kind(
        "outlook",
        r"outlook|prognosis",
        """What is the outlook for {x}?
        How long do people live with {x}?
        What happens to people with {x}?
        Will {x} get better?
        {x} prognosis
        Is {x} serious?
        {x}: what is the outlook?""",
        "Outlook|Prognosis|What to expect",
        "progno|outlook|surviv|recover|life|death|worse|improve|most people|year",
    ),
    _kind(
        "complications",
        r"complication",
        """What are the complications of {x}?
        What can go wrong with {x}?
        What happens if {x} is not treated?
        {x} complications
        Is {x} dangerous?""",
        "Complications|Reasons and risks",
        "complic|lead to|damage|serious|risk|failure|death|untreated",
    ),
    _kind(
        "inheritance",
        r"inherited|genetic change",
        """Is {x} inherited?
        Does {x} run in families?
        Can I pass {x} on to my children?
        What genes are involved in {x}?
        {x} genetics
        {x}: is it inherited?""",
        "Inheritance|Genetics|Genetic changes",
        "inherit|gene|mutation|autosomal|dominant|recessive|parent|chromosom|famil",
    ),
    _kind(
        "frequency",
        r"how many people|how common",
        """How common is {x}?
        How many people have {x}?
        Is {x} rare?
        {x} frequency
        How often does {x} occur?""",
        "Frequency|How common it is|Epidemiology",
        r"\d|prevalen|incidence|rare|common|people|births|estimate|affect",
    ),
    _kind(
        "side effects",
        r"side effect|adverse",
        """What are the side effects of {x}?
        Does {x} have side effects?
        {x} side effects
        {x}: what are its side effects?
        What problems can {x} cause?
        Is {x} safe?
        What should I watch for while taking {x}?""",
        "Side effects|What you may notice|Adverse effects",
        "side effect|adverse|reaction|nausea|dizz|rash|upset|bleed",
    ),
    _kind(
        "caution",
        r"should not take|interact|while pregnant",
        """Who should not take {x}?
        Can I take {x} while I am pregnant?
        Does {x} interact with other medicines?
        {x} interactions
        What should I tell my doctor before taking {x}?
        {x}: who should not take it?""",
        "Warnings|Reasons and risks|Interactions|Contraindications",
        "should not|avoid|tell|ask|interact|pregnan|allerg|liver|kidney|risk",
    ),
    _kind(
        "use",
        r"how (do|to|should).*(take|use)|dose",
        """How do I take {x}?
        How should {x} be used?
        What is the dose of {x}?
        {x} dose
        What if I miss a dose of {x}?
        {x}: how do I take it?""",
        "How to take it|What helps|Dosage and administration|Use",
        "take|dose|daily|tablet|food|water|miss|label|inhal|inject",
    ),
    _kind(
        "help",
        r"when .*(doctor|help|emergency)",
        """When should I see a doctor about {x}?
        When is {x} an emergency?
        Should I go to hospital with {x}?
        When do I need help for {x}?
        {x}: when should I call a doctor?""",
        "When to get help|When to see a doctor|Seek care",
        "doctor|emergency|call|right away|help|hospital",
    ),
    _kind(
        "information",
        r"^what is|^what are|information about",
        """What is {x}?
        What does {x} mean?
        Tell me about {x}
        {x}
        Can you explain {x}?
        My doctor says I have {x}. What is that?
        {x}: what is it?
        I would like to know about {x}.""",
        "Overview|What it is|Introduction|Summary",
        r"is a|are a|is an|refers|means|type of|condition|disease|disorder",
    ),
)


def kind_of(question: str) -> Kind | None:
    """The kind of a corpus question, or None when it is of no kind we know."""
    return next((kind for kind in KINDS if kind.asked.search(question)), None)


def phrased(kind: Kind, topic: str, rng: random.Random) -> str:
    """The question in the words of a person, about `topic`; now and then in lower case and without its mark."""
    text = rng.choice(kind.phrasings).format(x=topic if rng.random() < 0.5 else topic.lower())
    if rng.random() < 0.15:
        text = text.lower().rstrip("?")
    return text


FURNITURE = re.compile(
    r"^(these resources|gene ?reviews?\b|genetic testing registry|medlineplus|the human phenotype ontology provides|"
    r"surgery and rehabilitation|if the information is available|you can use the human phenotype)",
    re.I,
)


def relevance(kind: Kind | None, sentence: str, position: int) -> float:
    """How surely a sentence of the right answer answers by itself: from 0.6 to 1
    (0.25 for lists of links and scraps).

    The lead of an answer says most of it, and so do sentences with the words of their kind. A soft target, not a truth.
    """
    if FURNITURE.match(sentence) or len(sentence.split()) < 4:
        return 0.25
    value = 0.6 + (0.25 if position == 0 else 0.1 if position <= 2 else 0.0)
    if kind is None or kind.words.search(sentence):
        value += 0.15
    return value
