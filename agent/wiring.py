"""The one place where retrieval and models meet: settings become a working `Osler`.

Everything heavy is imported here when it is first needed, so that a command that needs none of it starts at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from agent.errors import BadSetting
from agent.settings import BUNDLED, Settings, read_settings

if TYPE_CHECKING:
    from agent.answering import Answering
    from agent.conversation import Osler
    from agent.graph import Abilities
    from agent.literature import Library
    from agent.session import SessionStore
    from models.encoder import TextEncoder
    from models.text import TextModel
    from retrieval.retriever import ScorePairs
    from retrieval.writing import OnProgress

WEIGHTS = Path(__file__).resolve().parent.parent / "models" / "weights" / "quoter"
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
    write: bool = False,
    allow_download: bool | None = None,
    on_progress: OnProgress | None = None,
) -> Osler:
    """Osler over the index and the model that the settings name, or that are given here.

    Without `index` the default index is used, and made from the bundled handbook where it is missing.
    Raises RetrievalError, ModelError or AgentError, each one sentence that says what to do.
    """
    from agent.conversation import Osler

    options = {"index": index, "model": model, "adapter": adapter, "device": device, "allow_download": allow_download}
    settings = read_settings(options)
    library = open_library(settings, may_make=index is None, on_progress=on_progress)
    return Osler(open_abilities(settings, library, write=write), open_sessions())


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


def open_abilities(settings: Settings, library: Library, *, write: bool = False) -> Abilities:
    """What a conversation over this literature can do, with the model that the settings name."""
    from agent.graph import Abilities
    from agent.triage import SELF_HARM_CATEGORIES, triage

    return Abilities(
        triage=triage,
        silent_categories=frozenset(SELF_HARM_CATEGORIES),
        topics=library.topics,
        # Twice as many as are read: what repeats, or holds only links, is left out of the evidence.
        search=lambda query: library.search(query, 2 * settings.passages),
        answering=open_answering(settings, write=write),
    )


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


def open_answering(settings: Settings, *, write: bool = False) -> Answering:
    """Quoting with the bundled model or any other, or writing with a larger one."""
    from agent.answering import Quoting, Writing
    from agent.model_picking import ModelPicker, VerbatimPicker
    from models.quoting import QuotingModel, is_quoting_model

    folder = WEIGHTS if settings.model == BUNDLED else Path(settings.model).expanduser()
    if settings.adapter and is_quoting_model(folder):
        raise BadSetting(
            f"The adapter {settings.adapter} is for another model than {folder.name}: name it with --model."
        )
    if is_quoting_model(folder) and not write:
        return Quoting(ModelPicker(QuotingModel.load(folder, settings.device), likeness_encoder().encode))
    text_model = open_text_model(settings)
    if not write:
        return Quoting(VerbatimPicker(text_model))
    return Writing(_writer(text_model), sentence_texts)


def open_text_model(settings: Settings) -> TextModel:
    """The model that the settings name as one that reads and writes text; loaded once a process."""
    model = str(WEIGHTS) if settings.model == BUNDLED else settings.model
    return _text_model(model, settings.device, settings.allow_download, settings.adapter)


@cache
def _text_model(model: str, device: str, allow_download: bool, adapter: str) -> TextModel:
    from models.text import TextModel

    return TextModel.load(model, device, allow_download=allow_download, adapter=adapter or None)


def only_quotes(settings: Settings) -> bool:
    """Whether the model that the settings name was trained to quote, and cannot write."""
    from models.quoting import is_quoting_model

    return settings.model == BUNDLED or is_quoting_model(Path(settings.model).expanduser())


def sentence_texts(text: str) -> tuple[str, ...]:
    """The sentences of a text, as retrieval cuts them."""
    from retrieval.sentences import split_sentences

    return tuple(span.of(text) for span in split_sentences(text))


def _writer(model: TextModel) -> Callable[[str], Iterator[str]]:
    from models.text import Message

    return lambda prompt: model.stream([Message("user", prompt)], MOST_TOKENS)
