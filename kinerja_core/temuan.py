"""Catatan pemeriksaan: every finding is a value, every kode stands in one catalogue, errors carry a kode too.

The message templates below are used twice: Python fills them, and the workbook's Pemeriksaan sheet fills the
same texts by formula. `{a}` is what was found, `{b}` what it is compared with.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Tingkat = Literal["wajib", "cek", "keterangan"]
SEBUTAN_TINGKAT: dict[Tingkat, str] = {
    "wajib": "Wajib diperbaiki",
    "cek": "Perlu dicek",
    "keterangan": "Keterangan",
}


@dataclass(frozen=True)
class Kode:
    """One kind of finding: stable kode, level, what it says and how it is mended."""

    kode: str
    tingkat: Tingkat
    judul: str
    pesan: str
    perbaikan: str


@dataclass(frozen=True)
class Temuan:
    """One finding at one place. `sel` is as Excel shows it ("Kertas Kerja!D17") or "" for the whole file."""

    kode: str
    tingkat: Tingkat
    sel: str
    pesan: str
    perbaikan: str
    nilai: Any = None

    def as_dict(self) -> dict[str, Any]:
        """Plain dict in the order of the published JSON contract."""
        return asdict(self)


class KinerjaError(Exception):
    """A broken call or an unusable file: one kode, one sentence, one mend. Never a traceback for the user.

    `temuan` lists everything found when several mistakes are reported at once (an instrument file).
    """

    def __init__(self, kode: str, *, temuan: tuple[Temuan, ...] = (), sel: str = "", **isi: object) -> None:
        self.temuan = temuan or (buat_temuan(kode, sel, **isi),)
        self.kode = kode
        super().__init__(self.temuan[0].pesan)


def _katalog(*baris: tuple[str, Tingkat, str, str, str]) -> dict[str, Kode]:
    katalog = {b[0]: Kode(*b) for b in baris}
    if len(katalog) != len(baris):
        raise ValueError("kode berulang dalam katalog")
    return katalog


#: Findings about one input; the workbook finds these by itself, with no code running.
KATALOG_ISIAN = _katalog(
    ("ISI01", "wajib", "Belum diisi", "Belum diisi.", "Isi sel kuning ini."),
    ("ISI02", "wajib", "Sel berisi galat", "Sel ini berisi galat Excel.",
     "Hapus isinya, lalu ketik nilainya."),
    ("ISI03", "wajib", "TRUE atau FALSE", "Sel ini berisi {a}, bukan isian yang diminta.",
     "Hapus isinya, lalu ketik nilainya."),
    ("ISI04", "wajib", "Tanda hubung", "Tanda \"-\" tidak dihitung.",
     "Ketik 0 bila jumlahnya memang nol, atau kosongkan bila belum diketahui."),
    ("ISI05", "wajib", "Angka diketik sebagai teks", "Ini teks, bukan angka: {a}.",
     "Ketik ulang angkanya tanpa spasi dan tanpa tanda kutip, dengan koma sebagai desimal."),
    ("ISI06", "wajib", "Teks di sel angka", "Isinya tulisan ({a}), padahal harus angka.",
     "Ketik angkanya saja; satuan sudah tercetak di sebelahnya."),
    ("ISI07", "wajib", "Terlalu kecil", "Angka {a} lebih kecil daripada batas {b}.",
     "Periksa angkanya; jumlah tidak boleh negatif."),
    ("ISI08", "wajib", "Terlalu besar", "Angka {a} melebihi batas {b}.",
     "Periksa angkanya dan satuannya."),
    ("ISI09", "wajib", "Harus bilangan bulat", "Angka {a} berdesimal, seharusnya bulat.",
     "Isi bilangan bulat."),
    ("ISI10", "cek", "Persen antara 0 dan 1", "Tertulis {a} persen. Maksudnya {b} persen?",
     "Ketik 93 untuk 93 persen, bukan 0,93 dan bukan 93%."),
    ("ISI11", "wajib", "Di luar daftar pilihan", "Jawaban {a} tidak ada dalam daftar.",
     "Pilih salah satu jawaban dari daftar di sel itu."),
    ("ISI12", "cek", "Diisi padahal tidak relevan", "Terisi {a}, padahal indikator ini tidak relevan.",
     "Kosongkan isian ini, atau betulkan Data Umum."),
    ("ISI13", "wajib", "\"Tidak relevan\" tidak tersedia", "Jawaban \"Tidak relevan\" tidak tersedia di sini.",
     "Isi datanya. Bila memang nol, ketik 0."),
    ("HUB01", "wajib", "Melebihi pembanding", "Angka {a} melebihi pembandingnya, {b}.",
     "Periksa kedua angka; yang tercapai tidak boleh lebih banyak daripada keseluruhannya."),
    ("HUB02", "wajib", "Pembanding nol", "Pembandingnya 0, padahal terisi {a}.",
     "Periksa jumlah keseluruhannya."),
    ("HUB03", "cek", "0 dari 0", "Kedua angka 0 (0 dari 0).",
     "Pastikan memang tidak ada; bila ada, isi jumlahnya."),
    ("HUB04", "wajib", "Bagian melebihi jumlah", "Bagiannya {a}, melebihi jumlah {b}.",
     "Periksa tiap bagian dan jumlah keseluruhannya."),
    ("HUB05", "cek", "Berbeda dari Data Umum", "Terisi {a}, menurut Data Umum {b}.",
     "Samakan dengan Data Umum, atau jelaskan di kolom Bukti dukung."),
    ("HUB06", "cek", "Dua isian tidak sama", "Terisi {a}, indikator terkait mencatat {b}.",
     "Pastikan angka mana yang benar, lalu samakan."),
    ("HUB07", "cek", "Tahun data berbeda", "Data tahun {a}, padahal tahun data {b}.",
     "Pastikan tahun datanya; sebutkan di kolom Bukti dukung."),
    ("UMU01", "wajib", "Tahun data tidak wajar", "Tahun data {a} melewati tahun penilaian {b}.",
     "Isi tahun data yang dinilai, biasanya setahun sebelum tahun penilaian."),
    ("UMU02", "wajib", "Tidak ada desa dan kelurahan", "Jumlah desa dan jumlah kelurahan sama-sama 0.",
     "Isi jumlah desa atau jumlah kelurahan kecamatan ini."),
    ("LTK01", "wajib", "Isian berpindah tempat", "Isian {a} tidak lagi di tempatnya.",
     "Batalkan pemindahan (Ctrl+Z), atau salin isinya ke templat baru."),
)

#: Findings that need the file itself: found by `kinerja periksa` and `kinerja hitung`, not by a formula.
KATALOG_BERKAS = _katalog(
    ("BKS01", "wajib", "Berkas tidak ada", "Berkas {a} tidak ditemukan.", "Periksa nama dan foldernya."),
    ("BKS02", "wajib", "Bukan berkas Excel", "Berkas ini bukan buku kerja .xlsx ({a}).",
     "Buka di Excel lalu simpan sebagai Buku Kerja Excel (.xlsx)."),
    ("BKS03", "wajib", "Berkas bersandi", "Berkas ini bersandi sehingga tidak dapat dibaca.",
     "Hapus sandinya di Excel (Berkas > Info > Proteksi Buku Kerja), lalu kirim ulang."),
    ("BKS04", "wajib", "Format lama atau lain", "Berkas ini berformat {a}, bukan .xlsx.",
     "Buka di Excel atau LibreOffice lalu simpan sebagai .xlsx."),
    ("BKS05", "wajib", "Isi paket melampaui batas", "Isi berkas melampaui batas aman ({a}).",
     "Jangan dibuka; minta berkas baru kepada pengirimnya."),
    ("BKS06", "wajib", "XML berbahaya", "Bagian {a} memuat deklarasi yang tidak diizinkan.",
     "Jangan dibuka; minta berkas baru kepada pengirimnya."),
    ("BKS07", "wajib", "Berkas rusak", "Berkas rusak dan tidak dapat dibaca ({a}).",
     "Buka dan simpan ulang di Excel, atau minta berkas baru."),
    ("BKS08", "wajib", "Memuat makro", "Berkas ini memuat makro ({a}), padahal formulir kita tidak bermakro.",
     "Salin isian ke templat asli tanpa makro."),
    ("BKS09", "wajib", "Instrumen tidak dikenal", "Instrumen {a} tidak ditemukan di komputer ini.",
     "Sebutkan berkas instrumennya dengan --instrumen."),
    ("BKS10", "wajib", "Instrumen berbeda versi",
     "Buku ini dibuat dari instrumen bersidik {a}, sedangkan yang ada di komputer ini {b}.",
     "Sebutkan berkas instrumen yang benar dengan --instrumen, atau pakai templat baru."),
    ("BKS11", "wajib", "Isian tidak ditemukan", "Sel isian {a} tidak ditemukan dalam buku ini.",
     "Salin isian ke templat baru."),
    ("BKS12", "cek", "Rumus di sel isian", "Sel isian ini memuat rumus ={a}.",
     "Ketik angkanya langsung supaya dapat ditelusuri."),
    ("BKS13", "wajib", "Rumus tertimpa", "Sel rumus ini berisi {a}, bukan rumus lagi.",
     "Salin kembali rumusnya dari templat, atau minta templat baru."),
    ("BKS14", "wajib", "Nilai tersimpan berbeda", "Tersimpan {a}, sedangkan hasil hitung dari isian {b}.",
     "Buka di Excel, tekan Ctrl+Alt+F9, simpan, lalu kirim ulang."),
    ("BKS15", "wajib", "Rumus menghasilkan nilai lain", "Rumus di buku menghasilkan {a}, sedangkan seharusnya {b}.",
     "Rumusnya berubah. Salin isian ke templat baru."),
    ("BKS16", "cek", "Pembanding tidak dapat membaca", "Pembanding {a} tidak dapat menghitung buku ini ({b}).",
     "Buka dan simpan ulang di Excel, lalu coba lagi."),
    ("BKS17", "wajib", "Tidak dapat menulis", "Berkas {a} tidak dapat ditulis ({b}).",
     "Tutup berkas itu bila sedang terbuka, atau pilih folder lain."),
    ("BKS18", "keterangan", "Tidak diperiksa", "{a} tidak diperiksa pada buku yang sedang terbuka.",
     "Simpan buku, lalu jalankan kinerja periksa pada berkasnya."),
    ("BKS19", "cek", "Proteksi dilepas", "Proteksi lembar {a} dilepas.",
     "Pastikan tidak ada rumus yang berubah; bila ragu, salin isian ke templat baru."),
    ("BKS20", "cek", "Tata letak lain",
     "Buku ini memakai tata letak versi {a}, sedangkan komputer ini versi {b}; letak rumusnya tidak dibandingkan.",
     "Periksa dengan versi kinerja yang membuatnya, atau pindahkan isian ke templat baru."),
    ("BKS21", "wajib", "Tidak dapat dibuka", "Berkas ada, tetapi tidak dapat dibuka ({a}).",
     "Tutup berkas itu di Excel, tunggu OneDrive selesai mengunduh, atau salin ke folder lain."),
    ("PGL01", "wajib", "Perintah tidak lengkap", "{a}", "Lihat kinerja --help."),
    ("PGL02", "wajib", "Kesalahan program", "Terjadi kesalahan di luar dugaan ({a}); rinciannya di {b}.",
     "Ulangi sekali lagi; bila berulang, kirimkan berkas rincian itu kepada pembuat kinerja."),
    ("PGL03", "wajib", "Dihentikan", "Dihentikan atas permintaan.", "Tidak ada yang berubah; ulangi bila perlu."),
)

#: Buttons of the add-in.
KATALOG_TOMBOL = _katalog(
    ("TBL01", "wajib", "Lembar tidak dapat ditambahkan", "Lembar {a} tidak dapat ditambahkan karena susunan buku ini "
     "dikunci.", "Buka kuncinya lewat Tinjau > Proteksi Buku Kerja, atau pakai kinerja periksa."),
    ("TBL02", "wajib", "Salinan tidak dapat dibuat", "Excel tidak dapat membuat salinan buku ini ({a}).",
     "Simpan dahulu bukunya sebagai .xlsx, lalu ulangi."),
    ("TBL03", "wajib", "Tahun belum diisi", "Tahun {a} tidak dapat dipakai.", "Ketik empat angka, misalnya 2026."),
)

#: Sending: `kinerja kirim`, `kinerja ekspor` and their buttons.
KATALOG_KIRIM = _katalog(
    ("KRM01", "wajib", "Belum dapat dikirim", "Masih ada {a} catatan wajib diperbaiki; kiriman tidak dibuat.",
     "Perbaiki dahulu. Bila memang harus dikirim begitu, jawab Ya pada tombolnya atau pakai --tetap."),
    ("KRM02", "keterangan", "PDF tidak ikut", "PDF tidak ikut dalam kiriman: {a}.",
     "Ekspor PDF dari Excel, lalu sebutkan berkasnya dengan --pdf."),
    ("KRM03", "keterangan", "Dikirim dengan catatan", "Dikirim dengan {a} catatan wajib yang belum diperbaiki.",
     "Jelaskan kepada penerima, lalu kirim ulang setelah diperbaiki."),
    ("KRM04", "wajib", "Kode wilayah tidak ada", "Buku ini tidak menyebut kode wilayah kecamatan.",
     "Pakai buku yang dibuat untuk kecamatan Anda (kinerja buat --kode-wilayah)."),
    ("KRM05", "wajib", "Salinan berbeda dari buku",
     "Salinan yang akan dikirim tidak sama dengan bukunya ({a}); kiriman tidak dibuat.",
     "Simpan bukunya, lalu siapkan kiriman sekali lagi."),
    ("KRM06", "wajib", "PDF tidak dapat dibuat", "PDF tidak dapat dibuat di komputer ini: {a}.",
     "Pasang LibreOffice, atau ekspor PDF dari Excel (Berkas > Ekspor)."),
    ("KRM07", "wajib", "Bukan PDF", "{a} bukan PDF.", "Ekspor PDF dari Excel, lalu sebutkan berkas itu."),
)

#: Carrying a book on: `kinerja tahun-berikutnya`, `kinerja pindah` and their buttons.
KATALOG_LANJUT = _katalog(
    ("LJT01", "wajib", "Berkas sudah ada", "Berkas {a} sudah ada dan tidak ditimpa.",
     "Sebutkan nama lain untuk buku baru, atau pindahkan berkas itu dahulu."),
    ("LJT02", "wajib", "Instrumen tahun berikutnya tidak ada",
     "Instrumen {a} untuk tahun {b} tidak ada di komputer ini.",
     "Mintalah berkas instrumen tahun itu kepada penerbitnya, lalu sebutkan dengan --instrumen."),
    ("LJT03", "wajib", "Tahun tidak dapat dibuka", "{a}.", "Pilih buku atau instrumen dengan tahun yang sesuai."),
    ("LJT04", "wajib", "Buku versi lama",
     "Buku ini bertata letak versi {a}, sedangkan komputer ini versi {b}.",
     "Pindahkan ke Versi Baru dahulu (kinerja pindah), lalu buka tahun berikutnya dari hasilnya."),
    ("LJT05", "keterangan", "Isian tahun lalu dikosongkan", "{a}: {b} tidak dibawa karena milik tahun lalu.",
     "Isi untuk tahun ini; isian lama tetap ada di buku lama."),
    ("LJT06", "keterangan", "Baris tahun lalu tidak dibawa", "{a}: {b} baris tidak dibawa karena milik tahun lalu.",
     "Isi yang baru bila sudah ada; baris lama tetap ada di buku lama."),
    ("LJT07", "keterangan", "Realisasi menjadi tahun lalu",
     "Realisasi {a} indikator menjadi Realisasi 1 tahun lalu; {b} indikator tanpa realisasi.",
     "Periksa kolom realisasi tahun lalu di lembar Realisasi."),
    ("LJT08", "cek", "Realisasi tidak dapat dibawa",
     "Realisasi {a} tidak menjadi Realisasi 1 tahun lalu karena bukan angka atau tidak dapat diukur.",
     "Ketik sendiri di lembar Realisasi, atau betulkan di buku lama lalu ulangi."),
    ("LJT09", "keterangan", "Lewat empat tahun", "{a} angka Realisasi 4 tahun lalu tidak dibawa lagi.",
     "Tidak perlu tindakan; angkanya tetap ada di buku lama."),
    ("LJT10", "keterangan", "PK Berikutnya menjadi PK", "{a} menjadi PK tahun ini dengan {b} baris.",
     "Periksa isi PK di lembar Isian PK."),
    ("LJT11", "keterangan", "Target dari PK", "Target setahun {a} indikator diisi dari PK: {b}.",
     "Isi target tiap TW; begitu terisi, target TW yang dihitung."),
    ("LJT12", "cek", "Target PK lebih dari satu", "PK memuat beberapa target untuk {a}; targetnya tidak diisikan.",
     "Tentukan mana yang benar, lalu isi targetnya."),
    ("LJT13", "cek", "Renstra sudah berakhir", "Renstra berakhir tahun {a}, sedangkan buku baru tahun {b}.",
     "Perbarui tahun Renstra di Profil dan targetnya di lembar Renstra."),
    ("LJT14", "keterangan", "Dokumen perlu dibuat lagi",
     "{a} hanya dibawa jenisnya, karena {b} dasar hukum merujuk kepadanya.",
     "Lengkapi setelah dokumen tahun ini ditetapkan."),
    ("LJT15", "cek", "Dokumen bertahun lama", "{a} dibawa, tetapi masih bertahun {b}.",
     "Pastikan masih berlaku; perbarui tahun dan judulnya bila sudah ada yang baru."),
    ("LJT16", "keterangan", "Catatan evaluasi dibawa", "{a} catatan evaluasi yang belum selesai dibawa.",
     "Lanjutkan tindak lanjutnya; isi dokumen LHE yang baru bila sudah terbit."),
    ("LJT17", "cek", "Data Umum dibawa", "Dibawa dari buku lama: {a}.", "Pastikan masih benar untuk tahun ini."),
    ("PDH01", "cek", "Tidak terbawa", "{a} tidak punya tempat di versi baru; isinya {b}.",
     "Catat di tempat yang sesuai di buku baru, atau biarkan bila memang sudah tidak diminta."),
    ("PDH02", "keterangan", "Isian baru", "Baru di versi ini atau tidak ada di buku asal: {a}.",
     "Lengkapi di buku baru."),
    ("PDH03", "keterangan", "Dipindahkan", "Isian dipindahkan dari {a} ke {b}.",
     "Periksa buku baru, lalu pakai buku baru itu seterusnya."),
    ("PDH04", "keterangan", "Sudah versi terbaru", "Buku asal sudah versi terbaru ({a}); tetap dibangun ulang.",
     "Pakai salah satu saja."),
    ("PDH05", "cek", "Pertanyaannya berubah", "{a} sekarang {b}; isinya ikut dibawa.",
     "Pastikan isinya masih menjawab yang sekarang diminta."),
    ("PDH06", "cek", "Tidak sesuai versi baru", "{a} dibawa, tetapi isinya ({b}) tidak sesuai dengan versi baru.",
     "Pilih atau ketik ulang di buku baru."),
    ("PDH07", "cek", "Rumus menjadi nilai", "Rumus ={a} tidak dibawa; yang dibawa nilainya, {b}.",
     "Pastikan nilainya benar."),
    ("PDH08", "cek", "Isian berpindah tempat", "Isian {a} tidak di tempatnya di buku asal; dibawa ke {b}.",
     "Pastikan isinya berada di baris yang benar."),
    ("PDH09", "keterangan", "Nomor seri dan segel", "{a} milik buku asal tidak dibawa.",
     "Tidak perlu tindakan; buku baru punya sendiri."),
    ("PDH10", "cek", "Lembar tambahan", "Lembar {a} bukan bagian formulir sehingga tidak dibawa ({b} sel terisi).",
     "Salin sendiri bila masih diperlukan; buku asal tidak berubah."),
    ("PDH11", "cek", "Galat ikut dibawa", "{a} berisi galat {b}, dibawa apa adanya.",
     "Hapus isinya di buku baru, lalu ketik nilainya."),
    ("PDH12", "keterangan", "Urutan data berubah", "{a} sekarang bernomor {b}; isinya dibawa menurut namanya.",
     "Pastikan isinya berada di baris yang benar."),
    ("PDH13", "wajib", "Instrumen tahun lain", "Instrumen {a} untuk tahun {b}, bukan versi baru dari buku ini.",
     "Pakai Buka Tahun Berikutnya, atau sebutkan instrumen tahun yang sama."),
)

#: The computer and the add-in: `kinerja cek`, `kinerja addin`.
KATALOG_CEK = _katalog(
    ("CEK01", "wajib", "Hitungan komputer ini keliru", "Hasil contoh {a}, seharusnya {b}.",
     "Pasang ulang kinerja; jangan pakai hasil dari komputer ini."),
    ("ADN01", "wajib", "Modul xlwings tidak ada", "Makro bawaan xlwings tidak dapat dipakai ({a}).",
     "Pasang xlwings bersama kinerja: pip install \"kinerja[excel]\"."),
    ("ADN02", "wajib", "Sumber makro tidak ada", "Sumber makro add-in tidak lengkap ({a}).",
     "Pasang ulang kinerja; di folder proyek, sumbernya ada di macros."),
    ("ADN03", "wajib", "Sumber makro keliru", "Add-in tidak dapat dibangun: {a}.",
     "Betulkan sumber makro di tempat yang disebut, lalu bangun lagi."),
    ("CEK02", "cek", "Python belum sesuai", "Python {a} di komputer ini belum sesuai: {b}.",
     "Pasang Python 3.11, 3.12, atau 3.13 (64-bit) dari python.org, lalu jalankan Pasang.cmd."),
    ("CEK03", "wajib", "Paket tidak dapat dimuat", "Paket {a} tidak dapat dimuat ({b}).",
     "Jalankan Pasang.cmd sekali lagi; bila tetap, tunjukkan kepada petugas TIK."),
    ("CEK04", "wajib", "Instrumen di komputer ini rusak", "Instrumen {a} tidak dapat dipakai: {b}.",
     "Pasang ulang kinerja dengan Pasang.cmd."),
    ("CEK05", "cek", "Folder tidak dapat ditulis", "{a} tidak dapat ditulis ({b}).",
     "Mintalah izin menulis kepada petugas TIK, atau simpan berkas di folder lain."),
    ("CEK06", "cek", "Ruang disk hampir habis", "Sisa ruang disk {a} MB; sebaiknya paling sedikit {b} MB.",
     "Kosongkan Keranjang Sampah dan hapus berkas yang tidak diperlukan."),
    ("CEK07", "cek", "Tanggal komputer tidak wajar", "Menurut komputer ini sekarang tanggal {a}.",
     "Betulkan tanggal dan jam komputer."),
    ("CEK08", "cek", "Tidak dapat diperiksa", "{a} tidak dapat diperiksa ({b}).",
     "Ulangi Cek Komputer; bila tetap, tunjukkan kepada petugas TIK."),
    ("CEK09", "cek", "Pengaturan Python dari program lain",
     "Variabel {a} terisi di komputer ini dan dapat mengganggu tombol Kinerja.",
     "Mintalah petugas TIK menghapus variabel itu bila tombol Kinerja tidak bekerja."),
    ("ADN10", "wajib", "Bukan komputer untuk add-in", "Add-in hanya untuk Excel di Windows dan macOS, bukan {a}.",
     "Pakai buku kerjanya langsung: tanpa add-in pun buku menghitung, memeriksa, dan mencetak."),
    ("ADN11", "wajib", "Add-in sedang dipakai Excel", "Berkas {a} sedang dipakai Excel.",
     "Simpan pekerjaan, tutup semua jendela Excel, lalu ulangi."),
    ("ADN12", "wajib", "Letak Python tidak dapat dibaca Excel",
     "Letak Python ({a}) memuat tanda yang tidak dapat diteruskan Excel: {b}.",
     "Pasang di folder yang namanya huruf latin dan angka saja, misalnya Pasang.cmd C:\\Kinerja."),
    ("ADN13", "wajib", "Folder add-in tidak dapat ditulis", "Berkas {a} tidak dapat ditulis ({b}).",
     "Mintalah izin menulis ke folder itu kepada petugas TIK."),
    ("ADN14", "wajib", "Paket untuk Excel belum ada", "Paket {a} belum terpasang, padahal tombol memerlukannya.",
     "Jalankan Pasang.cmd dari paket pasang, atau pip install \"kinerja[excel]\"."),
    ("ADN15", "cek", "Add-in belum terpasang", "Tab Kinerja belum terpasang di Excel.",
     "Jalankan kinerja addin pasang, lalu buka kembali Excel."),
    ("ADN16", "cek", "Add-in versi lain", "Add-in yang terpasang bukan yang dibuat kinerja {a}.",
     "Jalankan kinerja addin pasang, lalu buka kembali Excel."),
    ("ADN17", "wajib", "Python untuk add-in tidak ada", "Add-in memakai Python di {a}, dan berkas itu tidak ada.",
     "Jalankan Pasang.cmd sekali lagi, atau kinerja addin pasang."),
    ("ADN18", "cek", "Add-in diblokir Windows", "Windows menandai berkas {a} sebagai kiriman dari internet.",
     "Klik kanan berkasnya, pilih Properties, centang Unblock, lalu buka kembali Excel."),
    ("ADN19", "cek", "Ada add-in Kinerja lain", "Add-in Kinerja juga ada di {a}.",
     "Hapus berkas itu supaya tab Kinerja tidak muncul dua kali."),
    ("ADN20", "wajib", "Paket tidak dapat diunduh", "Paket untuk Python {a} tidak dapat diunduh: {b}.",
     "Sambungkan komputer ini ke internet (atau atur proxy pip), lalu ulangi."),
    ("ADN21", "wajib", "Paket pasang tidak lengkap", "Paket pasang tidak lengkap untuk Python {a}: {b}.",
     "Betulkan requirements.lock, lalu ulangi."),
    ("ADN22", "wajib", "Paket pasang terlalu besar", "Paket {a} ikut terambil, padahal tidak boleh ada.",
     "Pindahkan kebutuhan itu ke luar bagian dasar dan excel di pyproject.toml."),
    ("ADN23", "wajib", "Sumber kinerja tidak ada", "Sumber untuk paket pasang tidak ada di komputer ini: {a}.",
     "Jalankan dari folder sumber kinerja, atau sebutkan --roda kinerja-....whl."),
    ("ADN24", "wajib", "Folder tujuan sudah terisi", "Folder {a} sudah berisi sesuatu.",
     "Pilih folder kosong atau nama folder yang baru."),
)

#: Mistakes of an instrument file, an isian file or an identity, found when they are loaded or by `instrumen periksa`.
KATALOG_INSTRUMEN = _katalog(
    ("INS01", "wajib", "Berkas instrumen rusak", "Berkas tidak dapat dibaca sebagai TOML: {a}.",
     "Perbaiki tulisannya di baris yang disebut."),
    ("INS02", "wajib", "Kunci tidak dikenal", "Kunci {a} tidak dikenal.{b}", "Betulkan ejaannya atau hapus."),
    ("INS03", "wajib", "Kunci wajib belum ada", "Kunci {a} belum diisi.", "Tambahkan kuncinya."),
    ("INS04", "wajib", "Isi tidak sesuai", "{a}.", "Betulkan isinya."),
    ("INS05", "wajib", "Jumlah bobot", "Jumlah bobot {a}, seharusnya {b}.", "Periksa bobot tiap indikator."),
    ("INS06", "wajib", "Kode berulang", "Kode {a} dipakai lebih dari sekali.", "Beri kode yang berbeda."),
    ("INS07", "wajib", "Rentang nilai", "Rentang nilai: {a}.", "Betulkan rentang nilainya."),
    ("INS08", "wajib", "Rujukan tidak ada", "Rujukan {a} tidak ada.{b}", "Betulkan rujukannya."),
    ("INS09", "wajib", "Rujukan berputar", "Rujukan berputar: {a}.", "Putuskan salah satu rujukannya."),
    ("INS10", "cek", "Belum terkonfirmasi", "Parameter belum terkonfirmasi: {a}.",
     "Mintalah kepastian kepada penerbit instrumen, lalu isi terkonfirmasi = true."),
    ("INS11", "wajib", "Teks terlalu panjang", "Teks {a} huruf, melebihi batas Excel {b}.", "Pendekkan teksnya."),
    ("INS12", "wajib", "Rumus tidak dapat dipakai", "Rumus: {a}.", "Betulkan rumusnya."),
    ("INS13", "wajib", "Bobot aspek", "Bobot tercetak {a}, sedangkan jumlah indikatornya {b}.",
     "Periksa bobot indikator dalam aspek ini."),
    ("INS14", "wajib", "Isian tidak sesuai instrumen", "{a}.", "Betulkan berkas isiannya."),
    ("INS15", "wajib", "Identitas tidak sah", "{a}.", "Betulkan identitasnya."),
    ("INS16", "wajib", "Lembar naskah tidak ada", "Lembar {a} tidak ada.{b}",
     "Kembalikan nama lembarnya, atau salin isiannya ke naskah baru (kinerja instrumen tulis)."),
    ("INS17", "wajib", "Kolom naskah tidak ada", "Kolom {a} tidak ada.{b}",
     "Kembalikan judul kolomnya seperti semula."),
    ("INS18", "cek", "Tidak dikenal, tidak dibaca", "{a} tidak dikenal sehingga tidak dibaca.{b}",
     "Pindahkan isinya ke tempat yang dikenal, atau biarkan bila hanya catatan sendiri."),
    ("INS19", "wajib", "Angka diketik sebagai teks", "{a} tertulis sebagai teks, bukan angka.{b}",
     "Ketik ulang angkanya dengan koma sebagai desimal, tanpa titik ribuan, satuan, atau tanda kutip."),
    ("INS20", "wajib", "Tidak ada dalam pilihan", "{a} tidak dikenal.{b}", "Pilih dari daftar di sel itu."),
    ("INS21", "wajib", "Isian di tempat yang tidak dipakai", "{a} tidak memakai {b}.",
     "Kosongkan selnya, atau pindahkan isinya ke tempat yang benar."),
    ("INS22", "wajib", "Belum diisi", "{a} belum diisi.", "Isi selnya, atau kosongkan seluruh barisnya."),
    ("INS23", "cek", "Tidak dipakai", "{a} tidak dipakai indikator mana pun.", "Hapus, atau sebutkan pada datanya."),
    ("INS24", "wajib", "Tidak dapat ditulis utuh", "Tidak dapat ditulis ke naskah tanpa kehilangan isi: {a}.",
     "Sederhanakan isinya (teks kosong dalam daftar, huruf kendali, angka lebih dari 15 angka), lalu ulangi."),
    ("INS25", "cek", "Nomor tersimpan sebagai angka", "{a} tersimpan sebagai angka {b}; nol di belakang koma hilang.",
     "Pastikan nomornya benar; bila tidak, ketik tanda petik tunggal di depannya ('1.10)."),
    ("INS26", "cek", "Capaian tidak mencakup 0 sampai 100", "Capaian indikator ini hanya dapat {a} sampai {b}.",
     "Periksa rentang nilai, jawaban, atau rumusnya; biarkan bila memang demikian."),
    ("INS27", "cek", "Nilai Akhir tidak mencakup 0 sampai 100", "Nilai Akhir hanya dapat {a} sampai {b}.",
     "Periksa indikator yang capaiannya tidak mencakup 0 sampai 100."),
    ("INS28", "wajib", "Dua hitungan berbeda", "Contoh nilai indikator ini dihitung {a}, rumus Excel-nya {b}.",
     "Jangan terbitkan; betulkan rumusnya, atau laporkan kepada pembuat kinerja."),
    ("INS29", "wajib", "Bukan naskah instrumen", "Buku ini bukan naskah instrumen ({a}).",
     "Pakai buku yang dibuat kinerja instrumen tulis."),
)

#: Findings about one row of a Buku Kinerja; the workbook finds these by itself too.
KATALOG_BARIS = _katalog(
    ("BRS01", "wajib", "Bukan angka", "{b}: isinya {a}, padahal harus angka.",
     "Ketik angkanya saja dengan koma sebagai desimal, tanpa satuan, titik ribuan, atau Rp."),
    ("BRS02", "wajib", "Belum diisi", "{b} belum diisi, padahal baris ini terpakai.",
     "Isi selnya, atau kosongkan baris."),
    ("BRS03", "wajib", "Di luar daftar", "{b}: {a} tidak ada dalam daftar.", "Pilih dari daftar di sel itu."),
    ("BRS04", "wajib", "Kode tidak ditemukan", "{b}: kode {a} tidak ada atau barisnya kosong.",
     "Pilih kode yang ada; kode tercetak di kolom pertama lembarnya."),
    ("BRS05", "wajib", "Induk tidak di atasnya", "Induk {a} tidak setingkat di atas {b}.",
     "Tujuan di atas Sasaran, lalu Program, Kegiatan, Sub Kegiatan; pilih induk yang lebih tinggi."),
    ("BRS06", "wajib", "Di luar batas", "{b}: angka {a} di luar batas yang wajar.", "Periksa angkanya dan satuannya."),
    ("BRS07", "cek", "Persen antara 0 dan 1", "{b}: tertulis {a} persen. Maksudnya 100 kalinya?",
     "Ketik 25 untuk 25 persen, bukan 0,25 dan bukan 25%."),
    ("BRS08", "wajib", "Sel berisi galat", "{b} berisi galat Excel atau TRUE/FALSE.", "Hapus isinya, lalu ketik lagi."),
    ("BRS09", "wajib", "Harus bilangan bulat", "{b}: angka {a} berdesimal.", "Isi bilangan bulat."),
    ("BRS10", "wajib", "Pembilang melebihi penyebut", "Pembilang {a} melebihi penyebut {b}.",
     "Periksa kedua angka; yang tercapai tidak boleh lebih banyak daripada keseluruhannya."),
    ("BRS11", "wajib", "Tipe target tidak cocok", "Satu TW saja, padahal {a} TW berisi target.",
     "Pilih tipe target lain, atau sisakan satu TW."),
    ("BRS12", "wajib", "Target menurun", "Angka s.d. TW turun dari {a} menjadi {b}.",
     "Angka s.d. TW tidak boleh turun. Bila tiap TW dijumlahkan atau kondisi akhir, pilih tipe itu."),
    ("BRS13", "wajib", "Target melebihi 100 persen", "Target setahun {a} persen (TW dijumlahkan).",
     "Bila angka persen berjalan, pilih tipe Angka s.d. TW atau Kondisi akhir TW."),
)

#: Findings across the documents of one office: `kinerja periksa` on a Buku Kinerja. Kinds of domain.md 6.
KATALOG_LINTAS = _katalog(
    ("JML01", "wajib", "Jumlah tidak cocok", "Tercetak {a}, sedangkan penjumlahannya {b}.",
     "Samakan jumlah tercetak dengan penjumlahan rinciannya."),
    ("JML02", "cek", "Banyaknya tidak cocok", "Tertulis {a}, sedangkan dalam tabel ada {b}.",
     "Hitung ulang, lalu samakan naskah dengan tabel."),
    ("JML03", "wajib", "Satu jumlah, dua angka", "Di sini {a}, di tabel lain {b}.", "Samakan keduanya."),
    ("TKR01", "wajib", "Target dan realisasi tertukar", "Target dan realisasi di sini {a}, di tempat lain {b}.",
     "Tukar kembali target dan realisasinya."),
    ("BDA01", "wajib", "Satu fakta, dua nilai", "Di sini {a}, di tempat lain {b}.",
     "Tentukan mana yang benar, lalu samakan di semua dokumen."),
    ("BDA02", "cek", "Anggaran PK berbeda", "Anggaran di PK {a}, di tabel anggaran {b}.",
     "Jelaskan selisihnya (pergeseran, perubahan) atau samakan."),
    ("BDA03", "cek", "Tulisan berbeda", "Di sini tertulis {a}, di tempat lain {b}.", "Samakan tulisannya."),
    ("PRS01", "wajib", "Persen tercetak tidak cocok", "Tercetak {a}, hasil hitung {b}.",
     "Hitung ulang: realisasi dibagi target (atau anggaran) dikali 100."),
    ("PRS02", "cek", "Dipotong, bukan dibulatkan", "Tercetak {a}, dibulatkan seharusnya {b}.",
     "Bulatkan dua desimal secara wajar."),
    ("PRS03", "cek", "0 dari 0 ditulis 0", "Tercetak {a}, padahal 0 dari 0 tidak dapat diukur.",
     "Tulis tanda - (tidak diukur)."),
    ("PRS04", "cek", "Persen bukan satuan utuh", "{a} persen dari {b} bukan bilangan utuh.",
     "Periksa berapa desa/unit yang dimaksud."),
    ("NAM01", "wajib", "Nama kecamatan lain", "Menyebut {a}, padahal buku ini milik {b}.",
     "Ganti dengan nama kecamatan sendiri; periksa bagian lain yang disalin."),
    ("NAM02", "wajib", "Nama sendiri salah eja", "Tertulis {a}, seharusnya {b}.", "Betulkan ejaannya."),
    ("IND01", "cek", "Satu indikator, beberapa nama", "Tertulis {a}; yang terdekat {b}.",
     "Pakai satu nama di semua dokumen, atau isi kolom Sama dengan indikator."),
    ("IND02", "cek", "Mengulang indikator induknya", "Indikator ini sama dengan indikator {a} ({b}).",
     "Pilih indikator yang mengukur hasil tingkat ini sendiri."),
    ("IND03", "cek", "Satuan tidak cocok", "Indikator diawali {a}, satuannya {b}.", "Sesuaikan satuan atau bunyinya."),
    ("IND04", "cek", "Kalimat sasaran di indikator", "Indikator diawali {a}, itu kalimat sasaran.",
     "Tulis ukurannya: Jumlah ..., Persentase ..., Nilai ..."),
    ("IND05", "cek", "Polaritas berlawanan", "Bunyinya {a}, yang dihitung {b}.",
     "Hitung yang baik, atau balik polaritas dan bunyinya."),
    ("IND06", "cek", "Formulasi tidak sesuai nama", "Namanya {a}, formulasinya {b}.",
     "Sesuaikan formulasi dengan nama indikatornya."),
    ("TGT01", "cek", "Jalur TW berbeda", "Jalur TW di sini {a}, pada indikator yang sama {b}.",
     "Samakan jalurnya, atau bedakan indikatornya."),
    ("TGT02", "cek", "Tipe target perlu dipastikan", "Target {a} dapat berarti {b}.", "Pastikan tipe targetnya."),
    ("TGT03", "cek", "Realisasi sama dengan target", "Realisasi {a} tahun berturut-turut sama dengan targetnya ({b}).",
     "Pastikan realisasinya dari data, bukan salinan target."),
    ("KLK01", "cek", "Indikator PK tidak diukur", "Indikator PK {a} tidak punya realisasi.",
     "Isi realisasinya, atau jelaskan mengapa tidak diukur."),
    ("KLK02", "cek", "Dianggarkan, tidak di cascading", "{a} punya anggaran, tetapi tidak ada di cascading.",
     "Tambahkan ke cascading."),
    ("KLK03", "cek", "Di cascading, tidak dianggarkan", "{a} ada di cascading, tetapi tanpa anggaran.",
     "Pastikan memang tanpa anggaran tahun ini."),
    ("KLK04", "cek", "Anggaran tanpa sasaran", "Program {a} tidak mendukung sasaran mana pun.",
     "Tautkan program itu ke sasaran."),
    ("KLK05", "cek", "Program sasaran berbeda", "Di sini {a} program, di cascading {b}.",
     "Samakan daftar program pendukung sasaran itu."),
    ("KLK06", "cek", "Tanpa indikator", "{a} tidak punya indikator.", "Tambahkan indikatornya."),
    ("KLK07", "wajib", "Buku belum diisi", "Belum ada susunan dan indikator.",
     "Isi lembar Susunan dan Indikator; Petunjuk memberi urutannya."),
    ("NMK01", "cek", "Nama bukan nomenklatur", "Kode itu bernama {b}, di sini {a}.",
     "Samakan dengan nomenklatur, atau betulkan kodenya."),
    ("NMK02", "cek", "Kode nomenklatur", "Kode {a}: {b}.", "Pilih kode dari daftar di sel itu."),
    ("NOM01", "cek", "Penomoran", "Nomor {a}, seharusnya {b}.", "Urutkan nomornya."),
    ("THN01", "wajib", "Tahun keliru", "Tertulis tahun {a}, seharusnya {b}.", "Betulkan tahunnya."),
    ("DOK01", "cek", "Nomor ditulis berbeda", "Nomor {a}, di tempat lain {b}.", "Samakan nomor dokumennya."),
    ("DOK02", "cek", "Peraturan setelah dokumen", "Peraturan tahun {a}, dokumennya {b}.",
     "Pastikan peraturan itu sudah terbit saat dokumen ditetapkan."),
    ("DOK03", "cek", "Data dokumen belum lengkap", "{a} belum lengkap: {b}.", "Lengkapi nomor dan tanggalnya."),
    ("DOK04", "cek", "Peraturan disebut dua kali", "Sama dengan nomor {a}: {b}.", "Hapus salah satunya."),
    ("NIP01", "wajib", "NIP tidak sah", "NIP {a}: {b}.", "Periksa NIP pada SK pangkat atau kartu pegawai."),
    ("NIP02", "wajib", "Dua NIP untuk satu nama", "NIP {a}, di tempat lain {b}.", "Pastikan NIP yang benar."),
    ("TKS01", "cek", "Angka tercetak dengan tanda lain", "Tercetak {a}, seharusnya {b}.",
     "Tulis desimal dengan koma dan ribuan dengan titik."),
    ("KSP01", "keterangan", "Catatan dikesampingkan", "{a} dikesampingkan: {b}.", "Tidak perlu tindakan."),
    ("KSP02", "wajib", "Tidak boleh dikesampingkan", "{a} berstatus wajib sehingga tidak dapat dikesampingkan.",
     "Perbaiki catatannya, lalu hapus baris ini."),
    ("KSP03", "cek", "Tidak ada yang dikesampingkan", "Tidak ada catatan {a} pada {b}.", "Hapus baris ini."),
    ("RNC01", "wajib", "Berkas rencana tidak sah", "{a}.", "Betulkan berkas rencananya."),
    ("RNC02", "wajib", "Tabel melebihi tempatnya", "Lembar {a} membutuhkan {b} baris lebih.",
     "Buat ulang bukunya dari isinya: kinerja baca lalu kinerja buat."),
)

#: The seal ("tanda keaslian"), keys, and the comparison of a file with its definition.
KATALOG_SEGEL = _katalog(
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

KATALOG: dict[str, Kode] = {
    **KATALOG_ISIAN, **KATALOG_BERKAS, **KATALOG_TOMBOL, **KATALOG_KIRIM, **KATALOG_LANJUT, **KATALOG_CEK,
    **KATALOG_INSTRUMEN, **KATALOG_BARIS, **KATALOG_LINTAS, **KATALOG_SEGEL,
}


def isi_pesan(templat: str, a: object = "", b: object = "") -> str:
    """A message template with its two places filled; the workbook does the same with SUBSTITUTE."""
    return templat.replace("{a}", str(a)).replace("{b}", str(b))


def buat_temuan(kode: str, sel: str = "", *, a: object = "", b: object = "", nilai: Any = None) -> Temuan:
    """A finding of the catalogue at a place; KeyError for a kode that is not in the catalogue."""
    k = KATALOG[kode]
    return Temuan(kode, k.tingkat, sel, isi_pesan(k.pesan, a, b), k.perbaikan, nilai)
