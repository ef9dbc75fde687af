"""Back again: what the reader finds in a workbook, and what it says when things are not where they should be.

R1 the isian comes back as it was written: blank, 0, "-", "Tidak relevan", text, booleans, errors apart.
R2 without _meta, custom properties and cached values it is still read when the instrument is named.
R3 a lost name is replaced by the kode beside the input; a lost input is told. R4 a moved name is told (LTK01).
R5 formulas in inputs and overwritten formulas are told. R6 another version of the instrument is told.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from bantu.contoh import FOLDER

from kinerja_core.dasar.excelmath import Galat, Nilai
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.instrumen.model import find_instrumen, load_instrumen
from kinerja_core.kantor.contoh import CONTOH, INSTRUMEN
from kinerja_core.kantor.periksa import check_any
from kinerja_core.kertas_kerja.baca import read_workbook
from kinerja_core.kertas_kerja.buat import build
from kinerja_core.kertas_kerja.isian import input_keys, isian_as_dict, parse_isian
from kinerja_core.lembar.isian import Isian
from kinerja_core.xlsx.buku import alamat

INS = load_instrumen(find_instrumen(INSTRUMEN))
BENDO = FOLDER / "kertas_kerja_bendo_2022.xlsx"
SEMUA: list[Nilai] = [None, 0, 71.4, -3, "-", "Tidak relevan", "71,4", "Ada\u00a0", " spasi ", True, False,
                      Galat("#N/A"), "=1+1", "0012", 1e300, "baris\nbaru", "<&>\"'"]


def rewrite(sumber: Path, ke: Path, ubah: Callable[[str, bytes], bytes | None]) -> Path:
    """A copy of a package with every part passed through `ubah`; None drops the part."""
    with zipfile.ZipFile(sumber) as lama, zipfile.ZipFile(ke, "w", zipfile.ZIP_DEFLATED) as baru:
        for nama in lama.namelist():
            isi = ubah(nama, lama.read(nama))
            if isi is not None:
                baru.writestr(nama, isi)
    return ke


def test_values_of_every_kind_come_back(tmp_path: Path) -> None:
    data = {k: SEMUA[n % len(SEMUA)] for n, k in enumerate(input_keys(INS))}
    path = tmp_path / "x.xlsx"
    path.write_bytes(build(INS, CONTOH, Isian(CONTOH, data)))
    isian = read_workbook(path).isian
    assert isian.data == {k: v for k, v in data.items() if v is not None}
    assert all(type(isian.data[k]) is type(v) or isinstance(v, int | float) for k, v in data.items() if v is not None)
    assert isian.identitas == CONTOH
    assert isian.pindah == frozenset()


def test_reading_and_writing_again_gives_equal_parts(tmp_path: Path) -> None:
    bacaan = read_workbook(BENDO)
    lagi = parse_isian(isian_as_dict(bacaan.isian, INS), INS)
    assert lagi.identitas is not None
    with zipfile.ZipFile(BENDO) as a, zipfile.ZipFile(io.BytesIO(build(INS, lagi.identitas, lagi))) as b:
        assert [n for n in a.namelist() if a.read(n) != b.read(n)] == []


def test_stripped_of_everything_that_tells_it_is_still_read_when_the_instrument_is_named(tmp_path: Path) -> None:
    buku = openpyxl.load_workbook(BENDO)
    del buku[buku.sheetnames[-1]]
    for nama in list(buku.custom_doc_props.names):
        del buku.custom_doc_props[nama]
    polos = tmp_path / "polos.xlsx"
    buku.save(polos)  # openpyxl drops every cached value
    with pytest.raises(KinerjaError) as galat:
        read_workbook(polos)
    assert galat.value.kode == "BKS09"
    bacaan, asli = read_workbook(polos, INSTRUMEN), read_workbook(BENDO)
    assert bacaan.isian.data == asli.isian.data
    assert bacaan.isian.identitas == asli.isian.identitas


def test_a_lost_name_is_found_by_the_kode_beside_it(tmp_path: Path) -> None:
    tanpa = rewrite(BENDO, tmp_path / "x.xlsx", lambda n, isi: re.sub(
        rb"<definedName name=\"in_[^<]*</definedName>", b"", isi) if n == "xl/workbook.xml" else isi)
    bacaan = read_workbook(tanpa)
    assert bacaan.isian.data == read_workbook(BENDO).isian.data
    assert bacaan.temuan == ()


def test_a_name_that_moved_is_told_and_followed(tmp_path: Path) -> None:
    bacaan = read_workbook(BENDO)
    kotak = ("i05", "penyebut")
    lembar, posisi = bacaan.denah.masukan[kotak]
    lain = alamat((posisi[0] + 1, posisi[1]), mutlak=True)
    nama = next(n for n, t in bacaan.denah.nama.items() if t == (lembar, posisi))
    geser = rewrite(BENDO, tmp_path / "x.xlsx", lambda n, isi: re.sub(
        rf'(<definedName name="{nama}">[^!]*!)[^<]*'.encode(), rb"\g<1>" + lain.encode(), isi)
        if n == "xl/workbook.xml" else isi)
    baru = read_workbook(geser)
    assert kotak in baru.isian.pindah
    assert ("LTK01", f"{lembar}!{alamat(posisi)}") in [(t.kode, t.sel) for t in check_any(baru)]


def test_formulas_typed_into_inputs_and_formulas_overwritten_are_told(tmp_path: Path) -> None:
    buku = openpyxl.load_workbook(BENDO)
    bacaan = read_workbook(BENDO)
    lembar, posisi = bacaan.denah.masukan[("i01", "jumlah")]
    hasil = bacaan.denah.nama["nilai_i02"]
    buku[lembar][alamat(posisi)] = "=5+5"
    buku[hasil[0]][alamat(hasil[1])] = 99
    buku.save(tmp_path / "x.xlsx")
    temuan = {(t.kode, t.sel) for t in check_any(read_workbook(tmp_path / "x.xlsx"))}
    assert ("BKS12", f"{lembar}!{alamat(posisi)}") in temuan
    assert ("BKS13", f"{hasil[0]}!{alamat(hasil[1])}") in temuan


def test_a_deleted_sheet_of_inputs_is_told_not_crashed_on(tmp_path: Path) -> None:
    buku = openpyxl.load_workbook(BENDO)
    lembar = read_workbook(BENDO).denah.masukan[("i01", "jumlah")][0]
    del buku[lembar]
    buku.save(tmp_path / "x.xlsx")
    bacaan = read_workbook(tmp_path / "x.xlsx")
    assert {t.kode for t in bacaan.temuan} == {"BKS11"}
    assert len(bacaan.temuan) == len(bacaan.denah.masukan)


def test_protection_taken_off_is_told(tmp_path: Path) -> None:
    lepas = rewrite(BENDO, tmp_path / "x.xlsx", lambda n, isi: re.sub(rb"<sheetProtection[^>]*/>", b"", isi)
                    if n == "xl/worksheets/sheet3.xml" else isi)
    temuan = [t for t in check_any(read_workbook(lepas)) if t.kode == "BKS19"]
    assert len(temuan) == 1


def test_another_version_of_the_instrument_is_told(tmp_path: Path) -> None:
    ubah = rewrite(BENDO, tmp_path / "x.xlsx",
                   lambda n, isi: isi.replace(INS.sidik.encode(), b"0" * 16))
    assert "BKS10" in {t.kode for t in read_workbook(ubah).temuan}


def test_another_layout_version_is_not_called_overwritten(tmp_path: Path) -> None:
    def ubah(nama: str, isi: bytes) -> bytes:
        if nama == "docProps/custom.xml":
            return re.sub(rb'(name="kinerja_tata_letak"[^>]*><vt:lpwstr>)\d+', rb"\g<1>0", isi)
        return isi

    buku = rewrite(BENDO, tmp_path / "x.xlsx", ubah)
    lama = openpyxl.load_workbook(buku)
    meta = lama[lama.sheetnames[-1]]
    for baris in meta.iter_rows():
        if baris[0].value == "tata_letak":
            baris[1].value = "0"
    lama.save(tmp_path / "y.xlsx")
    kode = {t.kode for t in check_any(read_workbook(tmp_path / "y.xlsx"))}
    assert "BKS20" in kode
    assert "BKS13" not in kode
