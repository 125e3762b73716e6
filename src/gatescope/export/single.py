"""The built page as one HTML file: scripts, styles, faces and models within it."""

import base64
import hashlib
import re
from pathlib import Path

from gatescope.errors import ExportError
from gatescope.export.link import quoted

MEDIA_TYPES = {".svg": "image/svg+xml", ".woff2": "font/woff2"}

# Vite writes these elements; the pattern's group is the file.
SCRIPT = re.compile(r'<script type="module"[^>]* src="\./([^"]+)"></script>')
STYLE = re.compile(r'<link rel="stylesheet"[^>]* href="\./([^"]+)">')
ICON = re.compile(r'(<link rel="icon" href=)"\./([^"]+)"')
ADDRESS = re.compile(r"url\(\s*[\"']?(?!data:|#)([^\"')]+)[\"']?\s*\)")
OUTSIDE = re.compile(r'<(?:script|link|img)\b[^>]*\b(?:src|href)="(?!data:)([^"]*)"')

WITHIN = {".css", ".html", ".svg", ".woff2"}  # these find their way in by the patterns above


def single_file(page: Path, *, opening: str = "") -> str:
    """The page built in the folder `page` as one HTML document; `opening` is its first script.

    Raises ExportError where the document would still need another file.
    """
    html = (page / "index.html").read_text(encoding="utf-8")
    scripts = SCRIPT.findall(html)
    html = SCRIPT.sub("", html)
    html = STYLE.sub(lambda found: style(page / found[1]), html)
    html = ICON.sub(lambda found: f'{found[1]}"{data_url(page / found[2])}"', html)
    if missing := OUTSIDE.findall(html):
        raise ExportError(
            f"expected a page whose files can be taken into it, found one that asks for "
            f"{', '.join(missing)}: build it again with `make web`"
        )
    codes = [opening] if opening else []
    body = [f"<script>{code}</script>" for code in codes]
    body.append(data_script(page, {page / name for name in scripts}))
    for name in scripts:
        codes.append(enclosed((page / name).read_text(encoding="utf-8")))
        body.append(f'<script type="module">{codes[-1]}</script>')
    html = html.replace("<head>", f"<head>\n    {policy(codes)}", 1)
    return html.replace("</body>", "\n".join([*body, "</body>"]), 1)


def data_script(page: Path, scripts: set[Path]) -> str:
    """All that the page would fetch, by name, where frontend/src/page/files.ts looks for it."""
    files = {
        file.name: base64.b64encode(file.read_bytes()).decode()
        for file in sorted(page.rglob("*"))
        if file.is_file() and file.suffix not in WITHIN and file not in scripts
    }
    return f'<script type="application/json" id="gatescope-files">{quoted(files)}</script>'


def style(sheet: Path) -> str:
    """A style sheet as an element, the files that it names within it."""

    def within(found: re.Match[str]) -> str:
        return f"url({data_url(sheet.parent / found[1])})"

    return f"<style>{ADDRESS.sub(within, sheet.read_text(encoding='utf-8'))}</style>"


def data_url(file: Path) -> str:
    content = base64.b64encode(file.read_bytes()).decode()
    return f"data:{MEDIA_TYPES[file.suffix]};base64,{content}"


def enclosed(code: str) -> str:
    """A script that does not end its element: what would can only stand in a string of it."""
    return re.sub(r"<(?=/script|!--)", r"\\x3C", code, flags=re.IGNORECASE)


def policy(codes: list[str]) -> str:
    """The browser itself holds the file to it: no request to anywhere, no script but its own."""
    digests = [base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() for code in codes]
    directives = [
        "default-src 'none'",
        # The texts of another language are one of the files within, which the page hands over.
        " ".join(["script-src", *(f"'sha256-{digest}'" for digest in digests), "blob:"]),
        "style-src 'unsafe-inline'",
        "font-src data:",
        "img-src data:",
        # The worker that trains is one of the files within; the page hands it to the browser.
        "worker-src blob:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    content = "; ".join(directives)
    return f'<meta http-equiv="Content-Security-Policy" content="{content}" />'
