"""A workbook as ironcalc gets it: the cells, formulas, names and sheets that `xlsx.baca` read, written in one way.

Every program writes .xlsx in its own way, and ironcalc 0.9 misreads several of them: a blank cell that states its kind
is 0 to it, lists of styles that may be left out make it panic, and so on. What a file says is what our reader read;
how it says it must not be held against the office. LibreOffice, the other engine, reads the file itself.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from kinerja_core.dasar.excelmath import Galat, Nilai
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import Buku, LembarBuku, kolom_huruf, kutip_lembar

_KEPALA = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_JENIS = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_HUBUNGAN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NS_HUBUNGAN = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_GAYA = (
    f'<styleSheet {_NS}><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>')
#: What XML cannot hold, and what would be read as its escape.
_LARI = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")


def _text(teks: str) -> str:
    return escape(_LARI.sub(lambda x: f"_x{ord(x[0]):04X}_", teks))


def _formula(teks: str) -> str:
    return escape(_LARI.sub("", teks))


def _cell(sel: str, rumus: str | None, nilai: Nilai, teks: dict[str, int]) -> str:
    if rumus is not None:
        return f'<c r="{sel}"><f>{_formula(rumus)}</f></c>'
    if isinstance(nilai, str):
        return f'<c r="{sel}" t="s"><v>{teks.setdefault(nilai, len(teks))}</v></c>'
    if isinstance(nilai, bool):
        return f'<c r="{sel}" t="b"><v>{int(nilai)}</v></c>'
    if isinstance(nilai, Galat):
        return f'<c r="{sel}" t="e"><v>{_text(nilai.teks)}</v></c>'
    return f'<c r="{sel}"><v>{nilai!r}</v></c>'


def _sheet(s: LembarBuku, teks: dict[str, int]) -> str:
    baris: dict[int, list[str]] = {}
    for b, k in sorted(s.nilai.keys() | s.rumus.keys()):
        sel = f"{kolom_huruf(k)}{b + 1}"
        baris.setdefault(b, []).append(_cell(sel, s.rumus.get((b, k)), s.nilai.get((b, k)), teks))
    isi = "".join(f'<row r="{b + 1}">{"".join(sel)}</row>' for b, sel in baris.items())
    return f"{_KEPALA}<worksheet {_NS}><sheetData>{isi}</sheetData></worksheet>"


def _names(buku: Buku) -> Iterator[str]:
    """Defined names; those of printing and filters lead no formula anywhere."""
    awalan = {f"{kutip_lembar(s.nama)}!".casefold(): n for n, s in enumerate(buku.lembar)}
    for asli, rujukan in buku.nama.items():
        awal, ada, nama = asli.rpartition("!")
        if nama.casefold().startswith("_xlnm."):
            continue
        milik = f' localSheetId="{awalan[f"{awal}!".casefold()]}"' if ada else ""
        yield f"<definedName name={quoteattr(nama)}{milik}>{_formula(rujukan)}</definedName>"


def plain_parts(buku: Buku) -> dict[str, str]:
    """The parts of the package."""
    teks: dict[str, int] = {}
    nomor = range(1, len(buku.lembar) + 1)
    lembar = {f"xl/worksheets/sheet{n}.xml": _sheet(s, teks) for n, s in zip(nomor, buku.lembar, strict=True)}
    daftar = "".join(f'<sheet name={quoteattr(s.nama)} sheetId="{n}" r:id="rId{n}"/>'
                     for n, s in zip(nomor, buku.lembar, strict=True))
    nama = "".join(_names(buku))
    lain = {"styles": len(nomor) + 1, "sharedStrings": len(nomor) + 2}
    hubungan = "".join(
        [f'<Relationship Id="rId{n}" Type="{_HUBUNGAN}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in nomor]
        + [f'<Relationship Id="rId{n}" Type="{_HUBUNGAN}/{j}" Target="{j}.xml"/>' for j, n in lain.items()])
    jenis = "".join(f'<Override PartName="/{b}" ContentType="{_JENIS}{j}+xml"/>' for b, j in [
        ("xl/workbook.xml", "sheet.main"), ("xl/styles.xml", "styles"), ("xl/sharedStrings.xml", "sharedStrings"),
        *((b, "worksheet") for b in lembar)])
    butir = "".join(f'<si><t xml:space="preserve">{_text(t)}</t></si>' for t in teks)
    return {
        "[Content_Types].xml": f'{_KEPALA}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{jenis}</Types>',
        "_rels/.rels": f'{_KEPALA}<Relationships {_NS_HUBUNGAN}><Relationship Id="rId1" '
        f'Type="{_HUBUNGAN}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_KEPALA}<workbook {_NS} xmlns:r="{_HUBUNGAN}"><sheets>{daftar}</sheets>'
        f"<definedNames>{nama}</definedNames></workbook>" if nama else
        f'{_KEPALA}<workbook {_NS} xmlns:r="{_HUBUNGAN}"><sheets>{daftar}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"{_KEPALA}<Relationships {_NS_HUBUNGAN}>{hubungan}</Relationships>",
        "xl/styles.xml": _KEPALA + _GAYA, **lembar,
        "xl/sharedStrings.xml": f'{_KEPALA}<sst {_NS} count="{len(teks)}" uniqueCount="{len(teks)}">{butir}</sst>',
    }


@contextlib.contextmanager
def plain_copy(path: Path) -> Iterator[Path]:
    """A file with those parts, gone afterwards; the path itself where the gate refuses it. The file is only read."""
    try:
        bagian = plain_parts(read_buku(path))
    except KinerjaError:  # the engine will say it in its own words
        yield path
        return
    nomor, nama_salinan = tempfile.mkstemp(prefix="kinerja-", suffix=".xlsx")
    try:
        with os.fdopen(nomor, "wb") as berkas, zipfile.ZipFile(berkas, "w", zipfile.ZIP_STORED) as paket:
            for nama, isi in bagian.items():
                paket.writestr(nama, isi.encode("utf-8"))
        yield Path(nama_salinan)
    finally:
        Path(nama_salinan).unlink(missing_ok=True)
