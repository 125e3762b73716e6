"""The order of a value's units: by an amount of each, or with similar ones side by side."""

from __future__ import annotations

import numpy as np

from gatescope.errors import RequestError
from gatescope.opened.bins import Array
from gatescope.opened.limits import COMPARED, check
from gatescope.opened.run import Run
from gatescope.opened.window import Span, window

AMOUNTS = ("mean", "variance", "saturation")
ORDERS = (*AMOUNTS, "similarity")

COLUMNS = 1024
"""Bins of the sequence whose means are compared where units are put in order by similarity."""


def order(run: Run, place: int, name: str, batch: int, by: str) -> tuple[Array, Array | None]:
    """The units in their order, and the amount of each, in the units' own order, that put them so.

    By an amount the largest is first; similarity has none.

    Raises:
        RequestError: there is no such layer, value, sequence or order, or the value has no range
            to be saturated in.
    """
    if by not in ORDERS:
        raise RequestError(f"Expected an order by one of {list(ORDERS)}, got {by!r}.")
    if by == "similarity":
        return by_similarity(_courses(run, place, name, batch)), None
    amounts = getattr(run.overview(place, name, batch), by)
    if amounts is None:
        raise RequestError(
            f"Expected a value with a range, as a gate has one, to be in order by saturation; "
            f"{name!r} has none."
        )
    return np.argsort(-amounts, kind="stable"), amounts


def by_similarity(courses: Array) -> Array:
    """Units whose courses (time, unit) rise and fall together, side by side.

    The units are laid out on a line so that the more two correlate, the closer they lie: the second
    eigenvector of the Laplacian of the graph whose edges weigh (1 + correlation) / 2 (Fiedler 1973;
    Barnard, Pothen & Simon 1995). A unit that does not move correlates with none.
    """
    units = courses.shape[1]
    if units < 3:
        return np.arange(units)
    centred = np.nan_to_num(courses - courses.mean(axis=0), posinf=0.0, neginf=0.0)
    norms = np.linalg.norm(centred, axis=0)
    centred /= np.where(norms > 0, norms, 1)
    weights = (1 + centred.T @ centred) / 2
    places = np.linalg.eigh(np.diag(weights.sum(axis=0)) - weights)[1][:, 1]
    # An eigenvector has no sign of its own: the first unit goes to the first half.
    return np.argsort(places if places[0] <= 0 else -places, kind="stable")


def _courses(run: Run, place: int, name: str, batch: int) -> Array:
    layer = run[place]
    units = layer.variable(name, batch).shape[1]
    check(units, COMPARED, "a number of units", "Choose another order.")
    span = Span.of(0, layer.length(batch), COLUMNS, steps=layer.steps)
    (key,) = (name,) if span.width == 1 else (f"{name}.mean",)
    courses = window(run, place, [name], batch, span)[key].astype(np.float64)
    return courses[: -(-layer.length(batch) // span.width)]
