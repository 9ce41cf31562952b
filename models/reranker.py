"""How well a text answers a query, read together: a small cross-encoder over the first layers of MiniLM.

Texts and numbers in, numbers out: knows nothing of passages or indexes. The word embeddings are the bundled encoder's
own, so that only the layers ship. What is read is bounded in tokens, so that a search stays within its time.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from models import minilm
from models.encoder import bundled_folder, fast_weights, has_bfloat16, load_tokenizer, verified_sha256
from models.errors import ModelForeign, ModelMissing

WEIGHTS = "model.safetensors"
BUNDLED = Path(__file__).with_name("weights") / "reranker"
VERDICTS = Path(__file__).with_name("weights") / "verdicts"  # the same, taught whether a text answers at all
MOST_QUERY_TOKENS = 48
MOST_TOKENS = 128  # of a pair in a search: most of a passage, which is about 150
_TOKENS_A_PASS = 1024
HEAD = "head"


class Reranker:
    """Scores pairs of a query and a text: the higher, the better the text answers. Safe to use from several threads."""

    def __init__(self, folder: Path = BUNDLED, *, device: str | None = None, most_tokens: int = MOST_TOKENS) -> None:
        """It reads `most_tokens` of a pair at most.

        Raises ModelMissing or ModelForeign where the folder holds no reranker, EncoderUntrusted for other embeddings.
        """
        self._most_tokens = most_tokens
        path = folder / WEIGHTS
        if not path.is_file():
            raise ModelMissing(f"No reranker at {folder}: reinstall Osler, or search with --no-rerank.")
        self._device = torch.device(device or ("cuda" if torch.cuda.is_available() else "cpu"))
        base = bundled_folder()
        self.fingerprint = verified_sha256(base / "model.safetensors")
        embeddings = minilm.load_weights(base / "model.safetensors", self._device)
        own = own_weights(path, self._device)
        kept = {name: value for name, value in embeddings.items() if name.startswith("embeddings.")}
        self._weights = fast_weights(kept | {name: value.float() for name, value in own.items()}, self._device)
        self.layers = 1 + max(int(name.split(".")[2]) for name in own if name.startswith("encoder.layer."))
        self._tokenizer = load_tokenizer(base / "tokenizer.json")
        self._lower_precision = self._device.type == "cuda" and has_bfloat16(self._device)
        note = folder / "reranker.json"
        self.settings: dict[str, Any] = json.loads(note.read_text(encoding="utf-8")) if note.is_file() else {}

    def score_pairs(self, query: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """One score a text (logits: 0 is even odds that it answers)."""
        scores = np.zeros(len(texts), dtype=np.float32)
        if not texts:
            return scores
        pairs = join(self._tokenizer, query, texts, self._most_tokens)
        for batch in by_length([len(ids) for ids, _ in pairs]):
            with (
                torch.inference_mode(),
                torch.autocast(self._device.type, torch.bfloat16, enabled=self._lower_precision),
            ):
                scores[batch] = (
                    logits(self._weights, [pairs[i] for i in batch], self.layers, self._device).cpu().numpy()
                )
        return scores


def own_weights(path: Path, device: torch.device | None = None) -> dict[str, torch.Tensor]:
    """What a reranker learnt: its layers and head, without the embeddings. Raises ModelForeign where it is none."""
    from safetensors import SafetensorError

    foreign = f"{path} holds no reranker: reinstall Osler, or search with --no-rerank."
    try:
        own = minilm.load_weights(path, device or torch.device("cpu"))
    except SafetensorError as error:
        raise ModelForeign(foreign) from error
    if f"{HEAD}.weight" not in own:
        raise ModelForeign(foreign)
    return own


def join(
    tokenizer: Any, query: str, texts: Sequence[str], most_tokens: int = MOST_TOKENS
) -> list[tuple[list[int], int]]:
    """`[CLS] query [SEP] text [SEP]` as token ids, with the length of the query's part; texts are cut at the end."""
    head = cut(tokenizer.encode(query).ids, MOST_QUERY_TOKENS)
    room = most_tokens - len(head)
    return [(head + cut(encoding.ids[1:], room), len(head)) for encoding in tokenizer.encode_batch(list(texts))]


def logits(
    weights: minilm.Weights, pairs: Sequence[tuple[list[int], int]], layers: int, device: torch.device
) -> torch.Tensor:
    """The score of each pair, float32 (pairs,): the head over the mean state of the pair's tokens."""
    ids, mask = minilm.padded([ids for ids, _ in pairs])
    first = torch.tensor([length for _, length in pairs])
    segments = (torch.arange(ids.shape[1])[None, :] >= first[:, None]).long() * mask
    ids, mask, segments = ids.to(device), mask.to(device), segments.to(device)
    states = minilm.hidden_states(weights, ids, mask, segments, layers).float()
    kept = mask[:, :, None]
    mean = (states * kept).sum(dim=1) / kept.sum(dim=1)
    both = torch.cat([states[:, 0], mean], dim=1)
    return (both @ weights[f"{HEAD}.weight"].float().T + weights[f"{HEAD}.bias"].float()).squeeze(1)


def cut(ids: list[int], most: int) -> list[int]:
    return ids if len(ids) <= most else [*ids[: most - 1], ids[-1]]


def by_length(lengths: Sequence[int]) -> list[list[int]]:
    """Positions in batches of like length, so that little padding is computed."""
    batches: list[list[int]] = [[]]
    for position in sorted(range(len(lengths)), key=lambda i: -lengths[i]):
        if batches[-1] and (len(batches[-1]) + 1) * lengths[batches[-1][0]] > _TOKENS_A_PASS:
            batches.append([])
        batches[-1].append(position)
    return batches
