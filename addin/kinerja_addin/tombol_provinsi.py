"""The group Provinsi: a step of a provincial round on the working folder of the open Pengaturan.xlsx."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kinerja_addin.buku_terbuka import read_buku
from kinerja_addin.jalankan_tombol import progress, say
from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.lembar.tabel_baca import PembacaTabel
from kinerja_core.provinsi.langkah import Cara, run_step
from kinerja_core.provinsi.lembar.pengaturan import find_settings
from kinerja_core.provinsi.pengaturan import NAMA
from kinerja_core.xlsx.baca import read_buku as read_file
from kinerja_core.xlsx.buku import Posisi

if TYPE_CHECKING:
    from xlwings import Book

#: A message box shows so many lines; the rest stands in the workbook that opens.
_BARIS = 18


def run_on(book: Book, langkah: str) -> Path | None:
    """Runs a step, opens its result in front, and tells in sentences what happened; the path of the result."""
    folder = round_folder(book)
    selesai = run_step(langkah, folder, Cara(_progress(book)))
    dibuka = book.app.books.open(str(selesai.buka)) if selesai.buka else book
    kalimat = [k for k in selesai.kalimat if k]
    say(dibuka, "\n".join(kalimat[:_BARIS] if len(kalimat) <= _BARIS else [*kalimat[:_BARIS - 1], kalimat[-1]]))
    return selesai.buka


def round_folder(book: Book) -> Path:
    """The folder of the open settings. KinerjaError PRV14 when another workbook is open or it lies in the cloud, PRV16
    when what stands on the screen was not saved.
    """
    path = Path(book.fullname)
    if book.name.casefold() != NAMA.casefold() or not path.is_file():
        raise KinerjaError("PRV14")
    layar, berkas = find_settings(read_buku(book)), find_settings(read_file(path))
    if layar is None or berkas is None:
        raise KinerjaError("PRV02", a=book.name, b="lembarnya tidak ada")
    if _filled(*layar) != _filled(*berkas):
        raise KinerjaError("PRV16")
    return path.parent


def _filled(baca: PembacaTabel, tempat: Mapping[str, Posisi]) -> dict[str, Nilai]:
    """Settings without the blanks, numbers as float: the screen and the file write both in their own way."""
    isi = {k: baca.lembar.nilai.get(p) for k, p in tempat.items()}
    return {k: float(v) if isinstance(v, int) and not isinstance(v, bool) else v
            for k, v in isi.items() if v is not None and v != ""}


def _progress(book: Book) -> Callable[[str, int], AbstractContextManager[Any]]:
    return lambda judul, jumlah: _steps(book, judul, jumlah)


@contextmanager
def _steps(book: Book, judul: str, jumlah: int) -> Iterator[Callable[..., None]]:
    """Tells in the status bar how far a step is; Esc stops it between two files."""
    tulis, ke = progress(book), 0

    def maju(nama: str = "") -> None:
        nonlocal ke
        ke += 1
        tulis(f"{judul} {ke} dari {jumlah} {nama}".rstrip())

    tulis(judul)
    yield maju
