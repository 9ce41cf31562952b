"""The one place where retrieval and models meet: settings become a working `Osler`.

Everything heavy is imported here when it is first needed, so that a command that needs none of it starts at once.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from agent.errors import BadSetting
from agent.settings import BUNDLED, Settings, read_settings

if TYPE_CHECKING:
    from agent.answer import TokensRead
    from agent.answering import Answering, Write
    from agent.conversation import Osler
    from agent.events import Conversations
    from agent.graph import Abilities
    from agent.literature import Library
    from agent.loading import LoadingOsler
    from agent.model_picking import Judge
    from agent.queueing import Queued
    from agent.serving.fleeting import FleetingSessions
    from agent.session import SessionStore
    from models.encoder import TextEncoder
    from models.endpoint import Endpoint
    from models.fitting import Said
    from models.number_format import Wanted
    from models.speaking import Speaker
    from models.text import TextModel
    from retrieval.retriever import ScorePairs
    from retrieval.writing import OnProgress

WEIGHTS = Path(__file__).resolve().parent.parent / "models" / "weights" / "quoter"
AT_ONCE, AT_ONCE_ON_CUDA = 2, 4  # questions answered at the same time, unless the settings say
MOST_TOKENS = 400  # of a written answer


@cache
def index_encoder() -> TextEncoder:
    """The encoder of the index, by the settings that hold now; loaded once a process."""
    from models.encoder import BUNDLED as BUNDLED_ENCODER
    from models.encoder import open_encoder

    settings = read_settings()
    name = BUNDLED_ENCODER if settings.encoder == BUNDLED else settings.encoder
    return open_encoder(name, allow_download=settings.allow_download)


@cache
def likeness_encoder() -> TextEncoder:
    """The encoder that the bundled model's likeness was weighed with: the bundled one, whichever the index uses."""
    from models.encoder import BUNDLED as BUNDLED_ENCODER
    from models.encoder import open_encoder

    return index_encoder() if read_settings().encoder == BUNDLED else open_encoder(BUNDLED_ENCODER)


@cache
def reranker() -> ScorePairs | None:
    """The reranker of a search, or None where the settings switch it off; loaded once a process."""
    if not read_settings().rerank:
        return None
    from models.reranker import Reranker

    return Reranker().score_pairs


@cache
def verdicts() -> Judge:
    """The cross-encoder that helps to judge whether anything answers, and what."""
    from models.verdicts import Verdicts

    return Verdicts().judge


def default_index() -> Path:
    """The folder of the index, by the settings that hold now."""
    return read_settings().index


def handbook_is_ready() -> bool:
    """Whether the default index was made and holds the handbook as it is now. Loads nothing heavy."""
    from agent.handbook import HANDBOOK, mark_holds
    from retrieval.errors import RetrievalError
    from retrieval.snapshot import current_generation

    folder = default_index()
    try:
        current_generation(folder)
    except RetrievalError:
        return False
    return mark_holds(folder, HANDBOOK)


def open_osler(
    *,
    index: Path | None = None,
    model: str | None = None,
    adapter: str | None = None,
    device: str | None = None,
    precision: str | None = None,
    write: bool = False,
    allow_download: bool | None = None,
    on_progress: OnProgress | None = None,
    ready: bool = False,
) -> Osler:
    """Osler over the index and the model that the settings name, or that are given here.

    Without `index` the default index is used, and made from the bundled handbook where it is missing. `ready`: it is for
    many answers, so that on CUDA it is worth the minutes that making a writing model faster may take.
    Raises RetrievalError, ModelError or AgentError, each one sentence that says what to do.
    """
    from agent.conversation import Osler

    options = {"index": index, "model": model, "adapter": adapter, "device": device, "precision": precision}
    settings = read_settings({**options, "allow_download": allow_download})
    library = open_library(settings, may_make=index is None, on_progress=on_progress)
    return Osler(open_abilities(settings, library, write=write, ready=ready), open_sessions())


