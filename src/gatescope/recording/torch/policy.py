"""Which calls are certified, and what becomes of those whose certificate does not hold."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

from gatescope.errors import CertificateError, RecordingError
from gatescope.recording.certificate import CertificateWarning
from gatescope.recording.torch.replay import Played

WAYS = ("error", "warn", "sample")


@dataclass(frozen=True)
class Policy:
    """`error` and `warn` certify every call of a layer, `sample` the first and each `every`-th.

    Raises:
        RecordingError: it is none of these, or `every` no whole number from 1 on.
    """

    certify: str
    every: Any

    def __post_init__(self) -> None:
        if self.certify not in WAYS:
            raise RecordingError(f"Expected certify= to be one of {WAYS}, got {self.certify!r}.")
        if type(self.every) is not int or self.every < 1:
            raise RecordingError(
                f"Expected every= as a whole number from 1 on, got {self.every!r}."
            )

    def certifies(self, call: int) -> bool:
        return self.certify != "sample" or not call % self.every

    def judged(self, played: list[Played], call: int) -> list[Played]:
        """The layers and directions of a call, if their certificates hold.

        Raises:
            CertificateError: one does not; with `warn` it is a warning.
        """
        for part in played:
            if not part.certificate.holds:
                message = f"Layer {part.path!r}, call {call}: {part.certificate.complaint()}"
                if self.certify != "warn":
                    raise CertificateError(message)
                warnings.warn(message, CertificateWarning, stacklevel=5)
        return played
