"""A teacher behind an OpenAI-compatible endpoint: vLLM, SGLang, llama.cpp, Ollama or a service.

`models.endpoint` asks, tries again and words failures; here they become a teacher's. Knows nothing of questions or answers.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from types import TracebackType

from models.endpoint import Advice, Endpoint, Patience
from models.errors import EndpointDeclined, EndpointError, PromptTooLong
from models.sampling import Sampling
from models.text import Message
from models.training.distilling.teachers import TeacherDeclined, TeacherUnreachable

# A run of hours should outlive a server that is started again.
LONG_PATIENCE = Patience(tries=6, first_wait=1.0)
_ADVICE = Advice(
    key="name the variable that holds it with --key-env",
    model="give --teacher-model with the name of one",
    again="see that the server is up and run again, it goes on from here",
)


class EndpointTeacher:
    """Asks a chat model over HTTP; close it, or use it as a context. Several threads may ask at once.

    `model` is the name the server knows; where it is empty, the server must serve just one. `key` is sent as a bearer token.
    """

    def __init__(
        self,
        url: str,
        model: str = "",
        key: str = "",
        *,
        most_tokens: int = 400,
        temperature: float = 0.0,
        patience: Patience = LONG_PATIENCE,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        """Raises TeacherUnreachable."""
        self._most_tokens = most_tokens
        self._sampling = Sampling(temperature=temperature)
        try:
            self._endpoint = Endpoint(url, model, key, patience=patience, advice=_ADVICE, wait=wait)
        except EndpointError as error:
            raise TeacherUnreachable(str(error)) from error

    @property
    def name(self) -> str:
        """The model's name, where it is served, and the temperature where it is not 0."""
        temperature = self._sampling.temperature
        return self._endpoint.name + (f" at {temperature:g}" if temperature else "")

    def write(self, messages: Sequence[Message]) -> str:
        """The whole answer, without what a model thought before it.

        Raises TeacherDeclined where the server refuses this question, TeacherUnreachable where no answer can be had.
        """
        try:
            return self._endpoint.write(messages, self._most_tokens, self._sampling)
        except (EndpointDeclined, PromptTooLong) as error:
            raise TeacherDeclined(str(error)) from error
        except EndpointError as error:
            raise TeacherUnreachable(str(error)) from error

    def close(self) -> None:
        """Give the connections back."""
        self._endpoint.close()

    def __enter__(self) -> EndpointTeacher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
