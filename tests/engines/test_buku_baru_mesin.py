"""The new Buku Kinerja in ironcalc: every keyed cell, for random rows typed as people type.

R1 what the core says of any rows is what the formulas say: level, parent, sums, targets, realisasi, capaian, output,
   and the number of the first failing check on each sheet. R2 so after every change, clearing and Urutan.
"""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kinerja_core.buku_kinerja.baru.baris import BARIS, BARIS_TERBANYAK, KOLOM_BARIS, PROFIL_KANTOR, RUANG_BAWAAN
from kinerja_core.buku_kinerja.baru.isi import IsiBuku
from kinerja_core.buku_kinerja.baru.nilai import core_values
from kinerja_core.buku_kinerja.baru.susun import describe_new
from kinerja_core.buku_kinerja.baru.tempat import TempatBaru
from kinerja_core.buku_kinerja.rencana import PROFIL, TABEL
from kinerja_core.dasar.excelmath import Nilai, same_value
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.lembar.denah import Denah, Rumus, range_ref
from kinerja_core.lembar.isian import Kotak
from kinerja_core.lembar.tulis import evaluate_shown, write_bytes
from kinerja_core.xlsx.mesin.mesin_libreoffice import evaluate_places
from kinerja_core.xlsx.mesin.soffice import LibreOffice

pytest.importorskip("ironcalc")

N = 14
KODE = ("7.01.01 Program Penunjang", "7.01.02", "7.01.01.2.01 Perencanaan", "7.01.01.2.01.0001",
        "7.01.01.2.01.01 Renja", "7.01.02.2.01.0002 Koordinasi", "7.01.09", "1.1 Meningkatnya layanan")
KATA = ("Meningkatnya layanan", "Terwujudnya desa maju", "uraian\u00a0panjang  sekali", " ", "Jumlah dokumen")
JENIS = ("Tujuan", "Sasaran", "program", "Kegiatan", "SUB KEGIATAN", "Sasaran Individu", "Lainnya")
ANGKA: tuple[Nilai, ...] = (0, 1, 2, 4, 12, 25, 50, 75, 100, 0.25, 0.5, 29.29, 187, 900, 46025, 1e7, -3, "-", "-",
                            "25%", "71,4", True, None, None)
UANG: tuple[Nilai, ...] = (0, 1_000_000, 23_500_000, 104_000_000, 46025, "-", "9.012.345", None, None, None)
SATUAN = ("Persen", "%", "Dokumen", "Orang", "Indeks", "Bulan", "", None)
TIPE = ("Angka s.d. TW", "Kondisi akhir TW", "Per TW, dijumlahkan", "rata-rata TW", "Satu TW saja", "Kumulatif", None,
        None)
LAIN: dict[str, tuple[Nilai, ...]] = {
    "polaritas": ("Positif", "negatif", None, None), "iku": ("Ya", "Tidak", "ya", None, None, None),
    "luar": ("Ya", None, None, None, None), "dukung": ("2", 2, "2, 3", "1;2", "x", None, None, None, None),
    "penanggung_jawab": ("Camat", "camat", "J002", "Bukan jabatan", None, None, None),
}


@pytest.fixture(scope="module")
def kosong() -> IsiBuku:
    """A small book."""
    ruang = {**RUANG_BAWAAN, "baris": N, "jabatan": 3, "dokumen": 2, "masalah": 1, "lhe": 1, "dasar": 1}
    milik = Identitas(kode_wilayah="35.20.10", nama="Contoh", kabupaten="Contoh", provinsi="Jawa Timur", alamat="")
    return IsiBuku(milik, 2026, ruang, {})


