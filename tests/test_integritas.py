"""Exact comparison of a file with its definition: every tamper is named, nothing legal is.

R1 at least 140 single tampers of at least 40 kinds, on every sheet, `_meta`, Referensi and the seal included: each is
named with its place, and Cek Keaslian says "tidak asli" where it is signed. R2 no false alarm (neither wajib nor cek):
blank, filled, any filling, pasted inputs, openpyxl, other writers' habits; the state stays "asli". R3 the add-in's
sheets are a Keterangan; other visible sheets "cek"; neither breaks the seal. R4 stored canonical form: another layout
version is compared with it, without it a seal speaks, else BKS20. R5 a live book is not judged. R6 long lists are cut.
R7 protection alone is called so; cached values are the business of `periksa` (BKS14: capaian, nilai, Nilai Akhir).
R8 the definition equals what is written and read back, for every shipped instrument.
"""

from __future__ import annotations

import random
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bantu.bersama import many
from bantu.isian_acak import random_filling
from bantu.pembanding_teliti import Borongan
from bantu.rusak import LAIN_TULIS, DiOpenpyxl, Rusak, table
from bantu.simpan import open_openpyxl, save_openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill, Protection
from openpyxl.workbook.defined_name import DefinedName
from test_kanonik import ANEH, BUATAN, PEMILIK

from kinerja_core.dasar.excelmath import Galat
from kinerja_core.dasar.temuan import Temuan
from kinerja_core.instrumen.model import find_instrumen, load_instrumen
from kinerja_core.kantor.contoh import INSTRUMEN, examples
from kinerja_core.kantor.periksa import check_any
from kinerja_core.kertas_kerja.baca import read_isian, read_meta
from kinerja_core.kertas_kerja.buat import build, build_sealed
from kinerja_core.kertas_kerja.isian import input_keys
from kinerja_core.kertas_kerja.lembar.cetakan import CetakanKertas
from kinerja_core.kertas_kerja.lembar.kiriman import kiriman_of
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.kertas_kerja.periksa import check_workbook
from kinerja_core.lembar.isian import Isian
from kinerja_core.lembar.meta import META
from kinerja_core.lembar.tambahan import CATATAN, HASIL, KOMPUTER, TAMBAHAN, TANDA_FORMULIR, mark_reference
from kinerja_core.segel.bandingkan import SEBUT_MAKS, compare_with_canonical, parse_form
from kinerja_core.segel.bentuk_baku import canonical
from kinerja_core.segel.harapan import compare_with_definition
from kinerja_core.segel.keaslian import combine, inspect
from kinerja_core.segel.lembar import seal_sheet
from kinerja_core.segel.tanda import (
    check_authenticity,
    described,
    load_private,
    make_keys,
)
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import alamat

PRIBADI, PUBLIK = make_keys()
KUNCI = load_private(PRIBADI)
LAIN = PEMILIK.model_copy(update={"kode_wilayah": "99.01.03", "nama": "Lain"})
DENAH = describe(BUATAN, PEMILIK)
RUSAK = table(DENAH, DENAH.masukan[("jumlah_desa", "isi")])


@dataclass(frozen=True)
class Berkas:
    """Sealed workbooks on disk: blank, filled with Data Umum as sent, another office's."""

    kosong: Path
    terisi: Path
    lain: Path

    @property
    def folder(self) -> Path:
        return self.kosong.parent


@pytest.fixture(scope="module")
def berkas(tmp_path_factory: pytest.TempPathFactory) -> Berkas:
    folder = tmp_path_factory.mktemp("segel")
    isi = {k: ANEH[n % len(ANEH)] for n, k in enumerate(input_keys(BUATAN))} | {("b03", "n"): Galat("#N/A")}
    hasil = Berkas(*(folder / f"{n}.xlsx" for n in ("kosong", "terisi", "lain")))
    hasil.kosong.write_bytes(build_sealed(BUATAN, PEMILIK, KUNCI, tenggat="2026-12-31"))
    hasil.terisi.write_bytes(build_sealed(BUATAN, PEMILIK, KUNCI, Isian(PEMILIK, isi), tenggat="2026-12-31"))
    hasil.lain.write_bytes(build_sealed(BUATAN, LAIN, KUNCI, tenggat="2026-12-31"))
    return hasil


