"""Commands over several files: one bad file never stops the others, and what the exit code says of them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kinerja_core.dasar.data import read_plain
from kinerja_core.dasar.log import write_log
from kinerja_core.dasar.sebab import as_dicts
from kinerja_core.dasar.temuan import KinerjaError, Temuan, buat_temuan
from kinerja_core.kantor.baca import read_file
from kinerja_core.xlsx.ingatan import Ingatan

if TYPE_CHECKING:
    from kinerja_core.kantor.hitung import Laporan

#: Up to so many files are checked within a second: no progress bar.
SEDIKIT = 5


@dataclass(frozen=True)
class LaporanBerkas:
    """What became of one file; `laporan` is None when it was only checked or could not be used.

    `keaslian` is the outcome of Cek Keaslian in words, "" when nobody asked.
    """

    berkas: str
    temuan: tuple[Temuan, ...]
    laporan: Laporan | None = None
    keaslian: str = ""


def report_dict(x: LaporanBerkas) -> dict[str, Any]:
    """One file of the JSON of `hitung`; an unusable one carries only its catatan."""
    if x.laporan is not None:
        return x.laporan.as_dict(x.berkas)
    return {"berkas": x.berkas, "catatan": as_dicts(x.temuan)}


def _each(berkas: Sequence[Path], kerja: Callable[[Path], LaporanBerkas], *,
          lama: bool) -> tuple[list[LaporanBerkas], bool]:
    """Each file by itself; an unusable one becomes its findings. A progress bar when it may take over a second."""
    hasil, galat = [], False
    with progress_bar(len(berkas)) if lama or len(berkas) > SEDIKIT else nullcontext() as maju:
        for path in berkas:
            try:
                hasil.append(kerja(path))
            except KinerjaError as g:
                hasil.append(LaporanBerkas(str(path), g.temuan))
                galat = True
            except Exception as g:  # a fault of ours must not take the other files along
                hasil.append(LaporanBerkas(str(path), (buat_temuan("PGL02", a=type(g).__name__, b=write_log(g)),)))
                galat = True
            if maju:
                maju(path.name)
    return hasil, galat


def progress_bar(jumlah: int) -> AbstractContextManager[Any]:
    """The bar of `tampil`, loaded only when one is shown."""
    from kinerja_core.perintah import tampil

    return tampil.progress("Membaca berkas", jumlah)


def compare_files(berkas: Sequence[Path], instrumen: str | None, pembanding: str) -> tuple[list[LaporanBerkas], bool]:
    """`kinerja hitung` over files; the flag says that at least one could not be used."""
    from kinerja_core.kantor.hitung import compare
    from kinerja_core.xlsx.mesin.pembanding import parse_engines

    mesin, ingatan = parse_engines(pembanding), Ingatan()

    def satu(path: Path) -> LaporanBerkas:
        laporan = compare(path, read_file(path, instrumen, ingatan), mesin)
        return LaporanBerkas(str(path), laporan.temuan, laporan)

    return _each(berkas, satu, lama=set(mesin) - {"ironcalc"} != set())


def check_files(berkas: Sequence[Path], instrumen: str | None,
                kunci: Path | None = None) -> tuple[list[LaporanBerkas], bool]:
    """`kinerja periksa` over files; the flag says that at least one could not be used.

    The file is compared with its definition in any case; the public key of the province answers who issued it.
    """
    from kinerja_core.kantor.periksa import check

    pem, ingatan = None if kunci is None else _read_key(kunci), Ingatan()

    def satu(path: Path) -> LaporanBerkas:
        h = check(read_file(path, instrumen, ingatan), pem)
        return LaporanBerkas(str(path), h.temuan, keaslian=h.keaslian)

    return _each(berkas, satu, lama=False)


def _read_key(path: Path) -> bytes:
    """The public key; KinerjaError before any file is read when it is none."""
    from kinerja_core.segel.tanda import load_public

    pem = read_plain(path)
    load_public(pem)
    return pem


def checked_dict(x: LaporanBerkas) -> dict[str, Any]:
    """One file of the JSON of `periksa`."""
    return {"berkas": x.berkas, "keaslian": x.keaslian, "catatan": as_dicts(x.temuan)}


def exit_code(laporan: Iterable[LaporanBerkas], galat: bool) -> int:
    """2 when a file was unusable, 3 when integrity is broken, 1 when anything unexplained was found, else 0."""
    temuan = [t for x in laporan for t in x.temuan]
    if galat:
        return 2
    if any(t.kind.breaks_integrity for t in temuan):
        return 3
    return 1 if any(t.tingkat != "dijelaskan" for t in temuan) else 0


def outcome_code(temuan: Iterable[Temuan]) -> int:
    """1 when something has to be mended or looked at, else 0: a keterangan only tells what was done."""
    return 1 if any(t.is_open for t in temuan) else 0
