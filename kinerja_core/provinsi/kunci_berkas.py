"""A lock that one process at a time holds and that dies with it: the operating system's lock on a file beside.

Never left behind: after SIGKILL or a power cut the next one gets it at once, whether the file still stands or not.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from pathlib import Path

#: Seconds between two tries.
_JEDA = 0.05


class KunciBerkas:
    """`take` and `give_back`; the file is removed when it is given back. Not inherited by child processes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._fd: int | None = None

    def take(self, tunggu: float) -> bool:
        """Take the lock, trying for `tunggu` seconds; False when another process holds it. OSError: no such folder."""
        batas = time.monotonic() + tunggu
        while True:
            if self._try():
                return True
            if time.monotonic() >= batas:
                return False
            time.sleep(_JEDA)

    def _try(self) -> bool:
        try:
            fd = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        except PermissionError:
            if sys.platform == "win32":  # being deleted by the one that gave it back
                return False
            raise
        try:
            dapat = _lock(fd) and self._is_still_there(fd)
        except OSError:
            os.close(fd)
            raise
        if not dapat:
            os.close(fd)
            return False
        self._fd = fd
        return True

    def _is_still_there(self, fd: int) -> bool:
        """False when the one before removed the file after we had opened it."""
        if sys.platform == "win32":
            return True
        try:
            return os.path.samestat(os.fstat(fd), self.path.stat())
        except FileNotFoundError:
            return False

    def give_back(self) -> None:
        """Let the next one have it; does nothing when it is not held."""
        if self._fd is None:
            return
        fd, self._fd = self._fd, None
        if sys.platform != "win32":
            self.path.unlink(missing_ok=True)
        os.close(fd)
        if sys.platform == "win32":
            with contextlib.suppress(OSError):
                self.path.unlink()


def _lock(fd: int) -> bool:
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
