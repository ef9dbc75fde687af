"""Buka Tahun Berikutnya: what the next year's workbook holds, and what is told about the rest.

R1 every table and column has one fate, and every fate names a column that exists. R2 every filled cell of the old plan
is in the new one, shifted by a year, or counted in a catatan. R3 slots stay; the realisasi of the year, as the core
computes it by tipe target, becomes "1 tahun lalu" and older ones move on; "-" stays, what is not measurable or no
number stays blank and is told. R4 PK Berikutnya becomes PK with its rows; documents of the year go, those in force
stay; dasar hukum are never lost; evaluation notes that are not finished go on. R5 the PK's targets are filled in,
unless its rows disagree. R6 a Renstra that has ended and a Cascading of the old year are told. R7 the new workbook
reads back as that plan. R8 a kertas kerja keeps office and traits, moves the year of the data, empties the rest, needs
the next instrument. R9 nothing is overwritten, the old file stays, a stopped run leaves nothing behind. R10 an older
layout is refused.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import platformdirs
import pytest
from bantu.bersama import book
from bantu.contoh import FOLDER
from bantu.rencana_acak import IDENTITAS, ISI_SAH, plan

from kinerja_core.buku_kinerja.baca import BacaanBuku
from kinerja_core.buku_kinerja.kolom import BAWA, KOSONG
from kinerja_core.buku_kinerja.rencana import (
    PROFIL,
    TABEL,
    TABEL_PROFIL,
    Rencana,
    described,
    load_rencana,
    rencana_as_dict,
    spare_rows,
)
from kinerja_core.buku_kinerja.tahun_berikutnya import next_plan
from kinerja_core.dasar.excelmath import Galat, Nilai, as_number
from kinerja_core.dasar.maju import Maju
from kinerja_core.dasar.temuan import KinerjaError, Temuan
from kinerja_core.instrumen.model import templat_dir
from kinerja_core.kantor.baca import read_file
from kinerja_core.kantor.contoh import DOKUMEN
from kinerja_core.kantor.periksa import check_any
from kinerja_core.kantor.tahun_berikutnya import next_year, next_year_file
from kinerja_core.kertas_kerja.baca import BacaanKertas
from kinerja_core.kertas_kerja.tahun_berikutnya import next_instrumen
from kinerja_core.lembar.isian import Kotak
from kinerja_core.xlsx.baca import read_buku

BENDO = FOLDER / "kertas_kerja_bendo_2022.xlsx"
KEMANGKON = FOLDER / "buku_kinerja_kemangkon_2022.xlsx"
KAPASITAS = {t.kunci: t.tetap or 20 for t in TABEL.values()}
KOLOM = {t.kunci: {k.kunci for k in t.kolom} for t in TABEL.values()} | {PROFIL: {k.kunci for k in TABEL_PROFIL.kolom}}


def rencana(**baris: Mapping[str, Nilai]) -> Rencana:
    """A plan of 2022 from rows by slot."""
    data: dict[Kotak, Nilai] = {(slot, k): v for slot, isi in baris.items() for k, v in isi.items()}
    return Rencana(IDENTITAS, 2022, KAPASITAS, data)


def kode(temuan: list[Temuan] | tuple[Temuan, ...]) -> Counter[str]:
    """How many catatan of each kode."""
    return Counter(t.kode for t in temuan)


def told(temuan: list[Temuan], kode: str) -> Temuan:
    """The one catatan of that kode."""
    (satu,) = [t for t in temuan if t.kode == kode]
    return satu


# --- R1 -----------------------------------------------------------------------------------------------------------


#: What the year measured and is not carried, by table; every other column is carried but the shifted ones.
DIKOSONGKAN = {
    "node": "pagu perubahan g1 g2 g3 g4 g",
    "indikator": "t1 t2 t3 t4 target tulisan r1 r2 r3 r4 a1 a2 a3 a4 b1 b2 b3 b4 realisasi lalu4 penyebab "
                 "kendala_internal kendala_eksternal solusi tindak_lanjut bukti",
    "lhe": "sumber", "skm": "nilai sumber",
}
DIGESER = {("indikator", "lalu1"): "lalu2", ("indikator", "lalu2"): "lalu3", ("indikator", "lalu3"): "lalu4"}


def test_the_fate_of_every_column() -> None:
    """R1: as its description says; a new column is carried unless its sheet holds what the year measured."""
    for t in described():
        kosong = set(DIKOSONGKAN.get(t.kunci, "").split())
        for k in t.kolom:
            assert k.lanjut == DIGESER.get((t.kunci, k.kunci), KOSONG if k.kunci in kosong else BAWA), (t.kunci, k)


def test_the_rows_of_every_table() -> None:
    """R1"""
    assert {t.kunci: t.baris for t in described() if t.baris != "semua"} == {
        "dokumen": "berlaku", "pk": "pk_berikutnya", "lhe": "belum_selesai", "tercetak": "tidak",
        "kesampingkan": "tidak"}


# --- R2 -----------------------------------------------------------------------------------------------------------


def lost(temuan: list[Temuan]) -> Counter[str]:
    """Cells the catatan say were left behind, by table."""
    hasil: Counter[str] = Counter()
    for t in temuan:
        if t.kode == "LJT05":
            for tabel, isi in t.nilai.items():
                hasil[tabel] += sum(isi.values())
        elif t.kode == "LJT06":
            for tabel, isi in t.nilai.items():
                hasil[tabel] += isi["isian"]
        elif t.kode == "LJT09":
            hasil["indikator"] += t.nilai
    return hasil


def unaccounted(lama: Rencana, baru: Rencana, temuan: list[Temuan]) -> dict[str, int]:
    """Filled cells per table that are neither in the new plan nor counted as left behind; {} when all are."""
    diketahui = lost(temuan)
    geser = {"lalu1": "lalu2", "lalu2": "lalu3", "lalu3": "lalu4"}
    beda = {}
    for tabel in [PROFIL, *TABEL]:
        slots = [PROFIL] if tabel == PROFIL else lama.used(tabel)
        terisi = [(s, k) for (s, k), v in lama.data.items() if s in slots and v not in (None, "")]
        hilang = 0
        for slot, kunci in terisi:
            ke = geser.get(kunci, kunci) if tabel == "indikator" else kunci
            if kunci in {"lalu4", "target", "tulisan"} and tabel == "indikator":
                hilang += 1  # what stands there now is another value
            elif (slot, ke) not in baru.data:
                hilang += 1
            elif kunci not in {"jenis", "dokumen"}:
                assert baru.data[(slot, ke)] == lama.data[(slot, kunci)]
        if hilang != diketahui[tabel]:
            beda[tabel] = hilang - diketahui[tabel]
    return beda


@pytest.mark.parametrize("nama", DOKUMEN)
def test_nothing_of_a_sample_is_lost_silently(nama: str) -> None:
    """R2, R3: slots stay, every cell is carried, shifted or counted."""
    lama = load_rencana(templat_dir() / "contoh" / f"{nama}.toml")
    baru, temuan = next_plan(lama)
    assert unaccounted(lama, baru, temuan) == {}
    assert baru.tahun == lama.tahun + 1
    for tabel in ("node", "indikator", "jabatan", "renstra", "tautan", "masalah", "dasar"):
        assert baru.used(tabel) == lama.used(tabel), tabel


def test_every_cell_of_a_full_plan_is_accounted_for() -> None:
    """R2: every column of every table filled, values of every kind."""
    isi: list[Nilai] = [3.0, "teks", "-", 0.0, True, Galat("#N/A")]
    semua: dict[Kotak, Nilai] = {(t.slot(n), k.kunci): isi[(n + m) % len(isi)] for t in TABEL.values() for n in (1, 2)
                                 for m, k in enumerate(t.kolom)} | {(PROFIL, k.kunci): "x" for k in TABEL_PROFIL.kolom}
    lama = plan({**semua, ("D001", "jenis"): "PK", ("D002", "jenis"): "PK Berikutnya", ("K001", "dokumen"): "D001",
                 ("K002", "dokumen"): "d002", ("E001", "status"): "Selesai", ("E002", "dokumen"): "D001",
                 ("E002", "status"): "Belum", ("H001", "dokumen"): "D001"})
    baru, temuan = next_plan(lama)
    assert unaccounted(lama, baru, temuan) == {}
    assert baru.nilai("H001", "dokumen") == "D002"
    assert unaccounted(lama, baru, [t for t in temuan if t.kode != "LJT06"]) != {}


# --- R3 -----------------------------------------------------------------------------------------------------------

_TIPE = "tipe_target"


@pytest.mark.parametrize(("isi", "harap"), [
    ({_TIPE: "Angka s.d. TW", "r1": 10, "r2": 25}, 25.0),
    ({_TIPE: "Kondisi akhir TW", "r1": 10, "r2": 8, "r3": 8, "r4": "-"}, 8.0),
    ({_TIPE: "Per TW, dijumlahkan", "r1": 4, "r2": 5, "r4": 5}, 14.0),
    ({_TIPE: "Rata-rata TW", "r1": 70, "r4": 100}, 85.0),
    ({_TIPE: "Satu TW saja", "r1": "-", "r4": 4}, 4.0),
    ({"a1": 18, "b1": 32}, 56.25),
    ({"realisasi": 0}, 0.0),
    ({"realisasi": "-"}, "-"),
    ({"r1": "-", "r2": "-"}, "-"),
    ({"uraian": "x"}, None),
])
def test_the_realisasi_becomes_last_years(isi: dict[str, Nilai], harap: Nilai) -> None:
    """R3"""
    baru, temuan = next_plan(rencana(I001={"uraian": "x", **isi}))
    assert baru.nilai("I001", "lalu1") == harap
    assert "LJT08" not in kode(temuan)
    assert told(temuan, "LJT07").nilai == {"terisi": int(harap is not None), "tanpa": int(harap is None)}
    assert [k for _, k in baru.data if k[0] in "rabt" and k[1:].isdecimal()] == []


@pytest.mark.parametrize("isi", [{"r1": "82,47"}, {"a1": 0, "b1": 0}, {"r1": Galat("#DIV/0!")}, {"a1": 4},
                                 {"r1": "-", "a2": 0, "b2": 0}])
def test_what_is_no_number_stays_blank_and_is_told(isi: dict[str, Nilai]) -> None:
    """R3: a number as text, 0 of 0, an error, half a ratio."""
    baru, temuan = next_plan(rencana(I002={"uraian": "x", **isi}))
    assert baru.nilai("I002", "lalu1") is None
    assert told(temuan, "LJT08").nilai == ["I002"]


def test_older_years_move_on() -> None:
    """R3: raw as typed; the fifth leaves the book, told."""
    lalu: dict[str, Nilai] = {"lalu1": 1, "lalu2": "-", "lalu3": "3,5", "lalu4": 4}
    baru, temuan = next_plan(rencana(I001={"uraian": "x", "realisasi": 9, **lalu}))
    assert [baru.nilai("I001", f"lalu{n}") for n in (1, 2, 3, 4)] == [9.0, 1, "-", "3,5"]
    assert told(temuan, "LJT09").nilai == 1
    baru, temuan = next_plan(rencana(I001={"uraian": "x", "lalu1": 7}))
    assert [baru.nilai("I001", f"lalu{n}") for n in (1, 2)] == [None, 7]
    assert "LJT09" not in kode(temuan)


# --- R4, R5, R6 ---------------------------------------------------------------------------------------------------

_PK = {
    "D001": {"jenis": "PK", "tahun": 2022, "nomor": "1"}, "D002": {"jenis": "pk berikutnya", "tahun": 2023},
    "D003": {"jenis": "SK IKU", "nomor": "7"}, "D004": {"jenis": "LHE"}, "D005": {"jenis": "LKjIP", "nomor": "9"},
    "D006": {"jenis": "Lainnya"}, "D007": {"judul": "tanpa jenis"},
    "H001": {"dokumen": "D001", "peraturan": "a"}, "H002": {"dokumen": "D003", "peraturan": "b"},
    "H003": {"dokumen": "d005", "peraturan": "c"}, "H004": {"dokumen": "D099", "peraturan": "d"},
    "K001": {"dokumen": "D001", "indikator": "I001", "target": 1},
    "K002": {"dokumen": "D002", "indikator": "i001", "target": 82.99, "tulisan": "BB"},
    "K003": {"dokumen": "D002", "indikator": "I002", "target": 5},
    "K004": {"dokumen": "D002", "indikator": "I002", "target": 6},
    "K005": {"dokumen": "D002", "program": "N001", "anggaran": 1000},
    "I001": {"uraian": "x", "target": 80, "t4": 80}, "I002": {"uraian": "y"}, "N001": {"uraian": "p"},
    "E001": {"dokumen": "D004", "catatan": "belum"}, "E002": {"catatan": "sudah", "status": "SELESAI"},
    "E003": {"dokumen": "D006", "catatan": "jalan", "status": "Sedang berjalan", "bukti": "foto"},
}


def test_documents_and_their_rows() -> None:
    """R4"""
    baru, temuan = next_plan(rencana(**_PK))
    assert {d: baru.teks(d, "jenis") for d in baru.used("dokumen")} == {
        "D002": "PK", "D003": "SK IKU", "D005": "LKjIP", "D006": "Lainnya", "D007": ""}
    assert baru.nilai("D005", "nomor") is None
    assert told(temuan, "LJT14").nilai == "D005"
    assert {h: baru.teks(h, "dokumen") for h in baru.used("dasar")} == {
        "H001": "D002", "H002": "D003", "H003": "D005", "H004": "D099"}
    assert baru.used("pk") == ["K002", "K003", "K004", "K005"]
    assert told(temuan, "LJT10").nilai == 4
    assert baru.used("lhe") == ["E001", "E003"]
    assert (baru.nilai("E001", "dokumen"), baru.nilai("E003", "dokumen")) == (None, "D006")
    assert told(temuan, "LJT16").nilai == 2


def test_targets_come_from_the_pk() -> None:
    """R5: a number and a written target; none where rows disagree; quarters stay blank."""
    baru, temuan = next_plan(rencana(**_PK))
    assert [baru.nilai("I001", k) for k in ("target", "tulisan", "t4")] == [82.99, "BB", None]
    assert baru.nilai("I002", "target") is None
    assert told(temuan, "LJT11").nilai == ["I001 82,99", "I001 BB"]
    assert "I002 (5, 6)" in told(temuan, "LJT12").pesan
    tanpa, temuan = next_plan(rencana(I001={"uraian": "x", "target": 80}))
    assert tanpa.nilai("I001", "target") is None
    assert not {"LJT10", "LJT11", "LJT12"} & set(kode(temuan))


@pytest.mark.parametrize(("akhir", "ada"), [(2022, 1), (2023, 0), (None, 0), ("2022", 0)])
def test_a_renstra_that_has_ended_is_told(akhir: Nilai, ada: int) -> None:
    """R6"""
    baru, temuan = next_plan(rencana(profil={"renstra_akhir": akhir, "renstra_awal": 2018}, S001={"th5": 3}))
    assert kode(temuan)["LJT13"] == ada
    assert (baru.nilai(PROFIL, "renstra_akhir"), baru.nilai("S001", "th5")) == (akhir, 3)


def test_a_cascading_of_the_old_year_is_told() -> None:
    """R6"""
    _, temuan = next_plan(rencana(D001={"jenis": "Cascading", "tahun": 2022}, D002={"jenis": "SK IKU", "tahun": 2021}))
    assert told(temuan, "LJT15").nilai == "D001"


def test_beyond_the_last_year() -> None:
    """R6"""
    with pytest.raises(KinerjaError) as galat:
        next_plan(Rencana(IDENTITAS, 2100, KAPASITAS, {}))
    assert galat.value.kode == "LJT03"


def test_tables_keep_their_room() -> None:
    """R7: many rows stay many, a full table gets spare rows, a small one what a new book has."""
    luas = Rencana(IDENTITAS, 2022, KAPASITAS | {"node": 90, "jabatan": 5},
                   {(f"I{n:03d}", "uraian"): "x" for n in range(1, 21)})
    baru, _ = next_plan(luas)
    assert (baru.kapasitas["node"], baru.kapasitas["jabatan"]) == (90, spare_rows(0))
    assert baru.kapasitas["indikator"] == spare_rows(20)


# --- R7: the file -------------------------------------------------------------------------------------------------


def test_the_new_book_reads_back() -> None:
    """R7: the year, the name, the plan; what is still wrong was wrong before."""
    baru = next_year(read_buku(KEMANGKON))
    assert baru.nama == "33.03.01_kemangkon_buku_kinerja_2023.xlsx"
    harap, _ = next_plan(load_rencana(templat_dir() / "contoh" / "kemangkon_2022.toml"))
    lama = check_any(read_file(KEMANGKON))
    bacaan, temuan = _reread(baru.isi)
    assert isinstance(bacaan, BacaanBuku)
    assert rencana_as_dict(bacaan.rencana) == rencana_as_dict(harap) | {"ruang": dict(bacaan.rencana.ruang)}
    assert {t.kode for t in temuan} <= {t.kode for t in lama}
    assert bacaan.temuan == ()


def _reread(isi: bytes) -> tuple[BacaanKertas | BacaanBuku, list[Temuan]]:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        (path := Path(folder) / "x.xlsx").write_bytes(isi)
        bacaan = read_file(path)
    return bacaan, check_any(bacaan)


def test_what_reading_found_goes_along(tmp_path: Path) -> None:
    """R2: a formula in an input is told, its value is carried."""
    from bantu.simpan import rewrite_parts

    (asal := tmp_path / "a.xlsx").write_bytes(book(plan(ISI_SAH)))
    rewrite_parts(asal, ubah := tmp_path / "b.xlsx",
                  lambda x: re.sub(r'(<c r="\w+"[^>]*>)<v>10000000</v>', r"\1<f>5*2</f><v>10000000</v>", x, count=1))
    assert "ISI20" in kode(next_year(read_buku(ubah)).temuan)


# --- R8: kertas kerja ---------------------------------------------------------------------------------------------


def instrument(folder: Path, tahun: int, nama: str = "", **ganti: str) -> Path:
    """The built-in instrument as one of another year."""
    teks = (templat_dir() / "sinergisitas_jatim_2022.toml").read_text("utf-8")
    ganti = {'id = "sinergisitas_jatim_2022"': f'id = "sinergisitas_jatim_{tahun}"',
             "tahun_penilaian = 2022": f"tahun_penilaian = {tahun}", **ganti}
    for lama, baru in ganti.items():
        assert lama in teks
        teks = teks.replace(lama, baru)
    folder.mkdir(parents=True, exist_ok=True)
    (path := folder / (nama or f"sinergisitas_jatim_{tahun}.toml")).write_text(teks, encoding="utf-8")
    return path


@pytest.fixture
def folder_pengguna(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder of instruments, empty."""
    monkeypatch.setattr(platformdirs, "user_config_dir", lambda *_: str(tmp_path / "config"))
    return tmp_path / "config" / "instrumen"


