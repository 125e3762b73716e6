"""How an error is put to a person."""

from gatescope.cli.main import describe
from gatescope.errors import ServerError


def test_an_error_of_ours_speaks_for_itself() -> None:
    assert describe(ServerError("expected a, got b: do c")) == "gatescope: expected a, got b: do c"


def test_an_unexpected_error_is_one_line_too() -> None:
    line = describe(OSError("disk\nfull"))
    assert line == "gatescope: unexpected OSError: disk full (--debug shows where)"
