"""The kertas kerja of the next office from a described one: only the few cells that name the office are made anew."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from kinerja_core.buku import Posisi
from kinerja_core.instrumen import Identitas, Instrumen
from kinerja_core.layout.base import Denah, Isi, Lembar, Rumus, Sel, Tautan
from kinerja_core.layout.kertas import title_height
from kinerja_core.layout.kertas_kerja import describe

#: An office that is described instead of a real one: each of its texts is found again in every form of writing.
_TANDA = Identitas(kode_wilayah="97.06.95", nama="QnamaQ", kabupaten="QkabQ", provinsi="QprovQ", alamat="QalamatQ")
#: Offices whose full descriptions must come out the same, or nothing is replaced at all.
_PERCOBAAN = (
    Identitas(kode_wilayah="35.20.10", nama="Uji", kabupaten="Contoh", provinsi="Jawa Timur"),
    Identitas(kode_wilayah="12.71.99", nama='Karang\'Anyar "Lor" Wetan Kidul Kulon panjang namanya',
              kabupaten="Kabupaten Kepulauan dengan Nama yang Panjang Sekali", provinsi="D.I. Contoh",
              alamat="Jalan Panjang Sekali Nomor 123 RT 001 RW 002 Desa Contoh, Kode Pos 12345"),
)


def _forms(i: Identitas, instrumen: Instrumen) -> tuple[str, ...]:
    """Every form in which a layout writes an office, the same order for each office."""
    satu = [(t, t.upper(), t.title()) for t in (i.daerah, i.nama, i.kabupaten, i.provinsi, i.alamat)]
    return (*(t for tiga in satu for t in tiga), i.kode_wilayah, i.serial(instrumen))


class Cetakan:
    """An instrument described once. `khusus` are the cells that name the office, by sheet.

    `setia` is False when a trial shows that replacing would not give what describing gives: then `describe` describes
    in full and `khusus` says nothing.
    """

    def __init__(self, instrumen: Instrumen) -> None:
        self.instrumen = instrumen
        self.denah = describe(instrumen, _TANDA)
        self._dari = _forms(_TANDA, instrumen)
        pola = sorted(set(self._dari), key=len, reverse=True)
        self._pola = re.compile("|".join(map(re.escape, pola)))
        self.khusus: Mapping[str, Mapping[Posisi, Sel]] = {
            s.nama: {pos: sel for pos, sel in s.sel.items() if self._pola.search(_text(sel.isi))}
            for s in self.denah.lembar}
        self.setia = all(self._replace(i) == describe(instrumen, i) for i in _PERCOBAAN)

    def describe(self, identitas: Identitas) -> Denah:
        """What `describe(instrumen, identitas)` gives; sheets and cells that do not differ are shared, only to read."""
        return self._replace(identitas) if self.setia else describe(self.instrumen, identitas)

    def _replace(self, identitas: Identitas) -> Denah:
        ganti = dict(zip(self._dari, _forms(identitas, self.instrumen), strict=True))
        d = self.denah

        def teks(asal: str) -> str:
            return self._pola.sub(lambda cocok: ganti[cocok[0]], asal)

        def isi(asal: Isi) -> Isi:
            if isinstance(asal, Rumus):
                return replace(asal, teks=self._pola.sub(lambda cocok: ganti[cocok[0]].replace('"', '""'), asal.teks))
            if isinstance(asal, Tautan):
                return Tautan(teks(asal.teks), asal.ke)
            return teks(asal) if isinstance(asal, str) else asal

        lembar = []
        for s in d.lembar:
            if khusus := self.khusus[s.nama]:
                s = replace(s, sel=s.sel | {pos: Sel(isi(sel.isi), sel.gaya) for pos, sel in khusus.items()})
                _fit_title(s)
            lembar.append(s)
        return replace(d, judul=teks(d.judul), lembar=tuple(lembar), kaki=teks(d.kaki),
                       properti={k: teks(v) for k, v in d.properti.items()})


def _text(isi: Isi) -> str:
    return isi.teks if isinstance(isi, Rumus | Tautan) else str(isi)


def _fit_title(s: Lembar) -> None:
    """The height of the title row, which a long name needs more of."""
    sel = s.sel.get((0, 0))
    sampai = next((akhir[1] for dari, akhir in s.gabung if dari == (0, 0)), None)
    if sel and sel.gaya == "judul" and isinstance(sel.isi, str) and sampai is not None:
        s.tinggi = s.tinggi | {0: title_height(s, sel.isi, sampai)}
