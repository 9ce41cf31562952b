"""Whether a run begins, goes on or is refused, by what its folder holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.training.sft.folder import RunFolder
from models.training.sft.settings import RunRefused, SftSettings

RUN = {"settings": {"rate": 1e-4}, "base": "org/name", "data": "abc"}


def checkpoint(out: Path, step: int, state: str = "{}") -> Path:
    folder = out / "checkpoints" / f"checkpoint-{step}"
    folder.mkdir(parents=True)
    if state:
        (folder / "trainer_state.json").write_text(state)
    return folder


def test_a_run_begins_and_goes_on_from_its_last_whole_checkpoint(tmp_path: Path) -> None:
    out = tmp_path / "out"
    new = RunFolder.open(out, RUN, writes=True)
    assert (new.checkpoint, new.step) == (None, None)
    nine, ten = checkpoint(out, 9), checkpoint(out, 10)
    broken = [checkpoint(out, 11, ""), checkpoint(out, 12, '{"global_step": ')]
    assert RunFolder.open(out, RUN, writes=False).checkpoint == ten
    assert all(one.is_dir() for one in broken)  # a process that does not write deletes nothing
    again = RunFolder.open(out, RUN, writes=True)
    assert (again.checkpoint, again.step) == (ten, 10)
    assert nine.is_dir() and not any(one.exists() for one in broken)


def test_other_settings_are_named_and_refused(tmp_path: Path) -> None:
    RunFolder.open(tmp_path / "out", RUN, writes=True)
    with pytest.raises(RunRefused, match=r"a run with other base, settings; give the same to go on, or another --out"):
        RunFolder.open(tmp_path / "out", RUN | {"settings": {"rate": 2e-4}, "base": "other"}, writes=True)


def test_a_finished_run_and_a_folder_of_something_else_are_refused(tmp_path: Path) -> None:
    done = RunFolder.open(tmp_path / "done", RUN, writes=True)
    done.finish({"steps": 3})
    assert not done.checkpoints.exists()
    with pytest.raises(RunRefused, match="holds a finished run; give another --out"):
        RunFolder.open(tmp_path / "done", RUN, writes=True)
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letter.txt").write_text("Dear all")
    with pytest.raises(RunRefused, match="is not empty and holds no run"):
        RunFolder.open(tmp_path / "home", RUN, writes=True)
    (tmp_path / "file").write_text("")
    with pytest.raises(RunRefused, match=r"cannot be written .*; give another --out"):
        RunFolder.open(tmp_path / "file" / "out", RUN, writes=True)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"held_out": 0.0}, "--held-out 0.05"),
        ({"epochs": 0.0}, "must be above 0"),
        ({"method": "dora"}, "lora, qlora or full"),
    ],
)
def test_settings_that_mean_nothing_are_refused(changed: dict[str, object], said: str) -> None:
    with pytest.raises(RunRefused, match=said):
        SftSettings(**changed)  # type: ignore[arg-type]
