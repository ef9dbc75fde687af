"""The seal, the comparison and the roads of the office know no kind: no sheet of a layout, no address, no kind's key.

What the seal itself says (its claims, its sheet) are its own words, listed here with the reason.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bantu.rencana_acak import ISI_SAH, plan
from test_kanonik import BUATAN, PEMILIK

import kinerja_core
from kinerja_core.buku_kinerja.lembar.susun import describe as describe_book
from kinerja_core.dasar.katalog import KATALOG
from kinerja_core.kertas_kerja.lembar.susun import describe as describe_sheet
from kinerja_core.lembar.denah import Denah
from kinerja_core.lembar.meta import META
from kinerja_core.segel.lembar import BARIS_SEGEL

AKAR = Path(kinerja_core.__file__).parent
BERKAS = [*sorted((AKAR / "segel").glob("*.py")), AKAR / "kantor" / "hitung.py", AKAR / "kantor" / "periksa.py"]
#: The claims a seal signs, in the order of its sheet: they stand on every workbook ever sealed and cannot be renamed.
#: Those that `_meta` has too are its lines; `data_umum` is the claim of what was sent along.
KATA_SEGEL = frozenset(["segel", "kode_wilayah", "instrumen_id", "instrumen_versi", "instrumen_sidik", "tata_letak",
                        "tahun_penilaian", "serial", "tenggat", "data_umum", "lembar", "kanonik", "kunci", "tanda"])
_ALAMAT = re.compile(r"(?:.*!)?\$?[A-Z]{1,3}\$?[1-9][0-9]*(?::\$?[A-Z]{1,3}\$?[1-9][0-9]*)?")
#: Words that a kind has as a key and everybody as a word.
_UMUM = frozenset(["status", "fungsi", "angka", "kolom", "catatan", "kode", "kunci", "nilai", "nama", "lembar", "isi"])


def _words(d: Denah) -> set[str]:
    """Sheets, defined names, keys of inputs and outputs, lines of `_meta` of one kind."""
    kunci = {x for k in d.keluaran for x in (k if isinstance(k, tuple) else (k,)) if isinstance(x, str)}
    kunci |= {x for k in d.masukan for x in k}
    meta = {str(x.isi) for (_, k), x in d.sheet(META).sel.items() if k == 0}
    return kunci | meta | {*d.nama, *d.rentang} | {s.nama for s in d.lembar if s.nama != META}


def _literals(pohon: ast.AST) -> Iterator[tuple[int, str]]:
    """Texts of the code, docstrings left out."""
    dok = {id(n.body[0].value) for n in ast.walk(pohon)
           if isinstance(n, ast.Module | ast.ClassDef | ast.FunctionDef) and n.body and isinstance(n.body[0], ast.Expr)}
    for n in ast.walk(pohon):
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in dok:
            yield n.lineno, n.value


def foreign(teks: str) -> list[tuple[int, str]]:
    """Lines of a module that name something of a kind."""
    milik = _words(describe_sheet(BUATAN, PEMILIK)) | _words(describe_book(plan(ISI_SAH)))
    milik -= KATA_SEGEL | _UMUM
    return [(n, isi) for n, isi in _literals(ast.parse(teks))
            if isi not in KATALOG
            and (isi in milik or _ALAMAT.fullmatch(isi) or isi.startswith(("in_", "bukti_", "id_")))]


@pytest.mark.parametrize("berkas", BERKAS, ids=lambda p: p.name)
def test_nothing_of_a_kind_stands_there(berkas: Path) -> None:
    assert foreign(berkas.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("kode", ['buku.sheet("Rekap")', 'x = "Kertas Kerja!D7"', 'y = ("D7",)',
                                  'd.keluaran["nilai_akhir"]',
                                  'nama.startswith("in_")', 'meta["kapasitas"]', 'meta["jenis"] == "x"'])
def test_a_planted_word_is_found(kode: str) -> None:
    assert len(foreign(kode)) == 1


def test_the_words_of_the_seal_are_its_lines() -> None:
    assert frozenset(BARIS_SEGEL) == KATA_SEGEL
