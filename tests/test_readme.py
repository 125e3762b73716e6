"""What the README shows is run."""

import re
from pathlib import Path

import torch

import gatescope

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


CODE = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


def test_the_code_runs_and_does_what_its_comments_say():
    code, _ = CODE
    names: dict[str, object] = {}
    exec(compile(code, "README.md", "exec"), names)
    recalled, after = (names[trace]["y"][-1].item() for trace in ("trace", "shut"))
    assert abs(recalled - 0.8) < 0.05
    assert abs(after) < 0.5 * recalled
    assert names["trace"]["f"].dims == ("time", "batch", "unit")


def test_a_model_of_ones_own_is_recorded():
    _, code = CODE
    model = torch.nn.Sequential(torch.nn.GRU(2, 3))
    names: dict[str, object] = {"gs": gatescope, "model": model, "x": torch.ones(4, 1, 2)}
    exec(compile(code, "README.md", "exec"), names)
    assert (names["recording"].trace["0/0/forward"]["h"] == names["y"][0].detach()).all()


def test_the_picture_and_the_files_that_it_names_are_there():
    for path in re.findall(r"\]\(([\w./-]+)\)", README):
        assert (Path(__file__).parents[1] / path).exists(), path


def test_the_commands_are_targets_of_the_makefile():
    makefile = (Path(__file__).parents[1] / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^make (\w+)", README, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