def test_a_kertas_kerja_of_the_next_year(folder_pengguna: Path) -> None:
    """R8: traits stay, the year of the data moves on, everything else is empty and counted."""
    path = instrument(folder_pengguna, 2023)
    baru = next_year(read_buku(BENDO))
    assert baru.nama == "35.20.10_bendo_kertas_kerja_2023.xlsx"
    tulis = path.with_suffix(".xlsx")
    tulis.write_bytes(baru.isi)
    bacaan, lama = read_file(tulis), read_file(BENDO)
    assert isinstance(bacaan, BacaanKertas)
    assert isinstance(lama, BacaanKertas)
    harap = {"jumlah_desa": 15, "jumlah_kelurahan": 1, "tahun_data": 2022}
    assert bacaan.isian.data == {(k, "isi"): v for k, v in harap.items()}
    assert bacaan.isian.identitas == lama.isian.identitas
    assert (bacaan.instrumen.tahun_penilaian, bacaan.temuan) == (2023, ())
    assert kode(baru.temuan) == {"LJT17": 1, "LJT05": 3}
    nama = [n for t in baru.temuan for n in t.nilai]
    assert len(nama) == len(set(nama)) == len([v for v in lama.isian.data.values() if v != ""])


@pytest.mark.parametrize(("tahun_data", "harap"), [(2021, 2022), (2022, 2023), (2024, None), ("2021", None)])
def test_the_year_of_the_data(folder_pengguna: Path, tahun_data: Nilai, harap: Nilai, tmp_path: Path) -> None:
    """R8: one year on, never beyond the year of assessment."""
    from dataclasses import replace

    from kinerja_core.kertas_kerja.buat import build

    instrument(folder_pengguna, 2023)
    lama = read_file(BENDO)
    assert isinstance(lama, BacaanKertas)
    isian = replace(lama.isian, data={**lama.isian.data, ("tahun_data", "isi"): tahun_data})
    assert isian.identitas is not None
    (path := tmp_path / "x.xlsx").write_bytes(build(lama.instrumen, isian.identitas, isian))
    _, baru = next_year_file(path, tmp_path / "y.xlsx")
    hasil = read_file(tmp_path / "y.xlsx")
    assert isinstance(hasil, BacaanKertas)
    assert hasil.isian.data.get(("tahun_data", "isi")) == harap
    if harap is None:
        assert "in_tahun_data_1" in next(t.nilai for t in baru.temuan if "Data Umum" in t.pesan and t.kode == "LJT05")


