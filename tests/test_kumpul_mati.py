"""Collecting is killed at any moment and started again: register and recap are those of an undisturbed run.

R1 SIGKILL at random moments, 20 times; R2 SIGKILL inside a transaction and at its end; R3 with workers: none of them
outlives the one that started them; R4 two runs at once: the second waits or refuses clearly, the lock dies with its
holder and leaves nothing behind.
"""

from __future__ import annotations

import os
import random
import select
import signal
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from bantu.kiriman import HARI, PUBLIK, dump, listed, office, saved, sealed, zipped
from test_kanonik import BUATAN

from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.provinsi import register as register_module
from kinerja_core.provinsi.kumpul.kumpulkan import Pengiriman, collect
from kinerja_core.provinsi.kunci_berkas import KunciBerkas
from kinerja_core.provinsi.register import open_register
from kinerja_core.provinsi.rekap.tulis import rekap_bytes

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="fork and SIGKILL")
if sys.platform != "win32":
    MATI = signal.SIGKILL


@pytest.fixture(scope="module")
def masuk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("masuk")
    satu = sealed(office(1))
    for nama, isi in {
        "a/1.xlsx": satu, "a/1 salinan.xlsx": satu, "a/2.xlsx": sealed(office(2), {("b03", "n"): None}),
        "b/1 baru.xlsx": saved(sealed(office(1), {("b03", "n"): 9.0}), "2026-12-05T08:00:00Z"),
        "b/1 lama.xlsx": saved(sealed(office(1), {("b03", "n"): 8.0}), "2026-12-04T08:00:00Z"),
        "b/bukan.xlsx": sealed(office(9)), "c.zip": zipped({"3.xlsx": sealed(office(3)), "foto.jpg": b"\xff\xd8\xff"}),
        "d.pdf": b"%PDF-", "e.xlsx": b"PK\x03\x04", "f.xlsx": b"",
    }.items():
        (folder / nama).parent.mkdir(exist_ok=True)
        (folder / nama).write_bytes(isi)
    return folder


def _collect(folder: Path, register: Path, jobs: int = 1, maju: Any = None) -> None:
    with open_register(register) as r:
        collect(folder, BUATAN, PUBLIK, r, pengiriman=Pengiriman(listed(1, 2, 3, 4)), diterima=HARI, jobs=jobs,
                maju=maju)


def _state(register: Path, rekap: bool = False) -> list[Any]:
    """Everything in the register, the round, and on demand the bytes of its recap, which is made of the round alone."""
    with open_register(register, tulis=False) as r:
        putaran = r.round(BUATAN)
    return [dump(register), repr(putaran), *([rekap_bytes(putaran)] if rekap else [])]


@pytest.fixture(scope="module")
def utuh(masuk: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    folder = tmp_path_factory.mktemp("utuh")
    _collect(masuk, folder / "r.sqlite")
    return _state(folder / "r.sqlite", rekap=True)


@contextmanager
def _child(kerja: Callable[[int], None]) -> Iterator[tuple[int, int]]:
    """A forked process that does `kerja(pipe)`: (pid, pipe to read). Killed when it is still there at the end."""
    baca, tulis = os.pipe()
    with warnings.catch_warnings():  # Python 3.12 warns of forking beside threads (pytest-xdist has some)
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid == 0:
        os.close(baca)
        try:
            kerja(tulis)
            os._exit(0)
        except BaseException:
            os._exit(1)
    os.close(tulis)
    try:
        yield pid, baca
    finally:
        os.close(baca)
        _kill(pid)


def _kill(pid: int) -> None:
    try:
        os.kill(pid, MATI)
        os.waitpid(pid, 0)
    except (ProcessLookupError, ChildProcessError):
        pass


@contextmanager
def _told(pipa: int, _jumlah: int) -> Iterator[Callable[[str], None]]:
    yield lambda _nama: os.write(pipa, b".") and None


def _rows(register: Path) -> int:
    with open_register(register, tulis=False) as r:
        return int(r._rows("SELECT count(*) FROM kiriman")[0][0])


# -- R1 ----------------------------------------------------------------------------------------------------------


def test_killed_at_random_moments(masuk: Path, utuh: list[Any], tmp_path: Path) -> None:
    rng, sebagian = random.Random(5), 0
    for n in range(20):
        register = tmp_path / f"{n}" / "r.sqlite"
        for _ in range(rng.choice((1, 1, 2))):
            sampai, jeda = rng.randrange(0, 10), rng.randrange(400_000)

            def kerja(pipa: int, register: Path = register) -> None:
                _collect(masuk, register, maju=lambda jumlah: _told(pipa, jumlah))

            with _child(kerja) as (pid, baca):
                for _ in range(sampai):
                    select.select([baca], [], [], 10)
                    os.read(baca, 1)
                for _ in range(jeda):  # so that it is struck anywhere, not only where it reports
                    pass
                os.kill(pid, MATI)
                os.waitpid(pid, 0)
        if register.exists() and register.stat().st_size:
            sebagian += 0 < _rows_or_zero(register) < 9
        _collect(masuk, register)
        rekap = n % 5 == 0
        assert _state(register, rekap) == utuh[: 2 + rekap], n
        assert [p.name for p in register.parent.iterdir()] == ["r.sqlite"]
    assert sebagian >= 5, "some kills must have struck in the middle"


def _rows_or_zero(register: Path) -> int:
    try:
        return _rows(register)
    except KinerjaError:
        return 0


# -- R2 ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("saat", ["CREATE TABLE tampak", "INSERT INTO putaran", "INSERT INTO kecamatan",
                                  "INSERT INTO asal", "INSERT INTO kiriman", "INSERT INTO tampak", "COMMIT"])
