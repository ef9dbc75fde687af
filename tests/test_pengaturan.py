"""Pengaturan.xlsx: pleasant to fill, read strictly, every mistake at once and at its cell.

R1 what a new workbook holds is read back; the live answers say what reading says. R2 dates in every way people write
them, and none that are no dates. R3 every mistake is told in one pass, at the cell as Excel shows it. R4 weights are
100 together. R5 names, paths and codes as people paste them.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.dasar.waktu import parse_date
from kinerja_core.provinsi.lembar.pengaturan import PENGATURAN, describe_settings, rows
from kinerja_core.provinsi.pengaturan import NAMA, Pengaturan, instrument_of, read_settings, settings_bytes
from kinerja_core.xlsx.baca import read_buku

HARI = datetime.date(2026, 12, 31)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A working folder with what the settings name."""
    (tmp_path / "Instrumen.xlsx").write_bytes(b"x")
    (tmp_path / "Kecamatan.xlsx").write_bytes(b"x")
    return tmp_path


def read(folder: Path, **isi: Any) -> Pengaturan:
    (folder / NAMA).write_bytes(settings_bytes({"tenggat": "31-12-2026", **isi}))
    return read_settings(folder / NAMA)


def mistakes(folder: Path, **isi: Any) -> list[tuple[str, str]]:
    with pytest.raises(KinerjaError) as galat:
        read(folder, **isi)
    return [(t.kode, t.sel) for t in galat.value.temuan]


def cell(kunci: str) -> str:
    denah = describe_settings()
    lembar, (b, k) = denah.masukan[(kunci, "isi")]
    return f"{lembar}!{'ABCD'[k]}{b + 1}"


def test_a_new_workbook_needs_only_the_deadline(folder: Path) -> None:
    """R1"""
    assert read(folder) == Pengaturan(folder, str(folder / "Instrumen.xlsx"), folder / "Kecamatan.xlsx", HARI, jobs=2,
                                      tahap={"mandiri": Decimal(100)})
    assert mistakes(folder, tenggat=None) == [("PRV03", cell("tenggat"))]


def test_everything_filled(folder: Path) -> None:
    """R1, R5"""
    (folder / "lalu").mkdir()
    (folder / "lalu" / "register.sqlite").write_bytes(b"x")
    a = read(folder, instrumen="sinergisitas_jatim_2022", tenggat=46387.0, kunci=f'"{folder / "kunci"}"', sandi="ya",
             terima="SAYA  MENERIMA", mandiri=40, verifikasi=59.5, presentasi=0.5, bagian=12.5,
             hanya="35.20; 35.77.01 35.20", verifikator_1=" CONTOH  SATU ", verifikator_3="Contoh Dua",
             verifikator_4="CONTOH SATU", register_lalu="lalu/register.sqlite", peringkat=True, jobs=4)
    assert a == Pengaturan(
        folder, "sinergisitas_jatim_2022", folder / "Kecamatan.xlsx", HARI, folder / "kunci", True, "SAYA MENERIMA",
        {"mandiri": Decimal(40), "verifikasi": Decimal("59.5"), "presentasi": Decimal("0.5")}, Decimal("12.5"),
        ("35.20", "35.77.01"), ("CONTOH SATU", "Contoh Dua"), folder / "lalu" / "register.sqlite", True, 4)
    assert a.teks_tahap == "mandiri=40,verifikasi=59.5,presentasi=0.5"


@pytest.mark.parametrize(("tulis", "hari"), [
    ("31-12-2026", HARI), ("31/12/2026", HARI), ("31.12.2026", HARI), ("31 Desember 2026", HARI), ("31 des 2026", HARI),
    (" 31  DESEMBER  2026 ", HARI), ("2026-12-31", HARI), (46387.0, HARI), (46387.7, HARI), ("1 Mei 2026", (5, 1)),
    ("17 Agustus 2026", (8, 17)), ("17 Ags 2026", (8, 17)), ("17 Agt 2026", (8, 17)), ("3 Maret 2026", (3, 3)),
    ("5 Nopember 2026", (11, 5)), ("5 October 2026", (10, 5)), ("1-2-2026", (2, 1)),
    ("31-12-26", None), ("31 Februari 2026", None), ("2026-02-30", None), ("12-31-2026", None), ("besok", None),
    ("", None), (0.0, None), (-5.0, None), (1e9, None), (True, None), ("31 De 2026", None), ("31-12-1999", None),
])
def test_dates_as_people_write_them(tulis: Any, hari: Any) -> None:
    """R2"""
    assert parse_date(tulis) == (datetime.date(2026, *hari) if isinstance(hari, tuple) else hari)


