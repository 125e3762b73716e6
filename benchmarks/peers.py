"""Who is timed by `recurrence.py`: each is made in a process of its own, and runs when it is told.

`PEERS[name](weights, x, threads, engine)` gives what runs once, and what it computes by name, all
(time, batch, unit), for the comparison with the reference.
"""

from __future__ import annotations

import os
import time
import tracemalloc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gatescope.cells import GRU, GRU_RESET_AFTER, LSTM, RNN, Cell
from gatescope.weights import Weights

Array = NDArray[Any]
Peer = tuple[Callable[[], Any], Callable[[], Mapping[str, Array]]]

CELLS: dict[str, Cell] = {"LSTM": LSTM, "GRU reset-after": GRU_RESET_AFTER, "GRU": GRU, "RNN": RNN}
TURN = 0.02
"""Seconds for which a peer runs when it is its turn, or once where that takes longer."""

TOLERANCES = {"forward": 1e-5, "training": 1e-4}


@dataclass(frozen=True)
class Stack:
    """A tool's name of a cell, and its affines in the order in which the tool stacks them: by the
    input's and by the past's, with a minus before what has the other sign there."""

    name: str
    of_input: tuple[str, ...]
    of_past: tuple[str, ...]


TORCH = {
    "LSTM": Stack("LSTM", ("i", "f", "g", "o"), ("i", "f", "g", "o")),
    "GRU reset-after": Stack("GRU", ("r", "z", "n_x"), ("r", "z", "n_h")),
    "RNN": Stack("RNN", ("h",), ("h",)),
}
ONNX = {
    "LSTM": Stack("LSTM", ("i", "o", "f", "g"), ("i", "o", "f", "g")),
    "GRU reset-after": Stack("GRU", ("z", "r", "n_x"), ("z", "r", "n_h")),
    "GRU": Stack("GRU", ("-z", "r", "n"), ("-z", "r", "n")),
    "RNN": Stack("RNN", ("h",), ("h",)),
}


def stacked(weights: Weights, stack: Stack) -> tuple[Array, Array, Array, Array]:
    """The matrices of input and past, and the two biases."""

    def part(label: str, role: str) -> Array:
        own: Array = weights[f"{label.removeprefix('-')}.{role}"]
        return -own if label.startswith("-") else own

    x, h = [part(n, "x") for n in stack.of_input], [part(n, "h") for n in stack.of_past]
    b = [part(n, "b") for n in stack.of_input]
    # An affine of input and past has one bias, and gives it to the input's.
    both = zip(stack.of_past, stack.of_input, strict=True)
    c = [0 * own if n == m else part(n, "b") for own, (n, m) in zip(b, both, strict=True)]
    whole = [np.ascontiguousarray(np.concatenate(parts)) for parts in (x, h, b, c)]
    return whole[0], whole[1], whole[2], whole[3]


def ours(kind: str, weights: Weights, x: Array, threads: int, engine: str) -> Peer:
    """The engine, with every value of every step."""
    from gatescope.engine import forward

    def run() -> Any:
        return forward(weights, x, engine=engine)

    return run, lambda: {value: run()[value] for value in weights.cell.values}


def torch_module(kind: str, weights: Weights, x: Array, threads: int, engine: str) -> Peer:
    """torch.nn's own layer, without gates."""
    import torch

    torch.set_num_threads(threads)
    module, inputs = _module(torch.nn, kind, weights), torch.from_numpy(x)

    def run() -> Any:
        with torch.inference_mode():
            return module(inputs)[0]

    return run, lambda: {"h": run().numpy()}


