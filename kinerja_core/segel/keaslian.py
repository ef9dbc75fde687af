"""Is a file as it was issued? Cek Keaslian and the exact comparison of any kind of workbook, in one answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from kinerja_core.dasar.excelmath import Nilai, same_value, shown
from kinerja_core.dasar.temuan import Temuan, buat_temuan
from kinerja_core.lembar.bacaan import Bacaan, place_of
from kinerja_core.lembar.denah import Cetakan
from kinerja_core.lembar.meta import META, meta_lines, properties
from kinerja_core.lembar.penjelasan import answered
from kinerja_core.segel.bandingkan import compare_with_canonical, parse_form
from kinerja_core.segel.berkas import by_level, other_layout, told_layouts
from kinerja_core.segel.lembar import seal_sheet
from kinerja_core.segel.siap import prepared
from kinerja_core.segel.tanda import Keaslian, check_authenticity
from kinerja_core.xlsx.buku import Buku, alamat


@dataclass(frozen=True)
class Integritas:
    """Cek Keaslian of a file together with every difference from its definition."""

    keaslian: Keaslian
    temuan: tuple[Temuan, ...]


def inspect(bacaan: Bacaan, kunci_publik: bytes | None, terkirim: str = "") -> Integritas:
    """Cek Keaslian and comparison of a read workbook. `terkirim`: the canonical text stored when it was sent.

    The definition is the one of this computer; a file of another layout version is compared with `terkirim`, and when
    there is none, a valid seal speaks for it, else BKS20 says that it was not compared. A live book gives BKS18.
    """
    buku = bacaan.buku
    lain = other_layout(bacaan)
    temuan: list[Temuan] = []
    sidik = ""
    if buku.ekstra is None:
        temuan = [buat_temuan("BKS18", a="Keaslian")]
    elif terkirim:
        temuan = compare_with_canonical(buku, terkirim)
        if buku.sheet(seal_sheet()) and not any(t.kind.berubah for t in temuan):
            sidik = parse_form(terkirim).sidik
    elif not lain:
        temuan, milik = _compare_best(bacaan)
        if buku.sheet(seal_sheet()) and not any(t.kind.berubah for t in temuan):
            sidik = milik()  # equal to what it says of itself: that, too, has to be what was signed
    keaslian = check_authenticity(buku, kunci_publik, sidik=sidik)
    if terkirim and keaslian.segel and keaslian.segel.klaim["kanonik"].partition(" ")[2] != parse_form(terkirim).sidik:
        temuan.append(buat_temuan("SGL18"))
    if lain and not terkirim and keaslian.keadaan != "asli":
        temuan += told_layouts(bacaan)
    umum = keaslian.segel.data_umum() if keaslian.segel else {}
    temuan = [*keaslian.temuan, *_identity_findings(buku), *temuan, *facts_changed(bacaan, umum)]
    return Integritas(keaslian, tuple(by_level(temuan)))


def combine(temuan: Iterable[Temuan], integritas: Iterable[Temuan]) -> list[Temuan]:
    """Findings of the checks and of `inspect` in one list, obligatory ones first. What both tell of a place (kode,
    sel) stands once, as the checks say it; a sheet whose rows or columns moved (SGL10) is not accused cell by cell."""
    integritas = list(integritas)
    bergeser = {_sheet_of(t) for t in integritas if t.kode == "SGL10"}
    sendiri = [t for t in temuan if _sheet_of(t) not in bergeser or not _follows_a_shift(t)]
    milik = {(t.kode, t.sel): t for t in sendiri}
    semua = [*(milik.get((t.kode, t.sel), t) for t in integritas), *sendiri]
    return by_level({(t.kode, t.sel, t.pesan): t for t in semua}.values())


def _follows_a_shift(t: Temuan) -> bool:
    """What formulas, stored values, styles, and formulas in inputs that stand elsewhere look like."""
    return t.kind.berubah in ("sel", "tampilan") or t.kind.jawab == "simpan" or t.kode == "BKS12"


def _sheet_of(t: Temuan) -> str:
    return t.sel.rpartition("!")[0]


def _compare_best(bacaan: Bacaan) -> tuple[list[Temuan], Callable[[], str]]:
    """The comparison with the office the file claims to be of; where its claims differ, with the one that fits best.

    Beside it the hash of the canonical form of that office's workbook, "" without one.
    """
    semua: list[tuple[list[Temuan], Callable[[], str]]] = []
    for d in bacaan.definitions():
        denah = d.susun()
        harapan = prepared(d.cetakan or Cetakan(denah)).harapan
        semua.append((harapan.compare(bacaan.buku, denah), partial(harapan.sidik, denah)))
    if not semua:
        return [bacaan.unowned()], str
    # Where two fit alike, a changed line of `_meta` is likelier than a changed cell somewhere else.
    return min(semua, key=lambda x: (len(x[0]), sum(_sheet_of(t) != META for t in x[0])))


def _identity_findings(buku: Buku) -> list[Temuan]:
    """Lines of `_meta` that disagree with the custom properties, where both say something."""
    properti = properties(buku)
    return [buat_temuan("SGL14", f"{META}!{alamat(posisi)}", a=shown(nilai), b=properti[kunci] or "(kosong)")
            for kunci, nilai, posisi in meta_lines(buku) if kunci in properti and nilai != properti[kunci]]


def facts_changed(bacaan: Bacaan, terkirim: Mapping[str, Nilai], kode: str = "SGL15") -> list[Temuan]:
    """What was sent along in inputs (by fact; blank ones do not count) and is no longer there."""
    hasil = []
    for fakta, harus in terkirim.items():
        if (kotak := bacaan.sent_input(fakta)) is not None and harus not in (None, "") and not same_value(
                ada := bacaan.isian.data.get(kotak), harus):
            t = buat_temuan(kode, place_of(bacaan, kotak), a=shown(ada), b=shown(harus))
            hasil.append(answered(t, bacaan.explanation(kotak)))
    return hasil
