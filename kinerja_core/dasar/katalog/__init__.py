"""The one catalogue of every kode, a module a subject. A new kode is one line in the module of its subject."""

from __future__ import annotations

from kinerja_core.dasar.katalog.berkas import KATALOG_BERKAS, KATALOG_CEK, KATALOG_KIRIM, KATALOG_TOMBOL
from kinerja_core.dasar.katalog.buku import KATALOG_BARIS, KATALOG_LINTAS, KATALOG_URAI
from kinerja_core.dasar.katalog.dasar import Kode
from kinerja_core.dasar.katalog.instrumen import KATALOG_INSTRUMEN
from kinerja_core.dasar.katalog.isian import KATALOG_ASAL, KATALOG_ISIAN
from kinerja_core.dasar.katalog.kumpul import KATALOG_KUMPUL
from kinerja_core.dasar.katalog.lanjut import KATALOG_LANJUT
from kinerja_core.dasar.katalog.sebar import KATALOG_SEBAR
from kinerja_core.dasar.katalog.segel import KATALOG_SEGEL
from kinerja_core.dasar.katalog.tabel import KATALOG_TABEL
from kinerja_core.dasar.katalog.verifikasi import KATALOG_VERIFIKASI

#: Families in the order of their page: what each is called, who finds it, its kode.
KELUARGA: tuple[tuple[str, str, dict[str, Kode]], ...] = (
    ("Catatan isian", "Ditemukan sendiri oleh lembar Pemeriksaan, tanpa program apa pun, dan sama persis oleh "
     "`kinerja periksa` dan `kinerja hitung`, yang menyebut datanya di depan.", KATALOG_ISIAN),
    ("Asal isian kertas kerja", "Hanya ditemukan oleh perintah (atau tombol di Excel): rumus di sel isian dan format "
     "selnya, yang tidak terlihat oleh rumus lembarnya.", KATALOG_ASAL),
    ("Catatan berkas dan perintah", "Hanya ditemukan oleh perintah (atau tombol di Excel), karena menyangkut "
     "berkasnya sendiri.", KATALOG_BERKAS),
    ("Tombol di Excel", "Disebut tombol add-in dalam kotak pesan.", KATALOG_TOMBOL),
    ("Kiriman dan ekspor", "`kinerja kirim`, `kinerja ekspor`, dan tombolnya.", KATALOG_KIRIM),
    ("Tahun berikutnya dan versi baru", "`kinerja tahun-berikutnya`, `kinerja pindah`, dan tombolnya; di Excel "
     "tertulis di lembar Catatan buku baru.", KATALOG_LANJUT),
    ("Komputer dan add-in", "`kinerja cek`, `kinerja addin`, dan tombol Cek Komputer.", KATALOG_CEK),
    ("Catatan instrumen, berkas isian, dan identitas", "Hanya ditemukan oleh perintah: "
     "`kinerja instrumen periksa`, `kinerja buat`, dan perintah lain yang membaca berkas itu.", KATALOG_INSTRUMEN),
    ("Catatan baris Buku Kinerja", "Ditemukan sendiri oleh Buku Kinerja: kolom Keterangan isian menyebut catatan "
     "pertama sebuah baris, lembar Pemeriksaan mengumpulkannya. `kinerja periksa` menyebut semuanya. Di sini `{b}` "
     "biasanya nama kolomnya. Naskah instrumen, daftar kecamatan, Pengaturan, dan buku verifikasi memakai kode yang "
     "sama untuk kekeliruan yang sama.", KATALOG_BARIS),
    ("Catatan susunan Buku Kinerja", "Ditemukan sendiri oleh Buku Kinerja berbentuk baris: bagaimana sebuah baris "
     "lembar Rencana dibaca.", KATALOG_URAI),
    ("Catatan sel tabel isian", "Ditemukan saat sel naskah instrumen, daftar kecamatan, Pengaturan, buku verifikasi, "
     "dan Buku Kinerja dibaca: yang tidak terlihat oleh rumus lembarnya. `{b}` judul kolomnya.", KATALOG_TABEL),
    ("Catatan antar-dokumen Buku Kinerja", "Ditemukan oleh `kinerja periksa` dan `kinerja hitung` pada Buku "
     "Kinerja: dokumen satu dibandingkan dengan yang lain. Ambangnya ada di [hitungan-buku.md](hitungan-buku.md).",
     KATALOG_LINTAS),
    ("Cek Keaslian", "`kinerja periksa --kunci`: berkas dibandingkan dengan yang diterbitkan, dan tanda "
     "keasliannya diperiksa.", KATALOG_SEGEL),
    ("Sebaran", "`kinerja sebar`: daftar kecamatan, penyegelan, dan folder templat.", KATALOG_SEBAR),
    ("Pengumpulan", "`kinerja kumpul`: berkas yang masuk, register, rekap.", KATALOG_KUMPUL),
    ("Verifikasi", "`kinerja verifikasi` dan `kinerja provinsi`.", KATALOG_VERIFIKASI),
)
KATALOG: dict[str, Kode] = {kode: k for _, _, isi in KELUARGA for kode, k in isi.items()}
