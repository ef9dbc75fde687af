"""Sheets the add-in adds to an open workbook, and the form that asks for an office: names, headers, widths, colours.

They are no part of any described workbook: reading, checking and comparing pass them by.
"""

from __future__ import annotations

from dataclasses import dataclass

from kinerja_core.lembar.tema import BIRU_TUA, JINGGA, KUNING, PUTIH


@dataclass(frozen=True)
class LembarTambahan:
    """One table of the add-in's own: the sheet, its header, widths in characters, which column wraps."""

    nama: str
    kepala: tuple[str, ...]
    lebar: tuple[float, ...]
    bungkus: tuple[int, ...] = ()

    def kolom(self, kepala: str) -> int:
        """1-based column of a header; ValueError when there is none."""
        return self.kepala.index(kepala) + 1


HASIL = LembarTambahan("Hasil Hitung Ulang", ("Hasil", "Kode", "Tempat", "Menurut inti", "Menurut buku", "Keadaan"),
                       (70, 8, 24, 18, 18, 10), (0,))
CATATAN = LembarTambahan("Catatan", ("Kode", "Tingkat", "Tempat", "Catatan", "Cara memperbaiki"),
                         (8, 17, 26, 60, 50), (3, 4))
KOMPUTER = LembarTambahan("Cek Komputer", ("Yang diperiksa", "Keadaan", "Keterangan"), (34, 14, 90), (2,))
TAMBAHAN = (HASIL, CATATAN, KOMPUTER)

#: The form that asks whose a new workbook is: sheet, then label and key of each yellow cell.
FORMULIR = "Buku Baru"
KOLOM_FORMULIR = (
    ("Kode wilayah (PP.KK.CC)", "kode_wilayah"), ("Nama kecamatan", "nama"), ("Kabupaten/Kota", "kabupaten"),
    ("Provinsi", "provinsi"), ("Alamat kantor", "alamat"), ("Tahun", "tahun"),
    ("Instrumen (untuk Kertas Kerja)", "instrumen"),
)
#: What stands below the form: the names that may be typed into its last cell.
PILIHAN_FORMULIR = "Instrumen yang terpasang:"
JUDUL_FORMULIR = "Isi sel kuning, lalu klik tombol yang sama sekali lagi."
LEBAR_FORMULIR, BARIS_FORMULIR = (30, 50), 3
WARNA_KEPALA, WARNA_HURUF_KEPALA, WARNA_BEDA, WARNA_ISIAN = BIRU_TUA, PUTIH, JINGGA, KUNING


def is_added(nama: str) -> bool:
    """Is that sheet one the add-in adds?"""
    return nama in {t.nama for t in TAMBAHAN}
