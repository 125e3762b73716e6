"""Kernels: machine code for a cell, generated from its graph by way of a small program.

`lay_out` and `adjoint` turn the graph into products and pointwise stages; `emit` and `product`
write these down for LLVM; `forward` and `backward` give them arrays.
"""

from gatescope.engine.kernels.adjoint import adjoint as adjoint
from gatescope.engine.kernels.laid_out import lay_out as lay_out
from gatescope.engine.kernels.run import backward as backward
from gatescope.engine.kernels.run import forward as forward
from gatescope.engine.kernels.run import rebuild as rebuild
