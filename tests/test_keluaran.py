"""No file is written over that is not known to be ours (C24): the one rule, and every command that writes.

R1 the same bytes are left alone; R2 a file of somebody else stays, LJT01 names --timpa, nothing is left beside it; with
--timpa it is replaced; R3 what is recognisably ours is renewed only by commands that renew, and only as long as nobody
saved it; R4 a new folder is told on stderr; R5 a command with an output that is not in the tables below fails here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import typer
from bantu.contoh import FOLDER
from bantu.kiriman import HARI, PUBLIK, office
from test_cli import INSTRUMEN, run
from test_kumpul_cli import TOML, sealed

from kinerja_core.dasar import keluaran
from kinerja_core.dasar.keluaran import aside, headed, let_replace, make_folder, new_folders, stamped, write_file
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.kantor import contoh
from kinerja_core.perintah import cli
from kinerja_core.provinsi.folder import BACA_SAYA, prepare_folder
from kinerja_core.provinsi.verifikasi import berita_acara
from kinerja_core.provinsi.verifikasi.siapkan import DAFTAR

BENDO = FOLDER / "kertas_kerja_bendo_2022.xlsx"
ORANG = b"milik orang lain\r\nbaris kedua\r\nbaris ketiga\r\n"
Cap = pytest.CaptureFixture[str]


@pytest.fixture
def meja(tmp_path: Path, capsys: Cap) -> Path:
    """A round with one submission, and a working folder."""
    (tmp_path / "uji.toml").write_text(TOML, encoding="utf-8")
    (tmp_path / "publik.pem").write_bytes(PUBLIK)
    (tmp_path / "masuk").mkdir()
    (tmp_path / "masuk" / "1.xlsx").write_bytes(sealed(office(1), {("b03", "n"): 1.0}))
    prepare_folder(tmp_path / "kerja", str(tmp_path / "uji.toml"))
    return tmp_path


def _kumpul(m: Path, *lain: object) -> list[object]:
    return ["kumpul", m / "masuk", "--instrumen", m / "uji.toml", "--kunci-publik", m / "publik.pem", "--register",
            m / "r.sqlite", "--diterima", HARI, *lain]


def _verifikasi(m: Path, kata: str) -> list[object]:
    return ["verifikasi", kata, "--instrumen", m / "uji.toml", "--register", m / "r.sqlite", "--ke", m / "ke"]


#: Command -> its call and the file it writes, given the table.
MENULIS: dict[str, Callable[[Path], tuple[list[object], Path]]] = {
    "buat": lambda m: (["buat", INSTRUMEN, "-o", m / "x.xlsx", "--kode-wilayah", "35.20.10", "--nama", "Bendo",
                        "--kabupaten", "Kabupaten Magetan"], m / "x.xlsx"),
    "ekspor": lambda m: (["ekspor", BENDO, "-o", m / "x.csv"], m / "x.csv"),
    "tahun-berikutnya": lambda m: (["tahun-berikutnya", FOLDER / "buku_kinerja_kemangkon_2022.xlsx", "-o",
                                    m / "x.xlsx"], m / "x.xlsx"),
    "pindah": lambda m: (["pindah", BENDO, "-o", m / "x.xlsx"], m / "x.xlsx"),
    "contoh": lambda m: (["contoh", m / "hasil", "--pembanding", "ironcalc"],
                         m / "hasil" / "kertas_kerja_bendo_2022.xlsx"),
    "daftar": lambda m: (["daftar", INSTRUMEN, "-o", m / "x.xlsx"], m / "x.xlsx"),
    "instrumen tulis": lambda m: (["instrumen", "tulis", m / "uji.toml", "-o", m / "x.xlsx"], m / "x.xlsx"),
    "addin bangun": lambda m: (["addin", "bangun", "-o", m / "x.xlam"], m / "x.xlam"),
    "kumpul": lambda m: (_kumpul(m, "--ke", m / "x.xlsx"), m / "x.xlsx"),
    "kumpul catatan": lambda m: (_kumpul(m, "--catatan", m / "balik"), m / "balik" / _catatan(m)),
    "verifikasi siapkan": lambda m: (_verifikasi(m, "siapkan"), m / "ke" / DAFTAR),
    "verifikasi berita-acara": lambda m: (_verifikasi(m, "berita-acara"), m / "ke" / "acara.xlsx"),
    "provinsi siapkan": lambda m: (["provinsi", "siapkan", m / "kerja"], m / "kerja" / BACA_SAYA),
    "provinsi jalankan": lambda m: (["provinsi", "jalankan", "1", m / "kerja", "--tanpa-buka"],
                                    m / "kerja" / "Hasil" / "Pemeriksaan.xlsx"),
}
#: Commands that write and have no --timpa, and why nothing can be written over.
TANPA_TIMPA = {
    "kirim": "takes the next free name, x (2).zip",
    "sebar": "a new or empty folder only (SBR03): what was sent is never replaced",
    "addin paket-pasang": "a new or empty folder only (ADN24)",
    "addin pasang": "the add-in's own file in Excel's folder, and lines of its own in its settings",
    "addin lepas": "takes away what pasang wrote",
    "verifikasi gabung": "the register only grows; the book of differences takes the next free number",
}
MEMBACA = {"baca", "hitung", "periksa", "jelaskan", "cek", "register", "addin status", "instrumen periksa",
           "instrumen bandingkan"}


def _catatan(m: Path) -> Path:
    from kinerja_core.provinsi.sebar.sebarkan import region_folder

    k = office_of(1)
    return Path(region_folder(k)) / f"{k.kode}_catatan.txt"


def office_of(n: int) -> Any:
    from bantu.kiriman import listed

    return listed(n)[0]


def commands(akar: Any, awal: str = "") -> Iterator[tuple[str, Any]]:
    konteks = akar.context_class(akar)
    for nama in akar.list_commands(konteks):
        satu = akar.get_command(konteks, nama)
        if hasattr(satu, "list_commands"):
            yield from commands(satu, f"{awal}{nama} ")
        else:
            yield awal + nama, satu


def test_every_command_is_in_one_of_the_tables() -> None:
    """R5: and --timpa stands exactly where a file could be written over."""
    semua = dict(commands(typer.main.get_command(cli.app)))
    menulis = {n for n in MENULIS if n in semua}
    assert set(semua) == menulis | TANPA_TIMPA.keys() | MEMBACA
    assert {n for n, c in semua.items() if any("--timpa" in p.opts for p in c.params)} == menulis
    keluar = {n for n, c in semua.items() if any({"--keluar", "--ke", "--catatan"} & set(p.opts) for p in c.params)}
    assert keluar <= menulis | TANPA_TIMPA.keys()


@pytest.mark.sampel(6)
@pytest.mark.parametrize("nama", MENULIS)
def test_a_file_of_somebody_else_is_replaced_only_with_timpa(
        nama: str, meja: Path, capsys: Cap, monkeypatch: pytest.MonkeyPatch) -> None:
    """R2."""
    monkeypatch.setattr(berita_acara, "minutes", lambda *_: iter([("acara.xlsx", BENDO.read_bytes())]))
    if nama == "contoh":
        contoh_asli = list(contoh.build_examples())
        monkeypatch.setattr(contoh, "build_examples", lambda _: iter(contoh_asli))
        monkeypatch.setattr(contoh, "build_books", lambda _: iter(()))
    if nama.startswith("verifikasi"):
        assert run(capsys, *_kumpul(meja))[0] == 0
    panggilan, path = MENULIS[nama](meja)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(ORANG)
    kode, keluar, galat = run(capsys, *panggilan)
    assert (kode, path.read_bytes()) == (2, ORANG), keluar + galat
    assert "LJT01" in galat
    assert path.name in galat
    assert "--timpa" in galat
    assert not list(meja.rglob("*.tmp"))
    kode, keluar, galat = run(capsys, *panggilan, "--timpa")
    assert kode in (0, 1), keluar + galat
    assert path.read_bytes() != ORANG
    assert not list(meja.rglob("*.tmp"))
    assert not keluaran.replacing()


def test_a_filled_workbook_is_not_written_over_by_buat(meja: Path, capsys: Cap) -> None:
    """C24, R1, R4: the recipe; the same call twice leaves the file alone, and a new folder is told once."""
    panggilan, _ = MENULIS["buat"](meja)
    panggilan[3] = path = meja / "baru" / "dalam" / "x.xlsx"
    kode, keluar, galat = run(capsys, *panggilan)
    assert (kode, keluar, galat) == (0, f"Tertulis {path}\n", f"Folder baru dibuat: {meja / 'baru'}\n")
    dulu = path.stat().st_mtime_ns
    assert run(capsys, *panggilan) == (0, f"Tertulis {path}\n", "")
    assert path.stat().st_mtime_ns == dulu
    path.write_bytes(BENDO.read_bytes())
    kode, _, galat = run(capsys, *panggilan)
    assert (kode, path.read_bytes()) == (2, BENDO.read_bytes())
    assert "LJT01" in galat


def test_a_refused_recap_registers_nothing(meja: Path, capsys: Cap) -> None:
    """R2: asked before the work."""
    panggilan, path = MENULIS["kumpul"](meja)
    path.write_bytes(ORANG)
    assert run(capsys, *panggilan)[0] == 2
    assert not (meja / "r.sqlite").exists()


def test_a_recap_is_renewed_until_somebody_saved_it(meja: Path, capsys: Cap) -> None:
    """R3: collected again after more came in; then saved by another program."""
    panggilan, path = MENULIS["kumpul"](meja)
    assert run(capsys, *panggilan)[0] == 0
    pertama = path.read_bytes()
    (meja / "masuk" / "2.xlsx").write_bytes(sealed(office(2), {("b03", "n"): 2.0}))
    assert run(capsys, *panggilan)[0] == 0
    assert path.read_bytes() != pertama
    buku = openpyxl.load_workbook(path)
    buku.save(path)
    disimpan = path.read_bytes()
    (meja / "masuk" / "3.xlsx").write_bytes(sealed(office(3), {("b03", "n"): 3.0}))
    kode, _, galat = run(capsys, *panggilan)
    assert (kode, path.read_bytes()) == (2, disimpan)
    assert "LJT01" in galat


# -- the rule ----------------------------------------------------------------------------------------------------------


def test_ours_is_what_nobody_saved(tmp_path: Path) -> None:
    """R3: every workbook we ship is known; saved again it is not; neither is anything else."""
    assert all(map(stamped, FOLDER.glob("*.xlsx")))
    openpyxl.load_workbook(BENDO).save(tmp_path / "x.xlsx")
    (tmp_path / "y.xlsx").write_bytes(ORANG)
    (tmp_path / "z.xlsx").write_bytes(BENDO.read_bytes()[:5000])
    assert not any(map(stamped, [*tmp_path.iterdir(), tmp_path, tmp_path / "tidak ada.xlsx"]))


def test_texts_of_ours_are_known_by_their_first_lines(tmp_path: Path) -> None:
    """R3."""
    (path := tmp_path / "a.txt").write_bytes(b"satu\r\ndua\r\n")
    assert headed(b"satu\r\nlain\r\n")(path)
    assert not headed(b"satu\r\nlain\r\n", 2)(path)
    assert not headed(b"sat\r\n")(path)
    assert not headed(b"satu\r\ndua\r\ntiga\r\n", 3)(path)


def _fail_halfway(path: Path) -> None:
    with aside(path, timpa=True) as sementara:
        sementara.write_bytes(b"setengah")
        raise ZeroDivisionError


def test_without_permission_nothing_changes(tmp_path: Path) -> None:
    """R2: also under a symbolic link that leads nowhere; a failed write leaves what stood there."""
    (path := tmp_path / "a.txt").write_bytes(ORANG)
    (taut := tmp_path / "b.txt").symlink_to(tmp_path / "tidak ada")
    for p in (path, taut):
        with pytest.raises(KinerjaError) as galat:
            write_file(p, b"baru")
        assert galat.value.kode == "LJT01"
    with pytest.raises(ZeroDivisionError):
        _fail_halfway(path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.txt", "b.txt"]
    assert path.read_bytes() == ORANG
    kembali = let_replace(True)
    write_file(path, b"baru")
    kembali()
    assert path.read_bytes() == b"baru"
    assert not keluaran.replacing()


def test_the_outermost_new_folder_is_remembered_once(tmp_path: Path) -> None:
    """R4."""
    new_folders()
    for folder in (tmp_path / "a" / "b", tmp_path / "a" / "c", tmp_path / "d", tmp_path):
        make_folder(folder)
    assert new_folders() == [tmp_path / "a", tmp_path / "d"]
    assert new_folders() == []
