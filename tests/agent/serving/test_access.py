"""Who is answered by the endpoint, and what does not wait."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import openai
import pytest

from agent.errors import BadSetting
from agent.fakes import FakeConversations
from agent.queueing import Queued
from agent.serving.running import check_open_to
from tests.agent.literature_of_two import abilities
from tests.agent.serving.on_a_port import literature, served
from tests.agent.serving.test_serving import ASTHMA, client, user


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(*literature()) as found:
        yield found


def test_only_who_has_the_key_is_answered() -> None:
    asks, sessions = literature()
    with served(asks, sessions, key="open sesame") as address:
        assert client(address, "open sesame").chat.completions.create(model="osler", messages=[user(ASTHMA)]).choices
        for wrong in ("open", "open sesame!", "ÿ"):
            headers = {b"Authorization": f"Bearer {wrong}".encode("latin-1")}
            found = httpx.get(f"{address}/v1/models", headers=headers)
            assert (found.status_code, found.json()["error"]["code"]) == (401, "invalid_api_key")
        assert httpx.post(f"{address}/v1/chat/completions").status_code == 401
        assert httpx.get(f"{address}/health").status_code == 200
        with pytest.raises(openai.AuthenticationError):
            client(address, "wrong").models.list()


@pytest.mark.parametrize("header", [{"Host": "evil.example"}, {"Origin": "https://evil.example"}, {"Origin": "null"}])
def test_web_pages_elsewhere_cannot_ask(address: str, header: dict[str, str]) -> None:
    assert httpx.get(f"{address}/v1/models", headers=header).status_code == 403


def test_another_host_needs_a_key_or_a_word() -> None:
    with pytest.raises(BadSetting, match="OSLER_SERVE_KEY"):
        check_open_to("0.0.0.0", "", False)
    check_open_to("0.0.0.0", "k", False)
    check_open_to("0.0.0.0", "", True)
    check_open_to("127.0.0.1", "", False)
    with pytest.raises(BadSetting, match="cannot be sent"):
        check_open_to("127.0.0.1", "k\n", False)


def test_an_alert_does_not_wait_in_the_line() -> None:
    asks = Queued(FakeConversations(), active=1, see_alert=abilities().triage)
    asks.line.join("somebody else")  # who is answered for as long as this test lasts
    urgent = user("I have crushing chest pain and my left arm is numb")
    with served(asks) as address:
        stream = client(address).chat.completions.create(model="osler", messages=[urgent], stream=True)
        text = next(chunk.choices[0].delta.content for chunk in stream if chunk.choices[0].delta.content)
        assert "emergency number" in text
        stream.close()
