"""The engine against transformers' own forward passes and generation, on tiny random models of several families."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from models.engine import Engine
from models.errors import ModelError, ModelForeign, ModelMissing, OutOfMemory, PromptTooLong
from models.loading import checked_folder, pick_device
from models.sampling import Sampling

VOCABULARY, CONTEXT, WINDOW = 320, 96, 8
FAMILIES = ("llama", "qwen3", "gemma", "gemma3", "lfm2")
PROMPT = [5, 17, 40, 8, 99, 250, 31, 31, 7, 64, 12, 200, 3, 45, 46, 47, 90, 11]


def tiny_model(family: str) -> Any:
    """A random model: two layers, 64 wide. Gemma 3 has a window shorter than PROMPT; LFM2 has a convolution layer."""
    import transformers as t

    torch.manual_seed(7)
    sizes: dict[str, Any] = {
        "vocab_size": VOCABULARY,
        "hidden_size": 64,
        "intermediate_size": 64,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
        "max_position_embeddings": CONTEXT,
        "pad_token_id": 0,
        "bos_token_id": 1,
        "eos_token_id": 2,
        "initializer_range": 0.2,  # so that the logits differ clearly, and greedy choices are no coin tosses
    }
    alternating = ["sliding_attention", "full_attention"]
    if family == "llama":
        return t.LlamaForCausalLM(t.LlamaConfig(**sizes))
    if family == "qwen3":
        return t.Qwen3ForCausalLM(t.Qwen3Config(**sizes, head_dim=16))
    if family == "gemma":
        return t.GemmaForCausalLM(t.GemmaConfig(**sizes, head_dim=16))
    if family == "gemma3":
        config = t.Gemma3TextConfig(**sizes, head_dim=16, sliding_window=WINDOW, layer_types=alternating)
        return t.Gemma3ForCausalLM(config)
    return t.Lfm2ForCausalLM(
        t.Lfm2Config(**sizes, layer_types=["conv", "full_attention"], block_auto_adjust_ff_dim=False)
    )


@pytest.fixture(scope="module", params=FAMILIES)
def engine(request: pytest.FixtureRequest) -> Engine:
    return Engine(tiny_model(request.param), "cpu")


@pytest.fixture(scope="module")
def llama() -> Engine:
    return Engine(tiny_model("llama"), "cpu")


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models") / "llama"
    tiny_model("llama").save_pretrained(folder)
    return folder


def without_cache(engine: Engine, ids: list[int]) -> torch.Tensor:
    """transformers' own logits (len(ids), vocabulary), all at once."""
    with torch.inference_mode():
        return torch.as_tensor(engine._model(torch.tensor([ids]), use_cache=False).logits[0])


def close(a: torch.Tensor, b: torch.Tensor) -> bool:
    return a.shape == b.shape and bool(torch.allclose(a, b, atol=1e-4))


def everywhere(ids: list[int]) -> range:
    return range(len(ids))


def test_logits_are_those_without_a_cache(engine: Engine) -> None:
    assert close(engine.extend(engine.start(), PROMPT, everywhere(PROMPT)), without_cache(engine, PROMPT))


@pytest.mark.parametrize("cuts", [(1,), (9,), (17,), (3, 4, 12), tuple(range(1, 18))])
def test_pieces_are_the_same_as_all_at_once(engine: Engine, cuts: tuple[int, ...]) -> None:
    cache, rows = engine.start(), []
    for begin, end in zip((0, *cuts), (*cuts, len(PROMPT)), strict=True):
        rows.append(engine.extend(cache, PROMPT[begin:end], range(end - begin)))
    assert close(torch.cat(rows), without_cache(engine, PROMPT))
    assert cache.ids == PROMPT


@pytest.mark.parametrize("tokens", [0, 1, 2, 10, 17, 18])
def test_rewound_is_the_same_as_fresh(engine: Engine, tokens: int) -> None:
    """Also beyond the sliding window of Gemma 3, and for LFM2, whose convolutions cannot go back."""
    cache, other = engine.start(), [70, 71, 72]
    engine.extend(cache, PROMPT[:12])
    engine.extend(cache, PROMPT[12:])
    engine.rewind(cache, tokens)
    kept = PROMPT[: len(PROMPT) - tokens]
    assert cache.ids == kept
    assert close(engine.extend(cache, other, everywhere(other)), without_cache(engine, kept + other)[-3:])


def test_rewinding_twice_goes_further_back(engine: Engine) -> None:
    cache = engine.start()
    engine.extend(cache, PROMPT)
    engine.rewind(cache, 3)
    engine.rewind(cache, 9)
    assert close(engine.extend(cache, [9]), without_cache(engine, [*PROMPT[:6], 9])[-1:])


