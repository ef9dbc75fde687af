"""Fixtures shared by all tests."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from bantu.bersama import FOLDER, PANJANG
from hypothesis import settings

from kinerja_core.xlsx.mesin.soffice import LibreOffice, libreoffice_missing

#: The one profile of every test with random inputs: how long an example takes says nothing about the code.
settings.register_profile("kinerja", deadline=None)
settings.load_profile("kinerja")

#: The files that take longest, longest first: begun early, they leave no core idle at the end.
TERLAMA = (
    "engines/test_tombol.py", "engines/test_rupa_buku_kinerja.py", "engines/test_selisih_buku.py",
    "engines/test_selisih.py", "test_pindah.py", "test_contoh.py", "engines/test_makro_libreoffice.py",
)


#: The tests that are no part of a first answer: one of their cases takes more than DETIK on a quiet computer.
LAMBAT, DETIK = Path(__file__).with_name("lambat.txt"), 1.0
LAMA: dict[str, float] = defaultdict(float)


def pytest_addoption(parser: pytest.Parser) -> None:
    """How much of what is collected runs."""
    parser.addoption("--panjang", action="store_true", help="every case, also of tests that usually run a sample")
    parser.addoption("--cepat", action="store_true", help="a first answer: no engines, nothing slow, one case a test")
    parser.addoption("--catat-lambat", action="store_true", help="write anew which tests are slow (tests/lambat.txt)")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """What a test takes, with all that is prepared for it; for --catat-lambat."""
    if not report.nodeid.startswith("tests/engines/"):
        LAMA[report.nodeid] += report.duration


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the list of slow tests, where it was asked for."""
    if session.config.getoption("--catat-lambat") and not hasattr(session.config, "workerinput"):
        lambat = {n.partition("[")[0] for n, detik in LAMA.items() if detik > DETIK}
        LAMBAT.write_text("".join(f"{n}\n" for n in sorted(lambat)), "utf-8")


def pytest_configure(config: pytest.Config) -> None:
    """One folder for the whole run, for what `bantu.bersama` builds; its processes inherit the name."""
    if not hasattr(config, "workerinput"):
        os.environ[FOLDER] = folder = tempfile.mkdtemp(prefix="kinerja-uji-")
        os.environ["XDG_CACHE_HOME"] = str(Path(folder) / "cache")
        if config.getoption("--panjang"):
            os.environ[PANJANG] = "1"
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


def _sample(items: list[pytest.Item], cepat: bool) -> set[pytest.Item]:
    """The cases left out: those marked `panjang`, of a test marked `sampel(n)` all but n, of a quick run all but one.

    Always the same ones: spread evenly from the first to the last, a single one drawn by the test's name; `sampel(0)`
    runs with --panjang only.
    """
    kelompok: dict[str, list[pytest.Item]] = defaultdict(list)
    buang = {item for item in items if item.get_closest_marker("panjang")}
    for item in items:
        if item not in buang:
            kelompok[item.nodeid.partition("[")[0]].append(item)
    for nama, kasus in kelompok.items():
        tanda = kasus[0].get_closest_marker("sampel")
        banyak = tanda.args[0] if tanda else len(kasus)
        if cepat:
            banyak = min(banyak, 1)
        if banyak < len(kasus):
            tetap = [round(n * (len(kasus) - 1) / (banyak - 1)) for n in range(banyak)] if banyak > 1 else [
                random.Random(nama).randrange(len(kasus))] * banyak
            buang |= set(kasus) - {kasus[n] for n in tetap}
    return buang


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What runs; longest files first, then the other engines, then everything else; inside a file nothing moves.

    Tests that were asked for by their name all run.
    """
    akar = Path(__file__).parent
    cepat = config.getoption("--cepat")
    buang: set[pytest.Item] = set()
    if not config.getoption("--panjang") and not any("::" in a for a in config.args):
        buang = _sample(items, cepat)
    if cepat:
        lambat = frozenset(LAMBAT.read_text("utf-8").split())
        buang |= {i for i in items if i.nodeid.partition("[")[0] in lambat or i.path.parent.name == "engines"}
    if buang:
        config.hook.pytest_deselected(items=[i for i in items if i in buang])
        items[:] = [i for i in items if i not in buang]

    def tempat(item: pytest.Item) -> tuple[int, bool]:
        nama = item.path.relative_to(akar).as_posix()
        return TERLAMA.index(nama) if nama in TERLAMA else len(TERLAMA), not nama.startswith("engines/")

    items.sort(key=tempat)


@pytest.fixture(scope="session")
def lo() -> Iterator[LibreOffice]:
    """One running LibreOffice for the whole session; without it the test is skipped.

    With KINERJA_MESIN_WAJIB=1 (continuous integration) a missing engine is a failure instead.
    """
    kurang = libreoffice_missing()
    if kurang and os.environ.get("KINERJA_MESIN_WAJIB") == "1":
        pytest.fail(kurang)
    if kurang:
        pytest.skip(kurang)
    with LibreOffice() as mesin:
        yield mesin
