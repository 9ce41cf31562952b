"""In what numbers a model is loaded, and how an engine on CUDA is made ready; the device calls themselves are not made."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
import torch

from models import number_format as formats
from models.drafting import generate_with_drafts
from models.engine import Engine
from models.errors import ModelError, OutOfMemory, PrecisionUnsupported
from models.number_format import NumberFormat, Wanted, check_precision, number_format
from models.precision import FILE, Probed
from models.readiness import make_ready
from models.text import Message, TextModel
from models.weight_only import Int8Linear
from tests.models.test_engine import PROMPT, tiny_model
from tests.models.test_text import tiny_tokenizer


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("formats") / "llama"
    tiny_model("llama").save_pretrained(where)
    tiny_tokenizer().save_pretrained(where)
    return where


def logits(engine: Engine) -> torch.Tensor:
    return engine.extend(engine.start(), PROMPT)


@pytest.mark.parametrize(
    ("precision", "dtype"),
    [("auto", torch.float32), ("fp32", torch.float32), ("bf16", torch.bfloat16), ("int8", torch.bfloat16)],
)
def test_an_engine_computes_in_what_was_asked_for(folder: Path, precision: Wanted, dtype: torch.dtype) -> None:
    engine, expected = Engine.load(folder, "cpu", precision=precision), logits(Engine(tiny_model("llama"), "cpu"))
    assert engine.model.dtype == dtype
    assert any(isinstance(layer, Int8Linear) for layer in engine.model.modules()) is (precision == "int8")
    found = logits(engine)
    assert float((found - expected).norm() / expected.norm()) < (1e-5 if dtype == torch.float32 else 0.1)


def test_a_text_model_passes_it_on(folder: Path) -> None:
    assert TextModel.load(folder, "cpu", precision="bf16").engine.model.dtype == torch.bfloat16
    assert TextModel.load(folder, "cpu").engine.model.dtype == torch.float32


@pytest.mark.parametrize(
    ("wanted", "device", "choices"),
    [
        ("int4", "cpu", "auto, fp32, bf16 or int8"),
        ("fp32", "cuda", "auto, bf16, int8 or int4"),
        ("fp32", "cuda:1", "auto, bf16, int8 or int4"),
        ("int8", "mps", "auto or fp32"),
    ],
)
def test_what_a_device_does_not_compute_is_one_sentence(wanted: Wanted, device: str, choices: str) -> None:
    with pytest.raises(PrecisionUnsupported) as caught:
        check_precision(wanted, device)
    assert str(caught.value) == f"Osler does not compute in {wanted} on {device}; choose {choices} there."
    assert isinstance(caught.value, ModelError)


def test_it_is_refused_when_a_model_is_loaded(folder: Path) -> None:
    with pytest.raises(PrecisionUnsupported):
        Engine.load(folder, "cpu", precision="int4")


def unneeded() -> torch.nn.Module:
    return pytest.fail("the model's sizes were asked for")


@pytest.mark.parametrize(("device", "name"), [("cuda", "bf16"), ("cuda:1", "bf16"), ("mps", "fp32")])
def test_beside_a_processor_nothing_is_measured(device: str, name: str) -> None:
    assert number_format("auto", device, unneeded, None).name == name


def test_what_is_asked_for_is_not_measured() -> None:
    assert number_format("int8", "cpu", unneeded, None) == NumberFormat(torch.bfloat16, "int8")
    assert number_format("int4", "cuda", unneeded, None) == NumberFormat(torch.bfloat16, "int4")


def test_only_large_models_are_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with torch.device("meta"):
        small, large = torch.nn.Linear(1000, 49_000), torch.nn.Linear(1000, 50_000)
    asked: list[Any] = []

    def chosen(sizes: Any, folder: Path | None) -> Probed:
        asked.append((sizes, folder))
        return Probed("int8", {}, False)

    monkeypatch.setattr(formats, "chosen_precision", chosen)
    assert number_format("auto", "cpu", lambda: small, tmp_path).name == "fp32"
    assert not asked
    assert number_format("auto", "cpu", lambda: large, tmp_path).name == "int8"
    assert [where for _, where in asked] == [tmp_path]


def test_what_was_measured_is_kept(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "SMALL", 0)
    Engine.load(folder, "cpu", cache=tmp_path / "cache")
    assert (tmp_path / "cache" / FILE).is_file()


@pytest.mark.parametrize("chosen", ["cpu", "cuda"])
def test_the_quoting_model_computes_as_it_was_weighed(chosen: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for native, name in ((True, "bf16"), (False, "bf16" if chosen == "cuda" else "fp32")):
        monkeypatch.setattr(formats, "has_bfloat16", lambda device, native=native: native)
        assert formats.native_precision(chosen) == name


class Preparing:
    """What `make_ready` sees of an engine: the ways that were tried, and which of them fail."""

    def __init__(self, device: str, **failures: Exception) -> None:
        self.device, self.failures, self.tried = device, failures, list[str]()

    def decode_statically(self, way: str) -> bool:
        self.tried.append(way)
        if way in self.failures:
            raise self.failures[way]
        return True


@pytest.fixture
def no_compiler_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TORCHINDUCTOR_CACHE_DIR", "")
    monkeypatch.delenv("TORCHINDUCTOR_CACHE_DIR")
    monkeypatch.setattr("models.readiness.hand_back", lambda device: None)


@pytest.mark.usefixtures("no_compiler_cache")
def test_on_cuda_the_fastest_way_is_made_ready(tmp_path: Path) -> None:
    engine: Any = Preparing("cuda")
    assert make_ready(engine, tmp_path) == ""
    assert engine.tried == ["fastest"]
    assert os.environ["TORCHINDUCTOR_CACHE_DIR"] == str(tmp_path / "compiled")


@pytest.mark.usefixtures("no_compiler_cache")
def test_elsewhere_nothing_is_done(tmp_path: Path) -> None:
    engine: Any = Preparing("cpu")
    assert make_ready(engine, tmp_path) == ""
    assert not engine.tried
    assert "TORCHINDUCTOR_CACHE_DIR" not in os.environ


@pytest.mark.usefixtures("no_compiler_cache")
def test_without_a_compiler_graphs_are_left_and_without_graphs_a_line(tmp_path: Path) -> None:
    engine: Any = Preparing("cuda", fastest=ImportError("no triton"))
    assert make_ready(engine, tmp_path) == ""
    assert engine.tried == ["fastest", "graph"]
    engine = Preparing("cuda:1", fastest=OSError("no gcc"), graph=OutOfMemory("no memory."))
    told = make_ready(engine, tmp_path)
    assert "(no memory)" in told and "\n" not in told


@pytest.mark.usefixtures("no_compiler_cache")
def test_a_folder_that_the_user_named_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TORCHINDUCTOR_CACHE_DIR", "mine")
    make_ready(Preparing("cuda"), tmp_path)  # type: ignore[arg-type]
    assert os.environ["TORCHINDUCTOR_CACHE_DIR"] == "mine"


def test_fixed_buffers_write_where_they_are_ready_and_drafts_elsewhere(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafted: list[object] = []

    def counted(*given: Any) -> Generator[int, None, None]:
        drafted.append(given)
        return generate_with_drafts(*given)

    monkeypatch.setattr("models.text.generate_with_drafts", counted)
    model = TextModel.load(folder, "cpu")
    before = "".join(model.stream([Message("user", "Hi")], max_tokens=8))
    assert (len(drafted), model.engine.is_static) == (1, False)
    assert model.engine.decode_statically("none")
    assert "".join(model.stream([Message("user", "Hi")], max_tokens=8)) == before
    assert (len(drafted), TextModel.load(folder, "cpu").engine.is_static) == (1, False)
