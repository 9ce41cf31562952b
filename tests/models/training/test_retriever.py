"""The recipe of the encoder's adapter and the reranker, at a size that trains in seconds."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from models.encoder import MiniLM, open_encoder
from models.errors import ModelForeign, ModelMissing
from models.prompt import PromptPassage
from models.reranker import Reranker, own_weights
from models.training.contrastive import AdapterPlan, train_adapter, write_adapter
from models.training.corpora import CorpusUnusable, held_out, medquad_topics
from models.training.documents import TrainingDataUnusable
from models.training.judged import JudgedExample
from models.training.pairs import LeftOut, Pair, entailed_pairs, evaluation_texts, topic_pairs
from models.training.reranking import Group, RerankerPlan, mined, start, train_reranker, write_reranker
from models.training.retriever import Data, RetrieverRecipe, gather, train_retriever
from models.training.trainer import StepReport
from models.training.verdicts import VerdictPlan, answering, teach_verdicts
from models.verdicts import Verdicts
from tests.models.tiny import AILMENTS, split, write_corpora, write_handbook

PLAN = AdapterPlan(rank=2, first_layer=4, batch=8, warmup=1, epochs=3, bf16=False)
RERANKER = RerankerPlan(layers=1, negatives=3, groups=4, warmup=1, most_tokens=48, bf16=False)


def overlap_search(texts: Sequence[str]) -> Callable[[str, int], Sequence[int]]:
    """Searches texts by words in common: what retrieval does better."""

    def search(query: str, most: int) -> list[int]:
        words = set(query.lower().split())
        return sorted(range(len(texts)), key=lambda n: -len(words & set(texts[n].lower().split())))[:most]

    return search


@pytest.fixture(scope="module")
def encoder() -> MiniLM:
    return MiniLM()


@pytest.fixture
def data(tmp_path: Path) -> Data:
    return Data(write_corpora(tmp_path / "corpora"), write_handbook(tmp_path / "handbook"))


def pairs() -> list[Pair]:
    return [
        Pair(
            f"What {what} {name}?",
            f"{answer} {name} in most people, as every doctor knows well.",
            f"{name}|{what}",
            "t",
        )
        for name in AILMENTS
        for what, answer in (("treats", "Rest and medicine help"), ("causes", "A small germ brings"))
    ]


def test_the_adapter_brings_queries_to_their_texts_and_is_read_back(encoder: MiniLM, tmp_path: Path) -> None:
    reports: list[tuple[StepReport, int]] = []
    adapter = train_adapter(
        pairs(), encoder.weights, encoder.token_ids, encoder.encode, PLAN, lambda *report: reports.append(report)
    )
    assert [report.step for report, _ in reports] == list(range(reports[0][1]))
    path = tmp_path / "adapter.safetensors"
    write_adapter(adapter, path, 0.5)
    tuned = MiniLM(adapter=path)
    assert tuned.fingerprint != encoder.fingerprint and tuned.encoder_id != encoder.encoder_id

    def margin(of: MiniLM) -> float:
        asked, told = (of.encode([getattr(p, side) for p in pairs()], exact=True) for side in ("query", "text"))
        scores = asked @ told.T
        return float(np.diag(scores).mean() - scores.mean())

    assert margin(tuned) > margin(encoder)


def test_an_adapter_of_strength_nought_changes_nothing(encoder: MiniLM, tmp_path: Path) -> None:
    plan = replace(PLAN, epochs=1)
    adapter = train_adapter(pairs(), encoder.weights, encoder.token_ids, encoder.encode, plan, lambda *_: None)
    write_adapter(adapter, tmp_path / "none.safetensors", 0.0)
    same = MiniLM(adapter=tmp_path / "none.safetensors").encode(["gout"], exact=True)
    np.testing.assert_allclose(same, encoder.encode(["gout"], exact=True), atol=1e-6)


def test_what_is_no_adapter_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="adapter"):
        MiniLM(adapter=tmp_path / "none.safetensors")
    (tmp_path / "bad.safetensors").write_bytes(b"no adapter")
    with pytest.raises(ModelForeign, match="no adapter"):
        MiniLM(adapter=tmp_path / "bad.safetensors")


def test_the_bundled_encoder_is_the_tuned_one() -> None:
    tuned, plain = open_encoder(), open_encoder("all-MiniLM-L6-v2")
    assert tuned.encoder_id != plain.encoder_id
    assert 0.5 < float((tuned.encode(["gout"]) @ plain.encode(["gout"]).T)[0, 0]) < 0.9999


def test_the_reranker_learns_which_text_answers(encoder: MiniLM) -> None:
    groups = [
        Group(f"What is {name}?", (f"{name} is an illness.", *(f"{other} is an illness." for other in others)))
        for number, name in enumerate(AILMENTS * 4)
        for others in [[AILMENTS[(number + step) % len(AILMENTS)] for step in (1, 2, 3)]]
    ]
    losses: list[float] = []
    plan = replace(RERANKER, layers=2, rate=5e-4)
    torch.manual_seed(0)
    train_reranker(groups, encoder.weights, encoder.tokenizer, plan, lambda r, _: losses.append(r.losses["loss"]))
    assert losses[-1] < losses[0]


def ailing() -> list[JudgedExample]:
    """What an ailment is, asked of its own passage and another's."""
    return [
        JudgedExample(
            f"What is {name}?",
            (
                PromptPassage(name, (f"{name} is an illness.",)),
                PromptPassage(other, (f"{other} is an illness.", "It is rare.")),
            ),
            ((0, 0),) if answerable else (),
            (),
            "t",
            name,
        )
        for number, name in enumerate(AILMENTS)
        for answerable, other in ((True, AILMENTS[number - 1]), (True, AILMENTS[number - 2]))
    ]