def open_fleeting(
    *,
    index: Path | None = None,
    model: str | None = None,
    adapter: str | None = None,
    device: str | None = None,
    precision: str | None = None,
    write: bool = False,
    allow_download: bool | None = None,
    showing: Callable[[], AbstractContextManager[OnProgress | None]] = nullcontext,
) -> tuple[LoadingOsler, FleetingSessions]:
    """As `open_osler`, but loaded when it is told to begin, and over conversations that clients bring along.

    `showing` is entered while the handbook is indexed, where it has to be.
    """
    from agent.conversation import Osler
    from agent.loading import LoadingOsler
    from agent.serving.fleeting import FleetingSessions
    from agent.triage import SELF_HARM_CATEGORIES, triage

    options = {"index": index, "model": model, "adapter": adapter, "device": device, "precision": precision}
    settings = read_settings({**options, "allow_download": allow_download})
    sessions = FleetingSessions(triage, SELF_HARM_CATEGORIES)

    def load() -> Osler:
        with showing() as on_progress:
            library = open_library(settings, may_make=index is None, on_progress=on_progress)
        sessions.topics = library.topics
        return Osler(open_abilities(settings, library, write=write, ready=True), sessions)

    return LoadingOsler(load, sessions), sessions


def open_library(settings: Settings, *, may_make: bool, on_progress: OnProgress | None = None) -> Library:
    """The literature of the index that the settings name; made from the handbook where that is missing and allowed."""
    from agent.literature import Library, prepare_handbook
    from agent.quiet import silence

    # Before anything of the model hub is imported: the command line has switched it off.
    silence(allow_download=settings.allow_download)
    encoder = index_encoder()
    if may_make:
        prepare_handbook(settings.index, lambda: encoder, on_progress)
    return Library(settings.index, encoder, reranker())


def open_abilities(settings: Settings, library: Library, *, write: bool = False, ready: bool = False) -> Abilities:
    """What a conversation over this literature can do, with the model that the settings name."""
    from agent.graph import Abilities
    from agent.triage import SELF_HARM_CATEGORIES, triage

    return Abilities(
        triage=triage,
        silent_categories=frozenset(SELF_HARM_CATEGORIES),
        topics=library.topics,
        titles=library.titles,
        # Twice as many as are read: what repeats, or holds only links, is left out of the evidence.
        search=lambda query: library.search(query, 2 * settings.passages),
        answering=open_answering(settings, write=write, ready=ready),
    )


def open_line(conversations: Conversations, device: str | None = None) -> Queued:
    """These conversations behind a line, as the settings say; an emergency is told before it waits.

    Where they do not say how many are answered at once: more on CUDA, as far as that is known yet. `auto` is decided when
    models load, and asking torch before would cost seconds.
    """
    from agent.queueing import Queued
    from agent.triage import triage

    settings = read_settings({"device": device})
    return Queued(
        conversations,
        active=settings.at_once or (AT_ONCE_ON_CUDA if _is_on_cuda(settings.device) else AT_ONCE),
        waiting=settings.waiting,
        work_seconds=settings.answer_seconds,
        wait_seconds=settings.wait_seconds,
        see_alert=triage,
    )


def _is_on_cuda(device: str) -> bool:
    if device == "auto" and "torch" in sys.modules:
        from models.loading import pick_device

        device = pick_device(device)
    return device.startswith("cuda")


def open_sessions() -> SessionStore:
    """The store of conversations that the settings name; made where there is none."""
    from agent.session import SessionStore

    path = read_settings().sessions
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadSetting(
            f"{path.parent} cannot be made ({error.strerror}); set OSLER_HOME to another folder."
        ) from error
    return SessionStore(path)


def open_answering(settings: Settings, *, write: bool = False, ready: bool = False) -> Answering:
    """Quoting with the bundled model or any other, or writing with a larger one."""
    from agent.answering import JudgedQuoting, Writing

    if is_endpoint(settings.model):
        return _answering_from_afar(settings, write=write)
    from agent.model_picking import ModelPicker, VerbatimPicker, VerbatimQuoting
    from models.quoting import QuotingModel, is_quoting_model

    folder = WEIGHTS if settings.model == BUNDLED else Path(settings.model).expanduser()
    if settings.adapter and is_quoting_model(folder):
        raise BadSetting(
            f"The adapter {settings.adapter} is for another model than {folder.name}: name it with --model."
        )
    if is_quoting_model(folder) and not write:
        if settings.precision != "auto":
            raise BadSetting(
                f"The model {folder.name} quotes in the numbers it was weighed in; leave --precision out, or write with it."
            )
        model = QuotingModel.load(folder, settings.device)
        return JudgedQuoting(ModelPicker(model, likeness_encoder().encode, verdicts()))
    text_model = open_text_model(settings)
    if not write:
        return VerbatimQuoting(VerbatimPicker(text_model))
    if ready:
        _make_ready(text_model, settings)
    return Writing(_converser(text_model), sentence_texts, lambda said: text_model.fitted(said, MOST_TOKENS))


