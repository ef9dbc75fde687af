"""The kertas kerja of the next office from a described one: only the few cells that name the office are made anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from kinerja_core.dasar.identitas import Identitas
from kinerja_core.instrumen.model import Instrumen
from kinerja_core.kertas_kerja.lembar.kiriman import TANPA_KIRIMAN, TandaKiriman
from kinerja_core.kertas_kerja.lembar.nama_kantor import PENANDA, replacements, substitute, written_forms
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.lembar.denah import Cetakan, Denah, Isi, Lembar, Rumus, Sel, Tautan
from kinerja_core.lembar.kendali import title_height
from kinerja_core.xlsx.buku import Posisi

#: Offices whose full descriptions must come out the same, or nothing is replaced at all.
_PERCOBAAN = (
    Identitas(kode_wilayah="35.20.10", nama="Uji", kabupaten="Contoh", provinsi="Jawa Timur"),
    Identitas(kode_wilayah="12.71.99", nama='Karang\'Anyar "Lor" Wetan Kidul Kulon panjang namanya',
              kabupaten="Kabupaten Kepulauan dengan Nama yang Panjang Sekali", provinsi="D.I. Contoh",
              alamat="Jalan Panjang Sekali Nomor 123 RT 001 RW 002 Desa Contoh, Kode Pos 12345"),
)


class CetakanKertas:
    """An instrument described once. `khusus` are the cells that name the office, by sheet.

    `bersama` is None when a trial shows that replacing would not give what describing gives: then `describe` describes
    in full.
    """

    def __init__(self, instrumen: Instrumen, kiriman: TandaKiriman = TANPA_KIRIMAN) -> None:
        self.instrumen, self.kiriman = instrumen, kiriman
        self._tanda = PENANDA(kota=False)
        self.denah = describe(instrumen, self._tanda, kiriman)
        bentuk = [t for t in written_forms(instrumen, self._tanda) if t]
        self.khusus: Mapping[str, Mapping[Posisi, Sel]] = {
            s.nama: {pos: sel for pos, sel in s.sel.items() if any(b in _text(sel.isi) for b in bentuk)}
            for s in self.denah.lembar}
        setia = all(self._replace(i) == describe(instrumen, i, kiriman) for i in _PERCOBAAN)
        self.bersama = Cetakan(self.denah, self.khusus) if setia else None

    def describe(self, identitas: Identitas) -> Denah:
        """What `describe(instrumen, identitas)` gives; sheets and cells that do not differ are shared, only to read."""
        return self._replace(identitas) if self.bersama else describe(self.instrumen, identitas, self.kiriman)

    def _replace(self, identitas: Identitas) -> Denah:
        ganti, d = replacements(self.instrumen, self._tanda, identitas), self.denah

        def isi(asal: Isi) -> Isi:
            if isinstance(asal, Rumus):
                return replace(asal, teks=substitute(asal.teks, ganti, _double_quotes))
            if isinstance(asal, Tautan):
                return Tautan(substitute(asal.teks, ganti), asal.ke)
            return substitute(asal, ganti) if isinstance(asal, str) else asal

        lembar = []
        for s in d.lembar:
            if khusus := self.khusus[s.nama]:
                s = replace(s, sel=s.sel | {pos: Sel(isi(sel.isi), sel.gaya) for pos, sel in khusus.items()})
                _fit_title(s)
            lembar.append(s)
        return replace(d, judul=substitute(d.judul, ganti), lembar=tuple(lembar), kaki=substitute(d.kaki, ganti),
                       properti={k: substitute(v, ganti) for k, v in d.properti.items()})


def _double_quotes(teks: str) -> str:
    """A text inside the quotes of a formula."""
    return teks.replace('"', '""')


def _text(isi: Isi) -> str:
    return isi.teks if isinstance(isi, Rumus | Tautan) else str(isi)


def _fit_title(s: Lembar) -> None:
    """The height of the title row, which a long name needs more of."""
    sel = s.sel.get((0, 0))
    sampai = next((akhir[1] for dari, akhir in s.gabung if dari == (0, 0)), None)
    if sel and sel.gaya == "judul" and isinstance(sel.isi, str) and sampai is not None:
        s.tinggi = s.tinggi | {0: title_height(s, sel.isi, sampai)}


def title_heights(denah: Denah, tulis: Callable[[str], str]) -> tuple[float | None, ...]:
    """Per sheet the height its title row would have if its title were `tulis(title)`; None where nothing depends on it.

    Beside texts this is all in which the description of one office differs from that of another.
    """
    hasil: list[float | None] = []
    for s in denah.lembar:
        sel = s.sel.get((0, 0))
        sampai = next((akhir[1] for dari, akhir in s.gabung if dari == (0, 0)), None)
        judul = sel.isi if sel and sel.gaya == "judul" and sampai is not None else None
        ada = isinstance(judul, str) and tulis(judul) != judul
        hasil.append(title_height(s, tulis(str(judul)), sampai or 0) if ada else None)
    return tuple(hasil)
