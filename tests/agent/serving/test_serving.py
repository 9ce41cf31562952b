"""The endpoint over a real socket, asked with OpenAI's own client: answers, streams, several turns, errors, leaving."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

import httpx
import openai
import pytest
from openai import OpenAI
from openai.types.chat import ChatCompletion, ChatCompletionMessageParam

from agent.answer import ABSTENTION, UNSURE, Answer, Outcome, faults
from agent.answering import JudgedQuoting, Quoting
from agent.conversation import Osler
from agent.errors import AgentError, IndexNotReady, QueueFull, TookTooLong
from agent.events import Event, SentenceReady, Waiting
from agent.evidence import Evidence
from agent.fakes import FakeConversations
from agent.picking import Pick
from agent.queueing import Queued
from agent.serving.wording import read_back
from agent.session import SessionStore
from models.errors import EndpointUnreachable, OutOfMemory
from models.stopping import check_stopped
from tests.agent.literature_of_two import SureAsTold, abilities
from tests.agent.serving.on_a_port import literature, served

ASTHMA = "What are the symptoms of asthma?"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(*literature()) as found:
        yield found


@cache
def client(address: str, key: str = "any") -> OpenAI:
    return OpenAI(base_url=f"{address}/v1", api_key=key, max_retries=0, timeout=10)


def user(text: str) -> ChatCompletionMessageParam:
    return {"role": "user", "content": text}


def reply(text: str) -> ChatCompletionMessageParam:
    return {"role": "assistant", "content": text}


def asked(address: str, *messages: ChatCompletionMessageParam) -> ChatCompletion:
    return client(address).chat.completions.create(model="osler", messages=list(messages))


def answer_in(completion: ChatCompletion) -> Answer:
    """The structured answer beside the text."""
    extra = completion.choices[0].message.model_extra
    assert extra is not None
    return Answer.from_json(extra["osler"])


@dataclass
class Scripted:
    """Asks that give these events, or raise; `closed` tells that the work was ended early."""

    events: Sequence[Event | Exception]
    pause: float = 0.0
    closed: threading.Event = field(default_factory=threading.Event)

    def ask(self, question: str, session_id: str | None = None, client: str = "") -> Iterator[Event]:
        try:
            for event in self.events:
                time.sleep(self.pause)
                if isinstance(event, Exception):
                    raise event
                yield event
        except GeneratorExit:
            self.closed.set()
            raise


# --- answers


def test_an_answer_has_its_citations_in_the_text_and_as_data(address: str) -> None:
    completion = asked(address, {"role": "system", "content": "Rhyme."}, user(ASTHMA))
    choice = completion.choices[0]
    assert (completion.object, completion.model, choice.finish_reason) == ("chat.completion", "osler", "stop")
    text = choice.message.content or ""
    assert text.startswith("The most common symptoms of asthma are wheezing and coughing. [1]\n\n")
    said, _, sources = text.partition("Sources:\n")
    assert "[1] Asthma — What you may notice | Tests" in sources.replace("[1][2]", "[1]")
    assert "rests on: A publisher, Asthma page, https://example.org/asthma" in sources
    assert "Not reviewed." in sources and "does not diagnose" in sources
    answer = answer_in(completion)
    assert answer.outcome is Outcome.ANSWERED and faults(answer) == ()
    assert all(f"{sentence.text} [{sentence.citations[0]}]" in said for sentence in answer.sentences)
    assert all(source.passage[source.start : source.end] == source.quoted for source in answer.sources)


def test_doubt_is_told_and_is_none_of_the_answer_when_asked_on() -> None:
    with served(*literature(JudgedQuoting(SureAsTold(-0.3)))) as address:
        completion = asked(address, user(ASTHMA))
    text = completion.choices[0].message.content or ""
    assert f"\n\n{UNSURE}\n\nSources:" in text and answer_in(completion).unsure
    words, titles = read_back(text)
    assert "wheezing" in words and UNSURE not in words and titles


def test_a_stream_says_the_same(address: str) -> None:
    chunks = list(client(address).chat.completions.create(model="osler", messages=[user(ASTHMA)], stream=True))
    assert chunks[0].choices[0].delta.role == "assistant"
    assert len({chunk.id for chunk in chunks}) == 1
    assert [chunk.choices[0].finish_reason for chunk in chunks] == [None] * (len(chunks) - 1) + ["stop"]
    extra = chunks[-1].choices[0].delta.model_extra
    assert extra is not None
    answer = Answer.from_json(extra["osler"])
    whole = asked(address, user(ASTHMA))
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks) == whole.choices[0].message.content
    assert answer.sentences == answer_in(whole).sentences
    assert len(chunks) == 1 + len(answer.sentences) + 1 + 1  # who speaks, the sentences, the sources, the end


def test_the_clients_own_gathering_of_a_stream(address: str) -> None:
    with client(address).chat.completions.stream(model="osler", messages=[user(ASTHMA)]) as stream:
        completion = stream.get_final_completion()
    assert "[1]" in (completion.choices[0].message.content or "")
    extra = completion.choices[0].message.model_extra
    assert extra is not None and extra["osler"]["outcome"] == "answered"


def test_a_sentence_is_streamed_when_it_is_ready() -> None:
    with served(Queued(FakeConversations(pause=0.15))) as address:
        began = time.monotonic()
        stream = client(address).chat.completions.create(model="osler", messages=[user("what is asthma")], stream=True)
        first = next(chunk for chunk in stream if chunk.choices[0].delta.content)
        till_first = time.monotonic() - began
        list(stream)
        assert "[1]" in (first.choices[0].delta.content or "")
        assert till_first < 0.75 * (time.monotonic() - began)


@pytest.mark.parametrize("stream", [False, True])
def test_an_alert_comes_first(stream: bool) -> None:
    with served(*literature()) as address:
        message = [user("My baby is 6 weeks old and has a fever of 38.5, could it be asthma?")]
        if stream:
            chunks = client(address).chat.completions.create(model="osler", messages=message, stream=True)
            texts = [chunk.choices[0].delta.content for chunk in chunks if chunk.choices[0].delta.content]
            text, first = "".join(texts), texts[0]
        else:
            completion = asked(address, *message)
            answer = answer_in(completion)
            assert answer.alert is not None
            text, first = completion.choices[0].message.content or "", answer.alert.title
        assert text.startswith(first)
        assert text.count("baby") >= 1


@pytest.mark.parametrize(
    ("question", "outcome", "words"),
    [
        ("I have crushing chest pain and my left arm is numb", "emergency", "emergency number"),
        ("Who won the football championship yesterday?", "out_of_scope", "ask about a condition"),
        ("what are its side effects?", "needs_clarification", "?"),
        ("Does metformin turn hair green?", "answered", "Metformin"),
    ],
)
def test_every_outcome_has_a_text(address: str, question: str, outcome: str, words: str) -> None:
    completion = asked(address, user(question))
    assert answer_in(completion).outcome == outcome
    assert words in (completion.choices[0].message.content or "")


def test_an_abstention_is_said() -> None:
    class Silent:
        def pick(self, query: str, evidence: Evidence, most: int) -> Iterator[Pick]:
            yield from ()

    with served(*literature(Quoting(Silent()))) as address:
        assert asked(address, user(ASTHMA)).choices[0].message.content == ABSTENTION


# --- several turns


def test_a_follow_up_is_understood_as_in_a_stored_session(address: str, tmp_path: object) -> None:
    questions = ["What is metformin used for?", "what are its side effects?", "and asthma?", "how is it treated?"]
    messages: list[ChatCompletionMessageParam] = []
    over_http = []
    for question in questions:
        messages.append(user(question))
        completion = asked(address, *messages)
        messages.append(reply(completion.choices[0].message.content or ""))
        over_http.append(answer_in(completion))
    with SessionStore(f"{tmp_path}/s.sqlite") as store:
        osler, session = Osler(abilities(), store), None
        for question, other in zip(questions, over_http, strict=True):
            turn = osler.answer(question, session)
            session = turn.session_id
            assert (turn.answer.query, turn.answer.sentences) == (other.query, other.sentences)
    assert "metformin" in over_http[1].query.lower()


def test_an_alert_of_the_past_stays(address: str) -> None:
    completion = asked(
        address,
        user("I have crushing chest pain and my left arm is numb"),
        reply("Call."),
        user("It is nothing. " + ASTHMA),
    )
    alert = answer_in(completion).alert
    assert alert is not None and alert.tier == "T1"


def test_nothing_is_kept_of_a_request() -> None:
    asks, sessions = literature()
    with served(asks, sessions) as address:
        asked(address, user("What is metformin used for?"), reply("A medicine."), user("what are its side effects?"))
    assert (asks.sessions(), sessions.sessions(), vars(sessions)["_brought"]) == ((), (), {})


def test_a_message_may_be_given_in_parts(address: str) -> None:
    parts: ChatCompletionMessageParam = {"role": "user", "content": [{"type": "text", "text": ASTHMA}]}
    assert answer_in(asked(address, parts)).question == ASTHMA


def test_models_and_health(address: str) -> None:
    assert [model.id for model in client(address).models.list()] == ["osler"]
    assert client(address).models.retrieve("osler").owned_by == "osler"
    with pytest.raises(openai.NotFoundError):
        client(address).models.retrieve("gpt-5")
    assert (found := httpx.get(f"{address}/health")).status_code == 200 and found.json() == {"status": "ready"}
    with served(Scripted([]), state=lambda: "loading") as loading:
        assert (found := httpx.get(f"{loading}/health")).status_code == 503 and found.json() == {"status": "loading"}


# --- what is refused


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        (b"no JSON", 400, "not JSON"),
        (b"\xff\xfe", 400, "not JSON"),
        (b"[" * 100_000, 400, "not JSON"),
        (b"[]", 400, "not a JSON object"),
        ({"messages": [user("x")]}, 400, '"model" is missing'),
        ({"model": "osler"}, 400, '"messages" is missing'),
        ({"model": "osler", "messages": []}, 400, '"messages" is missing'),
        ({"model": "osler", "messages": ["x"]}, 400, "no role"),
        ({"model": "osler", "messages": [{"role": "tool", "content": "x"}]}, 400, "no role"),
        ({"model": "osler", "messages": [{"role": "user", "content": 3}]}, 400, "something other than text"),
        ({"model": "osler", "messages": [{"role": "user", "content": []}]}, 400, "something other than text"),
        ({"model": "osler", "messages": [{"role": "user", "content": [{"type": "image_url"}]}]}, 400, "text only"),
        ({"model": "osler", "messages": [user("x"), reply("y")]}, 400, "last message is not the user"),
        ({"model": "osler", "messages": [user("  ")]}, 400, "question is empty"),
        ({"model": "osler", "messages": [user(ASTHMA)], "n": 2}, 400, "one answer"),
        ({"model": "gpt-5", "messages": [user(ASTHMA)]}, 404, "does not exist"),
        ({"model": "osler", "messages": [user("x" * 20_001)]}, 413, "longer than 20,000"),
        ({"model": "osler", "messages": [user("x" * 15_000)] * 4}, 413, "begin a new one"),
        ({"model": "osler", "messages": [user("x")] * 201}, 413, "more than 200"),
        (b" " * 2_000_001, 413, "longer than 2,000,000 bytes"),
    ],
    ids=lambda value: str(value)[:60],
)
def test_what_is_refused_is_told_as_openai_tells_it(address: str, body: object, status: int, words: str) -> None:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    found = httpx.post(f"{address}/v1/chat/completions", content=content)
    error = found.json()["error"]
    assert found.status_code == status
    assert words in error["message"] and "\n" not in error["message"]
    assert set(error) == {"message", "type", "param", "code"} and error["type"] == "invalid_request_error"


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/", 404), ("GET", "/v1/chat/completions", 405), ("GET", "/docs", 404)]
)
def test_other_paths(address: str, method: str, path: str, status: int) -> None:
    found = httpx.request(method, address + path)
    assert (found.status_code, "error" in found.json()) == (status, True)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (QueueFull(2, 5, 41.5), 429),
        (TookTooLong.waiting(600), 504),
        (IndexNotReady("The literature is loading; wait."), 503),
        (OutOfMemory("The device is full; ask again."), 503),
        (EndpointUnreachable("http://x cannot be reached; look."), 500),
        (AgentError("Something; do this."), 500),
    ],
    ids=lambda value: type(value).__name__,
)
@pytest.mark.parametrize("stream", [False, True])
def test_a_failure_has_its_status_and_its_sentence(error: Exception, status: int, stream: bool) -> None:
    body = {"model": "osler", "messages": [user(ASTHMA)], "stream": stream}
    with served(Scripted([error])) as address:
        found = httpx.post(f"{address}/v1/chat/completions", json=body)
    assert (found.status_code, found.json()["error"]["message"]) == (status, str(error))
    assert found.headers.get("Retry-After") == ("42" if status == 429 else None)


def test_the_client_knows_a_full_line() -> None:
    with (
        served(Scripted([QueueFull(2, 5, None)])) as address,
        pytest.raises(openai.RateLimitError, match="all it takes"),
    ):
        asked(address, user(ASTHMA))


def test_a_failure_in_the_middle_of_a_stream_is_told() -> None:
    turn = FakeConversations().ask("what is asthma")
    events = [event for event in turn if isinstance(event, SentenceReady)]
    with served(Scripted([*events, OutOfMemory("The device is full; ask again.")])) as address:
        stream = client(address).chat.completions.create(model="osler", messages=[user(ASTHMA)], stream=True)
        with pytest.raises(openai.APIError, match="device is full"):
            list(stream)


def test_a_defect_is_not_described_to_strangers(caplog: pytest.LogCaptureFixture) -> None:
    with served(Scripted([ZeroDivisionError("secret path")])) as address:
        with pytest.raises(openai.InternalServerError, match="defect") as raised:
            asked(address, user(ASTHMA))
        assert "secret" not in str(raised.value)
    assert "could not be answered" in caplog.text


def test_places_in_the_line_are_comments_that_clients_pass_over() -> None:
    events = list(FakeConversations().ask("what is asthma"))
    with served(Scripted([Waiting(2, 3), Waiting(0, 1), *events])) as address:
        body = {"model": "osler", "messages": [user(ASTHMA)], "stream": True}
        assert ": waiting, place 2 of 3\n\n" in httpx.post(f"{address}/v1/chat/completions", json=body).text
        chunks = client(address).chat.completions.create(model="osler", messages=[user(ASTHMA)], stream=True)
        assert any(chunk.choices[0].delta.content for chunk in chunks)


# --- leaving


@pytest.mark.parametrize("stream", [False, True])
def test_a_client_that_leaves_ends_the_work(stream: bool) -> None:
    ended = threading.Event()

    class Endless:
        def pick(self, query: str, evidence: Evidence, most: int) -> Iterator[Pick]:
            yield Pick(0, 0, 1.0)
            try:
                while True:
                    time.sleep(0.02)
                    check_stopped()  # as a model does between its passes
            finally:
                ended.set()

    asks, sessions = literature(Quoting(Endless()))
    with served(asks, sessions) as address:
        if stream:
            chunks = client(address).chat.completions.create(model="osler", messages=[user(ASTHMA)], stream=True)
            assert next(chunk for chunk in chunks if chunk.choices[0].delta.content)
            chunks.close()
        else:
            with pytest.raises(openai.APITimeoutError):
                client(address).with_options(timeout=0.3).chat.completions.create(
                    model="osler", messages=[user(ASTHMA)]
                )
        assert ended.wait(3)
        deadline = time.monotonic() + 3
        while asks.line.at_work and time.monotonic() < deadline:
            time.sleep(0.02)
        assert asks.line.at_work == 0


def test_a_client_that_leaves_while_it_waits_for_sentences() -> None:
    events = list(FakeConversations().ask("what is asthma"))
    asks = Scripted([*events[:-1]] * 20, pause=0.1)
    with served(asks) as address:
        stream = client(address).chat.completions.create(model="osler", messages=[user(ASTHMA)], stream=True)
        next(stream)
        stream.close()
        assert asks.closed.wait(2)


# --- who may ask
