"""Rewrites the generated pages of docs/: kode, perintah, aturan, pengaturan, json, and of the Buku Kinerja: rencana
with its schema, hitungan-buku, cacah. A person looks at the diff.

Everything comes from the code (catalogue, command tree, rules, tables of a plan, pydantic models, JSON schemas). What
code cannot say, the meaning of a key or of a rule in Indonesian, stands in the tables below; a key without meaning is
a KeyError. The counts of the four documents are taken twice, from the transcription and from the workbook built of it
and read back; where they differ nothing is written.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

DOCS = Path(__file__).parent.parent / "docs"
sys.path.insert(0, str(DOCS.parent))

import typer  # noqa: E402
from bantu.tabel_salah import summary as mistakes  # noqa: E402
from pydantic import BaseModel  # noqa: E402
from pydantic.fields import FieldInfo  # noqa: E402

from kinerja_core.buku_kinerja import (  # noqa: E402
    capaian,
    rencana,
)
from kinerja_core.buku_kinerja import nilai as nilai_buku  # noqa: E402
from kinerja_core.buku_kinerja.baca import read_book  # noqa: E402
from kinerja_core.buku_kinerja.buat import build_book  # noqa: E402
from kinerja_core.buku_kinerja.kolom import BAWA, KOSONG, BarisLanjut, Kolom  # noqa: E402
from kinerja_core.buku_kinerja.lembar.tempat import (  # noqa: E402
    sheet_of_column,
)
from kinerja_core.buku_kinerja.periksa import (  # noqa: E402  # noqa: E402  # noqa: E402
    angka_tercetak,
    dokumen,
    indikator,
    kata,
)
from kinerja_core.dasar import temuan  # noqa: E402
from kinerja_core.dasar.excelmath import show_number  # noqa: E402
from kinerja_core.dasar.katalog.berkas import KATALOG_BERKAS, KATALOG_CEK, KATALOG_KIRIM, KATALOG_TOMBOL  # noqa: E402
from kinerja_core.dasar.katalog.buku import KATALOG_BARIS, KATALOG_LINTAS  # noqa: E402
from kinerja_core.dasar.katalog.dasar import SEBUTAN_AKIBAT, SEBUTAN_BERUBAH, SEBUTAN_JAWAB  # noqa: E402
from kinerja_core.dasar.katalog.instrumen import KATALOG_INSTRUMEN  # noqa: E402
from kinerja_core.dasar.katalog.isian import KATALOG_ISIAN  # noqa: E402
from kinerja_core.dasar.katalog.kumpul import KATALOG_KUMPUL  # noqa: E402
from kinerja_core.dasar.katalog.lanjut import KATALOG_LANJUT  # noqa: E402
from kinerja_core.dasar.katalog.sebar import KATALOG_SEBAR  # noqa: E402
from kinerja_core.dasar.katalog.segel import KATALOG_SEGEL  # noqa: E402
from kinerja_core.dasar.katalog.tabel import KATALOG_TABEL  # noqa: E402
from kinerja_core.dasar.katalog.verifikasi import KATALOG_VERIFIKASI  # noqa: E402
from kinerja_core.instrumen import aturan  # noqa: E402
from kinerja_core.instrumen import model as instrumen  # noqa: E402
from kinerja_core.instrumen.rumus import FUNGSI  # noqa: E402
from kinerja_core.kantor.contoh import DOKUMEN  # noqa: E402
from kinerja_core.kertas_kerja import isian  # noqa: E402
from kinerja_core.perintah import banyak as perintah  # noqa: E402
from kinerja_core.perintah import cli, kode_keluar  # noqa: E402
from kinerja_core.xlsx.baca import read_buku  # noqa: E402

KEPALA = "<!-- Dibuat oleh tests/perbarui_dokumen.py; jangan diubah dengan tangan. -->\n"

ARTI_KELUAR = {
    "BERSIH": "Selesai; tidak ada catatan.",
    "ADA_CATATAN": "Selesai; ada catatan pemeriksaan.",
    "TIDAK_TERPAKAI": "Perintah tidak lengkap, atau paling sedikit satu berkas tidak dapat dipakai.",
    "TIDAK_UTUH": "Isi yang terkunci tidak lagi seperti ketika diterbitkan",
}

ARTI_ATURAN = {
    "rasio": "pembilang / penyebut x 100, paling tinggi 100. Keduanya jumlah hal yang sama. Data: `pembilang` dan "
             "`penyebut`.",
    "rentang": "Satu angka dibandingkan dengan tabel rentang nilai; capaiannya adalah capaian batas tertinggi yang "
               "tercapai. Di bawah batas pertama capaiannya 0. Sebelum dibandingkan angka dibulatkan dua desimal. "
               "Data: satu angka.",
    "pilihan": "Satu jawaban dari daftar; capaiannya adalah nilai jawaban itu menurut `daftar`. Data: satu jawaban.",
    "ada_tidak": "Ada = 100, Tidak ada = 0. Data: satu jawaban dari daftar `ada_tidak`.",
    "daftar_periksa": "Banyaknya butir yang Ada dibagi banyaknya butir x 100. Data: paling sedikit dua butir dengan "
                      "daftar `ada_tidak`.",
    "komposisi": "Jumlah bagian / keseluruhan x 100, paling tinggi 100. Data: `total` dan paling sedikit satu bagian; "
                 "setiap kunci selain `total` adalah bagian.",
    "pemenuhan": "Kelas menurut bagian kriteria yang terpenuhi: jumlah nilai jawaban (Ya = 1, Tidak = 0) dibagi "
                 "banyaknya kriteria x 100, lalu dibandingkan dengan skala `rentang`. Sebelum dibandingkan bagian itu "
                 "dibulatkan dua desimal, jadi \"lebih dari 75\" ditulis 75.01. Bila semua kriteria terpenuhi, jawaban "
                 "data `lebih` dipakai kalau nilainya lebih tinggi. Data: paling sedikit dua; setiap kunci selain yang "
                 "disebut `lebih` adalah kriteria.",
    "rumus": "Rumus Excel yang ditulis penyusun instrumen atas data bernama; hasilnya dibatasi 0 sampai 100, dan "
             "rumus yang menghasilkan galat berarti tidak dapat diukur. Notasi en-US: koma memisahkan argumen, titik "
             "untuk desimal. Membutuhkan pemasangan `kinerja[rumus]`. Fungsi yang tersedia: "
             + ", ".join(f"`{f}`" for f in sorted(FUNGSI)) + ".",
}

ARTI_PARAMETER = {
    "jenis": "Nama aturan.",
    "penyebut_kosong": "Capaian bila penyebut (atau total) 0 sedangkan pembilangnya tidak.",
    "nol_per_nol": "Capaian bila keduanya 0.",
    "boleh_melebihi": "true bila pembilang memang boleh melebihi penyebut (direncanakan empat rapat, terlaksana "
                      "lima); tanpa itu timbul catatan HUB01.",
    "rentang": "Daftar [batas bawah, capaian], batas naik. Aturan rentang: batas pertama sama dengan `min` datanya dan "
               "capaian terakhir 100. Aturan pemenuhan: batas adalah bagian kriteria yang terpenuhi (persen), mulai "
               "dari 0.",
    "tidak_naik": "true bila capaian memang sengaja turun di tengah.",
    "lebih": "Kunci data (satu jawaban) yang menentukan capaian bila semua kriteria terpenuhi; kosong bila tidak ada.",
    "sebutan": "Daftar [capaian mulai, sebutan], mulai dari 0 dan naik; sebutannya tampil di bawah capaian.",
    "rumus": "Rumusnya, tanpa tanda = di depan.",
}

_KODE_TETAP = "Kode buatan penyusun; tetap dari versi ke versi."
_TERCETAK = "Seperti tercetak pada formulir."
ARTI: dict[str, dict[str, str]] = {
    "Instrumen": {
        "id": "Nama instrumen; sama dengan nama berkasnya tanpa .toml supaya dapat disebut namanya saja.",
        "versi": "Versi instrumen; naikkan bila isinya berubah.",
        "judul": "Judul pada Beranda dan Lembar Cetak.",
        "penerbit": "Yang menerbitkan instrumen.",
        "provinsi": "Nama provinsi; bawaan identitas kecamatan.",
        "tahun_penilaian": "Tahun penilaian. Tahun datanya diisi kecamatan di Data Umum.",
        "kebijakan_tidak_relevan": "Nasib bobot indikator yang tidak relevan; tidak ada bawaannya, penyusun harus "
                                   "memilih. Lihat tabel di bawah.",
        "kebijakan_terkonfirmasi": "true bila penerbit sudah memastikan kebijakan itu; selama false timbul INS10.",
        "dasar_hukum": "Peraturan yang mendasari; tampil di lembar Referensi.",
        "ketentuan": "Ketentuan tercetak; tampil di bawah Petunjuk.",
        "catatan": "Catatan penyusun untuk pembaca berkas ini; tampil di lembar Referensi.",
        "istilah": "Sebutan tingkat-tingkatnya bila bukan Aspek, Sub Aspek, Indikator; dipakai di semua lembar.",
        "predikat": "Tabel predikat; kosong berarti instrumen tidak mempunyai predikat.",
        "data_umum": "Fakta kecamatan yang diisi sekali di kepala Kertas Kerja.",
        "daftar": "Daftar jawaban menurut nama; `ada_tidak` (Ada = 1, Tidak ada = 0) selalu tersedia.",
        "aspek": "Aspek dalam urutan formulir. Jumlah bobot semua indikator harus tepat 100.",
    },
    "Istilah": {
        "aspek": "Sebutan bagian terbesar, misalnya Komponen.",
        "sub_aspek": "Sebutan bagian di bawahnya, misalnya Sub Komponen.",
        "indikator": "Sebutan baris yang dinilai, misalnya Sub Komponen atau Kriteria.",
        "data": "Kepala kolom data yang diisi.",
    },
    "KelasPredikat": {
        "predikat": "Sebutan kelasnya.",
        "batas": "Batas bawah Nilai Akhir (dua desimal).",
        "termasuk_batas": "true: nilai yang sama dengan batas termasuk kelas ini; false: harus melebihi batas.",
    },
    "Fakta": {
        "kode": "Kode fakta. `jumlah_desa`, `jumlah_kelurahan`, dan `tahun_data` mendapat pemeriksaan tambahan "
                "(UMU01, UMU02, HUB07).",
        "label": "Tulisan di kolom Data yang diisi.",
        "jenis": "Jenis isian; lihat tabel jenis di bawah. Fakta tidak dapat berjenis pilihan.",
        "satuan": "Satuan yang tampil di sebelah isian.",
        "min": "Angka terkecil yang diterima.",
        "maks": "Angka terbesar yang diterima; bila tidak disebut berlaku batas menurut jenis.",
        "wajib": "false bila boleh kosong.",
        "jumlah_dari": "Kode fakta lain yang dijumlahkan; fakta ini lalu terisi sendiri. Yang dijumlahkan disebut "
                       "lebih dahulu.",
        "keterangan": "Petunjuk singkat di kolom Indikator.",
    },
    "Opsi": {
        "teks": "Jawaban seperti tampil di daftar.",
        "nilai": "Capaian jawaban itu, 0 sampai 100.",
    },
    "Aspek": {
        "kode": _KODE_TETAP, "nomor": _TERCETAK, "nama": "Nama aspek.",
        "bobot": "Bobot tercetak, bila ada; harus sama dengan jumlah bobot indikatornya.",
        "sub_aspek": "Sub aspek dalam urutan formulir.",
    },
    "SubAspek": {
        "kode": _KODE_TETAP, "nomor": _TERCETAK, "nama": "Nama sub aspek.",
        "indikator": "Indikator dalam urutan formulir.",
    },
    "Indikator": {
        "kode": _KODE_TETAP, "nomor": _TERCETAK,
        "nomor_lama": "Nomor lain yang tercetak di sumber; tampil di lembar Referensi.",
        "uraian": "Uraian indikator seperti tercetak.",
        "satuan": "Satuan; berlaku untuk data yang tidak menyebut satuannya sendiri.",
        "bobot": "Bobot; desimal ditulis dengan titik.",
        "aturan": "Aturan penilaian dan parameternya; lihat [aturan.md](aturan.md).",
        "data": "Data yang diisi atau diambil; kuncinya harus sesuai aturan.",
        "keterangan": "Petunjuk pengisian; tampil dalam kurung di bawah nama data pertama.",
        "bukti": "Bukti yang diminta; tampil di bawah uraian.",
        "penanggung_jawab": "Jabatan penanggung jawab; tampil di lembar Referensi.",
        "tidak_relevan": "Kapan indikator ini tidak relevan.",
        "tahun_data": "Tahun data menurut formulir, bila berbeda dari tahun data umumnya; yang lain menimbulkan HUB07.",
        "terkonfirmasi": "true bila penerbit sudah memastikan aturan dan angkanya; selama false timbul INS10 dan "
                         "asumsinya tampil di lembar Referensi.",
        "asumsi": "Apa yang diandaikan; wajib diisi bila belum terkonfirmasi.",
        "dasar_hukum": "Peraturan yang mendasari indikator ini; tampil di lembar Referensi.",
        "catatan": "Catatan penyusun tentang sumbernya; tampil di lembar Referensi.",
    },
    "Datum": {
        "kunci": "Nama data dalam indikatornya; harus sesuai aturan.",
        "label": "Tulisan di kolom Data yang diisi.",
        "jenis": "Jenis isian; lihat tabel jenis di bawah.",
        "satuan": "Satuan; bila kosong berlaku satuan indikator.",
        "min": "Angka terkecil yang diterima.",
        "maks": "Angka terbesar yang diterima; bila tidak disebut berlaku batas menurut jenis.",
        "daftar": "Nama daftar jawaban; wajib untuk jenis pilihan, dan hanya untuk jenis itu.",
        "fakta": "Kode fakta Data Umum yang mengisi data ini; selnya terkunci. Jangan bersama `dari`.",
        "dari": "Data lain yang mengisi data ini, ditulis indikator.kunci; selnya terkunci. Jangan bersama `fakta`.",
        "sama_dengan": "Fakta (jumlah_desa) atau data (i11.penyebut) yang seharusnya sama; bila berbeda timbul HUB05 "
                       "atau HUB06.",
    },
    "TidakRelevan": {
        "bila_nol": "Kode fakta; bila semuanya 0, indikator tidak relevan dengan sendirinya.",
        "sebab": "Sebab yang tampil di sebelah isian.",
        "boleh_dijawab": "true bila kecamatan boleh menjawab Tidak relevan.",
    },
    "BerkasIsian": {
        "versi": "Versi bentuk berkas.",
        "instrumen": "Untuk instrumen mana isian ini.",
        "identitas": "Kecamatan pemilik isian.",
        "data_umum": "Kode fakta, lalu isinya.",
        "isian": "Kode indikator, lalu kunci data, lalu isinya.",
        "bukti": "Kode indikator, lalu bukti dukungnya.",
    },
    "RujukanInstrumen": {
        "id": "Nama instrumen; harus sama dengan instrumen yang dipakai.",
        "versi": "Versi instrumen, sebagai keterangan.",
        "sidik": "Sidik instrumen, sebagai keterangan.",
    },
    "Identitas": {
        "kode_wilayah": "Kode wilayah kecamatan PP.KK.CC; dua angka tengah 71 ke atas berarti kota.",
        "nama": "Nama kecamatan tanpa kata Kecamatan.",
        "kabupaten": "Nama kabupaten/kota tanpa kata Kabupaten atau Kota.",
        "provinsi": "Nama provinsi.",
        "alamat": "Alamat kantor untuk kop Lembar Cetak.",
    },
}

ARTI_JENIS = {
    "bulat": "Bilangan bulat.", "desimal": "Angka dengan desimal.",
    "persen": "Persen 0-100: 93 berarti 93 persen.", "rupiah": "Rupiah tanpa titik dan tanpa Rp.",
    "pilihan": "Satu jawaban dari `daftar`.", "teks": "Tulisan bebas; tidak diperiksa dan tidak dihitung.",
}
ARTI_KEBIJAKAN = {
    "nol": "Indikator yang tidak relevan bernilai 0 dan bobotnya tetap ikut dihitung.",
    "penuh": "Indikator yang tidak relevan mendapat seluruh bobotnya.",
    "normalisasi": "Bobot yang tidak relevan dikeluarkan, lalu nilai dihitung kembali ke 100.",
}

#: Keys at the head of a plan file.
ARTI_KEPALA = {
    "versi": ("`1`", "Versi bentuk berkas.", True),
    "jenis": ('`"buku_kinerja"`', "Penanda bahwa berkas ini rencana, bukan instrumen.", True),
    "tahun": ("bilangan bulat, 2000 sampai 2100", "Tahun buku.", True),
    "identitas": ("tabel [Identitas](pengaturan.md#identitas)", "Kecamatan pemilik buku.", True),
    "kapasitas": ("tabel nama ke bilangan bulat", "Banyaknya baris tiap tabel, terpakai dan cadangan. Yang tidak "
                  "disebut mendapat cadangan: 30 persen, paling sedikit 20 baris.", False),
    "ruang": ("tabel nama ke bilangan bulat", "Banyaknya baris tiap keluaran buku yang dibaca (RENAKSI, Cascading, "
              "IKU, IKI, ...). Keluaran yang penuh mendapat ruang lagi saat buku dibuat.", False),
    "profil": ("tabel [profil](#profil)", "Kecamatan dan pengaturannya.", False),
}

ARTI_JENIS_KOLOM = {
    "teks": "tulisan", "panjang": "tulisan panjang", "angka": "angka", "bulat": "bilangan bulat", "rupiah": "rupiah",
    "tahun": "tahun", "pilihan": "satu dari daftar", "rujukan": "kode baris",
}

ARTI_TABEL = {
    "jabatan": "Jabatan struktural dan tugasnya; IKI dicetak per jabatan.",
    "dokumen": "Setiap dokumen yang ditandatangani atau dikutip. PK mengambil penanda tangannya dari sini.",
    "dasar": "Peraturan yang disebut sebuah dokumen.",
    "node": "Pohon kinerja: tujuan, sasaran, program, kegiatan, sub kegiatan, dan sasaran individu. Anggaran berdiri "
            "di baris yang sama; cukup diisi pada baris tanpa rincian di bawahnya.",
    "indikator": "Indikator, target, dan realisasinya dalam satu baris. Realisasi TW diketik (r1 sampai r4) atau "
                 "dihitung dari pembilang dan penyebut (a1/b1 x 100); yang diketik didahulukan.",
    "renstra": "Target Renstra per tahun; th1 adalah tahun awal Renstra.",
    "pk": "Baris Perjanjian Kinerja. Target dan anggaran yang kosong memakai hitungan buku. Kolom tertulis diisi bila "
          "bunyi di PK berbeda dari lembar Indikator; keduanya disimpan.",
    "tautan": "Program pendukung sebuah sasaran, bila berbeda dari yang di bawahnya dalam pohon.",
    "masalah": "Pemetaan permasalahan (Tabel 1.1 LKjIP).",
    "lhe": "Catatan evaluasi dan tindak lanjutnya.",
    "skm": "Sembilan unsur survei kepuasan masyarakat; barisnya selalu sembilan.",
    "tercetak": "Angka dan tulisan seperti tercetak di dokumen. `kunci` adalah kode baris yang dicetaknya (I003, N012, "
                "K001, D001) atau `TOTAL`.",
    "kesampingkan": "Catatan tingkat Perlu dicek yang sudah dipastikan benar; `kunci` adalah kode barisnya.",
}

ARTI_LITERAL = (
    ("kosong", "kuncinya tidak ditulis, atau `\"\"`", "kuncinya tidak ada (`null` diterima)", "Belum diisi."),
    ("0", "`0`", "`0`", "Sudah diketahui, dan nol."),
    ("tanda -", "`\"-\"`", "`\"-\"`",
     "Tidak dijadwalkan. Hanya di kolom yang menerimanya; di kolom angka lain timbul BRS01."),
    ("galat Excel", "`{ galat = \"#N/A\" }`", "`{\"galat\": \"#N/A\"}`", "Sel itu berisi galat; timbul BRS08."),
)

#: Per piece of arithmetic: names of what it takes, what it gives.
ARTI_HITUNGAN: dict[str, tuple[str, str]] = {
    "SETAHUN": ("tipe, tw1, tw2, tw3, tw4, setahun", "Target (atau realisasi) setahun menurut tipe target; isian "
                "setahun hanya dipakai bila tidak ada TW yang berangka. Tanggal hari ini tidak ikut menentukan."),
    **{f"SAMPAI_TW{q}": (", ".join(("tipe", *(f"tw{n}" for n in range(1, q + 1)))),
                         f"Angka sampai TW {romawi} menurut tipe target.")
       for q, romawi in enumerate(("I", "II", "III", "IV"), start=1)},
    "REALISASI_TW": ("ketikan, pembilang, penyebut", "Realisasi satu TW: yang diketik, kalau tidak ada pembilang / "
                     "penyebut x 100."),
    "CAPAIAN": ("target, realisasi, polaritas, rumus_negatif", "Capaian dalam persen, tidak pernah di bawah 0 dan "
                "belum dibatasi. Polaritas positif (atau kosong): realisasi / target x 100."),
    "DIBATASI": ("capaian, batas", "Capaian setelah batas capaian dari Profil; angka yang belum dibatasi selalu "
                 "tampil di sebelahnya."),
    "PENYERAPAN": ("realisasi, pagu", "Penyerapan anggaran: realisasi / pagu x 100."),
    "EFISIENSI": ("penyerapan, capaian", "Tingkat efisiensi: persen penyerapan / persen capaian; di bawah 1 berarti "
                  "efisien. Ada rumus lain di luar sana; yang dipakai tercetak di bawah tabelnya."),
    "KEMAJUAN": ("realisasi, target_akhir", "Tingkat kemajuan: realisasi / target akhir Renstra x 100."),
    "RERATA": ("nilai", "Rata-rata yang terukur; dipakai untuk keluaran kegiatan (dari sub kegiatannya) dan program "
               "(dari kegiatannya)."),
    "IKM": ("nilai, bobot", "IKM dari sembilan unsur: jumlah x bobot x 25; belum ada selama satu unsur kosong."),
    **{f"PREDIKAT_{k.upper()}": ("nilai, batas_bawah, kelas", f"{tabel.nama}: kelas tertinggi yang batasnya dicapai, "
                                 "setelah dibulatkan dua desimal seperti Excel.")
       for k, tabel in capaian.KLASIFIKASI.items()},
}

#: Per tipe target: meaning, where the year comes from, an example of four quarters and what is counted.
ARTI_TIPE: dict[str, tuple[str, str, tuple[capaian.Bersih, ...], str]] = {
    "sampai_dengan": ("Angka berjalan sampai akhir TW.", "TW terakhir yang berisi", (25, 50, 75, 100), "persen"),
    "kondisi_akhir": ("Keadaan pada akhir TW.", "TW terakhir yang berisi", (10, 8, 8, 8), "orang"),
    "per_tw": ("Tiap TW menambah.", "jumlah TW yang berisi", (3, 3, 3, 3), "bulan"),
    "rata_rata": ("Rata-rata tiap TW.", "rata-rata TW yang berisi", (70, 80, 90, 100), "persen"),
    "satu_tw": ("Hanya satu TW.", "angka TW itu", (1, "-", "-", "-"), "dokumen"),
}

ARTI_NEGATIF = {
    "selisih": "(2 x target - realisasi) / target x 100; bawaan.", "rasio_terbalik": "target / realisasi x 100.",
    "sisa": "(target - realisasi) / target x 100.",
}

#: Modules whose named constants are thresholds of checks, and why each is what it is.
MODUL_AMBANG = {m.__name__.rpartition(".")[2]: m for m in (kata, angka_tercetak, indikator, dokumen, nilai_buku,
                                                           rencana)}
AMBANG: dict[str, tuple[str, str]] = {
    "kata.MIRIP_NAMA": ("NAM02", "Nama di belakang kata Kecamatan yang semirip ini dengan nama sendiri dianggap salah "
                        "eja; di bawahnya nama kecamatan lain (NAM01). Lihat contoh di bawah: salah ketik satu huruf "
                        "jauh di atasnya, nama lain jauh di bawahnya."),
    "kata.MIRIP_NAMA_LEPAS": ("NAM02", "Tanpa kata Kecamatan di depannya harus lebih mirip lagi, karena kata biasa pun "
                              "dapat mirip."),
    "kata.PANJANG_NAMA_LEPAS": ("NAM02", "Nama yang lebih pendek terlalu mudah mirip dengan kata biasa, jadi tidak "
                                "dicari di luar kata Kecamatan."),
    "kata.BAGIAN_JUDUL": ("NAM01", "Bila sebanyak ini katanya berhuruf besar, tulisannya judul: huruf besar tidak lagi "
                          "menandai nama."),
    "kata.PANJANG_AKRONIM": ("NAM01", "Huruf besar semua sependek ini di tengah tulisan biasa adalah singkatan, bukan "
                             "nama."),
    "kata.MIRIP_KALIMAT": ("IND01", "Kata-katanya sudah harus sama satu per satu; selain itu urutannya harus semirip "
                           "ini."),
    "kata.PANJANG_SATU_HURUF": ("IND01", "Kata sepanjang ini boleh berbeda satu huruf; yang lebih pendek (RKA, DPA, "
                                "non) harus persis sama."),
    "kata.PANJANG_DUA_HURUF": ("IND01", "Kata sepanjang ini boleh berbeda dua huruf: dua kali panjang kata yang boleh "
                               "berbeda satu huruf."),
    "kata.PANJANG_DI": ("IND01", "Mulai sepanjang ini di- dibaca sebagai awalan (difasilitasi), bukan bagian kata "
                        "(dinas)."),
    "kata.ANGKA_TERPANJANG": ("PRS01", "Angka tercetak yang lebih panjang dianggap kode, bukan angka."),
    "kata.BATAS_KUTIPAN": ("semua", "Tulisan yang lebih panjang dipotong ketika dikutip."),
    "indikator.MIRIP_TANPA_KODE": ("IND01", "Baris PK atau Renstra tanpa kode indikator: mulai semirip ini "
                                        "disebutkan indikator yang terdekat."),
    "indikator.TAHUN_BERTURUT": ("TGT03", "Realisasi yang sama persis dengan target selama ini tampak seperti "
                                      "salinan; satu atau dua kali dapat kebetulan."),
    "angka_tercetak.TOLERANSI_UANG": ("JML01", "Dua jumlah rupiah dianggap sama bila bedanya tidak lebih dari ini: "
                                   "pembulatan satu rupiah."),
    "angka_tercetak.TOLERANSI_HITUNG": ("PRS02", "Ketelitian hitungan komputer; jauh di bawah satu angka tercetak."),
    "dokumen.PERATURAN_SEBULAN": ("DOK02", "Peraturan sejenis yang lazim terbit dalam sebulan: keputusan 4 Januari "
                                  "tidak mungkin berdasar peraturan nomor 39 tahun yang sama."),
    "dokumen.BULAN_AWAL": ("DOK02", "Hanya dokumen bulan pertama sampai bulan ini yang diragukan begitu."),
    "dokumen.USIA_MASUK": ("NIP01", "Umur termuda, dalam tahun, ketika diangkat menurut NIP."),
    "dokumen.USIA_LAHIR": ("NIP01", "Umur tertua, dalam tahun, menurut NIP."),
    "nilai.BATAS_BEDA": ("lembar Angka Tercetak", "Angka tercetak dan hitungan buku Cocok bila bedanya tidak "
                              "lebih dari ini: setengah satuan dari dua desimal yang lazim dicetak."),
    "rencana.BATAS_ANGKA": ("BRS06", "Angka yang lebih jauh dari 0 dianggap belum diisi dan menimbulkan catatan, "
                            "supaya tidak ada hasil bagi yang meluap. Sepuluh triliun jauh di atas anggaran "
                            "kecamatan."),
}
#: Pairs that show what the measures of likeness say: (kind, left, right).
CONTOH_MIRIP = (
    ("nama", "Louwisari", "Leuwisari"), ("nama", "Sukaresik", "Leuwisari"), ("nama", "Ajibarang", "Sokaraja"),
    ("kalimat", "Persentase desa yang tertib administrasi", "Prosentase desa tertib administrasi"),
    ("kalimat", "Jumlah laporan keuangan akhir tahun", "Jumlah laporan keuangan akhir tahunan"),
    ("kalimat", "Jumlah dokumen RKA yang disusun", "Jumlah dokumen Perubahan RKA yang disusun"),
    ("kalimat", "Jumlah desa tertib", "Persentase desa tertib"),
    ("kalimat", "Jumlah dokumen RKA", "Jumlah dokumen DPA"),
)


def table(kepala: Sequence[str], baris: Iterable[Sequence[str]]) -> str:
    """A Markdown table; bars and line breaks inside cells are made harmless."""
    semua = [kepala, ["---"] * len(kepala), *baris]
    return "".join("| " + " | ".join(s.replace("|", "\\|").replace("\n", " ") for s in b) + " |\n" for b in semua)


def _code(teks: object) -> str:
    return f"`{teks}`"


def kode_page() -> str:
    """Every kode, in the families of the catalogue."""
    keluarga: tuple[tuple[str, str, Mapping[str, temuan.Kode]], ...] = (
        ("Catatan isian", "Ditemukan sendiri oleh lembar Pemeriksaan, tanpa program apa pun, dan sama persis oleh "
         "`kinerja periksa` dan `kinerja hitung`, yang menyebut datanya di depan.", KATALOG_ISIAN),
        ("Catatan berkas dan perintah", "Hanya ditemukan oleh perintah (atau tombol di Excel), karena menyangkut "
         "berkasnya sendiri.", KATALOG_BERKAS),
        ("Tombol di Excel", "Disebut tombol add-in dalam kotak pesan.", KATALOG_TOMBOL),
        ("Kiriman dan ekspor", "`kinerja kirim`, `kinerja ekspor`, dan tombolnya.", KATALOG_KIRIM),
        ("Tahun berikutnya dan versi baru", "`kinerja tahun-berikutnya`, `kinerja pindah`, dan tombolnya; di Excel "
         "tertulis di lembar Catatan buku baru.", KATALOG_LANJUT),
        ("Komputer dan add-in", "`kinerja cek`, `kinerja addin`, dan tombol Cek Komputer.", KATALOG_CEK),
        ("Catatan instrumen, berkas isian, dan identitas", "Hanya ditemukan oleh perintah: "
         "`kinerja instrumen periksa`, `kinerja buat`, dan perintah lain yang membaca berkas itu.",
         KATALOG_INSTRUMEN),
        ("Catatan baris Buku Kinerja", "Ditemukan sendiri oleh Buku Kinerja: kolom Keterangan isian menyebut catatan "
         "pertama sebuah baris, lembar Pemeriksaan mengumpulkannya. `kinerja periksa` menyebut semuanya. Di sini `{b}` "
         "biasanya nama kolomnya. Naskah instrumen, daftar kecamatan, Pengaturan, dan buku verifikasi memakai kode "
         "yang sama untuk kekeliruan yang sama.", KATALOG_BARIS),
        ("Catatan sel tabel isian", "Ditemukan saat sel naskah instrumen, daftar kecamatan, Pengaturan, buku "
         "verifikasi, dan Buku Kinerja dibaca: yang tidak terlihat oleh rumus lembarnya. `{b}` judul kolomnya.",
         KATALOG_TABEL),
        ("Catatan antar-dokumen Buku Kinerja", "Ditemukan oleh `kinerja periksa` dan `kinerja hitung` pada Buku "
         "Kinerja: dokumen satu dibandingkan dengan yang lain. Ambangnya ada di [hitungan-buku.md](hitungan-buku.md).",
         KATALOG_LINTAS),
        ("Cek Keaslian", "`kinerja periksa --kunci`: berkas dibandingkan dengan yang diterbitkan, dan tanda "
         "keasliannya diperiksa.", KATALOG_SEGEL),
        ("Sebaran", "`kinerja sebar`: daftar kecamatan, penyegelan, dan folder templat.", KATALOG_SEBAR),
        ("Pengumpulan", "`kinerja kumpul`: berkas yang masuk, register, rekap.", KATALOG_KUMPUL),
        ("Verifikasi", "`kinerja verifikasi` dan `kinerja provinsi`.", KATALOG_VERIFIKASI))
    bagian = [KEPALA, "# Kode catatan pemeriksaan\n",
              "Kode tetap dan tidak pernah dipakai ulang. `{a}` diganti dengan yang ditemukan, `{b}` dengan "
              "pembandingnya. Satu kode dijelaskan juga oleh `kinerja jelaskan KODE`.\n",
              "Saat dikumpulkan: yang terjadi pada berkas yang masuk (`kinerja kumpul`; untuk buku verifikasi "
              "`kinerja verifikasi gabung`) karena catatan itu; bila ada beberapa, yang paling berat berlaku. Dijawab "
              "dengan: yang membuat catatan itu hilang, atau menjawabnya bila isinya memang benar.\n"]
    for judul, asal, katalog in keluarga:
        bagian += [f"## {judul}\n", asal + "\n", table(
            ("Kode", "Tingkat", "Judul", "Bunyi", "Cara memperbaiki", "Ditemukan oleh", "Saat dikumpulkan",
             "Dijawab dengan"),
            ([_code(k.kode), temuan.SEBUTAN_TINGKAT[k.tingkat], k.judul, k.pesan, k.perbaikan,
              "lembar dan perintah" if k.tampil_di_lembar else "perintah", SEBUTAN_AKIBAT[k.akibat],
              SEBUTAN_JAWAB[k.jawab]] for k in katalog.values()))]
        if katalog is KATALOG_TABEL:
            sama = ([apa, _code(k), ", ".join(buku)] for apa, k, buku in mistakes())
            bagian += ["Satu kekeliruan, satu kode, di setiap buku yang mempunyai sel semacam itu:\n",
                       table(("Yang tertulis", "Kode", "Buku"), sama)]
    return "\n".join(bagian)


def walk_commands(perintah_ini: Any = None, nama: str = "kinerja") -> Iterator[tuple[str, Any]]:
    """(full name, command) of the whole tree, groups before their commands."""
    perintah_ini = perintah_ini if perintah_ini is not None else typer.main.get_command(cli.app)
    yield nama, perintah_ini
    for anak, isi in children(perintah_ini).items():
        yield from walk_commands(isi, f"{nama} {anak}")


def children(perintah_ini: Any) -> dict[str, Any]:
    """Commands of a group by name, also of one that is loaded when asked; empty for a command."""
    nama = perintah_ini.list_commands(None) if hasattr(perintah_ini, "list_commands") else []
    return {n: perintah_ini.get_command(None, n) for n in nama}


def is_option(p: Any) -> bool:
    """Option or argument? The same for every release of typer."""
    return bool(p.opts) and str(p.opts[0]).startswith("-")


def shown_name(p: Any) -> str:
    """As it is typed: -o, --keluar BERKAS; or the metavar of an argument."""
    if not is_option(p):
        return str(p.metavar or p.name.upper())
    return ", ".join(p.opts) + ("" if getattr(p, "is_flag", False) else f" {p.metavar or p.name.upper()}")


def _default(p: Any) -> str:
    if p.required:
        return "wajib"
    return "" if p.default in (None, "", False) or getattr(p, "is_flag", False) else _code(p.default)


def integrity_kode() -> list[str]:
    """Kode that make a command end with the integrity exit code."""
    return [k for k in temuan.KATALOG if perintah.exit_code(
        [perintah.LaporanBerkas("", (temuan.buat_temuan(k),))], False) == kode_keluar.TIDAK_UTUH]


def perintah_page() -> str:
    """Every command with arguments, options and exit codes."""
    bagian = [KEPALA, "# Perintah\n"]
    for nama, isi in walk_commands():
        bagian += [f"## {nama}\n", f"{isi.help}\n"]
        anak = children(isi)
        pakai = " ".join([nama, *(shown_name(p) for p in isi.params if not is_option(p)),
                          "PERINTAH" if anak else "", "[PILIHAN]" if any(map(is_option, isi.params)) else ""])
        bagian.append(f"Pemakaian: {_code(' '.join(pakai.split()))}\n")
        if anak:
            bagian.append(table(("Perintah", "Gunanya"), ([_code(f"{nama} {n}"), c.help] for n, c in anak.items())))
        baris = [[_code(shown_name(p)), p.help or "", _default(p)] for p in isi.params]
        if baris:
            bagian.append(table(("Masukan", "Arti", "Bawaan"), baris))
    bagian.append("Setiap perintah menerima `-h` atau `--help`.\n")
    kode_3 = ", ".join(_code(k) for k in integrity_kode())
    bagian += ["## Kode keluar\n", table(("Kode", "Arti"), (
        [str(getattr(kode_keluar, n)), arti + (f" ({kode_3})." if n == "TIDAK_UTUH" else "")]
        for n, arti in ARTI_KELUAR.items())),
        "Bila beberapa keadaan terjadi sekaligus: 2 mengalahkan 3, dan 3 mengalahkan 1. Hasil tercetak di keluaran "
        "biasa (stdout); kemajuan dan galat di keluaran galat (stderr).\n"]
    return "\n".join(bagian)


def type_text(jenis: Any) -> str:
    """A type of a pydantic field in Indonesian."""
    asal, isi = get_origin(jenis), get_args(jenis)
    if asal is Annotated:
        return type_text(isi[0])
    if asal is Literal:
        return ("salah satu dari " if len(isi) > 1 else "") + ", ".join(_code(toml_text(x)) for x in isi)
    if asal in (Union, types.UnionType):
        tanpa = [x for x in isi if x is not type(None)]
        return "tabel aturan" if set(tanpa) == set(aturan.ATURAN.values()) else " atau ".join(map(type_text, tanpa))
    if asal is tuple:
        return "daftar " + type_text(isi[0]) if isi[-1] is Ellipsis else "[" + ", ".join(map(type_text, isi)) + "]"
    if asal is dict:
        return f"tabel nama ke {type_text(isi[1])}"
    if isinstance(jenis, type) and issubclass(jenis, BaseModel):
        return f"tabel [{jenis.__name__}](#{jenis.__name__.lower()})"
    return {str: "teks", int: "bilangan bulat", bool: "true/false", Any: "nilai"}.get(jenis, "angka")


def limits(f: FieldInfo) -> str:
    """Bounds of a field in Indonesian: pattern, length, lower bound."""
    batas = []
    daftar = get_origin(f.annotation) is tuple
    for m in f.metadata:
        if (pola := getattr(m, "pattern", None)) is not None:
            batas.append(f"berpola `{pola}`")
        if n := getattr(m, "min_length", None):
            batas.append(f"paling sedikit {n} {'butir' if daftar else 'huruf'}")
        if n := getattr(m, "max_length", None):
            batas.append(f"paling banyak {n} huruf")
        if (n := getattr(m, "gt", None)) is not None:
            batas.append(f"lebih dari {n}")
    return "".join(f", {b}" for b in batas)


def toml_text(nilai: Any) -> str:
    """A default as it would stand in the .toml."""
    if isinstance(nilai, BaseModel):
        return "{}"
    return json.dumps(list(nilai) if isinstance(nilai, tuple) else nilai, ensure_ascii=False)


def field_rows(model: type[BaseModel], arti: Mapping[str, str]) -> Iterator[list[str]]:
    """One row per key: name, type with bounds, default, meaning. KeyError for a key without meaning."""
    for nama, f in model.model_fields.items():
        bawaan = "wajib" if f.is_required() else "-"
        if not f.is_required() and (isi := f.get_default(call_default_factory=True)) is not None:
            bawaan = _code(toml_text(isi))
        yield [_code(nama), type_text(f.annotation) + limits(f), bawaan, arti[nama]]


def models_in(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """The model and every model its fields hold, in order of first mention; rules are documented apart."""
    sudah: list[type[BaseModel]] = []

    def visit(jenis: Any) -> None:
        if isinstance(jenis, type) and issubclass(jenis, BaseModel):
            if jenis in sudah or jenis in aturan.ATURAN.values():
                return
            sudah.append(jenis)
            for f in jenis.model_fields.values():
                visit(f.annotation)
        for isi in get_args(jenis):
            visit(isi)

    visit(model)
    yield from sudah


def pengaturan_page() -> str:
    """Every key of an instrument, an isian file and an identity."""
    bagian = [KEPALA, "# Pengaturan\n", "Semua berkas ditulis dalam TOML; berkas isian boleh juga JSON. "
              "Kunci yang tidak dikenal ditolak (INS02), "
              "kunci wajib yang belum ada disebut (INS03), dan semua kekeliruan dilaporkan sekaligus oleh "
              "`kinerja instrumen periksa`.\n"]
    for judul, akar in (("Berkas instrumen", instrumen.Instrumen), ("Berkas isian dan identitas", isian.BerkasIsian)):
        bagian.append(f"## {judul}\n")
        for model in models_in(akar):
            bagian += [f"### {model.__name__}\n", table(
                ("Kunci", "Jenis", "Bawaan", "Arti"), field_rows(model, ARTI[model.__name__]))]
    batas = instrumen.MAKS_BAWAAN
    bagian += ["## Jenis data\n", table(("Jenis", "Isinya", "Terbesar bila `maks` tidak disebut"), (
        [_code(j), ARTI_JENIS[j], f"{batas[j]:,.0f}".replace(",", ".") if j in batas else "-"]
        for j in get_args(instrumen.Jenis))),
        "## Kebijakan tidak relevan\n", table(("Kebijakan", "Artinya"), (
            [_code(k), ARTI_KEBIJAKAN[k]] for k in get_args(instrumen.Kebijakan))),
        "Isi sebuah sel dalam berkas isian: kosong ditulis `\"\"` (JSON: `null`), nol ditulis `0`, tanda hubung "
        "ditulis `\"-\"`, tidak relevan ditulis `\"Tidak relevan\"`, galat ditulis `{ galat = \"#N/A\" }`. Berkas "
        "untuk `kinerja buat --identitas` berisi kunci Identitas saja, boleh di bawah `[identitas]`.\n"]
    return "\n".join(bagian)


def _capaian(c: aturan.Capaian) -> str:
    return "tidak terukur (kosong)" if c is None else c if isinstance(c, str) else show_number(c)


def _pairs(isi: Mapping[str, Any]) -> str:
    """ "pembilang = 18, penyebut = 32"; numbers kept as text in a list (2.5) lose their quotes."""
    def teks(v: Any) -> str:
        return show_number(v) if isinstance(v, int | float) else re.sub(r'"([0-9.]+)"', r"\1", json.dumps(v))

    return ", ".join(f"{k} = {teks(v)}" for k, v in isi.items()) or "bawaan"


def rule_formulas(kelas: type[Any]) -> dict[str, str]:
    """The formula for every set of parameters among the edge examples, over the names of the data."""
    hasil: dict[str, str] = {}
    for c in kelas.tepi:
        rujukan = aturan.Rujukan({k: k for k in c.data}, {"batas": "tabel_batas", "capaian": "tabel_capaian"})
        hasil.setdefault(_pairs(c.parameter), kelas(**c.parameter).render(rujukan))
    return hasil


def aturan_page() -> str:
    """Every rule: meaning, parameters, formulas, edges."""
    bagian = [KEPALA, "# Aturan penilaian\n", "nilai = bobot x capaian / 100. Aturan mengubah data menjadi capaian 0 "
              "sampai 100, tanpa pembulatan di tengah. Tiap aturan tertulis dua kali berdampingan, dalam Python dan "
              "sebagai rumus Excel; contoh tepi di bawah diuji pada keduanya. Data yang kosong, keliru, atau tidak "
              "relevan tidak pernah sampai ke aturan.\n"]
    for nama, kelas in aturan.ATURAN.items():
        bagian += [f"## {nama}\n", ARTI_ATURAN[nama] + "\n",
                   table(("Parameter", "Jenis", "Bawaan", "Arti"), field_rows(kelas, ARTI_PARAMETER)),
                   "Rumus, dengan nama data sebagai ganti alamat sel:\n",
                   table(("Parameter", "Rumus"), ([_code(p), _code("=" + r)] for p, r in rule_formulas(kelas).items())),
                   "Contoh tepi:\n",
                   table(("Parameter", "Data", "Capaian"), (
                       [_code(_pairs(c.parameter)), _pairs(c.data), _capaian(c.capaian)] for c in kelas.tepi))]
    return "\n".join(bagian)


#: Schemas by the call that prints them.
SKEMA = {"hitung": "kinerja hitung --json BERKAS...", "periksa": "kinerja periksa --json BERKAS...",
         "isian": "kinerja baca --json BERKAS", "kumpul": "kinerja kumpul --json FOLDER"}
#: The schema of a plan file is generated; its rows leave blank cells out, so it stands apart from the others.
SKEMA_RENCANA = "skema/rencana.schema.json"


def load_schema(nama: str) -> dict[str, Any]:
    """A schema of docs/skema."""
    isi: dict[str, Any] = json.loads((DOCS / "skema" / f"{nama}.schema.json").read_text(encoding="utf-8"))
    return isi


def schema_kind(s: Mapping[str, Any]) -> str:
    """Kind of a property in Indonesian."""
    if "$ref" in s:
        return _code(s["$ref"].rpartition("/")[2])
    if "const" in s or "enum" in s:
        return " atau ".join(_code(json.dumps(x)) for x in s.get("enum", [s.get("const")]))
    if "anyOf" in s:
        return " atau ".join(dict.fromkeys(map(schema_kind, s["anyOf"])))
    jenis = [s["type"]] if isinstance(s["type"], str) else s["type"]
    if s["type"] == "array":
        return "daftar " + schema_kind(s["items"])
    kata = {"string": "teks", "number": "angka", "integer": "bilangan bulat", "boolean": "true/false",
            "null": "null", "object": "objek kosong" if s.get("maxProperties") == 0 else "objek"}
    return " atau ".join(kata[j] for j in jenis)


def schema_rows(s: Mapping[str, Any]) -> list[list[str]]:
    """One row per property of an object of a schema, open-ended ones as <kode>."""
    baris = [[_code(k), schema_kind(isi), isi["description"]] for k, isi in s.get("properties", {}).items()]
    terbuka = s.get("patternProperties", {}).values()
    return baris + [["`<kode>`", schema_kind(isi), isi["description"]] for isi in terbuka]


def json_page() -> str:
    """The JSON contract, one table per object of each schema."""
    bagian = [KEPALA, "# Keluaran JSON\n", "Keluaran biasa (stdout) berisi satu objek JSON saja, UTF-8; galat dan "
              "kemajuan ada di stderr. Angka tidak dibulatkan. Kosong, 0, \"-\", dan \"Tidak relevan\" adalah empat "
              "isi yang berbeda: `null`, `0`, `\"-\"`, dan `\"Tidak relevan\"`. Satu berkas yang tidak terbaca tidak "
              "menghentikan yang lain. Kunci baru dapat ditambahkan; selama `versi` sama, kunci yang ada tidak "
              "dihapus dan tidak berganti arti.\n",
              "Kode keluarnya ada di [perintah.md](perintah.md), kode catatannya di [kode.md](kode.md).\n"]
    for nama, pemakaian in SKEMA.items():
        skema = load_schema(nama)
        bagian += [f"## {pemakaian}\n", f"{skema['description']} Skema: [skema/{nama}.schema.json]"
                   f"(skema/{nama}.schema.json).\n", table(("Kunci", "Jenis", "Arti"), schema_rows(skema))]
        terbuka = {k: isi for k, isi in skema["properties"].items() if "patternProperties" in isi}
        for kunci, isi in {**terbuka, **skema["$defs"]}.items():
            if baris := schema_rows(isi):
                bagian += [f"Isi {_code(kunci)}:\n", table(("Kunci", "Jenis", "Arti"), baris)]
            else:
                bagian.append(f"Isi {_code(kunci)}: {schema_kind(isi)}.\n")
    bagian += ["## kinerja baca --json BERKAS (Buku Kinerja)\n", "Sebuah Buku Kinerja dibaca menjadi berkas rencana: "
               "bentuk yang sama diterima `kinerja buat`. Setiap tabel dan kolomnya ada di [rencana.md](rencana.md). "
               f"Skema: [{SKEMA_RENCANA}]({SKEMA_RENCANA}).\n"]
    bagian += ["## Perintah lain\n", "`kinerja jelaskan KODE --json` mencetak `kode`, `tingkat`, `judul`, `pesan`, "
               "`perbaikan`, `akibat` (saat dikumpulkan), `jawab` (yang menjawabnya), `tampil_di_lembar`, dan "
               "`berubah` (yang terkunci dan tidak lagi seperti ketika diterbitkan).\n",
               table(("Kunci", "Isi", "Arti"), ((_code(n), _code(x) if x else "teks kosong", arti) for n, sebutan in (
                   ("akibat", SEBUTAN_AKIBAT), ("jawab", SEBUTAN_JAWAB), ("berubah", SEBUTAN_BERUBAH))
                   for x, arti in sebutan.items())),  # type: ignore[attr-defined]
               "`kinerja instrumen periksa INSTRUMEN --json` mencetak `versi`, `berkas`, dan `catatan` "
               "yang bentuknya sama dengan di atas.\n",
               "Berkas isian yang ditulis sendiri boleh menyingkat: hanya `versi` dan `instrumen` (cukup `id`) yang "
               "wajib, dan isian yang tidak disebut dianggap kosong; lihat [pengaturan.md](pengaturan.md).\n"]
    return "\n".join(bagian)


# --- Buku Kinerja -------------------------------------------------------------------------------------------------


#: Which rows of a table `kinerja tahun-berikutnya` takes over, as a sentence; "" for all of them.
ARTI_BARIS: dict[BarisLanjut, str] = {
    "semua": "", "berlaku": "Tahun berikutnya membawa dokumen yang masih berlaku.",
    "pk_berikutnya": "Tahun berikutnya membawa baris PK Berikutnya.",
    "belum_selesai": "Tahun berikutnya membawa yang belum selesai.",
    "tidak": "Tahun berikutnya tidak membawa satu baris pun.",
}


def next_year_of(k: Kolom) -> str:
    """What becomes of a column next year, in words."""
    return {BAWA: "dibawa", KOSONG: "dikosongkan"}.get(k.lanjut) or f"pindah ke `{k.lanjut}`"


def column_kind(k: Kolom) -> str:
    """Kind of a column with its list, its target and its bounds."""
    jenis = ARTI_JENIS_KOLOM[k.jenis]
    if k.daftar:
        jenis += f" [{k.daftar}](#{k.daftar})"
    if k.ke:
        jenis += " " + " atau ".join(f"[{t}](#{t})" for t in k.ke)
    if k.is_number:
        bawaan = Kolom("", "")
        if (k.min, k.maks) != (bawaan.min, bawaan.maks):
            tulis = show_number if k.jenis == "tahun" else thousands
            jenis += f", {tulis(k.min)} sampai {tulis(k.maks)}"
    return jenis + (", atau `-`" if k.strip else "")


def thousands(x: float) -> str:
    """A whole number with dots: 10.000.000.000.000."""
    return f"{x:,.0f}".replace(",", ".")


def column_rows(tabel: str, kolom: Iterable[Kolom]) -> Iterator[list[str]]:
    """One row per column of a table of a plan."""
    for k in kolom:
        yield [_code(k.kunci), k.label, column_kind(k), "ya" if k.wajib else "",
               sheet_of_column(tabel, k.kunci), next_year_of(k)]


def rencana_page() -> str:
    """The file form of a plan: head, literals, every table and column, every list."""
    kepala = ("Kunci", "Di lembar tertulis", "Isinya", "Wajib", "Lembar", "Tahun berikutnya")
    bagian = [KEPALA, "# Berkas rencana\n", "Isi satu Buku Kinerja sebagai berkas TOML atau JSON. Bentuk ini dicetak "
              "`kinerja baca --json` dan diterima `kinerja buat`, sehingga sebuah buku dapat dibaca lalu dibuat lagi. "
              "Setiap tabel dinyatakan satu kali di `kinerja_core/buku_kinerja/rencana.py`; lembar isian, pembaca, "
              "pemeriksaan, dan "
              f"halaman ini mengikutinya. Skema: [{SKEMA_RENCANA}]({SKEMA_RENCANA}).\n",
              '```toml\nversi = 1\njenis = "buku_kinerja"\ntahun = 2026\n\n[identitas]\nkode_wilayah = "35.69.99"\n'
              'nama = "Contoh"\nkabupaten = "Contoh"\nprovinsi = "Jawa Timur"\n\n[[node]]\njenis = "Sasaran"\n'
              'uraian = "Meningkatnya kualitas pelayanan"\n\n[[indikator]]\nnode = "N001"\n'
              'uraian = "Indeks Kepuasan Masyarakat"\ntipe_target = "Kondisi akhir TW"\nt1 = "-"\nt4 = 82.5\n```\n',
              "## Kepala berkas\n", table(("Kunci", "Isinya", "Wajib", "Arti"), (
                  [_code(k), isi, "ya" if wajib else "", arti] for k, (isi, arti, wajib) in ARTI_KEPALA.items())),
              "Kunci yang tidak dikenal ditolak (INS02). Desimal ditulis dengan titik, seperti dalam TOML dan JSON; "
              "persen 0 sampai 100. Untuk memperbanyak baris cadangan, hapus kunci `kapasitas` dari hasil "
              "`kinerja baca --json`, lalu buat bukunya lagi.\n",
              "## Kode baris\n", "Setiap baris berdiri di sebuah slot yang tidak pernah berubah: huruf tabelnya dan "
              "tiga angka (N001, I012). Slot boleh tidak ditulis (`slot`); urutan barisnya lalu menentukan. Rujukan "
              "menyebut slot itu. Baris boleh berlubang: baris kosong adalah cadangan.\n",
              "## Empat isi yang berbeda\n", table(("Isi sel", "TOML", "JSON", "Arti"), ARTI_LITERAL),
              "Tulisan di kolom angka tetap disimpan apa adanya dan menimbulkan BRS01; tidak ada yang ditebak.\n",
              "## profil\n", table(kepala, column_rows(rencana.PROFIL, rencana.TABEL_PROFIL.kolom))]
    for t in rencana.TABEL.values():
        baris = f"Selalu {t.tetap} baris. " if t.tetap else ""
        arti = f"{ARTI_TABEL[t.kunci]} {ARTI_BARIS[t.baris]}".rstrip()
        bagian += [f"## {t.kunci}\n", f"{t.judul}; kode {_code(t.slot(1))} dan seterusnya. {baris}{arti}\n",
                   table(kepala, column_rows(t.kunci, t.kolom))]
    bagian.append("## Daftar pilihan\n")
    for nama, isi in rencana.DAFTAR.items():
        bagian += [f"### {nama}\n", ", ".join(map(_code, isi)) + ".\n"]
    return "\n".join(bagian)


def rencana_schema() -> str:
    """The JSON schema of a plan as `kinerja baca --json` prints it; blank cells are left out of a row."""
    sel, umum = {"$ref": "#/$defs/isi_sel"}, load_schema("isian")

    def baris(tabel: str, kolom: Iterable[Kolom], slot: bool) -> dict[str, Any]:
        isi: dict[str, Any] = {"slot": {"description": "Kode baris; tetap.", "type": "string"}} if slot else {}
        for k in kolom:
            isi[k.kunci] = {"description": f"{k.label} (lembar {sheet_of_column(tabel, k.kunci)}).", **sel}
        return {"type": "object", "additionalProperties": False, "properties": isi}

    kapasitas = {"type": "object", "additionalProperties": False,
                 "properties": {t: {"description": f"Banyaknya baris tabel {t}.", "type": "integer", "minimum": 1}
                                for t in rencana.TABEL}}
    jenis: dict[str, dict[str, Any]] = {
        "versi": {"const": 1}, "jenis": {"const": "buku_kinerja"},
        "tahun": {"type": "integer", "minimum": 2000, "maximum": 2100}, "identitas": {"$ref": "#/$defs/identitas"},
        "kapasitas": kapasitas,
        "ruang": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 1}},
        "profil": baris(rencana.PROFIL, rencana.TABEL_PROFIL.kolom, False)}
    kepala = {k: {"description": arti, **jenis[k]} for k, (_, arti, _) in ARTI_KEPALA.items()}
    tabel = {t.kunci: {"description": ARTI_TABEL[t.kunci], "type": "array", "items": baris(t.kunci, t.kolom, True)}
             for t in rencana.TABEL.values()}
    skema = {"$schema": umum["$schema"], "title": "kinerja baca --json (Buku Kinerja)",
             "description": "Rencana satu Buku Kinerja. Bentuk yang sama diterima kinerja buat.",
             "type": "object", "additionalProperties": False,
             "required": [k for k, (_, _, wajib) in ARTI_KEPALA.items() if wajib],
             "properties": kepala | tabel, "$defs": {k: umum["$defs"][k] for k in ("identitas", "isi_sel", "galat")}}
    return json.dumps(skema, ensure_ascii=False, indent=1) + "\n"


def _literal(x: Any) -> str:
    """An edge value as a sentence shows it: kosong, 0, "-", Tidak diukur."""
    if isinstance(x, list):
        return "[" + "; ".join(map(_literal, x)) + "]"
    return "kosong" if x in (None, "") else show_number(x) if isinstance(x, int | float) else str(x)


def piece_section(h: capaian.Hitungan) -> list[str]:
    """One piece of arithmetic: meaning, formula, edges."""
    nama, arti = ARTI_HITUNGAN[h.nama]
    argumen = nama.split(", ")
    masuk = argumen[:len(h.tepi[0][0])]
    return [f"### {h.nama}\n", arti + "\n", f"Rumus: {_code('=' + h.render(*argumen))}\n",
            table((*masuk, "Hasil"), ([*map(_literal, x), _literal(y)] for x, y in h.tepi))]


def class_section(k: capaian.Klasifikasi) -> list[str]:
    """One table of classes with its legal basis and date."""
    tanda = "mulai" if k.kelas[0].termasuk else "di atas"
    return [f"### {k.nama}\n", f"Dasar hukum: {k.dasar_hukum}, berlaku {k.berlaku:%d-%m-%Y}. {k.catatan}\n",
            table(("Kelas", "Batas"), ([x.nama, f"{tanda} {show_number(x.batas)}" if n else "lainnya"]
                                       for n, x in enumerate(k.kelas)))]


def target_rows() -> Iterator[list[str]]:
    """Each tipe target with its example and what that comes to in a year."""
    for sebutan, kode in rencana.TIPE_TARGET.items():
        arti, dari, tw, satuan = ARTI_TIPE[kode]
        setahun = capaian.SETAHUN.evaluate(sebutan, *tw, None)
        yield [sebutan, arti, dari, f"{' / '.join(map(_literal, tw))} {satuan}", f"{_literal(setahun)} {satuan}"]


def likeness_rows() -> Iterator[list[str]]:
    """What the measures say of the example pairs."""
    for jenis, a, b in CONTOH_MIRIP:
        nilai = kata.similarity(a.lower(), b.lower()) if jenis == "nama" else kata.closeness(a, b)
        yield [jenis, a, b, show_number(round(nilai, 2))]


def threshold(nama: str) -> float:
    """Value of a named threshold "module.NAME"."""
    modul, _, konstanta = nama.partition(".")
    nilai: float = getattr(MODUL_AMBANG[modul], konstanta)
    return nilai


def hitungan_page() -> str:
    """Every piece of arithmetic, setting, class table and threshold of a Buku Kinerja."""
    batas = {k: "tidak dibatasi" if x is None else f"paling tinggi {show_number(x)} persen"
             for k, x in rencana.BATAS_CAPAIAN.items()}
    bagian = [KEPALA, "# Hitungan Buku Kinerja\n", "Tiap hitungan tertulis dua kali berdampingan, dalam Python dan "
              "sebagai rumus Excel; contoh tepi di bawah diuji pada keduanya. *kosong* berarti belum diisi, `-` tidak "
              "dijadwalkan, *Tidak diukur* berarti semuanya terisi tetapi tidak ada yang dapat dibagi. Kesepakatan "
              "dengan Microsoft Excel belum diuji di Excel.\n",
              "## Tipe target\n", "Kata dokumen (Kumulatif, Non Kumulatif) tidak dipakai karena artinya berbeda-beda. "
              "Sel kosong berarti yang pertama.\n",
              table(("Tipe target", "Arti", "Setahun", "Contoh TW I sampai IV", "Menjadi"),
                    target_rows()),
              "## Pengaturan di lembar Profil\n", "Rumus polaritas negatif (makin kecil makin baik), dengan target 10 "
              "dan realisasi 5:\n",
              table(("Pilihan", "Rumus", "Capaian"), (
                  [k, ARTI_NEGATIF[kode], _literal(capaian.CAPAIAN.evaluate(10.0, 5.0, capaian.NEGATIF, k))]
                  for k, kode in rencana.RUMUS_NEGATIF.items())),
              "Batas capaian; kosong berarti tidak dibatasi:\n",
              table(("Pilihan", "Artinya"), ([k, isi] for k, isi in batas.items())),
              "Bobot tiap unsur SKM; kosong berarti yang pertama. Contoh: sembilan unsur bernilai 3,2:\n",
              table(("Pilihan", "IKM"), ([k, show_number(round(capaian.IKM.evaluate([3.2] * 9, b), 4))]
                                         for k, b in rencana.BOBOT_SKM.items())),
              "## Kelas\n", "Nilai dibulatkan dua desimal dahulu, seperti Excel membulatkan, baru dibandingkan.\n"]
    for k in capaian.KLASIFIKASI.values():
        bagian += class_section(k)
    bagian += ["## Hitungan\n", "Rumus ditulis dengan nama masukan sebagai ganti alamat sel.\n"]
    for h in capaian.HITUNGAN.values():
        bagian += piece_section(h)
    bagian += ["## Ambang pemeriksaan\n", "Ambang sengaja ketat: catatan yang keliru lebih mengganggu daripada yang "
               "terlewat. Kemiripan dihitung 0 sampai 1.\n",
               table(("Ambang", "Nilai", "Dipakai", "Alasan"), (
                   [_code(n), show_number(threshold(n)), dipakai, alasan] for n, (dipakai, alasan) in AMBANG.items())),
               "Yang dikatakan ukuran itu (0 = dua hal yang berbeda):\n",
               table(("Jenis", "Tulisan", "Dibandingkan dengan", "Kemiripan"), likeness_rows())]
    return "\n".join(bagian)


#: Cells that are counted together, by (table, kunci); everything else is counted by rows.
SEL_TARGET = tuple(("indikator", k) for k in ("t1", "t2", "t3", "t4", "target", "tulisan"))
SEL_REALISASI = (*(("indikator", f"{x}{n}") for x in ("r", "a", "b", "lalu") for n in (1, 2, 3, 4)),
                 ("indikator", "realisasi"))
SEL_RUPIAH = tuple((t.kunci, k.kunci) for t in rencana.TABEL.values() for k in t.kolom if k.jenis == "rupiah")


def _filled(nilai: Any) -> bool:
    return nilai is not None and nilai != ""


def count_plan(data: Mapping[str, Any]) -> dict[str, int]:
    """Counts of a plan in its file form."""
    def sel(daftar: Iterable[tuple[str, str]]) -> int:
        return sum(_filled(b.get(k)) for t, k in daftar for b in data.get(t, []))

    jenis = [str(b.get("jenis", "")) for b in data.get("node", [])]
    semua = tuple((t.kunci, k.kunci) for t in rencana.TABEL.values() for k in t.kolom)
    return {
        **{t: jenis.count(t) for t in (*rencana.TINGKAT, rencana.INDIVIDU)},
        "Indikator": len(data.get("indikator", [])), "Sel target": sel(SEL_TARGET),
        "Sel realisasi": sel(SEL_REALISASI), "Sel rupiah": sel(SEL_RUPIAH),
        **{rencana.TABEL[t].judul: len(data.get(t, [])) for t in ("jabatan", "dokumen", "dasar", "renstra", "pk",
                                                                  "tautan", "masalah", "lhe", "tercetak")},
        "Semua sel terisi": sel(semua) + sum(map(_filled, data.get(rencana.PROFIL, {}).values())),
    }


def compare_counts(nama: str, sumber: Mapping[str, int], buku: Mapping[str, int]) -> None:
    """ValueError naming every count that the workbook does not give back."""
    beda = [f"{k}: sumber {n}, buku {buku[k]}" for k, n in sumber.items() if n != buku[k]]
    if beda:
        raise ValueError(f"{nama}: {'; '.join(beda)}")


@lru_cache(maxsize=1)
def counts() -> dict[str, dict[str, int]]:
    """Counts per document, the same in the transcription and in the workbook built of it and read back."""
    hasil = {}
    for nama in DOKUMEN:
        data = instrumen.load_toml(instrumen.templat_dir() / "contoh" / f"{nama}.toml")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"{nama}.xlsx"
            path.write_bytes(build_book(rencana.parse_rencana(data)))
            buku = rencana.rencana_as_dict(read_book(read_buku(path)).rencana)
        hasil[nama] = count_plan(data)
        compare_counts(nama, hasil[nama], count_plan(buku))
    return hasil


def cacah_page() -> str:
    """What each of the four documents holds."""
    isi = counts()
    baris = [[k, *(thousands(isi[n][k]) for n in DOKUMEN)] for k in next(iter(isi.values()))]
    return "\n".join([
        KEPALA, "# Cacah keempat dokumen contoh\n",
        "Setiap angka dihitung dua kali: dari transkripsi (`workbook_templates/contoh/`), dan dari buku yang dibuat "
        "darinya lalu dibaca kembali dari berkas .xlsx-nya. Keduanya sama; bila tidak, halaman ini tidak dapat dibuat. "
        "Sumbernya ditranskripsi seperti tercetak, dengan semua kekeliruannya.\n",
        table(("Isi", *DOKUMEN.values()), baris),
        "Sel target: TW I sampai IV, target setahun, dan target berupa tulisan. Sel realisasi: TW, pembilang, "
        "penyebut, setahun, dan empat tahun sebelumnya. Sel rupiah: semua kolom berjenis rupiah. Tanda - dan 0 ikut "
        "dihitung sebagai terisi; sel kosong tidak.\n"])


HALAMAN = {"kode.md": kode_page, "perintah.md": perintah_page, "aturan.md": aturan_page,
           "pengaturan.md": pengaturan_page, "json.md": json_page, "rencana.md": rencana_page,
           SKEMA_RENCANA: rencana_schema, "hitungan-buku.md": hitungan_page, "cacah.md": cacah_page}


def main() -> None:
    """Write every generated page."""
    DOCS.mkdir(exist_ok=True)
    for nama, buat in HALAMAN.items():
        (DOCS / nama).write_text(buat(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
