"""Rewrites docs/antar-aplikasi.md from a run of every program that is here; a person looks at the diff.

A program that is not installed keeps what the page says of it only until then: it becomes "belum diuji".
"""

from __future__ import annotations

import datetime
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bantu import penulis
from bantu.halaman import DOCS
from bantu.jahat import PUBLIK

from kinerja_core.xlsx.mesin.soffice import LibreOffice

HALAMAN = DOCS / "antar-aplikasi.md"


def main() -> None:
    """Try, measure, write."""
    hari = datetime.date.today().isoformat()
    uji = {p.nama: f"diuji {hari}, versi {p.versi()}" for p in penulis.PENULIS if p.kurang() is None}
    with tempfile.TemporaryDirectory() as folder, LibreOffice() as lo:
        berkas = penulis.write_inputs(Path(folder))
        hasil = penulis.results(berkas, penulis.save_all(berkas, Path(folder), lo), PUBLIK)
    HALAMAN.write_text(penulis.page(hasil, uji), encoding="utf-8")


if __name__ == "__main__":
    main()
