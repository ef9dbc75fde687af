"""What lies on the cells of a sheet: charts, pictures, shapes, comment boxes that stay open.

Nothing is judged here and nothing refused: `segel.rupa` holds it against a description.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kinerja_core.xlsx.gerbang import Paket
from kinerja_core.xlsx.urai_xml import INGAT_MAKS, Atribut, read_natural, walk_xml


@dataclass(frozen=True, slots=True)
class Benda:
    """Something that lies on the cells: "grafik", "gambar", "bentuk", "kotak komentar"; from one place to
    another (0-based)."""

    jenis: str
    dari: tuple[int, int]
    sampai: tuple[int, int]


_JANGKAR = frozenset(("twoCellAnchor", "oneCellAnchor", "absoluteAnchor"))
_BENDA = {"graphicFrame": "grafik", "pic": "gambar", "sp": "bentuk", "cxnSp": "bentuk", "contentPart": "bentuk"}
#: Legacy drawings are no sound XML in Excel's own files: read by pattern. Of each thing its kind, what is said of it.
_VML = re.compile(rb"<(?:\w+:)?ClientData\b[^>]*?ObjectType\s*=\s*[\"']([A-Za-z]+)[\"'][^>]*>(.*?)"
                  rb"</(?:\w+:)?ClientData", re.DOTALL)
_TAMPAK_VML = re.compile(rb"<(?:\w+:)?Visible\s*(?:/>|>\s*(?:True|t|1)?\s*<)", re.IGNORECASE)
_JANGKAR_VML = re.compile(rb"<(?:\w+:)?Anchor\s*>([0-9,\s]*)<")
#: An anchor of one corner reaches this far: its true end needs the heights of rows.
_JAUH = (40, 20)


def _read_drawing(data: bytes, nama: str) -> tuple[Benda, ...]:
    """What stands in a drawing part, with the cells it reaches over."""
    hasil: list[Benda] = []
    sudut: dict[str, int] = {}
    jenis: list[str] = []
    di = ""

    def mulai(dalam: int, elemen: str, a: Atribut) -> None:
        nonlocal di
        ekor = elemen.rpartition(" ")[2]
        if dalam == 2:
            sudut.clear()
            jenis.clear()
        if ekor in ("from", "to"):
            di = ekor
        elif ekor in _BENDA:
            jenis.append(_BENDA[ekor])

    def akhir(dalam: int, elemen: str, teks: str) -> None:
        ekor = elemen.rpartition(" ")[2]
        if ekor in ("row", "col") and di:
            sudut[f"{di} {ekor}"] = read_natural(teks.strip())
        elif dalam == 2 and ekor in _JANGKAR:
            dari = max(sudut.get("from row", 0), 0), max(sudut.get("from col", 0), 0)
            sampai = (sudut.get("to row", dari[0] + _JAUH[0]), sudut.get("to col", dari[1] + _JAUH[1]))
            hasil.extend(Benda(j, dari, sampai) for j in jenis)

    walk_xml(data, nama, mulai, akhir)
    return tuple(hasil)


_remembered_drawing = lru_cache(maxsize=64)(_read_drawing)


def _legacy(data: bytes) -> Iterator[Benda]:
    """What a legacy drawing lays on the cells: all but the boxes of comments that open when somebody points at them."""
    for jenis, isi in _VML.findall(data):
        if jenis == b"Note" and not _TAMPAK_VML.search(isi):
            continue
        jangkar = _JANGKAR_VML.search(isi)
        sudut = [read_natural(x) for x in jangkar[1].decode().split(",")] if jangkar else []
        kotak = ((sudut[2], sudut[0]), (sudut[6], sudut[4])) if len(sudut) == 8 else ((0, 0), (-1, -1))
        yield Benda("kotak komentar" if jenis == b"Note" else "bentuk", *kotak)


def things_on(paket: Paket, bagian: str) -> tuple[Benda, ...]:
    """What lies on the cells of the sheet in that part; those of legacy drawings, too."""
    hasil: list[Benda] = []
    for h in paket.hubungan.get(bagian, ()):
        if h.luar or h.jenis not in ("drawing", "vmlDrawing"):
            continue
        data = paket.bagian.get(h.tujuan, b"")
        if h.jenis == "drawing" and data:
            hasil += (_remembered_drawing if len(data) < INGAT_MAKS else _read_drawing)(data, h.tujuan)
        else:
            hasil += _legacy(data)
    return tuple(hasil)
