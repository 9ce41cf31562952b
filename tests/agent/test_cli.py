"""The command line: what it lists, what it imports, and how every way of failing ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
import typer

from agent import cli
from agent.errors import BadQuestion
from models.errors import ModelMissing
from retrieval.errors import IndexMissing

HEAVY = ("torch", "transformers", "gradio", "faiss", "langchain", "langchain_core", "langgraph", "pydantic", "numpy")
COMMANDS = list(cli.installed_commands().values())


def osler(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "agent.cli", *arguments], capture_output=True, text=True, check=False)


def test_help_lists_every_command_and_exits_0() -> None:
    done = osler("--help")
    assert done.returncode == 0, done.stderr
    for entry in COMMANDS:
        assert f"\n  {entry.name} " in done.stdout
    assert len(COMMANDS) >= 6


def test_help_imports_no_command_and_nothing_heavy() -> None:
    code = "import sys; from agent.cli import run; run(['--help']); sys.stderr.write(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    imported = set(done.stderr.split())
    assert not imported & {*HEAVY, *(entry.module for entry in COMMANDS)}


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_the_listed_help_is_how_the_commands_own_begins(entry: EntryPoint) -> None:
    assert cli.summary(entry)
    assert (cli.load(entry).help or "").strip().startswith(cli.summary(entry))


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_every_command_explains_itself(entry: EntryPoint, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([entry.name, "--help"]) == 0
    said = capsys.readouterr().out
    assert f"Usage: osler {entry.name}" in said
    assert "completion" not in said


def test_a_name_mistyped_is_corrected(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["versoin"]) == 2
    assert "Did you mean 'version'?" in capsys.readouterr().err


def test_an_unknown_option_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["version", "--colour"]) == 2
    assert "No such option: --colour" in capsys.readouterr().err


def test_version_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["version", "--json"]) == 0
    versions = json.loads(capsys.readouterr().out)
    assert versions["python"].startswith("3.")
    assert versions["torch"] and versions["index schema"] >= 1


def test_version_imports_nothing_heavy() -> None:
    code = "import sys; from agent.cli import run; run(['version']); sys.stderr.write(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    tolerated = {"pydantic"}  # typer takes it along to read options
    assert not set(done.stderr.split()) & set(HEAVY) - tolerated


# What follows calls commands made for the purpose: modules in a folder of the test's own.


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], EntryPoint]:
    """Installs a command `made` whose module has the source given."""
    monkeypatch.syspath_prepend(tmp_path)

    def install(source: str, attribute: str = "command") -> EntryPoint:
        module = f"made_{len(list(tmp_path.iterdir()))}_{tmp_path.name}".replace("-", "_")
        (tmp_path / f"{module}.py").write_text(textwrap.dedent(source))
        entry = EntryPoint("made", f"{module}:{attribute}", cli.GROUP)
        monkeypatch.setattr(cli, "installed_commands", lambda: {"made": entry})
        return entry

    return install


ONE = """
import typer
command = typer.Typer()

@command.command()
def answer(n: int = 1) -> None:
    \"\"\"Say a number.

    More that is not listed.
    \"\"\"
    typer.echo(n)
"""
GROUP = """
import typer
command = typer.Typer(help="Numbers of all kinds.")

@command.command()
def one() -> None:
    \"\"\"Say one.\"\"\"
    typer.echo(1)

@command.command()
def two() -> None:
    \"\"\"Say two.\"\"\"
    typer.echo(2)
"""
CALLBACK = GROUP.replace('help="Numbers of all kinds."', "") + (
    '\n@command.callback()\ndef all_kinds() -> None:\n    """Numbers of all kinds."""\n'
)
ASSIGNED = GROUP.replace('help="Numbers of all kinds."', "") + '\ncommand.info.help = "Numbers of all kinds."\n'
FUNCTION = """
import typer

def command(n: int = 1) -> None:
    \"\"\"Say a number.\"\"\"
    typer.echo(n)
