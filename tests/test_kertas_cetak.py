"""Paper is a value of Denah, and the paper of everything that names none stands in one line.

R1 with that one line changed in a copy to A4, the paper of the file, page breaks, texts and the default of the command
line follow for both kinds of workbook; what names its own paper (A3) stays. R2 on each paper to choose, rows between
page breaks fit the page, and no text of a workbook names another paper. R3 a sealed A4 template comes back without a
false alarm, alone and collected, also when its user changed the page set-up; a paper claimed falsely is told.
R4 moving and the next year keep the paper. R5 `sebar --kertas`, and the line of Pengaturan, send that paper.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from contextlib import nullcontext
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bantu.kiriman import KUNCI, PUBLIK, listed, repack
from bantu.pembanding_teliti import Borongan
from test_cli import run
from test_pemeriksaan_luar import claiming
from test_provinsi import INS as KECIL

from kinerja_core.buku_kinerja.buat import build_book
from kinerja_core.buku_kinerja.lembar.susun import describe as describe_book
from kinerja_core.buku_kinerja.rencana import PROFIL, Rencana, empty_rencana, load_rencana
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.instrumen.model import find_instrumen, load_instrumen, templat_dir
from kinerja_core.instrumen.naskah.tulis import plain_data, to_toml
from kinerja_core.kantor.baca import read_file
from kinerja_core.kantor.buat import make
from kinerja_core.kantor.contoh import CONTOH, INSTRUMEN
from kinerja_core.kantor.periksa import check, check_any
from kinerja_core.kantor.pindah import move
from kinerja_core.kantor.tahun_berikutnya import next_year
from kinerja_core.kertas_kerja.buat import build, build_sealed
from kinerja_core.kertas_kerja.lembar.kiriman import TandaKiriman
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.lembar.cetak import A3, A4, FOLIO, KERTAS_BAWAAN, PILIHAN_KERTAS, Kertas, page_room, rows_height
from kinerja_core.lembar.denah import Denah, Rumus
from kinerja_core.lembar.isian import Isian
from kinerja_core.provinsi.daftar import list_form
from kinerja_core.provinsi.folder import prepare_folder
from kinerja_core.provinsi.langkah import Cara, run_step, sendings
from kinerja_core.provinsi.pengaturan import NAMA, read_settings, settings_bytes
from kinerja_core.provinsi.register import open_register
from kinerja_core.provinsi.sebar.arsip import NAMA_ARSIP, read_archive
from kinerja_core.segel.keaslian import inspect
from kinerja_core.xlsx.baca import read_buku

AKAR = Path(__file__).parents[1]
SATU_BARIS = "KERTAS_BAWAAN = FOLIO\n"
LIHAT = """
import io, json, re, zipfile
from kinerja_core.buku_kinerja.lembar.susun import describe as describe_book
from kinerja_core.buku_kinerja.rencana import empty_rencana, load_rencana
from kinerja_core.instrumen.model import find_instrumen, load_instrumen, templat_dir
from kinerja_core.buku_kinerja.buat import build_book
from kinerja_core.kertas_kerja.buat import build
from kinerja_core.kantor.contoh import CONTOH, INSTRUMEN
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.perintah.kantor import buat
from kinerja_core.provinsi.verifikasi.lembar import guide_lines
import inspect

ins = load_instrumen(find_instrumen(INSTRUMEN))
rencana = load_rencana(templat_dir() / "contoh" / "kemangkon_2022.toml")
kk, bk = describe(ins, CONTOH), describe_book(rencana)

def kode(isi):
    paket = zipfile.ZipFile(io.BytesIO(isi))
    xml = [paket.read(n).decode() for n in paket.namelist() if n.startswith("xl/worksheets/sheet")]
    return sorted({k for x in xml for k in re.findall('paperSize="([0-9]+)"', x)})

def pisah(denah):
    return {s.nama: s.cetak.pisah for s in denah.lembar if s.cetak and s.cetak.pisah}

def teks(denah):
    semua = [str(s.isi) for lembar in denah.lembar for s in lembar.sel.values()]
    return [t for t in semua if re.search("pada kertas (Folio|A4)", t)]

print(json.dumps({
    "kode": [kode(build(ins, CONTOH)), kode(build_book(empty_rencana(CONTOH, 2026)))],
    "pisah_kk": pisah(kk), "pisah_bk": pisah(bk), "teks": [*teks(kk), guide_lines("nol")[-1]],
    "perintah": inspect.signature(buat).parameters["kertas"].default}))
