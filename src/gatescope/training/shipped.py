"""Makes the tasks' data files from the data of scikit-learn, statsmodels and Faker."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gatescope.tasks import names
from gatescope.tasks.digits import split
from gatescope.training.extras import needed

FOLDER = Path(__file__).parents[1] / "tasks" / "data"


def held_out_digits() -> str:
    """scikit-learn's held-out images: 64 letters each, a for 0 to q for 16."""
    _, held_out = split()
    return _digits(held_out)


def training_digits() -> str:
    """The other images, on which the page trains its own networks."""
    training, _ = split()
    return _digits(training)


def _digits(chosen: NDArray[np.int64]) -> str:
    from sklearn.datasets import load_digits

    data = load_digits()
    pixels = data.data[chosen].astype(int)
    return _document(
        source="Optical Recognition of Handwritten Digits, UCI Machine Learning Repository; "
        "the copy that comes with scikit-learn",
        licence="CC BY 4.0",
        labels=data.target[chosen].tolist(),
        images=["".join(chr(ord("a") + pixel) for pixel in image) for image in pixels],
    )


def yearly_sunspots() -> str:
    """statsmodels' yearly sunspot numbers."""
    from statsmodels.datasets import sunspots

    data = sunspots.load_pandas().data
    return _document(
        source="Yearly mean sunspot numbers, National Geophysical Data Center; "
        "the copy that comes with statsmodels",
        licence="public domain",
        first_year=int(data["YEAR"].iloc[0]),
        numbers=np.asarray(data["SUNACTIVITY"]).tolist(),
    )


def given_names() -> list[str]:
    """Faker's English given names, in small letters, each once, sorted."""
    provider = needed("faker.providers.person.en").Provider
    found = {name.lower() for name in provider.first_names}
    return sorted(name for name in found if set(name) <= set(names.LETTERS))


def held_out_names() -> str:
    """The names by which models are scored."""
    _, _, held_out = names.split(given_names())
    return _names(names=held_out)


def training_names() -> str:
    """The other names: those to train on, and those by which the recipe was chosen."""
    training, validation, _ = names.split(given_names())
    return _names(names=training, validation=validation)


def _names(**parts: list[str]) -> str:
    return _document(
        source="Given names of the Python package Faker, faker.providers.person.en",
        licence="MIT",
        **{part: " ".join(own) for part, own in parts.items()},
    )


def _document(**content: object) -> str:
    rows = (f"{json.dumps(key)}: {json.dumps(value)}" for key, value in content.items())
    return "{\n  " + ",\n  ".join(['"format": 1', *rows]) + "\n}\n"


FILES = {
    "digits_held_out.json": held_out_digits,
    "digits_training.json": training_digits,
    "sunspots_yearly.json": yearly_sunspots,
    "names_held_out.json": held_out_names,
    "names_training.json": training_names,
}


def write() -> None:
    """Write all of them into the package."""
    for name, content in FILES.items():
        (FOLDER / name).write_text(content(), encoding="utf-8")
