"""The parameters of one layer: a mapping from `f.h`, `f.x`, `f.b` … to arrays."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from array_api_compat import is_torch_array
from numpy.typing import NDArray

from gatescope.cells import Cell
from gatescope.errors import CellError, WeightsError
from gatescope.generator import Philox
from gatescope.namespace import array_namespace

FORMAT = "gatescope-weights 1"
INIT_STREAM = 1
"""The random stream of initial weights; the page draws the same numbers from it."""


@dataclass(frozen=True, eq=False, repr=False)
class Weights(Mapping[str, Any]):
    """One layer's parameters, checked against its cell.

    `weights["f.h"]` is (unit, unit_prev), `weights["f.x"]` (unit, input), `weights["f.b"]` (unit);
    all of one floating dtype, NumPy arrays or PyTorch tensors.

    Raises:
        WeightsError: a parameter is missing, unknown, or of another shape or dtype.
    """

    cell: Cell
    parameters: Mapping[str, Any]

    def __post_init__(self) -> None:
        _check_names(self.cell, self.parameters)
        for name, axes in self.cell.parameters.items():
            if getattr(self.parameters[name], "ndim", None) != len(axes):
                raise WeightsError(
                    f"Expected {name!r} of {self.cell.name!r} to be an array with the axes {axes}, "
                    f"got {_kind(self.parameters[name])}."
                )
        _check_shapes(self)
        dtypes = {p.dtype for p in self.parameters.values()}
        if len(dtypes) != 1 or not _is_inexact(self.parameters):
            raise WeightsError(
                f"Expected parameters of one floating dtype, got {sorted(map(str, dtypes))}. "
                "Convert them to float32 or float64 first."
            )

    def __repr__(self) -> str:
        projected = f" projected to {self.proj_size}" if self.cell.is_projected else ""
        units = f"{self.hidden_size} units{projected}"
        sizes = f"{self.input_size} inputs, {units}, {self.count} parameters"
        return f"<Weights of {self.cell.name}: {sizes}, {self.dtype}>"

    # Mapping would compare arrays, which have no truth; weights are equal when they are the same.
    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def __getitem__(self, name: str) -> Any:
        return self.parameters[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.cell.parameters)

    def __len__(self) -> int:
        return len(self.cell.parameters)

    @property
    def input_size(self) -> int:
        return self._size("input")

    @property
    def hidden_size(self) -> int:
        return self._size("unit")

    @property
    def proj_size(self) -> int | None:
        """How many numbers a projected value has, or None for a cell without projections."""
        return self._size("proj") if self.cell.is_projected else None

    def size(self, node: str) -> int:
        """How many numbers a node of the cell has at each step of each sequence."""
        return self._size(self.cell.axis(node))

    @property
    def count(self) -> int:
        """How many numbers the layer holds."""
        return self.cell.count(self.input_size, self.hidden_size, self.proj_size)

    @property
    def dtype(self) -> Any:
        return next(iter(self.parameters.values())).dtype

    def _size(self, axis: str) -> int:
        return self._sizes.get(axis, 0)

    @cached_property
    def _sizes(self) -> dict[str, int]:
        return {
            axis: int(size)
            for name, axes in self.cell.parameters.items()
            for axis, size in zip(axes, self.parameters[name].shape, strict=True)
        }

    def astype(self, dtype: Any) -> Weights:
        """The same weights in another floating dtype."""
        if is_torch_array(next(iter(self.values()))):
            return Weights(self.cell, {name: p.to(dtype) for name, p in self.items()})
        return Weights(self.cell, {name: np.asarray(p, dtype) for name, p in self.items()})

    @classmethod
    def random(
        cls,
        cell: Cell,
        *,
        input_size: int,
        hidden_size: int,
        proj_size: int | None = None,
        seed: int,
        forget_bias: float | None = None,
    ) -> Weights:
        """Untrained weights, float64: uniform in ±1/√hidden_size, biases zero.

        `proj_size` belongs to a cell with projections; `forget_bias` is the bias of the affine `f`.
        The page draws the same numbers.

        Raises:
            WeightsError: a size is less than one, or the cell has no forget gate to bias.
            CellError: `proj_size` is missing, or is given to a cell without projections.
        """
        if min(input_size, hidden_size, 1 if proj_size is None else proj_size) < 1:
            sizes = f"{input_size=}, {hidden_size=}, {proj_size=}"
            raise WeightsError(f"Expected sizes of at least 1, got {sizes}.")
        if forget_bias is not None and "f.b" not in cell.parameters:
            raise WeightsError(f"Expected a cell with a bias f.b, got {cell.name!r}.")
        draws = Philox(seed, stream=INIT_STREAM)
        bound = 1 / math.sqrt(hidden_size)
        parameters = {
            name: np.zeros(shape) if name.endswith(".b") else draws.uniform(-bound, bound, shape)
            for name, shape in cell.shapes(input_size, hidden_size, proj_size).items()
        }
        if forget_bias is not None:
            parameters["f.b"] = np.full(hidden_size, float(forget_bias))
        return cls(cell, parameters)

    def save(self, path: str | Path) -> None:
        """Write the weights and their cell as safetensors."""
        write(path, self, {})

    @classmethod
    def load(cls, path: str | Path, cell: Cell | None = None) -> Weights:
        """Read weights that `save` wrote.

        Raises:
            WeightsError: the file is truncated, is no safetensors, or holds another cell than
                the one asked for.
        """
        weights, _ = read(path)
        if cell is not None and weights.cell != cell:
            raise WeightsError(
                f"Expected weights of the cell {cell.name!r} in {path}, got "
                f"{weights.cell.name!r}. Leave out cell= to read them as they are."
            )
        return weights


def plain(array: Any) -> NDArray[Any]:
    """An array as NumPy's; PyTorch's half precision as float32."""
    if type(array) is np.ndarray:
        return array
    if is_torch_array(array):
        array = array.detach().cpu()
        # NumPy has no bfloat16.
        is_half = array.itemsize < 4 and array.is_floating_point()
        array = array.float() if is_half else array
        # By NumPy's own way of asking it takes several times as long.
        found: NDArray[Any] = array.numpy()
        return found
    return np.asarray(array)


def write(path: str | Path, weights: Weights, others: Mapping[str, Any]) -> None:
    """Write weights, and arrays under other names, as one safetensors file."""
    from safetensors.numpy import save

    arrays = {name: np.ascontiguousarray(plain(a)) for name, a in {**weights, **others}.items()}
    document = json.dumps(weights.cell.to_json(), ensure_ascii=False)
    data = save(arrays, metadata={"format": FORMAT, "cell": document})
    Path(path).write_bytes(data)


def read(path: str | Path) -> tuple[Weights, dict[str, NDArray[Any]]]:
    """Weights, and the arrays that are not the cell's, of a file that `write` wrote."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(str(path), framework="numpy") as file:
            metadata = file.metadata() or {}
            arrays = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    # A TypeError is a number format that NumPy does not have.
    except (SafetensorError, OSError, TypeError) as error:
        raise WeightsError(
            f"Expected a safetensors file at {path}, got one that cannot be read ({error}). "
            "Save it again with Weights.save."
        ) from error
    if metadata.get("format") != FORMAT or "cell" not in metadata:
        raise WeightsError(
            f"Expected {path} to say that it is {FORMAT!r}, got {metadata.get('format')!r}. "
            "Save it again with Weights.save."
        )
    try:
        cell = Cell.from_json(json.loads(metadata["cell"]))
        own = {name: array for name, array in arrays.items() if name in cell.parameters}
        weights = Weights(cell, own)
    except (CellError, WeightsError, json.JSONDecodeError, RecursionError) as error:
        raise WeightsError(f"The weights in {path} do not fit together: {error}") from error
    return weights, {name: array for name, array in arrays.items() if name not in own}


