"""A model behind an address, against a real server on this machine: streams, faults that pass or do not, leaving."""

from __future__ import annotations

import json
import re
import socket
import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.endpoint import Advice, Endpoint, Patience, base_of
from models.endpoint_reply import Place, Reply
from models.errors import (
    EndpointBroken,
    EndpointError,
    EndpointUnreachable,
    ModelError,
    PromptTooLong,
)
from models.event_stream import EventStream, NotAnEventStream
from models.sampling import Sampling
from models.speaking import Speaker
from models.text import Message
from models.thinking import WithoutThought
from tests.models.scripted_server import ScriptedServer, Step, chunk, refused, scripted, spoken

ASKED = [Message("system", "Be brief."), Message("user", "Why?")]
QUICK = Patience(tries=3, first_wait=1.0, longest_wait=20.0, connect_seconds=2.0, read_seconds=0.5)
ADVICE = Advice("set KEY", "name it after #", "look at the server")
DONE = b"data: [DONE]\n\n"


def endpoint(server: ScriptedServer, waits: list[float] | None = None, key: str = "", model: str = "m") -> Endpoint:
    waited: list[float] = [] if waits is None else waits
    return Endpoint(server.url, model, key, patience=QUICK, advice=ADVICE, wait=waited.append)


def told(step: Step) -> str:
    """What is raised where the server answers only this."""
    with scripted(step) as server, endpoint(server) as asked, pytest.raises(ModelError) as raised:
        list(asked.stream(ASKED))
    assert "\n" not in str(raised.value)
    return f"{type(raised.value).__name__}: {raised.value}"


def test_an_answer_is_streamed_piece_by_piece() -> None:
    with scripted(spoken("Because", " ", "of µg. [1]")) as server, endpoint(server, key="secret") as asked:
        speaker: Speaker = asked
        assert [piece for piece in speaker.stream(ASKED, 7, stop=["\n", ""]) if piece] == ["Because", " ", "of µg. [1]"]
        assert speaker.name == f"m (127.0.0.1:{server.server_address[1]})"
    (request,) = server.requests
    assert request.path == "/v1/chat/completions"
    assert request.headers["Authorization"] == "Bearer secret"
    assert request.json == {
        "model": "m",
        "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Why?"}],
        "max_tokens": 7,
        "temperature": 0.0,
        "stop": ["\n"],
        "stream": True,
    }


def test_sampling_is_said_and_what_openai_lacks_only_where_it_matters() -> None:
    with scripted(spoken("Yes.")) as server, endpoint(server) as asked:
        list(asked.stream(ASKED, sampling=Sampling(0.7, top_p=0.9, seed=3)))
        list(asked.stream(ASKED, sampling=Sampling(0.7, top_k=5, min_p=0.1, repetition=1.2)))
    plain, full = (set(request.json) - {"model", "messages", "max_tokens", "stream"} for request in server.requests)
    assert plain == {"temperature", "top_p", "seed"}
    assert full == plain | {"top_k", "min_p", "repetition_penalty", "repeat_penalty"}
    assert (server.requests[0].json["top_p"], server.requests[0].json["seed"]) == (0.9, 3)


def test_pieces_come_while_the_server_still_writes() -> None:
    step = Step([chunk("One."), chunk(" Two."), chunk(finish="stop"), DONE], pause=0.3)
    with scripted(step) as server, endpoint(server) as asked:
        began = time.monotonic()
        first = next(piece for piece in asked.stream(ASKED) if piece)
        assert first == "One."
        assert time.monotonic() - began < 0.55


@pytest.mark.parametrize("cut_at", range(1, 7))
def test_characters_and_events_may_be_cut_anywhere(cut_at: int) -> None:
    whole = b": a comment\r\n\r\n" + chunk("2 µg → ½").replace(b"\n", b"\r\n") + chunk(finish="length")
    pieces = [whole[at : at + cut_at] for at in range(0, len(whole), cut_at)]
    with scripted(Step(pieces)) as server, endpoint(server) as asked:
        assert "".join(asked.stream(ASKED)) == "2 µg → ½"  # and without [DONE], which some servers leave out


def test_a_server_that_does_not_stream_is_understood() -> None:
    body = json.dumps({"choices": [{"message": {"content": "<think>Hm</think> Rest."}}]}).encode()
    with scripted(Step([body], kind="application/json; charset=utf-8")) as server, endpoint(server) as asked:
        assert "".join(asked.stream(ASKED)) == asked.write(ASKED) == "Rest."


