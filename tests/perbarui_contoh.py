"""Rewrites sample_workbooks/: the example workbooks, and the catatan each must give. A person looks at the diff."""

from __future__ import annotations

import json
import sys
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "sample_workbooks"
sys.path.insert(0, str(FOLDER.parent))

from kinerja_core.buku_kinerja.baca import read_book_file  # noqa: E402
from kinerja_core.instrumen.model import find_instrumen, load_instrumen  # noqa: E402
from kinerja_core.kantor.contoh import (  # noqa: E402
    INSTRUMEN,
    book_corrections_toml,
    build_books,
    build_examples,
    corrections_toml,
)
from kinerja_core.kantor.periksa import check_any  # noqa: E402  # noqa: E402
from kinerja_core.kertas_kerja.baca import read_workbook  # noqa: E402


def expected_findings(path: Path) -> list[dict[str, str]]:
    """kode, tingkat and place of every catatan; wording may change without touching this."""
    buku = path.name.startswith("buku_kinerja")
    temuan = check_any(read_book_file(path)) if buku else check_any(read_workbook(path))
    return [{"kode": t.kode, "tingkat": t.tingkat, "sel": t.sel} for t in temuan]


def write_sample(path: Path, isi: bytes) -> None:
    """A workbook and, beside it, the catatan it must give."""
    path.write_bytes(isi)
    catatan = json.dumps(expected_findings(path), ensure_ascii=False, indent=1)
    path.with_suffix(".catatan.json").write_text(catatan + "\n", encoding="utf-8")


def main() -> None:
    """Write everything anew."""
    FOLDER.mkdir(exist_ok=True)
    for contoh, isi in build_examples():
        path = FOLDER / contoh.berkas
        write_sample(path, isi)
        if "diperbaiki" in contoh.berkas:
            koreksi = corrections_toml(load_instrumen(find_instrumen(INSTRUMEN)), contoh.identitas)
            path.with_suffix(".koreksi.toml").write_text(koreksi, encoding="utf-8")
    for buku, isi in build_books():
        path = FOLDER / buku.berkas
        write_sample(path, isi)
        if buku.diperbaiki:
            path.with_suffix(".koreksi.toml").write_text(book_corrections_toml(buku), encoding="utf-8")


if __name__ == "__main__":
    main()
