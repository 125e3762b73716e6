"""Puts the page where a person wants it; what is there already stays, unless told otherwise."""

from pathlib import Path

from gatescope.errors import ExportError
from gatescope.export.link import opening_script
from gatescope.export.single import single_file
from gatescope.export.write import write
from gatescope.page import PAGE, built_page

SUFFIXES = {".htm", ".html"}


def export_file(
    target: Path, *, link: str | None = None, force: bool = False, page: Path = PAGE
) -> None:
    """Write the page as the one file `target`, which opens from the disk and requests nothing.

    It opens at what `link`, copied from a page, shows. Raises ExportError where `target` is there
    already and `force` is not given, where it cannot be written, or where `link` is none.
    """
    if target.suffix.lower() not in SUFFIXES:
        raise ExportError(
            f"expected a file whose name ends in .html, got {target}: "
            "choose such a name, or --folder for the files of a web host"
        )
    content = single_file(built_page(page), opening=opening_script(link))
    if target.is_dir():
        raise ExportError(f"expected a file at {target}, found a folder: choose another name")
    refuse_existing(target.exists(), target, force)
    write(target, content.encode())


def export_folder(
    target: Path, *, link: str | None = None, force: bool = False, page: Path = PAGE
) -> None:
    """Write the page into the folder `target`, as files for a web host.

    With `force`, files of the same names are replaced and others stay. Raises ExportError as
    `export_file` does.
    """
    built = built_page(page)
    index = built / "index.html"
    html = index.read_text(encoding="utf-8")
    if script := opening_script(link):
        html = html.replace("<head>", f"<head>\n    <script>{script}</script>", 1)
    if target.exists() and not target.is_dir():
        raise ExportError(f"expected a folder at {target}, found a file: choose another name")
    refuse_existing(target.is_dir() and any(target.iterdir()), target, force)
    for file in sorted(file for file in built.rglob("*") if file.is_file() and file != index):
        write(target / file.relative_to(built), file.read_bytes(), make_folder=True)
    # Last, so that a page that is there names only files that are there.
    write(target / index.name, html.encode(), make_folder=True)


def refuse_existing(exists: bool, target: Path, force: bool) -> None:
    if exists and not force:
        raise ExportError(
            f"expected nothing at {target}, found something: choose another name, "
            "or --force to replace it"
        )
