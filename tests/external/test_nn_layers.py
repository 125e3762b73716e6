"""gatescope.nn.LSTM, GRU and RNN against torch.nn's: outputs, states, every gradient."""

import copy
from typing import Any

import pytest
import torch
from torch import Tensor
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence

import gatescope
from gatescope import Clamp, Scale, Shift, Swap
from gatescope.errors import EditError, InputError
from gatescope.nn import GRU, LSTM, RNN
from tolerances import assert_close
from torch_models import contracting, sequence

FORMS: list[tuple[str, dict[str, Any]]] = [
    ("LSTM", {}),
    ("LSTM", {"num_layers": 2, "bidirectional": True, "proj_size": 2, "batch_first": True}),
    ("GRU", {"num_layers": 2, "bidirectional": True}),
    ("GRU", {"bias": False, "batch_first": True}),
    ("RNN", {"bidirectional": True}),
    ("RNN", {"nonlinearity": "relu", "num_layers": 2}),
]
EVERY = pytest.mark.parametrize(("name", "form"), FORMS, ids=lambda of: str(of))


def pair(name: str, form: dict[str, Any], dtype: str = "float64") -> tuple[Any, Any]:
    """torch.nn's module, and ours with its state dict."""
    own = {"dtype": getattr(torch, dtype), **form}
    theirs = contracting(getattr(torch.nn, name)(3, 4, **own))
    ours = getattr(gatescope.nn, name)(3, 4, **own)
    ours.load_state_dict(theirs.state_dict())
    return theirs, ours


def states(module: Any, batch: int, dtype: str) -> list[Tensor]:
    """What a module begins with, drawn; tensors that gradients go to."""
    parts = module.num_layers * (1 + module.bidirectional)
    sizes = [module.proj_size or 4] + [4] * (module.mode == "LSTM")
    return [
        sequence(parts, batch, n, seed=k, dtype=getattr(torch, dtype)).requires_grad_()
        for k, n in enumerate(sizes)
    ]


def flat(found: Any) -> list[Tensor]:
    y, last = found
    y = y.data if isinstance(y, PackedSequence) else y
    return [y, *(last if isinstance(last, tuple) else (last,))]


def gradients(module: Any, found: Any, given: list[Tensor]) -> list[Tensor]:
    """Of a loss that sees every number of the output and of the last states by itself."""
    loss = sum((a * sequence(*a.shape, seed=7, dtype=a.dtype)).sum() for a in flat(found))
    leaves = [*given, *module.parameters()]
    return [*torch.autograd.grad(loss, leaves, retain_graph=True)]


def check(theirs: Any, ours: Any, x: Any, leaf: Tensor, start: list[Tensor], dtype: str) -> None:
    hx = tuple(start) if len(start) > 1 else start[0]
    expected, found = theirs(x, hx), ours(x, hx)
    for a, b in zip(flat(found), flat(expected), strict=True):
        assert_close(a.detach(), b.detach(), dtype)
    of_theirs = gradients(theirs, expected, [leaf, *start])
    for a, b in zip(gradients(ours, found, [leaf, *start]), of_theirs, strict=True):
        assert_close(a, b, dtype, "gradients")


@EVERY
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_outputs_and_gradients_are_those_of_torch(
    name: str, form: dict[str, Any], dtype: str
) -> None:
    theirs, ours = pair(name, form, dtype)
    x = sequence(2, 5, 3, dtype=getattr(torch, dtype)).requires_grad_()
    check(theirs, ours, x, x, states(ours, 5 if not ours.batch_first else 2, dtype), dtype)


@EVERY
def test_packed_sequences_give_what_torch_gives(name: str, form: dict[str, Any]) -> None:
    theirs, ours = pair(name, form)
    leaf = sequence(5, 3, 3, dtype=torch.float64).requires_grad_()
    x = pack_padded_sequence(leaf, torch.tensor([2, 5, 1]), enforce_sorted=False)
    check(theirs, ours, x, leaf, states(ours, 3, "float64"), "float64")


@EVERY
def test_a_sequence_without_batch_gives_what_torch_gives(name: str, form: dict[str, Any]) -> None:
    theirs, ours = pair(name, form)
    x = sequence(5, 3, dtype=torch.float64)
    for a, b in zip(flat(ours(x)), flat(theirs(x)), strict=True):
        assert_close(a.detach(), b.detach(), "float64")


