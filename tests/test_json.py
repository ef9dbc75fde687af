"""The published JSON contract, on real outputs of the console entry in its own process.

R1 hitung, periksa and baca print what their schema says, for every kind of file. R2 the schemas hold exactly the
contract's keys, ours named apart. R3 Bendo scores 86,894377631548. R4 blank, 0, "-" and "Tidak relevan" stay four
things from isian to workbook and back, part for part. R5 stdout is JSON and nothing else; errors go to stderr.
R6 exit codes 0, 1, 2, 3. R7 the form of before stays by
--json-versi 1.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest
from bantu.bersama import example
from bantu.halaman import load_schema
from bantu.isian_acak import IDENTITAS
from perbarui_dokumen import SKEMA, SKEMA_LAMA

from kinerja_core.dasar.temuan import KATALOG, SEBUTAN_TINGKAT
from kinerja_core.instrumen.model import find_instrumen, load_instrumen
from kinerja_core.kantor.contoh import INSTRUMEN, examples
from kinerja_core.kertas_kerja.baca import read_workbook
from kinerja_core.kertas_kerja.buat import build
from kinerja_core.kertas_kerja.isian import input_keys, isian_as_dict
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.lembar.isian import Isian
from kinerja_core.xlsx.buku import Posisi, alamat

ROOT = Path(__file__).parent.parent
SETIA, DIPERBAIKI, KOSONG = (f"kertas_kerja_{n}.xlsx" for n in ("bendo_2022", "bendo_2022_diperbaiki", "kosong"))
INS = load_instrumen(find_instrumen(INSTRUMEN))

#: What an office may leave in six inputs, by the kode it gives.
ANEH: dict[tuple[str, str], tuple[Any, str]] = {
    ("i01", "jumlah"): (None, "ISI01"), ("i02", "jumlah"): (0, ""), ("i03", "jumlah"): ("-", "ISI04"),
    ("i04", "jumlah"): ("Tidak relevan", "ISI13"), ("i05", "penyebut"): ("71,4", "ISI05"),
    ("i06", "jumlah"): ({"galat": "#N/A"}, "ISI02"), ("i07", "penyebut"): (True, "ISI03"),
}  # fmt: skip

KECIL = """
id = "uji_json"
versi = "1"
judul = "Uji"
penerbit = "Uji"
provinsi = "Jawa Timur"
tahun_penilaian = 2022
kebijakan_tidak_relevan = "nol"
kebijakan_terkonfirmasi = true
predikat = [{ predikat = "Baik", batas = 75 }]

