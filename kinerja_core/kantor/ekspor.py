"""A workbook for other programs: .csv (isian and results), .json (the isian, to build it again), .pdf (the print).

The .csv is what an Indonesian Excel opens by double click: UTF-8 with BOM, semicolon, decimal comma, CRLF.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import tempfile
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from kinerja_core.buku_kinerja.baca import BacaanBuku
from kinerja_core.buku_kinerja.kolom import Kolom
from kinerja_core.buku_kinerja.rencana import PROFIL, TABEL, find_table, rencana_as_dict
from kinerja_core.dasar.excelmath import Galat, Nilai, clean_text, is_number
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.instrumen.aturan import TIDAK_RELEVAN
from kinerja_core.kantor.baca import read_file
from kinerja_core.kantor.tabel import results, unit_of
from kinerja_core.kertas_kerja.baca import Bacaan
from kinerja_core.kertas_kerja.isian import input_keys, isian_as_dict
from kinerja_core.kertas_kerja.periksa import process
from kinerja_core.lembar.isian import Kotak
from kinerja_core.lembar.tambahan import is_added
from kinerja_core.lembar.tulis import DIBUAT, write_file
from kinerja_core.xlsx.buku import alamat

#: Header of the long table.
KOLOM = ("bagian", "kode", "kunci", "label", "nilai", "satuan", "tempat", "keadaan")
AKHIRAN = (".csv", ".json", ".pdf")
#: Inputs of an indicator that are counted in its satuan.
_BERSATUAN = re.compile(r"[tr][1-4]|lalu[1-4]|target|realisasi|awal|th[1-6]|akhir")


# --- text that is safe in a spreadsheet ---------------------------------------------------------------------------


def neutral(teks: str) -> str:
    """A text that no spreadsheet takes for a formula: "'" is put before it when it begins like one.

    Begins like one: = + - @ also full-width and small variants, TAB, CR, LF; spaces of any kind before them do not
    help. A "-" alone stays as it is, it is an answer. Numbers are no texts and do not come here. Neutralising twice
    changes nothing more.
    """
    isi = teks.lstrip("".join({c for c in teks if c not in "\t\r\n" and _invisible(c)}))
    awal = unicodedata.normalize("NFKC", isi[:1])[:1]
    return "'" + teks if awal and awal in "=+-@\t\r\n" and isi.strip(" ") != "-" else teks


def _invisible(huruf: str) -> bool:
    """Spaces, controls, zero-width signs and byte-order marks."""
    return huruf.isspace() or unicodedata.category(huruf) in {"Cc", "Cf"}


# --- the long table -----------------------------------------------------------------------------------------------


def export_rows(bacaan: Bacaan | BacaanBuku) -> list[dict[str, Any]]:
    """Every input, then every result, one row each, under KOLOM; `nilai` is raw and None when blank.

    Blank, 0, "-" and "Tidak relevan" are told apart by `keadaan` too. Of a Buku Kinerja only used rows are listed.
    Results are the core's, from the inputs alone.
    """
    isi = _plan_inputs(bacaan) if isinstance(bacaan, BacaanBuku) else _sheet_inputs(bacaan)
    hasil = (_Baris("hasil", b.kode, b.kunci, b.label, b.inti, b.satuan, b.tempat) for b in results(bacaan))
    tidak_relevan = _irrelevant(bacaan)
    baris = []
    for b in (*isi, *hasil):
        kosong = TIDAK_RELEVAN if b.kode in tidak_relevan else "tidak dihitung" if b.kunci == "hitungan" else _KOSONG
        nilai = None if b.nilai == "" else b.nilai
        baris.append({**b._asdict(), "nilai": nilai, "keadaan": _state(nilai, kosong)})
    return baris


#: What a blank cell is called.
_KOSONG = "belum diisi"


class _Baris(NamedTuple):
    bagian: str
    kode: str
    kunci: str
    label: str
    nilai: Nilai
    satuan: str
    tempat: str


def place_of(bacaan: Bacaan | BacaanBuku, kotak: Kotak) -> str:
    """Place of an input as Excel shows it."""
    if isinstance(bacaan, BacaanBuku):
        return bacaan.sel(*kotak)
    lembar, posisi = bacaan.isian.asal.get(kotak) or bacaan.denah.masukan[kotak]
    return f"{lembar}!{alamat(posisi)}"


def _sheet_inputs(bacaan: Bacaan) -> Iterator[_Baris]:
    ins = bacaan.instrumen
    nomor = {i.kode: i for i in ins.indikator}
    datum = {(kode, d.kunci): d for kode, d in ins.masukan()}
    for kode, kunci in input_keys(ins):
        d, i = datum.get((kode, kunci)), nomor.get(kode)
        label = d.label if d else "Bukti dukung"
        satuan = (d.jenis if d.jenis in {"rupiah", "persen"} else d.satuan) if d else ""
        if i and d and d.jenis not in {"teks", "pilihan"}:
            satuan = satuan or i.satuan
        yield _Baris("isian", kode, kunci, f"{ins.istilah.indikator} {i.nomor}, {label}" if i else label,
                     bacaan.isian.data.get((kode, kunci)), satuan, place_of(bacaan, (kode, kunci)))


def _plan_inputs(bacaan: BacaanBuku) -> Iterator[_Baris]:
    r = bacaan.rencana
    semua: list[tuple[str, tuple[Kolom, ...]]] = [(PROFIL, find_table(PROFIL).kolom)]
    semua += [(s, t.kolom) for t in TABEL.values() for s in r.used(t.kunci)]
    for slot, kolom in semua:
        for k in kolom:
            satuan = "rupiah" if k.jenis == "rupiah" else ""
            if k.is_number and _BERSATUAN.fullmatch(k.kunci):
                satuan = unit_of(r, slot)
            yield _Baris("isian", slot, k.kunci, k.label, r.nilai(slot, k.kunci), satuan, bacaan.sel(slot, k.kunci))


def _irrelevant(bacaan: Bacaan | BacaanBuku) -> set[str]:
    """Indicators of a kertas kerja that do not apply to this office."""
    if isinstance(bacaan, BacaanBuku):
        return set()
    return {h.indikator.kode for h in process(bacaan).hasil.indikator if not h.relevan}


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
        return nilai.teks
    return "'" + nilai if _ANGKA_PANJANG.fullmatch(nilai.strip()) else neutral(nilai)


def csv_bytes(bacaan: Bacaan | BacaanBuku) -> bytes:
    """`export_rows` as .csv: UTF-8 with BOM, semicolon, decimal comma, CRLF; every text neutralised."""
    keluar = io.StringIO(newline="")
    tulis = csv.writer(keluar, delimiter=";", lineterminator="\r\n")
    tulis.writerow(KOLOM)
    tulis.writerows([csv_cell(b[k]) for k in KOLOM] for b in export_rows(bacaan))
    return keluar.getvalue().encode("utf-8-sig", "replace")


def json_text(isi: object) -> bytes:
    """JSON as the command line prints it."""
    return (json.dumps(isi, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def json_bytes(bacaan: Bacaan | BacaanBuku) -> bytes:
    """The file form of the isian or of the plan, the same as `kinerja baca --json`; `kinerja buat` takes it again."""
    if isinstance(bacaan, BacaanBuku):
        return json_text(rencana_as_dict(bacaan.rencana))
    return json_text(isian_as_dict(bacaan.isian, bacaan.instrumen))


_TANGGAL_PDF = re.compile(rb"(?<=/CreationDate\(D:)\d{14}")
_SIDIK_PDF = re.compile(rb"(/ID \[ <)[0-9A-F]{32}(>\s*<)[0-9A-F]{32}(> \]\s*/DocChecksum /)[0-9A-F]{32}")


def _steady(pdf: bytes) -> bytes:
    """A PDF of LibreOffice without the moment of printing, so that the same workbook gives the same bytes.

    Date, ID and checksum keep their lengths: the places the file notes of its parts stay right.
    """
    tetap = _TANGGAL_PDF.sub(DIBUAT.strftime("%Y%m%d%H%M%S").encode(), pdf)
    sidik = hashlib.sha256(_SIDIK_PDF.sub(b"", tetap)).hexdigest()[:32].upper().encode()
    return _SIDIK_PDF.sub(rb"\g<1>" + sidik + rb"\g<2>" + sidik + rb"\g<3>" + sidik, tetap)


def pdf_bytes_of_file(path: Path) -> bytes | None:
    """Every visible sheet as LibreOffice prints it, without the add-in's own; None when LibreOffice is missing.

    The same file gives the same bytes. KinerjaError when LibreOffice cannot read or print it.
    """
    from kinerja_core.xlsx.mesin.soffice import NAMA, LibreOffice, libreoffice_missing

    if libreoffice_missing():
        return None
    with tempfile.TemporaryDirectory() as folder, LibreOffice(bahasa="id-ID") as lo, lo.open(path) as dokumen:
        with lo.guard("BKS16", NAMA):
            for nama in filter(is_added, dokumen.sheet_names()):
                dokumen.sheet(nama).IsVisible = False
        pdf = Path(folder) / "cetak.pdf"
        dokumen.save_pdf(pdf)
        return _steady(pdf.read_bytes())


# --- files --------------------------------------------------------------------------------------------------------


def _is_same_file(a: Path, b: Path) -> bool:
    try:
        return a.samefile(b)
    except OSError:
        return False


def export_file(path: Path, keluar: Path, instrumen: str | None = None) -> Path:
    """`kinerja ekspor`: the ending of `keluar` says what is written (.csv, .json, .pdf); an older one is replaced.

    KinerjaError: PGL01 for another ending or the workbook itself, KRM06 when a PDF cannot be made here, and what
    reading and writing tell.
    """
    akhiran = keluar.suffix.lower()
    if akhiran not in AKHIRAN:
        raise KinerjaError("PGL01", a=f"Nama berkas keluaran {keluar.name} harus berakhiran .csv, .json, atau .pdf.")
    bacaan = read_file(path, instrumen)
    if _is_same_file(path, keluar):
        raise KinerjaError("PGL01", a=f"Berkas keluaran {keluar.name} adalah buku itu sendiri; pilih nama lain.")
    if akhiran == ".pdf":
        isi = pdf_bytes_of_file(path)
        if isi is None:
            from kinerja_core.xlsx.mesin.soffice import libreoffice_missing

            raise KinerjaError("KRM06", a=(libreoffice_missing() or "").rstrip("."))
    else:
        isi = csv_bytes(bacaan) if akhiran == ".csv" else json_bytes(bacaan)
    write_file(keluar, isi)
    return keluar
