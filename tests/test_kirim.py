"""Siapkan Kiriman: what is in the zip, when it is refused, and that nothing else is touched.

R1 the zip holds workbook, PDF, isian, catatan, letter and hashes; the hashes hold. R2 isian and catatan are those of
the very workbook in the zip, in the published forms. R3 the same inputs give the same bytes. R4 what is wajib, broken
locks and formulas included, refuses it and is all told; `tetap` sends it and says so. R5 no other file is ever
replaced. R6 a copy that holds another isian than the open workbook is never sent. R7 every failure is a KinerjaError,
leaves nothing behind and no file changed; the work can be stopped. R8 without a PDF the package says why. R9 any name
of an office becomes a name every system takes. R10 what is asked and not answered is told one by one and blocks
nothing; what is explained is not asked.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from bantu.contoh import FOLDER
from bantu.halaman import load_schema
from bantu.simpan import rewrite_parts

from kinerja_core.buku_kinerja.baca import BacaanBuku
from kinerja_core.dasar.data import load_toml
from kinerja_core.dasar.excelmath import Galat, Nilai
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.katalog.berkas import KATALOG_KIRIM
from kinerja_core.dasar.sebab import as_dicts
from kinerja_core.dasar.temuan import KATALOG, KinerjaError, Temuan, buat_temuan
from kinerja_core.instrumen.model import find_instrumen, load_instrumen, parse_instrumen
from kinerja_core.kantor import kirim
from kinerja_core.kantor.baca import read_file
from kinerja_core.kantor.contoh import CONTOH, INSTRUMEN
from kinerja_core.kantor.ekspor import json_bytes
from kinerja_core.kantor.kirim import Kiriman, prepare, send_file
from kinerja_core.kantor.periksa import check_any
from kinerja_core.kertas_kerja.baca import BacaanKertas, read_workbook
from kinerja_core.kertas_kerja.buat import build
from kinerja_core.kertas_kerja.penjelasan import explanation_of
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.xlsx.mesin import soffice

BENDO, DIPERBAIKI, KOSONG = (FOLDER / f"kertas_kerja_{n}.xlsx" for n in
                             ("bendo_2022", "bendo_2022_diperbaiki", "kosong"))
SOKOBANAH = FOLDER / "buku_kinerja_sokobanah_2022.xlsx"
KEMANGKON = FOLDER / "buku_kinerja_kemangkon_2022_diperbaiki.xlsx"
PDF = b"%PDF-1.6\nuji\n%%EOF\n"
INS = load_instrumen(find_instrumen(INSTRUMEN))
read = cache(read_file)


@pytest.fixture(autouse=True)
def without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Printing is tested in tests/engines; here LibreOffice is never installed."""
    monkeypatch.setattr(soffice, "libreoffice_missing", lambda: "LibreOffice belum terpasang: pasanglah.")


def package(path: Path, ke: Path, pdf: bytes | None = PDF, **lain: Any) -> Kiriman:
    """The package of a sample as the ribbon makes it."""
    return prepare(read(path), path.read_bytes(), pdf, ke, **lain)


def parts(kiriman: Kiriman) -> dict[str, bytes]:
    """Content of every file of a package that was made."""
    assert kiriman.berkas is not None
    with zipfile.ZipFile(kiriman.berkas) as paket:
        assert paket.testzip() is None
        assert tuple(paket.namelist()) == kiriman.isi
        return {n: paket.read(n) for n in paket.namelist()}


def refused(kiriman: Kiriman, ke: Path) -> list[str]:
    """Kode of the refusal of a package; nothing was written."""
    assert (kiriman.berkas, kiriman.isi) == (None, ())
    assert not ke.exists() or list(ke.iterdir()) == []
    return [t.kode for t in kiriman.temuan]


def said(kiriman: Kiriman) -> list[Temuan]:
    """What sending says of a package, but for what is asked in the workbook (R10)."""
    return [t for t in kiriman.temuan if t.kode in KATALOG_KIRIM and t.kode != "KRM08"]


