"""The engines behind the fence, on files that killed the program on 2026-11-30 (cases B12, B13, F33, F35).

R1 3,000 parentheses, a whole sheet multiplied and a missing list of styles end in BKS16 or in the right values, and
the next file of the batch is as ever; R2 nothing of it reaches the screen; R3 what openpyxl saved is not accused;
R4 LibreOffice asks no address for anything a file says, while without the fence a linked picture is fetched; R5 the
copy has nothing that leads out, and its cells are those of the file; R6 soffice has limits, and ends with the program.
"""

from __future__ import annotations

import json
import os
import re
import select
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
import xlsxwriter
from bantu import buku_kecil
from bantu.contoh import FOLDER
from bantu.luar import CARA, PNG, external, linked_picture, listener, other_workbook, plain, write_parts
from bantu.mesin import need
from bantu.simpan import save_openpyxl
from test_pagar import is_there

from kinerja_core.dasar.excelmath import Galat
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.kantor.ekspor import pdf_bytes_of_file
from kinerja_core.perintah import cli
from kinerja_core.perintah.banyak import compare_files
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.mesin import mesin_ironcalc
from kinerja_core.xlsx.mesin.pagar import BATAS, GIB, Batas, Pagar
from kinerja_core.xlsx.mesin.pembanding import engine
from kinerja_core.xlsx.mesin.salinan_polos import plain_copy
from kinerja_core.xlsx.mesin.soffice import LibreOffice
from kinerja_core.xlsx.mesin.tanpa_luar import without_outside
from kinerja_core.xlsx.mesin.tempat import PembandingError

KOSONG = FOLDER / "kertas_kerja_kosong.xlsx"
BENDO = FOLDER / "kertas_kerja_bendo_2022.xlsx"
IRONCALC = mesin_ironcalc.__name__
Ubah = Callable[[str, str], str]


def changed(asal: Path, tujuan: Path, ubah: Ubah) -> Path:
    """A copy whose parts went through `ubah`; at least one is another."""
    beda = False
    with zipfile.ZipFile(asal) as lama, zipfile.ZipFile(tujuan, "w", zipfile.ZIP_DEFLATED) as baru:
        for nama in lama.namelist():
            isi = lama.read(nama)
            if nama.endswith(".xml"):
                isi = ubah(nama, isi.decode()).encode()
            beda |= isi != lama.read(nama)
            baru.writestr(nama, isi)
    assert beda
    return tujuan


def with_formula(rumus: str) -> Ubah:
    """The first formula of the second sheet is another one."""
    return lambda nama, isi: (re.sub("<f>[^<]*</f>", f"<f>{rumus}</f>", isi, count=1)
                              if nama == "xl/worksheets/sheet2.xml" else isi)


def without_styles(*daftar: str) -> Ubah:
    """Lists of styles.xml left out."""
    pola = "|".join(rf"<{d}\b[^>]*(?:/>|>.*?</{d}>)" for d in daftar)
    return lambda nama, isi: re.sub(pola, "", isi, flags=re.S) if nama == "xl/styles.xml" else isi


KURUNG = "(" * 3000 + "1" + ")" * 3000