def test_the_mask_between_layers_is_the_one_that_torch_draws() -> None:
    theirs, ours = pair("GRU", {"num_layers": 3, "dropout": 0.5})
    x = sequence(4, 2, 3, dtype=torch.float64)
    torch.manual_seed(0)
    expected = theirs(x)[0].detach()
    torch.manual_seed(0)
    assert_close(ours(x)[0].detach(), expected, "float64")
    assert_close(ours.eval()(x)[0].detach(), theirs.eval()(x)[0].detach(), "float64")


def test_constructors_draw_the_same_parameters_as_torch() -> None:
    for name, form in FORMS:
        torch.manual_seed(0)
        theirs = getattr(torch.nn, name)(3, 4, **form).state_dict()
        torch.manual_seed(0)
        ours = getattr(gatescope.nn, name)(3, 4, **form).state_dict()
        assert [*ours] == [*theirs]
        assert all(torch.equal(ours[key], theirs[key]) for key in ours)


def test_gates_are_those_of_a_recording() -> None:
    theirs, ours = pair("LSTM", {"num_layers": 2, "bidirectional": True, "batch_first": True})
    x = sequence(2, 5, 3, dtype=torch.float64)
    with gatescope.record(theirs) as recording:
        theirs(x)
    y, _, gates = ours(x, gates=True)
    assert [*gates] == ["0/forward", "0/reverse", "1/forward", "1/reverse"]
    for path, values in gates.items():
        for value, array in values.items():
            expected = recording.trace[path][value].values.transpose(1, 0, 2)
            assert_close(array.detach(), expected, "float64")
    assert torch.equal(torch.cat([gates["1/forward"]["h"], gates["1/reverse"]["h"]], -1), y)


def test_gates_of_packed_sequences_are_packed_alike() -> None:
    _, ours = pair("GRU", {})
    x = pack_padded_sequence(
        sequence(5, 3, 3, dtype=torch.float64), torch.tensor([2, 5, 1]), enforce_sorted=False
    )
    y, _, gates = ours(x, gates=True)
    assert torch.equal(gates["0/forward"]["h"].data, y.data)
    assert torch.equal(gates["0/forward"]["z"].batch_sizes, y.batch_sizes)


def test_a_loss_may_see_the_gates() -> None:
    _, ours = pair("LSTM", {})
    x = sequence(5, 2, 3, dtype=torch.float64)

    def opened() -> Tensor:
        mean: Tensor = ours(x, gates=True)[2]["0/forward"]["f"].mean()
        return mean

    before, step = opened(), 1e-3
    before.backward()
    with torch.no_grad():
        slope = sum((p.grad**2).sum() for p in ours.parameters())
        for parameter in ours.parameters():
            parameter += step * parameter.grad
    assert opened().item() - before.item() == pytest.approx(step * float(slope), rel=1e-2)


def test_edits_give_what_an_edited_torch_model_gives() -> None:
    theirs, ours = pair("LSTM", {"num_layers": 2, "bidirectional": True})
    x = sequence(5, 2, 3, dtype=torch.float64).requires_grad_()
    swapped = sequence(5, 2, 4, seed=3, dtype=torch.float64)
    edits = {
        "0/reverse": [Clamp("f", 1.0, time=slice(1, 3)), Scale("o", 0.5)],
        "1/forward": [Shift("c", 0.25, unit=[1]), Swap("h", swapped, time=[4])],
    }
    with gatescope.edit(theirs, edits):
        expected = theirs(x)
        of_theirs = gradients(theirs, expected, [x])
    found = ours(x, edits=edits)
    for a, b in zip(flat(found), flat(expected), strict=True):
        assert_close(a.detach(), b.detach(), "float64")
    for a, b in zip(gradients(ours, found, [x]), of_theirs, strict=True):
        assert_close(a, b, "float64", "gradients")


def test_one_layer_takes_its_edits_as_a_list() -> None:
    _, ours = pair("GRU", {})
    x = sequence(5, 2, 3, dtype=torch.float64)
    held = ours(x, edits=[Clamp("z", 1.0)])[0]  # PyTorch's z keeps the old state
    assert torch.equal(held, torch.zeros_like(held))