class Mesin:
    """An ironcalc model of a whole description, every formula in it."""

    def __init__(self, denah: Denah) -> None:
        import ironcalc

        self.denah, self.model = denah, ironcalc.create("buku", "en", "UTC", "en")
        self.nomor = {s.nama: n for n, s in enumerate(denah.lembar)}
        self.model.rename_sheet(0, denah.lembar[0].nama)
        for s in denah.lembar[1:]:
            self.model.add_sheet(s.nama)
        for nama, (di, dari, sampai) in denah.rentang.items():
            self.model.new_defined_name(nama, None, range_ref(di, dari, sampai))
        for n, s in enumerate(denah.lembar):
            for (b, k), sel in s.sel.items():
                if (b, k) not in s.masukan:
                    self.put(n, b, k, f"={sel.isi.teks}" if isinstance(sel.isi, Rumus) else sel.isi,
                             rumus=isinstance(sel.isi, Rumus))
        self.kini: dict[Kotak, Nilai] = {}

    def put(self, n: int, b: int, k: int, isi: Any, *, rumus: bool = False) -> None:
        """One cell."""
        m, di = self.model, (n, b + 1, k + 1)
        if rumus:
            m.update_cell_with_formula(*di, isi)
        elif isi is None or isi == "":
            m.clear_cell_contents(*di)
        elif isinstance(isi, bool):
            m.update_cell_with_bool(*di, isi)
        elif isinstance(isi, str):
            m.update_cell_with_text(*di, isi)
        elif isinstance(isi, int | float):
            m.update_cell_with_number(*di, float(isi))

    def differences(self, isi: IsiBuku) -> list[tuple[Any, Nilai, Nilai]]:
        """(key, core, formula) of every keyed cell where they differ."""
        for kotak, (lembar, (b, k)) in self.denah.masukan.items():
            baru, dulu = isi.data.get(kotak), self.kini.get(kotak)
            if baru != dulu or isinstance(baru, bool) or isinstance(dulu, bool):
                self.put(self.nomor[lembar], b, k, baru)
        self.kini = dict(isi.data)
        self.model.evaluate()
        nilai = core_values(isi)
        hasil = []
        for kunci, (lembar, (b, k)) in self.denah.keluaran.items():
            x = self.model.get_cell_value(self.nomor[lembar], b + 1, k + 1)
            if not same_value(nilai[kunci], "" if x is None else x):
                hasil.append((kunci, nilai[kunci], x))
        return hasil


@pytest.fixture(scope="module")
def mesin(kosong: IsiBuku) -> Mesin:
    """The model of the small book."""
    return Mesin(describe_new(kosong))


def a_row(r: random.Random, slot: str) -> dict[Kotak, Nilai]:
    """One row as somebody types it, rightly or wrongly."""
    isi: dict[str, Nilai] = {}
    if r.random() < 0.75:
        isi["uraian"] = r.choice(KODE if r.random() < 0.5 else KATA)
    if r.random() < 0.5:
        isi["jenis"] = r.choice(JENIS)
    if r.random() < 0.8:
        isi["indikator"] = r.choice((*KATA, *KATA, 1, 2, 3, 99, 2.5))
    isi["satuan"], isi["tipe_target"] = r.choice(SATUAN), r.choice(TIPE)
    if r.random() < 0.2:
        isi["urutan"] = r.choice((1, 2.5, 3, 0.5, 13.000001, -1))
    for q in (1, 2, 3, 4):
        for huruf, peluang in (("t", 0.7), ("q", 0.1), ("r", 0.5), ("a", 0.2), ("b", 0.2)):
            if r.random() < peluang:
                isi[f"{huruf}{q}"] = r.choice(ANGKA)
        if r.random() < 0.3:
            isi[f"g{q}"] = r.choice(UANG)
    for kunci in ("pagu", "perubahan"):
        if r.random() < 0.4:
            isi[kunci] = r.choice(UANG)
    for kunci in ("awal", "th1", "akhir", "lalu1"):
        if r.random() < 0.1:
            isi[kunci] = r.choice(ANGKA)
    for kunci, pilihan in LAIN.items():
        isi[kunci] = r.choice(pilihan)
    teks = [k.kunci for k in KOLOM_BARIS if k.jenis in ("teks", "panjang")
            and k.kunci not in (*isi, "penanggung_jawab", "dukung", "indikator", "uraian")]
    for kunci in r.sample(teks, 3):
        isi[kunci] = r.choice(("tulisan", 45000, True, None))
    return {(slot, k): v for k, v in isi.items() if v is not None}


