"""How much of an evaluation set stood in the text that a model learnt from, by runs of 13 words that both have.

A run is 13 word tokens in a row, in lower case. GPT-3 (Brown et al. 2020, appendix C) calls an example dirty where any run
of 8 to 13 words, by data set, is in the training text, and lm-evaluation-harness any of 13; `above` asks for more. Copies
are found so; rewordings, translations and texts of less than 13 words are not. Of the training text only hashes are kept,
in a sketch of every M-th of them.

    python -m evals.contamination --sketch OUT [--every M] TEXT…
    python -m evals.contamination --sketch OUT --recipes CORPORA [--entailment FILE] [--leave-out FOLDER]… [--every M]

The second way takes what the recipes of the bundled models take. What all-MiniLM-L6-v2 learnt, from which encoder and
reranker started, is not in it, nor what only the tokenizer read. Knows nothing of models or scores.
"""

from __future__ import annotations

import itertools
import json
import math
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray

from agent.handbook import HANDBOOK
from evals.datasets.files import whole_text
from evals.errors import BadSketch
from evals.examples import Example
from evals.intervals import wilson

GRAM = 13
WHOLE = 64
SHIPPED_EVERY, SHIPPED_BITS = 72, 32
SHIPPED = Path(__file__).resolve().parent.parent / "models" / "weights" / "quoter" / "training-sketch.npz"
_Z95 = 1.959964
_REMAKE = "make it again with `python -m evals.contamination --sketch`"

Hashes = NDArray[np.uint64]
Texts = Callable[[Example], Iterable[str]]


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """Runs of a text, as sorted hashes: those whose 64-bit hash is a multiple of `every`, by their upper `bits` bits.

    An example's runs are sampled by the same rule, so that each sampled run is known to be there or not.
    """

    hashes: Hashes
    every: int = 1
    bits: int = WHOLE

    @property
    def by_chance(self) -> float:
        """How often a run that is not there is taken for one that is."""
        return len(self.hashes) / 2.0**self.bits

    def sampled(self, hashes: Hashes) -> Hashes:
        """Those of the hashes that the sketch can tell about, each once."""
        return np.unique(hashes[hashes % np.uint64(self.every) == 0])

    def holds(self, hashes: Hashes) -> int:
        """How many of the sampled hashes are in the text."""
        upper = hashes >> np.uint64(WHOLE - self.bits)
        # np.isin would sort the whole sketch anew for every example.
        places = np.searchsorted(self.hashes, upper)
        inside = places < len(self.hashes)
        return int((self.hashes[places[inside]] == upper[inside]).sum())

    def save(self, path: Path) -> None:
        """Hashes alone, as .npz; they give no word back."""
        kept = self.hashes.astype(np.uint32) if self.bits <= 32 else self.hashes
        with path.open("wb") as file:
            np.savez_compressed(file, hashes=kept, every=np.uint64(self.every), bits=np.uint64(self.bits))


@dataclass(frozen=True, slots=True)
class Overlap:
    """One example: how many different runs it has, how many of them the sketch tells about, and how many it holds."""

    example_id: str
    runs: int
    sampled: int
    found: int

    @property
    def share(self) -> float | None:
        """Of the sampled runs those in the text; None where none was sampled."""
        return self.found / self.sampled if self.sampled else None


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its 95% interval. `of` is what was counted; None where nothing was."""

    value: float | None
    low: float
    high: float
    of: int


@dataclass(frozen=True, slots=True)
class Contamination:
    """A set against a text. An example is flagged where more than the share `above` of its sampled runs are in the text."""

    overlaps: tuple[Overlap, ...]
    above: float
    every: int

    @property
    def checked(self) -> tuple[Overlap, ...]:
        """The examples that can be judged: a sampled run is needed. The others are neither clean nor dirty."""
        return tuple(one for one in self.overlaps if one.sampled)

    @property
    def too_short(self) -> int:
        """How many examples have no run at all: no text of theirs has 13 words."""
        return sum(one.runs == 0 for one in self.overlaps)

    @property
    def flagged(self) -> tuple[str, ...]:
        """The ids of examples above the threshold."""
        return tuple(one.example_id for one in self.checked if one.found / one.sampled > self.above)

    @property
    def flagged_share(self) -> Share:
        """Of the examples that can be judged, with Wilson's interval. In a sketch of every M-th run it is a lower bound:

        an example with c copied runs is seen with probability 1 - (1 - 1/M)^c.
        """
        n, hits = len(self.checked), len(self.flagged)
        return Share(hits / n if n else None, *wilson(hits, n), n)

    @property
    def run_share(self) -> Share:
        """Of all sampled runs, those in the text. Not biased by the sampling, whose error is in the interval.

        The interval is that of a ratio over examples, whose runs come and go together (Cochran 1977, 6.4); where no run or
        every run was found, Wilson's over examples, since nothing varied.
        """
        found = np.array([one.found for one in self.checked], dtype=np.float64)
        sampled = np.array([one.sampled for one in self.checked], dtype=np.float64)
        n, total = len(found), int(sampled.sum())
        if not total:
            return Share(None, 0.0, 1.0, 0)
        share = float(found.sum() / total)
        if n < 2 or share in (0.0, 1.0):
            return Share(share, *wilson(round(share * n), n), total)
        error = math.sqrt(n / (n - 1) * float(((found - share * sampled) ** 2).sum())) / total
        return Share(share, max(0.0, share - _Z95 * error), min(1.0, share + _Z95 * error), total)


def overlap(
    examples: Sequence[Example], sketch: Sketch, above: float = 0.0, texts: Texts | None = None
) -> Contamination:
    """Each example's runs against the sketch. `texts` chooses what of an example is looked at: all its text, if not given."""
    chosen = texts or all_texts
    return Contamination(
        tuple(_overlap(example.example_id, hashes_of(chosen(example)), sketch) for example in examples),
        above,
        sketch.every,
    )


