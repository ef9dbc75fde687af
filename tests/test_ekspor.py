"""A workbook for other programs: CSV, JSON, and the tables of results that the add-in shows.

R1 no text of an office becomes a formula; a lone "-" and harmless texts stay as they are. R2 the long table names
every input and every result once, with words, satuan and place; blank, 0, "-", "Tidak relevan", text and errors stay
apart; results are the core's, whatever the file shows. R3 the .csv opens right in an Indonesian Excel and any CSV
reader gives every value back. R4 the .json is that of `baca --json` and builds the same isian again. R5 export_file
writes whole or not at all, never over the workbook, and every failure is a KinerjaError. R6 the table of results has
the header of HASIL, words instead of keys, used rows only, in the order of the sheets.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from bantu.contoh import FOLDER
from bantu.isian_acak import IDENTITAS, instrumen_uji
from bantu.simpan import rewrite_parts
from hypothesis import given
from hypothesis import strategies as st

from kinerja_core.buku_kinerja.baca import BacaanBuku
from kinerja_core.buku_kinerja.rencana import TABEL, TABEL_PROFIL, load_rencana, rencana_as_dict
from kinerja_core.dasar.data import load_data
from kinerja_core.dasar.excelmath import Galat, Nilai
from kinerja_core.dasar.polos import neutral, visible
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.kantor import ekspor
from kinerja_core.kantor.baca import read_file
from kinerja_core.kantor.ekspor import (
    KOLOM,
    csv_bytes,
    export_file,
    export_rows,
    json_bytes,
    pdf_bytes_of_file,
)
from kinerja_core.kantor.tabel import result_table, results
from kinerja_core.kertas_kerja.baca import BacaanKertas, read_workbook
from kinerja_core.kertas_kerja.isian import input_keys, isian_as_dict, parse_isian
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.kertas_kerja.penilaian import score
from kinerja_core.kertas_kerja.tabel import is_main_result
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.lembar.tambahan import HASIL
from kinerja_core.xlsx.buku import Buku, LembarBuku, posisi_dari
from kinerja_core.xlsx.mesin import soffice

BENDO, KOSONG = FOLDER / "kertas_kerja_bendo_2022.xlsx", FOLDER / "kertas_kerja_kosong.xlsx"
SOKOBANAH, KEMANGKON = (FOLDER / f"buku_kinerja_{n}_2022.xlsx" for n in ("sokobanah", "kemangkon"))
SEMUA = sorted(FOLDER.glob("*.xlsx"))


read = cache(read_file)


@pytest.fixture(scope="module")
def bendo() -> BacaanKertas:
    return read_workbook(BENDO)


@pytest.fixture(scope="module")
def sokobanah() -> BacaanBuku:
    bacaan = read(SOKOBANAH)
    assert isinstance(bacaan, BacaanBuku)
    return bacaan


def with_data(bacaan: BacaanKertas, data: dict[Kotak, Nilai]) -> BacaanKertas:
    """The same workbook with other inputs."""
    return replace(bacaan, isian=replace(bacaan.isian, data=data))


def table_of(isi: bytes) -> list[dict[str, str]]:
    """The rows of a .csv as another program reads them."""
    return list(csv.DictReader(io.StringIO(isi.decode("utf-8-sig"), newline=""), delimiter=";"))


# --- R1: no text becomes a formula --------------------------------------------------------------------------------

BERBAHAYA = [
    "=1+1", "+62812", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\tteks", "\rteks", "\nteks", " =1", "   -2+3",
    "\u00a0=1",
    "\u3000=1", "\u200b=1", "\ufeff=1", " \u200b \u2060=1", "\x0b=1", "\x00=1", "\uff1d1+1", "\uff0b1", "\uff0d1",
    "\uff20SUM", " \uff1d1", "\ufe66 1", "\ufe62 1", "\ufe63 1", "\ufe6b x", "=cmd|' /C calc'!A0", "--", "-\n",
    '=HYPERLINK("http://x";"y")', "=", "+", "@", " \t-", "\t-", "\uff0d",
]
AMAN = ["", " ", "-", " - ", "teks", "71,4", "'=1", "a=1", "1-2", "Rp 5", "Tidak relevan", "#N/A", "\u22125", "(=1)",
        "\u200b"]


@pytest.mark.parametrize("teks", BERBAHAYA)
def test_what_begins_like_a_formula_gets_an_apostrophe(teks: str) -> None:
    assert neutral(teks) == "'" + teks
    assert neutral(neutral(teks)) == "'" + teks


@pytest.mark.parametrize("teks", AMAN)
def test_everything_else_stays(teks: str) -> None:
    assert neutral(teks) == teks


@given(st.text(alphabet=st.one_of(st.sampled_from(" \t\r\n=+-@'\u00a0\u200b\ufeff\uff1d\uff0d1a"), st.characters())))
def test_neutral_holds_for_every_text(teks: str) -> None:
    hasil = neutral(teks)
    assert hasil in (teks, "'" + teks)
    assert neutral(hasil) == hasil
    awal = hasil.lstrip(" \u00a0\u200b\ufeff\u3000")
    assert awal.rstrip(" ") == "-" or awal[:1] == "" or awal[0] not in "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"


def test_hostile_texts_leave_the_workbook_harmless(bendo: BacaanKertas, sokobanah: BacaanBuku) -> None:
    """Every text of every input and of the names of rows, in both kinds of workbook."""
    jahat = with_data(bendo, {k: "=1+1" for k in input_keys(bendo.instrumen)})
    buku = replace(sokobanah, rencana=replace(sokobanah.rencana, data={
        k: "@SUM(1)" if isinstance(v, str) else v for k, v in sokobanah.rencana.data.items()}))
    for bacaan in (jahat, buku):
        isi = table_of(csv_bytes(bacaan))
        assert sum(b["nilai"] in ("'=1+1", "'@SUM(1)") for b in isi) > 100
        for b in isi:
            for kunci, teks in b.items():
                angka = kunci == "nilai" and b["keadaan"] == "angka"
                assert angka or teks[:1] not in {"=", "+", "@", "\t"}, b
                assert angka or teks[:1] != "-" or teks == "-", b


# --- R2: the long table -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SEMUA, ids=lambda p: p.stem)
@pytest.mark.sampel(4)
def test_every_input_and_every_result_stands_there_once(path: Path) -> None:
    bacaan = read(path)
    isi = export_rows(bacaan)
    assert {tuple(b) for b in isi} == {KOLOM}
    kunci = [(b["bagian"], b["kode"], b["kunci"]) for b in isi]
    assert len(set(kunci)) == len(kunci)
    masukan = {(b["kode"], b["kunci"]): b for b in isi if b["bagian"] == "isian"}
    if isinstance(bacaan, BacaanBuku):
        r = bacaan.rencana
        semua = {("profil", k.kunci) for k in TABEL_PROFIL.kolom}
        semua |= {(s, k.kunci) for t in TABEL.values() for s in r.used(t.kunci) for k in t.kolom}
        assert set(masukan) == semua
        assert set(r.data) <= semua
        assert {k: b["nilai"] for k, b in masukan.items() if b["nilai"] is not None} == dict(r.data)
    else:
        assert list(masukan) == input_keys(bacaan.instrumen)
        assert {k: b["nilai"] for k, b in masukan.items() if b["nilai"] is not None} == dict(bacaan.isian.data)
        hasil = [b for b in isi if b["bagian"] == "hasil"]
        assert len(hasil) == 53 * 2 + 7 + 1
    for b in isi:  # the place is that of the value in the file
        lembar, _, sel = b["tempat"].rpartition("!")
        dibaca = bacaan.buku.sheet(lembar)
        assert dibaca is not None
        if b["bagian"] == "isian":
            assert dibaca.nilai.get(posisi_dari(sel)) == b["nilai"]
        assert b["label"].strip()


def test_kinds_of_content_stay_apart(bendo: BacaanKertas) -> None:
    isi: list[tuple[Nilai, str, str]] = [
        (None, "", "belum diisi"), (0, "0", "angka"), ("-", "-", "tanda hubung"),
        ("Tidak relevan", "Tidak relevan", "Tidak relevan"), ("0", "0", "teks"), ("71,4", "71,4", "teks"),
        (71.4, "71,4", "angka"), (-3, "-3", "angka"), ("-3", "'-3", "teks"), (True, "TRUE", "TRUE atau FALSE"),
        (False, "FALSE", "TRUE atau FALSE"), (Galat("#N/A"), "#N/A", "galat Excel"), ("#N/A", "#N/A", "teks"),
        (" tidak RELEVAN", " tidak RELEVAN", "Tidak relevan"), ("  ", "  ", "belum diisi"),
    ]
    kotak = [k for k in input_keys(bendo.instrumen) if k[0].startswith("i")][:len(isi)]
    bacaan = with_data(bendo, {**{k: 1 for k in input_keys(bendo.instrumen)},
                               **dict(zip(kotak, (x[0] for x in isi), strict=True))})
    baris = {(b["kode"], b["kunci"]): b for b in table_of(csv_bytes(bacaan)) if b["bagian"] == "isian"}
    mentah = {(b["kode"], b["kunci"]): b["nilai"] for b in export_rows(bacaan) if b["bagian"] == "isian"}
    for k, (nilai, tertulis, keadaan) in zip(kotak, isi, strict=True):
        assert (baris[k]["nilai"], baris[k]["keadaan"]) == (tertulis, keadaan)
        assert mentah[k] == nilai
        assert type(mentah[k]) is type(nilai)


def test_what_does_not_apply_is_not_called_empty(bendo: BacaanKertas) -> None:
    """An indicator of desa in an office without any: its blanks and its results are "Tidak relevan"."""
    ins = instrumen_uji("normalisasi")
    syarat = next(i for i in ins.indikator if i.tidak_relevan.bila_nol)
    data: dict[Kotak, Nilai] = {(f, "isi"): 0 for f in syarat.tidak_relevan.bila_nol}
    denah = describe(ins, IDENTITAS)
    bacaan = BacaanKertas(Buku((), {}), ins, denah, Isian(IDENTITAS, data), ())
    isi = export_rows(bacaan)
    milik = [b for b in isi if b["kode"] == syarat.kode]
    assert {(b["kunci"], b["nilai"]) for b in milik if b["bagian"] == "hasil"} == {
        ("capaian", "Tidak relevan"), ("nilai", None)}
    assert {b["keadaan"] for b in milik} == {"Tidak relevan"}
    assert {b["keadaan"] for b in isi if b["bagian"] == "isian" and b["kode"] in syarat.tidak_relevan.bila_nol} == {
        "angka"}
    assert "belum diisi" in {b["keadaan"] for b in isi}


def test_results_are_the_cores_whatever_the_file_shows(tmp_path: Path, bendo: BacaanKertas) -> None:
    """A file whose cached results were all rewritten exports the same bytes; only the inputs count."""
    palsu = tmp_path / "palsu.xlsx"
    rewrite_parts(BENDO, palsu, lambda xml: re.sub(r"(</f><v>)[^<]*(</v>)", r"\g<1>42\2", xml))
    bacaan = read_workbook(palsu)
    assert {b.sama for b in results(bacaan)} == {False}
    assert csv_bytes(bacaan) == csv_bytes(bendo)
    hasil = score(bendo.instrumen, bendo.isian)
    akhir = export_rows(bacaan)[-1]
    assert (akhir["kunci"], akhir["label"], akhir["tempat"].split("!")[0]) == ("nilai_akhir", "Nilai Akhir", "Rekap")
    nilai = {(b["kode"], b["kunci"]): b["nilai"] for b in export_rows(bendo) if b["bagian"] == "hasil"}
    assert nilai[("", "nilai_akhir")] == hasil.nilai_akhir == pytest.approx(86.894377631548, abs=1e-9)
    assert nilai == {
        **{(h.indikator.kode, "capaian"): h.capaian for h in hasil.indikator},
        **{(h.indikator.kode, "nilai"): h.nilai for h in hasil.indikator},
        **{(a.kode, "nilai_aspek"): a.nilai for a in hasil.aspek}, ("", "nilai_akhir"): hasil.nilai_akhir}


def test_label_and_satuan_are_words(bendo: BacaanKertas, sokobanah: BacaanBuku) -> None:
    kk = {(b["bagian"], b["kode"], b["kunci"]): (b["label"], b["satuan"]) for b in export_rows(bendo)}
    assert kk["isian", "i31", "penyebut"] == ("Indikator 31, Jumlah keseluruhan desa", "Desa")
    assert kk["isian", "i32", "penyebut"] == ("Indikator 32, Jumlah konsultasi pemberhentian perangkat desa",
                                              "Konsultasi")
    assert kk["isian", "i31", "bukti"] == ("Indikator 31, Bukti dukung", "")
    assert kk["isian", "total_pagu", "isi"] == ("Total pagu anggaran kecamatan", "rupiah")
    assert kk["hasil", "i31", "capaian"] == (
        "Capaian indikator 31: Jumlah desa yang telah melaksanakan penegasan batas desa", "persen")
    assert kk["hasil", "a1", "nilai_aspek"] == ("Nilai aspek 1: Penyelenggaraan Urusan Pemerintahan Umum", "")
    buku = {(b["bagian"], b["kode"], b["kunci"]): (b["label"], b["satuan"]) for b in export_rows(sokobanah)}
    assert buku["isian", "I002", "target"] == ("Target setahun (bila tanpa TW)", "%")
    assert buku["isian", "I002", "basis"] == ("Basis satuan (mis. jumlah desa)", "")
    assert buku["isian", "N003", "pagu"] == ("Pagu murni", "rupiah")
    assert buku["isian", "K001", "target"] == ("Target", "%")
    assert buku["hasil", "I002", "capaian"] == ("Capaian: Persentase Desa Maju", "persen")
    assert buku["hasil", "N003", "anggaran"] == (
        "Anggaran: PROGRAM PEMBERDAYAAN MASYARAKAT DESA DAN KELURAHAN", "rupiah")
    assert buku["hasil", "K001", "target_pk"] == ("Target PK: Persentase Desa Maju", "%")
    assert buku["hasil", "T341", "hitungan"] == ("Hitungan: Lampiran 3, I023, capaian", "")


# --- R3: the .csv -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SEMUA, ids=lambda p: p.stem)
def test_csv_form(path: Path) -> None:
    isi = csv_bytes(read(path))
    assert isi.startswith(b"\xef\xbb\xbfbagian;kode;kunci;label;nilai;satuan;tempat;keadaan\r\n")
    assert isi.endswith(b"\r\n")
    assert isi.count(b"\xef\xbb\xbf") == 1
    for b in table_of(isi):
        assert list(b) == list(KOLOM)  # no row has more or fewer cells
        if b["keadaan"] == "angka":
            assert set(b["nilai"]) <= set("0123456789,-"), b


def same_or_marked(tertulis: str, nilai: str) -> bool:
    """Is a text of the .csv the one of the workbook, or that behind an apostrophe?"""
    return tertulis == nilai or tertulis == "'" + nilai


isi_teks = st.text(alphabet=st.one_of(
    st.sampled_from(';,"\r\n\t =+-@\'0123456789.'), st.characters(exclude_categories=["Cs"])))
isi_sel: st.SearchStrategy[Nilai] = st.one_of(
    isi_teks, st.integers(-10**18, 10**18), st.floats(allow_nan=False, allow_infinity=False), st.booleans(), st.none())


@given(st.lists(isi_sel, max_size=20))
def test_a_csv_reader_gives_every_value_back(isi: list[Nilai]) -> None:
    bacaan = _BENDO
    kotak = input_keys(bacaan.instrumen)[:len(isi)]
    data = {k: v for k, v in zip(kotak, isi, strict=True) if v is not None}
    keluar = table_of(csv_bytes(with_data(bacaan, data)))
    baris = {(b["kode"], b["kunci"]): b["nilai"] for b in keluar if b["bagian"] == "isian"}
    assert len(baris) == len(input_keys(bacaan.instrumen))
    for k in kotak:
        nilai = data.get(k)
        if isinstance(nilai, bool) or nilai is None:
            assert baris[k] == ("" if nilai is None else str(nilai).upper())
        elif isinstance(nilai, str):
            assert same_or_marked(baris[k], visible(nilai))
        else:
            assert "e" not in baris[k].lower()
            assert "." not in baris[k]
            kembali = baris[k].replace(",", ".")
            assert (int(kembali) if isinstance(nilai, int) else float(kembali)) == nilai


_BENDO = read_workbook(BENDO)


@pytest.mark.parametrize(("nilai", "tertulis"), [
    (71.4, "71,4"), (100.0, "100"), (1e5, "100000"), (1e-7, "0,0000001"), (1e22, "1" + "0" * 22), (-0.5, "-0,5"),
    (-0.0, "0"), (0.1 + 0.2, "0,30000000000000004"), (86.89437763154773, "86,89437763154773"), (3000, "3000"),
    ("197001011990031001", "'197001011990031001"), ("0012", "'0012"), ("0", "0"), ("12", "12"),
    ("19700101 199003 1 001", "19700101 199003 1 001"), (";", ";"), ('"', '"'),
])
def test_how_a_value_is_written(bendo: BacaanKertas, nilai: Nilai, tertulis: str) -> None:
    """No exponent, no thousands mark, every digit; a NIP stays a text."""
    kotak = ("ttd_nip", "isi")
    isi = table_of(csv_bytes(with_data(bendo, {kotak: nilai})))
    assert next(b["nilai"] for b in isi if b["kode"] == "ttd_nip") == tertulis


# --- R4: the .json ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SEMUA, ids=lambda p: p.stem)
@pytest.mark.sampel(4)
def test_json_is_that_of_baca_and_builds_the_same_again(path: Path, tmp_path: Path) -> None:
    bacaan = read(path)
    keluar = export_file(path, tmp_path / "isi.json")
    isi: Any = json.loads(keluar.read_text("utf-8"))
    assert keluar.read_bytes() == json_bytes(bacaan)
    if isinstance(bacaan, BacaanBuku):
        assert isi == rencana_as_dict(bacaan.rencana)
        lagi = load_rencana(keluar)
        assert dict(lagi.data) == dict(bacaan.rencana.data)
        assert (lagi.identitas, lagi.tahun) == (bacaan.rencana.identitas, bacaan.rencana.tahun)
    else:
        assert isi == isian_as_dict(bacaan.isian, bacaan.instrumen)
        isian = parse_isian(load_data(keluar), bacaan.instrumen)
        assert dict(isian.data) == dict(bacaan.isian.data)
        assert isian.identitas == bacaan.isian.identitas


# --- R5: files ----------------------------------------------------------------------------------------------------


def error_of(path: Path, keluar: Path) -> KinerjaError:
    """The KinerjaError of an export; anything else fails the test."""
    with pytest.raises(KinerjaError) as galat:
        export_file(path, keluar)
    return galat.value


def test_export_writes_what_the_ending_says_and_leaves_the_workbook(tmp_path: Path, bendo: BacaanKertas) -> None:
    path = Path(shutil.copy(BENDO, tmp_path / "buku.xlsx"))
    semula = path.read_bytes()
    assert export_file(path, tmp_path / "a.CSV") == tmp_path / "a.CSV"
    assert (tmp_path / "a.CSV").read_bytes() == csv_bytes(bendo)
    assert export_file(path, tmp_path / "baru" / "a.json", bendo.instrumen.id).read_bytes() == json_bytes(bendo)
    assert path.read_bytes() == semula
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["a.CSV", "a.json", "baru", "buku.xlsx"]


@pytest.mark.parametrize("nama", ["a", "a.xlsx", "a.txt", "a.csv.zip", ".csv"])
def test_another_ending_is_refused(tmp_path: Path, nama: str) -> None:
    galat = error_of(BENDO, tmp_path / nama)
    assert galat.kode == "PGL01"
    assert nama in str(galat)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("akhiran", [".csv", ".json", ".pdf"])
def test_the_workbook_itself_is_never_overwritten(tmp_path: Path, akhiran: str) -> None:
    """Also under a wrong ending and by another name of the same file."""
    path = Path(shutil.copy(BENDO, tmp_path / f"buku{akhiran}"))
    (tmp_path / "lain").mkdir()
    lain = tmp_path / "lain" / f"tautan{akhiran}"
    lain.symlink_to(path)
    for keluar in (path, tmp_path / "lain" / ".." / path.name, lain):
        assert error_of(path, keluar).kode == "PGL01"
    assert path.read_bytes() == BENDO.read_bytes()
    assert lain.is_symlink()


@pytest.mark.parametrize(("isi", "kode"), [
    (None, "BKS01"), (b"", "BKS07"), (b"bukan buku", "BKS30"), (BENDO.read_bytes()[:5000], "BKS07"),
    (b"%PDF-1.4", "BKS30"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "BKS30"),
])
@pytest.mark.parametrize("akhiran", [".csv", ".json", ".pdf"])
def test_broken_workbooks_are_told(tmp_path: Path, isi: bytes | None, kode: str, akhiran: str) -> None:
    path = tmp_path / "rusak.xlsx"
    if isi is not None:
        path.write_bytes(isi)
    assert error_of(path, tmp_path / f"keluar{akhiran}").kode == kode
    assert not (tmp_path / f"keluar{akhiran}").exists()


def test_where_nothing_can_be_written_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "berkas").write_text("x")
    assert error_of(BENDO, tmp_path / "berkas" / "a.csv").kode == "BKS17"
    (tmp_path / "folder.csv").mkdir()
    assert error_of(BENDO, tmp_path / "folder.csv").kode == "BKS17"
    assert error_of(BENDO, tmp_path / ("n" * 300 + ".csv")).kode == "BKS17"

    def refuse(self: Path, _isi: bytes) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    assert error_of(BENDO, tmp_path / "a.csv").kode == "BKS17"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["berkas", "folder.csv"]


def test_without_libreoffice_a_pdf_is_refused_with_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soffice, "libreoffice_missing", lambda: "LibreOffice belum terpasang.")
    assert pdf_bytes_of_file(BENDO) is None
    galat = error_of(BENDO, tmp_path / "a.pdf")
    assert galat.kode == "KRM06"
    assert str(galat) == "PDF tidak dapat dibuat di komputer ini: LibreOffice belum terpasang."
    assert list(tmp_path.iterdir()) == []


def test_pdf_loses_the_moment_of_printing_and_nothing_else() -> None:
    """Two prints of one workbook are one; places of the parts stay where the file notes them."""
    def print_at(saat: bytes, sidik: bytes) -> bytes:
        return (b"%PDF-1.6\n/CreationDate(D:" + saat + b"Z')>>\ntrailer /ID [ <" + sidik * 32 + b">\n<" + sidik * 32
                + b"> ]\n/DocChecksum /" + sidik * 32 + b"\n>>\nstartxref\n1\n%%EOF\n")

    a, b = ekspor._steady(print_at(b"20261121123727", b"A")), ekspor._steady(print_at(b"20270102030405", b"7"))
    assert a == b
    assert len(a) == len(print_at(b"20261121123727", b"A"))
    assert b"(D:20220101000000Z')" in a
    assert ekspor._steady(a) == a
    assert ekspor._steady(print_at(b"20261121123727", b"A") + b"x") != a


# --- R6: the table of results -------------------------------------------------------------------------------------


def assert_in_order(isi: list[list[object]], lembar: list[str]) -> None:
    """Rows stand as a reader turns the sheets: by sheet, row, column."""
    tempat = [(lembar.index(s), posisi_dari(a)) for s, _, a in (str(b[2]).rpartition("!") for b in isi)]
    assert tempat == sorted(tempat)


def test_result_table_of_a_kertas_kerja(bendo: BacaanKertas) -> None:
    isi = result_table(bendo)
    assert {len(b) for b in isi} == {len(HASIL.kepala)}
    assert len(isi) == sum(map(is_main_result, bendo.denah.keluaran)) == 53 * 2 + 7 + 1
    assert {b[-1] for b in isi} == {"sama"}
    assert_in_order(isi, [s.nama for s in bendo.buku.lembar])
    assert isi[-1][:3] == ["Nilai Akhir", "", f"Rekap!{isi[-1][2].split('!')[1]}"]  # type: ignore[attr-defined]
    assert isi[-1][3] == pytest.approx(86.894377631548, abs=1e-9)
    assert isi[1][:4] == ["Capaian indikator 1: Jumlah kegiatan sosialisasi pembinaan wawasan kebangsaan", "i01",
                          "Kertas Kerja!H11", 100.0]


@pytest.mark.parametrize("path", [SOKOBANAH, KEMANGKON], ids=lambda p: p.stem)
def test_result_table_of_a_buku_kinerja(path: Path) -> None:
    """Used rows only, every one of them, sheet by sheet and row by row; no key of the code among the words."""
    bacaan = read(path)
    assert isinstance(bacaan, BacaanBuku)
    isi = result_table(bacaan)
    r = bacaan.rencana
    assert {len(b) for b in isi} == {len(HASIL.kepala)}
    assert {b[-1] for b in isi} == {"sama"}
    banyak = {"indikator": 3, "node": 3, "pk": 2, "tercetak": 1}
    assert sorted({str(b[1]) for b in isi}) == sorted(s for t in banyak for s in r.used(t))
    assert len(isi) == sum(n * len(r.used(t)) for t, n in banyak.items())
    assert_in_order(isi, [s.nama for s in bacaan.buku.lembar])
    assert not [b for b in isi if any(x in str(b[0]) for x in ("target_pk", "realisasi_anggaran:", "tampil", "('"))]
    uraian = {r.teks(s, "uraian") or s for t in ("indikator", "node") for s in r.used(t)}  # its kode where it has none
    assert {str(b[0]).partition(": ")[2] for b in isi if str(b[1])[0] in "IN"} <= uraian


def changed(bacaan: BacaanKertas, tempat: str, nilai: Nilai) -> BacaanKertas:
    """The same workbook with another value standing in one cell."""
    lembar, _, sel = tempat.rpartition("!")
    semua = tuple(LembarBuku(s.nama, s.status, {**s.nilai, posisi_dari(sel): nilai}, s.rumus) if s.nama == lembar else s
                  for s in bacaan.buku.lembar)
    return replace(bacaan, buku=Buku(semua, bacaan.buku.nama))


@pytest.mark.parametrize(("nilai", "tertulis"), [
    (99.0, 99.0), (Galat("#REF!"), "#REF!"), ("100", "100"), (None, None), (0, 0), (True, True)])
def test_what_differs_is_marked_and_shown(bendo: BacaanKertas, nilai: Nilai, tertulis: object) -> None:
    tempat = "Kertas Kerja!H11"
    beda = [b for b in result_table(changed(bendo, tempat, nilai)) if b[-1] == "beda"]
    assert [(b[2], b[3], b[4]) for b in beda] == [(tempat, 100.0, tertulis)]
    assert csv_bytes(changed(bendo, tempat, nilai)) == csv_bytes(bendo)


def test_blank_result_is_blank_in_both(tmp_path: Path) -> None:
    bacaan = read_workbook(KOSONG)
    isi = result_table(bacaan)
    assert {b[-1] for b in isi} == {"sama"}
    assert sum(b[3] == "" for b in isi) == 53 * 2
    tanpa = replace(bacaan, buku=Buku(tuple(s for s in bacaan.buku.lembar if s.nama != "Rekap"), bacaan.buku.nama))
    assert [b[-1] for b in result_table(tanpa)].count("beda") == 1  # a lost sheet hides no result
