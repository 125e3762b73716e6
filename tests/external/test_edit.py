"""Editing a PyTorch model, held against loops written by hand."""

import copy
import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

import gatescope
from gatescope import Clamp, Scale, Shift, Swap
from gatescope.edits import Edit
from gatescope.errors import EditError, GatescopeError, RecordingError
from gatescope.recording.torch.editing import Editing
from tolerances import assert_close
from torch_models import Tagger, contracting, sequence

Change = Callable[[str, int, Tensor], Tensor]


def unchanged(name: str, t: int, value: Tensor) -> Tensor:
    return value


def lstm_by_hand(module: Any, x: Tensor, suffix: str, change: Change = unchanged) -> Tensor:
    """`h` of one layer in one direction, (time, batch, unit)."""
    W, U, b, d = (getattr(module, name + suffix) for name in NAMES)
    c = x.new_zeros(x.shape[1], module.hidden_size)
    projection = getattr(module, f"weight_hr{suffix}", torch.eye(module.hidden_size, dtype=x.dtype))
    h, hs = c @ projection.T, []
    for t, step in enumerate(x):
        i, f, g, o = (step @ W.T + h @ U.T + b + d).chunk(4, dim=-1)
        f = change("f", t, f.sigmoid())
        g = change("g", t, g.tanh())
        c = change("c", t, f * c + i.sigmoid() * g)
        h = change("h", t, (o.sigmoid() * c.tanh()) @ projection.T)
        hs.append(h)
    return torch.stack(hs)


def gru_by_hand(module: Any, x: Tensor, suffix: str, change: Change = unchanged) -> Tensor:
    W, U, b, d = (getattr(module, name + suffix) for name in NAMES)
    h = x.new_zeros(x.shape[1], module.hidden_size)
    hs = []
    for t, step in enumerate(x):
        (a_r, a_z, a_n), (p_r, p_z, p_n) = (step @ W.T + b).chunk(3, -1), (h @ U.T + d).chunk(3, -1)
        r = change("r", t, (a_r + p_r).sigmoid())
        z = change("z", t, change("z_pre", t, a_z + p_z).sigmoid())
        n = change("n", t, (a_n + r * p_n).tanh())
        h = change("h", t, z * h + (1 - z) * n)
        hs.append(h)
    return torch.stack(hs)


NAMES = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")


def forget_held(name: str, t: int, value: Tensor) -> Tensor:
    """What FORGET does."""
    if name == "f" and 1 <= t < 4:
        value = torch.cat([value[:, :1], torch.full_like(value[:, 1:2], 0.75), value[:, 2:]], -1)
    if name == "c":
        value = torch.cat([value[:, :2], value[:, 2:] * 0.5 + 0.25], dim=-1)
    return value


FORGET: list[Edit] = [
    Clamp("f", 0.75, unit=[1], time=slice(1, 4)),
    Scale("c", 0.5, unit=[2, 3]),
    Shift("c", 0.25, unit=[2, 3]),
]


def update_shifted(name: str, t: int, value: Tensor) -> Tensor:
    """What UPDATE does."""
    if name == "z_pre" and t == 2:
        value = value - 1.5
    return torch.cat([value[:, :1] * 0.5, value[:, 1:]], dim=-1) if name == "n" else value


UPDATE: list[Edit] = [Shift("z_pre", -1.5, time=[2]), Scale("n", 0.5, unit=0)]


def double(*sizes: int, **options: Any) -> Any:
    return contracting(nn.LSTM(*sizes, **options)).double()


def leaves(module: nn.Module, x: Tensor) -> list[Tensor]:
    return [x, *module.parameters()]


def assert_same_run(module: nn.Module, x: Tensor, found: Tensor, expected: Tensor) -> None:
    """The same output, and the same gradients of it."""
    assert_close(found.detach(), expected.detach(), "float64")
    weight = sequence(*found.shape, seed=5, dtype=torch.float64)
    one, other = (
        torch.autograd.grad((y * weight).sum(), leaves(module, x)) for y in (found, expected)
    )
    for a, b in zip(one, other, strict=True):
        assert_close(a, b, "float64", "gradients")


