"""Fillings for tests: a small instrument that uses everything, what offices type, and workbooks kept open.

`random_filling` is fast and fills every input; `changes` is a hypothesis strategy of few inputs over a sound
filling, so that a failure shrinks to one cell.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Hashable, Iterable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from hypothesis import strategies as st

from kinerja_core.dasar.excelmath import NBSP, Galat, Nilai, is_number, round_for_bound
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.temuan import buat_temuan
from kinerja_core.instrumen.aturan import Rentang
from kinerja_core.instrumen.batas import RUPIAH_TERKECIL, Batas, date_window
from kinerja_core.instrumen.model import Datum, Instrumen, Kebijakan, parse_instrumen
from kinerja_core.kertas_kerja.lembar import tempat as p
from kinerja_core.kertas_kerja.penilaian import Olahan, core_values, score_olahan
from kinerja_core.lembar.denah import Denah
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.xlsx.buku import Posisi
from kinerja_core.xlsx.mesin.mesin_ironcalc import cell_value, load_model, sheet_index
from kinerja_core.xlsx.mesin.soffice import Dokumen

IDENTITAS = Identitas(kode_wilayah="35.69.98", nama="Uji", kabupaten="Contoh", provinsi="Jawa Timur")

_INSTRUMEN_UJI = '''
id = "uji_lengkap"
versi = "1"
judul = "Instrumen uji"
penerbit = "Uji"
provinsi = "Jawa Timur"
tahun_penilaian = 2022
kebijakan_tidak_relevan = "KEBIJAKAN"
kebijakan_terkonfirmasi = true
predikat = [
  { predikat = "Sangat Baik", batas = 90, termasuk_batas = false },
  { predikat = "Baik", batas = 75.5 },
  { predikat = "Cukup", batas = 50, termasuk_batas = false },
  { predikat = "Kurang", batas = 10 },
]
data_umum = [
  { kode = "jumlah_desa", label = "Jumlah desa", maks = 200 },
  { kode = "jumlah_kelurahan", label = "Jumlah kelurahan", maks = 200 },
  { kode = "wilayah", label = "Desa dan kelurahan", maks = 400, jumlah_dari = ["jumlah_desa", "jumlah_kelurahan"] },
  { kode = "tahun_data", label = "Tahun data", min = 2000, maks = 2100 },
  { kode = "pagu", label = "Pagu", jenis = "rupiah" },
  { kode = "luas", label = "Luas", jenis = "desimal", min = 0.5, maks = 999.5 },
  { kode = "serapan", label = "Serapan", jenis = "persen" },
  { kode = "ganda", label = "Wilayah dan desa", maks = 600, jumlah_dari = ["wilayah", "jumlah_desa"] },
  { kode = "kantor", label = "Alamat kantor", jenis = "teks" },
  { kode = "sebutan", label = "Sebutan", jenis = "teks", wajib = false },
  { kode = "cadangan", label = "Cadangan", jenis = "desimal", wajib = false },
]

[daftar]
mutu = [{ teks = "Tidak Baik", nilai = 25 }, { teks = "Baik", nilai = 62.5 }, { teks = "Sangat Baik", nilai = 100 }]
kelas = [{ teks = "A", nilai = 100 }, { teks = "B (cukup)", nilai = 33.33 }, { teks = "-", nilai = 0 }]

[[aspek]]
kode = "ap1"
nomor = "1"
nama = "Rasio dan komposisi"
[[aspek.sub_aspek]]
kode = "sa1"
nomor = "1"
nama = "Rasio"
indikator = [
  { kode = "r01", nomor = "1", uraian = "Rasio polos", satuan = "Kasus", bobot = 7.5, terkonfirmasi = true, data = [
    { kunci = "penyebut", label = "Seluruhnya" }, { kunci = "pembilang", label = "Tertangani" },
  ], aturan = { jenis = "rasio" } },
  { kode = "r02", nomor = "2", uraian = "Boleh melebihi", satuan = "Rapat", bobot = 4.3, terkonfirmasi = true, data = [
    { kunci = "pembilang", label = "Terlaksana", jenis = "desimal" },
    { kunci = "penyebut", label = "Rencana", dari = "r01.penyebut" },
  ], aturan = { jenis = "rasio", nol_per_nol = "tidak_relevan", boleh_melebihi = true } },
  { kode = "r03", nomor = "3", uraian = "Per wilayah", satuan = "Desa", bobot = 6.2, terkonfirmasi = true, data = [
    { kunci = "pembilang", label = "Tertib" }, { kunci = "penyebut", label = "Wilayah", fakta = "wilayah" },
  ], aturan = { jenis = "rasio", nol_per_nol = "penuh" }, tidak_relevan = { sebab = "tidak ada desa", bila_nol = [
    "jumlah_desa",
  ] } },
  { kode = "r04", nomor = "4", uraian = "Turunan semua", satuan = "Desa", bobot = 3, terkonfirmasi = true, data = [
    { kunci = "pembilang", label = "Desa", fakta = "jumlah_desa" },
    { kunci = "penyebut", label = "Pelaksana", dari = "k01.total" },
  ], aturan = { jenis = "rasio", penyebut_kosong = "penuh", nol_per_nol = "tidak_relevan" } },
  { kode = "r05", nomor = "5", uraian = "Dana", tahun_data = 2021, satuan = "Rp", terkonfirmasi = true, data = [
    { kunci = "pembilang", label = "Realisasi", jenis = "rupiah" },
    { kunci = "penyebut", label = "Pagu", jenis = "rupiah", sama_dengan = "pagu" },
  ], bobot = 9, aturan = { jenis = "rasio", penyebut_kosong = "penuh" }, tidak_relevan = { boleh_dijawab = true } },
]
[[aspek.sub_aspek]]
kode = "sa2"
nomor = "2"
nama = "Komposisi"
indikator = [
  { kode = "k01", nomor = "6", uraian = "Komposisi polos", satuan = "Orang", bobot = 5, terkonfirmasi = true, data = [
    { kunci = "utama", label = "Utama" }, { kunci = "madya", label = "Madya", jenis = "desimal" },
    { kunci = "total", label = "Semua" },
  ], aturan = { jenis = "komposisi", nol_per_nol = "tidak_relevan" } },
  { kode = "k02", nomor = "7", uraian = "Komposisi wilayah", satuan = "Desa", bobot = 5, terkonfirmasi = true, data = [
    { kunci = "maju", label = "Maju" }, { kunci = "mandiri", label = "Mandiri", dari = "r03.pembilang" },
    { kunci = "total", label = "Wilayah", fakta = "wilayah" },
  ], aturan = { jenis = "komposisi", penyebut_kosong = "penuh" }, tidak_relevan = { boleh_dijawab = true, bila_nol = [
    "wilayah",
  ] } },
]
[[aspek]]
kode = "ap2"
nomor = "2"
nama = "Rentang"
[[aspek.sub_aspek]]
kode = "sb1"
nomor = "1"
nama = "Rentang nilai"
indikator = [
  { kode = "n01", nomor = "8", uraian = "Kegiatan", satuan = "Kegiatan", bobot = 6, terkonfirmasi = true, data = [
    { kunci = "jumlah", label = "Jumlah", maks = 500, sama_dengan = "r01.pembilang" },
  ], tahun_data = 2021, aturan = { jenis = "rentang", rentang = [[0, 0], [1, 20], [2, 37.5], [7, 80], [9, 100]] } },
  { kode = "n02", nomor = "9", uraian = "Selisih", satuan = "%", bobot = 4, terkonfirmasi = true, data = [
    { kunci = "selisih", label = "Selisih", jenis = "desimal", min = -5, maks = 1000 },
  ], aturan = { jenis = "rentang", tidak_naik = true, rentang = [
    [-5, 10], [-0.5, 60], [0.01, 33.333], [2.675, 100],
  ] } },
  { kode = "n03", nomor = "10", uraian = "Persen", satuan = "%", bobot = 5, terkonfirmasi = true, data = [
    { kunci = "persen", label = "Persen", jenis = "persen" },
  ], tidak_relevan = { boleh_dijawab = true }, aturan = { jenis = "rentang", rentang = [
    [0, 0], [50.01, 40], [71.4, 70], [99.99, 100],
  ] } },
  { kode = "n04", nomor = "11", uraian = "Luas", satuan = "km2", bobot = 4, terkonfirmasi = true, data = [
    { kunci = "luas", label = "Luas", fakta = "luas" },
  ], aturan = { jenis = "rentang", rentang = [[0, 5], [0.5, 50], [12.345, 100]] } },
  { kode = "n05", nomor = "12", uraian = "Turunan berantai", satuan = "Kasus", bobot = 4, terkonfirmasi = true, data = [
    { kunci = "n", label = "Rencana", dari = "r02.penyebut" },
  ], aturan = { jenis = "rentang", rentang = [[0, 0], [3, 50], [10, 100]] } },
]
[[aspek]]
kode = "ap3"
nomor = "4"
nama = "Jawaban"
[[aspek.sub_aspek]]
kode = "sc1"
nomor = "1"
nama = "Jawaban dan daftar"
indikator = [
  { kode = "p01", nomor = "13", uraian = "Mutu", satuan = "Kelas", bobot = 4, terkonfirmasi = true, data = [
    { kunci = "mutu", label = "Mutu", jenis = "pilihan", daftar = "mutu" },
  ], tidak_relevan = { boleh_dijawab = true }, aturan = { jenis = "pilihan" } },
  { kode = "p02", nomor = "14", uraian = "Kelas", satuan = "Kelas", bobot = 3, terkonfirmasi = true, data = [
    { kunci = "kelas", label = "Kelas", jenis = "pilihan", daftar = "kelas" },
  ], aturan = { jenis = "pilihan" } },
  { kode = "d01", nomor = "15", uraian = "Ada", satuan = "Ada/tidak", bobot = 3, terkonfirmasi = true, data = [
    { kunci = "ada", label = "Ada", jenis = "pilihan", daftar = "ada_tidak" },
  ], aturan = { jenis = "ada_tidak" } },
  { kode = "d02", nomor = "16", uraian = "Daftar", satuan = "Butir", bobot = 7, terkonfirmasi = true, data = [
    { kunci = "satu", label = "Satu", jenis = "pilihan", daftar = "ada_tidak" },
    { kunci = "dua", label = "Dua", jenis = "pilihan", daftar = "ada_tidak" },
    { kunci = "tiga", label = "Tiga", jenis = "pilihan", daftar = "ada_tidak", dari = "d01.ada" },
  ], tidak_relevan = { bila_nol = ["jumlah_kelurahan"] }, aturan = { jenis = "daftar_periksa" } },
  { kode = "d04", nomor = "21", uraian = "Kriteria", satuan = "Kriteria", bobot = 1, terkonfirmasi = true, data = [
    { kunci = "satu", label = "Satu", jenis = "pilihan", daftar = "ada_tidak" },
    { kunci = "dua", label = "Dua", jenis = "pilihan", daftar = "ada_tidak" },
    { kunci = "lebih", label = "Lebih", jenis = "pilihan", daftar = "kelas" },
  ], aturan = { jenis = "pemenuhan", lebih = "lebih", rentang = [[0, 5], [50, 40], [100, 70]], sebutan = [
    [0, "E"], [40, "C"], [70, "B"], [90, "A"],
  ] } },
  { kode = "d03", nomor = "17", uraian = "Daftar lain", satuan = "Butir", bobot = 2, terkonfirmasi = true, data = [
    { kunci = "satu", label = "Satu", jenis = "pilihan", daftar = "ada_tidak" },
    { kunci = "dua", label = "Dua", jenis = "pilihan", daftar = "ada_tidak" },
  ], tidak_relevan = { bila_nol = ["jumlah_desa", "jumlah_kelurahan"] }, aturan = { jenis = "daftar_periksa" } },
]
[[aspek.sub_aspek]]
kode = "sc2"
nomor = "2"
nama = "Rumus"
indikator = [
  { kode = "m01", nomor = "18", uraian = "Rumus bagi", satuan = "%", bobot = 6, terkonfirmasi = true, data = [
    { kunci = "selesai", label = "Selesai" }, { kunci = "masuk", label = "Masuk" },
  ], aturan = { jenis = "rumus", rumus = "ROUND(selesai/masuk*100, 2)" } },
  { kode = "m02", nomor = "19", uraian = "Rumus syarat", satuan = "%", bobot = 6, terkonfirmasi = true, data = [
    { kunci = "serapan", label = "Serapan", jenis = "persen", fakta = "serapan" },
    { kunci = "kasus", label = "Kasus", sama_dengan = "r01.penyebut" },
    { kunci = "naik", label = "Naik", jenis = "desimal", min = -50, maks = 50 },
  ], tidak_relevan = { boleh_dijawab = true, bila_nol = ["jumlah_desa"] }, aturan = { jenis = "rumus", rumus = """
    IF(serapan>=95, 100, IFERROR(serapan/kasus*10, 5)+MAX(-3, MIN(2, naik))*7)""" } },
  { kode = "m03", nomor = "20", uraian = "Rumus dan teks", satuan = "%", bobot = 5, terkonfirmasi = true, data = [
    { kunci = "nilai", label = "Nilai", jenis = "desimal" }, { kunci = "uraian", label = "Uraian", jenis = "teks" },
    { kunci = "wilayah", label = "Wilayah", fakta = "ganda" },
  ], aturan = { jenis = "rumus", rumus = "nilai*2-wilayah" } },
]
'''

#: A filling of it that gives no finding at all.
ISI_SAH: dict[Kotak, Nilai] = {
    ("jumlah_desa", "isi"): 12.0, ("jumlah_kelurahan", "isi"): 3.0, ("tahun_data", "isi"): 2021.0,
    ("pagu", "isi"): 4_500_000_000.0, ("luas", "isi"): 45.67, ("serapan", "isi"): 88.5, ("kantor", "isi"): "Jalan Raya",
    ("r01", "penyebut"): 9.0, ("r01", "pembilang"): 7.0, ("r02", "pembilang"): 4.5, ("r03", "pembilang"): 6.0,
    ("r05", "pembilang"): 4_321_098_765.4, ("r05", "penyebut"): 4_500_000_000.0, ("k01", "utama"): 2.0,
    ("k01", "madya"): 3.25, ("k01", "total"): 11.0, ("k02", "maju"): 5.0, ("n01", "jumlah"): 7.0,
    ("n02", "selisih"): 0.335, ("n03", "persen"): 71.4, ("p01", "mutu"): "Baik", ("p02", "kelas"): "B (cukup)",
    ("d01", "ada"): "Ada", ("d02", "satu"): "Ada", ("d02", "dua"): "Tidak ada", ("d03", "satu"): "Tidak ada",
    ("d03", "dua"): "Ada", ("d04", "satu"): "Ada", ("d04", "dua"): "Ada", ("d04", "lebih"): "B (cukup)",
    ("m01", "selesai"): 7.0, ("m01", "masuk"): 11.0, ("m02", "kasus"): 9.0,
    ("m02", "naik"): -1.5, ("m03", "nilai"): 40.0, ("m03", "uraian"): "lengkap",
}  # fmt: skip


def instrumen_text(kebijakan: Kebijakan) -> str:
    """The instrument as a .toml file."""
    return _INSTRUMEN_UJI.replace("KEBIJAKAN", kebijakan)


@cache
def instrumen_uji(kebijakan: Kebijakan) -> Instrumen:
    """The instrument under one policy."""
    return parse_instrumen(tomllib.loads(instrumen_text(kebijakan), parse_float=Decimal))


#: What stands in number and answer cells of real and of nasty files.
ANEH: tuple[Nilai, ...] = (
    None, "", 0.0, 1.0, -1.0, 2.0, 1e308, -1e308, 1e-300, -1e-300, 1e-7, 0.5, 0.93, 1 / 3, 0.1 + 0.2, 2.675, 1e15,
    123456789012345.0, 99.995, 71.4, True, False, " ", NBSP, "   " + NBSP, "-", "–", " - ", "—", "71,4", "1.950",
    "1,950.00", "82,47 %", "93%", "Rp 5.000", "Rp5.000,-", "rp 5", "+5", "-5", "8O", "l0", "12 kasus", "１２", "٣",
    "5" + NBSP, " 5 ", "1e3", "1 000", "'5", "=1+1", "#N/A", "TRUE", "true", "Ada", "ada ", "Ada ", "ADA" + NBSP,
    NBSP + "tidak  ada", "TIDAK ADA", "Tidak" + NBSP + "ada", "Tidak relevan", "tidak relevan ", "TIDAK RELEVAN" + NBSP,
    "Tidak  relevan", "Tidakrelevan", "A*", "?da", "~", "A~*", "*", "Baik", "baik", "sangat baik", "Tidak baik", "a",
    "tida\u212a ada", "TİDAK ADA", "tıdak relevan", "ſangat Baik", "ＡＤＡ", "Ada\u200b", "Ada\u00ad", "Straße",
    "B (cukup)", "b  (CUKUP)", "Sangat*", "Ada\n", "\tAda", "{a}", "{b}", "Ada tidak", "🙂", "é", "x" * 300, "N/A",
    Galat("#N/A"), Galat("#DIV/0!"), Galat("#REF!"),
)  # fmt: skip


def _beside(ins: Instrumen, b: Batas, batas: Iterable[float]) -> list[Nilai]:
    """Bounds of a datum and numbers beside them, as near as two and six decimals let them matter."""
    dasar = [b.min, b.wajar, b.maks, *date_window(ins.tahun_penilaian), RUPIAH_TERKECIL, *batas]
    return [float(x + d) for x in dasar for d in (0, 1, -1, 0.01, -0.01, 0.005, -0.005, 0.0049, -0.000001, 1e-7, -1e-9)]


_KOLAM: dict[str, dict[Kotak, tuple[list[Nilai], list[Nilai]]]] = {}


def _pools(instrumen: Instrumen) -> dict[Kotak, tuple[list[Nilai], list[Nilai]]]:
    """Per input: values that are (mostly) in order, and values at the edges. Made once per instrument."""
    if instrumen.sidik not in _KOLAM:
        _KOLAM[instrumen.sidik] = _make_pools(instrumen)
    return _KOLAM[instrumen.sidik]


def _make_pools(instrumen: Instrumen) -> dict[Kotak, tuple[list[Nilai], list[Nilai]]]:
    batas = {i.kode: [float(b) for b, _ in i.aturan.rentang] for i in instrumen.indikator
             if isinstance(i.aturan, Rentang)}
    return {(kode, d.kunci): _pool(instrumen, kode, d, batas.get(kode, [])) for kode, d in instrumen.masukan()}


def _pool(instrumen: Instrumen, kode: str, d: Datum, batas: list[float]) -> tuple[list[Nilai], list[Nilai]]:
    if d.jenis == "pilihan":
        teks = [o.teks for o in instrumen.options(d)]
        return [*teks], [v for t in teks for v in (t.upper(), f" {t}{NBSP}", t.lower())]
    if d.jenis == "teks":
        return ["Jalan Raya 1", "x"], [5.0, "-", " "]
    b = instrumen.batas[kode, d.kunci]
    if kode == "tahun_data":
        return [2021.0, 2020.0, 2022.0, 2023.0], _beside(instrumen, b, batas)
    atas = min(b.maks, d.min + 40)
    bulat = (float(round(d.min + (atas - d.min) * n / 20)) for n in range(21))
    pecahan = [] if d.jenis == "bulat" else [d.min + (atas - d.min) * n / 7 for n in range(8)]
    return [*(b for b in bulat if d.min <= b <= atas), *pecahan], _beside(instrumen, b, batas)


def random_filling(rng: random.Random, instrumen: Instrumen, kotak: Iterable[Kotak]) -> dict[Kotak, Nilai]:
    """A value for every input: mostly sound ones, so that rules are reached, the rest edges and oddities."""
    pools, aneh = _pools(instrumen), rng.choice((0.0, 0.05, 0.3, 0.9))
    nol = rng.random() < 0.2
    isi: dict[Kotak, Nilai] = {}
    for k in kotak:
        baik, tepi = pools.get(k, (["bukti", None], list(ANEH)))
        r = rng.random()
        isi[k] = rng.choice(ANEH) if r < aneh else rng.choice(tepi) if r < aneh + 0.1 else rng.choice(baik)
        if nol and k[1] == "isi" and k[0].startswith("jumlah_") and rng.random() < 0.7:
            isi[k] = 0.0
    return isi


def cell_values(instrumen: Instrumen, kotak: Kotak) -> st.SearchStrategy[Nilai]:
    """One cell's content: sound, at an edge, odd, any number a cell can hold, any text."""
    baik, tepi = _pools(instrumen).get(kotak, (["bukti"], [None]))
    angka = st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False)
    teks = st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=12)
    return st.sampled_from([*baik, *tepi]) | st.sampled_from(ANEH) | angka | teks


