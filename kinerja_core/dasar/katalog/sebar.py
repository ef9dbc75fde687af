"""Findings of sending: the list of kecamatan, sealing, the folder of templates (`kinerja sebar`)."""

from __future__ import annotations

from kinerja_core.dasar.katalog.dasar import catalogue, kode

KATALOG_SEBAR = catalogue(
    ("SBR01", "wajib", "Instrumen belum terkonfirmasi", "Instrumen ini belum terkonfirmasi: {a}.",
     "Mintalah kepastian penerbit instrumen, atau kirim dengan --terima \"SAYA MENERIMA NILAI YANG BELUM "
     "TERKONFIRMASI\"; kalimat itu tercetak di setiap templat."),
    ("SBR02", "wajib", "Kalimat penerimaan keliru", "Kalimat penerimaan tertulis \"{a}\".",
     "Tulis persis: SAYA MENERIMA NILAI YANG BELUM TERKONFIRMASI."),
    ("SBR03", "wajib", "Folder sudah terisi", "Folder {a} sudah berisi {b}.",
     "Sebutkan folder baru; kiriman lama tidak pernah ditimpa."),
    ("SBR04", "wajib", "Tenggat tidak sah", "Tenggat tertulis {a}.", "Tulis sebagai tahun-bulan-tanggal: 2026-12-31."),
    ("SBR05", "wajib", "Templat tidak sama dengan aslinya", "Templat {a} tidak sama dengan yang ditulis utuh: {b}.",
     "Ini kesalahan program; tidak ada yang dikirim. Laporkan dengan daftar kecamatannya."),
    ("SBR06", "wajib", "Arsip sebaran tidak ada", "Arsip sebaran tidak ditemukan di {a}.",
     "Sebutkan folder hasil Sebar, atau berkas arsip_sebaran.zip di dalamnya."),
    kode("SBR07", "wajib", "Arsip sebaran rusak", "Arsip {a} tidak dapat dipakai: {b}.",
         "Ambil lagi arsip_sebaran.zip dari folder pengiriman aslinya.", jawab="berkas"),
    ("SBR08", "wajib", "Sandi kunci tidak ada", "Variabel lingkungan {a} kosong.",
     "Isi variabel itu dengan sandi kunci, atau jalankan tanpa --sandi-lingkungan."),
    akibat="tidak_ada", jawab="perintah",
) | catalogue(
    kode("DFT01", "wajib", "Daftar tidak dikenali", "Tidak ada lembar dengan baris judul yang memuat Kode wilayah.",
         "Pakai formulir dari kinerja daftar, atau beri judul Kode wilayah pada kolom kodenya.", jawab="berkas"),
    ("DFT05", "wajib", "Kode wilayah salah", "Kode wilayah tertulis {a}.{b}",
     "Tulis sebagai PP.KK.CC seperti 35.20.10: kabupaten 01-69, kota 71-99, kecamatan 01-99."),
    ("DFT07", "wajib", "Kode wilayah ganda", "Kode {a} sudah ada di {b}.", "Setiap kecamatan satu baris; perbaiki."),
    ("DFT10", "wajib", "Kabupaten atau kota", "Tertulis {a}, sedangkan kodenya milik {b}.",
     "Kode 01-69 adalah kabupaten, 71-99 kota; perbaiki salah satunya."),
    ("DFT11", "wajib", "Nama kabupaten tidak seragam", "Untuk kode yang sama tertulis {a}, dan {b}.",
     "Samakan penulisannya; satu kode satu nama."),
    ("DFT14", "wajib", "Daftar kosong", "Tidak ada satu pun kecamatan dalam daftar.", "Isi daftarnya lebih dahulu."),
    ("DFT16", "wajib", "Nama kecamatan ganda", "Nama {a} sudah ada di kabupaten/kota yang sama: {b}.",
     "Periksa apakah satu kecamatan tertulis dua kali dengan kode berbeda."),
    ("DFT17", "wajib", "Tanpa desa dan kelurahan", "Jumlah desa dan kelurahan {a} keduanya 0.",
     "Isi jumlah yang benar; setiap kecamatan mempunyai desa atau kelurahan."),
    akibat="tidak_ada", jawab="isian",
)
