"""The commands around a workbook: ekspor, kirim, tahun-berikutnya, pindah, cek, addin, instrumen tulis/bandingkan.

R1 exit codes as documented; R2 what is written is told, and JSON stands alone on stdout; R3 an input is never changed;
R4 with the province's public key `periksa` also says whether the file is as it was issued.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from bantu.contoh import FOLDER
from test_cli import BENDO, INSTRUMEN, MENDED, run

from kinerja_core.dasar.identitas import Identitas
from kinerja_core.instrumen.model import find_instrumen, load_instrumen
from kinerja_core.kertas_kerja.buat import build_sealed
from kinerja_core.segel.tanda import load_private, make_keys

KEMANGKON = FOLDER / "buku_kinerja_kemangkon_2022.xlsx"
Cap = pytest.CaptureFixture[str]


def test_ekspor_by_ending(capsys: Cap, tmp_path: Path) -> None:
    for akhiran in ("csv", "json"):
        kode, keluar, _ = run(capsys, "ekspor", BENDO, "-o", tmp_path / f"b.{akhiran}")
        assert (kode, keluar) == (0, f"Tertulis {tmp_path / f'b.{akhiran}'}\n")
        assert (tmp_path / f"b.{akhiran}").stat().st_size > 4000
    assert run(capsys, "ekspor", BENDO, "-o", tmp_path / "b.docx")[0] == 2


def test_kirim_refuses_while_something_is_wajib(capsys: Cap, tmp_path: Path) -> None:
    sebelum = BENDO.read_bytes()
    kode, keluar, _ = run(capsys, "kirim", BENDO, "--ke", tmp_path, "--json")
    isi = json.loads(keluar)
    assert (kode, isi["berkas"], isi["catatan"][0]["kode"]) == (1, None, "KRM01")
    assert not list(tmp_path.iterdir())
    (tmp_path / "cetak.pdf").write_bytes(b"%PDF-1.4\n")
    kode, keluar, _ = run(capsys, "kirim", BENDO, "--ke", tmp_path, "--tetap", "--pdf", tmp_path / "cetak.pdf")
    assert kode == 0
    assert "KRM03" in keluar
    assert "HUB03" in keluar
    (hasil,) = tmp_path.glob("*.zip")
    assert len(zipfile.ZipFile(hasil).namelist()) == 6
    assert BENDO.read_bytes() == sebelum


@pytest.mark.parametrize(("perintah", "sumber", "awalan"), [
    ("tahun-berikutnya", KEMANGKON, "LJT"), ("pindah", MENDED, "PDH")])
def test_carrying_on_tells_what_became_of_it(capsys: Cap, tmp_path: Path, perintah: str, sumber: Path,
                                             awalan: str) -> None:
    kode, keluar, _ = run(capsys, perintah, sumber, "-o", tmp_path / "baru.xlsx", "--json")
    isi = json.loads(keluar)
    assert kode == 0
    assert isi["berkas"] == str(tmp_path / "baru.xlsx")
    assert {c["kode"][:3] for c in isi["catatan"]} == {awalan}
    assert run(capsys, perintah, sumber, "-o", tmp_path / "baru.xlsx")[0] == 2  # never over another file


def test_cek_and_addin(capsys: Cap, tmp_path: Path) -> None:
    kode, keluar, _ = run(capsys, "cek", "--json")
    assert kode in (0, 1)
    assert json.loads(keluar)["baris"]
    kode, keluar, _ = run(capsys, "addin", "bangun", "-o", tmp_path / "k.xlam")
    assert kode == 0
    assert (tmp_path / "k.xlam.sha256").read_text("ascii").split()[0] in keluar


def test_an_instrument_goes_to_excel_and_back(capsys: Cap, tmp_path: Path) -> None:
    naskah, kembali = tmp_path / "naskah.xlsx", tmp_path / "kembali.toml"
    assert run(capsys, "instrumen", "tulis", INSTRUMEN, "-o", naskah)[0] == 0
    assert run(capsys, "instrumen", "tulis", naskah, "-o", kembali)[0] == 0
    assert run(capsys, "instrumen", "bandingkan", INSTRUMEN, kembali)[:2] == (0, "Tidak ada yang berbeda.\n")
    kembali.write_text(kembali.read_text("utf-8").replace("Wawasan", "Wawasannya", 1), encoding="utf-8")
    kode, keluar, _ = run(capsys, "instrumen", "bandingkan", INSTRUMEN, kembali, "--json")
    assert (kode, len(json.loads(keluar)["beda"])) == (1, 1)


def test_periksa_with_the_public_key(capsys: Cap, tmp_path: Path) -> None:
    """R4: as issued; without the key nothing is claimed; one weight changed: not authentic, exit 3."""
    pribadi, publik = make_keys()
    ident = Identitas(kode_wilayah="35.69.99", nama="Contoh", kabupaten="Contoh", provinsi="Jawa Timur")
    buku, pem = tmp_path / "segel.xlsx", tmp_path / "publik.pem"
    buku.write_bytes(build_sealed(load_instrumen(find_instrumen(INSTRUMEN)), ident, load_private(pribadi)))
    pem.write_bytes(publik)
    kode, keluar, _ = run(capsys, "periksa", buku, "--kunci", pem)
    assert kode == 1  # an empty form
    assert "Cek Keaslian: Asli" in keluar
    assert "Keaslian" not in run(capsys, "periksa", buku)[1]
    wb = openpyxl.load_workbook(buku)
    sel = next(s for baris in wb["Kertas Kerja"].iter_rows() for s in baris if s.value == 1.5)
    sel.value = 2.5
    wb.save(buku)
    kode, keluar, _ = run(capsys, "periksa", buku, "--kunci", pem, "--json")
    (berkas,) = json.loads(keluar)["berkas"]
    assert kode == 3
    assert berkas["keaslian"].startswith("Tidak asli")
    assert f"Kertas Kerja!{sel.coordinate}" in {s for c in berkas["catatan"] if c["kode"] == "SGL04" for s in c["sel"]}
    assert run(capsys, "periksa", buku, "--kunci", tmp_path / "tidak_ada.pem")[0] == 2