def _check_names(cell: Cell, parameters: Mapping[str, Any]) -> None:
    missing = [name for name in cell.parameters if name not in parameters]
    unknown = [name for name in parameters if name not in cell.parameters]
    if missing or unknown:
        raise WeightsError(
            f"Expected the parameters {list(cell.parameters)} of {cell.name!r}; "
            f"missing {missing}, unknown {unknown}."
        )


def _check_shapes(weights: Weights) -> None:
    sizes = weights.input_size, weights.hidden_size, weights.proj_size
    expected = weights.cell.shapes(*sizes)
    for name, shape in expected.items():
        came = tuple(weights.parameters[name].shape)
        if came != shape or 0 in shape:
            raise WeightsError(
                f"Expected {name!r} of {weights.cell.name!r} to have the shape {shape} "
                f"{weights.cell.parameters[name]}, got {came}."
            )


def _kind(parameter: Any) -> str:
    shape = getattr(parameter, "shape", None)
    return f"a {type(parameter).__name__}" if shape is None else f"the shape {tuple(shape)}"


def _is_inexact(parameters: Mapping[str, Any]) -> bool:
    first = next(iter(parameters.values()))
    kinds = ("real floating", "complex floating")
    return bool(array_namespace(first).isdtype(first.dtype, kinds))
