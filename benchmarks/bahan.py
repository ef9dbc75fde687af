"""What is measured: the shipped example, its workbook in a folder, and the same instrument grown n times."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kinerja_core.dasar.identitas import Identitas
from kinerja_core.instrumen.model import Instrumen, find_instrumen, load_instrumen, parse_instrumen
from kinerja_core.kantor import contoh
from kinerja_core.kertas_kerja.buat import build
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.lembar.denah import Denah, Rumus
from kinerja_core.lembar.isian import Isian


@dataclass(frozen=True)
class Bahan:
    """One instrument with one filling, their description, and the workbook on disk."""

    instrumen: Instrumen
    isian: Isian
    denah: Denah
    path: Path

    @property
    def identitas(self) -> Identitas:
        """Whose workbook it is."""
        assert self.isian.identitas is not None
        return self.isian.identitas

    def sizes(self) -> str:
        """What the workbook holds, in one sentence part."""
        sel = [s for lembar in self.denah.lembar for s in lembar.sel.values()]
        rumus = sum(isinstance(s.isi, Rumus) for s in sel)
        return (f"{len(self.instrumen.indikator)} indikator, {len(sel)} sel, {rumus} rumus, "
                f"{len(self.denah.masukan)} isian, {self.path.stat().st_size / 1024:.0f} KiB")


def prepare(folder: Path, kali: int = 1) -> Bahan:
    """The first shipped example, its indicators taken `kali` times, built into the folder."""
    asli = load_instrumen(find_instrumen(contoh.INSTRUMEN))
    setia = next(contoh.examples(asli)).isian
    instrumen, isian = grow(asli, setia, kali)
    assert isian.identitas is not None
    path = folder / f"buku_{kali}.xlsx"
    path.write_bytes(build(instrumen, isian.identitas, isian))
    return Bahan(instrumen, isian, describe(instrumen, isian.identitas), path)


def _copy_kode(kode: str, n: int) -> str:
    return f"{kode}x{n}" if n else kode


def _copy_datum(datum: dict[str, Any], n: int) -> dict[str, Any]:
    """A datum of the n-th copy: what it takes from another indicator comes from that indicator's n-th copy."""
    rujukan = {k: datum[k].partition(".") for k in ("dari", "sama_dengan") if "." in datum[k]}
    return datum | {k: f"{_copy_kode(kode, n)}.{kunci}" for k, (kode, _, kunci) in rujukan.items()}


def _copy_aspek(aspek: dict[str, Any], n: int, kali: int) -> dict[str, Any]:
    sub_aspek = [
        sub | {"kode": _copy_kode(sub["kode"], n), "indikator": [
            i | {"kode": _copy_kode(i["kode"], n), "bobot": i["bobot"] / kali,
                 "data": [_copy_datum(d, n) for d in i["data"]]}
            for i in sub["indikator"]]}
        for sub in aspek["sub_aspek"]
    ]
    bobot = None if aspek["bobot"] is None else aspek["bobot"] / kali
    return aspek | {"kode": _copy_kode(aspek["kode"], n), "bobot": bobot, "sub_aspek": sub_aspek}


def grow(instrumen: Instrumen, isian: Isian, kali: int) -> tuple[Instrumen, Isian]:
    """The instrument with every aspek taken `kali` times (1, 2, 4: bobot stay exact) and the filling repeated.

    Kode are new, bobot are divided, so Σ bobot stays 100 and Nilai Akhir stays what it was.
    """
    if kali == 1:
        return instrumen, isian
    isi = instrumen.model_dump()
    isi["aspek"] = [_copy_aspek(a, n, kali) for n in range(kali) for a in isi["aspek"]]
    return parse_instrumen(isi), Isian(isian.identitas, dict(_repeat(instrumen, isian, kali)))


def _repeat(instrumen: Instrumen, isian: Isian, kali: int) -> Iterator[tuple[tuple[str, str], Any]]:
    berulang = {i.kode for i in instrumen.indikator}
    for (kode, kunci), nilai in isian.data.items():
        for n in range(kali if kode in berulang else 1):
            yield (_copy_kode(kode, n), kunci), nilai
