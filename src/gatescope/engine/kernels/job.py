"""The machine code by which threads share a run: each takes the next piece of a phase that is left.

Nobody waits for a thread that comes late: what it does not take, others do. A phase begins when all
pieces of the one before are done.
"""

from __future__ import annotations

import sys
from ctypes import CDLL, c_void_p, cast
from functools import cache
from typing import Any

import llvmlite.binding as llvm
from llvmlite import ir

from gatescope.engine.kernels import atomic
from gatescope.engine.kernels.llvm_code import INT, POINTER, integer, loop
from gatescope.engine.kernels.phases import phase_type

ALONE, BEGIN, ROUSE, LEAD, FOLLOW = "alone", "begin", "rouse", "lead", "follow"
"""The functions: a job by one thread; a team's next job opens; who is to be woken for it; its work
by the first of the team; the jobs of a team by another thread of it."""

LINE = 8
"""How many numbers a line of the cache holds: what each thread writes is in a line by itself."""

# A job: the function of its phases and what that is told, its schedule, how many phases there are;
# then for each phase how many of its pieces are taken, and how many are done.
PHASE, TABLE, SCHEDULE, COUNT, CLAIMS = 0, 1, 2, 3, LINE
TAKEN, DONE = 0, 1

# What a team shares: whether a job is open, how many of those who follow are at it (counted down
# from zero), how many jobs there were and where the last one lies; then of each who follows whether
# it sleeps, and how many jobs it has seen.
OPEN, INSIDE, NUMBER, JOB, OTHERS = 0, LINE, 2 * LINE, 2 * LINE + 1, 3 * LINE
SLEEPS, SEEN = 0, 1

PATIENCE = 4096
"""How often a thread looks for the next job before it sleeps, in all some 0.1 ms: as long as it may
take to wake."""

POLITE = 256
"""How often a thread that waits looks before it lets others have its core."""

_YIELD = "let_others"


def job(phase: int, table: int, schedule: int, count: int) -> tuple[int, ...]:
    """A job's numbers, of which nothing is taken yet."""
    return (phase, table, schedule, count, *(0,) * (LINE * (1 + count) - 4))


def shared_size(others: int) -> int:
    """How many numbers a team shares."""
    return OTHERS + LINE * others


@cache
def source() -> str:
    """The module."""
    module = ir.Module("job")
    wait = _wait(module)
    work = _alone(module, wait)
    _begin(module)
    _rouse(module)
    _lead(module, work, wait)
    _follow(module, work)
    return str(module)


def find_yield() -> None:
    """Tell LLVM where the system's function is by which a thread lets others have its core."""
    library, name = (
        ("kernel32", "SwitchToThread") if sys.platform == "win32" else (None, "sched_yield")
    )
    llvm.add_symbol(_YIELD, cast(getattr(CDLL(library), name), c_void_p).value)


class _Code:
    """A function in the making."""

    def __init__(self, module: Any, name: str, arguments: list[Any], result: Any = None) -> None:
        kind = ir.FunctionType(result or ir.VoidType(), arguments)
        self.function = ir.Function(module, kind, name)
        self.builder = ir.IRBuilder(self.function.append_basic_block())

    def at(self, base: Any, *offsets: Any) -> Any:
        """Where a number lies, by the sum of offsets."""
        total: Any = integer(0)
        for own in offsets:
            total = self.builder.add(total, integer(own) if isinstance(own, int) else own)
        return self.builder.gep(base, [total], source_etype=INT)

    def read(self, base: Any, *offsets: Any, kind: Any = INT) -> Any:
        return self.builder.load(self.at(base, *offsets), typ=kind)

    def blocks(self, count: int) -> list[Any]:
        return [self.function.append_basic_block() for _ in range(count)]

    def go(self, block: Any) -> None:
        """Goes to a block, and on with it."""
        self.builder.branch(block)
        self.builder.position_at_end(block)

    def choose(self, is_so: Any, then: Any, other: Any) -> None:
        """Goes to one of two blocks, and on with the first."""
        self.builder.cbranch(is_so, then, other)
        self.builder.position_at_end(then)

    def less(self, a: Any, b: Any) -> Any:
        return self.builder.icmp_signed("<", a, b)

    def equal(self, a: Any, b: Any) -> Any:
        return self.builder.icmp_signed("==", a, b)


def _wait(module: Any) -> Any:
    """(place, number): until the number there is as large."""
    code = _Code(module, "wait", [POINTER, INT])
    code.function.linkage = "internal"
    builder, (place, wanted) = code.builder, code.function.args
    first, (look, again, polite, end) = builder.block, code.blocks(4)
    code.go(look)
    polls = builder.phi(INT)
    code.choose(code.less(atomic.load(builder, place), wanted), again, end)
    atomic.pause(builder)
    more = builder.add(polls, integer(1))
    code.choose(code.less(more, integer(POLITE)), look, polite)
    for value, block in ((integer(0), first), (more, again), (integer(0), polite)):
        polls.add_incoming(value, block)
    builder.position_at_end(polite)
    builder.call(ir.Function(module, ir.FunctionType(ir.VoidType(), []), _YIELD), [])
    builder.branch(look)
    builder.position_at_end(end)
    builder.ret_void()
    return code.function


