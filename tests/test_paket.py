"""The offline kit: which wheels, which scripts, which page; and that the wheels alone resolve for Windows.

R1 the set is what the wheels themselves ask for on Windows, per version of Python: pywin32 and colorama are there
although pip on other systems leaves them out; nothing that only other systems or extras ask for. R2 a set that lacks
pywin32, holds pandas and the like, is not in the lock, has no wheel, or breaks a bound is refused. R3 a kit is whole
or not there; a filled folder is not touched. R4 no network is one sentence without an address. R5 the scripts: CRLF,
ASCII, no blocks, every path quoted, every failure told, window stays open, no administrator's command, only commands
of kinerja that exist, nothing deleted beside its own folder. R6 PANDUAN.html stands alone: pictures inside, links
inside, printable. R7 the hashes name every file and are right; no file names a host of a registry. R8 (lambat, needs
the network) the real kit resolves from its own wheels alone for 64-bit Windows with 3.11, 3.12 and 3.13: by pip with
hashes, and by following every requirement with the markers of Windows.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from email import message_from_string
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import typer
from bantu.mesin import need
from kinerja_addin import paket, paket_html
from kinerja_addin.paket import VERSI, build_kit, collect, pins, wheel_of, windows_environment
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.tags import compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename

from kinerja_core import __version__
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.perintah import cli

DATA = Path(paket.__file__).parent / "_paket"
SKRIP = sorted(p.name for p in DATA.glob("*.cmd"))

#: A small world of packages: name -> version, what it asks for, tag of its wheel (cp: one per version of Python).
DUNIA: dict[str, tuple[str, list[str], str]] = {
    "xlwings": ("0.37", ["pywin32>=224; platform_system == 'Windows'", "psutil; platform_system == 'Darwin'"], "cp"),
    "pywin32": ("312", [], "cp"), "ironcalc": ("0.9", [], "cp"),
    "typer": ("0.29", ["colorama; platform_system == 'Windows'", "Rich>=13", "pandas; extra == 'besar'"], "py3"),
    "rich": ("15.0", ["typing-extensions; python_version < '3.12'"], "py3"),
    "colorama": ("0.4", [], "py2.py3"), "typing-extensions": ("4.16", [], "py3"),
}
DASAR = ["typer>=0.15", "ironcalc", "xlwings>=0.33; extra == 'excel'", "pandas>=2; extra == 'provinsi'",
         "pywin32>=306; sys_platform == 'win32' and extra == 'excel'"]


def make_wheel(folder: Path, nama: str, nomor: str, minta: list[str], tag: str, python: str = ">=3.8") -> Path:
    path = folder / f"{nama.replace('-', '_')}-{nomor}-{tag}.whl"
    with ZipFile(path, "w") as zip_:
        baris = [f"Name: {nama}", f"Version: {nomor}", f"Requires-Python: {python}"]
        baris += [f"Requires-Dist: {m}" for m in minta]
        zip_.writestr(f"{nama}-{nomor}.dist-info/METADATA", "\n".join(["Metadata-Version: 2.1", *baris, ""]))
    return path


class Toko:
    """Downloads from a small world and remembers what was asked for."""

    def __init__(self, dunia: dict[str, tuple[str, list[str], str]]) -> None:
        self.dunia, self.diminta = dunia, []  # type: ignore[var-annotated]

    def __call__(self, daftar: Sequence[str], versi: str, folder: Path) -> None:
        self.diminta.append((versi, list(daftar)))
        for d in daftar:
            nama, _, nomor = d.partition("==")
            ada, minta, tag = self.dunia[nama]
            cp = f"cp{versi.replace('.', '')}"
            if ada == nomor:
                make_wheel(folder, nama, nomor, minta, f"{cp}-{cp}-win_amd64" if tag == "cp" else f"{tag}-none-any")


@pytest.fixture
def dunia(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, tuple[str, list[str], str]]:
    """The small world, its lock, and an add-in that is not built anew for every test."""
    isi = dict(DUNIA)
    monkeypatch.setattr(paket, "pins", lambda versi: {n: v[0] for n, v in isi.items()})
    monkeypatch.setattr(paket, "write_xlam", lambda ke: [
        p.write_bytes(b"x") for p in (ke, ke.with_name(f"{ke.name}.sha256"))])
    (tmp_path / "asal").mkdir()
    return isi


def ours(tmp_path: Path, minta: list[str] | None = None) -> Path:
    return make_wheel(tmp_path / "asal", "kinerja", __version__, DASAR if minta is None else minta, "py3-none-any")


def kit(tmp_path: Path, dunia: Any) -> paket.Paket:
    return build_kit(tmp_path / "paket", roda=ours(tmp_path), unduh=Toko(dunia))


def test_the_set_is_what_windows_asks_for(tmp_path: Path, dunia: Any) -> None:
    """R1"""
    toko = Toko(dunia)
    hasil = build_kit(tmp_path / "paket", roda=ours(tmp_path), unduh=toko)
    umum = {"kinerja", "typer", "ironcalc", "xlwings", "pywin32", "colorama", "rich"}
    for versi in VERSI:
        teks = (tmp_path / "paket" / "roda" / f"kebutuhan-{versi}.txt").read_text("ascii")
        nama = {re.split(r"[\[=]", b)[0] for b in teks.splitlines()}
        assert nama == umum | ({"typing-extensions"} if versi == "3.11" else set())
        assert f"kinerja[excel]=={__version__} --hash=sha256:" in teks
        assert len(hasil.roda[versi]) == len(nama)
        cp = f"cp{versi.replace('.', '')}"
        assert f"pywin32-312-{cp}-{cp}-win_amd64.whl" in hasil.roda[versi]
    diminta = [d for _, daftar in toko.diminta for d in daftar]
    assert not any(d.startswith(("psutil", "pandas")) for d in diminta)
    assert diminta.count("rich==15.0") == 1  # one wheel serves all versions
    assert diminta.count("pywin32==312") == 3
    assert any("Python 3.13: 7 paket" in b for b in hasil.lines())


def wrong(tmp_path: Path, dunia: Any, minta: list[str] | None = None) -> KinerjaError:
    with pytest.raises(KinerjaError) as galat:
        build_kit(tmp_path / "paket", roda=ours(tmp_path, minta), unduh=Toko(dunia))
    assert not (tmp_path / "paket").exists()
    assert [p.name for p in tmp_path.iterdir()] == ["asal"]
    return galat.value


def test_wrong_sets_are_refused(tmp_path: Path, dunia: Any) -> None:
    """R2, R3: and no half kit is left, not even aside."""
    tanpa = [d for d in DASAR if "pywin32" not in d]
    dunia["xlwings"] = ("0.37", [], "cp")
    assert (wrong(tmp_path, dunia, tanpa).kode, "pywin32 tidak ikut") == ("ADN21", "pywin32 tidak ikut")
    assert "pywin32 tidak ikut" in str(wrong(tmp_path, dunia, tanpa))
    assert wrong(tmp_path, dunia, [*DASAR, "hilang"]).kode == "ADN21"
    assert "hilang tidak ada di requirements.lock" in str(wrong(tmp_path, dunia, [*DASAR, "hilang"]))
    assert "tidak dipenuhi typer 0.29" in str(wrong(tmp_path, dunia, [*DASAR, "typer>=0.30"]))
    dunia["pandas"] = ("3.1", [], "cp")
    galat = wrong(tmp_path, dunia, [*DASAR, "typer[besar]"])
    assert galat.kode == "ADN22"
    assert "pandas" in str(galat)


def test_a_wheel_for_another_system_is_none(tmp_path: Path, dunia: Any) -> None:
    """R2: what was downloaded does not run on 64-bit Windows with that Python."""
    for tag in ("cp311-cp311-manylinux_2_17_x86_64", "cp311-cp311-win32", "cp310-cp310-win_amd64",
                "cp311-cp311-win_arm64"):
        folder = tmp_path / tag
        folder.mkdir()
        make_wheel(folder, "ironcalc", "0.9", [], tag)
        assert wheel_of(folder, "ironcalc", "0.9", "3.11") is None
    for tag in ("cp311-cp311-win_amd64", "cp39-abi3-win_amd64", "py3-none-any", "py3-none-win_amd64"):
        (tmp_path / "baik" / tag).mkdir(parents=True)
        make_wheel(tmp_path / "baik" / tag, "ironcalc", "0.9", [], tag)
        assert wheel_of(tmp_path / "baik" / tag, "ironcalc", "0.9", "3.11") is not None
    with pytest.raises(KinerjaError, match="tidak ada roda"):
        collect(ours(tmp_path), "3.11", lambda *_: None)


def test_a_wheel_for_another_python_is_none(tmp_path: Path, dunia: Any) -> None:
    """R2: and what is no wheel at all is said so."""
    kita = make_wheel(tmp_path / "asal", "kinerja", __version__, [], "py3-none-any", ">=3.12")
    with pytest.raises(KinerjaError, match=r"meminta Python >=3\.12"):
        collect(kita, "3.11", Toko(dunia))
    kita.write_bytes(b"bukan zip")
    with pytest.raises(KinerjaError) as galat:
        collect(kita, "3.12", Toko(dunia))
    assert galat.value.kode == "BKS07"


def test_the_lock_is_read_for_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """R1: real lock; markers are Windows', not this computer's."""
    for versi in VERSI:
        isi = pins(versi)
        assert {"pywin32", "colorama", "xlwings", "typer", "ironcalc"} <= isi.keys()
        assert not {"appscript", "psutil"} & isi.keys()
        assert not paket.TERLARANG & isi.keys()
        assert all(re.fullmatch(r"[0-9][0-9A-Za-z.]*", v) for v in isi.values())
    (tmp_path / paket.LOCK).write_text("a==1 ; python_full_version < '3.12'\na==2 ; python_full_version >= '3.12'\n")
    monkeypatch.setattr(paket, "_SUMBER", tmp_path)
    assert [pins(v)["a"] for v in VERSI] == ["1", "2", "2"]


def test_a_filled_folder_is_not_touched(tmp_path: Path, dunia: Any) -> None:
    """R3: an empty one is used."""
    ke = tmp_path / "paket"
    ke.mkdir()
    kit(tmp_path, dunia)
    sebelum = {p: p.stat().st_mtime_ns for p in ke.rglob("*")}
    with pytest.raises(KinerjaError) as galat:
        kit(tmp_path, dunia)
    assert galat.value.kode == "ADN24"
    assert {p: p.stat().st_mtime_ns for p in ke.rglob("*")} == sebelum


def test_a_given_wheel_must_be_this_version(tmp_path: Path, dunia: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """R2: and without the source tree one must be given."""
    lain = make_wheel(tmp_path / "asal", "kinerja", "9.9.9", DASAR, "py3-none-any")
    for roda, kode in ((lain, "ADN23"), (tmp_path / "hilang.whl", "BKS01")):
        with pytest.raises(KinerjaError) as galat:
            build_kit(tmp_path / "paket", roda=roda, unduh=Toko(dunia))
        assert galat.value.kode == kode
    monkeypatch.setattr(paket, "_SUMBER", tmp_path)
    with pytest.raises(KinerjaError) as galat:
        build_kit(tmp_path / "paket", unduh=Toko(dunia))
    assert galat.value.kode == "ADN23"
    assert not (tmp_path / "paket").exists()


def test_no_network_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """R4"""
    for nama in ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL"):
        monkeypatch.setenv(nama, "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(KinerjaError) as galat:
        paket.download(["tidak-ada-sama-sekali==1"], "3.12", tmp_path)
    assert galat.value.kode == "ADN20"
    assert "3.12" in str(galat.value)
    assert "://" not in str(galat.value)
    assert "\n" not in str(galat.value)

    def answer(*_: Any, **__: Any) -> Any:
        kata = "WARNING: x\nERROR: gagal menghubungi https://paket.contoh/simple/x/ (proxy)\n\n"
        return subprocess.CompletedProcess([], 1, "", kata)

    monkeypatch.setattr(subprocess, "run", answer)
    with pytest.raises(KinerjaError, match=r"gagal menghubungi \(alamat\) \(proxy\)\."):
        paket.download(["x==1"], "3.12", tmp_path)


# --- scripts ------------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, dunia: Any) -> Path:
    kit(tmp_path, dunia)
    return tmp_path / "paket"


def lines(nama: str) -> list[str]:
    return (DATA / nama).read_text("ascii").splitlines()


def commands(nama: str) -> Iterator[tuple[int, str]]:
    """Lines that do something, with `if ...` stripped off their commands."""
    for n, baris in enumerate(lines(nama)):
        polos = re.sub(r'^(if (/i )?(not )?((exist|errorlevel|defined) )?("[^"]*"(=="[^"]*")?|\w+) )+', "", baris)
        polos = re.sub(r"^for %%\w in \([^)]*\) do ", "", polos)
        if polos and not polos.startswith((":", "rem ")):
            yield n, polos


def test_scripts_are_dos_text(folder: Path) -> None:
    """R5: CRLF on every line, ASCII, no line too long for cmd.exe."""
    assert SKRIP == ["Cek Komputer.cmd", "Lepas.cmd", "Pasang.cmd"]
    for nama in [*SKRIP, "UNTUK PETUGAS TIK.txt"]:
        isi = (folder / nama).read_bytes()
        assert isi.isascii(), nama
        assert isi.count(b"\n") == isi.count(b"\r\n") == isi.count(b"\r"), nama
        assert isi.endswith(b"\r\n"), nama
        assert b"\t" not in isi, nama
        assert max(map(len, isi.splitlines())) < 1000, nama


#: Never a path: numbers and switches of our own.
BUKAN_JALUR = {"%KODE%", "%PILIH%"}


def unquoted(baris: str) -> list[str]:
    """Variables outside double quotes; %%V loops over literal numbers, `py -3.%~1` gets one of them."""
    if baris.startswith("rem "):
        return []
    baris = baris.replace("py -3.%~1", "py")
    variabel = [(m.start(), m[0]) for m in re.finditer(r"%~?[A-Za-z_]+%|%~\w*\d|%\d|%%~\w+", baris)]
    return [v for di, v in variabel if baris[:di].count('"') % 2 == 0 and v not in BUKAN_JALUR]


@pytest.mark.parametrize("nama", SKRIP)
def test_every_path_is_quoted_and_there_are_no_blocks(nama: str) -> None:
    """R5: a path with a space, & or ) breaks what is not quoted, and a block as a whole; "!" needs no care so."""
    for baris in lines(nama):
        assert unquoted(baris) == [], baris
        assert baris.count('"') % 2 == 0, baris
        assert not re.search(r"\(\s*$|^\s*\)|&&|\|\|", re.sub('"[^"]*"', "", baris)), baris
        assert "!" not in baris
    assert "setlocal EnableExtensions DisableDelayedExpansion" in lines(nama)


def test_the_quote_guard_sees_faults() -> None:
    """R5: the guard itself."""
    assert unquoted("if exist %TUJUAN%\\x goto a") == ["%TUJUAN%"]
    assert unquoted('"%PY%" -m venv %TUJUAN%') == ["%TUJUAN%"]
    assert unquoted('echo "%KIT%" %~1') == ["%~1"]
    assert unquoted('"%PY%" %PILIH% -m venv "%TUJUAN%\\x"') == []


#: What the scripts may start with. No registry, no services, no policy, no network, no PowerShell.
BOLEH = {"@echo", "setlocal", "set", "if", "shift", "echo", "echo.", "call", "start", "goto", "exit", "pause", "py",
         "del", "rmdir"}


@pytest.mark.parametrize("nama", SKRIP)
def test_only_harmless_commands(nama: str) -> None:
    """R5: no administrator rights needed; only its own environment folder and its own files are deleted."""
    for _, perintah in commands(nama):
        kata = perintah.split()[0]
        assert kata in BOLEH or kata in {'"%PY%"', '"%PYK%"', '"%~1"'}, perintah
        if kata == "rmdir":
            assert perintah in {r'rmdir /s /q "%TUJUAN%\lingkungan"', 'rmdir "%TUJUAN%" 2>nul'}
        if kata == "del":
            assert re.search(r'kinerja\.(xlam|conf)"$', perintah)
    if any("rmdir /s" in b for b in lines(nama)):
        assert r'if exist "%TUJUAN%\lingkungan\pyvenv.cfg" rmdir /s /q "%TUJUAN%\lingkungan"' in lines(nama)


@pytest.mark.parametrize("nama", SKRIP)
def test_every_failure_is_told(nama: str) -> None:
    """R5: after each program its result is asked; every label exists and is used; a failure says what to do."""
    isi = lines(nama)
    label = [b[1:] for b in isi if b.startswith(":")]
    dituju = {m[1] for b in isi for m in re.finditer(r"(?:goto |call :)(\w+)", b)}
    assert sorted(label) == sorted(set(label))
    assert set(label) == dituju
    for n, perintah in commands(nama):
        if perintah.startswith(('"%PY%"', '"%PYK%"', '"%~1"', "py ", "start ")) and "cli cek" not in perintah:
            assert re.match(r"if errorlevel 1 (goto|exit)|call :cari_semua", isi[n + 1]), perintah
    for gagal in [x for x in label if x.startswith(("gagal", "belum", "tanpa_python"))]:
        isi_cabang = isi[isi.index(f":{gagal}") + 1:]
        cabang = isi_cabang[:next(n for n, b in enumerate(isi_cabang) if b.startswith(":"))]
        if nama == "Lepas.cmd" and gagal == "tanpa_python":  # goes on by itself, without Python
            continue
        assert sum(b.startswith("echo  ") for b in cabang) >= 1, gagal
        assert "goto akhir" in cabang
        assert not any("KODE" in b for b in cabang)  # the exit code stays 1


@pytest.mark.parametrize("nama", SKRIP)
def test_the_window_stays_open(nama: str) -> None:
    """R5: unless /diam was given; the exit code is 0 only after the last step."""
    isi = lines(nama)
    assert isi[-4:] == [":akhir", "echo.", "if not defined DIAM pause", "exit /b %KODE%"]
    assert 'if /i "%~1"=="/diam" set "DIAM=1"' in isi
    assert [b for b in isi if b.startswith('set "KODE=1"')]
    assert isi.index('set "KODE=1"') < isi.index("goto akhir")
    assert all(b == "exit /b 0" or b.endswith(" exit /b 0") for b in isi[:-1] if re.search(r"\bexit /b", b))


def cli_calls() -> Iterator[tuple[str, list[str]]]:
    for nama in SKRIP:
        for baris in lines(nama):
            if m := re.search(r"-m kinerja_core\.perintah\.cli (.*)$", baris):
                yield nama, re.findall(r'"[^"]*"|\S+', m[1])


def test_only_commands_of_kinerja_that_exist() -> None:
    """R5"""
    panggilan = list(cli_calls())
    assert [(n, [k for k in a if k[0] not in '-"']) for n, a in panggilan] == [
        ("Cek Komputer.cmd", ["cek"]), ("Lepas.cmd", ["addin", "lepas"]),
        ("Pasang.cmd", ["addin", "pasang"]), ("Pasang.cmd", ["cek"])]
    for _, argumen in panggilan:
        isi: Any = typer.main.get_command(cli.app)
        sisa = list(argumen)
        while hasattr(isi, "get_command"):
            isi = isi.get_command(None, sisa.pop(0))
        dikenal = {o for p in isi.params for o in p.opts}
        assert {k for k in sisa if k.startswith("-")} <= dikenal


def test_the_scripts_and_the_kit_agree(folder: Path) -> None:
    """R5: names of files, versions of Python, the interpreter check."""
    teks = "\n".join(lines("Pasang.cmd"))
    for v in VERSI:
        assert (folder / "roda" / f"kebutuhan-{v}.txt").is_file()
    assert r'-r "%KIT%roda\kebutuhan-%VERSI%.txt"' in teks
    assert teks.count("in (13 12 11)") == 3
    assert {f"3.{x}" for x in ("13", "12", "11")} == set(VERSI)
    assert r"%KIT%kinerja.xlam" in teks
    assert (folder / "kinerja.xlam").is_file()
    assert (folder / "kinerja.xlam.sha256").is_file()
    for bagian in ("--no-index", "--require-hashes", "--isolated", '--find-links "%KIT%roda"'):
        assert bagian in teks
    uji = re.search(r'set "UJI=(.*)"', teks)
    assert uji is not None
    kode = uji[1]
    assert not set('"%!&|^') & set(kode)

    def result(versi: tuple[int, ...], platform: str, akar: str) -> int:
        pura = ("import sys,sysconfig\nsysconfig.get_platform=lambda: " + repr(platform)
                + f"\nsys.version_info={versi!r}\nsys.base_prefix={akar!r}\n" + kode)
        return subprocess.run([sys.executable, "-I", "-c", pura], check=False).returncode

    assert result((3, 13, 1), "win-amd64", "C:\\Python313") == 0
    assert result((3, 11, 5), "win-amd64", "C:\\Python311") == 0
    for buruk in (((3, 11, 4), "win-amd64", "C:\\P"), ((3, 14, 0), "win-amd64", "C:\\P"),
                  ((3, 12, 1), "win32", "C:\\P"),
                  ((3, 12, 1), "win-arm64", "C:\\P"), ((3, 12, 1), "win-amd64", "C:\\Program Files\\WindowsApps\\P")):
        assert result(*buruk) == 9, buruk  # type: ignore[arg-type]


# --- the page and the hashes --------------------------------------------------------------------------------------


def test_the_page_stands_alone(folder: Path) -> None:
    """R6"""
    html = (folder / "PANDUAN.html").read_text("utf-8")
    for nama in paket_html.NASKAH:
        assert f'<h1 id="{nama}">' in html
    assert 'charset="utf-8"' in html
    assert "@media print" in html
    assert html.count("break-before:page") == len(paket_html.NASKAH) - 1
    assert '<img style="max-width:100%" src="data:image/png;base64,' in html
    assert not re.search(r'(src|href)="(?!#|data:image/png;base64,)', html)
    assert not re.search(r"<(link|script|iframe)\b", html)
    jangkar = set(re.findall(r'id="([^"]+)"', html))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= jangkar
    assert html.count("<section") == html.count("</section>") == len(paket_html.NASKAH)
    assert "@@" not in html


def test_links_and_pictures_of_a_guide(monkeypatch: pytest.MonkeyPatch) -> None:
    """R6: inside, outside, missing."""
    teks = ("# Judul\n\n## Cek & lain\n[a](panduan.md) [b](panduan.md#mengisi) [c](kode.md) [d](#cek--lain) "
            "[e](https://contoh.id/x)\n\n![gambar hilang](gambar/tidak.png)\n")
    html = paket_html._section("pasang-windows", teks)
    assert '<h1 id="pasang-windows">' in html
    assert '<a href="#panduan">a</a> <a href="#panduan-mengisi">b</a> c <a ' in html
    assert '<a href="#pasang-windows-cek--lain">d</a> e' in html
    assert 'id="pasang-windows-cek--lain"' in html
    assert "<em>gambar hilang</em>" in html
    monkeypatch.setattr(paket_html, "NASKAH", ("tidak-ada",))
    with pytest.raises(KinerjaError) as galat:
        paket_html.guide_page()
    assert galat.value.kode == "ADN23"


def check_hashes(folder: Path) -> None:
    baris = (folder / "SHA256SUMS.txt").read_text("ascii").splitlines()
    tercatat = {b.split(" *", 1)[1]: b.split(" *", 1)[0] for b in baris}
    ada = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    assert tercatat.keys() == ada.keys() - {"SHA256SUMS.txt"}
    for nama, sidik in tercatat.items():
        assert hashlib.sha256(ada[nama].read_bytes()).hexdigest() == sidik


def test_hashes_and_no_hosts(folder: Path) -> None:
    """R7"""
    check_hashes(folder)
    for p in folder.rglob("*"):
        if p.suffix in {".txt", ".cmd", ".sha256"}:
            assert "://" not in p.read_text("ascii"), p.name
    sumber = [*DATA.iterdir(), Path(paket.__file__), Path(paket_html.__file__)]
    assert not any(re.search(r"https?://", p.read_text("utf-8")) for p in sumber if p.is_file())


# --- the real kit -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> paket.Paket:
    """The kit as `kinerja addin paket-pasang` makes it; skipped where packages cannot be downloaded."""
    folder = tmp_path_factory.mktemp("nyata")
    try:
        return build_kit(folder / "paket")
    except KinerjaError as galat:
        need(str(galat) if galat.kode == "ADN20" else None)
        raise


def windows_tags(versi: str) -> set[Any]:
    v = tuple(map(int, versi.split(".")))
    cp = f"cp{versi.replace('.', '')}"
    return {*cpython_tags(v, platforms=["win_amd64"]), *compatible_tags(v, cp, ["win_amd64"])}


def unresolved(roda: Path, versi: str) -> list[str]:
    """What a wheel in the folder asks for on Windows and no wheel in the folder gives; [] when all is there."""
    ada: dict[str, tuple[Any, Path]] = {}
    for path in roda.glob("*.whl"):
        nama, nomor, _, tag = parse_wheel_filename(path.name)
        if tag & windows_tags(versi):
            ada[nama] = (nomor, path)
    kurang, antri, sudah = [], [("kinerja", frozenset({"excel"}))], set()
    while antri:
        nama, ekstra = antri.pop()
        if (nama, ekstra) in sudah:
            continue
        sudah.add((nama, ekstra))
        with ZipFile(ada[nama][1]) as zip_:  # type: ignore[index]
            meta = message_from_string(zip_.read(next(n for n in zip_.namelist() if n.endswith("/METADATA"))).decode())
        if not SpecifierSet(meta.get("Requires-Python", "")).contains(f"{versi}.9"):
            kurang.append(f"{nama} untuk Python {meta['Requires-Python']}")
        for mentah in meta.get_all("Requires-Dist") or []:
            r = Requirement(mentah)
            lihat = [{**windows_environment(versi), "extra": e} for e in ("", *ekstra)]
            if r.marker is None or any(r.marker.evaluate(x) for x in lihat):
                n = canonicalize_name(r.name)
                if n not in ada or not r.specifier.contains(ada[n][0]):
                    kurang.append(str(r))
                else:
                    antri.append((n, frozenset(r.extras)))
    return kurang


def pip_resolves(roda: Path, versi: str, ke: Path) -> subprocess.CompletedProcess[str]:
    """pip, from the wheels alone, with hashes, for 64-bit Windows."""
    return subprocess.run(
        [sys.executable, "-m", "pip", "install", "--isolated", "--disable-pip-version-check", "--dry-run",
         "--ignore-installed", "--no-index", "--find-links", str(roda), "--only-binary=:all:", "--platform",
         "win_amd64", "--python-version", versi, "--implementation", "cp", "--abi", f"cp{versi.replace('.', '')}",
         "--target", str(ke), "--require-hashes", "-r", str(roda / f"kebutuhan-{versi}.txt")],
        capture_output=True, text=True, check=False)


@pytest.mark.parametrize("versi", VERSI)
@pytest.mark.sampel(1)
def test_the_wheels_alone_resolve_for_windows(real: paket.Paket, versi: str, tmp_path: Path) -> None:
    """R8"""
    roda = real.folder / "roda"
    assert unresolved(roda, versi) == []
    hasil = pip_resolves(roda, versi, tmp_path)
    assert hasil.returncode == 0, hasil.stderr
    terpasang = hasil.stdout.splitlines()[-1]
    for path in real.roda[versi]:
        nama, nomor, _, _ = parse_wheel_filename(path)
        assert re.search(rf"\b{nama.replace('-', '[-_.]')}-{re.escape(str(nomor))}\b", terpasang, re.IGNORECASE), path
    assert any(p.startswith("pywin32-") and f"cp{versi.replace('.', '')}-win_amd64" in p for p in real.roda[versi])
    assert not {parse_wheel_filename(p)[0] for p in real.roda[versi]} & paket.TERLARANG


def lost(folder: Path, hilang: str, ke: Path) -> Path:
    """A copy of the wheelhouse without the wheels of that name."""
    ke.mkdir()
    for p in folder.iterdir():
        if not p.name.startswith(hilang):
            (ke / p.name).write_bytes(p.read_bytes())
    return ke


@pytest.mark.parametrize("hilang", ["pywin32-", "colorama-", "mdurl-"])
def test_a_missing_wheel_is_seen(real: paket.Paket, hilang: str, tmp_path: Path) -> None:
    """R8: the guard itself, by both ways."""
    roda = lost(real.folder / "roda", hilang, tmp_path / "roda")
    assert [k for k in unresolved(roda, "3.12") if k.startswith(hilang[:-1])]
    assert pip_resolves(roda, "3.12", tmp_path / "t").returncode != 0


def test_a_damaged_wheel_is_refused(real: paket.Paket, tmp_path: Path) -> None:
    """R8: what a bad USB stick does to one byte."""
    roda = lost(real.folder / "roda", "tidak ada", tmp_path / "roda")
    rusak = next(roda.glob("mdurl-*.whl"))
    isi = bytearray(rusak.read_bytes())
    isi[len(isi) // 2] ^= 1
    rusak.write_bytes(isi)
    hasil = pip_resolves(roda, "3.12", tmp_path / "t")
    assert hasil.returncode != 0
    assert "HASH" in hasil.stderr


def test_the_real_kit_is_whole(real: paket.Paket) -> None:
    """R3, R7"""
    check_hashes(real.folder)
    nama = {p.name for p in real.folder.iterdir()}
    assert nama == {*SKRIP, "UNTUK PETUGAS TIK.txt", "PANDUAN.html", "SHA256SUMS.txt", "kinerja.xlam",
                    "kinerja.xlam.sha256", "roda"}
    assert list(real.folder.parent.iterdir()) == [real.folder]
    assert real.ukuran < 120 * 2**20
    xlam_isi = (real.folder / "kinerja.xlam").read_bytes()
    assert (real.folder / "kinerja.xlam.sha256").read_text("ascii").split()[0] == hashlib.sha256(xlam_isi).hexdigest()
    with ZipFile(next((real.folder / "roda").glob("kinerja-*.whl"))) as zip_:
        isi = set(zip_.namelist())
    assert {"kinerja_addin/pasang.py", "kinerja_core/kantor/cek.py", "kinerja_core/_templat/contoh/bendo_2022.toml",
            "kinerja_addin/_paket/Pasang.cmd"} <= isi




def test_a_missing_tool_is_told_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where only what running needs is installed."""
    monkeypatch.setitem(sys.modules, "packaging.tags", None)
    with pytest.raises(KinerjaError) as galat:
        paket._packaging("tags")
    assert galat.value.kode == "ADN26"
    assert "packaging" in str(galat.value)