def _inspect(path: Path, kunci: bytes | None = PUBLIK) -> Any:
    """The short way (compared with the definition) and the seal alone, without the definition, must agree."""
    buku = read_buku(path)
    hasil = inspect(read_isian(buku, BUATAN), kunci)
    assert check_authenticity(buku, kunci).keadaan == hasil.keaslian.keadaan
    return hasil


def _alarms(path: Path) -> list[Temuan]:
    hasil = _inspect(path)
    assert hasil.keaslian.keadaan == "asli", hasil.keaslian
    return [t for t in hasil.temuan if t.tingkat != "keterangan"]


# -- R1 ----------------------------------------------------------------------------------------------------------


@pytest.fixture(params=RUSAK)
def rusak(request: pytest.FixtureRequest) -> Rusak:
    return RUSAK[request.param]


@pytest.fixture(scope="module")
def tetangga(berkas: Berkas) -> openpyxl.Workbook:
    """Another office's workbook to paste from; nobody changes it."""
    return open_openpyxl(berkas.lain)


@pytest.mark.sampel(12)
def test_every_tamper_is_named(rusak: Rusak, berkas: Berkas, tetangga: openpyxl.Workbook, tmp_path: Path) -> None:
    wb = open_openpyxl(berkas.terisi)
    tempat = rusak.ubah(DiOpenpyxl(wb), DENAH, DiOpenpyxl(tetangga))
    wb.save(tmp_path / "rusak.xlsx")
    hasil = _inspect(tmp_path / "rusak.xlsx")
    alarm = [t for t in hasil.temuan if t.tingkat != "keterangan"]
    assert tempat[0] in {t.sel for t in alarm}, alarm
    assert hasil.keaslian.keadaan == ("tidak_asli" if rusak.bertanda else "asli"), hasil.keaslian
    tanpa_kunci = _inspect(tmp_path / "rusak.xlsx", None).keaslian.keadaan
    assert tanpa_kunci in ("tidak_asli", "belum_diverifikasi")
    if "!" in tempat[0] and rusak.bertanda and not tempat[0].startswith("_segel"):
        sel = {t.sel for t in alarm if t.kode in ("SGL04", "BKS13", "SGL09", "SGL10")}
        assert sel == set(tempat), "one tamper, one place"


@pytest.mark.parametrize("nama", [s.nama for s in DENAH.lembar])
@pytest.mark.sampel(4)
def test_any_cell_of_any_sheet_is_named(nama: str, berkas: Berkas) -> None:
    """Formulas, numbers, texts and blanks chosen at random on every sheet: the one changed cell and nothing else,
    alone and in a batch."""
    buku, denah = read_buku(berkas.terisi), DENAH.sheet(nama)
    (lembar,) = (s for s in buku.lembar if s.nama == nama)
    rng = random.Random(nama)
    isi = sorted(denah.sel.keys() - denah.masukan)
    for pos in [*rng.sample(isi, min(12, len(isi))), (max(isi)[0] + 3, 1), (0, 40)]:
        nilai, rumus = dict(lembar.nilai), dict(lembar.rumus)
        if pos in rumus and rng.random() < 0.5:
            rumus[pos] += "+0"
        elif pos in rumus:
            del rumus[pos]
            nilai[pos] = 1
        else:
            lama = nilai.get(pos)
            nilai[pos] = lama + " " if isinstance(lama, str) else (lama or 0) + 1e-9 if isinstance(lama, float) else 7
        baru = replace(lembar, nilai=nilai, rumus=rumus)
        bacaan = read_isian(replace(buku, lembar=tuple(baru if s is lembar else s for s in buku.lembar)), BUATAN)
        bersama = replace(bacaan, bersama=CetakanKertas(BUATAN, kiriman_of(read_meta(buku))).bersama)
        for hasil in (inspect(bacaan, PUBLIK), inspect(bersama, PUBLIK)):
            assert hasil.keaslian.keadaan == "tidak_asli"
            assert {t.sel for t in hasil.temuan if t.kode in ("SGL04", "BKS13")} == {f"{nama}!{alamat(pos)}"}


