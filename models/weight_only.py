"""Weights in 8 or 4 bits, multiplied by activations in bfloat16: what a decoded token costs is reading the weights.

int8: one scale an output, the largest weight of it being 127. int4: asymmetric in groups of 128 inputs, as gpt-fast has
it. Of a layer that a kernel cannot take (its sizes) the weights stay as they are. Torch's own kernels, no further
dependency. Knows nothing of architectures: every `nn.Linear` but the tied output is exchanged.
"""

from __future__ import annotations

from typing import Literal

import torch
from torch import nn

WeightBits = Literal["bf16", "int8", "int4"]
GROUP = 128  # inputs that share a scale and a zero in int4


class Int8Linear(nn.Module):
    """y = (x · wᵀ) · scale + bias, `weight` int8 (outputs, inputs), `scale` (outputs,)."""

    weight: torch.Tensor
    scale: torch.Tensor

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        self.in_features, self.out_features = linear.in_features, linear.out_features
        weight = linear.weight.detach().float()
        scale = weight.abs().amax(1).clamp(min=1e-12) / 127
        self.register_buffer("weight", (weight / scale[:, None]).round().to(torch.int8))
        self.register_buffer("scale", scale.to(linear.weight.dtype))
        self.bias = linear.bias

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if x.device.type == "cpu" and x.dtype == torch.bfloat16:
            flat = x.reshape(-1, self.in_features)
            found = torch._weight_int8pack_mm(flat.contiguous(), self.weight, self.scale)
            found = found.reshape(*x.shape[:-1], self.out_features)
        else:  # on CUDA torch.compile makes one kernel of it, which reads the weights as bytes
            found = nn.functional.linear(x, self.weight.to(x.dtype)) * self.scale
        return found if self.bias is None else found + self.bias


class Int4Linear(nn.Module):
    """Weights of 4 bits with a scale and a zero for each group of inputs, laid out for torch's own kernel."""

    packed: torch.Tensor
    scales_and_zeros: torch.Tensor

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        self.in_features, self.out_features = linear.in_features, linear.out_features
        numbers, scales_and_zeros = int4_groups(linear.weight.detach().float())
        if linear.weight.device.type == "cpu":
            packed = torch._convert_weight_to_int4pack_for_cpu(numbers, 8)
        else:
            pairs = (numbers[:, ::2] << 4 | numbers[:, 1::2]).to(torch.uint8)
            packed = torch._convert_weight_to_int4pack(pairs, 8)
        self.register_buffer("packed", packed)
        self.register_buffer("scales_and_zeros", scales_and_zeros.to(torch.bfloat16))
        self.bias = linear.bias

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        flat = x.reshape(-1, self.in_features).to(torch.bfloat16).contiguous()
        cpu = x.device.type == "cpu"
        multiply = torch._weight_int4pack_mm_for_cpu if cpu else torch._weight_int4pack_mm
        found = multiply(flat, self.packed, GROUP, self.scales_and_zeros)
        found = found.reshape(*x.shape[:-1], self.out_features).to(x.dtype)
        return found if self.bias is None else found + self.bias


def int4_groups(weight: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Numbers 0 to 15 (outputs, inputs), int32, and (inputs ÷ GROUP, outputs, 2): the scale, and the value of number 8."""
    outputs, inputs = weight.shape
    grouped = weight.reshape(outputs, inputs // GROUP, GROUP)
    least, most = grouped.amin(-1, keepdim=True), grouped.amax(-1, keepdim=True)
    scale = ((most - least) / 15).clamp(min=1e-6)
    numbers = ((grouped - least) / scale).round().clamp(0, 15).to(torch.int32)
    zero = least + 8 * scale
    both = torch.cat([scale, zero], -1).transpose(0, 1).contiguous()
    return numbers.reshape(outputs, inputs), both


def with_bits(model: nn.Module, bits: WeightBits) -> nn.Module:
    """The same model, its linear layers exchanged in place; in bf16 nothing is. The weights must be bfloat16."""
    if bits == "bf16":
        return model
    made = Int8Linear if bits == "int8" else Int4Linear
    embedded = {id(each.weight) for each in model.modules() if isinstance(each, nn.Embedding)}
    for name, layer in list(model.named_modules()):
        fits = bits == "int8" or layer_fits_int4(layer)
        if type(layer) is nn.Linear and fits and id(layer.weight) not in embedded:
            parent, _, own = name.rpartition(".")
            setattr(model.get_submodule(parent), own, made(layer))
    return model


def layer_fits_int4(layer: nn.Module) -> bool:
    """Whether torch's kernel takes a layer of these sizes."""
    return isinstance(layer, nn.Linear) and layer.in_features % GROUP == 0 and layer.out_features % 64 == 0


def weight_bytes(model: nn.Module) -> int:
    """What one decoded token reads: all weights, but of an embedding that is not also the output only a row."""
    outputs = {id(layer.weight) for layer in model.modules() if isinstance(layer, nn.Linear)}
    rows = {id(e.weight) for e in model.modules() if isinstance(e, nn.Embedding)} - outputs
    kept = {id(each): each for each in (*model.parameters(), *model.buffers())}
    return sum(each.nbytes for key, each in kept.items() if key not in rows)
