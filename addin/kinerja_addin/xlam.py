"""The add-in kinerja.xlam from text: our macros, xlwings' module, the ribbon, one plain workbook. Needs no Excel.

The same sources, XlsxWriter and xlwings give the same bytes: parts in a fixed order, fixed times, and stored without
compression, because deflate gives other bytes with another zlib. Not verified in Excel.
"""

from __future__ import annotations

import hashlib
import importlib.util
import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Literal
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from kinerja_addin import pita
from kinerja_addin.ovba import Modul, vba_project
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.lembar.tulis import KODE_BUKU, KODE_LEMBAR, macro_book, write_file

Skema = Literal["2006", "2009"]
#: xlwings looks for its settings under this name: ~/.kinerja/kinerja.conf.
NAMA_PROYEK = "kinerja"
_JENIS_BUKU = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_JENIS_ADDIN = "application/vnd.ms-excel.addin.macroEnabled.main+xml"
_HUBUNGAN = ('<Relationship Id="{id}" Target="{bagian}" '
             'Type="http://schemas.microsoft.com/office/{tahun}/relationships/ui/extensibility"/>')
#: Ribbon parts: namespace year of the schema -> part, year of the relationship type.
BAGIAN_PITA: dict[Skema, tuple[str, str]] = {
    "2006": ("customUI/customUI.xml", "2006"), "2009": ("customUI/customUI14.xml", "2007")}
_MODUL_XLWINGS = "xlwings_custom_addin.bas"
_BARIS_PROYEK = re.compile(r'^(Public Const PROJECT_NAME As String = )"myaddin"[ \t]*\r?$', re.M)


def macro_folder() -> Path:
    """Where the text sources of our modules are: inside the installed package, or macros/ of the source tree."""
    terpasang = Path(__file__).parent / "_makro"
    return terpasang if terpasang.is_dir() else Path(__file__).parents[2] / "macros"


def read_modules(sumber: Path | None = None) -> tuple[Modul, ...]:
    """Both document modules, then every .bas of the folder by name; a .cls may give a document module its code.

    KinerjaError ADN02 without any .bas, or for a .cls that is neither of the two document modules.
    """
    folder = sumber or macro_folder()
    teks = {f.stem: _text(f) for f in sorted(folder.glob("*.bas"), key=lambda f: f.name.upper())}
    kode = {f.stem: _text(f) for f in folder.glob("*.cls")}
    if not teks:
        raise KinerjaError("ADN02", a=f"tidak ada berkas .bas di {folder}")
    if asing := sorted(kode.keys() - {KODE_BUKU, KODE_LEMBAR}):
        raise KinerjaError("ADN02", a=f"{asing[0]}.cls bukan modul {KODE_BUKU} atau {KODE_LEMBAR}")
    dokumen = (Modul(nama, "dokumen", kode.get(nama, "")) for nama in (KODE_BUKU, KODE_LEMBAR))
    return (*dokumen, *(Modul(nama, "standar", isi) for nama, isi in teks.items()))


def xlwings_module() -> Modul:
    """The module `xlwings` of the installed package, for our project name; xlwings itself is not imported.

    KinerjaError ADN01 when xlwings is missing or its file is not as expected.
    """
    spek = importlib.util.find_spec("xlwings")
    if spek is None or not spek.origin:
        raise KinerjaError("ADN01", a="xlwings belum terpasang")
    path = Path(spek.origin).with_name(_MODUL_XLWINGS)
    if not path.is_file():
        raise KinerjaError("ADN01", a=f"{_MODUL_XLWINGS} tidak ada")
    teks, jumlah = _BARIS_PROYEK.subn(rf'\1"{NAMA_PROYEK}"', _text(path))
    if jumlah != 1:
        raise KinerjaError("ADN01", a=f"baris PROJECT_NAME tidak ditemukan di {_MODUL_XLWINGS}")
    return Modul("xlwings", "standar", teks)


def build_xlam(sumber: Path | None = None) -> bytes:
    """kinerja.xlam as bytes, from the macros of a folder (ours by default), xlwings' module and the ribbon.

    KinerjaError ADN01 without xlwings, ADN02 and ADN03 for macro sources that are missing or wrong.
    """
    return assemble((*read_modules(sumber), xlwings_module()), {ns: pita.render(ns) for ns in BAGIAN_PITA})


def assemble(modul: Sequence[Modul], pita: Mapping[Skema, str]) -> bytes:
    """An .xlam of these modules and these ribbon texts ("2006", "2009"; none for an add-in without ribbon)."""
    try:
        vba = vba_project(modul)
    except ValueError as galat:
        raise KinerjaError("ADN03", a=galat) from galat
    with ZipFile(BytesIO(macro_book(vba))) as buku:
        bagian = {nama: buku.read(nama) for nama in buku.namelist()}
    bagian["[Content_Types].xml"] = _replace(bagian["[Content_Types].xml"], _JENIS_BUKU, _JENIS_ADDIN)
    hubungan = ""
    for ns, teks in sorted(pita.items()):
        nama, tahun = BAGIAN_PITA[ns]
        bagian[nama] = teks.encode("utf-8")
        hubungan += _HUBUNGAN.format(id=f"pita{ns}", tahun=tahun, bagian=nama)
    bagian["_rels/.rels"] = _replace(bagian["_rels/.rels"], "</Relationships>", f"{hubungan}</Relationships>")
    return _pack(bagian)


def xlam_digest(isi: bytes) -> str:
    """SHA-256 of a file's bytes, lower-case hex."""
    return hashlib.sha256(isi).hexdigest()


def write_xlam(keluar: Path, sumber: Path | None = None) -> str:
    """Write the add-in, and beside it `<name>.sha256` as sha256sum reads it; the digest. KinerjaError as build_xlam."""
    isi = build_xlam(sumber)
    sidik = xlam_digest(isi)
    write_file(keluar, isi)
    write_file(keluar.with_name(f"{keluar.name}.sha256"), f"{sidik}  {keluar.name}\n".encode())
    return sidik


def _text(path: Path) -> str:
    """A source text. UTF-8 is read so that a wrong character is named; only the code page may stand in it."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as galat:
        baris = galat.object[:galat.start].count(b"\n") + 1
        raise KinerjaError("ADN03", a=f"modul {path.stem} baris {baris}: bukan teks UTF-8 atau ASCII") from galat


def _replace(isi: bytes, lama: str, baru: str) -> bytes:
    """Exchange a text that stands exactly once; ValueError when XlsxWriter writes the part otherwise."""
    if isi.count(lama.encode()) != 1:
        raise ValueError(f"bagian paket tidak memuat {lama} tepat sekali")
    return isi.replace(lama.encode(), baru.encode())


def _pack(bagian: Mapping[str, bytes]) -> bytes:
    """A zip that is the same on every system: sorted, content types first, fixed time, nothing of the system."""
    keluar = BytesIO()
    with ZipFile(keluar, "w") as paket:
        for nama in sorted(bagian, key=lambda n: (n != "[Content_Types].xml", n)):
            info = ZipInfo(nama, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.create_system = ZIP_STORED, 0
            paket.writestr(info, bagian[nama])
    return keluar.getvalue()
