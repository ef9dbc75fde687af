"""What changed between two instruments.

R1 equal instruments differ in nothing. R2 every kind of change is told with kode, field, before and after. R3 a renamed
kode is removed and added; another order is told. R4 .toml and authoring workbook compare alike.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from bantu.isian_acak import instrumen_text, instrumen_uji

from kinerja_core.instrumen.beda import Beda, as_dict, compare, rows
from kinerja_core.instrumen.model import parse_instrumen
from kinerja_core.instrumen.naskah.tulis import write_naskah

INS = instrumen_uji("nol")


def data() -> dict[str, Any]:
    return tomllib.loads(instrumen_text("nol"), parse_float=Decimal)


def sub(d: dict[str, Any], a: int = 0, s: int = 0) -> Any:
    return d["aspek"][a]["sub_aspek"][s]


def test_equal_instruments_differ_in_nothing() -> None:
    """R1"""
    assert compare(INS, parse_instrumen(data())) == []


UBAH: dict[str, tuple[Callable[[dict[str, Any]], Any], list[Beda]]] = {
    "kepala": (lambda d: d.update(judul="Lain", kebijakan_terkonfirmasi=False),
               [Beda("instrumen", "judul", "Instrumen uji", "Lain"),
                Beda("instrumen", "kebijakan_terkonfirmasi", "Ya", "Tidak")]),
    "bobot": (lambda d: sub(d)["indikator"][0].update(bobot=Decimal("7.25")),
              [Beda("indikator r01", "bobot", "7,5", "7,25")]),
    "aturan": (lambda d: sub(d)["indikator"][1]["aturan"].update(nol_per_nol="nol"),
               [Beda("indikator r02", "aturan.nol_per_nol", "tidak_relevan", "nol")]),
    "rentang": (lambda d: sub(d, 1)["indikator"][0]["aturan"].update(rentang=[[0, 0], [9, 100]]), [
        Beda("indikator n01", "aturan.rentang", "0 = 0; 1 = 20; 2 = 37,5; 7 = 80; 9 = 100", "0 = 0; 9 = 100")]),
    "datum": (lambda d: sub(d)["indikator"][0]["data"][0].update(maks=50),
              [Beda("indikator r01 > data penyebut", "maks", "", "50")]),
    "datum baru": (lambda d: sub(d, 0, 1)["indikator"][0]["data"].insert(0, {"kunci": "baru", "label": "Bagian baru"}),
                   [Beda("indikator k01 > data baru", "data", "", "Bagian baru")]),
    "tidak relevan": (lambda d: sub(d)["indikator"][2]["tidak_relevan"].update(sebab="lain"),
                      [Beda("indikator r03", "tidak_relevan.sebab", "tidak ada desa", "lain")]),
    "jawaban": (lambda d: d["daftar"]["mutu"][1].update(nilai=70),
                [Beda("daftar mutu > daftar Baik", "nilai", "62,5", "70")]),
    "fakta": (lambda d: d["data_umum"][0].update(label="Desa"),
              [Beda("data umum jumlah_desa", "label", "Jumlah desa", "Desa")]),
    "predikat": (lambda d: d["predikat"].pop(),
                 [Beda("predikat Kurang", "predikat", "Kurang", "")]),
    "kode diganti": (lambda d: sub(d)["indikator"][1].update(kode="r22"),
                     [Beda("indikator r02", "indikator", "Boleh melebihi", ""),
                      Beda("indikator r22", "indikator", "", "Boleh melebihi")]),
    "urutan": (lambda d: sub(d, 1)["indikator"].insert(0, sub(d, 1)["indikator"].pop(1)),
               [Beda("indikator", "urutan indikator", ", ".join(i.kode for i in INS.indikator),
                     ", ".join(i.kode for i in INS.indikator).replace("n01, n02", "n02, n01"))]),
    "pindah sub": (lambda d: sub(d, 0, 1)["indikator"].insert(0, sub(d)["indikator"].pop()),
                   [Beda("indikator r05", "sub_aspek_induk", "sa1", "sa2")]),
}


@pytest.mark.parametrize("nama", UBAH)
def test_every_kind_of_change_is_told(nama: str) -> None:
    """R2, R3"""
    ubah, harapan = UBAH[nama]
    baru = data()
    ubah(baru)
    if nama == "kode diganti":
        sub(baru, 1)["indikator"][4]["data"][0]["dari"] = "r22.penyebut"
        harapan = [*harapan, Beda("indikator n05 > data n", "dari", "r02.penyebut", "r22.penyebut")]
    assert sorted(compare(INS, parse_instrumen(baru))) == sorted(harapan)


def test_removed_and_added_are_mirror_images() -> None:
    """R2: comparing the other way round swaps before and after."""
    baru = data()
    sub(baru)["indikator"].pop(0)
    lain = parse_instrumen(baru)
    maju, mundur = compare(INS, lain), compare(lain, INS)
    assert sorted((b.tempat, b.bagian, b.sesudah, b.sebelum) for b in mundur) == sorted(map(tuple, maju))


def test_both_forms_compare_alike(tmp_path: Path) -> None:
    """R4"""
    baru = data()
    sub(baru)["indikator"][0]["bobot"] = Decimal("7.25")
    (tmp_path / "a.toml").write_text(instrumen_text("nol"), encoding="utf-8")
    (tmp_path / "b.xlsx").write_bytes(write_naskah(baru))
    beda = rows(tmp_path / "a.toml", tmp_path / "b.xlsx")
    assert as_dict(beda) == [{"tempat": "indikator r01", "bagian": "bobot", "sebelum": "7,5", "sesudah": "7,25"}]
