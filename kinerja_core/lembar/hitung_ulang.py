"""Formulas typed into inputs, for every kind of workbook: their results, what is told of them, what they would show.

Of a formula in an input its result goes (BKS12), never the stored one (ISI20); one without any is not counted (ISI19).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from kinerja_core.dasar.excelmath import Galat, Nilai, same_value, shown
from kinerja_core.dasar.temuan import Temuan, buat_temuan
from kinerja_core.lembar.bawa import Lama
from kinerja_core.lembar.isian import Isian, Kotak, to_file
from kinerja_core.xlsx.buku import Buku, alamat
from kinerja_core.xlsx.mesin.rumus_isian import recompute
from kinerja_core.xlsx.mesin.tempat import PembandingError, Tempat


def formulas_in(buku: Buku, asal: Mapping[Kotak, Tempat]) -> dict[Kotak, Tempat]:
    """The inputs that hold a formula."""
    rumus = {s.nama: s.rumus for s in buku.lembar}
    return {k: t for k, t in asal.items() if t[1] in rumus.get(t[0], ())}


def calculate_again(buku: Buku, data: dict[Kotak, Nilai], asal: Mapping[Kotak, Tempat], milik: Collection[str],
                    catatan: list[Temuan]) -> dict[Kotak, str]:
    """Results of formulas in inputs into `data`, what is told of them into `catatan`; why others have none.

    `milik`: the sheets of the form. What others hold nobody checks, so that nothing read from them counts.
    """
    gagal: dict[Kotak, str] = {}
    rumus = formulas_in(buku, asal)
    hasil = recompute(buku, list(rumus.values()), milik) if rumus else []
    for (kotak, (nama, posisi)), nilai in zip(rumus.items(), hasil, strict=True):
        lembar = buku.sheet(nama)
        assert lembar is not None
        sel, tersimpan, teks = f"{nama}!{alamat(posisi)}", data.get(kotak), lembar.rumus[posisi]
        if isinstance(nilai, PembandingError):
            gagal[kotak] = str(nilai)
        elif isinstance(nilai, Galat) and not isinstance(tersimpan, Galat):
            gagal[kotak] = f"hasilnya {nilai}"
        elif tersimpan is None or same_value(tersimpan, nilai) or isinstance(nilai, Galat):
            catatan.append(buat_temuan("BKS12", sel, a=teks))
        else:
            catatan.append(buat_temuan("ISI20", sel, a=teks, b=shown(nilai), nilai=to_file(tersimpan)))
        if kotak not in gagal and nilai not in (None, ""):
            data[kotak] = nilai  # type: ignore[assignment]
        elif kotak not in gagal:
            data.pop(kotak, None)
    return gagal


def recalculated(buku: Buku, lama: Collection[Lama]) -> dict[str, Lama]:
    """Inputs of an older file that hold a formula, by their place, with its result; None where it has none."""
    berumus = [x for x in lama if x.rumus]
    hasil = recompute(buku, [(x.lembar, x.posisi) for x in berumus]) if berumus else []
    return {x.sel: replace(x, nilai=None if isinstance(n, PembandingError) else n)
            for x, n in zip(berumus, hasil, strict=True)}


def as_stored(buku: Buku, isian: Isian) -> Isian | None:
    """The inputs as the file's other formulas saw them when it was saved: with what it stores for formulas in inputs.

    None where that is what counts.
    """
    data = dict(isian.data)
    for kotak, (nama, posisi) in formulas_in(buku, isian.asal).items():
        lembar = buku.sheet(nama)
        data[kotak] = lembar.nilai.get(posisi) if lembar else None
    beda = isian.tak_terhitung or any(not same_value(v, isian.data.get(k)) for k, v in data.items())
    return replace(isian, data=data, tak_terhitung={}) if beda else None
