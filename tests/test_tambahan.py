"""Which sheets are the add-in's own: R1 by the mark and the name together; R2 the digest tells any change of content,
and nothing else; R3 what a mark may hold."""

from __future__ import annotations

import pytest

from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.lembar.tambahan import (
    CATATAN,
    FORMULIR,
    TAMBAHAN,
    TANDA,
    TANDA_FORMULIR,
    added_sheets,
    digest_of,
    is_mark,
    mark_reference,
    marked_sheet,
)
from kinerja_core.xlsx.buku import LembarBuku


@pytest.mark.parametrize("t", TAMBAHAN)
def test_mark_and_name_together_make_a_sheet_ours(t: object) -> None:
    """R1."""
    tanda, nama = t.tanda, t.nama  # type: ignore[attr-defined]
    for punya in (nama, f"{nama} (2)", f"{nama} (17)"):
        assert added_sheets({tanda: mark_reference(punya)}) == {punya}
    for bukan in (f"{nama} Pak Camat", f"{nama} (2) lama", "Beranda", nama.lower(), f"lama {nama}"):
        assert added_sheets({tanda: mark_reference(bukan)}) == frozenset()
    for putus in ("#REF!$A$1", "#REF!", f"'{nama}'!#REF!", ""):
        assert marked_sheet(tanda, putus) is None
    assert added_sheets({nama: mark_reference(nama), "in_i1": mark_reference(nama)}) == frozenset()


def test_every_mark_is_of_its_own() -> None:
    """R1: a mark of one table does not make the sheet of another ours."""
    assert len(set(TANDA)) == len(TAMBAHAN) + 1
    assert added_sheets({TANDA_FORMULIR: mark_reference(CATATAN.nama)}) == frozenset()
    assert added_sheets({TANDA_FORMULIR: mark_reference(FORMULIR)}) == {FORMULIR}


def sheet(nilai: dict[tuple[int, int], Nilai], rumus: dict[tuple[int, int], str] | None = None,
          nama: str = "Catatan") -> LembarBuku:
    return LembarBuku(nama, "tampak", nilai, rumus or {})


ISI: dict[tuple[int, int], Nilai] = {(0, 0): "Kode", (1, 0): "ISI01", (1, 1): 86.894377631548, (2, 0): "a\nb"}


@pytest.mark.parametrize("sama", [
    sheet(dict(reversed(ISI.items()))), sheet(ISI, nama="Catatan (2)"), sheet({**ISI, (9, 9): None, (9, 8): ""}),
    sheet({**ISI, (2, 0): "a\r\nb"}), sheet({**ISI, (1, 1): 86.8943776315480009}),
])
def test_the_digest_stays_through_saving(sama: LembarBuku) -> None:
    """R2."""
    assert digest_of(sama) == digest_of(sheet(ISI))


@pytest.mark.parametrize("lain", [
    sheet({**ISI, (9, 9): "catatan saya"}), sheet({**ISI, (1, 0): "ISI02"}), sheet({**ISI, (1, 1): "86.894377631548"}),
    sheet({**ISI, (1, 1): 86.89}), sheet({k: v for k, v in ISI.items() if k != (1, 0)}), sheet(ISI, {(1, 1): "B1"}),
    sheet({**ISI, (5, 0): False}), sheet({(b + 1, k): v for (b, k), v in ISI.items()}),
])
def test_the_digest_tells_every_change(lain: LembarBuku) -> None:
    """R2."""
    assert digest_of(lain) != digest_of(sheet(ISI))


def test_a_mark_holds_a_cell_nothing_or_a_digest() -> None:
    """R3."""
    for rujukan in (mark_reference("Catatan (2)"), "#REF!$A$1", "Catatan!#REF!"):
        assert is_mark(CATATAN.tanda, rujukan)
    assert is_mark(CATATAN.tanda_isi, f'"{digest_of(sheet(ISI))}"')
    for nama, rujukan in ((CATATAN.tanda, 'WEBSERVICE("http://contoh.invalid")'), (CATATAN.tanda, "SUM(#REF!)"),
                          (CATATAN.tanda, "Catatan!$A$1:$B$2"), (CATATAN.tanda_isi, '"bebas"'),
                          (CATATAN.tanda_isi, "Rekap!$A$1"), ("kinerja_lembar_lain", "Rekap!$A$1")):
        assert not is_mark(nama, rujukan)
