"""Every recurrent module that PyTorch can make, called in every form: its trace is its own run.

The oracle is PyTorch's cell of the same weights, one step after another, and what the module itself
returned. Hypothesis chooses the module and the call.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
import torch
import xarray as xr
from hypothesis import example, given, settings
from hypothesis import strategies as st
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence, pad_packed_sequence

import gatescope
from tolerances import Kind, assert_close
from torch_models import Projected, contracting, sequence

KINDS = {"LSTM": nn.LSTMCell, "GRU": nn.GRUCell, "RNN": nn.RNNCell, "RNN relu": nn.RNNCell}
DTYPES = ["float32", "float64", "bfloat16", "float16"]


def nonlinearity(kind: str) -> dict[str, str]:
    return {"nonlinearity": "relu"} if kind.endswith("relu") else {}


@dataclass(frozen=True)
class Case:
    """A module and a call of it; `lengths` where the sequences are packed."""

    kind: str
    dtype: str
    inputs: int
    units: int
    projections: int
    layers: int
    is_bidirectional: bool
    has_bias: bool
    batch_first: bool
    is_batched: bool
    has_initial: bool
    lengths: list[int] | None
    time: int
    batch: int
    dropout: float
    has_gradients: bool

    @property
    def module(self) -> Any:
        made = getattr(nn, self.kind.split()[0])(
            self.inputs,
            self.units,
            num_layers=self.layers,
            bidirectional=self.is_bidirectional,
            bias=self.has_bias,
            batch_first=self.batch_first,
            dropout=self.dropout if self.layers > 1 else 0.0,
            **nonlinearity(self.kind),
            **self.projected,
        )
        return contracting(made).to(getattr(torch, self.dtype))

    @property
    def projected(self) -> dict[str, int]:
        """PyTorch takes fewer projections than units, of an LSTM alone."""
        can = self.kind == "LSTM" and 0 < self.projections < self.units
        return {"proj_size": self.projections} if can else {}

    @property
    def kind_of_sum(self) -> Kind:
        """PyTorch's kernels in half precision round every number on the way, a step's and the next
        step's, as a gradient's are; ours round none."""
        return "gradients" if self.dtype.endswith("16") else "forward"

    @property
    def x(self) -> Any:
        """(time, batch, input) in the form of the call."""
        x = sequence(self.time, self.batch, self.inputs).to(getattr(torch, self.dtype))
        if self.lengths is not None:
            return pack_padded_sequence(x, torch.tensor(self.lengths), enforce_sorted=False)
        if not self.is_batched:
            return x[:, 0]
        return x.transpose(0, 1) if self.batch_first else x

    @property
    def initial(self) -> Any:
        if not self.has_initial:
            return None
        parts = self.layers * (1 + self.is_bidirectional)
        shape = (parts, self.batch) if self.is_batched else (parts,)
        sizes = {1: self.projected.get("proj_size", self.units), 2: self.units}
        h, c = (
            sequence(*shape, n, seed=k).to(getattr(torch, self.dtype)) for k, n in sizes.items()
        )
        return (h, c) if self.kind == "LSTM" else h


@st.composite
def cases(draw: st.DrawFn) -> Case:
    size, flag = st.integers(1, 4), st.booleans()
    is_packed = draw(flag)
    is_batched = is_packed or draw(flag)
    lengths = draw(st.lists(st.integers(1, 6), min_size=1, max_size=4)) if is_packed else None
    batch = len(lengths) if lengths else draw(size)
    return Case(
        kind=draw(st.sampled_from(sorted(KINDS))),
        dtype=draw(st.sampled_from(DTYPES)),
        inputs=draw(size),
        units=draw(size),
        projections=draw(st.integers(0, 3)),
        layers=draw(st.integers(1, 3)),
        is_bidirectional=draw(flag),
        has_bias=draw(flag),
        batch_first=not is_packed and draw(flag),
        is_batched=is_batched,
        has_initial=draw(flag),
        lengths=lengths,
        time=max(lengths) if lengths else draw(st.integers(1, 6)),
        batch=batch if is_batched else 1,
        dropout=draw(st.sampled_from([0.0, 0.5])),
        has_gradients=draw(flag),
    )


def array(tensor: Tensor) -> Any:
    return tensor.detach().double().numpy()


def one_step(case: Case, inputs: int) -> Any:
    if case.projected:
        return Projected(inputs, case.units, **case.projected, bias=case.has_bias)
    options = {"bias": case.has_bias, **nonlinearity(case.kind)}
    return KINDS[case.kind](inputs, case.units, **options)


def suffix_of(path: str) -> str:
    """How PyTorch's names of a layer's and direction's parameters end."""
    layer, direction = path.split("/")
    return f"_l{layer}" + ("_reverse" if direction == "reverse" else "")


def steps(case: Case, module: Any, path: str, trace: xr.Dataset) -> dict[str, Any]:
    """The states after each step of a layer and direction, by PyTorch's cell, in float64."""
    cell = one_step(case, trace.sizes["input"]).double()
    for name, parameter in cell.named_parameters():
        parameter.data = getattr(module, name + suffix_of(path)).detach().double()
    found = {s: np.full(trace[s].shape, np.nan) for s in ("h", "c") if s in trace}
    lengths = case.lengths or [case.time] * case.batch
    for k, length in enumerate(lengths):
        order = range(length) if path.endswith("forward") else reversed(range(length))
        state = {s: torch.tensor(trace[f"{s}0"].values[[k]]).double() for s in found}
        for t in order:
            x = torch.tensor(trace["x"].values[t, [k]]).double()
            got = cell(x, (state["h"], state["c"]) if "c" in state else state["h"])
            state = dict(zip(("h", "c"), got if "c" in state else (got,), strict=False))
            for s, value in state.items():
                found[s][t, k] = array(value)[0]
    return found