# --- R1, R2: what is inside ---------------------------------------------------------------------------------------

JADI = [(DIPERBAIKI, "35.20.10_bendo_kertas_kerja_2022"), (KEMANGKON, "33.03.01_kemangkon_buku_kinerja_2022")]


@pytest.mark.parametrize(("path", "nama"), JADI, ids=["kertas kerja", "buku kinerja"])
def test_package_holds_everything_and_its_hashes(path: Path, nama: str, tmp_path: Path) -> None:
    kiriman = package(path, tmp_path / "ke")
    assert kiriman.berkas == tmp_path / "ke" / f"{nama}.zip"
    assert said(kiriman) == []
    isi = parts(kiriman)
    assert list(isi) == [f"{nama}.xlsx", f"{nama}.pdf", f"{nama}_isian.json", f"{nama}_catatan.json", "BACA_SAYA.txt",
                         "SHA256SUMS.txt"]
    assert isi[f"{nama}.xlsx"] == path.read_bytes()
    assert isi[f"{nama}.pdf"] == PDF
    baris = isi["SHA256SUMS.txt"].decode("ascii").splitlines()
    assert b"\r" not in isi["SHA256SUMS.txt"]
    assert dict(b.split("  ")[::-1] for b in baris) == {
        n: hashlib.sha256(x).hexdigest() for n, x in isi.items() if n != "SHA256SUMS.txt"}
    assert [p.name for p in (tmp_path / "ke").iterdir()] == [f"{nama}.zip"]


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum belum terpasang")
def test_hashes_are_checked_by_sha256sum(tmp_path: Path) -> None:
    kiriman = package(DIPERBAIKI, tmp_path)
    assert kiriman.berkas is not None
    shutil.unpack_archive(kiriman.berkas, tmp_path / "buka")
    perintah = ["sha256sum", "--strict", "-c", "SHA256SUMS.txt"]
    hasil = subprocess.run(perintah, cwd=tmp_path / "buka", capture_output=True, text=True, check=False)
    assert (hasil.returncode, hasil.stdout.count(": OK")) == (0, 5), hasil.stdout + hasil.stderr
    with (tmp_path / "buka" / "BACA_SAYA.txt").open("ab") as berkas:
        berkas.write(b"x")
    assert subprocess.run(perintah, cwd=tmp_path / "buka", capture_output=True, check=False).returncode != 0


@pytest.mark.parametrize(("path", "nama"), JADI, ids=["kertas kerja", "buku kinerja"])
def test_json_is_of_the_very_workbook_in_the_zip(path: Path, nama: str, tmp_path: Path) -> None:
    isi = parts(package(path, tmp_path))
    salinan = tmp_path / "salinan.xlsx"
    salinan.write_bytes(isi[f"{nama}.xlsx"])
    bacaan = read_file(salinan)
    assert isi[f"{nama}_isian.json"] == json_bytes(bacaan)
    catatan = json.loads(isi[f"{nama}_catatan.json"])
    jsonschema.validate(catatan, load_schema("periksa"))
    assert catatan == {"versi": 2, "berkas": [
        {"berkas": f"{nama}.xlsx", "keaslian": "", "catatan": as_dicts(check_any(bacaan))}]}
    jsonschema.validate(json.loads(isi[f"{nama}_isian.json"]),
                        load_schema("rencana" if isinstance(bacaan, BacaanBuku) else "isian"))