def onnx_runtime(kind: str, weights: Weights, x: Array, threads: int, engine: str) -> Peer:
    """ONNX Runtime's node, without gates."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    made = _onnx_model(kind, weights).SerializeToString()
    session = onnxruntime.InferenceSession(made, options, providers=["CPUExecutionProvider"])

    def run() -> Any:
        return session.run(None, {"X": x})[0]

    return run, lambda: {"h": run()[:, 0]}


def loop(kind: str, weights: Weights, x: Array, threads: int, engine: str) -> Peer:
    """What a person writes in PyTorch to see the gates: a step after the other, each kept."""
    import torch

    torch.set_num_threads(threads)
    step = {"LSTM": _lstm_step, "GRU reset-after": _gru_step, "RNN": _rnn_step}[kind]
    own = [torch.from_numpy(array) for array in stacked(weights, TORCH[kind])]
    inputs, (batch, units) = torch.from_numpy(x), (x.shape[1], weights.hidden_size)

    def run() -> Any:
        states = tuple(torch.zeros(batch, units) for _ in weights.cell.states)
        steps: list[Any] = []
        with torch.inference_mode():
            for x_t in inputs:
                states, gates = step(x_t, states, *own)
                steps.append((*gates, *states))
            return [torch.stack(every) for every in zip(*steps, strict=True)]

    # States are (h, c), after the gates.
    return run, lambda: {"h": run()[-len(weights.cell.states)].numpy()}


def training(kind: str, weights: Weights, x: Array, threads: int, engine: str) -> Peer:
    """A step forward and back through gatescope.nn."""
    import gatescope.nn

    if kind in TORCH:
        return _step(_module(gatescope.nn, kind, weights), x, threads)
    return _step(gatescope.nn.Recurrent.from_weights(weights), x, threads)


def torch_training(kind: str, weights: Weights, x: Array, threads: int, engine: str) -> Peer:
    """The same through torch.nn."""
    import torch

    return _step(_module(torch.nn, kind, weights), x, threads)


PEERS = {
    "gatescope": ours,
    "torch": torch_module,
    "onnxruntime": onnx_runtime,
    "loop": loop,
    "gatescope training": training,
    "torch training": torch_training,
}


def serve(pipe: Connection, peer: str, kind: str, given: dict[str, Any]) -> None:
    """A process: first says how far it is from the reference, then runs whenever it is told."""
    options = given["threads"], given["engine"]
    run, compute = PEERS[peer](kind, given["weights"], given["x"], *options)
    found, reference = compute(), np.load(given["reference"])
    apart = {
        name: float(np.abs(array - reference[name]).max() / np.abs(reference[name]).max())
        for name, array in found.items()
    }
    memory = _memory(run, given["weights"]) if peer == "gatescope" else None
    for _ in range(2):
        run()
    pipe.send((max(apart.values()), memory))
    while pipe.recv():
        pipe.send(_seconds(run))
    pipe.close()
    os._exit(0)  # a thread pool that spins would wait for its end


def _seconds(run: Callable[[], Any]) -> float:
    """What a run takes among others of its kind: the caches hold what the one before has left."""
    run()
    times: list[float] = []
    while sum(times) < TURN:
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return float(np.median(times))


def _memory(run: Callable[[], Any], weights: Weights) -> float:
    """The peak beyond inputs and all values, in units of these."""
    from gatescope.engine.kernels.spare import SPARE

    run()
    SPARE.release()  # what is kept of an earlier run would not be counted
    tracemalloc.start()
    result = run()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    size = sum(result[value].nbytes for value in weights.cell.values)
    return (peak - size) / size


def _module(nn: Any, kind: str, weights: Weights) -> Any:
    import torch

    stack = TORCH[kind]
    module = getattr(nn, stack.name)(weights.input_size, weights.hidden_size)
    names = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
    arrays = zip(names, stacked(weights, stack), strict=True)
    module.load_state_dict({name: torch.from_numpy(array) for name, array in arrays})
    return module


def _step(module: Any, x: Array, threads: int) -> Peer:
    import torch

    torch.set_num_threads(threads)
    inputs = torch.from_numpy(x).requires_grad_()

    def run() -> Any:
        module.zero_grad()
        inputs.grad = None
        h, *_ = module(inputs)
        h.sum().backward()
        return inputs.grad

    return run, lambda: {"grad x": run().numpy()}


def _onnx_model(kind: str, weights: Weights) -> Any:
    from onnx import TensorProto, helper, numpy_helper

    stack, units = ONNX[kind], weights.hidden_size
    w, r, b, c = stacked(weights, stack)
    arrays = {"W": w[None], "R": r[None], "B": np.concatenate([b, c])[None]}
    after = {"linear_before_reset": int(kind == "GRU reset-after")} if stack.name == "GRU" else {}
    node = helper.make_node(stack.name, ["X", "W", "R", "B"], ["Y"], hidden_size=units, **after)
    shape = ["time", "batch", weights.input_size]
    graph = helper.make_graph(
        [node],
        "recurrence",
        [helper.make_tensor_value_info("X", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("Y", TensorProto.FLOAT, ["time", 1, "batch", units])],
        [numpy_helper.from_array(array, name) for name, array in arrays.items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def _lstm_step(x: Any, states: Any, w: Any, r: Any, b: Any, c: Any) -> Any:
    import torch

    h, cell = states
    i, f, g, o = (torch.nn.functional.linear(x, w, b) + torch.nn.functional.linear(h, r, c)).chunk(
        4, dim=1
    )
    i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
    cell = f * cell + i * g
    return (o * cell.tanh(), cell), (i, f, g, o)


def _gru_step(x: Any, states: Any, w: Any, r: Any, b: Any, c: Any) -> Any:
    import torch

    (h,) = states
    of_x = torch.nn.functional.linear(x, w, b).chunk(3, dim=1)
    of_h = torch.nn.functional.linear(h, r, c).chunk(3, dim=1)
    reset, update = (of_x[0] + of_h[0]).sigmoid(), (of_x[1] + of_h[1]).sigmoid()
    n = (of_x[2] + reset * of_h[2]).tanh()
    return ((1 - update) * n + update * h,), (reset, update, n)


def _rnn_step(x: Any, states: Any, w: Any, r: Any, b: Any, c: Any) -> Any:
    import torch

    (h,) = states
    total = torch.nn.functional.linear(x, w, b) + torch.nn.functional.linear(h, r, c)
    return (total.tanh(),), ()
