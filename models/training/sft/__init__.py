"""Fine-tuning of a causal language model on conversations: LoRA, QLoRA or all weights, by trl and peft."""
