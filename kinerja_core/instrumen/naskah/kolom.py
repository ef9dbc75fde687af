"""Sheets and columns of the authoring workbook of an instrument: names, headers, widths, examples, lists offered.

One entry per field of the models in `instrumen` and per parameter of the rules in `aturan`; a test holds that none
is missing. Where they stand is the business of `naskah.lembar`, what is in them that of `naskah.tulis`.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, get_args, get_origin

from kinerja_core.instrumen.aturan import ATURAN
from kinerja_core.instrumen.model import Jenis, Kebijakan
from kinerja_core.lembar.kendali import LEMBAR_META, LEMBAR_PETUNJUK
from kinerja_core.lembar.tabel import TIDAK, YA, Kolom, Tabel

#: What the authoring workbook says it is.
JENIS_NASKAH = "naskah_instrumen"
INSTRUMEN, ASPEK, INDIKATOR = "Instrumen", "Aspek", "Indikator"
DATA, RENTANG, PILIHAN, PREDIKAT = "Data", "Rentang Nilai", "Pilihan", "Predikat"
ACUAN = "Acuan"
#: Sheets in the order of their tabs.
URUTAN = (LEMBAR_PETUNJUK, INSTRUMEN, ASPEK, INDIKATOR, DATA, RENTANG, PILIHAN, PREDIKAT, ACUAN, LEMBAR_META)

#: What the owner column of Data says of a fact of Data Umum; no kode can look like this.
DATA_UMUM = "Data Umum"
#: Columns of printed numbers: a date there was a number with a slash or a hyphen.
NOMOR = frozenset({"nomor", "nomor_lama"})
#: Header of the column of row checks.
KETERANGAN = "Keterangan isian"

#: The head of the instrument: one row per field; lists take one row per text.
KEPALA: tuple[Kolom, ...] = (
    Kolom("id", "Nama pendek", 60, "kode", wajib=True, cara="Huruf kecil, angka, garis bawah, diawali huruf. Sama "
          "dengan nama berkasnya. Contoh: sinergisitas_jatim_2022"),
    Kolom("versi", "Versi", 60, wajib=True, angka_pun=True, cara="Naikkan bila isinya berubah. Contoh: 1.0"),
    Kolom("judul", "Judul", 60, wajib=True, cara="Tampil di Beranda dan Lembar Cetak."),
    Kolom("penerbit", "Penerbit", 60, wajib=True, cara="Contoh: Pemerintah Provinsi Jawa Timur"),
    Kolom("provinsi", "Provinsi", 60, wajib=True, cara="Contoh: Jawa Timur"),
    Kolom("tahun_penilaian", "Tahun penilaian", 60, "bulat", wajib=True, gaya="isi_tahun",
          cara="Empat angka. Tahun datanya diisi kecamatan."),
    Kolom("kebijakan_tidak_relevan", "Kebijakan tidak relevan", 60, "pilihan", wajib=True, daftar="kebijakan",
          pilihan=get_args(Kebijakan), cara="nol: bobotnya hilang. penuh: dapat bobot penuh. normalisasi: dikeluarkan, "
          "lalu dihitung kembali ke 100."),
    Kolom("kebijakan_terkonfirmasi", "Kebijakan terkonfirmasi", 60, "ya", daftar="ya", tegas=True, opsional=True,
          cara="Ya bila penerbit sudah memastikan kebijakan di atas."),
    Kolom("batas_terkonfirmasi", "Batas isian terkonfirmasi", 60, "ya", daftar="ya", tegas=True, opsional=True,
          cara="Ya bila penerbit sudah memastikan kolom Lazim sampai dan Paling besar di lembar Data."),
    Kolom("dasar_hukum", "Dasar hukum", 60, opsional=True, cara="Boleh kosong."),
    Kolom("ketentuan", "Ketentuan", 60, "daftar_teks", opsional=True,
          cara="Satu ketentuan satu baris; tampil di bawah Petunjuk kertas kerja. Boleh kosong."),
    Kolom("catatan", "Catatan", 60, "daftar_teks", opsional=True,
          cara="Satu catatan satu baris, untuk pembaca. Boleh kosong."),
    Kolom("istilah.aspek", "Sebutan aspek", 60, opsional=True, cara="Kosong berarti Aspek. Contoh: Komponen"),
    Kolom("istilah.sub_aspek", "Sebutan sub aspek", 60, opsional=True,
          cara="Kosong berarti Sub Aspek. Contoh: Sub Komponen"),
    Kolom("istilah.indikator", "Sebutan indikator", 60, opsional=True,
          cara="Kosong berarti Indikator. Contoh: Kriteria"),
    Kolom("istilah.data", "Sebutan data", 60, opsional=True,
          cara="Judul kolom isian; kosong berarti Data yang diisi."),
)
KOLOM_BAGIAN, KOLOM_ISIAN, KOLOM_CARA = "Bagian", "Isian", "Cara mengisi"

#: The steps on Petunjuk.
LANGKAH = (
    "Isi dari kiri ke kanan menurut urutan lembar: Instrumen, Aspek, Indikator, Data, lalu Rentang Nilai dan Pilihan.",
    "Isi hanya sel kuning. Baris abu-abu di bawah judul kolom adalah contoh dan tidak dibaca.",
    "Kode dan kunci: huruf kecil, angka, garis bawah, diawali huruf, tanpa spasi. Sekali dipakai jangan diubah.",
    "Angka dengan koma sebagai desimal (1,5), tanpa titik ribuan dan tanpa satuan.",
    "Kolom Keterangan isian menjawab tiap baris: Sudah lengkap, atau apa yang belum benar.",
    "Batas isian di lembar Data: di atas Lazim sampai kecamatan ditanya, di atas Paling besar isiannya tidak dihitung.",
    "Jumlah bobot tampil di baris kedua tiap lembar; harus tepat 100.",
    "Yang belum dipastikan penerbit: isi Terkonfirmasi dengan Tidak dan tulis asumsinya.",
    "Beberapa kode dalam satu sel dipisah koma. Beberapa catatan dalam satu sel dipisah Alt+Enter.",
    "Baris kurang? Simpan, lalu tulis ulang naskahnya (kinerja instrumen tulis); baris cadangannya bertambah.",
    "Sesudah selesai: kinerja instrumen periksa NASKAH.xlsx menyebut semua kekeliruan beserta selnya.",
)

_LABEL_PARAMETER = {"penyebut_kosong": "Bila penyebut 0", "nol_per_nol": "Bila 0 dari 0",
                    "boleh_melebihi": "Boleh melebihi", "tidak_naik": "Capaian boleh turun", "rumus": "Rumus",
                    "lebih": "Kunci nilai lebih", "sebutan": "Sebutan capaian"}
_CONTOH_PARAMETER = {"penyebut_kosong": "nol", "nol_per_nol": "nol", "boleh_melebihi": "Tidak",
                     "sebutan": "90 = A (satu baris satu)"}


def _pair(anotasi: Any) -> tuple[Any, ...]:
    """The kinds in each pair of a list of pairs; () for anything else."""
    dalam = get_args(anotasi)
    berpasangan = get_origin(anotasi) is tuple and bool(dalam) and get_origin(dalam[0]) is tuple
    return get_args(dalam[0]) if berpasangan else ()


def _is_table(anotasi: Any) -> bool:
    """A list of pairs of numbers?"""
    return _pair(anotasi) == (Decimal, Decimal)


def table_parameter(aturan: str) -> str:
    """Name of the rule's table of [batas bawah, capaian]; "" for a rule without one."""
    return next((n for n, f in ATURAN[aturan].model_fields.items() if _is_table(f.annotation)), "")


