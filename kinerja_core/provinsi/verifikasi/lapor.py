"""The commands `kinerja verifikasi ...`: what was asked for, from the files that are named."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kinerja_core.dasar.teks import hint
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.instrumen.muat import load_any
from kinerja_core.provinsi.putaran import SEBUTAN_TAHAP
from kinerja_core.provinsi.register import open_register
from kinerja_core.provinsi.verifikasi.berita_acara import write_all
from kinerja_core.provinsi.verifikasi.gabung import Gabungan, merge
from kinerja_core.provinsi.verifikasi.kaidah import SEBUTAN_AKIBAT
from kinerja_core.provinsi.verifikasi.siapkan import Disiapkan, Kemajuan, parse_share, prepare


@dataclass(frozen=True)
class PerintahSiapkan:
    """What `verifikasi siapkan` was asked."""

    register: Path
    instrumen: str
    ke: Path
    bagian: str = "100%"
    kode: tuple[str, ...] = ()
    verifikator: tuple[str, ...] = ()
    ganda: bool = False
    tanpa_bukti: str = "nol"
    tahap: str = "verifikasi"


def prepare_files(p: PerintahSiapkan, maju: Kemajuan | None = None) -> Disiapkan:
    """Verifier workbooks, or tables of a stage; KinerjaError VRF30-VRF35, KPL35."""
    tahap = next((t for t in SEBUTAN_TAHAP if t == p.tahap and t != "mandiri"), None)
    if tahap is None:
        raise KinerjaError("VRF35", a=p.tahap, b=hint(p.tahap, list(SEBUTAN_TAHAP)))
    akibat = next((a for a in SEBUTAN_AKIBAT if a == p.tanpa_bukti), None)
    if akibat is None:
        raise KinerjaError("VRF37", a=p.tanpa_bukti)
    ins = load_any(p.instrumen)
    with open_register(p.register, tulis=False) as register:
        putaran = register.round(ins)
    return prepare(putaran, p.ke, bagian=parse_share(p.bagian), kode=p.kode, verifikator=p.verifikator, ganda=p.ganda,
                   akibat=akibat, tahap=tahap, maju=maju)


def merge_files(folder: Path, register: Path, instrumen: str, putuskan: Path | None = None, ke: Path | None = None,
                maju: Kemajuan | None = None) -> Gabungan:
    """Returned files into the register; the register must exist (BKS01)."""
    ins = load_any(instrumen)
    if not register.is_file():
        raise KinerjaError("BKS01", a=register.name)
    with open_register(register) as buka:
        return merge(folder, buka, ins, ke=ke, putuskan=putuskan, maju=maju)


def write_minutes(register: Path, instrumen: str, ke: Path, kabupaten: tuple[str, ...] = ()) -> list[Path]:
    """Berita Acara of every kabupaten/kota with a complete verification; KinerjaError VRF36 when there is none."""
    ins = load_any(instrumen)
    with open_register(register, tulis=False) as buka:
        putaran, rows = buka.round(ins), buka.stages(ins)
    return write_all(putaran, rows, ke, kabupaten)
