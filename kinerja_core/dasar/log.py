"""Where faults of the program itself are written down, so that no traceback reaches a user."""

from __future__ import annotations

import traceback
from pathlib import Path

from kinerja_core.dasar.polos import visible


def log_path() -> Path:
    """Where tracebacks of faults of the program go: a file in the user's log folder."""
    import platformdirs

    return Path(platformdirs.user_log_dir("kinerja")) / "kesalahan.log"


def write_log(galat: BaseException) -> str:
    """The traceback in a file of the user's log folder; its path, or "(tidak tercatat)" when it cannot be written."""
    catatan = log_path()
    try:
        catatan.parent.mkdir(parents=True, exist_ok=True)
        with catatan.open("a", encoding="utf-8") as berkas:
            berkas.write(visible("".join(traceback.format_exception(galat))))
    except OSError:
        return "(tidak tercatat)"
    return str(catatan)
