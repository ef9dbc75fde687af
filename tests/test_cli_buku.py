"""The command line on a Buku Kinerja: made, read, reckoned and checked; exit codes, words, nothing changed.

R1 0 clean, 1 findings, 2 unusable, 3 integrity broken. R2 an empty book opens and says so. R3 a plan comes
back as the file it was made from. R4 every wrong call is a sentence with its kode and leaves no file. R5 JSON has its
published shape and stands alone on stdout. R6 both kinds of workbook in one call; a bad file never stops the others.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from bantu.bersama import book
from bantu.contoh import FOLDER
from bantu.rencana_acak import ISI_SAH, plan
from bantu.simpan import open_openpyxl
from test_cli import run

from kinerja_core.buku_kinerja.baca import read_book_file
from kinerja_core.buku_kinerja.lembar import tempat as p
from kinerja_core.buku_kinerja.lembar.susun import describe
from kinerja_core.buku_kinerja.rencana import TABEL, parse_rencana, rencana_as_dict
from kinerja_core.dasar.sebab import causes
from kinerja_core.dasar.temuan import KATALOG, buat_temuan
from kinerja_core.lembar.kendali import LEMBAR_META
from kinerja_core.xlsx.buku import alamat

#: The sound plan with the spare rows that `buat` gives.
SAH = parse_rencana(rencana_as_dict(plan(ISI_SAH)) | {"kapasitas": {}})
BENDO = FOLDER / "kertas_kerja_bendo_2022.xlsx"
KANTOR = ("--kode-wilayah", "35.69.98", "--nama", "Uji", "--kabupaten", "Contoh", "--provinsi", "Jawa Timur")
Capsys = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def sah(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of the sound plan, whose printed figures still give findings."""
    path = tmp_path_factory.mktemp("sah") / "sah.xlsx"
    path.write_bytes(book(SAH))
    return path


def plan_file(folder: Path, **ubah: Any) -> Path:
    """The sound plan as a .json file with some keys of its head replaced."""
    (path := folder / "rencana.json").write_text(json.dumps(rencana_as_dict(SAH) | ubah), encoding="utf-8")
    return path


def overwritten(sah: Path, ke: Path) -> Path:
    """A copy with one formula typed over."""
    lembar, posisi = describe(SAH).keluaran[("capaian", "I002")]
    buku = open_openpyxl(sah)
    buku[lembar][alamat(posisi)] = 1
    buku.save(ke)
    return ke


# --- buat ---------------------------------------------------------------------------------------------------------


def test_an_empty_book_opens_and_says_that_it_is_empty(capsys: Capsys, tmp_path: Path) -> None:
    """R2: KLK07 and nothing else; every result cell agrees all the same."""
    path = tmp_path / "kosong.xlsx"
    assert run(capsys, "buat", "buku", *KANTOR, "--tahun", "2026", "-o", path)[0] == 0
    rencana = read_book_file(path).rencana
    assert (rencana.identitas.nama, rencana.tahun, rencana.data) == ("Uji", 2026, {})
    kode, keluar, _ = run(capsys, "periksa", path, "--json")
    (catatan,) = json.loads(keluar)["berkas"][0]["catatan"]
    assert (kode, catatan["kode"], catatan["tingkat"]) == (1, "KLK07", "wajib")
    kode, keluar, _ = run(capsys, "hitung", path)
    assert kode == 1
    assert (cocok := re.search(r"(\d+) dari (\d+) sel hasil sepakat", keluar)) is not None
    assert cocok[1] == cocok[2] != "0"
    assert {s.title for s in open_openpyxl(path).worksheets} == {s.nama for s in describe(rencana).lembar}


def test_an_empty_book_on_a4(capsys: Capsys, tmp_path: Path) -> None:
    """R2: the paper is a setting of the plan."""
    path = tmp_path / "a4.xlsx"
    assert run(capsys, "buat", "buku", *KANTOR, "--tahun", "2026", "--kertas", "a4", "-o", path)[0] == 0
    assert list(read_book_file(path).rencana.data.values()) == ["A4"]
    assert open_openpyxl(path)[p.IKU].page_setup.paperSize == 9


