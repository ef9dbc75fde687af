"""Authoring workbook -> Instrumen: what keeps it from being one is told at its cell, in the words of the workbook."""

from __future__ import annotations

import re
from pathlib import Path

from kinerja_core.dasar.temuan import KinerjaError, Temuan, buat_temuan
from kinerja_core.instrumen.aturan import ATURAN
from kinerja_core.instrumen.model import Instrumen, located_findings, parse_instrumen
from kinerja_core.instrumen.naskah import kolom as nk
from kinerja_core.instrumen.naskah.baca import BarisNaskah, Jalan, Naskah, read_rows
from kinerja_core.xlsx.baca import read_buku

#: Lists that have a sheet of their own: what is missing when they are empty.
_LEMBAR_DARI = {"aspek": nk.ASPEK, "sub_aspek": nk.ASPEK, "indikator": nk.INDIKATOR, "data": nk.DATA}
#: Fields of a bound, which a sentence names.
_BATAS = ("min", "wajar", "maks")


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
    return Temuan(t.kode, t.tingkat, sel, _in_headers(baris, t.pesan), t.perbaikan, t.nilai)


def _in_headers(baris: BarisNaskah | None, pesan: str) -> str:
    """A sentence with the headers of bounds instead of their fields, and of the field it begins with."""
    awal = pesan.partition(":")[0]
    for kunci in (baris.sel if baris else ()):
        if kunci in _BATAS or kunci == awal:
            pesan = re.sub(rf"\b{re.escape(kunci)}\b", _header(kunci), pesan, count=1)
    return pesan


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
