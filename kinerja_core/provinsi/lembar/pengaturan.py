"""Pengaturan.xlsx of a provincial round: one sheet a person fills, with guidance and live answers; where things are.

A row is known by its label in the first column, so that a copied or re-saved workbook is read all the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.kertas_kerja.lembar.kiriman import KALIMAT_PENERIMAAN
from kinerja_core.lembar.cetak import KERTAS_BAWAAN, PILIHAN_KERTAS, Cetak
from kinerja_core.lembar.denah import Denah, FormatBersyarat, Lembar, Rumus, cell_ref, range_ref, text_literal
from kinerja_core.lembar.huruf import line_count, row_height
from kinerja_core.lembar.isian import Kotak
from kinerja_core.lembar.tabel import TIDAK, YA, JenisKolom, Kolom, cell_check, colour_sentences, put_inputs, sentence
from kinerja_core.lembar.tabel_baca import PembacaTabel
from kinerja_core.lembar.tema import TAB_ISIAN
from kinerja_core.xlsx.buku import Buku, Posisi, alamat

PENGATURAN, ACUAN = "Pengaturan", "Acuan"
JENIS = "pengaturan_provinsi"
#: Names that may verify; each has a row.
BANYAK_VERIFIKATOR = 12
_LABEL, _ISI, _KET, _PETUNJUK = range(4)
_LEBAR = {_LABEL: 38.0, _ISI: 40.0, _KET: 36.0, _PETUNJUK: 76.0}
#: Rows above the table: title, state, header.
_STATUS, _KEPALA = 1, 2
_LENGKAP, _BELUM, _BOLEH = "Sudah terisi", "Belum diisi", "Boleh kosong"
KERTAS_DIPILIH = tuple(k.nama for k in PILIHAN_KERTAS.values())
_TEKS = "Teks; pastikan tertulis seperti 31-12-2026"


@dataclass(frozen=True)
class BagianAtur:
    """Settings under one band."""

    judul: str
    baris: tuple[Kolom, ...]


def _setting(kunci: str, label: str, jenis: JenisKolom, wajib: bool, cara: str, bawaan: Nilai = None,
             batas: tuple[float | None, float | None] = (None, None)) -> Kolom:
    """One setting: label, what it holds, whether it must be filled, guidance, what a new workbook holds, bounds."""
    return Kolom(kunci, label, jenis=jenis, wajib=wajib, cara=cara, bawaan=bawaan, min=batas[0], maks=batas[1],
                 pesan=f"Pilih {YA} atau {TIDAK} dari daftar." if jenis == "ya" else "")


def _verifiers() -> list[Kolom]:
    return [_setting(f"verifikator_{n}", f"Verifikator {n}", "nama", False,
                     "" if n > 1 else "Nama verifikator; kecamatan dibagi rata di antara mereka.")
            for n in range(1, BANYAK_VERIFIKATOR + 1)]


def _paper() -> Kolom:
    """The paper of the templates; older settings do not have it."""
    return replace(_setting("kertas", "Kertas cetak", "pilihan", False,
                            "Kertas setiap templat; yang dicetak provinsi sendiri tetap "
                            f"{KERTAS_BAWAAN.nama}. Kosong berarti {KERTAS_BAWAAN.nama}."),
                   pilihan=KERTAS_DIPILIH, pesan=f"Pilih {' atau '.join(KERTAS_DIPILIH)} dari daftar.", opsional=True)


def sections() -> tuple[BagianAtur, ...]:
    """Every setting in the order of the sheet."""
    return (
        BagianAtur("Instrumen dan daftar", (
            _setting("instrumen", "Instrumen", "teks", True,
                     "Nama berkas instrumen di folder ini (Instrumen.xlsx), atau nama instrumen bawaan kinerja.",
                     "Instrumen.xlsx"),
            _setting("daftar", "Daftar kecamatan", "teks", True,
                     "Nama berkas daftar kecamatan di folder ini; isi dahulu lembarnya.", "Kecamatan.xlsx"),
        )),
        BagianAtur("Pengiriman", (
            _setting("tenggat", "Tenggat", "tanggal", True,
                     "Hari terakhir pengumpulan: 31-12-2026 atau 31 Desember 2026. Tercetak di setiap templat."),
            _setting("kunci", "Folder kunci", "teks", False,
                     "Kosongkan: kunci disimpan di folder pribadi pemakai komputer ini. Atau tulis folder lain, "
                     "misalnya di flashdisk; jangan di folder kerja yang dibagikan."),
            _setting("sandi", "Kunci bersandi", "ya", True,
                     "Ya: sandi diminta saat 2 Sebar dijalankan. Sandi tidak pernah ditulis di buku ini.", TIDAK),
            _setting("terima", "Pernyataan penerimaan", "teks", False,
                     "Hanya bila instrumen memuat nilai yang belum terkonfirmasi. Ketik persis: "
                     f"{KALIMAT_PENERIMAAN}. Kalimat itu tercetak di setiap templat."),
            _paper(),
        )),
        BagianAtur("Bobot tahap penilaian", (
            _setting("mandiri", "Bobot nilai mandiri", "angka", True,
                     "Jumlah keempat bobot harus 100; tahap yang tidak dipakai diisi 0.", 100, (0, 100)),
            _setting("verifikasi", "Bobot verifikasi", "angka", True, "Ketik 60, bukan 60%.", 0, (0, 100)),
            _setting("presentasi", "Bobot presentasi", "angka", True, "0 bila tidak ada presentasi.", 0, (0, 100)),
            _setting("lapangan", "Bobot kunjungan lapangan", "angka", True, "0 bila tidak ada kunjungan.", 0, (0, 100)),
        )),
        BagianAtur("Verifikasi", (
            _setting("bagian", "Bagian yang diverifikasi (%)", "angka", True,
                     "Berapa persen kecamatan yang mendapat buku verifikator: 10 berarti sepersepuluh, 100 semuanya.",
                     10, (0.01, 100)),
            _setting("hanya", "Hanya wilayah ini", "teks", False,
                     "Kosongkan untuk memilih menurut persen di atas. Atau kode kabupaten/kota maupun kecamatan, "
                     "pisahkan dengan koma: 35.20, 35.77.01."),
            *_verifiers(),
        )),
        BagianAtur("Hasil dan komputer", (
            _setting("register_lalu", "Register tahun lalu", "teks", False,
                     "Kosongkan, atau tulis letak berkas register.sqlite tahun lalu untuk melihat lonjakan nilai."),
            _setting("peringkat", "Terbitkan peringkat", "ya", True,
                     "Ya: catatan balik menyebut peringkat sementara. Tidak: hanya nilainya.", TIDAK),
            _setting("jobs", "Jumlah proses", "bulat", True,
                     "Banyaknya pekerjaan serentak: 2 untuk laptop biasa, sampai banyaknya inti prosesor.", 2, (1, 64)),
        )),
    )


def rows() -> dict[str, Kolom]:
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
        k = rows()[kunci]
        lembar.put(n, _LABEL, k.kepala, "sel_tebal")
        put_inputs(lembar, k, {(n, _ISI): (kunci, "isi")}, _DAFTAR.get(k.jenis, ""))
        lembar.put(n, _KET, _answer(k, n, tempat), "sel")
        lembar.put(n, _PETUNJUK, k.cara, "sel_redup")
        lembar.tinggi[n] = row_height(max(line_count(k.cara, _LEBAR[_PETUNJUK]), 2 if kunci == "terima" else 1))
        masukan[(kunci, "isi")] = (PENGATURAN, (n, _ISI))
        nama[f"atur_{kunci}"] = (PENGATURAN, (n, _ISI))
    _status(lembar, baris)
    lembar.beku, lembar.mulai = (_KEPALA + 1, 1), (tempat["tenggat"], _ISI)
    lembar.cetak = Cetak(((0, 0), (baris, _PETUNJUK)), (_KEPALA, _KEPALA))
    return Denah("Pengaturan putaran penilaian", (lembar, acuan), nama, masukan, {},
                 {"kinerja_jenis": JENIS}, "Pengaturan putaran penilaian")


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
    ("tanggal terbesar", 73415), ("pernyataan", KALIMAT_PENERIMAAN), *(("kertas", k) for k in KERTAS_DIPILIH))


def _acuan(n: int) -> str:
    return cell_ref(ACUAN, (n, 1))


#: The list a cell of that kind offers.
_DAFTAR = {"ya": range_ref(ACUAN, (1, 1), (2, 1)),
           "pilihan": range_ref(ACUAN, (7, 1), (6 + len(KERTAS_DIPILIH), 1))}


def _answer(k: Kolom, n: int, tempat: Mapping[str, int]) -> Rumus:
    """The formula of Keterangan isian: what is wrong with a cell, else that it is filled."""
    sel = alamat((n, _ISI))
    cabang = cell_check(k, sel, _DAFTAR.get(k.jenis, ""))
    if k.kunci in BOBOT:
        jumlah = f"SUM({alamat((tempat[BOBOT[0]], _ISI))}:{alamat((tempat[BOBOT[-1]], _ISI))})"
        cabang.append((f"ROUND({jumlah},6)<>{_acuan(3)}", f'"Jumlah bobot "&ROUND({jumlah},2)&", harus 100"'))
    if k.jenis == "tanggal":
        cabang += [(f"NOT(ISNUMBER({sel}))", text_literal(_TEKS)),
                   (f"OR({sel}<{_acuan(4)},{sel}>{_acuan(5)})", '"Bukan tanggal. Tulis seperti 31-12-2026"')]
    if k.kunci == "terima":
        cabang.append((f"TRIM({sel})<>{_acuan(6)}", '"Kalimatnya belum sama persis"'))
    return sentence(f"LEN({sel})=0", cabang, _BELUM if k.wajib else _BOLEH, _LENGKAP)


def _status(lembar: Lembar, akhir: int) -> None:
    """The master check: how many settings are not filled, or not as they should be."""
    ket = f"{alamat((_KEPALA + 1, _KET))}:{alamat((akhir, _KET))}"
    baik = "+".join(f'COUNTIF({ket},"{x}")' for x in (_LENGKAP, _BOLEH, _TEKS))
    buruk = f"COUNTA({ket})-{baik}".replace("+", "-")
    lembar.merge((_STATUS, _LABEL), (_STATUS, _PETUNJUK), Rumus(
        f'IF({buruk}=0,"Siap dipakai. Simpan, tutup, lalu jalankan langkah berikutnya.",'
        f'{buruk}&" pengaturan perlu dilengkapi; lihat kolom Keterangan isian.")'), "status_rata")
    lembar.tinggi[_STATUS] = row_height(1)
    colour_sentences(lembar, (_KEPALA + 1, _KET), (akhir, _KET), _LENGKAP, (_BOLEH, _BELUM, _TEKS))
    sel = alamat((_KEPALA + 1, _KET))
    lembar.bersyarat.append(FormatBersyarat((_KEPALA + 1, _KET), (akhir, _KET),
                                           f'OR({sel}="{_BELUM}",{sel}="{_TEKS}")', "perlu_dicek"))


# -- a filled one ------------------------------------------------------------------------------------------------


def find_settings(buku: Buku, kolom: Sequence[Kolom] = ()) -> tuple[PembacaTabel, dict[str, Posisi]] | None:
    """The settings of a workbook (default: all) by their labels: its reader, and the cell of each; None without such a
    sheet.
    """
    lembar = buku.sheet(PENGATURAN)
    if lembar is None:
        return None
    baca, pita = PembacaTabel(buku, lembar), {judul for judul, _ in _bands()}
    label = [(" ".join(v.split()), (b, k)) for (b, k), v in sorted(lembar.nilai.items())
             if k == _LABEL and b > _KEPALA and isinstance(v, str) and v not in pita]
    dikenal, _ = baca.match(label, kolom or tuple(rows().values()), (_KEPALA, _LABEL))
    tempat: dict[str, Posisi] = {}
    for k, posisi in dikenal:
        if k.kunci in tempat:
            baca.tell_double(k, posisi)
        tempat.setdefault(k.kunci, (posisi[0], _ISI))
    return baca, tempat
