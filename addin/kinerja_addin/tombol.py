"""What each button of the ribbon does with the open workbook, and nothing else: no rule, no arithmetic, no address.

Every function works without arguments (RunPython) and may be given the workbook, and the folder it writes to, in
tests. Not yet verified in Excel; the tests run them on workbooks open in LibreOffice.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kinerja_addin.buku_terbuka import read_buku
from kinerja_addin.jalankan_tombol import button, progress, say

if TYPE_CHECKING:
    from xlwings import Book, Sheet


@button()
def hitung_ulang(book: Book) -> Sheet:
    """The core's results from the inputs beside the workbook's own, differences marked, in a sheet of its own."""
    from kinerja_addin.langkah_tombol import recalculated
    from kinerja_addin.lembar import mark_rows, put_table
    from kinerja_core.kantor.tabel import result_table
    from kinerja_core.lembar.tambahan import HASIL

    isi = result_table(recalculated(book))
    sheet = put_table(book, HASIL, isi)
    beda = [n for n, baris in enumerate(isi) if baris[-1] == "beda"]
    mark_rows(sheet, HASIL, beda)
    say(book, f"{len(isi)} hasil dihitung ulang, {len(beda)} berbeda. Rinciannya di lembar {sheet.name}.")
    return sheet


@button()
def periksa(book: Book) -> Sheet:
    """All catatan of the workbook in a sheet of its own, each a link to its cell."""
    from kinerja_addin.langkah_tombol import put_findings, recalculated, state_sentence
    from kinerja_core.kantor.periksa import check_any

    temuan = check_any(recalculated(book))
    sheet = put_findings(book, temuan)
    say(book, f"{state_sentence(temuan)} Rinciannya di lembar {sheet.name}.")
    return sheet


@button(pilihan=False)
def isian_kosong_berikutnya(book: Book) -> str | None:
    """Selects the next empty obligatory input after the active cell; its place, None when there is none."""
    from kinerja_addin.langkah_tombol import next_empty, select_place

    sel = next_empty(book)
    if sel is None:
        say(book, "Tidak ada isian wajib yang kosong.")
        return None
    select_place(book, sel)
    return sel


@button()
def ekspor_pdf(book: Book, ke: Path | None = None) -> Path:
    """Every visible sheet of the workbook as PDF, without the add-in's own; never over another file."""
    from kinerja_addin.langkah_tombol import output_path, save_pdf

    path = save_pdf(book, output_path(book, ".pdf", ke))
    say(book, f"PDF tersimpan: {path}")
    return path


@button()
def siapkan_kiriman(book: Book, ke: Path | None = None) -> Path | None:
    """The zip to send: workbook, PDF, isian and hashes; asks when something is still wajib diperbaiki."""
    from kinerja_addin.langkah_tombol import confirm_findings, output_folder, prepare_package, recalculated

    bacaan = recalculated(book)
    tetap = confirm_findings(book, bacaan)
    if tetap is None:
        return None
    kiriman = prepare_package(book, bacaan, ke or output_folder(), tetap)
    lagi = "".join(f"\n\n{t.pesan} {t.perbaikan}" for t in kiriman.temuan if t.tingkat == "keterangan")
    say(book, f"Kiriman siap: {kiriman.berkas}\n\nIsinya: {', '.join(kiriman.isi)}.{lagi}")
    return kiriman.berkas


@button()
def ekspor_csv(book: Book, ke: Path | None = None) -> Path:
    """Isian and results as one table for other programs."""
    from kinerja_addin.langkah_tombol import output_path, save_bytes
    from kinerja_core.kantor.baca import read_any
    from kinerja_core.kantor.ekspor import csv_bytes

    return save_bytes(book, output_path(book, ".csv", ke), csv_bytes(read_any(read_buku(book))))