def test_a_stopped_run_of_verdicts_goes_on_to_the_same_weights(encoder: MiniLM, tmp_path: Path) -> None:
    write_reranker(start(encoder.weights, 2), tmp_path / "base", replace(RERANKER, layers=2), {})
    plan = VerdictPlan(epochs=2, examples=4, warmup=2, layers=1, checkpoint_every=2)
    seen: list[int] = []

    def stopping(report: StepReport, steps: int) -> None:
        seen.append(report.step)
        if len(seen) == 4:
            raise KeyboardInterrupt

    run = (tmp_path / "base", ailing())
    teach_verdicts(*run, tmp_path / "whole", plan, lambda *_: None)
    with pytest.raises(KeyboardInterrupt):
        teach_verdicts(*run, tmp_path / "stopped", plan, stopping)
    teach_verdicts(*run, tmp_path / "stopped", plan, stopping)
    assert seen[:6] == [0, 1, 2, 3, 2, 3]
    whole, stopped = (own_weights(tmp_path / name / "model.safetensors") for name in ("whole", "stopped"))
    assert all(torch.equal(value, stopped[name]) for name, value in whole.items())


def test_what_is_kept_of_the_weights_before_lies_between_them_and_the_learnt(encoder: MiniLM, tmp_path: Path) -> None:
    write_reranker(start(encoder.weights, 1), tmp_path / "base", RERANKER, {})
    plan = VerdictPlan(epochs=1, examples=4, rate=5e-3, warmup=1, layers=1)
    for kept in (0.0, 0.5, 1.0):
        teach_verdicts(tmp_path / "base", ailing(), tmp_path / str(kept), replace(plan, kept=kept), lambda *_: None)
    learnt, mixed, before = (own_weights(tmp_path / kept / "model.safetensors") for kept in ("0.0", "0.5", "1.0"))
    same = own_weights(tmp_path / "base" / "model.safetensors")
    name = "encoder.layer.0.output.dense.weight"
    assert torch.equal(before[name], same[name]) and not torch.equal(learnt[name], same[name])
    assert torch.allclose(mixed[name].float(), (learnt[name].float() + same[name].float()) / 2, atol=1e-2)


def test_the_reranker_learns_whether_a_passage_answers_at_all(encoder: MiniLM, tmp_path: Path) -> None:
    write_reranker(start(encoder.weights, 2), tmp_path / "base", replace(RERANKER, layers=2), {"weight": 0.05})
    examples = ailing()
    assert answering(examples[0].to_learn()) == [True, False]
    plan = VerdictPlan(epochs=6, examples=4, rate=5e-4, warmup=2, layers=2)
    losses: list[dict[str, float]] = []
    teach_verdicts(tmp_path / "base", examples, tmp_path / "out", plan, lambda r, _: losses.append(dict(r.losses)))
    for part in ("verdict", "sentences", "ranking"):
        assert np.mean([one[part] for one in losses[-5:]]) < np.mean([one[part] for one in losses[:5]])
    assert losses[-1]["verdict"] < losses[0]["verdict"] - 0.2
    taught = Reranker(tmp_path / "out")
    assert taught.settings["weight"] == 0.05
    right, wrong = Verdicts(tmp_path / "out").judge(f"What is {AILMENTS[0]}?", examples[0].passages)
    assert right.passage > wrong.passage
    assert right.sentences[0] > max(wrong.sentences)
    with pytest.raises(TrainingDataUnusable, match="judged"):
        teach_verdicts(tmp_path / "base", examples[:2], tmp_path / "out", plan, lambda *_: None)


