"""The fence around the engines.

R1 whatever happens in an engine is a PembandingError of that file with one sentence, and the next file is evaluated;
R2 values come through as they are; R3 one process serves many files, and is replaced after it failed; R4 nothing is
printed; R5 no process and no file is left behind, also when this process is killed while the engine calculates or
waits; R6 limits on time, processor and memory; R7 Ctrl+C goes through.
"""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kinerja_core.dasar.excelmath import Galat
from kinerja_core.xlsx.mesin.pagar import BATAS, GIB, Batas, Pagar
from kinerja_core.xlsx.mesin.salinan_ironcalc import mend_part, readable_copy
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


# -- what ironcalc misreads ----------------------------------------------------------------------------------------


def sheet(*sel: str) -> bytes:
    return f"<worksheet><sheetData><row>{''.join(sel)}</row></sheetData></worksheet>".encode()


@pytest.mark.parametrize(
    ("sel", "harap"),
    [('<c r="A1" s="3" t="n"/>', '<c r="A1" s="3"/>'), ('<c r="A1" s="3" t="n" />', '<c r="A1" s="3"/>'),
     ('<c r="A1" s="3"><v></v></c>', '<c r="A1" s="3"/>'), ('<c r="A1" t="n" s="3"><v/></c>', '<c r="A1" s="3"/>'),
     ('<c r="A1"><v />\n</c>', '<c r="A1"/>'), ('<c r="A1" t="b"></c>', '<c r="A1"/>'),
     ('<c r="A1" t=\'s\'/>', '<c r="A1"/>'),
     ('<c r="A1" s="3"/>', None), ('<c r="A1" t="n"><v>0</v></c>', None), ('<c r="A1" t="str"><v></v></c>', None),
     ('<c r="A1"><f>1+1</f><v></v></c>', None), ('<c r="A1" t="inlineStr"><is><t></t></is></c>', None),
     ('<c r="A1" t="n"/><c r="B1"><f>A1</f><v/></c>', '<c r="A1"/><c r="B1"><f>A1</f><v/></c>'),
     ('<c r="A1" t="inlineStr"><is><t><![CDATA[<c t="n"/>]]></t></is></c>', None)],
)
def test_blank_cells_that_state_a_kind(sel: str, harap: str | None) -> None:
    assert mend_part(sheet(sel)) == sheet(sel if harap is None else harap)


def test_lists_of_styles_that_were_left_out() -> None:
    """In the order of the standard, and nothing twice."""
    penuh = mend_part(b'<styleSheet xmlns="x"><dxfs count="0"/></styleSheet>')
    nama = re.findall(rb"<(fonts|fills|borders|cellStyleXfs|cellXfs|cellStyles|dxfs)\b", penuh)
    assert nama == [b"fonts", b"fills", b"borders", b"cellStyleXfs", b"cellXfs", b"cellStyles", b"dxfs"]
    assert mend_part(penuh) == penuh
    tanpa = re.sub(rb"<cellStyles.*?</cellStyles>", b"", penuh)
    assert mend_part(tanpa) == penuh


def test_a_copy_only_where_one_is_needed_and_gone_afterwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """R5"""
    import openpyxl
    import xlsxwriter

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "sementara"))
    (tmp_path / "sementara").mkdir()
    polos = tmp_path / "polos.xlsx"
    with xlsxwriter.Workbook(polos) as buku:
        buku.add_worksheet().write_blank(0, 0, None, buku.add_format({"bold": True}))
    with readable_copy(polos) as sama:
        assert sama == polos
    lain = tmp_path / "lain.xlsx"
    openpyxl.load_workbook(polos).save(lain)
    asli = lain.read_bytes()
    with readable_copy(lain) as salinan:
        assert salinan != lain
        assert salinan.exists()
    assert lain.read_bytes() == asli
    assert not list((tmp_path / "sementara").iterdir())
    rusak = tmp_path / "rusak.xlsx"
    rusak.write_bytes(b"PK\x03\x04 bukan zip")
    with readable_copy(rusak) as sama:
        assert sama == rusak
