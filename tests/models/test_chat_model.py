"""The LangChain face: LangChain's own standard tests, and that messages, pieces and settings go through unchanged."""

from __future__ import annotations

from typing import Any

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage, ToolMessage
from langchain_tests.unit_tests import ChatModelUnitTests

from models.chat_model import LangChainChatModel
from models.sampling import Sampling
from models.text import Message, TextModel
from tests.models.test_text import Recording, scripted, tiny_tokenizer

pytestmark = pytest.mark.filterwarnings("ignore:Osler's local models answer without calling tools")


@pytest.fixture(scope="module")
def text_model() -> TextModel:
    return TextModel(Recording(), tiny_tokenizer(), "tiny")


class TestStandard(ChatModelUnitTests):
    """What langchain-tests asks of every chat model."""

    @property
    def chat_model_class(self) -> type[BaseChatModel]:
        return LangChainChatModel

    @property
    def chat_model_params(self) -> dict[str, Any]:
        return {"text_model": TextModel(Recording(), tiny_tokenizer(), "tiny")}


class Tokens(BaseCallbackHandler):
    """Remembers the pieces that the callback was given."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def on_llm_new_token(self, token: str | list[str | dict[str, Any]], **_: Any) -> None:
        self.seen.append(str(token))


def test_an_answer_is_the_text_models(text_model: TextModel) -> None:
    model = LangChainChatModel(text_model=text_model, max_tokens=6)
    reply = model.invoke([SystemMessage("Be brief."), HumanMessage("Why?"), AIMessage("So."), HumanMessage("Oh")])
    chat = [Message("system", "Be brief."), Message("user", "Why?"), Message("assistant", "So."), Message("user", "Oh")]
    assert isinstance(reply, AIMessage)
    assert reply.content == "".join(text_model.stream(chat, max_tokens=6)) != ""


def test_pieces_are_streamed_to_the_caller_and_the_callbacks() -> None:
    said = "Rest, and drink a lot of it!"
    model = LangChainChatModel(text_model=scripted(tiny_tokenizer(), said))
    tokens = Tokens()
    pieces = [str(chunk.content) for chunk in model.stream("Why?", config={"callbacks": [tokens]})]
    assert "".join(pieces) == "".join(tokens.seen) == said
    assert len([piece for piece in pieces if piece]) > 3
    assert model.invoke("Why?").content == said


def test_settings_hold_for_the_model_or_for_a_call(text_model: TextModel) -> None:
    def expected(**settings: Any) -> str:
        return "".join(text_model.stream([Message("user", "Why?")], **settings))

    warm = LangChainChatModel(text_model=text_model, temperature=2.0, seed=3, max_tokens=5)
    assert warm.invoke("Why?").content == expected(sampling=Sampling(2.0, seed=3), max_tokens=5)
    assert warm.invoke("Why?", temperature=0.0, max_tokens=9).content == expected(max_tokens=9)
    assert warm.bind(seed=4).invoke("Why?").content == expected(sampling=Sampling(2.0, seed=4), max_tokens=5)


def test_stop_texts_of_the_model_and_of_a_call() -> None:
    text = scripted(tiny_tokenizer(), "Rest, and drink a lot of it!")
    assert LangChainChatModel(text_model=text).invoke("Why?", stop=[" drink"]).content == "Rest, and"
    assert LangChainChatModel(text_model=text, stop=[","]).invoke("Why?").content == "Rest"


def test_closing_the_stream_ends_the_work() -> None:
    engine = Recording()
    model = LangChainChatModel(text_model=TextModel(engine, tiny_tokenizer(), "tiny"), max_tokens=50)
    chunks = model.stream("Why?")
    next(chunks)
    chunks.close()  # type: ignore[attr-defined]
    assert len(engine.passes) <= 2


def test_text_blocks_are_read_and_anything_else_is_refused(text_model: TextModel) -> None:
    model = LangChainChatModel(text_model=text_model, max_tokens=4)
    blocks = HumanMessage([{"type": "text", "text": "Wh"}, "y?"])
    assert model.invoke([blocks]).content == model.invoke("Why?").content
    image = HumanMessage([{"type": "text", "text": "Why?"}, {"type": "image", "url": "https://example.org/x.png"}])
    refused: list[BaseMessage] = [image, ToolMessage("42", tool_call_id="1")]
    for message in refused:
        with pytest.raises(ValueError, match="local models read"):
            model.invoke([message])


def test_binding_tools_warns_that_none_is_called(text_model: TextModel) -> None:
    with pytest.warns(UserWarning, match="without calling tools"):
        bound = LangChainChatModel(text_model=text_model, max_tokens=4).bind_tools([])
    assert bound.invoke("Why?").tool_calls == []