"""


def seen(folder: Path) -> dict[str, Any]:
    """What both kinds say of their paper, asked of the core in that folder."""
    keluar = subprocess.run([sys.executable, "-c", LIHAT], cwd=folder, capture_output=True, text=True, check=True,
                            env={**os.environ, "PYTHONPATH": str(folder)})
    return dict(json.loads(keluar.stdout))


def test_the_default_paper_stands_in_one_line(tmp_path: Path) -> None:
    """R1"""
    for nama in ("kinerja_core", "workbook_templates"):
        shutil.copytree(AKAR / nama, tmp_path / nama, ignore=shutil.ignore_patterns("__pycache__"))
    cetak = tmp_path / "kinerja_core" / "lembar" / "cetak.py"
    asli = cetak.read_text("utf-8")
    assert asli.count(SATU_BARIS) == 1
    folio = seen(tmp_path)
    cetak.write_text(asli.replace(SATU_BARIS, "KERTAS_BAWAAN = A4\n"), "utf-8")
    a4 = seen(tmp_path)

    assert (folio["kode"], a4["kode"]) == ([["14"], ["14", "8"]], [["9"], ["8", "9"]])
    assert (folio["perintah"], a4["perintah"]) == ("folio", "a4")
    assert len(folio["teks"]) == 2
    assert a4["teks"] == [t.replace("Folio", "A4") for t in folio["teks"]] != folio["teks"]
    for kunci in ("pisah_kk", "pisah_bk"):
        assert folio[kunci] != a4[kunci]
    assert folio["pisah_bk"]["Capaian"] == a4["pisah_bk"]["Capaian"]


# -- what a workbook is, on either paper -------------------------------------------------------------------------

INS = load_instrumen(find_instrumen(INSTRUMEN))
PLAN = load_rencana(templat_dir() / "contoh" / "kemangkon_2022.toml")
_KERTAS = {k.nama for k in (FOLIO, A4, A3)}
pada_kertas = pytest.mark.parametrize("kertas", PILIHAN_KERTAS.values(), ids=lambda k: k.nama)


def plan_on(kertas: Kertas, rencana: Rencana = PLAN) -> Rencana:
    """A plan (the shipped one) on a paper."""
    return replace(rencana, data={**rencana.data, (PROFIL, "kertas"): kertas.nama})


def both(kertas: Kertas) -> tuple[Denah, Denah]:
    """Both kinds as described for a paper."""
    return describe(INS, CONTOH, TandaKiriman(kertas=kertas)), describe_book(plan_on(kertas))


def papers(isi: bytes) -> dict[str, int]:
    """Code of the paper of every sheet that prints, by its part."""
    paket = zipfile.ZipFile(io.BytesIO(isi))
    cari = {n: re.search(b'paperSize="([0-9]+)"', paket.read(n)) for n in paket.namelist() if "worksheets/sheet" in n}
    return {n: int(m[1]) for n, m in cari.items() if m}


@pada_kertas
def test_rows_between_breaks_fit_the_page(kertas: Kertas) -> None:
    """R2: of sheets on the workbook's own paper, lying down, down to the last row as built."""
    terlihat = []
    for denah in both(kertas):
        assert denah.kertas == kertas
        for s in denah.lembar:
            c = s.cetak
            if c is None or not c.pisah or c.kertas or c.tegak:
                continue
            terlihat.append(s.nama)
            muat = page_room(s, c.rentang[1][1] + 1, kertas)
            ulang = rows_height(s, c.ulang_baris[0], c.ulang_baris[1] + 1) if c.ulang_baris else 0.0
            batas = [0, *c.pisah, c.terpakai or c.rentang[1][0] + 1]
            tinggi = [rows_height(s, a, b) + (ulang if a else 0.0) for a, b in pairwise(batas)]
            assert all(t <= muat + 0.01 for t in tinggi), (s.nama, tinggi, muat)
    assert {"Lembar Cetak", "Pohon Kinerja", "RENAKSI", "LKjIP 3"} <= set(terlihat)


