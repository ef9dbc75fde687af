"""The fence: an engine evaluates in a process of its own, with limits on time and memory.

One warm process an engine serves a whole batch; it is replaced after it died, was killed or failed. Whatever happens
there (an exception, a Rust panic, SIGSEGV, an endless loop, all the memory, garbage on the pipe) is a PembandingError
of that file. No process outlives this one.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.xlsx.mesin.pekerjaan_windows import limit_process
from kinerja_core.xlsx.mesin.pesan import receive_message, send_message, unpack_values
from kinerja_core.xlsx.mesin.salinan_polos import plain_copy
from kinerja_core.xlsx.mesin.tanpa_luar import inert_copy
from kinerja_core.xlsx.mesin.tempat import PembandingError, Tempat

GIB = 1024**3


@dataclass(frozen=True)
class Batas:
    """What an engine may take for one file: seconds by the clock and of processor, bytes of memory; 0: no limit.

    Seconds of processor and memory are limited by the system itself on POSIX, memory by a Job on Windows.
    """

    detik: float
    cpu: int
    memori: int


BATAS = {
    "ironcalc": Batas(detik=180, cpu=120, memori=1 * GIB),
    "formulas": Batas(detik=300, cpu=240, memori=4 * GIB),
    # soffice has limits of its own (BATAS_KERJA a step), this is the last resort around them
    "libreoffice": Batas(detik=600, cpu=0, memori=4 * GIB),
}
"""Several times what the largest workbook (a Buku Kinerja) needs on a slow machine. docs/pembanding.md tells them."""
#: What an engine gets instead of the file; LibreOffice makes its own copy.
_SALINAN = {"ironcalc": plain_copy, "formulas": inert_copy}
TUNGGU_SELESAI = 15.0
"""Seconds a process may take to end by itself (LibreOffice closes its profile) before it is killed."""

_MULAI = "import sys; modul, cpu, memori, *sys.path = sys.argv[1:]; from {} import serve; " \
         "serve(modul, int(cpu), int(memori))"


class Pagar:
    """One engine behind the fence. `modul` is imported there and its `evaluate_places` asked.

    `siapkan` gives the file as the engine has to see it.
    """

    def __init__(self, modul: str, batas: Batas,
                 siapkan: Callable[[Path], AbstractContextManager[Path]] = nullcontext) -> None:
        self.modul, self.batas, self.siapkan = modul, batas, siapkan
        self._kunci = threading.Lock()
        self._proses: subprocess.Popen[bytes] | None = None
        self._induk = 0
        self._pekerjaan: object = None  # the Windows Job: closed with its last handle

    @property
    def pid(self) -> int:
        """Process id of the engine that waits for the next file; 0 when there is none."""
        return self._proses.pid if self._proses and self._induk == os.getpid() and self._proses.poll() is None else 0

    def evaluate(self, path: Path, tempat: Sequence[Tempat]) -> list[Nilai]:
        """Values of the workbook's own formulas at those places; PembandingError whatever happened there."""
        isi: dict[str, Any] = {"tempat": [(lembar, *posisi) for lembar, posisi in tempat]}
        with self._kunci, self.siapkan(path) as berkas:
            try:
                jawaban = self._ask(isi | {"berkas": str(berkas.absolute())})
                if "gagal" in jawaban:
                    raise PembandingError(str(jawaban["gagal"]))
                if "rusak" in jawaban:
                    self._end()
                    raise PembandingError(str(jawaban["rusak"]))
                return unpack_values(jawaban.get("nilai"), len(tempat))
            except ValueError as galat:
                self._kill()
                raise PembandingError("jawaban mesinnya tidak dapat dibaca") from galat
            except KeyboardInterrupt:
                self._kill()
                raise

    def close(self) -> None:
        """End the process, politely at first; the next file starts another."""
        with self._kunci:
            self._end()

    def _ask(self, isi: dict[str, Any]) -> dict[str, Any]:
        proses = self._running()
        assert proses.stdin is not None
        assert proses.stdout is not None
        habis = threading.Event()

        def timeout() -> None:
            habis.set()
            proses.kill()

        penjaga = threading.Timer(self.batas.detik, timeout)
        penjaga.daemon = True
        penjaga.start()
        try:
            send_message(proses.stdin, isi)
            jawaban = receive_message(proses.stdout)
        except (OSError, ValueError) as galat:
            if habis.is_set() or isinstance(galat, OSError):
                raise PembandingError(self._why(proses, habis)) from galat
            raise
        finally:
            penjaga.cancel()
        if jawaban is None:
            raise PembandingError(self._why(proses, habis))
        return jawaban

    def _why(self, proses: subprocess.Popen[bytes], habis: threading.Event) -> str:
        """Why there is no answer, for the user; the process is gone afterwards."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            proses.wait(timeout=1)  # its end of the pipe closes a moment before it is over
        kode = proses.poll()
        self._kill()
        if habis.is_set():
            return f"dihentikan sesudah {self.batas.detik:g} detik"
        if sys.platform != "win32" and kode == -signal.SIGXCPU:
            return f"dihentikan sesudah {self.batas.cpu} detik kerja prosesor"
        return "mesinnya berhenti mendadak; rumusnya terlalu dalam atau membutuhkan terlalu banyak memori"

    def _running(self) -> subprocess.Popen[bytes]:
        """The waiting process, or a new one; one that belongs to the process we were forked from is left alone."""
        if self._proses is not None and self._induk == os.getpid() and self._proses.poll() is None:
            return self._proses
        if self._induk == os.getpid():
            self._kill()
        kode = _MULAI.format(f"{__package__}.anak")
        jalur = [p for p in sys.path if p]
        batas = [str(self.batas.cpu), str(self.batas.memori)]
        perintah = [sys.executable, "-P", "-S", "-c", kode, self.modul, *batas, *jalur]
        self._proses = subprocess.Popen(
            perintah, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},  # a thread a core would reserve memory it never uses
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._induk = os.getpid()
        self._pekerjaan = limit_process(self._proses, self.batas.memori)
        return self._proses

    def _end(self) -> None:
        """Close the pipe, at which the process ends by itself; kill it when it does not."""
        proses = self._proses
        if proses is not None and self._induk == os.getpid():
            if proses.stdin:
                with contextlib.suppress(OSError):
                    proses.stdin.close()
            with contextlib.suppress(subprocess.TimeoutExpired):
                proses.wait(timeout=TUNGGU_SELESAI)
            self._kill()

    def _kill(self) -> None:
        """The process is over, waited for, and its pipes are closed."""
        proses, self._proses, self._pekerjaan = self._proses, None, None
        if proses is None:
            return
        proses.kill()
        proses.wait()
        for pipa in (proses.stdin, proses.stdout):
            if pipa:
                with contextlib.suppress(OSError):
                    pipa.close()


@cache
def fence(nama: str) -> Pagar:
    """The one fence of a named engine in this process; KeyError for a name without limits."""
    pagar = Pagar(f"{__package__}.mesin_{nama}", BATAS[nama], _SALINAN.get(nama, nullcontext))
    atexit.register(pagar.close)
    return pagar
