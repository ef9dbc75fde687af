"""Cek Keaslian and exact comparison after LibreOffice: R1 saved (twice) it is still "asli", blank and filled, and gives
nothing to be told; R2 a tamper made before saving is named at the same place. R3 what it stores is never called forged;
R4 rows it inserts are named. R5 plain periksa tells nothing new, of any kind of workbook."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from bantu.buku_kecil import NAMA_TERBUKA, small
from bantu.contoh import FOLDER
from bantu.isian_acak import IDENTITAS, ISI_SAH, instrumen_uji, random_filling
from bantu.jahat import KEBIJAKAN, SEL, denah, templat, terisi
from bantu.jahat import PUBLIK as PUBLIK_UJI
from bantu.jenis_kecil import KECIL
from bantu.jenis_kecil import build as build_kecil
from bantu.rusak import DiOpenpyxl, table
from bantu.simpan import open_openpyxl, save_libreoffice
from test_kanonik import BUATAN, PEMILIK

from benchmarks.isi import fill
from kinerja_core.instrumen.model import find_instrumen, load_instrumen
from kinerja_core.kantor.baca import read_file
from kinerja_core.kantor.contoh import INSTRUMEN, examples
from kinerja_core.kantor.jenis import JENIS
from kinerja_core.kantor.periksa import check_any
from kinerja_core.kertas_kerja.baca import read_isian
from kinerja_core.kertas_kerja.buat import build_sealed
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.lembar.isian import Isian
from kinerja_core.segel.keaslian import inspect
from kinerja_core.segel.tanda import check_authenticity, load_private, make_keys
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.mesin.soffice import LibreOffice

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


@pytest.mark.parametrize("nama", ["angka pada digit kesembilan", "SUM dipendekkan", "angka acuan tersembunyi",
                                  "tenggat", "lembar disembunyikan", "nama in_jumlah_desa_1 dialihkan",
                                  "serial di _meta", "proteksi dilepas"])
@pytest.mark.sampel(3)
def test_a_tamper_is_named_after_saving(nama: str, lo: LibreOffice, tmp_path: Path) -> None:
    """R2."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(build_sealed(BUATAN, PEMILIK, KUNCI, tenggat="2026-12-31"))
    d = describe(BUATAN, PEMILIK)
    wb = open_openpyxl(path)
    tempat = table(d)[nama].ubah(DiOpenpyxl(wb), d, DiOpenpyxl(wb))
    wb.save(path)
    hasil = inspect(read_isian(read_buku(save_libreoffice(lo, path)), BUATAN), PUBLIK)
    assert hasil.keaslian.keadaan == "tidak_asli"
    assert tempat[0] in {t.sel for t in hasil.temuan}


@pytest.mark.parametrize("benih", range(4))
@pytest.mark.sampel(2)
def test_what_libreoffice_stores_is_never_called_forged(benih: int, lo: LibreOffice, tmp_path: Path) -> None:
    """R3: any filling, calculated anew by LibreOffice, from a file without a single stored value."""
    ins, path = instrumen_uji(KEBIJAKAN), tmp_path / "a.xlsx"
    isi = random_filling(random.Random(benih), ins, denah().masukan)
    data = {k: v for k, v in isi.items() if v is not None and v != ""}
    path.write_bytes(fill(templat(), ins, denah(), Isian(IDENTITAS, data), tersimpan=False))
    bacaan = read_isian(read_buku(save_libreoffice(lo, path)), ins)
    assert sum(len(s.nilai.keys() & s.rumus.keys()) for s in bacaan.buku.lembar) > 1000
    assert [t for t in check_any(bacaan) if t.kode in ("BKS14", "BKS25", "BKS26")] == []


def test_rows_inserted_by_an_application_are_named(lo: LibreOffice, tmp_path: Path) -> None:
    """R4: references and names follow the insertion, as in Excel: the inputs are found and the shift is told."""
    ins, path = instrumen_uji(KEBIJAKAN), tmp_path / "a.xlsx"
    path.write_bytes(terisi())
    lembar, (baris, _) = denah().masukan[SEL]
    with lo.open(path) as dokumen:
        ws = dokumen.sheet(lembar)
        ws.unprotect("")
        ws.getRows().insertByIndex(baris, 1)
        dokumen.save_xlsx(tmp_path / "b.xlsx")
    bacaan = read_isian(read_buku(tmp_path / "b.xlsx"), ins)
    assert bacaan.isian.data[SEL] == ISI_SAH[SEL]
    assert SEL in bacaan.isian.pindah
    hasil = inspect(bacaan, PUBLIK_UJI)
    assert hasil.keaslian.keadaan == "tidak_asli"
    assert ("SGL10", f"{lembar}!{baris + 1}:{baris + 1}") in {(t.kode, t.sel) for t in hasil.temuan}
    assert "LTK01" in {t.kode for t in check_any(bacaan)}


@pytest.mark.parametrize("nama", [
    *(pytest.param(f"buku_kinerja_{n}", marks=pytest.mark.panjang) for n in (
        "kemangkon_2022", "leuwisari_2021_diperbaiki")), "kertas_kerja_bendo_2022", KECIL.nama, NAMA_TERBUKA])
def test_saving_accuses_nobody(nama: str, lo: LibreOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """R5: plain periksa of any kind says after saving, and after saving twice, exactly what it said before."""
    monkeypatch.setitem(JENIS, KECIL.nama, KECIL)
    path = tmp_path / "a.xlsx"
    if nama == KECIL.nama:
        path.write_bytes(build_kecil(PEMILIK, 2026, {("desa", "isi"): 7, ("ket", "isi"): "ada"}))
    else:
        path.write_bytes((small(nama) if nama == NAMA_TERBUKA else FOLDER / f"{nama}.xlsx").read_bytes())
    sebelum = check_any(read_file(path))
    sekali = save_libreoffice(lo, path, cetak=False)
    for disimpan in (sekali, save_libreoffice(lo, sekali, cetak=False)):
        assert check_any(read_file(disimpan)) == sebelum
