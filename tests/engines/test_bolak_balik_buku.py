"""LibreOffice round trip of a Buku Kinerja: open and save there, read here.

R1 same plan, same computed values in all three engines, no new catatan. R2 what was read from the saved file is
written as the file it once was, part for part.
"""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from bantu.bersama import book
from bantu.simpan import save_libreoffice

from kinerja_core.buku_kinerja.baca import read_book_file
from kinerja_core.buku_kinerja.buat import build_book
from kinerja_core.buku_kinerja.rencana import load_rencana, parse_rencana, rencana_as_dict
from kinerja_core.instrumen.model import templat_dir
from kinerja_core.kantor.hitung import compare
from kinerja_core.kantor.periksa import check_any
from kinerja_core.xlsx.mesin.soffice import LibreOffice


@pytest.mark.parametrize("nama", ["kemangkon_2022", "sokobanah_2022"])
@pytest.mark.sampel(1)
def test_open_and_save_changes_nothing_that_counts(lo: LibreOffice, nama: str, tmp_path: Path) -> None:
    """R1, R2: a RENAKSI, and an LKjIP with every table in use."""
    asal = tmp_path / "asal.xlsx"
    asal.write_bytes(book(load_rencana(templat_dir() / "contoh" / f"{nama}.toml")))
    simpan = save_libreoffice(lo, asal)
    lama, baru = read_book_file(asal), read_book_file(simpan)
    assert baru.rencana.data == lama.rencana.data
    assert rencana_as_dict(baru.rencana) == rencana_as_dict(lama.rencana)
    assert [(t.kode, t.sel, t.pesan) for t in check_any(baru)] == [(t.kode, t.sel, t.pesan) for t in check_any(lama)]
    sel = {k: s.inti for k, s in compare(asal, lama, ()).sel.items()}
    laporan = compare(simpan, baru, ("ironcalc",))
    assert laporan.pembanding == ("ironcalc",)
    assert {k: s.inti for k, s in laporan.sel.items()} == sel
    assert [(s.sel, s.inti, s.tersimpan, s.rumus) for s in laporan.sel.values() if not s.sepakat] == []
    lagi = parse_rencana(json.loads(json.dumps(rencana_as_dict(baru.rencana))))
    with zipfile.ZipFile(asal) as a, zipfile.ZipFile(io.BytesIO(build_book(lagi))) as b:
        assert a.namelist() == b.namelist()
        assert [n for n in a.namelist() if a.read(n) != b.read(n)] == []
