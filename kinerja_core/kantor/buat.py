"""The road from an instrument and an isian, or from a plan, to a workbook: describe, compute, write."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from kinerja_core.buku_kinerja.lembar import susun as buku_kinerja
from kinerja_core.buku_kinerja.nilai import core_values as plan_values
from kinerja_core.buku_kinerja.pengukuran import Pengukuran
from kinerja_core.buku_kinerja.rencana import PROFIL, Rencana
from kinerja_core.buku_kinerja.ruang import with_room
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.temuan import Temuan
from kinerja_core.instrumen.model import Instrumen
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.kertas_kerja.penilaian import Olahan, core_values, score_olahan
from kinerja_core.lembar.isian import Isian
from kinerja_core.lembar.tulis import A4, FOLIO, render_bytes


def build(instrumen: Instrumen, identitas: Identitas, isian: Isian | None = None, *, kertas: int = FOLIO) -> bytes:
    """The kertas kerja of one office as .xlsx bytes; without an isian every input is blank."""
    isian = isian or Isian(identitas, {})
    olahan = Olahan(instrumen, isian)
    return render_bytes(describe(instrumen, identitas), isian, core_values(olahan, score_olahan(olahan)), kertas=kertas)


def build_book(rencana: Rencana) -> bytes:
    """The Buku Kinerja of one plan as .xlsx bytes; its paper is a setting of the plan."""
    kertas = A4 if rencana.teks(PROFIL, "kertas").upper() == "A4" else FOLIO
    rencana = with_room(rencana)
    denah = buku_kinerja.describe(rencana)
    return render_bytes(denah, rencana.isian, plan_values(Pengukuran(rencana)), kertas=kertas)


@dataclass(frozen=True)
class BukuBaru:
    """A workbook built from another one: suggested file name, its bytes, and what was carried and what was not."""

    nama: str
    isi: bytes
    temuan: tuple[Temuan, ...] = ()


def file_stem(kode_wilayah: str, nama: str, jenis: str, tahun: int) -> str:
    """File name without ending that sorts by office and survives Windows: "35.20.11_bendo_kertas_kerja_2022"."""
    nama = unicodedata.normalize("NFKD", nama).encode("ascii", "ignore").decode().lower()
    bagian = (re.sub(r"[^0-9.]", "", kode_wilayah), re.sub(r"[^a-z0-9]+", "_", nama).strip("_"), jenis, str(tahun))
    return "_".join(x for x in bagian if x)


def free_path(folder: Path, nama: str) -> Path:
    """A path in that folder that no file has yet: " (2)", " (3)" ... is added to the name. Makes the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    path, n = folder / nama, 1
    while path.exists():
        n += 1
        path = folder / f"{Path(nama).stem} ({n}){Path(nama).suffix}"
    return path
