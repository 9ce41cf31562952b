"""Damaged files by the thousand: each ends in documents or in a word about the file, in bounded time and memory.

The files are read in a process of its own that may take so much memory and no more, and so much time a file. By default
few are tried, the same each time; `OSLER_FUZZ_SECONDS=600 pytest -m slow tests/retrieval/test_reader_fuzz.py` tries real
files for ten minutes, with other faults each time.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FrameType

import pytest

from retrieval.readers import FORMATS, FileFailed, FileRead, FileSkipped, ReadEvent, read
from tests.retrieval.mutation import damaged
from tests.retrieval.samples import SUFFIX, sample

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="memory and time are bounded as Unix does it")

MEMORY = 2 * 2**30  # bytes of addresses
SECONDS_A_FILE = 60.0  # of work, not of waiting
PATIENCE = 900.0  # seconds without a sign of life, on a busy machine
SHORT = 90  # executions; the slow run fuzzes for longer


def test_few_damaged_files(tmp_path: Path) -> None:
    for format_name in FORMATS:
        (tmp_path / f"sample-{format_name}{SUFFIX[format_name]}").write_bytes(sample(format_name))
    with zipfile.ZipFile(tmp_path / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for format_name in FORMATS:
            archive.writestr(f"folder/{format_name}{SUFFIX[format_name]}", sample(format_name)[:2_000])
    told = _fuzzed(tmp_path, executions=SHORT, seconds=3_600, seed=0)
    assert told["failures"] == []
    assert told["executions"] == SHORT


@pytest.mark.slow
@pytest.mark.shared_data
def test_many_damaged_files(shared_data: Path, tmp_path: Path) -> None:
    seconds = int(os.environ.get("OSLER_FUZZ_SECONDS", "60"))
    _real_files(shared_data / "native", tmp_path)
    told = _fuzzed(tmp_path, executions=10**9, seconds=seconds, seed=random.randrange(10**9))
    print(json.dumps(told, indent=1))  # noqa: T201
    assert told["failures"] == []


def _real_files(native: Path, folder: Path) -> None:
    """Some files of each archive as they are, the same text in the formats that people write in, and the samples."""
    dice = random.Random(1)
    texts: list[str] = []
    for number, path in enumerate(sorted(native.glob("*.zip"))):
        with zipfile.ZipFile(path) as archive:
            names = [entry.filename for entry in archive.infolist() if not entry.is_dir()]
            for name in dice.sample(names, min(40, len(names))):
                (folder / f"real-{number}-{name.replace('/', '_')}").write_bytes(archive.read(name))
    for document in read([folder]):
        texts += [document.title, *(section.text for section in document.sections)]
    for number in range(12):
        _written(folder, number, dice.sample(texts, min(20, len(texts))))
    for format_name in FORMATS:
        (folder / f"sample-{format_name}{SUFFIX[format_name]}").write_bytes(sample(format_name))


def _written(folder: Path, number: int, texts: Sequence[str]) -> None:
    """The texts as a PDF, a Word document, a web page, a table, plain text and JSON."""
    import csv
    from xml.sax.saxutils import escape

    import docx
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    styles = getSampleStyleSheet()
    flow = [Paragraph(escape(text[:3_000]), styles["Heading2" if len(text) < 80 else "Normal"]) for text in texts]
    SimpleDocTemplate(str(folder / f"made-{number}.pdf"), pageCompression=number % 2).build(flow)
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text[:3_000], style="Heading 1" if len(text) < 80 else None)
    document.save(str(folder / f"made-{number}.docx"))
    marked = "".join(f"<h2>{escape(text)}</h2>" if len(text) < 80 else f"<p>{escape(text)}</p>" for text in texts)
    (folder / f"made-{number}.html").write_text(f"<html><body><main>{marked}</main></body></html>", encoding="utf-8")
    (folder / f"made-{number}.txt").write_text("\n\n".join(texts), encoding="utf-8")
    rows = [{"title": text[:60], "text": text} for text in texts]
    (folder / f"made-{number}.json").write_text(json.dumps(rows), encoding="utf-8")
    with (folder / f"made-{number}.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, ("title", "text"))
        writer.writeheader()
        writer.writerows(rows)


def _fuzzed(folder: Path, executions: int, seconds: int, seed: int) -> dict[str, object]:
    """What a process of its own tells; one that dies, or is silent for long, fails with the file it was at."""
    at = folder / ".at"
    order = json.dumps(
        {"folder": str(folder), "executions": executions, "seconds": seconds, "seed": seed, "at": str(at)}
    )
    with subprocess.Popen(
        [sys.executable, "-m", "tests.retrieval.test_reader_fuzz", order], stdout=subprocess.PIPE, text=True
    ) as child:
        while True:
            try:
                output, _ = child.communicate(timeout=PATIENCE / 4)
                break
            except subprocess.TimeoutExpired:
                if at.exists() and time.time() - at.stat().st_mtime > PATIENCE:
                    child.kill()
                    pytest.fail(f"no end at {at.read_text(encoding='utf-8')}")
    if child.returncode:
        pytest.fail(
            f"ended with {child.returncode} at {at.read_text(encoding='utf-8') if at.exists() else 'the start'}"
        )
    told: dict[str, object] = json.loads(output)
    return told


class _TooSlowError(BaseException):
    """A file took longer than it may. No `Exception`, so that nothing on the way takes it for a fault of the file."""


def _too_slow(number: int, frame: FrameType | None) -> None:
    raise _TooSlowError


def _seeds(seed: int, executions: int, seconds: float) -> Iterator[int]:
    start = time.monotonic()
    for number in range(executions):
        if time.monotonic() - start > seconds:
            return
        yield seed + number


def child(order: str) -> None:
    """Reads damaged files until told to stop, and prints what became of them."""
    import resource

    told = json.loads(order)
    files = sorted(path for path in Path(told["folder"]).iterdir() if not path.name.startswith("."))
    contents = [path.read_bytes() for path in files]
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGPROF, _too_slow)
    failures: list[dict[str, object]] = []
    outcomes: Counter[str] = Counter()
    slowest = (0.0, "", 0)
    done = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in _seeds(told["seed"], told["executions"], told["seconds"]):
            number = random.Random(seed).randrange(len(files))
            Path(told["at"]).write_text(f"{files[number].name} with seed {seed}", encoding="utf-8")
            path = Path(folder) / files[number].name
            path.write_bytes(damaged(contents[number], contents, seed))
            start = time.thread_time()
            fault = _fault(path, outcomes)
            path.unlink()
            slowest = max(slowest, (round(time.thread_time() - start, 2), files[number].name, seed))
            done += 1
            if fault:
                failures.append({"file": files[number].name, "seed": seed, "fault": fault})
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    record = {"executions": done, "outcomes": outcomes, "slowest": slowest, "peak_mib": peak, "failures": failures[:50]}
    sys.stdout.write(json.dumps(record))


def _fault(path: Path, outcomes: Counter[str]) -> str:
    """What is wrong with how a file was read; empty where all is well."""
    events: list[ReadEvent] = []
    signal.setitimer(signal.ITIMER_PROF, SECONDS_A_FILE)
    try:
        documents = list(read([path], on_event=events.append))
    except BaseException as error:  # noqa: BLE001  (whatever it is, it must be told with its seed)
        return "".join(traceback.format_exception(error)[-6:])
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    last = [event for event in events if isinstance(event, FileRead | FileSkipped | FileFailed)]
    outcomes[type(last[-1]).__name__ if last else "nothing"] += 1
    if not last:
        return "nothing was said of the file"
    empty = [document.doc_id for document in documents if not document.title or not document.sections]
    blank = [d.doc_id for d in documents if any(not s.text.strip() or not all(s.heading_path) for s in d.sections)]
    return f"documents without a title or text: {empty[:3]} {blank[:3]}" if empty or blank else ""


if __name__ == "__main__":
    child(sys.argv[1])
