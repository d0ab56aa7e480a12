"""Prefetch: a hint to the processor that a place of an array is read soon, so that it is there when it is.

Why      in large networks nearly every read of a list of ties misses the cache; asked for a few steps ahead, many
         such reads go on at once
Changes  nothing but time
Source   LLVM Language Reference, ``llvm.prefetch``
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

_READ, _KEEP, _FOR_DATA = 0, 3, 1


def _hinted(_typing: Any, array: Any, at: Any) -> Any:

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        held = context.make_array(signature.args[0])(context, builder, arguments[0])
        place = builder.bitcast(builder.gep(held.data, [arguments[1]]), cgutils.voidptr_t)
        number = ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [cgutils.voidptr_t, number, number, number])
        hint = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")  # type: ignore[no-untyped-call]
        builder.call(hint, [place, number(_READ), number(_KEEP), number(_FOR_DATA)])
        return context.get_dummy_value()

    return types.void(array, at), code


soon: Any = intrinsic(_hinted)
"""``soon(array, at)``: say that ``array[at]``, which must be within the array, is read soon."""
