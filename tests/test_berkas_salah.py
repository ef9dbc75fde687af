"""Wrong files get the right words, everywhere the same (cases.md B15), and one cause is told once (B17).

R1 what people choose or send by mistake, named like a workbook: what it is, by every verb of an office, the library and
the add-in; no word of --instrumen. R2 our other books in the wrong hands say what they are. R3 an attached file's icon
is no bomb, a workbook that may hold macros and has none holds none. R4 collected, in the province's words; a blank
template is sent back and does not count. R5 a file saved without calculating is one finding, protection taken off one,
whatever the kind of workbook.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bantu import jahat
from bantu.bersama import form
from bantu.contoh import FOLDER
from bantu.isian_acak import IDENTITAS, ISI_SAH, instrumen_text, instrumen_uji
from bantu.jahat_paket import CFB, FILES
from bantu.kiriman import PUBLIK, listed, office, sealed
from bantu.paket import pack
from test_cli import run
from test_kanonik import BUATAN

import kinerja_core as kinerja
from benchmarks.isi import fill, put_cells
from kinerja_core.dasar.temuan import KinerjaError, Temuan
from kinerja_core.instrumen.model import find_instrumen, load_instrumen
from kinerja_core.instrumen.naskah.tulis import plain_data, write_naskah
from kinerja_core.kantor.baca import read_file
from kinerja_core.kantor.contoh import INSTRUMEN
from kinerja_core.kantor.periksa import check_any
from kinerja_core.kertas_kerja.buat import build_sealed
from kinerja_core.lembar.isian import Isian
from kinerja_core.provinsi.daftar import list_form, read_list
from kinerja_core.provinsi.kumpul.berkas_masuk import Tugas
from kinerja_core.provinsi.kumpul.satu_berkas import Penilai, Syarat
from kinerja_core.provinsi.pengaturan import settings_bytes
from kinerja_core.provinsi.register_bentuk import BarisRegister
from kinerja_core.segel.tanda import load_private
from kinerja_core.xlsx.buku import alamat
from kinerja_core.xlsx.gerbang import read_members

Cap = pytest.CaptureFixture[str]
INS = instrumen_uji(jahat.KEBIJAKAN)


def _plain() -> bytes:
    """An ordinary workbook."""
    buku, keluar = openpyxl.Workbook(), io.BytesIO()
    buku.active["A1"] = "Kode wilayah"
    buku.save(keluar)
    return keluar.getvalue()


#: What it is -> (the bytes under a name that ends in .xlsx, kode, a word of the message).
SALAH: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "buku biasa": (_plain, "BKS31", "Bukan kertas kerja"),
    "PDF": (lambda: b"%PDF-1.7\n", "BKS30", "PDF"),
    "foto": (lambda: b"\xff\xd8\xff\xe0JFIF", "BKS30", "foto"),
    "foto iPhone": (lambda: b"\0\0\0\x18ftypheic", "BKS30", "HEIC"),
    "tangkapan layar": (lambda: b"\x89PNG\r\n", "BKS30", "gambar"),
    "Word": (lambda: pack({"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"}), "BKS30", "Word"),
    "Word lama": (lambda: CFB + "WordDocument".encode("utf-16-le"), "BKS30", "Word"),
    "xls": (lambda: CFB + "Workbook".encode("utf-16-le"), "BKS04", ".xls"),
    "xlsb": (lambda: FILES["xlsb"][0], "BKS04", ".xlsb"), "ods": (lambda: FILES["ods"][0], "BKS04", ".ods"),
    "csv": (lambda: "kode;nama\r\n35.20.10;Bendo\r\n".encode("utf-8-sig"), "BKS04", ".csv"),
    "csv UTF-16": (lambda: "kode\tnama\n1\té\n".encode("utf-16"), "BKS04", ".csv"),
    "HTML": (lambda: b"<html><table><tr><td>1</td></tr></table></html>", "BKS04", "HTML"),
    "XML 2003": (lambda: b'<?xml version="1.0"?><Workbook/>', "BKS04", "XML"),
    "JSON": (lambda: b'{"jenis": "kertas_kerja"}', "BKS30", "json"),
    "zip": (lambda: pack({"kertas.xlsx": b"x"}), "BKS30", "zip"), "RAR": (lambda: b"Rar!\x1a\x07", "BKS30", "RAR"),
    "kunci": (lambda: PUBLIK, "BKS30", "kunci"), "register": (lambda: b"SQLite format 3\0", "BKS30", "SQLite"),
    "kosong": (lambda: b"", "BKS07", "kosong"), "acak": (lambda: bytes(range(256)), "BKS02", "bukan paket"),
    "bersandi": (lambda: CFB + "EncryptedPackage".encode("utf-16-le"), "BKS03", "bersandi"),
}  # fmt: skip


def _write(folder: Path, isi: bytes) -> Path:
    path = folder / "kiriman.xlsx"
    path.write_bytes(isi)
    return path


@pytest.mark.parametrize("apa", SALAH)
def test_every_verb_of_an_office_says_what_it_is(apa: str, tmp_path: Path, capsys: Cap) -> None:
    """R1"""
    buat, kode, kata = SALAH[apa]
    path = _write(tmp_path, buat())
    for verba in (["periksa", path, "--json"], ["hitung", path, "--json"], ["kirim", path, "--ke", tmp_path / "k"],
                  ["baca", path], ["ekspor", path, "-o", tmp_path / "a.csv"], ["pindah", path],
                  ["tahun-berikutnya", path]):
        kode_keluar, keluar, galat = run(capsys, *verba)
        teks = keluar + galat
        assert kode_keluar == 2
        assert kode in teks
        assert kata in teks
        assert "--instrumen" not in teks
        assert "BKS09" not in teks
    with pytest.raises(KinerjaError) as salah:
        kinerja.baca(path)
    assert salah.value.kode == kode
    assert not list(tmp_path.glob("*.csv"))


def test_an_instrument_that_is_named_changes_nothing(tmp_path: Path, capsys: Cap) -> None:
    _, keluar, galat = run(capsys, "periksa", _write(tmp_path, _plain()), "--instrumen", INSTRUMEN)
    assert re.findall("BKS[0-9]{2}", keluar + galat) == ["BKS31"]


def test_a_kertas_kerja_that_no_longer_says_so_may_be_told_its_instrument(tmp_path: Path, capsys: Cap) -> None:
    """Its inputs still have their names: here the option is the right word."""
    bagian = {n: x for n, x in read_members(form(INS, IDENTITAS)).items() if n != "docProps/custom.xml"}
    for n, x in bagian.items():
        if n == "_rels/.rels":
            bagian[n] = re.sub(rb'<Relationship [^>]*custom-properties"[^>]*/>', b"", x)
        if n == "[Content_Types].xml":
            bagian[n] = x.replace(b"/docProps/custom.xml", b"/tidak/ada.xml")
        if n == "xl/workbook.xml":
            bagian[n] = x.replace(b'name="_meta"', b'name="lain"')
    path = _write(tmp_path, pack(dict(bagian)))
    _, keluar, galat = run(capsys, "baca", path)
    assert "BKS09" in keluar + galat
    assert "--instrumen" in keluar + galat


# -- R2


@cache
def _other_books() -> dict[str, bytes]:
    """Our other books, by what they say they are."""
    ins = load_instrumen(find_instrumen(INSTRUMEN))
    return {"daftar kecamatan": list_form(ins), "pengaturan provinsi": settings_bytes({}),
            "naskah instrumen": write_naskah(plain_data(ins))}


@pytest.mark.parametrize("apa", ["daftar kecamatan", "pengaturan provinsi", "naskah instrumen"])
def test_our_other_books_say_what_they_are(apa: str, tmp_path: Path, capsys: Cap) -> None:
    """R2"""
    path = _write(tmp_path, _other_books()[apa])
    for verba in (["periksa", path], ["kirim", path, "--ke", tmp_path / "k"], ["pindah", path]):
        _, keluar, galat = run(capsys, *verba)
        assert "BKS27" in keluar + galat
        assert apa in " ".join((keluar + galat).split())


@pytest.mark.parametrize("apa", ["kertas kerja", "pengaturan provinsi", "naskah instrumen"])
def test_another_book_is_no_list(apa: str, tmp_path: Path) -> None:
    isi = form(INS, IDENTITAS) if apa == "kertas kerja" else _other_books()[apa]
    with pytest.raises(KinerjaError) as salah:
        read_list(_write(tmp_path, isi), INS)
    assert [(t.kode, t.pesan) for t in salah.value.temuan] == [
        ("BKS27", f"Buku ini menyebut dirinya {apa}, bukan daftar kecamatan.")]


def test_a_workbook_is_no_isian(tmp_path: Path, capsys: Cap) -> None:
    path = _write(tmp_path, _plain())
    _, keluar, galat = run(capsys, "buat", INSTRUMEN, "--isian", path, "-o", tmp_path / "b.xlsx")
    assert "ini buku kerja atau zip, bukan .toml atau .json" in keluar + galat


# -- R4


@pytest.fixture(scope="module")
def penilai() -> Penilai:
    return Penilai(Syarat(BUATAN, PUBLIK, {k.kode: k for k in listed(1)}, frozenset(), ""))


def _collected(penilai: Penilai, folder: Path, isi: bytes) -> BarisRegister:
    hasil = penilai.assess(Tugas("kiriman.xlsx", str(_write(folder, isi))))
    assert isinstance(hasil, BarisRegister)
    return hasil


@pytest.mark.parametrize(("apa", "kode"), [
    ("buku biasa", "KPL06"), ("PDF", "KPL01"), ("foto", "KPL01"), ("Word", "KPL01"), ("Word lama", "KPL01"),
    ("RAR", "KPL05"), ("zip", "KPL05"), ("xls", "BKS04"), ("csv", "BKS04"), ("JSON", "KPL01")])
def test_collected_in_the_words_of_the_province(apa: str, kode: str, penilai: Penilai, tmp_path: Path) -> None:
    """R4"""
    baris = _collected(penilai, tmp_path, SALAH[apa][0]())
    assert (baris.keadaan, baris.kode) == ("tidak_terbaca", kode)


def test_a_blank_template_is_sent_back_once(penilai: Penilai, tmp_path: Path) -> None:
    """R4: C28"""
    ident = office(1)
    umum: dict[Any, Any] = {("jumlah_desa", "isi"): 5.0}
    isi = build_sealed(BUATAN, ident, load_private(_private()), Isian(ident, umum), tenggat="2026-12-31")
    baris = _collected(penilai, tmp_path, isi)
    assert (baris.keadaan, baris.kode) == ("dikembalikan", "KPL14")
    assert [t.kode for t in baris.temuan if t.tingkat == "wajib"] == ["KPL14"]
    assert _collected(penilai, tmp_path, sealed(ident)).keadaan == "diterima"


def _private() -> bytes:
    from bantu.kiriman import PRIBADI

    return PRIBADI


# -- R5


def _told(temuan: list[Temuan]) -> list[str]:
    return [t.kode for t in temuan if t.kind.jawab == "simpan"]


def test_a_stale_kertas_kerja_is_one_finding(tmp_path: Path) -> None:
    """R5"""
    (tmp_path / "uji.toml").write_text(instrumen_text(jahat.KEBIJAKAN), "utf-8")
    data = fill(jahat.templat(), INS, jahat.denah(), Isian(IDENTITAS, ISI_SAH))
    basi = jahat.change_sheet(data, jahat.input_sheet(), lambda x: put_cells(
        x, {alamat(jahat.denah().masukan[jahat.SEL][1]): 3}))
    temuan = check_any(read_file(_write(tmp_path, basi), str(tmp_path / "uji.toml")))
    assert _told(temuan) == ["BKS28"]
    (satu,) = (t for t in temuan if t.kode == "BKS28")
    assert int(satu.pesan.split()[0]) > 5
    assert satu.sel in satu.pesan


def test_a_stale_buku_kinerja_is_one_finding(tmp_path: Path) -> None:
    asal = FOLDER / "buku_kinerja_leuwisari_2021_diperbaiki.xlsx"
    milik = check_any(read_file(asal))
    bagian = dict(read_members(asal))
    for n, x in bagian.items():
        if n.startswith("xl/worksheets/sheet"):  # every number a formula gave is another one
            bagian[n] = re.sub(rb"(</f><v>)([1-9][0-9.]*)(</v>)", rb"\g<1>\g<2>7\g<3>", x)
    path = _write(tmp_path, pack(dict(bagian)))
    temuan = check_any(read_file(path))
    assert _told(temuan) == ["BKS28"]
    assert {t.kode for t in temuan} - {"BKS28"} == {t.kode for t in milik}


def test_few_wrong_results_are_told_one_by_one(tmp_path: Path) -> None:
    """What somebody changed by hand has its cell."""
    denah = jahat.denah()
    lembar, pos = denah.nama["nilai_akhir"]
    sel = alamat(pos)
    data = jahat.change_sheet(jahat.terisi(), lembar, lambda x: re.sub(
        rf'(<c r="{sel}"[^>]*><f>[^<]*</f><v>)[^<]*', r"\g<1>99.99", x))
    (tmp_path / "uji.toml").write_text(instrumen_text(jahat.KEBIJAKAN), "utf-8")
    temuan = check_any(read_file(_write(tmp_path, data), str(tmp_path / "uji.toml")))
    assert ("BKS14", f"{lembar}!{sel}") in {(t.kode, t.sel) for t in temuan}
    assert "BKS28" not in {t.kode for t in temuan}


def test_protection_taken_off_is_one_finding(tmp_path: Path, capsys: Cap) -> None:
    asal = FOLDER / "buku_kinerja_leuwisari_2021_diperbaiki.xlsx"
    bagian = {n: re.sub(rb"<sheetProtection [^>]*/>", b"", x) for n, x in read_members(asal).items()}
    _, keluar, _ = run(capsys, "periksa", _write(tmp_path, pack(dict(bagian))), "--json")
    assert json.dumps(json.loads(keluar)).count("BKS19") == 1
