"""trl's short cut from hidden states to losses, used only where it is what the model itself computes.

trl multiplies the last hidden states with the output matrix, so that the logits are never held whole. Some architectures
do more before their output (BERT's head has a layer of its own): there the short cut would train on other probabilities
than the model gives, without an error. It is tried on the model, and left out where it differs. Knows nothing of training.
"""

from __future__ import annotations

from typing import Any

import torch
from trl.trainer.utils import FusedCausalLMOutput

_IDS = (3, 14, 15, 9, 26, 5, 35, 8)


def score_truly(model: Any) -> bool:
    """Make `model(..., labels=…, fused_lm_head=True)`, which trl has added, give the model's own log-probabilities.

    Returns whether it did already; else the whole logits are computed from now on, which takes more memory.
    """
    size = int(model.config.get_text_config(decoder=True).vocab_size)
    ids = torch.tensor([[token % size for token in _IDS]], device=model.device)
    model.eval()
    with torch.no_grad():
        short = model(input_ids=ids, labels=ids, use_cache=False, fused_lm_head=True).log_probs.float()
        logits = model(input_ids=ids, use_cache=False).logits
    most = 1e-3 if logits.dtype == torch.float32 else 0.1
    if torch.allclose(short, _scores(logits, ids).log_probs, atol=most):
        return True
    model.forward = _whole(model.forward)
    return False


def _whole(forward: Any) -> Any:
    """The forward pass, with the scores made of whole logits where trl asks for its short cut."""

    def scored(*given: Any, fused_lm_head: bool = False, labels: Any = None, **named: Any) -> Any:
        if not fused_lm_head:
            return forward(*given, **named) if labels is None else forward(*given, labels=labels, **named)
        return _scores(forward(*given, **named).logits, labels)

    return scored


def _scores(logits: torch.Tensor, labels: torch.Tensor) -> Any:
    """What trl reads of its short cut, for logits (rows, tokens, vocabulary) and labels (rows, tokens)."""
    targets = labels[:, 1:]
    learnt = targets != -100
    logs = logits[:, :-1].float().log_softmax(-1)
    chosen = logs.gather(-1, targets.clamp(min=0)[..., None])[..., 0].masked_fill(~learnt, 0.0)
    entropy = -(logs.detach().exp() * logs.detach()).sum(-1).masked_fill(~learnt, 0.0)
    return FusedCausalLMOutput(
        loss=-chosen.sum() / learnt.sum().clamp(min=1),
        log_probs=chosen,
        entropy=entropy,
        is_top1=(logs.argmax(-1) == targets) & learnt,
        label_mask=learnt,
    )
