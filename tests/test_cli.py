"""The command line as a user meets it: exit codes, Indonesian words, nothing lost, no traceback.

R1 0 clean, 1 findings, 2 unusable, 3 integrity broken. R2 every error has kode, what is wrong and how to mend.
R3 one bad file never stops a batch. R4 outputs are written aside; an input is never changed.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import openpyxl
import pytest
from bantu.contoh import FOLDER

from kinerja_core.kertas_kerja.baca import read_workbook
from kinerja_core.perintah import cli
from kinerja_core.xlsx.buku import alamat

BENDO = FOLDER / "kertas_kerja_bendo_2022.xlsx"
MENDED = FOLDER / "kertas_kerja_bendo_2022_diperbaiki.xlsx"
INSTRUMEN = "sinergisitas_jatim_2022"


def run(capsys: pytest.CaptureFixture[str], *argumen: object) -> tuple[int, str, str]:
    """Exit code, stdout, stderr of one call."""
    lama, sys.argv = sys.argv, ["kinerja", *map(str, argumen)]
    try:
        with pytest.raises(SystemExit) as akhir:
            cli.main()
    finally:
        sys.argv = lama
    keluar = capsys.readouterr()
    assert "Traceback" not in keluar.err
    return int(akhir.value.code or 0), keluar.out, keluar.err


def test_findings_give_1_and_the_same_kode_as_the_sheet(capsys: pytest.CaptureFixture[str]) -> None:
    kode, keluar, _ = run(capsys, "periksa", BENDO)
    assert kode == 1
    assert "HUB06" in keluar
    assert "2 wajib diperbaiki" in keluar


def test_overwritten_formula_gives_3(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    lembar, posisi = read_workbook(MENDED).denah.nama["nilai_i01"]
    buku = openpyxl.load_workbook(MENDED)
    buku[lembar][alamat(posisi)] = 1.4
    buku.save(tmp_path / "x.xlsx")
    kode, keluar, _ = run(capsys, "hitung", tmp_path / "x.xlsx")
    assert kode == 3
    assert "BKS13" in keluar
    assert "BKS15" in keluar


def test_clean_instrument_call_and_unusable_calls(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    bukan = tmp_path / "catatan.xlsx"
    bukan.write_text("bukan excel")
    for argumen, dicari in (
        (("periksa", tmp_path / "tidak_ada.xlsx"), "BKS01"), (("baca", bukan), "BKS30"),
        (("jelaskan", "ISI99"), "Mungkin maksud Anda ISI1"), (("periksaa", BENDO), "PGL01"), (("baca",), "BERKAS"),
        (("periksa", BENDO, "--jsn"), "--json"), (("hitung", BENDO, "--pembanding", "excel"), "excel"),
        (("buat", INSTRUMEN, "-o", tmp_path / "x.xls", "--kode-wilayah", "35.20.10"), ".xlsx"),
        (("buat", INSTRUMEN, "-o", tmp_path / "x.xlsx", "--nama", "A"), "kode_wilayah"),
        (("buat", INSTRUMEN, "-o", tmp_path / "x.xlsx", "--tahun", "2023"), "2022"),
        (("buat", "tidak_ada", "-o", tmp_path / "x.xlsx"), "BKS09"),
    ):
        kode, keluar, salah = run(capsys, *argumen)
        assert kode == 2, argumen
        assert dicari in keluar + salah, (argumen, keluar, salah)


def test_one_bad_file_never_stops_a_batch(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    rusak = tmp_path / "rusak.xlsx"
    rusak.write_bytes(BENDO.read_bytes()[:5000])
    kode, keluar, _ = run(capsys, "periksa", rusak, BENDO, "--json")
    hasil = json.loads(keluar)["berkas"]
    assert kode == 2
    assert [len(x["catatan"]) for x in hasil] == [1, 4]  # causes: of Bendo five cells


def test_buat_from_options_and_from_identity_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    opsi = ("--kode-wilayah", "35.73.01", "--nama", "Contoh Kota", "--kabupaten", "Contoh")
    assert run(capsys, "buat", INSTRUMEN, *opsi, "-o", tmp_path / "a.xlsx")[0] == 0
    ident = tmp_path / "identitas.toml"
    ident.write_text('kode_wilayah = "35.73.01"\nnama = "Contoh Kota"\nkabupaten = "Contoh"\n', encoding="utf-8")
    assert run(capsys, "buat", INSTRUMEN, "--identitas", ident, "-o", tmp_path / "b.xlsx")[0] == 0
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    bacaan = read_workbook(tmp_path / "a.xlsx")
    assert bacaan.isian.identitas is not None
    assert bacaan.isian.identitas.daerah == "KOTA CONTOH"


def test_wrong_isian_names_every_mistake(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    isian = tmp_path / "isian.toml"
    isian.write_text(f'versi = 1\n[instrumen]\nid = "{INSTRUMEN}"\n[identitas]\nkode_wilayah = "35.20.10"\n'
                     'nama = "A"\nkabupaten = "B"\nprovinsi = "C"\n[isian.i01]\njumlahh = 3\n[isian.i99]\nn = 1\n'
                     "[data_umum]\ntahun_data = 2021-01-01\n", encoding="utf-8")
    kode, _, salah = run(capsys, "buat", INSTRUMEN, "--isian", isian, "-o", tmp_path / "x.xlsx")
    assert kode == 2
    assert salah.count("INS14") == 3
    assert "i01.jumlah" in salah
    assert not (tmp_path / "x.xlsx").exists()


def test_inputs_are_never_changed_and_outputs_written_aside(
        capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    salinan = tmp_path / "bendo.xlsx"
    salinan.write_bytes(BENDO.read_bytes())
    run(capsys, "baca", salinan)
    run(capsys, "periksa", salinan)
    run(capsys, "hitung", salinan)
    assert salinan.read_bytes() == BENDO.read_bytes()
    assert [p.name for p in tmp_path.iterdir()] == ["bendo.xlsx"]


def test_unwritable_target_is_one_sentence(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    sasaran = tmp_path / "sudah_folder.xlsx"
    sasaran.mkdir()
    opsi = ("--kode-wilayah", "35.20.10", "--nama", "A", "--kabupaten", "B")
    kode, _, salah = run(capsys, "buat", INSTRUMEN, *opsi, "-o", sasaran)
    assert kode == 2
    assert "BKS17" in salah
    assert [p.name for p in tmp_path.iterdir()] == ["sudah_folder.xlsx"]


def test_explanations_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Angka diketik sebagai teks" in run(capsys, "jelaskan", "isi05")[1]
    assert json.loads(run(capsys, "jelaskan", "ISI05", "--json")[1])["tingkat"] == "wajib"
    assert run(capsys, "--versi")[1].startswith("kinerja ")


def test_baca_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    kode, keluar, _ = run(capsys, "baca", BENDO)
    assert kode == 0
    assert "71,4" in keluar
    assert "(kosong)" in keluar


def test_an_unexpected_error_is_one_sentence_and_a_log(
        capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import platformdirs

    from kinerja_core.perintah import banyak

    def jatuh(*_: object) -> None:
        raise ZeroDivisionError("uji")

    monkeypatch.setattr(banyak, "check_files", jatuh)
    monkeypatch.setattr(platformdirs, "user_log_dir", lambda _: str(tmp_path / "log"))
    kode, keluar, salah = run(capsys, "periksa", BENDO)
    assert (kode, keluar) == (2, "")
    assert salah.startswith("PGL02")
    assert "ZeroDivisionError: uji" in (tmp_path / "log" / "kesalahan.log").read_text("utf-8")


@pytest.mark.parametrize("perintah", [
    [], ["buat"], ["baca"], ["hitung"], ["periksa"], ["jelaskan"], ["contoh"], ["instrumen"], ["instrumen", "periksa"]])
def test_help_is_indonesian(perintah: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    kode, keluar, _ = run(capsys, *perintah, "--help")
    assert kode == 0
    assert keluar.startswith("Pemakaian: kinerja")
    for inggris in ("Usage", "Options", "Arguments", "Commands", "Show this", "required", "default", "<Path>", "<str>",
                    "OPTIONS", "COMMAND", "ARGS"):
        assert inggris not in keluar


@pytest.mark.parametrize(("kode", "tulis", "daerah"), [
    ("35.99.01", "Kota Contoh", "Kota Contoh"), ("35.10.01", "Kabupaten Contoh", "Kabupaten Contoh"),
    ("35.10.01", "Kab. Contoh", "Kabupaten Contoh"), ("35.10.01", "Contoh", "Kabupaten Contoh"),
    ("35.99.01", "Kabupaten Contoh", ""), ("35.10.01", "Kota Contoh", ""),
])
def test_the_region_is_named_once(kode: str, tulis: str, daerah: str) -> None:
    """As the list does; what contradicts the code is asked (DFT10)."""
    from kinerja_core.dasar.temuan import KinerjaError
    from kinerja_core.instrumen.model import parse_identitas

    isi = {"kode_wilayah": kode, "nama": "Uji", "kabupaten": tulis, "provinsi": "Contoh"}
    if daerah:
        assert parse_identitas(isi).daerah.title() == daerah
    else:
        with pytest.raises(KinerjaError, match=tulis) as galat:
            parse_identitas(isi)
        assert galat.value.kode == "DFT10"
