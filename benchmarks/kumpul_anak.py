"""A process of its own that collects: its peak memory is nobody else's. `python -m benchmarks.kumpul_anak FOLDER N`."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from kinerja_core.instrumen.model import Instrumen, find_instrumen, load_instrumen
from kinerja_core.kantor import contoh
from kinerja_core.kertas_kerja.baca import BacaanKertas, read_as
from kinerja_core.kertas_kerja.periksa import check_workbook, process
from kinerja_core.segel.keaslian import inspect
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.ingatan import Ingatan


class Borongan:
    """Files of one instrument as collecting reads them, one after the other."""

    def __init__(self, instrumen: Instrumen) -> None:
        self.instrumen, self.ingatan = instrumen, Ingatan()

    def read(self, path: Path) -> BacaanKertas:
        """The next one."""
        return read_as(read_buku(path, self.ingatan), self.instrumen)


def collect_one(borongan: Borongan, kunci: bytes, path: Path) -> tuple[str, int, float]:
    """Everything collecting asks of one file: (Cek Keaslian, findings, Nilai Akhir)."""
    bacaan = borongan.read(path)
    integritas = inspect(bacaan, kunci)
    terolah = process(bacaan)
    temuan = check_workbook(bacaan, terolah)
    return integritas.keaslian.keadaan, len(integritas.temuan) + len(temuan), terolah.hasil.nilai_akhir


def peak_mib() -> float:
    """Peak resident MiB of this process. ru_maxrss of Linux also knows the parent's size at the start."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text("ascii").partition("VmHWM:")[2].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def main() -> None:
    """Collect the files of the folder again and again, print [MiB before the first, peak MiB]."""
    folder, banyak = Path(sys.argv[1]), int(sys.argv[2])
    path, kunci = sorted(folder.glob("*.xlsx")), (folder / "kunci.pem").read_bytes()
    borongan = Borongan(load_instrumen(find_instrumen(contoh.INSTRUMEN)))
    awal = peak_mib()
    for n in range(banyak):
        collect_one(borongan, kunci, path[n % len(path)])
    print(json.dumps([awal, peak_mib()]))


if __name__ == "__main__":
    main()