def changes(instrumen: Instrumen, kotak: Iterable[Kotak]) -> st.SearchStrategy[dict[Kotak, Nilai]]:
    """A few inputs with new contents."""
    satu = st.sampled_from(list(kotak)).flatmap(lambda k: st.tuples(st.just(k), cell_values(instrumen, k)))
    return st.lists(satu, min_size=1, max_size=8).map(dict)


class BukuTerbuka(Protocol):
    """A workbook open in an engine: set inputs, read cells after a recalculation."""

    denah: Denah

    def set(self, isi: Mapping[Kotak, Nilai]) -> None: ...
    def read(self, tempat: Mapping[Hashable, tuple[str, Posisi]]) -> dict[Hashable, Nilai]: ...


class BukuIronCalc:
    """A workbook loaded into ironcalc once."""

    def __init__(self, path: Path, denah: Denah) -> None:
        self.denah, self.model = denah, load_model(path)
        self.indeks = sheet_index(self.model)

    def set(self, isi: Mapping[Kotak, Nilai]) -> None:
        """Put raw values as they are, then calculate."""
        for kotak, nilai in isi.items():
            lembar, (baris, kolom) = self.denah.masukan[kotak]
            tempat = (self.indeks[lembar], baris + 1, kolom + 1)
            if nilai is None or nilai == "":
                self.model.clear_cell_contents(*tempat)
            elif isinstance(nilai, bool):
                self.model.update_cell_with_bool(*tempat, nilai)
            elif isinstance(nilai, Galat):
                self.model.update_cell_with_formula(*tempat, f"={nilai.teks}")
            elif isinstance(nilai, str):
                self.model.update_cell_with_text(*tempat, nilai)
            else:
                self.model.update_cell_with_number(*tempat, float(nilai))
        self.model.evaluate()

    def read(self, tempat: Mapping[Hashable, tuple[str, Posisi]]) -> dict[Hashable, Nilai]:
        """Values at places."""
        return {k: cell_value(self.model, self.indeks[lembar], posisi) for k, (lembar, posisi) in tempat.items()}


