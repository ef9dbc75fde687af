"""The plain data of a .toml or .json file, decimals exact."""

from __future__ import annotations

import json
import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from kinerja_core.dasar.temuan import KinerjaError


def load_toml(path: Path, kode_rusak: str = "INS01") -> dict[str, Any]:
    """A .toml as dict, decimals exact; KinerjaError when absent or not TOML (with its line)."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except OSError as galat:
        raise KinerjaError("BKS01", a=path.name) from galat
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as galat:
        pesan = re.sub(r"\(at line (\d+), column (\d+)\)", r"(baris \1, kolom \2)", str(galat))
        raise KinerjaError(kode_rusak, sel=path.name, a=pesan) from galat


def load_data(path: Path, kode: str = "INS14") -> dict[str, Any]:
    """The plain data of an isian or plan file, .toml or .json; `kode` is that of a file that cannot be read as such."""
    if path.suffix.lower() != ".json":
        return load_toml(path, kode)
    try:
        isi = json.loads(path.read_text(encoding="utf-8"))
    except OSError as galat:
        raise KinerjaError("BKS01", a=path.name) from galat
    except ValueError as galat:
        raise KinerjaError(kode, a=f"bukan JSON: {galat}") from galat
    if not isinstance(isi, dict):
        raise KinerjaError(kode, a="isi berkas bukan satu objek")
    return isi
