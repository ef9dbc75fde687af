"""A Windows Job Object around an engine: limited memory, and nobody in it outlives the one who holds it.

NOT VERIFIED ON WINDOWS: written from Microsoft's description (CreateJobObject, SetInformationJobObject,
AssignProcessToJobObject), never run there. When any call fails, the engine runs without these limits.
"""

from __future__ import annotations

import ctypes
import subprocess
import sys
from ctypes import c_int64, c_size_t, c_uint32, c_uint64, c_void_p

_PROCESS_MEMORY, _KILL_ON_CLOSE = 0x100, 0x2000
_EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation


class _Dasar(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION"""

    _fields_ = (
        ("PerProcessUserTimeLimit", c_int64), ("PerJobUserTimeLimit", c_int64), ("LimitFlags", c_uint32),
        ("MinimumWorkingSetSize", c_size_t), ("MaximumWorkingSetSize", c_size_t), ("ActiveProcessLimit", c_uint32),
        ("Affinity", c_size_t), ("PriorityClass", c_uint32), ("SchedulingClass", c_uint32),
    )  # fmt: skip


class _Lengkap(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION"""

    _fields_ = (
        ("BasicLimitInformation", _Dasar), ("IoInfo", c_uint64 * 6), ("ProcessMemoryLimit", c_size_t),
        ("JobMemoryLimit", c_size_t), ("PeakProcessMemoryUsed", c_size_t), ("PeakJobMemoryUsed", c_size_t),
    )  # fmt: skip


class Pekerjaan:
    """The handle of a Job; closing it ends every process inside."""

    def __init__(self, pegangan: int) -> None:
        self._pegangan = pegangan

    def __del__(self) -> None:
        if sys.platform == "win32":
            ctypes.windll.kernel32.CloseHandle(c_void_p(self._pegangan))


def limit_process(proses: subprocess.Popen[bytes], memori: int) -> Pekerjaan | None:
    """Put a process into a Job of its own, `memori` bytes each (0: no limit); None where that is not possible."""
    if sys.platform != "win32":
        return None
    kernel = ctypes.windll.kernel32
    kernel.CreateJobObjectW.restype = c_void_p
    pegangan = kernel.CreateJobObjectW(None, None)
    if not pegangan:
        return None
    batas = _Lengkap()
    batas.BasicLimitInformation.LimitFlags = _KILL_ON_CLOSE | (_PROCESS_MEMORY if memori else 0)
    batas.ProcessMemoryLimit = memori
    pekerjaan = Pekerjaan(pegangan)
    ukuran = ctypes.sizeof(batas)
    siap = kernel.SetInformationJobObject(c_void_p(pegangan), _EXTENDED_LIMITS, ctypes.byref(batas), ukuran)
    pegangan_proses = c_void_p(int(getattr(proses, "_handle", 0)))
    return pekerjaan if siap and kernel.AssignProcessToJobObject(c_void_p(pegangan), pegangan_proses) else None