@pytest.fixture
def x() -> Tensor:
    return sequence(6, 3, 2, dtype=torch.float64).requires_grad_()


def test_an_lstm_equals_the_loop_and_so_do_its_gradients(x: Tensor) -> None:
    module = double(2, 4)
    with gatescope.edit(module, {"0/forward": FORGET}):
        found, _ = module(x)
    assert_same_run(module, x, found, lstm_by_hand(module, x, "_l0", forget_held))


def test_a_gru_equals_the_loop_and_so_do_its_gradients(x: Tensor) -> None:
    module = contracting(nn.GRU(2, 4)).double()
    with gatescope.edit(module, {"0/forward": UPDATE}):
        found, _ = module(x)
    assert_same_run(module, x, found, gru_by_hand(module, x, "_l0", update_shifted))


def reverse_by_hand(module: Any, x: Tensor, suffix: str, change: Change = unchanged) -> Tensor:
    """Steps are counted as the input counts them."""
    last = len(x) - 1
    return lstm_by_hand(module, x.flip(0), suffix, lambda n, t, v: change(n, last - t, v)).flip(0)


def test_several_layers_and_directions_at_once(x: Tensor) -> None:
    module = double(2, 4, num_layers=2, bidirectional=True)
    edits = {"0/reverse": FORGET, "1/forward": [Clamp("h", 0.5, time=3)]}
    with gatescope.edit(module, edits):
        found, _ = module(x)
    below = [
        lstm_by_hand(module, x, "_l0"),
        reverse_by_hand(module, x, "_l0_reverse", forget_held),
    ]
    y = torch.cat(below, dim=-1)

    def held(name: str, t: int, value: Tensor) -> Tensor:
        return torch.full_like(value, 0.5) if (name, t) == ("h", 3) else value

    top = [lstm_by_hand(module, y, "_l1", held), reverse_by_hand(module, y, "_l1_reverse")]
    assert_same_run(module, x, found, torch.cat(top, dim=-1))


def test_a_projected_h_is_edited_along_its_own_axis(x: Tensor) -> None:
    module = double(2, 4, num_layers=2, bidirectional=True, proj_size=3)
    held = [Clamp("h", 0.5, unit=2, time=3), Swap("h", np.full((6, 3, 3), 0.25), unit=[0], time=1)]
    with gatescope.edit(module, {"0/forward": [*FORGET, *held]}), gatescope.record(module) as seen:
        found, _ = module(x)

    def change(name: str, t: int, value: Tensor) -> Tensor:
        value = forget_held(name, t, value)
        places = {3: (2, 0.5), 1: (0, 0.25)}
        if name == "h" and t in places:
            unit, amount = places[t]
            own = torch.arange(3) == unit
            value = torch.where(own, torch.full_like(value, amount), value)
        return value

    below = [lstm_by_hand(module, x, "_l0", change), reverse_by_hand(module, x, "_l0_reverse")]
    y = torch.cat(below, dim=-1)
    top = [lstm_by_hand(module, y, "_l1"), reverse_by_hand(module, y, "_l1_reverse")]
    assert_same_run(module, x, found, torch.cat(top, dim=-1))
    trace = seen.trace["0/forward"]
    assert trace["h"].dims == ("time", "batch", "proj")
    assert (trace["h"][3, :, 2] == 0.5).all()
    with pytest.raises(EditError, match=r"within 0\.\.2"):
        gatescope.edit(module, {"0/forward": [Clamp("h", 0.5, unit=3)]})


def test_all_that_follows_in_the_model_sees_them() -> None:
    model = contracting(Tagger()).double()
    x = sequence(6, 2, 3, dtype=torch.float64)
    edits = {"lstm/0/forward": [Clamp("f", 1.0, unit=[3])], "cell/0/forward": UPDATE}
    with gatescope.edit(model, edits):
        found = model(x)

    def held(name: str, t: int, value: Tensor) -> Tensor:
        return (
            torch.cat([value[:, :3], 0 * value[:, 3:4] + 1, value[:, 4:]], -1)
            if name == "f"
            else value
        )

    y = gru_by_hand(model.cell, lstm_by_hand(model.lstm, x, "_l0", held), "", update_shifted)
    assert_close(found.detach(), model.out(y).detach(), "float64")


