"""The plan of one office for one year as data: tables of rows by slot, raw values, and the file form of it.

A table is described once (`TABEL`, `TABEL_PROFIL`): file form, input sheets, reader, checks, next year and documents
walk over it. A row stands in a slot (I001, N012 ...) that never changes; everything that belongs to it is kept under
(slot, kunci).
Blank, 0 and "-" are three values; percentages are 0-100, money in rupiah.

Dasar: ../shared design, domain.md 2-4 and 6-8; PermenPANRB 53/2014; Permendagri 86/2017.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal

from kinerja_core.buku_kinerja.kolom import BAWA, KOSONG, JenisKolom, Kolom, Tabel
from kinerja_core.buku_kinerja.satuan import BATAS_ANGKA, is_counted, unit_bound
from kinerja_core.dasar.beku import Beku, bidang, make_class
from kinerja_core.dasar.data import load_data, load_toml
from kinerja_core.dasar.excelmath import Nilai, as_number, clean_text, show_number
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.temuan import KinerjaError, Temuan, buat_temuan
from kinerja_core.dasar.waktu import TRIWULAN
from kinerja_core.instrumen.model import read_as_model
from kinerja_core.lembar.cetak import PILIHAN_KERTAS
from kinerja_core.lembar.isian import Isian, Kotak, to_cell, to_file

#: Levels of the tree from the top; "Sasaran Individu" carries the IKI of a jabatan and stands outside the tree.
TINGKAT = ("Tujuan", "Sasaran", "Program", "Kegiatan", "Sub Kegiatan")
INDIVIDU = "Sasaran Individu"
#: Words of the documents for how quarters combine (domain.md 3); the first is what a blank cell means.
TIPE_TARGET = {
    "Angka s.d. TW": "sampai_dengan", "Kondisi akhir TW": "kondisi_akhir", "Per TW, dijumlahkan": "per_tw",
    "Rata-rata TW": "rata_rata", "Satu TW saja": "satu_tw",
}
#: Each in words: what a quarter says, where the year comes from, an example of four quarters and what it counts.
ARTI_TIPE: dict[str, tuple[str, str, tuple[float | str, ...], str]] = {
    "sampai_dengan": ("Angka berjalan sampai akhir TW.", "TW terakhir yang berisi", (25, 50, 75, 100), "persen"),
    "kondisi_akhir": ("Keadaan pada akhir TW.", "TW terakhir yang berisi", (10, 8, 8, 8), "orang"),
    "per_tw": ("Tiap TW menambah.", "jumlah TW yang berisi", (3, 3, 3, 3), "bulan"),
    "rata_rata": ("Rata-rata tiap TW.", "rata-rata TW yang berisi", (70, 80, 90, 100), "persen"),
    "satu_tw": ("Hanya satu TW.", "angka TW itu", (1, "-", "-", "-"), "dokumen"),
}
POLARITAS = ("Positif", "Negatif")
RUMUS_NEGATIF = {"Selisih (2T-R)/T": "selisih", "Rasio terbalik T/R": "rasio_terbalik", "Sisa (T-R)/T": "sisa"}
ARTI_NEGATIF = {
    "selisih": "(2 x target - realisasi) / target x 100; bawaan.", "rasio_terbalik": "target / realisasi x 100.",
    "sisa": "(target - realisasi) / target x 100.",
}
BATAS_CAPAIAN: dict[str, float | None] = {"Tanpa batas": None, "100": 100.0, "110": 110.0, "120": 120.0}
BOBOT_SKM = {"0,11 (PermenPANRB 14/2017)": 0.11, "1/9": 1 / 9}
#: Tables of documents whose printed figures can be recorded, and which fact a figure prints.
TABEL_TERCETAK = (
    "Cascading", "IKU", "IKI", "RENAKSI", "Naskah", "PK", "PK Perubahan", "PK Berikutnya", "Tabel 1.2", "Tabel 2.1",
    "Tabel 2.2", "Tabel 2.3", "Tabel 3.1", "Tabel 3.2", "Tabel 3.3", "Tabel 3.4", "Tabel 3.5", "Tabel 3.6",
    "Tabel 3.7", "Lampiran 3",
)
KOLOM_TERCETAK = (
    "target", "realisasi", "capaian", "lalu1", "lalu2", "lalu3", "lalu4", "target_akhir", "kemajuan", "efisiensi",
    "anggaran", "realisasi_anggaran", "penyerapan", "uraian", "sasaran", "indikator", "satuan", "nomor", "judul",
    "jumlah_program", "jumlah_kegiatan", "jumlah_sub_kegiatan",
)
#: Kunci of a printed figure that belongs to no row: the grand total of the budget, the document itself.
TOTAL = "TOTAL"

DAFTAR: dict[str, tuple[str, ...]] = {
    "jenis_node": (*TINGKAT, INDIVIDU),
    "ya": ("Ya", "Tidak"),
    "tipe_target": tuple(TIPE_TARGET),
    "polaritas": POLARITAS,
    "bentuk": ("Rasio", "Jumlah", "Indeks", "Nilai", "Dua rasio"),
    "rumus_negatif": tuple(RUMUS_NEGATIF),
    "batas_capaian": tuple(BATAS_CAPAIAN),
    "bobot_skm": tuple(BOBOT_SKM),
    "kertas": tuple(k.nama for k in PILIHAN_KERTAS.values()),
    "jenis_dokumen": ("SK IKU", "SK IKI", "Cascading", "Renstra", "PK", "PK Perubahan", "PK Berikutnya", "RENAKSI",
                      "LKjIP", "LHE", "Lainnya"),
    "sebagai": ("Definitif", "Plt.", "Plh."),
    "bagian_renstra": ("Tujuan", "Sasaran"),
    "bagian_pk": ("Tujuan", "Sasaran", "Program"),
    "komponen_lhe": ("Perencanaan Kinerja", "Pengukuran Kinerja", "Pelaporan Kinerja", "Evaluasi Internal"),
    "status_lhe": ("Belum", "Sedang berjalan", "Selesai"),
    "tabel_tercetak": TABEL_TERCETAK,
    "kolom_tercetak": KOLOM_TERCETAK,
}
#: How the realisasi of the budget may be typed; asked for in the new book alone.
DAFTAR_BARU: dict[str, tuple[str, ...]] = {**DAFTAR, "serapan": (SERAPAN := ("Per TW", "s.d. TW"))}


def _angka(kunci: str, label: str, **lain: Any) -> Kolom:
    return Kolom(kunci, label, "angka", **lain)


def _tw(awalan: str, label: str, jenis: JenisKolom = "angka", **lain: Any) -> tuple[Kolom, ...]:
    return tuple(Kolom(f"{awalan}{n}", f"{label} TW {romawi}", jenis, **lain)
                 for n, romawi in TRIWULAN)


def _pilihan(kunci: str, label: str, daftar: str, **lain: Any) -> Kolom:
    return Kolom(kunci, label, "pilihan", daftar=daftar, **lain)


def _rujukan(kunci: str, label: str, *ke: str, **lain: Any) -> Kolom:
    return Kolom(kunci, label, "rujukan", ke=ke, **lain)


def _on(lembar: str, *kolom: Kolom, kosong: bool = False) -> tuple[Kolom, ...]:
    """Columns of one sheet of a spread table; `kosong`: the next year starts without those that say nothing else."""
    return tuple(replace(k, lembar=lembar, lanjut=KOSONG if kosong and k.lanjut == BAWA else k.lanjut) for k in kolom)


_SUMBER = Kolom("sumber", "Baris atau halaman sumber", angka_pun=999999)
_NOMOR = Kolom("nomor", "Nomor tercetak", angka_pun=9999)

#: One record: the office and its settings, a table of one row. Its slot is PROFIL.
PROFIL = "profil"
TABEL_PROFIL = Tabel(PROFIL, "", "Profil", "Kecamatan dan pengaturannya.", (
    Kolom("jumlah_desa", "Jumlah desa", "bulat", min=0, maks=999),
    Kolom("jumlah_kelurahan", "Jumlah kelurahan", "bulat", min=0, maks=999),
    Kolom("visi", "Visi", "panjang"),
    Kolom("misi", "Misi yang didukung", "panjang", angka_pun=99),
    Kolom("sasaran_rpjmd", "Sasaran RPJMD yang didukung", "panjang", angka_pun=99),
    Kolom("renstra_awal", "Tahun awal Renstra", "tahun", min=2000, maks=2100),
    Kolom("renstra_akhir", "Tahun akhir Renstra", "tahun", min=2000, maks=2100),
    _pilihan("batas_capaian", "Batas capaian", "batas_capaian"),
    _pilihan("rumus_negatif", "Rumus polaritas negatif", "rumus_negatif"),
    _pilihan("bobot_skm", "Bobot tiap unsur SKM", "bobot_skm"),
    _pilihan("kertas", "Kertas cetak", "kertas"),
    _SUMBER,
), tetap=1)

_INDIKATOR = _on(
    "Indikator", _rujukan("node", "Milik (kode susunan)", "node", wajib=True), _NOMOR,
    Kolom("uraian", "Indikator", "panjang", wajib=True), Kolom("satuan", "Satuan", dibanding=True),
    _pilihan("iku", "IKU?", "ya"), _pilihan("keluaran", "Keluaran anggaran?", "ya"),
    _rujukan("sama_dengan", "Sama dengan indikator", "indikator"),
    _pilihan("bentuk", "Bentuk formulasi", "bentuk"), Kolom("formulasi", "Formulasi", "panjang"),
    Kolom("pembilang", "Nama pembilang", "panjang"), Kolom("penyebut", "Nama penyebut", "panjang"),
    Kolom("tipe_dokumen", "Tipe penghitungan tertulis"), Kolom("sumber_data", "Sumber data", "panjang"),
    Kolom("alasan", "Alasan", "panjang"), Kolom("keterangan", "Keterangan/kriteria", "panjang"),
    _pilihan("polaritas", "Polaritas", "polaritas"), _SUMBER,
)
_TARGET = _on(
    "Target", _pilihan("tipe_target", "Tipe target", "tipe_target"),
    *_tw("t", "Target", strip=True, satuan=True, lanjut=KOSONG),
    _angka("target", "Target setahun (bila tanpa TW)", strip=True, satuan=True, lanjut=KOSONG),
    Kolom("tulisan", "Tulisan target (BB, Baik)", lanjut=KOSONG),
    _angka("basis", "Basis satuan (mis. jumlah desa)", min=0),
)
_REALISASI = _on(
    "Realisasi", *_tw("r", "Realisasi", strip=True, satuan=True), *_tw("a", "Pembilang", min=0),
    *_tw("b", "Penyebut", min=0),
    _angka("realisasi", "Realisasi setahun (bila tanpa TW)", strip=True, satuan=True),
    _angka("lalu4", "Realisasi 4 tahun lalu", strip=True, satuan=True),
    *(_angka(f"lalu{n}", f"Realisasi {n} tahun lalu", strip=True, satuan=True, lanjut=f"lalu{n + 1}")
      for n in (3, 2, 1)),
    Kolom("penyebab", "Penyebab berhasil/gagal", "panjang"),
    Kolom("kendala_internal", "Kendala internal", "panjang"),
    Kolom("kendala_eksternal", "Kendala eksternal", "panjang"), Kolom("solusi", "Solusi", "panjang"),
    Kolom("tindak_lanjut", "Tindak lanjut", "panjang"), Kolom("bukti", "Bukti dukung", "panjang"),
    kosong=True,
)
_ANGGARAN = _on(
    "Anggaran", Kolom("pagu", "Pagu murni", "rupiah", min=0, maks=1e13, strip=True),
    Kolom("perubahan", "Pagu perubahan", "rupiah", min=0, maks=1e13, strip=True),
    *_tw("g", "Realisasi anggaran", "rupiah", min=0, maks=1e13, strip=True),
    Kolom("g", "Realisasi setahun (bila tanpa TW)", "rupiah", min=0, maks=1e13, strip=True),
    kosong=True,
)
_NODE = _on(
    "Susunan", _pilihan("jenis", "Jenis", "jenis_node", wajib=True), _rujukan("induk", "Induk (kode susunan)", "node"),
    _angka("urutan", "Urutan (boleh kosong)"), Kolom("nomenklatur", "Kode nomenklatur"), _NOMOR,
    Kolom("uraian", "Uraian", "panjang", wajib=True), Kolom("sasaran", "Sasaran (hasil yang dituju)", "panjang"),
    Kolom("level", "Tingkat jabatan", angka_pun=99), _rujukan("penanggung_jawab", "Penanggung jawab", "jabatan"),
    _pilihan("pohon", "Ada di cascading?", "ya"), _SUMBER,
)
_DOKUMEN = (
    _pilihan("jenis", "Jenis dokumen", "jenis_dokumen", wajib=True), Kolom("judul", "Judul tercetak", "panjang"),
    Kolom("tahun", "Tahun", "tahun", min=2000, maks=2100), Kolom("nomor", "Nomor", angka_pun=9999),
    Kolom("tempat", "Tempat"), Kolom("tanggal", "Tanggal"),
    Kolom("penanda_tangan", "Penanda tangan"), Kolom("jabatan", "Jabatannya"),
    _pilihan("sebagai", "Definitif/Plt./Plh.", "sebagai"), Kolom("pangkat", "Pangkat"), Kolom("nip", "NIP"),
    Kolom("pihak_kedua", "Pihak kedua"), Kolom("jabatan_kedua", "Jabatan pihak kedua"),
    Kolom("nip_kedua", "NIP pihak kedua"), _SUMBER,
)

TABEL: dict[str, Tabel] = {t.kunci: t for t in (
    Tabel("jabatan", "J", "Jabatan", "Jabatan struktural dan tugasnya; IKI dicetak per jabatan.", (
        Kolom("nama", "Nama jabatan", wajib=True), _rujukan("atasan", "Atasan", "jabatan"),
        Kolom("level", "Tingkat", angka_pun=99),
        Kolom("tugas", "Tugas", "panjang"), Kolom("fungsi", "Fungsi", "panjang"),
        Kolom("rincian", "Rincian tugas", "panjang"), _SUMBER)),
    Tabel("dokumen", "D", "Dokumen", "Setiap dokumen yang ditandatangani atau dikutip. PK mengambil penanda tangannya "
          "dari sini.", _DOKUMEN, baris="berlaku"),
    Tabel("dasar", "H", "Dasar hukum", "Peraturan yang disebut sebuah dokumen.", (
        _rujukan("dokumen", "Dokumen", "dokumen", wajib=True), _NOMOR,
        Kolom("peraturan", "Peraturan", "panjang", wajib=True), _SUMBER)),
    Tabel("node", "N", "Susunan", "Pohon kinerja: tujuan, sasaran, program, kegiatan, sub kegiatan, dan sasaran "
          "individu. Anggaran berdiri di baris yang sama; cukup diisi pada baris tanpa rincian di bawahnya.",
          (*_NODE, *_ANGGARAN), lembar=("Susunan", "Anggaran")),
    Tabel("indikator", "I", "Indikator", "Indikator, target, dan realisasinya dalam satu baris. Realisasi TW diketik "
          "(r1 sampai r4) atau dihitung dari pembilang dan penyebut (a1/b1 x 100); yang diketik didahulukan.",
          (*_INDIKATOR, *_TARGET, *_REALISASI), lembar=("Indikator", "Target", "Realisasi")),
    Tabel("renstra", "S", "Renstra", "Target Renstra per tahun; th1 adalah tahun awal Renstra.", (
        _NOMOR, _pilihan("bagian", "Bagian", "bagian_renstra", wajib=True),
        _rujukan("indikator", "Indikator (kode)", "indikator"),
        Kolom("sasaran", "Tujuan/sasaran tertulis", "panjang"), Kolom("tertulis", "Indikator tertulis", "panjang"),
        _angka("awal", "Kondisi awal", strip=True),
        *(_angka(f"th{n}", f"Target tahun ke-{n}", strip=True) for n in range(1, 7)),
        _angka("akhir", "Kondisi akhir", strip=True), _SUMBER)),
    Tabel("pk", "K", "Perjanjian Kinerja", "Baris Perjanjian Kinerja. Target dan anggaran yang kosong memakai "
          "hitungan buku. Kolom tertulis diisi bila bunyi di PK berbeda dari lembar Indikator; keduanya disimpan.", (
        _rujukan("dokumen", "Dokumen PK", "dokumen", wajib=True), _pilihan("bagian", "Bagian", "bagian_pk", wajib=True),
        _NOMOR, _rujukan("indikator", "Indikator (kode)", "indikator"),
        Kolom("sasaran", "Tujuan/sasaran tertulis", "panjang"), Kolom("tertulis", "Indikator tertulis", "panjang"),
        _angka("target", "Target", strip=True), Kolom("tulisan", "Tulisan target (BB, Baik)"),
        _rujukan("program", "Program (kode susunan)", "node"),
        Kolom("program_tertulis", "Program tertulis", "panjang"),
        Kolom("anggaran", "Anggaran", "rupiah", min=0, maks=1e13), Kolom("keterangan", "Sumber dana"), _SUMBER),
        baris="pk_berikutnya"),
    Tabel("tautan", "L", "Sasaran dan program pendukungnya", "Program pendukung sebuah sasaran, bila berbeda dari yang "
          "di bawahnya dalam pohon.", (
        _rujukan("sasaran", "Sasaran (kode susunan)", "node", wajib=True),
        _rujukan("program", "Program (kode susunan)", "node", wajib=True), _SUMBER)),
    Tabel("masalah", "M", "Pemetaan masalah", "Pemetaan permasalahan (Tabel 1.1 LKjIP).", (
        _NOMOR, Kolom("masalah", "Masalah", "panjang"), Kolom("pokok", "Pokok masalah", "panjang"),
        Kolom("akar_internal", "Akar masalah: faktor internal", "panjang"),
        Kolom("akar_eksternal", "Akar masalah: faktor eksternal", "panjang"), _SUMBER)),
    Tabel("lhe", "E", "Evaluasi dan tindak lanjut", "Catatan evaluasi dan tindak lanjutnya.", (
        _rujukan("dokumen", "LHE", "dokumen"), _pilihan("komponen", "Komponen", "komponen_lhe"), _NOMOR,
        Kolom("catatan", "Catatan evaluasi", "panjang"), Kolom("tindak_lanjut", "Tindak lanjut", "panjang"),
        _rujukan("penanggung_jawab", "Penanggung jawab", "jabatan"),
        Kolom("batas_waktu", "Batas waktu", angka_pun=2100), _pilihan("status", "Status", "status_lhe"),
        Kolom("bukti", "Bukti", "panjang"), replace(_SUMBER, lanjut=KOSONG)), baris="belum_selesai"),
    Tabel("skm", "U", "Unsur SKM", "Sembilan unsur survei kepuasan masyarakat; barisnya selalu sembilan.", (
        Kolom("unsur", "Unsur"), _angka("nilai", "Nilai rata-rata unsur", min=0, maks=4, lanjut=KOSONG),
        replace(_SUMBER, lanjut=KOSONG)), tetap=9),
    Tabel("tercetak", "T", "Angka tercetak", "Angka dan tulisan seperti tercetak di dokumen. `kunci` adalah kode baris "
          "yang dicetaknya (I003, N012, K001, D001) atau `TOTAL`.", (
        _pilihan("tabel", "Tercetak di", "tabel_tercetak", wajib=True), Kolom("kunci", "Kode baris", wajib=True),
        _pilihan("kolom", "Kolom", "kolom_tercetak", wajib=True),
        Kolom("nilai", "Tercetak", wajib=True, dibanding=False, angka_pun=BATAS_ANGKA), _SUMBER), baris="tidak"),
    Tabel("kesampingkan", "C", "Catatan yang dikesampingkan", "Catatan tingkat Perlu dicek yang sudah dipastikan "
          "benar; `kunci` adalah kode barisnya.", (
        Kolom("kode", "Kode catatan", wajib=True), Kolom("kunci", "Kode baris", wajib=True),
        Kolom("alasan", "Alasan", "panjang", wajib=True), _SUMBER), baris="tidak"),
)}
#: Columns of indikator whose numbers are counted in its satuan.
BERSATUAN = frozenset({*(k.kunci for k in TABEL["indikator"].kolom if k.satuan), "q1", "q2", "q3", "q4"})
_MENURUT_AWALAN = {t.awalan: t.kunci for t in TABEL.values()}


def described() -> tuple[Tabel, ...]:
    """Profil and every table as they are described now. Ask here or in TABEL each time; keep no copy of a table."""
    return TABEL_PROFIL, *TABEL.values()


def find_table(kunci: str) -> Tabel:
    """Profil or a table by its kunci; KeyError for any other."""
    return TABEL_PROFIL if kunci == PROFIL else TABEL[kunci]


def table_of(slot: str) -> Tabel:
    """The table a slot belongs to; KeyError for a slot of no table."""
    return TABEL_PROFIL if slot == PROFIL else TABEL[_MENURUT_AWALAN[slot[:1]]]


#: A table with fewer spare rows than this gets room again when a workbook is built from its file.
_HAMPIR_PENUH = 3


def spare_rows(terpakai: int) -> int:
    """Rows a table gets: at least 30 % and 20 more than are used."""
    return terpakai + max(20, math.ceil(terpakai * 0.3))


@dataclass(frozen=True)
class Rencana:
    """One plan: identity, year, how many rows each table has, and raw values by (slot, kunci).

    `asal` is known when a workbook was read, and so is `ruang`: how many rows each output of it has, and the
    inputs that hold a formula without a result (`tak_terhitung`), which are blank. Absent values are blank. `baris`: do
    node and indikator of one number stand in one row?"""

    identitas: Identitas
    tahun: int
    kapasitas: Mapping[str, int]
    data: Mapping[Kotak, Nilai]
    asal: Mapping[Kotak, Any] = field(default_factory=dict, compare=False)
    ruang: Mapping[str, int] = field(default_factory=dict, compare=False)
    tak_terhitung: Mapping[Kotak, str] = field(default_factory=dict, compare=False)
    baris: bool = False

    @property
    def isian(self) -> Isian:
        """The same as the writer takes it."""
        return Isian(self.identitas, self.data, self.asal, tak_terhitung=self.tak_terhitung)

    def slots(self, tabel: str) -> list[str]:
        """Every slot of a table, used or spare, in order."""
        return self._slots[tabel]

    @cached_property
    def _slots(self) -> dict[str, list[str]]:
        return {t.kunci: [t.slot(n) for n in range(1, self.kapasitas[t.kunci] + 1)] for t in TABEL.values()}

    @cached_property
    def _terpakai(self) -> frozenset[str]:
        return frozenset(slot for (slot, _), nilai in self.data.items() if nilai not in (None, ""))

    def used(self, tabel: str) -> list[str]:
        """Slots with at least one filled cell, in order of slots."""
        return [s for s in self.slots(tabel) if s in self._terpakai]

    def nilai(self, slot: str, kunci: str) -> Nilai:
        """The raw value; None when blank."""
        return self.data.get((slot, kunci))

    def teks(self, slot: str, kunci: str) -> str:
        """The value as trimmed text; numbers as a sentence shows them; "" for blank, errors and TRUE/FALSE."""
        nilai = self.nilai(slot, kunci)
        angka = as_number(nilai)
        return show_number(angka) if angka is not None else clean_text(nilai)

    def bound(self, slot: str) -> float:
        """How far from 0 a number of an indikator can be, by its satuan; kept, since each of its numbers asks."""
        if slot not in self._batas:
            self._batas[slot] = unit_bound(self.teks(slot, "uraian"), self.teks(slot, "satuan"))
        return self._batas[slot]

    @cached_property
    def _batas(self) -> dict[str, float]:
        return {}

    def angka(self, slot: str, kunci: str) -> float | Literal["-"] | None:
        """The number of a cell, "-" when it says so, None for everything else and beyond what its satuan can be."""
        angka = as_number(self.nilai(slot, kunci))
        if angka is not None:
            if kunci in BERSATUAN and slot[:1] == TABEL["indikator"].awalan:
                return angka if is_counted(angka, self.bound(slot)) else None
            return angka if abs(angka) <= BATAS_ANGKA else None
        return "-" if clean_text(self.nilai(slot, kunci)) == "-" else None

    def target_tw(self, slot: str) -> list[float | Literal["-"] | None]:
        """Targets of the quarters as they hold: as changed (q1 .. q4), else as agreed."""
        return [self.angka(slot, f"t{n}" if self.nilai(slot, f"q{n}") is None else f"q{n}") for n, _ in TRIWULAN]


# --- the file form ------------------------------------------------------------------------------------------------

#: What a cell may hold besides text and numbers: its name, as TOML and as JSON, what it says.
ISI_SEL = (
    ("kosong", "kuncinya tidak ditulis, atau `\"\"`", "kuncinya tidak ada (`null` diterima)", "Belum diisi."),
    ("0", "`0`", "`0`", "Sudah diketahui, dan nol."),
    ("tanda -", "`\"-\"`", "`\"-\"`",
     "Tidak dijadwalkan. Hanya di kolom yang menerimanya; di kolom angka lain timbul BRS01."),
    ("galat Excel", "`{ galat = \"#N/A\" }`", "`{\"galat\": \"#N/A\"}`", "Sel itu berisi galat; timbul BRS08."),
)


def row_model(nama: str, kolom: tuple[Kolom, ...], slot: bool) -> type[Beku]:
    """The class of a row in a file: its columns, each of anything or absent, and its slot."""
    isi: dict[str, Any] = {k.kunci: (Any, None) for k in kolom}
    if slot:
        isi["slot"] = (str, "")
    return make_class(f"Baris_{nama}", isi)


def file_model() -> type[Beku]:
    """The class of a plan file: head, profil, and one list of rows per table."""
    return _file_model(described())


@lru_cache(maxsize=1)
def _file_model(tabel: tuple[Tabel, ...]) -> type[Beku]:
    satu, *banyak = tabel
    profil = row_model(PROFIL, satu.kolom, False)
    isi: dict[str, Any] = {
        "versi": (Literal[1], bidang(arti="Versi bentuk berkas.")),
        "jenis": (Literal["buku_kinerja"], bidang(arti="Penanda bahwa berkas ini rencana, bukan instrumen.")),
        "tahun": (int, bidang(ge=2000, le=2100, arti="Tahun buku.")),
        "identitas": (Identitas, bidang(arti="Kecamatan pemilik buku.")),
        "kapasitas": (dict[str, int], bidang(
            default_factory=dict, arti="Banyaknya baris tiap tabel, terpakai dan cadangan. Yang tidak disebut "
                                              "mendapat cadangan: 30 persen, paling sedikit 20 baris.")),
        "ruang": (dict[str, int], bidang(
            default_factory=dict, arti="Banyaknya baris tiap keluaran buku yang dibaca (RENAKSI, Cascading, "
                                              "IKU, IKI, ...). Keluaran yang penuh mendapat ruang lagi saat buku "
                                              "dibuat.")),
        "profil": (profil, bidang(default_factory=profil, arti=satu.arti)),
    }
    for t in banyak:
        daftar: Any = list[row_model(t.kunci, t.kolom, True)]  # type: ignore[misc]
        isi[t.kunci] = (daftar, bidang(default_factory=list, arti=t.arti))
    return make_class("BerkasRencana", isi)


def fill_row(data: dict[Kotak, Nilai], slot: str, isi: Beku, salah: list[Temuan]) -> None:
    """The cells of a row of a file into `data`; what is no value is told (RNC01)."""
    for kunci in isi.model_fields:
        if kunci == "slot":
            continue
        try:
            nilai = to_cell(getattr(isi, kunci))
        except TypeError as galat:
            salah.append(buat_temuan("RNC01", f"{slot} > {kunci}", a=f"isi {kunci} berjenis {galat}"))
            continue
        if nilai is not None:
            data[(slot, kunci)] = nilai


def parse_rencana(data: dict[str, Any]) -> Rencana:
    """A plan from plain data; KinerjaError with every unknown key, wrong value and doubled slot at once."""
    berkas: Any = read_as_model(data, file_model())
    isi: dict[Kotak, Nilai] = {}
    salah: list[Temuan] = []
    kapasitas = {}
    salah += [buat_temuan("RNC01", f"kapasitas > {k}", a=f"kapasitas {k} = {n} tidak sah")
              for k, n in berkas.kapasitas.items() if k not in TABEL or not 0 < n < 10000]
    fill_row(isi, PROFIL, berkas.profil, salah)
    for t in TABEL.values():
        terbesar, terlihat = 0, set()
        for urutan, baris in enumerate(getattr(berkas, t.kunci), start=1):
            slot = baris.slot or t.slot(urutan)
            nomor = t.number(slot)
            if nomor is None or slot in terlihat:
                salah.append(buat_temuan("RNC01", f"{t.kunci} {urutan}", a=f"slot {slot} tidak sah atau berulang"))
                continue
            terlihat.add(slot)
            terbesar = max(terbesar, nomor)
            fill_row(isi, slot, baris, salah)
        disebut = berkas.kapasitas.get(t.kunci, 0)
        kapasitas[t.kunci] = t.tetap or (disebut if disebut >= terbesar + _HAMPIR_PENUH else spare_rows(terbesar))
    if salah:
        raise KinerjaError("RNC01", temuan=tuple(salah))
    return Rencana(berkas.identitas, berkas.tahun, kapasitas, isi, ruang=berkas.ruang)


def load_rencana(path: Path) -> Rencana:
    """A plan from .toml or .json; KinerjaError with every mistake."""
    return parse_rencana(load_data(path, "RNC01"))


def is_rencana_file(path: Path) -> bool:
    """Does a .toml file say that it is a plan? False for anything unreadable: another loader tells what is wrong."""
    try:
        return load_toml(path).get("jenis") == "buku_kinerja"
    except KinerjaError:
        return False


def _row_as_dict(rencana: Rencana, slot: str, kolom: tuple[Kolom, ...]) -> Iterator[tuple[str, Any]]:
    for k in kolom:
        nilai = rencana.nilai(slot, k.kunci)
        if nilai is not None:
            yield k.kunci, to_file(nilai)


def rencana_as_dict(rencana: Rencana) -> dict[str, Any]:
    """The file form: `baca --json`, accepted by `buat`. Blank cells are left out.

    `kapasitas` tells the rows of every table, `ruang` those of the outputs of the workbook that was read.
    """
    keluar: dict[str, Any] = {
        "versi": 1, "jenis": "buku_kinerja", "tahun": rencana.tahun,
        "identitas": rencana.identitas.model_dump(), "kapasitas": dict(rencana.kapasitas),
        "profil": dict(_row_as_dict(rencana, PROFIL, TABEL_PROFIL.kolom)),
    }
    if rencana.ruang:
        keluar["ruang"] = dict(rencana.ruang)
    for t in TABEL.values():
        keluar[t.kunci] = [{"slot": s, **dict(_row_as_dict(rencana, s, t.kolom))} for s in rencana.used(t.kunci)]
    return keluar


def empty_rencana(identitas: Identitas, tahun: int) -> Rencana:
    """A plan with nothing but its head: what a clerk starts from."""
    return Rencana(identitas, tahun, {t.kunci: t.tetap or spare_rows(0) for t in TABEL.values()}, {})


def rencana_of(identitas: Identitas, tahun: int, data: Mapping[Kotak, Any]) -> Rencana:
    """A plan of inputs by (slot, kunci), tables as long as they need; KinerjaError with every mistake at once."""
    isi: dict[str, Any] = {"versi": 1, "jenis": "buku_kinerja", "tahun": tahun, "identitas": identitas.model_dump()}
    baris: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for (slot, kunci), nilai in data.items():
        baris[slot][kunci] = nilai
    asing = [s for s in baris if s != PROFIL and s[:1] not in _MENURUT_AWALAN]
    if asing:
        raise KinerjaError("RNC01", temuan=tuple(buat_temuan("RNC01", s, a=f"slot {s} tidak ada") for s in asing))
    for slot, sel in baris.items():
        if slot == PROFIL:
            isi[PROFIL] = sel
        else:
            isi.setdefault(table_of(slot).kunci, []).append({**sel, "slot": slot})
    return parse_rencana(isi)
