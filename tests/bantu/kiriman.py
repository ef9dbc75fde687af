"""Files as offices send them back, and ways to look at a register as a whole."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from test_kanonik import BUATAN

from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.instrumen.model import Instrumen, parse_instrumen
from kinerja_core.kertas_kerja.buat import build_sealed
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.provinsi.putaran import Kecamatan
from kinerja_core.segel.tanda import load_private, make_keys

PRIBADI, PUBLIK = make_keys()
KUNCI = load_private(PRIBADI)
HARI = "2026-12-30"

#: Every input of BUATAN filled without a catatan.
LENGKAP: dict[Kotak, Nilai] = {
    ("jumlah_desa", "isi"): 5.0, ("pagu", "isi"): 1e6, ("b01", "pembilang"): 4.0, ("b02", "pembilang"): 3.0,
    ("b02", "penyebut"): 4.0, ("b03", "n"): 2.5, ("b04", "kelas"): "Cukup", ("b05", "selesai"): 1.0,
    ("b05", "masuk"): 2.0, ("b06", "butir_1"): "Ada", ("b06", "butir_2"): "Tidak ada",
}


def office(n: int, kab: str = "01") -> Identitas:
    """The n-th kecamatan of a kabupaten."""
    return Identitas(kode_wilayah=f"99.{kab}.{n:02}", nama=f"Uji {n}", kabupaten=f"Contoh {kab}", provinsi="Contoh")


def variant(**lain: Any) -> Instrumen:
    """BUATAN with other fields, as if read anew."""
    return parse_instrumen({**BUATAN.model_dump(mode="json"), **lain})


def listed(*n: int, kab: str = "01") -> tuple[Kecamatan, ...]:
    """Those kecamatan as the province lists them."""
    return tuple(Kecamatan(office(x, kab), {"jumlah_desa": 5}) for x in n)


def sealed(ident: Identitas, ubah: Mapping[Kotak, Nilai] | None = None, *, ins: Instrumen = BUATAN,
           kunci: Any = KUNCI) -> bytes:
    """A sealed, filled workbook; None in `ubah` blanks an input."""
    isi = {k: v for k, v in {**LENGKAP, **(ubah or {})}.items() if v is not None}
    return build_sealed(ins, ident, kunci, Isian(ident, isi), tenggat="2026-12-31")


def repack(data: bytes, ubah: Mapping[str, Any]) -> bytes:
    """A workbook whose parts were changed: name -> function of the text, in the order of the zip."""
    keluar = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as lama, zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as baru:
        for nama in lama.namelist():
            isi = lama.read(nama)
            if nama in ubah:
                isi = ubah[nama](isi.decode()).encode()
            baru.writestr(nama, isi)
    return keluar.getvalue()


def saved(data: bytes, waktu: str) -> bytes:
    """The workbook as if it had been saved at that time ("2026-12-01T08:00:00Z")."""
    import re

    def ubah(teks: str) -> str:
        return re.sub(r"(<dcterms:modified[^>]*>)[^<]*", rf"\g<1>{waktu}", teks)

    return repack(data, {"docProps/core.xml": ubah})


def zipped(isi: Mapping[str, bytes]) -> bytes:
    """A zip of files."""
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as z:
        for nama, data in isi.items():
            z.writestr(nama, data)
    return keluar.getvalue()


def dump(register: Path) -> list[tuple[Any, ...]]:
    """Everything in a register, table by table, in order."""
    s = sqlite3.connect(register)
    try:
        tabel = [r[0] for r in s.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return [(t, *r) for t in tabel for r in sorted(s.execute(f"SELECT * FROM {t}"), key=repr)]
    finally:
        s.close()