def test_the_next_instrument_is_found_or_asked_for(folder_pengguna: Path) -> None:
    """R8: by its name, by its content, else LJT02; a broken one of that name tells its own mistakes."""
    with pytest.raises(KinerjaError) as galat:
        next_year(read_buku(BENDO))
    assert galat.value.kode == "LJT02"
    rusak = instrument(folder_pengguna, 2023, **{'versi = "1.1"': 'versi = ""', 'kode = "i02"': 'kode = "i 02"'})
    with pytest.raises(KinerjaError) as galat:
        next_instrumen("sinergisitas_jatim_2022", 2023)
    assert galat.value.kode.startswith("INS")
    rusak.unlink()
    instrument(folder_pengguna, 2023, "sinergisitas_jatim_tahun_depan.toml")
    assert next_instrumen("sinergisitas_jatim_2022", 2023).tahun_penilaian == 2023


@pytest.mark.parametrize("tahun", [2021, 2022])
def test_an_instrument_that_is_not_later(tmp_path: Path, tahun: int) -> None:
    """R8"""
    with pytest.raises(KinerjaError) as galat:
        next_year(read_buku(BENDO), str(instrument(tmp_path, tahun)))
    assert galat.value.kode == "LJT03"


def test_a_later_instrument_may_be_named(tmp_path: Path) -> None:
    """R8: a year without assessment is passed over; the year of the data moves as far."""
    baru = next_year(read_buku(BENDO), str(instrument(tmp_path, 2024)))
    assert baru.nama.endswith("_2024.xlsx")
    assert "Tahun data 2023" in told(list(baru.temuan), "LJT17").pesan


