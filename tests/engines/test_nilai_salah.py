"""No wrong value of an input passes, and no right one is accused: sheet and command say the same of each.

R1 for every input every wrong entry of its family, typed through LibreOffice so that a program stores it: sheet and
command agree as sets of (kode, place), the entry is told, what is "salah" is not counted by either, and the book is
never "Siap dikirim". R2 fillings in order: nothing is told, by the sheet nor by the command. R3 every entry of every
family is typed somewhere.
"""

from __future__ import annotations

import random
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from bantu.bersama import form, many
from bantu.isian_acak import IDENTITAS, instrumen_uji
from bantu.isian_salah import Entri, family, legal_filling

from kinerja_core.dasar.katalog.isian import KATALOG_ISIAN
from kinerja_core.dasar.temuan import KATALOG
from kinerja_core.instrumen.model import Datum, Instrumen, find_instrumen, load_instrumen
from kinerja_core.kertas_kerja.baca import BacaanKertas, read_as
from kinerja_core.kertas_kerja.lembar import tempat as p
from kinerja_core.kertas_kerja.lembar.kendali import master_check
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.kertas_kerja.lembar.tempat import TempatKertas
from kinerja_core.kertas_kerja.penilaian import Olahan
from kinerja_core.kertas_kerja.periksa import check_filling, check_isian, process
from kinerja_core.kertas_kerja.uji import DATUM_BUKTI
from kinerja_core.lembar.denah import Rumus
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.lembar.kendali import LEMBAR_PEMERIKSAAN, SIAP
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import Posisi, alamat
from kinerja_core.xlsx.mesin.soffice import Dokumen, LibreOffice, libreoffice_missing

NAMA = ("sinergisitas_jatim_2022", "lke_akip_2026", "uji")
#: Rounds of typing for each instrument: a third of the inputs is wrong at a time.
PUTARAN = 126
#: Of these nothing is asked here: the year of an indicator's data is printed on the form.
BUKAN_NILAI = frozenset({"HUB07"})


def instrument(nama: str) -> Instrumen:
    return instrumen_uji("normalisasi") if nama == "uji" else load_instrumen(find_instrumen(nama))


@dataclass
class Terbuka:
    """One instrument's blank workbook open in LibreOffice."""

    ins: Instrumen
    dokumen: Dokumen
    ke: Path

    def __post_init__(self) -> None:
        self.ptk, self.denah = TempatKertas(self.ins, IDENTITAS), describe(self.ins, IDENTITAS)
        datum: dict[Kotak, Datum] = {(kode, d.kunci): d for kode, d in self.ins.masukan()}
        self.datum = {k: datum.get(k, DATUM_BUKTI) for k in self.ptk.masukan}
        self.asal = {t: self.dokumen.cell(*t).NumberFormat for t in self.denah.masukan.values()}

    def fill(self, isi: dict[Kotak, object], salah: dict[Kotak, Entri]) -> None:
        """All inputs anew: in order, blank, or wrong."""
        for kotak, tempat in self.denah.masukan.items():
            sel, e = self.dokumen.cell(*tempat), salah.get(kotak)
            self.dokumen.set_value(*tempat, None)
            sel.NumberFormat = self.asal[tempat]
            if e is None or not e.ketik:
                self.dokumen.set_value(*tempat, e.isi if e else isi.get(kotak))  # type: ignore[arg-type]
            else:
                sel.FormulaLocal = e.ketik
        self.dokumen.recalculate()

    def told(self) -> set[tuple[str, str]]:
        """(kode, place) on the sheet; HUB07 apart."""
        kolom = [[b[0] for b in self.dokumen.values(p.OLAH_UJI, (p.AWAL_OLAH, k), self.akhir(k))]
                 for k in (p.U_KODE, p.U_SEL)]
        return {(str(k), str(s)) for k, s in zip(*kolom, strict=True) if k not in ("", None) and k not in BUKAN_NILAI}

    def akhir(self, kolom: int) -> Posisi:
        return p.AWAL_OLAH + len(self.ptk.uji) - 1, kolom

    def sah(self, kotak: Kotak) -> object:
        """What the sheet says of counting an input."""
        return self.dokumen.value(p.OLAH_ISIAN, (self.ptk.olah[kotak], p.I_SAH))

    def status(self) -> object:
        """The master check."""
        sel = next(pos for pos, s in self.denah.sheet(LEMBAR_PEMERIKSAAN).sel.items()
                   if isinstance(s.isi, Rumus) and s.isi.teks == master_check())
        return self.dokumen.value(LEMBAR_PEMERIKSAAN, sel)

    def saved(self) -> BacaanKertas:
        """The workbook as the command reads it."""
        self.dokumen.save_xlsx(self.ke)
        return read_as(read_buku(self.ke), self.ins)


