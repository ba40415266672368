"""Which processor numpy's matrix products are made for: OpenBLAS detects it, and may be told another one.

Worth a line in the log: an ``OPENBLAS_CORETYPE`` that somebody left in the environment can halve the speed.
"""

import ctypes
from pathlib import Path

import numpy as np

_MAPS = Path("/proc/self/maps")
_NAMES = (("scipy_openblas", "64_"), ("openblas", "64_"), ("scipy_openblas", ""), ("openblas", ""))


def blas_core() -> str:
    """OpenBLAS's name of the processor it works for, "SkylakeX"; "unknown" where numpy has another library."""
    np.linalg.inv(np.eye(1))  # the library is there once it was used
    lines = _MAPS.read_text(encoding="utf-8", errors="replace").splitlines()
    for path in sorted({line.split(maxsplit=5)[-1] for line in lines if "openblas" in line}):
        library = ctypes.CDLL(path)
        for before, behind in _NAMES:
            tell = getattr(library, f"{before}_get_corename{behind}", None)
            if tell is not None:
                tell.restype = ctypes.c_char_p
                return str(tell().decode("ascii"))
    return "unknown"
