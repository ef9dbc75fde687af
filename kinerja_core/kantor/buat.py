"""`kinerja buat`: a workbook of either kind from an instrument, a plan, or nothing, for the office it is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kinerja_core.buku_kinerja.buat import build_book
from kinerja_core.buku_kinerja.rencana import PROFIL, Rencana, empty_rencana, is_rencana_file, load_rencana
from kinerja_core.dasar.data import load_data, load_toml
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.instrumen.model import Instrumen, parse_identitas
from kinerja_core.instrumen.periksa import load_sound
from kinerja_core.kertas_kerja.buat import build
from kinerja_core.kertas_kerja.isian import parse_isian
from kinerja_core.lembar.cetak import KERTAS_BAWAAN, PILIHAN_KERTAS, Kertas
from kinerja_core.lembar.isian import Isian
from kinerja_core.lembar.tulis import write_file


def _identity(dari_isian: Identitas | None, berkas: Path | None, pilihan: dict[str, str], ins: Instrumen) -> Identitas:
    isi: dict[str, Any] = dari_isian.model_dump() if dari_isian else {}
    if berkas is not None:
        data = load_toml(berkas, "INS15")
        isi |= data.get("identitas", data)
    isi |= {k: v for k, v in pilihan.items() if v}
    isi.setdefault("provinsi", ins.provinsi)
    return parse_identitas(isi)


def require_paper(nama: str) -> Kertas:
    """The paper a person asked for, in any letter case; KinerjaError PGL01 for what is no paper to choose."""
    if nama.lower() not in PILIHAN_KERTAS:
        raise KinerjaError("PGL01", a=f"Kertas {nama} tidak dikenal; pilih {' atau '.join(PILIHAN_KERTAS)}.")
    return PILIHAN_KERTAS[nama.lower()]


#: What `kinerja buat` is told instead of a file to make an empty Buku Kinerja.
BUKU = "buku"


def make_book(sumber: str, keluar: Path, tahun: int | None, kertas: Kertas, pilihan: dict[str, str]) -> Path:
    """`kinerja buat RENCANA.toml`, whose head says whose it is; or `kinerja buat buku`: an empty one."""
    if sumber == BUKU:
        if tahun is None:
            raise KinerjaError("PGL01", a="Sebutkan tahunnya: --tahun 2026.")
        if not 2000 <= tahun <= 2100:
            raise KinerjaError("PGL01", a=f"Tahun {tahun} tidak masuk akal; pilih antara 2000 dan 2100.")
        ident = parse_identitas({k: v for k, v in pilihan.items() if v})
        rencana = empty_rencana(ident, tahun)
        if kertas != KERTAS_BAWAAN:
            rencana = Rencana(ident, tahun, rencana.kapasitas, {(PROFIL, "kertas"): kertas.nama})
    else:
        if tahun is not None or any(pilihan.values()) or kertas != KERTAS_BAWAAN:
            raise KinerjaError("PGL01", a="Identitas, tahun, dan kertas berdiri di berkas rencana; ubah di sana.")
        rencana = load_rencana(Path(sumber))
    write_file(keluar, build_book(rencana))
    return keluar


def make(sumber: str, keluar: Path, isian: Path | None, identitas: Path | None, tahun: int | None, kertas: str,
         pilihan: dict[str, str]) -> Path:
    """`kinerja buat`: a Buku Kinerja from a plan or from nothing, else a kertas kerja from an instrument."""
    pada = require_paper(kertas)
    if keluar.suffix.lower() != ".xlsx":
        raise KinerjaError("PGL01", a=f"Nama berkas keluaran {keluar.name} harus berakhiran .xlsx.")
    if sumber == BUKU or sumber.lower().endswith(".json") or is_rencana_file(Path(sumber)):
        if isian or identitas:
            raise KinerjaError("PGL01", a="Pilihan --isian dan --identitas hanya untuk kertas kerja.")
        return make_book(sumber, keluar, tahun, pada, pilihan)
    return make_workbook(sumber, keluar, isian, identitas, tahun, pada, pilihan)


def make_workbook(instrumen: str, keluar: Path, isian: Path | None, identitas: Path | None, tahun: int | None,
                  kertas: Kertas, pilihan: dict[str, str]) -> Path:
    """A kertas kerja: identity from isian file, identity file and options, in that order of precedence upwards."""
    ins = load_sound(instrumen)
    if tahun is not None and tahun != ins.tahun_penilaian:
        raise KinerjaError("PGL01", a=f"Instrumen {ins.id} untuk tahun {ins.tahun_penilaian}, bukan {tahun}.")
    isi = parse_isian(load_data(isian), ins) if isian else None
    ident = _identity(isi.identitas if isi else None, identitas, pilihan, ins)
    write_file(keluar, build(ins, ident, Isian(ident, isi.data) if isi else None, kertas=kertas))
    return keluar