@pytest.fixture(scope="module")
def buku(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Terbuka]]:
    """LibreOffice as an office has it, in Indonesian, with a blank workbook of each instrument."""
    if kurang := libreoffice_missing():
        pytest.skip(kurang)
    folder, terbuka = tmp_path_factory.mktemp("salah"), dict[str, Terbuka]()
    with LibreOffice(bahasa="id-ID") as lo:
        for nama in NAMA:
            ins = instrument(nama)
            (path := folder / f"{nama}.xlsx").write_bytes(form(ins, IDENTITAS))
            dokumen = lo.open(path)
            dokumen.otomatis = False
            terbuka[nama] = Terbuka(ins, dokumen, folder / f"{nama}_kembali.xlsx")
        yield terbuka
        for t in terbuka.values():
            t.dokumen.close()


def wrong_ones(ins: Instrumen, datum: dict[Kotak, Datum], putaran: int) -> dict[Kotak, Entri]:
    """The wrong entries of a round: every third input, each the next of its family."""
    per_kelas: dict[Hashable, int] = {}
    hasil: dict[Kotak, Entri] = {}
    for n, (kotak, d) in enumerate(datum.items()):
        keluarga = family(ins, kotak, d)
        ke = per_kelas[d.jenis] = per_kelas.get(d.jenis, -1) + 1
        if n % 3 == putaran % 3:
            hasil[kotak] = keluarga[(putaran // 3 + ke) % len(keluarga)]
    return hasil


@pytest.mark.sampel(6)
@pytest.mark.parametrize("putaran", range(PUTARAN))
@pytest.mark.parametrize("nama", NAMA)
def test_a_wrong_entry_is_told_and_not_counted(nama: str, putaran: int, buku: dict[str, Terbuka]) -> None:
    """R1"""
    t = buku[nama]
    salah = wrong_ones(t.ins, t.datum, putaran)
    t.fill(dict(legal_filling(t.ins, random.Random(f"{nama}{putaran}"))), salah)
    bacaan = t.saved()
    terolah = process(bacaan)
    lembar, perintah = t.told(), {(x.kode, x.sel) for x in check_isian(bacaan, terolah) if x.kode not in BUKAN_NILAI}
    assert lembar == perintah
    for kotak, e in salah.items():
        sel = f"{t.denah.masukan[kotak][0]}!{alamat(t.denah.masukan[kotak][1])}"
        kode = {k for k, s in lembar if s == sel}
        tingkat = {KATALOG[k].tingkat for k in kode}
        if not terolah.olahan.relevan(kotak[0]):
            continue
        assert tingkat, (kotak, e)
        if e.nasib == "salah":
            assert "wajib" in tingkat, (kotak, e, kode)
            assert not terolah.olahan.sah(kotak), (kotak, e)
            assert kotak[1] == DATUM_BUKTI.kunci or t.sah(kotak) == 0, (kotak, e)
    if any(KATALOG[k].tingkat == "wajib" for k, _ in lembar):
        assert t.status() != SIAP


@pytest.mark.sampel(3)
@pytest.mark.parametrize("ke", range(20))
@pytest.mark.parametrize("nama", NAMA)
def test_a_filling_in_order_is_told_nothing(nama: str, ke: int, buku: dict[str, Terbuka]) -> None:
    """R2, through LibreOffice and back."""
    t = buku[nama]
    t.fill(dict(legal_filling(t.ins, random.Random(f"sah {nama}{ke}"))), {})
    bacaan = t.saved()
    assert not t.told()
    assert t.status() == SIAP
    assert [x for x in check_filling(bacaan, process(bacaan)) if x.kode not in BUKAN_NILAI] == []


@pytest.mark.parametrize("nama", NAMA)
def test_fillings_in_order_in_the_core(nama: str) -> None:
    """R2, more of them: the sheet says the same as the core (tests/engines/test_selisih.py)."""
    ins, rng = instrument(nama), random.Random(nama)
    for _ in range(many(800)):
        isi = legal_filling(ins, rng)
        olahan = Olahan(ins, Isian(IDENTITAS, isi))
        assert {j[0] for j in olahan.answers()} - BUKAN_NILAI == {""}, isi


@pytest.mark.parametrize("nama", NAMA)
def test_every_entry_is_typed_somewhere(nama: str) -> None:
    """R3"""
    ins = instrument(nama)
    datum = {(kode, d.kunci): d for kode, d in ins.masukan()}
    datum = {k: datum.get(k, DATUM_BUKTI) for k in TempatKertas(ins, IDENTITAS).masukan}
    pakai: dict[Kotak, set[Entri]] = {}
    for n in range(PUTARAN):
        for kotak, e in wrong_ones(ins, datum, n).items():
            pakai.setdefault(kotak, set()).add(e)
    assert {k: set(family(ins, k, d)) - pakai[k] for k, d in datum.items() if set(family(ins, k, d)) - pakai[k]} == {}


def test_the_kode_of_this_family_stand_in_the_sheet() -> None:
    """What no formula sees has no place here."""
    assert {"ISI14", "ISI15", "ISI16", "ISI17", "ISI18", "ISI23"} <= KATALOG_ISIAN.keys()
