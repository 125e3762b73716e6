"""Trained models that packages ship: what is read of them computes what they compute.

Their licences are in shipped_models.txt. Of the packages only the models' files are read.
"""

import io
import json
import os
import shutil
import subprocess
import wave
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime  # type: ignore[import-untyped]
import pytest
import torch
from safetensors.torch import load_file
from torch import nn

from gatescope import GRU_RESET_AFTER, Weights, load_weights, record_onnx, run
from gatescope.convert import Found
from samples import Array, numbers
from shipped_models import content, extracted
from tolerances import assert_close

RATE, CHUNK, CONTEXT = 16_000, 512, 64
SILERO = "silero_vad/data/"
TEXT = "textgenrnn/textgenrnn_"


# PyTorch would rather have its models exported anew; those of others are as they are.
pytestmark = pytest.mark.filterwarnings("ignore:`torch.jit.load` is")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shipped")


@pytest.fixture(scope="module")
def sound() -> Array:
    """Half a second each of noise, of a buzz like a voice's, and of nothing, in chunks."""
    time = np.arange(RATE // 2) / RATE
    buzz = sum(np.sin(2 * np.pi * 120 * k * time + k) / k for k in range(1, 20))
    parts = [0.1 * numbers(len(time)), 0.2 * np.asarray(buzz), np.zeros_like(time)]
    return chunks(np.concatenate(parts))


def chunks(samples: Array) -> Array:
    """(time, sample): each chunk with the end of the one before, as the model takes it."""
    padded = np.concatenate([np.zeros(CONTEXT), samples]).astype(np.float32)
    starts = range(0, len(samples) - CHUNK + 1, CHUNK)
    return np.stack([padded[s : s + CONTEXT + CHUNK] for s in starts])


@pytest.fixture(scope="module")
def scripted(folder: Path, sound: Array) -> dict[str, Array]:
    """What the TorchScript model gives its LSTM, (time, input), and its states after each step."""
    path = extracted("silero_vad", f"{SILERO}silero_vad.jit", folder)
    model = torch.jit.load(path)._model  # type: ignore[no-untyped-call]
    rows: dict[str, list[Array]] = {"x": [], "h": [], "c": []}
    state = torch.zeros(0)
    with torch.no_grad():
        for chunk in torch.from_numpy(sound):
            given = model.encoder(model.run_extractors(chunk[None]))
            _, state = model.decoder(given, state)
            rows["x"].append(given[0, :, 0].numpy())
            rows["h"].append(state[0, 0].numpy())
            rows["c"].append(state[1, 0].numpy())
    return {name: np.stack(row) for name, row in rows.items()}


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("silero_vad.jit", "_model.decoder.rnn"),
        ("silero_vad_16k_op15.onnx", "/model/decoder/If_1/then_branch//model/decoder/rnn/LSTM"),
    ],
)
def test_silero_vads_layer_computes_what_its_torchscript_does(
    file: str, name: str, folder: Path, scripted: dict[str, Array]
) -> None:
    found = load_weights(extracted("silero_vad", SILERO + file, folder))
    trace = run(found[name], scripted["x"])["0/forward"]
    assert np.abs(scripted["h"]).max() > 0.5
    for state in ("h", "c"):
        assert_close(trace[state][:, 0], scripted[state], "float32")


def test_silero_vads_safetensors_compute_what_pytorch_does(
    folder: Path, scripted: dict[str, Array]
) -> None:
    """These are the weights of another training."""
    path = extracted("silero_vad", f"{SILERO}silero_vad_16k.safetensors", folder)
    own = {n.partition(".")[2]: t for n, t in load_file(path).items() if n.startswith("lstm_cell")}
    layer = nn.LSTM(128, 128)
    layer.load_state_dict({f"{name}_l0": tensor for name, tensor in own.items()})
    with torch.no_grad():
        expected, _ = layer(torch.from_numpy(scripted["x"]))
    trace = run(load_weights(path)["lstm_cell"], scripted["x"])["0/forward"]
    assert_close(trace["h"][:, 0], expected.numpy(), "float32")