# --- R9, R10 ------------------------------------------------------------------------------------------------------


def stop_at(n: int) -> tuple[Maju, list[str]]:
    """Progress that stops the work at its n-th step, and the steps it saw."""
    langkah: list[str] = []

    def maju(nama: str) -> None:
        langkah.append(nama)
        if len(langkah) == n:
            raise KinerjaError("PGL03")

    return maju, langkah


def test_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """R9: under its own name in the current folder, in a folder given, never over another file."""
    isi = BENDO.read_bytes()
    ins = str(instrument(tmp_path / "ins", 2023))
    monkeypatch.chdir(tmp_path)
    path, baru = next_year_file(BENDO, None, ins)
    assert (path, path.read_bytes()) == (Path(baru.nama), baru.isi)
    (folder := tmp_path / "hasil").mkdir()
    assert next_year_file(BENDO, folder, ins)[0] == folder / baru.nama
    for keluar, kode_galat in ((None, "LJT01"), (folder, "LJT01"), (tmp_path / "x.xls", "PGL01")):
        with pytest.raises(KinerjaError) as galat:
            next_year_file(BENDO, keluar, ins)
        assert galat.value.kode == kode_galat
    assert BENDO.read_bytes() == isi
    assert path.read_bytes() == baru.isi


@pytest.mark.parametrize("jenis", ["kertas", "buku"])
def test_a_stopped_run_leaves_nothing(jenis: str, tmp_path: Path) -> None:
    """R9: at every step but the last one, which is followed by the writing alone."""
    ins = str(instrument(tmp_path / "ins", 2023)) if jenis == "kertas" else None
    (kecil := tmp_path / "kecil.xlsx").write_bytes(book(plan(ISI_SAH)))
    asal = BENDO if jenis == "kertas" else kecil
    maju, langkah = stop_at(0)
    next_year_file(asal, tmp_path / "jadi.xlsx", ins, maju)
    assert len(langkah) == 5
    for n in range(1, 6):
        (folder := tmp_path / f"henti{n}").mkdir()
        with pytest.raises(KinerjaError) as galat:
            next_year_file(asal, folder, ins, stop_at(n)[0])
        assert (galat.value.kode, list(folder.iterdir())) == ("PGL03", [])


