"""Findings about a cell of a table of inputs that no formula of its sheet sees: every workbook has the same.

What a formula sees too (no number, outside its bounds, not in its list, an error, not whole) is `KATALOG_BARIS`.
"""

from __future__ import annotations

from kinerja_core.dasar.katalog.dasar import catalogue, kode

#: {a} what stands in the cell, {b} the header of its column.
KATALOG_TABEL = catalogue(
    ("TBL01", "wajib", "Menjadi tanggal", "{b}: Excel menyimpannya sebagai tanggal, {a}.",
     "Ubah format selnya menjadi Teks (untuk nomor dan kode) atau Umum (untuk angka), lalu ketik ulang isinya."),
    ("TBL02", "wajib", "Berformat persen", "{b}: berformat persen, {a}.",
     "Ubah format selnya menjadi Umum (General), lalu ketik angkanya saja: 40 untuk 40 persen."),
    ("TBL03", "wajib", "Angka di sel teks", "{b}: isinya angka {a}, padahal harus teks.",
     "Ubah format selnya menjadi Teks, lalu ketik ulang seperti yang seharusnya tertulis."),
    ("TBL04", "wajib", "Tanda yang tidak dapat dipakai", "{b} memuat {a}, yang tidak dapat dipakai.",
     "Hapus tanda itu; bila tidak kelihatan, hapus isi selnya lalu ketik ulang."),
    ("TBL05", "wajib", "Tulisan tidak dapat dipakai", "{b}: {a}.",
     "Tulis namanya saja: mulai dengan huruf atau angka, dan tidak melebihi panjang yang disebut."),
    kode("TBL06", "wajib", "Rumus tanpa hasil", "{b}: rumusnya belum pernah dihitung ({a}).",
         "Buka dan simpan berkasnya di Excel, atau ganti rumusnya dengan nilai.", jawab="simpan"),
    ("TBL07", "wajib", "Judul tidak ada", "Judul {a} tidak ada.{b}", "Tulis judulnya persis seperti itu."),
    ("TBL08", "wajib", "Judul ganda", "Judul {a} ada dua kali.", "Hapus salah satunya, atau ganti judulnya."),
    ("TBL09", "wajib", "Tanggal tidak terbaca", "{b}: {a} bukan tanggal yang dikenal.",
     "Tulis seperti 31-12-2026 atau 31 Desember 2026."),
    akibat="dicatat", jawab="isian",
)
