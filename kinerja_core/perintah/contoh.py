"""`kinerja contoh`: the example workbooks, and what the faithful one gives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kinerja_core.dasar.keluaran import headed, stamped
from kinerja_core.dasar.sebab import count_sentence
from kinerja_core.dasar.teks import exact
from kinerja_core.instrumen.model import find_instrumen, load_instrumen
from kinerja_core.kantor import contoh
from kinerja_core.kantor.baca import read_file
from kinerja_core.kantor.hitung import Laporan, compare
from kinerja_core.lembar.tulis import write_file
from kinerja_core.perintah import tampil
from kinerja_core.xlsx.mesin.pembanding import parse_engines, usual_engines

#: The list of mends that is written beside the workbooks.
KOREKSI = "koreksi.toml"
#: What hears of a step: its name as it begins with 0, "" and 1 as it is done.
Langkah = Callable[[str, int], None]


def show_examples(ke: Path, pembanding: str) -> None:
    """`kinerja contoh`: write the workbooks; the faithful one's result, agreement and catatan, of the others a line."""
    mesin = parse_engines(pembanding) if pembanding else usual_engines()
    with tampil.progress("Buku contoh", 2 * (3 + 2 * len(contoh.DOKUMEN))) as maju:
        kertas = _write_sheets(ke, maju)
        buku = _write_books(ke, maju)
        laporan = [_compared(path, mesin if path == kertas[0] else [], maju) for path in kertas]
        laporan_buku = [_compared(path, ["ironcalc"], maju) for path in buku]
    tampil.print_line("Kecamatan Bendo, Kabupaten Magetan, 2022 (apa adanya dari sumber)")
    tampil.print_report(laporan[0])
    tampil.print_findings(laporan[0].temuan)
    tampil.print_line()
    tampil.print_line("Tertulis:")
    for path, hasil in zip(kertas, laporan, strict=True):
        akhir = hasil.nilai_akhir
        assert akhir is not None
        tampil.print_line(f"  {path}  Nilai Akhir {exact(akhir)}; {count_sentence(hasil.temuan)}")
    tampil.print_line(f"  {ke / KOREKSI}  setiap perbaikan: sel, sebelum, sesudah, alasan, sumber")
    for (path, judul), hasil in zip(buku.items(), laporan_buku, strict=True):
        sepakat = f"{sum(s.sepakat for s in hasil.sel.values())} dari {len(hasil.sel)} sel sepakat"
        tampil.print_line(f"  {path}  {judul}; {sepakat}; {count_sentence(hasil.temuan)}")


def _write_sheets(ke: Path, maju: Langkah) -> list[Path]:
    """The kertas kerja, and the mends of the mended one."""
    hasil = []
    for satu, isi in contoh.build_examples(lambda nama: maju(f"Menulis {nama}", 0)):
        write_file(ke / satu.berkas, isi, milik=stamped)
        hasil.append(ke / satu.berkas)
        maju("", 1)
    identitas = read_file(hasil[0]).identitas
    assert identitas is not None
    koreksi = contoh.corrections_toml(load_instrumen(find_instrumen(contoh.INSTRUMEN)), identitas).encode()
    write_file(ke / KOREKSI, koreksi, milik=headed(koreksi))
    return hasil


def _write_books(ke: Path, maju: Langkah) -> dict[Path, str]:
    """Each Buku Kinerja with what it is, and the mends of the mended ones."""
    hasil = {}
    for satu, isi in contoh.build_books(lambda nama: maju(f"Menulis {nama}", 0)):
        write_file(ke / satu.berkas, isi, milik=stamped)
        hasil[ke / satu.berkas] = contoh.title_of(satu)
        if satu.diperbaiki:
            koreksi = contoh.book_corrections_toml(satu).encode()
            write_file(ke / f"buku_kinerja_{satu.nama}_{KOREKSI}", koreksi, milik=headed(koreksi))
        maju("", 1)
    return hasil


def _compared(path: Path, mesin: list[str], maju: Langkah) -> Laporan:
    maju(f"Membandingkan {path.name}", 0)
    laporan = compare(path, read_file(path), mesin)
    maju("", 1)
    return laporan