@pytest.mark.parametrize("lebih", [["--tahun", "2026"], ["--nama", "Lain"], ["--kertas", "a4"], ["--isian", "x.toml"]])
def test_what_a_plan_file_says_is_not_said_twice(capsys: Capsys, tmp_path: Path, lebih: list[str]) -> None:
    """R4: an option that would be ignored is refused."""
    kode, _, galat = run(capsys, "buat", plan_file(tmp_path), *lebih, "-o", tmp_path / "x.xlsx")
    assert (kode, galat[:5], (tmp_path / "x.xlsx").exists()) == (2, "PGL01", False)


@pytest.mark.parametrize("bentuk", ["json", "toml"])
def test_a_plan_file_becomes_its_workbook(capsys: Capsys, tmp_path: Path, bentuk: str) -> None:
    """R3: JSON, and TOML that says jenis = "buku_kinerja"."""
    sumber = plan_file(tmp_path)
    if bentuk == "toml":
        (sumber := tmp_path / "r.toml").write_text(
            'versi = 1\njenis = "buku_kinerja"\ntahun = 2022\n[identitas]\nkode_wilayah = "35.69.98"\nnama = "Uji"\n'
            'kabupaten = "Contoh"\nprovinsi = "Jawa Timur"\n[[node]]\njenis = "Tujuan"\nuraian = "x"\n', "utf-8")
    kode, keluar, _ = run(capsys, "buat", sumber, "-o", tmp_path / "x.xlsx")
    assert (kode, keluar) == (0, f"Tertulis {tmp_path / 'x.xlsx'}\n")
    baca = read_book_file(tmp_path / "x.xlsx").rencana
    assert baca.data == (SAH.data if bentuk == "json" else {("N001", "jenis"): "Tujuan", ("N001", "uraian"): "x"})


def test_wrong_calls_are_sentences_and_leave_no_file(capsys: Capsys, tmp_path: Path) -> None:
    """R4: each with exit code 2, its kode and what it is about."""
    keluar = tmp_path / "keluar"
    keluar.mkdir()
    x = keluar / "x.xlsx"
    salah_ketik = rencana_as_dict(SAH)["node"]
    salah_ketik[0]["uraina"] = salah_ketik[0].pop("uraian")
    (rusak := tmp_path / "rusak.json").write_text("{", "utf-8")
    (daftar := tmp_path / "daftar.json").write_text("[]", "utf-8")
    wilayah = ("--kode-wilayah", "35.69", *KANTOR[2:])
    for argumen, dicari in (
        (("buku", *KANTOR, "-o", x), ("PGL01", "--tahun")),
        (("buku", *KANTOR, "--tahun", "26", "-o", x), ("PGL01", "Tahun 26")),
        (("buku", *wilayah, "--tahun", "2026", "-o", x), ("INS04", "35.69")),
        (("buku", *KANTOR[2:], "--tahun", "2026", "-o", x), ("INS03", "kode_wilayah")),
        (("buku", *KANTOR, "--tahun", "2026", "-o", keluar / "x.xls"), ("PGL01", ".xlsx")),
        (("buku", *KANTOR, "--tahun", "2026", "--kertas", "a3", "-o", x), ("PGL01", "a3")),
        ((plan_file(tmp_path, node=salah_ketik), "-o", x), ("INS02", "Mungkin maksud Anda uraian?")),
        ((rusak, "-o", x), ("RNC01", "JSON")),
        ((daftar, "-o", x), ("RNC01",)),
        ((tmp_path / "tidak_ada.json", "-o", x), ("BKS01", "tidak_ada.json")),
    ):
        kode, terlihat, salah = run(capsys, "buat", *argumen)
        assert (kode, terlihat) == (2, ""), argumen
        assert all(d in salah for d in dicari), (argumen, salah)
        assert salah.split()[0] in KATALOG
    assert list(keluar.iterdir()) == []


