"""A file of weights as pieces small enough to be carried, and the file made of them again. Knows nothing of what is in it.

Beside the pieces (model.safetensors.000 and so on) stands model.safetensors.sha256 in the form of the program sha256sum: a
line each, and one of the whole.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from models.errors import ModelForeign

WEIGHTS = "model.safetensors"
SUMS = f"{WEIGHTS}.sha256"
PIECE = 15_000_000  # bytes


def write_pieces(weights: Path, folder: Path, size: int = PIECE) -> list[Path]:
    """The pieces of a file in `folder`, at most `size` bytes each, and their checksums."""
    for old in _pieces(folder):
        old.unlink()
    whole = hashlib.sha256()
    lines, written = [], []
    with weights.open("rb") as source:
        for number, content in enumerate(iter(lambda: source.read(size), b"")):
            path = folder / f"{WEIGHTS}.{number:03d}"
            path.write_bytes(content)
            whole.update(content)
            lines.append(f"{hashlib.sha256(content).hexdigest()}  {path.name}")
            written.append(path)
    lines.append(f"{whole.hexdigest()}  {WEIGHTS}")
    (folder / SUMS).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return written


def join_pieces(folder: Path, out: Path | None = None) -> Path:
    """model.safetensors from the pieces in `folder`, written there or, with the model's other files, to `out`.

    The pieces are left. Raises ModelForeign, naming it, where one is missing or damaged; then nothing is written.
    """
    sums = _sums(folder)
    whole = sums.pop(WEIGHTS)
    target = out or folder
    target.mkdir(parents=True, exist_ok=True)
    fresh = target / f"{WEIGHTS}.new"
    digest = hashlib.sha256()
    try:
        with fresh.open("wb") as joined:
            for content in _checked(folder, sums):
                joined.write(content)
                digest.update(content)
        if digest.hexdigest() != whole:
            raise ModelForeign(f"The pieces in {folder} are not those of one file; copy all of them again.")
        fresh.replace(target / WEIGHTS)
    finally:
        fresh.unlink(missing_ok=True)
    if out is not None and out.resolve() != folder.resolve():
        for path in sorted(folder.iterdir()):
            if path.is_file() and not path.name.startswith(WEIGHTS):
                shutil.copyfile(path, out / path.name)
    return target / WEIGHTS


def _sums(folder: Path) -> dict[str, str]:
    """Checksums by name, the whole one's among them."""
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
        sums = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    except (OSError, ValueError) as error:
        raise ModelForeign(
            f"{folder} has no readable {SUMS}; give a folder that `osler train stay` wrote, or copy it again."
        ) from error
    # The names are put together with the folder: one that leads out of it is none of ours.
    ours = {WEIGHTS, *(f"{WEIGHTS}.{number:03d}" for number in range(len(sums) - 1))}
    if set(sums) != ours:
        raise ModelForeign(f"{folder / SUMS} does not name the pieces of one file; copy the folder again.")
    return sums


def _checked(folder: Path, sums: dict[str, str]) -> Iterator[bytes]:
    for name, digest in sorted(sums.items()):
        path = folder / name
        if not path.is_file():
            raise ModelForeign(f"{path} is missing; copy it again.")
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != digest:
            raise ModelForeign(f"{path} is damaged; copy it again.")
        yield content


def _pieces(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"{WEIGHTS}.[0-9][0-9][0-9]"))