def test_catatan_are_those_of_the_copy_not_of_the_open_workbook(tmp_path: Path) -> None:
    """On an open workbook protection cannot be seen (BKS18); in the file it can."""
    lepas = tmp_path / "lepas.xlsx"
    rewrite_parts(DIPERBAIKI, lepas, lambda xml: re.sub(r"<sheetProtection[^>]*/>", "", xml))
    hidup = replace(read(DIPERBAIKI), buku=replace(read(DIPERBAIKI).buku, ekstra=None))
    assert "BKS18" in {t.kode for t in check_any(hidup)}
    isi = parts(prepare(hidup, lepas.read_bytes(), PDF, tmp_path / "ke"))
    kode = {c["kode"] for c in json.loads(isi["35.20.10_bendo_kertas_kerja_2022_catatan.json"])["berkas"][0]["catatan"]}
    assert "BKS18" not in kode
    assert "BKS19" in kode


def test_letter_says_whose_what_and_in_which_state(tmp_path: Path) -> None:
    teks = parts(package(DIPERBAIKI, tmp_path))["BACA_SAYA.txt"]
    assert teks.startswith(b"\xef\xbb\xbf")
    assert teks.count(b"\n") == teks.count(b"\r\n") > 10
    baris = teks.decode("utf-8-sig").splitlines()
    assert baris[0] == "Kiriman Kecamatan Bendo (35.20.10), Kabupaten Magetan, Provinsi Jawa Timur"
    assert "Keadaan: Siap dikirim; 1 catatan perlu dicek belum dijawab." in baris
    assert "- 35.20.10_bendo_kertas_kerja_2022.pdf: cetakannya" in baris
    assert any("sha256sum -c SHA256SUMS.txt" in b for b in baris)
    assert any("certutil -hashfile" in b for b in baris)