def _strip_none(anotasi: Any) -> Any:
    if get_origin(anotasi) in (types.UnionType, typing.Union):
        return next(a for a in get_args(anotasi) if a is not type(None))
    return anotasi


def _parameter_column(nama: str, anotasi: Any) -> Kolom:
    """The column of one rule parameter; TypeError for a kind of parameter that has no column yet."""
    kunci, kepala = f"aturan.{nama}", _LABEL_PARAMETER.get(nama, nama.replace("_", " ").capitalize())
    contoh, jenis = _CONTOH_PARAMETER.get(nama, ""), _strip_none(anotasi)
    if _pair(jenis) == (Decimal, str):
        return Kolom(kunci, kepala, 22, "daftar_sebutan", contoh)
    if get_origin(jenis) is Literal:
        return Kolom(kunci, kepala, 13, "pilihan", contoh, daftar=nama, pilihan=get_args(jenis))
    if jenis is bool:
        return Kolom(kunci, kepala, 10, "ya", contoh, daftar="ya")
    if jenis in (Decimal, float, int):
        return Kolom(kunci, kepala, 10, "bulat" if jenis is int else "angka", contoh)
    if jenis is str:
        return Kolom(kunci, kepala, 22, contoh=contoh)
    raise TypeError(f"parameter {nama} ({anotasi}) belum punya kolom")


