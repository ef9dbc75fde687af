"""Instrumen <-> authoring workbook, without loss, and instrument files of either form.

What stands in the cells is decided here, where they stand in `naskah.lembar`, how they are read in `naskah.baca`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from kinerja_core.dasar.beku import Beku
from kinerja_core.dasar.data import load_toml
from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.dasar.keluaran import replacing
from kinerja_core.dasar.teks import with_comma
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.dasar.tulis_toml import to_toml as data_to_toml
from kinerja_core.instrumen.model import Instrumen, parse_instrumen
from kinerja_core.instrumen.muat import AKHIRAN, find_any, load_any
from kinerja_core.instrumen.naskah import kolom as nk
from kinerja_core.instrumen.naskah.baca import (
    BarisNaskah,
    Naskah,
    assemble,
    read_value,
    understood,
)
from kinerja_core.instrumen.naskah.lembar import IsiNaskah, describe
from kinerja_core.lembar.tabel import TIDAK, YA, Kolom, Tabel
from kinerja_core.lembar.tabel_baca import SelBaca, is_blank
from kinerja_core.lembar.tulis import render_bytes, write_file

#: Keys of an instrument that become tables of their own in a .toml.
_BAGIAN = frozenset({"data_umum", "daftar", "aspek", "sub_aspek", "indikator", "predikat", "istilah"})
_PANJANG_SEL, _MAKS_ANGKA = 32767, 1e300


# --- writing ------------------------------------------------------------------------------------------------------


def _to_cell(kolom: Kolom, nilai: Any, bawaan: Any) -> Nilai:
    """A field as its cell holds it; the default of an optional field is left blank."""
    if nilai is None or nilai in ("", ()) or (nilai == bawaan and not (kolom.wajib or kolom.tegas)):
        return None
    if isinstance(nilai, bool):
        return YA if nilai else TIDAK
    if isinstance(nilai, Decimal | float):
        return float(nilai)
    if kolom.jenis == "daftar_kode":
        return ", ".join(nilai)
    if kolom.jenis == "daftar_sebutan":
        return "\n".join(f"{with_comma(batas)} = {kata}" for batas, kata in nilai)
    if kolom.jenis == "daftar_teks":
        return "\n".join(teks.replace("\n", "\n ") for teks in nilai)
    return nilai  # type: ignore[no-any-return]


def _row(tabel: Tabel, *asal: tuple[str, Beku], **tetap: Nilai) -> dict[str, Nilai]:
    """One row from models: each with the prefix its fields have in the columns; `tetap` are given as they are."""
    baris: dict[str, Nilai] = dict(tetap)
    for awalan, model in asal:
        for nama, f in type(model).model_fields.items():
            kolom = next((k for k in tabel.kolom if k.kunci == awalan + nama and k.kunci not in tetap), None)
            if kolom:
                nilai = _to_cell(kolom, getattr(model, nama), f.get_default())
                baris |= {} if nilai is None else {kolom.kunci: nilai}
    return baris


def _head_field(ins: Instrumen, kunci: str) -> tuple[Any, Any]:
    """A field of the head and what a blank cell of it stands for; fields of a part of the head have a dot."""
    bagian, _, nama = kunci.rpartition(".")
    isi = getattr(ins, bagian) if bagian else ins
    return getattr(isi, nama), type(isi).model_fields[nama].default if bagian else ""


def contents(ins: Instrumen) -> IsiNaskah:
    """What the yellow cells hold for an instrument."""
    t = nk.tables()
    tabel: dict[str, list[dict[str, Nilai]]] = {nama: [] for nama in t}
    kepala: list[tuple[str, Nilai]] = []
    for kolom in nk.KEPALA:
        nilai, bawaan = _head_field(ins, kolom.kunci)
        banyak = kolom.jenis == "daftar_teks"
        kepala += [(kolom.kunci, v) for v in nilai] if banyak else [(kolom.kunci, _to_cell(kolom, nilai, bawaan))]
    tabel[nk.DATA] = [_row(t[nk.DATA], ("", f), indikator=nk.DATA_UMUM, kunci=f.kode) for f in ins.data_umum]
    for a in ins.aspek:
        tabel[nk.ASPEK].append(_row(t[nk.ASPEK], ("", a)))
        for s in a.sub_aspek:
            tabel[nk.ASPEK].append(_row(t[nk.ASPEK], ("", s), induk=a.kode))
            for i in s.indikator:
                tabel[nk.INDIKATOR].append(_row(t[nk.INDIKATOR], ("", i), ("aturan.", i.aturan),
                                                ("tidak_relevan.", i.tidak_relevan), sub_aspek=s.kode))
                tabel[nk.DATA] += [_row(t[nk.DATA], ("", d), indikator=i.kode) for d in i.data]
                if tabelnya := nk.table_parameter(i.aturan.jenis):
                    tabel[nk.RENTANG] += [{"indikator": i.kode, "batas": float(b), "capaian": float(c)}
                                          for b, c in getattr(i.aturan, tabelnya)]
    tabel[nk.PILIHAN] = [_row(t[nk.PILIHAN], ("", o), daftar=nama) for nama, isi in ins.daftar.items() for o in isi]
    tabel[nk.PREDIKAT] = [_row(t[nk.PREDIKAT], ("", p)) for p in ins.predikat]
    return IsiNaskah(kepala, tabel)


def _unwritable(isi: IsiNaskah) -> Iterator[str]:
    """What no cell can hold: control characters, too long texts, numbers that are none."""
    for baris in [dict(isi.kepala), *(b for semua in isi.tabel.values() for b in semua)]:
        for kunci, v in baris.items():
            if isinstance(v, str) and (len(v) > _PANJANG_SEL or re.search(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]", v)):
                yield f"{kunci} {v[:30]!r}"
            if isinstance(v, float) and not abs(v) < _MAKS_ANGKA:
                yield f"{kunci} {v}"


def _as_read(isi: IsiNaskah) -> Naskah:
    """As if the cells had been written and read."""
    n = Naskah({nama: [] for nama in nk.tables()}, {}, [])
    kolom = {k.kunci: k for k in nk.KEPALA}
    satu = BarisNaskah({})
    for kunci, v in isi.kepala:
        if is_blank(v):
            continue
        if kolom[kunci].jenis == "daftar_teks":
            satu.nilai.setdefault(kunci, []).append(str(v))
        else:
            satu.nilai[kunci] = read_value(kolom[kunci], SelBaca("", v))[0]
    n.baris[nk.INSTRUMEN] = [satu]
    for nama, tabel in nk.tables().items():
        for b in isi.tabel.get(nama, ()):
            nilai = {k: read_value(tabel.field(k), SelBaca("", v))[0] for k, v in b.items() if not is_blank(v)}
            n.baris[nama].append(BarisNaskah(understood(tabel, nilai), frozenset(nilai)))
    return n


def write_naskah(instrumen_data: Mapping[str, Any]) -> bytes:
    """The authoring workbook of an instrument's plain data as .xlsx bytes.

    KinerjaError with every mistake of the data; INS24 when a cell cannot hold what the data say (the filled cells are
    read back and compared before anything is written).
    """
    ins = parse_instrumen(dict(instrumen_data))
    isi = contents(ins)
    if salah := next(_unwritable(isi), None):
        raise KinerjaError("INS24", a=salah)
    kembali = assemble(_as_read(isi)).data
    try:
        sama = parse_instrumen(kembali).sidik == ins.sidik
    except KinerjaError as galat:
        raise KinerjaError("INS24", a=str(galat)) from galat
    if not sama:
        raise KinerjaError("INS24", a=_first_difference(ins.model_dump(), parse_instrumen(kembali).model_dump()))
    return render_bytes(describe(isi, ins.id, ins.sidik), isi.isian, {})


def _first_difference(a: Any, b: Any, jalan: str = "") -> str:
    if isinstance(a, dict) and isinstance(b, dict):
        return next((s for k in a if (s := _first_difference(a[k], b.get(k), f"{jalan} > {k}"))), "")
    if isinstance(a, tuple) and isinstance(b, tuple) and len(a) == len(b):
        return next((s for n, x in enumerate(a) if (s := _first_difference(x, b[n], f"{jalan} > {n + 1}"))), "")
    return "" if a == b else f"{jalan.removeprefix(' > ')}: {str(a)[:60]}"


# --- files --------------------------------------------------------------------------------------------------------


def to_toml(data: Mapping[str, Any]) -> str:
    """An instrument's plain data as a readable .toml that loads back equal."""
    return data_to_toml(data, _BAGIAN)


