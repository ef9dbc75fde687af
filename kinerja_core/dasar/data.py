"""The plain data of a .toml or .json file, decimals exact."""

from __future__ import annotations

import json
import re
import stat
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from kinerja_core.dasar.teks import reason
from kinerja_core.dasar.temuan import KinerjaError

#: Larger than any key, plan, isian or print a person writes; read whole into memory.
BACA_MAKS = 256 * 1024 * 1024


def read_plain(path: Path) -> bytes:
    """The bytes of a file a person names: never a pipe or a device that would not end, nor more than BACA_MAKS.

    KinerjaError BKS01 when there is none, BKS21 when it cannot be opened or is no file.
    """
    try:
        keadaan = path.stat()
        if not stat.S_ISREG(keadaan.st_mode) or keadaan.st_size > BACA_MAKS:
            sebab = "ini folder" if stat.S_ISDIR(keadaan.st_mode) else "bukan berkas biasa, atau terlalu besar"
            raise KinerjaError("BKS21", a=f"{path.name}: {sebab}")
        return path.read_bytes()
    except FileNotFoundError as galat:
        raise KinerjaError("BKS01", a=path.name) from galat
    except (OSError, ValueError) as galat:
        sebab = reason(galat) if isinstance(galat, OSError) else "namanya tidak dapat dipakai"
        raise KinerjaError("BKS21", a=f"{path.name[:80]}: {sebab}") from galat


def load_toml(path: Path, kode_rusak: str = "INS01") -> dict[str, Any]:
    """A .toml as dict, decimals exact; KinerjaError when absent or not TOML (with its line)."""
    return parse_toml(read_plain(path), path.name, kode_rusak)


def parse_toml(data: bytes, nama: str, kode_rusak: str = "INS01") -> dict[str, Any]:
    """The same of the bytes of a file of that name."""
    try:
        return tomllib.loads(data.decode("utf-8"), parse_float=Decimal)
    except UnicodeDecodeError as galat:
        raise KinerjaError(kode_rusak, sel=nama, a=_no_text(data)) from galat
    except RecursionError as galat:
        raise KinerjaError(kode_rusak, sel=nama, a="bersarang terlalu dalam") from galat
    except tomllib.TOMLDecodeError as galat:
        pesan = re.sub(r"\(at line (\d+), column (\d+)\)", r"(baris \1, kolom \2)", str(galat))
        raise KinerjaError(kode_rusak, sel=nama, a=pesan) from galat


def _no_text(data: bytes) -> str:
    return "ini buku kerja atau zip, bukan .toml atau .json" if data.startswith(b"PK") else "bukan teks UTF-8"


def load_data(path: Path, kode: str = "INS14") -> dict[str, Any]:
    """The plain data of an isian or plan file, .toml or .json; `kode` is that of a file that cannot be read as such."""
    if path.suffix.lower() != ".json":
        return load_toml(path, kode)
    data = read_plain(path)
    try:
        isi = json.loads(data.decode("utf-8"))
    except json.JSONDecodeError as galat:
        raise KinerjaError(kode, a=f"bukan JSON (baris {galat.lineno}, kolom {galat.colno})") from galat
    except UnicodeDecodeError as galat:
        raise KinerjaError(kode, a=_no_text(data)) from galat
    except (ValueError, RecursionError) as galat:
        raise KinerjaError(kode, a="bukan JSON yang dapat dibaca: angka terlalu panjang atau bersarang terlalu dalam") \
            from galat
    if not isinstance(isi, dict):
        raise KinerjaError(kode, a="isi berkas bukan satu objek")
    return isi
