import json
from typing import Any

import numpy as np
import pytest
import xarray as xr

from gatescope.cells import LSTM
from gatescope.edits import Clamp, Edit, Scale, Shift, Swap, compose, edit_from_json
from gatescope.errors import EditError
from samples import numbers

SHAPE = (4, 2, 3)


@pytest.mark.parametrize(
    "edit",
    [
        Clamp("f", 1),
        Clamp("f", np.float32(0.5), unit=2, batch=np.int64(1)),
        Scale("f", 0.25, unit=[0, 2], time=slice(1, 3)),
        Shift("f", -1.5, time=slice(None, np.int64(4), 2)),
        Swap("f", numbers(*SHAPE), time=range(2)),
        Swap("f", xr.DataArray(numbers(*SHAPE))),
    ],
    ids=repr,
)
def test_an_edit_comes_back_from_its_json(edit: Edit) -> None:
    back = edit_from_json(json.loads(json.dumps(edit.to_json())))
    assert type(back) is type(edit)
    one, other = (compose(LSTM, [e], shape=SHAPE)["f"] for e in (edit, back))
    assert np.array_equal(one.a, other.a)
    assert np.array_equal(one.b, other.b)


def test_an_edits_json_says_where_it_acts() -> None:
    assert Clamp("f", 0.5, unit=3, time=slice(5, 10)).to_json() == {
        "kind": "clamp",
        "name": "f",
        "amount": 0.5,
        "unit": [3],
        "time": {"start": 5, "stop": 10, "step": None},
        "batch": None,
    }


CLAMP = {"kind": "clamp", "name": "f", "amount": 1.0}


@pytest.mark.parametrize(
    "document",
    [
        None,
        "clamp",
        {},
        {**CLAMP, "kind": "mute"},
        {**CLAMP, "kind": []},
        {"kind": "clamp", "name": "f"},
        {"kind": "clamp", "amount": 1.0},
        {**CLAMP, "amount": [[1], [1, 2]]},
        {**CLAMP, "unit": 3},
        {**CLAMP, "unit": [1.5]},
        {**CLAMP, "time": {"start": "a"}},
    ],
    ids=repr,
)
def test_what_is_no_edit_is_refused(document: Any) -> None:
    with pytest.raises(EditError, match=r"Expected an edit with kind \(one of .*, name and amount"):
        edit_from_json(document)
