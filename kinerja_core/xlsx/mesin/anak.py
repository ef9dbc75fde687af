"""The side of the fence where an engine runs: one process that evaluates file after file and holds nothing of ours.

It imports only the engine. What the engine prints goes nowhere; what it raises becomes one answer. It ends when its
parent does: by the end of the pipe while it waits, by a signal of that pipe while it calculates (Linux).
"""

from __future__ import annotations

import importlib
import os
import select
import signal
import sys
from pathlib import Path
from typing import IO, Any

from kinerja_core.xlsx.mesin.pesan import pack_values, receive_message, send_message
from kinerja_core.xlsx.mesin.tempat import PembandingError


def serve(modul: str, cpu: int, memori: int) -> None:
    """Answer requests until the pipe ends. `cpu` seconds a request and `memori` bytes altogether; 0: no limit."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the business of the process that started it
    masuk, keluar = _own_pipes()
    limit_memory(memori)
    while (permintaan := receive_message(masuk)) is not None:
        _limit_cpu(cpu)
        _die_with_parent(masuk, sambil_hitung=True)
        try:
            mesin = importlib.import_module(modul)
            tempat = [(lembar, (baris, kolom)) for lembar, baris, kolom in permintaan["tempat"]]
            jawaban: dict[str, Any] = {"nilai": pack_values(mesin.evaluate_places(Path(permintaan["berkas"]), tempat))}
        except PembandingError as galat:
            jawaban = {"gagal": str(galat)}
        except MemoryError:
            jawaban = {"rusak": "isinya membutuhkan terlalu banyak memori"}
        except RecursionError:
            jawaban = {"rusak": "rumusnya terlalu dalam"}
        except BaseException as galat:  # a Rust panic is one; whatever it is, it ends here
            jawaban = {"rusak": f"mesinnya gagal: {type(galat).__name__}"}
        _die_with_parent(masuk, sambil_hitung=False)
        send_message(keluar, jawaban)
        if "rusak" in jawaban:
            return  # nobody knows in what state the engine is now


def _own_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """The two pipes under numbers no engine knows; its own input, output and errors lead nowhere."""
    masuk, keluar = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    kosong = os.open(os.devnull, os.O_RDWR)
    for nomor in (0, 1, 2):
        os.dup2(kosong, nomor)
    return masuk, keluar


def limit_memory(memori: int) -> None:
    """Limit the address space of this process and of those it starts; no core file. Nothing on Windows (a Job)."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    keras = resource.getrlimit(resource.RLIMIT_AS)[1]
    if memori and (keras == resource.RLIM_INFINITY or memori < keras):
        resource.setrlimit(resource.RLIMIT_AS, (memori, memori))


def _limit_cpu(cpu: int) -> None:
    """So many seconds of processor from now on, then SIGXCPU."""
    if sys.platform == "win32" or not cpu:
        return
    import resource

    guna = resource.getrusage(resource.RUSAGE_SELF)
    batas = int(guna.ru_utime + guna.ru_stime) + cpu + 1
    keras = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (batas if keras == resource.RLIM_INFINITY else min(batas, keras), keras))


def _die_with_parent(pipa: IO[bytes], *, sambil_hitung: bool) -> None:
    """While calculating nobody reads the pipe: let the system end this process when the other side closes it."""
    if not sys.platform.startswith("linux"):
        return
    import fcntl

    bendera = fcntl.fcntl(pipa, fcntl.F_GETFL)
    if not sambil_hitung:
        fcntl.fcntl(pipa, fcntl.F_SETFL, bendera & ~os.O_ASYNC)
        return
    fcntl.fcntl(pipa, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(pipa, fcntl.F_SETFL, bendera | os.O_ASYNC)
    jaga = select.poll()
    jaga.register(pipa, select.POLLHUP)
    if jaga.poll(0):  # it was closed before
        os._exit(0)
