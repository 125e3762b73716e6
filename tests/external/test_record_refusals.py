"""What cannot be recorded, and what is recorded and is not the model's own run."""

import json
import sys
import warnings
from typing import Any

import pytest
import torch
from torch import nn

import gatescope
from gatescope.errors import CertificateError, ConversionError, MissingExtra, RecordingError
from gatescope.recording import certificate
from gatescope.recording.certificate import CertificateWarning
from gatescope.recording.torch import dropout
from gatescope.recording.torch.find import find
from gatescope.recording.torch.policy import Policy
from torch_models import Tagger, contracting, sequence


class Doubling(nn.LSTM):
    """A layer that does not compute what its parameters say."""

    def forward(self, *args: Any) -> Any:
        output, states = super().forward(*args)
        return output * 2, states


def doubling() -> nn.Module:
    return nn.ModuleDict({"encoder": contracting(Doubling(3, 4, num_layers=2))})["encoder"]


def test_what_is_not_the_models_own_run_is_an_error_that_says_where_and_by_how_much() -> None:
    layer = doubling()
    with (
        pytest.raises(CertificateError, match=r"Layer '1/forward', call 0: .* within 0\.0001"),
        gatescope.record(layer) as recording,
    ):
        layer(sequence(5, 2, 3))
    with pytest.raises(CertificateError, match=r"difference of 0\.\d+"):
        _ = recording.trace


def test_or_a_warning() -> None:
    layer = doubling()
    with (
        pytest.warns(CertificateWarning, match="Layer '1/forward'"),
        gatescope.record(layer, certify="warn") as recording,
    ):
        layer(sequence(5, 2, 3))
    document = json.loads(recording.trace["1/forward"].attrs["certificate"])
    assert document["holds"] is False
    assert document["differences"]["h"] > 0.01
    below = json.loads(recording.trace["0/forward"].attrs["certificate"])
    assert below["holds"] is True


