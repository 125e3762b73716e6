"""`gatescope inspect` as a person meets it."""

from pathlib import Path

import pytest
from safetensors.numpy import save_file

from command import gatescope
from gatescope import GRU, LSTM
from samples import Array, layer, numbers


def lstm(prefix: str) -> dict[str, Array]:
    return {f"{prefix}.weight_ih_l0": numbers(12, 2), f"{prefix}.weight_hh_l0": numbers(12, 3)}


def test_it_lists_layer_cell_sizes_parameters_and_convention(tmp_path: Path) -> None:
    path = tmp_path / "w.safetensors"
    layer(GRU, 2, 30).save(path)
    done = gatescope("inspect", str(path))
    assert (done.returncode, done.stderr) == (0, "")
    row = next(line for line in done.stdout.splitlines() if "0/forward" in line)
    cells = [cell.strip() for cell in row.split("│")[1:-1]]
    count = f"{layer(GRU, 2, 30).count:,}"
    convention = "r before the product; open z takes the new"
    assert cells == ["0/forward", "Gatescope GRU", "2 → 30", count, convention]


def test_of_a_projected_layer_it_says_to_what(tmp_path: Path) -> None:
    tensors = lstm("a") | {"a.weight_hh_l0": numbers(12, 2), "a.weight_hr_l0": numbers(2, 3)}
    save_file(tensors, tmp_path / "m.safetensors")
    done = gatescope("inspect", str(tmp_path / "m.safetensors"))
    assert "2 → 3 → 2" in done.stdout


def test_it_says_what_is_refused_and_why(tmp_path: Path) -> None:
    broken = lstm("b") | {"b.weight_hh_l0": numbers(13, 3)}
    save_file(lstm("a") | broken, tmp_path / "m.safetensors")
    done = gatescope("inspect", str(tmp_path / "m.safetensors"))
    assert done.returncode == 0
    assert "a/0/forward" in done.stdout
    assert "b is refused: Expected 'b.weight_hh_l0' to have a row" in done.stdout


def test_a_name_does_not_steer_the_terminal(tmp_path: Path) -> None:
    save_file(lstm("\x1b[2J[red]a"), tmp_path / "m.safetensors")
    done = gatescope("inspect", str(tmp_path / "m.safetensors"))
    assert "\x1b" not in done.stdout
    assert "\N{REPLACEMENT CHARACTER}[2J[red]a/0/forward" in done.stdout


@pytest.mark.parametrize("content", [None, b"", b"text", b"\x10" + bytes(7) + b"{damaged"])
def test_what_cannot_be_read_is_one_line_and_no_traceback(
    content: bytes | None, tmp_path: Path
) -> None:
    path = tmp_path / "model"
    if content is not None:
        path.write_bytes(content)
    refused = gatescope("inspect", str(path))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.count("\n") == 1
    assert "Expected" in refused.stderr


def test_a_truncated_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "w.safetensors"
    layer(LSTM).save(path)
    path.write_bytes(path.read_bytes()[:-8])
    assert gatescope("inspect", str(path)).returncode == 1