@button()
def ekspor_json(book: Book, ke: Path | None = None) -> Path:
    """The isian in its file form, from which the same workbook can be built again."""
    from kinerja_addin.langkah_tombol import output_path, save_bytes
    from kinerja_core.kantor.baca import read_any
    from kinerja_core.kantor.ekspor import json_bytes

    return save_bytes(book, output_path(book, ".json", ke), json_bytes(read_any(read_buku(book))))


@button(pilihan=False)
def kertas_kerja_baru(book: Book, ke: Path | None = None) -> Path | None:
    """A new kertas kerja, of the office of the open workbook or of the form that asks for one."""
    from kinerja_addin.langkah_tombol import ask_office, new_sheet, open_new

    kepala = ask_office(book, "Kertas Kerja")
    return None if kepala is None else open_new(book, new_sheet(*kepala), ke)


@button(pilihan=False)
def buku_kinerja_baru(book: Book, ke: Path | None = None) -> Path | None:
    """A new, empty Buku Kinerja, of the office of the open workbook or of the form that asks for one."""
    from kinerja_addin.langkah_tombol import ask_office, new_plan, open_new

    kepala = ask_office(book, "Buku Kinerja")
    return None if kepala is None else open_new(book, new_plan(*kepala[:2]), ke)


@button(pilihan=False)
def tahun_berikutnya(book: Book, ke: Path | None = None) -> Path:
    """The book of the next year with what carries over; the open one stays as it is."""
    from kinerja_addin.langkah_tombol import open_new
    from kinerja_core.kantor.tahun_berikutnya import next_year

    return open_new(book, next_year(read_buku(book, progress(book)), maju=progress(book)), ke)


@button(pilihan=False)
def pindah_versi(book: Book, ke: Path | None = None) -> Path:
    """The inputs in a fresh workbook of the current version; what could not be carried is listed there."""
    from kinerja_addin.langkah_tombol import open_new
    from kinerja_core.kantor.pindah import move

    return open_new(book, move(read_buku(book, progress(book)), maju=progress(book)), ke)


@button(pilihan=False)
def provinsi_periksa(book: Book) -> Path | None:
    """Step 1 of the round whose Pengaturan.xlsx is open; the result opens in front."""
    from kinerja_addin.tombol_provinsi import run_on

    return run_on(book, "periksa")


@button(pilihan=False)
def provinsi_sebar(book: Book) -> Path | None:
    """Step 2: one sealed template per kecamatan."""
    from kinerja_addin.tombol_provinsi import run_on

    return run_on(book, "sebar")


@button(pilihan=False)
def provinsi_kumpulkan(book: Book) -> Path | None:
    """Step 3: what came in, assessed; recap and return notes."""
    from kinerja_addin.tombol_provinsi import run_on

    return run_on(book, "kumpul")


@button(pilihan=False)
def provinsi_verifikasi(book: Book) -> Path | None:
    """Step 4: workbooks for the verifiers."""
    from kinerja_addin.tombol_provinsi import run_on

    return run_on(book, "verifikasi")


@button(pilihan=False)
def provinsi_gabungkan(book: Book) -> Path | None:
    """Step 5: what the verifiers said; recap and Berita Acara."""
    from kinerja_addin.tombol_provinsi import run_on

    return run_on(book, "gabung")


@button()
def panduan(book: Book) -> Path:
    """The guide of this kind of workbook in the browser; no network is needed."""
    from kinerja_addin.kepala import read_head
    from kinerja_addin.panduan import open_guide

    return open_guide(read_head(book).get("jenis", ""))


@button(pilihan=False)
def cek_komputer(book: Book) -> Sheet:
    """The self-test of this computer as a table in a new workbook."""
    from kinerja_addin.komputer import computer_rows
    from kinerja_addin.lembar import put_table
    from kinerja_core.lembar.tambahan import KOMPUTER

    return put_table(book.app.books.add(), KOMPUTER, computer_rows())


@button()
def tentang(book: Book) -> dict[str, Any]:
    """Version, where it runs, where its log is."""
    from kinerja_addin.langkah_tombol import about

    isi = about()
    say(book, "\n".join(f"{k}: {v}" for k, v in isi.items()))
    return isi
