"""Osler's language model as LangChain's `BaseChatModel`, for use in anybody's chain. Knows nothing of weights."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, fields
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage, HumanMessage, SystemMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool
from langchain_core.utils.function_calling import convert_to_openai_tool
from pydantic import ConfigDict

from models.sampling import Sampling
from models.text import Message, TextModel


class LangChainChatModel(BaseChatModel):
    """Answers of a `TextModel`. `max_tokens`, `stop` and what shapes sampling may also be given with a call.

    What shapes sampling: `temperature`, `top_k`, `top_p`, `min_p`, `repetition` and `seed`, as in `models.sampling`.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    text_model: TextModel
    temperature: float = 0.0
    top_k: int = 0
    top_p: float = 1.0
    min_p: float = 0.0
    repetition: float = 1.0
    seed: int = 0
    max_tokens: int = 512
    stop: list[str] | None = None

    @property
    def model_name(self) -> str:
        """The folder or hub name of the weights."""
        return self.text_model.name

    @property
    def _llm_type(self) -> str:
        return "osler"

    @property
    def _identifying_params(self) -> Mapping[str, Any]:
        return {
            "model_name": self.model_name,
            "max_tokens": self.max_tokens,
            **asdict(self._sampling({})),
        }

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        chunks = self._stream(messages, stop, run_manager, **kwargs)
        text = "".join(chunk.text for chunk in chunks)
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=text))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        pieces = self.text_model.stream(
            [_from_langchain(message) for message in messages],
            max_tokens=kwargs.get("max_tokens", self.max_tokens),
            sampling=self._sampling(kwargs),
            stop=stop or self.stop or (),
        )
        with closing(pieces):
            for piece in pieces:
                chunk = ChatGenerationChunk(message=AIMessageChunk(content=piece))
                if run_manager is not None:
                    run_manager.on_llm_new_token(piece, chunk=chunk)
                yield chunk

    def _sampling(self, call: Mapping[str, Any]) -> Sampling:
        """This model's, but for what the call says otherwise."""
        return Sampling(**{f.name: call.get(f.name, getattr(self, f.name)) for f in fields(Sampling)})

    def bind_tools(
        self,
        tools: Sequence[dict[str, Any] | type | Callable[..., Any] | BaseTool],
        *,
        tool_choice: str | None = None,
        **kwargs: Any,
    ) -> Runnable[LanguageModelInput, AIMessage]:
        """The same model: it takes tools, so that it fits where they are bound, but answers without calling them."""
        warnings.warn("Osler's local models answer without calling tools.", UserWarning, stacklevel=2)
        return self.bind(tools=[convert_to_openai_tool(tool) for tool in tools], tool_choice=tool_choice, **kwargs)


def _from_langchain(message: BaseMessage) -> Message:
    """Raises ValueError for what a text model cannot read: images, tool results."""
    blocks = [block for block in message.content if not isinstance(block, str)]
    foreign = sorted({str(block.get("type")) for block in blocks} - {"text"})
    if foreign:
        raise ValueError(f"Osler's local models read text only; leave out {', '.join(foreign)}.")
    if isinstance(message, SystemMessage):
        return Message("system", str(message.text))
    if isinstance(message, HumanMessage):
        return Message("user", str(message.text))
    if isinstance(message, AIMessage):
        return Message("assistant", str(message.text))
    raise ValueError(f"Osler's local models read no {type(message).__name__}; give system, human and AI messages.")