def test_what_was_thought_is_left_out() -> None:
    answer = spoken("<th", "ink>I thi", "nk </thi", "nk>\n", "\nRest", " helps.")
    with scripted(answer) as server, endpoint(server) as asked:
        assert "".join(asked.stream(ASKED)) == "Rest helps."


@pytest.mark.parametrize(
    "fault",
    [
        refused(500, "oops"),
        refused(503, {"message": "Loading model"}),
        refused(429, "slowly"),
        Step(cut=True),
        Step([b": still here\n\n"], cut=True),
        Step([chunk(role="assistant")], cut=True),
        Step([chunk("")]),
        Step([b"data: {no JSON\n\n"]),
        Step([b"data: \xff\xfe\n\n"]),
        Step([b"<html>Welcome</html>"], kind="text/html"),
        Step([b"no JSON"], kind="application/json"),
        Step([b'data: {"error": {"message": "busy", "code": 503}}\n\n']),
        Step([b'error: {"message": "slot unavailable", "code": 503}\n\n']),
        Step([], pause=1.0),
    ],
    ids=str,
)
def test_what_may_pass_is_tried_again_with_growing_waits(fault: Step) -> None:
    waits: list[float] = []
    with scripted(fault, fault, spoken("At last.")) as server, endpoint(server, waits) as asked:
        assert "".join(asked.stream(ASKED)) == "At last."
    assert sum(waits) == pytest.approx(3.0)  # one second, then two, in beats in which a reader can leave
    assert len(server.requests) == 3


@pytest.mark.parametrize("step", [refused(500, "oops"), Step(cut=True), Step([b"data: {\n\n"])], ids=str)
def test_what_does_not_pass_is_told_after_some_tries(step: Step) -> None:
    assert "(3 tries); look at the server." in told(step)


def test_the_server_says_how_long_to_wait() -> None:
    waits: list[float] = []
    with scripted(refused(429, "", Retry_After="7"), spoken("Now.")) as server, endpoint(server, waits) as asked:
        assert "".join(asked.stream(ASKED)) == "Now."
    assert sum(waits) == pytest.approx(7.0)


def test_a_wait_until_a_date_is_understood() -> None:
    step = refused(429, "", Retry_After="Wed, 21 Oct 2015 07:28:00 GMT")  # which has passed: now
    waits: list[float] = []
    with scripted(step, spoken("Now.")) as server, endpoint(server, waits) as asked:
        assert "".join(asked.stream(ASKED)) == "Now."
    assert waits == []


def test_a_wait_beyond_patience_is_not_waited() -> None:
    assert "asks to wait 3600 s (1 try); look at the server." in told(refused(429, "", Retry_After="3600"))


@pytest.mark.parametrize(
    "last",
    # With a pause: in one piece with the bad bytes the text would not have been given yet, and is asked for again.
    [Step([chunk("The dose is")], cut=True), Step([chunk("The dose is"), b"data: \xff\n\n"], pause=0.3)],
    ids=["cut", "not UTF-8"],
)
def test_after_some_text_nothing_is_tried_again(last: Step) -> None:
    given: list[str] = []
    with scripted(last, spoken("Something else.")) as server, endpoint(server) as asked:
        with pytest.raises(EndpointBroken, match="in the middle of an answer; look at the server"):
            given.extend(asked.stream(ASKED))
        assert "".join(given) == "The dose is"
        assert len(server.requests) == 1


def test_an_error_in_the_middle_of_a_stream() -> None:
    step = Step([chunk("Yes"), b'data: {"error": {"message": "CUDA error", "code": 500}}\n\n'])
    assert told(step).startswith("EndpointBroken: ")
    assert "CUDA error" in told(step)


