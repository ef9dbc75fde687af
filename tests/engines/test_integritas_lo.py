"""Cek Keaslian and exact comparison after LibreOffice: R1 saved (twice) it is still "asli", blank and filled, and gives
nothing to be told; R2 a tamper made before saving is named at the same place."""

from __future__ import annotations

from pathlib import Path

import pytest
from bantu.rusak import table
from bantu.simpan import open_openpyxl, save_libreoffice
from test_kanonik import BUATAN, PEMILIK

from kinerja_core.contoh import INSTRUMEN, examples
from kinerja_core.instrumen import find_instrumen, load_instrumen
from kinerja_core.integritas import inspect
from kinerja_core.isian import Isian
from kinerja_core.layout.kertas_kerja import describe
from kinerja_core.ooxml import read_buku
from kinerja_core.pembanding.libreoffice import LibreOffice
from kinerja_core.reader import read_isian
from kinerja_core.segel import build_sealed, check_authenticity, load_private, make_keys

PRIBADI, PUBLIK = make_keys()
KUNCI = load_private(PRIBADI)


@pytest.mark.parametrize("mana", ["bendo", "kosong", "buatan"])
def test_saving_leaves_it_asli(mana: str, lo: LibreOffice, tmp_path: Path) -> None:
    """R1."""
    ins, pemilik, isian = BUATAN, PEMILIK, Isian(PEMILIK, {("jumlah_desa", "isi"): 3})
    if mana != "buatan":
        ins = load_instrumen(find_instrumen(INSTRUMEN))
        contoh = next(examples(ins))
        pemilik, isian = contoh.identitas, contoh.isian if mana == "bendo" else Isian(contoh.identitas, {})
    path = tmp_path / "a.xlsx"
    path.write_bytes(build_sealed(ins, pemilik, KUNCI, isian, tenggat="2026-12-31"))
    sekali = save_libreoffice(lo, path)
    for disimpan in (sekali, save_libreoffice(lo, sekali)):
        assert check_authenticity(read_buku(disimpan), PUBLIK).keadaan == "asli"
        hasil = inspect(read_isian(read_buku(disimpan), ins), PUBLIK)
        assert hasil.keaslian.keadaan == "asli", hasil.keaslian
        assert hasil.temuan == ()


@pytest.mark.parametrize("nama", ["bobot", "SUM dipendekkan", "rentang nilai", "tenggat", "lembar disembunyikan",
                                  "nama hasil dialihkan", "nomor seri di _meta", "proteksi dilepas"])
def test_a_tamper_is_named_after_saving(nama: str, lo: LibreOffice, tmp_path: Path) -> None:
    """R2."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(build_sealed(BUATAN, PEMILIK, KUNCI, tenggat="2026-12-31"))
    denah = describe(BUATAN, PEMILIK)
    wb = open_openpyxl(path)
    tempat = table(denah)[nama].ubah(wb, denah, wb)
    wb.save(path)
    hasil = inspect(read_isian(read_buku(save_libreoffice(lo, path)), BUATAN), PUBLIK)
    assert hasil.keaslian.keadaan == "tidak_asli"
    assert tempat[0] in {t.sel for t in hasil.temuan}
