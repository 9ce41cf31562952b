"""Evidence: what may be quoted, what is left out, and that every unit is a span of its passage."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.answer import Sentence
from agent.citations import checked, quote_of, source_of
from agent.evidence import gather, units
from retrieval.chunking import passages
from retrieval.documents import Document, Hit, Passage, Section


def passage_of(text: str, title: str = "Topic") -> Passage:
    return passages(Document("d:1", title, (Section((title,), text),), "test"))[0]


def test_a_list_is_quoted_with_its_lead() -> None:
    passage = passage_of(
        "Signs of a stroke are:\n- a drooping face\n- a weak arm\n\nA stroke needs help at once today."
    )
    found = [unit.text for unit in units(passage)]
    assert found == ["Signs of a stroke are:\n- a drooping face\n- a weak arm", "A stroke needs help at once today."]


def test_scraps_questions_and_link_lists_are_not_quoted() -> None:
    text = "Overview. What is a stroke, really? These resources from MedlinePlus offer information. A stroke harms the brain."
    assert [unit.text for unit in units(passage_of(text))] == ["A stroke harms the brain."]


def test_sentences_that_point_back_are_marked() -> None:
    flags = {
        u.text: u.leans for u in units(passage_of("Asthma is a lung disease of airways. It often starts in children."))
    }
    assert list(flags.values()) == [False, True]


@given(
    st.lists(
        st.sampled_from(["Asthma is a disease.", "It may include:", "- one item of it", "Why is that?", "x"]),
        max_size=8,
    )
)
def test_every_unit_is_a_span_of_its_passage(lines: list[str]) -> None:
    document = Document("d:1", "T", (Section(("T",), "\n".join(lines)),), "test")
    for passage in passages(document):
        for unit in units(passage):
            assert unit.span.of(passage.text) == unit.text


def test_repeats_are_taken_once_and_the_budget_holds() -> None:
    one = passage_of("Asthma is a disease of the lungs and airways. " * 3)
    other = passage_of("Metformin is a medicine that lowers blood sugar. " * 3)
    hits = [Hit(p, n, 1.0) for n, p in enumerate((one, one, other), start=1)]
    assert [p.hit.rank for p in gather(hits).passages] == [1, 3]
    assert [p.hit.rank for p in gather(hits, most_words=10).passages] == [1]


@pytest.mark.parametrize(
    ("title", "taken"),
    [("Usher syndrome", [1]), ("", [1]), ("Usher syndrome type 2", [1]), ("Greig syndrome", [1, 2])],
)
def test_the_same_words_about_something_else_are_no_repeat(title: str, taken: list[int]) -> None:
    text = (
        "This condition is inherited in an autosomal dominant pattern, so that one altered copy of the gene is enough."
    )
    both = (replace(passage_of(text), title="Usher syndrome"), replace(passage_of(text), title=title))
    assert [p.hit.rank for p in gather([Hit(p, n, 1.0) for n, p in enumerate(both, 1)]).passages] == taken


def test_invented_citations_are_removed_and_counted() -> None:
    passage = passage_of("Asthma is a disease of the lungs.")
    unit = next(units(passage))
    source = source_of(1, passage, unit)
    good, altered = quote_of(1, unit), Sentence("Asthma is harmless.", "quote", (1,))
    invented = Sentence("Asthma is common.", "written", (7,))
    kept, sources, removed = checked((good, altered, invented), (source,))
    assert (kept, sources, removed) == ((good,), (source,), 2)


def test_headings_and_leads_without_a_list_are_not_quoted_and_a_lead_takes_its_items() -> None:
    text = "Diagnosing Asthma in Young Children\nMany things can cause asthma, including\n- dust in the air\n- cold air"
    assert [unit.text for unit in units(passage_of(text))] == [
        "Many things can cause asthma, including\n- dust in the air\n- cold air"
    ]


def test_a_sentence_about_these_symptoms_leans_wherever_it_says_so() -> None:
    assert next(units(passage_of("Not all people with asthma have these symptoms."))).leans


def test_what_was_withdrawn_or_superseded_says_so_wherever_it_is_cited() -> None:
    passage = replace(
        passage_of("Aspirin cures everything, they said."),
        retraction="Retracted: Lancet 2010;375:445.",
        updated_by=("pmid:2",),
        notice="Not reviewed.",
    )
    source = source_of(1, passage, next(units(passage)))
    assert source.notice == (
        "Retracted: Lancet 2010;375:445. There is a newer version or an update: pmid:2. Not reviewed."
    )


CUT_OFF = "Milvexian is a blocker of factor XIa that is taken by mouth and in phase two"


def excerpt(text: str, doc_id: str = "d:1") -> Passage:
    """A document that is nothing but this text."""
    return passages(Document(doc_id, "", (Section((), text),), "test"))[0]


def test_an_excerpt_that_breaks_off_is_quoted_as_it_is() -> None:
    assert [unit.text for unit in units(excerpt(CUT_OFF))] == [CUT_OFF]
    assert [unit.text for unit in units(excerpt(f"It was tried in people. {CUT_OFF}"))][-1] == CUT_OFF


def test_what_breaks_off_within_a_document_or_says_too_little_is_not_quoted() -> None:
    assert not list(units(excerpt("Diagnosing asthma in young children")))
    assert not list(units(excerpt(f"{CUT_OFF}:")))
    assert not list(units(excerpt(f"{CUT_OFF}\nMilvexian")))
    assert not list(units(replace(excerpt(CUT_OFF), section=3)))


def test_a_whole_text_takes_the_place_of_one_that_breaks_off_but_not_the_other_way_round() -> None:
    broken, whole = excerpt(CUT_OFF, "d:1"), excerpt(f"{CUT_OFF} trials.", "d:2")
    for order in ((broken, whole), (whole, broken)):
        found = gather([Hit(p, n, 1.0) for n, p in enumerate(order, start=1)])
        assert [one.hit.passage.doc_id for one in found.passages] == ["d:2"]