def plain_data(ins: Instrumen) -> dict[str, Any]:
    """An instrument as plain data without defaults, in the order of the authoring workbook."""
    return assemble(_as_read(contents(ins))).data


def write_file_of(nama: str | Path, keluar: Path) -> Path:
    """`kinerja instrumen tulis`: an instrument of either form into the form that the ending of `keluar` says.

    KinerjaError: every mistake of the instrument, LJT01 when `keluar` exists, PGL01 for another ending, INS24.
    """
    akhiran = keluar.suffix.lower()
    if akhiran not in (AKHIRAN, ".toml"):
        raise KinerjaError("PGL01", a=f"Nama berkas keluaran {keluar.name} harus berakhiran .xlsx atau .toml.")
    path = find_any(nama)
    if keluar.exists() and not replacing():
        raise KinerjaError("LJT01", a=keluar.name)
    ins = load_any(path)
    if akhiran == AKHIRAN:
        isi = write_naskah(load_toml(path) if path.suffix.lower() == ".toml" else plain_data(ins))
    else:
        teks = to_toml(plain_data(ins))
        if parse_instrumen(tomllib.loads(teks, parse_float=Decimal)).sidik != ins.sidik:
            raise KinerjaError("INS24", a=ins.id)
        isi = teks.encode()
    write_file(keluar, isi)
    return keluar
