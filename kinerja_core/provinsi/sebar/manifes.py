"""The manifest of a sending: which file went to whom, with its SHA-256 and serial, and how to check one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kinerja_core.lembar.cetak import Cetak
from kinerja_core.lembar.denah import Denah, Lembar
from kinerja_core.lembar.huruf import line_count, row_height
from kinerja_core.lembar.kendali import put_steps
from kinerja_core.lembar.tema import TAB_HASIL, TAB_KENDALI

MANIFES, CARA = "Manifes", "Cara memeriksa"
KEPALA = ("No", "Kode wilayah", "Kecamatan", "Kabupaten/Kota", "Berkas", "Nomor seri", "Tenggat", "SHA-256")
_LEBAR = (6, 14, 28, 30, 58, 15, 18, 68)
_AWAL_INFO, _KEPALA = 1, 8


@dataclass(frozen=True)
class BarisManifes:
    """One file of a sending; `berkas` is its path below the folder of the sending."""

    kode: str
    nama: str
    daerah: str
    berkas: str
    serial: str
    sidik: str


def describe_manifest(judul: str, info: Sequence[tuple[str, str]], baris: Sequence[BarisManifes],
                      tenggat: str) -> Denah:
    """The manifest; `info` are at most six lines (name, text) about the sending as a whole."""
    lembar = Lembar(MANIFES, warna=TAB_HASIL, lebar=dict(enumerate(map(float, _LEBAR))))
    lembar.merge((0, 0), (0, len(KEPALA) - 1), judul, "judul")
    lembar.tinggi[0] = row_height(2)
    for n, (nama, teks) in enumerate(info[: _KEPALA - _AWAL_INFO - 1], start=_AWAL_INFO):
        lembar.merge((n, 0), (n, 1), nama, "papan_tebal")
        lembar.merge((n, 2), (n, len(KEPALA) - 1), teks, "papan")
        lembar.tinggi[n] = row_height(line_count(teks, sum(_LEBAR[2:])))
    lembar.put_row(_KEPALA, list(KEPALA), "kepala")
    for n, b in enumerate(baris):
        lembar.put_row(_KEPALA + 1 + n, [n + 1, b.kode, b.nama, b.daerah, b.berkas, b.serial, tenggat, b.sidik],
                       ["sel_tengah", *["sel"] * 4, "sel_tengah", "sel_tengah", "sel_kode"])
        lembar.fit_row(_KEPALA + 1 + n, {2: b.nama, 3: b.daerah, 4: b.berkas})
    lembar.beku = (_KEPALA + 1, 3)
    lembar.cetak = Cetak(((0, 0), (_KEPALA + max(len(baris), 1), len(KEPALA) - 1)), (_KEPALA, _KEPALA))
    return Denah(judul, (lembar, _guide()), {}, {}, {}, {"kinerja_jenis": "manifes"}, "Manifes pengiriman")


def _guide() -> Lembar:
    lembar = Lembar(CARA, warna=TAB_KENDALI, lebar={0: 6.0, 1: 110.0})
    lembar.merge((0, 0), (0, 1), "Cara memeriksa berkas yang kembali", "judul")
    lembar.tinggi[0] = row_height(2)
    put_steps(lembar, 1, enumerate((
        "Umumkan berkas kunci_publik.pem beserta sidiknya. Siapa pun dapat memeriksa keaslian berkas dengan kunci itu, "
        "tanpa jaringan. Kunci pribadi tidak pernah dibagikan.",
        "Berkas yang belum diisi sama persis dengan yang dikirim bila SHA-256-nya sama dengan kolom SHA-256.",
        "Berkas yang sudah diisi diperiksa dengan tombol Cek Keaslian, atau saat dikumpulkan: yang boleh berbeda hanya "
        "isian.",
        "Nomor seri tertulis di halaman depan setiap buku dan di kaki setiap halaman cetaknya.",
        "Simpan seluruh folder pengiriman, terutama arsip_sebaran.zip: dengan arsip itu berkas tetap dapat diperiksa "
        "setelah program diperbarui.",
        "Templat di folder umum tidak bertanda keaslian; berkas yang kembali dari situ berstatus belum diverifikasi.",
    ), start=1))
    lembar.cetak = Cetak(((0, 0), (6, 1)), satu_halaman=True)
    return lembar
