"""What a second examiner broke, each with what is right (see also test_pemeriksaan_luar).

R1 a text with control characters, or with what the file format reads as one, comes back from every cell that shows it.
R2 what no cell can show is no identity; a kode wilayah has plain digits. R3 absurd numbers are told at their cell.
R4 a label that stands twice is told, whichever table it is in. R5 notes beside the list are the province's own.
R6 an error survives copying and another process. R7 a place too long is told. R8 the word Kecamatan before a name is
no part of it. R9 two verifiers of one name are told at their cell. R10 only days as people write them are read. R11 our
other books are no damaged kertas kerja. R12 of two books of one verifier the one saved later holds.
"""

from __future__ import annotations

import copy
import datetime
import pickle
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bantu.isian_acak import IDENTITAS, ISI_SAH, instrumen_uji
from bantu.rencana_acak import ISI_SAH as ISI_BUKU
from bantu.rencana_acak import plan

import kinerja_core as kinerja
from kinerja_core.buku_kinerja.buat import build_book
from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.dasar.waktu import parse_date
from kinerja_core.instrumen.naskah.baca import read_rows
from kinerja_core.instrumen.naskah.tulis import plain_data, write_naskah
from kinerja_core.kantor.periksa import check_any
from kinerja_core.kertas_kerja.baca import read_isian
from kinerja_core.kertas_kerja.buat import build
from kinerja_core.lembar.isian import Isian
from kinerja_core.lembar.tabel import Kolom
from kinerja_core.lembar.tabel_baca import SelBaca, read_cell, text_number
from kinerja_core.provinsi.daftar import list_form, parse_list
from kinerja_core.provinsi.pengaturan import read_settings, settings_bytes
from kinerja_core.provinsi.putaran import Kecamatan
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import Buku, Posisi

INS = instrumen_uji("nol")
ANEH = ["A\x07B", "_x0041_", "a\rb", "\ufffe", "tab\tbaris\nbaru"]


@pytest.mark.sampel(2)
@pytest.mark.parametrize("teks", ANEH)
def test_odd_texts_come_back_from_every_cell(teks: str, tmp_path: Path) -> None:
    """R1"""
    kotak = next(k for k, v in ISI_SAH.items() if isinstance(v, str) and k[1] != "isi")
    path = tmp_path / "k.xlsx"
    path.write_bytes(build(INS, IDENTITAS, Isian(IDENTITAS, {**ISI_SAH, kotak: teks})))
    bacaan = read_isian(read_buku(path), INS)
    assert bacaan.isian.data[kotak] == teks
    assert {t.kode for t in check_any(bacaan)} & {"BKS07", "BKS14", "SGL14", "SGL04"} == set()
    path.write_bytes(build_book(plan({**ISI_BUKU, ("N003", "uraian"): teks})))
    buku = kinerja.baca(path)
    assert buku.isian.data["N003", "uraian"] == teks
    assert {t.kode for t in kinerja.periksa(buku).temuan} & {"BKS14", "SGL14", "SGL04"} == set()


@pytest.mark.parametrize("ubah", [{"nama": "Ben\x07do"}, {"kabupaten": "A\r\nB"}, {"alamat": "_x0041_"},
                                  {"kode_wilayah": "３５.20.10"}])
def test_what_no_cell_can_show_is_no_identity(ubah: dict[str, str]) -> None:
    """R2"""
    with pytest.raises(ValueError, match=r"bentuk|tanda"):
        Identitas(**{**IDENTITAS.model_dump(), **ubah})


@pytest.mark.parametrize("jenis", ["angka", "bulat"])
@pytest.mark.parametrize("nilai", [1e30, -1e300, "9" * 400, "1" * 41])
def test_absurd_numbers_are_told_at_their_cell(jenis: Any, nilai: Nilai) -> None:
    """R3: out of the bounds, or a text that is no number."""
    k = Kolom("n", "N", jenis=jenis, min=0, maks=100)
    _, temuan = read_cell(k, SelBaca("Isi!A1", nilai))
    assert (temuan.kode, temuan.sel) == ("BRS01", "Isi!A1") if temuan else not isinstance(nilai, str)
    assert text_number("9" * 40) != []


def changed(buku: Buku, lembar: str, isi: dict[Posisi, Nilai]) -> Buku:
    """With other contents of some cells."""
    return replace(buku, lembar=tuple(replace(s, nilai={**s.nilai, **isi}) if s.nama == lembar else s
                                      for s in buku.lembar))


