"""What the terminal shows: tables on stdout, progress and errors on stderr. No rule lives here."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kinerja_core.dasar.polos import json_text, one_line, visible
from kinerja_core.dasar.sebab import as_dicts, causes, count_sentence
from kinerja_core.dasar.teks import exact
from kinerja_core.dasar.temuan import SEBUTAN_TINGKAT, KinerjaError, Temuan
from kinerja_core.dasar.versi_json import json_version

if TYPE_CHECKING:
    from pathlib import Path

    from kinerja_core.kantor.hitung import Laporan


def print_json(isi: Any) -> None:
    """JSON on stdout."""
    sys.stdout.write(json_text(isi) + "\n")


def print_line(teks: str = "") -> None:
    """One line on stdout."""
    sys.stdout.write(one_line(teks) + "\n")


def _console() -> Any:
    from rich.console import Console

    lebar = None if sys.stdout.isatty() else 120
    return Console(soft_wrap=False, highlight=False, markup=False, emoji=False, width=lebar)


def print_findings(temuan: Iterable[Temuan]) -> None:
    """Findings as a table, a line a cause: level, cells, what is wrong and how to mend it."""
    from rich.table import Table

    daftar = list(temuan)
    if not daftar:
        print_line("Tidak ada catatan pemeriksaan: siap dikirim.")
        return
    tabel = Table(show_lines=False, expand=False)
    for judul, lebar in (("Kode", 6), ("Tingkat", 16), ("Tempat", None), ("Catatan dan cara memperbaiki", None)):
        tabel.add_column(judul, min_width=lebar, overflow="fold")
    for s in causes(daftar):
        tabel.add_row(s.kode, SEBUTAN_TINGKAT[s.tingkat], visible(s.tempat or "-"), visible(s.kalimat))
    _console().print(tabel)
    print_line(count_sentence(daftar))


def print_report(laporan: Laporan) -> None:
    """The result of a workbook, and how far its formulas agree."""
    from rich.table import Table

    r = laporan.ringkasan
    tabel = Table()
    for n, judul in enumerate(r.kepala):
        tabel.add_column(judul, justify="left" if n < r.rata_kiri else "right")
    for baris in r.baris:
        tabel.add_row(*map(visible, baris))
    if r.baris:
        _console().print(tabel)
    for kalimat in r.kalimat:
        print_line(kalimat)
    print_agreement(laporan)


def print_agreement(laporan: Laporan) -> None:
    """Core, file and every pembanding side by side for the main result, and how many cells agree."""
    s = laporan.sel.get(laporan.utama) if laporan.utama else None
    cocok = sum(x.sepakat for x in laporan.sel.values())
    if s is not None:
        pasangan = [("inti", s.inti), ("tersimpan", s.tersimpan), *s.rumus.items()]
        print_line(f"{laporan.jenis.sebutan_utama} menurut " + "; ".join(
            f"{nama} {exact(float(x)) if isinstance(x, int | float) else x}" for nama, x in pasangan))
    mesin = ", ".join(laporan.pembanding) or "tanpa pembanding"
    print_line(f"{cocok} dari {len(laporan.sel)} sel hasil sepakat ({mesin})")
    for x in [x for x in laporan.sel.values() if not x.sepakat][:20]:
        print_line(f"  beda {x.sel}: inti {x.inti}; tersimpan {x.tersimpan}; rumus {x.rumus}")


def print_error(galat: KinerjaError) -> None:
    """An unusable call or file on stderr: kode, place, what is wrong, how to mend."""
    for t in galat.temuan:
        tempat = f"{t.sel}: " if t.sel else ""
        sys.stderr.write(one_line(f"{t.kode}  {tempat}{t.pesan} {t.perbaikan}") + "\n")


@contextmanager
def progress(judul: str, jumlah: int) -> Iterator[Any]:
    """A progress bar on stderr; yields a function to call after each step with the next step's name, or only to name
    the step that begins: `maju(nama, 0)`.
    """
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        tugas = bar.add_task(judul, total=jumlah)

        def maju(nama: str = "", selesai: int = 1) -> None:
            bar.update(tugas, advance=selesai, description=one_line(nama) or judul)

        yield maju


@contextmanager
def steps(judul: str) -> Iterator[Callable[[str], None]]:
    """What long work is doing, in one line on stderr; yields the function it tells each step to."""
    from rich.console import Console

    konsol = Console(stderr=True)
    if not konsol.is_terminal:
        yield lambda _langkah: None
        return
    with konsol.status(judul) as baris:
        yield lambda langkah: baris.update(f"{judul}: {one_line(langkah)}")


def print_rows(kepala: Sequence[str], baris: Iterable[Sequence[str]]) -> None:
    """A table of texts."""
    from rich.table import Table

    tabel = Table()
    for judul in kepala:
        tabel.add_column(judul, overflow="fold")
    for b in baris:
        tabel.add_row(*map(visible, b))
    _console().print(tabel)


def print_outcome(path: Path | None, temuan: Sequence[Temuan], as_json: bool, **lain: Any) -> None:
    """What a command wrote (None: nothing) and what it found."""
    if as_json:
        print_json({"versi": json_version(), "berkas": None if path is None else str(path), **lain,
                    "catatan": as_dicts(temuan)})
        return
    print_line("Tidak ada yang ditulis." if path is None else f"Tertulis {path}")
    if temuan:
        print_findings(temuan)