def test_killed_inside_a_transaction(saat: str, masuk: Path, utuh: list[Any], tmp_path: Path) -> None:
    register = tmp_path / "r.sqlite"

    def kerja(_pipa: int) -> None:
        sisa = [2 if saat in ("INSERT INTO kiriman", "INSERT INTO tampak", "COMMIT") else 1]

        def trace(sql: str) -> None:
            if sql.startswith(saat):
                sisa[0] -= 1
                if not sisa[0]:
                    os.kill(os.getpid(), MATI)

        asli = register_module._open

        def traced(*isi: Any) -> Any:
            sambung = asli(*isi)
            sambung.set_trace_callback(trace)
            return sambung

        register_module._open = traced  # only in this process
        _collect(masuk, register)

    with _child(kerja) as (pid, _):
        _, akhir = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(akhir), "it must have been killed there"
    _collect(masuk, register)
    assert _state(register) == utuh[:2]


# -- R3 ----------------------------------------------------------------------------------------------------------


def test_workers_do_not_outlive_the_one_that_started_them(masuk: Path, utuh: list[Any], tmp_path: Path) -> None:
    register = tmp_path / "r.sqlite"

    @contextmanager
    def report(pipa: int) -> Iterator[Callable[[str], None]]:
        import multiprocessing

        def langkah(_nama: str) -> None:
            os.write(pipa, (" ".join(str(p.pid) for p in multiprocessing.active_children()) + "\n").encode())

        yield langkah

    def kerja(pipa: int) -> None:
        _collect(masuk, register, 2, lambda _n: report(pipa))

    with _child(kerja) as (pid, baca):
        select.select([baca], [], [], 30)
        anak = [int(x) for x in os.read(baca, 4096).decode().splitlines()[0].split()]
        os.kill(pid, MATI)
        os.waitpid(pid, 0)
    assert len(anak) == 2
    batas = time.monotonic() + 20  # a poll: processes end when they notice; longer than any machine needs
    while time.monotonic() < batas and any(map(_alive, anak)):
        time.sleep(0.05)
    assert not any(map(_alive, anak))
    _collect(masuk, register)
    assert _state(register) == utuh[:2]


def _alive(pid: int) -> bool:
    """Running: a process nobody waits for any more counts as gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


# -- R4 ----------------------------------------------------------------------------------------------------------


def _hold(register: Path, detik: float) -> Callable[[int], None]:
    def kerja(pipa: int) -> None:
        with open_register(register):
            os.write(pipa, b".")
            time.sleep(detik)  # being held is what is tested; whoever waits, waits far longer

    return kerja


def test_the_second_run_refuses_clearly(tmp_path: Path) -> None:
    register = tmp_path / "r.sqlite"
    with _child(_hold(register, 60)) as (pid, baca):
        os.read(baca, 1)
        with pytest.raises(KinerjaError, match=r"Register r.sqlite sedang dipakai proses lain") as galat:
            open_register(register, tunggu=0.1)
        assert galat.value.kode == "KPL30"
        os.kill(pid, MATI)
        os.waitpid(pid, 0)
        with open_register(register, tunggu=0):
            pass
    assert [p.name for p in tmp_path.iterdir()] == ["r.sqlite"]


def test_the_second_run_waits_a_little(tmp_path: Path) -> None:
    register = tmp_path / "r.sqlite"
    with _child(_hold(register, 0.3)) as (_, baca):
        os.read(baca, 1)
        with open_register(register, tunggu=30) as r:
            assert r.add_round(BUATAN) == 1


def test_two_runs_at_once_give_one_register(masuk: Path, utuh: list[Any], tmp_path: Path) -> None:
    register = tmp_path / "r.sqlite"
    with _child(lambda _: _collect(masuk, register)) as (a, _), _child(lambda _: _collect(masuk, register)) as (b, _):
        assert [os.waitpid(p, 0)[1] for p in (a, b)] == [0, 0]
    assert _state(register) == utuh[:2]


def test_a_lock_is_not_lost_to_a_file_that_was_removed(tmp_path: Path) -> None:
    satu, dua, tiga = (KunciBerkas(tmp_path / "k") for _ in range(3))
    assert satu.take(0)
    assert not dua.take(0)
    satu.give_back()
    satu.give_back()
    assert dua.take(0)
    (tmp_path / "k").unlink()
    assert tiga.take(0), "a lock on a removed file holds nobody"
    dua.give_back()
    tiga.give_back()
