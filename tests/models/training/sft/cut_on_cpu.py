"""`python -m models.training.sft …`, its weights cut over processes without a GPU (FSDP over gloo).

accelerate cuts weights over accelerators alone; here it takes the processor for one. Begun by torchrun; a test's tool.
"""

from __future__ import annotations

import os
import sys
from typing import Any


def take_the_processor_for_an_accelerator() -> None:
    """Before anything asks accelerate what there is."""
    from accelerate.state import PartialState
    from accelerate.utils import DistributedType

    begin = PartialState.__init__

    def start(self: Any, *given: Any, **named: Any) -> None:
        begin(self, *given, **named)
        if self.distributed_type == DistributedType.MULTI_CPU:
            self.distributed_type = DistributedType.MULTI_XPU

    PartialState.__init__ = start


def say_what_each_holds() -> None:
    """Each process says how many of the weights it holds, after its first step."""
    from models.training.sft.trainer import Tuner

    step, said = Tuner.training_step, list[str]()

    def first(self: Any, model: Any, *given: Any, **named: Any) -> Any:
        loss = step(self, model, *given, **named)  # whatever was gathered for it is given back
        if not said:
            here, everywhere = (sum(map(count, model.parameters())) for count in (_here, lambda one: one.numel()))
            said.append(f"process {os.getpid()} holds {here} of {everywhere}\n")
            sys.stdout.write(said[0])
            sys.stdout.flush()
        return loss

    Tuner.training_step = first  # type: ignore[method-assign]


def _here(parameter: Any) -> int:
    return int(parameter.to_local().numel() if hasattr(parameter, "to_local") else parameter.numel())


if __name__ == "__main__":
    take_the_processor_for_an_accelerator()
    say_what_each_holds()
    from models.training.sft.__main__ import main

    sys.exit(main())
