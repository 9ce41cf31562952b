"""Quote decoding against a reference that follows the definition step by step, without a cache or shared passes."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence

import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.engine import Cache, Engine
from models.errors import PromptTooLong
from models.verbatim import Abstained, Choice, Ended, Quoted, quote
from tests.models.test_engine import PROMPT, close, tiny_model, without_cache

ABSTAIN, END = (0, 1), (2,)
Logits = Callable[[list[int]], torch.Tensor]


class FakeDecoder:
    """Logits drawn from the tokens so far, or set by `logits`. Remembers what each pass ran."""

    def __init__(self, logits: Logits, context: int = 1000) -> None:
        self.context = context
        self.logits = logits
        self.passes: list[list[int]] = []

    def extend(self, cache: Cache, ids: Sequence[int], positions: Sequence[int] = (-1,)) -> torch.Tensor:
        self.passes.append(list(ids))
        cache.ids.extend(ids)
        return self.logits(cache.ids)[None]


def drawn(vocabulary: int = 8, seed: int = 0) -> Logits:
    def logits(ids: list[int]) -> torch.Tensor:
        rng = random.Random(str((seed, ids)))
        return torch.tensor([rng.gauss(0, 2) for _ in range(vocabulary)])

    return logits


def liking(*liked: int) -> Logits:
    """The earlier in `liked`, the likelier, whatever came before."""
    row = torch.zeros(16)
    for rank, token in enumerate(liked):
        row[token] = 10.0 - rank
    return lambda _: row


def empty() -> Cache:
    return Cache(None, [])


def run(decoder: FakeDecoder, candidates: Sequence[Sequence[int]], most: int = 8) -> list[Choice]:
    return list(quote(decoder, empty(), [5], candidates, abstain=ABSTAIN, end=END, max_sentences=most))


def reference(
    logits: Logits, prompt: Sequence[int], candidates: Sequence[Sequence[int]], abstain: tuple[int, ...], most: int
) -> list[Choice]:
    """By the definition: probabilities of the whole vocabulary, one token after the other, every sequence looked at."""
    text, left, choices = list(prompt), list(dict.fromkeys(tuple(c) for c in candidates)), list[Choice]()
    while len(choices) < most:
        pool, path, log_probability = [*left, END if choices else abstain], tuple[int, ...](), 0.0
        while len([s for s in pool if s[: len(path)] == path]) > 1:
            probability = torch.softmax(logits([*text, *path]).double(), 0).tolist()
            going_on = {s[len(path)] for s in pool if s[: len(path)] == path and len(s) > len(path)}
            options: dict[int | None, float] = {token: probability[token] for token in going_on}
            if path in pool:
                last = path == abstain or len(choices) + 1 == most
                later = {s[0] for s in ([] if last else left) if s != path} | {END[0]}
                options[None] = sum(probability[token] for token in later - going_on)
            best = max(options, key=lambda option: options[option])
            log_probability += math.log(options[best] / sum(options.values()))
            if best is None:
                pool = [path]
            else:
                path = (*path, best)
        (chosen,) = [s for s in pool if s[: len(path)] == path]
        if chosen == END:
            return [*choices, Ended(log_probability)]
        if chosen == abstain:
            return [*choices, Abstained(log_probability)]
        choices.append(Quoted([tuple(c) for c in candidates].index(chosen), log_probability))
        text, left = [*text, *chosen], [s for s in left if s != chosen]
    return [*choices, Ended(0.0)]


def same(got: list[Choice], expected: list[Choice]) -> bool:
    return len(got) == len(expected) and all(
        type(a) is type(b)
        and getattr(a, "candidate", None) == getattr(b, "candidate", None)
        and math.isclose(a.log_probability, b.log_probability, abs_tol=1e-4)
        for a, b in zip(got, expected, strict=True)
    )


# Tokens 3 to 6 in short sentences: many begin alike, are the same, or are the beginning of another.
sentences = st.lists(st.lists(st.integers(3, 6), min_size=1, max_size=4), max_size=7)


@settings(max_examples=100, deadline=None)
@example([[3]], 0, 2, (3, 7))  # a sentence is the beginning of the abstention
@given(sentences, st.integers(0, 1000), st.integers(1, 5), st.sampled_from([(0, 1), (3, 7), (3,), (3, 4)]))
def test_the_walk_is_the_definition(
    candidates: list[list[int]], seed: int, most: int, abstain: tuple[int, ...]
) -> None:
    candidates = [c for c in candidates if tuple(c) != abstain]
    decoder, cache = FakeDecoder(drawn(seed=seed)), empty()
    got = list(quote(decoder, cache, [5, 6], candidates, abstain=abstain, end=END, max_sentences=most))
    assert same(got, reference(drawn(seed=seed), [5, 6], candidates, abstain, most))


@settings(max_examples=80, deadline=None)
@given(sentences, st.integers(0, 1000), st.integers(1, 5))
def test_sentences_are_whole_and_never_repeated(candidates: list[list[int]], seed: int, most: int) -> None:
    decoder, cache = FakeDecoder(drawn(seed=seed)), empty()
    *said, last = quote(decoder, cache, [5], candidates, abstain=ABSTAIN, end=END, max_sentences=most)
    quoted = [candidates[choice.candidate] for choice in said if isinstance(choice, Quoted)]
    assert len(quoted) == len(said) <= most
    assert len({tuple(sentence) for sentence in quoted}) == len(quoted)
    assert isinstance(last, Ended) if quoted else isinstance(last, Abstained)
    if quoted:
        assert cache.ids == [5, *(token for sentence in quoted for token in sentence)]
    assert all(choice.log_probability <= 1e-9 for choice in [*said, last])


@pytest.mark.parametrize("family", ["llama", "qwen3", "gemma3"])
def test_a_real_model_agrees_with_the_reference(family: str) -> None:
    engine = Engine(tiny_model(family), "cpu")
    candidates = [[9, 8, 7, 6], [9, 8, 50], [40, 41, 42, 43, 44], [40, 41], [60], [9, 8, 50, 51, 52]]
    got = list(quote(engine, engine.start(), PROMPT, candidates, abstain=ABSTAIN, end=END))
    assert same(got, reference(lambda ids: without_cache(engine, ids)[-1], PROMPT, candidates, ABSTAIN, 8))


def test_one_pass_gives_the_same_cache_as_token_by_token() -> None:
    engine = Engine(tiny_model("gemma3"), "cpu")
    cache, slow = engine.start(), engine.start()
    candidates = [[9, 8, 7, 6, 30, 31, 32, 33, 34, 35], [40, 41, 42, 43, 44]]
    list(quote(engine, cache, PROMPT, candidates, abstain=(3, 4), end=END, max_sentences=2))
    for token in cache.ids:
        engine.extend(slow, [token])
    assert len(cache.ids) > len(PROMPT)
    for layer, other in zip(cache.past.layers, slow.past.layers, strict=True):
        assert close(layer.keys, other.keys)
        assert close(layer.values, other.values)
    assert close(engine.extend(cache, [11]), engine.extend(slow, [11]))


def test_what_is_decided_is_run_in_one_pass_and_only_when_more_is_asked_for() -> None:
    decoder = FakeDecoder(liking(9, 6, 2))
    choices = quote(decoder, empty(), [5], [[9, 8, 6, 7, 7], [9, 8, 4, 4], [3, 3]], abstain=ABSTAIN, end=END)
    assert isinstance(next(choices), Quoted)
    assert decoder.passes == [[5], [9, 8]]  # the prompt; what the likeliest two share
    assert isinstance(next(choices), Quoted | Ended)
    assert decoder.passes[2] == [6, 7, 7]


def test_by_hand() -> None:
    """Two sentences begin alike: together they outweigh a third that alone is likelier than either of them."""
    row = torch.full((16,), -30.0)
    row[9], row[3], row[0], row[2] = math.log(0.5), math.log(0.4), math.log(0.1), math.log(0.2)
    after = torch.full((16,), -30.0)
    after[6], after[4], after[2], after[3] = math.log(0.6), math.log(0.4), math.log(0.9), math.log(0.1)
    decoder = FakeDecoder(lambda ids: after if len(ids) > 1 else row)
    first, last = run(decoder, [[9, 6], [9, 4], [3]])
    assert isinstance(first, Quoted)
    assert first.candidate == 0
    assert math.isclose(first.log_probability, math.log(0.5 * 0.6), abs_tol=1e-5)
    # Left are [9, 4], [3] and the end: e^-30, 0.1 and 0.9.
    assert isinstance(last, Ended)
    assert math.isclose(last.log_probability, math.log(0.9), abs_tol=1e-5)


def test_a_sentence_that_begins_another_can_be_chosen_or_passed() -> None:
    short, long = [9, 8], [9, 8, 7]
    assert [getattr(c, "candidate", None) for c in run(FakeDecoder(liking(9, 2, 7)), [short, long], 1)] == [0, None]
    assert [getattr(c, "candidate", None) for c in run(FakeDecoder(liking(9, 7, 2)), [short, long], 1)] == [1, None]


def test_abstaining() -> None:
    (abstained,) = run(FakeDecoder(liking(0)), [[9, 8], [3]])
    assert isinstance(abstained, Abstained)
    assert math.exp(abstained.log_probability) > 0.99
    assert run(FakeDecoder(liking(9)), []) == [Abstained(0.0)]
    # Once a sentence stands, there is no abstaining any more, however likely it is.
    assert [type(c) for c in run(FakeDecoder(liking(9, 0, 2)), [[9, 8], [3]])] == [Quoted, Ended]


def test_an_abstention_may_be_the_beginning_of_a_sentence() -> None:
    candidates, kinds = [[3, 4], [5], [6, 4]], set()
    for seed in range(40):
        got = list(quote(FakeDecoder(drawn(seed=seed)), empty(), [5], candidates, abstain=(3,), end=END))
        assert same(got, reference(drawn(seed=seed), [5], candidates, (3,), 8))
        kinds.add((type(got[0]), getattr(got[0], "candidate", None)))
    assert kinds == {(Abstained, None), (Quoted, 0), (Quoted, 1), (Quoted, 2)}


def test_the_most_sentences() -> None:
    candidates = [[3], [4], [6], [7]]
    assert run(FakeDecoder(liking(3, 4, 6, 7)), candidates, 2)[-1] == Ended(0.0)
    assert len(run(FakeDecoder(liking(3, 4, 6, 7)), candidates, 2)) == 3
    assert len(run(FakeDecoder(liking(3, 4, 6, 7)), candidates, 8)) == 5


def test_same_tokens_are_one_sentence() -> None:
    choices = run(FakeDecoder(liking(9, 3)), [[9, 8], [9, 8], [3]])
    assert [choice.candidate for choice in choices if isinstance(choice, Quoted)] == [0, 2]


def test_what_does_not_fit_is_passed_over() -> None:
    long, short = [9] * 6, [3, 3]
    decoder = FakeDecoder(liking(9, 3), context=4)
    assert [getattr(c, "candidate", None) for c in run(decoder, [long, short])] == [1, None]
    with pytest.raises(PromptTooLong, match="at most 4 tokens, not 7"):
        run(FakeDecoder(liking(9), context=4), [long])


def test_closing_stops_between_sentences() -> None:
    decoder, cache = FakeDecoder(liking(3, 4)), empty()
    choices = quote(decoder, cache, [5], [[3, 3], [4, 4]], abstain=ABSTAIN, end=END)
    next(choices)
    choices.close()
    assert decoder.passes == [[5]]


@pytest.mark.parametrize(
    ("candidates", "abstain", "end", "most"),
    [
        ([[]], ABSTAIN, END, 1),
        ([[3]], (), END, 1),
        ([[3]], ABSTAIN, (), 1),
        ([[3]], ABSTAIN, END, 0),
        ([[2, 3]], ABSTAIN, END, 1),
        ([[2]], ABSTAIN, (2, 3), 1),
        ([[0, 1]], ABSTAIN, END, 1),
    ],
)
def test_senseless_calls_are_refused(
    candidates: list[list[int]], abstain: tuple[int, ...], end: tuple[int, ...], most: int
) -> None:
    with pytest.raises(ValueError):
        next(quote(FakeDecoder(drawn()), empty(), [5], candidates, abstain=abstain, end=end, max_sentences=most))
