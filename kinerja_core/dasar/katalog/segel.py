"""Findings of the seal, keys, and the comparison of a file with its definition."""

from __future__ import annotations

from kinerja_core.dasar.katalog.dasar import catalogue, kode

#: The seal ("tanda keaslian"), keys, and the comparison of a file with its definition.
KATALOG_SEGEL = catalogue(
    kode("SGL01", "keterangan", "Belum diverifikasi", "Keaslian berkas ini belum diverifikasi: {a}.",
         "Tidak perlu tindakan; provinsi memeriksanya dengan kunci publiknya.", akibat="dicatat", jawab="provinsi"),
    kode("SGL02", "wajib", "Tidak asli", "Berkas ini tidak asli: {a}.",
         "Salin isian ke templat yang dikirim provinsi, lalu kirim ulang.", akibat="dikembalikan", berubah="berkas"),
    kode("SGL03", "wajib", "Kunci lain", "Tanda keaslian dibuat dengan kunci {a}, bukan {b}.",
         "Pastikan kunci publiknya; bila sudah benar, mintalah templat baru kepada provinsi.",
         akibat="dikembalikan", jawab="provinsi", berubah="berkas"),
    kode("SGL04", "wajib", "Sel terkunci berubah", "Seharusnya {a}, ditemukan {b}.",
         "Salin isian ke templat baru; sel yang bukan kuning tidak boleh diubah.",
         akibat="dikembalikan", berubah="sel"),
    kode("SGL05", "wajib", "Susunan lembar berubah", "{a}.", "Salin isian ke templat baru.",
         akibat="dikembalikan", berubah="susunan"),
    ("SGL06", "cek", "Lembar tambahan", "Lembar {a} bukan bagian formulir.", "Pastikan tidak ada isian di situ."),
    kode("SGL07", "wajib", "Lembar tersembunyi", "Lembar {a} tersembunyi, bukan bagian formulir.", "Hapus lembar itu.",
         akibat="dikembalikan", jawab="isian", berubah="susunan"),
    kode("SGL08", "keterangan", "Lembar dari tombol", "Lembar {a} dibuat oleh tombol Kinerja.", "Tidak perlu tindakan.",
         jawab="tidak_perlu"),
    kode("SGL09", "wajib", "Nama berubah", "Nama ini seharusnya {a}, ditemukan {b}.", "Salin isian ke templat baru.",
         akibat="dikembalikan", berubah="sel"),
    kode("SGL10", "wajib", "Baris atau kolom bergeser", "{a}; {b} sel tidak lagi di tempatnya.",
         "Salin isian ke templat baru; baris dan kolom formulir tidak boleh ditambah atau dihapus.",
         akibat="dikembalikan", berubah="sel"),
    ("SGL11", "cek", "Kunci sel dibuka", "Sel yang seharusnya terkunci dapat diketik.", "Pastikan isinya benar."),
    kode("SGL12", "keterangan", "Isian ditempel", "{a} sel isian kehilangan batasan atau kuncinya berubah, mulai {b}.",
         "Tidak perlu tindakan; biasanya karena menempel dari berkas lain.", jawab="tidak_perlu"),
    ("SGL13", "cek", "Batasan isian berubah", "Batasan isian seharusnya {a}, ditemukan {b}.",
     "Pastikan isinya sesuai pilihan pada templat asli."),
    kode("SGL14", "wajib", "Identitas buku tidak sama", "Tertulis {a}, sedangkan properti berkas menyebut {b}.",
         "Salin isian ke templat milik kecamatan Anda.", akibat="dikembalikan", berubah="berkas"),
    kode("SGL15", "cek", "Data Umum berbeda dari kiriman", "Terisi {a}, yang dikirim provinsi {b}.",
         "Bila datanya memang berubah, jelaskan kepada provinsi; bila tidak, kembalikan.", jawab="penjelasan"),
    kode("SGL16", "wajib", "Perbedaan lain", "{a} perbedaan lain di {b} tidak disebut.", "Salin isian ke templat baru.",
         akibat="dikembalikan", berubah="sel"),
    kode("SGL17", "wajib", "Pemilik tidak terbaca", "Buku ini tidak menyebut kecamatannya.", "Salin ke templat Anda.",
         akibat="dikembalikan", berubah="berkas"),
    kode("SGL18", "cek", "Bukan bentuk baku berkas ini",
         "Bentuk baku yang disimpan saat mengirim bukan milik berkas ini.",
         "Periksa manifes pengiriman; pakai bentuk baku dengan nomor seri yang sama.", jawab="provinsi"),
    akibat="dicatat", jawab="templat", jawab_cek="pastikan",
) | catalogue(
    ("SGL20", "wajib", "Kunci tidak sah", "Berkas {a} tidak dapat dipakai: {b}.", "Sebutkan kunci .pem yang benar."),
    ("SGL21", "wajib", "Sandi kunci", "Kunci tidak dapat dibuka: {a}.", "Ketik sandi yang dipakai saat membuatnya."),
    ("SGL22", "wajib", "Kunci sudah ada", "Berkas {a} sudah ada dan tidak ditimpa.",
     "Pakai kunci itu, atau pilih folder lain; templat yang sudah dikirim bergantung padanya."),
    akibat="tidak_ada", jawab="perintah",
)