def test_what_breaks_off_after_its_end_is_whole() -> None:
    with scripted(Step([chunk("Yes."), chunk(finish="stop")], cut=True)) as server, endpoint(server) as asked:
        assert "".join(asked.stream(ASKED)) == "Yes."


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (refused(401, {"message": "Incorrect API key"}), "EndpointUnreachable: .* refuses the key .*; set KEY."),
        (refused(403), "EndpointUnreachable: .*; set KEY."),
        (refused(404, {"message": "The model `m` does not exist."}), "EndpointUnreachable: .*`m` does not exist.*after #"),
        (refused(400, {"message": "model 'm' not found"}), "EndpointUnreachable: .*name it after #"),
        (refused(405), "EndpointUnreachable: .* answers 405"),
        (Step(status=302, headers={"Location": "/elsewhere"}), "EndpointUnreachable: .* answers 302"),
        (refused(400, {"message": "bad 'stop'"}), "EndpointDeclined: .* refuses this question .*bad 'stop'"),
        (
            refused(400, {"message": "This model's maximum context length is 4096 tokens.", "type": "BadRequestError"}),
            "PromptTooLong: .* cannot read that much .*4096",
        ),
        (
            refused(400, {"message": "the request exceeds what there is", "type": "exceed_context_size_error"}),
            "PromptTooLong: ",
        ),
        (refused(500, {"message": "The input is longer than the model's context length."}), "PromptTooLong: "),
        (refused(400, {"message": "Too big.", "code": "context_length_exceeded"}), "PromptTooLong: "),
        (Step([chunk(finish="stop"), DONE]), "EndpointDeclined: .* without a text; ask another model"),
        (Step([chunk("<think>Well", finish="length"), DONE]), "EndpointDeclined: .*before it spoke; switch its thinking"),
        (Step([chunk(reasoning_content="Well"), chunk(finish="length")]), "EndpointDeclined: .*before it spoke"),
        (Step([chunk(tool_calls=[{"id": "x"}]), chunk(finish="tool_calls")]), "EndpointDeclined: .* without a text"),
        (Step([chunk("Take"), chunk(finish="content_filter")]), "EndpointDeclined: .* withholds its answer"),
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_pass_is_told_at_once(step: Step, words: str) -> None:
    with scripted(step) as server, endpoint(server) as asked, pytest.raises(ModelError) as raised:
        list(asked.stream(ASKED))
    assert re.search(words, f"{type(raised.value).__name__}: {raised.value}")
    assert "\n" not in str(raised.value)
    assert len(server.requests) == 1


def test_a_servers_long_words_are_cut() -> None:
    assert len(told(refused(400, "x" * 10_000))) < 400


def test_nobody_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with Endpoint(f"http://127.0.0.1:{port}", "m", patience=QUICK, wait=lambda seconds: None) as asked:
        with pytest.raises(EndpointUnreachable, match=r"cannot be reached .*3 tries"):
            list(asked.stream(ASKED))
        with pytest.raises(EndpointUnreachable, match="cannot be reached"):
            asked.write(ASKED)
    with pytest.raises(EndpointUnreachable, match="cannot be reached"):
        Endpoint(f"http://127.0.0.1:{port}", patience=QUICK, wait=lambda seconds: None)


def test_a_reader_who_leaves_closes_the_connection() -> None:
    with scripted(Step([chunk("One."), chunk(" Two.")], hold=True)) as server, endpoint(server) as asked:
        pieces = asked.stream(ASKED)
        assert next(piece for piece in pieces if piece) == "One."
        pieces.close()
        assert server.left.wait(2)


def test_a_reader_can_leave_while_the_server_is_silent() -> None:
    with scripted(Step([b": wait\n\n"], hold=True)) as server, endpoint(server) as asked:
        began = time.monotonic()
        pieces = asked.stream(ASKED)
        assert next(pieces) == ""
        pieces.close()
        assert server.left.wait(2)
        assert time.monotonic() - began < 0.5  # the patience of these tests


def test_a_reader_can_leave_while_another_try_is_waited_for() -> None:
    with scripted(refused(503)) as server, endpoint(server) as asked:
        pieces = asked.stream(ASKED)
        assert next(pieces) == ""
        pieces.close()
        assert len(server.requests) == 1


def test_closing_the_endpoint_ends_a_stream_with_a_sentence() -> None:
    with scripted(Step([chunk("One.")], hold=True)) as server:
        asked = endpoint(server)
        pieces = asked.stream(ASKED)
        assert next(piece for piece in pieces if piece) == "One."
        asked.close()
        asked.close()
        with pytest.raises(EndpointBroken, match="was closed"):
            list(pieces)


def test_several_threads_may_ask_at_once() -> None:
    found: list[str] = []
    with scripted(Step([chunk("Yes."), chunk(finish="stop")], pause=0.1)) as server, endpoint(server) as asked:
        asking = [threading.Thread(target=lambda: found.append("".join(asked.stream(ASKED)))) for _ in range(8)]
        for thread in asking:
            thread.start()
        for thread in asking:
            thread.join(5)
    assert found == ["Yes."] * 8


