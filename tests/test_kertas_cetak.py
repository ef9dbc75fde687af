"""The paper of everything that names none stands in one line.

R1 with that one line changed in a copy to A4, the paper of the file, page breaks, texts and the default of the command
line follow for both kinds of workbook; what names its own paper (A3) stays.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

AKAR = Path(__file__).parents[1]
SATU_BARIS = "KERTAS_BAWAAN = FOLIO\n"
LIHAT = """
import io, json, re, zipfile
from kinerja_core.buku_kinerja.lembar.susun import describe as describe_book
from kinerja_core.buku_kinerja.rencana import empty_rencana, load_rencana
from kinerja_core.instrumen.model import find_instrumen, load_instrumen, templat_dir
from kinerja_core.buku_kinerja.buat import build_book
from kinerja_core.kertas_kerja.buat import build
from kinerja_core.kantor.contoh import CONTOH, INSTRUMEN
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.perintah.kantor import buat
from kinerja_core.provinsi.verifikasi.lembar import guide_lines
import inspect

ins = load_instrumen(find_instrumen(INSTRUMEN))
rencana = load_rencana(templat_dir() / "contoh" / "kemangkon_2022.toml")
kk, bk = describe(ins, CONTOH), describe_book(rencana)

def kode(isi):
    paket = zipfile.ZipFile(io.BytesIO(isi))
    xml = [paket.read(n).decode() for n in paket.namelist() if n.startswith("xl/worksheets/sheet")]
    return sorted({k for x in xml for k in re.findall('paperSize="([0-9]+)"', x)})

def pisah(denah):
    return {s.nama: s.cetak.pisah for s in denah.lembar if s.cetak and s.cetak.pisah}

def teks(denah):
    semua = [str(s.isi) for lembar in denah.lembar for s in lembar.sel.values()]
    return [t for t in semua if re.search("pada kertas (Folio|A4)", t)]

print(json.dumps({
    "kode": [kode(build(ins, CONTOH)), kode(build_book(empty_rencana(CONTOH, 2026)))],
    "pisah_kk": pisah(kk), "pisah_bk": pisah(bk), "teks": [*teks(kk), guide_lines("nol")[-1]],
    "perintah": inspect.signature(buat).parameters["kertas"].default}))
"""


def seen(folder: Path) -> dict[str, Any]:
    """What both kinds say of their paper, asked of the core in that folder."""
    keluar = subprocess.run([sys.executable, "-c", LIHAT], cwd=folder, capture_output=True, text=True, check=True,
                            env={**os.environ, "PYTHONPATH": str(folder)})
    return dict(json.loads(keluar.stdout))


def test_the_default_paper_stands_in_one_line(tmp_path: Path) -> None:
    """R1"""
    for nama in ("kinerja_core", "workbook_templates"):
        shutil.copytree(AKAR / nama, tmp_path / nama, ignore=shutil.ignore_patterns("__pycache__"))
    cetak = tmp_path / "kinerja_core" / "lembar" / "cetak.py"
    asli = cetak.read_text("utf-8")
    assert asli.count(SATU_BARIS) == 1
    folio = seen(tmp_path)
    cetak.write_text(asli.replace(SATU_BARIS, "KERTAS_BAWAAN = A4\n"), "utf-8")
    a4 = seen(tmp_path)

    assert (folio["kode"], a4["kode"]) == ([["14"], ["14", "8"]], [["9"], ["8", "9"]])
    assert (folio["perintah"], a4["perintah"]) == ("folio", "a4")
    assert len(folio["teks"]) == 2
    assert a4["teks"] == [t.replace("Folio", "A4") for t in folio["teks"]] != folio["teks"]
    for kunci in ("pisah_kk", "pisah_bk"):
        assert folio[kunci] != a4[kunci]
    assert folio["pisah_bk"]["Capaian"] == a4["pisah_bk"]["Capaian"]
