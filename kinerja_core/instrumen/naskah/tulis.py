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
from kinerja_core.dasar.temuan import KinerjaError, Temuan, buat_temuan
from kinerja_core.dasar.tulis_toml import to_toml as data_to_toml
from kinerja_core.instrumen.aturan import ATURAN
from kinerja_core.instrumen.model import Instrumen, find_instrumen, load_instrumen, located_findings, parse_instrumen
from kinerja_core.instrumen.naskah import kolom as nk
from kinerja_core.instrumen.naskah.baca import (
    BarisNaskah,
    Jalan,
    Naskah,
    assemble,
    read_rows,
    read_value,
    understood,
)
from kinerja_core.instrumen.naskah.lembar import IsiNaskah, describe
from kinerja_core.lembar.tabel import TIDAK, YA, Kolom, Tabel
from kinerja_core.lembar.tabel_baca import SelBaca, is_blank
from kinerja_core.lembar.tulis import render_bytes, write_file
from kinerja_core.xlsx.baca import read_buku

#: Keys of an instrument that become tables of their own in a .toml.
_BAGIAN = frozenset({"data_umum", "daftar", "aspek", "sub_aspek", "indikator", "predikat", "istilah"})
_PANJANG_SEL, _MAKS_ANGKA = 32767, 1e300
#: The ending that says an instrument is an authoring workbook.
AKHIRAN = ".xlsx"


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


# --- loading ------------------------------------------------------------------------------------------------------


#: Lists that have a sheet of their own: what is missing when they are empty.
_LEMBAR_DARI = {"aspek": nk.ASPEK, "sub_aspek": nk.ASPEK, "indikator": nk.INDIKATOR, "data": nk.DATA}


def _way(loc: Jalan) -> Jalan:
    """A location of pydantic without the name of the rule's class, which is no step in the data."""
    return tuple(x for n, x in enumerate(loc) if not (n and loc[n - 1] == "aturan" and x in ATURAN))


def _in_workbook(n: Naskah, loc: Jalan, t: Temuan) -> Temuan | None:
    """A finding of the model at its cell and in the words of the workbook; None when the cell was told already."""
    jalan = _way(loc)
    sel = n.cell_of(jalan)
    if any(x.sel == sel and x.tingkat == "wajib" for x in n.temuan):
        return None
    akhir = jalan[-1] if jalan else ""
    if t.pesan.endswith("tidak boleh kosong.") and jalan not in n.asal:
        lembar = _LEMBAR_DARI.get(str(akhir), nk.RENTANG)
        return buat_temuan("INS22", sel or lembar, a=f"Barisnya di lembar {lembar}")
    baris, kunci = n.asal.get(jalan, (None, ""))
    if baris is None and t.kode == "INS03":
        kolom = next((k for k in nk.KEPALA if k.kunci == akhir), None)
        return buat_temuan("INS22", sel or nk.INSTRUMEN, a=kolom.kepala if kolom else str(akhir))
    if baris is not None and kunci not in baris.terisi:
        return buat_temuan("INS22", sel, a=_header(kunci))
    if baris is not None and t.pesan.partition(":")[0] != str(akhir):  # about the row: the column it speaks of
        sel = baris.sel.get(_spoken_of(baris, t.pesan), sel)
    return Temuan(t.kode, t.tingkat, sel, t.pesan, t.perbaikan, t.nilai)


def _spoken_of(baris: BarisNaskah, pesan: str) -> str:
    """The column a sentence about a whole row speaks of: a blank one it names, else any it names, else the rule."""
    kata = re.findall(r"[a-z_]+", pesan)
    disebut = sorted((kata.index(nama), k) for k in baris.sel if (nama := k.rpartition(".")[2]) in kata)
    kosong = [k for _, k in disebut if k not in baris.terisi]
    if disebut:
        return (kosong or [k for _, k in disebut])[-1]
    return next(k for k in ("aturan.rumus", "aturan.jenis", "jenis", *baris.sel) if k in baris.sel and (
        k != "aturan.rumus" or k in baris.terisi))


def _header(kunci: str) -> str:
    """Header of a field, as its column or row shows it."""
    semua = [*nk.KEPALA, *(k for t in nk.tables().values() for k in t.kolom)]
    return next((k.kepala for k in semua if k.kunci == kunci), kunci)


def loading_findings(n: Naskah) -> list[Temuan]:
    """What keeps read data from being an Instrumen, each at its cell; what reading told already is left out."""
    from pydantic import ValidationError

    try:
        Instrumen.model_validate(n.data)
    except ValidationError as galat:
        semua = [_in_workbook(n, loc, t) for loc, t in located_findings(galat, n.data, Instrumen)]
        return [t for t in semua if t is not None]
    return []


def load_naskah(path: Path) -> Instrumen:
    """Instrumen from an authoring workbook; KinerjaError with every mistake and its cell."""
    n = read_rows(read_buku(path))
    wajib = tuple(t for t in (*n.temuan, *loading_findings(n)) if t.tingkat == "wajib")
    if wajib:
        raise KinerjaError(wajib[0].kode, temuan=wajib)
    return parse_instrumen(n.data)


def find_any(nama: str | Path) -> Path:
    """The file of an instrument of either form: a path, or the name of an installed one."""
    path = Path(nama)
    if path.suffix.lower() != AKHIRAN:
        return find_instrumen(str(nama))
    if path.is_file():
        return path
    raise KinerjaError("BKS01", a=path.name)


def load_any(nama: str | Path) -> Instrumen:
    """Instrumen by name, from a .toml, or from an authoring workbook."""
    path = find_any(nama)
    return load_naskah(path) if path.suffix.lower() == AKHIRAN else load_instrumen(path)


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
