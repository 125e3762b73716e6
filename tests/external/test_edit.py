"""Editing a PyTorch model, held against loops written by hand."""

import copy
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.autograd.forward_ad import dual_level, make_dual, unpack_dual
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

import gatescope
from edited_by_hand import (
    FORGET,
    UPDATE,
    double,
    forget_held,
    gru_by_hand,
    lstm_by_hand,
    reverse_by_hand,
    update_shifted,
)
from gatescope import Clamp, Scale, Swap
from gatescope.errors import EditError
from tolerances import assert_close
from torch_models import Tagger, contracting, sequence


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


def test_a_shared_module_is_edited_under_any_of_its_names() -> None:
    model = nn.ModuleDict({"a": contracting(nn.GRU(2, 3))})
    model["b"] = model["a"]
    x = sequence(4, 1, 2)
    found = []
    for name in ("a", "b"):
        with gatescope.edit(model, {f"{name}/0/forward": [Clamp("z", 1.0)]}):
            found.append(model["a"](x)[0])
    assert torch.equal(*found)


@pytest.mark.parametrize("direction", ["forward", "reverse"])
def test_without_gradients_an_edit_does_the_same_by_a_kernel(x: Tensor, direction: str) -> None:
    module = double(2, 4, bidirectional=True)
    edits = {f"0/{direction}": FORGET}
    with gatescope.edit(module, edits):
        expected = module(x)
    with gatescope.edit(module, edits), torch.no_grad():
        found = module(x)
    assert not found[0].requires_grad
    for own, other in zip((found[0], *found[1]), (expected[0], *expected[1]), strict=True):
        assert_close(own, other.detach(), "float64")


# PyTorch's forward mode loads scripts of its own.
@pytest.mark.filterwarnings("ignore:`torch.jit.script` is")
def test_without_gradients_a_tangent_is_kept(x: Tensor) -> None:
    module = double(2, 4)
    with dual_level(), torch.no_grad(), gatescope.edit(module, {"0/forward": FORGET}):
        found, _ = module(make_dual(x.detach(), torch.ones_like(x)))
        assert unpack_dual(found).tangent is not None