@pytest.mark.parametrize("kind", ["LSTM", "GRU", "RNN", "LSTMCell", "GRUCell", "RNNCell"])
@pytest.mark.parametrize("is_batched", [True, False])
def test_an_edit_that_does_nothing_changes_nothing(kind: str, is_batched: bool) -> None:
    module: Any = contracting(getattr(nn, kind)(3, 4)).double()
    is_cell = kind.endswith("Cell")
    shape = (*(() if is_cell else (5,)), *((2,) if is_batched else ()), 3)
    x = sequence(*shape, dtype=torch.float64)
    expected = module(x)
    with gatescope.edit(module, {"0/forward": [Scale("h", 1.0)]}):
        found = module(input=x)
    _assert_alike(found, expected)


def _assert_alike(found: Any, expected: Any) -> None:
    if isinstance(expected, tuple):
        assert type(found) is type(expected)
        for a, b in zip(found, expected, strict=True):
            _assert_alike(a, b)
    else:
        assert found.shape == expected.shape
        assert found.dtype == expected.dtype
        dtype = str(expected.dtype).removeprefix("torch.")
        assert_close(found.detach().double(), expected.detach().double(), dtype)


@pytest.mark.parametrize("dtype", ["float64", "float32", "bfloat16", "float16"])
@pytest.mark.parametrize("batch_first", [True, False])
def test_every_form_comes_back_as_it_was_called(dtype: str, batch_first: bool) -> None:
    module: Any = contracting(
        nn.LSTM(3, 4, num_layers=2, bidirectional=True, batch_first=batch_first)
    ).to(getattr(torch, dtype))
    x = sequence(5, 2, 3).to(getattr(torch, dtype))
    state = tuple(sequence(4, 2, 4, seed=k).to(getattr(torch, dtype)) for k in (1, 2))
    given = x.transpose(0, 1) if batch_first else x
    expected = module(given, state)
    with gatescope.edit(module, {"1/reverse": [Scale("f", 1.0)]}):
        _assert_alike(module(given, state), expected)


def test_packed_sequences_are_edited_each_within_its_length() -> None:
    module, lengths = double(3, 4, bidirectional=True), [2, 6, 3]
    x = sequence(6, 3, 3, dtype=torch.float64)
    edits = {"0/reverse": [Clamp("f", 0.75, unit=[1], time=slice(1, 2)), *FORGET[1:]]}
    with gatescope.edit(module, edits):
        packed, (_, c) = module(
            pack_padded_sequence(x, torch.tensor(lengths), enforce_sorted=False)
        )
        found, _ = pad_packed_sequence(packed)
        for k, length in enumerate(lengths):
            alone, (_, c_alone) = module(x[:length, [k]])
            assert_close(found[:length, [k]].detach(), alone.detach(), "float64")
            assert_close(c[:, [k]].detach(), c_alone.detach(), "float64")


@pytest.mark.parametrize("rate", [0.0, 0.5])
def test_dropout_draws_the_masks_of_the_model(rate: float) -> None:
    module = double(2, 4, num_layers=3, dropout=rate)
    x = sequence(6, 3, 2, dtype=torch.float64)
    torch.manual_seed(1)
    expected, _ = module(x)
    state = torch.get_rng_state()
    torch.manual_seed(1)
    with gatescope.edit(module, {"1/forward": [Scale("f", 1.0)]}):
        found, _ = module(x)
    assert_close(found.detach(), expected.detach(), "float64")
    assert torch.equal(torch.get_rng_state(), state)


@pytest.mark.parametrize("kind", ["GRU", "RNN", "LSTMCell", "GRUCell", "RNNCell"])
def test_under_autocast_the_output_is_of_the_modules_own_dtype(kind: str) -> None:
    module, x = contracting(getattr(nn, kind)(3, 4)), sequence(2, 3)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        expected = module(x)
        with gatescope.edit(module, {"0/forward": [Scale("h", 1.0)]}):
            found = module(x)
    for a, b in zip(found, expected, strict=True):
        a, b = (v[0] if isinstance(v, tuple) else v for v in (a, b))
        assert a.dtype == b.dtype
        assert_close(a.detach().float(), b.detach().float(), "bfloat16")