def test_rewinding_past_a_window_reads_nothing_again() -> None:
    engine = Engine(tiny_model("gemma3"), "cpu")
    cache = engine.start()
    engine.extend(cache, PROMPT)
    passes: list[object] = []
    engine._model.register_forward_pre_hook(lambda *_: passes.append(1))
    engine.rewind(cache, WINDOW + 4)
    assert not passes


def test_positions_choose_the_rows(llama: Engine) -> None:
    rows = without_cache(llama, PROMPT)
    got = llama.extend(llama.start(), PROMPT, (0, -1, 5, 5, -18))
    assert close(got, rows[[0, 17, 5, 5, 0]])
    assert llama.extend(llama.start(), PROMPT, ()).shape == (0, VOCABULARY)
    assert got.dtype == torch.float32


@pytest.mark.parametrize(
    ("ids", "positions"), [([], (-1,)), ([3], (1,)), ([3], (-2,)), ([VOCABULARY], (-1,)), ([-1], (-1,))]
)
def test_senseless_calls_are_refused_and_leave_the_cache(
    llama: Engine, ids: list[int], positions: tuple[int, ...]
) -> None:
    cache = llama.start()
    llama.extend(cache, PROMPT)
    with pytest.raises(ValueError):
        llama.extend(cache, ids, positions)
    with pytest.raises(ValueError):
        llama.rewind(cache, len(PROMPT) + 1)
    assert close(llama.extend(cache, [9]), without_cache(llama, [*PROMPT, 9])[-1:])


def test_more_than_the_context_is_refused(llama: Engine) -> None:
    cache = llama.start()
    llama.extend(cache, [3] * CONTEXT)
    with pytest.raises(PromptTooLong, match=f"at most {CONTEXT} tokens, not {CONTEXT + 1}; ask a shorter question"):
        llama.extend(cache, [3])
    assert len(cache.ids) == CONTEXT


def test_greedy_generation_is_transformers_own(engine: Engine) -> None:
    with torch.inference_mode():
        expected = engine._model.generate(
            torch.tensor([PROMPT]), max_new_tokens=24, do_sample=False, eos_token_id=None, pad_token_id=0
        )[0, len(PROMPT) :].tolist()
    cache = engine.start()
    assert list(engine.generate(cache, PROMPT, frozenset(), 24)) == expected
    assert cache.ids == [*PROMPT, *expected[:-1]]


def test_generation_stops_before_a_stop_token_at_most_and_at_the_context(llama: Engine) -> None:
    tokens = list(llama.generate(llama.start(), PROMPT, frozenset(), 10))
    stop = tokens[4]
    assert list(llama.generate(llama.start(), PROMPT, frozenset({stop}), 10)) == tokens[: tokens.index(stop)]
    assert list(llama.generate(llama.start(), PROMPT, frozenset(), 3)) == tokens[:3]
    assert list(llama.generate(llama.start(), PROMPT, frozenset(), 0)) == []
    # One token more than was run: what follows the last position can be said, though not be read again.
    assert len(list(llama.generate(llama.start(), [3] * (CONTEXT - 2), frozenset(), 10))) == 3


def test_closing_ends_the_work(llama: Engine) -> None:
    cache = llama.start()
    tokens = llama.generate(cache, PROMPT, frozenset(), 50)
    said = [next(tokens), next(tokens)]
    tokens.close()
    assert cache.ids == [*PROMPT, said[0]]


def test_sampling_follows_its_seed_and_the_distribution(llama: Engine) -> None:
    def first(seed: int, temperature: float) -> int:
        return next(llama.generate(llama.start(), PROMPT, frozenset(), 1, Sampling(temperature, seed=seed)))

    assert [first(seed, 1.0) for seed in range(8)] == [first(seed, 1.0) for seed in range(8)]
    assert len({first(seed, 2.0) for seed in range(8)}) > 1
    assert {first(seed, 1e-3) for seed in range(4)} == {first(0, 0.0)}


@pytest.mark.parametrize(("error", "expected"), [("out of memory", OutOfMemory), ("odd shapes", RuntimeError)])
def test_a_pass_that_breaks_off_leaves_an_empty_cache(error: str, expected: type[Exception]) -> None:
    engine = Engine(tiny_model("llama"), "cpu")
    cache = engine.start()
    engine.extend(cache, PROMPT)

    def fail(*_: object) -> None:
        raise RuntimeError(error)

    handle = engine._model.model.layers[1].register_forward_pre_hook(fail)
    with pytest.raises(expected):
        engine.extend(cache, [9])
    handle.remove()
    assert cache.ids == []
    assert close(engine.extend(cache, PROMPT), without_cache(engine, PROMPT)[-1:])


def test_a_model_that_computes_nan_is_refused() -> None:
    model = tiny_model("llama")
    model.lm_head.weight.data.fill_(float("nan"))
    engine = Engine(model, "cpu")
    with pytest.raises(ModelForeign, match="NaN"):
        engine.extend(engine.start(), PROMPT)


