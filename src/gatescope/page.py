"""Where the built page lies: what is served and what is exported are the same files."""

from pathlib import Path

from gatescope.errors import PageError

PAGE = Path(__file__).parent / "server" / "page"  # frontend/vite.config.ts writes it there


def built_page(page: Path = PAGE) -> Path:
    """The folder of the built page.

    Raises PageError where none has been built.
    """
    if not (page / "index.html").is_file():
        raise PageError(
            f"expected the built page at {page}, found none: "
            "build it with `make web`, or install Gatescope again"
        )
    return page