def test_wrong_values_in_a_plan_are_all_told(capsys: Capsys, tmp_path: Path) -> None:
    """R4: year, kind, office and a slot of another table at once or each by itself; never a traceback."""
    for ubah in ({"tahun": 22}, {"jenis": "buku"}, {"versi": 2}, {"identitas": {"nama": "Uji"}},
                 {"node": [{"slot": "I001", "jenis": "Tujuan"}]}, {"node": [{"jenis": ["Tujuan"]}]}):
        kode, _, salah = run(capsys, "buat", plan_file(tmp_path, **ubah), "-o", tmp_path / "x.xlsx")
        assert kode == 2, ubah
        assert salah.split()[0] in KATALOG, ubah
    assert not (tmp_path / "x.xlsx").exists()


# --- baca ---------------------------------------------------------------------------------------------------------


def test_baca_json_is_the_plan_and_makes_the_same_file(capsys: Capsys, sah: Path, tmp_path: Path) -> None:
    """R3: what `baca --json` prints goes into `buat` as it is and gives the same bytes."""
    kode, keluar, salah = run(capsys, "baca", sah, "--json")
    assert (kode, salah) == (0, "")
    isi = json.loads(keluar)
    assert {k: v for k, v in isi.items() if k != "ruang"} == json.loads(json.dumps(rencana_as_dict(SAH)))
    (sumber := tmp_path / "lagi.json").write_text(keluar, "utf-8")
    assert run(capsys, "buat", sumber, "-o", tmp_path / "lagi.xlsx")[0] == 0
    assert (tmp_path / "lagi.xlsx").read_bytes() == sah.read_bytes()


def test_baca_in_words(capsys: Capsys, sah: Path) -> None:
    """R3: every used row and every value of it stands there."""
    kode, keluar, _ = run(capsys, "baca", sah)
    assert kode == 0
    assert "Buku Kinerja tahun 2022\nKecamatan Uji (35.69.98)" in keluar
    for t in TABEL.values():
        assert [s for s in SAH.used(t.kunci) if f"slot {s};" not in keluar] == []
    assert "uraian Simpul 3\n" in keluar


# --- hitung, periksa ----------------------------------------------------------------------------------------------


def test_hitung_json_has_its_shape(capsys: Capsys, sah: Path) -> None:
    """R5: every indicator and node with three values and the cell; totals; findings as `periksa` gives them."""
    kode, keluar, salah = run(capsys, "hitung", sah, "--json")
    assert (kode, salah) == (1, "")
    isi = json.loads(keluar)
    assert (isi["versi"], len(isi["berkas"])) == (2, 1)
    satu = isi["berkas"][0]
    assert list(satu) == ["berkas", "jenis", "identitas", "tahun", "pembanding", "sepakat", "jumlah_sel", "total",
                          "indikator", "susunan", "catatan"]
    assert (satu["jenis"], satu["pembanding"], satu["sepakat"]) == ("buku_kinerja", ["ironcalc"], True)
    assert satu["jumlah_sel"] == len(describe(SAH).keluaran)
    assert satu["total"] == {"anggaran": 31e6, "realisasi_anggaran": 27.9e6, "penyerapan": pytest.approx(90)}
    assert [i["kode"] for i in satu["indikator"]] == SAH.used("indikator")
    assert [n["kode"] for n in satu["susunan"]] == SAH.used("node")
    for baris in (*satu["indikator"], *satu["susunan"]):
        for nama, tiga in baris.items():
            if nama not in ("kode", "uraian"):
                assert list(tiga) == ["inti", "tersimpan", "rumus", "sel"]
                assert tiga["inti"] == pytest.approx(tiga["tersimpan"]) == pytest.approx(tiga["rumus"]["ironcalc"])
    assert satu["catatan"] == json.loads(run(capsys, "periksa", sah, "--json")[1])["berkas"][0]["catatan"]