def test_any_cell_of_the_seal_is_told(berkas: Berkas) -> None:
    buku = read_buku(berkas.terisi)
    (lembar,) = (s for s in buku.lembar if s.nama == seal_sheet())
    for pos in [*lembar.nilai, (len(lembar.nilai) // 2, 0), (0, 2)]:
        baru = replace(lembar, nilai={**lembar.nilai, pos: f"{lembar.nilai.get(pos, '')}0"})
        kini = replace(buku, lembar=tuple(baru if s is lembar else s for s in buku.lembar))
        keaslian = check_authenticity(kini, PUBLIK)
        assert keaslian.keadaan in ("tidak_asli", "belum_diverifikasi"), pos
        assert keaslian.temuan, pos


def test_tampers_are_enough() -> None:
    assert len(RUSAK) >= 140
    assert len({r.jenis for r in RUSAK.values()}) >= 40
    assert all(any(n.endswith(f" di {s.nama}") for n in RUSAK) for s in DENAH.lembar)


def test_expected_and_found_are_told(berkas: Berkas, tmp_path: Path) -> None:
    wb = open_openpyxl(berkas.terisi)
    b = DiOpenpyxl(wb)
    RUSAK["konstanta dalam rumus (hasil)"].ubah(b, DENAH, b)
    b.put(next((s.nama, pos) for s in DENAH.lembar for pos, x in s.sel.items() if x.isi == 1.2), 1.3)
    wb.save(tmp_path / "rusak.xlsx")
    pesan = {t.pesan for t in _inspect(tmp_path / "rusak.xlsx").temuan if t.kode == "SGL04"}
    assert "Seharusnya 1.2, ditemukan 1.3." in pesan
    assert any("100" in p and "101" in p for p in pesan)


def test_findings_of_both_checks_are_told_once(berkas: Berkas, tmp_path: Path) -> None:
    wb = open_openpyxl(berkas.terisi)
    b = DiOpenpyxl(wb)
    (tempat,) = RUSAK["nilai di atas rumus di Rekap"].ubah(b, DENAH, b)
    RUSAK["proteksi dilepas"].ubah(b, DENAH, b)
    wb.save(tmp_path / "rusak.xlsx")
    bacaan = read_isian(read_buku(tmp_path / "rusak.xlsx"), BUATAN)
    biasa, semua = check_workbook(bacaan), combine(check_workbook(bacaan), inspect(bacaan, None).temuan)
    assert [(t.kode, t.sel) for t in semua].count(("BKS13", tempat)) == 1
    assert [t.kode for t in semua].count("BKS19") == 1
    assert {(t.kode, t.sel) for t in biasa} <= {(t.kode, t.sel) for t in semua}


# -- R2 ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mana", ["kosong", "terisi", "lain"])
def test_untouched_files_give_nothing(mana: str, berkas: Berkas) -> None:
    assert _inspect(getattr(berkas, mana)).temuan == ()
    assert _alarms(save_openpyxl(getattr(berkas, mana))) == []


@pytest.mark.parametrize(("cara", "tanda", "banyak"), [
    ("teks sisipan", 't="inlineStr"', 200), ("teks kaya", "<rPh", 200), ("rumus bersama", 't="shared"', 200),
    ("rumus disalin", '<f t="shared" si=', 3), ("kebiasaan lain", "<u:v>", 200), ("nama bagian lain", "Lembar_", 20)])
@pytest.mark.parametrize("mana", ["kosong", "terisi"])
def test_other_writers_give_no_alarm(cara: str, tanda: str, banyak: int, mana: str, berkas: Berkas,
                                     tmp_path: Path) -> None:
    lain = LAIN_TULIS[cara](getattr(berkas, mana), tmp_path / "lain.xlsx")
    asal, kini = read_buku(getattr(berkas, mana)), read_buku(lain)
    assert sum(len(s.rumus) for s in asal.lembar) == sum(len(s.rumus) for s in kini.lembar)
    with zipfile.ZipFile(lain) as z:
        xml = "".join(z.read(b).decode() for b in z.namelist() if b.endswith((".xml",)))
        xml += "".join(z.namelist())
    assert xml.count(tanda) >= banyak
    assert _alarms(lain) == []
    borongan = Borongan(BUATAN)
    for path in (getattr(berkas, mana), lain, lain):  # the second time a batch knows it already
        bacaan = borongan.read(path)
        assert [t for t in inspect(bacaan, PUBLIK).temuan if t.tingkat != "keterangan"] == []
    assert bacaan.buku == kini


@settings(max_examples=many(25), suppress_health_check=list(HealthCheck))
@given(benih=st.integers(0, 2**32), tempel=st.booleans())
def test_any_filling_gives_no_alarm(benih: int, tempel: bool, berkas: Berkas) -> None:
    """Values sound and odd; pasting brings style and lock along and takes the validations away."""
    wb, rng = open_openpyxl(berkas.kosong), random.Random(benih)
    for kotak, nilai in random_filling(rng, BUATAN, DENAH.masukan).items():
        lembar, (baris, kolom) = DENAH.masukan[kotak]
        sel = wb[lembar].cell(baris + 1, kolom + 1)
        try:
            sel.value = nilai.teks if isinstance(nilai, Galat) else nilai
        except openpyxl.utils.exceptions.IllegalCharacterError:
            continue
        if tempel:
            sel.font, sel.fill, sel.number_format = Font(bold=True), PatternFill("solid", fgColor="00FF00"), "0.00"
            sel.protection = Protection(locked=rng.random() < 0.5)
            if rng.random() < 0.2:
                sel.comment, sel.hyperlink = Comment("dari kasi", "Petugas"), "https://contoh.id/bukti.pdf"
    if tempel:
        for ws in wb:
            ws.data_validations.dataValidation.clear()
    wb.save(berkas.folder / "isi.xlsx")
    assert _alarms(berkas.folder / "isi.xlsx") == []
    kode = {t.kode for t in check_any(read_isian(read_buku(berkas.folder / "isi.xlsx"), BUATAN))}
    assert not kode & {"BKS14", "BKS22", "BKS23", "BKS24", "BKS25", "BKS26"}


def test_pasted_inputs_are_one_keterangan(berkas: Berkas, tmp_path: Path) -> None:
    wb = open_openpyxl(berkas.kosong)
    for lembar, (baris, kolom) in DENAH.masukan.values():
        wb[lembar].cell(baris + 1, kolom + 1).protection = Protection(locked=True)
        wb[lembar].data_validations.dataValidation.clear()
    wb.save(tmp_path / "tempel.xlsx")
    assert [(t.kode, t.tingkat) for t in _inspect(tmp_path / "tempel.xlsx").temuan] == [("SGL12", "keterangan")]


# -- R3 ----------------------------------------------------------------------------------------------------------


def _mark(wb: Any, nama: str, rujukan: str) -> None:
    wb.defined_names[nama] = DefinedName(nama, attr_text=rujukan)


@pytest.mark.parametrize("tersegel", [False, True])
def test_sheets_of_the_add_in_are_a_keterangan(berkas: Berkas, tmp_path: Path, tersegel: bool) -> None:
    """The mark says so, not the name; marks themselves, also of a deleted sheet, are no difference."""
    wb = open_openpyxl(berkas.terisi if tersegel else berkas.kosong)
    for t in TAMBAHAN:
        wb.create_sheet(t.nama).append(list(t.kepala))
        _mark(wb, t.tanda, mark_reference(t.nama))
        _mark(wb, t.tanda_isi, '"0123456789abcdef"')
    _mark(wb, TANDA_FORMULIR, "#REF!$A$1")
    wb.save(tmp_path / "tombol.xlsx")
    assert _alarms(tmp_path / "tombol.xlsx") == []
    assert [t.kode for t in _inspect(tmp_path / "tombol.xlsx").temuan] == ["SGL08"] * len(TAMBAHAN)


def test_a_sheet_called_as_ours_without_our_mark_is_the_offices_own(berkas: Berkas, tmp_path: Path) -> None:
    wb = open_openpyxl(berkas.terisi)
    for t in TAMBAHAN:
        wb.create_sheet(t.nama).append(["rapat"])
    wb.save(tmp_path / "milik.xlsx")
    assert [t.kode for t in _inspect(tmp_path / "milik.xlsx").temuan] == ["SGL06"] * len(TAMBAHAN)


def test_a_mark_hides_nothing(berkas: Berkas, tmp_path: Path) -> None:
    """A hidden marked sheet, a mark on a sheet of the form, and a mark that holds a formula are told as ever."""
    wb = open_openpyxl(berkas.terisi)
    wb.create_sheet(CATATAN.nama).sheet_state = "hidden"
    _mark(wb, CATATAN.tanda, mark_reference(CATATAN.nama))
    _mark(wb, HASIL.tanda, 'WEBSERVICE("http://contoh.invalid")')
    _mark(wb, KOMPUTER.tanda_isi, "SUM(1,2)")
    wb.save(tmp_path / "sembunyi.xlsx")
    assert sorted(t.kode for t in _inspect(tmp_path / "sembunyi.xlsx").temuan if t.kode in {"SGL07", "SGL08", "SGL09"}
                  ) == ["SGL07", "SGL09", "SGL09"]


def test_a_copied_sheet_is_extra_not_renamed(berkas: Berkas, tmp_path: Path) -> None:
    wb = open_openpyxl(berkas.terisi)
    wb.copy_worksheet(wb[DENAH.lembar[0].nama])
    wb.save(tmp_path / "salin.xlsx")
    assert {t.kode for t in _alarms(tmp_path / "salin.xlsx")} == {"SGL06"}


# -- R4 ----------------------------------------------------------------------------------------------------------


def _older(path: Path, tujuan: Path) -> Path:
    """The workbook as a layout of version 0 would have it: `_meta`, property, and one label that reads otherwise."""
    wb = open_openpyxl(path)
    for baris in wb[META].iter_rows():
        if baris[0].value == "tata_letak":
            baris[1].value = "0"
    wb.custom_doc_props["kinerja_tata_letak"].value = "0"
    wb[DENAH.lembar[1].nama]["B4"].value = "Kalimat petunjuk yang dulu."
    wb.save(tujuan)
    return tujuan


def test_older_layout_is_compared_with_what_was_sent(tmp_path: Path) -> None:
    (tmp_path / "baru.xlsx").write_bytes(build(BUATAN, PEMILIK))
    lama = read_buku(_older(tmp_path / "baru.xlsx", tmp_path / "lama.xlsx"))
    bacaan, terkirim = read_isian(lama, BUATAN), canonical(lama, DENAH).teks
    assert [t.kode for t in inspect(bacaan, PUBLIK, terkirim).temuan] == ["SGL01"]
    assert sorted(t.kode for t in inspect(bacaan, PUBLIK).temuan) == ["BKS20", "SGL01"]
    wb = open_openpyxl(tmp_path / "lama.xlsx")
    (tempat,) = RUSAK["konstanta dalam rumus (hasil)"].ubah(DiOpenpyxl(wb), DENAH, DiOpenpyxl(wb))
    wb.save(tmp_path / "rusak.xlsx")
    rusak = inspect(read_isian(read_buku(tmp_path / "rusak.xlsx"), BUATAN), None, terkirim)
    assert [t.sel for t in rusak.temuan if t.tingkat != "keterangan"] == [tempat]


def test_a_valid_seal_speaks_for_an_older_layout(berkas: Berkas) -> None:
    bacaan = read_isian(read_buku(berkas.terisi), BUATAN)
    denah = replace(bacaan.denah, properti={**bacaan.denah.properti, "kinerja_tata_letak": "99"})
    hasil = inspect(replace(bacaan, denah=denah), PUBLIK)
    assert (hasil.keaslian.keadaan, hasil.temuan) == ("asli", ())
    assert "BKS20" in {t.kode for t in inspect(replace(bacaan, denah=denah), None).temuan}


def test_a_layout_version_in_one_place_only_is_a_tamper(berkas: Berkas, tmp_path: Path) -> None:
    wb = open_openpyxl(berkas.terisi)
    (tempat,) = RUSAK["tata_letak di _meta"].ubah(DiOpenpyxl(wb), DENAH, DiOpenpyxl(wb))
    wb.save(tmp_path / "rusak.xlsx")
    temuan = _inspect(tmp_path / "rusak.xlsx").temuan
    assert tempat in {t.sel for t in temuan if t.kode == "SGL04"}
    assert "BKS20" not in {t.kode for t in temuan}


def test_the_stored_form_of_another_file_is_told(berkas: Berkas) -> None:
    lain = canonical(described(describe(BUATAN, LAIN)), describe(BUATAN, LAIN)).teks
    hasil = inspect(read_isian(read_buku(berkas.terisi), BUATAN), PUBLIK, lain)
    assert "SGL18" in {t.kode for t in hasil.temuan}


def test_a_form_is_read_back_from_its_text() -> None:
    form = canonical(described(DENAH), DENAH)
    assert parse_form(form.teks) == form
    assert compare_with_canonical(described(DENAH), form.teks) == []


# -- R5 to R8 ----------------------------------------------------------------------------------------------------


def test_a_live_book_is_not_judged(berkas: Berkas) -> None:
    buku = replace(read_buku(berkas.terisi), ekstra=None)
    hasil = inspect(read_isian(buku, BUATAN), PUBLIK)
    assert hasil.keaslian.keadaan == "belum_diverifikasi"
    assert {t.kode for t in hasil.temuan} == {"SGL01", "BKS18"}


def test_long_lists_are_cut(berkas: Berkas, tmp_path: Path) -> None:
    wb = open_openpyxl(berkas.terisi)
    rumus = [(s.nama, p) for s in DENAH.lembar for p, x in s.sel.items() if s.nama == "Olah Isian" and x.isi]
    for lembar, (baris, kolom) in rumus:
        wb[lembar].cell(baris + 1, kolom + 1).value = 7.25
    wb.save(tmp_path / "banyak.xlsx")
    temuan = _inspect(tmp_path / "banyak.xlsx").temuan
    assert len(temuan) < 3 * SEBUT_MAKS
    assert "SGL16" in {t.kode for t in temuan}


def test_an_unreadable_owner_is_told(berkas: Berkas, tmp_path: Path) -> None:
    wb = open_openpyxl(berkas.terisi)
    wb.remove(wb[META])
    for nama in [p.name for p in wb.custom_doc_props.props]:
        del wb.custom_doc_props[nama]
    for nama in [n for n in wb.defined_names if n.startswith("id_")]:
        del wb.defined_names[nama]
    wb.save(tmp_path / "tanpa.xlsx")
    assert "SGL17" in {t.kode for t in _inspect(tmp_path / "tanpa.xlsx").temuan}


def test_protection_that_was_taken_off_is_called_so(berkas: Berkas, tmp_path: Path) -> None:
    """One cause, told in words: not "locked content differs"."""
    wb = open_openpyxl(berkas.terisi)
    for s in DENAH.lembar[:3]:
        wb[s.nama].protection.disable()
    wb.save(tmp_path / "proteksi.xlsx")
    hasil = _inspect(tmp_path / "proteksi.xlsx")
    assert hasil.keaslian.sebab == "proteksi lembarnya dilepas; isi yang terkunci sama dengan yang dikirim"
    assert [t.pesan for t in hasil.temuan if t.kode == "SGL02"] == [f"Berkas ini tidak asli: {hasil.keaslian.sebab}."]
    assert [t.kode for t in hasil.temuan].count("BKS19") == 1, "one cause, however many sheets"
    DiOpenpyxl(wb).put(DENAH.keluaran["nilai_akhir"], "=99")
    wb.save(tmp_path / "proteksi.xlsx")
    assert _inspect(tmp_path / "proteksi.xlsx").keaslian.sebab == "isi yang terkunci berbeda dari yang dikirim"


@pytest.mark.parametrize("kunci", [("capaian", "b01"), ("nilai", "b03"), ("nilai_aspek", "a1"), "nilai_akhir"])
def test_a_forged_cached_value_is_told_by_the_other_check(kunci: Any, berkas: Berkas) -> None:
    buku = read_buku(berkas.terisi)
    nama, posisi = DENAH.keluaran[kunci]
    lembar = tuple(replace(s, nilai={**s.nilai, posisi: 99.5}) if s.nama == nama else s for s in buku.lembar)
    bacaan = read_isian(replace(buku, lembar=lembar), BUATAN)
    assert inspect(bacaan, PUBLIK).temuan == ()
    assert ("BKS14", f"{nama}!{alamat(posisi)}") in {(t.kode, t.sel) for t in check_any(bacaan)}


@pytest.mark.parametrize("nama", sorted(p.stem for p in find_instrumen(INSTRUMEN).parent.glob("sinergisitas*.toml")))
def test_definition_equals_what_is_written(nama: str, tmp_path: Path) -> None:
    ins = load_instrumen(find_instrumen(nama))
    pemilik = next(examples(load_instrumen(find_instrumen(INSTRUMEN)))).identitas
    (tmp_path / "a.xlsx").write_bytes(build(ins, pemilik))
    buku, denah = read_buku(tmp_path / "a.xlsx"), describe(ins, pemilik)
    assert canonical(buku, denah).teks == canonical(described(denah), denah).teks
    assert compare_with_definition(buku, denah) == []