def test_each_paper_has_its_own_breaks_and_widths() -> None:
    """R2: Folio's are not A4's; a sheet with its own paper (A3) breaks as before."""
    pisah = [{s.nama: (s.cetak.pisah, s.cetak.lebar_halaman) for d in both(k) for s in d.lembar if s.cetak}
             for k in (FOLIO, A4)]
    beda = {n for n in pisah[0] if pisah[0][n] != pisah[1][n]}
    assert {"Lembar Cetak", "Pohon Kinerja", "RENAKSI", "LKjIP 3", "Realisasi"} <= beda
    assert not beda & {"Cascading", "Capaian"}


@pada_kertas
def test_no_text_names_another_paper(kertas: Kertas) -> None:
    """R2: in any cell, list of answers and words for A3 apart; and the file is on that paper."""
    lain = _KERTAS - {kertas.nama}
    for denah in both(kertas):
        teks = [s.isi.teks if isinstance(s.isi, Rumus) else s.isi for x in denah.lembar for s in x.sel.values()]
        sebut = {t for t in teks if isinstance(t, str) and re.search(rf"\b({'|'.join(lain)})\b", t)}
        assert sebut <= {*_KERTAS, "ukuran kertas saat buku dibuat; lembar Cascading selalu A3"}
    assert set(papers(build(INS, CONTOH, kertas=kertas)).values()) == {kertas.kode}


def test_the_default_paper_is_not_written_down() -> None:
    """R2: so that a workbook on it stays the one that was issued before papers were told."""
    folio, a4 = (describe(INS, CONTOH, TandaKiriman(kertas=k)).properti for k in (FOLIO, A4))
    assert KERTAS_BAWAAN == FOLIO
    assert set(a4.items()) - set(folio.items()) == {("kinerja_kertas", "A4")}


# -- what comes back -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tersegel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sealed template on A4."""
    path = tmp_path_factory.mktemp("a4") / "a4.xlsx"
    path.write_bytes(build_sealed(INS, CONTOH, KUNCI, Isian(CONTOH, {("jumlah_desa", "isi"): 5}), tenggat="2026-12-31",
                                  kertas=A4))
    return path


def accused(path: Path) -> set[str]:
    """What is told of the file itself, alone and by the way of a batch; both say the same of its seal."""
    alone = check(read_file(path), PUBLIK)
    bersama = inspect(Borongan(INS).read(path), PUBLIK)
    assert alone.keaslian.startswith(bersama.keaslian.sebutan)
    kode = {t.kode for t in alone.temuan if t.kode[:3] in ("SGL", "BKS")}
    assert {t.kode for t in bersama.temuan} <= kode
    return kode


def test_a_sealed_template_on_a4_is_as_issued(tersegel: Path) -> None:
    """R3"""
    assert accused(tersegel) == set()


def test_another_page_set_up_is_the_users_own_business(tersegel: Path, tmp_path: Path) -> None:
    """R3: printed on what paper there is; the file stays as issued and is still described for A4."""
    wb = openpyxl.load_workbook(tersegel)
    for ws in wb.worksheets:
        ws.page_setup.paperSize = FOLIO.kode
    wb.save(path := tmp_path / "x.xlsx")
    assert not {k for k in accused(path) if k.startswith("SGL")}
    assert read_file(path).denah.kertas == A4


@pytest.mark.sampel(2)
@pytest.mark.parametrize("kertas", ["Folio", "a4", "A3", ""])
def test_a_paper_claimed_falsely_is_told(tersegel: Path, tmp_path: Path, kertas: str) -> None:
    """R3: as every other line of `_meta`: the claim, or the sentence that names the paper, is not as issued."""
    path = claiming(tersegel, tmp_path / "x.xlsx", "kertas", lambda _: kertas)
    assert "SGL04" in accused(path)


def test_moving_and_the_next_year_keep_the_paper(tmp_path: Path) -> None:
    """R4: both kinds; the paper of the file and what the workbook says of it."""
    (kk := tmp_path / "k.xlsx").write_bytes(build(INS, CONTOH, kertas=A4))
    (bk := tmp_path / "b.xlsx").write_bytes(build_book(plan_on(A4, empty_rencana(CONTOH, 2026))))
    (depan := tmp_path / "depan.toml").write_text(find_instrumen(INSTRUMEN).read_text("utf-8").replace(
        f"tahun_penilaian = {INS.tahun_penilaian}", f"tahun_penilaian = {INS.tahun_penilaian + 1}"), "utf-8")
    for path, instrumen, milik in ((kk, str(depan), {A4.kode}), (bk, None, {A4.kode, A3.kode})):
        buku = read_buku(path)
        for baru in (move(buku), next_year(buku, instrumen)):
            assert set(papers(baru.isi).values()) == milik
    (lagi := tmp_path / "lagi.xlsx").write_bytes(next_year(read_buku(kk), str(depan)).isi)
    assert read_file(lagi, str(depan)).denah.kertas == A4
    for path in (kk, bk):
        assert not [t for t in check_any(read_file(path)) if t.kode[:3] in ("SGL", "BKS")]