def asked_texts(example: Example) -> Iterator[str]:
    """What is asked: turns, question, options."""
    yield from (*example.turns, example.question, *(option.text for option in example.options))


def all_texts(example: Example) -> Iterator[str]:
    """What is asked, what is given to read, and the answers."""
    yield from (*asked_texts(example), *(given.text for given in example.passages), *example.answers)


def sketch_of(texts: Iterable[str], every: int = 1, bits: int = WHOLE) -> Sketch:
    """The sketch of texts. Every run with all its bits, if not asked otherwise: exact, 8 bytes a run."""
    parts = [hashes[hashes % np.uint64(every) == 0] for hashes in map(_hashes, texts)]
    hashes = np.concatenate([np.zeros(0, np.uint64), *parts])
    return Sketch(np.unique(hashes >> np.uint64(WHOLE - bits)), every, bits)


def shipped_sketch() -> Sketch:
    """Of the text that the bundled models were trained on."""
    return read_sketch(SHIPPED)


def read_sketch(path: Path) -> Sketch:
    """A sketch that `Sketch.save` wrote. Raises BadSketch."""
    try:
        with np.load(path, allow_pickle=False) as held:
            hashes, every, bits = held["hashes"], int(held["every"]), int(held["bits"])
    except OSError as error:
        raise BadSketch(path, f"it cannot be read ({error.strerror or error}); {_REMAKE}.") from error
    except (ValueError, TypeError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise BadSketch(path, f"it is not a sketch; {_REMAKE}.") from error
    if hashes.ndim != 1 or hashes.dtype.kind != "u" or every < 1 or not 1 <= bits <= WHOLE:
        raise BadSketch(path, f"it is not a sketch; {_REMAKE}.")
    return Sketch(hashes.astype(np.uint64), every, bits)


def hashes_of(texts: Iterable[str]) -> Hashes:
    """The hashes of all runs of the texts, sorted, each once. No run goes from one text into the next."""
    return np.unique(np.concatenate([np.zeros(0, np.uint64), *map(_hashes, texts)]))


def _overlap(example_id: str, hashes: Hashes, sketch: Sketch) -> Overlap:
    sampled = sketch.sampled(hashes)
    return Overlap(example_id, len(hashes), len(sampled), sketch.holds(sampled))


def _hashes(text: str) -> Hashes:
    """The 64-bit BLAKE2b hash of each run, in order; the tokens are those that training's own check counts."""
    words = re.findall(r"\w+", text.lower())
    runs = (" ".join(words[start : start + GRAM]) for start in range(len(words) - GRAM + 1))
    joined = b"".join(blake2b(run.encode("utf-8", "replace"), digest_size=8).digest() for run in runs)
    return np.frombuffer(joined, dtype="<u8").astype(np.uint64)


# --- the text to make a sketch of


def texts_of(path: Path) -> Iterator[str]:
    """The texts of a file, or of all files of a folder: every string in JSON (.json, .jsonl), else the file as it is.

    A file may be gzipped. Raises BadDataset where it cannot be read, BadSketch where it is not the JSON it is called.
    """
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            if file.is_file():
                yield from texts_of(file)
        return
    name, whole = path.name.removesuffix(".gz"), whole_text(path)
    if name.endswith(".jsonl"):
        yield from (text for line in whole.split("\n") if line.strip() for text in _within(_parsed(path, line)))
    elif name.endswith(".json"):
        yield from _within(_parsed(path, whole))
    else:
        yield whole


def learnt_texts(
    corpora: Path, handbook: Path, entailment: Path | None, leave_out: Sequence[Path], judged: Path | None = None
) -> Iterator[str]:
    """What `osler train pretrain`, `bundled` and `retriever` take from these, by their recipes as they stand.

    `entailment` and `leave_out` are what they were given; the retriever leaves out the sets in BEIR's layout alone. `judged`
    is the file of judged examples; without it, the one that ships.
    """
    from agent.wiring import sentence_texts
    from models.training.leaving_out import left_out_files
    from models.training.retriever import Data, RetrieverRecipe, gather

    left_out = left_out_files(leave_out)
    yield from _plain_texts(corpora, handbook, left_out)
    yield from _topic_texts(corpora, handbook, left_out, sentence_texts)
    sets = tuple(path for path in leave_out if any(path.glob("corpus.jsonl*")))
    pairs, _ = gather(RetrieverRecipe(), Data(corpora, handbook, entailment, sets), sentence_texts)
    for pair in pairs:
        yield pair.query
        yield pair.text
    yield from _judged_texts(corpora, handbook, judged)


def _plain_texts(corpora: Path, handbook: Path, left_out: Callable[[str], bool]) -> Iterator[str]:
    from models.training.corpora import documents, pages
    from models.training.plain_text import paragraphs
    from models.training.pretraining import PretrainRecipe

    recipe, words = PretrainRecipe(), 0
    for _, text in itertools.chain(pages(handbook), documents(corpora, recipe.seed)):
        for paragraph in paragraphs(text):
            if not left_out(paragraph):
                words += len(paragraph.split())
                yield paragraph
        if words > recipe.most_words:
            return


def _topic_texts(
    corpora: Path, handbook: Path, left_out: Callable[[str], bool], split: Callable[[str], Sequence[str]]
) -> Iterator[str]:
    from models.training.bundled import Recipe, bundled_topics, without
    from models.training.corpora import held_out

    topics = bundled_topics(corpora, handbook, Recipe().articles, split)
    for topic in without(left_out, [topic for topic in topics if not held_out(topic)]):
        for part in topic.parts:
            yield part.question
            yield " ".join(part.sentences)


def _judged_texts(corpora: Path, handbook: Path, judged: Path | None) -> Iterator[str]:
    """The judged examples that were learnt; those held out are not."""
    from models.training.judged import JUDGED, read_judged

    for example in read_judged(corpora, handbook, judged or JUDGED):
        if example.part == "train":
            yield example.question
            yield from (" ".join(passage.sentences) for passage in example.passages)


def _parsed(path: Path, text: str) -> object:
    try:
        found: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadSketch(path, f"it is not JSON ({error}); correct it, or give it another name.") from None
    return found


def _within(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _within(one)


def main(
    sketch: Annotated[Path, typer.Option(help="The .npz file to write.")],
    text: Annotated[list[Path] | None, typer.Argument(help="Files or folders of text, JSON or JSON lines.")] = None,
    recipes: Annotated[
        Path | None, typer.Option(help="Corpora, to take what the bundled models' recipes take.")
    ] = None,
    entailment: Annotated[Path | None, typer.Option(help="Question pairs that the retriever learnt from.")] = None,
    leave_out: Annotated[
        list[Path] | None, typer.Option(help="Evaluation files and folders that were left out.")
    ] = None,
    every: Annotated[int, typer.Option(min=1, help="Keep one in so many hashes.")] = SHIPPED_EVERY,
) -> None:
    """Sketch the text that a model learnt from."""
    if recipes is None and not text:
        raise typer.BadParameter("give files of text, or --recipes.")
    texts = [part for path in text or () for part in texts_of(path)]
    if recipes is not None:
        texts += learnt_texts(recipes, HANDBOOK, entailment, leave_out or ())
    made = sketch_of(texts, every, SHIPPED_BITS)
    made.save(sketch)
    typer.echo(
        f"{len(made.hashes):,} hashes of every {every}th run in {sketch} ({sketch.stat().st_size:,} bytes); "
        f"one in {1 / made.by_chance if len(made.hashes) else math.inf:,.0f} foreign runs is taken for one of them."
    )


if __name__ == "__main__":
    typer.run(main)
