"""lm-evaluation-harness with Osler's models in it, offline unless `--allow-download` says otherwise.

    python -m evals.interop.lm_eval --model osler --model_args model=FOLDER,device=cpu --tasks NAME --include_path FOLDER

All other words go to the harness itself (`lm_eval --help`).
"""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping
from importlib import import_module
from importlib.util import find_spec

from agent.quiet import silence

ALLOW = "--allow-download"
_HUBS = ("HF_DATASETS_OFFLINE", "HF_EVALUATE_OFFLINE", "TRANSFORMERS_OFFLINE")


def stay_offline(allow_download: bool, environment: MutableMapping[str, str] = os.environ) -> None:
    """The switches of the libraries below the harness; to be set before any of them is imported."""
    silence(allow_download, environment)
    environment.update(dict.fromkeys(_HUBS, "0" if allow_download else "1"))


def main() -> int:
    """Runs the harness's command line with this process's arguments; its exit status."""
    words = sys.argv[1:]
    stay_offline(ALLOW in words)
    sys.argv[1:] = [word for word in words if word != ALLOW]
    if find_spec("lm_eval") is None:
        sys.stderr.write("lm-evaluation-harness is not installed; install it with: pip install 'osler[lm-eval]'\n")
        return 1
    from lm_eval.__main__ import cli_evaluate

    from agent.errors import AgentError
    from models.errors import ModelError

    import_module("evals.interop.lm_eval_model")  # registers the model
    try:
        cli_evaluate()
    except (AgentError, ModelError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
