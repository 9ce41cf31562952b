"""What is learnt is what is asked at run time: the prompts are TextModel's own, and the answers come back whole."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.engine import Engine
from models.text import Message, TextModel
from models.training.sft.rendering import IGNORED, Renderer, TemplateRefusal, Tokens
from tests.models.training.sft.families import CONTEXT, FAMILIES, LLAMA, SPECIAL, tiny_model, tokenizer

U, A, S = "user", "assistant", "system"


def chat(*said: tuple[Any, str]) -> list[Message]:
    return [Message(role, content) for role, content in said]


TURNS = chat((U, "What helps a cold?"), (A, "Rest [1]."), (U, "And fever?"), (A, "Drink a lot [2]."))


@cache
def asked(family: str, template: str | None = None) -> TextModel:
    """The model of the family as Osler asks it."""
    return TextModel(Engine(tiny_model(family), "cpu"), tokenizer(family, template), family)


def learnt_parts(example: Tokens) -> list[list[int]]:
    """The runs of learnt tokens, each with nothing ignored inside."""
    parts: list[list[int]] = [[]]
    for token, label in zip(example.ids, example.labels, strict=True):
        if label == IGNORED:
            parts += [[]] if parts[-1] else []
        else:
            assert token == label
            parts[-1].append(token)
    return [part for part in parts if part]


def prompts(example: Tokens) -> list[list[int]]:
    """What stands before each learnt part."""
    labels = [IGNORED, *example.labels]
    begins = [n for n in range(len(example.ids)) if labels[n] == IGNORED != labels[n + 1]]
    return [list(example.ids[:begin]) for begin in begins]


@pytest.mark.parametrize("template", [None, ""], ids=["template", "plain"])
@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("system", [False, True])
def test_each_answer_is_learnt_after_the_prompt_of_run_time(family: str, template: str | None, system: bool) -> None:
    """Gemma's template knows no system role: there it is folded into the question, as at run time."""
    model = asked(family, template)
    messages = [*chat((S, "Be brief.")), *TURNS] if system else TURNS
    rendered = Renderer(tokenizer(family, template), CONTEXT)(messages)
    answers = [n for n, message in enumerate(messages) if message.role == A]
    found = [prompt for example in rendered.examples for prompt in prompts(example)]
    assert found == [model.render(messages[:n]) for n in answers]
    said = [part for example in rendered.examples for part in learnt_parts(example)]
    for part, at in zip(said, answers, strict=True):
        assert part[-1] in model.ends and not model.ends & set(part[:-1])
        assert tokenizer(family).decode(part[:-1]).strip() == messages[at].content
    assert rendered.answers == 2 and rendered.too_long == rendered.shortened == 0


@pytest.mark.parametrize(("family", "examples"), [("llama", 1), ("gemma", 1), ("qwen3", 2)])
def test_one_example_unless_the_template_rewrites_what_was_said(family: str, examples: int) -> None:
    assert len(Renderer(tokenizer(family), CONTEXT)(TURNS).examples) == examples


def test_the_marks_agree_with_those_that_a_template_gives() -> None:
    """transformers' own mask, by {% generation %} marks around what the assistant says and its end."""
    words = "{{ m.content | trim }}<|eot_id|>"
    marked = "{% if m.role == 'assistant' %}{% generation %}" + words + "{% endgeneration %}{% else %}" + words
    wrapped = tokenizer("llama", LLAMA.replace(words, marked + "{% endif %}"))
    messages = [{"role": m.role, "content": m.content} for m in TURNS]
    expected = wrapped.apply_chat_template(messages, return_dict=True, return_assistant_tokens_mask=True)
    (example,) = Renderer(tokenizer("llama"), CONTEXT)(TURNS).examples
    assert list(example.ids) == expected["input_ids"]
    assert [int(label != IGNORED) for label in example.labels] == expected["assistant_masks"]