def kinerja(*argumen: str | Path) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own."""
    lingkungan = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run([sys.executable, "-m", cli.__name__, *map(str, argumen)], env=lingkungan,
                          capture_output=True, text=True, encoding="utf-8")


def test_a_batch_goes_on_behind_3000_parentheses(tmp_path: Path) -> None:
    """R1, R2: B13 and F33 as they were told."""
    rusak = changed(KOSONG, tmp_path / "kurung.xlsx", with_formula(KURUNG))
    gaya = changed(KOSONG, tmp_path / "gaya.xlsx", without_styles("cellStyles"))
    hasil = kinerja("hitung", rusak, gaya, KOSONG, "--json")
    assert hasil.stderr == ""
    assert hasil.returncode in (1, 3)
    kurung, tanpa, baik = json.loads(hasil.stdout)["berkas"]
    assert [c["kode"] for c in kurung["catatan"] if c["kode"] == "BKS16"] == ["BKS16"]
    assert kurung["pembanding"] == []
    assert tanpa["pembanding"] == baik["pembanding"] == ["ironcalc"]
    assert tanpa["sepakat"] is baik["sepakat"] is True
    assert tanpa["indikator"] == baik["indikator"]


@pytest.mark.parametrize("daftar", [("cellStyles",), ("cellStyles", "cellStyleXfs"), ("borders",), ("fills",)])
def test_lists_of_styles_that_may_be_left_out(daftar: tuple[str, ...], tmp_path: Path) -> None:
    """R1: the file says nothing less without them; unmended the engine panics."""
    path = changed(KOSONG, tmp_path / "gaya.xlsx", without_styles(*daftar))
    tempat = [("Rekap", (b, k)) for b in range(20) for k in range(8)]
    pagar = Pagar(IRONCALC, BATAS["ironcalc"])
    try:
        with pytest.raises(PembandingError, match="PanicException"):
            pagar.evaluate(path, tempat)
        berisi = pagar.evaluate(KOSONG, tempat)
        assert any(berisi)
        assert engine("ironcalc")(path, tempat) == berisi
    finally:
        pagar.close()


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_a_whole_sheet_multiplied_ends_at_the_limit(tmp_path: Path) -> None:
    """R1: 6.4 GB without a fence."""
    path = changed(KOSONG, tmp_path / "luas.xlsx", with_formula("SUMPRODUCT(A1:XFD1048576*1)"))
    pagar = Pagar(IRONCALC, Batas(detik=300, cpu=300, memori=GIB // 2), plain_copy)
    try:
        with pytest.raises(PembandingError, match="terlalu banyak memori"):
            pagar.evaluate(path, [("Rekap", (0, 0))])
        assert pagar.evaluate(KOSONG, [("Rekap", (0, 0))]) == [read_buku(KOSONG).sheet("Rekap").nilai.get((0, 0))]
    finally:
        pagar.close()


@pytest.mark.parametrize("asal", sorted(FOLDER.glob("*.xlsx")), ids=lambda p: p.stem)
@pytest.mark.sampel(3)
def test_what_openpyxl_saved_is_not_accused(asal: Path, tmp_path: Path) -> None:
    """R3: B12. The file has not changed; what the engine misreads in it is no change of formulas."""
    path = save_openpyxl(Path(shutil.copy(asal, tmp_path / asal.name)))
    (laporan,), galat = compare_files([path], None, "ironcalc")
    assert not galat
    assert laporan.laporan.pembanding == ("ironcalc",)
    assert not [t for t in laporan.temuan if t.kode in ("BKS15", "BKS16")]


def test_unmended_the_engine_reads_a_blank_cell_as_0(tmp_path: Path) -> None:
    """R3 can fail: the cell is blank, and openpyxl writes that it is a number."""
    bagian = plain('IF(C1="","kosong","isi")&ISNUMBER(C1)')
    lembar = bagian["xl/worksheets/sheet1.xml"]
    bagian["xl/worksheets/sheet1.xml"] = re.sub(rb'(<c r="B1".*?</c>)', rb'\1<c r="C1" t="n"/>', lembar)
    path = write_parts(tmp_path / "x.xlsx", bagian)
    pagar = Pagar(IRONCALC, BATAS["ironcalc"])
    tempat = [("A", (0, 1)), ("A", (0, 2))]
    assert pagar.evaluate(path, tempat) == ["isiTRUE", 0]
    pagar.close()
    assert engine("ironcalc")(path, tempat) == ["kosongFALSE", None]


# -- LibreOffice ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cara", CARA)
def test_nobody_is_asked_for_anything(cara: str, lo: LibreOffice, tmp_path: Path) -> None:
    """R4: F35, calculated and printed."""
    with listener() as pendengar:
        path = write_parts(tmp_path / "x.xlsx", CARA[cara](f"http://127.0.0.1:{pendengar.port}/x"))
        asli = path.read_bytes()
        with lo.open(path) as dok:
            dok.recalculate()
            dok.values("A", (0, 0), (9, 9))
            dok.save_pdf(tmp_path / "x.pdf")
        assert pendengar.tamu == []
        assert path.read_bytes() == asli


@pytest.mark.usefixtures("lo")
def test_a_linked_picture_in_commands(tmp_path: Path) -> None:
    """R4: as `ekspor .pdf`, `kirim` and `hitung --pembanding libreoffice` open it."""
    with listener() as pendengar:
        path = write_parts(tmp_path / "x.xlsx", linked_picture(f"http://127.0.0.1:{pendengar.port}/a.png"))
        assert (pdf_bytes_of_file(path) or b"").startswith(b"%PDF")
        assert engine("libreoffice")(path, [("A", (0, 1)), ("Tidak Ada", (0, 0))]) == [2, None]
        assert pendengar.tamu == []


@pytest.mark.usefixtures("lo")
def test_the_listener_hears_what_is_not_fenced(tmp_path: Path) -> None:
    """R4 can fail: LibreOffice as it is does fetch the picture; the copy alone and the profile alone stop it."""
    with listener() as pendengar:
        path = write_parts(tmp_path / "x.xlsx", linked_picture(f"http://127.0.0.1:{pendengar.port}/a.png"))
        bersih = tmp_path / "bersih.xlsx"
        bersih.write_bytes(without_outside(path))
        with LibreOffice(tertutup=False) as terbuka:
            with terbuka.open(bersih) as dok:
                dok.save_pdf(tmp_path / "bersih.pdf")
            assert pendengar.tamu == []
            with terbuka.open(path) as dok:
                dok.save_pdf(tmp_path / "x.pdf")
        assert b"GET /a.png HTTP/1.1" in pendengar.tamu
        pendengar.tamu.clear()
        with LibreOffice() as tertutup:
            tertutup.copy = Path.read_bytes
            with tertutup.open(path) as dok:
                dok.save_pdf(tmp_path / "x.pdf")
        assert pendengar.tamu == []


def test_a_remembered_value_of_another_workbook_stays(lo: LibreOffice, tmp_path: Path) -> None:
    """R5: what the file knows of it is all there is."""
    with lo.open(write_parts(tmp_path / "x.xlsx", other_workbook("http://127.0.0.1:9/x.xlsx"))) as dok:
        dok.recalculate()
        assert dok.value("A", (0, 1)) == 42


@pytest.mark.parametrize("cara", CARA)
def test_nothing_in_the_copy_leads_out(cara: str, tmp_path: Path) -> None:
    """R5"""
    alamat = "http://contoh.invalid/x"
    path = write_parts(tmp_path / "x.xlsx", CARA[cara](alamat))
    salinan = tmp_path / "salinan.xlsx"
    salinan.write_bytes(without_outside(path))
    with zipfile.ZipFile(salinan) as paket:
        bagian = {n: paket.read(n) for n in paket.namelist()}
    hubungan = b"".join(isi for n, isi in bagian.items() if n.endswith(".rels"))
    luar = [h for h in re.findall(rb"<Relationship .*?>", hubungan) if b"TargetMode" in h]
    assert all(b"/externalLinkPath" in h or b"/hyperlink" in h for h in luar)
    assert not [h for h in luar if alamat.encode() in h and b"/hyperlink" not in h]
    assert not any(alamat.encode() in isi for n, isi in bagian.items() if n.endswith((".vml", ".png")))
    assert b"ddeLink" not in bagian.get("xl/externalLinks/externalLink1.xml", b"")
    assert read_buku(salinan).lembar == read_buku(path).lembar
    assert all(isi == PNG for n, isi in bagian.items() if n.endswith(".png")) or cara == "SVG"


@pytest.mark.parametrize("alamat", ["file:///etc/passwd", r"\\server\bagi\x.xlsx", "lain.xlsx"])
def test_a_link_to_click_on_that_is_no_web_address(alamat: str, tmp_path: Path) -> None:
    """R5"""
    path = write_parts(tmp_path / "x.xlsx", CARA["tautan klik"](alamat))
    (tmp_path / "salinan.xlsx").write_bytes(without_outside(path))
    with zipfile.ZipFile(tmp_path / "salinan.xlsx") as paket:
        hubungan = paket.read("xl/worksheets/_rels/sheet1.xml.rels").decode()
    assert alamat not in hubungan
    assert 'Target="about:blank"' in hubungan


def test_our_own_workbooks_are_copied_as_they_are(tmp_path: Path) -> None:
    """R5: every part but the relationships, byte for byte; those lead to the same parts."""
    for path in (BENDO, FOLDER / "buku_kinerja_sokobanah_2022.xlsx"):
        salinan = tmp_path / path.name
        salinan.write_bytes(without_outside(path))
        with zipfile.ZipFile(path) as a, zipfile.ZipFile(salinan) as b:
            assert a.namelist() == b.namelist()
            for nama in a.namelist():
                if nama.endswith(".rels"):
                    assert a.read(nama).count(b"<Relationship ") == b.read(nama).count(b"<Relationship ")
                else:
                    assert a.read(nama) == b.read(nama)


def test_a_copy_that_is_not_printed_lacks_what_pages_repeat_and_nothing_else(lo: LibreOffice, tmp_path: Path) -> None:
    """R5: LibreOffice repeats no row of it, and calculates and shows the same."""
    path, salinan = buku_kecil.small(), tmp_path / "salinan.xlsx"
    salinan.write_bytes(without_outside(path, cetak=False))
    with zipfile.ZipFile(path) as a, zipfile.ZipFile(salinan) as b:
        assert {n for n in a.namelist() if a.read(n) != b.read(n) and not n.endswith(".rels")} == {"xl/workbook.xml"}
        dulu, kini = (re.findall(rb"<definedName .*?</definedName>", x.read("xl/workbook.xml")) for x in (a, b))
    assert kini == [n for n in dulu if b"Print_Titles" not in n] != dulu
    with lo.open(path) as penuh, lo.open(path, cetak=False) as polos:
        assert [d.sheet("Susunan").getPrintTitleRows() for d in (penuh, polos)] == [True, False]
        for nama in ("Susunan", "Capaian"):
            assert polos.values(nama, (0, 0), (30, 15)) == penuh.values(nama, (0, 0), (30, 15))


@pytest.mark.parametrize("rumus", ["[1]S!A1", "'{}[lain.xlsx]S'!A1"])
def test_formulas_opens_no_other_workbook(rumus: str, tmp_path: Path) -> None:
    """R4: a workbook that lies where the reference says, and holds 5; outside of the fence it is opened."""
    need(None if find_spec("formulas") else "formulas belum terpasang; pasang kinerja[rumus]")
    with xlsxwriter.Workbook(tmp_path / "lain.xlsx") as lain:
        lain.add_worksheet("S").write(0, 0, 5)
    isi = '<externalBook r:id="rId1"><sheetNames><sheetName val="S"/></sheetNames></externalBook>'
    bagian = external(isi, "lain.xlsx", "externalLinkPath", rumus.format(f"{tmp_path}{os.sep}"))
    path = write_parts(tmp_path / "x.xlsx", bagian)
    import formulas

    terbuka = formulas.ExcelModel().loads(str(path)).finish().calculate()
    assert {str(k).upper(): v for k, v in terbuka.items()}["'[LAIN.XLSX]S'!A1"].value[0, 0] == 5
    assert engine("formulas")(path, [("A", (0, 0)), ("A", (0, 1))]) == [1, Galat("#REF!")]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc")
@pytest.mark.usefixtures("lo")
def test_soffice_ends_with_the_program(tmp_path: Path) -> None:
    """R6: killed without a word, it leaves neither process nor profile."""
    kode = (f"import sys; from {LibreOffice.__module__} import LibreOffice\n"
            "lo = LibreOffice(); lo.__enter__()\n"
            "print(lo.pid, lo._proses.pid, lo._profil, flush=True); sys.stdin.read()")
    lingkungan = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    pipa = subprocess.PIPE
    induk = subprocess.Popen([sys.executable, "-c", kode], stdin=pipa, stdout=pipa, env=lingkungan)
    with induk:
        assert induk.stdout is not None
        soffice, penjaga, profil = induk.stdout.readline().decode().split()
        jaga = os.pidfd_open(int(penjaga))
        assert Path(profil).is_dir()
        induk.kill()
        assert select.select([jaga], [], [], 60)[0], "penjaga soffice masih berjalan"
        os.close(jaga)
    assert not is_there(int(soffice))
    assert not Path(profil).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
@pytest.mark.usefixtures("lo")
def test_soffice_has_too_little_memory() -> None:
    """R6: it does not start, and that is a sentence."""
    with pytest.raises(KinerjaError) as galat, LibreOffice(memori=GIB // 8):
        pass
    assert galat.value.kode == "BKS16"