def test_hitung_shows_the_iku_and_the_budget(capsys: Capsys, sah: Path) -> None:
    """R5: in words, with decimal comma."""
    keluar = run(capsys, "hitung", sah)[1]
    assert re.search(r"I002 .*Indikator 2", keluar)
    assert "Anggaran    31000000" in keluar
    assert "Penyerapan  90,00 %" in keluar


def test_periksa_json_tells_kode_place_and_mend(capsys: Capsys, sah: Path) -> None:
    """R5."""
    kode, keluar, salah = run(capsys, "periksa", sah, "--json")
    assert (kode, salah) == (1, "")
    catatan = json.loads(keluar)["berkas"][0]["catatan"]
    assert catatan
    for c in catatan:
        assert list(c) == list(causes([buat_temuan("BKS01")])[0].as_dict())
        assert c["tingkat"] == KATALOG[c["kode"]].tingkat


@pytest.mark.parametrize("perintah", ["hitung", "periksa"])
def test_an_overwritten_formula_gives_3(capsys: Capsys, sah: Path, tmp_path: Path, perintah: str) -> None:
    """R1: BKS13 whichever command meets it."""
    kode, keluar, _ = run(capsys, perintah, overwritten(sah, tmp_path / "x.xlsx"))
    assert kode == 3
    assert "BKS13" in keluar


def test_a_damaged_meta_gives_2(capsys: Capsys, sah: Path, tmp_path: Path) -> None:
    """R1, R4: one sentence with its kode for every command that reads."""
    buku = open_openpyxl(sah)
    for baris in buku[LEMBAR_META].iter_rows():
        if baris[0].value == "kapasitas":
            baris[1].value = "node=banyak"
    buku.save(rusak := tmp_path / "rusak.xlsx")
    for perintah in ("baca", "hitung", "periksa"):
        kode, keluar, salah = run(capsys, perintah, rusak)
        assert kode == 2
        assert "RNC01" in keluar + salah


def test_both_kinds_of_workbook_and_a_bad_file_in_one_call(capsys: Capsys, sah: Path, tmp_path: Path) -> None:
    """R6: each in the shape of its kind, in the order of the call; stdout is JSON alone."""
    (rusak := tmp_path / "rusak.xlsx").write_bytes(sah.read_bytes()[:5000])
    kode, keluar, salah = run(capsys, "hitung", sah, rusak, BENDO, "--json")
    assert (kode, salah) == (2, "")
    buku, bukan, kertas = json.loads(keluar)["berkas"]
    assert buku["jenis"] == "buku_kinerja"
    assert list(bukan) == ["berkas", "catatan"]
    assert kertas["instrumen"]["id"] == "sinergisitas_jatim_2022"
    kode, keluar, _ = run(capsys, "periksa", sah, BENDO)
    assert kode == 1
    assert keluar.index(str(sah)) < keluar.index(str(BENDO))


def test_progress_stands_on_stderr_alone(capsys: Capsys, sah: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """R5: a bar (more than five files) on a terminal's stderr; stdout is still nothing but JSON."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    banyak = [sah] * 6
    kode, keluar, salah = run(capsys, "periksa", *banyak, "--json")
    assert kode == 1
    assert len(json.loads(keluar)["berkas"]) == len(banyak)
    assert "Membaca berkas" in salah or sah.name in salah


def test_inputs_are_never_changed(capsys: Capsys, sah: Path, tmp_path: Path) -> None:
    """R6: reading, reckoning and checking leave the folder as it was."""
    (salinan := tmp_path / "buku.xlsx").write_bytes(sah.read_bytes())
    for perintah in ("baca", "periksa", "hitung"):
        run(capsys, perintah, salinan)
    assert salinan.read_bytes() == sah.read_bytes()
    assert [f.name for f in tmp_path.iterdir()] == ["buku.xlsx"]