def test_an_older_layout_is_refused(tmp_path: Path) -> None:
    """R10; and a Buku Kinerja takes no instrument."""
    from bantu.simpan import open_openpyxl

    (path := tmp_path / "a.xlsx").write_bytes(book(plan(ISI_SAH)))
    for galat_kode, ins, versi in (("LJT04", None, "0"), ("PGL01", "x", "1")):
        buku = open_openpyxl(path)
        meta: Any = next(s for s in buku.worksheets if s.sheet_state == "veryHidden")
        for baris in meta.iter_rows():
            if baris[0].value == "tata_letak":
                baris[1].value = versi
        buku.save(lama := tmp_path / "b.xlsx")
        with pytest.raises(KinerjaError) as galat:
            next_year(read_buku(lama), ins)
        assert galat.value.kode == galat_kode


def test_numbers_are_compared_as_numbers() -> None:
    """R5: 5 and 5.0 in two PK rows are one target."""
    baru, temuan = next_plan(rencana(
        D001={"jenis": "PK Berikutnya"}, I001={"uraian": "x"},
        K001={"dokumen": "D001", "indikator": "I001", "target": 5},
        K002={"dokumen": "D001", "indikator": "I001", "target": 5.0}))
    assert as_number(baru.nilai("I001", "target")) == 5
    assert "LJT12" not in kode(temuan)
