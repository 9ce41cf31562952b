"""A teacher's answers, asked once each: written to a file as they come, checked, and kept or refused with the reason.

A run that is stopped goes on from the file: what was asked is not asked again. Knows nothing of models or endpoints.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from models.text import Message
from models.training.data.dialogues import Ask, Dialogue, asked_of
from models.training.data.quotable import Split
from models.training.distilling.checking import Refusal, check
from models.training.distilling.teachers import Teacher, TeacherDeclined, TeacherUnreachable, WritesTogether
from models.training.documents import Conversation, TrainingDataUnusable

Asked = tuple[Message, ...]  # what a teacher is shown: the instructions, and the evidence with the question
ANSWERS = "teacher.jsonl"
_DECLINED_AT_FIRST = 5  # questions in a row that are declined before anything is written: then nothing will be


@dataclass(frozen=True, slots=True)
class CollectReport:
    """What came of the questions. `refused` counts by reason; `examples` shows a refused sentence or answer of each."""

    teacher: str
    questions: int
    asked_now: int
    kept: int
    abstentions: int
    refused: dict[str, int] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The fields by name."""
        return {
            "teacher": self.teacher,
            "questions": self.questions,
            "asked_now": self.asked_now,
            "kept": self.kept,
            "abstentions": self.abstentions,
            "refused": self.refused,
            "examples": self.examples,
        }

    def __str__(self) -> str:
        share = self.kept / max(1, self.questions)
        rows = [
            f"{self.questions:,} questions to {self.teacher}, {self.asked_now:,} of them in this run",
            f"kept: {self.kept:,} ({share:.0%}), of which {self.abstentions:,} abstain",
        ]
        for reason, count in sorted(self.refused.items(), key=lambda item: -item[1]):
            example = self.examples.get(reason, "")
            rows.append(f"refused, {reason}: {count:,}" + (f" (such as: {example})" if example else ""))
        return "\n".join(rows)


@dataclass(frozen=True, slots=True)
class Collected:
    """The conversations that may be learnt from, in the order of their questions, and the report."""

    conversations: tuple[Conversation, ...]
    report: CollectReport


def collect(
    dialogues: Sequence[Dialogue],
    teacher: Teacher,
    folder: Path,
    *,
    ask: Ask,
    abstention: str,
    split: Split,
    common: Collection[str] = (),
    parallel: int = 1,
    on_answer: Callable[[int, int], None] = lambda done, all_of_them: None,
) -> Collected:
    """Ask the first question of each dialogue, check the answers, and keep what is verified sentence by sentence.

    `parallel` questions are asked at once; of a teacher on this machine, as many as it is best given. Raises
    TeacherUnreachable when no answers can be had any more: those that were are in the file, and the next run goes on.
    Raises TrainingDataUnusable where the file is another program's.
    """
    folder.mkdir(parents=True, exist_ok=True)
    answers = Answers(folder / ANSWERS, teacher.name)
    prompts = [asked_of(ask, one.exchanges[0].question, one.exchanges[0].drawn.passages) for one in dialogues]
    pending = [prompt for prompt in dict.fromkeys(prompts) if prompt not in answers]
    done = len(prompts) - len(pending)
    on_answer(done, len(prompts))
    for number, (prompt, answer) in enumerate(_written(pending, teacher, parallel), start=done + 1):
        answers.add(prompt, answer)
        on_answer(number, len(prompts))
    return _checked(dialogues, prompts, answers, teacher.name, len(pending), abstention, split, common)


