"""Siapkan Kiriman: one zip with the workbook, its print, its isian, its catatan and the hashes of all of them.

Everything in the zip is made from the very bytes of the workbook in it. Nothing is compressed anew and every date
is fixed, so that the same workbook gives the same zip on every computer. The PDF is as it was handed over: what it
shows cannot be compared with the workbook.
"""

from __future__ import annotations

import hashlib
import io
import math
import os
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from kinerja_core.dasar.data import read_plain
from kinerja_core.dasar.excelmath import Nilai, is_number
from kinerja_core.dasar.maju import Maju, silent
from kinerja_core.dasar.polos import one_line
from kinerja_core.dasar.sebab import as_dicts, count_sentence
from kinerja_core.dasar.temuan import KinerjaError, Temuan, buat_temuan
from kinerja_core.dasar.versi_json import json_version
from kinerja_core.kantor.baca import read_file, stem_of
from kinerja_core.kantor.ekspor import json_bytes, json_file, pdf_bytes_of_file
from kinerja_core.kantor.jenis import kind, kind_of
from kinerja_core.kantor.periksa import check_any
from kinerja_core.lembar.bacaan import Bacaan, place_of
from kinerja_core.lembar.tulis import DIBUAT, write_file
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import Buku
from kinerja_core.xlsx.mesin import soffice

#: The list of hashes, in the format of sha256sum, and the file a person reads first.
DAFTAR_SIDIK, BACA_SAYA = "SHA256SUMS.txt", "BACA_SAYA.txt"
#: Two numbers are one when no cell could show them apart: a copy may carry other digits behind the 15th.
_BEDA_ANGKA = 1e-15


@dataclass(frozen=True)
class Kiriman:
    """A package: the zip that was written and the names in it; `berkas` is None when it was refused.

    `temuan` says why (KRM01 and every obligatory catatan, or KRM05), else what the sender has to know: KRM02, KRM03,
    KRM08 with every catatan that is asked and not answered.
    """

    berkas: Path | None
    temuan: tuple[Temuan, ...]
    isi: tuple[str, ...]


@dataclass(frozen=True)
class _Salinan:
    """What will be sent: the bytes, what they hold, all catatan of them."""

    buku: bytes
    bacaan: Bacaan
    nama: str
    temuan: tuple[Temuan, ...]

    @property
    def wajib(self) -> tuple[Temuan, ...]:
        """What blocks."""
        return tuple(t for t in self.temuan if t.tingkat == "wajib")

    @property
    def cek(self) -> tuple[Temuan, ...]:
        """What is asked and not answered: it does not block, and the receiver will ask it again."""
        return tuple(t for t in self.temuan if t.tingkat == "cek")


def prepare(bacaan: Bacaan, buku_asli: bytes, pdf: bytes | None, ke: Path, *, tetap: bool = False,
            maju: Maju = silent) -> Kiriman:
    """The package of a workbook that was read (`bacaan`) and of which `buku_asli` is a copy as .xlsx, in folder `ke`.

    Refused while something is wajib (unless `tetap`), and always when the copy holds another isian (KRM05). A file of
    that name is never replaced: " (2)" is added unless it is the same package. KinerjaError: KRM04 without an owner,
    KRM07 for a PDF that is none, BKS.. for a copy that cannot be read or a folder that cannot be written.
    """
    if pdf is not None:
        _require_pdf(pdf, "Cetakan buku")
    hasil = _examine(bacaan, buku_asli, tetap, maju)
    return hasil if isinstance(hasil, Kiriman) else _pack(hasil, pdf, "belum dibuat", ke, maju)