"""
CLICK = """
import click

@click.command()
@click.option("--n", default=1)
def command(n: int) -> None:
    \"\"\"Say a number.\"\"\"
    click.echo(n)
"""


@pytest.mark.parametrize(
    ("source", "arguments", "said", "listed"),
    [
        (ONE, ["--n", "2"], "2", "Say a number."),
        (GROUP, ["two"], "2", "Numbers of all kinds."),
        (CALLBACK, ["two"], "2", "Numbers of all kinds."),
        (ASSIGNED, ["two"], "2", "Numbers of all kinds."),
        (FUNCTION, ["--n", "2"], "2", "Say a number."),
        (CLICK, ["--n", "2"], "2", "Say a number."),
    ],
    ids=["one command", "group", "group with callback", "group told later", "function", "click"],
)
def test_every_kind_of_command_runs_and_is_listed(
    source: str,
    arguments: list[str],
    said: str,
    listed: str,
    command: Callable[[str], EntryPoint],
    capsys: pytest.CaptureFixture[str],
) -> None:
    entry = command(source)
    assert cli.summary(entry) == listed == cli.load(entry).help.partition("\n")[0]
    assert cli.run(["made", *arguments]) == 0
    assert capsys.readouterr().out == f"{said}\n"
    assert cli.run(["made", "--nonsense"]) == 2


def test_an_installation_without_commands_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "installed_commands", dict)
    assert cli.run(["--help"]) == 2
    assert "run make install" in capsys.readouterr().err


def failing(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise error

    app = typer.Typer()
    app.command()(fail)
    monkeypatch.setattr(cli, "load", lambda entry: typer.main.get_command(app))


@pytest.mark.parametrize("kind", [BadQuestion, IndexMissing, ModelMissing])
def test_a_known_error_is_one_sentence_on_stderr(
    kind: type[Exception], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failing(kind("There is none;\n  make one."), monkeypatch)
    assert cli.run(["version"]) == 2
    assert capsys.readouterr() == ("", "There is none; make one.\n")


def test_an_unforeseen_error_is_one_sentence_that_owns_up(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failing(ZeroDivisionError("division by zero"), monkeypatch)
    monkeypatch.delenv("OSLER_DEBUG", raising=False)
    assert cli.run(["version"]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and said.startswith("ZeroDivisionError: division by zero; this is a defect in Osler")
    monkeypatch.setenv("OSLER_DEBUG", "1")
    assert cli.run(["version"]) == 1
    assert "Traceback (most recent call last)" in capsys.readouterr().err


def test_a_command_that_cannot_be_imported_is_a_defect(
    command: Callable[[str], EntryPoint], capsys: pytest.CaptureFixture[str]
) -> None:
    command("import a_module_that_nobody_made")
    assert cli.run(["made"]) == 1
    assert "this is a defect in Osler" in capsys.readouterr().err


def test_stopping_is_quiet(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    failing(KeyboardInterrupt(), monkeypatch)
    assert cli.run(["version"]) == 130
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(os.name == "nt", reason="pipes end differently there")
@pytest.mark.parametrize("lines", [1, 100_000], ids=["at the last flush", "while writing"])
def test_a_reader_that_leaves_is_no_error(lines: int) -> None:
    code = textwrap.dedent(f"""
        import sys, typer
        from agent import cli
        app = typer.Typer()
        @app.command()
        def talk() -> None:
            sys.stdin.read()
            sys.stdout.write("word\\n" * {lines})
        cli.load = lambda entry: typer.main.get_command(app)
        sys.argv = ["osler", "version"]
        cli.main()
    """)
    talker = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert talker.stdin and talker.stdout and talker.stderr
    talker.stdout.close()
    talker.stdin.close()
    said = talker.stderr.read()
    talker.stderr.close()
    assert (talker.wait(timeout=30), said) == (cli.READER_LEFT, b"")