class BukuLibreOffice:
    """A workbook open in LibreOffice; only inputs that differ from what stands there are written."""

    def __init__(self, dokumen: Dokumen, denah: Denah) -> None:
        self.denah, self.dokumen = denah, dokumen
        self._kini: dict[Kotak, Nilai] = {}
        dokumen.otomatis = False

    def set(self, isi: Mapping[Kotak, Nilai]) -> None:
        """Put raw values as they are, then calculate everything anew."""
        for kotak, nilai in isi.items():
            kini = self._kini.get(kotak, ...)
            if kini is ... or type(kini) is not type(nilai) or kini != nilai:
                self.dokumen.set_value(*self.denah.masukan[kotak], nilai)
                self._kini[kotak] = nilai
        self.dokumen.recalculate()

    def read(self, tempat: Mapping[Hashable, tuple[str, Posisi]]) -> dict[Hashable, Nilai]:
        """Values at places, read as one block per sheet."""
        hasil: dict[Hashable, Nilai] = {}
        for lembar in {s for s, _ in tempat.values()}:
            isi = {k: pos for k, (s, pos) in tempat.items() if s == lembar}
            baris, kolom = [b for b, _ in isi.values()], [x for _, x in isi.values()]
            awal, akhir = (min(baris), min(kolom)), (max(baris), max(kolom))
            blok = self.dokumen.values(lembar, awal, akhir)
            hasil |= {k: blok[b - awal[0]][x - awal[1]] for k, (b, x) in isi.items()}
        return hasil


