"""What lm-evaluation-harness makes of requests, with plain passes of transformers: to measure Osler's adapter by."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from evals.interop.lm_eval import stay_offline
from tests.models.test_engine import CONTEXT

stay_offline(False)  # before the harness and its data sets are imported

from lm_eval.api.model import TemplateLM  # noqa: E402
from lm_eval.utils import get_rolling_token_windows, make_disjoint_window  # noqa: E402


class Reference(TemplateLM):  # type: ignore[misc]
    """The harness's own tokens of a request, and one plain pass of transformers for each."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        from transformers import AutoModelForCausalLM, AutoTokenizer

        self.tokenizer: Any = AutoTokenizer.from_pretrained(str(folder))
        load: Any = AutoModelForCausalLM.from_pretrained
        self.net = load(str(folder)).eval()

    @property
    def eot_token_id(self) -> int:
        return int(self.tokenizer.eos_token_id)

    @property
    def prefix_token_id(self) -> int:
        begin = self.tokenizer.bos_token_id
        return self.eot_token_id if begin is None else int(begin)

    def tok_encode(self, string: str, add_special_tokens: bool | None = None, **kwargs: object) -> list[int]:
        asked = {} if add_special_tokens is None else {"add_special_tokens": add_special_tokens}
        return list(self.tokenizer.encode(string, **asked))

    @torch.inference_mode()
    def _loglikelihood_tokens(self, requests: Sequence[Any], **kwargs: object) -> list[tuple[float, bool]]:
        found = []
        for _, context, tokens in requests:
            ids = [*context, *tokens][-(CONTEXT + 1) :]
            logits = self.net(torch.tensor([ids[:-1]])).logits[0, -len(tokens) :].log_softmax(-1)
            said = torch.tensor(tokens)
            total = float(logits.gather(1, said[:, None]).sum())
            found.append((total, bool((logits.argmax(-1) == said).all())))
        return found

    def loglikelihood_rolling(self, requests: Sequence[Any], disable_tqdm: bool = False) -> list[float]:
        totals = []
        for request in requests:
            ids = self.tok_encode(request.args[0])
            windows = get_rolling_token_windows(ids, self.prefix_token_id, CONTEXT, 1)
            pairs = [(None, *make_disjoint_window(window)) for window in windows]
            totals.append(sum(total for total, _ in self._loglikelihood_tokens(pairs)))
        return totals

    @torch.inference_mode()
    def generate_until(self, requests: Sequence[Any], disable_tqdm: bool = False) -> list[str]:
        found = []
        for request in requests:
            context, asked = request.args
            ids = self.tok_encode(context)[-(CONTEXT - asked["max_gen_toks"]) :]
            made = self.net.generate(
                torch.tensor([ids]), max_new_tokens=asked["max_gen_toks"], do_sample=False, pad_token_id=0
            )
            # Osler leaves out half a character at the end, where transformers says that one is missing.
            text = self.tokenizer.decode(made[0, len(ids) :], skip_special_tokens=True).rstrip("\ufffd")
            for stop in asked["until"]:
                text = text.split(stop)[0]
            found.append(text)
        return found
