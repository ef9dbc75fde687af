"""What is kept for the next file: by the content it came from, as long as it is of use, and never more than a bit.

R1 instruments by the content of their file. R2 descriptions of kertas kerja by the hash of the instrument and what was
sent; one file is described as it comes. R3 descriptions of Buku Kinerja by what the book says of itself. R4 what is
worked out of a description goes with it. R5 bounds: a hostile folder does not fill the memory.
"""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from bantu.contoh import FOLDER
from bantu.isian_acak import IDENTITAS, instrumen_uji
from bantu.pembanding_teliti import forgotten

from kinerja_core.buku_kinerja.baca import read_book
from kinerja_core.instrumen.model import find_instrumen, load_instrumen, parse_instrumen
from kinerja_core.kertas_kerja import siap
from kinerja_core.kertas_kerja.lembar.kiriman import TANPA_KIRIMAN, TandaKiriman
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.lembar.denah import Cetakan
from kinerja_core.segel.siap import prepared
from kinerja_core.xlsx.baca import read_buku

INS = instrumen_uji("normalisasi")
BUKU = FOLDER / "buku_kinerja_kemangkon_2022.xlsx"


@pytest.fixture(autouse=True)
def _new_process() -> Iterator[None]:
    with forgotten():
        yield


def test_an_instrument_is_parsed_once_for_its_content(tmp_path: Path) -> None:
    """R1: of two files of one name and size, each is read as what it holds."""
    teks = find_instrumen("sinergisitas_jatim_2022").read_text("utf-8")
    path = tmp_path / "x.toml"
    path.write_text(teks, "utf-8")
    satu = load_instrumen(path)
    assert load_instrumen(path) is satu
    path.write_text(teks.replace("kebijakan_tidak_relevan = ", "kebijakan_tidak_relevan = 'nol' #", 1), "utf-8")
    assert load_instrumen(path).sidik != satu.sidik
    path.write_text(teks, "utf-8")
    assert load_instrumen(path) is satu


def test_the_first_files_are_described_as_they_come(monkeypatch: pytest.MonkeyPatch) -> None:
    """R2: what all share is made when it pays, and gives what describing gives; another definition shares nothing."""
    for n in range(siap.SENDIRI + 2):
        denah, bersama = siap.prepared(INS).describe(IDENTITAS, TANPA_KIRIMAN)
        assert (bersama is None) == (n < siap.SENDIRI)
        assert denah == describe(INS, IDENTITAS)
    monkeypatch.setattr(siap, "describe", None)
    sama = parse_instrumen(INS.model_dump())
    assert siap.prepared(sama) is siap.prepared(INS)
    assert siap.prepared(sama).describe(IDENTITAS, TANPA_KIRIMAN)[1] is bersama
    lain = parse_instrumen(INS.model_dump() | {"judul": "Lain sekali"})
    assert siap.prepared(lain) is not siap.prepared(INS)


def test_a_book_is_described_once_for_what_it_says_of_itself() -> None:
    """R3: as it was issued; a copy shares it."""
    buku = read_buku(BUKU)
    satu, dua = read_book(buku), read_book(buku)
    assert satu.cetakan is dua.cetakan
    assert satu.denah is satu.cetakan.denah
    assert prepared(satu.cetakan) is prepared(dua.cetakan)


def test_what_is_prepared_goes_with_its_description() -> None:
    """R4."""
    cetakan = Cetakan(describe(INS, IDENTITAS))
    siap_segel = weakref.ref(prepared(cetakan))
    assert prepared(cetakan) is siap_segel()
    assert prepared(cetakan).harapan is prepared(cetakan).harapan
    assert siap_segel() is not None
    del cetakan
    gc.collect()
    assert siap_segel() is None


def test_memory_is_bounded() -> None:
    """R5: sendings and instruments."""
    kini = siap.prepared(INS)
    for n in range(7):
        for _ in range(siap.SENDIRI + 1):
            kini.describe(IDENTITAS, TandaKiriman(f"2026-12-{n + 10}"))
    assert len(kini._cetakan) == 4
    assert kini.describe(IDENTITAS, TandaKiriman("2026-12-16"))[1] is None
    assert kini.describe(IDENTITAS, TandaKiriman("2026-12-10"))[1] is not None
    for n in range(20):
        siap.prepared(parse_instrumen(INS.model_dump() | {"judul": f"Lain {n}"}))
    assert len(siap._SIAP) == 8
    assert siap.prepared(INS) is not kini


def test_sendings_that_are_only_seen_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """R5."""
    monkeypatch.setattr(siap, "describe", lambda *_: None)
    kini = siap.prepared(INS)
    for n in range(1000):
        kini.describe(IDENTITAS, TandaKiriman(f"t{n}"))
    assert len(kini._lihat) <= 401
