"""The state that an exported page opens at, taken from a link to a page."""

import json

from gatescope.errors import ExportError


def opening_script(link: str | None) -> str:
    """The script that lets the page open at what `link` shows; none where there is no link.

    Who opens the exported page by a link of its own sees what that one shows. Raises ExportError
    where `link` has no part after a #.
    """
    if link is None:
        return ""
    _, _, chosen = link.partition("#")
    if not chosen:
        raise ExportError(
            f"expected a link with a # and what was chosen after it, got {link!r}: "
            "copy it from the page, and quote it"
        )
    return f"if (location.hash.length < 2) location.replace({quoted('#' + chosen)});"


def quoted(value: object) -> str:
    """JSON that can stand in a script of an HTML file: with no `<`, it cannot end the script."""
    return json.dumps(value).replace("<", "\\u003c")
