"""LibreOffice as a second engine.

R1 a cached value is never believed; R2 every kind of raw value goes in and comes out as it is;
R3 formulas are given in Excel's notation; R4 cut and paste behaves as in Excel; R5 files are written whole;
R6 a bad file or a dead process ends in KinerjaError, and the next file is read; R7 nothing is left behind.
"""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from kinerja_core.dasar.excelmath import Galat, Nilai
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.xlsx.mesin import soffice
from kinerja_core.xlsx.mesin.notasi_lo import GALAT_EXCEL, excel_notation
from kinerja_core.xlsx.mesin.soffice import Dokumen, LibreOffice

KK = "Kertas Kerja"
ISIAN = (0, 1)  # an unlocked cell of General format
ISIAN_ANGKA = (1, 1)  # an unlocked cell with a number format
#: row in column A of "Kertas Kerja": what is written there (formulas with a wrong cached 777), what must be read
BARIS: list[tuple[object, Nilai]] = [
    ("=1+1", 2.0),
    (True, True),
    ("=1=1", True),
    ("=IF(1>2,TRUE,FALSE)", False),
    ('=""', ""),
    ("=1/0", Galat("#DIV/0!")),
    ("=NA()", Galat("#N/A")),
    ("=FUNGSI_TIDAK_ADA(1)", Galat("#NAME?")),
    ('="a"+1', Galat("#VALUE!")),
    ("=10^400", Galat("#NUM!")),
    ("=#REF!", Galat("#REF!")),
    ("=#NULL!", Galat("#NULL!")),
    ("71,4", "71,4"),
    ("'123", "'123"),
    ("-", "-"),
    (0.1 + 0.7, 0.1 + 0.7),
    (None, None),
    (0.0, 0.0),
    (1.0, 1.0),
]


@pytest.fixture
def berkas(tmp_path: Path) -> Path:
    """A protected workbook with every kind of value, each formula with the wrong cached value 777."""
    path = tmp_path / "buku.xlsx"
    with xlsxwriter.Workbook(path) as buku:
        kk, rekap, tersembunyi = (buku.add_worksheet(nama) for nama in (KK, "Rekap", "Acuan"))
        for i, (isi, _) in enumerate(BARIS):
            if isinstance(isi, str) and isi.startswith("="):
                kk.write_formula(i, 0, isi, None, 777)
            elif isinstance(isi, str):
                kk.write_string(i, 0, isi)
            else:
                kk.write(i, 0, isi)
        kk.write_blank(*ISIAN, None, buku.add_format({"locked": False}))
        kk.write_blank(*ISIAN_ANGKA, None, buku.add_format({"locked": False, "num_format": "0.00"}))
        for b in (0, 1):
            kk.write_formula(b, 2, f"=ISLOGICAL(B{b + 1})&ISNUMBER(B{b + 1})&ISTEXT(B{b + 1})&ISBLANK(B{b + 1})")
            kk.write_formula(b, 3, f"=B{b + 1}*2")
        kk.protect("sandi")
        kk.print_area(0, 0, len(BARIS), 3)  # a hidden sheet with a print area is printed, unless it is taken away
        rekap.write_formula(0, 0, "=SUM('Kertas Kerja'!A1:B2,in_a)&\"; $Rekap.A1\"", None, 777)
        rekap.write_formula(1, 0, "=SUMPRODUCT({1,2;3,4})")
        rekap.write_formula(2, 0, "=_xlfn.STDEV.S(1,3)")
        rekap.write_formula(3, 0, "=CEILING(1.5,1)")
        rekap.write_datetime(4, 0, dt.datetime(2024, 5, 6), buku.add_format({"num_format": "dd/mm/yyyy"}))
        rekap.write_boolean(5, 0, True, buku.add_format({"num_format": "0.00"}))
        tersembunyi.write(0, 0, "rahasia")
        tersembunyi.hide()
        buku.define_name("in_a", "='Kertas Kerja'!$B$1")
    return path


@pytest.fixture
def dok(lo: LibreOffice, berkas: Path) -> Iterator[Dokumen]:
    with lo.open(berkas) as dokumen:
        yield dokumen


