"""The .xlam in a live application: LibreOffice opens it, sees every module with its kind, and runs our Subs.

R1 every module is there, of the right kind, with its text. R2 a Sub of a project of our own modules runs and writes a
value; one module calls another. R3 with xlwings' module in the project LibreOffice runs no Sub at all: a fact, for
which our VBA is tested with a stub instead. R4 the project's own add-in opens with all its modules. Not Excel.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from bantu.vba import DOKUMEN, NORMAL, basic_modules, open_addin, run_sub
from kinerja_addin import xlam
from kinerja_addin.ovba import Modul

from kinerja_core.lembar.tulis import KODE_BUKU, KODE_LEMBAR
from kinerja_core.xlsx.mesin.soffice import LibreOffice

SATU = """Attribute VB_Name = "Satu"
Option Explicit
Public Sub Tulis()
    ThisWorkbook.Worksheets(1).Cells(2, 2).Value = Kuadrat(7)
End Sub
"""
DUA = """Attribute VB_Name = "Dua"
Option Explicit
Public Function Kuadrat(n As Long) As Long
    Kuadrat = n * n
End Function
""" + "".join(f"' Baris {n} supaya modul ini lebih dari satu potong mampat\n" for n in range(200))
DOK = (Modul(KODE_BUKU, "dokumen", "Option Explicit\n"), Modul(KODE_LEMBAR, "dokumen", ""))
MODUL = (*DOK, Modul("Satu", "standar", SATU), Modul("Dua", "standar", DUA))
B2 = (1, 1)


def _write(tmp_path: Path, *modul: Modul) -> Path:
    path = tmp_path / "kinerja.xlam"
    path.write_bytes(xlam.assemble(modul, {}))
    return path


def _value(dokumen: Any) -> float:
    return float(dokumen.Sheets.getByIndex(0).getCellByPosition(*B2).Value)


def test_every_module_is_there_with_its_kind(lo: LibreOffice, tmp_path: Path) -> None:
    """R1"""
    with open_addin(lo, _write(tmp_path, *MODUL)) as dok:
        assert basic_modules(dok) == {KODE_BUKU: DOKUMEN, KODE_LEMBAR: DOKUMEN, "Satu": NORMAL, "Dua": NORMAL}
        pustaka = dok.BasicLibraries
        assert pustaka.VBACompatibilityMode
        for m in MODUL:
            kode = m.teks.partition("\n")[2] if m.jenis == "standar" else m.teks
            assert pustaka.getByName("Kinerja").getByName(m.nama).strip().endswith(kode.strip())


def test_a_sub_runs_and_writes(lo: LibreOffice, tmp_path: Path) -> None:
    """R2"""
    with open_addin(lo, _write(tmp_path, *MODUL)) as dok:
        assert _value(dok) == 0
        run_sub(dok, "Satu.Tulis")
        assert _value(dok) == 49
        assert run_sub(dok, "Dua.Kuadrat", 12.0) == 144


def test_a_sub_that_is_not_there_is_an_error(lo: LibreOffice, tmp_path: Path) -> None:
    """R2: so that a run that does nothing cannot pass for one that did."""
    with open_addin(lo, _write(tmp_path, *MODUL)) as dok, pytest.raises(Exception, match="could not be found"):
        run_sub(dok, "Satu.Tiada")


def test_beside_the_xlwings_module_no_sub_runs(lo: LibreOffice, tmp_path: Path) -> None:
    """R3: LibreOffice cannot compile xlwings' module and then silently runs nothing of the project.

    Should this ever fail, LibreOffice has learned it: run our VBA with the real module then.
    """
    with open_addin(lo, _write(tmp_path, *MODUL, xlam.xlwings_module())) as dok:
        assert basic_modules(dok)["xlwings"] == NORMAL
        run_sub(dok, "Satu.Tulis")
        assert _value(dok) == 0


def test_own_addin_opens_with_all_modules(lo: LibreOffice, tmp_path: Path) -> None:
    """R4"""
    modul = (*xlam.read_modules(), xlam.xlwings_module())
    path = tmp_path / "kinerja.xlam"
    xlam.write_xlam(path)
    with open_addin(lo, path) as dok:
        assert basic_modules(dok) == {m.nama: NORMAL if m.jenis == "standar" else DOKUMEN for m in modul}
        assert {"KinerjaPita", "KinerjaTanpaPython", "xlwings"} <= basic_modules(dok).keys()
