"""`osler bench generation` on a tiny random model: the roofline by hand, what the table and the JSON hold, the plot."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import torch
from rich.console import Console
from typer.testing import CliRunner, Result

from agent.errors import BadSetting
from evals.bench_commands import app
from evals.benches import generation, generation_models, generation_parts, generation_shown, plots
from evals.benches.generation import Goal, Plan, Report, Row, all_parts, measure
from evals.benches.generation_models import BUNDLED_FOLDER, RANDOM, Subject, open_subject, precision_of, random_engine
from evals.benches.roofline import Bandwidth, measured_bandwidth
from evals.errors import CannotExport, UnknownBenchModel
from models.errors import PrecisionUnsupported

PARTS = {"decoding", "first token", "memory", "copying", "many at once"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of one narrow layer, which speaks the bundled model's tokens."""
    from transformers import LlamaConfig, LlamaForCausalLM

    where = tmp_path_factory.mktemp("bench") / "tiny"
    torch.manual_seed(3)
    config = LlamaConfig(
        vocab_size=30_522,
        hidden_size=16,
        intermediate_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        max_position_embeddings=1024,
        tie_word_embeddings=True,
    )
    LlamaForCausalLM(config).save_pretrained(where)
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(BUNDLED_FOLDER / name, where)
    return where


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OSLER_HOME", str(tmp_path / "home"))


@pytest.fixture(scope="module")
def subject(folder: Path) -> Subject:
    return open_subject(str(folder), "cpu", "auto", None)


@pytest.fixture(scope="module")
def report(subject: Subject) -> Report:
    told: list[str] = []
    found = measure(subject, Plan(tokens=4, repeats=1, evidence=300, read=1024, rows=3), all_parts(), told.append)
    assert told == ["copying memory", *(name for name, _ in all_parts())]
    return found


def row(report: Report, what: str) -> Row:
    return next(one for one in report.rows if one.what == what)


def test_the_roofline_by_hand() -> None:
    # 100 bytes a second, 20 bytes of weights: a token takes 0.2 s at least, so 5 tokens a second are all there is.
    memory = Bandwidth(100.0)
    assert memory.least_seconds(20) == pytest.approx(0.2)
    assert memory.share(20, 5.0) == pytest.approx(1.0)
    assert memory.share(20, 3.75) == pytest.approx(0.75)


def test_a_copy_reads_and_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter(range(100))
    monkeypatch.setattr("evals.benches.roofline.time.perf_counter", lambda: float(next(ticks)))
    assert measured_bandwidth("cpu", rounds=2, copied=1000).bytes_per_second == 2000  # every copy takes one tick


def test_ways_take_turns_and_the_first_round_does_not_count() -> None:
    calls: list[str] = []
    speeds = {"a": iter([99.0, 2.0, 4.0]), "b": iter([99.0, 5.0, 5.0])}

    def way(name: str) -> float:
        calls.append(name)
        return next(speeds[name])

    found = generation_parts.in_turns({"a": lambda: way("a"), "b": lambda: way("b")}, 2)
    assert calls == list("ababab")
    assert (found["a"].best, found["a"].spread) == (4.0, 0.5)
    assert (found["b"].best, found["b"].spread) == (5.0, 0.0)


def test_every_part_is_in_the_report(report: Report, subject: Subject) -> None:
    assert {one.part for one in report.rows} == PARTS
    assert report.parameters == sum(weight.numel() for weight in subject.engine.model.parameters())
    # fp32; the table of embeddings is the output too; the rest are the angles of the positions
    assert 4 * report.parameters <= report.weight_bytes < 4 * report.parameters + 100
    assert (report.device, report.precision, report.threads) == ("cpu", "fp32", torch.get_num_threads())
    assert set(report.versions) == {"python", "osler", "torch", "transformers"}


def test_decoding_stands_beside_transformers_with_its_share(report: Report) -> None:
    theirs, ours = row(report, "transformers.generate"), row(report, "dynamic")
    assert ours.theirs == theirs.ours
    assert ours.ours is not None and theirs.ours and ours.roofline is not None
    assert ours.ratio == pytest.approx(ours.ours / theirs.ours)
    assert ours.roofline == pytest.approx(ours.ours * report.weight_bytes / report.bytes_per_second)
    assert row(report, "fixed buffers").ours
    assert row(report, "fixed buffers, CUDA graph").note == "on CUDA only"
    assert row(report, "fixed buffers, CUDA graph").ours is None


def test_rows_are_about_what_was_run(report: Report) -> None:
    assert "tokens reused" in row(report, "turn 6, warm").note
    assert row(report, "weights").ours == pytest.approx(4 * report.parameters / 2**20, rel=0.01)
    assert row(report, "keys and values of 1,000 tokens").ours == pytest.approx(1000 * 2 * 16 * 4 / 2**20)
    assert row(report, "3 texts").note == "3 of 3 texts are the same; 4 tokens each"
    assert not any("ANOTHER TEXT" in one.note for one in report.rows)


def test_the_goals_of_a_processor(report: Report) -> None:
    assert [(goal.bar, goal.at_least) for goal in report.goals] == [
        (0.15, False),
        (0.2, False),
        (2.0, True),
        (2.0, True),
    ]


@pytest.mark.parametrize(("value", "at_least", "met"), [(2, True, True), (1.9, True, False), (2.1, False, False)])
def test_a_goal_is_met_or_not(value: float, at_least: bool, met: bool) -> None:
    assert Goal("speed", value, 2.0, at_least).met is met
    assert generation_shown.spoken(Goal("speed", value, 2.0, at_least)).startswith("met" if met else "NOT MET")