def test_wrong_cached_values_disappear(dok: Dokumen) -> None:
    """R1, R2"""
    assert dok.value(KK, (0, 0)) == 2
    blok = dok.values(KK, (0, 0), (len(BARIS) - 1, 0))
    assert [(type(b[0]), b[0]) for b in blok] == [(type(harap), harap) for _, harap in BARIS]


@pytest.mark.usefixtures("lo")
def test_without_the_profile_the_cached_value_stays(berkas: Path) -> None:
    """R1: the canary can die. LibreOffice's own habit shows 777, so the profile is what makes the difference."""
    with LibreOffice(hitung_ulang=False) as polos, polos.open(berkas) as dok:
        assert dok.value(KK, (0, 0)) == 777


#: ISLOGICAL, ISNUMBER, ISTEXT, ISBLANK; to LibreOffice a boolean is a number too
JENIS = {"bool": "1100", "float": "0100", "str": "0010", "NoneType": "0001"}


@pytest.mark.parametrize("posisi", [ISIAN, ISIAN_ANGKA])
def test_values_go_in_as_they_are(dok: Dokumen, posisi: tuple[int, int]) -> None:
    """R2, one after another into the same cell, so that no format of the previous value may linger."""
    nilai: list[Nilai] = [5.0, True, 1.0, False, 0.0, 0.1 + 0.2, True, "71,4", "TRUE", "=1+1", "'5", " x ", "\u00a0"]
    for isi in [*nilai, None, "#N/A", -3.5, True, None]:
        dok.set_value(KK, posisi, isi)
        kembali = dok.value(KK, posisi)
        assert (type(kembali), kembali) == (type(isi), isi)
        assert dok.value(KK, (posisi[0], 2)) == JENIS[type(isi).__name__]
        assert dok.formula(KK, posisi) == ""


def test_errors_and_empty_text_go_in(dok: Dokumen) -> None:
    """R2"""
    for teks in sorted(GALAT_EXCEL):
        dok.set_value(KK, ISIAN, Galat(teks))
        assert dok.value(KK, ISIAN) == Galat(teks)
        assert dok.value(KK, (0, 3)) == Galat(teks)
        assert dok.formula(KK, ISIAN) == ""
    dok.set_value(KK, ISIAN, "")
    assert dok.value(KK, ISIAN) is None
    with pytest.raises(ValueError, match="nan"):
        dok.set_value(KK, ISIAN, float("nan"))


def test_literal_boolean_and_date(dok: Dokumen) -> None:
    """R2: a literal TRUE is logical whatever its format; a date is its serial number."""
    assert dok.values("Rekap", (4, 0), (5, 0)) == [[45418.0], [True]]
    assert isinstance(dok.value("Rekap", (5, 0)), bool)


def test_writes_are_calculated_when_read(dok: Dokumen) -> None:
    dok.set_value(KK, ISIAN, 21)
    assert dok.value(KK, (0, 3)) == 42
    dok.otomatis = False
    dok.set_value(KK, ISIAN, 1)
    assert dok.value(KK, (0, 3)) == 42
    dok.recalculate()
    assert dok.value(KK, (0, 3)) == 2


def test_locked_cells_refuse(dok: Dokumen) -> None:
    with pytest.raises(PermissionError, match=r"Kertas Kerja!A1"):
        dok.set_value(KK, (0, 0), 5)
    with pytest.raises(PermissionError):
        dok.move(KK, ISIAN, (0, 0))
    with pytest.raises(KeyError, match="Tidak Ada"):
        dok.value("Tidak Ada", (0, 0))
    assert dok.value(KK, (0, 0)) == 2


def test_formulas_in_excel_notation(dok: Dokumen) -> None:
    """R3: plain ones by text, the others by LibreOffice's printer."""
    assert dok.formulas("Rekap", (0, 0), (4, 0)) == [
        ["SUM('Kertas Kerja'!A1:B2,in_a)&\"; $Rekap.A1\""],
        ["SUMPRODUCT({1,2;3,4})"],
        ["STDEV.S(1,3)"],
        ["CEILING(1.5,1)"],
        [""],
    ]
    assert [dok.formula(KK, (b, 0)) for b in (0, 1, 5, 12)] == ["1+1", "TRUE()", "1/0", ""]