@lru_cache(maxsize=1)
def rule_columns() -> tuple[Kolom, ...]:
    """Columns of all parameters of all rules but their tables, in the order of the rules."""
    hasil: dict[str, Kolom] = {}
    for kelas in ATURAN.values():
        for nama, f in kelas.model_fields.items():
            if nama != "jenis" and not _is_table(f.annotation):
                baru, lama = _parameter_column(nama, f.annotation), hasil.get(nama)
                pilihan = tuple(dict.fromkeys((*(lama.pilihan if lama else ()), *baru.pilihan)))
                hasil[nama] = Kolom(baru.kunci, baru.kepala, baru.lebar, baru.jenis, baru.contoh,
                                          daftar=baru.daftar, pilihan=pilihan)
    return tuple(hasil.values())


def rules_with(parameter: str) -> tuple[str, ...]:
    """Names of the rules that take a parameter."""
    return tuple(nama for nama, kelas in ATURAN.items() if parameter in kelas.model_fields)


def _aspek_table() -> Tabel:
    return Tabel(ASPEK, "Satu baris satu aspek atau sub aspek. Kolom Bagian dari aspek dikosongkan untuk aspek; "
                        "untuk sub aspek diisi kode aspeknya. Urutan baris menjadi urutan formulir.", (
        Kolom("kode", "Kode", 12, "kode", "a1s1", wajib=True),
        Kolom("induk", "Bagian dari aspek", 12, "rujukan", "a1", daftar="aspek"),
        Kolom("nomor", "Nomor", 9, contoh="1", kosong=True, angka_pun=True),
        Kolom("nama", "Nama", 70, contoh="Pembinaan Wawasan Kebangsaan", wajib=True),
        Kolom("bobot", "Bobot tercetak", 10, "angka", "10"),
    ))


def _indikator_table() -> Tabel:
    return Tabel(INDIKATOR, "Satu baris satu indikator. Pilih aturannya, lalu isi datanya di lembar Data; "
                            "rentang dan jawaban di lembarnya masing-masing. Kode tetap dari versi ke versi.", (
        Kolom("kode", "Kode", 14, "kode", "i05", wajib=True),
        Kolom("sub_aspek", "Sub aspek", 10, "rujukan", "a1s1", True, "sub_aspek"),
        Kolom("nomor", "Nomor", 8, contoh="5", wajib=True, angka_pun=True),
        Kolom("uraian", "Uraian", 44, contoh="Persentase konflik yang difasilitasi", wajib=True),
        Kolom("satuan", "Satuan", 13, contoh="Kasus", kosong=True),
        Kolom("bobot", "Bobot", 8, "angka", "1,5", True),
        Kolom("aturan.jenis", "Aturan", 13, "pilihan", "rasio", True, "aturan", tuple(ATURAN)),
        *rule_columns(),
        Kolom("terkonfirmasi", "Terkonfirmasi", 13, "ya", "Ya", True, "ya"),
        Kolom("asumsi", "Asumsi", 34, contoh="wajib bila belum terkonfirmasi"),
        Kolom("tidak_relevan.bila_nol", "Tidak relevan bila nol", 21, "daftar_kode", "jumlah_kelurahan",
                    daftar="fakta"),
        Kolom("tidak_relevan.sebab", "Sebab tidak relevan", 22, contoh="tidak ada kelurahan"),
        Kolom("tidak_relevan.boleh_dijawab", "Boleh dijawab tidak relevan", 13, "ya", "Tidak", daftar="ya"),
        Kolom("bukti", "Bukti yang diminta", 28, contoh="Laporan kegiatan"),
        Kolom("keterangan", "Petunjuk pengisian", 28, contoh="Hitung yang selesai saja"),
        Kolom("penanggung_jawab", "Penanggung jawab", 20, contoh="Kasi Pemerintahan"),
        Kolom("tahun_data", "Tahun data", 9, "bulat", "2021", gaya="isi_tahun"),
        Kolom("dasar_hukum", "Dasar hukum", 24, contoh="Perda 1/2020"),
        Kolom("nomor_lama", "Nomor lama", 9, contoh="4", angka_pun=True),
        Kolom("catatan", "Catatan", 44, "daftar_teks", "satu catatan satu baris (Alt+Enter)"),
    ))