# --- R3: reproducible ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [DIPERBAIKI, KEMANGKON], ids=lambda p: p.stem)
def test_same_inputs_give_the_same_bytes(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In another folder, at another time, on another system."""
    a = package(path, tmp_path / "a").berkas
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("sys.platform", "win32")
    b = package(path, tmp_path / "b").berkas
    monkeypatch.undo()
    assert a is not None
    assert b is not None
    assert a.read_bytes() == b.read_bytes()
    with zipfile.ZipFile(a) as paket:
        assert {(i.date_time, i.create_system, i.compress_type) for i in paket.infolist()} == {
            ((2022, 1, 1, 0, 0, 0), 3, zipfile.ZIP_STORED)}


# --- R4: refused while something is wajib -------------------------------------------------------------------------


@pytest.mark.parametrize("path", [BENDO, KOSONG, SOKOBANAH], ids=lambda p: p.stem)
def test_refused_with_every_obligatory_catatan(path: Path, tmp_path: Path) -> None:
    kiriman = package(path, tmp_path / "ke")
    wajib = [t for t in check_any(read(path)) if t.tingkat == "wajib"]
    assert refused(kiriman, tmp_path / "ke") == ["KRM01", *(t.kode for t in wajib)]
    assert kiriman.temuan[1:] == tuple(wajib)
    assert f"{len(wajib)} catatan" in kiriman.temuan[0].pesan
    assert refused(send_file(path, tmp_path / "ke"), tmp_path / "ke") == ["KRM01", *(t.kode for t in wajib)]


def test_sent_all_the_same_when_told(tmp_path: Path) -> None:
    kiriman = package(BENDO, tmp_path, tetap=True)
    assert [(t.kode, t.pesan) for t in said(kiriman)] == [
        ("KRM03", "Dikirim dengan 2 catatan wajib yang belum diperbaiki.")]
    baris = parts(kiriman)["BACA_SAYA.txt"].decode("utf-8-sig").splitlines()
    assert next(b for b in baris if b.startswith("Keadaan: ")).startswith(
        "Keadaan: Dikirim dengan 2 catatan wajib diperbaiki; ")
    assert next(b for b in baris if b.startswith("Catatan: ")).startswith("Catatan: 2 wajib diperbaiki, ")


def test_tetap_says_nothing_where_nothing_is_wajib(tmp_path: Path) -> None:
    assert said(package(DIPERBAIKI, tmp_path, tetap=True)) == []


def without_formula(xml: str) -> str:
    """The first formula of a sheet gives way to its value."""
    awal, akhir = xml.find("<f>"), xml.find("</f>")
    return xml if awal < 0 else xml[:awal] + xml[akhir + 4:]


RUSAK: dict[str, Callable[[str], str]] = {
    "BKS11": lambda xml: xml.replace('name="Kertas Kerja"', 'name="Lembar Lain"'),
    "BKS13": without_formula,
    "BKS28": lambda xml: re.sub(r"(</f><v>)[^<]*(</v>)", r"\g<1>42\2", xml),
}


@pytest.mark.parametrize("kode", RUSAK)
def test_broken_integrity_blocks(kode: str, tmp_path: Path) -> None:
    """A lost input, a formula that is gone, results that are not the core's."""
    path = tmp_path / "buku.xlsx"
    rewrite_parts(DIPERBAIKI, path, RUSAK[kode])
    kiriman = prepare(read_file(path), path.read_bytes(), PDF, tmp_path / "ke")
    daftar = refused(kiriman, tmp_path / "ke")
    assert daftar[0] == "KRM01"
    assert kode in daftar[1:]


def test_a_copy_of_another_instrument_blocks(tmp_path: Path) -> None:
    """The open workbook knows nothing of it: the copy is compared by itself."""
    asli = read_workbook(DIPERBAIKI)
    lain = parse_instrumen({**load_toml(find_instrumen(INSTRUMEN)), "versi": "lain"})
    assert asli.isian.identitas is not None
    salinan = build(lain, asli.isian.identitas, asli.isian)
    assert [t for t in asli.temuan if t.kode == "BKS10"] == []
    assert "BKS10" in refused(prepare(asli, salinan, PDF, tmp_path / "ke"), tmp_path / "ke")
    path = tmp_path / "buku.xlsx"
    path.write_bytes(salinan)
    assert "BKS10" in refused(send_file(path, tmp_path / "ke"), tmp_path / "ke")


def test_every_kode_of_lost_integrity_is_obligatory() -> None:
    """BKS15 is found by a pembanding only; wherever it is found it is of the level that blocks."""
    assert {KATALOG[k].tingkat for k in ("BKS10", "BKS11", "BKS13", "BKS28", "BKS15")} == {"wajib"}
    assert {k: v.tingkat for k, v in KATALOG_KIRIM.items() if v.tingkat != "wajib"} == {
        "KRM02": "keterangan", "KRM03": "keterangan", "KRM08": "keterangan"}


# --- R10: what is asked -------------------------------------------------------------------------------------------


def test_what_is_asked_is_told_and_blocks_nothing(tmp_path: Path) -> None:
    kiriman = package(DIPERBAIKI, tmp_path)
    tanya = tuple(t for t in check_any(read(DIPERBAIKI)) if t.tingkat == "cek")
    assert [t.kode for t in tanya] == ["HUB03"]
    assert kiriman.temuan == (buat_temuan("KRM08", a=1), *tanya)
    assert kiriman.berkas is not None


def test_what_is_explained_is_not_asked(tmp_path: Path) -> None:
    asli = read_workbook(DIPERBAIKI)
    kotak = next(k for k, di in asli.isian.asal.items() if di == ("Kertas Kerja", (90, 3)))
    assert asli.identitas is not None
    isi = {**asli.isian.data, explanation_of(kotak): "Tidak ada sengketa selama tahun ini"}
    path = tmp_path / "buku.xlsx"
    path.write_bytes(build(asli.instrumen, asli.identitas, Isian(asli.identitas, isi)))
    kiriman = prepare(read_file(path), path.read_bytes(), PDF, tmp_path / "ke")
    assert kiriman.temuan == ()
    assert "Keadaan: Siap dikirim." in parts(kiriman)["BACA_SAYA.txt"].decode("utf-8-sig").splitlines()


# --- R5: no other file is replaced --------------------------------------------------------------------------------


def test_a_file_of_that_name_stays(tmp_path: Path) -> None:
    nama = "35.20.10_bendo_kertas_kerja_2022"
    (tmp_path / f"{nama}.zip").write_bytes(b"milik lain")
    (tmp_path / f"{nama}_2.zip").mkdir()
    (tmp_path / f"{nama}_3.zip").symlink_to(tmp_path / "hilang")
    a = package(DIPERBAIKI, tmp_path)
    assert a.berkas == tmp_path / f"{nama}_4.zip"
    assert package(DIPERBAIKI, tmp_path, None).berkas == tmp_path / f"{nama}_5.zip"  # another content
    assert (tmp_path / f"{nama}.zip").read_bytes() == b"milik lain"
    assert (tmp_path / f"{nama}_3.zip").is_symlink()
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        f"{nama}.zip", *(f"{nama}_{n}.zip" for n in (2, 3, 4, 5))]


