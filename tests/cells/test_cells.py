import pytest

from gatescope.cells import GRU, GRU_RESET_AFTER, LSTM, RNN, Cell, gru, previous, sigma
from gatescope.cells.expression import affine, tanh, x
from gatescope.errors import CellError
from samples import CELLS


def test_the_values_stand_in_the_order_of_the_figures() -> None:
    assert LSTM.values == ("f", "i", "g", "c", "o", "h")
    assert GRU.values == ("r", "z", "n", "h")
    assert RNN.values == ("h",)


def test_the_gates_are_the_values_in_the_range_of_sigma() -> None:
    assert LSTM.gates == ("f", "i", "o")
    assert GRU.gates == ("r", "z")
    assert RNN.gates == ()


def test_a_gate_that_is_no_function_of_sigma_alone_is_none() -> None:
    h = previous("h")
    f = sigma(affine("f", h=h, x=x))
    cell = Cell("coupled", values={"f": f, "i": 1 - f}, next={"h": (1 - f) * h})
    assert cell.gates == ("f",)


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.name)
def test_a_node_comes_after_all_that_it_needs(cell: Cell) -> None:
    ids = [node.id for node in cell.nodes]
    for position, node in enumerate(cell.nodes):
        assert set(node.arguments) <= set(ids[:position])


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.name)
def test_edits_can_act_on_every_value_and_on_what_goes_into_its_nonlinearity(cell: Cell) -> None:
    nonlinear = [v for v in cell.values if cell.range(v) is not None]
    assert {*cell.values, *(f"{v}_pre" for v in nonlinear)} <= set(cell.editable)


def test_the_reset_product_of_a_gru_feeds_the_candidate_alone() -> None:
    product = next(node for node in GRU.nodes if node.arguments == ("r", "h_prev"))
    assert [node.id for node in GRU.nodes if product.id in node.arguments] == ["n_pre"]


def test_parameters_have_axes_by_what_they_multiply() -> None:
    assert LSTM.parameters["f.h"] == ("unit", "unit_prev")
    assert LSTM.parameters["f.x"] == ("unit", "input")
    assert LSTM.parameters["f.b"] == ("unit",)


def test_the_reset_after_candidate_has_a_bias_of_its_own_inside_the_reset() -> None:
    assert [p for p in GRU_RESET_AFTER.parameters if p.startswith("n")] == [
        "n_x.x",
        "n_x.b",
        "n_h.h",
        "n_h.b",
    ]


@pytest.mark.parametrize(("I", "H"), [(1, 1), (3, 4), (8, 32)])
def test_the_parameters_are_counted_as_in_the_papers(I: int, H: int) -> None:  # noqa: E741
    one = H * H + H * I + H
    assert LSTM.count(I, H) == 4 * one
    assert GRU.count(I, H) == 3 * one
    assert GRU_RESET_AFTER.count(I, H) == 3 * one + H
    assert RNN.count(I, H) == one


def test_cells_are_equal_when_their_graphs_are() -> None:
    assert gru("before", "new") == GRU
    assert gru("after", "old") == GRU_RESET_AFTER
    assert len(set(CELLS)) == len(CELLS)


def test_an_unknown_form_of_the_gru_is_refused() -> None:
    with pytest.raises(CellError, match="got reset='between', z='new'"):
        gru("between")  # type: ignore[arg-type]


def test_a_state_comes_as_soon_as_what_it_needs_is_there() -> None:
    h, c = previous("h"), previous("c")
    a, b = sigma(affine("a", h=h, x=x)), tanh(affine("b", h=c, x=x))
    cell = Cell("early", values={"a": a, "b": b}, next={"h": b * h, "c": a * c})
    assert cell.values == ("a", "c", "b", "h")


def test_a_value_without_words_goes_by_its_name() -> None:
    h = previous("h")
    cell = Cell("plain", values={}, next={"h": tanh(affine("a", h=h, x=x))})
    assert (cell.word("h").symbol, cell.word("h").word) == ("h", "h")


def test_a_cell_shows_itself_in_a_line_and_in_a_notebook_as_equations() -> None:
    assert repr(LSTM) == "<Cell lstm: f, i, g, c, o, h; carries c, h>"
    shown = LSTM._repr_latex_()
    assert shown.startswith("$$")
    assert shown.endswith("$$")
    assert all(LSTM.latex(v).replace("=", "&=", 1) in shown for v in LSTM.values)
