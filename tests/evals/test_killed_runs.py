"""A run whose process is really killed: each time it goes on, and no prediction is lost or made twice."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RUN = """
import sys, time
from pathlib import Path
from evals.evaluating import Request, evaluate, read_asked
from evals.fakes import FakeSubject
from tests.evals.running_tasks import CountingSolver, task

def slowly(example, arm):
    time.sleep(0.01)

request = Request((task(CountingSolver(before=slowly), 120),), Path(sys.argv[1]))
asked = read_asked(request)
print("ready", flush=True)
evaluate(request, asked, FakeSubject())
"""


def start(out: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, str(out)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    return process


@pytest.mark.slow
def test_a_run_killed_again_and_again_comes_to_its_end(tmp_path: Path) -> None:
    out, chance = tmp_path / "run", random.Random(3)
    for _ in range(6):
        process = start(out)
        time.sleep(chance.uniform(0.0, 0.5))
        process.kill()
        process.wait()
    assert start(out).wait() == 0
    lines = (out / "counting" / "predictions.jsonl").read_text().splitlines()
    pairs = [(data["id"], data["arm"]) for data in map(json.loads, lines)]
    assert len(pairs) == len(set(pairs)) == 240
    assert (out / "report.html").is_file()
