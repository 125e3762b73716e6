"""Digits row by row: handwritten digits of 8 × 8 pixels, one row a step.

The images are scikit-learn's (UCI, see data/NOTICE.md). Which of them are held out from training
is fixed by the split's seed; these come with the package, and samples are drawn from them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gatescope.generator import Philox
from gatescope.tasks.task import Predict, Task, read_json

ROWS, COLUMNS = 8, 8
ALL_IMAGES = 1797
SPLIT_STREAM = 6
"""The random stream that says which images are held out."""

_DOCUMENT = read_json("digits.json")
_SPLIT = _DOCUMENT["split"]
_FILE = read_json("digits_held_out.json")

IMAGES = np.array(
    [[ord(letter) - ord("a") for letter in image] for image in _FILE["images"]], dtype=np.float64
).reshape(-1, ROWS, COLUMNS)
"""The held-out images, (image, row, column), 0..16; in the file a letter a pixel, a = 0."""
LABELS = np.array(_FILE["labels"], dtype=np.float64)

_LABEL_OF = {image.tobytes(): label for image, label in zip(IMAGES, LABELS, strict=True)}


def split() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Which of scikit-learn's images are for training, and which are held out."""
    order = np.argsort(Philox(_SPLIT["seed"], SPLIT_STREAM).uniform(size=ALL_IMAGES))
    return np.sort(order[_SPLIT["held_out"] :]), np.sort(order[: _SPLIT["held_out"]])


def draw(draws: Philox, length: int, count: int) -> NDArray[np.float64]:
    """One number for each image. More than 8 steps are the rows of one image after another's."""
    needed = -(-length // ROWS)
    chosen = IMAGES[draws.integers(0, len(IMAGES), size=(count, needed))]
    rows = chosen.reshape(count, needed * ROWS, COLUMNS)[:, :length]
    return np.ascontiguousarray(rows.swapaxes(0, 1))


def target(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """The digit, at the last row of an image that is a held-out one, unchanged."""
    right = np.full(x.shape[:2], np.nan)
    for last in range(ROWS - 1, len(x), ROWS):
        images = x[last - ROWS + 1 : last + 1].swapaxes(0, 1).astype(np.float64)
        right[last] = [_LABEL_OF.get(image.tobytes(), np.nan) for image in images]
    return right


def _scores(predict: Predict) -> dict[str, float]:
    """The share of images whose digit is the most probable after the last row."""
    y = predict(np.ascontiguousarray(IMAGES.swapaxes(0, 1)))
    return {"held-out": float(np.mean(y[-1].argmax(-1) == LABELS))}


DIGITS = Task.described(
    _DOCUMENT,
    opening=IMAGES[_DOCUMENT["opening"]["image"]],
    draw=draw,
    target=target,
    scores=_scores,
    baselines={
        "always the commonest digit": float(np.unique(LABELS, return_counts=True)[1].max())
        / len(LABELS)
    },
)
