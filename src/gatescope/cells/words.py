"""Words that several cells share."""

from gatescope.names import Word

HIDDEN = Word("h", "hidden state", "hidden", subscript="h")
FORGET = Word("f", "forget gate", "forget", subscript="f", low="erase", high="keep")
INPUT = Word("i", "input gate", "input", subscript="i", low="ignore", high="write")
OUTPUT = Word("o", "output gate", "output", subscript="o", low="hide", high="show")
RESET = Word("r", "reset gate", "reset", subscript="r", low="ignore past", high="use past")
