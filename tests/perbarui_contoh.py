"""Rewrites what the samples are to be: tests/emas (digests) and, in sample_workbooks/, the catatan each must give and
the mends of the mended ones. With --xlsx also the workbooks themselves: `make golden`, once, when an issue closes.

Minutes: every sample is built. A person looks at the diff.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bantu import bersama
from bantu.contoh import EMAS, TERSIMPAN, keep
from bantu.emas import digest_text

from kinerja_core.buku_kinerja.baca import read_book_file
from kinerja_core.instrumen.model import find_instrumen, load_instrumen
from kinerja_core.kantor.contoh import INSTRUMEN, book_corrections_toml, book_examples, corrections_toml, examples
from kinerja_core.kantor.periksa import check_any
from kinerja_core.kertas_kerja.baca import read_workbook


def expected_findings(path: Path) -> list[dict[str, str]]:
    """kode, tingkat and place of every catatan; wording may change without touching this."""
    buku = path.name.startswith("buku_kinerja")
    temuan = check_any(read_book_file(path)) if buku else check_any(read_workbook(path))
    return [{"kode": t.kode, "tingkat": t.tingkat, "sel": t.sel} for t in temuan]


def write_sample(berkas: str, xlsx: bool) -> None:
    """Digests and catatan of a sample, and with `xlsx` the workbook."""
    isi = bersama.example(berkas).read_bytes()
    path = keep(berkas, isi)
    (EMAS / path.with_suffix(".txt").name).write_text(digest_text(isi), "utf-8", newline="\n")
    catatan = json.dumps(expected_findings(path), ensure_ascii=False, indent=1)
    (TERSIMPAN / path.with_suffix(".catatan.json").name).write_text(catatan + "\n", "utf-8", newline="\n")
    if xlsx:
        (TERSIMPAN / berkas).write_bytes(isi)


def main() -> None:
    """Write everything anew."""
    EMAS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ[bersama.FOLDER] = folder
        for contoh in (*examples(), *book_examples()):
            write_sample(contoh.berkas, "--xlsx" in sys.argv[1:])
    ins = load_instrumen(find_instrumen(INSTRUMEN))
    koreksi = {c.berkas: corrections_toml(ins, c.identitas) for c in examples() if "diperbaiki" in c.berkas}
    koreksi |= {c.berkas: book_corrections_toml(c) for c in book_examples() if c.diperbaiki}
    for berkas, teks in koreksi.items():
        (TERSIMPAN / berkas).with_suffix(".koreksi.toml").write_text(teks, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
