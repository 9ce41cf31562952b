"""Tiny random models of three families, each with a tokenizer trained here and a chat template in that family's manner."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from models.text import Message
from models.training.documents import Conversation, write_conversations
from models.training.sft.data import read_split, render
from models.training.sft.rendering import Renderer, Tokens
from models.training.sft.settings import SftSettings

FAMILIES = ("llama", "qwen3", "gemma")
CONTEXT = 512
# In the manner of Llama 3: a header for each role, text trimmed, a token at the end of each turn.
LLAMA = (
    "<|begin_of_text|>{% for m in messages %}<|start_header_id|>{{ m.role }}<|end_header_id|>\n\n"
    "{{ m.content | trim }}<|eot_id|>{% endfor %}"
    "{% if add_generation_prompt %}<|start_header_id|>assistant<|end_header_id|>\n\n{% endif %}"
)
# In the manner of Qwen3: an empty thought before the last answer, taken out of the answers before it.
QWEN3 = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n"
    "{% if m.role == 'assistant' and loop.last %}<think>\n\n</think>\n\n{% endif %}{{ m.content }}<|im_end|>\n"
    "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n"
    "{% if enable_thinking is defined and not enable_thinking %}<think>\n\n</think>\n\n{% endif %}{% endif %}"
)
# In the manner of Gemma: no system role, roles that must alternate, the assistant is called model.
GEMMA = (
    "<bos>{% if messages[0].role == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}"
    "{% for m in messages %}{% if (m.role == 'user') != (loop.index0 % 2 == 0) %}"
    "{{ raise_exception('Roles must alternate') }}{% endif %}<start_of_turn>"
    "{{ 'model' if m.role == 'assistant' else m.role }}\n{{ m.content | trim }}<end_of_turn>\n{% endfor %}"
    "{% if add_generation_prompt %}<start_of_turn>model\n{% endif %}"
)
TEMPLATES = {"llama": LLAMA, "qwen3": QWEN3, "gemma": GEMMA}
SPECIAL = {
    "llama": ("<|end_of_text|>", "<|begin_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"),
    "qwen3": ("<|endoftext|>", "<|im_start|>", "<|im_end|>", "<think>", "</think>"),
    "gemma": ("<eos>", "<bos>", "<start_of_turn>", "<end_of_turn>"),
}
LESSONS = (
    ("What helps a cold?", "Rest and warm drinks help [1]."),
    ("What causes gout?", "Crystals of uric acid in a joint [2]."),
    ("Is measles catching?", "Yes, it spreads through the air [1]."),
    ("How is asthma treated?", "With an inhaler, each day [3]."),
    ("What is eczema?", "A dry and itchy skin [1]."),
    ("Can I run with flu?", "No, wait until the fever is gone [2]."),
    ("What lowers blood pressure?", "Less salt and more walking [1]."),
    ("Which vaccine for travel?", "The passages do not answer this."),
)


def conversations() -> list[Conversation]:
    """Eight short lessons; the last is an abstention."""
    kinds = ["answer"] * 7 + ["abstention"]
    return [
        Conversation((Message("user", question), Message("assistant", answer)), kind, "invented")
        for (question, answer), kind in zip(LESSONS, kinds, strict=True)
    ]


def write_lessons(path: Path) -> Path:
    """The lessons as a file."""
    write_conversations(conversations(), path)
    return path


def tokenizer(family: str, template: str | None = None) -> Any:
    """A byte-level BPE of 400 tokens trained on the lessons, with the family's special tokens and template."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    family = family if family in FAMILIES else "llama"
    special = SPECIAL[family]
    bpe = Tokenizer(models.BPE())
    bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bpe.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=400,
        special_tokens=list(special),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    bpe.train_from_iterator([text for lesson in LESSONS for text in lesson] * 4, trainer)
    wrapper: Any = PreTrainedTokenizerFast
    wrapped = wrapper(tokenizer_object=bpe, eos_token=special[0])
    wrapped.add_special_tokens({"additional_special_tokens": list(special[1:])})
    wrapped.chat_template = TEMPLATES[family] if template is None else template or None
    return wrapped


def tiny_model(family: str, vocabulary: int = 400) -> Any:
    """Two layers, 32 wide, drawn at random; Gemma 3 with a sliding window shorter than a lesson."""
    import torch
    import transformers as t

    torch.manual_seed(7)
    sizes: dict[str, Any] = {
        "vocab_size": vocabulary,
        "hidden_size": 32,
        "intermediate_size": 64,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
        "max_position_embeddings": CONTEXT,
        "bos_token_id": 1,
        "eos_token_id": 0,
        "pad_token_id": 0,
        "initializer_range": 0.3,  # so wide that an adapter on frozen embeddings can say any word clearly
    }
    if family == "llama":
        return t.LlamaForCausalLM(t.LlamaConfig(**sizes))
    if family == "qwen3":
        return t.Qwen3ForCausalLM(t.Qwen3Config(**sizes, head_dim=8))
    if family == "bert":  # causal, with a layer of its own before the output, as `osler train pretrain` saves it
        names: dict[str, Any] = {"is_decoder": True, "tie_word_embeddings": True, "hidden_dropout_prob": 0.0}
        config = t.BertConfig(**sizes, **names, attention_probs_dropout_prob=0.0)
        return t.BertLMHeadModel(config)
    if family == "lfm2":  # a layer of convolution, and no attention in it
        layers = ["conv", "full_attention"]
        return t.Lfm2ForCausalLM(t.Lfm2Config(**sizes, layer_types=layers, block_auto_adjust_ff_dim=False))
    layers = ["sliding_attention", "full_attention"]
    return t.Gemma3ForCausalLM(t.Gemma3TextConfig(**sizes, head_dim=8, sliding_window=8, layer_types=layers))


def save_base(family: str, folder: Path, template: str | None = None) -> Path:
    """A model folder to start from."""
    tiny_model(family).save_pretrained(folder)
    tokenizer(family, template).save_pretrained(folder)
    return folder


def settings(**changed: Any) -> SftSettings:
    """A short run that learns the lessons by heart."""
    usual: dict[str, Any] = {
        "steps": 40,
        "rate": 0.03,
        "batch_tokens": 400,
        "max_tokens": 320,
        "rank": 16,
        "evaluate_every": 20,
        "patience": 0,
        "held_out": 0.1,
    }
    return SftSettings(**(usual | changed))


def held_out_example(lessons: Path, family: str) -> Tokens:
    """The one lesson of ten that a run does not learn, as it is read."""
    split = read_split([lessons], 0.1, 7)
    (example,) = render(split.held_out, Renderer(tokenizer(family), 320), 320).examples
    return example


def own_loss(model: Any, example: Tokens) -> float:
    """transformers' own loss of the model."""
    import torch

    with torch.no_grad():
        return float(model(input_ids=torch.tensor([example.ids]), labels=torch.tensor([example.labels])).loss)