@pytest.mark.parametrize(
    ("asal", "hasil"),
    [
        ("SUM(A1;$B$2)", "SUM(A1,$B$2)"),
        ("$'It''s'.A1+$Rekap.$A$1:B2", "'It''s'!A1+Rekap!$A$1:B2"),
        ('IF(A1=";";"a""b;$Rekap.A1";1.5)', 'IF(A1=";","a""b;$Rekap.A1",1.5)'),
        ("$'2024'.A1", "'2024'!A1"),
        ("COM.MICROSOFT.CONCAT(A1)", None),
        ("SUM($Rekap.A1:$Acuan.B2)", "SUM(Rekap!A1:Acuan!B2)"),
        ("{1;2}", None),
        ("$Rekap.#REF!", None),
        ("$'a\"b'.A1", None),
    ],
)
def test_notation_by_text(asal: str, hasil: str | None) -> None:
    """R3"""
    assert excel_notation(asal) == hasil


def test_move_takes_the_references_along(dok: Dokumen) -> None:
    """R4, on a protected sheet, between unlocked cells; a boolean's format does not linger."""
    dok.set_value(KK, ISIAN, True)
    dok.move(KK, ISIAN, ISIAN_ANGKA)
    assert dok.value(KK, ISIAN_ANGKA) is True
    assert dok.value(KK, ISIAN) is None
    assert dok.formula(KK, (0, 3)) == "B2*2"
    dok.set_value(KK, ISIAN_ANGKA, 1)
    dok.set_value(KK, ISIAN, "x")
    assert (dok.value(KK, (0, 2)), dok.value(KK, ISIAN_ANGKA), dok.value(KK, ISIAN)) == ("0100", 1.0, "x")


def test_move_takes_the_format_along(dok: Dokumen) -> None:
    """R4: a boolean written into a cell with a number format still knows that format elsewhere."""
    semula = dok.cell(KK, ISIAN_ANGKA).NumberFormat
    dok.set_value(KK, ISIAN_ANGKA, True)
    dok.move(KK, ISIAN_ANGKA, ISIAN)
    dok.set_value(KK, ISIAN, 2.5)
    assert semula != 0
    assert dok.cell(KK, ISIAN).NumberFormat == semula


def test_save_xlsx(dok: Dokumen, tmp_path: Path) -> None:
    """R5, R7: values and locks survive, nothing else appears in the folder."""
    dok.set_value(KK, ISIAN, 0.1 + 0.7)
    dok.save_xlsx(tmp_path / "hasil.xlsx")
    lembar = openpyxl.load_workbook(tmp_path / "hasil.xlsx", data_only=True)[KK]
    assert (lembar["A1"].value, lembar["B1"].value, lembar["D1"].value) == (2, 0.8, 1.6)
    assert lembar.protection.sheet
    assert sorted(p.name for p in tmp_path.iterdir()) == ["buku.xlsx", "hasil.xlsx"]
    with pytest.raises(KinerjaError) as galat:
        dok.save_xlsx(tmp_path / "tidak_ada" / "hasil.xlsx")
    assert galat.value.kode == "BKS17"
    assert not (tmp_path / "tidak_ada").exists()


def _pages(path: Path) -> int:
    isi = path.read_bytes()
    assert isi.startswith(b"%PDF-")
    return isi.count(b"/Type/Page/") + isi.count(b"/Type/Page\n") + isi.count(b"/Type /Page\n")


def test_save_pdf(dok: Dokumen, tmp_path: Path) -> None:
    """R5: two visible sheets are two pages; one named sheet is one, hidden or not; visibility is put back."""
    dok.save_pdf(tmp_path / "semua.pdf")
    dok.save_pdf(tmp_path / "rekap.pdf", "Rekap")
    dok.save_pdf(tmp_path / "acuan.pdf", "Acuan")
    assert [_pages(tmp_path / f"{nama}.pdf") for nama in ("semua", "rekap", "acuan")] == [2, 1, 1]
    assert [dok.sheet(nama).IsVisible for nama in dok.sheet_names()] == [True, True, False]
    assert [len(dok.sheet(nama).getPrintAreas()) for nama in dok.sheet_names()] == [1, 0, 0]


ZIP_KOSONG = b"PK\x05\x06" + bytes(18)


