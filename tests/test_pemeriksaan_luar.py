"""What an examiner from outside broke, each held by the test that would have told.

R1 a claim that cannot be true switches nothing off. R2 a workbook names no file of this computer. R3 one file's fault,
ours or its own, ends no batch. R4 no verb writes over its own input. R5 texts of a file steer no terminal. R6 what a
person names is read only when it is a file that ends. R7 row numbers of a book are held against the book. R8 locked
cells of an empty workbook change only with the layout version. R9 the operating system answers in Indonesian.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from bantu.contoh import FOLDER
from openpyxl.packaging.custom import StringProperty
from test_cli import run

from kinerja_core.buku_kinerja.baca import read_book_file
from kinerja_core.buku_kinerja.lembar.kendali import VERSI_BUKU
from kinerja_core.buku_kinerja.lembar.susun import describe as describe_book
from kinerja_core.buku_kinerja.rencana import empty_rencana
from kinerja_core.dasar.data import load_data, read_plain
from kinerja_core.dasar.keluaran import let_replace
from kinerja_core.dasar.polos import visible
from kinerja_core.dasar.teks import reason
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.instrumen.model import find_instrumen, load_instrumen
from kinerja_core.kantor.baca import read_file
from kinerja_core.kantor.contoh import CONTOH, INSTRUMEN
from kinerja_core.kantor.periksa import check_any
from kinerja_core.kantor.pindah import move_file
from kinerja_core.kantor.tahun_berikutnya import next_year, next_year_file
from kinerja_core.kertas_kerja.lembar.kendali import VERSI_TATA_LETAK
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.lembar.denah import Denah
from kinerja_core.lembar.meta import AWALAN_PROPERTI, META
from kinerja_core.perintah import banyak
from kinerja_core.segel.bentuk_baku import canonical
from kinerja_core.segel.siap import same_lines
from kinerja_core.segel.tanda import described
from kinerja_core.xlsx.baca import read_buku

BENDO, KEMANGKON = FOLDER / "kertas_kerja_bendo_2022.xlsx", FOLDER / "buku_kinerja_kemangkon_2022.xlsx"


def claiming(asal: Path, ke: Path, kunci: str, ubah: Callable[[str], str],
             timpa: tuple[str, str] | None = None) -> Path:
    """The workbook with one line changed in `_meta` and in the properties alike, and one cell typed over."""
    wb = openpyxl.load_workbook(asal)
    for nilai, isi in ((b[0], b[1]) for b in wb[META].iter_rows(max_col=2)):
        if nilai.value == kunci:
            isi.value = ubah(str(isi.value))
            nama = AWALAN_PROPERTI + kunci
            if nama in wb.custom_doc_props.names:
                del wb.custom_doc_props[nama]
            wb.custom_doc_props.append(StringProperty(name=nama, value=isi.value[:255]))
    if timpa:
        wb[timpa[0]][timpa[1]] = 99
    wb.save(ke)
    return ke


@pytest.mark.parametrize("versi", ["abc", "-1", "2.0", "99999"])
def test_a_layout_version_that_cannot_be_is_no_excuse(versi: str, tmp_path: Path) -> None:
    """R1"""
    lembar, posisi = read_file(BENDO).denah.keluaran["nilai_akhir"]
    sel = openpyxl.utils.get_column_letter(posisi[1] + 1) + str(posisi[0] + 1)
    path = claiming(BENDO, tmp_path / "x.xlsx", "tata_letak", lambda _: versi, (lembar, sel))
    assert ("BKS13", f"{lembar}!{sel}") in {(t.kode, t.sel) for t in check_any(read_file(path))}


@pytest.mark.parametrize("nama", ["{0}/rahasia.toml", "{0}/rahasia", "../{0}/rahasia.toml", "a" * 30_000, "Besar"])
def test_a_workbook_opens_no_file_of_this_computer(nama: str, tmp_path: Path,
                                                   capsys: pytest.CaptureFixture[str]) -> None:
    """R2, R3: and the good file beside it is answered."""
    (tmp_path / "rahasia.toml").write_text("sandi = rahasia", encoding="utf-8")
    path = claiming(BENDO, tmp_path / "x.xlsx", "instrumen_id", lambda _: nama.format(tmp_path))
    with pytest.raises(KinerjaError) as galat:
        read_file(path)
    assert galat.value.kode == "BKS09"
    assert len(str(galat.value)) < 200
    kode, keluar, salah = run(capsys, "periksa", path, BENDO, "--json")
    assert (kode, salah) == (2, "")
    assert "HUB05" in keluar


def test_a_fault_of_ours_ends_no_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """R3"""
    asli, jatuh = banyak.read_file, tmp_path / "jatuh.xlsx"

    def baca(path: Path, *lain: object) -> object:
        if path == jatuh:
            raise OSError("aduh")
        return asli(path, *lain)  # type: ignore[arg-type]

    monkeypatch.setattr(banyak, "read_file", baca)
    monkeypatch.setattr(banyak, "write_log", lambda _: "(catatan)")
    laporan, galat = banyak.check_files([jatuh, BENDO], None)
    assert (galat, [t.kode for t in laporan[0].temuan]) == (True, ["PGL02"])
    assert "HUB05" in {t.kode for t in laporan[1].temuan}


@pytest.mark.parametrize("kerja", [next_year_file, move_file])
def test_no_verb_writes_over_its_input(kerja: Callable[..., object], tmp_path: Path) -> None:
    """R4: with --timpa too, and through a link."""
    asal = tmp_path / "x.xlsx"
    asal.write_bytes(KEMANGKON.read_bytes())
    (tautan := tmp_path / "y.xlsx").symlink_to(asal)
    lepas = let_replace(True)
    try:
        for tujuan in (asal, tautan):
            with pytest.raises(KinerjaError) as galat:
                kerja(asal, tujuan)
            assert galat.value.kode == "PGL01"
    finally:
        lepas()
    assert asal.read_bytes() == KEMANGKON.read_bytes()


def test_texts_of_a_file_steer_no_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """R5"""
    assert visible("a\x1b[31m\u202eb\nc") == "a\\x1b[31m\\u202eb\nc"
    isian = next(iter(read_file(BENDO).denah.masukan.values()))
    wb = openpyxl.load_workbook(BENDO)
    wb[isian[0]].cell(isian[1][0] + 1, isian[1][1] + 1).value = "merah_x001B_[31m \u202e"
    wb.save(tmp_path / "x.xlsx")
    for perintah in ("periksa", "baca"):
        _, keluar, salah = run(capsys, perintah, tmp_path / "x.xlsx")
        assert not {"\x1b", "\u202e"} & {*keluar, *salah}


def test_only_a_file_that_ends_is_read(tmp_path: Path) -> None:
    """R6"""
    os.mkfifo(tmp_path / "pipa.json")
    (tmp_path / "dalam.json").write_text("[" * 100_000, encoding="utf-8")
    (tmp_path / "latin.json").write_bytes(b"\xff")
    (tmp_path / "sisa.json").write_text('{"a": 1,}', encoding="utf-8")
    for nama, kode in (("pipa.json", "BKS21"), ("", "BKS21"), ("tidak_ada", "BKS01"), ("a" * 300, "BKS21")):
        with pytest.raises(KinerjaError) as galat:
            read_plain(tmp_path / nama)
        assert galat.value.kode == kode
    for nama in ("dalam.json", "latin.json", "sisa.json"):
        with pytest.raises(KinerjaError) as galat:
            load_data(tmp_path / nama)
        assert galat.value.kode == "INS14"
        assert "Expecting" not in str(galat.value)


def test_row_numbers_are_held_against_the_book(tmp_path: Path) -> None:
    """R7: more rows than stand there are not described at all; filled rows beyond fewer ones are told by every verb."""
    banyak_baris = claiming(KEMANGKON, tmp_path / "a.xlsx", "kapasitas", lambda isi: " ".join(
        f"{x.partition('=')[0]}=9000" for x in isi.split()))
    with pytest.raises(KinerjaError) as galat:
        read_book_file(banyak_baris)
    assert galat.value.kode == "RNC01"
    terpakai = len(read_book_file(KEMANGKON).rencana.used("indikator"))
    sedikit = claiming(KEMANGKON, tmp_path / "b.xlsx", "kapasitas", lambda isi: " ".join(
        "indikator=15" if x.startswith("indikator=") else x for x in isi.split()))
    assert terpakai > 15
    lebih = [t.pesan for t in read_book_file(sedikit).temuan if t.kode == "BKS11"]
    assert any(f"dan {terpakai - 16} baris lain" in pesan for pesan in lebih)
    assert "BKS11" in {t.kode for t in next_year(read_buku(sedikit)).temuan}


def digest(denah: Denah) -> str:
    """SHA-256 of everything locked in a description, its own identity apart: 16 hex digits."""
    return hashlib.sha256(canonical(described(denah), denah).teks.encode()).hexdigest()[:16]


#: Where this fails: raise VERSI_TATA_LETAK or VERSI_BUKU in the kind's lembar/kendali.py together with the digest, or
#: every workbook already issued counts as altered (SGL04) instead of as one of another version (BKS20).
TERKUNCI = {"kertas_kerja": (3, "9fb4dd81c93c23f0"), "buku_kinerja": (2, "7bea261aa77fe25e")}


def test_locked_cells_change_only_with_the_layout_version() -> None:
    """R8"""
    kertas = digest(describe(load_instrumen(find_instrumen(INSTRUMEN)), CONTOH))
    buku = digest(describe_book(empty_rencana(CONTOH, 2026)))
    assert {"kertas_kerja": (VERSI_TATA_LETAK, kertas), "buku_kinerja": (VERSI_BUKU, buku)} == TERKUNCI


def test_stored_texts_are_trimmed_by_other_programs() -> None:
    """LibreOffice writes ":" for the result ": "; that is no other value."""
    assert same_lines(":", ": ")
    assert same_lines("a\r\nb ", "a\nb")
    assert not same_lines(":", "; ")


def test_the_operating_system_answers_in_indonesian(tmp_path: Path) -> None:
    """R9"""
    assert reason(OSError(errno.EISDIR, "Is a directory")) == "ini folder, bukan berkas"
    with pytest.raises(OSError) as galat:  # noqa: PT011
        (tmp_path / "tidak_ada" / "x").write_bytes(b"")
    assert reason(galat.value) == "tidak ada"
    assert reason(OSError()) == "ditolak"
