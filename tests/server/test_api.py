"""What the page is told of an opened trace."""

import json
from typing import Any

import httpx
import numpy as np
import pytest
import xarray as xr
from safetensors.numpy import load
from starlette.applications import Starlette

import gatescope as gs
from asking import ask
from gatescope.cells import Cell
from samples import layer, numbers

KEY = {"authorization": "Bearer the-token"}
LENGTHS = [9, 5]


def get(app: Starlette, path: str) -> httpx.Response:
    return ask(app, f"/api/{path}", headers=KEY)


def tensors(app: Starlette, path: str) -> dict[str, Any]:
    answer = get(app, path)
    assert answer.status_code == 200, answer.text
    return load(answer.content)


def post(app: Starlette, edits: Any) -> httpx.Response:
    return ask(app, "/api/edits", "POST", headers=KEY, json={"edits": edits})


@pytest.fixture(scope="module")
def tree() -> xr.DataTree:
    return gs.run([layer(gs.LSTM, 2, 3), layer(gs.GRU, 3, 4)], numbers(9, 2, 2), lengths=LENGTHS)


def test_it_says_what_is_open(app: Starlette) -> None:
    facts = get(app, "opened").json()
    assert (facts["format"], facts["title"], facts["live"]) == (1, "two layers", False)
    first, second = facts["layers"]
    assert [first["path"], second["path"]] == ["0/forward", "1/forward"]
    assert Cell.from_json(second["cell"]) == gs.GRU
    assert {a: second[a] for a in ("time", "batch", "input", "unit", "proj")} == {
        "time": 9,
        "batch": 2,
        "input": 3,
        "unit": 4,
        "proj": None,
    }
    assert first["values"] == ["f", "i", "g", "c", "o", "h", "x"]
    assert first["lengths"] == LENGTHS
    assert first["direction"] == "forward"


def test_parameters_come_as_they_are(app: Starlette) -> None:
    found = tensors(app, "layers/1/weights")
    expected = layer(gs.GRU, 3, 4)
    assert set(found) == set(expected)
    for name, parameter in expected.items():
        np.testing.assert_array_equal(found[name], parameter)


def test_a_window_says_which_steps_it_covers(app: Starlette) -> None:
    answer = get(app, "layers/0/window?values=f,c&batch=0&start=1&stop=8&columns=4")
    header = int.from_bytes(answer.content[:8], "little")
    facts = json.loads(answer.content[8 : 8 + header])["__metadata__"]
    assert facts == {"start": "0", "stop": "8", "width": "2"}
    found = load(answer.content)
    assert sorted(found) == ["c.high", "c.low", "c.mean", "f.high", "f.low", "f.mean"]
    assert found["f.mean"].shape == (4, 3)


def test_steps_hold_what_the_cell_saw(app: Starlette, tree: Any) -> None:
    trace = tree["0/forward"].to_dataset()
    found = tensors(app, "layers/0/step?batch=1&start=2&stop=4")
    for name in ("x", "f", "c", "h"):
        np.testing.assert_array_equal(found[name], trace[name].values[2:4, 1])
    np.testing.assert_array_equal(found["c_prev"], trace["c"].values[1:3, 1])
    first = tensors(app, "layers/0/step?batch=1&start=0&stop=1")
    np.testing.assert_array_equal(first["h_prev"], trace["h0"].values[1:2])


def test_extents_are_over_the_whole_sequence(app: Starlette, tree: Any) -> None:
    found = get(app, "layers/0/extent?batch=1&values=c,x").json()
    values = tree["0/forward"]["c"].values[:5, 1]
    assert found["c"] == [values.min(), values.max()]
    assert set(found) == {"c", "x"}


