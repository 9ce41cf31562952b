"""Osler's models in lm-evaluation-harness: as the harness's own way gives it, request by request and over a whole task."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.errors import EvalError
from evals.examples import Example, Option
from evals.interop.lm_eval import stay_offline
from evals.interop.lm_eval_task import lm_eval_task
from models.errors import PromptTooLong
from tests.models.test_engine import CONTEXT, tiny_model
from tests.models.test_text import tiny_tokenizer

if TYPE_CHECKING:  # imported when a test needs it: every worker reads this file, and the harness takes seconds
    from evals.interop.lm_eval_model import OslerLM
    from tests.evals.interop.reference import Reference

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("lm_eval") is None, reason="lm-evaluation-harness is not there"
)
LONG = "the patient drinks water and rests " * 12
PAIRS = [
    ("The patient", " drinks water"),
    ("The patient", " rests"),
    ("The patient ", "drinks"),
    ("The patient\n", "rests a lot"),
    ("Rest, and drink", " a lot of it!"),
    ("", "The patient"),
    ("Ça va? Naïve", " café"),
    (LONG, " of water"),
]
ASKED = tuple(
    Example(
        f"e{n}",
        f"What helps with ailment {n}?",
        ("AB"[n % 2],),
        (Option("A", "water"), Option("B", f"a lot of rest for {n} days")),
    )
    for n in range(12)
)


def save(folder: Path, *, beginning: bool) -> Path:
    """The tiny Llama, whose tokenizer puts a token before every text or does not."""
    tokenizer = tiny_tokenizer(None)
    if beginning:
        from tokenizers.processors import TemplateProcessing

        begin = tokenizer.convert_tokens_to_ids("<|begin|>")
        tokenizer.backend_tokenizer.post_processor = TemplateProcessing(
            single="<|begin|> $A", special_tokens=[("<|begin|>", begin)]
        )
        tokenizer.bos_token = "<|begin|>"
    tiny_model("llama").save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save(tmp_path_factory.mktemp("plain") / "tiny", beginning=False)


@pytest.fixture(scope="module", params=[False, True], ids=["plain", "with a beginning"])
def models(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[OslerLM, Reference]:
    folder = save(tmp_path_factory.mktemp("models") / "tiny", beginning=request.param)
    from evals.interop.lm_eval_model import OslerLM
    from tests.evals.interop.reference import Reference

    return OslerLM(str(folder), "cpu"), Reference(folder)


@pytest.fixture(scope="module")
def osler(plain: Path) -> OslerLM:
    from evals.interop.lm_eval_model import OslerLM

    return OslerLM(model=str(plain), device="cpu", batch_size=8, max_batch_size=None)


def asked(kind: str, *arguments: Any) -> list[Any]:
    from lm_eval.api.instance import Instance

    return [Instance(request_type=kind, doc={}, arguments=one, idx=n) for n, one in enumerate(arguments)]


def same(ours: list[tuple[float, bool]], theirs: list[tuple[float, bool]]) -> None:
    assert [one[0] for one in ours] == pytest.approx([one[0] for one in theirs], abs=1e-4)
    assert [one[1] for one in ours] == [one[1] for one in theirs]


def test_log_likelihoods_are_the_harness_s_own(
    models: tuple[OslerLM, Reference], caplog: pytest.LogCaptureFixture
) -> None:
    ours, theirs = models
    requests = asked("loglikelihood", *PAIRS)
    assert len(theirs.tok_encode(LONG)) > CONTEXT
    same(ours.loglikelihood(requests), theirs.loglikelihood(requests, disable_tqdm=True))
    assert "1 of 8 contexts are longer than the model reads" in caplog.text


# Of white space alone the harness makes a context without a token, of which no model can say anything.
WORDS = st.text(st.sampled_from("the patient drinks\n café5"), max_size=30).filter(
    lambda text: text.strip() or not text
)


@settings(max_examples=20)
@given(pairs=st.lists(st.tuples(WORDS, WORDS.map(lambda text: f" {text}x")), min_size=1, max_size=5))
def test_whatever_is_asked_in_whatever_order(models: tuple[OslerLM, Reference], pairs: list[tuple[str, str]]) -> None:
    requests = asked("loglikelihood", *pairs)
    same(models[0].loglikelihood(requests), models[1].loglikelihood(requests, disable_tqdm=True))


def test_whole_texts_are_read_in_full_windows(models: tuple[OslerLM, Reference]) -> None:
    requests = asked("loglikelihood_rolling", ("The patient drinks water.",), (LONG,), (LONG * 2 + "rest",))
    ours, theirs = (model.loglikelihood_rolling(requests) for model in models)
    assert ours == pytest.approx(theirs, abs=1e-3)


@pytest.mark.parametrize("until", [[], ["\n"], ["a", "e"]])
def test_what_is_written_is_what_transformers_writes(models: tuple[OslerLM, Reference], until: list[str]) -> None:
    settings_ = {"until": until, "max_gen_toks": 24, "do_sample": False, "temperature": 0.0}
    requests = asked("generate_until", *((text, settings_) for text in ("The patient", "Rest, and", "The pain", LONG)))
    assert models[0].generate_until(requests) == models[1].generate_until(requests)


def test_the_sampling_temperature_counts_and_what_is_not_known_is_refused(osler: OslerLM) -> None:
    calm = {"max_new_tokens": 20, "until": "\n", "temperature": 2.0}
    first, heated = osler.generate_until(
        asked("generate_until", ("The patient", calm), ("The patient", {**calm, "do_sample": True}))
    )
    assert first != heated
    with pytest.raises(EvalError, match="leave top_p out of --gen_kwargs"):
        osler.generate_until(asked("generate_until", ("The", {**calm, "do_sample": True, "top_p": 0.9})))
    with pytest.raises(EvalError, match="smaller max_gen_toks"):
        osler.generate_until(asked("generate_until", ("The", {"max_gen_toks": CONTEXT})))


def test_a_continuation_that_never_fits_is_refused(osler: OslerLM) -> None:
    with pytest.raises(PromptTooLong):
        osler.loglikelihood(asked("loglikelihood", ("The", f" {LONG}")))


def test_the_arguments_of_the_command_line(osler: OslerLM, plain: Path) -> None:
    """The harness hands over a device of its own with those that were asked for."""
    model = osler.create_from_arg_string(f"model={plain},device=cpu", {"device": "cuda:0", "batch_size": 1})
    assert model.device == "cpu"
    with pytest.raises(EvalError, match="no argument pretrained; --model_args takes model and device"):
        osler.create_from_arg_obj({"pretrained": str(plain)}, {"device": None})


def test_without_a_folder_it_is_the_bundled_model() -> None:
    """It has read what a fever is, and no such sentence backwards."""
    from evals.interop.lm_eval_model import OslerLM

    requests = asked("loglikelihood", ("Fever is", " a sign of infection."), ("Fever is", " infection of sign a."))
    (told, _), (backwards, _) = OslerLM(device="cpu").loglikelihood(requests)
    assert backwards < told < 0


def test_chats_are_refused(osler: OslerLM) -> None:
    with pytest.raises(EvalError, match="--model hf"):
        osler.chat_template(True)
    with pytest.raises(EvalError, match="--model hf"):
        osler.apply_chat_template([{"role": "user", "content": "hello"}])
    assert osler.chat_template() == ""


def test_the_harness_s_own_models_are_still_there(osler: OslerLM) -> None:
    from lm_eval.api.registry import model_registry

    assert {"osler", "hf", "dummy"} <= set(model_registry.keys())


# --- a whole task


@pytest.fixture
def task(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("datasets.config.HF_DATASETS_CACHE", tmp_path / "cache")
    return lm_eval_task(ASKED, tmp_path / "task", "ailments", by_label=False)


def evaluated(model: Any, arguments: str | None, task: Path) -> tuple[dict[str, float], list[Any]]:
    """The figures, and the log-likelihoods of all options."""
    import lm_eval
    from lm_eval.tasks import TaskManager

    importlib.import_module("evals.interop.lm_eval_model")  # registers "osler"
    found = lm_eval.simple_evaluate(
        model=model,
        model_args=arguments,
        tasks=["ailments"],
        task_manager=TaskManager(include_path=str(task.parent), include_defaults=False),
        device=None if arguments is None else "cpu",
        bootstrap_iters=0,
    )
    figures = {name: found["results"]["ailments"][f"{name},none"] for name in ("acc", "acc_norm")}
    return figures, [option for sample in found["samples"]["ailments"] for option in sample["filtered_resps"]]


@pytest.mark.slow
def test_a_task_comes_out_as_with_the_harness_s_tokens(plain: Path, task: Path) -> None:
    from tests.evals.interop.reference import Reference

    ours, options = evaluated("osler", f"model={plain}", task)
    theirs, others = evaluated(Reference(plain), None, task)
    assert ours == theirs
    same(options, others)
    assert 0 < ours["acc"] < 1


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("accelerate") is None, reason="the harness's hf model needs accelerate")
def test_a_task_comes_out_as_with_the_harness_s_hf_model(plain: Path, task: Path) -> None:
    ours, options = evaluated("osler", f"model={plain}", task)
    theirs, others = evaluated("hf", f"pretrained={plain},dtype=float32", task)
    assert ours == theirs
    same(options, others)


@pytest.mark.slow
def test_the_command_line(plain: Path, task: Path, tmp_path: Path) -> None:
    words = [
        *("--model", "osler", "--model_args", f"model={plain},device=cpu", "--tasks", str(task)),
        *("--output_path", str(tmp_path / "out.json")),
    ]
    done = subprocess.run(
        [sys.executable, "-m", "evals.interop.lm_eval", *words],
        env={**os.environ, "HF_DATASETS_CACHE": str(tmp_path / "cache")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (written,) = tmp_path.glob("out*.json")
    assert "acc,none" in json.loads(written.read_text())["results"]["ailments"]


def test_without_the_harness_one_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from evals.interop import lm_eval as entry

    monkeypatch.setitem(sys.modules, "lm_eval", None)
    monkeypatch.setattr(sys, "argv", ["lm_eval", "--help"])
    assert entry.main() == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_the_network_is_off_unless_asked_for() -> None:
    for allowed, wanted in ((False, "1"), (True, "0")):
        environment: dict[str, str] = {}
        stay_offline(allowed, environment)
        assert {environment[name] for name in ("HF_HUB_OFFLINE", "HF_DATASETS_OFFLINE", "HF_EVALUATE_OFFLINE")} == {
            wanted
        }
