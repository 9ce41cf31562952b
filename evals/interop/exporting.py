"""`osler eval export`: a run's predictions in the form that another program reads. Each form has a module of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from pathlib import Path

from evals.errors import CannotExport
from evals.interop import mirage, rankings, samples
from evals.interop.folders import whole_folder
from evals.interop.parts import Part, read_parts

Write = Callable[[Sequence[Part], Path], Sequence[Path]]
FORMS: dict[str, Write] = {
    "mirage": mirage.write,
    "trec": rankings.write_trec,
    "beir": rankings.write_beir,
    "lm-eval": samples.write,
}


def export_run(folder: Path, form: str, out: Path) -> tuple[Path, ...]:
    """Writes the run of `folder` into `out`, which is new or empty; gives what was written, files or folders of files.

    `form` is mirage, trec, beir or lm-eval: what each holds, its own module says. Tasks that a form has no place for are
    left out. Raises BadRun where the run is not whole, and CannotExport: then `out` is as it was.
    """
    write = FORMS.get(form)
    if write is None:
        near = get_close_matches(form.lower(), FORMS, n=1, cutoff=0.4)
        meant = f"did you mean {near[0]}? " if near else ""
        raise CannotExport(f"There is no form {form!r}; {meant}--format takes {', '.join(FORMS)}.")
    parts = read_parts(folder)
    with whole_folder(out) as unfinished:
        written = [path.relative_to(unfinished) for path in write(parts, unfinished)]
    return tuple(out / path for path in written)
