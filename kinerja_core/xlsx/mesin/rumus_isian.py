"""What formulas typed into inputs give: the fenced engine, with narrow limits, over a copy made of what was read.

The result a file stores for a formula is never believed. The copy holds values, formulas and defined names and nothing
else; where no formula reads anything, the formulas alone.
"""

from __future__ import annotations

import atexit
import os
import re
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from kinerja_core.dasar.excelmath import Galat, Nilai
from kinerja_core.xlsx.buku import Buku, LembarBuku, Posisi, alamat
from kinerja_core.xlsx.mesin.pagar import GIB, Batas, Pagar
from kinerja_core.xlsx.mesin.salinan_ironcalc import mend_part
from kinerja_core.xlsx.mesin.tempat import PembandingError, Tempat

#: For all formulas in the inputs of one file.
BATAS_ISIAN = Batas(detik=30, cpu=20, memori=1 * GIB)
#: Formulas in inputs that are calculated; a file with more was not filled by hand.
TERBANYAK = 200
#: Their results change without anybody typing, so that a score would change too.
BERUBAH = ("TODAY", "NOW", "RAND", "RANDBETWEEN", "RANDARRAY", "CELL", "INFO")
_BERUBAH = re.compile(rf"(?i)(?<![\w.])(?:{'|'.join(BERUBAH)})\s*\(")
#: A formula that only reckons with the numbers in it.
_HITUNGAN = re.compile(r"[\d\s.+\-*/^()%]*")

_NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_NS_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NS_P = "http://schemas.openxmlformats.org/package/2006/relationships"
_JENIS = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def recompute(buku: Buku, tempat: Sequence[Tempat]) -> list[Nilai | PembandingError]:
    """The result of the formula at each place, or why there is none. Never raises."""
    rumus = [_formula(buku, t) for t in tempat]
    if len(tempat) > TERBANYAK:
        return [PembandingError(f"lebih dari {TERBANYAK} sel isian berisi rumus")] * len(tempat)
    hasil: list[Nilai | PembandingError] = [PembandingError(f"hasil {m[0].rstrip('( ')} berubah sendiri")
                                            if (m := _BERUBAH.search(r)) else None for r in rumus]
    dihitung = [n for n, x in enumerate(hasil) if x is None]
    sendiri = all(_HITUNGAN.fullmatch(rumus[n]) for n in dihitung)
    try:
        nilai = _evaluate(_alone(buku, [tempat[n] for n in dihitung]) if sendiri else buku,
                          [tempat[n] for n in dihitung]) if dihitung else []
    except PembandingError as galat:
        nilai = [galat] * len(dihitung)
    for n, x in zip(dihitung, nilai, strict=True):
        hasil[n] = x
    return hasil


def _formula(buku: Buku, t: Tempat) -> str:
    lembar = buku.sheet(t[0])
    return lembar.rumus.get(t[1], "") if lembar else ""


def _alone(buku: Buku, tempat: Sequence[Tempat]) -> Buku:
    """Nothing but these formulas."""
    per: dict[str, dict[Posisi, str]] = {}
    for t in tempat:
        per.setdefault(t[0], {})[t[1]] = _formula(buku, t)
    return Buku(tuple(LembarBuku(nama, "tampak", {}, rumus) for nama, rumus in per.items()), {})


def _evaluate(buku: Buku, tempat: Sequence[Tempat]) -> Sequence[Nilai | PembandingError]:
    nomor, nama = tempfile.mkstemp(prefix="kinerja-", suffix=".xlsx")
    try:
        with os.fdopen(nomor, "wb") as berkas, zipfile.ZipFile(berkas, "w", zipfile.ZIP_STORED) as paket:
            for bagian, isi in copy_parts(buku).items():
                paket.writestr(bagian, isi)
        return _fence().evaluate(Path(nama), tempat)
    finally:
        Path(nama).unlink(missing_ok=True)


@cache
def _fence() -> Pagar:
    pagar = Pagar(f"{__package__}.mesin_ironcalc", BATAS_ISIAN)
    atexit.register(pagar.close)
    return pagar


def copy_parts(buku: Buku) -> Mapping[str, bytes]:
    """The parts of a workbook with the values, formulas and names of this one."""
    lembar = list(enumerate(buku.lembar, start=1))
    daftar = "".join(f'<sheet name={quoteattr(s.nama)} sheetId="{n}" r:id="r{n}"/>' for n, s in lembar)
    nama = "".join(f"<definedName name={quoteattr(k)}>{escape(v.removeprefix('='))}</definedName>"
                   for k, v in buku.nama.items() if "!" not in k)
    hubungan = "".join(_relation(f"r{n}", "worksheet", f"worksheets/sheet{n}.xml") for n, _ in lembar)
    isi = {
        "[Content_Types].xml":
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            'ContentType="application/xml"/>'
            + _override("xl/workbook.xml", "sheet.main") + _override("xl/styles.xml", "styles")
            + "".join(_override(f"xl/worksheets/sheet{n}.xml", "worksheet") for n, _ in lembar) + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_NS_P}">{_relation("r1", "officeDocument", "xl/workbook.xml")}'
                       "</Relationships>",
        "xl/workbook.xml": f'<workbook {_NS} xmlns:r="{_NS_R}"><sheets>{daftar}</sheets>'
                           f"<definedNames>{nama}</definedNames></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_NS_P}">{hubungan}'
                                      f'{_relation("r0", "styles", "styles.xml")}</Relationships>',
        "xl/styles.xml": mend_part(f"<styleSheet {_NS}></styleSheet>".encode()).decode(),
    }
    isi |= {f"xl/worksheets/sheet{n}.xml": _sheet(s) for n, s in lembar}
    kepala = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return {k: (kepala + v).encode("utf-8", "replace") for k, v in isi.items()}


def _override(bagian: str, jenis: str) -> str:
    return f'<Override PartName="/{bagian}" ContentType="{_JENIS}.{jenis}+xml"/>'


def _relation(id_: str, jenis: str, ke: str) -> str:
    return f'<Relationship Id="{id_}" Type="{_NS_R}/{jenis}" Target="{ke}"/>'


def _sheet(s: LembarBuku) -> str:
    baris: dict[int, list[str]] = {}
    for posisi in sorted({*s.nilai, *s.rumus}):
        baris.setdefault(posisi[0], []).append(_cell(alamat(posisi), s.nilai.get(posisi), s.rumus.get(posisi)))
    isi = "".join(f'<row r="{b + 1}">{"".join(sel)}</row>' for b, sel in baris.items())
    return f"<worksheet {_NS}><sheetData>{isi}</sheetData></worksheet>"


def _cell(sel: str, nilai: Nilai, rumus: str | None) -> str:
    if rumus is not None:
        return f'<c r="{sel}"><f>{escape(rumus)}</f></c>'
    if isinstance(nilai, bool):
        return f'<c r="{sel}" t="b"><v>{int(nilai)}</v></c>'
    if isinstance(nilai, Galat):
        return f'<c r="{sel}" t="e"><v>{escape(nilai.teks)}</v></c>'
    if isinstance(nilai, str):
        return f'<c r="{sel}" t="inlineStr"><is><t xml:space="preserve">{_visible(nilai)}</t></is></c>'
    return "" if nilai is None else f'<c r="{sel}"><v>{nilai!r}</v></c>'


def _visible(teks: str) -> str:
    """A text without the signs XML cannot hold."""
    return escape("".join(h for h in teks if h in "\t\n" or ord(h) >= 32))