@pytest.mark.parametrize("isi", [b"", b"bukan;zip", b"PK\x03\x04terpotong", ZIP_KOSONG])
def test_bad_files_end_in_a_finding(lo: LibreOffice, tmp_path: Path, berkas: Path, isi: bytes) -> None:
    """R6"""
    rusak = tmp_path / "rusak.xlsx"
    rusak.write_bytes(isi)
    with pytest.raises(KinerjaError) as galat:
        lo.open(rusak)
    assert galat.value.kode == "BKS16"
    with pytest.raises(KinerjaError) as galat:
        lo.open(tmp_path / "tidak_ada.xlsx")
    assert galat.value.kode == "BKS01"
    with lo.open(berkas) as dok:
        assert dok.value(KK, (0, 0)) == 2


def test_stale_lock_file_does_no_harm(lo: LibreOffice, berkas: Path) -> None:
    """R6, R7: somebody's lock is neither obeyed nor touched, and none of ours appears."""
    kunci = berkas.with_name(".~lock.buku.xlsx#")
    kunci.write_text(",orang,komputer,01.01.2024 00:00,file:///lain;", encoding="utf-8")
    with lo.open(berkas) as dok:
        dok.set_value(KK, ISIAN, 3)
        assert dok.value(KK, (0, 3)) == 6
        assert {p.name for p in berkas.parent.iterdir()} == {"buku.xlsx", kunci.name}
    assert kunci.read_text(encoding="utf-8").startswith(",orang")


def test_many_documents_one_process(lo: LibreOffice, berkas: Path) -> None:
    with lo.open(berkas) as satu, lo.open(berkas) as dua:
        satu.set_value(KK, ISIAN, 1)
        dua.set_value(KK, ISIAN, 2)
        assert (satu.value(KK, (0, 3)), dua.value(KK, (0, 3))) == (2, 4)


@pytest.mark.usefixtures("lo")
def test_death_and_timeout_and_what_is_left(berkas: Path) -> None:
    """R6, R7: a killed process gives KinerjaError, the next open starts anew; on exit process and profile are gone."""
    with LibreOffice() as mesin:
        profil, pipa = mesin._profil, mesin._pipa
        dok = mesin.open(berkas)
        os.killpg(mesin.pid, signal.SIGKILL)
        mesin._proses.wait()
        with pytest.raises(KinerjaError) as galat:
            dok.recalculate()
        assert galat.value.kode == "BKS16"
        dok.close()
        with mesin.open(berkas) as lagi:
            assert lagi.value(KK, (0, 0)) == 2
        assert not profil.exists()
        assert not list(Path(tempfile.gettempdir()).glob(f"OSL_PIPE_*_{pipa}"))
        mesin.batas = 0.0
        with pytest.raises(KinerjaError, match="lebih dari 0 detik"):
            mesin.open(berkas)
        mesin.batas = soffice.BATAS_KERJA
        mesin.open(berkas)
        profil, proses = mesin._profil, mesin._proses
    assert proses.poll() is not None
    assert not profil.exists()


@pytest.mark.usefixtures("lo")
def test_importing_and_loading_uno_leaves_no_trace() -> None:
    """The system's packages must not become visible to ours, and the import hook of uno must not stay."""
    kode = (
        "import sys, builtins; jalur = list(sys.path); impor = builtins.__import__\n"
        "from kinerja_core.xlsx.mesin import soffice\n"
        "assert 'uno' not in sys.modules\n"
        "assert soffice.libreoffice_missing() is None and 'uno' in sys.modules\n"
        "assert sys.path == jalur and builtins.__import__ is impor"
    )
    lingkungan = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    subprocess.run([sys.executable, "-c", kode], check=True, env=lingkungan)


def test_missing_libreoffice_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert "libreoffice-calc-nogui" in (soffice.libreoffice_missing() or "")
    with pytest.raises(KinerjaError, match="libreoffice-calc-nogui"), LibreOffice():
        pass


def test_missing_bridge_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """soffice is there, python3-uno is not."""
    (tmp_path / "soffice").write_text("#!/bin/sh\n", encoding="utf-8")
    (tmp_path / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delitem(sys.modules, "uno", raising=False)
    assert "python3-uno" in (soffice.libreoffice_missing() or "")


def test_the_planted_value_is_really_in_the_file(berkas: Path) -> None:
    """R1: otherwise the canary would sing for nothing."""
    with zipfile.ZipFile(berkas) as paket:
        assert b"<f>1+1</f><v>777</v>" in paket.read("xl/worksheets/sheet1.xml")
