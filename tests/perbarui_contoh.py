"""Rewrites sample_workbooks/: the example workbooks, and the catatan each must give. A person looks at the diff."""

from __future__ import annotations

import json
import sys
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "sample_workbooks"
sys.path.insert(0, str(FOLDER.parent))

from kinerja_core.contoh import INSTRUMEN, build_examples, corrections_toml  # noqa: E402
from kinerja_core.instrumen import find_instrumen, load_instrumen  # noqa: E402
from kinerja_core.periksa import check_workbook  # noqa: E402
from kinerja_core.reader import read_workbook  # noqa: E402


def expected_findings(path: Path) -> list[dict[str, str]]:
    """kode, tingkat and place of every catatan; wording may change without touching this."""
    return [{"kode": t.kode, "tingkat": t.tingkat, "sel": t.sel} for t in check_workbook(read_workbook(path))]


def main() -> None:
    """Write everything anew."""
    FOLDER.mkdir(exist_ok=True)
    for contoh, isi in build_examples():
        path = FOLDER / contoh.berkas
        path.write_bytes(isi)
        catatan = json.dumps(expected_findings(path), ensure_ascii=False, indent=1)
        path.with_suffix(".catatan.json").write_text(catatan + "\n", encoding="utf-8")
        if "diperbaiki" in contoh.berkas:
            koreksi = corrections_toml(load_instrumen(find_instrumen(INSTRUMEN)), contoh.identitas)
            path.with_suffix(".koreksi.toml").write_text(koreksi, encoding="utf-8")


if __name__ == "__main__":
    main()