def test_a_saved_model_is_loaded_whole(saved: Path, llama: Engine) -> None:
    loaded = Engine.load(saved, "cpu")
    assert close(loaded.extend(loaded.start(), PROMPT), llama.extend(llama.start(), PROMPT))
    assert (loaded.context, loaded.vocabulary, loaded.device) == (CONTEXT, VOCABULARY, "cpu")
    assert loaded.ends == {2}


def set_config(**values: object) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / "config.json"
        path.write_text(json.dumps({**json.loads(path.read_text()), **values}))

    return change


def truncate(folder: Path) -> None:
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:5000])


def keep_pickle_only(folder: Path) -> None:
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")


BROKEN: dict[str, tuple[Callable[[Path], object], str]] = {
    "no config.json": (lambda folder: (folder / "config.json").unlink(), "has no config.json"),
    "no weights": (lambda folder: (folder / "model.safetensors").unlink(), r"holds no \*.safetensors"),
    "a pickle only": (keep_pickle_only, r"holds no \*.safetensors"),
    "truncated weights": (truncate, "not fully covered"),
    "empty weights": (lambda folder: (folder / "model.safetensors").write_bytes(b""), "header too small"),
    "config is no JSON": (lambda folder: (folder / "config.json").write_text("{no"), "not a valid JSON"),
    "a value of the wrong type": (set_config(hidden_size="wide"), "hidden_size"),
    "a shape that does not fit": (set_config(hidden_size=32), "not a causal language model"),
    "more layers than weights": (set_config(num_hidden_layers=3), "no weights for model.layers.2"),
    "an unknown kind": (set_config(model_type="nonesuch"), "nonesuch"),
    "zero heads": (set_config(num_attention_heads=0), "modulo by zero"),
    "code of its own": (set_config(model_type="own", auto_map={"AutoConfig": "x.Y"}), "custom code"),
    "another head": (set_config(architectures=["LlamaForSequenceClassification"]), "LlamaForSequenceClassification"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_folder_is_refused_in_one_sentence(saved: Path, tmp_path: Path, name: str) -> None:
    folder = shutil.copytree(saved, tmp_path / "broken")
    damage, words = BROKEN[name]
    damage(folder)
    with pytest.raises(ModelForeign, match=words) as caught:
        Engine.load(folder, "cpu")
    assert_one_sentence(caught.value, str(folder))


@pytest.mark.parametrize("kind", ["BertModel", "BertForMaskedLM", "LlamaModel", "T5ForConditionalGeneration"])
def test_models_that_are_not_causal_are_refused(tmp_path: Path, kind: str) -> None:
    import transformers

    config = getattr(transformers, kind).config_class(
        vocab_size=VOCABULARY, hidden_size=64, intermediate_size=64, num_hidden_layers=2, num_attention_heads=4
    )
    getattr(transformers, kind)(config).save_pretrained(tmp_path)
    with pytest.raises(ModelForeign, match="not a causal language model") as caught:
        Engine.load(tmp_path, "cpu")
    assert_one_sentence(caught.value, str(tmp_path))


def test_what_is_no_folder_is_said_so(tmp_path: Path) -> None:
    file = tmp_path / "model.gguf"
    file.write_bytes(b"GGUF")
    with pytest.raises(ModelForeign, match="is a file, not a model folder; give the folder"):
        Engine.load(file)
    for nowhere in (tmp_path / "none", "gpt2", "./models/none", "~nobody-of-this-name/model", "x" * 5000):
        with pytest.raises(ModelMissing) as caught:
            Engine.load(nowhere)
        assert_one_sentence(caught.value, str(nowhere))


def test_a_hub_name_is_fetched_only_with_leave() -> None:
    with pytest.raises(ModelMissing, match="run again with --allow-download"):
        Engine.load("org/name")
    assert checked_folder("org/name", allow_download=True) == "org/name"


def test_a_hub_name_that_cannot_be_fetched_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import huggingface_hub.constants

    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(ModelMissing, match="check the name and the network"):
        Engine.load("no-such-org/no-such-name", "cpu", allow_download=True)


def test_devices() -> None:
    cuda = torch.cuda.is_available()
    assert pick_device("cpu") == "cpu"
    assert pick_device("auto") == ("cuda" if cuda else "cpu")
    for wanted in ("tpu", "cuda:99", "cuda:x", *([] if cuda else ["cuda"])):
        with pytest.raises(ModelMissing, match="--device cpu"):
            pick_device(wanted)


def assert_one_sentence(error: ModelError, subject: str) -> None:
    words = str(error).replace(subject, "")
    assert "\n" not in words
    assert words.endswith(".")
    assert "; " in words  # what is wrong; what to do
