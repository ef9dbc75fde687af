"""Stands between the program and soffice: limits its memory, and ends it and what it leaves when the program ends.

Run as a file (`python -I -S penjaga.py MEMORY PROFILE PIPE soffice ...`), with nothing but the standard library. It
prints the process id of soffice. soffice has a group of its own; the end of standard input, however the program
died, ends that group. Afterwards the throw-away profile and the pipes of that soffice are removed.
"""

from __future__ import annotations

import contextlib
import glob
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading


def kill_group(pid: int) -> None:
    """End a process and its group; quiet when it is over."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            os.kill(pid, signal.SIGTERM)
        else:
            os.killpg(pid, signal.SIGKILL)


def is_alive(pid: int) -> bool:
    """Is there a process of that number? On Windows the guard's word counts."""
    if sys.platform == "win32":
        return pid > 0
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return pid > 0


def clean_up(profil: str, pipa: str) -> None:
    """Remove a profile and the named pipes of the soffice that used it, which a killed one leaves."""
    for satu in pipa.split(","):
        for berkas in glob.glob(os.path.join(tempfile.gettempdir(), f"OSL_PIPE_*_{glob.escape(satu)}")):
            with contextlib.suppress(OSError):
                os.unlink(berkas)
    shutil.rmtree(profil, ignore_errors=True)


def main() -> None:
    """Start, wait for one of the two to end, clean up."""
    memori, profil, pipa, *perintah = sys.argv[1:]
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        keras = resource.getrlimit(resource.RLIMIT_AS)[1]
        if keras == resource.RLIM_INFINITY or int(memori) < keras:
            resource.setrlimit(resource.RLIMIT_AS, (int(memori), int(memori)))
    diam = subprocess.DEVNULL
    proses = subprocess.Popen(perintah, stdin=diam, stdout=diam, stderr=diam, start_new_session=True)
    print(proses.pid, flush=True)

    def wait_for_end() -> None:
        while os.read(0, 1):
            pass
        kill_group(proses.pid)

    threading.Thread(target=wait_for_end, daemon=True).start()
    proses.wait()
    kill_group(proses.pid)  # the start program may end before the office itself
    clean_up(profil, pipa)
    os._exit(0)  # the thread sits in its read


if __name__ == "__main__":
    main()
