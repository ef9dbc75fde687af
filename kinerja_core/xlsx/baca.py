"""Reading of a gated package into a Buku: values, formulas, locks, names, validations, merges.

Choices a caller should know:
* A number written without fraction and exponent in at most 15 digits is int, every other number is float.
* Text of <t> without xml:space="preserve" loses white space at its ends, as in Excel; a run that is white space
  only keeps it. Cached text of a formula (<v> of t="str") is kept as it stands, "" included.
* `_x000D_` escapes are decoded in cell text, not in formulas, names, validations and custom properties.
* Followers of a shared formula get its text shifted; references that leave the grid wrap round. An array formula
  stands in its first cell, the rest of its range has values only; a data table is TABLE(row input,column input).
* `terbuka` follows the cells' own xf. Styles of rows and columns, and named styles behind an xf, are not followed:
  a position without a <c> of its own counts as locked.
* A defined name of one sheet is keyed as a formula writes it: 'Kertas Kerja'!_xlnm.Print_Area.
* Chart and dialog sheets stand in the list of sheets without cells.
* Cells out of order or twice and content hidden in markup-compatibility elements are BKS07: readers disagree about
  them, so what a person sees in Excel need not be what is read.
"""

from __future__ import annotations

from pathlib import Path

from kinerja_core.xlsx import gerbang
from kinerja_core.xlsx.baca_lembar import Konteks
from kinerja_core.xlsx.bagian import DaftarIsi
from kinerja_core.xlsx.benda import things_on
from kinerja_core.xlsx.buku import Buku, Ekstra, LembarBuku
from kinerja_core.xlsx.gerbang import read_parts
from kinerja_core.xlsx.ingatan import Ingatan, LembarTerbaca
from kinerja_core.xlsx.isi_aktif import active_parts
from kinerja_core.xlsx.rupa import RupaLembar, read_looks
from kinerja_core.xlsx.urai_xml import refuse_broken

__all__ = ["read_buku", "read_parts"]


def _read_sheets(ingatan: Ingatan, konteks: Konteks, isi: DaftarIsi) -> dict[str, LembarTerbaca | None]:
    """A finished reader per sheet name, in order; None for a sheet without cells (chart, dialog)."""
    hubungan = {h.id: h for h in konteks.paket.hubungan.get(konteks.paket.utama, ()) if not h.luar}
    hasil: dict[str, LembarTerbaca | None] = {}
    for nama, _, id_hubungan in isi.lembar:
        h = hubungan.get(id_hubungan)
        if h is None or h.jenis not in ("worksheet", "chartsheet", "dialogsheet"):
            refuse_broken(f"lembar {nama}: bagiannya tidak ada")
        bagian = gerbang.find_part(konteks.paket.bagian, h.tujuan)
        if bagian in konteks.terbaca:
            refuse_broken(f"lembar {nama}: bagiannya dipakai dua kali")
        hasil[nama] = ingatan.sheet(konteks, bagian) if h.jenis == "worksheet" else None
    return hasil


def read_buku(asal: Path | bytes, ingatan: Ingatan | None = None) -> Buku:
    """The workbook of an .xlsx file, or of its bytes, with everything only the package shows in `ekstra`.

    `ingatan`: what the files before had in common, for a batch; one file is a batch of one. Raises only KinerjaError,
    kode BKS01 to BKS08: the file itself is missing, of another kind, hostile or broken.
    """
    ingatan = ingatan or Ingatan()
    paket = gerbang.open_paket(asal)
    konteks = Konteks(paket)
    isi = ingatan.workbook(konteks)
    if teks := paket.related(paket.utama, "sharedStrings"):
        ingatan.strings(konteks, teks)
    if gaya := paket.related(paket.utama, "styles"):
        ingatan.styles(konteks, gaya)
    khusus = paket.related("", "custom-properties", "customProperties")
    semua = _read_sheets(ingatan, konteks, isi)
    ingatan.check_others(konteks)
    baca = {nama: p for nama, p in semua.items() if p}
    ekstra = Ekstra(
        terproteksi=frozenset(nama for nama, p in baca.items() if p.terproteksi),
        terbuka={nama: frozenset(p.terbuka) for nama, p in baca.items()},
        tanggal={nama: frozenset(p.tanggal) for nama, p in baca.items()},
        persen={nama: frozenset(p.persen) for nama, p in baca.items()},
        validasi=tuple(v for nama, p in baca.items() for v in p.validations(nama)),
        properti=gerbang.read_properties(paket, khusus) if khusus else {},
        rentang_gabung={nama: tuple(p.gabung) for nama, p in baca.items()},
        bagian=tuple(sorted(paket.bagian)),
        tanggal_1904=isi.tanggal_1904,
        aktif=active_parts(paket),
        rupa={nama: RupaLembar(p.gaya, p.larik, p.tinggi, p.rupa, things_on(paket, p.bagian))
              for nama, p in baca.items()},
        rupa_buku=read_looks(paket, isi.hitung),
    )
    lembar = [(nama, status, semua[nama]) for nama, status, _ in isi.lembar]
    return Buku(tuple(LembarBuku(n, s, p.nilai if p else {}, p.rumus if p else {}) for n, s, p in lembar),
                isi.names(), ekstra)