def test_a_label_that_stands_twice_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """R4: and the first one is read."""
    naskah = read_buku(write_naskah(plain_data(INS)))
    s = naskah.sheet("Instrumen")
    assert s is not None
    b = max(b for b, k in s.nilai if k == 0) + 1
    n = read_rows(changed(naskah, "Instrumen", {(b, 0): "Tahun penilaian", (b, 1): 2030}))
    assert [(t.kode, t.sel) for t in n.temuan if t.kode == "SEL08"] == [("SEL08", f"Instrumen!A{b + 1}")]
    assert n.data["tahun_penilaian"] == INS.tahun_penilaian

    (tmp_path / "p.xlsx").write_bytes(settings_bytes({"tenggat": "31-12-2026"}))
    atur = read_buku(tmp_path / "p.xlsx")
    dua = changed(atur, "Pengaturan", {(60, 0): "Tenggat", (60, 1): "1-1-2027"})
    monkeypatch.setattr("kinerja_core.provinsi.pengaturan.read_buku", lambda _: dua)
    with pytest.raises(KinerjaError) as galat:
        read_settings(tmp_path / "p.xlsx")
    assert [(t.kode, t.sel) for t in galat.value.temuan if t.kode == "SEL08"] == [("SEL08", "Pengaturan!A61")]


def test_notes_beside_the_list_are_not_read() -> None:
    """R5"""
    kosong = read_buku(list_form(INS))
    assert kosong.lembar[0].nama
    with pytest.raises(KinerjaError) as galat:
        parse_list(changed(kosong, kosong.lembar[0].nama, {(9, 30): "catatan di bawah"}), INS)
    assert [t.kode for t in galat.value.temuan] == ["DFT14"]


def test_an_error_survives_copying_and_another_process() -> None:
    """R6"""
    asli = KinerjaError("BKS01", a="x.xlsx")
    for lain in (copy.copy(asli), pickle.loads(pickle.dumps(asli))):
        assert (lain.kode, lain.temuan, str(lain)) == (asli.kode, asli.temuan, str(asli))


@pytest.mark.parametrize("letak", ["x" * 5000, "a/" * 3000, "b" * 252])
def test_a_place_too_long_is_told(letak: str) -> None:
    """R7"""
    for panggil in (kinerja.baca, kinerja.muat_instrumen):
        with pytest.raises(KinerjaError) as galat:
            panggil(letak)
        assert galat.value.kode == "PGL04"


@pytest.mark.parametrize("awalan", ["Kecamatan ", "kecamatan  ", "Kec. ", "KEC "])
def test_the_word_before_a_name_is_no_part_of_it(awalan: str) -> None:
    """R8"""
    buku = read_buku(list_form(INS, [Kecamatan(IDENTITAS, {"jumlah_desa": 5, "jumlah_kelurahan": 1})]))
    s = buku.lembar[0]
    sel = next(p for p, v in s.nilai.items() if v == IDENTITAS.nama)
    (satu,) = parse_list(changed(buku, s.nama, {sel: awalan + IDENTITAS.nama}), INS)
    assert satu.identitas.nama == IDENTITAS.nama


def test_two_verifiers_of_one_name_are_told_at_the_cell(tmp_path: Path) -> None:
    """R9: in any letter case."""
    isi = {"tenggat": "31-12-2026", "verifikator_1": "Uji Satu", "verifikator_3": "uji  satu"}
    (tmp_path / "p.xlsx").write_bytes(settings_bytes(isi))
    with pytest.raises(KinerjaError) as galat:
        read_settings(tmp_path / "p.xlsx")
    baris = next(b + 1 for (b, k), v in read_buku(tmp_path / "p.xlsx").lembar[0].nilai.items() if v == "Verifikator 3")
    assert [(t.kode, t.sel) for t in galat.value.temuan if t.kode == "VRF33"] == [("VRF33", f"Pengaturan!B{baris}")]


@pytest.mark.parametrize("teks", ["2026-W53-4", "20261231", "1 Desaku 2026", "12 Marmut 2026", "3 Ag 2026"])
def test_what_is_no_day_is_not_read(teks: str) -> None:
    """R10"""
    assert parse_date(teks) is None


@pytest.mark.parametrize("teks", ["1 Des 2026", "1 Desember 2026", "1 December 2026", "1-12-2026", "2026-12-01",
                                  "1 DEC 2026"])
def test_a_day_is_read_as_people_write_it(teks: str) -> None:
    """R10"""
    assert parse_date(teks) == datetime.date(2026, 12, 1)


@pytest.mark.parametrize("isi", [lambda: list_form(INS), lambda: settings_bytes({})], ids=["daftar", "pengaturan"])
def test_our_other_books_say_what_they_are(isi: Any, tmp_path: Path) -> None:
    """R11"""
    (tmp_path / "lain.xlsx").write_bytes(isi())
    with pytest.raises(KinerjaError) as galat:
        kinerja.baca(tmp_path / "lain.xlsx")
    assert galat.value.kode == "BKS27"