def test_silero_vads_branches_are_recorded_within_onnx_runtime(
    folder: Path, sound: Array, scripted: dict[str, Array]
) -> None:
    path = extracted("silero_vad", f"{SILERO}silero_vad_16k_op15.onnx", folder)
    state = np.stack([scripted["h"][:1], scripted["c"][:1]])
    inputs = {"input": sound[1:2], "state": state, "sr": np.array(RATE, np.int64)}
    tree = record_onnx(path, inputs)
    (trace,) = (node for node in tree.subtree if node.has_data)
    assert json.loads(trace.attrs["certificate"])["holds"]
    assert_close(trace["h"][0, 0], scripted["h"][1], "float32")


def test_silero_vads_sequence_is_replayed(folder: Path, sound: Array) -> None:
    path = extracted("silero_vad", f"{SILERO}silero_vad_16k_sequence.onnx", folder)
    zeros = np.zeros((1, 1, 128), np.float32)
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    _, hn, cn = session.run(None, {"input": sound, "h": zeros, "c": zeros})
    (trace,) = (
        node
        for node in record_onnx(path, {"input": sound, "h": zeros, "c": zeros}).subtree
        if node.has_data
    )
    assert_close(trace["h"][-1, 0], hn[0, 0], "float32")
    assert_close(trace["c"][-1, 0], cn[0, 0], "float32")


@pytest.fixture(scope="module")
def speech() -> Array:
    """A sentence, in chunks; where there is no espeak-ng, a failure in CI and a skip elsewhere."""
    if shutil.which("espeak-ng") is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no espeak-ng to speak with")
    command = ["espeak-ng", "--stdout", "Every gate of a network, step by step."]
    return chunks(resampled(subprocess.run(command, capture_output=True, check=True).stdout))


def test_silero_vads_layer_hears_speech(folder: Path, speech: Array) -> None:
    path = extracted("silero_vad", f"{SILERO}silero_vad_16k_sequence.onnx", folder)
    zeros = np.zeros((1, 1, 128), np.float32)
    tree = record_onnx(path, {"input": speech, "h": zeros, "c": zeros})
    (trace,) = (node for node in tree.subtree if node.has_data)
    assert json.loads(trace.attrs["certificate"])["holds"]
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    heard, *_ = session.run(None, {"input": speech, "h": zeros, "c": zeros})
    assert np.median(heard) > 0.9


def resampled(said: bytes) -> Array:
    """Samples of a WAV file at the model's rate."""
    with wave.open(io.BytesIO(said)) as file:
        rate, frames = file.getframerate(), file.readframes(file.getnframes())
    samples = np.frombuffer(frames, "<i2") / 2**15
    places = np.arange(0, len(samples) - 1, rate / RATE)
    return np.interp(places, np.arange(len(samples)), samples)


@pytest.mark.parametrize("part", ["enc", "dec"])
def test_g2ps_gru_computes_what_pytorch_does(part: str) -> None:
    with np.load(io.BytesIO(content("g2p_en", "g2p_en/checkpoint20.npz"))) as file:
        own = {n: file[f"{part}_{n}"] for n in ("emb", "w_ih", "w_hh", "b_ih", "b_hh")}
    (W, R, b, c) = (np.split(own[n], 3) for n in ("w_ih", "w_hh", "b_ih", "b_hh"))
    gates = {
        f"{gate}.{role}": array
        for k, gate in enumerate("rz")
        for role, array in (("x", W[k]), ("h", R[k]), ("b", b[k] + c[k]))
    }
    candidate = {"n_x.x": W[2], "n_x.b": b[2], "n_h.h": R[2], "n_h.b": c[2]}
    weights = Weights(GRU_RESET_AFTER, {**gates, **candidate})
    layer = nn.GRU(*own["w_ih"].shape[1:], own["w_hh"].shape[1])
    names = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
    values = (own[n] for n in ("w_ih", "w_hh", "b_ih", "b_hh"))
    layer.load_state_dict({n: torch.from_numpy(v) for n, v in zip(names, values, strict=True)})
    letters = own["emb"][np.arange(12) * 7 % len(own["emb"])]
    with torch.no_grad():
        expected, _ = layer(torch.from_numpy(letters))
    assert_close(run(weights, letters)["h"][:, 0], expected.numpy(), "float32")


