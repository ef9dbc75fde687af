"""One mistake in every workbook that has tables of inputs: what is told at the very cell.

The workbooks are those of the descriptions, without a file between: values, formulas and number formats are put into
the picture of the workbook as the reader would give it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from test_kanonik import BUATAN

from bantu.isian_acak import instrumen_uji
from bantu.kiriman import LENGKAP, office
from kinerja_core.buku_kinerja.baca import read_book
from kinerja_core.buku_kinerja.lembar.susun import describe as describe_book
from kinerja_core.buku_kinerja.rencana import empty_rencana
from kinerja_core.dasar.excelmath import Galat, Nilai
from kinerja_core.dasar.temuan import KinerjaError, Temuan
from kinerja_core.instrumen.naskah import kolom as nk
from kinerja_core.instrumen.naskah.baca import read_rows
from kinerja_core.instrumen.naskah.lembar import describe as describe_naskah
from kinerja_core.instrumen.naskah.tulis import contents
from kinerja_core.kantor.jenis import kind
from kinerja_core.kantor.periksa_naskah import check_rows
from kinerja_core.lembar.denah import Denah
from kinerja_core.lembar.isian import Kotak
from kinerja_core.lembar.tabel_baca import PembacaTabel
from kinerja_core.provinsi.daftar import parse_list
from kinerja_core.provinsi.lembar.daftar import describe_list
from kinerja_core.provinsi.lembar.pengaturan import default_values, describe_settings, find_settings, rows
from kinerja_core.provinsi.putaran import SEBUTAN_TAHAP, Kecamatan
from kinerja_core.provinsi.verifikasi.baca import input_problems
from kinerja_core.provinsi.verifikasi.kaidah import part
from kinerja_core.provinsi.verifikasi.lembar import TugasVerifikasi, describe_verification
from kinerja_core.provinsi.verifikasi.tabel import PENILAI, describe_jurors
from kinerja_core.segel.tanda import described
from kinerja_core.xlsx.buku import Buku, Ekstra, alamat

Macam = Literal["angka", "nomor", "nama", "kata"]
INS = instrumen_uji("normalisasi")
KECAMATAN = tuple(Kecamatan(office(n), {"jumlah_desa": 5.0, "jumlah_kelurahan": 1.0}) for n in (1, 2))


@dataclass(frozen=True)
class Salah:
    """What is typed into a cell for a value of that kind, the kode it must give, and what stands there when mended."""

    judul: str
    macam: Macam
    isi: Nilai
    kode: str
    baik: Nilai
    rumus: str = ""
    format: Literal["", "tanggal", "persen"] = ""


#: `baik` is what the finding says to type.
SALAH = (
    Salah('angka sebagai teks, "71,4"', "angka", "71,4", "BRS01", 71.4),
    Salah('angka sebagai teks, "71.4"', "angka", "71.4", "BRS01", 71.4),
    Salah('angka sebagai teks, "1.950"', "angka", "1.950", "BRS01", 1.95),
    Salah('angka sebagai teks, "Rp 1.000"', "angka", "Rp 1.000", "BRS01", 1.0),
    Salah("angka dengan spasi keras", "angka", "71,4\u00a0", "BRS01", 71.4),
    Salah("angka dengan tanda tak tampak", "angka", "71,4\u200b", "BRS01", 71.4),
    Salah("tulisan di sel angka", "angka", "banyak", "BRS01", 5.0),
    Salah("tanggal di sel angka, 3/1", "angka", 46025.0, "SEL01", 3.0, format="tanggal"),
    Salah("tanggal di sel nomor, 1/2/2026", "nomor", 46054.0, "SEL01", "1/2/2026", format="tanggal"),
    Salah("persen, 40%", "angka", 0.4, "SEL02", 40.0, format="persen"),
    Salah("galat, #N/A", "angka", Galat("#N/A"), "BRS08", 5.0),
    Salah("TRUE di sel angka", "angka", True, "BRS08", 5.0),
    Salah("rumus tanpa hasil", "angka", None, "SEL06", 5.0, rumus="7+8"),
    Salah("di luar batas", "angka", -1e15, "BRS06", 5.0),
    Salah("angka di sel nama", "nama", 123.0, "SEL03", "Abc"),
    Salah('nama dengan tanda "', "nama", 'A "B"', "SEL04", "A B"),
    Salah("nama dengan tanda {", "nama", "A{B", "SEL04", "A B"),
    Salah("nama dengan tanda tak tampak", "nama", "A\u200bB", "SEL04", "AB"),
    Salah("di luar pilihan", "kata", "Iyaa", "BRS03", "yA"),
)


@dataclass(frozen=True)
class BukuUji:
    """A workbook to plant in: its picture, the cell of each kind of value, and what is told of it."""

    buku: Callable[[], Buku]
    sel: Mapping[Macam, tuple[str, tuple[int, int]]]
    periksa: Callable[[Buku], list[Temuan]]


def filled(denah: Denah, isi: Mapping[Kotak, Nilai]) -> Buku:
    """The described workbook with these inputs, as read."""
    kosong = described(denah)
    lembar = [replace(s, nilai={**s.nilai, **{p: isi[k] for p, k in denah.sheet(s.nama).masukan.items()
                                             if isi.get(k) is not None}}) for s in kosong.lembar]
    return replace(kosong, lembar=tuple(lembar))


def plant(buku: Buku, tempat: tuple[str, tuple[int, int]], s: Salah) -> Buku:
    """That mistake in that cell."""
    nama, posisi = tempat
    lembar = []
    for x in buku.lembar:
        if x.nama == nama:
            nilai = {p: v for p, v in x.nilai.items() if p != posisi} | ({posisi: s.isi} if s.isi is not None else {})
            x = replace(x, nilai=nilai, rumus={**x.rumus, **({posisi: s.rumus} if s.rumus else {})})
        lembar.append(x)
    ekstra = replace(buku.ekstra or Ekstra(), **({s.format: {nama: frozenset({posisi})}} if s.format else {}))
    return replace(buku, lembar=tuple(lembar), ekstra=ekstra)


def _told(galat: Callable[[], object]) -> list[Temuan]:
    try:
        galat()
    except KinerjaError as g:
        return list(g.temuan)
    return []


def _settings(buku: Buku) -> list[Temuan]:
    dibaca = find_settings(buku)
    assert dibaca is not None
    baca, tempat = dibaca
    for kunci, posisi in tempat.items():
        baca.read(rows()[kunci], posisi)
    return baca.temuan


def _jurors(buku: Buku) -> list[Temuan]:
    lembar = buku.sheet(SEBUTAN_TAHAP["presentasi"])
    assert lembar is not None
    baca = PembacaTabel(buku, lembar)
    for b in range(2):
        for kolom, k in PENILAI.items():
            baca.read(k, (3 + b, kolom))
    return baca.temuan


def _book(buku: Buku) -> list[Temuan]:
    bacaan = read_book(buku)
    jenis = kind(bacaan)
    return jenis.check(bacaan, jenis.compute(bacaan))


@lru_cache(maxsize=1)
def books() -> dict[str, BukuUji]:
    """Every workbook with a table of inputs, by its name in words."""
    naskah, isi = describe_naskah(contents(INS)), contents(INS).isian.data
    daftar, atur = describe_list(INS, 2), describe_settings()
    satu = {(str(n), k): v for n, x in enumerate(KECAMATAN) for k, v in {
        "kode_wilayah": x.kode, "nama": x.identitas.nama, "kabupaten": x.identitas.kabupaten, **x.data_umum}.items()}
    verif = describe_verification(BUATAN, office(1), TugasVerifikasi("Contoh", "a" * 64), LENGKAP)
    juri = describe_jurors(BUATAN, KECAMATAN, "presentasi", "Contoh")
    rencana = describe_book(empty_rencana(office(1), 2026))
    t = nk.tables()
    return {
        "naskah instrumen": BukuUji(
            lambda: filled(naskah, isi),
            {"angka": (nk.PILIHAN, (5, t[nk.PILIHAN].column("nilai"))),
             "nomor": (nk.INDIKATOR, (5, t[nk.INDIKATOR].column("nomor"))),
             "nama": (nk.PREDIKAT, (5, t[nk.PREDIKAT].column("predikat"))),
             "kata": (nk.INDIKATOR, (5, t[nk.INDIKATOR].column("terkonfirmasi")))},
            lambda b: (n := read_rows(b)).temuan + (check_rows(n) if any(
                isinstance(v, float) and v < -1e14 for s in b.lembar for v in s.nilai.values()) else [])),
        "daftar kecamatan": BukuUji(
            lambda: filled(daftar, satu), {"angka": daftar.masukan[("1", "jumlah_desa")],
                                           "nomor": daftar.masukan[("1", "alamat")],
                                           "nama": daftar.masukan[("1", "nama")]},
            lambda b: _told(lambda: parse_list(b, INS))),
        "Pengaturan": BukuUji(
            lambda: filled(atur, default_values()), {"angka": atur.masukan[("bagian", "isi")],
                                                     "nomor": atur.masukan[("terima", "isi")],
                                                     "nama": atur.masukan[("verifikator_2", "isi")],
                                                     "kata": atur.masukan[("sandi", "isi")]}, _settings),
        "buku verifikator": BukuUji(
            lambda: filled(verif, {}), {"angka": verif.masukan[("b03", "n")],
                                        "nomor": verif.masukan[part("b02", "nomor")]},
            lambda b: input_problems(BUATAN, verif, b)),
        "nilai penilai": BukuUji(lambda: filled(juri, {}), {"angka": ("Presentasi", (3, 4)),
                                                           "nomor": ("Presentasi", (3, 5))}, _jurors),
        "Buku Kinerja": BukuUji(
            lambda: filled(rencana, {("I001", "uraian"): "Jumlah"}),
            {"angka": rencana.masukan[("I001", "t1")], "nomor": rencana.masukan[("D001", "nomor")],
             "kata": rencana.masukan[("I001", "iku")]},
            _book),
    }


#: Where a mistake of this table is none: a text of an instrument may hold any sign.
TIDAK_BERLAKU = frozenset({("naskah instrumen", "SEL04")})


def summary() -> list[tuple[str, str, tuple[str, ...]]]:
    """(mistake, kode, the workbooks that tell it so): a page of the documentation."""
    return [(s.judul, s.kode, tuple(n for (j, n), isi in findings().items() if j == s.judul and s.kode in isi))
            for s in SALAH]


@lru_cache(maxsize=1)
def findings() -> dict[tuple[str, str], dict[str, str]]:
    """(mistake, workbook) -> {kode: sentence} at the cell; only where the workbook has such a cell."""
    hasil = {}
    for nama, b in books().items():
        for s in SALAH:
            if s.macam in b.sel and (nama, s.kode) not in TIDAK_BERLAKU:
                lembar, posisi = b.sel[s.macam]
                sel = f"{lembar}!{alamat(posisi)}"
                hasil[(s.judul, nama)] = {t.kode: t.pesan for t in b.periksa(plant(b.buku(), b.sel[s.macam], s))
                                          if t.sel == sel and t.tingkat == "wajib"}
    return hasil


def mended(nama: str, s: Salah) -> list[Temuan]:
    """What is still told at the cell when what the finding says was done."""
    b = books()[nama]
    lembar, posisi = b.sel[s.macam]
    sel = f"{lembar}!{alamat(posisi)}"
    baik = replace(s, isi=s.baik, rumus="", format="")
    return [t for t in b.periksa(plant(b.buku(), b.sel[s.macam], baik)) if t.sel == sel and t.kode == s.kode]
