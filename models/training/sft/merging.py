"""A base and its adapter as one whole model folder, which loads anywhere. Knows nothing of training."""

from __future__ import annotations

from pathlib import Path

from models.adapters import read_adapter, with_adapter
from models.loading import checked_folder, loading, whole_causal_model
from models.text import load_tokenizer
from models.training.sft.settings import RunRefused


def merge(adapter: Path, out: Path, *, model: str | None = None, allow_download: bool = False) -> Path:
    """Write the model that an adapter was trained on, with the adapter merged in, to a new folder; returns the folder.

    In safetensors, in the dtype of the base's files, with the tokenizer that was trained with. `model` names the base
    where it is not any more where the adapter says. Raises RunRefused (the folder is not empty, or the base is unsaid),
    and what loading a model or an adapter raises.
    """
    found = read_adapter(adapter)
    base = model or found.base
    if not base:
        raise RunRefused(f"{adapter} does not say what it was trained on; name the base with --model.")
    if out.is_dir() and any(out.iterdir()):
        raise RunRefused(f"{out} is not empty; give a new --out folder.")
    where = checked_folder(base, allow_download=allow_download)
    local_only = not allow_download
    with loading(base, where, "cpu"):
        whole = with_adapter(whole_causal_model(where, "auto", local_only=local_only), found)
    own = any((found.folder / name).is_file() for name in ("tokenizer.json", "tokenizer_config.json"))
    tokenizer = load_tokenizer(str(found.folder) if own else where, local_only=local_only)
    whole.save_pretrained(out)
    tokenizer.save_pretrained(out)
    return out