def _make_ready(model: TextModel, settings: Settings) -> None:
    """What cannot be made ready is told in one line, and answers as before."""
    from models.readiness import make_ready

    if told := make_ready(model.engine, _cache(settings)):
        logging.getLogger("osler").warning(told)


def _answering_from_afar(settings: Settings, *, write: bool) -> Answering:
    """The same with a model behind an endpoint: it is asked to copy, and only copies are quoted."""
    from agent.answering import Quoting, Writing
    from agent.copying import EndpointPicker
    from models.room import LearntRoom

    endpoint = open_endpoint(settings)
    if not write:
        return Quoting(EndpointPicker(_writer(endpoint)))
    room = LearntRoom()
    return Writing(_converser(endpoint), sentence_texts, room.fit, room.narrow)


def open_endpoint(settings: Settings) -> Endpoint:
    """The endpoint whose address the settings name, with "#" and the model's name where it serves several."""
    from models.endpoint import Advice, Endpoint

    if settings.adapter:
        raise BadSetting(
            f"The adapter {settings.adapter} needs a model's weights here; start the server with it instead."
        )
    if settings.precision != "auto":
        raise BadSetting(
            f"The precision {settings.precision} is for weights here, and --model is an address; leave --precision out."
        )
    url, _, name = settings.model.partition("#")
    advice = Advice(
        key="set OSLER_ENDPOINT_KEY to the right one",
        model="name the model after the address, as in --model http://localhost:8000/v1#name",
    )
    return Endpoint(url, name, settings.endpoint_key, advice=advice)


def is_endpoint(model: str) -> bool:
    """Whether a model is named by the address of a server."""
    return model.lower().startswith(("http://", "https://"))


def open_text_model(settings: Settings) -> TextModel:
    """The model that the settings name as one that reads and writes text; loaded once a process.

    Raises BadSetting for an endpoint: what needs a text model needs its weights.
    """
    if is_endpoint(settings.model):
        raise BadSetting("This needs a model's weights, and --model is an address; give it a folder or a name.")
    model = str(WEIGHTS) if settings.model == BUNDLED else settings.model
    own = settings.device, settings.precision
    return _text_model(model, *own, settings.allow_download, settings.adapter, _cache(settings))


@cache
def _text_model(
    model: str, device: str, precision: Wanted, allow_download: bool, adapter: str, found: Path
) -> TextModel:
    from models.text import TextModel

    return TextModel.load(
        model, device, allow_download=allow_download, adapter=adapter or None, precision=precision, cache=found
    )


def _cache(settings: Settings) -> Path:
    """What was measured or compiled for this machine; may be deleted at any time."""
    return settings.home / "cache"


def only_quotes(settings: Settings) -> bool:
    """Whether the model that the settings name was trained to quote, and cannot write."""
    from models.quoting import is_quoting_model

    return settings.model == BUNDLED or is_quoting_model(Path(settings.model).expanduser())


def sentence_texts(text: str) -> tuple[str, ...]:
    """The sentences of a text, as retrieval cuts them."""
    from retrieval.sentences import split_sentences

    return tuple(span.of(text) for span in split_sentences(text))


def _converser(model: Speaker) -> Write:
    """How many tokens of a prompt it had read before only a model of ours can say."""
    from agent.answer import TokensRead
    from models.text import Message, TextModel

    def write(conversation: Sequence[Said], on_read: Callable[[TokensRead], None]) -> Generator[str, None, None]:
        messages = [Message(said.role, said.text) for said in conversation]
        if not isinstance(model, TextModel):
            return model.stream(messages, MOST_TOKENS)
        return model.stream(messages, MOST_TOKENS, on_read=lambda told: on_read(TokensRead(told.run, told.reused)))

    return write


def _writer(model: Speaker) -> Callable[[str], Generator[str, None, None]]:
    from models.text import Message

    return lambda prompt: model.stream([Message("user", prompt)], MOST_TOKENS)
