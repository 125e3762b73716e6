"""Every error that Gatescope raises on purpose.

    GatescopeError
    ├── CellError          a cell's graph is malformed
    ├── WeightsError       parameters or a weights file do not fit
    ├── InputError         a sequence, a length or an initial state does not fit
    ├── EditError          an edit names what the layer does not have
    ├── ConversionError    a model of another tool cannot be taken over
    ├── LayerError         no recurrent layer of that name in a file
    ├── RecordingError     a model is not recorded or edited as it should be
    ├── CertificateError   a recording is not the model's own run
    ├── TraceError         a dataset or a store is not a trace
    ├── ModelError         no bundled model or task of that name
    ├── RequestError       the page asks for what an opened trace does not have
    ├── PageError          the page has not been built
    ├── ServerError        the page cannot be served
    ├── ExportError        the page cannot be written where it is wanted
    └── MissingExtra       an optional dependency is not installed

A message says what was expected, what came, and what to do, in that order.
"""


class GatescopeError(Exception):
    """The root of the tree: catch this to catch every error raised on purpose."""


class CellError(GatescopeError, ValueError):
    """A cell's graph is malformed."""


class WeightsError(GatescopeError, ValueError):
    """Parameters, or the file that they come from, do not fit."""


class InputError(GatescopeError, ValueError):
    """A sequence, a length or an initial state does not fit."""


class EditError(GatescopeError, ValueError):
    """An edit names a value, a unit or a step that the layer does not have."""


class ConversionError(GatescopeError, ValueError):
    """A model or a layer of another tool cannot be taken over."""


class LayerError(GatescopeError, KeyError):
    """There is no recurrent layer of that name in a file."""

    __str__ = Exception.__str__  # KeyError's own writes a message as a string's source


class RecordingError(GatescopeError, RuntimeError):
    """A model is not recorded or edited as it should be."""


class CertificateError(GatescopeError, ArithmeticError):
    """What was recorded is not what the model computed."""


class TraceError(GatescopeError, ValueError):
    """A dataset or a store is not a trace."""


class ModelError(GatescopeError, LookupError):
    """There is no bundled model or task of that name."""


class RequestError(GatescopeError, LookupError):
    """The page asks for what an opened trace does not have, or for too much at once."""


class PageError(GatescopeError, RuntimeError):
    """The page has not been built."""


class ServerError(GatescopeError, RuntimeError):
    """The page cannot be served."""


class ExportError(GatescopeError, RuntimeError):
    """The page cannot be written where it is wanted."""


class MissingExtra(GatescopeError, ImportError):
    """An optional dependency is not installed."""
