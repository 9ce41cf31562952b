"""All tasks by name: those of evals/tasks, and those of YAML files that a user gives. Finds a task's data, too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from evals.errors import DataMissing, UnknownTask
from evals.task import Task


@cache
def all_tasks() -> Mapping[str, Task]:
    """Osler's own tasks, in alphabetical order."""
    import evals.tasks

    modules = [import_module(f"evals.tasks.{found.name}") for found in iter_modules(evals.tasks.__path__)]
    tasks: list[Task] = [task for module in modules for task in module.TASKS]
    return {task.name: task for task in sorted(tasks, key=lambda task: task.name)}


def find_tasks(names: Sequence[str]) -> tuple[Task, ...]:
    """The tasks of these names; a name that ends in .yaml or .yml is a file that describes one.

    "mirage" names every task that begins with "mirage-" and that any model can do: those for models that write are named
    whole. Raises UnknownTask with the nearest name.
    """
    found: dict[str, Task] = {}
    for name in names:
        for task in _named(name):
            found[task.name] = task
    return tuple(found.values())


def _named(name: str) -> Sequence[Task]:
    if name.lower().endswith((".yaml", ".yml")):
        from evals.yaml_tasks import read_task

        return (read_task(Path(name)),)
    tasks = all_tasks()
    if name in tasks:
        return (tasks[name],)
    family = [task for task in tasks.values() if task.name.startswith(f"{name}-") and not task.solver.writes]
    if family:
        return family
    near = get_close_matches(name, [*tasks, *{each.partition("-")[0] for each in tasks}], n=1, cutoff=0.5)
    raise UnknownTask(name, near[0] if near else "")


def find_data(task: Task, data: Path | None, *, alone: bool) -> Path:
    """Where the task's data are: what it ships, the file itself (where one task is run `alone`), or a name under a folder.

    `task.data` may name several, separated by "|": the first that is there is taken. Raises DataMissing.
    """
    names = task.data.split("|")
    if data is None:
        for name in names:
            path = Path(name)
            if path.is_absolute() and path.exists():
                return path
        raise DataMissing(task.name, names, task.source, None)
    if alone and data.is_file():
        return data
    for name in names:
        if (data / name).exists():
            return data / name
    if alone and data.is_dir() and task.takes_folder:
        return data
    raise DataMissing(task.name, names, task.source, data)
