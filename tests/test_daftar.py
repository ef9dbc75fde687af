"""The list of kecamatan: R1 what the form holds is read back; R2 every mistake is told at its cell, all at once;
R3 lists people made themselves; R4 blank, 0 and missing are different things."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bantu.isian_acak import instrumen_uji

from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.instrumen.model import find_instrumen, load_instrumen
from kinerja_core.kantor.contoh import INSTRUMEN
from kinerja_core.provinsi.daftar import list_form, read_list
from kinerja_core.provinsi.lembar.daftar import columns, needed_facts
from kinerja_core.provinsi.putaran import Kecamatan

INS = load_instrumen(find_instrumen(INSTRUMEN))
JUDUL = [k.kepala for k in columns(INS)]
BARIS: list[list[Any]] = [
    ["35.20.10", "Bendo", "Kabupaten Magetan", "Jawa Timur", "Jalan Raya 1", 15, 1, 2021, 3456789012],
    ["35.20.11", "Maospati", "Magetan", None, None, 12, 3, None, None],
    ["35.71.01", "Mojoroto", "Kota Kediri", None, None, 0, 14, 2021, None],
]


def write(path: Path, baris: list[list[Any]], judul: list[str] | None = None, mulai: int = 1) -> Path:
    wb = openpyxl.Workbook()
    ws = wb.worksheets[0]
    ws.title = "Data"
    for n, isi in enumerate([judul or JUDUL, *baris], start=mulai):
        for k, v in enumerate(isi, start=1):
            ws.cell(n, k).value = v
    wb.save(path)
    return path


def findings(path: Path, baris: list[list[Any]], judul: list[str] | None = None) -> list[tuple[str, str]]:
    with pytest.raises(KinerjaError) as galat:
        read_list(write(path / "d.xlsx", baris, judul), INS)
    return [(t.kode, t.sel) for t in galat.value.temuan]


@pytest.mark.parametrize("ins", [INS, instrumen_uji("nol")], ids=["jatim", "uji"])
def test_the_form_is_read_back(ins: Any, tmp_path: Path) -> None:
    """R1."""
    umum = {"jumlah_desa": 7.0, "jumlah_kelurahan": 0.0} | ({"luas": 12.5, "kantor": "Jalan & Raya"}
                                                           if ins is not INS else {"total_pagu": 1e9})
    semua = tuple(Kecamatan(Identitas(kode_wilayah=kode, nama=nama, kabupaten=kab, provinsi="Jawa Timur",
                                      alamat="Jalan Contoh 1"), umum)
                  for kode, nama, kab in (("35.20.10", "Bendo", "Magetan"), ("35.71.02", "Ma'arang", "OKU Timur")))
    (tmp_path / "f.xlsx").write_bytes(list_form(ins, semua))
    assert read_list(tmp_path / "f.xlsx", ins) == semua
    (tmp_path / "kosong.xlsx").write_bytes(list_form(ins))
    with pytest.raises(KinerjaError) as galat:
        read_list(tmp_path / "kosong.xlsx", ins)
    assert galat.value.kode == "DFT14", "the example is no kecamatan"


def test_a_list_of_ones_own(tmp_path: Path) -> None:
    """R3, R4: sorted by code, other words for headers, columns in any order and more of them."""
    baris = [[*b, "catatan"] for b in reversed(BARIS)]
    judul = ["KODE", "Nama Kecamatan", "kab/kota", *JUDUL[3:], "Keterangan"]
    satu, dua, tiga = read_list(write(tmp_path / "d.xlsx", baris, judul, mulai=4), INS)
    assert [k.kode for k in (satu, dua, tiga)] == ["35.20.10", "35.20.11", "35.71.01"]
    assert satu.identitas.kabupaten == dua.identitas.kabupaten == "Magetan"
    assert (tiga.identitas.kabupaten, tiga.daerah, tiga.kelompok) == ("Kediri", "Kota Kediri", "kelurahan saja")
    assert dua.identitas.provinsi == INS.provinsi
    assert satu.data_umum == {"jumlah_desa": 15.0, "jumlah_kelurahan": 1.0, "tahun_data": 2021.0,
                              "total_pagu": 3456789012.0}
    assert dua.data_umum == {"jumlah_desa": 12.0, "jumlah_kelurahan": 3.0}
    assert tiga.data_umum["jumlah_desa"] == 0.0
    pendek = [[b[0], b[1], b[2], b[5], b[6]] for b in BARIS]
    assert len(read_list(write(tmp_path / "e.xlsx", pendek, [*JUDUL[:3], *JUDUL[5:7]]), INS)) == 3


def put(baris: int, kolom: int, nilai: Any) -> Callable[[list[list[Any]]], None]:
    return lambda isi: isi[baris].__setitem__(kolom, nilai)


SALAH: list[tuple[str, str, Callable[[list[list[Any]]], None]]] = [
    ("BRS02", "A2", put(0, 0, None)), ("DFT05", "A2", put(0, 0, "352010")), ("DFT05", "A2", put(0, 0, "35.20.00")),
    ("DFT05", "A2", put(0, 0, "35.70.10")), ("SEL03", "A2", put(0, 0, 352010)),
    ("SEL01", "A2", put(0, 0, datetime.datetime(2010, 12, 1))), ("DFT07", "A3", put(1, 0, "35.20.10")),
    ("BRS02", "B2", put(0, 1, None)), ("BRS02", "C2", put(0, 2, "  ")), ("SEL04", "B2", put(0, 1, "'=1+1")),
    ("SEL05", "B2", put(0, 1, "A" * 61)), ("SEL03", "B2", put(0, 1, 123)), ("SEL04", "E2", put(0, 4, "J|1")),
    ("DFT10", "C2", put(0, 2, "Kota Magetan")), ("DFT11", "C3", put(1, 2, "Magtan")),
    ("DFT11", "D3", put(1, 3, "Jatim")), ("BRS02", "F2", put(0, 5, None)), ("BRS06", "F2", put(0, 5, -1)),
    ("BRS06", "F2", put(0, 5, 201)), ("BRS09", "F2", put(0, 5, 1.5)), ("BRS01", "F2", put(0, 5, "15")),
    ("BRS01", "F2", put(0, 5, "-")), ("BRS08", "G2", put(0, 6, True)), ("BRS06", "H2", put(0, 7, 21)),
    ("SEL06", "F2", put(0, 5, "=7+8")), ("DFT16", "B3", put(1, 1, "BENDO")), ("BRS08", "F2", put(0, 5, "#N/A")),
]


@pytest.mark.parametrize(("kode", "sel", "rusak"), SALAH, ids=[f"{k}-{n}" for n, (k, _, _) in enumerate(SALAH)])
def test_a_mistake_is_told_at_its_cell(kode: str, sel: str, rusak: Callable[[list[list[Any]]], None],
                                       tmp_path: Path) -> None:
    """R2."""
    isi = [list(b) for b in BARIS]
    rusak(isi)
    assert findings(tmp_path, isi) == [(kode, f"Data!{sel}")]


def test_no_desa_and_no_kelurahan(tmp_path: Path) -> None:
    isi = [[*BARIS[0][:5], 0, 0, None, None]]
    assert findings(tmp_path, isi) == [("DFT17", "Data!F2")]


def test_all_mistakes_at_once(tmp_path: Path) -> None:
    """R2."""
    isi = [list(b) for b in BARIS]
    isi[0][0], isi[1][5], isi[2][2] = "35.2O.10", None, "Kabupaten Kediri"
    assert [k for k, _ in findings(tmp_path, isi)] == ["DFT05", "BRS02", "DFT10"]


def test_headers(tmp_path: Path) -> None:
    """R2: misspelt, missing, twice; no list at all."""
    salah = [*JUDUL]
    salah[5] = "Jumlah dessa di wilayah kecamatan"
    assert findings(tmp_path, BARIS, salah) == [("SEL07", "Data!F1")]
    with pytest.raises(KinerjaError) as galat:
        read_list(tmp_path / "d.xlsx", INS)
    assert "Mungkin maksud Anda" in str(galat.value)
    assert findings(tmp_path, [b[:5] for b in BARIS], JUDUL[:5]) == [("SEL07", "Data!A1")] * 2
    assert findings(tmp_path, [[*b, "x"] for b in BARIS], [*JUDUL, "Kecamatan"]) == [("SEL08", "Data!J1")]
    assert findings(tmp_path, BARIS, ["x", *JUDUL[1:]]) == [("SEL07", "Data!A1")]
    assert findings(tmp_path, BARIS, list("abcdefghi")) == [("DFT01", "")]


def test_facts_that_must_be_known() -> None:
    assert needed_facts(INS) == {"jumlah_desa", "jumlah_kelurahan"}