def test_the_same_package_is_not_written_twice(tmp_path: Path) -> None:
    a = package(DIPERBAIKI, tmp_path).berkas
    assert a is not None
    os.utime(a, ns=(1, 1))
    assert package(DIPERBAIKI, tmp_path).berkas == a
    assert a.stat().st_mtime_ns == 1
    assert list(tmp_path.iterdir()) == [a]


# --- R6: nothing inconsistent -------------------------------------------------------------------------------------


def live(path: Path, ubah: dict[Kotak, Nilai]) -> BacaanKertas | BacaanBuku:
    """The open workbook after some inputs were typed since the copy was made; None empties one."""
    bacaan = read(path)
    if isinstance(bacaan, BacaanBuku):
        data = {k: v for k, v in {**bacaan.rencana.data, **ubah}.items() if v is not None}
        return replace(bacaan, rencana=replace(bacaan.rencana, data=data))
    data = {k: v for k, v in {**bacaan.isian.data, **ubah}.items() if v is not None}
    return replace(bacaan, isian=replace(bacaan.isian, data=data))


@pytest.mark.parametrize("tetap", [False, True])
@pytest.mark.parametrize(("path", "kotak", "nilai", "sel"), [
    (DIPERBAIKI, ("i01", "jumlah"), 7, "Kertas Kerja!D11"), (DIPERBAIKI, ("i01", "jumlah"), None, "Kertas Kerja!D11"),
    (DIPERBAIKI, ("i01", "bukti"), "baru", "Kertas Kerja!J11"),
    (DIPERBAIKI, ("ttd_nip", "isi"), "x", "Kertas Kerja!D148"),
    (KEMANGKON, ("I001", "uraian"), "lain", "Indikator!E4"), (KEMANGKON, ("N001", "pagu"), 1, "Anggaran!E4"),
], ids=str)
def test_a_copy_older_than_the_workbook_is_never_sent(
        path: Path, kotak: Kotak, nilai: Nilai, sel: str, tetap: bool, tmp_path: Path) -> None:
    kiriman = prepare(live(path, {kotak: nilai}), path.read_bytes(), PDF, tmp_path / "ke", tetap=tetap)
    assert refused(kiriman, tmp_path / "ke") == ["KRM05"]
    assert (kiriman.temuan[0].sel, kiriman.temuan[0].tingkat) == (sel, "wajib")
    assert sel in kiriman.temuan[0].pesan


@pytest.mark.parametrize(("a", "b", "sama"), [
    (1, 1.0, True), (0.1 + 0.2, 0.30000000000000004, True), (1e13, 1e13 + 1, False), (71.4, 71.40000000000001, True),
    (0.1, 0.10000000000001, False), (0, None, False), (0.0, -0.0, True), (None, "", True), (0, "", False),
    (0, "0", False), (1, True, False), (0, False, False), (True, True, True), ("-", None, False), ("-", 0, False),
    ("a", "a ", False), ("A", "a", False), (Galat("#N/A"), "#N/A", False), (Galat("#N/A"), Galat("#REF!"), False),
    (Galat("#N/A"), Galat("#N/A"), True), (None, None, True), (False, None, False), ("Tidak relevan", "-", False),
])
def test_when_two_inputs_are_one(a: Nilai, b: Nilai, sama: bool) -> None:
    assert kirim._same(a, b) is sama
    assert kirim._same(b, a) is sama


