"""The recording of a PyTorch model: `with record(model) as recording: …`, then its trace."""

from __future__ import annotations

import xarray as xr

from gatescope.errors import RecordingError
from gatescope.recording.torch.call import Call, alike
from gatescope.recording.torch.capture import Capture
from gatescope.recording.torch.chains import sequences
from gatescope.recording.torch.find import Found
from gatescope.recording.torch.policy import Policy
from gatescope.recording.torch.replay import Played, replay, replay_together
from gatescope.recording.torch.seen import Seen
from gatescope.recording.torch.tree import tree


class Recording:
    """What a model's recurrent layers do within a `with` block; `trace` is there after it.

    The calls are copied while the model runs. At the end of the block their gates are found and
    certified, those that `certify="sample"` leaves out when the trace is first read.
    """

    def __init__(self, layers: tuple[Found, ...], policy: Policy) -> None:
        self._layers, self._policy = layers, policy
        self._capture: Capture | None = None
        self._seen: list[Seen] = []
        self._calls: dict[Found, list[Call | Seen]] | None = None
        self._played: dict[Call, list[Played]] = {}
        self._trace: xr.DataTree | None = None

    def __enter__(self) -> Recording:
        if self._capture is not None:
            raise RecordingError(
                "Expected a recording to be used in one with block, got a second one. "
                "Write gatescope.record(model) again."
            )
        self._capture = Capture(self._layers, self._seen.append)
        self._capture.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        assert self._capture is not None
        self._capture.stop()
        self._calls = {
            layer: _calls([seen for seen in self._seen if seen.layer is layer])
            for layer in self._layers
        }
        self._seen.clear()
        # An error of the body goes before one of the certificate.
        if kind is None:
            self._check()

    @property
    def trace(self) -> xr.DataTree:
        """Every gate and state of every recurrent layer that was called.

        Raises:
            RecordingError: the `with` block is not over, or no recurrent layer was called in it.
            CertificateError: what was recorded is not what the model computed.
        """
        if self._trace is None:
            self._check()
            calls = self._finished().items()
            self._trace = tree({layer: [self._play(c) for c in own] for layer, own in calls})
        return self._trace

    def _finished(self) -> dict[Found, list[Call | Seen]]:
        if self._calls is None:
            raise RecordingError(
                "Expected the trace to be read after the with block, got it read within or before. "
                "Call the model in the block, and read recording.trace below it."
            )
        if not any(self._calls.values()):
            raise RecordingError(
                f"Expected the model to be called in the with block, but none of its recurrent "
                f"layers was: {', '.join(layer.called for layer in self._layers)}."
            )
        return self._calls

    def _play(self, call: Call | Seen) -> list[Played]:
        if isinstance(call, Seen):
            return replay(call.opened(), certify=False)
        return self._played.get(call) or replay(call, certify=False)

    def _check(self) -> None:
        """Certify what has not been certified yet."""
        for calls in (self._calls or {}).values():
            numbers = {_opened(calls, k): k for k in range(len(calls)) if self._policy.certifies(k)}
            for run in alike(call for call in numbers if call not in self._played):
                for call, played in zip(run, replay_together(run), strict=True):
                    self._played[call] = self._policy.judged(played, numbers[call])


def _calls(seen: list[Seen]) -> list[Call | Seen]:
    """The calls of a layer in order; opened those of a cell, which say what they go on from."""
    if seen and seen[0].layer.kind.is_cell:
        return [*sequences(one.opened() for one in seen)]
    return [*seen]


def _opened(calls: list[Call | Seen], number: int) -> Call:
    call = calls[number]
    if isinstance(call, Seen):
        # In its place, so that its numbers are held once.
        calls[number] = call = call.opened()
    return call