def test_an_error_of_the_body_goes_before_one_of_the_certificate() -> None:
    layer = doubling()
    recording = gatescope.record(layer)
    with pytest.raises(ZeroDivisionError), recording:
        layer(sequence(5, 2, 3))[0].div(1 // 0)


def test_a_sample_is_the_first_and_every_kth_call() -> None:
    layer = contracting(nn.GRU(3, 4))
    with gatescope.record(layer, certify="sample", every=3) as recording:
        for k in range(5):
            layer(sequence(5, 2, 3, seed=k))
    documents = [
        json.loads(recording.trace[f"0/forward/call/{k}"].attrs["certificate"]) for k in range(5)
    ]
    assert [d["checked"] for d in documents] == [True, False, False, True, False]
    assert documents[1]["holds"] is None


def test_a_sample_finds_what_is_wrong_with_the_first_call() -> None:
    layer = doubling()
    with pytest.raises(CertificateError), gatescope.record(layer, certify="sample"):
        layer(sequence(5, 2, 3))


def test_a_state_that_is_kept_for_long_is_followed_as_the_kernel_rounds_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    layer = contracting(nn.LSTM(3, 4))
    with torch.no_grad():
        layer.bias_ih_l0[4:8] += 12.0
    x = sequence(600, 2, 3)
    monkeypatch.setitem(certificate.TOLERANCES, "float32", 0.0)
    with pytest.raises(CertificateError) as by_scan_and_kernel, gatescope.record(layer):
        layer(x)
    # Step by step there is the rounding of one step and no more.
    apart = float(str(by_scan_and_kernel.value).split("difference of ")[1].split(". ")[0])
    assert apart < 1e-6


@pytest.mark.parametrize("model", [nn.Linear(3, 4), nn.Sequential()])
def test_a_model_without_a_recurrent_layer_is_refused(model: nn.Module) -> None:
    for enter in (gatescope.record, lambda m: gatescope.edit(m, {})):
        with pytest.raises(ConversionError, match=r"nn\.GRU, nn\.RNN or one of their cells in it"):
            enter(model)


def test_what_is_no_model_is_refused() -> None:
    with pytest.raises(ConversionError, match=r"a torch\.nn\.Module, got str"):
        find("model")


@pytest.mark.filterwarnings("ignore:`torch.jit")
def test_a_scripted_model_is_refused_with_what_to_do() -> None:
    scripted = torch.jit.script(nn.LSTM(3, 4))
    for model in (scripted, nn.ModuleDict({"a": scripted, "b": nn.GRU(3, 4)})):
        with pytest.raises(
            ConversionError, match=r"Record the module that was given to torch\.jit"
        ):
            gatescope.record(model)


def test_a_compiled_model_is_refused_with_what_to_do() -> None:
    with pytest.raises(ConversionError, match=r"given to torch\.compile: model\._orig_mod"):
        gatescope.record(torch.compile(Tagger(), backend="eager"))  # type: ignore[arg-type]
    inner = Tagger()
    inner.lstm.compile(backend="eager")
    with pytest.raises(ConversionError, match=r"submodule 'lstm' .* before module\.compile\(\)"):
        gatescope.record(inner)


def test_a_graph_whose_layers_are_gone_is_refused_with_what_to_do() -> None:
    graph = torch.fx.symbolic_trace(nn.Linear(2, 3))
    with pytest.raises(ConversionError, match=r"record the module that was given to torch\.export"):
        gatescope.record(graph)


@pytest.mark.filterwarnings("ignore:torch.ao.quantization is deprecated:DeprecationWarning")
def test_a_quantised_layer_is_refused_rather_than_left_out() -> None:
    from torch.ao.nn.quantized import dynamic

    model = nn.ModuleDict({"a": nn.GRU(3, 4), "b": dynamic.LSTM(3, 4, dtype=torch.float16)})
    with pytest.raises(ConversionError, match=r"'b' .* got a quantised LSTM.* before quantisation"):
        gatescope.record(model)


def test_without_pytorch_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.setitem(sys.modules, "torch.nn", None)
    model: Any = object()
    for use in (gatescope.record, gatescope.from_torch, lambda m: gatescope.edit(m, {})):
        with pytest.raises(MissingExtra, match=r"needs torch.*pip install 'gatescope\[torch\]'"):
            use(model)


def test_dropout_is_refused_where_its_mask_cannot_be_drawn_again() -> None:
    layer = nn.LSTM(3, 4, num_layers=2, dropout=0.5)
    with gatescope.record(layer.eval()) as recording:
        layer(sequence(5, 2, 3))
    kind = recording._layers[0].kind
    cuda = torch.device("cuda")
    assert dropout.generator(kind, layer.eval(), cuda, "lstm") is None
    with pytest.raises(RecordingError, match=r"'lstm' .* on cuda, .* Call model\.eval\(\)"):
        dropout.generator(kind, layer.train(), cuda, "the layer 'lstm'")


@pytest.mark.parametrize("options", [{"certify": "never"}, {"every": 0}, {"every": 1.5}])
def test_an_option_of_another_kind_is_refused(options: dict[str, Any]) -> None:
    given = {"certify": "error", "every": 1, **options}
    with pytest.raises(RecordingError, match=f"Expected {next(iter(options))}="):
        Policy(**given)


def test_a_part_of_a_model_that_is_no_layer_says_where_its_layers_are() -> None:
    with pytest.raises(ConversionError, match=r"got a Tagger with some at \['lstm', 'cell'\]"):
        gatescope.from_torch(Tagger())


class Masked(nn.LSTM):
    """A layer with arguments of its own."""

    def forward(self, sequence: Any, mask: Any) -> Any:
        return super().forward(sequence * mask)


class Alone(nn.GRU):
    """A layer that keeps its last state to itself."""

    def forward(self, *args: Any) -> Any:
        return super().forward(*args)[0]


def test_a_layer_that_takes_or_gives_something_else_is_refused_with_both_forms() -> None:
    x = sequence(5, 2, 3)
    calls: list[tuple[nn.Module, Any, str]] = [
        (Masked(3, 4), lambda m: m(x, torch.ones(5, 2, 1)), r"called with \(Tensor, Tensor\)"),
        (Masked(3, 4), lambda m: m(sequence=x, mask=x), r"called with \(NoneType, NoneType\)"),
        (Alone(3, 4), lambda m: m(x), r"\(output, h\), got a Alone .* and gave Tensor\."),
    ]
    for model, call, message in calls:
        with pytest.raises(RecordingError, match=message), gatescope.record(model):
            call(model)


def test_a_call_without_numbers_behind_it_is_refused() -> None:
    layer, cell = nn.LSTM(3, 4), nn.GRUCell(3, 4)
    own = dict(layer.named_parameters())

    def loss(parameters: Any) -> Any:
        return torch.func.functional_call(layer, parameters, (sequence(5, 2, 3),))[0].sum()

    with (
        pytest.raises(RecordingError, match=r"torch\.func .* by backward"),
        gatescope.record(layer),
    ):
        torch.func.grad(loss)(own)
    inside = pytest.raises(RecordingError, match=r"torch\.func .* outside of it")
    with warnings.catch_warnings(), inside, gatescope.record(cell):
        # PyTorch has no rule for this cell, and says that it takes a slower way.
        warnings.simplefilter("ignore")
        torch.func.vmap(cell)(sequence(5, 2, 3))
    meta = nn.LSTM(3, 4, device="meta")
    with pytest.raises(RecordingError, match="'meta', which has none"), gatescope.record(meta):
        meta(torch.ones(5, 2, 3, device="meta"))
    with gatescope.record(layer) as recording:
        loss(own)
    assert json.loads(recording.trace["0/forward"].attrs["certificate"])["holds"]


@pytest.mark.parametrize(
    ("model", "called"),
    [
        (nn.LSTM(3, 4), "the module itself"),
        (nn.Sequential(nn.LSTM(3, 4)), "the layer '0'"),
    ],
)
def test_a_layer_by_itself_has_no_name_in_a_refusal(model: nn.Module, called: str) -> None:
    with (
        pytest.raises(RecordingError, match=f"Expected {called} to run on numbers"),
        gatescope.record(model.to("meta")),
    ):
        model(torch.ones(5, 2, 3, device="meta"))
    with gatescope.record(model) as recording:
        pass
    with pytest.raises(RecordingError, match=f"layers was: {called}\\."):
        _ = recording.trace
