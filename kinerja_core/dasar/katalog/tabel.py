"""Findings about a cell of a table of inputs that no formula of its sheet sees: every workbook has the same.

What a formula sees too (no number, outside its bounds, not in its list, an error, not whole) is `KATALOG_BARIS`.
"""

from __future__ import annotations

from kinerja_core.dasar.katalog.dasar import catalogue, kode

#: {a} what stands in the cell, {b} the header of its column.
KATALOG_TABEL = catalogue(
    ("SEL01", "wajib", "Menjadi tanggal", "{b}: Excel menyimpannya sebagai tanggal, {a}.",
     "Nomor atau kode: ketik ulang dengan tanda petik tunggal di depan ('1/2/2026). Angka: salin sel kuning lain yang "
     "angkanya tampil biasa, tempel formatnya ke sel ini (Tempel Khusus: Format), lalu ketik ulang angkanya."),
    ("SEL02", "wajib", "Berformat persen", "{b}: berformat persen, {a}.",
     "Salin sel kuning lain yang angkanya tampil biasa, tempel formatnya ke sel ini (Tempel Khusus: Format), lalu "
     "ketik angkanya saja, tanpa tanda %."),
    ("SEL03", "wajib", "Angka di sel teks", "{b}: isinya angka {a}, padahal harus teks.",
     "Ketik ulang seperti yang seharusnya tertulis, dengan tanda petik tunggal (') di depan."),
    ("SEL04", "wajib", "Tanda yang tidak dapat dipakai", "{b} memuat {a}, yang tidak dapat dipakai.",
     "Hapus tanda itu; bila tidak kelihatan, hapus isi selnya lalu ketik ulang."),
    ("SEL05", "wajib", "Tulisan tidak dapat dipakai", "{b}: {a}.",
     "Tulis namanya saja: mulai dengan huruf atau angka, dan tidak melebihi panjang yang disebut."),
    kode("SEL06", "wajib", "Rumus tanpa hasil", "{b}: rumusnya belum pernah dihitung ({a}).",
         "Buka dan simpan berkasnya di Excel, atau ganti rumusnya dengan nilai.", jawab="simpan"),
    ("SEL07", "wajib", "Judul tidak ada", "Judul {a} tidak ada.{b}", "Tulis judulnya persis seperti itu."),
    ("SEL08", "wajib", "Judul ganda", "Judul {a} ada dua kali.", "Hapus salah satunya, atau ganti judulnya."),
    ("SEL09", "wajib", "Tanggal tidak terbaca", "{b}: {a} bukan tanggal yang dikenal.",
     "Tulis seperti 31-12-2026 atau 31 Desember 2026."),
    ("SEL10", "cek", "Tampil sebagai tanggal", "{b}: angkanya {a}, tetapi selnya tampil sebagai tanggal.",
     "Salin sel kuning lain yang angkanya tampil biasa, tempel formatnya ke sel ini (Tempel Khusus: Format)."),
    akibat="dicatat", jawab="isian",
)
