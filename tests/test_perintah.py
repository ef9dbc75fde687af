"""The command line: every command where its name says, nothing loaded before it is needed, the add-in behind one door.

R1 no command but those of `kinerja addin` loads kinerja_addin (in the source: test_susunan). R2 the help of the root
loads typer, the papers there are and the files of perintah/, nothing else. R3 without kinerja_addin every command stays
what it is, and `kinerja addin` and `kinerja cek` say so in a sentence. R4 the help of a group loaded late is like every
other. R5 every command is a function of that name in the file of its group.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from bantu.contoh import FOLDER
from kinerja_addin import perintah as perintah_addin
from perbarui_dokumen import children, walk_commands

from kinerja_core.perintah import addin, cli, instrumen, kantor, provinsi, verifikasi

ROOT = Path(__file__).parent.parent
PERINTAH = dict(walk_commands())
TANPA_ADDIN = "sys.modules['kinerja_addin'] = None"


def run(argumen: list[str], dahulu: str = "pass") -> tuple[int, str, str, list[str]]:
    """`kinerja` in a new process: exit code, stdout, stderr, and every module that was loaded at the end."""
    kode = (f"import sys, json, atexit\n{dahulu}\n"
            "atexit.register(lambda: sys.stderr.write('\\n' + json.dumps([m for m, x in sys.modules.items() if x])))\n"
            "from kinerja_core.perintah.cli import main\n"
            f"sys.argv = ['kinerja', *{argumen!r}]\nmain()")
    jalan = subprocess.run([sys.executable, "-c", kode], capture_output=True, text=True, encoding="utf-8", check=False)
    salah, _, modul = jalan.stderr.rpartition("\n")
    return jalan.returncode, jalan.stdout, salah, json.loads(modul)


def addin_modules(modul: list[str]) -> list[str]:
    return [m for m in modul if m.split(".")[0] == "kinerja_addin"]


# -- R1 ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("argumen", [
    ["--help"], ["jelaskan", "ISI05"], ["addin"], ["instrumen", "--help"], ["provinsi", "--help"], ["baca", "--help"],
    ["periksa", str(FOLDER / "kertas_kerja_bendo_2022.xlsx")],
], ids=lambda a: a[0])
def test_other_commands_load_nothing_of_the_addin(argumen: list[str]) -> None:
    """`kinerja addin` alone shows its list, and therefore loads it: the probe itself."""
    modul = addin_modules(run(argumen)[3])
    assert (modul != []) == (argumen[0] == "addin")


# -- R2 ----------------------------------------------------------------------------------------------------------

#: Of kinerja_core, for `kinerja --help`.
BOLEH = ("kinerja_core.perintah",)
#: The help tells the papers and the versions of JSON there are.
BOLEH_TEPAT = {"kinerja_core", "kinerja_core.dasar", "kinerja_core.dasar.versi_json", "kinerja_core.lembar",
               "kinerja_core.lembar.cetak", "kinerja_core.lembar.huruf"}


@pytest.mark.parametrize("argumen", [["--help"], ["--versi"]])
def test_what_the_help_loads(argumen: list[str]) -> None:
    """As a list of modules, not as time: what perintah/ needs, and no verb, no package but typer and its own needs."""
    kode, _, salah, modul = run(argumen)
    polos = "import typer, typer.main, json, sys; print(json.dumps(list(sys.modules)))"
    kosong = subprocess.run([sys.executable, "-c", polos], capture_output=True, text=True, check=True)
    paket = {m.split(".")[0] for m in modul} - {m.split(".")[0] for m in json.loads(kosong.stdout)}
    milik = {m for m in modul if m.split(".")[0] == "kinerja_core"}
    assert (kode, salah) == (0, "")
    assert {p for p in paket if p not in sys.stdlib_module_names} == {"kinerja_core"}
    assert {m for m in milik if not m.startswith(BOLEH)} == BOLEH_TEPAT
    assert not milik & {"kinerja_core.perintah.tampil", "kinerja_core.perintah.banyak", "kinerja_core.perintah.contoh"}


# -- R3 ----------------------------------------------------------------------------------------------------------


def test_without_the_addin_the_help_is_the_same() -> None:
    assert run(["--help"], TANPA_ADDIN)[:3] == run(["--help"])[:3]


@pytest.mark.parametrize("argumen", [["addin"], ["addin", "--help"], ["addin", "status"], ["addin", "apa"]],
                         ids=lambda a: a[-1])
def test_without_the_addin_its_commands_end_in_a_sentence(argumen: list[str]) -> None:
    kode, keluar, salah, _ = run(argumen, TANPA_ADDIN)
    assert (kode, keluar) == (2, "")
    assert salah.strip() == ("ADN25  Bagian add-in tidak ikut terpasang di Python ini. Pasang ulang kinerja, lalu "
                             "ulangi; perintah lain tetap dapat dipakai.")


def test_without_the_addin_the_self_test_says_so() -> None:
    kode, keluar, _, _ = run(["cek", "--json"], TANPA_ADDIN)
    baris = {b["nama"]: b for b in json.loads(keluar)["baris"]}
    assert "ADN25" in baris["Add-in"]["keterangan"]
    assert kode == 1


def test_a_fault_inside_the_addin_is_not_called_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "kinerja_addin.perintah", None)
    hilang = ModuleNotFoundError("tidak ada", name="paket_lain")

    class Pencari:
        @staticmethod
        def find_spec(nama: str, *_: Any) -> None:
            if nama == "kinerja_addin.perintah":
                raise hilang

    monkeypatch.delitem(sys.modules, "kinerja_addin.perintah")
    monkeypatch.setattr(sys, "meta_path", [Pencari(), *sys.meta_path])
    with pytest.raises(ModuleNotFoundError) as galat:
        addin.commands()
    assert galat.value is hilang


# -- R4 ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("nama", PERINTAH)
def test_every_help_is_indonesian(nama: str) -> None:
    isi = PERINTAH[nama]
    bantuan = isi.get_help(isi.context_class(isi, info_name=nama))
    assert bantuan.startswith(f"Pemakaian: {nama} [PILIHAN]")
    for asing in ("Usage", "Options", "Arguments", "Commands", "[default", "[required]", "Show this"):
        assert asing not in bantuan


def test_the_mounted_group_has_the_commands_of_the_addin() -> None:
    milik = typer.main.get_group(perintah_addin.app)
    assert list(children(PERINTAH["kinerja addin"])) == list(children(milik)) == [
        "bangun", "pasang", "lepas", "status", "paket-pasang"]


# -- R5 ----------------------------------------------------------------------------------------------------------

RUMAH: dict[str, Any] = {"instrumen": instrumen, "addin": perintah_addin, "verifikasi": verifikasi,
                         "provinsi": provinsi}


@pytest.mark.parametrize("nama", [n for n, isi in PERINTAH.items() if not children(isi)])
def test_a_command_is_found_where_its_name_says(nama: str) -> None:
    """kinerja GROUP NAME: function NAME in the file GROUP; kinerja NAME: in kantor.py or provinsi.py."""
    kelompok, _, akhir = nama.removeprefix("kinerja ").rpartition(" ")
    fungsi = akhir.replace("-", "_")
    rumah = [RUMAH[kelompok]] if kelompok else [kantor, provinsi]
    (modul,) = [m for m in rumah if hasattr(m, fungsi)]
    assert PERINTAH[nama].callback.__module__ == modul.__name__
    assert PERINTAH[nama].callback.__wrapped__ is getattr(modul, fungsi)


def test_cli_holds_no_command_of_its_own() -> None:
    assert cli.app.registered_commands == []