# -- sending -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def kerja(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder of a round with a small instrument and two kecamatan."""
    folder = tmp_path_factory.mktemp("kerja") / "Kerja"
    (toml := folder.parent / "buatan.toml").write_text(to_toml(plain_data(KECIL)), "utf-8")
    prepare_folder(folder, str(toml))
    (folder / "Kecamatan.xlsx").write_bytes(list_form(KECIL, listed(1, 2)))
    return folder


def settings(kerja: Path, kertas: object) -> Path:
    """The settings of the round with that paper; None where nothing is said."""
    (path := kerja / NAMA).write_bytes(settings_bytes({
        "tenggat": "31 Desember 2026", "kunci": "../kunci", "kertas": kertas, "jobs": 1}))  # type: ignore[dict-item]
    return path


def test_a_province_sends_and_collects_a4(kerja: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """R5: everything of the sending is on that paper, and what comes back untouched is authentic."""
    ke = tmp_path / "Kirim"
    keluar = run(capsys, "sebar", kerja.parent / "buatan.toml", "--daftar", kerja / "Kecamatan.xlsx", "--tenggat",
                 "2026-12-31", "--ke", ke, "--kunci", tmp_path / "k", "--kertas", "a4")
    assert keluar[0] == 0, keluar
    for path in ke.rglob("*.xlsx"):
        assert set(papers(path.read_bytes()).values()) == {A4.kode}, path
    assert read_archive(ke).kertas == A4
    run(capsys, "kumpul", ke, "--instrumen", kerja.parent / "buatan.toml", "--register", tmp_path / "r.sqlite",
        "--kunci-publik", ke / "kunci_publik.pem")
    with open_register(tmp_path / "r.sqlite") as register:
        entri = register.round(register.instruments()[0]).entri
    assert [(k.keadaan, k.kode, k.keaslian) for e in entri for k in e.kiriman] == [
        ("dikembalikan", "KPL14", "asli")] * 2  # nothing but that it is still blank


def test_the_settings_choose_the_paper(kerja: Path) -> None:
    """R5: blank is the default; another paper is another sending; what is no paper is told at its cell."""
    cara = Cara(lambda *_: nullcontext(lambda _: None))
    for kertas, harus, banyak in ((None, KERTAS_BAWAAN, 1), (" folio ", FOLIO, 1), ("A4", A4, 2), ("A4", A4, 2)):
        assert read_settings(settings(kerja, kertas)).kertas == harus
        run_step("sebar", kerja, cara)
        assert len(sendings(kerja)) == banyak
        assert read_archive(sendings(kerja)[-1]).kertas == harus
    for salah, kode in (("A3", "BRS03"), (4, "BRS03"), (True, "BRS08")):
        with pytest.raises(KinerjaError) as galat:
            read_settings(settings(kerja, salah))
        assert [t.kode for t in galat.value.temuan] == [kode]
        assert galat.value.temuan[0].sel.startswith("Pengaturan!")


def test_an_archive_from_before_papers_were_told(kerja: Path, tmp_path: Path) -> None:
    """R5: was on the default paper."""
    settings(kerja, None)
    run_step("sebar", kerja, Cara(lambda *_: nullcontext(lambda _: None)))
    (lama := tmp_path / NAMA_ARSIP).write_bytes(repack((sendings(kerja)[0] / NAMA_ARSIP).read_bytes(), {
        "arsip.json": lambda teks: json.dumps({k: v for k, v in json.loads(teks).items() if k != "kertas"})}))
    assert read_archive(lama).kertas == KERTAS_BAWAAN


def test_a_paper_that_is_none_is_told(tmp_path: Path) -> None:
    """R5: in the words of the one who asked."""
    with pytest.raises(KinerjaError, match="a3 tidak dikenal; pilih folio atau a4"):
        make(INSTRUMEN, tmp_path / "x.xlsx", None, None, None, "a3", {})
