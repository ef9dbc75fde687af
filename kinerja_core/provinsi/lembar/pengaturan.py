"""Pengaturan.xlsx of a provincial round: one sheet a person fills, with guidance and live answers; where things are.

A row is known by its label in the first column, so that a copied or re-saved workbook is read all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.kertas_kerja.lembar.kiriman import KALIMAT_PENERIMAAN
from kinerja_core.lembar.cetak import KERTAS_BAWAAN, PILIHAN_KERTAS, Cetak
from kinerja_core.lembar.denah import Denah, FormatBersyarat, Lembar, Rumus, ValidasiSel, cell_ref, range_ref
from kinerja_core.lembar.huruf import line_count, row_height
from kinerja_core.lembar.isian import Kotak
from kinerja_core.lembar.tema import TAB_ISIAN
from kinerja_core.xlsx.buku import Buku, LembarBuku, Posisi, alamat

PENGATURAN, ACUAN = "Pengaturan", "Acuan"
JENIS = "pengaturan_provinsi"
YA, TIDAK = "Ya", "Tidak"
#: Names that may verify; each has a row.
BANYAK_VERIFIKATOR = 12
JenisIsian = Literal["teks", "tanggal", "ya_tidak", "bobot", "bulat", "persen"]
_LABEL, _ISI, _KET, _PETUNJUK = range(4)
_LEBAR = {_LABEL: 38.0, _ISI: 40.0, _KET: 36.0, _PETUNJUK: 76.0}
#: Rows above the table: title, state, header.
_STATUS, _KEPALA = 1, 2
_LENGKAP, _BELUM, _BOLEH = "Sudah terisi", "Belum diisi", "Boleh kosong"
_TEKS = "Teks; pastikan tertulis seperti 31-12-2026"

_KERTAS = f"{' atau '.join(k.nama for k in PILIHAN_KERTAS.values())}. Kosong berarti {KERTAS_BAWAAN.nama}."


@dataclass(frozen=True)
class BarisAtur:
    """One setting: key, label, what it holds, whether it must be filled, guidance, what a new workbook holds."""

    kunci: str
    label: str
    jenis: JenisIsian
    wajib: bool
    petunjuk: str
    bawaan: Nilai = None


@dataclass(frozen=True)
class BagianAtur:
    """Settings under one band."""

    judul: str
    baris: tuple[BarisAtur, ...]


def sections() -> tuple[BagianAtur, ...]:
    """Every setting in the order of the sheet."""
    return (
        BagianAtur("Instrumen dan daftar", (
            BarisAtur("instrumen", "Instrumen", "teks", True,
                      "Nama berkas instrumen di folder ini (Instrumen.xlsx), atau nama instrumen bawaan kinerja.",
                      "Instrumen.xlsx"),
            BarisAtur("daftar", "Daftar kecamatan", "teks", True,
                      "Nama berkas daftar kecamatan di folder ini; isi dahulu lembarnya.", "Kecamatan.xlsx"),
        )),
        BagianAtur("Pengiriman", (
            BarisAtur("tenggat", "Tenggat", "tanggal", True,
                      "Hari terakhir pengumpulan: 31-12-2026 atau 31 Desember 2026. Tercetak di setiap templat."),
            BarisAtur("kunci", "Folder kunci", "teks", False,
                      "Kosongkan: kunci disimpan di folder pribadi pemakai komputer ini. Atau tulis folder lain, "
                      "misalnya di flashdisk; jangan di folder kerja yang dibagikan."),
            BarisAtur("sandi", "Kunci bersandi", "ya_tidak", True,
                      "Ya: sandi diminta saat 2 Sebar dijalankan. Sandi tidak pernah ditulis di buku ini.", TIDAK),
            BarisAtur("terima", "Pernyataan penerimaan", "teks", False,
                      "Hanya bila instrumen memuat nilai yang belum terkonfirmasi. Ketik persis: "
                      f"{KALIMAT_PENERIMAAN}. Kalimat itu tercetak di setiap templat."),
            BarisAtur("kertas", "Kertas cetak", "teks", False, _KERTAS),
        )),
        BagianAtur("Bobot tahap penilaian", (
            BarisAtur("mandiri", "Bobot nilai mandiri", "bobot", True,
                      "Jumlah keempat bobot harus 100; tahap yang tidak dipakai diisi 0.", 100),
            BarisAtur("verifikasi", "Bobot verifikasi", "bobot", True, "Ketik 60, bukan 60%.", 0),
            BarisAtur("presentasi", "Bobot presentasi", "bobot", True, "0 bila tidak ada presentasi.", 0),
            BarisAtur("lapangan", "Bobot kunjungan lapangan", "bobot", True, "0 bila tidak ada kunjungan.", 0),
        )),
        BagianAtur("Verifikasi", (
            BarisAtur("bagian", "Bagian yang diverifikasi (%)", "persen", True,
                      "Berapa persen kecamatan yang mendapat buku verifikator: 10 berarti sepersepuluh, 100 semuanya.",
                      10),
            BarisAtur("hanya", "Hanya wilayah ini", "teks", False,
                      "Kosongkan untuk memilih menurut persen di atas. Atau kode kabupaten/kota maupun kecamatan, "
                      "pisahkan dengan koma: 35.20, 35.77.01."),
            *(BarisAtur(f"verifikator_{n}", f"Verifikator {n}", "teks", False,
                        "Nama verifikator; kecamatan dibagi rata di antara mereka." if n == 1 else "")
              for n in range(1, BANYAK_VERIFIKATOR + 1)),
        )),
        BagianAtur("Hasil dan komputer", (
            BarisAtur("register_lalu", "Register tahun lalu", "teks", False,
                      "Kosongkan, atau tulis letak berkas register.sqlite tahun lalu untuk melihat lonjakan nilai."),
            BarisAtur("peringkat", "Terbitkan peringkat", "ya_tidak", True,
                      "Ya: catatan balik menyebut peringkat sementara. Tidak: hanya nilainya.", TIDAK),
            BarisAtur("jobs", "Jumlah proses", "bulat", True,
                      "Banyaknya pekerjaan serentak: 2 untuk laptop biasa, sampai banyaknya inti prosesor.", 2),
        )),
    )


def rows() -> dict[str, BarisAtur]:
    """Every setting by its key."""
    return {b.kunci: b for bagian in sections() for b in bagian.baris}


def default_values() -> dict[Kotak, Nilai]:
    """What a new workbook holds."""
    return {(b.kunci, "isi"): b.bawaan for b in rows().values() if b.bawaan is not None}


BOBOT = ("mandiri", "verifikasi", "presentasi", "lapangan")


def describe_settings() -> Denah:
    """The workbook to fill."""
    lembar = Lembar(PENGATURAN, warna=TAB_ISIAN, lebar=dict(_LEBAR))
    acuan = Lembar(ACUAN, status="tersembunyi")
    lembar.merge((0, _LABEL), (0, _PETUNJUK), "Pengaturan putaran penilaian", "judul")
    lembar.tinggi[0] = row_height(2)
    lembar.put_row(_KEPALA, ["Pengaturan", "Isi", "Keterangan isian", "Petunjuk"], "kepala")
    _references(acuan)
    masukan: dict[Kotak, tuple[str, Posisi]] = {}
    nama: dict[str, tuple[str, Posisi]] = {}
    tempat, baris = _places()
    for judul, n in _bands():
        lembar.put_row(n, [judul, None, None, None], "pita_sub")
        lembar.tinggi[n] = row_height(1)
    for kunci, n in tempat.items():
        b = rows()[kunci]
        lembar.put(n, _LABEL, b.label, "sel_tebal")
        lembar.put_input((n, _ISI), (kunci, "isi"), _STYLE[b.jenis])
        lembar.put(n, _KET, Rumus(_answer(b, n, tempat)), "sel")
        lembar.put(n, _PETUNJUK, b.petunjuk, "sel_redup")
        lembar.tinggi[n] = row_height(max(line_count(b.petunjuk, _LEBAR[_PETUNJUK]), 2 if b.kunci == "terima" else 1))
        masukan[(kunci, "isi")] = (PENGATURAN, (n, _ISI))
        nama[f"atur_{kunci}"] = (PENGATURAN, (n, _ISI))
        lembar.validasi += _validation(b, n)
    _status(lembar, baris)
    lembar.beku, lembar.mulai = (_KEPALA + 1, 1), (tempat["tenggat"], _ISI)
    lembar.cetak = Cetak(((0, 0), (baris, _PETUNJUK)), (_KEPALA, _KEPALA))
    return Denah("Pengaturan putaran penilaian", (lembar, acuan), nama, masukan, {},
                 {"kinerja_jenis": JENIS}, "Pengaturan putaran penilaian")


_STYLE: Mapping[JenisIsian, str] = {
    "teks": "isi_teks", "tanggal": "isi_tanggal", "ya_tidak": "isi_pilihan", "bobot": "isi_desimal",
    "bulat": "isi_bulat", "persen": "isi_desimal",
}


def _walk() -> list[tuple[str, str]]:
    """("pita", title) and ("isi", key) row by row."""
    return [x for bagian in sections()
            for x in (("pita", bagian.judul), *(("isi", b.kunci) for b in bagian.baris))]


def _places() -> tuple[dict[str, int], int]:
    """Row of every setting, and the last row."""
    jalan = list(enumerate(_walk(), start=_KEPALA + 1))
    return {x: n for n, (jenis, x) in jalan if jenis == "isi"}, jalan[-1][0]


def _bands() -> list[tuple[str, int]]:
    return [(x, n) for n, (jenis, x) in enumerate(_walk(), start=_KEPALA + 1) if jenis == "pita"]


def _references(acuan: Lembar) -> None:
    """Lists and numbers the formulas compare with."""
    acuan.lebar = {0: 24.0, 1: 50.0}
    acuan.put_row(0, ["Acuan", "Isi"], "mesin_kepala")
    for n, (label, isi) in enumerate(_ACUAN, start=1):
        acuan.put_row(n, [label, isi], "mesin")


#: Label and content of each row of the hidden sheet.
_ACUAN: tuple[tuple[str, str | int], ...] = (
    ("jawaban", YA), ("jawaban", TIDAK), ("jumlah bobot", 100), ("tanggal terkecil", 36526),
    ("tanggal terbesar", 73415), ("proses paling banyak", 64), ("pernyataan", KALIMAT_PENERIMAAN))


def _acuan(n: int) -> str:
    return cell_ref(ACUAN, (n, 1))


_JAWABAN = range_ref(ACUAN, (1, 1), (2, 1))


def _answer(b: BarisAtur, n: int, tempat: Mapping[str, int]) -> str:
    """The formula of Keterangan isian: what is wrong with a cell, else that it is filled."""
    sel = alamat((n, _ISI))
    kosong = f'IF(LEN({sel})=0,"{_BELUM if b.wajib else _BOLEH}",'
    if b.jenis == "ya_tidak":
        return f'{kosong}IF(ISNUMBER(MATCH({sel},{_JAWABAN},0)),"{_LENGKAP}","Pilih {YA} atau {TIDAK}"))'
    if b.jenis == "tanggal":
        return (f'{kosong}IF(ISNUMBER({sel}),IF(AND({sel}>={_acuan(4)},{sel}<={_acuan(5)}),"{_LENGKAP}",'
                f'"Bukan tanggal. Tulis seperti 31-12-2026"),"{_TEKS}"))')
    if b.jenis == "bobot":
        jumlah = f"SUM({alamat((tempat[BOBOT[0]], _ISI))}:{alamat((tempat[BOBOT[-1]], _ISI))})"
        return (f'{kosong}IF(NOT(ISNUMBER({sel})),"Ini bukan angka",IF({sel}<0,"Tidak boleh kurang dari 0",'
                f'IF(ROUND({jumlah},6)={_acuan(3)},"{_LENGKAP}","Jumlah bobot "&ROUND({jumlah},2)&", harus 100"))))')
    if b.jenis == "persen":
        return (f'{kosong}IF(ISNUMBER({sel}),IF(AND({sel}>0,{sel}<={_acuan(3)}),"{_LENGKAP}",'
                f'"Tulis angka di atas 0 sampai 100"),"Ini bukan angka"))')
    if b.jenis == "bulat":
        return (f'{kosong}IF(ISNUMBER({sel}),IF(AND({sel}>=1,{sel}<={_acuan(6)},{sel}=INT({sel})),"{_LENGKAP}",'
                f'"Tulis angka bulat 1 sampai 64"),"Ini bukan angka"))')
    if b.kunci == "terima":
        return f'{kosong}IF(TRIM({sel})={_acuan(7)},"{_LENGKAP}","Kalimatnya belum sama persis"))'
    return f'{kosong}"{_LENGKAP}")'


def _validation(b: BarisAtur, n: int) -> list[ValidasiSel]:
    sel = (n, _ISI)
    if b.jenis == "ya_tidak":
        return [ValidasiSel(sel, "daftar", (_JAWABAN,), b.label[:32], f"Pilih {YA} atau {TIDAK} dari daftar.")]
    if b.jenis in ("bobot", "persen"):
        return [ValidasiSel(sel, "desimal", ("0", "100"), b.label[:32], "Isi angka 0 sampai 100, tanpa tanda %.")]
    if b.jenis == "bulat":
        return [ValidasiSel(sel, "bulat", ("1", "64"), b.label[:32], "Isi angka bulat 1 sampai 64.")]
    return []


def _status(lembar: Lembar, akhir: int) -> None:
    """The master check: how many settings are not filled, or not as they should be."""
    ket = f"{alamat((_KEPALA + 1, _KET))}:{alamat((akhir, _KET))}"
    baik = "+".join(f'COUNTIF({ket},"{x}")' for x in (_LENGKAP, _BOLEH, _TEKS))
    buruk = f"COUNTA({ket})-{baik}".replace("+", "-")
    lembar.merge((_STATUS, _LABEL), (_STATUS, _PETUNJUK), Rumus(
        f'IF({buruk}=0,"Siap dipakai. Simpan, tutup, lalu jalankan langkah berikutnya.",'
        f'{buruk}&" pengaturan perlu dilengkapi; lihat kolom Keterangan isian.")'), "status_rata")
    lembar.tinggi[_STATUS] = row_height(1)
    sel = alamat((_KEPALA + 1, _KET))
    dari, sampai = (_KEPALA + 1, _KET), (akhir, _KET)
    lembar.bersyarat += [
        FormatBersyarat(dari, sampai, f'OR({sel}="{_LENGKAP}",{sel}="{_BOLEH}",LEN({sel})=0)', "redup"),
        FormatBersyarat(dari, sampai, f'OR({sel}="{_BELUM}",{sel}="{_TEKS}")', "perlu_dicek"),
        FormatBersyarat(dari, sampai, f'LEN({sel})>0', "salah"),
    ]


# -- a filled one ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class IsiAtur:
    """What a filled workbook holds: the sheet, and per label found the cell beside it and its value."""

    lembar: LembarBuku
    isi: Mapping[str, tuple[str, Nilai]]


def find_settings(buku: Buku) -> IsiAtur | None:
    """The settings of a workbook by their labels; None when it has no such sheet."""
    lembar = next((s for s in buku.lembar if s.nama == PENGATURAN), None)
    if lembar is None:
        return None
    isi: dict[str, tuple[str, Nilai]] = {}
    for (baris, kolom), teks in sorted(lembar.nilai.items()):
        if kolom == _LABEL and baris > _KEPALA and isinstance(teks, str):
            sel = (baris, _ISI)
            isi.setdefault(" ".join(teks.split()), (f"{lembar.nama}!{alamat(sel)}", lembar.nilai.get(sel)))
    return IsiAtur(lembar, isi)