def rounding(case: Case, module: Any, path: str, trace: xr.Dataset) -> float:
    """What one rounding of a gate's terms comes to in half precision, which PyTorch sums in it: a
    single unit may be so close to zero that this is more of it than the table allows."""
    if not case.dtype.endswith("16"):
        return 0.0

    def absolute(name: str) -> Any:
        return np.abs(array(getattr(module, name + suffix_of(path))))

    x, h = (np.nanmax(np.abs(trace[name].values), axis=(0, 1)) for name in ("x", "h"))
    h = np.maximum(h, np.abs(trace["h0"].values).max(axis=0))
    terms = absolute("weight_ih") @ x + absolute("weight_hh") @ h
    if case.has_bias:
        terms = terms + absolute("bias_ih") + absolute("bias_hh")
    return float(torch.finfo(getattr(torch, case.dtype)).eps * np.max(terms))


def check(case: Case) -> None:
    module = case.module
    with torch.set_grad_enabled(case.has_gradients), gatescope.record(module) as recording:
        output, last = module(case.x, case.initial)
    lengths = case.lengths or [case.time] * case.batch
    within = np.arange(case.time)[:, None] < np.array(lengths)
    if isinstance(output, PackedSequence):
        output, _ = pad_packed_sequence(output)
    elif not case.is_batched:
        output = output[:, None]
    elif case.batch_first:
        output = output.transpose(0, 1)
    directions = ("forward", "reverse")[: 1 + case.is_bidirectional]
    top = [recording.trace[f"{case.layers - 1}/{d}"]["h"].values for d in directions]
    assert np.array_equal(np.concatenate(top, axis=-1)[within], array(output)[within])

    ends = dict(zip(("h", "c"), last if case.kind == "LSTM" else (last,), strict=False))
    paths = [f"{k}/{d}" for k in range(case.layers) for d in directions]
    for place, path in enumerate(paths):
        trace = recording.trace[path].to_dataset()
        allowed = (case.dtype, case.kind_of_sum, rounding(case, module, path, trace))
        for name, expected in steps(case, module, path, trace).items():
            assert_close(trace[name].values[within], expected[within], *allowed)
            assert np.isnan(trace[name].values[~within]).all()
            final = ends[name] if case.is_batched else ends[name][:, None]
            for k, length in enumerate(lengths):
                end = length - 1 if path.endswith("forward") else 0
                assert_close(trace[name][end, k], array(final[place, k]), *allowed)
        assert ("length" in trace) == (case.lengths is not None)


@pytest.mark.parametrize("lengths", [None, [4, 1, 6]], ids=["full", "packed"])
@pytest.mark.parametrize("dtype", ["float64", "bfloat16"])
def test_the_trace_of_a_projected_layer_is_its_own_run(
    dtype: str, lengths: list[int] | None
) -> None:
    case = Case(
        kind="LSTM",
        dtype=dtype,
        inputs=2,
        units=5,
        projections=3,
        layers=2,
        is_bidirectional=True,
        has_bias=True,
        batch_first=lengths is None,
        is_batched=True,
        has_initial=True,
        lengths=lengths,
        time=6,
        batch=3,
        dropout=0.5,
        has_gradients=True,
    )
    assert case.projected
    check(case)


@pytest.mark.slow
@settings(max_examples=50)
@example(Case("GRU", "bfloat16", 2, 1, 0, 3, True, True, False, True, False, [1], 1, 1, 0.0, False))
@given(cases())
def test_the_trace_is_the_modules_own_run(case: Case) -> None:
    check(case)


@settings(max_examples=30)
@given(
    st.sampled_from(sorted(KINDS)),
    st.sampled_from(DTYPES),
    st.integers(1, 4),
    st.integers(1, 4),
    st.integers(1, 5),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
def test_a_cells_calls_are_one_sequence(
    kind: str,
    dtype: str,
    inputs: int,
    units: int,
    time: int,
    has_bias: bool,
    is_batched: bool,
    has_initial: bool,
) -> None:
    options = {"bias": has_bias, **nonlinearity(kind)}
    cell: Any = contracting(KINDS[kind](inputs, units, **options)).to(getattr(torch, dtype))
    batch = (3,) if is_batched else ()
    x = sequence(time, *batch, inputs).to(getattr(torch, dtype))
    h, c = (sequence(*batch, units, seed=k).to(getattr(torch, dtype)) for k in (1, 2))
    start = (h, c) if kind == "LSTM" else h
    state, states = start if has_initial else None, []
    with gatescope.record(cell) as recording:
        for step in x:
            state = cell(step, state)
            states.append(state if kind == "LSTM" else (state,))
    trace = recording.trace["0/forward"]
    for place, name in enumerate(("h", "c")[: len(states[0])]):
        own = array(torch.stack([s[place] for s in states])).reshape(trace[name].shape)
        assert np.array_equal(trace[name], own)
        expected = array((h, c)[place]) if has_initial else np.zeros(trace[f"{name}0"].shape)
        assert np.array_equal(trace[f"{name}0"], expected.reshape(trace[f"{name}0"].shape))


@pytest.mark.parametrize("kind", ["GRU", "RNN", "LSTMCell", "GRUCell", "RNNCell"])
@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
def test_autocast_is_certified_by_its_own_tolerance(kind: str, dtype: torch.dtype) -> None:
    module, x = contracting(getattr(nn, kind)(3, 4)), sequence(2, 3)
    with torch.autocast("cpu", dtype=dtype), gatescope.record(module) as recording:
        module(x)
    trace = recording.trace["0/forward"]
    assert f'"precision": "{str(dtype)[6:]}"' in trace.attrs["certificate"]
    assert trace.attrs["dtype"] == "float32"
