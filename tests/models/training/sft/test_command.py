"""`osler train sft | merge` as a user types them, in this process, in killed ones and in two at a time."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import torch
import typer
from safetensors.torch import load_file
from typer.testing import CliRunner

from models.commands.sft import Lines, add_sft
from models.errors import ModelError
from models.text import TextModel
from models.training.sft.evaluating import Harness
from models.training.trainer import StepReport

BaseOf = Callable[[str], Path]
SHORT = ["--steps", "6", "--evaluate-every", "3", "--batch-tokens", "100", "--max-tokens", "128", "--rate", "0.003"]
ROOT = Path(__file__).parents[4]
QUIET = {"OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}


def no_harness(arguments: Sequence[str]) -> tuple[int, str]:
    raise AssertionError(f"nothing was to be measured: {arguments}")


def run(*arguments: object, harness: Harness = no_harness) -> str:
    """The output of a command; raises what it refused with."""
    app = typer.Typer()
    add_sft(app, harness)
    result = CliRunner().invoke(app, [str(each) for each in arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


def arguments(base: Path, lessons: Path, out: Path) -> list[str]:
    return ["--model", str(base), "--data", str(lessons), "--out", str(out), *SHORT]


def test_train_and_merge_in_one_and_in_two(base_of: BaseOf, lessons: Path, tmp_path: Path) -> None:
    one = run("sft", *arguments(base_of("llama"), lessons, tmp_path / "one"), "--merge", "--rank", 4)
    assert "Learnt: 7 conversations (abstention 1, answer 6)" in one
    assert "before, " in one and "6 steps" in one and "step 6/6 · loss" in one
    assert json.loads((tmp_path / "one" / "adapter_config.json").read_text())["r"] == 4
    assert f"Written to {tmp_path / 'two'}" in run("merge", "--adapter", tmp_path / "one", "--out", tmp_path / "two")
    first, second = (TextModel.load(where, "cpu") for where in (tmp_path / "one" / "merged", tmp_path / "two"))
    ids = first.text_ids("What helps?")
    assert (first.engine.extend(first.engine.start(), ids) == second.engine.extend(second.engine.start(), ids)).all()


def test_measured_before_and_after(base_of: BaseOf, lessons: Path, tmp_path: Path) -> None:
    base, asked = base_of("llama"), list[Sequence[str]]()

    def harness(arguments: Sequence[str]) -> tuple[int, str]:
        asked.append(arguments)
        return 0, "accuracy +.10"

    measured = run("sft", *arguments(base, lessons, tmp_path / "out"), "--evaluate", "triage", harness=harness)
    assert [one[0] for one in asked] == ["run", "run", "compare"]
    assert "accuracy +.10" in measured
    assert "accuracy +.10" in (tmp_path / "out" / "README.md").read_text(encoding="utf-8")


def test_refusals_are_one_sentence(base_of: BaseOf, lessons: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"messages": [{"role": "user", "content": "Hi"}]}\n')
    for changed in (["--data", bad], ["--model", tmp_path], ["--held-out", "2"], ["--max-tokens", "16"]):
        with pytest.raises(ModelError) as refused:
            run("sft", *arguments(base_of("llama"), lessons, tmp_path / "out"), *changed)
        sentence = str(refused.value)
        assert sentence.count("\n") == 0 and len(sentence) < 400
    assert not (tmp_path / "out").exists()


def test_a_line_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    now = iter([0.0, 5.0, 16.0, 20.0, 24.0])
    lines = Lines(lambda: next(now))
    for step in range(5):
        lines.step(StepReport(step, 10, 1234.0, {"loss": 2.0, "held-out": 3.0}), 5)
    assert capsys.readouterr().err.splitlines() == [
        "step 1/5 · loss 2.000 · held-out 3.000 · 1,234 tokens/s",
        "step 3/5 · loss 2.000 · held-out 3.000 · 1,234 tokens/s · 0:16 left",
        "step 5/5 · loss 2.000 · held-out 3.000 · 1,234 tokens/s · 0:00 left",
    ]


def launched(launcher: list[str], given: list[str], wait_for: Path | None = None) -> int:
    """A run in processes of its own; killed without warning once a file is there."""
    process = subprocess.Popen([*launcher, "-m", "models.training.sft", *given], cwd=ROOT, env=os.environ | QUIET)
    while wait_for is not None and process.poll() is None and not wait_for.exists():
        time.sleep(0.01)
    if wait_for is not None:
        process.send_signal(signal.SIGKILL)
    return process.wait(timeout=400)


def losses(out: Path) -> list[float]:
    rows = [json.loads(line) for line in (out / "training.jsonl").read_text().splitlines()]
    return [row.get("loss", row.get("held_out")) for row in rows]


@pytest.mark.slow
def test_a_process_killed_without_warning_goes_on_to_the_same_losses(
    base_of: BaseOf, lessons: Path, tmp_path: Path
) -> None:
    """SIGKILL soon after the first checkpoint; then the same command again."""
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    longer = ["--steps", "60", "--evaluate-every", "20"]
    assert launched([sys.executable], [*arguments(base_of("llama"), lessons, whole), *longer]) == 0
    state = killed / "checkpoints" / "checkpoint-20" / "trainer_state.json"
    assert (
        launched([sys.executable], [*arguments(base_of("llama"), lessons, killed), *longer], state) == -signal.SIGKILL
    )
    assert not (killed / "recipe.json").exists()
    assert launched([sys.executable], [*arguments(base_of("llama"), lessons, killed), *longer]) == 0
    assert losses(killed) == pytest.approx(losses(whole), abs=1e-5)


@pytest.mark.slow
def test_two_processes_learn_what_one_does(base_of: BaseOf, lessons: Path, tmp_path: Path) -> None:
    """By torchrun over gloo, eight lessons in steps of two rows: each process reads one of them."""
    held = tmp_path / "held.jsonl"
    held.write_text('{"messages": [{"role": "user", "content": "Why?"}, {"role": "assistant", "content": "So."}]}\n')
    both = ["--no-packing", "--held-out-data", str(held), "--batch-tokens", "80"]
    assert launched([sys.executable], [*arguments(base_of("llama"), lessons, tmp_path / "one"), *both]) == 0
    launcher = [sys.executable, "-m", "torch.distributed.run", "--nproc_per_node", "2"]
    assert launched(launcher, [*arguments(base_of("llama"), lessons, tmp_path / "two"), *both]) == 0
    assert losses(tmp_path / "two") == pytest.approx(losses(tmp_path / "one"), abs=1e-3)
    assert json.loads((tmp_path / "two" / "recipe.json").read_text())["devices"] == 2


@pytest.mark.slow
@pytest.mark.parametrize("method", ["full", "lora"])
def test_weights_cut_over_two_processes_learn_what_one_does(
    base_of: BaseOf, lessons: Path, tmp_path: Path, method: str
) -> None:
    """FSDP over gloo: each process holds half of the weights; killed, it goes on; the whole is written."""
    held, base, name = tmp_path / "held.jsonl", base_of("llama"), {"full": "model", "lora": "adapter_model"}[method]
    held.write_text('{"messages": [{"role": "user", "content": "Why?"}, {"role": "assistant", "content": "So."}]}\n')
    both = ["--no-packing", "--held-out-data", str(held), "--batch-tokens", "80", "--method", method]
    longer = [*both, "--steps", "30", "--evaluate-every", "10"]
    one, two, said = tmp_path / "one", tmp_path / "two", tmp_path / "said"
    assert launched([sys.executable], [*arguments(base, lessons, one), *longer]) == 0
    sharding = {  # what `accelerate launch --use_fsdp …`, as the README has it, sets
        "ACCELERATE_USE_CPU": "true",
        "ACCELERATE_USE_FSDP": "true",
        "FSDP_VERSION": "2",
        "FSDP_STATE_DICT_TYPE": "FULL_STATE_DICT",
        "FSDP_AUTO_WRAP_POLICY": "TRANSFORMER_BASED_WRAP",
        "FSDP_CPU_RAM_EFFICIENT_LOADING": "true",
        "FSDP_SYNC_MODULE_STATES": "true",
        "FSDP_USE_ORIG_PARAMS": "true",
    }

    def cut(wait_for: Path | None = None) -> int:
        launcher = [sys.executable, "-m", "torch.distributed.run", "--nproc_per_node", "2", "-m"]
        given = [*launcher, "tests.models.training.sft.cut_on_cpu", *arguments(base, lessons, two), *longer]
        environment = os.environ | QUIET | sharding
        with said.open("w") as out:
            process = subprocess.Popen(given, cwd=ROOT, env=environment, stdout=out, start_new_session=True)
            while wait_for is not None and process.poll() is None and not wait_for.exists():
                time.sleep(0.01)
            if wait_for is not None:
                os.killpg(process.pid, signal.SIGKILL)
                # The workers are the launcher's children, not ours.
                for worker in map(int, re.findall(r"process (\d+)", said.read_text())):
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(worker, signal.SIGKILL)
            return process.wait(timeout=400)

    assert cut(two / "checkpoints" / "checkpoint-10" / "trainer_state.json") == -signal.SIGKILL
    assert not (two / "recipe.json").exists()
    assert cut() == 0
    shares = re.findall(r"holds (\d+) of (\d+)", said.read_text())
    assert len(shares) == 2 and all(2 * int(mine) == int(everywhere) for mine, everywhere in shares)
    assert losses(two) == pytest.approx(losses(one), abs=2e-3)
    alone, cut_up = (load_file(where / f"{name}.safetensors") for where in (one, two))
    assert alone.keys() == cut_up.keys()
    assert all(torch.allclose(alone[key], cut_up[key], atol=2e-3) for key in alone)


@pytest.mark.slow
def test_accelerate_launches_it(base_of: BaseOf, lessons: Path, tmp_path: Path) -> None:
    launcher = [sys.executable, "-m", "accelerate.commands.launch", "--cpu", "--num_processes", "1"]
    quiet = ["--num_machines", "1", "--mixed_precision", "no", "--dynamo_backend", "no"]
    assert launched([*launcher, *quiet], arguments(base_of("llama"), lessons, tmp_path / "out")) == 0
    assert (tmp_path / "out" / "adapter_model.safetensors").exists()
    assert launched([sys.executable], arguments(base_of("llama"), lessons, tmp_path / "out")) == 2