def _alone(module: Any, wait: Any) -> Any:
    """(job): one piece after the other, phase by phase, for as long as there are any."""
    code = _Code(module, ALONE, [POINTER])
    builder, (own,) = code.builder, code.function.args
    phase = code.read(own, PHASE, kind=phase_type().as_pointer())
    table, schedule = (code.read(own, n, kind=POINTER) for n in (TABLE, SCHEDULE))
    with loop(builder, integer(0), code.read(own, COUNT)) as number:
        claims = code.at(own, CLAIMS, builder.mul(number, integer(LINE)))
        bounds, next_bounds = (code.read(schedule, number, n) for n in (0, 1))
        pieces = builder.sub(builder.sub(next_bounds, bounds), integer(1))
        take, one, after = code.blocks(3)
        code.go(take)
        piece = atomic.add(builder, code.at(claims, TAKEN), integer(1))
        code.choose(code.less(piece, pieces), one, after)
        ends = (code.read(schedule, bounds, piece, n) for n in (0, 1))
        builder.call(phase, [table, number, *ends])
        atomic.add(builder, code.at(claims, DONE), integer(1))
        builder.branch(take)
        builder.position_at_end(after)
        builder.call(wait, [code.at(claims, DONE), pieces])
    builder.ret_void()
    return code.function


def _begin(module: Any) -> None:
    """(shared, job): open the job to those who look for one."""
    code = _Code(module, BEGIN, [POINTER, POINTER])
    builder, (shared, own) = code.builder, code.function.args
    builder.store(own, code.at(shared, JOB))
    atomic.exchange(builder, code.at(shared, OPEN), integer(1))
    atomic.add(builder, code.at(shared, NUMBER), integer(1))
    builder.ret_void()


def _rouse(module: Any) -> None:
    """(shared, number of another): whether it sleeps, and so has to be woken.

    Asked once the job is open: who is awake then sees the job before it sleeps.
    """
    code = _Code(module, ROUSE, [POINTER, INT], INT)
    builder, (shared, number) = code.builder, code.function.args
    sleeps = code.at(shared, OTHERS + SLEEPS, builder.mul(number, integer(LINE)))
    builder.ret(atomic.exchange(builder, sleeps, integer(0)))


def _lead(module: Any, work: Any, wait: Any) -> None:
    """(shared, job): work, close the job, and come back when all others have left it."""
    code = _Code(module, LEAD, [POINTER, POINTER])
    builder, (shared, own) = code.builder, code.function.args
    builder.call(work, [own])
    atomic.exchange(builder, code.at(shared, OPEN), integer(0))
    builder.call(wait, [code.at(shared, INSIDE), integer(0)])
    builder.ret_void()


def _follow(module: Any, work: Any) -> None:
    """(shared, number of its own): take part in every job that opens, until for a while none does.

    Who comes to a job that is over finds it closed: it says that it is inside before it looks, and
    who leads closes before looking who is.
    """
    code = _Code(module, FOLLOW, [POINTER, INT])
    builder, (shared, number) = code.builder, code.function.args
    own = code.at(shared, OTHERS, builder.mul(number, integer(LINE)))
    sleeps, last = (code.at(own, n) for n in (SLEEPS, SEEN))
    look, idle, doze, wake, end, come, at_work, leave = code.blocks(8)
    code.go(look)
    polls = builder.phi(INT)
    polls.add_incoming(integer(0), builder.function.entry_basic_block)
    now, seen = atomic.load(builder, code.at(shared, NUMBER)), code.read(own, SEEN)
    code.choose(code.equal(now, seen), idle, come)
    atomic.pause(builder)
    more = builder.add(polls, integer(1))
    polls.add_incoming(more, idle)
    code.choose(code.less(more, integer(PATIENCE)), look, doze)

    builder.position_at_end(doze)
    atomic.exchange(builder, sleeps, integer(1))
    is_same = code.equal(atomic.load(builder, code.at(shared, NUMBER)), seen)
    code.choose(is_same, end, wake)
    builder.ret_void()
    # Who leads may have seen it asleep by now, and wakes it: then it has to sleep first.
    builder.position_at_end(wake)
    was_asleep = code.equal(atomic.exchange(builder, sleeps, integer(0)), integer(1))
    polls.add_incoming(integer(0), wake)
    code.choose(was_asleep, look, end)

    builder.position_at_end(come)
    builder.store(now, last)
    atomic.add(builder, code.at(shared, INSIDE), integer(-1))
    is_open = atomic.load(builder, code.at(shared, OPEN))
    code.choose(code.equal(is_open, integer(1)), at_work, leave)
    builder.call(work, [code.read(shared, JOB, kind=POINTER)])
    code.go(leave)
    atomic.add(builder, code.at(shared, INSIDE), integer(1))
    polls.add_incoming(integer(0), leave)
    builder.branch(look)
