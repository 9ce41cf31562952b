"""Nothing leaves the machine: the switches that keep the libraries below Osler from reporting, tracing or downloading.

Knows the environment variables those libraries read when they are imported, so it must be called before any of them.
Knows nothing of settings or commands. A user's shell that turns tracing on is overruled: a trace holds the questions.
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping

_ALWAYS = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    # Four spellings, and langsmith takes the first it finds.
    "LANGSMITH_TRACING_V2": "false",
    "LANGCHAIN_TRACING_V2": "false",
    "LANGSMITH_TRACING": "false",
    "LANGCHAIN_TRACING": "false",
    "LANGSMITH_OTEL_ENABLED": "false",
    # A checkpoint that holds anything but plain values is refused, never rebuilt by importing what it names.
    "LANGGRAPH_STRICT_MSGPACK": "true",
}


def silence(allow_download: bool = False, environment: MutableMapping[str, str] = os.environ) -> None:
    """Turn reporting and tracing off, and the model hub too unless the user allowed a download."""
    environment.update(_ALWAYS)
    # The tokenizers' own threads warn, and may hang, in a process that forks after it tokenized. A user's word stands.
    environment.setdefault("TOKENIZERS_PARALLELISM", "false")
    environment["HF_HUB_OFFLINE"] = "0" if allow_download else "1"
    # A bar for reading weights from the disk is noise; one for a download that was asked for is not.
    environment["HF_HUB_DISABLE_PROGRESS_BARS"] = "0" if allow_download else "1"
