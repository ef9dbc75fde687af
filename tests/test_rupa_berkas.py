"""How a file looks and calculates is compared with its description, of every kind of workbook.

R1 every tamper of `bantu.rusak_rupa` is told at its place, and nothing else of its sort. R2 what is legal or looks the
same is not told: number formats and colours written in another way, conditional formats in which one can read.
R3 what is told has its consequence: what changes a shown or computed result returns the file. R4 a batch tells what is
told of the file alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pytest
from bantu.bersama import book, form
from bantu.rencana_acak import ISI_SAH, plan
from bantu.rusak_rupa import Kemasan, RusakRupa, table

from kinerja_core.dasar.temuan import Temuan
from kinerja_core.instrumen.model import find_instrumen, load_instrumen
from kinerja_core.kantor.contoh import INSTRUMEN, examples
from kinerja_core.kantor.jenis import kind_of
from kinerja_core.lembar.denah import Denah
from kinerja_core.segel.berkas import check_calculating, check_looks
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import Buku
from kinerja_core.xlsx.gerbang import open_paket
from kinerja_core.xlsx.ingatan import Ingatan

JENIS = ("bendo", "buku")
RUPA = frozenset(f"SGL{n}" for n in range(23, 30))


@dataclass(frozen=True)
class Kasus:
    """A workbook in order, the instrument it is read by, its tampers; one memory for all files made from it."""

    data: bytes
    instrumen: str | None
    denah: Denah
    rusak: dict[str, RusakRupa]
    ingatan: Ingatan

    def tampered(self, nama: str) -> tuple[bytes, tuple[str, str]]:
        k = Kemasan(dict(open_paket(self.data).bagian), self.denah)
        sebut = self.rusak[nama].ubah(k)
        return k.bytes(), sebut

    def looks(self, buku: Buku) -> list[Temuan]:
        bacaan = kind_of(buku).read(buku, self.instrumen)
        return [*check_calculating(bacaan, {}), *check_looks(bacaan, {})]


@cache
def kasus(nama: str) -> Kasus:
    if nama == "bendo":
        ins = load_instrumen(find_instrumen(INSTRUMEN))
        contoh = next(examples(ins))
        data, instrumen = form(ins, contoh.identitas, contoh.isian), INSTRUMEN
    else:
        data, instrumen = book(plan(ISI_SAH)), None
    buku = read_buku(data)
    denah = kind_of(buku).read(buku, instrumen).denah
    return Kasus(data, instrumen, denah, table(denah), Ingatan())


@pytest.mark.parametrize("jenis", JENIS)
def test_what_is_in_order_is_not_told(jenis: str) -> None:
    k = kasus(jenis)
    assert k.looks(read_buku(k.data)) == []


@pytest.mark.parametrize("jenis", JENIS)
def test_tampers_are_enough(jenis: str) -> None:
    rusak = kasus(jenis).rusak
    assert len(rusak) >= 60
    assert len({r.jenis for r in rusak.values()}) >= 15


@pytest.mark.parametrize(("jenis", "nama"), [(jenis, nama) for jenis in JENIS for nama in kasus(jenis).rusak])
@pytest.mark.sampel(90)
def test_every_tamper_is_told_at_its_place(jenis: str, nama: str) -> None:
    """R1, R4."""
    k = kasus(jenis)
    data, sebut = k.tampered(nama)
    buku = read_buku(data, k.ingatan)
    assert {(t.kode, t.sel) for t in k.looks(buku)} == {sebut}
