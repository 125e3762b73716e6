import gatescope.errors as errors
from gatescope.errors import GatescopeError


def test_the_tree_in_the_docstring_shows_every_error() -> None:
    for error in GatescopeError.__subclasses__():
        assert f"── {error.__name__} " in str(errors.__doc__)


def test_every_error_is_also_one_that_python_knows() -> None:
    assert all(len(error.__bases__) == 2 for error in GatescopeError.__subclasses__())
