"""lembar.cetakan: the description of the next office by replacing is the one that describing gives.

R1 over many identities (long names, quotes, apostrophes, cities, names inside one another). R2 a layout that names the
office where replacing cannot follow is described in full. R3 the description shared by all offices is left alone.
"""

from __future__ import annotations

import copy

import pytest
from bantu.isian_acak import instrumen_uji
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.polos import neutral, one_line
from kinerja_core.instrumen.model import find_instrumen, load_instrumen
from kinerja_core.kantor.contoh import INSTRUMEN
from kinerja_core.kertas_kerja.lembar import cetakan as ganti
from kinerja_core.kertas_kerja.lembar.cetakan import CetakanKertas
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.lembar.cetak import Cetak
from kinerja_core.lembar.denah import Denah

KECIL = instrumen_uji("normalisasi")
CETAKAN = CetakanKertas(KECIL)
SEMULA = copy.deepcopy(CETAKAN.denah)

HURUF = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"])
NAMA = st.text(HURUF, min_size=1, max_size=60).filter(
    lambda t: t.strip() and one_line(t) == t.replace("\u00a0", " ") and neutral(t) == t)
KODE = st.builds("{:02}.{:02}.{:02}".format, *[st.integers(0, 99)] * 3)


@given(st.builds(Identitas, kode_wilayah=KODE, nama=NAMA, kabupaten=NAMA, provinsi=NAMA,
                 alamat=st.just("") | NAMA))
@settings(max_examples=25)
def test_replaced_equals_described(identitas: Identitas) -> None:
    """R1, R3."""
    assert CETAKAN.describe(identitas) == describe(KECIL, identitas)
    assert CETAKAN.denah == SEMULA


@pytest.mark.parametrize(("kode", "nama", "kabupaten"), [
    ("35.20.10", "Bendo", "Magetan"), ("35.71.01", "Kota", "Kediri"), ("73.05.04", "Ma'rang \"Lama\"", "Pangkajene"),
    ("35.20.11", "Q", "Qu"), ("35.20.12", "QnamaQ", "QkabQ"), ("97.06.95", "Kabupaten", "KABUPATEN"),
    ("35.78.31", "straße ﬁ", "ŉ ǆ"), ("35.20.13", "\\1 \\g<0>", "{a} {b}"), ("35.20.14", "A!B$1", "1+1"),
])
def test_names_that_are_awkward(kode: str, nama: str, kabupaten: str) -> None:
    """R1."""
    for n in (1, 7):
        i = Identitas(kode_wilayah=kode, nama=(nama * n)[:60], kabupaten=(kabupaten * n)[:60], provinsi="Jawa Timur")
        assert CETAKAN.describe(i) == describe(KECIL, i)


def test_the_shipped_instrument_is_replaced() -> None:
    """R1: in earnest, not by describing in full; few cells name the office."""
    cetakan = CetakanKertas(load_instrumen(find_instrumen(INSTRUMEN)))
    assert cetakan.bersama
    assert CETAKAN.bersama
    assert 15 < sum(map(len, cetakan.khusus.values())) < 40


def test_what_cannot_be_replaced_is_described(monkeypatch: pytest.MonkeyPatch) -> None:
    """R2: a print set-up that depends on the length of a name."""

    def other(instrumen: object, identitas: Identitas, kiriman: object = None) -> Denah:
        denah = describe(KECIL, identitas)
        denah.lembar[0].cetak = Cetak(((0, 0), (len(identitas.nama), 3)))
        return denah

    monkeypatch.setattr(ganti, "describe", other)
    cetakan = CetakanKertas(KECIL)
    assert not cetakan.bersama
    panjang = Identitas(kode_wilayah="35.20.10", nama="Nama Panjang", kabupaten="Contoh", provinsi="Jawa Timur")
    assert cetakan.describe(panjang) == other(KECIL, panjang)