def tables(r: random.Random, kosong: IsiBuku) -> dict[Kotak, Nilai]:
    """Cells of the other tables and of the settings, rightly or wrongly."""
    isi: dict[Kotak, Nilai] = {}
    t = TempatBaru(kosong)
    for b in t.blok:
        for n in range(1, kosong.ruang[b.tabel.kunci] + 1):
            for k in b.kolom:
                pilihan: tuple[Nilai, ...] = ("tulisan", "Camat", "D002", 45000, 2026, 2.5, "SK IKU", "Plt.", True, " ")
                if r.random() < 0.3:
                    isi[(b.tabel.slot(n), k.kunci)] = r.choice((*t.daftar_isi.get(k.daftar, ()), *pilihan))
    for k in PROFIL_KANTOR.kolom[:-1]:
        if r.random() < 0.3:
            isi[(PROFIL, k.kunci)] = r.choice((1, 2026, "2026", "tulisan", 45000.5, "A4", "0,11 (PermenPANRB 14/2017)"))
    return isi


def fill(kosong: IsiBuku, r: random.Random) -> IsiBuku:
    """A whole book."""
    data: dict[Kotak, Nilai] = tables(r, kosong)
    data |= {(TABEL["jabatan"].slot(1), "nama"): "Camat", (TABEL["jabatan"].slot(2), "nama"): "Kasi"}
    for kunci, pilihan in (("serapan", ("Per TW", "s.d. TW", None)), ("batas_capaian", ("100", "Tanpa batas", None)),
                           ("rumus_negatif", ("Sisa (T-R)/T", None))):
        if (x := r.choice(pilihan)) is not None:
            data[(PROFIL, kunci)] = x
    for n in range(1, N + 1):
        if r.random() < 0.85:
            data |= a_row(r, BARIS.slot(n))
        elif r.random() < 0.5:  # what is left of a row that was cleared on Rencana alone
            data |= {(BARIS.slot(n), k): v for k, v in (("r2", 4), ("g1", 5), ("formulasi", "tulisan"))}
    return IsiBuku(kosong.identitas, kosong.tahun, kosong.ruang, data)


@pytest.mark.parametrize("benih", range(40))
def test_random_rows_agree(kosong: IsiBuku, mesin: Mesin, benih: int) -> None:
    """R1, R2: one model filled again and again."""
    assert not mesin.differences(fill(kosong, random.Random(benih)))


@pytest.mark.sampel(2)
@pytest.mark.parametrize("benih", range(12))
def test_random_rows_agree_in_libreoffice(kosong: IsiBuku, benih: int, lo: LibreOffice, tmp_path: Path) -> None:
    """R1: as a written file; TRUE and FALSE left out, which LibreOffice takes for 1 and 0 behind INDEX."""
    isi = fill(kosong, random.Random(1000 + benih))
    isi = replace(isi, data={k: v for k, v in isi.data.items() if not isinstance(v, bool)})
    denah, nilai = describe_new(isi), core_values(isi)
    path = tmp_path / "x.xlsx"
    path.write_bytes(write_bytes(denah, isi.isian, dict.fromkeys(nilai, 777), evaluate_shown(denah, isi.isian, nilai)))
    hasil = zip(denah.keluaran, evaluate_places(path, list(denah.keluaran.values())), strict=True)
    assert [(k, nilai[k], x) for k, x in hasil if not same_value(nilai[k], "" if x is None else x)] == []


def test_every_check_was_met(kosong: IsiBuku) -> None:
    """R1: the random rows reach every kode that a sheet of rows can show, but those that need an error value."""
    from kinerja_core.buku_kinerja.baru.baris import LEMBAR_BARIS
    from kinerja_core.buku_kinerja.baru.uji import checks_of

    terlihat = set()
    for benih in range(200):
        nilai = core_values(fill(kosong, random.Random(benih)))
        for lembar in LEMBAR_BARIS:
            uji = checks_of(lembar, False)
            terlihat |= {uji[int(x) - 1].kode for n in range(1, N + 1) if (x := nilai[("uji", lembar, n)])}
    semua = {u.kode for lembar in LEMBAR_BARIS for u in checks_of(lembar, False)}
    assert semua - terlihat == set()
    assert N < BARIS_TERBANYAK
