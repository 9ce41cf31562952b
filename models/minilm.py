"""The MiniLM network over a dictionary of weights: token ids in, hidden states out. Pure; knows nothing of files or texts.

Plain torch functions over named tensors, so that the encoder, the reranker and their training share one definition:
training gives weights that carry gradients, the encoder weights that do not. The network is BERT's (Devlin et al. 2019)
with 6 layers of width 384 (Wang et al. 2020, "MiniLM"); fewer layers are run by giving fewer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import torch
from torch.nn import functional

LAYERS, HEADS, WIDTH, EPSILON = 6, 12, 384, 1e-12
Weights = Mapping[str, torch.Tensor]


def load_weights(path: Path, device: torch.device) -> dict[str, torch.Tensor]:
    """A BERT's safetensors, with each layer's query, key and value matrices joined into one, which is one multiplication."""
    from safetensors.torch import load_file

    weights: dict[str, torch.Tensor] = load_file(str(path), device=str(device))
    layer = 0
    while f"encoder.layer.{layer}.attention.self.query.weight" in weights:
        at = f"encoder.layer.{layer}."
        for kind in ("weight", "bias"):
            parts = [weights.pop(f"{at}attention.self.{name}.{kind}") for name in ("query", "key", "value")]
            weights[f"{at}qkv.{kind}"] = torch.cat(parts)
        layer += 1
    return weights


def merged(weights: Weights, adapter: Mapping[str, torch.Tensor], strength: float = 1.0) -> dict[str, torch.Tensor]:
    """Weights with `strength` times a low-rank adapter added: W + up @ down, for each `W.up` and `W.down` of it.

    Hu et al. 2021, "LoRA". Gradients flow to the adapter. Raises KeyError where it adapts what the weights do not have.
    """
    found = dict(weights)
    for down in [name for name in adapter if name.endswith(".down")]:
        full = down.removesuffix(".down")
        found[full] = weights[full] + strength * (adapter[f"{full}.up"] @ adapter[down])
    return found


def hidden_states(
    weights: Weights, ids: torch.Tensor, mask: torch.Tensor, segments: torch.Tensor | None = None, layers: int = LAYERS
) -> torch.Tensor:
    """Token ids (batch, tokens), mask (batch, tokens; True where a token stands) → states (batch, tokens, 384).

    A batch of one must have no padding. `segments` (batch, tokens; 0 or 1) tells the two texts of a pair apart; all 0
    where it is not given.
    """
    w, (batch, tokens) = weights, ids.shape
    kinds = w["embeddings.token_type_embeddings.weight"]
    x = functional.embedding(ids, w["embeddings.word_embeddings.weight"])
    x = x + w["embeddings.position_embeddings.weight"][:tokens]
    x = _norm(w, x + (kinds[0] if segments is None else functional.embedding(segments, kinds)), "embeddings.LayerNorm")
    seen = None if batch == 1 else mask[:, None, None, :]  # a text alone has no padding to hide
    for layer in range(layers):
        at = f"encoder.layer.{layer}."
        q, k, v = _linear(w, x, at + "qkv").view(batch, tokens, 3, HEADS, -1).permute(2, 0, 3, 1, 4).unbind(0)
        attended = functional.scaled_dot_product_attention(q, k, v, attn_mask=seen).transpose(1, 2).flatten(2)
        x = _norm(w, x + _linear(w, attended, at + "attention.output.dense"), at + "attention.output.LayerNorm")
        inner = _linear(w, x, at + "intermediate.dense", gelu=True)
        x = _norm(w, x + _linear(w, inner, at + "output.dense"), at + "output.LayerNorm")
    return x


def mean_pooled(states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """The mean state of each text's tokens, of unit length: (batch, tokens, 384) → float32 (batch, 384)."""
    if len(states) == 1:  # alone it has no padding
        return functional.normalize(states.float().mean(dim=1), dim=1)
    kept = mask[:, :, None]
    return functional.normalize((states.float() * kept).sum(dim=1) / kept.sum(dim=1), dim=1)


def padded(token_ids: list[list[int]], fill: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
    """Ids (batch, longest) filled up with `fill` ([PAD] is 0), and where tokens stand."""
    if len(token_ids) == 1:
        ids = torch.tensor(token_ids, dtype=torch.long)
        return ids, torch.ones(ids.shape, dtype=torch.bool)
    lengths = torch.tensor([len(ids) for ids in token_ids])
    ids = torch.full((len(token_ids), int(lengths.max())), fill, dtype=torch.long)
    for row, text_ids in zip(ids, token_ids, strict=True):
        row[: len(text_ids)] = torch.tensor(text_ids)
    return ids, torch.arange(ids.shape[1])[None, :] < lengths[:, None]


def packed(weights: Weights, dtype: torch.dtype) -> dict[str, torch.Tensor]:
    """The weights with every layer's matrices in `dtype` and in the order in which oneDNN multiplies.

    Done once, it saves the reordering at every call: a short query takes less than half the time. Where this torch was
    built without oneDNN the matrices stay as they are, in float32.
    """
    available: bool = torch.backends.mkldnn.is_available()  # type: ignore[no-untyped-call]
    if not available or not hasattr(torch.ops.mkldnn, "_linear_pointwise"):
        return dict(weights)
    found = dict(weights)
    for name in [name for name, value in weights.items() if name.startswith("encoder.layer.") and value.dim() == 2]:
        bias = name.removesuffix("weight") + "bias"
        with torch.inference_mode():
            found[name] = torch.ops.mkldnn._reorder_linear_weight(weights[name].to(dtype), None)
            found[bias] = weights[bias].to(dtype)
    return found


def _linear(w: Weights, x: torch.Tensor, name: str, *, gelu: bool = False) -> torch.Tensor:
    """x W + b, through GELU where asked: oneDNN computes it within the multiplication, which saves a pass over the states."""
    weight, bias = w[f"{name}.weight"], w[f"{name}.bias"]
    if weight.is_mkldnn:
        after, how = ("gelu", "none") if gelu else ("none", "")  # "none": not approximated by tanh
        product: torch.Tensor = _onednn_linear()(x.to(bias.dtype), weight, bias, after, [], how)
        return product
    product = functional.linear(x, weight, bias)
    return functional.gelu(product) if gelu else product


@cache
def _onednn_linear() -> Callable[..., torch.Tensor]:
    """The operator itself: looking it up by name at each of 24 calls costs a short query some percent."""
    found: Callable[..., torch.Tensor] = torch.ops.mkldnn._linear_pointwise.default
    return found


def _norm(w: Weights, x: torch.Tensor, name: str) -> torch.Tensor:
    weight, bias = w[f"{name}.weight"], w[f"{name}.bias"]
    return torch.layer_norm(x.float(), weight.shape, weight, bias, EPSILON)
