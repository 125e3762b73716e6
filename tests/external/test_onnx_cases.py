"""The LSTM, GRU and RNN cases of ONNX's own collection, by the outputs that it expects."""

import importlib
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import numpy_helper

from gatescope import load_weights, run
from samples import Array
from tolerances import assert_close

COLLECTION = "onnx.backend.test.case.node"
OPERATORS = ("gru", "lstm", "rnn")
PARAMETERS = ("W", "R", "B", "P")
STATES = {"h": "initial_h", "c": "initial_c"}


def collected() -> list[Any]:
    """The cases of these operators alone: the whole collection takes long to make."""
    for name in OPERATORS:
        importlib.import_module(f"{COLLECTION}.{name}")
    return list(importlib.import_module(COLLECTION)._NodeTestCases)


CASES = collected()


def saved(made: onnx.ModelProto, given: dict[str, Any], path: Path) -> Path:
    """The model with its parameters in it."""
    copy = onnx.ModelProto()
    copy.CopyFrom(made)
    tensors = [numpy_helper.from_array(given[n], n) for n in PARAMETERS if n in given]
    copy.graph.initializer.extend(tensors)
    onnx.save(copy, path)
    return path


def test_the_collection_has_cases_of_each_operator() -> None:
    operators = [case.model.graph.node[0].op_type.lower() for case in CASES]
    assert {*operators} == {*OPERATORS}
    assert len(CASES) >= 18


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_of_onnx_gives_what_it_expects(case: Any, tmp_path: Path) -> None:
    ((inputs, outputs),) = case.data_sets
    (node,) = case.model.graph.node
    given = dict(zip((name for name in node.input if name), inputs, strict=True))
    expected = dict(zip((name for name in node.output if name), outputs, strict=True))
    (recurrent,) = load_weights(saved(case.model, given, tmp_path / "m.onnx")).values()
    is_batchwise = any(a.name == "layout" and a.i for a in node.attribute)
    x = np.swapaxes(given["X"], 0, 1) if is_batchwise else given["X"]
    initial = {
        part.path.partition("/")[2]: {s: given[n][k] for s, n in STATES.items() if n in given}
        for k, part in enumerate(recurrent.parts)
    }
    tree = run(recurrent, x, initial=initial)
    found: dict[str, list[Array]] = {"Y": [], "Y_h": [], "Y_c": []}
    for direction in recurrent.directions:
        trace = tree[f"0/{direction}"]
        last = -1 if direction == "forward" else 0
        found["Y"].append(trace["h"].values)
        found["Y_h"].append(trace["h"].values[last])
        if "c" in trace:
            found["Y_c"].append(trace["c"].values[last])
    for name, value in expected.items():
        ours = np.stack(found[name], axis=1 if name == "Y" else 0)
        # With layout=1 the batch comes first.
        assert_close(np.moveaxis(ours, -2, 0) if is_batchwise else ours, value, "float32")
