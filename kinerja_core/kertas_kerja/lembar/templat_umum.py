"""The generic template: one kertas kerja for any kecamatan of a list, chosen from a list on Beranda. It bears no seal.

Made from the description of the office that stands for any (`nama_kantor`): every cell that names it becomes a formula
over the chosen line of a hidden list. When it comes back its office is what was chosen, looked up in that list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kinerja_core.dasar.identitas import Identitas
from kinerja_core.instrumen.model import Instrumen
from kinerja_core.kertas_kerja.lembar.kendali import master_check
from kinerja_core.kertas_kerja.lembar.kiriman import TandaKiriman
from kinerja_core.kertas_kerja.lembar.nama_kantor import PENANDA, replacements, substitute, written_forms
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.lembar.denah import Denah, Isi, Lembar, Rumus, Sel, ValidasiSel, cell_ref, range_ref, text_literal
from kinerja_core.lembar.kendali import B_IDENTITAS, LEMBAR_BERANDA, LEMBAR_META, title_height
from kinerja_core.lembar.meta import META_KUNCI
from kinerja_core.xlsx.buku import Buku, Posisi, pecah_rujukan

#: The line of `_meta` and the property that tells a generic template.
KUNCI_BENTUK, BENTUK_UMUM = "bentuk", "umum"
DAFTAR = "Daftar Kecamatan"
#: The one input that names the office: its defined name and its key.
NAMA_PILIHAN, KOTAK_PILIHAN = "in_kecamatan", ("kecamatan", "pilihan")
LABEL_PILIHAN, BELUM = "Pilih kecamatan di sini", "(kecamatan belum dipilih)"
#: What the master check says before.
PILIH = "Pilih kecamatan di Beranda"
#: Lines of the list a reader looks at.
TERBANYAK = 10_000
_KODE = re.compile(r"(?<![\d.])\d{2}\.\d{2}\.\d{2}(?![\d.])")
#: The list: header, the chosen line, then one line per kecamatan; first what was chosen, then the identity.
_TERPILIH, _AWAL = 1, 2
_TETAP = ("pilihan", *META_KUNCI)


@dataclass(frozen=True)
class DaftarUmum:
    """What a returned generic template offers and what was chosen; `terpilih` None when nothing sound was."""

    identitas: tuple[Identitas, ...]
    terpilih: Identitas | None


def choice_text(i: Identitas) -> str:
    """What is offered: "35.20.10 - Bendo"."""
    return f"{i.kode_wilayah} - {i.nama}"


def describe_generic(instrumen: Instrumen, daftar: Sequence[Identitas], kiriman: TandaKiriman) -> Denah:
    """The generic template of an instrument over these offices (at least one)."""
    tanda = PENANDA(kota=False)
    asal = describe(instrumen, tanda, kiriman)
    ganti = replacements(instrumen, tanda, tanda)
    pola = re.compile("|".join(re.escape(d) for d, _ in ganti))
    dipakai = sorted({t for s in asal.lembar for sel in s.sel.values() for t in pola.findall(_text(sel.isi))})
    kolom = {t: len(_TETAP) + n for n, t in enumerate(dipakai)}
    sumber = {t: cell_ref(DAFTAR, (_TERPILIH, k)) for t, k in kolom.items()}
    lembar = tuple(_dynamic(s, pola, sumber) for s in asal.lembar)
    _ask_first(lembar)
    _fit_titles(lembar, asal, instrumen, tanda, daftar)
    tempat = _put_choice(next(s for s in lembar if s.nama == LEMBAR_BERANDA), len(daftar))
    meta = next(s for s in lembar if s.nama == LEMBAR_META)
    meta.put_row(max(b for b, _ in meta.sel) + 1, [KUNCI_BENTUK, BENTUK_UMUM], "mesin")
    milik = {f"kinerja_{k}" for k in (*META_KUNCI, "serial")}
    properti = {k: v for k, v in asal.properti.items() if k not in milik}
    pilihan: tuple[str, Posisi] = (LEMBAR_BERANDA, tempat)
    return replace(
        asal, judul=f"Kertas Kerja {instrumen.tahun_penilaian}", kaki="Templat umum",
        lembar=(*lembar, _list_sheet(instrumen, daftar, kolom, tanda)),
        nama={**asal.nama, NAMA_PILIHAN: pilihan}, masukan={**asal.masukan, KOTAK_PILIHAN: pilihan},
        kode_sel={**asal.kode_sel, KOTAK_PILIHAN: (LEMBAR_BERANDA, (tempat[0], tempat[1] - 1), LABEL_PILIHAN)},
        properti={**properti, f"kinerja_{KUNCI_BENTUK}": BENTUK_UMUM})


def _text(isi: Isi) -> str:
    return isi.teks if isinstance(isi, Rumus) else isi if isinstance(isi, str) else ""


def _dynamic(s: Lembar, pola: re.Pattern[str], sumber: Mapping[str, str]) -> Lembar:
    """The sheet with every cell that names the office as a formula over the chosen line."""
    sel = dict(s.sel)
    for pos, asal in s.sel.items():
        if pola.search(_text(asal.isi)):
            sel[pos] = Sel(_formula(asal.isi, pola, sumber), asal.gaya)
    return replace(s, sel=sel, masukan=dict(s.masukan), validasi=list(s.validasi), tinggi=dict(s.tinggi))


def _formula(isi: Isi, pola: re.Pattern[str], sumber: Mapping[str, str]) -> Rumus:
    if isinstance(isi, Rumus):  # within a quoted text of the formula
        return replace(isi, teks=pola.sub(lambda m: f'"&{sumber[m[0]]}&"', isi.teks))
    assert isinstance(isi, str)
    potong, akhir = [], 0
    for m in pola.finditer(isi):
        potong += [text_literal(isi[akhir:m.start()])] if m.start() > akhir else []
        potong.append(sumber[m[0]])
        akhir = m.end()
    potong += [text_literal(isi[akhir:])] if akhir < len(isi) else []
    return Rumus("&".join(potong) if len(potong) > 1 else f'{potong[0]}&""')


def _ask_first(lembar: Iterable[Lembar]) -> None:
    """No sheet says that it is ready while nobody was chosen."""
    siap, kode = master_check(), cell_ref(DAFTAR, (_TERPILIH, 1))
    for s in lembar:
        for pos, x in s.sel.items():
            if isinstance(x.isi, Rumus) and siap in x.isi.teks:
                baru = x.isi.teks.replace(siap, f'IF({kode}="","{PILIH}",{siap})')
                s.sel[pos] = Sel(replace(x.isi, teks=baru), x.gaya)


def _fit_titles(lembar: Iterable[Lembar], asal: Denah, instrumen: Instrumen, tanda: Identitas,
                daftar: Sequence[Identitas]) -> None:
    """Room for the longest title of the list."""
    panjang = sorted(daftar, key=lambda i: -len(i.nama) - len(i.kabupaten))[:5]
    for s, dulu in zip(lembar, asal.lembar, strict=True):
        sel = dulu.sel.get((0, 0))
        sampai = next((akhir[1] for dari, akhir in s.gabung if dari == (0, 0)), None)
        if sel and sel.gaya == "judul" and isinstance(sel.isi, str) and sampai is not None:
            s.tinggi[0] = max(title_height(s, substitute(sel.isi, replacements(instrumen, tanda, i)), sampai)
                              for i in panjang)


def _put_choice(beranda: Lembar, jumlah: int) -> Posisi:
    """The yellow cell on Beranda, with its list; beside it a locked label."""
    tempat = (max(b for b, k in beranda.sel if k == 3 and b < B_IDENTITAS + 9) + 2, 4)
    tempat = (min(tempat[0], B_IDENTITAS + 8), 4)
    beranda.put(tempat[0], 3, LABEL_PILIHAN, "papan_tebal")
    beranda.put_input(tempat, KOTAK_PILIHAN, "isi_pilihan")
    beranda.validasi.append(ValidasiSel(
        tempat, "daftar", (range_ref(DAFTAR, (_AWAL, 0), (_AWAL + jumlah - 1, 0)),), "Kecamatan",
        "Pilih kecamatan dari daftar: klik panah kecil di kanan sel."))
    beranda.mulai = tempat
    return tempat


def _list_sheet(instrumen: Instrumen, daftar: Sequence[Identitas], kolom: Mapping[str, int],
                tanda: Identitas) -> Lembar:
    lembar = Lembar(DAFTAR, status="tersembunyi", lebar=dict.fromkeys(range(len(_TETAP) + len(kolom)), 20.0))
    lembar.put_row(0, [*_TETAP, *(f"Tulisan {n}" for n in range(1, len(kolom) + 1))], "mesin_kepala")
    akhir = _AWAL + len(daftar) - 1
    nomor = f"MATCH({NAMA_PILIHAN},{range_ref(DAFTAR, (_AWAL, 0), (akhir, 0))},0)"
    for k in range(1, len(_TETAP) + len(kolom)):
        isi = f"INDEX({range_ref(DAFTAR, (_AWAL, k), (akhir, k))},{nomor})"
        kosong = text_literal("" if k < len(_TETAP) else BELUM)
        lembar.put(_TERPILIH, k, Rumus(f'IFERROR({isi}&"",{kosong})'), "mesin")
    bentuk = written_forms(instrumen, tanda)
    for n, i in enumerate(daftar, start=_AWAL):
        pasangan = dict(zip(bentuk, written_forms(instrumen, i), strict=True))
        tetap: list[Isi] = [choice_text(i), *(getattr(i, k) for k in META_KUNCI)]
        lembar.put_row(n, [*tetap, *(pasangan[t] for t in kolom)], "mesin")
    return lembar


# -- a template that came back -----------------------------------------------------------------------------------


def read_generic(buku: Buku) -> DaftarUmum | None:
    """The list and the choice of a generic template; None when it has no list or no such input."""
    lembar, tempat = buku.sheet(DAFTAR), pecah_rujukan(buku.nama.get(NAMA_PILIHAN, ""))
    pilih = buku.sheet(tempat[0]) if tempat else None
    if lembar is None or tempat is None or pilih is None:
        return None
    milik: dict[str, Identitas] = {}
    for n in range(_AWAL, _AWAL + TERBANYAK):
        if lembar.nilai.get((n, 0)) in (None, ""):
            break
        isi = {k: str(lembar.nilai.get((n, 1 + m)) or "") for m, k in enumerate(META_KUNCI)}
        try:
            i = Identitas.model_validate(isi)
        except ValueError:
            continue
        milik.setdefault(i.kode_wilayah, i)
    kode = _KODE.findall(str(pilih.nilai.get(tempat[1]) or ""))
    return DaftarUmum(tuple(milik.values()), milik.get(kode[0]) if len(set(kode)) == 1 else None)


def is_generic(meta: Mapping[str, str]) -> bool:
    """Does a workbook say that it is the generic template?"""
    return meta.get(KUNCI_BENTUK) == BENTUK_UMUM