def _data_table() -> Tabel:
    return Tabel(DATA, "Satu baris satu data yang diisi kecamatan. Pilih Data Umum untuk fakta kecamatan, atau "
                       "kode indikator. Kuncinya mengikuti aturan: rasio memakai pembilang dan penyebut.", (
        Kolom("indikator", "Indikator", 12, "rujukan", "i05", True, "pemilik"),
        Kolom("kunci", "Kunci", 20, "kode", "pembilang", wajib=True),
        Kolom("label", "Data yang diisi", 44, contoh="Konflik yang difasilitasi", wajib=True),
        Kolom("jenis", "Jenis", 10, "pilihan", "bulat", daftar="jenis", pilihan=get_args(Jenis), tegas=True),
        Kolom("satuan", "Satuan", 12, contoh="Kasus"),
        Kolom("min", "Paling kecil", 9, "angka", "0"),
        Kolom("wajar", "Lazim sampai", 11, "angka", "60", opsional=True),
        Kolom("maks", "Paling besar", 11, "angka", "500"),
        Kolom("batas_fakta", "Tidak melebihi", 16, "rujukan", "jumlah_desa", daftar="fakta", opsional=True),
        Kolom("daftar", "Daftar jawaban", 13, "rujukan", "ada_tidak", daftar="daftar"),
        Kolom("fakta", "Diambil dari Data Umum", 22, "rujukan", "jumlah_desa", daftar="fakta"),
        Kolom("dari", "Diambil dari data", 16, "rujukan", "i11.penyebut", daftar="rujukan_data"),
        Kolom("sama_dengan", "Harus sama dengan", 16, "rujukan", "i11.penyebut", daftar="rujukan"),
        Kolom("wajib", "Wajib diisi", 8, "ya", "Ya", daftar="ya"),
        Kolom("jumlah_dari", "Jumlah dari", 30, "daftar_kode", "jumlah_desa, jumlah_kelurahan", daftar="fakta"),
        Kolom("keterangan", "Petunjuk Data Umum", 30, contoh="Ketik 0 bila tidak ada"),
    ), tetap=2)


def _rentang_table() -> Tabel:
    return Tabel(RENTANG, "Untuk aturan rentang: satu baris satu batas. Capaian berlaku mulai batas bawahnya; "
                          "batas naik; yang pertama sama dengan Paling kecil, capaian terakhir 100.", (
        Kolom("indikator", "Indikator", 12, "rujukan", "i01", True, "indikator"),
        Kolom("batas", "Batas bawah", 13, "angka", "2,5", True),
        Kolom("capaian", "Capaian", 13, "angka", "62,5", True, min=0, maks=100),
    ))


def _pilihan_table() -> Tabel:
    return Tabel(PILIHAN, "Daftar jawaban untuk jenis pilihan: satu baris satu jawaban. Daftar ada_tidak "
                          "(Ada = 1, Tidak ada = 0) selalu tersedia dan tidak perlu ditulis.", (
        Kolom("daftar", "Daftar", 16, "kode", "skm", wajib=True),
        Kolom("teks", "Jawaban", 44, contoh="Sangat Baik", wajib=True, angka_pun=True),
        Kolom("nilai", "Nilai", 13, "angka", "100", True, min=0, maks=100),
    ))


def _predikat_table() -> Tabel:
    return Tabel(PREDIKAT, "Boleh kosong. Kelas tertinggi dahulu; tercapai bila Nilai Akhir melebihi (atau "
                           "sama dengan) batasnya.", (
        Kolom("predikat", "Predikat", 24, contoh="Sangat Baik", wajib=True),
        Kolom("batas", "Batas", 13, "angka", "90", True),
        Kolom("termasuk_batas", "Batas termasuk", 12, "ya", "Tidak", daftar="ya", tegas=True),
    ))


@lru_cache(maxsize=1)
def tables() -> dict[str, Tabel]:
    """Every table sheet by its name, in the order of the tabs."""
    semua = (_aspek_table(), _indikator_table(), _data_table(), _rentang_table(), _pilihan_table(), _predikat_table())
    return {t.nama: t for t in semua}


def static_lists() -> dict[str, Sequence[str]]:
    """Lists of fixed words that cells offer, by name."""
    tetap: dict[str, Sequence[str]] = {"ya": (YA, TIDAK)}
    for kolom in [*KEPALA, *(k for t in tables().values() for k in t.kolom)]:
        if kolom.pilihan:
            tetap[kolom.daftar] = kolom.pilihan
    return tetap