@settings(max_examples=50)
@given(
    family=st.sampled_from(FAMILIES),
    said=st.lists(
        st.one_of(st.text(min_size=1, max_size=12), st.sampled_from([s for one in SPECIAL.values() for s in one])),
        min_size=2,
        max_size=6,
    ),
)
def test_whatever_is_said_is_learnt_as_it_was_said(family: str, said: list[str]) -> None:
    """Also text that looks like a special token, which must stay text."""
    wrapped, ends = tokenizer_of(family), asked(family).ends
    messages = chat(*((A if n % 2 else U, f"w{text}w") for n, text in enumerate(said[: len(said) // 2 * 2])))
    rendered = Renderer(wrapped, 4 * CONTEXT)(messages)
    parts = [part for example in rendered.examples for part in learnt_parts(example)]
    assert [wrapped.decode(part[:-1]) for part in parts] == [m.content for m in messages if m.role == A]
    assert all(part[-1] in ends and not ends & set(part[:-1]) for part in parts)


@cache
def tokenizer_of(family: str) -> Any:
    return tokenizer(family)


@pytest.mark.parametrize("family", FAMILIES)
def test_old_turns_are_left_out_before_an_answer_that_would_not_fit(family: str) -> None:
    turns = [chat((U, f"Question {n} about a cold?"), (A, f"Answer {n}: rest and drink.")) for n in range(6)]
    messages = [*chat((S, "Be brief.")), *(message for turn in turns for message in turn)]
    wrapped = tokenizer(family)
    whole = Renderer(wrapped, 10 * CONTEXT)(messages)
    most = 150
    rendered = Renderer(wrapped, most)(messages)
    assert max(len(example.ids) for example in rendered.examples) <= most < max(len(e.ids) for e in whole.examples)
    assert rendered.shortened > 0 and rendered.too_long == 0
    parts = [part for example in rendered.examples for part in learnt_parts(example)]
    assert [wrapped.decode(part[:-1]).strip() for part in parts] == [turn[1].content for turn in turns]
    last = prompts(rendered.examples[-1])[-1]
    text = wrapped.decode(last)
    kept = [n for n in range(6) if f"Question {n}" in text]
    assert "Be brief." in text and kept == list(range(kept[0], 6)) and kept[0] > 0
    assert model_prompt(family, messages, kept[0]) == last


def model_prompt(family: str, messages: list[Message], first: int) -> list[int]:
    """The run-time prompt of the last answer, with the history beginning at a question."""
    return asked(family).render([messages[0], *messages[1 + 2 * first : -1]])


def test_an_answer_too_long_by_itself_is_left_out_whole_and_counted() -> None:
    messages = [*TURNS[:2], *chat((U, "Tell me all."), (A, "rest and " * 60)), *TURNS[2:]]
    rendered = Renderer(tokenizer("llama"), 120)(messages)
    assert (rendered.answers, rendered.too_long) == (3, 1)
    assert rendered.needed > 120
    text = " ".join(tokenizer("llama").decode(part) for e in rendered.examples for part in learnt_parts(e))
    assert "Rest [1]." in text and "Drink a lot [2]." in text and "rest and" not in text


def test_without_an_end_in_the_template_the_end_of_text_is_learnt() -> None:
    bare = "{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}"
    bare += "{% if add_generation_prompt %}assistant: {% endif %}"
    wrapped = tokenizer("llama", bare)
    rendered = Renderer(wrapped, CONTEXT)(TURNS)
    assert [part[-1] for e in rendered.examples for part in learnt_parts(e)] == [wrapped.eos_token_id] * 2


@pytest.mark.parametrize(
    ("template", "why"),
    [
        ("{{ raise_exception('no') }}", "no"),
        ("{% for m in messages %}{{ m.role }}{% endfor %}", "leaves out what is asked"),
        ("{% if %}", "Expected an expression"),
    ],
)
def test_a_template_that_refuses_or_leaves_out_is_said(template: str, why: str) -> None:
    with pytest.raises(TemplateRefusal, match=why):
        Renderer(tokenizer("llama", template), CONTEXT)(TURNS)


def test_a_greeting_of_the_assistant_is_read_and_not_learnt() -> None:
    messages = [*chat((A, "Hello.")), *TURNS]
    rendered = Renderer(tokenizer("llama"), CONTEXT)(messages)
    assert rendered.answers == 2
    assert "Hello." in tokenizer("llama").decode(prompts(rendered.examples[0])[0])
