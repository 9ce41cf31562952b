"""Which precision is chosen is measured once, remembered, and measured again when anything it rests on changes."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
import torch

from models import precision
from models.precision import FILE, PRECISIONS, Measured, Size, chosen_precision, measure, sizes_of
from models.weight_only import Int4Linear, Int8Linear, int4_groups, weight_bytes, with_bits
from tests.models.test_engine import tiny_model

SIZES = (Size(256, 64, 4), Size(64, 256, 4))


def test_the_fastest_turn_is_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # 1200·0.1 + 64·1 = 184; 1200·0.05 + 64·2 = 188; 1200·0.12 + 64·0.5 = 176
    timed = {"fp32": Measured(0.1, 1.0), "bf16": Measured(0.05, 2.0), "int8": Measured(0.12, 0.5)}
    monkeypatch.setattr(precision, "measure", lambda sizes: timed)
    assert chosen_precision(SIZES, tmp_path).chosen == "int8"


def test_it_is_measured_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = chosen_precision(SIZES, tmp_path / "new")
    monkeypatch.setattr(precision, "measure", lambda sizes: pytest.fail("measured again"))
    again = chosen_precision(reversed(SIZES), tmp_path / "new")
    assert (again.chosen, again.measured) == (first.chosen, first.measured)
    assert (first.remembered, again.remembered) == (False, True)


@pytest.mark.parametrize("change", ["processor", "threads", "sizes", "damage", "foreign"])
def test_it_is_measured_again_when_something_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    chosen_precision(SIZES, tmp_path)
    if change == "processor":
        monkeypatch.setattr(precision, "processor", lambda: "another")
    if change == "threads":
        monkeypatch.setattr(torch, "get_num_threads", lambda: 77)
    if change == "damage":
        (tmp_path / FILE).write_text("{")
    if change == "foreign":
        (tmp_path / FILE).write_text(
            json.dumps({key: {"chosen": "fp3"} for key in json.loads((tmp_path / FILE).read_text())})
        )
    assert not chosen_precision(SIZES[:1] if change == "sizes" else SIZES, tmp_path).remembered
    assert chosen_precision(SIZES[:1] if change == "sizes" else SIZES, tmp_path).remembered


def test_a_folder_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    assert chosen_precision(SIZES, file).chosen in PRECISIONS
    assert chosen_precision(SIZES, None).chosen in PRECISIONS


def test_measuring_ends_in_time_and_counts_layers() -> None:
    began = time.process_time()
    found = measure(SIZES, seconds=0.05)
    assert time.process_time() - began < 2
    assert set(found) == set(PRECISIONS)
    assert all(one.read > 0 and one.decoded > 0 for one in found.values())


def test_sizes_are_those_of_the_linear_layers() -> None:
    with torch.device("meta"):
        model = torch.nn.Sequential(torch.nn.Linear(3, 5), torch.nn.Linear(3, 5), torch.nn.Linear(5, 2))
    assert set(sizes_of(model)) == {Size(5, 3, 2), Size(2, 5, 1)}


def linear(inputs: int, outputs: int) -> torch.nn.Linear:
    torch.manual_seed(1)
    return torch.nn.Linear(inputs, outputs).to(torch.bfloat16)


@pytest.mark.parametrize(("made", "tolerance"), [(Int8Linear, 0.01), (Int4Linear, 0.12)])
@pytest.mark.parametrize("rows", [1, 7])
def test_fewer_bits_are_close(made: type[torch.nn.Module], tolerance: float, rows: int) -> None:
    whole, x = linear(256, 192), torch.randn(2, rows, 256).to(torch.bfloat16)
    with torch.inference_mode():
        ours, theirs = made(whole)(x).float(), whole(x).float()
    assert ours.shape == theirs.shape
    assert float((ours - theirs).norm() / theirs.norm()) < tolerance


def test_int4_by_hand() -> None:
    weight = torch.linspace(-1.0, 0.5, 128)[None].repeat(1, 1)  # a step of 1.5/15 = 0.1 between numbers
    numbers, scales_and_zeros = int4_groups(weight)
    assert scales_and_zeros.shape == (1, 1, 2)
    assert scales_and_zeros[0, 0].tolist() == pytest.approx([0.1, -1.0 + 8 * 0.1])
    back = (numbers - 8) * scales_and_zeros[0, :, :1] + scales_and_zeros[0, :, 1:]
    assert float((back - weight).abs().max()) <= 0.05 + 1e-6


def test_a_model_in_int8_says_nearly_the_same_and_reads_half() -> None:
    ids = torch.tensor([[5, 17, 40, 8, 99]])
    with torch.inference_mode():
        whole = tiny_model("llama").to(torch.bfloat16).eval()
        expected, before = whole(ids).logits.float(), weight_bytes(whole)
        ours = with_bits(whole, "int8")
        got = ours(ids).logits.float()
    assert float((got - expected).norm() / expected.norm()) < 0.05
    assert 0.5 < weight_bytes(ours) / before < 0.56


def test_tied_outputs_stay_as_they_are() -> None:
    model = torch.nn.Module()
    model.table, model.out = torch.nn.Embedding(8, 4), torch.nn.Linear(4, 8, bias=False)
    model.out.weight = model.table.weight
    assert type(with_bits(model, "int8").out) is torch.nn.Linear
    assert weight_bytes(model) == 8 * 4 * 4