def send_file(path: Path, ke: Path, *, pdf: Path | None = None, instrumen: str | None = None, tetap: bool = False,
              maju: Maju = silent) -> Kiriman:
    """`kinerja kirim`: the package of a file. Without `pdf` LibreOffice prints it where it is installed, else KRM02.

    Refusals and errors are those of `prepare`, BKS01 or BKS21 for a `pdf` that cannot be read.
    """
    maju("membaca buku")
    bacaan, buku = read_file(path, instrumen), read_plain(path)
    cetakan = None if pdf is None else _require_pdf(read_plain(pdf), pdf.name)
    hasil = _examine(bacaan, buku, tetap, maju)
    if isinstance(hasil, Kiriman):
        return hasil
    sebab = ""
    if cetakan is None:
        maju("membuat PDF")
        cetakan, sebab = _print(hasil)
    return _pack(hasil, cetakan, sebab, ke, maju)


def _require_pdf(isi: bytes, nama: str) -> bytes:
    if b"%PDF-" not in isi[:1024]:
        raise KinerjaError("KRM07", a=nama)
    return isi


# --- what is sent -------------------------------------------------------------------------------------------------


def _examine(bacaan: Bacaan, buku: bytes, tetap: bool, maju: Maju) -> _Salinan | Kiriman:
    """The copy, read and checked; a Kiriman without a file when it is refused."""
    nama = stem_of(bacaan)
    maju("memeriksa salinan")
    isi = _read_copy(buku, nama)
    if kind_of(isi) is not kind(bacaan):
        return Kiriman(None, (buat_temuan("KRM05", a="jenis bukunya"),), ())
    terbaca = kind(bacaan).read_copy(bacaan, isi)
    if beda := _difference(bacaan, terbaca):
        return Kiriman(None, (buat_temuan("KRM05", beda if "!" in beda else "", a=beda),), ())
    salinan = _Salinan(buku, terbaca, nama, tuple(check_any(terbaca)))
    if salinan.wajib and not tetap:
        return Kiriman(None, (buat_temuan("KRM01", a=len(salinan.wajib)), *salinan.wajib), ())
    return salinan


def _read_copy(buku: bytes, nama: str) -> Buku:
    """The bytes behind the gate."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{nama}.xlsx"
        write_file(path, buku)
        return read_buku(path)


def _difference(bacaan: Bacaan, salinan: Bacaan) -> str:
    """Where two readings first differ: a place, or what in words; "" when they hold the same isian."""
    jenis = kind(bacaan)
    if jenis.shape(bacaan) != jenis.shape(salinan):
        return "tahun atau banyaknya baris"
    if bacaan.identitas != salinan.identitas:
        return "identitas kecamatan"
    lama, baru = bacaan.isian.data, salinan.isian.data
    return next((place_of(bacaan, k) for k in {**lama, **baru} if not _same(lama.get(k), baru.get(k))), "")


def _same(a: Nilai, b: Nilai) -> bool:
    """Are two inputs one? Blank is "" or None; a number is never a text or TRUE."""
    if is_number(a) and is_number(b):
        return math.isclose(float(a), float(b), rel_tol=_BEDA_ANGKA)  # type: ignore[arg-type]
    kosong = (None, "")
    if not is_number(a) and not is_number(b) and a in kosong and b in kosong:
        return True
    return type(a) is type(b) and a == b


def _print(salinan: _Salinan) -> tuple[bytes | None, str]:
    """(PDF of the copy by LibreOffice, "") or (None, why not)."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"{salinan.nama}.xlsx"
            write_file(path, salinan.buku)
            return pdf_bytes_of_file(path), soffice.libreoffice_missing() or ""
    except KinerjaError as galat:
        return None, str(galat)


# --- the zip ------------------------------------------------------------------------------------------------------


def _pack(salinan: _Salinan, pdf: bytes | None, tanpa_pdf: str, ke: Path, maju: Maju) -> Kiriman:
    """Writes the package; `tanpa_pdf` says why there is no PDF."""
    temuan = []
    if salinan.wajib:
        temuan.append(buat_temuan("KRM03", a=len(salinan.wajib)))
    if pdf is None:
        temuan.append(buat_temuan("KRM02", a=tanpa_pdf.rstrip(".")))
    if salinan.cek:
        temuan += [buat_temuan("KRM08", a=len(salinan.cek)), *salinan.cek]
    bagian = dict(_parts(salinan, pdf))
    maju("menulis kiriman")
    return Kiriman(_write(ke, salinan.nama, _zip(bagian)), tuple(temuan), tuple(bagian))


