"""From a folder or a hub name to a whole causal language model, with one clear sentence for whatever is wrong with it.

Loads safetensors only, runs no code from a model folder, and downloads nothing unless told to. Knows nothing of caches or
tokens.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import torch

from models.errors import ModelForeign, ModelMissing, OutOfMemory


def pick_device(wanted: str) -> str:
    """ "auto" is CUDA where there is one, else the processor. Raises ModelMissing where there is no such device."""
    if wanted == "auto":
        return "cuda" if torch.cuda.is_available() else "cpu"
    kind, _, number = wanted.partition(":")
    if kind == "cuda" and not torch.cuda.is_available():
        raise ModelMissing("There is no CUDA device that torch can use here; run with --device cpu.")
    if kind == "cuda" and (not number or (number.isdecimal() and int(number) < torch.cuda.device_count())):
        return wanted
    if wanted == "cpu" or (wanted == "mps" and torch.backends.mps.is_available()):
        return wanted
    raise ModelMissing(f"There is no device {wanted} here; run with --device auto or --device cpu.")


def checked_folder(model: str | Path, *, allow_download: bool) -> str:
    """The folder or hub name to load from, after the checks that give clearer words than a loader's own."""
    try:
        folder = Path(model).expanduser()
        is_folder, is_file = folder.is_dir(), folder.is_file()
    except (OSError, RuntimeError) as error:
        raise ModelMissing(f"The model {model} cannot be opened ({first_line(error)}); give another folder.") from error
    if is_folder:
        if not (folder / "config.json").is_file():
            raise ModelForeign(
                f"{folder} has no config.json, so it is no model folder; give one saved by transformers."
            )
        if not any(folder.glob("*.safetensors")):
            raise ModelForeign(
                f"{folder} holds no *.safetensors weights, and Osler loads no other kind; give one that does."
            )
        return str(folder)
    if is_file:
        raise ModelForeign(f"{folder} is a file, not a model folder; give the folder that holds it.")
    name = str(model)
    looks_local = name.startswith((".", "/", "~")) or name.count("/") != 1
    if looks_local:
        raise ModelMissing(f"There is no model folder at {model}; give one that exists, or a hub name like org/name.")
    if not allow_download:
        raise ModelMissing(
            f"There is no folder {model}; to fetch that name from the model hub, run again with --allow-download."
        )
    return name


@contextmanager
def loading(model: str | Path, where: str, device: str) -> Iterator[None]:
    """Whatever goes wrong within while a model is loaded becomes ModelMissing, ModelForeign or OutOfMemory."""
    from huggingface_hub.errors import StrictDataclassError
    from safetensors import SafetensorError

    # A broken folder fails wherever its values are first used, so nearly any of Python's errors can come up.
    foreign = (ValueError, LookupError, RuntimeError, ImportError, ArithmeticError, TypeError, AttributeError)
    try:
        yield
    except (OSError, MemoryError, *foreign, SafetensorError, StrictDataclassError) as error:
        if out_of_memory(error):
            raise _too_big(model, device) from error
        if isinstance(error, OSError) and not Path(where).is_dir():
            raise ModelMissing(
                f"The model {model} could not be fetched ({first_line(error)}); check the name and the network."
            ) from error
        raise ModelForeign(
            f"{model} is not a causal language model that Osler can run ({first_line(error)}); "
            "give a folder with config.json, tokenizer.json and *.safetensors."
        ) from error


def whole_causal_model(
    where: str, dtype: torch.dtype | Literal["auto"], *, local_only: bool, quantization: Any = None
) -> Any:
    """The model with every weight from its files. Raises ValueError where transformers would only warn.

    transformers takes an encoder (BERT) or a bare stack of layers for a causal model, and draws the missing weights at
    random: it would then talk nonsense. `dtype` "auto" is that of the files; `quantization` is transformers' own
    configuration of one.
    """
    from transformers import AutoConfig, AutoModelForCausalLM

    config = AutoConfig.from_pretrained(where, local_files_only=local_only, trust_remote_code=False)
    architecture = causal_architecture(config)
    loader: Any = AutoModelForCausalLM
    model, report = loader.from_pretrained(
        where,
        config=config,
        dtype=dtype,
        quantization_config=quantization,
        use_safetensors=True,
        local_files_only=local_only,
        trust_remote_code=False,
        output_loading_info=True,
    )
    if report["missing_keys"]:
        raise ValueError(f"the file has no weights for {min(report['missing_keys'])}")
    if not {"past_key_values", "logits_to_keep"} <= inspect.signature(model.forward).parameters.keys():
        raise ValueError(f"{architecture} has no KV cache")
    return model


def causal_outline(where: str, *, local_only: bool) -> torch.nn.Module:
    """The same model without weights, on the device "meta". Raises what transformers raises for a config it cannot use."""
    from transformers import AutoConfig, AutoModelForCausalLM

    config = AutoConfig.from_pretrained(where, local_files_only=local_only, trust_remote_code=False)
    causal_architecture(config)
    maker: Any = AutoModelForCausalLM
    with torch.device("meta"):
        made: torch.nn.Module = maker.from_config(config, trust_remote_code=False)
    return made


def causal_architecture(config: Any) -> str:
    """The name of the model's class. Raises ValueError where it is no causal language model of transformers."""
    from transformers.models.auto.modeling_auto import MODEL_FOR_CAUSAL_LM_MAPPING_NAMES as CAUSAL

    architecture = (config.architectures or [CAUSAL.get(config.model_type)])[0]
    if architecture not in CAUSAL.values():
        raise ValueError(f"its architecture is {architecture}")
    return str(architecture)


def _too_big(model: str | Path, device: str) -> OutOfMemory:
    return OutOfMemory(f"The model {model} does not fit on {device}; choose a smaller one{or_cpu(device)}.")


def or_cpu(device: str) -> str:
    """What else may help where a device has too little memory; it goes at the end of a sentence."""
    return "" if device == "cpu" else ", or use --device cpu"


def out_of_memory(error: BaseException) -> bool:
    """Whether torch or the system means by this error that there was no memory left."""
    words = str(error).lower()
    named = isinstance(error, torch.OutOfMemoryError | MemoryError)
    return named or "out of memory" in words or "can't allocate memory" in words


def first_line(error: BaseException) -> str:
    """The first line of a library's message, short enough to stand in a sentence of ours."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:160].rstrip(".:")