def test_values_are_swapped_in_from_another_recording() -> None:
    model = contracting(Tagger()).double()
    one, other = (sequence(6, 2, 3, seed=k, dtype=torch.float64) for k in (0, 1))
    with gatescope.record(model) as recording:
        expected = model(other)
    path = "lstm/0/forward"
    h = recording.trace[path]["h"]
    with gatescope.edit(model, {path: [Swap("h", h)]}):
        assert_close(model(one).detach(), expected.detach(), "float64")
    cell = "cell/0/forward"
    h = recording.trace[cell]["h"]
    with gatescope.edit(model, {cell: [Swap("h", h, time=[5])]}), gatescope.record(model) as again:
        assert_close(model(one)[5].detach(), expected[5].detach(), "float64")
    assert np.array_equal(again.trace[cell]["h"][5], h[5])
    assert not np.array_equal(again.trace[cell]["h"][4], h[4])


def test_ragged_values_are_swapped_in_from_another_recording() -> None:
    module, lengths = double(3, 4), torch.tensor([2, 5])
    one, other = (
        pack_padded_sequence(sequence(5, 2, 3, seed=k).double(), lengths, enforce_sorted=False)
        for k in (0, 1)
    )
    with gatescope.record(module) as recording:
        expected, _ = module(other)
    with gatescope.edit(module, {"0/forward": [Swap("h", recording.trace["0/forward"]["h"])]}):
        found, _ = module(one)
    assert torch.equal(found.data, expected.data)


@pytest.mark.parametrize("is_inside", [True, False])
def test_a_recording_of_an_edited_model_is_the_edited_run(is_inside: bool) -> None:
    model = contracting(Tagger(num_layers=2, bidirectional=True, dropout=0.5)).double()
    edits = {"lstm/0/reverse": FORGET, "cell/0/forward": UPDATE}
    edit, record = gatescope.edit(model, edits), gatescope.record(model)
    x = sequence(6, 2, 3, dtype=torch.float64)
    with record if is_inside else edit, edit if is_inside else record:
        model(x)
    edited = record.trace["lstm/0/reverse"].to_dataset()
    assert (edited["f"][1:4, :, 1] == 0.75).all()
    assert [e["kind"] for e in json.loads(edited.attrs["edits"])] == ["clamp", "scale", "shift"]
    again = gatescope.run(
        gatescope.from_torch(model.lstm)[0][1],  # type: ignore[index]
        edited["x"].values[::-1],
        edits=[Clamp("f", 0.75, unit=[1], time=slice(2, 5)), *FORGET[1:]],
    )
    assert_close(again["c"][::-1], edited["c"], "float64")
    top = record.trace["lstm/1/forward"].to_dataset()
    assert top.attrs["edits"] == "[]"
    assert (record.trace["cell/0/forward"]["n"].shape) == (6, 2, 4)


def test_edits_within_edits_add_up(x: Tensor) -> None:
    module = double(2, 4)
    with gatescope.edit(module, {"0/forward": FORGET}):
        both, _ = module(x)
    first, rest = FORGET[:1], FORGET[1:]
    with gatescope.edit(module, {"0/forward": first}):
        with gatescope.edit(module, {"0/forward": rest}):
            nested, _ = module(x)
        alone, _ = module(x)
    assert torch.equal(nested, both)
    with gatescope.edit(module, {"0/forward": first}):
        assert torch.equal(alone, module(x)[0])


def test_one_call_alone_is_edited() -> None:
    module, x = double(3, 4), sequence(5, 2, 3, dtype=torch.float64)
    plain = module(x)[0]
    with gatescope.edit(module, {"0/forward/call/1": [Clamp("h", 0.5)]}):
        calls = [module(x)[0] for _ in range(3)]
    assert_close(calls[0].detach(), plain.detach(), "float64")
    assert (calls[1] == 0.5).all()
    assert torch.equal(calls[0], calls[2])


