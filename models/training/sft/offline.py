"""Nothing leaves the machine while training: the switches of the libraries below, set before they are imported.

The same words as agent.quiet's, which the program sets first; a launcher that starts this package by itself needs them too.
"""

from __future__ import annotations

import logging
import os
from collections.abc import MutableMapping


def stay_here(allow_download: bool = False, environment: MutableMapping[str, str] = os.environ) -> None:
    """Turn reporting off, and the model hub too unless the user allowed a download."""
    environment.update(HF_HUB_DISABLE_TELEMETRY="1", DISABLE_TELEMETRY="1", DO_NOT_TRACK="1", WANDB_MODE="disabled")
    environment.setdefault("TOKENIZERS_PARALLELISM", "false")
    environment["HF_HUB_OFFLINE"] = "0" if allow_download else "1"
    environment["HF_HUB_DISABLE_PROGRESS_BARS"] = "0" if allow_download else "1"
    # peft imports bitsandbytes where it is installed, which then tells of a kernel on the hub that nobody asked for.
    logging.getLogger("bitsandbytes").setLevel(logging.ERROR)
