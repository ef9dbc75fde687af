"""`kinerja buat`: a workbook of either kind from an instrument, a plan, or nothing, for the office it is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from kinerja_core.buku_kinerja.baru.berkas import VERSI, parse_isi
from kinerja_core.buku_kinerja.baru.buat import build_new_book, empty_isi
from kinerja_core.buku_kinerja.buat import build_book
from kinerja_core.buku_kinerja.rencana import PROFIL, Rencana, is_rencana_file, load_rencana, rencana_of
from kinerja_core.dasar.data import load_data, load_toml
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.instrumen.model import Instrumen, parse_identitas
from kinerja_core.instrumen.periksa import load_sound
from kinerja_core.kertas_kerja.buat import build
from kinerja_core.kertas_kerja.isian import parse_isian, sound_data
from kinerja_core.lembar.cetak import KERTAS_BAWAAN, PILIHAN_KERTAS, Kertas
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.lembar.tulis import write_file

#: What is said instead of an instrument or a plan to make a Buku Kinerja.
BUKU = "buku"
#: The same in its new form, until that is whole.
BARIS = "buku-baris"


def require_paper(nama: str) -> Kertas:
    """The paper a person asked for, in any letter case; KinerjaError PGL01 for what is no paper to choose."""
    if nama.lower() not in PILIHAN_KERTAS:
        raise KinerjaError("PGL01", a=f"Kertas {nama} tidak dikenal; pilih {' atau '.join(PILIHAN_KERTAS)}.")
    return PILIHAN_KERTAS[nama.lower()]


def build_any(sumber: str | Path | Instrumen, identitas: Mapping[str, Any], data: Mapping[Kotak, Any],
              tahun: int | None = None, kertas: str = KERTAS_BAWAAN.nama) -> bytes:
    """A workbook as .xlsx bytes: of an instrument, of a plan file, or a Buku Kinerja of nothing but `data` (BUKU).

    `data` holds raw values by input, blank ones may be absent. KinerjaError with every mistake of the kind asked for.
    """
    pada = require_paper(kertas)
    if isinstance(sumber, Instrumen):
        return _sheet(sumber, identitas, data, tahun, pada)
    if sumber == BARIS:
        rencana = _plan(identitas, data, tahun, pada)
        return build_new_book(replace(empty_isi(rencana.identitas, rencana.tahun), data=rencana.data))
    if sumber == BUKU:
        return build_book(_plan(identitas, data, tahun, pada))
    if not is_plan(sumber):
        return _sheet(load_sound(sumber), identitas, data, tahun, pada)
    if tahun is not None or identitas or data or pada != KERTAS_BAWAAN:
        raise KinerjaError("PGL01", a="Identitas, tahun, dan kertas berdiri di berkas rencana; ubah di sana.")
    return _of_file(Path(sumber))


def _of_file(path: Path) -> bytes:
    isi = load_data(path, "RNC01")
    return build_new_book(parse_isi(isi)) if isi.get("versi") == VERSI else build_book(load_rencana(path))


def is_plan(sumber: str | Path) -> bool:
    """Is it the file of a plan? Else the name or the file of an instrument."""
    return Path(sumber).suffix.lower() == ".json" or is_rencana_file(Path(sumber))


def _plan(identitas: Mapping[str, Any], data: Mapping[Kotak, Any], tahun: int | None, kertas: Kertas) -> Rencana:
    if tahun is None:
        raise KinerjaError("PGL01", a="Sebutkan tahunnya, misalnya 2026 (--tahun 2026; di Python tahun=2026).")
    if not 2000 <= tahun <= 2100:
        raise KinerjaError("PGL01", a=f"Tahun {tahun} tidak masuk akal; pilih antara 2000 dan 2100.")
    milik = parse_identitas(dict(identitas))
    pilih = {} if kertas == KERTAS_BAWAAN else {(PROFIL, "kertas"): kertas.nama}
    return rencana_of(milik, tahun, {**data, **pilih})


def _sheet(ins: Instrumen, identitas: Mapping[str, Any], data: Mapping[Kotak, Any], tahun: int | None,
           kertas: Kertas) -> bytes:
    if tahun is not None and tahun != ins.tahun_penilaian:
        raise KinerjaError("PGL01", a=f"Instrumen {ins.id} untuk tahun {ins.tahun_penilaian}, bukan {tahun}.")
    milik = parse_identitas({"provinsi": ins.provinsi, **identitas})
    return build(ins, milik, Isian(milik, sound_data(data, ins)), kertas=kertas)


def make(sumber: str, keluar: Path, isian: Path | None, identitas: Path | None, tahun: int | None, kertas: str,
         pilihan: dict[str, str]) -> Path:
    """`kinerja buat`: what the files and options say of whose it is and what is filled, then `build_any`, written."""
    if keluar.suffix.lower() != ".xlsx":
        raise KinerjaError("PGL01", a=f"Nama berkas keluaran {keluar.name} harus berakhiran .xlsx.")
    asal: str | Instrumen = sumber
    isi: Isian | None = None
    if sumber not in (BUKU, BARIS) and not is_plan(sumber):
        asal = load_sound(sumber)
        isi = parse_isian(load_data(isian), asal) if isian else None
    elif isian or identitas:
        raise KinerjaError("PGL01", a="Pilihan --isian dan --identitas hanya untuk kertas kerja.")
    milik = _identity(isi.identitas if isi else None, identitas, pilihan)
    write_file(keluar, build_any(asal, milik, isi.data if isi else {}, tahun, kertas))
    return keluar


def _identity(dari_isian: Identitas | None, berkas: Path | None, pilihan: dict[str, str]) -> dict[str, Any]:
    """From the isian, the file of the identity and the options: the later, the stronger."""
    isi: dict[str, Any] = dari_isian.model_dump() if dari_isian else {}
    if berkas is not None:
        data = load_toml(berkas, "INS15")
        isi |= data.get("identitas", data)
    return isi | {k: v for k, v in pilihan.items() if v}
