"""Every recurrent node that ONNX has, in every form: its trace is ONNX Runtime's own run.

The oracles are ONNX's own test cases with the outputs that they expect, and what the runtime gives
of nodes that Hypothesis chooses.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import TensorProto, helper, numpy_helper
from onnx.backend.test.case.node import gru, lstm, rnn

from gatescope import record_onnx
from onnx_models import BLOCKS, output
from samples import Array, numbers

OWN_CASES = {
    f"{operator} {name.removeprefix('export_')}": (module, getattr(module, operator), name)
    for operator, module in (("LSTM", lstm), ("GRU", gru), ("RNN", rnn))
    for name in dir(getattr(module, operator))
    if name.startswith("export_")
}


def own_case(name: str, monkeypatch: pytest.MonkeyPatch) -> tuple[onnx.NodeProto, Any, Any]:
    """The node of one of ONNX's own cases, its inputs and the outputs that it expects."""
    caught: list[Any] = []

    def catch(node: Any, inputs: Any, outputs: Any, **_: Any) -> None:
        caught.extend((node, inputs, outputs))

    module, case, export = OWN_CASES[name]
    monkeypatch.setattr(module, "expect", catch)
    getattr(case, export)()
    made, inputs, outputs = caught
    return made, inputs, outputs


def model_of(made: onnx.NodeProto, x: Array, arrays: dict[str, Array]) -> onnx.ModelProto:
    """A node by itself, which gets all but its X from the file."""
    value = helper.make_tensor_value_info
    graph = helper.make_graph(
        [made],
        "model",
        [value(made.input[0], TensorProto.FLOAT, x.shape)],
        [value(name, TensorProto.FLOAT, None) for name in made.output if name],
        [numpy_helper.from_array(array, name) for name, array in arrays.items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=8)


@pytest.mark.parametrize("name", OWN_CASES)
def test_onnxs_own_cases_give_what_they_expect(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, (x, *others), outputs = own_case(name, monkeypatch)
    named = dict(zip([n for n in made.input if n][1:], others, strict=True))
    given = [n for n in made.output if n]
    onnx.save(model_of(made, x, named), tmp_path / "m.onnx")
    wanted = dict(zip(given, outputs, strict=True))
    tree = record_onnx(tmp_path / "m.onnx", x, expected=wanted)
    parts = [each for each in tree.subtree if each.has_data]
    many = 2 if made.attribute and b"bidirectional" in [a.s for a in made.attribute] else 1
    assert len(parts) == many


@dataclass(frozen=True)
class Case:
    """A node; `lengths` where it is given some."""

    operator: str
    direction: str
    inputs: int
    units: int
    time: int
    batch: int
    has_bias: bool
    has_initial: bool
    lengths: list[int] | None
    linear_before_reset: int
    layout: int
    has_peepholes: bool
    input_forget: int
    clip: float | None
    is_odd: bool

    @property
    def directions(self) -> list[str]:
        return ["forward", "reverse"] if self.direction == "bidirectional" else [self.direction]

    @property
    def node(self) -> onnx.NodeProto:
        options: dict[str, Any] = {"layout": self.layout, "direction": self.direction}
        if self.operator == "GRU":
            options["linear_before_reset"] = self.linear_before_reset
        if self.operator == "LSTM":
            options["input_forget"] = self.input_forget
        if self.clip is not None:
            options["clip"] = self.clip
        if self.is_odd:
            options["activations"] = ODD[self.operator] * len(self.directions)
        names = NAMES if self.operator == "LSTM" else NAMES[:-2]
        inputs = ["X", *(name if name in self.arrays else "" for name in names)]
        outputs = ["Y", "Y_h", "Y_c"] if self.operator == "LSTM" else ["Y", "Y_h"]
        return helper.make_node(
            self.operator, inputs, outputs, name="n", hidden_size=self.units, **options
        )

    @property
    def arrays(self) -> dict[str, Array]:
        many, rows = len(self.directions), BLOCKS[self.operator] * self.units
        shapes: dict[str, tuple[int, ...]] = {
            "W": (many, rows, self.inputs),
            "R": (many, rows, self.units),
        }
        shapes |= {"B": (many, 2 * rows)} if self.has_bias else {}
        if self.operator == "LSTM" and self.has_peepholes:
            shapes["P"] = (many, 3 * self.units)
        states = ["initial_h", "initial_c"][: 1 + (self.operator == "LSTM")] * self.has_initial
        shapes |= dict.fromkeys(states, (many, self.batch, self.units))
        bound = 0.5 / np.sqrt(self.units)
        made = {
            name: (bound * numbers(*shape, seed=k)).astype(np.float32)
            for k, (name, shape) in enumerate(shapes.items())
        }
        if self.layout:
            made |= {s: made[s].swapaxes(0, 1).copy() for s in states}
        if self.lengths:
            made["sequence_lens"] = np.array(self.lengths, np.int32)
        return made

    @property
    def x(self) -> Array:
        x = numbers(self.time, self.batch, self.inputs, seed=8).astype(np.float32)
        return x.swapaxes(0, 1) if self.layout else x


NAMES = ["W", "R", "B", "sequence_lens", "initial_h", "initial_c", "P"]
ODD = {
    "LSTM": ["HardSigmoid", "Softsign", "LeakyRelu"],
    "GRU": ["HardSigmoid", "Softsign"],
    "RNN": ["Relu"],
}
"""Other activations than ONNX's own choice, by operator."""


@st.composite
def cases(draw: st.DrawFn) -> Case:
    size, flag = st.integers(1, 4), st.booleans()
    lengths = draw(st.none() | st.lists(st.integers(1, 5), min_size=1, max_size=3))
    return Case(
        operator=draw(st.sampled_from(sorted(BLOCKS))),
        direction=draw(st.sampled_from(["forward", "reverse", "bidirectional"])),
        inputs=draw(size),
        units=draw(size),
        time=max(lengths) if lengths else draw(size),
        batch=len(lengths) if lengths else draw(size),
        has_bias=draw(flag),
        has_initial=draw(flag),
        lengths=lengths,
        linear_before_reset=draw(st.integers(0, 1)),
        layout=draw(st.integers(0, 1)),
        has_peepholes=draw(flag),
        input_forget=draw(st.integers(0, 1)),
        clip=draw(st.sampled_from([None, 0.5])),
        is_odd=draw(flag),
    )


def own_output(case: Case) -> Array:
    """What ONNX Runtime, which has no layout=1, makes of it: (time, direction, batch, unit)."""
    same = replace(case, layout=0)
    made = model_of(same.node, same.x, same.arrays)
    return output(made, X=same.x)


@settings(max_examples=15)
@given(case=cases())
def test_the_trace_is_the_nodes_own_run(
    case: Case, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("node") / "m.onnx"
    onnx.save(model_of(case.node, case.x, case.arrays), path)
    tree, own = record_onnx(path, case.x), own_output(case)
    initial = replace(case, layout=0).arrays.get("initial_h")
    inside = np.arange(case.time)[:, None] < np.array(case.lengths or [case.time] * case.batch)
    assert sorted(tree["n/0"]) == sorted(case.directions)
    for k, direction in enumerate(case.directions):
        trace = tree[f"n/0/{direction}"]
        h = trace["h"].values
        assert np.array_equal(h[inside], own[:, k][inside])
        assert np.isnan(h[~inside]).all()
        assert np.array_equal(trace["h0"], np.zeros_like(h[0]) if initial is None else initial[k])