def test_a_layer_computes_with_its_parameters_as_they_are() -> None:
    pairs = pair("LSTM", {})
    x, start = (
        sequence(5, 2, 3, dtype=torch.float64).requires_grad_(),
        states(pairs[1], 2, "float64"),
    )
    check(*pairs, x, x, start, "float64")
    for module in pairs:
        with torch.no_grad():
            module.bias_ih_l0.mul_(0.5)
            module.weight_hh_l0.data = 0.5 * module.weight_hh_l0
            module.weight_ih_l0 = torch.nn.Parameter(-module.weight_ih_l0)
    check(*pairs, x, x, start, "float64")


def test_parameters_that_change_before_the_way_back_are_refused() -> None:
    _, ours = pair("RNN", {})
    loss = ours(sequence(5, 2, 3, dtype=torch.float64))[0].sum()
    with torch.no_grad():
        ours.weight_hh_l0.mul_(0.5)
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        loss.backward()


def test_gradients_share_no_memory() -> None:
    _, ours = pair("RNN", {})
    ours(sequence(5, 2, 3, dtype=torch.float64))[0].sum().backward()
    places = {parameter.grad.data_ptr() for parameter in ours.parameters()}
    assert len(places) == len([*ours.parameters()])


def test_recording_certifies_our_layer_too() -> None:
    ours = contracting(LSTM(3, 4))
    with gatescope.record(ours) as recording:
        ours(sequence(5, 2, 3), gates=True)
    assert [*recording.trace.leaves]


def test_a_copy_and_a_saved_layer_are_the_layer(tmp_path: Any) -> None:
    ours = LSTM(3, 4)
    torch.save(ours, tmp_path / "layer.pt")
    again = torch.load(tmp_path / "layer.pt", weights_only=False)
    x = sequence(5, 2, 3)
    for other in (again, copy.deepcopy(ours)):
        assert torch.equal(other(x)[0], ours(x)[0])


def test_what_does_not_fit_is_refused_with_what_to_do() -> None:
    ours = LSTM(3, 4, num_layers=2)
    x = sequence(5, 2, 3)
    with pytest.raises(InputError, match=r"all float32.*got torch.float64.*\.float\(\)"):
        ours(x.double())
    with pytest.raises(InputError, match=r"all float32.*got torch.bfloat16"):
        RNN(3, 4, dtype=torch.bfloat16)(x.bfloat16())
    with pytest.raises(InputError, match=r"on the CPU, got some on meta"):
        GRU(3, 4, device="meta")(x)
    with pytest.raises(InputError, match=r"3 features, got 2"):
        ours(x[..., :2])
    with pytest.raises(InputError, match=r"h_0 in hx= .*\(2, 2, 4\), got \(1, 2, 4\)"):
        ours(x, (torch.zeros(1, 2, 4), torch.zeros(2, 2, 4)))
    with pytest.raises(EditError, match=r"by the paths .*0/forward.*got a list"):
        ours(x, edits=[Clamp("f", 1.0)])
    with pytest.raises(EditError, match=r"by the paths .*got \['2/forward'\]"):
        ours(x, edits={"2/forward": []})
    with pytest.raises(EditError, match=r"Layer '1/forward'.*got 'z'"):
        ours(x, edits={"1/forward": [Clamp("z", 1.0)]})
    with pytest.raises(InputError, match=r"nonlinearity= .*got 'elu'"):
        RNN(3, 4, nonlinearity="elu")  # type: ignore[arg-type]


@pytest.mark.parametrize("needed", ["x", "parameters"])
def test_gradients_that_are_not_needed_change_no_others(needed: str) -> None:
    torch.manual_seed(0)
    layer, x = gatescope.nn.LSTM(3, 4), torch.randn(5, 2, 3, requires_grad=True)
    layer(x)[0].sum().backward()
    assert x.grad is not None
    expected = [x.grad.clone(), *(p.grad.clone() for p in layer.parameters())]
    layer.zero_grad()
    x.grad = None
    own = {"x": [x], "parameters": [*layer.parameters()]}
    for tensor in (x, *layer.parameters()):
        tensor.requires_grad_(any(tensor is other for other in own[needed]))
    layer(x)[0].sum().backward()
    found = [x.grad, *(p.grad for p in layer.parameters())]
    for tensor, gradient, wanted in zip((x, *layer.parameters()), found, expected, strict=True):
        assert (gradient is not None) == tensor.requires_grad
        assert gradient is None or torch.equal(gradient, wanted)


def test_a_value_changed_in_place_before_the_way_back_is_refused() -> None:
    layer = gatescope.nn.GRU(3, 4)
    h, _ = layer(torch.randn(5, 2, 3))
    h.mul_(2)
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        h.sum().backward()