class Answers:
    """The file of a teacher's answers: a line each (JSON: key, teacher, prompt's first words, answer; null: declined)."""

    def __init__(self, path: Path, teacher: str) -> None:
        self._path = path
        self._teacher = teacher
        self._found: dict[str, str | None] = dict(self._read())

    def __contains__(self, prompt: Asked) -> bool:
        return self._key(prompt) in self._found

    def __getitem__(self, prompt: Asked) -> str | None:
        return self._found[self._key(prompt)]

    def add(self, prompt: Asked, answer: str | None) -> None:
        """Keep an answer, on the disk first."""
        key = self._key(prompt)
        question = prompt[-1].content.rpartition("Question:")[2].strip()[:200]
        line = {"key": key, "teacher": self._teacher, "question": question, "answer": answer}
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._found[key] = answer

    def _key(self, prompt: Asked) -> str:
        words = "\n".join([self._teacher, *(message.content for message in prompt)])
        return blake2b(words.encode(), digest_size=16).hexdigest()

    def _read(self) -> Iterator[tuple[str, str | None]]:
        if not self._path.exists():
            return
        whole = self._path.read_bytes()
        if whole and not whole.endswith(b"\n"):  # a run was killed while it wrote
            whole = whole[: whole.rfind(b"\n") + 1]
            self._path.write_bytes(whole)
        for number, line in enumerate(whole.decode("utf-8", errors="replace").split("\n"), start=1):
            if not line:
                continue
            try:
                read = json.loads(line)
                yield str(read["key"]), None if read["answer"] is None else str(read["answer"])
            except (ValueError, KeyError, TypeError) as error:
                raise TrainingDataUnusable(
                    f"{self._path}, line {number}: no answer of a teacher ({error!r}); delete it, or give another --out."
                ) from error


def _written(prompts: Sequence[Asked], teacher: Teacher, parallel: int) -> Iterator[tuple[Asked, str | None]]:
    """Each prompt with what the teacher writes, in order; None where it declines."""
    declined = 0
    for number, (prompt, answer) in enumerate(_in_parallel(prompts, teacher, parallel)):
        if isinstance(answer, TeacherDeclined):
            declined += 1
            if declined == number + 1 == _DECLINED_AT_FIRST:
                raise TeacherUnreachable(f"The teacher declined the first {declined} questions: {answer}") from answer
            yield prompt, None
        else:
            yield prompt, answer


def _in_parallel(
    prompts: Sequence[Asked], teacher: Teacher, parallel: int
) -> Iterator[tuple[Asked, str | TeacherDeclined]]:
    if isinstance(teacher, WritesTogether):
        # A portion at a time: what a stop can lose is what waits for an answer before it.
        for start in range(0, len(prompts), teacher.together):
            some = prompts[start : start + teacher.together]
            yield from zip(some, teacher.write_each(some), strict=True)
        return

    def written(prompt: Asked) -> str | TeacherDeclined:
        try:
            return teacher.write(prompt)
        except TeacherDeclined as error:
            return error

    if parallel <= 1:
        yield from ((prompt, written(prompt)) for prompt in prompts)
        return
    pool = ThreadPoolExecutor(parallel)
    try:
        # A few at a time, so that a teacher that breaks down is not asked thousands of times more.
        for start in range(0, len(prompts), parallel * 4):
            some = prompts[start : start + parallel * 4]
            yield from zip(some, pool.map(written, some), strict=True)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _checked(
    dialogues: Sequence[Dialogue],
    prompts: Sequence[Asked],
    answers: Answers,
    teacher: str,
    asked: int,
    abstention: str,
    split: Split,
    common: Collection[str],
) -> Collected:
    kept: list[Conversation] = []
    refused: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for dialogue, prompt in zip(dialogues, prompts, strict=True):
        answer = answers[prompt]
        if answer is None:
            refused[Refusal.DECLINED.value] += 1
            continue
        drawn = dialogue.exchanges[0].drawn
        answering = {quote.passage for quote in drawn.quotes}
        found = check(answer, drawn.passages, answering=answering, abstention=abstention, split=split, common=common)
        if found.refusal is None:
            kind = "answer" if answering else "abstention"
            messages = (*prompt, Message("assistant", found.text))
            kept.append(Conversation(messages, kind, dialogue.source))
        else:
            refused[found.refusal.value] += 1
            examples.setdefault(found.refusal.value, (found.sentence or found.text)[:160])
    abstentions = sum(one.kind == "abstention" for one in kept)
    report = CollectReport(teacher, len(dialogues), asked, len(kept), abstentions, dict(refused), examples)
    return Collected(tuple(kept), report)
