"""What was worked out before and may be lost at any time: plain data (JSON) in the user's cache folder.

Kept by the hash of what it was made from. A file is believed only if it is the user's own, whole, and of this very
origin; anything else counts as nothing kept. Written aside and renamed: two processes at once do no harm. No folder
that can be written: nothing is kept, and nothing is told.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
from pathlib import Path
from typing import Any

#: Files that are kept, the last ones used, and the bytes one may have.
BERKAS_MAKS, UKURAN_MAKS = 32, 8 * 1024 * 1024
_AKHIRAN = ".simpanan"


def folder() -> Path:
    """Where they lie; it may not be there."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("kinerja")) / "simpanan"


def _place(asal: bytes) -> tuple[Path, bytes]:
    kunci = hashlib.sha256(asal).hexdigest()
    return folder() / f"{kunci[:32]}{_AKHIRAN}", kunci.encode()


def _seal(kunci: bytes, isi: bytes) -> bytes:
    return hashlib.sha256(kunci + isi).hexdigest().encode() + b"\n"


def recall(asal: bytes) -> Any:
    """What was kept of that origin; None when nothing was, or it cannot be believed."""
    path, kunci = _place(asal)
    try:
        with path.open("rb") as berkas:
            keadaan = os.fstat(berkas.fileno())
            milik = not hasattr(os, "geteuid") or keadaan.st_uid == os.geteuid()
            if not milik or not stat.S_ISREG(keadaan.st_mode) or keadaan.st_size > UKURAN_MAKS:
                return None
            segel, isi = berkas.readline(100), berkas.read()
        return json.loads(isi) if segel == _seal(kunci, isi) else None
    except (OSError, ValueError):
        return None


def keep(asal: bytes, data: Any) -> None:
    """Keep plain data of that origin; the oldest beyond BERKAS_MAKS go."""
    path, kunci = _place(asal)
    isi = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    sementara = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        sementara.write_bytes(_seal(kunci, isi) + isi)
        os.replace(sementara, path)
        for lama in sorted(_all(), key=lambda p: p.stat().st_mtime, reverse=True)[BERKAS_MAKS:]:
            lama.unlink(missing_ok=True)


def _all() -> list[Path]:
    """Everything of ours there, also what a process that ended left half-written."""
    return [p for p in folder().glob(f"*{_AKHIRAN}*") if p.is_file()]


def kept() -> tuple[int, int]:
    """(files, bytes) that are kept."""
    semua = _all()
    return len(semua), sum(p.stat().st_size for p in semua)


def clear() -> None:
    """Forget all of it. OSError when a file cannot be taken away."""
    for p in _all():
        p.unlink(missing_ok=True)
