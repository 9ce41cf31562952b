"""Files of conversations → what is learnt and what is held out, as tokens, with a report of everything left out.

Deterministic by seed. Conversations that begin with the same question go to the same side, so that nothing held out was
learnt; the same conversation twice counts once. Knows nothing of models or of how they are trained.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from models.training.documents import Conversation, TrainingDataUnusable, read_conversations
from models.training.sft.rendering import Renderer, TemplateRefusal, Tokens

UNNAMED = "conversation"


@dataclass(frozen=True, slots=True)
class Part:
    """One side of the split as tokens, and what became of its conversations."""

    examples: tuple[Tokens, ...]
    kinds: tuple[str, ...]  # of each example
    conversations: int
    by_kind: dict[str, int]  # conversations
    answers: int
    tokens: int
    learnt_tokens: int
    shortened: int
    too_long: int
    refused: int
    longest_needed: int = 0
    refusal: str = ""

    def facts(self) -> dict[str, object]:
        """Everything but the tokens themselves, for the recipe."""
        named = [one.name for one in fields(self) if one.name not in ("examples", "kinds")]
        return {"examples": len(self.examples), **{name: getattr(self, name) for name in named}}

    def __str__(self) -> str:
        """A sentence for people."""
        kinds = ", ".join(f"{kind} {count:,}" for kind, count in sorted(self.by_kind.items()))
        said = f"{self.conversations:,} conversations ({kinds}), {self.answers:,} answers, {self.tokens:,} tokens"
        said += f" of which {self.learnt_tokens:,} are learnt"
        lost = (
            (self.shortened, "answers had the oldest turns before them left out"),
            (self.too_long, f"answers were left out as too long (the longest needs {self.longest_needed:,} tokens)"),
            (self.refused, f"conversations were left out as the chat template refuses them ({self.refusal})"),
        )
        return "; ".join([said, *(f"{count:,} {what}" for count, what in lost if count)])


@dataclass(frozen=True, slots=True)
class Conversations:
    """What the files hold, split. `sources` counts conversations by file; `duplicates` were left out."""

    learnt: tuple[Conversation, ...]
    held_out: tuple[Conversation, ...]
    sources: dict[str, dict[str, int]] = field(default_factory=dict)  # file → kind → conversations
    duplicates: int = 0

    @property
    def fingerprint(self) -> str:
        """The same for the same conversations on the same sides, in the same order."""
        digest = hashlib.sha256()
        for side in (self.learnt, self.held_out):
            for one in side:
                digest.update(_key(one).encode())
            digest.update(b"|")
        return digest.hexdigest()


def read_split(files: Sequence[Path], share: float, seed: int, held_out_files: Sequence[Path] = ()) -> Conversations:
    """The conversations of the files, about `share` of them held out: of `held_out_files` where those are given.

    Raises TrainingDataUnusable where a file cannot be read, or where nothing would be left to learn or to hold out.
    """
    seen: set[str] = set()
    sources: dict[str, dict[str, int]] = {}
    held = [one for file in dict.fromkeys(held_out_files) for one in _fresh(file, seen, sources)]
    every = [one for file in dict.fromkeys(files) for one in _fresh(file, seen, sources)]
    duplicates = sum(sum(kinds.values()) for kinds in sources.values()) - len(seen)
    if not held_out_files:
        chosen = _held_out_questions(every, share, seed)
        held = [one for one in every if _question(one) in chosen]
        every = [one for one in every if _question(one) not in chosen]
    if not every or not held:
        raise TrainingDataUnusable(
            "There must be conversations with at least two different questions, so that one can be held out; "
            "give more data, or another --held-out-data file."
        )
    return Conversations(tuple(every), tuple(held), sources, duplicates)


def render(conversations: Iterable[Conversation], renderer: Renderer, max_tokens: int) -> Part:
    """One side as tokens. Raises TrainingDataUnusable, saying why, where nothing of it can be learnt."""
    examples: list[Tokens] = []
    kinds: list[str] = []
    by_kind: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    longest, refusal = 0, ""
    for one in conversations:
        kind = one.kind or UNNAMED
        by_kind[kind] += 1
        try:
            rendered = renderer(one.messages)
        except TemplateRefusal as error:
            counts["refused"] += 1
            refusal = refusal or str(error)[:120]
            continue
        examples += rendered.examples
        kinds += [kind] * len(rendered.examples)
        counts.update(answers=rendered.answers, shortened=rendered.shortened, too_long=rendered.too_long)
        longest = max(longest, rendered.needed)
    if not examples:
        raise TrainingDataUnusable(_nothing(longest, refusal, max_tokens))
    return Part(
        tuple(examples),
        tuple(kinds),
        conversations=by_kind.total(),
        by_kind=dict(sorted(by_kind.items())),
        answers=counts["answers"],
        tokens=sum(len(one.ids) for one in examples),
        learnt_tokens=sum(one.learnt for one in examples),
        shortened=counts["shortened"],
        too_long=counts["too_long"],
        refused=counts["refused"],
        longest_needed=longest,
        refusal=refusal,
    )


def _nothing(longest: int, refusal: str, max_tokens: int) -> str:
    if longest:
        return (
            f"No answer fits into {max_tokens:,} tokens with its question (the longest needs {longest:,}); "
            "raise --max-tokens, or give shorter conversations."
        )
    return f"The model's chat template refuses every conversation ({refusal}); give another model, or other data."


def _fresh(file: Path, seen: set[str], sources: dict[str, dict[str, int]]) -> Iterable[Conversation]:
    """The conversations of a file that were not seen before; counts them all, by kind."""
    kinds: Counter[str] = Counter()
    for one in read_conversations(file):
        kinds[one.kind or UNNAMED] += 1
        key = _key(one)
        if key not in seen:
            seen.add(key)
            yield one
    sources[str(file)] = dict(sorted(kinds.items()))


def _key(conversation: Conversation) -> str:
    said = [asdict(message) for message in conversation.messages]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _question(conversation: Conversation) -> str:
    """What the person asks first, which decides the side: the last line, as a prompt may bring other evidence before it."""
    asked = next((m.content for m in conversation.messages if m.role == "user"), conversation.messages[0].content)
    return " ".join((asked.strip().splitlines() or [""])[-1].lower().split())


def _held_out_questions(conversations: Sequence[Conversation], share: float, seed: int) -> frozenset[str]:
    """Questions in an order that the seed decides, until their conversations make up the share; never all, if two."""
    sizes: dict[str, int] = defaultdict(int)
    for one in conversations:
        sizes[_question(one)] += 1
    order = sorted(sizes, key=lambda question: hashlib.sha256(f"{seed}\n{question}".encode()).hexdigest())
    wanted, chosen, count = max(1.0, share * len(conversations)), set[str](), 0
    for question in order[:-1]:
        if count >= wanted:
            break
        chosen.add(question)
        count += sizes[question]
    return frozenset(chosen)