def test_every_mistake_in_one_pass(folder: Path) -> None:
    """R3"""
    salah: dict[str, Any] = {
        "instrumen": "tidak_ada_ini", "daftar": "hilang.xlsx", "tenggat": "kapan-kapan", "sandi": "mungkin",
        "bagian": 0, "hanya": "35-20", "register_lalu": "tidak ada.sqlite", "peringkat": None, "jobs": 2.5}
    kode = {"instrumen": "PRV07", "daftar": "PRV07", "tenggat": "SEL09", "register_lalu": "PRV07", "peringkat": "PRV03",
            "sandi": "BRS03", "bagian": "BRS06", "hanya": "PRV04", "jobs": "BRS09"}
    assert sorted(mistakes(folder, **salah)) == sorted((kode[k], cell(k)) for k in salah)


@pytest.mark.parametrize(("bobot", "kode"), [
    ((40, 60, 0, 0), None), ((33.3, 33.3, 33.4, 0), None), ((40, 50, 0, 0), "PRV06"), ((0, 0, 0, 0), "PRV06"),
    ((0.4, 0.6, 0, 0), "PRV06"), ((-10, 110, 0, 0), "BRS06"), ((100, "nol", 0, 0), "BRS01"),
    (("40", 60, 0, 0), "BRS01"),
])
def test_weights_are_a_hundred_together(folder: Path, bobot: tuple[Any, ...], kode: str | None) -> None:
    """R4"""
    isi = dict(zip(("mandiri", "verifikasi", "presentasi", "lapangan"), bobot, strict=True))
    if kode is None:
        assert sum(read(folder, **isi).tahap.values()) == 100
    else:
        assert {k for k, _ in mistakes(folder, **isi)} == {kode}


def test_a_percentage_as_weight_is_explained(folder: Path) -> None:
    """R4: 40% in Excel is 0,4."""
    with pytest.raises(KinerjaError) as galat:
        read(folder, mandiri=0.4, verifikasi=0.6)
    assert "bukan 40%" in galat.value.temuan[0].pesan


def test_a_renamed_row_is_told_with_a_guess(folder: Path) -> None:
    """R3"""
    (folder / NAMA).write_bytes(settings_bytes({"tenggat": "31-12-2026"}))
    buku = openpyxl.load_workbook(folder / NAMA)
    lembar = buku[PENGATURAN]
    for (sel,) in lembar.iter_rows(max_col=1):
        if sel.value == rows()["daftar"].kepala:
            sel.value = "Daftar kecamatn"
    buku.save(folder / NAMA)
    with pytest.raises(KinerjaError) as galat:
        read_settings(folder / NAMA)
    (satu,) = galat.value.temuan
    assert satu.kode == "SEL07"
    assert "Yang ada Daftar kecamatn. Mungkin maksud Anda Daftar kecamatan?" in satu.pesan


def test_other_files_are_refused(folder: Path) -> None:
    with pytest.raises(KinerjaError) as galat:
        read_settings(folder / "x" / NAMA)
    assert galat.value.kode == "PRV01"
    openpyxl.Workbook().save(folder / NAMA)
    with pytest.raises(KinerjaError) as galat:
        read_settings(folder / NAMA)
    assert galat.value.kode == "PRV02"


def test_the_instrument_is_known_before_the_rest(folder: Path) -> None:
    (folder / NAMA).write_bytes(settings_bytes({"daftar": "hilang.xlsx"}))
    assert instrument_of(folder / NAMA) == str(folder / "Instrumen.xlsx")


def test_live_answers_say_what_reading_says(folder: Path) -> None:
    """R1: the state above counts the answers that are not as they should be; formulas have true cached values."""
    def answers(**isi: Any) -> dict[str, Any]:
        (folder / NAMA).write_bytes(settings_bytes(isi))
        s = next(x for x in read_buku(folder / NAMA).lembar if x.nama == PENGATURAN)
        menurut = {v: s.nilai.get((b, 2)) for (b, k), v in s.nilai.items() if k == 0 and b > 2}
        return {"atas": s.nilai[(1, 0)], **{k: menurut[r.kepala] for k, r in rows().items()}}

    baru = answers()
    assert baru["atas"] == "1 pengaturan perlu dilengkapi; lihat kolom Keterangan isian."
    assert (baru["tenggat"], baru["kunci"], baru["sandi"]) == ("Belum diisi", "Boleh kosong", "Sudah terisi")
    baik = answers(tenggat=46387.0)
    assert str(baik["atas"]).startswith("Siap dipakai.")
    buruk = answers(tenggat=12.0, mandiri=40, sandi="mungkin", jobs=0, bagian=200, terima="SAYA")
    assert buruk["mandiri"] == "Jumlah bobot 40, harus 100"
    assert str(buruk["atas"]).startswith("9 pengaturan")  # the four weights, and five more