def test_isian_is_that_of_the_copy_to_the_last_digit(tmp_path: Path) -> None:
    """What no cell can show apart is one number; what is sent is the copy's."""
    nilai = read(DIPERBAIKI).isian.data[("i01", "jumlah")]  # type: ignore[union-attr]
    assert isinstance(nilai, int | float)
    hidup = live(DIPERBAIKI, {("i01", "jumlah"): math.nextafter(nilai, math.inf), ("i01", "bukti"): ""})
    isi = parts(prepare(hidup, DIPERBAIKI.read_bytes(), PDF, tmp_path))
    assert json_bytes(hidup) != json_bytes(read(DIPERBAIKI))
    assert isi["35.20.10_bendo_kertas_kerja_2022_isian.json"] == json_bytes(read(DIPERBAIKI))


def test_another_workbook_is_never_sent(tmp_path: Path) -> None:
    """Of another office, another year, of more rows; both kinds."""
    kertas, buku = read(DIPERBAIKI), read(KEMANGKON)
    assert isinstance(kertas, BacaanKertas)
    assert isinstance(buku, BacaanBuku)
    r = buku.rencana
    lain: list[tuple[Path, BacaanKertas | BacaanBuku]] = [
        (DIPERBAIKI, replace(kertas, isian=replace(kertas.isian, identitas=CONTOH))),
        (KEMANGKON, replace(buku, rencana=replace(r, identitas=CONTOH))),
        (KEMANGKON, replace(buku, rencana=replace(r, tahun=r.tahun + 1))),
        (KEMANGKON, replace(buku, rencana=replace(r, kapasitas={**r.kapasitas, "pk": r.kapasitas["pk"] - 1}))),
    ]
    for path, bacaan in lain:
        kiriman = prepare(bacaan, path.read_bytes(), PDF, tmp_path / "ke", tetap=True)
        assert refused(kiriman, tmp_path / "ke") == ["KRM05"]
        assert kiriman.temuan[0].sel == ""


def test_another_kind_of_workbook_is_never_sent(tmp_path: Path) -> None:
    """Told as what it is: the copy differs from its workbook, whatever the one kind would say of the other."""
    for bacaan, salinan in ((read(DIPERBAIKI), KEMANGKON), (read(KEMANGKON), DIPERBAIKI)):
        kiriman = prepare(bacaan, salinan.read_bytes(), PDF, tmp_path / "ke", tetap=True)
        assert refused(kiriman, tmp_path / "ke") == ["KRM05"]
        assert "(jenis bukunya)" in kiriman.temuan[0].pesan


# --- R7: failures -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("isi", "kode"), [
    (b"", "BKS07"), (b"bukan buku", "BKS30"), (DIPERBAIKI.read_bytes()[:9000], "BKS07"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "BKS30"),
])
def test_unreadable_copy_is_told(isi: bytes, kode: str, tmp_path: Path) -> None:
    with pytest.raises(KinerjaError) as galat:
        prepare(read(DIPERBAIKI), isi, PDF, tmp_path / "ke", tetap=True)
    assert galat.value.kode == kode
    path = tmp_path / "rusak.xlsx"
    path.write_bytes(isi)
    with pytest.raises(KinerjaError) as galat:
        send_file(path, tmp_path / "ke", tetap=True)
    assert galat.value.kode == kode
    assert list(tmp_path.iterdir()) == [path]