def test_hard_negatives_are_of_other_groups_and_differ() -> None:
    found = mined(pairs(), np.eye(len(pairs()), dtype=np.float32), overlap_search([p.text for p in pairs()]), 4, 0)
    groups = {pair.text: pair.group for pair in pairs()}
    for pair, group in zip(pairs(), found, strict=True):
        right, *wrong = group.texts
        assert right == pair.text and len(set(wrong)) == 4
        assert all(groups[text] != pair.group for text in wrong)


def test_the_whole_recipe_goes_on_after_a_whole_stage(data: Data, tmp_path: Path) -> None:
    recipe = RetrieverRecipe(adapter=replace(PLAN, epochs=1), reranker=RERANKER, groups=8)
    stages: list[str] = []
    run = (recipe, data, tmp_path / "out", split, overlap_search, lambda *_: None, stages.append)
    train_retriever(*run)
    assert stages == [
        "reading the corpora",
        "tuning the encoder",
        "looking for hard negatives",
        "training the reranker",
    ]
    assert Reranker(tmp_path / "out" / "reranker").score_pairs("gout", ["Gout hurts."]).shape == (1,)
    written = json.loads((tmp_path / "out" / "recipe.json").read_text(encoding="utf-8"))
    assert sum(written["pairs"].values()) > 8
    (tmp_path / "out" / "reranker" / "model.safetensors").unlink()
    stages.clear()
    train_retriever(*run)
    assert stages == ["reading the corpora", "looking for hard negatives", "training the reranker"]


def test_pairs_are_deterministic_and_never_of_held_out_topics(data: Data) -> None:
    recipe = RetrieverRecipe(adapter=PLAN)
    first, _ = gather(recipe, data, split)
    assert first == gather(recipe, data, split)[0]
    names = {topic.title.lower() for topic in medquad_topics(data.corpora, split) if held_out(topic)}
    assert not any(pair.group.split("|")[0] in names for pair in first)


def test_evaluation_text_is_left_out(data: Data, tmp_path: Path) -> None:
    recipe = RetrieverRecipe(adapter=PLAN)
    everything, _ = gather(recipe, data, split)
    long = next(pair for pair in everything if len(pair.text.split()) >= 13)
    evaluation = tmp_path / "beir"
    evaluation.mkdir()
    row = json.dumps({"_id": "d", "title": "", "text": f"Before. {long.text} After."}) + "\n"
    (evaluation / "corpus.jsonl").write_text(row, encoding="utf-8")
    with gzip.open(evaluation / "queries.jsonl.gz", "wt", encoding="utf-8") as out:
        out.write(json.dumps({"_id": "q", "text": "unlike anything"}) + "\n")
    kept, left_out = gather(recipe, replace(data, leave_out=(evaluation,)), split)
    assert left_out >= 1
    assert long.text not in {pair.text for pair in kept}
    with pytest.raises(CorpusUnusable, match=r"corpus\.jsonl is missing"):
        list(evaluation_texts([tmp_path / "corpora"]))


def test_thirteen_words_in_a_row_are_a_copy_and_twelve_are_not() -> None:
    words = [f"w{n}" for n in range(20)]
    copied = LeftOut([" ".join(words)])
    assert copied("Then " + " ".join(words[3:16]).upper() + ".")
    assert not copied(" ".join(words[3:15]) + " other")


def test_a_question_is_asked_by_its_topic_never_as_it(data: Data) -> None:
    from models.training.handbook import handbook_topics

    found = list(topic_pairs(handbook_topics(data.handbook, split), random.Random(0)))
    assert found
    assert not any(" it?" in pair.query for pair in found)


def test_entailed_questions_leave_out_false_and_equal_pairs(tmp_path: Path) -> None:
    rows = [
        {"question": "Long one about gout, doctor?", "faq": "Gout?", "label": "true"},
        {"question": "Same?", "faq": "same", "label": "true"},
        {"question": "Other?", "faq": "Gout?", "label": "false"},
    ]
    with gzip.open(tmp_path / "rqe.jsonl.gz", "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)
    assert [pair.text for pair in entailed_pairs(tmp_path / "rqe.jsonl.gz")] == ["Gout?"]
    with pytest.raises(CorpusUnusable, match="pairs of questions"):
        list(entailed_pairs(tmp_path / "none.jsonl.gz"))