class Raised(Exception):
    pass


@pytest.mark.parametrize("fails", [False, True])
def test_nothing_is_left_behind(fails: bool) -> None:
    model = contracting(Tagger())
    before, x = copy.deepcopy([sorted(vars(m)) for m in model.modules()]), sequence(6, 2, 3)
    expected = model(x)
    try:
        with gatescope.edit(model, {"lstm/0/forward": [Clamp("f", 0.0)]}):
            assert not torch.equal(model(x), expected)
            if fails:
                raise Raised
    except Raised:
        pass
    assert [sorted(vars(m)) for m in model.modules()] == before
    assert torch.equal(model(x), expected)


def tagger_called(edits: Any) -> None:
    # As they come from someone who does not check types.
    model = contracting(Tagger())
    with Editing(model, edits):
        model(sequence(6, 2, 3))


@pytest.mark.parametrize(
    ("edits", "message"),
    [
        ({"lstm/1/forward": []}, r"one of the paths \['lstm/0/forward', 'cell/0/forward'\], got"),
        ({"lstm": [Clamp("f", 1.0)]}, "one of the paths"),
        ({"lstm/0/forward": [Clamp("z", 1.0)]}, "'lstm/0/forward': .* one of .*, got 'z'"),
        ({"lstm/0/forward": [Clamp("f", 1.0, unit=5)]}, "within 0..4, got 5"),
        ({"lstm/0/forward": [Clamp("f", 1.0, time=6)]}, "'lstm/0/forward': .* 0..5, got 6"),
        ({"lstm/0/forward": [Clamp("f", np.nan)]}, "a finite number"),
        ({"lstm/0/forward": [Swap("f", np.ones((5, 2, 5)))]}, r"shape \(6, 2, 5\)"),
        ({"lstm/0/forward": Clamp("f", 1.0)}, r"as a list, got Clamp.*\. Write \["),
        ([Clamp("f", 1.0)], 'Write {"lstm/0/forward"'),
        ({"cell/0/forward": [Clamp("z", 1.0, time=-1)]}, "from the first step, got -1"),
        ({"cell/0/forward": [Clamp("z", 1.0, time=slice(-2, None))]}, "from the first step"),
        ({"cell/0/forward": [Clamp("z", 1.0, time=6)]}, "within the 6 steps"),
        ({"cell/0/forward": [Swap("z", np.ones((5, 2, 4)))]}, "values of step 5"),
        ({"lstm/0/forward/call/1": [Clamp("f", 1.0)]}, "called 2 times or more .* got 1 calls"),
    ],
)
def test_what_the_model_does_not_have_is_refused(edits: Any, message: str) -> None:
    with pytest.raises(EditError, match=message):
        tagger_called(edits)


class Own(nn.LSTM):
    def forward(self, *args: Any) -> Any:
        return super().forward(*args)


def test_a_forward_of_its_own_is_not_replaced() -> None:
    with pytest.raises(RecordingError, match=r"got a Own with another.* Edit a plain nn\.LSTM"):
        gatescope.edit(Own(2, 3), {"0/forward": []})


def test_an_edit_is_used_once() -> None:
    edit = gatescope.edit(nn.GRU(2, 3), {"0/forward": [Clamp("z", 1.0)]})
    with edit:
        pass
    with pytest.raises(RecordingError, match="one with block"), edit:
        pass


def test_the_trees_errors_are_ours() -> None:
    with pytest.raises(GatescopeError):
        gatescope.edit(nn.Linear(2, 3), {})


def test_a_shared_module_is_edited_under_any_of_its_names() -> None:
    model = nn.ModuleDict({"a": contracting(nn.GRU(2, 3))})
    model["b"] = model["a"]
    x = sequence(4, 1, 2)
    found = []
    for name in ("a", "b"):
        with gatescope.edit(model, {f"{name}/0/forward": [Clamp("z", 1.0)]}):
            found.append(model["a"](x)[0])
    assert torch.equal(*found)
