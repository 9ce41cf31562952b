"""What must hold for every file of the repository. Some words are put together here, lest the search find itself."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("agent", "retrieval", "models", "evals")
NOT_OURS = {"build", "dist", "runs", "__pycache__"}
LONGEST_FILE = 400


def repository_files() -> Iterator[Path]:
    """Every file that belongs to the repository: caches, environments and builds do not."""
    folders = [ROOT]
    for folder in folders:
        for path in sorted(folder.iterdir()):
            hidden = path.name.startswith(".") and path.name not in (".ci", ".gitignore")
            if path.is_symlink() or hidden or path.name in NOT_OURS or path.name.endswith(".egg-info"):
                continue
            if path.is_dir():
                folders.append(path)
            else:
                yield path


FILES = list(repository_files())
SOURCES = [path for path in FILES if path.suffix == ".py"]


def text_of(path: Path) -> str:
    """The text of a file; empty for one that is not text, such as weights."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def places(pattern: str) -> list[str]:
    """Where a pattern occurs in the repository, as `file:line: what`."""
    found = []
    for path in FILES:
        if path.suffix == ".safetensors":
            continue
        for number, line in enumerate(text_of(path).splitlines(), 1):
            if hit := re.search(pattern, line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {hit[0]}")
    return found


@lru_cache(maxsize=1)  # the tests of one file stand together
def tree_of(path: Path) -> ast.Module:
    return ast.parse(text_of(path))


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_no_file_names_a_package_registry() -> None:
    hosts = [("pypi", "org"), ("pythonhosted", "org"), ("download.pytorch", "org"), ("conda.anaconda", "org")]
    hosts += [("registry.npmjs", "org"), ("pypi.nvidia", "com"), ("cdn.jsdelivr", "net"), ("unpkg", "com")]
    assert places("|".join(re.escape(".".join(host)) for host in hosts)) == []


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    folders = "|".join(["work", "root", r"home/\w+", r"Users/\w+"])
    assert places(rf"(?<![\w.~$}}<])/(?:{folders})/") == []


def test_no_code_reports_home() -> None:
    reporters = {"posthog", "sentry_sdk", "mixpanel", "amplitude", "datadog", "bugsnag", "rollbar", "wandb", "mlflow"}
    reporters |= {"comet_ml", "statsd", "opentelemetry", "langsmith", "analytics", "segment"}
    # What imports one of them names it, so only such a file need be parsed.
    named = [path for path in SOURCES if any(name in text_of(path) for name in reporters)]
    taken = [(path, name) for path in named for name in imports(path)]
    assert [f"{path.relative_to(ROOT)}: {name}" for path, name in taken if name.split(".")[0] in reporters] == []
    assert not direct_dependencies() & {name.replace("_", "-") for name in reporters}


# What measures LangChain's FAISS store opens the file it has itself just written, as that store does; it ships no feature.
# The test of Ray's factory makes sure that it travels between processes.
MAY_UNPICKLE = {
    "evals/benches/langchain_store.py",
    "evals/benches/opening.py",
    "tests/evals/test_benches.py",
    "tests/retrieval/test_distributed.py",
}
UNPICKLERS = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"}


def unpickling(call: ast.Call) -> str:
    """What in a call can run code that a file brings along; empty where nothing can."""
    name = ast.unparse(call.func)
    module, _, function = name.rpartition(".")
    if (module in UNPICKLERS and function in ("load", "loads", "open", "Unpickler")) or name == "torch.load":
        return name
    for keyword in call.keywords:
        # In such a call `False` alone is safe: a variable may hold anything.
        refused = isinstance(keyword.value, ast.Constant) and keyword.value.value is False
        if keyword.arg in ("allow_pickle", "trust_remote_code", "allow_dangerous_deserialization") and not refused:
            return f"{name}({keyword.arg}=…)"
    return ""


@pytest.mark.parametrize(
    ("code", "unsafe"),
    [
        ("pickle.load(file)", True),
        ("torch.load(path, weights_only=True)", True),
        ("np.load(path, allow_pickle=True)", True),
        ("np.load(path, allow_pickle=choice)", True),
        ("load(name, trust_remote_code=True)", True),
        ("load(name, trust_remote_code=False)", False),
        ("json.load(file)", False),
    ],
)
def test_unpickling_is_recognised(code: str, unsafe: bool) -> None:
    call = ast.parse(code, mode="eval").body
    assert isinstance(call, ast.Call)
    assert bool(unpickling(call)) is unsafe


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_source_file_keeps_the_house_rules(path: Path) -> None:
    assert len(text_of(path).splitlines()) <= LONGEST_FILE
    if path.relative_to(ROOT).as_posix() not in MAY_UNPICKLE:
        assert [found for call in calls(path) if (found := unpickling(call))] == []
    if path.relative_to(ROOT).parts[0] in PACKAGES:
        assert [call.lineno for call in calls(path) if ast.unparse(call.func) == "print"] == []
        assert ast.get_docstring(tree_of(path)), "a module says what it knows and does not know"


def test_the_readme_shows_the_two_commands() -> None:
    readme = text_of(ROOT / "README.md")
    assert "git clone" in readme
    assert "make chat" in readme


def test_every_link_of_a_page_leads_somewhere() -> None:
    for page in [path for path in FILES if path.suffix == ".md" and "handbook" not in path.parts]:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text_of(page)):
            if target.endswith(".png"):
                continue
            assert (page.parent / target).exists(), f"{page.relative_to(ROOT)} links to {target}"


# The lock.


def plain(name: str) -> str:
    """A distribution's name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def project() -> dict[str, object]:
    table: dict[str, object] = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    return table


def direct_dependencies() -> set[str]:
    extras = project()["optional-dependencies"]
    wanted = project()["dependencies"]
    assert isinstance(extras, dict) and isinstance(wanted, list)
    every = [*wanted, *(one for extra in extras.values() for one in extra)]
    names = {plain(re.split(r"[\[<>=!~; ]", one, maxsplit=1)[0]) for one in every}
    return names - {"osler"}  # an extra may be made of others


def locked_lines() -> list[str]:
    lines = text_of(ROOT / "constraints.txt").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def test_every_locked_version_is_exact() -> None:
    exact = re.compile(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.!]*( ; .+)?")
    assert [line for line in locked_lines() if not exact.fullmatch(line)] == []


def test_every_direct_dependency_is_locked() -> None:
    locked = {plain(line.partition("==")[0]) for line in locked_lines()}
    assert direct_dependencies() - locked == set()


def test_a_version_satisfied_by_any_build_of_torch_is_locked() -> None:
    assert any(re.fullmatch(r"torch==\d+\.\d+\.\d+", line) for line in locked_lines())
