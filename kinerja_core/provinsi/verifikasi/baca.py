"""What stands in the inputs of a returned verifier's workbook, and what of it is no value of its kind."""

from __future__ import annotations

from kinerja_core.dasar.excelmath import Nilai, clean_text, same_text
from kinerja_core.dasar.temuan import Temuan
from kinerja_core.instrumen.aturan import TIDAK_RELEVAN
from kinerja_core.instrumen.model import Datum, Instrumen
from kinerja_core.lembar.denah import Denah
from kinerja_core.lembar.isian import Kotak
from kinerja_core.lembar.tabel import Kolom
from kinerja_core.lembar.tabel_baca import PembacaTabel
from kinerja_core.provinsi.verifikasi.kaidah import items, part
from kinerja_core.provinsi.verifikasi.lembar import RUAS, VERIFIKASI
from kinerja_core.xlsx.buku import Buku


def input_values(denah: Denah, buku: Buku) -> dict[Kotak, Nilai]:
    """What stands in the inputs of a returned workbook; blank is absent."""
    hasil: dict[Kotak, Nilai] = {}
    for kotak, (nama, posisi) in denah.masukan.items():
        lembar = buku.sheet(nama)
        nilai = lembar.nilai.get(posisi) if lembar else None
        if nilai is not None and nilai != "":
            hasil[kotak] = nilai
    return hasil


def input_problems(instrumen: Instrumen, denah: Denah, buku: Buku) -> list[Temuan]:
    """What is no value of its kind in the verifier's cells, each at its cell; what a row lacks is told by its state."""
    lembar = buku.sheet(VERIFIKASI)
    if lembar is None:
        return []
    baca = PembacaTabel(buku, lembar)
    ruas = {k.kunci: k for k in RUAS.values() if k.jenis not in {"pilihan", "tanggal"}}
    for b in items(instrumen):
        kolom = {part(b.kode, kunci): k for kunci, k in ruas.items()}
        kolom |= {kotak: _value_column(instrumen, kotak, d) for kotak, d in b.data}
        for kotak, k in kolom.items():
            posisi = denah.masukan[kotak][1] if kotak in denah.masukan else None
            teks = clean_text(lembar.nilai.get(posisi)) if posisi else ""
            if posisi and not (b.boleh_dijawab and same_text(teks, TIDAK_RELEVAN)):
                baca.read(k, posisi)
    return baca.temuan


def _value_column(instrumen: Instrumen, kotak: Kotak, d: Datum) -> Kolom:
    """What the verifier's cell of a datum holds."""
    if d.jenis == "teks":
        return Kolom(d.kunci, d.label, angka_pun=True)
    if d.jenis == "pilihan":
        return Kolom(d.kunci, d.label, jenis="pilihan", pilihan=tuple(o.teks for o in instrumen.options(d)))
    jenis, batas = "bulat" if d.jenis == "bulat" else "angka", instrumen.batas[kotak]
    return Kolom(d.kunci, d.label, jenis=jenis, min=batas.min, maks=batas.maks)  # type: ignore[arg-type]
