"""Fuzz: whatever a file holds, only KinerjaError escapes from reading, comparing and checking it, at a bounded cost.

1 mutated zips (bytes, headers and sizes, members) and mutated XML in valid zips (attributes, texts, tags, raw bytes,
encodings, depth), of the smallest workbook and of a sealed form as three writers save it: no other exception, no case
over DETIK_MAKS seconds of processor, the process within ALAMAT_MAKS of address space and PUNCAK_MAKS of memory.
A batch, which remembers what the files before it had in common, answers every one as if it were alone, and collecting
ends every one in a state.
2 every way of mutating is accepted and refused at times, or it would prove nothing. 3 a seed gives its file.

A run takes KASUS seeds (about eight seconds). A longer one, from another seed on:
`KINERJA_FUZZ_KASUS=100000 KINERJA_FUZZ_BENIH=1000 pytest tests/test_fuzz.py`; bantu/kabur.py makes a seed's file again.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("resource", reason="batas memori proses tidak ada di Windows")

from bantu.kabur import CARA, TABEL, make_case

KASUS = int(os.environ.get("KINERJA_FUZZ_KASUS", "300"))
AWAL = int(os.environ.get("KINERJA_FUZZ_BENIH", "0"))
#: Bytes of memory of the whole process: the interpreter with its libraries takes 90 MB, no mutated form may need more
#: than the inflated package the gate allows.
PUNCAK_MAKS = 400 * 1024**2
ROOT = Path(__file__).parent


def test_only_kinerja_error_escapes() -> None:
    """1, 2."""
    jalur = os.pathsep.join(map(str, (ROOT, ROOT.parent, ROOT.parent / "addin")))
    jalan = subprocess.run([sys.executable, "-m", "bantu.kabur", str(AWAL), str(KASUS)], cwd=ROOT, text=True,
                           capture_output=True, env={**os.environ, "PYTHONPATH": jalur}, check=False)
    assert jalan.returncode == 0, jalan.stderr[-3000:]
    hasil = json.loads(jalan.stdout)
    assert hasil["lolos"] == []
    assert hasil["beda"] == []
    assert sum(hasil["hasil"].values()) == KASUS
    semua = {f"{cara} {akhir}" for cara in (*CARA, *TABEL) for akhir in ("dibaca", "ditolak")}
    assert set(hasil["hasil"]) | {"bita dibaca"} == semua, "hardly any flipped byte passes the CRC"
    assert hasil["puncak"] < PUNCAK_MAKS


def test_a_seed_gives_its_file_again() -> None:
    """3: also over processes, or a failure could not be looked at."""
    sekali, lagi = [make_case(n) for n in range(20)], [make_case(n) for n in range(20)]
    assert sekali == lagi
    assert len({data for _, data in sekali}) == 20
