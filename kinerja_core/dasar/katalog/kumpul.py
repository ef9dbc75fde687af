"""Findings of collecting: what comes back, the register, the recap (`kinerja kumpul`)."""

from __future__ import annotations

from kinerja_core.dasar.katalog.dasar import catalogue, kode

KATALOG_KUMPUL = catalogue(
    # What came in but is no kertas kerja that could be read.
    ("KPL01", "wajib", "Bukan buku kerja", "Ini {a}, bukan buku kerja .xlsx.",
     "Mintalah buku kerjanya (.xlsx); pindaian, foto, dan cetakan tidak dapat dihitung."),
    ("KPL02", "wajib", "Zip tidak dapat dibuka", "Zip ini tidak dapat dibuka ({a}).",
     "Mintalah zip baru tanpa sandi, atau ekstrak sendiri lalu kumpulkan foldernya."),
    kode("KPL03", "wajib", "Arsip di dalam zip", "Ini {a} di dalam zip; isinya tidak dibuka.",
         "Ekstrak ke dalam folder, lalu kumpulkan lagi.", jawab="perintah"),
    ("KPL04", "wajib", "Tidak ada buku kerja", "Zip ini tidak memuat satu pun buku kerja .xlsx.",
     "Mintalah buku kerjanya (.xlsx) kepada pengirim."),
    kode("KPL05", "wajib", "Arsip berformat lain", "Ini arsip {a}, yang tidak dibuka kinerja.",
         "Ekstrak ke dalam folder, lalu kumpulkan lagi.", jawab="perintah"),
    ("KPL06", "wajib", "Bukan kertas kerja", "Buku ini bukan kertas kerja dari kinerja ({a}).",
     "Mintalah kertas kerja yang dikirim provinsi, diisi oleh kecamatan."),
    kode("KPL07", "wajib", "Kesalahan saat membaca", "Terjadi kesalahan di luar dugaan ({a}) saat membaca berkas ini; "
         "rinciannya di {b}.",
         "Kumpulkan sekali lagi; bila berulang, kirimkan berkas rincian itu kepada pembuat kinerja.",
         jawab="perintah"),
    kode("KPL08", "keterangan", "Dilewati", "Bukan kiriman: {a}.", "Tidak perlu tindakan.", jawab="tidak_perlu"),
    kode("KPL09", "cek", "Folder tidak dapat dibuka", "Folder ini tidak dapat dibuka ({a}); isinya belum dikumpulkan.",
         "Mintalah izin membuka folder itu, atau salin isinya, lalu kumpulkan lagi.",
         akibat="dicatat", jawab="perintah"),
    akibat="tidak_terbaca", jawab="berkas",
) | catalogue(
    # Whose and for what it is.
    ("KPL10", "wajib", "Instrumen lain", "Kertas kerja ini untuk instrumen {a}, bukan {b}.",
     "Isi dan kirim kertas kerja instrumen yang diminta."),
    ("KPL11", "wajib", "Tahun lain", "Kertas kerja ini untuk tahun penilaian {a}, bukan {b}.",
     "Isi dan kirim kertas kerja tahun yang diminta."),
    kode("KPL12", "wajib", "Bukan kecamatan putaran ini", "Kode wilayah {a} tidak ada dalam daftar putaran ini.",
         "Periksa kode wilayahnya; bila memang diundang, tambahkan ke daftar lalu kirimi templat.", jawab="provinsi"),
    kode("KPL13", "wajib", "Kecamatan belum dipilih", "Pada templat umum ini kecamatannya belum dipilih.",
         "Pilih kecamatan di Beranda: klik sel kuning itu, lalu panah kecil di kanannya; kirim sesudahnya.",
         jawab="isian"),
    kode("KPL14", "wajib", "Belum diisi", "Kertas kerja ini belum diisi: tidak satu pun indikator terisi.",
         "Isi lebih dahulu, lalu kirim ulang; bila sudah diisi, kirim berkas yang terisi, bukan templatnya.",
         jawab="isian"),
    akibat="dikembalikan", jawab="berkas",
) | catalogue(
    ("KPL20", "cek", "Nama menyebut kecamatan lain", "Nama berkas atau foldernya menyebut {a}, isinya milik {b}.",
     "Pastikan berkas ini memang dari kecamatan yang tertulis di dalamnya."),
    ("KPL21", "cek", "Nama kecamatan berbeda", "Tertulis {a}, menurut daftar {b}.",
     "Pastikan kode wilayahnya milik kecamatan ini."),
    kode("KPL25", "keterangan", "Instrumen diterbitkan ulang",
         "Berkas ini diterbitkan dengan instrumen versi {a}, sebelum batas isiannya diubah menjadi versi {b}; dinilai "
         "menurut versi {a}.", "Tidak perlu tindakan.", jawab="tidak_perlu"),
    kode("KPL22", "cek", "Salinan lama",
         "Berkas ini disimpan {a}, lebih dulu daripada kiriman yang berlaku ({b}), jadi "
         "tidak menggantikannya.", "Bila memang ini yang terbaru, simpan ulang di Excel lalu kirim sekali lagi.",
         jawab="simpan"),
    kode("KPL23", "cek", "Tidak bertanda keaslian",
         "Penilaian ini mengirim berkas bertanda keaslian, tetapi berkas ini tidak bertanda.",
         "Salin isian ke templat yang dikirim provinsi kepada Anda, lalu kirim ulang.", jawab="templat"),
    kode("KPL24", "cek", "Tidak menggantikan yang asli",
         "Kiriman yang berlaku asli, sedangkan berkas ini tidak dapat diverifikasi, jadi tidak menggantikannya.",
         "Bila memang ini yang terbaru, salin isian ke templat yang dikirim provinsi, lalu kirim ulang.",
         jawab="templat"),
    akibat="dicatat", jawab="pastikan",
) | catalogue(
    # The register and the call.
    ("KPL30", "wajib", "Register sedang dipakai", "Register {a} sedang dipakai proses lain.",
     "Tunggu sampai pengumpulan yang sedang berjalan selesai, lalu ulangi."),
    ("KPL31", "wajib", "Bukan register", "Berkas {a} bukan register kinerja ({b}).",
     "Sebutkan register yang benar, atau nama berkas yang belum ada untuk membuat yang baru."),
    ("KPL32", "wajib", "Register tidak dapat ditulis", "Register {a} tidak dapat ditulis ({b}).",
     "Periksa ruang disk dan izin foldernya, lalu ulangi; yang sudah terdaftar tetap tersimpan."),
    kode("KPL33", "wajib", "Register versi lain", "Register {a} dibuat versi kinerja yang lebih baru.",
         "Pasang versi kinerja yang terbaru di komputer ini.", jawab="komputer"),
    ("KPL34", "wajib", "Folder kiriman tidak ada", "Folder {a} tidak ditemukan atau bukan folder.",
     "Sebutkan folder tempat berkas-berkas yang masuk."),
    ("KPL35", "wajib", "Putaran tidak ada", "Register ini tidak memuat putaran instrumen {a}.",
     "Jalankan kinerja kumpul dengan instrumen itu lebih dahulu."),
    ("KPL36", "wajib", "Tanggal terima keliru", "Tanggal terima {a} tidak terbaca.",
     "Tulis sebagai tahun-bulan-hari, misalnya 2026-12-30."),
    ("KPL37", "wajib", "Pengiriman instrumen lain", "Pengiriman itu untuk instrumen {a}, bukan {b}.",
     "Sebutkan folder pengiriman dan instrumen dari putaran yang sama."),
    ("KPL38", "wajib", "Kunci publik lain", "Kunci publik itu ({a}) bukan kunci pengiriman ini ({b}).",
     "Pakai kunci_publik.pem dari folder pengirimannya."),
    ("KPL39", "wajib", "Bobot tahap keliru", "Bobot tahap {a} tidak terbaca.",
     "Tulis misalnya mandiri=40,verifikasi=60."),
    akibat="tidak_ada", jawab="perintah",
)