def test_absent_files_are_told(tmp_path: Path) -> None:
    for path, pdf in ((tmp_path / "tiada.xlsx", None), (DIPERBAIKI, tmp_path / "tiada.pdf")):
        with pytest.raises(KinerjaError) as galat:
            send_file(path, tmp_path / "ke", pdf=pdf)
        assert galat.value.kode == "BKS01"
    with pytest.raises(KinerjaError) as galat:
        send_file(DIPERBAIKI, tmp_path / "ke", pdf=tmp_path)
    assert galat.value.kode == "BKS21"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("isi", [b"", b"PK\x03\x04", b"<html>", b"x" * 2000 + b"%PDF-"])
def test_what_is_no_pdf_is_told(isi: bytes, tmp_path: Path) -> None:
    (tmp_path / "cetak.pdf").write_bytes(isi)
    with pytest.raises(KinerjaError) as galat:
        send_file(DIPERBAIKI, tmp_path / "ke", pdf=tmp_path / "cetak.pdf")
    assert (galat.value.kode, str(galat.value)) == ("KRM07", "cetak.pdf bukan PDF.")
    with pytest.raises(KinerjaError) as galat:
        package(DIPERBAIKI, tmp_path / "ke", isi)
    assert galat.value.kode == "KRM07"
    assert not (tmp_path / "ke").exists()


def test_workbook_without_owner_is_told(tmp_path: Path) -> None:
    bacaan = read_workbook(DIPERBAIKI)
    with pytest.raises(KinerjaError) as galat:
        prepare(replace(bacaan, isian=Isian(None, bacaan.isian.data)), DIPERBAIKI.read_bytes(), PDF, tmp_path / "ke")
    assert galat.value.kode == "KRM04"
    assert not (tmp_path / "ke").exists()


def test_where_nothing_can_be_written_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "berkas").write_text("x")

    def kode_at(ke: Path) -> str:
        with pytest.raises(KinerjaError) as galat:
            package(DIPERBAIKI, ke)
        return galat.value.kode

    assert kode_at(tmp_path / "berkas") == "BKS17"
    assert kode_at(tmp_path / "berkas" / "dalam") == "BKS17"
    (tmp_path / "baca").mkdir(mode=0o555)
    if os.geteuid() != 0:  # root writes everywhere
        assert kode_at(tmp_path / "baca") == "BKS17"
    asli = os.replace

    def refuse(a: Path, b: Path) -> None:
        if b.parent == tmp_path / "baca":
            raise PermissionError(13, "Permission denied")
        asli(a, b)

    monkeypatch.setattr(os, "replace", refuse)
    (tmp_path / "baca").chmod(0o755)
    assert kode_at(tmp_path / "baca") == "BKS17"
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["baca", "berkas"]


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="tanpa /proc")
def test_read_only_folder_is_told() -> None:
    with pytest.raises(KinerjaError) as galat:
        package(DIPERBAIKI, Path("/proc"))
    assert galat.value.kode == "BKS17"


def test_work_is_told_step_by_step_and_can_be_stopped(tmp_path: Path) -> None:
    langkah: list[str] = []
    assert send_file(DIPERBAIKI, tmp_path / "jadi", maju=langkah.append).berkas is not None
    assert langkah == ["membaca buku", "memeriksa salinan", "membuat PDF", "menulis kiriman"]
    for n in range(len(langkah)):
        sisa = [None] * n

        def maju(_: str, sisa: list[None] = sisa) -> None:
            if not sisa:
                raise KinerjaError("PGL03")
            sisa.pop()

        with pytest.raises(KinerjaError) as galat:
            send_file(DIPERBAIKI, tmp_path / "ke", maju=maju)
        assert galat.value.kode == "PGL03"
    assert [p.name for p in tmp_path.iterdir()] == ["jadi"]


def test_nothing_of_the_user_changes(tmp_path: Path) -> None:
    asal = tmp_path / "asal"
    asal.mkdir()
    path = Path(shutil.copy(DIPERBAIKI, asal / "Buku Saya.xlsx"))
    os.utime(path, ns=(1, 1))
    kiriman = send_file(path, tmp_path / "ke")
    assert path.read_bytes() == DIPERBAIKI.read_bytes()
    assert path.stat().st_mtime_ns == 1
    assert list(asal.iterdir()) == [path]
    assert parts(kiriman)["35.20.10_bendo_kertas_kerja_2022.xlsx"] == path.read_bytes()