#: Results that must be equal after ROUND(ROUND(x,6),2), without tolerance.
_TERBULAT = frozenset(["capaian", "nilai", "nilai_akhir", "nilai_aspek", "nilai_aspek_rekap"])


def differ(kunci: Hashable, a: Nilai, b: Nilai) -> bool:
    """Do core and engine disagree? Numbers at 1e-9 (and exactly after double rounding), all else strictly."""
    if not (is_number(a) and is_number(b)):
        return type(a) is not type(b) or a != b
    x, y = float(a), float(b)  # type: ignore[arg-type]
    if abs(x - y) > 1e-9 * max(1.0, abs(x)):
        return True
    jenis = kunci[0] if isinstance(kunci, tuple) else kunci
    return jenis in _TERBULAT and round_for_bound(x) != round_for_bound(y)


def results(instrumen: Instrumen, isi: Mapping[Kotak, Nilai]) -> dict[Hashable, Nilai]:
    """The core's value of every keyed cell."""
    olahan = Olahan(instrumen, Isian(IDENTITAS, {k: v for k, v in isi.items() if v is not None and v != ""}))
    return core_values(olahan, score_olahan(olahan))


def disagreements(buku: BukuTerbuka, instrumen: Instrumen, isi: Mapping[Kotak, Nilai]) -> list[Any]:
    """Set a whole filling, then (key, core, engine) of every keyed cell that differs."""
    buku.set(isi)
    mesin, inti = buku.read(buku.denah.keluaran), results(instrumen, isi)
    return [(k, inti[k], v) for k, v in mesin.items() if differ(k, inti[k], v)]


def message_places(jumlah: int) -> dict[Hashable, tuple[str, Posisi]]:
    """Where the sheet builds the message of each check."""
    return {n: (p.OLAH_UJI, (p.AWAL_OLAH + n, p.U_PESAN)) for n in range(jumlah)}


def core_messages(instrumen: Instrumen, isi: Mapping[Kotak, Nilai]) -> dict[Hashable, tuple[str, str, str]]:
    """Per check (message, a, b) as the core tells it; all "" where it is content."""
    olahan = Olahan(instrumen, Isian(IDENTITAS, {k: v for k, v in isi.items() if v is not None and v != ""}))
    return {n: (buat_temuan(kode, a=a, b=b).pesan if kode else "", a, b)
            for n, (kode, a, b) in enumerate(score_olahan(olahan).uji)}
