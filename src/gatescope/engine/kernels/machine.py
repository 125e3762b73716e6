"""The processor that kernels are compiled for."""

from __future__ import annotations

import hashlib
from functools import cache, partial
from typing import Any

import llvmlite
import llvmlite.binding as llvm

from gatescope.engine.kernels.kept import kept


@cache
def target() -> Any:
    """The machine that LLVM compiles for: this one, with all that its processor can do."""
    return _fresh_target()


@cache
def features() -> Any:
    """What the processor can do; nothing beyond its architecture where LLVM cannot tell."""
    try:
        return llvm.get_host_cpu_features()
    except RuntimeError:
        return llvm.FeatureMap()


@cache
def vector_bytes() -> int:
    """How wide the processor's vectors are."""
    return 64 if features().get("avx512f") else 32 if features().get("avx2") else 16


@cache
def tile_rows() -> int:
    """How many rows of a product, two vectors wide each, its registers hold at a time."""
    has_many = vector_bytes() == 64 or llvm.get_default_triple().startswith(("aarch64", "arm64"))
    return 12 if has_many else 6


def compiled(*sources: str) -> Any:
    """The engine that holds the machine code of some modules, which may call each other."""
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), _fresh_target())
    for source in sources:
        engine.add_object_file(
            llvm.ObjectFileRef.from_data(kept(_key(source), partial(_compile, source)))
        )
    engine.finalize_object()
    return engine


def _fresh_target() -> Any:
    # An engine owns the machine that it is made with.
    return _native().create_target_machine(
        cpu=llvm.get_host_cpu_name(),
        features=features().flatten(),
        opt=3,
        jit=True,
    )


@cache
def _native() -> Any:
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    return llvm.Target.from_default_triple()


def _compile(source: str) -> bytes:
    module = llvm.parse_assembly(source)
    module.verify()
    tuning = llvm.create_pipeline_tuning_options(speed_level=3)
    passes = llvm.create_pass_builder(target(), tuning)
    passes.getModulePassManager().run(module, passes)
    code: bytes = target().emit_object(module)
    return code


def _key(source: str) -> str:
    versions = (llvmlite.__version__, llvm.llvm_version_info, llvm.get_host_cpu_name())
    return hashlib.sha256(repr((versions, features().flatten(), source)).encode()).hexdigest()[:32]
