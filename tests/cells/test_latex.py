import pytest

from gatescope.cells import GRU, GRU_RESET_AFTER, LSTM, RNN, RNN_RELU, Cell, Expression, gru
from gatescope.cells.expression import affine, previous, sigma, tanh, x

h = previous("h")
a, b = sigma(affine("a", h=h, x=x)), sigma(affine("b", h=h, x=x))


@pytest.mark.parametrize(
    ("value", "latex"),
    [
        ("f", r"f_t = \sigma(W_f \cdot [h_{t-1}, x_t] + b_f)"),
        ("i", r"i_t = \sigma(W_i \cdot [h_{t-1}, x_t] + b_i)"),
        ("g", r"\tilde{C}_t = \tanh(W_C \cdot [h_{t-1}, x_t] + b_C)"),
        ("c", r"C_t = f_t * C_{t-1} + i_t * \tilde{C}_t"),
        ("o", r"o_t = \sigma(W_o \cdot [h_{t-1}, x_t] + b_o)"),
        ("h", r"h_t = o_t * \tanh(C_t)"),
    ],
)
def test_the_lstm_is_written_as_in_the_brief(value: str, latex: str) -> None:
    assert LSTM.latex(value) == latex


@pytest.mark.parametrize(
    ("value", "latex"),
    [
        ("r", r"r_t = \sigma(W_r \cdot [h_{t-1}, x_t] + b_r)"),
        ("z", r"z_t = \sigma(W_z \cdot [h_{t-1}, x_t] + b_z)"),
        ("n", r"\tilde{h}_t = \tanh(W_h \cdot [r_t * h_{t-1}, x_t] + b_h)"),
        ("h", r"h_t = (1 - z_t) * h_{t-1} + z_t * \tilde{h}_t"),
    ],
)
def test_the_gru_is_written_as_in_the_brief(value: str, latex: str) -> None:
    assert GRU.latex(value) == latex


def test_the_reset_after_candidate_has_the_reset_around_its_own_sum() -> None:
    assert GRU_RESET_AFTER.latex("n") == (
        r"\tilde{h}_t = \tanh(W_{hx} \cdot x_t + b_{hx} + r_t * (W_{hh} \cdot h_{t-1} + b_{hh}))"
    )


def test_the_other_sense_of_z_keeps_the_old_state() -> None:
    latex = r"h_t = z_t * h_{t-1} + (1 - z_t) * \tilde{h}_t"
    assert gru("before", "old").latex("h") == latex


def test_the_rnn_has_one_line() -> None:
    assert RNN.latex("h") == r"h_t = \tanh(W_h \cdot [h_{t-1}, x_t] + b_h)"
    assert RNN_RELU.latex("h") == r"h_t = \mathrm{relu}(W_h \cdot [h_{t-1}, x_t] + b_h)"


@pytest.mark.parametrize(
    ("line", "latex"),
    [
        (a * (b + h), r"a_t * (b_t + h_{t-1})"),
        (a * b * h, r"a_t * b_t * h_{t-1}"),
        (1 - (1 - a), r"1 - (1 - a_t)"),
        (1 - a * b, r"1 - a_t * b_t"),
        (tanh(a + b), r"\tanh(a_t + b_t)"),
        (tanh(affine("q", h=a + b)), r"\tanh(W_q \cdot (a_t + b_t) + b_q)"),
        (tanh(affine("q", h=a * h)), r"\tanh(W_q \cdot (a_t * h_{t-1}) + b_q)"),
        (tanh(affine("q", h=a + b, x=x)), r"\tanh(W_q \cdot [a_t + b_t, x_t] + b_q)"),
    ],
)
def test_parentheses_stand_where_the_meaning_needs_them(line: Expression, latex: str) -> None:
    cell = Cell("lines", values={"a": a, "b": b}, next={"h": line})
    assert cell.latex("h") == f"h_t = {latex}"