def _parts(salinan: _Salinan, pdf: bytes | None) -> Iterator[tuple[str, bytes]]:
    """Name and content of every file of the package, the hashes last."""
    nama = salinan.nama
    isi = {f"{nama}.xlsx": salinan.buku}
    if pdf is not None:
        isi[f"{nama}.pdf"] = pdf
    isi[f"{nama}_isian.json"] = json_bytes(salinan.bacaan)
    isi[f"{nama}_catatan.json"] = json_file({"versi": json_version(), "berkas": [
        {"berkas": f"{nama}.xlsx", "keaslian": "", "catatan": as_dicts(salinan.temuan)}]})
    isi[BACA_SAYA] = _letter(salinan, pdf is not None)
    sidik = "".join(f"{hashlib.sha256(x).hexdigest()}  {n}\n" for n, x in isi.items())
    yield from {**isi, DAFTAR_SIDIK: sidik.encode()}.items()


def _letter(salinan: _Salinan, ada_pdf: bool) -> bytes:
    """BACA_SAYA.txt: whose, what is inside, in which state, how to check; as Notepad of every Windows shows it."""
    milik, nama = salinan.bacaan.identitas, salinan.nama
    assert milik is not None  # else it had no name either
    keadaan = f"Dikirim dengan {len(salinan.wajib)} catatan wajib diperbaiki" if salinan.wajib else "Siap dikirim"
    keadaan += f"; {len(salinan.cek)} catatan perlu dicek belum dijawab" if salinan.cek else ""
    baris = [
        f"Kiriman Kecamatan {milik.nama} ({milik.kode_wilayah}), {milik.daerah.title()}, Provinsi {milik.provinsi}",
        salinan.bacaan.denah.judul, "",
        "Isi:",
        f"- {nama}.xlsx: buku kerja",
        f"- {nama}.pdf: cetakannya" if ada_pdf else "- PDF tidak ikut",
        f"- {nama}_isian.json: isiannya; kinerja buat menerimanya kembali",
        f"- {nama}_catatan.json: semua catatan pemeriksaan",
        f"- {DAFTAR_SIDIK}: sidik SHA-256 setiap berkas", "",
        f"Keadaan: {keadaan}.",
        f"Catatan: {count_sentence(salinan.temuan)}.", "",
        "Memastikan berkas tidak berubah di perjalanan (setelah semuanya diekstrak ke satu folder):",
        f"- Windows: certutil -hashfile {nama}.xlsx SHA256, lalu bandingkan dengan {DAFTAR_SIDIK}",
        f"- Linux: sha256sum -c {DAFTAR_SIDIK}",
        f"- macOS: shasum -a 256 -c {DAFTAR_SIDIK}",
        f"Memeriksa isinya: kinerja periksa {nama}.xlsx",
    ]
    return "".join(" ".join(one_line(b).split()) + "\r\n" for b in baris).encode("utf-8-sig", "replace")


def _zip(bagian: dict[str, bytes]) -> bytes:
    """The zip: the same parts give the same bytes."""
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_STORED) as paket:
        for nama, isi in bagian.items():
            info = zipfile.ZipInfo(nama, DIBUAT.timetuple()[:6])
            info.create_system, info.external_attr = 3, 0o100644 << 16  # else they tell which system packed it
            paket.writestr(info, isi)
    return keluar.getvalue()


def _write(ke: Path, nama: str, isi: bytes) -> Path:
    """Under the first name no other file has: x.zip, x_2.zip ...; one that holds the same already stays."""
    for n in count(1):
        path = ke / (f"{nama}.zip" if n == 1 else f"{nama}_{n}.zip")
        if not os.path.lexists(path):
            write_file(path, isi)
            return path
        if _holds(path, isi):
            return path
    raise AssertionError("tidak sampai ke sini")


def _holds(path: Path, isi: bytes) -> bool:
    try:
        return path.stat().st_size == len(isi) and path.read_bytes() == isi
    except OSError:
        return False
