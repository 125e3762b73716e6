"""Weights that are PyTorch's tensors, and half precision, which is computed in single."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from gatescope import run
from gatescope.cells import ALL, LSTM, Cell
from gatescope.errors import WeightsError
from gatescope.weights import Weights
from samples import layer, numbers
from tolerances import assert_close

X = numbers(7, 3, 2)


def tensors(cell: Cell, dtype: str) -> Weights:
    values = {n: torch.tensor(p).to(getattr(torch, dtype)) for n, p in layer(cell).items()}
    return Weights(cell, values)


@pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
@pytest.mark.parametrize("cell", ALL, ids=lambda cell: cell.name)
def test_half_precision_is_computed_and_kept_in_single_and_noted(cell: Cell, dtype: str) -> None:
    half = tensors(cell, dtype)
    trace = run(half, X)
    assert {trace[name].dtype for name in trace} == {np.dtype("float32")}
    assert trace.attrs["dtype"] == dtype
    assert all(np.array_equal(trace[name], p.float()) for name, p in half.items())
    assert_close(trace["h"], run(layer(cell), X)["h"], dtype)


@pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
def test_the_gradients_of_half_precision_are_those_of_single(dtype: str) -> None:
    gradients = {"h": numbers(7, 3, 3)}
    trace, exact = (run(w, X, gradients=gradients) for w in (tensors(LSTM, dtype), layer(LSTM)))
    for name in ("grad_x", "grad_c", "grad_h0", "grad_f.h", "grad_o.b"):
        assert_close(trace[name], exact[name], dtype, "gradients")


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_other_tensors_keep_their_dtype(dtype: str) -> None:
    trace = run(tensors(LSTM, dtype), X)
    assert trace["h"].dtype == dtype == trace.attrs["dtype"]
    assert_close(trace["h"], run(layer(LSTM), X)["h"], dtype)


def parameters(**options: Any) -> Weights:
    tensors = {name: torch.tensor(p, **options) for name, p in layer(LSTM).items()}
    return Weights(LSTM, {name: torch.nn.Parameter(p) for name, p in tensors.items()})


def test_a_models_own_parameters_are_run_without_autograd() -> None:
    assert np.array_equal(run(parameters(), X)["h"], run(layer(LSTM), X)["h"])


@pytest.mark.parametrize("dtype", [torch.float64, torch.bfloat16])
def test_a_tensor_is_a_sequence(dtype: Any) -> None:
    x = torch.tensor(X, requires_grad=True).to(dtype)
    trace = run(layer(LSTM), x)
    assert np.array_equal(trace["x"], x.detach().double())


def test_tensors_take_another_dtype() -> None:
    assert parameters().astype(torch.float16).dtype == torch.float16


def test_tensors_of_different_dtypes_are_refused() -> None:
    mixed = {**parameters(), "f.b": torch.zeros(3, dtype=torch.float16)}
    with pytest.raises(WeightsError, match=r"one floating dtype, got \['torch.float16'"):
        Weights(LSTM, mixed)


@pytest.mark.parametrize(
    ("dtype", "kept"), [(torch.float64, "float64"), (torch.bfloat16, "float32")]
)
def test_tensors_are_saved_and_come_back_as_numpys(dtype: Any, kept: str, tmp_path: Path) -> None:
    weights = parameters(dtype=dtype)
    weights.save(tmp_path / "w.safetensors")
    back = Weights.load(tmp_path / "w.safetensors")
    assert back.dtype == kept
    assert all(np.array_equal(back[n], p.detach().double()) for n, p in weights.items())
