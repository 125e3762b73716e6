"""What threads tell each other through memory: whole numbers that are read and written at once."""

from __future__ import annotations

from typing import Any

import llvmlite.binding as llvm
from llvmlite import ir

from gatescope.engine.kernels.llvm_code import INT

_ORDER = "seq_cst"


def load(builder: Any, place: Any) -> Any:
    """What is there, and with it all that was written before it."""
    return builder.load_atomic(place, _ORDER, align=8, typ=INT)


def add(builder: Any, place: Any, value: Any) -> Any:
    """Adds to what is there; gives what was there."""
    return builder.atomic_rmw("add", place, value, _ORDER)


def exchange(builder: Any, place: Any, value: Any) -> Any:
    """Puts a number there, and with it all that was written before it; gives what was there."""
    return builder.atomic_rmw("xchg", place, value, _ORDER)


def pause(builder: Any) -> None:
    """Tells the processor that a loop waits, where it has a word for that."""
    architecture = llvm.get_default_triple().partition("-")[0]
    if architecture in ("x86_64", "i686"):
        _call(builder, "llvm.x86.sse2.pause")
    elif architecture in ("aarch64", "arm64"):
        _call(builder, "llvm.aarch64.hint", ir.Constant(ir.IntType(32), 1))


def _call(builder: Any, name: str, *arguments: Any) -> None:
    module = builder.module
    kind = ir.FunctionType(ir.VoidType(), [own.type for own in arguments])
    builder.call(module.globals.get(name) or ir.Function(module, kind, name), arguments)
