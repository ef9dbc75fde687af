"""`kinerja contoh`: the example workbooks, and what the faithful one gives."""

from __future__ import annotations

from pathlib import Path

from kinerja_core.dasar.keluaran import headed, stamped
from kinerja_core.dasar.teks import exact
from kinerja_core.instrumen.model import find_instrumen, load_instrumen
from kinerja_core.kantor import contoh
from kinerja_core.kantor.baca import read_file
from kinerja_core.kantor.hitung import compare
from kinerja_core.lembar.tulis import write_file
from kinerja_core.perintah import tampil
from kinerja_core.xlsx.mesin.pembanding import available_engines, parse_engines

#: The list of mends that is written beside the workbooks.
KOREKSI = "koreksi.toml"


def show_examples(ke: Path, pembanding: str) -> None:
    """`kinerja contoh`: write the three workbooks, then show the faithful one's result, agreement and catatan."""
    mesin = parse_engines(pembanding) if pembanding else list(available_engines())
    tertulis = []
    with tampil.progress("Menulis buku contoh", 4 + 2 * len(contoh.DOKUMEN)) as maju:
        for satu, isi in contoh.build_examples():
            write_file(ke / satu.berkas, isi, milik=stamped)
            tertulis.append(ke / satu.berkas)
            maju(f"Menulis {satu.berkas}")
        buku = []
        for satu_buku, isi in contoh.build_books():
            write_file(ke / satu_buku.berkas, isi, milik=stamped)
            buku.append((ke / satu_buku.berkas, satu_buku))
            if satu_buku.diperbaiki:
                koreksi_buku = contoh.book_corrections_toml(satu_buku).encode()
                write_file(ke / f"buku_kinerja_{satu_buku.nama}_{KOREKSI}", koreksi_buku, milik=headed(koreksi_buku))
            maju(f"Menulis {satu_buku.berkas}")
        setia = read_file(tertulis[0])
        if setia.identitas:
            instrumen = load_instrumen(find_instrumen(contoh.INSTRUMEN))
            koreksi = contoh.corrections_toml(instrumen, setia.identitas).encode()
            write_file(ke / KOREKSI, koreksi, milik=headed(koreksi))
        laporan = compare(tertulis[0], setia, mesin)
        maju("Membandingkan")
    tampil.print_line("Kecamatan Bendo, Kabupaten Magetan, 2022 (apa adanya dari sumber)")
    tampil.print_report(laporan)
    tampil.print_findings(laporan.temuan)
    tampil.print_line("\nTertulis:")
    for path in tertulis:
        hasil = compare(path, read_file(path), ())
        akhir = hasil.sel[hasil.utama].inti
        assert isinstance(akhir, int | float)
        tampil.print_line(f"  {path}  Nilai Akhir {exact(akhir)}; {tampil.count_sentence(hasil.temuan)}")
    tampil.print_line(f"  {ke / KOREKSI}  setiap perbaikan: sel, sebelum, sesudah, alasan, sumber")
    for path, satu_buku in buku:
        tampil.print_line(f"  {path}  {_book_line(path, contoh.title_of(satu_buku))}")


def _book_line(path: Path, judul: str) -> str:
    """One example Buku Kinerja in a line: how many result cells agree, what was found."""
    hasil = compare(path, read_file(path), ("ironcalc",))
    sepakat = f"{sum(s.sepakat for s in hasil.sel.values())} dari {len(hasil.sel)} sel sepakat"
    return f"{judul}; {sepakat}; {tampil.count_sentence(hasil.temuan)}"