[[aspek]]
kode = "a1"
nomor = "1"
nama = "Aspek"
[[aspek.sub_aspek]]
kode = "s1"
nomor = "1"
nama = "Sub aspek"
[[aspek.sub_aspek.indikator]]
kode = "a"
nomor = "1"
uraian = "Indikator"
satuan = "Kasus"
bobot = 100
aturan = { jenis = "rumus", rumus = "selesai/masuk*100" }
data = [{ kunci = "selesai", label = "Selesai" }, { kunci = "masuk", label = "Masuk" }]
terkonfirmasi = true
"""


def kinerja(*argumen: object) -> tuple[int, str, str]:
    """Exit code, stdout, stderr of the console entry in a process of its own."""
    jalur = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    keluar = subprocess.run(
        [sys.executable, "-c", "from kinerja_core.perintah.cli import main; main()", *map(str, argumen)],
        capture_output=True, check=False, env={**os.environ, "PYTHONPATH": jalur, "PYTHONIOENCODING": "ascii"})
    galat = keluar.stderr.decode()
    assert "Traceback" not in galat
    return keluar.returncode, keluar.stdout.decode(), galat


def kinerja_json(*argumen: object) -> tuple[int, Any]:
    """Exit code and the parsed stdout of a call with --json; no error on stderr (progress may be), no infinity."""
    kode, keluar, galat = kinerja(*argumen, "--json")
    assert galat.strip() == ""

    def refuse(teks: str) -> None:
        raise AssertionError(f"bukan JSON: {teks}")

    return kode, json.loads(keluar, parse_constant=refuse)


def valid(isi: Any, nama: str) -> list[str]:
    """What the schema has against an output."""
    pemeriksa = jsonschema.Draft202012Validator(load_schema(nama))
    return [f"{'/'.join(map(str, g.absolute_path))}: {g.message[:200]}" for g in pemeriksa.iter_errors(isi)]


def place(kotak: tuple[str, str]) -> tuple[str, Posisi]:
    """Where an input stands, as the layout says."""
    return describe(INS, IDENTITAS).masukan[kotak]


def overwrite_formula(sumber: Path, tujuan: Path, kunci: tuple[str, str], isi: str) -> str:
    """A copy whose formula cell of that core key holds a number instead; the cell as Excel shows it."""
    identitas = read_workbook(sumber).isian.identitas
    assert identitas is not None
    denah = describe(INS, identitas)
    lembar, posisi = denah.keluaran[kunci]
    bagian = f"xl/worksheets/sheet{1 + [s.nama for s in denah.lembar].index(lembar)}.xml"
    with zipfile.ZipFile(sumber) as asal, zipfile.ZipFile(tujuan, "w") as salinan:
        for nama in asal.namelist():
            xml = asal.read(nama).decode()
            if nama == bagian:
                pola = rf'(<c r="{alamat(posisi)}"[^>]*>)<f>.*?</f><v>.*?</v>'
                xml, n = re.subn(pola, rf"\g<1><v>{isi}</v>", xml)
                assert n == 1
            salinan.writestr(nama, xml)
    return f"{lembar}!{alamat(posisi)}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples, campur.xlsx (by `buat --isian`), bersih.xlsx (nothing to say), tertimpa.xlsx, bukan.xlsx."""
    folder = tmp_path_factory.mktemp("json")
    for contoh in examples():
        (folder / contoh.berkas).write_bytes(example(contoh.berkas).read_bytes())
    bacaan = read_workbook(folder / SETIA)
    isi = isian_as_dict(bacaan.isian, INS)
    for (kode, kunci), (nilai, _) in ANEH.items():
        isi["isian"][kode][kunci] = nilai
    isi["bukti"]["i01"] = "Laporan – 2022 “é”"
    (folder / "campur.json").write_text(json.dumps(isi), encoding="utf-8")
    assert kinerja("buat", INSTRUMEN, "--isian", folder / "campur.json", "-o", folder / "campur.xlsx")[0] == 0
    benar = read_workbook(folder / DIPERBAIKI)
    assert benar.isian.identitas is not None
    data = {**benar.isian.data, ("i33", "pembilang"): 1, ("i33", "penyebut"): 1}
    (folder / "bersih.xlsx").write_bytes(build(INS, benar.isian.identitas, Isian(benar.isian.identitas, data)))
    overwrite_formula(folder / SETIA, folder / "tertimpa.xlsx", ("nilai", "i02"), "99")
    (folder / "bukan.xlsx").write_text("bukan excel", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def semua(folder: Path) -> list[Path]:
    """One file of every kind."""
    lain = (f"{n}.xlsx" for n in ("campur", "bersih", "tertimpa", "bukan", "x"))
    return [folder / n for n in (SETIA, DIPERBAIKI, KOSONG, *lain)]


@pytest.fixture(scope="module")
def terhitung(semua: list[Path]) -> tuple[int, dict[str, Any]]:
    return kinerja_json("hitung", *semua)


@pytest.fixture(scope="module")
def terperiksa(semua: list[Path]) -> tuple[int, dict[str, Any]]:
    return kinerja_json("periksa", *semua)


def named(isi: dict[str, Any]) -> dict[str, Any]:
    """Entries by file name without folder and ending."""
    return {Path(x["berkas"]).stem: x for x in isi["berkas"]}


def test_hitung_prints_its_schema(terhitung: tuple[int, dict[str, Any]], semua: list[Path]) -> None:
    """R1, R5, R6: one unusable file gives 2 and stops nothing."""
    kode, isi = terhitung
    assert kode == 2
    assert valid(isi, "hitung") == []
    assert [x["berkas"] for x in isi["berkas"]] == list(map(str, semua))
    tanpa = [n for n, x in named(isi).items() if set(x) == {"berkas", "catatan"}]
    assert tanpa == ["bukan", "x"]
    assert [named(isi)[n]["catatan"][0]["kode"] for n in tanpa] == ["BKS02", "BKS01"]


def test_periksa_prints_its_schema(terperiksa: tuple[int, dict[str, Any]], semua: list[Path]) -> None:
    """R1, R5, R6"""
    kode, isi = terperiksa
    assert kode == 2
    assert valid(isi, "periksa") == []
    assert [x["berkas"] for x in isi["berkas"]] == list(map(str, semua))
    assert named(isi)["bersih"]["catatan"] == []
    for x in isi["berkas"]:
        urutan = [list(SEBUTAN_TINGKAT).index(c["tingkat"]) for c in x["catatan"]]
        assert urutan == sorted(urutan)
        assert all((c["tingkat"], c["perbaikan"]) == (KATALOG[c["kode"]].tingkat, KATALOG[c["kode"]].perbaikan)
                   for c in x["catatan"])
        for c in x["catatan"]:
            assert len(c["sel"]) == len(c["sebutan"]) == len(c["pesan"]) == len(c["nilai"])


@pytest.mark.parametrize("perintah", ["periksa", "hitung"])
def test_the_older_form_stays(perintah: str, folder: Path) -> None:
    """R7: one a cell, and both forms tell the same cells."""
    _, lama = kinerja_json(perintah, folder / "campur.xlsx", "--json-versi", "1")
    _, baru = kinerja_json(perintah, folder / "campur.xlsx")
    assert valid(lama, SKEMA_LAMA[perintah]) == []
    assert valid(lama, perintah) != []
    satu, banyak = lama["berkas"][0]["catatan"], baru["berkas"][0]["catatan"]
    assert sorted((c["kode"], c["sel"], c["pesan"]) for c in satu) == sorted(
        (c["kode"], sel, pesan) for c in banyak for sel, pesan in zip(c["sel"], c["pesan"], strict=True))
    assert len(banyak) < len(satu)
    assert kinerja(perintah, folder / "campur.xlsx", "--json-versi", "3")[0] == 2


@pytest.mark.parametrize("nama", [SETIA, KOSONG, "campur.xlsx"])
def test_baca_prints_its_schema_with_every_input(nama: str, folder: Path) -> None:
    """R1, R5"""
    kode, isi = kinerja_json("baca", folder / nama)
    assert kode == 0
    assert valid(isi, "isian") == []
    ada = [(k, "isi") for k in isi["data_umum"]] + [(i, k) for i, d in isi["isian"].items() for k in d]
    assert ada + [(i, "bukti") for i in isi["bukti"]] == input_keys(INS)
    assert isi["instrumen"] == {"id": INS.id, "versi": INS.versi, "sidik": INS.sidik}


def test_bendo_scores_as_published(terhitung: tuple[int, dict[str, Any]]) -> None:
    """R3"""
    bendo = named(terhitung[1])["kertas_kerja_bendo_2022"]
    assert bendo["nilai_akhir"] == pytest.approx(86.894377631548, rel=0, abs=1e-9)
    assert bendo["sepakat"]
    assert bendo["pembanding"] == ["ironcalc"]
    assert bendo["kelengkapan"] == {"terisi": 52, "dari": 53}
    assert [i["kode"] for i in bendo["indikator"]] == [i.kode for i in INS.indikator]
    assert sum(i["nilai"] or 0 for i in bendo["indikator"]) == pytest.approx(bendo["nilai_akhir"], rel=0, abs=1e-9)
    assert all(i["sepakat"] and i["tersimpan"] == i["rumus"] for i in bendo["indikator"])
    assert all(i["tersimpan"] == {"capaian": i["capaian"], "nilai": i["nilai"]} for i in bendo["indikator"])
    kosong = named(terhitung[1])["kertas_kerja_kosong"]
    assert (kosong["nilai_akhir"], kosong["kelengkapan"]["terisi"]) == (0, 0)
    assert {i["nilai"] for i in kosong["indikator"]} == {None}


def test_odd_inputs_are_told_with_place_and_value(terperiksa: tuple[int, dict[str, Any]]) -> None:
    """R1: text in a number cell and an error come out as what they are."""
    catatan = {(c["kode"], sel): nilai for c in named(terperiksa[1])["campur"]["catatan"]
               for sel, nilai in zip(c["sel"], c["nilai"], strict=True)}
    for kotak, (nilai, kode) in ANEH.items():
        lembar, posisi = place(kotak)
        sel = f"{lembar}!{alamat(posisi)}"
        if kode:
            assert catatan[(kode, sel)] == nilai
        else:
            assert sel not in {s for _, s in catatan}


def test_overwritten_formula_shows_in_all_three_values(
        terhitung: tuple[int, dict[str, Any]], folder: Path, tmp_path: Path) -> None:
    """R6: code 3, and the core's value is not the file's."""
    tertimpa = named(terhitung[1])["tertimpa"]
    i02 = next(i for i in tertimpa["indikator"] if i["kode"] == "i02")
    assert (i02["tersimpan"]["nilai"], i02["rumus"]["nilai"], i02["sepakat"]) == (99, 99, False)
    assert i02["nilai"] == pytest.approx(1.26)
    assert not tertimpa["sepakat"]
    assert tertimpa["nilai_akhir"] == pytest.approx(86.894377631548, rel=0, abs=1e-9)
    sel = overwrite_formula(folder / SETIA, tmp_path / "x.xlsx", ("nilai", "i02"), "99")
    assert ("BKS13", sel) in {(c["kode"], s) for c in tertimpa["catatan"] for s in c["sel"]}


def test_exit_codes(folder: Path) -> None:
    """R6"""
    assert kinerja_json("periksa", folder / "bersih.xlsx")[0] == 0
    assert kinerja_json("hitung", folder / "bersih.xlsx")[0] == 0
    assert kinerja_json("periksa", folder / SETIA)[0] == 1
    assert kinerja_json("hitung", folder / "campur.xlsx")[0] == 1
    assert kinerja_json("periksa", folder / "bukan.xlsx")[0] == 2
    assert kinerja_json("periksa", folder / "tertimpa.xlsx", folder / SETIA)[0] == 3
    assert kinerja_json("hitung", folder / "tertimpa.xlsx")[0] == 3
    assert kinerja_json("periksa", folder / "tertimpa.xlsx", folder / "bukan.xlsx")[0] == 2


def test_errors_go_to_stderr(folder: Path) -> None:
    """R5, R6: an unusable call prints nothing on stdout, one line with its kode on stderr."""
    for argumen, dicari in (
        (("baca", folder / "bukan.xlsx", "--json"), "BKS30"), (("hitung", "--json"), "PGL01"),
        (("hitung", folder / SETIA, "--json", "--pembanding", "excel"), "PGL01"),
        (("jelaskan", "ISI99", "--json"), "PGL01"), (("periksa", folder / SETIA, "--jsn"), "PGL01"),
        (("instrumen", "periksa", "tidak_ada", "--json"), "BKS09"),
    ):
        kode, keluar, galat = kinerja(*argumen)
        assert (kode, keluar, galat[:5], galat.count("\n")) == (2, "", dicari, 1), argumen


def test_a_noisy_engine_leaves_stdout_pure(tmp_path: Path) -> None:
    """R1, R5, R6: `formulas` prints and warns while it works; here on a small instrument that needs it itself."""
    (tmp_path / "uji.toml").write_text(KECIL, encoding="utf-8")
    isi = Isian(IDENTITAS, {("a", "selesai"): 3, ("a", "masuk"): 4})
    (tmp_path / "uji.xlsx").write_bytes(build(load_instrumen(tmp_path / "uji.toml"), IDENTITAS, isi))
    kode, hasil = kinerja_json("hitung", tmp_path / "uji.xlsx", "--instrumen", tmp_path / "uji.toml",
                               "--pembanding", "formulas,ironcalc")
    (satu,) = hasil["berkas"]
    assert (kode, valid(hasil, "hitung")) == (0, [])
    assert (satu["pembanding"], satu["sepakat"]) == (["formulas", "ironcalc"], True)
    assert (satu["nilai_akhir"], satu["predikat"]) == (75, "Baik")


def test_other_commands_print_what_json_md_says() -> None:
    """R5"""
    kode, isi = kinerja_json("jelaskan", "ISI05")
    assert (kode, list(isi)) == (0, ["kode", "tingkat", "judul", "pesan", "perbaikan", "akibat", "jawab",
                                     "tampil_di_lembar", "berubah", "satu_sebab"])
    kode, isi = kinerja_json("instrumen", "periksa", INSTRUMEN)
    assert (kode, list(isi)) == (1, ["versi", "berkas", "catatan"])
    satu = {"berkas": isi["berkas"], "keaslian": "", "catatan": isi["catatan"]}
    assert valid({"versi": 2, "berkas": [satu]}, "periksa") == []


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as paket:
        return {nama: paket.read(nama) for nama in paket.namelist()}


def test_four_values_stay_four_things_there_and_back(folder: Path, tmp_path: Path) -> None:
    """R4: isian -> workbook -> isian -> workbook."""
    kode, keluar, galat = kinerja("baca", folder / "campur.xlsx", "--json")
    assert (kode, galat) == (0, "")
    terbaca, asal = json.loads(keluar), json.loads((folder / "campur.json").read_text("utf-8"))
    assert terbaca == asal
    for (kode_i, kunci), (nilai, _) in ANEH.items():
        assert (type(terbaca["isian"][kode_i][kunci]), terbaca["isian"][kode_i][kunci]) == (type(nilai), nilai)
    (tmp_path / "isian.json").write_text(keluar, encoding="utf-8")
    ulang = tmp_path / "ulang.xlsx"
    assert kinerja("buat", INSTRUMEN, "--isian", tmp_path / "isian.json", "-o", ulang)[0] == 0
    lama, baru = members(folder / "campur.xlsx"), members(ulang)
    assert list(lama) == list(baru)
    assert [n for n in lama if lama[n] != baru[n]] == []


def test_four_values_are_four_kinds_of_cells(folder: Path) -> None:
    """R4: another reader sees the same in the file."""
    buku = openpyxl.load_workbook(folder / "campur.xlsx", data_only=True)
    for kotak, (nilai, _) in ANEH.items():
        lembar, posisi = place(kotak)
        isi = buku[lembar][alamat(posisi)].value
        assert isi == (nilai["galat"] if isinstance(nilai, dict) else nilai), kotak
        assert isinstance(isi, bool) == isinstance(nilai, bool)


def objects(skema: Any) -> Iterator[dict[str, Any]]:
    """Every object that a schema describes."""
    if isinstance(skema, dict):
        if "properties" in skema or "patternProperties" in skema:
            yield skema
        for isi in skema.values():
            yield from objects(isi)
    elif isinstance(skema, list):
        for isi in skema:
            yield from objects(isi)


@pytest.mark.parametrize("nama", [*SKEMA, *SKEMA_LAMA.values()])
def test_schemas_are_closed_complete_and_explained(nama: str) -> None:
    """R2: every key is required, described in Indonesian words, and nothing else is let through."""
    skema = load_schema(nama)
    jsonschema.Draft202012Validator.check_schema(skema)
    assert skema["$schema"].endswith("2020-12/schema")
    for o in objects(skema):
        assert o["additionalProperties"] is False
        assert o.get("required", []) == list(o.get("properties", {}))
        for kunci, isi in [*o.get("properties", {}).items(), *o.get("patternProperties", {}).items()]:
            assert isi["description"].endswith("."), kunci
    tempat = {f"#/$defs/{k}" for k in skema["$defs"]}
    assert set(re.findall(r'"\$ref": "([^"]+)"', json.dumps(skema))) == tempat


def test_what_schemas_share_is_the_same() -> None:
    """R2"""
    for kunci in ("catatan", "isi_sel", "galat", "identitas"):
        isi = [s["$defs"][kunci] for s in map(load_schema, SKEMA) if kunci in s["$defs"]]
        assert len(isi) >= 2
        assert all(x == isi[0] for x in isi)


#: The keys asked for, and those that are ours.
KONTRAK = {
    "berkas": "berkas identitas instrumen nilai_akhir predikat indikator aspek catatan",
    "instrumen": "id versi",
    "indikator": "kode nomor bobot data relevan capaian nilai tersimpan rumus sepakat",
    "pasangan": "capaian nilai",
    "catatan": "kode tingkat sebab tempat perbaikan penjelasan sel sebutan pesan nilai",
}  # fmt: skip
TAMBAHAN = {"berkas": "kelengkapan kode_cek pembanding sepakat"}


def test_schemas_hold_exactly_the_contract() -> None:
    """R2"""
    hitung, periksa = load_schema("hitung"), load_schema("periksa")
    assert list(hitung["properties"]) == list(periksa["properties"]) == ["versi", "berkas"]
    for kunci, isi in KONTRAK.items():
        boleh = isi.split() + TAMBAHAN.get(kunci, "").split()
        assert sorted(hitung["$defs"][kunci]["properties"]) == sorted(boleh)
    assert list(periksa["$defs"]["berkas"]["properties"]) == ["berkas", "keaslian", "catatan"]
    assert list(periksa["$defs"]["catatan"]["properties"]) == KONTRAK["catatan"].split()
    assert periksa["$defs"]["catatan"]["properties"]["tingkat"]["enum"] == list(SEBUTAN_TINGKAT)
    assert all(re.fullmatch(periksa["$defs"]["catatan"]["properties"]["kode"]["pattern"], k) for k in KATALOG)


@pytest.mark.parametrize(("ubah", "tempat"), [
    (lambda x: x["berkas"][0].pop("sepakat"), "berkas/0"),
    (lambda x: x["berkas"][0].update(skor=1), "berkas/0"),
    (lambda x: x["berkas"][0].update(nilai_akhir="86,9"), "berkas/0"),
    (lambda x: x["berkas"][0]["indikator"][0].update(capaian="tidak relevan"), "berkas/0"),
    (lambda x: x["berkas"][0]["catatan"][0].update(tingkat="error"), "berkas/0"),
    (lambda x: x.update(versi=1), "versi"),
])
def test_a_broken_output_is_refused(ubah: Any, tempat: str, terhitung: tuple[int, dict[str, Any]]) -> None:
    """R1: the guard itself."""
    isi = json.loads(json.dumps(terhitung[1]))
    ubah(isi)
    salah = valid(isi, "hitung")
    assert len(salah) == 1
    assert salah[0].startswith(f"{tempat}: ")