@pytest.fixture(scope="module")
def text_model(folder: Path) -> Found:
    return load_weights(extracted("textgenrnn", f"{TEXT}weights.hdf5", folder))


def datasets(folder: Path) -> dict[str, Array]:
    import h5py

    with h5py.File(folder / "textgenrnn_weights.hdf5") as file:
        names = ("embedding/embedding/embeddings", "attention/attention/attention_W")
        layers = [f"{n}/{n}/{part}" for n in ("rnn_1", "rnn_2", "output") for part in PARTS]
        return {n: file[f"{n}:0"][()] for n in (*names, *layers) if f"{n}:0" in file}


CONTEXT_LETTERS = 40
PARTS = ("kernel", "recurrent_kernel", "bias")


@pytest.mark.parametrize("name", ["rnn_1", "rnn_2"])
def test_textgenrnns_layers_compute_what_pytorch_does(
    name: str, text_model: Found, folder: Path
) -> None:
    """PyTorch stacks its gates as cuDNN does, which is as the file has them. In double precision:
    the second layer's large weights make much of rounding."""
    kernel, recurrent, bias = (datasets(folder)[f"{name}/{name}/{part}"] for part in PARTS)
    units = len(recurrent)
    layer = nn.LSTM(len(kernel), units, dtype=torch.float64)
    state = {
        "weight_ih_l0": np.concatenate([k.reshape(units, -1) for k in np.hsplit(kernel, 4)]),
        "weight_hh_l0": np.concatenate(np.hsplit(recurrent, 4)),
        "bias_ih_l0": bias[: 4 * units] + bias[4 * units :],
        "bias_hh_l0": np.zeros(4 * units),
    }
    layer.load_state_dict({n: torch.from_numpy(v.copy()) for n, v in state.items()})
    x = numbers(20, len(kernel))
    with torch.no_grad():
        expected, _ = layer(torch.from_numpy(x))
    (part,) = text_model[name].parts
    assert_close(run(part.weights, x, dtype="float64")["h"][:, 0], expected.numpy(), "float64")


def test_textgenrnn_knows_its_letters(text_model: Found, folder: Path) -> None:
    """Read in another order its layers would be as large, and the text nonsense."""
    vocabulary: dict[str, int] = json.loads(content("textgenrnn", f"{TEXT}vocab.json"))
    text = "What is the best thing that happened to you this year?"
    # It has been trained on the last 40 letters, zeros before the beginning.
    tokens = np.array([0] * CONTEXT_LETTERS + [vocabulary[each] for each in ("<s>", *text)])
    ends = np.arange(CONTEXT_LETTERS + 10, len(tokens))
    before = np.stack([tokens[end - CONTEXT_LETTERS : end] for end in ends], axis=1)
    right = answers(datasets(folder), text_model, before).argmax(1) == tokens[ends]
    assert np.mean(right) > 0.7


def answers(own: dict[str, Array], found: Found, tokens: Array) -> Array:
    """The rest of the model: an attention over the embedding and both layers, and a readout.

    `tokens` is (time, batch), the answers are (batch, letter).
    """
    parts: list[Any] = [own["embedding/embedding/embeddings"][tokens]]
    for name in ("rnn_1", "rnn_2"):
        parts.append(run(found[name], parts[-1])["0/forward"]["h"].values)
    features = np.concatenate(parts, axis=-1)
    logits = features @ own["attention/attention/attention_W"]
    weights = np.exp(logits - logits.max(0))
    mean = (features * weights / weights.sum(0)).sum(0)
    return np.asarray(mean @ own["output/output/kernel"] + own["output/output/bias"])
