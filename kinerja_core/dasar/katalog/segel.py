"""Findings of the seal, keys, and the comparison of a file with its definition."""

from __future__ import annotations

from kinerja_core.dasar.katalog.dasar import catalogue

#: The seal ("tanda keaslian"), keys, and the comparison of a file with its definition.
KATALOG_SEGEL = catalogue(
    ("SGL01", "keterangan", "Belum diverifikasi", "Keaslian berkas ini belum diverifikasi: {a}.",
     "Tidak perlu tindakan; provinsi memeriksanya dengan kunci publiknya."),
    ("SGL02", "wajib", "Tidak asli", "Berkas ini tidak asli: {a}.",
     "Salin isian ke templat yang dikirim provinsi, lalu kirim ulang."),
    ("SGL03", "wajib", "Kunci lain", "Tanda keaslian dibuat dengan kunci {a}, bukan {b}.",
     "Pastikan kunci publiknya; bila sudah benar, mintalah templat baru kepada provinsi."),
    ("SGL04", "wajib", "Sel terkunci berubah", "Seharusnya {a}, ditemukan {b}.",
     "Salin isian ke templat baru; sel yang bukan kuning tidak boleh diubah."),
    ("SGL05", "wajib", "Susunan lembar berubah", "{a}.", "Salin isian ke templat baru."),
    ("SGL06", "cek", "Lembar tambahan", "Lembar {a} bukan bagian formulir.", "Pastikan tidak ada isian di situ."),
    ("SGL07", "wajib", "Lembar tersembunyi", "Lembar {a} tersembunyi, bukan bagian formulir.", "Hapus lembar itu."),
    ("SGL08", "keterangan", "Lembar dari tombol", "Lembar {a} dibuat oleh tombol Kinerja.", "Tidak perlu tindakan."),
    ("SGL09", "wajib", "Nama berubah", "Nama ini seharusnya {a}, ditemukan {b}.", "Salin isian ke templat baru."),
    ("SGL10", "wajib", "Baris atau kolom bergeser", "{a}; {b} sel tidak lagi di tempatnya.",
     "Salin isian ke templat baru; baris dan kolom formulir tidak boleh ditambah atau dihapus."),
    ("SGL11", "cek", "Kunci sel dibuka", "Sel yang seharusnya terkunci dapat diketik.", "Pastikan isinya benar."),
    ("SGL12", "keterangan", "Isian ditempel", "{a} sel isian kehilangan batasan atau kuncinya berubah, mulai {b}.",
     "Tidak perlu tindakan; biasanya karena menempel dari berkas lain."),
    ("SGL13", "cek", "Batasan isian berubah", "Batasan isian seharusnya {a}, ditemukan {b}.",
     "Pastikan isinya sesuai pilihan pada templat asli."),
    ("SGL14", "wajib", "Identitas buku tidak sama", "Tertulis {a}, sedangkan properti berkas menyebut {b}.",
     "Salin isian ke templat milik kecamatan Anda."),
    ("SGL15", "cek", "Data Umum berbeda dari kiriman", "Terisi {a}, yang dikirim provinsi {b}.",
     "Bila datanya memang berubah, jelaskan kepada provinsi; bila tidak, kembalikan."),
    ("SGL16", "wajib", "Perbedaan lain", "{a} perbedaan lain di {b} tidak disebut.", "Salin isian ke templat baru."),
    ("SGL17", "wajib", "Pemilik tidak terbaca", "Buku ini tidak menyebut kecamatannya.", "Salin ke templat Anda."),
    ("SGL18", "cek", "Bukan bentuk baku berkas ini", "Bentuk baku yang disimpan saat mengirim bukan milik berkas ini.",
     "Periksa manifes pengiriman; pakai bentuk baku dengan nomor seri yang sama."),
    ("SGL20", "wajib", "Kunci tidak sah", "Berkas {a} tidak dapat dipakai: {b}.", "Sebutkan kunci .pem yang benar."),
    ("SGL21", "wajib", "Sandi kunci", "Kunci tidak dapat dibuka: {a}.", "Ketik sandi yang dipakai saat membuatnya."),
    ("SGL22", "wajib", "Kunci sudah ada", "Berkas {a} sudah ada dan tidak ditimpa.",
     "Pakai kunci itu, atau pilih folder lain; templat yang sudah dikirim bergantung padanya."),
)
