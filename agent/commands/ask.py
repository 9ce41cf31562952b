"""`osler ask`: one question, a conversation in the terminal, or a file of them. Heavy imports wait until it runs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from agent.conversation import Osler


def command(
    question: Annotated[str | None, typer.Argument(help="The question; without one, a conversation begins.")] = None,
    session: Annotated[str | None, typer.Option(help="Continue the conversation of this id.")] = None,
    batch: Annotated[
        Path | None, typer.Option(help="Read questions or whole conversations from this JSONL file.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Write the answers of --batch here; without it, to the output.")
    ] = None,
    index: Annotated[Path | None, typer.Option(help="Folder of the index; without it, the default one.")] = None,
    model: Annotated[
        str | None, typer.Option(help="A model folder, hub name or endpoint's address; without it, the bundled one.")
    ] = None,
    adapter: Annotated[
        str | None, typer.Option(help="Folder of a LoRA adapter for --model, as `osler train sft` writes.")
    ] = None,
    device: Annotated[str | None, typer.Option(help="auto, cpu, cuda or cuda:N.")] = None,
    precision: Annotated[
        str | None, typer.Option(help="Numbers to compute in: auto, fp32, bf16, int8 or int4.")
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help="Let the model write freely; each sentence is verified.")
    ] = False,
    allow_download: Annotated[
        bool, typer.Option("--allow-download", help="Let --model be fetched from the model hub.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a question.")] = False,
) -> None:
    """Ask a question and get whole sentences quoted from the literature, each with its source."""
    from agent.batch import read_batch
    from agent.query import validate_question

    if question is not None:
        validate_question(question)
    conversations = read_batch(batch) if batch is not None else ()
    if session is not None:
        _refuse_unknown_session(session)
    options = {"index": index, "model": model, "adapter": adapter, "device": device, "write": write}
    osler = _open({**options, "precision": precision, "allow_download": allow_download or None}, as_json)
    if batch is not None:
        _answer_batch(osler, conversations, out)
    elif question is not None:
        _answer_one(osler, question, session, as_json)
    else:
        _converse(osler, session, as_json)


def _refuse_unknown_session(session: str) -> None:
    """Before anything heavy loads."""
    from agent.wiring import open_sessions

    with open_sessions() as store:
        store.turns(session)


def _open(options: dict[str, Any], quiet: bool) -> Osler:
    from agent.commands.progress import handbook_progress
    from agent.wiring import open_osler

    with handbook_progress(quiet) as on_progress:
        return open_osler(**options, on_progress=on_progress)


def _answer_one(osler: Osler, question: str, session: str | None, as_json: bool) -> str:
    """Answer and show; the session's id."""
    if as_json:
        turn = osler.answer(question, session)
        typer.echo(json.dumps({**turn.answer.to_json(), "session_id": turn.session_id}, ensure_ascii=False))
        return turn.session_id
    from agent.commands.terminal import show

    return show(osler.ask(question, session))


def _converse(osler: Osler, session: str | None, as_json: bool) -> None:
    """A conversation until an empty line, Ctrl-D or Ctrl-C. A question that cannot be taken is told, and the next asked."""
    from agent.errors import BadQuestion

    interactive = sys.stdin.isatty()
    if interactive:
        typer.echo("Ask about health or medicine; an empty line ends the conversation.", err=True)
    while True:
        if interactive:
            typer.echo("\n> ", nl=False, err=True)
        line = sys.stdin.readline()
        if not line.strip():
            break
        try:
            session = _answer_one(osler, line, session, as_json)
        except BadQuestion as error:
            typer.echo(str(error), err=True)
    if session and interactive:
        typer.echo(f"Continue with: osler ask --session {session}", err=True)


def _answer_batch(osler: Osler, conversations: tuple[object, ...], out: Path | None) -> None:
    from agent.batch import Conversation, answer_batch, write_lines
    from agent.commands.progress import batch_progress

    items = tuple(item for item in conversations if isinstance(item, Conversation))
    with batch_progress(sum(len(item.questions) for item in items)) as advance:
        write_lines(answer_batch(osler, items, advance), out)