def test_the_only_model_of_a_server_needs_no_name() -> None:
    one = Step([b'{"data": [{"id": "one"}]}'], kind="application/json")
    two = Step([b'{"data": [{"id": "a"}, {"id": "b"}]}'], kind="application/json")
    with scripted(one, two) as server:
        with endpoint(server, model="") as asked:
            assert asked.name.startswith("one (")
        with pytest.raises(EndpointUnreachable, match=r"serves 2 models \(a, b\); name it after #"):
            endpoint(server, model="")


@pytest.mark.parametrize("url", ["ftp://host/v1", "http://", "localhost:8000", "http://[", "http://h:port/v1", ""])
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(EndpointUnreachable, match="no address"):
        Endpoint(url, "m")


def test_the_address_in_the_forms_people_give() -> None:
    for given_url in ("http://h:1", "http://h:1/", "http://h:1/v1", "http://h:1/v1/", "http://h:1/v1/chat/completions"):
        assert base_of(given_url) == "http://h:1/v1"
    assert base_of("https://h/api/v3") == "https://h/api/v3"


@pytest.mark.parametrize(("url", "key"), [("http://example.org/v1", "secret"), ("https://example.org", "“secret”")])
def test_a_key_goes_nowhere_in_clear_or_broken(url: str, key: str) -> None:
    with pytest.raises(EndpointUnreachable, match=r"https|no key has"):
        Endpoint(url, "m", key)


def test_a_password_in_the_address_is_never_shown() -> None:
    with Endpoint("http://me:secret@127.0.0.1:1/v1", "m", patience=Patience(tries=1)) as asked:
        assert "secret" not in asked.name
        with pytest.raises(EndpointUnreachable) as raised:
            list(asked.stream(ASKED))
        assert "secret" not in str(raised.value)


# --- the pure parts


@given(st.lists(st.text(st.characters(blacklist_categories=["Cs"])), max_size=5), st.data())
def test_a_reply_is_the_same_however_its_bytes_are_cut(texts: list[str], data: st.DataObject) -> None:
    stream = b"".join(map(chunk, ["Said: ", *texts])) + chunk(finish="stop") + DONE
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    reply = Reply(Place("here", "", ""))
    found: list[str] = []
    for begin, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        found.extend(reply.feed(stream[begin:end]))
    assert "".join([*found, *reply.end()]) == "Said: " + "".join(texts)


@given(st.binary(max_size=200), st.booleans())
def test_no_bytes_are_a_defect(received: bytes, with_data: bool) -> None:
    reply = Reply(Place("here", "", ""))
    try:
        list(reply.feed(b"data:" + received if with_data else received))
        list(reply.end())
    except Exception as error:  # noqa: BLE001
        assert isinstance(error, EndpointError | PromptTooLong) or type(error).__name__ == "Passing"


@pytest.mark.parametrize(
    "text", ["null", "[]", "3", '{"choices": []}', '{"choices": [3]}', '{"choices": [{"delta": 3}]}']
)
def test_a_chunk_without_text_is_passed_over(text: str) -> None:
    reply = Reply(Place("here", "", ""))
    assert list(reply.feed(f"data: {text}\n\n".encode() + chunk("Yes.") + DONE)) == ["Yes."]


def test_events_by_the_standard() -> None:
    stream = EventStream()
    assert stream.feed(b"\xef\xbb\xbfdata: a\rdata:b\r\r: c\nevent: x\ndata:  d\n\n\n") == ["a\nb", " d"]
    assert stream.feed(b"data: e\r") == []
    assert stream.feed(b"\n\r") == []
    assert stream.feed(b"\ndata: last", last=True) == ["e", "last"]


def test_an_event_without_end_is_refused() -> None:
    stream = EventStream()
    with pytest.raises(NotAnEventStream, match="no end"):
        for _ in range(4):
            stream.feed(b"data: " + b"x" * 1_000_000)


@given(st.lists(st.sampled_from(["<", "think>", "<think>", "</think>", " ", "a", "\n"]), max_size=8), st.integers(1, 4))
def test_thoughts_are_left_out_however_the_text_is_cut(parts: list[str], size: int) -> None:
    text = "".join(parts)
    thought = WithoutThought()
    found = "".join(thought.add(text[at : at + size]) for at in range(0, len(text), size)) + thought.rest()
    if not text.lstrip().startswith("<think>"):
        assert found == text
    else:
        assert found == text.partition("</think>")[2].lstrip()