def test_units_come_in_order(app: Starlette, tree: Any) -> None:
    found = get(app, "layers/1/order?value=z&by=mean&batch=1").json()
    means = tree["1/forward"]["z"].values[:5, 1].mean(axis=0)
    assert found["units"] == np.argsort(-means).tolist()
    np.testing.assert_allclose(found["amounts"], means)
    similar = get(app, "layers/1/order?value=z&by=similarity").json()
    assert sorted(similar["units"]) == [0, 1, 2, 3]
    assert similar["amounts"] is None


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("layers/2/weights", "layer within 0..1"),
        ("layers/one/weights", "layer= as a whole number"),
        ("layers/0/window?values=nix", "'nix'"),
        ("layers/0/window?batch=2", "sequence within 0..1"),
        ("layers/0/window?start=-1", "start= as a whole number"),
        ("layers/0/window?start=5&stop=5", "steps within 0..9"),
        ("layers/0/window?run=other", "run= as one of"),
        ("layers/0/step?start=0", "stop= in the request"),
        ("layers/0/step?start=0&stop=10", "0..9"),
        ("layers/0/order?value=c&by=saturation", "'c' has none"),
        ("layers/0/order?value=c&by=size", "order by one of"),
    ],
)
def test_what_is_not_there_is_told_in_a_sentence(app: Starlette, path: str, words: str) -> None:
    answer = get(app, path)
    assert answer.status_code == 400
    assert words in answer.json()["error"]


def test_an_unknown_address_is_told_too(app: Starlette) -> None:
    for path in ("nix", "layers/0/nix", "..%2f..%2fpyproject.toml"):
        answer = get(app, path)
        assert answer.status_code == 404
        assert "error" in answer.json()


def test_edits_run_the_layer_again(app: Starlette, tree: Any) -> None:
    clamp = gs.Clamp("f", 1.0, unit=[1], time=slice(2, 5))
    answer = post(app, {"0/forward": [clamp.to_json()]}).json()
    assert answer["layers"] == ["0/forward"]
    assert answer["output"]["name"] == "h"
    assert answer["output"]["shape"] == [9, 2, 3]
    edited = gs.run(layer(gs.LSTM, 2, 3), numbers(9, 2, 2), lengths=LENGTHS, edits=[clamp])
    for run, trace in (("edited", edited), ("recorded", tree["0/forward"])):
        found = tensors(app, f"layers/0/step?batch=0&start=0&stop=9&run={run}")
        np.testing.assert_array_equal(found["c"], trace["c"].values[:, 0])
    apart = np.nanmax(np.abs(edited["h"].values - tree["0/forward"]["h"].values))
    assert answer["output"]["largest_difference"] == apart > 0
    assert answer["output"]["after"][-1] is None  # beyond the second sequence's length
    assert post(app, {}).json() == {
        "output": None,
        "layers": [],
        "seconds": pytest.approx(0, abs=1),
    }
    found = tensors(app, "layers/0/step?batch=0&start=0&stop=9&run=edited")
    np.testing.assert_array_equal(found["c"], tree["0/forward"]["c"].values[:, 0])


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        ({"nix": [gs.Clamp("f", 1.0).to_json()]}, "one of the paths"),
        ({"0/forward": [gs.Clamp("r", 1.0).to_json()]}, "Layer '0/forward'"),
        ({"0/forward": [gs.Clamp("f", 1.0, unit=[3]).to_json()]}, "unit="),
        ({"0/forward": [{"kind": "run", "name": "f", "amount": 1}]}, "kind (one of"),
        ({"0/forward": "f"}, "{path: [edits]}"),
        ([], "{path: [edits]}"),
    ],
)
def test_a_broken_edit_is_told_in_a_sentence(app: Starlette, edits: Any, words: str) -> None:
    answer = post(app, edits)
    assert answer.status_code == 400
    assert words in answer.json()["error"]


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 100_000, b"\xff", b"null"])
def test_a_body_that_is_no_json_is_told_in_a_sentence(app: Starlette, body: bytes) -> None:
    answer = ask(app, "/api/edits", "POST", headers=KEY, content=body)
    assert answer.status_code == 400
    assert answer.json()["error"].startswith("Expected")
