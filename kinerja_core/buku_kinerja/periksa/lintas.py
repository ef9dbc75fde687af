"""All findings of a Buku Kinerja: rows, documents against each other, the file itself, and what was set aside."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping

from kinerja_core.buku_kinerja.baca import BacaanBuku
from kinerja_core.buku_kinerja.lembar.tempat import overfull
from kinerja_core.buku_kinerja.nilai import core_values
from kinerja_core.buku_kinerja.pengukuran import Pengukuran
from kinerja_core.buku_kinerja.periksa import angka_tercetak, dokumen, indikator, kelengkapan
from kinerja_core.buku_kinerja.periksa.kata import Catatan
from kinerja_core.buku_kinerja.rencana import PROFIL, TABEL, Rencana
from kinerja_core.buku_kinerja.uji_baris import evaluate_row
from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.dasar.temuan import KATALOG, SEBUTAN_TINGKAT, Temuan, buat_temuan
from kinerja_core.kertas_kerja.periksa_isian import plain
from kinerja_core.segel.berkas import cached_values, formulas_present, protection

#: Every check across documents, in the order in which a reader meets the documents.
PEMERIKSAAN: tuple[Callable[[Pengukuran], list[Catatan]], ...] = (
    *angka_tercetak.PEMERIKSAAN, *indikator.PEMERIKSAAN, *dokumen.PEMERIKSAAN, *kelengkapan.PEMERIKSAAN,
)
_HASIL = frozenset({"tampil", "hitungan", "target_pk", "anggaran_pk"})


def is_shown_result(kunci: object) -> bool:
    """Results a reader sees on a sheet."""
    return isinstance(kunci, tuple) and kunci[0] in _HASIL


def check_rows(rencana: Rencana) -> list[Catatan]:
    """Every failing check of every row."""
    slots = [PROFIL, *(s for t in TABEL for s in rencana.used(t))]
    return [Catatan(u.kode, slot, u.kolom, a, b, plain(rencana.nilai(slot, u.kolom)))
            for slot in slots for u, a, b in evaluate_row(rencana, slot)]


def check_plan(ukur: Pengukuran) -> list[Catatan]:
    """Rows, then documents; a book with nothing in it is told (KLK07); what a clerk set aside comes back as KSP01."""
    r = ukur.rencana
    semua = check_rows(r)
    if not (r.used("node") or r.used("indikator")):
        semua.append(Catatan("KLK07", TABEL["node"].slot(1), "uraian"))
    for periksa in PEMERIKSAAN:
        semua += periksa(ukur)
    return set_aside(r, semua)


def set_aside(rencana: Rencana, semua: list[Catatan]) -> list[Catatan]:
    """Catatan of level cek that the table kesampingkan names are replaced by KSP01 with the reason.

    A catatan of level wajib cannot be set aside (KSP02); a row that names none is told (KSP03).
    """
    hasil, ksp = list(semua), []
    for c in rencana.used("kesampingkan"):
        kode, kunci = rencana.teks(c, "kode").upper(), rencana.teks(c, "kunci").upper()
        alasan = rencana.teks(c, "alasan")
        kena = [x for x in hasil if x.kode == kode and x.slot.upper() == kunci]
        if not kena:
            ksp.append(Catatan("KSP03", c, "kode", kode, kunci))
        elif KATALOG[kode].tingkat == "wajib":
            ksp.append(Catatan("KSP02", c, "kode", kode, kunci))
        elif alasan:
            hasil = [x for x in hasil if x not in kena]
            ksp.append(Catatan("KSP01", c, "kode", f"{kode} {kunci} ({len(kena)})", alasan))
    return hasil + ksp


def check_book(bacaan: BacaanBuku, ukur: Pengukuran | None = None,
               inti: Mapping[Hashable, Nilai] | None = None) -> list[Temuan]:
    """All findings of a read Buku Kinerja, obligatory ones first, in the order of the checks.

    `nilai` is what stands in the cell the finding points to; None when the finding is not about one value.
    """
    ukur = ukur or Pengukuran(bacaan.rencana)
    temuan = list(bacaan.temuan)
    for c in check_plan(ukur):
        isi = None if c.nilai is None else plain(bacaan.rencana.nilai(c.slot, c.kunci))
        temuan.append(buat_temuan(c.kode, bacaan.sel(c.slot, c.kunci), a=c.a, b=c.b, nilai=isi))
    temuan += [buat_temuan("RNC02", sheet, a=sheet, b=kurang) for sheet, kurang in overfull(bacaan.rencana)]
    temuan += formulas_present(bacaan.buku, bacaan.denah)
    temuan += cached_values(bacaan.buku, bacaan.denah, inti or core_values(ukur), is_shown_result)
    temuan += protection(bacaan.buku, bacaan.denah)
    urutan = list(SEBUTAN_TINGKAT)
    return sorted(temuan, key=lambda t: urutan.index(t.tingkat))