def test_the_bars_of_a_gpu() -> None:
    class OnCuda:
        device = "cuda"

    large, bundled = (Subject(name, OnCuda(), None, "bf16") for name in ("random-4b", "bundled"))  # type: ignore[arg-type]
    assert [(g.bar, g.met) for g in generation_parts._decoding_goals(large, 3.5, 0.7)] == [(3.0, True), (0.75, False)]
    assert [(g.bar, g.met) for g in generation_parts._decoding_goals(bundled, 9.0, 0.9)] == [(10.0, False)]


def test_what_has_no_room_is_said(subject: Subject) -> None:
    small = Plan(tokens=4, repeats=1, evidence=5000, read=64, rows=2)
    for part in (generation_parts.copied, generation_parts.first_token):
        found = part(subject, small, Bandwidth(1.0))
        assert [one.ours for one in found.rows] == [None]
        assert found.rows[0].note and not found.goals


def test_the_table_names_everything(report: Report) -> None:
    written = io.StringIO()
    generation_shown.show(report, Console(width=200, file=written))
    text = written.getvalue()
    for part in (
        *PARTS,
        "transformers.generate",
        "not measured",
        "roofline",
        "torch 2",
        "thread",
        "wanted at least 2",
    ):
        assert part in text, part


def test_json_is_the_report(report: Report) -> None:
    found = json.loads(json.dumps(generation_shown.as_json(report)))
    assert len(found["rows"]) == len(report.rows)
    assert set(found["rows"][0]) == set(Row.__slots__)
    assert [goal["met"] for goal in found["goals"]] == [goal.met for goal in report.goals]
    assert found["plan"]["tokens"] == 4


@pytest.mark.parametrize(("ending", "begins"), [("png", b"\x89PNG"), ("svg", b"<?xml")])
def test_the_goals_are_drawn(report: Report, tmp_path: Path, ending: str, begins: bytes) -> None:
    path = tmp_path / f"goals.{ending}"
    plots.plot_goals(report, path)
    assert path.read_bytes().startswith(begins)


def test_random_models_are_made_in_the_numbers_wanted() -> None:
    tiny = generation_models._Sizes("qwen3", 64, 32, 48, 2, 4, 2, 8)
    for wanted, dtype in (("fp32", torch.float32), ("bf16", torch.bfloat16), ("int8", torch.bfloat16)):
        engine, numbers = random_engine(tiny, "tiny", "cpu", wanted, None)  # type: ignore[arg-type]
        assert (engine.model.dtype, precision_of(engine.model), numbers.name) == (dtype, wanted, wanted)
        assert len(list(engine.generate(engine.start(), [1, 2, 3], frozenset(), 4))) == 4
    with pytest.raises(PrecisionUnsupported, match="choose auto, fp32, bf16 or int8 there"):
        random_engine(tiny, "tiny", "cpu", "int4", None)


def test_parameters_are_counted_whatever_their_bits() -> None:
    tiny = generation_models._Sizes("llama", 64, 32, 48, 2, 4, 2, 8)
    counts = [
        sum(weight.numel() for weight in generation._weights(random_engine(tiny, "tiny", "cpu", wanted, None)[0].model))
        for wanted in ("fp32", "int8")
    ]
    assert counts[0] == counts[1]


@pytest.mark.parametrize(("name", "billions"), [("random-100m", 0.11), ("random-1.7b", 1.72), ("random-4b", 4.02)])
def test_the_architectures_are_as_large_as_their_names(name: str, billions: float) -> None:
    made = generation_models._made(generation_models._config(RANDOM[name]), "meta", torch.float32)
    assert sum(weight.numel() for weight in made.parameters()) / 1e9 == pytest.approx(billions, rel=0.02)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["generation", "--device", "cpu", *arguments])


def test_the_command(folder: Path, report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The parts themselves are measured above; here the options arrive, and what is found goes where it should."""
    seen: list[Any] = []

    def measured(subject: Subject, plan: Plan, *rest: object) -> Report:
        seen.append((subject.name, subject.precision, plan.tokens, plan.repeats))
        return report

    monkeypatch.setattr(generation, "measure", measured)
    found = run("--model", str(folder), "--precision", "bf16", "--tokens", "9", "--repeats", "2", "--json", "-")
    assert found.exit_code == 0, found.output
    assert json.loads(found.stdout)["goals"] and found.stderr == "loading…\n"
    plot, out = tmp_path / "goals.png", tmp_path / "found.json"
    found = run("--model", str(folder), "--json", str(out), "--plot", str(plot))
    assert "wanted at most 0.15" in found.stdout
    assert json.loads(out.read_text())["model"] == str(folder)
    assert plot.stat().st_size > 1000
    assert seen == [(str(folder), "bf16", 9, 2), (str(folder), "fp32", 64, 3)]


def test_what_cannot_be_is_refused_before_anything_is_loaded(tmp_path: Path) -> None:
    cases: dict[tuple[str, ...], type[Exception]] = {
        ("--model", "random-9b"): UnknownBenchModel,
        ("--model", "random-100m", "--precision", "int4"): PrecisionUnsupported,
        ("--precision", "fp8"): BadSetting,
        ("--plot", str(tmp_path / "nowhere" / "a.png")): CannotExport,
        ("--json", str(tmp_path)): CannotExport,
    }
    for arguments, error in cases.items():
        found = run(*arguments)
        assert isinstance(found.exception, error), (arguments, found.exception)
        assert "\n" not in str(found.exception)
