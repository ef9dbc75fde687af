"""The fence around the engines.

R1 whatever happens in an engine is a PembandingError of that file with one sentence, and the next file is evaluated;
R2 values come through as they are; R3 one process serves many files, and is replaced after it failed; R4 nothing is
printed; R5 no process and no file is left behind, also when this process is killed while the engine calculates or
waits; R6 limits on time, processor and memory; R7 Ctrl+C goes through.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from bantu.paket import pack, small_parts

from kinerja_core.dasar.excelmath import Galat
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import Buku, LembarBuku
from kinerja_core.xlsx.mesin.pagar import BATAS, GIB, Batas, Pagar
from kinerja_core.xlsx.mesin.salinan_polos import plain_copy, plain_file
from kinerja_core.xlsx.mesin.tempat import PembandingError

MODUL = "bantu.mesin_buruk"
PATH = Path("buku.xlsx")
LONGGAR = Batas(detik=300, cpu=300, memori=GIB)
SEMUA = [("baik", (n, 0)) for n in range(7)]
posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals and limits")


@pytest.fixture
def pagar() -> Iterator[Pagar]:
    satu = Pagar(MODUL, LONGGAR)
    yield satu
    satu.close()


def pid_of(pagar: Pagar) -> int:
    """The process that answers."""
    (pid,) = pagar.evaluate(PATH, [("baik", (6, 0))])
    assert isinstance(pid, int)
    return pid


def test_values_come_through_as_they_are(pagar: Pagar) -> None:
    """R2"""
    nilai = pagar.evaluate(PATH, SEMUA)
    harap = [None, True, 1, 0.1 + 0.2, "teks \ud800", Galat("#N/A")]
    assert [(type(n), n) for n in nilai[:-1]] == [(type(n), n) for n in harap]
    assert nilai[-1] == pagar.pid != os.getpid()


#: What an engine does -> what the user reads, and whether the same process goes on.
AKIBAT = {
    "batal": "berhenti mendadak", "mati": "berhenti mendadak", "bunuh": "berhenti mendadak",
    "segv": "berhenti mendadak",
    "panik": "mesinnya gagal: Panik", "galat": "mesinnya gagal: ZeroDivisionError",
    "keluar": "mesinnya gagal: SystemExit", "ctrl_c": "mesinnya gagal: KeyboardInterrupt",
    "sampah": "jawaban mesinnya tidak dapat dibaca", "kurang": "jawaban mesinnya tidak dapat dibaca",
    "aneh": "jawaban mesinnya tidak dapat dibaca",
}


@posix
@pytest.mark.parametrize("ulah", AKIBAT)
def test_whatever_happens_is_of_that_file_alone(pagar: Pagar, ulah: str, capfd: pytest.CaptureFixture[str]) -> None:
    """R1, R3, R4"""
    sebelum = pid_of(pagar)
    with pytest.raises(PembandingError, match=AKIBAT[ulah]):
        pagar.evaluate(PATH, [(ulah, (0, 0))])
    assert pagar.pid == 0
    assert pid_of(pagar) != sebelum
    assert capfd.readouterr() == ("", "")
    with pytest.raises(ChildProcessError):  # waited for: no zombie
        os.waitpid(sebelum, os.WNOHANG)


def test_a_file_the_engine_cannot_read_keeps_the_process(pagar: Pagar) -> None:
    """R3"""
    sebelum = pid_of(pagar)
    with pytest.raises(PembandingError, match=r"^berkasnya aneh$"):
        pagar.evaluate(PATH, [("pembanding", (0, 0))])
    assert pid_of(pagar) == sebelum


def test_what_the_engine_prints_goes_nowhere(pagar: Pagar, capfd: pytest.CaptureFixture[str]) -> None:
    """R4, and the pipe stays clean."""
    assert pagar.evaluate(PATH, [("cetak", (1, 0))]) == [True]
    assert capfd.readouterr() == ("", "")


@posix
@pytest.mark.parametrize(
    ("ulah", "batas", "sebab"),
    [("ulang", Batas(detik=0.5, cpu=0, memori=0), "dihentikan sesudah 0.5 detik$"),
     ("ulang", Batas(detik=300, cpu=1, memori=0), "dihentikan sesudah 1 detik kerja prosesor"),
     ("memori", Batas(detik=300, cpu=0, memori=GIB // 4), "terlalu banyak memori")],
)
def test_limits(ulah: str, batas: Batas, sebab: str) -> None:
    """R6: an endless loop and endless memory end, and the next file is evaluated."""
    pagar = Pagar(MODUL, batas)
    try:
        with pytest.raises(PembandingError, match=sebab):
            pagar.evaluate(PATH, [(ulah, (0, 0))])
        longgar = Pagar(MODUL, LONGGAR)
        assert longgar.evaluate(PATH, [("baik", (1, 0))]) == [True]
        longgar.close()
    finally:
        pagar.close()


def test_an_unknown_module_is_a_sentence_too() -> None:
    pagar = Pagar("bantu.mesin_tidak_ada", LONGGAR)
    with pytest.raises(PembandingError, match="ModuleNotFoundError"):
        pagar.evaluate(PATH, SEMUA)


def test_closing_ends_it_and_another_starts(pagar: Pagar) -> None:
    """R5"""
    sebelum = pid_of(pagar)
    pagar.close()
    assert pagar.pid == 0
    assert not is_there(sebelum)
    assert pid_of(pagar) != sebelum


def is_there(pid: int) -> bool:
    """Is the process running? One that only waits to be buried is not."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


