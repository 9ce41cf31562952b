"""What can go wrong with models, as one tree. Every message is one sentence that says what to do next.

Those of training stand with what raises them, under `models.training`; they are ModelErrors too.

ModelError
├── ModelMissing       no model at the folder or of the name given
├── ModelForeign       a folder that is not a model this Osler can run
├── EncoderUntrusted   the bundled encoder's weights are not the ones Osler was tested with
├── OutOfMemory        the device cannot hold even the smallest piece of the work
├── PrecisionUnsupported   the device does not compute in the numbers asked for
├── PromptTooLong      more tokens than the model can read at once
└── EndpointError      a model behind an address
    ├── EndpointUnreachable   no answer can be had: no server, the key, the model's name, the network
    ├── EndpointDeclined      the server refuses this one request; others may be answered
    └── EndpointBroken        the answer broke off after text of it had been given
"""

from __future__ import annotations


class ModelError(Exception):
    """Root of the model errors; `str(error)` is one sentence that says what to do."""


class ModelMissing(ModelError):
    """No model at the folder or of the name given."""


class ModelForeign(ModelError):
    """The folder is not a model this Osler can run."""


class EncoderUntrusted(ModelError):
    """The checksum of the bundled encoder's weights does not hold."""


class OutOfMemory(ModelError):
    """The device cannot hold even the smallest piece of the work."""


class PrecisionUnsupported(ModelError):
    """The device does not compute in the numbers asked for."""


class PromptTooLong(ModelError):
    """More tokens than the model can read at once."""


class EndpointError(ModelError):
    """Root of what can go wrong with a model behind an address."""


class EndpointUnreachable(EndpointError):
    """No answer can be had: no server there, the key, the model's name, the network."""


class EndpointDeclined(EndpointError):
    """The server refuses this one request; others may be answered."""


class EndpointBroken(EndpointError):
    """The answer broke off after text of it had been given."""
