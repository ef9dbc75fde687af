"""The steps buttons are made of: reading, asking, naming, saving, opening. Small each; `tombol` strings them together.

New files go to the folder Kinerja in the user's documents, never over another file, never beside a workbook.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kinerja_addin.buku_terbuka import read_buku
from kinerja_addin.jalankan_tombol import number_of, progress, say
from kinerja_addin.kepala import read_head
from kinerja_addin.lembar import link_places, own_sheets, put_form, put_table, read_form
from kinerja_core import __version__
from kinerja_core.buku_kinerja.buat import build_book
from kinerja_core.buku_kinerja.rencana import empty_rencana
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.log import log_path
from kinerja_core.dasar.nama_berkas import file_stem, free_path
from kinerja_core.dasar.sebab import causes
from kinerja_core.dasar.temuan import SEBUTAN_TINGKAT, KinerjaError, Temuan
from kinerja_core.instrumen.model import installed, instrumen_of_year, parse_identitas
from kinerja_core.instrumen.periksa import load_sound
from kinerja_core.kantor.baca import read_any, stem_of_meta
from kinerja_core.kantor.kirim import Kiriman, prepare
from kinerja_core.kantor.periksa import check_any
from kinerja_core.kantor.tabel import findings_table
from kinerja_core.kertas_kerja.buat import build
from kinerja_core.lembar.bacaan import Bacaan
from kinerja_core.lembar.bawa import BukuBaru
from kinerja_core.lembar.meta import JENIS_BUKU, JENIS_KERTAS
from kinerja_core.lembar.tambahan import CATATAN
from kinerja_core.lembar.tulis import write_file
from kinerja_core.xlsx.buku import Posisi, posisi_dari

if TYPE_CHECKING:
    from xlwings import Book, Sheet


#: So many obligatory catatan are told in a question.
_DISEBUT = 5


def recalculated(book: Book) -> Bacaan:
    """The open workbook after a recalculation, whatever its calculation mode."""
    maju = progress(book)
    maju("menghitung ulang")
    book.app.calculate()
    return read_any(read_buku(book, maju))


def state_sentence(temuan: Sequence[Temuan]) -> str:
    """ "2 wajib diperbaiki, 5 perlu dicek." or "Siap dikirim."."""
    banyak = [f"{number_of(list(temuan), t)} {s.lower()}" for t, s in SEBUTAN_TINGKAT.items()
              if number_of(list(temuan), t)]
    siap = "" if number_of(list(temuan), "wajib") else "Siap dikirim. "
    return siap + (", ".join(banyak) + "." if banyak else "Tidak ada catatan.")


def put_findings(book: Book, temuan: Sequence[Temuan], *, tautan: bool = True) -> Sheet:
    """The sheet Catatan, the first cell of every cause linked; no links when the places are those of another workbook.
    """
    sheet = put_table(book, CATATAN, findings_table(temuan))
    if tautan:
        link_places(sheet, CATATAN, [(next(iter(s.sel), ""), s.tempat) for s in causes(temuan)], progress(book))
    return sheet


def next_empty(book: Book) -> str | None:
    """Place of the first empty obligatory input after the active cell, in the order of sheets, rows and columns;
    after the last one the first again."""
    urutan = [s.name for s in book.sheets]
    kosong = sorted({(_order(urutan, t.sel), t.sel) for t in check_any(read_any(read_buku(book)))
                     if t.kind.jawab == "isi"})
    aktif = book.app.selection
    di = (urutan.index(aktif.sheet.name), (aktif.row - 1, aktif.column - 1)) if aktif is not None else (0, (0, 0))
    return next((sel for tempat, sel in kosong if tempat > di), kosong[0][1] if kosong else None)


def _order(urutan: list[str], sel: str) -> tuple[int, Posisi]:
    lembar, _, alamat = sel.rpartition("!")
    return urutan.index(lembar), posisi_dari(alamat)


def select_place(book: Book, sel: str) -> None:
    """Shows a cell ("Kertas Kerja!D17")."""
    lembar, _, alamat = sel.rpartition("!")
    book.sheets[lembar].activate()
    book.sheets[lembar].range(alamat).select()


# --- files --------------------------------------------------------------------------------------------------------


def output_folder() -> Path:
    """Kinerja in the documents of the user, wherever Windows keeps them."""
    import platformdirs

    return Path(platformdirs.user_documents_dir()) / "Kinerja"


def output_path(book: Book, akhiran: str, ke: Path | None) -> Path:
    """A free path named after the office of the workbook, after the workbook when it does not tell."""
    return free_path(ke or output_folder(), (stem_of_meta(read_head(book)) or Path(book.name).stem) + akhiran)


def save_bytes(book: Book, path: Path, isi: bytes) -> Path:
    """Writes a file and tells where."""
    write_file(path, isi)
    say(book, f"Tersimpan: {path}")
    return path


def save_pdf(book: Book, path: Path) -> Path:
    """What would be printed; sheets of the add-in's own are left out."""
    book.to_pdf(str(path), exclude=own_sheets(book) or None)
    return path


