"""Nothing leaves the machine: the switches are thrown, the libraries obey them, and the tests' own guard holds."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import pytest

from agent.quiet import silence


def test_a_shell_that_turns_tracing_on_is_overruled() -> None:
    environment = {"LANGSMITH_TRACING": "true", "LANGCHAIN_TRACING_V2": "true", "GRADIO_ANALYTICS_ENABLED": "True"}
    silence(environment=environment)
    assert environment["LANGSMITH_TRACING"] == environment["LANGCHAIN_TRACING_V2"] == "false"
    assert environment["GRADIO_ANALYTICS_ENABLED"] == "False"
    assert environment["DO_NOT_TRACK"] == environment["HF_HUB_DISABLE_TELEMETRY"] == "1"
    assert environment["LANGGRAPH_STRICT_MSGPACK"] == "true"


def test_the_hub_is_reached_only_with_leave() -> None:
    environment: dict[str, str] = {}
    silence(environment=environment)
    assert environment["HF_HUB_OFFLINE"] == "1"
    silence(allow_download=True, environment=environment)
    assert environment["HF_HUB_OFFLINE"] == "0"
    silence(environment=environment)
    assert environment["HF_HUB_OFFLINE"] == "1"


def test_a_users_word_on_tokenizer_threads_stands() -> None:
    environment = {"TOKENIZERS_PARALLELISM": "true"}
    silence(environment=environment)
    assert environment["TOKENIZERS_PARALLELISM"] == "true"


LIBRARIES = """
from agent.quiet import silence
silence()
from langsmith.utils import tracing_is_enabled
from huggingface_hub import constants
from gradio import analytics
assert not tracing_is_enabled()
assert constants.is_offline_mode() and constants.HF_HUB_DISABLE_TELEMETRY
assert not analytics.analytics_enabled()
"""


@pytest.mark.slow
def test_the_libraries_obey_though_the_shell_says_otherwise() -> None:
    shell = {
        **os.environ,
        "LANGSMITH_TRACING": "true",
        "LANGCHAIN_TRACING_V2": "true",
        "LANGSMITH_API_KEY": "made-up",
        "HF_HUB_OFFLINE": "0",
        "GRADIO_ANALYTICS_ENABLED": "True",
    }
    done = subprocess.run([sys.executable, "-c", LIBRARIES], env=shell, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


# The guard of tests/conftest.py, on an address that is reserved for examples and belongs to nobody.


@pytest.mark.parametrize("address", [("192.0.2.1", 443), ("example.invalid", 443)])
def test_the_guard_refuses_to_leave(address: tuple[str, int], attempts: list[str]) -> None:
    with pytest.raises(RuntimeError, match="tried to reach"):
        socket.create_connection(address, timeout=1)
    assert attempts == [address[0]]
    attempts.clear()


def test_the_guard_lets_a_machine_talk_to_itself() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname(), timeout=5):
        pass
