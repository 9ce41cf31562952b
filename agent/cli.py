"""The command line: finds the commands each package owns, imports the one that was called, and words every failure.

Knows which entry points are installed; knows nothing of what a command does. `osler --help` imports no command: the
one-line helps are read from the source of each command, so that they are never a copy that grows stale.
"""

from __future__ import annotations

import ast
import os
import sys
import traceback
from collections.abc import Sequence
from importlib.metadata import EntryPoint, PackageNotFoundError, distribution
from importlib.util import find_spec
from inspect import isfunction
from pathlib import Path
from typing import Any

import typer

from agent.errors import AgentError
from agent.quiet import silence
from models.errors import ModelError
from retrieval.errors import RetrievalError

GROUP = "osler.commands"
WHAT_IT_IS = "Answers medical questions in sentences quoted from the literature, each with its source, on this machine."
DEFECT = "this is a defect in Osler; run again with OSLER_DEBUG=1 for the traceback"
UNDESCRIBED = "(its file says nothing of it)"

SUCCESS, DEFECTIVE, REFUSED, INTERRUPTED, READER_LEFT = 0, 1, 2, 130, 141


def main() -> None:
    """The `osler` program."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Carry out one command line and give its exit status.

    0 done, 1 a defect, 2 refused with a reason, 130 stopped, 141 the reader of the output left before its end.
    """
    silence()
    try:
        _call(arguments)
        sys.stdout.flush()
    except SystemExit as left:
        # typer and click turn a broken pipe into an exit of their own.
        return _reader_left() if isinstance(left.__context__, BrokenPipeError) else _status(left)
    except (AgentError, RetrievalError, ModelError) as error:
        return _say(str(error), REFUSED)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return _reader_left()
    except Exception as error:  # noqa: BLE001  the one place where a failure nobody foresaw becomes a sentence
        return _say(f"{type(error).__name__}: {str(error).rstrip('.')}; {DEFECT}.", DEFECTIVE)
    return SUCCESS


def installed_commands() -> dict[str, EntryPoint]:
    """The sub-commands by name, in alphabetical order."""
    try:
        found = distribution("osler").entry_points.select(group=GROUP)
    except PackageNotFoundError:
        return {}
    return {entry.name: entry for entry in sorted(found, key=lambda entry: entry.name)}


def summary(entry: EntryPoint) -> str:
    """The one-line help of a command, read from its source without running it; empty where the source shows none."""
    source = _source(entry.module)
    nodes = ast.parse(source.read_text(encoding="utf-8")).body if source else []
    # The order in which typer looks: a group's own words stand before those of a command in it.
    for kind in (_app_help, _callback_help, _command_help):
        for node in nodes:
            if text := kind(node, entry.attr):
                return text.strip().partition("\n")[0]
    return ""


def load(entry: EntryPoint) -> Any:
    """Import a command: a function or a typer app becomes what typer would run, a click command is taken as it is."""
    command = entry.load()
    if isfunction(command):
        function, command = command, typer.Typer()
        command.command()(function)
    if not isinstance(command, typer.Typer):
        return command
    command.rich_markup_mode = None  # plain help and usage errors: half a second sooner, and a screen reader can follow
    runnable = typer.main.get_command(command)
    # Typer offers to install shell completion in every app; for one command of many that would do nothing.
    runnable.params = [each for each in runnable.params if each.name not in ("install_completion", "show_completion")]
    return runnable


def _call(arguments: Sequence[str]) -> None:
    commands = installed_commands()
    if arguments and arguments[0] in commands:
        name, *rest = arguments
        load(commands[name]).main(args=rest, prog_name=f"osler {name}")
    else:
        _outline(commands)(args=list(arguments), prog_name="osler")


def _outline(commands: dict[str, EntryPoint]) -> Any:
    """The root command, with a stand-in for each command: it lists them, and corrects a name mistyped."""
    root = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None)
    root.callback(help=WHAT_IT_IS)(_nothing)
    for name, entry in commands.items():
        root.command(name, short_help=summary(entry) or UNDESCRIBED)(_nothing)
    if not commands:
        raise AgentError("Osler is not installed, or was installed before it had commands; run make install.")
    return typer.main.get_command(root)


def _nothing() -> None:
    """A stand-in is listed, never run: `_call` takes a known name before the root sees it."""


def _source(module: str) -> Path | None:
    """The file of a module, found without importing the module itself."""
    try:
        spec = find_spec(module)
    except ModuleNotFoundError:
        return None
    return Path(spec.origin) if spec and spec.origin else None


def _app_help(node: ast.stmt, name: str) -> str:
    """`name = typer.Typer(help="…")`, or `name.info.help = "…"`"""
    target = ast.unparse(node.targets[0]) if isinstance(node, ast.Assign) else ""
    if isinstance(node, ast.Assign) and target == name:
        return _help_argument(node.value)
    if isinstance(node, ast.Assign) and target == f"{name}.info.help" and isinstance(node.value, ast.Constant):
        return str(node.value.value)
    return ""


def _callback_help(node: ast.stmt, name: str) -> str:
    """`@name.callback()` above a function with a docstring"""
    return _function_help(node, name, "callback")


def _command_help(node: ast.stmt, name: str) -> str:
    """`@name.command()` above a function with a docstring, or a function of that very name"""
    if isinstance(node, ast.FunctionDef) and node.name == name:
        return ast.get_docstring(node) or ""
    return _function_help(node, name, "command")


def _function_help(node: ast.stmt, name: str, verb: str) -> str:
    if not isinstance(node, ast.FunctionDef):
        return ""
    for decorator in node.decorator_list:
        if ast.unparse(decorator).partition("(")[0] == f"{name}.{verb}":
            return _help_argument(decorator) or ast.get_docstring(node) or ""
    return ""


def _help_argument(call: ast.expr) -> str:
    for keyword in call.keywords if isinstance(call, ast.Call) else ():
        if keyword.arg == "help" and isinstance(keyword.value, ast.Constant):
            return str(keyword.value.value)
    return ""


def _status(left: SystemExit) -> int:
    if left.code is None:
        return SUCCESS
    return left.code if isinstance(left.code, int) else _say(str(left.code), DEFECTIVE)


def _say(sentence: str, status: int) -> int:
    """One line on stderr, whatever the message was made of; the traceback too when it is asked for."""
    if os.environ.get("OSLER_DEBUG", "0") not in ("", "0"):
        traceback.print_exc()
    typer.echo(" ".join(sentence.split()), err=True)
    return status


def _reader_left() -> int:
    """`osler … | head`: whoever read has read enough. What Python would still flush at its end goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return READER_LEFT


if __name__ == "__main__":
    main()
