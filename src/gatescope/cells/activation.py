"""The nonlinearities of a cell as options: which they are, and a limit before them."""

from collections.abc import Callable, Iterator

from gatescope.cells.expression import Expression, clip, x

Activation = Callable[[Expression], Expression]
"""`sigma`, `tanh`, `relu` …; with constants of its own, `partial(hard_sigmoid, alpha=1 / 6)`."""


def limited(activation: Activation, limit: float | None) -> Activation:
    """The activation of what is first cut off at ±limit."""
    return activation if limit is None else lambda a: activation(clip(a, limit))


def named(name: str, pairs: list[tuple[Activation, Activation]], limit: float | None) -> str:
    """A cell's name, with those of its activations that are not the usual ones.

    `pairs` are the activations with the usual ones.
    """
    own = dict.fromkeys(_own(pairs))
    return "_".join([name, *own, *(["clip"] if limit is not None else [])])


def _own(pairs: list[tuple[Activation, Activation]]) -> Iterator[str]:
    for activation, usual in pairs:
        made = activation(x)
        if made.operation != usual(x).operation:
            yield "linear" if made is x else made.operation