def save_copy(book: Book) -> bytes:
    """The workbook as it stands now, saved or not, as the bytes of an .xlsx; TBL02 when Excel cannot.

    Excel writes the copy; the open workbook keeps its name, its place and its unsaved state.
    """
    akhiran = Path(book.name).suffix or ".xlsx"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"salinan{akhiran}"
        try:
            book.api.SaveCopyAs(str(path))
            return path.read_bytes()
        except Exception as galat:
            raise KinerjaError("TBL02", a=type(galat).__name__) from galat


def confirm_findings(book: Book, bacaan: Bacaan) -> bool | None:
    """Nothing obligatory: False. Else the user is asked: True for "send all the same", None for no."""
    wajib = [t for t in check_any(bacaan) if t.tingkat == "wajib"]
    if not wajib:
        return False
    disebut = "\n".join(f"- {t.sel or t.kode}: {t.pesan}" for t in wajib[:_DISEBUT])
    lagi = f"\n... dan {len(wajib) - _DISEBUT} lainnya" if len(wajib) > _DISEBUT else ""
    tanya = f"Masih ada {len(wajib)} catatan wajib diperbaiki:\n{disebut}{lagi}\n\nTetap siapkan kiriman?"
    return True if say(book, tanya, "yes_no") == "yes" else None


def prepare_package(book: Book, bacaan: Bacaan, ke: Path, tetap: bool) -> Kiriman:
    """The package of the open workbook as it stands; KinerjaError when it is refused."""
    maju = progress(book)
    maju("menyalin buku")
    isi = save_copy(book)
    maju("membuat PDF")
    with tempfile.TemporaryDirectory() as folder:
        pdf = save_pdf(book, Path(folder) / "cetak.pdf").read_bytes()
    kiriman = prepare(bacaan, isi, pdf, ke, tetap=tetap, maju=maju)
    if kiriman.berkas is None:
        raise KinerjaError(kiriman.temuan[0].kode, temuan=kiriman.temuan)
    return kiriman


# --- new workbooks ------------------------------------------------------------------------------------------------


def ask_office(book: Book, sebutan: str) -> tuple[Identitas, int, str] | None:
    """Whose, of which year and of which instrument ("" for the only one) a new workbook is: from the form, else of the
    open workbook after a question.

    None when the user has to fill the form first or says no.
    """
    isian = read_form(book)
    if isian is not None:
        siapa = {k: v for k, v in isian.items() if k in Identitas.model_fields and v}
        return parse_identitas(siapa), _year(isian["tahun"]), isian["instrumen"]
    kepala = read_head(book)
    tahun = kepala.get("tahun_penilaian") or kepala.get("tahun") or ""
    if kepala.get("kode_wilayah") and tahun:
        tanya = f"Buat {sebutan} {tahun} baru untuk Kecamatan {kepala['nama']} ({kepala['kode_wilayah']})?"
        if say(book, tanya + "\n\nTidak: isi nama dan tahun lain.", "yes_no") == "yes":
            siapa = {k: kepala.get(k, "") for k in Identitas.model_fields}
            return parse_identitas(siapa), _year(tahun), kepala.get("instrumen_id", "")
    nama = list(dict.fromkeys(p.stem for p in installed()))
    put_form(book.app.books.add(), {**kepala, "tahun": tahun, "instrumen": kepala.get("instrumen_id", "")}, nama)
    return None


def _year(teks: str) -> int:
    if not (teks.isdecimal() and 2000 <= int(teks) <= 2100):
        raise KinerjaError("TBL03", a=teks or "(kosong)")
    return int(teks)


def new_sheet(identitas: Identitas, tahun: int, nama_instrumen: str = "") -> BukuBaru:
    """An empty kertas kerja of the instrument of that year; TBL04 when it has several and none is named."""
    instrumen = load_sound(instrumen_of_year(tahun, nama_instrumen))
    nama = file_stem(identitas.kode_wilayah, identitas.nama, JENIS_KERTAS, tahun) + ".xlsx"
    return BukuBaru(nama, build(instrumen, identitas))


def new_plan(identitas: Identitas, tahun: int) -> BukuBaru:
    """An empty Buku Kinerja."""
    nama = file_stem(identitas.kode_wilayah, identitas.nama, JENIS_BUKU, tahun) + ".xlsx"
    return BukuBaru(nama, build_book(empty_rencana(identitas, tahun)))


def open_new(book: Book, baru: BukuBaru, ke: Path | None) -> Path:
    """Saves a new workbook, opens it in front, and lists in it what was carried and what was not."""
    path = free_path(ke or output_folder(), baru.nama)
    write_file(path, baru.isi)
    dibuka = book.app.books.open(str(path))
    catatan = ""
    if baru.temuan:
        sheet = put_findings(dibuka, baru.temuan, tautan=False)
        dibuka.sheets[0].activate()
        catatan = f"\n\n{len(baru.temuan)} keterangan ada di lembar {sheet.name}."
    say(dibuka, f"Buku baru: {path}{catatan}")
    return path


# --- this computer ------------------------------------------------------------------------------------------------


def about() -> dict[str, str]:
    """What a person who helps asks first."""
    return {"Kinerja": __version__, "Python": f"{sys.version.split()[0]} ({sys.executable})",
            "Berkas catatan kesalahan": str(log_path())}
