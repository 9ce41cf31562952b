"""A byte-level BPE tokenizer of our own, trained on a corpus. Digits stand alone, so that doses are read digit by digit."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

from models.errors import ModelForeign
from models.loading import first_line
from models.prompt import SPECIAL_TOKENS


def train_tokenizer(texts: Iterable[str], vocabulary: int) -> Tokenizer:
    """Byte-level BPE of `vocabulary` tokens, the special tokens of the prompt first (ids 0 to len(SPECIAL_TOKENS) - 1)."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(r"\d"), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary,
        special_tokens=list(SPECIAL_TOKENS),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        min_frequency=3,
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


class BpeTokenizer:
    """The face of a trained tokenizer that `models.prompt` asks for. Text never yields a special token."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        # Without this a document that holds the characters "<|answer|>" could end the evidence early.
        self._tokenizer.encode_special_tokens = True
        self._special = {token: _known(tokenizer, token) for token in SPECIAL_TOKENS}

    @classmethod
    def load(cls, folder: Path) -> BpeTokenizer:
        """From `tokenizer.json` in a model's folder. Raises ModelForeign where it is none, or lacks a special token."""
        path = folder / "tokenizer.json"
        try:
            return cls(Tokenizer.from_file(str(path)))
        except ModelForeign:
            raise
        except Exception as error:  # what the tokenizers library raises is Exception itself
            raise ModelForeign(
                f"{path} is no tokenizer that Osler can read ({first_line(error)}); "
                "give a model that `osler train pretrain` wrote."
            ) from error

    @property
    def tokenizer(self) -> Tokenizer:
        """The tokenizer itself."""
        return self._tokenizer

    @property
    def size(self) -> int:
        return int(self._tokenizer.get_vocab_size())

    def text_ids(self, text: str) -> list[int]:
        return list(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def special_id(self, token: str) -> int:
        return self._special[token]

    def text(self, ids: Iterable[int]) -> str:
        return str(self._tokenizer.decode(list(ids), skip_special_tokens=True))


def _known(tokenizer: Tokenizer, token: str) -> int:
    """A missing one must not pass for token 0: the model would be asked about another word."""
    number = tokenizer.token_to_id(token)
    if number is None:
        raise ModelForeign(
            f"The tokenizer has no token {token}; give a model that `osler train pretrain` or `osler train bundled` wrote."
        )
    return int(number)
