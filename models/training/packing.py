"""Writing a pack: corpora, handbook and judged examples made into one folder small enough to be carried to another machine.

What is learnt from is cut so that the whole stays under a limit: first come the examples, the plain text takes the room that
is left, and the report says how much of it went in. The folder's form is in models.training.pack.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, get_args

import numpy as np
from tokenizers import Tokenizer

from models.training import pack as form
from models.training.bundled import bundled_topics, without
from models.training.corpora import documents, held_out, pages
from models.training.documents import TrainingDataUnusable
from models.training.examples import Split, Topic
from models.training.judged import JUDGED, JudgedExample, Part, read_judged
from models.training.plain_text import Ids, PlainText, encoder_of, plain_text
from models.training.pretraining import TOKENIZER_CHARACTERS, first_texts
from models.training.tokenizer import train_tokenizer

LIMIT = 60_000_000  # bytes
SHARD = 2_000_000  # ids that are compressed together
LEAST = 2_000  # tokens of plain text, below which a pack is none
MANIFEST_ROOM = 20_000  # bytes
HELD_OUT_TOKENS = 300_000  # more are not measured
MOST_IDS = 1 << 16

OnProgress = Callable[[str, int], None]  # what is done, and how much of it (words, tokens; 0: not counted)


@dataclass(frozen=True, slots=True)
class PackPlan:
    """What decides a pack's content. `words` of plain text at most (0: all), `limit` in bytes of the whole folder."""

    start: Literal["scratch", "minilm"] = "scratch"
    vocabulary: int = 8192
    words: int = 0
    articles: int = 6000
    limit: int = LIMIT
    seed: int = 7


@dataclass(frozen=True, slots=True)
class PackSources:
    """Where it comes from. Without `judged` there are no judged examples in it."""

    corpora: Path
    handbook: Path
    judged: Path | None = JUDGED
    left_out: Callable[[str], bool] = lambda text: False


def write_pack(
    plan: PackPlan, sources: PackSources, folder: Path, split: Split, on_progress: OnProgress
) -> dict[str, object]:
    """The pack's files into `folder`; returns what pack.json says.

    Raises TrainingDataUnusable where it cannot fit, or there is nothing to learn from; CorpusUnusable for a bad corpus.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / form.MANIFEST).unlink(missing_ok=True)  # so that a pack that was not finished is none
    topics, judged = _write_examples(plan, sources, folder, split, on_progress)
    tokenizer = _write_tokenizer(plan, sources, folder, on_progress)
    text = _text(plan, sources, tokenizer, on_progress)
    kept = _write_text(plan, text, folder, on_progress)
    facts: dict[str, object] = {
        "format": form.FORMAT,
        **asdict(plan),
        "vocabulary": tokenizer.get_vocab_size(),
        "text": text.report.as_dict(),
        "tokens": kept,
        "topics": _counts(topics),
        "judged": {part: sum(one.part == part for one in judged) for part in get_args(Part)},
        "files": _files(folder),
    }
    (folder / form.MANIFEST).write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    return facts


def pack_size(folder: Path) -> int:
    """Bytes of all of a pack's files."""
    names = (form.MANIFEST, form.TOKENIZER, form.TRAIN, form.HELD_OUT, form.TOPICS, form.JUDGED)
    return sum((folder / name).stat().st_size for name in names if (folder / name).is_file())


def _write_examples(
    plan: PackPlan, sources: PackSources, folder: Path, split: Split, on_progress: OnProgress
) -> tuple[list[Topic], list[JudgedExample]]:
    on_progress("cutting topics into sentences", 0)
    whole = bundled_topics(sources.corpora, sources.handbook, plan.articles, split)
    topics = without(sources.left_out, [topic for topic in whole if not held_out(topic)])
    if not any(topic.parts for topic in topics):
        raise TrainingDataUnusable("Nothing in the corpora and the handbook can be asked about; give other literature.")
    form.write_rows(map(form.topic_row, topics), folder / form.TOPICS)
    on_progress("finding the judged examples", 0)
    judged = read_judged(sources.corpora, sources.handbook, sources.judged) if sources.judged else []
    form.write_rows(map(form.judged_row, judged), folder / form.JUDGED)
    return topics, judged


def _write_tokenizer(plan: PackPlan, sources: PackSources, folder: Path, on_progress: OnProgress) -> Tokenizer:
    on_progress("preparing the tokenizer", 0)
    if plan.start == "minilm":
        from models.training.causal_minilm import minilm_tokenizer

        tokenizer = minilm_tokenizer()
    else:
        tokenizer = train_tokenizer(first_texts(_documents(plan, sources), TOKENIZER_CHARACTERS), plan.vocabulary)
    if tokenizer.get_vocab_size() > MOST_IDS:
        raise TrainingDataUnusable(f"A pack holds at most {MOST_IDS:,} different tokens; give a smaller --vocabulary.")
    tokenizer.save(str(folder / form.TOKENIZER))
    return tokenizer


def _documents(plan: PackPlan, sources: PackSources) -> Iterable[tuple[str, str]]:
    return itertools.chain(pages(sources.handbook), documents(sources.corpora, plan.seed))


def _text(plan: PackPlan, sources: PackSources, tokenizer: Tokenizer, on_progress: OnProgress) -> PlainText:
    return plain_text(
        _documents(plan, sources),
        encoder_of(tokenizer),
        left_out=sources.left_out,
        most_words=plan.words,
        on_words=lambda words: on_progress("reading the text", words),
    )


def _write_text(plan: PackPlan, text: PlainText, folder: Path, on_progress: OnProgress) -> dict[str, int]:
    """How many tokens there were and how many are kept: whole shards, as long as there is room."""
    held = text.held_out[:HELD_OUT_TOKENS]
    (folder / form.HELD_OUT).write_bytes(form.squeezed(held))
    (folder / form.TRAIN).unlink(missing_ok=True)
    taken = pack_size(folder)
    room, kept = plan.limit - taken - MANIFEST_ROOM, 0
    with (folder / form.TRAIN).open("wb") as out:
        for shard in _shards(text.train):
            on_progress("compressing the text", kept)
            squeezed = form.squeezed(shard)
            while len(squeezed) > room and len(shard) > LEAST:  # the last one is cut to what fits
                shard = shard[: int(0.98 * len(shard) * room / len(squeezed))]
                squeezed = form.squeezed(shard)
            if len(squeezed) > room:
                break
            out.write(squeezed)
            room, kept = room - len(squeezed), kept + len(shard)
    if kept < min(LEAST, len(text.train)):
        raise TrainingDataUnusable(
            f"The pack does not fit into {plan.limit / 1e6:g} MB: without the plain text it takes {taken / 1e6:.1f} MB; "
            "give fewer --articles or a larger limit."
        )
    return {
        "train": len(text.train),
        "train_kept": kept,
        "held_out": len(text.held_out),
        "held_out_kept": len(held),
    }


def _shards(ids: Ids) -> Iterator[Ids]:
    yield from np.array_split(ids, max(1, -(-len(ids) // SHARD)))


def _counts(topics: Sequence[Topic]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for topic in topics:
        counts[topic.source] = counts.get(topic.source, 0) + len(topic.parts)
    return counts


def _files(folder: Path) -> dict[str, dict[str, object]]:
    names = (form.TOKENIZER, form.TRAIN, form.HELD_OUT, form.TOPICS, form.JUDGED)
    return {name: {"bytes": (folder / name).stat().st_size, "sha256": form.checksum(folder / name)} for name in names}
