"""Lighthouse on the page: its score for accessibility, on a phone and on a desk."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from browser.conftest import find_chromium

LIGHTHOUSE = Path(__file__).with_name("lighthouse") / "node_modules/lighthouse/cli/index.js"
INSTALL = f"no Lighthouse found: npm ci in {Path(__file__).with_name('lighthouse')}"
CHROME_FLAGS = "--headless=new --no-sandbox --disable-gpu"
PATIENCE = 180  # seconds


def audited(address: str, preset: list[str]) -> dict[str, object]:
    """What Lighthouse says of the page's accessibility, its whole report."""
    if not LIGHTHOUSE.exists():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(INSTALL)
    node = shutil.which("node")
    assert node is not None, "no Node found, which builds the page"
    done = subprocess.run(
        [
            *(node, str(LIGHTHOUSE), address, "--quiet", "--output=json", *preset),
            *("--only-categories=accessibility", "--disable-full-page-screenshot"),
            "--no-enable-error-reporting",
            f"--chrome-flags={CHROME_FLAGS}",
        ],
        env={**os.environ, "CHROME_PATH": find_chromium()},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    report: dict[str, object] = json.loads(done.stdout)
    return report


@pytest.mark.parametrize("preset", [[], ["--preset=desktop"]], ids=["phone", "desk"])
def test_the_score_is_full(address: str, preset: list[str]) -> None:
    report = audited(address, preset)
    audits = report["audits"].values()  # type: ignore[attr-defined]
    wanting = {audit["id"]: audit["title"] for audit in audits if audit["score"] not in (1, None)}
    assert wanting == {}
    assert report["categories"]["accessibility"]["score"] == 1  # type: ignore[index]
