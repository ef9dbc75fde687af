"""LibreOffice round trip: open and save there, read here. Same isian, same Nilai Akhir, no new catatan."""

from __future__ import annotations

from pathlib import Path

import pytest
from bantu.contoh import FOLDER

from kinerja_core.kantor.hitung import compare
from kinerja_core.kantor.periksa import check_any
from kinerja_core.kertas_kerja.baca import read_workbook
from kinerja_core.xlsx.mesin.soffice import LibreOffice

BERKAS = sorted(FOLDER.glob("kertas_kerja_*.xlsx"))


@pytest.mark.parametrize("berkas", BERKAS, ids=lambda p: p.stem)
def test_open_and_save_changes_nothing_that_counts(lo: LibreOffice, berkas: Path, tmp_path: Path) -> None:
    simpan = tmp_path / berkas.name
    with lo.open(berkas) as dokumen:
        dokumen.recalculate()
        dokumen.save_xlsx(simpan)
    asli, lagi = read_workbook(berkas), read_workbook(simpan)
    assert lagi.isian.data == asli.isian.data
    assert lagi.isian.identitas == asli.isian.identitas
    assert [(t.kode, t.sel) for t in check_any(lagi)] == [(t.kode, t.sel) for t in check_any(asli)]
    laporan = compare(simpan, lagi)
    assert laporan.hitungan.hasil.hasil == compare(berkas, asli, ()).hitungan.hasil.hasil
    assert laporan.sepakat


def test_three_engines_agree_on_the_main_result(lo: LibreOffice) -> None:
    bendo = FOLDER / "kertas_kerja_bendo_2022.xlsx"
    laporan = compare(bendo, read_workbook(bendo), ("ironcalc", "libreoffice"))
    assert laporan.pembanding == ("ironcalc", "libreoffice")
    assert [s.sel for s in laporan.sel.values() if not s.sepakat] == []