# --- R8: the PDF --------------------------------------------------------------------------------------------------


def test_without_libreoffice_the_package_says_so(tmp_path: Path) -> None:
    kiriman = send_file(DIPERBAIKI, tmp_path)
    assert [(t.kode, t.pesan) for t in said(kiriman)] == [
        ("KRM02", "PDF tidak ikut dalam kiriman: LibreOffice belum terpasang: pasanglah.")]
    isi = parts(kiriman)
    assert not [n for n in isi if n.endswith(".pdf")]
    assert b"- PDF tidak ikut\r\n" in isi["BACA_SAYA.txt"]
    assert isi["SHA256SUMS.txt"].count(b"\n") == 4
    assert [t.kode for t in said(package(DIPERBAIKI, tmp_path / "b", None))] == ["KRM02"]
    assert [t.kode for t in said(send_file(BENDO, tmp_path / "c", tetap=True))] == ["KRM03", "KRM02"]


def test_a_print_that_fails_stops_no_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Path) -> bytes:
        raise KinerjaError("BKS16", a="LibreOffice", b="tidak mau mulai")

    monkeypatch.setattr(kirim, "pdf_bytes_of_file", fail)
    (temuan,) = said(send_file(DIPERBAIKI, tmp_path))
    assert temuan.kode == "KRM02"
    assert "tidak mau mulai" in temuan.pesan
    assert ".." not in temuan.pesan


def test_a_pdf_at_hand_is_taken_and_nothing_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kirim, "pdf_bytes_of_file", lambda _: pytest.fail("tidak perlu dicetak"))
    (tmp_path / "cetakan saya.pdf").write_bytes(PDF)
    kiriman = send_file(DIPERBAIKI, tmp_path / "ke", pdf=tmp_path / "cetakan saya.pdf")
    assert said(kiriman) == []
    assert parts(kiriman)["35.20.10_bendo_kertas_kerja_2022.pdf"] == PDF


def test_nothing_is_printed_for_a_refused_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kirim, "pdf_bytes_of_file", lambda _: pytest.fail("tidak perlu dicetak"))
    assert refused(send_file(BENDO, tmp_path / "ke"), tmp_path / "ke")[0] == "KRM01"


# --- R9: names ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("nama", "bagian"), [
    ("Sungai Raya II", "_sungai_raya_ii_"), ("Peukan Bada'é", "_peukan_bada_e_"), ("東/..\\:*?", "_"),
    ("a\xa0b", "_a_b_"), ("CON", "_con_"),
])
def test_any_name_of_an_office_becomes_a_safe_file_name(nama: str, bagian: str, tmp_path: Path) -> None:
    ident = Identitas(kode_wilayah="35.69.96", nama=nama, kabupaten="Contoh", provinsi="Jawa Timur")
    buku = build(INS, ident, Isian(ident, read_workbook(DIPERBAIKI).isian.data))
    path = tmp_path / "kécamatan 東.xlsx"
    path.write_bytes(buku)
    kiriman = send_file(path, tmp_path / "kiriman 東", tetap=True)
    assert kiriman.berkas is not None
    assert kiriman.berkas.name == f"35.69.96{bagian}kertas_kerja_2022.zip"
    isi = parts(kiriman)
    assert all(n.isascii() and not set(n) & set('\\/:*?"<>|\r\n ') for n in isi)
    baris = isi["BACA_SAYA.txt"].decode("utf-8-sig").split("\r\n")
    assert baris[0] == (f"Kiriman Kecamatan {' '.join(nama.split())} (35.69.96), Kabupaten Contoh, "
                        "Provinsi Jawa Timur")
