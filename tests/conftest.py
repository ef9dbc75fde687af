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


def pytest_addoption(parser: pytest.Parser) -> None:
    """How much of what is collected runs."""
    parser.addoption("--panjang", action="store_true", help="every case, also of tests that usually run a sample")
    parser.addoption("--cepat", action="store_true", help="a first answer: no engines, nothing slow, one case a test")


def pytest_configure(config: pytest.Config) -> None:
    """One folder for the whole run, for what `bantu.bersama` builds; its processes inherit the name."""
    if not hasattr(config, "workerinput"):
        os.environ[FOLDER] = folder = tempfile.mkdtemp(prefix="kinerja-uji-")
        if config.getoption("--panjang"):
            os.environ[PANJANG] = "1"
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


def _sample(items: list[pytest.Item], cepat: bool) -> set[pytest.Item]:
    """The cases left out: of a test marked `sampel(n)` all but n, always the same; of a quick run all but one."""
    kelompok: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        kelompok[item.nodeid.partition("[")[0]].append(item)
    buang: set[pytest.Item] = set()
    for nama, kasus in kelompok.items():
        tanda = kasus[0].get_closest_marker("sampel")
        banyak = 1 if cepat else tanda.args[0] if tanda else len(kasus)
        if banyak < len(kasus):
            buang |= set(kasus) - set(random.Random(nama).sample(kasus, banyak))
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
        buang |= {i for i in items if i.get_closest_marker("lambat") or i.path.parent.name == "engines"}
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
