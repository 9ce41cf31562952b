"""The reranker: pairs in, scores out, whatever the batch; and what is not a reranker is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from models.encoder import MiniLM
from models.errors import ModelForeign, ModelMissing
from models.reranker import MOST_QUERY_TOKENS, MOST_TOKENS, Reranker, join
from models.training.reranking import RerankerPlan, start, write_reranker

TEXTS = ["Gout hurts.", "Gout is treated with medicines that lower uric acid. " * 8, "The sun is warm.", "Rest helps."]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reranker")
    write_reranker(start(MiniLM().weights, 2), folder, RerankerPlan(layers=2), {})
    return folder


def test_a_score_does_not_depend_on_the_batch(folder: Path) -> None:
    reranker = Reranker(folder)
    together = reranker.score_pairs("How is gout treated?", TEXTS)
    alone = [reranker.score_pairs("How is gout treated?", [text])[0] for text in TEXTS]
    np.testing.assert_allclose(together, alone, atol=0.02)  # bfloat16, where the processor has it
    assert together.dtype == np.float32
    assert len(set(np.round(together, 4))) == len(TEXTS)


def test_no_texts_give_no_scores(folder: Path) -> None:
    assert Reranker(folder).score_pairs("gout", []).shape == (0,)


def test_only_the_layers_that_were_trained_are_run(folder: Path) -> None:
    assert Reranker(folder).layers == 2


def test_long_queries_and_texts_are_cut_and_keep_their_ends() -> None:
    tokenizer = MiniLM().tokenizer
    (ids, first), *_ = join(tokenizer, "pain " * 500, ["ache " * 500, ""])
    assert (len(ids), first) == (MOST_TOKENS, MOST_QUERY_TOKENS)
    separator = tokenizer.token_to_id("[SEP]")
    assert ids[first - 1] == ids[-1] == separator
    (short, first), *_ = join(tokenizer, "pain", [""])
    assert short[first:] == [separator]


def test_what_is_no_reranker_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="no-rerank"):
        Reranker(tmp_path)
    from safetensors.torch import save_file

    save_file({"a": MiniLM().weights["embeddings.LayerNorm.bias"]}, tmp_path / "model.safetensors")
    with pytest.raises(ModelForeign, match="holds no reranker"):
        Reranker(tmp_path)
    (tmp_path / "model.safetensors").write_bytes(b"nothing of the kind")
    with pytest.raises(ModelForeign, match="holds no reranker"):
        Reranker(tmp_path)
