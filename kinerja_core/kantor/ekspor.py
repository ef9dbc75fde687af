"""A workbook for other programs: .csv (isian and results), .json (the isian, to build it again), .pdf (the print).

The .csv is what an Indonesian Excel opens by double click: UTF-8 with BOM, semicolon, decimal comma, CRLF.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

from kinerja_core.dasar.excelmath import Galat, Nilai, clean_text, is_number
from kinerja_core.dasar.keluaran import is_same_file
from kinerja_core.dasar.polos import cell_text, json_text
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.instrumen.aturan import TIDAK_RELEVAN
from kinerja_core.kantor.baca import as_dict, read_file
from kinerja_core.kantor.jenis import kind
from kinerja_core.lembar.bacaan import Bacaan, BarisHasil, BarisIsian, place_of
from kinerja_core.lembar.tambahan import TANDA, added_sheets
from kinerja_core.lembar.tulis import DIBUAT, write_file
from kinerja_core.xlsx.buku import alamat, kutip_lembar
from kinerja_core.xlsx.mesin import soffice

#: Header of the long table.
KOLOM = ("bagian", "kode", "kunci", "label", "nilai", "satuan", "tempat", "keadaan")
AKHIRAN = (".csv", ".json", ".pdf")


# --- the long table -----------------------------------------------------------------------------------------------


def export_rows(bacaan: Bacaan) -> list[dict[str, Any]]:
    """Every input, then every result, one row each, under KOLOM; `nilai` is raw and None when blank.

    Blank, 0, "-" and "Tidak relevan" are told apart by `keadaan` too. Of a Buku Kinerja only used rows are listed.
    Results are the core's, from the inputs alone.
    """
    jenis = kind(bacaan)
    hitungan = jenis.compute(bacaan)
    semua: list[tuple[BarisIsian | BarisHasil, str, Nilai, str]] = [
        (b, "isian", bacaan.isian.data.get((b.kode, b.kunci)), place_of(bacaan, (b.kode, b.kunci)))
        for b in jenis.inputs(bacaan, hitungan)]
    semua += [(b, "hasil", b.inti, b.tempat) for b in jenis.results(bacaan, hitungan)]
    baris = []
    for b, bagian, mentah, tempat in semua:
        nilai = None if mentah == "" else mentah
        isi = (bagian, b.kode, b.kunci, b.label, nilai, b.satuan, tempat, _state(nilai, b.kosong))
        baris.append(dict(zip(KOLOM, isi, strict=True)))
    return baris


def _state(nilai: Nilai, kosong: str) -> str:
    """What kind of content it is, in words; `kosong` is what blank means here."""
    if isinstance(nilai, Galat):
        return "galat Excel"
    if isinstance(nilai, bool):
        return "TRUE atau FALSE"
    if is_number(nilai):
        return "angka"
    teks = clean_text(nilai)
    if teks == "":
        return kosong
    if teks == "-":
        return "tanda hubung"
    return TIDAK_RELEVAN if teks.casefold() == TIDAK_RELEVAN.casefold() else "teks"


# --- bytes --------------------------------------------------------------------------------------------------------

#: Digits that Excel would round or shorten when it opens the file: a NIP, "0012".
_ANGKA_PANJANG = re.compile(r"0\d+|\d{12,}")


def csv_cell(nilai: Nilai) -> str:
    """One cell as the file holds it; a text of many digits or leading zeros gets "'" as well, so that Excel keeps it.

    Numbers have every digit, no thousands mark and no exponent.
    """
    if nilai is None:
        return ""
    if isinstance(nilai, bool):
        return str(nilai).upper()
    if isinstance(nilai, int | float):
        teks = format(Decimal(repr(nilai)), "f")
        teks = teks.rstrip("0").rstrip(".") if "." in teks else teks
        return "0" if teks == "-0" else teks.replace(".", ",")
    if isinstance(nilai, Galat):
        return cell_text(nilai.teks)
    return "'" + nilai if _ANGKA_PANJANG.fullmatch(nilai.strip()) else cell_text(nilai)


def csv_bytes(bacaan: Bacaan) -> bytes:
    """`export_rows` as .csv: UTF-8 with BOM, semicolon, decimal comma, CRLF; every text neutralised."""
    keluar = io.StringIO(newline="")
    tulis = csv.writer(keluar, delimiter=";", lineterminator="\r\n")
    tulis.writerow(KOLOM)
    tulis.writerows([csv_cell(b[k]) for k in KOLOM] for b in export_rows(bacaan))
    return keluar.getvalue().encode("utf-8-sig", "replace")


def json_file(isi: object) -> bytes:
    """JSON as the command line prints it, as a file."""
    return (json_text(isi) + "\n").encode("utf-8")


def json_bytes(bacaan: Bacaan) -> bytes:
    """The file form of the inputs, the same as `kinerja baca --json`; `kinerja buat` takes it again."""
    return json_file(as_dict(bacaan))


_TANGGAL_PDF = re.compile(rb"(?<=/CreationDate\(D:)\d{14}")
_SIDIK_PDF = re.compile(rb"(/ID \[ <)[0-9A-F]{32}(>\s*<)[0-9A-F]{32}(> \]\s*/DocChecksum /)[0-9A-F]{32}")


def _steady(pdf: bytes) -> bytes:
    """A PDF of LibreOffice without the moment of printing, so that the same workbook gives the same bytes.

    Date, ID and checksum keep their lengths: the places the file notes of its parts stay right.
    """
    tetap = _TANGGAL_PDF.sub(DIBUAT.strftime("%Y%m%d%H%M%S").encode(), pdf)
    sidik = hashlib.sha256(_SIDIK_PDF.sub(b"", tetap)).hexdigest()[:32].upper().encode()
    return _SIDIK_PDF.sub(rb"\g<1>" + sidik + rb"\g<2>" + sidik + rb"\g<3>" + sidik, tetap)


def _leads_to(dokumen: soffice.Dokumen, nama: str) -> str:
    """Where a workbook-level name leads, as a package writes it (Catatan!$A$1); "" when to no cell."""
    ada = dokumen.uno.NamedRanges
    sel = ada.getByName(nama).getReferredCells() if ada.hasByName(nama) else None
    if sel is None:
        return ""
    w = sel.RangeAddress
    return f"{kutip_lembar(sel.Spreadsheet.Name)}!{alamat((w.StartRow, w.StartColumn), mutlak=True)}"


def pdf_bytes_of_file(path: Path) -> bytes | None:
    """Every visible sheet as LibreOffice prints it, without the add-in's own; None when LibreOffice is missing.

    The same file gives the same bytes. KinerjaError when LibreOffice cannot read or print it.
    """
    if soffice.libreoffice_missing():
        return None
    with tempfile.TemporaryDirectory() as folder, soffice.LibreOffice(bahasa="id-ID") as lo, lo.open(path) as dokumen:
        with lo.guard("BKS16", soffice.NAMA):
            for nama in added_sheets({t: _leads_to(dokumen, t) for t in TANDA}):
                dokumen.sheet(nama).IsVisible = False
        pdf = Path(folder) / "cetak.pdf"
        dokumen.save_pdf(pdf)
        return _steady(pdf.read_bytes())


# --- files --------------------------------------------------------------------------------------------------------


def export_file(path: Path, keluar: Path, instrumen: str | None = None) -> Path:
    """`kinerja ekspor`: the ending of `keluar` says what is written (.csv, .json, .pdf).

    KinerjaError: PGL01 for another ending or the workbook itself, LJT01 when another file stands there, KRM06 when a
    PDF cannot be made here, and what reading and writing tell.
    """
    akhiran = keluar.suffix.lower()
    if akhiran not in AKHIRAN:
        raise KinerjaError("PGL01", a=f"Nama berkas keluaran {keluar.name} harus berakhiran .csv, .json, atau .pdf.")
    bacaan = read_file(path, instrumen)
    if is_same_file(path, keluar):
        raise KinerjaError("PGL01", a=f"Berkas keluaran {keluar.name} adalah buku itu sendiri; pilih nama lain.")
    if akhiran == ".pdf":
        isi = pdf_bytes_of_file(path)
        if isi is None:
            raise KinerjaError("KRM06", a=(soffice.libreoffice_missing() or "").rstrip("."))
    else:
        isi = csv_bytes(bacaan) if akhiran == ".csv" else json_bytes(bacaan)
    write_file(keluar, isi)
    return keluar
