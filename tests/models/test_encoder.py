"""The bundled encoder: its vectors, its batches, whom it trusts; and LangChain's face of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from models import encoder as encoder_module
from models.encoder import BUNDLED_SHA256, MiniLM, Vectors, open_encoder
from models.errors import EncoderUntrusted, ModelError, ModelForeign, ModelMissing, OutOfMemory
from models.langchain_face import LangChainEmbeddings

TEXTS = [
    "What are the symptoms of heart failure?",
    "Shortness of breath and swollen ankles are signs that the heart does not pump well.",
    "Influenza is an infection of the nose, throat and lungs.",
    "β-blockers slow the heart; HbA1c of 6.5 % or more suggests diabetes.",
    "",
    "pain " * 600,
]


@pytest.fixture(scope="module")
def encoder() -> MiniLM:
    return MiniLM(device="cpu")


def test_what_it_says_of_itself(encoder: MiniLM) -> None:
    assert (encoder.encoder_id, encoder.dimensions, encoder.max_tokens) == ("all-MiniLM-L6-v2", 384, 256)
    assert encoder.fingerprint == BUNDLED_SHA256


def test_rows_are_float32_and_of_unit_length(encoder: MiniLM) -> None:
    rows = encoder.encode(TEXTS)
    assert rows.dtype == np.float32
    assert rows.shape == (len(TEXTS), 384)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-5)


def test_golden_cosines(encoder: MiniLM) -> None:
    """From sentence-transformers 6.2.0 over the same weights."""
    rows = encoder.encode(TEXTS[:3], exact=True)
    assert rows[0] @ rows[1] == pytest.approx(0.57935, abs=1e-4)
    assert rows[0] @ rows[2] == pytest.approx(0.05340, abs=1e-4)


def test_no_text_gives_no_row(encoder: MiniLM) -> None:
    assert encoder.encode([]).shape == (0, 384)


def test_a_text_is_encoded_alike_alone_and_among_others(encoder: MiniLM) -> None:
    together = encoder.encode(TEXTS, exact=True)
    for row, text in zip(together, TEXTS, strict=True):
        np.testing.assert_allclose(encoder.encode([text], exact=True)[0], row, atol=1e-5)
        assert float(encoder.encode([text])[0] @ row) > 0.9995


def test_batches_in_lower_precision_point_the_same_way(encoder: MiniLM) -> None:
    cosines = (encoder.encode(TEXTS) * encoder.encode(TEXTS, exact=True)).sum(axis=1)
    assert cosines.min() > 0.999


def test_what_lies_beyond_the_last_token_is_not_seen(encoder: MiniLM) -> None:
    rows = encoder.encode(["pain " * 300, "pain " * 300 + "fever"], exact=True)
    np.testing.assert_allclose(rows[0], rows[1], atol=1e-6)


def test_progress_reaches_all_texts(encoder: MiniLM, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(encoder_module._TOKENS_A_BATCH, "cpu", 300)
    told: list[tuple[int, int]] = []
    encoder.encode(TEXTS, lambda done, total: told.append((done, total)))
    assert len(told) > 1
    assert told == sorted(told)
    assert told[-1] == (len(TEXTS), len(TEXTS))


def test_batches_are_halved_where_memory_runs_out(encoder: MiniLM, monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    from models.minilm import Weights

    expected, whole = encoder.encode(TEXTS, exact=True), MiniLM._forward

    def small_device(self: MiniLM, token_ids: list[list[int]], weights: Weights) -> torch.Tensor:
        if len(token_ids) > 1:
            raise torch.OutOfMemoryError
        return whole(self, token_ids, weights)

    monkeypatch.setattr(MiniLM, "_forward", small_device)
    np.testing.assert_allclose(encoder.encode(TEXTS, exact=True), expected, atol=1e-5)


def test_a_device_too_small_for_one_text_is_a_typed_error(encoder: MiniLM, monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    def no_memory(*_: object) -> Vectors:
        raise torch.OutOfMemoryError

    monkeypatch.setattr(MiniLM, "_forward", no_memory)
    with pytest.raises(OutOfMemory, match="cpu"):
        encoder.encode(TEXTS)


def test_other_weights_are_not_trusted(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(encoder_module.bundled_folder(), folder)
    with (folder / "model.safetensors").open("r+b") as file:
        file.seek(-4, 2)
        file.write(b"\0\0\0\0")
    with pytest.raises(EncoderUntrusted, match="reinstall"):
        MiniLM(folder)


def test_missing_weights_and_foreign_folders_are_typed_errors(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="reinstall"):
        MiniLM(tmp_path)
    with pytest.raises(ModelMissing, match="--allow-download"):
        open_encoder("somebody/some-encoder")
    assert issubclass(ModelForeign, ModelError)


def test_langchain_embeddings(encoder: MiniLM) -> None:
    embeddings = LangChainEmbeddings(encoder)
    assert embeddings.embed_query(TEXTS[0]) == encoder.encode([TEXTS[0]])[0].tolist()
    np.testing.assert_allclose(embeddings.embed_documents(TEXTS[:2]), encoder.encode(TEXTS[:2]), atol=1e-6)


@pytest.mark.slow
def test_equal_to_sentence_transformers(encoder: MiniLM) -> None:
    from sentence_transformers import SentenceTransformer

    reference = SentenceTransformer(str(encoder_module.bundled_folder()), device="cpu", local_files_only=True)
    expected = reference.encode(TEXTS, normalize_embeddings=True)
    np.testing.assert_allclose(encoder.encode(TEXTS, exact=True), expected, atol=1e-5)


@pytest.mark.slow
def test_any_folder_of_sentence_transformers(encoder: MiniLM, tmp_path: Path) -> None:
    other = open_encoder(str(encoder_module.bundled_folder()), device="cpu")
    assert (other.dimensions, other.max_tokens) == (384, 256)
    assert other.fingerprint != encoder.fingerprint
    np.testing.assert_allclose(other.encode(TEXTS), encoder.encode(TEXTS, exact=True), atol=1e-5)
    with pytest.raises(ModelForeign, match="another"):
        open_encoder(str(tmp_path))


@pytest.mark.gpu
def test_cuda_points_the_same_way(encoder: MiniLM) -> None:
    cosines = (MiniLM(device="cuda").encode(TEXTS) * encoder.encode(TEXTS, exact=True)).sum(axis=1)
    assert cosines.min() > 0.999