_INDUK = """
import signal
import sys
from pathlib import Path
from bantu.mesin_buruk import ULAH
from {} import Batas, Pagar
signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job ignores it
pagar = Pagar("bantu.mesin_buruk", Batas(300, 300, 0))
print(*pagar.evaluate(Path("x"), [("baik", (6, 0))]), flush=True)
{}
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc, and SIGIO of a pipe")
@pytest.mark.parametrize("kerja", ["sys.stdin.read()", 'pagar.evaluate(Path("x"), [("ulang", (0, 0))])'])
@pytest.mark.parametrize("tanda", [signal.SIGKILL, signal.SIGINT])
def test_the_engine_ends_with_this_process(kerja: str, tanda: signal.Signals) -> None:
    """R5, R7: while it waits for a file, and while it calculates without end."""
    lingkungan = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    induk = subprocess.Popen([sys.executable, "-c", _INDUK.format(Pagar.__module__, kerja)], stdin=subprocess.PIPE,
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=lingkungan)
    assert induk.stdout is not None
    with induk:
        anak = int(induk.stdout.readline())
        pidfd = os.pidfd_open(anak)
        if "ulang" in kerja:
            wait_until_busy(anak)
        induk.send_signal(tanda)
        assert select.select([pidfd], [], [], 60)[0], "mesin masih berjalan"
        os.close(pidfd)
        assert induk.wait() == (-tanda)
    assert not is_there(anak)


def wait_until_busy(pid: int) -> None:
    """Until the process has used processor time of its own twice in a row: it calculates."""
    def used() -> int:
        return sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]))

    awal = used()
    while used() < awal + 10:
        with contextlib.suppress(OSError):
            os.sched_yield()


def test_every_engine_has_limits_and_the_documents_name_them() -> None:
    """R6"""
    akar = Path(__file__).parents[1]
    teks = (akar / "docs" / "pembanding.md").read_text(encoding="utf-8")
    for nama, b in BATAS.items():
        prosesor = f"{b.cpu} detik" if b.cpu else "tanpa batas sendiri"
        assert min(b.detik, b.memori) > 0
        assert f"| `{nama}` | {b.detik} detik | {prosesor} | {b.memori // GIB} GiB |" in teks


# -- what ironcalc gets to see -------------------------------------------------------------------------------------


def test_a_copy_says_what_the_file_says(tmp_path: Path) -> None:
    """R5: every kind of value, names of sheets and cells, formulas; nothing of how the program wrote it."""
    teks = "<&>\"' _x001B_ \n baris"
    baru = {(6, 0): "FILTER(A1:A2,A1:A2>0)", (7, 0): "SUM({1,2})", (8, 0): "_xlfn.XLOOKUP(1,A1:A2,A1:A2)"}
    asal = Buku((
        LembarBuku("Lembar <1> & 'dua' x", "tampak", {(0, 0): teks, (1, 27): 1.5, (2, 0): True, (3, 0): Galat("#N/A"),
                                                      (5, 0): Galat("=1+1")},
                   {(4, 0): 'IF(A1<>"<&>",1,2)', **baru}),
        LembarBuku("_b", "sangat_tersembunyi", {}, {})),
        {"nama_x": "'Lembar <1> & ''dua'' x'!$A$1", "_b!lokal": "_b!$A$1", "_b!_xlnm.Print_Area": "_b!$A$1"})
    with plain_file(asal) as path:
        buku = read_buku(path)
    s = buku.lembar[0]
    assert [x.nama for x in buku.lembar] == ["Lembar <1> & 'dua' x", "_b"]
    assert {k: v for k, v in s.nilai.items() if k not in s.rumus} == {
        (0, 0): teks, (1, 27): 1.5, (2, 0): True, (5, 0): "=1+1"}
    assert s.rumus == {(3, 0): "#N/A", (4, 0): 'IF(A1<>"<&>",1,2)', **baru}
    assert buku.nama == {"nama_x": "'Lembar <1> & ''dua'' x'!$A$1", "_b!lokal": "_b!$A$1"}


def test_a_sheet_name_no_program_writes_is_told_not_raised() -> None:
    """R5"""
    with pytest.raises(PembandingError), plain_file(Buku((LembarBuku("'a'", "tampak", {}, {}),), {})):
        pass


def test_the_copy_is_gone_afterwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """R5"""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "sementara"))
    (tmp_path / "sementara").mkdir()
    path = tmp_path / "a.xlsx"
    path.write_bytes(pack(small_parts()))
    asli = path.read_bytes()
    with plain_copy(path) as salinan:
        assert salinan != path
        assert [(x.nama, x.rumus) for x in read_buku(salinan).lembar] == [
            (x.nama, x.rumus) for x in read_buku(path).lembar]
    assert path.read_bytes() == asli
    assert not list((tmp_path / "sementara").iterdir())
    rusak = tmp_path / "rusak.xlsx"
    rusak.write_bytes(b"PK\x03\x04 bukan zip")
    with plain_copy(rusak) as sama:
        assert sama == rusak
