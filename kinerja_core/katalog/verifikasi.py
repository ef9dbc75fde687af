"""Findings of verification: verifier workbooks and their merging (`kinerja verifikasi`, `kinerja provinsi`)."""

from __future__ import annotations

from kinerja_core.katalog.dasar import catalogue

KATALOG_VERIFIKASI = catalogue(
    # The working folder of the province: Pengaturan.xlsx and the five steps.
    ("PRV01", "wajib", "Pengaturan tidak ada", "Pengaturan.xlsx tidak ditemukan di {a}.",
     "Jalankan kinerja provinsi siapkan untuk folder itu, atau kembalikan Pengaturan.xlsx ke sana."),
    ("PRV02", "wajib", "Bukan Pengaturan", "Buku {a} bukan Pengaturan dari kinerja ({b}).",
     "Pakai Pengaturan.xlsx yang dibuat kinerja provinsi siapkan."),
    ("PRV03", "wajib", "Pengaturan belum diisi", "{a} belum diisi.", "Isi sel kuning itu, lalu simpan."),
    ("PRV04", "wajib", "Pengaturan keliru", "{a} tertulis {b}.", "Ikuti contoh di kolom Petunjuk sebelahnya."),
    ("PRV05", "wajib", "Tanggal tidak terbaca", "{a} tertulis {b}.",
     "Tulis seperti 31-12-2026 atau 31 Desember 2026."),
    ("PRV06", "wajib", "Jumlah bobot tahap bukan 100", "Jumlah bobot tahap {a}, seharusnya 100.{b}",
     "Ubah bobot tahap sampai jumlahnya 100; tahap yang tidak dipakai 0."),
    ("PRV07", "wajib", "Berkas tidak ditemukan", "{a} menyebut {b}, yang tidak ada.",
     "Periksa nama dan foldernya; nama saja berarti di folder Pengaturan.xlsx."),
    ("PRV08", "wajib", "Baris pengaturan tidak ada", "Baris {a} tidak ditemukan.{b}",
     "Kembalikan nama barisnya, atau buat Pengaturan.xlsx baru di folder lain lalu salin isinya."),
    ("PRV09", "wajib", "Langkah tidak dikenal", "Langkah {a} tidak dikenal.{b}", "Pilih salah satu: 1 sampai 5."),
    ("PRV10", "wajib", "Belum disebar", "Folder {a} belum berisi hasil Sebar.", "Jalankan 2 Sebar lebih dahulu."),
    ("PRV11", "wajib", "Belum dikumpulkan", "Belum ada register di {a}.", "Jalankan 3 Kumpulkan lebih dahulu."),
    ("PRV12", "wajib", "Instrumen berubah sesudah disebar", "Instrumen sekarang ({a}) bukan yang disebar ({b}).",
     "Kembalikan instrumen seperti saat disebar, atau jalankan 2 Sebar lagi untuk versi yang baru."),
    ("PRV13", "wajib", "Sandi belum diketik", "Kunci bersandi, dan sandinya belum diketik.",
     "Jalankan 2 Sebar dengan klik dua kali lalu ketik sandinya; sandi tidak terlihat saat diketik."),
    ("PRV14", "wajib", "Bukan folder kerja", "Tombol ini bekerja pada Pengaturan.xlsx sebuah folder kerja.",
     "Buka Pengaturan.xlsx dari folder kerja provinsi di komputer ini, simpan, lalu klik lagi."),
)
