"""PyTorch's own files: state dicts and checkpoints, read with `weights_only=True`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from gatescope.convert.found import Found, gather
from gatescope.convert.limits import check_size
from gatescope.convert.state_dict import candidates, named
from gatescope.errors import ConversionError
from gatescope.extras import needed
from gatescope.weights import plain


def read_torch(path: Path) -> Found:
    """The recurrent layers of a file that `torch.save` wrote.

    Raises:
        ConversionError: it is damaged, needs code to be run, or holds none that can be taken over.
        MissingExtra: PyTorch is not installed.
    """
    torch = needed("torch", by="A PyTorch file", extra="torch")
    try:
        content = torch.load(path, map_location="cpu", weights_only=True)
    # What is wrong with a file comes as any error, by where PyTorch meets it.
    except Exception as error:
        raise _refusal(path, error) from error
    return gather(path, candidates(_Tensors(path, _without_container(dict(_tensors(content))))))


def _refusal(path: Path, error: Exception) -> ConversionError:
    wanted = re.search(r"Unsupported (?:global|class|operand)[^\n]*?GLOBAL (\S+)", str(error))
    if wanted or "Weights only" in str(error):
        what = f"needs {wanted[1]}" if wanted else "needs more than tensors or is damaged"
        return ConversionError(
            f"Expected a PyTorch file of tensors alone at {path}, got one that {what}, and no code "
            "is run from a file. Where its code is, save its tensors: "
            "torch.save(model.state_dict(), …)."
        )
    return ConversionError(
        f"Expected a whole PyTorch file at {path}, got one that cannot be read "
        f"({type(error).__name__}). Copy it again from where it came from."
    )


def _tensors(content: Any) -> Iterator[tuple[str, Any]]:
    """The tensors in containers, by the containers' keys and their own name."""
    waiting, seen = [("", content)], set()
    for path, container in waiting:
        # A container can hold itself.
        if not isinstance(container, Mapping) or id(container) in seen:
            continue
        seen.add(id(container))
        for key, value in container.items():
            if hasattr(value, "untyped_storage"):
                yield f"{path}{key}", value
            else:
                waiting.append((f"{path}{key}/", value))


def _without_container(tensors: Mapping[str, Any]) -> dict[str, Any]:
    """Names as in the model: what a checkpoint calls its only state dict is left out."""
    containers = {name.rpartition("/")[0] for name in named(tensors)}
    if len(containers) != 1:
        return dict(tensors)
    start = f"{containers.pop()}/".lstrip("/")
    return {n.removeprefix(start): t for n, t in tensors.items() if n.startswith(start)}


@dataclass(frozen=True, eq=False)
class _Tensors(Mapping[str, NDArray[Any]]):
    """Tensors that become arrays when they are asked for."""

    path: Path
    tensors: Mapping[str, Any]

    def __getitem__(self, name: str) -> NDArray[Any]:
        tensor = self.tensors[name]
        if tensor.is_quantized or tensor.is_sparse or not tensor.is_floating_point():
            raise ConversionError(
                f"Expected {name!r} to be a dense tensor of floating numbers, got one of "
                f"{tensor.dtype}. Save the layer before it is quantised."
            )
        if tensor.is_meta:
            raise ConversionError(
                f"Expected {name!r} to hold numbers, got a tensor on the device 'meta', which has "
                "none. Save the model once its weights are loaded."
            )
        # A few bytes, repeated, can pass for any size.
        check_size(tensor.numel() * tensor.element_size(), self.path, repr(name))
        return plain(tensor)

    def __iter__(self) -> Iterator[str]:
        return iter(self.tensors)

    def __len__(self) -> int:
        return len(self.tensors)
