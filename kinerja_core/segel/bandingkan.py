"""What is said of a returned workbook that differs from its definition, or from the canonical form of what was sent.

Everything but the inputs is compared, cell by cell: formulas as streams of tokens, literals exactly, hidden sheets
and `_meta` too, names, sheets, protection. Which cells differ from a definition is found by `harapan`. Locks and
validations of inputs are told, never more than "cek". Cached values are not compared here: `segel.berkas` and
`kantor.hitung` do that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kinerja_core.dasar.excelmath import Nilai, shown
from kinerja_core.dasar.temuan import Temuan, buat_temuan
from kinerja_core.lembar.denah import Denah, Lembar
from kinerja_core.lembar.tambahan import added_sheets
from kinerja_core.segel.bentuk_baku import Kanonik, canonical
from kinerja_core.segel.kotak import boxes, within
from kinerja_core.segel.lembar import seal_sheet
from kinerja_core.segel.setara import same_content
from kinerja_core.segel.tanda import without_own_sheets
from kinerja_core.xlsx.buku import Buku, LembarBuku, Posisi, Validasi, alamat, kolom_huruf, posisi_dari
from kinerja_core.xlsx.token_rumus import tokenize

#: Findings of one kind on one sheet that are told one by one; the rest is counted (SGL16).
SEBUT_MAKS = 40
#: Sheets a sentence names one by one.
SEBUT_LEMBAR = 5
#: Differing cells of a sheet from which on a shift of whole rows or columns is looked for, and the share that must fit.
_GESER_MULAI, _GESER_BAGIAN = 12, 0.8
#: Longest content a message shows, and what is shown around the first difference of a longer one.
_PANJANG, _SEBELUM, _SESUDAH = 80, 20, 50

Sel = dict[Posisi, str]


def unmoved(denah: Denah, temuan: Iterable[Temuan]) -> Denah:
    """The description without the sheets whose rows or columns moved (SGL10): their locks stand elsewhere, too."""
    geser = {t.sel.rpartition("!")[0] for t in temuan if t.kode == "SGL10"}
    return replace(denah, lembar=tuple(s for s in denah.lembar if s.nama not in geser)) if geser else denah


def compare_with_canonical(buku: Buku, teks: str) -> list[Temuan]:
    """The same against the canonical text stored when the template was sent (`Kanonik.teks`), of any layout version.

    Locks and validations are not in it, and nothing is compared on a live book.
    """
    if buku.ekstra is None:
        return []
    harus = parse_form(teks)
    milik = [_readable(nama) for nama, _ in harus.lembar]
    masukan = [(lembar, posisi_dari(sel)) for lembar, _, sel in
               (_readable(m).rpartition("!") for m in _lines(harus, "isian"))]
    ada = canonical(without_own_sheets(buku, milik), masukan)
    return form_findings(harus, ada, buku)


def parse_form(teks: str) -> Kanonik:
    """A canonical form back from its text."""
    kepala, *potongan = re.split(r"^sel\t(?=[^\n]*$)", teks, flags=re.MULTILINE)
    lembar = [tuple(p.split("\n")[:-1]) for p in potongan]
    return Kanonik(tuple(kepala.split("\n")[:-1]), tuple((p[0], p[1:]) for p in lembar))


# -- what a seal signs -------------------------------------------------------------------------------------------


def only_cells(s: LembarBuku, posisi: Iterable[Posisi]) -> LembarBuku:
    """The sheet with those cells alone."""
    return LembarBuku(s.nama, s.status, {p: s.nilai[p] for p in posisi if p in s.nilai},
                      {p: s.rumus[p] for p in posisi if p in s.rumus})


def _lines(form: Kanonik, jenis: str) -> dict[str, list[str]]:
    medan = [baris.split("\t") for baris in form.struktur]
    return {m[1]: m[2:] for m in medan if m[0] == jenis}


def _readable(teks: str) -> str:
    return teks.encode("ascii").decode("unicode_escape") if "\\" in teks else teks


def form_findings(harus: Kanonik, ada: Kanonik, buku: Buku) -> list[Temuan]:
    """Structured findings of two canonical forms of `buku`, and its sheets that are in neither."""
    x, y = _lines(harus, "lembar"), _lines(ada, "lembar")
    tambahan = [s for s in buku.lembar if s.nama != seal_sheet() and s.nama not in {_readable(n) for n in x}]
    ganti = _renamed(harus, x.keys() - y.keys(), replace(buku, lembar=tuple(tambahan)))
    hasil = [buat_temuan("SGL05", _readable(a), a=f"Lembar {_readable(a)} berganti nama menjadi {_readable(b)}")
             for a, b in ganti.items()]
    milik = added_sheets(buku.nama)
    hasil += [_extra_sheet(s, milik) for s in tambahan if s.nama not in map(_readable, ganti.values())]
    hasil += [buat_temuan("SGL05", _readable(n), a=f"Lembar {_readable(n)} tidak ada lagi")
              for n in x if n not in y and n not in ganti]
    urut = [n for n in x if n in y], [n for n in y if n in x]
    if urut[0] != urut[1]:
        pindah = next(a for a, b in zip(*urut, strict=True) if a != b)
        hasil.append(buat_temuan("SGL05", _readable(pindah), a="Urutan lembar berubah: seharusnya "
                                 + ", ".join(map(_readable, urut[0])) + "; ditemukan "
                                 + ", ".join(map(_readable, urut[1]))))
    hasil += _state_findings({_readable(n): (x[n], y[n]) for n in urut[0]})
    hasil += _name_findings(harus, ada)
    sel_ada = dict(ada.lembar)
    for nama, baris in harus.lembar:
        if nama in sel_ada and baris != sel_ada[nama]:
            hasil += _sheet_cells(_readable(nama), _cells(baris), _cells(sel_ada[nama]), buku)
    return hasil


def _state_findings(lembar: Mapping[str, tuple[list[str], list[str]]]) -> Iterator[Temuan]:
    """Sheets that are shown, hidden or no longer protected; what one act did to several is told once."""
    beda: dict[tuple[str, str], list[str]] = {}
    for nama, (harus, ada) in lembar.items():
        if harus[0] != ada[0]:
            beda.setdefault((harus[0], ada[0]), []).append(nama)
    for (harus_nya, kini), nama_nya in beda.items():
        yield buat_temuan("SGL05", nama_nya[0], a=f"Lembar {named_sheets(nama_nya)} seharusnya {harus_nya}, "
                          f"ditemukan {kini}")
    yield from told_unprotected([nama for nama, (harus, ada) in lembar.items() if harus[1] != ada[1]])


def told_unprotected(nama: list[str]) -> list[Temuan]:
    """BKS19, once for all sheets whose protection was taken off."""
    return [buat_temuan("BKS19", nama[0], a=named_sheets(nama))] if nama else []


def named_sheets(nama: list[str]) -> str:
    """Names of sheets in a sentence; of many the first ones, and how many there are."""
    return ", ".join(nama) if len(nama) <= SEBUT_LEMBAR else (
        ", ".join(nama[:SEBUT_LEMBAR]) + f", dan {len(nama) - SEBUT_LEMBAR} lainnya")


def _extra_sheet(s: LembarBuku, milik: frozenset[str]) -> Temuan:
    """A sheet that is no part of the form: hidden, the add-in's, another visible one."""
    kode = "SGL07" if s.status != "tampak" else "SGL08" if s.nama in milik else "SGL06"
    return buat_temuan(kode, s.nama, a=s.nama)


def _renamed(harus: Kanonik, hilang: set[str], tambahan: Buku) -> dict[str, str]:
    """Missing sheets whose texts stand on an extra sheet: old name -> new name. Formulas follow a new name."""
    if not tambahan.lembar or not hilang:
        return {}
    ada = {s.nama for s in tambahan.lembar}
    baru = {n: set(baris) for n, baris in canonical(tambahan, ()).lembar if _readable(n) in ada}
    hasil: dict[str, str] = {}
    for nama, baris in harus.lembar:
        teks = {b for b in baris if not b.partition("\t")[2].startswith("=")} if nama in hilang else set()
        mirip = [m for m, isi in baru.items() if teks and len(isi & teks) >= _GESER_BAGIAN * len(teks)]
        if mirip:
            hasil[nama] = mirip[0]
    return hasil


def _name_findings(harus: Kanonik, ada: Kanonik) -> list[Temuan]:
    x, y = _lines(harus, "nama"), _lines(ada, "nama")
    beda = [n for n in sorted(x.keys() | y.keys()) if x.get(n) != y.get(n)]
    return _some("SGL09", "daftar nama", [
        (_readable(n), *_excerpts(*("".join(z[n]) if n in z else None for z in (x, y))), None) for n in beda])


def _cells(baris: Iterable[str]) -> Sel:
    return {posisi_dari(sel): isi for sel, _, isi in (b.partition("\t") for b in baris)}


def _sheet_cells(nama: str, x: Sel, y: Sel, buku: Buku) -> list[Temuan]:
    """Cells of one sheet that differ; rows or columns that moved as a whole are told once."""
    beda = sorted(p for p in x.keys() | y.keys() if not same_content(x.get(p), y.get(p)))
    if len(beda) >= _GESER_MULAI and (geser := _shift(x, y)):
        sumbu, awal, langkah, jumlah = geser
        tempat = f"{awal + 1}:{awal + 1}" if sumbu == 0 else f"{kolom_huruf(awal)}:{kolom_huruf(awal)}"
        kata = f"{abs(langkah)} {'baris' if sumbu == 0 else 'kolom'} {'disisipkan' if langkah > 0 else 'dihapus'}"
        return [buat_temuan("SGL10", f"{nama}!{tempat}", a=f"{kata} mulai {tempat}", b=jumlah)]
    lembar = buku.sheet(nama)
    hilang = [p for p in beda if lembar and x.get(p, "").startswith("=") and p not in lembar.rumus]
    teks: list[tuple[str, str, str, Nilai]] = [
        (f"{nama}!{alamat(p)}", *_excerpts(x.get(p), y.get(p)), None) for p in beda if p not in hilang]
    isi: list[tuple[str, str, str, Nilai]] = [
        (f"{nama}!{alamat(p)}", shown(v), "", v if isinstance(v, str | int | float) else None)
           for p in hilang for v in [lembar.nilai.get(p) if lembar else None]]
    return [*_some("BKS13", nama, isi), *_some("SGL04", nama, teks)]


def _shift(x: Sel, y: Sel) -> tuple[int, int, int, int] | None:
    """(axis, first row or column, how far, how many cells) when texts that stand once moved along one axis.

    Only literals count: the references of a formula change with every inserted row.
    """
    satu = [{isi: p for p, isi in z.items() if hitung[isi] == 1 and isi.startswith("'")}
            for z in (x, y) for hitung in [Counter(z.values())]]
    pindah = [(p, q) for isi, p in satu[0].items() if (q := satu[1].get(isi)) is not None and p != q]
    for sumbu in (0, 1):
        langkah = Counter(q[sumbu] - p[sumbu] for p, q in pindah if p[1 - sumbu] == q[1 - sumbu])
        for jauh, jumlah in langkah.most_common(1):
            if jumlah >= max(3, _GESER_BAGIAN * len(pindah)):
                awal = min(p[sumbu] for p, q in pindah if q[sumbu] - p[sumbu] == jauh)
                return sumbu, awal + min(0, jauh), jauh, jumlah
    return None


def _some(kode: str, tempat: str, isi: list[tuple[str, str, str, Nilai]]) -> list[Temuan]:
    """Findings of one kode, (place, a, b, value) each; from SEBUT_MAKS on they are counted."""
    hasil = [buat_temuan(kode, sel, a=a, b=b, nilai=nilai) for sel, a, b, nilai in isi[:SEBUT_MAKS]]
    if len(isi) > SEBUT_MAKS:
        hasil.append(buat_temuan("SGL16", tempat, a=len(isi) - SEBUT_MAKS, b=tempat))
    return hasil


def _excerpts(harus: str | None, ada: str | None) -> tuple[str, str]:
    """Expected and found as a message shows them: pieces around the first difference of long ones."""
    x, y = ("(kosong)" if isi is None else _visible(isi) for isi in (harus, ada))
    beda = next((n for n, (p, q) in enumerate(zip(x, y, strict=False)) if p != q), min(len(x), len(y)))
    return _piece(x, beda), _piece(y, beda)


def _visible(isi: str) -> str:
    """Content of a line with its letters back; what cannot be seen or told from a space stays escaped."""
    teks = _readable(isi)
    huruf = [h if h.isprintable() else h.encode("unicode_escape").decode() for h in teks]
    return "".join(huruf[1:]) + " (teks)" if teks.startswith("'") else "".join(huruf)


def _piece(isi: str, beda: int) -> str:
    if len(isi) <= _PANJANG:
        return isi
    awal = max(0, beda - _SEBELUM)
    akhir = awal + _SEBELUM + _SESUDAH
    return ("..." if awal else "") + isi[awal:akhir] + ("..." if akhir < len(isi) else "")


# -- what a seal does not sign -----------------------------------------------------------------------------------


Tertera = Mapping[tuple[str, Posisi], Validasi]


def lock_findings(buku: Buku, denah: Denah, tertera: Tertera) -> list[Temuan]:
    """Locked cells that were unlocked (cek), and inputs that are locked or lost their validation (one Keterangan)."""
    assert buku.ekstra is not None
    hasil, tertempel = [], []
    for s in denah.lembar:
        if buku.sheet(s.nama) is None:
            continue
        terbuka = {*buku.ekstra.terbuka.get(s.nama, ()), *_opened(buku, s)}
        hasil += _some("SGL11", s.nama, [(f"{s.nama}!{alamat(p)}", "", "", None) for p in sorted(terbuka)
                                         if p in s.sel and p not in s.masukan])
        tertempel += [(s.nama, p) for p in sorted(s.masukan) if p not in terbuka]
    kurang = [(s.nama, v.posisi) for s in denah.lembar for v in s.validasi if buku.sheet(s.nama) is not None
              and ((temu := tertera.get((s.nama, v.posisi))) is None or _is_lost(temu))]
    if berubah := sorted({*tertempel, *kurang}):
        awal = f"{berubah[0][0]}!{alamat(berubah[0][1])}"
        hasil.append(buat_temuan("SGL12", awal, a=len(berubah), b=awal))
    return hasil


def _opened(buku: Buku, s: Lembar) -> list[Posisi]:
    """Described cells in ranges that protection lets people type in."""
    rupa = buku.ekstra.rupa.get(s.nama) if buku.ekstra else None
    return within(s.sel, [k for r in rupa.luar.dibuka for k in boxes(r)]) if rupa and rupa.luar.dibuka else []


def has_lost(denah: Denah, tertera: Tertera) -> bool:
    """Is the validation of any input gone?"""
    return any((temu := tertera.get((s.nama, v.posisi))) is None or _is_lost(temu)
               for s in denah.lembar for v in s.validasi)


def validation_findings(denah: Denah, tertera: Tertera) -> list[Temuan]:
    """Inputs whose answer list or bounds are others than described. A missing one is told by lock_findings."""
    isi: list[Temuan] = []
    for s in denah.lembar:
        for v in s.validasi:
            temu = tertera.get((s.nama, v.posisi))
            if temu is None or v.jenis == "khusus" or _is_lost(temu):
                continue
            harus, kini = _bounds(v.rumus), _bounds((temu.rumus1, temu.rumus2)[: len(v.rumus)])
            if _JENIS.get(temu.jenis) != v.jenis or harus != kini:
                kini_teks = " sampai ".join(r for r in (temu.rumus1, temu.rumus2) if r)
                isi.append(buat_temuan("SGL13", f"{s.nama}!{alamat(v.posisi)}",
                                       a=f"{v.jenis} {' sampai '.join(v.rumus)}",
                                       b=f"{_JENIS.get(temu.jenis, temu.jenis)} {kini_teks}"))
    if len(isi) <= SEBUT_MAKS:
        return isi
    lagi = f"{len(isi) - SEBUT_MAKS} lagi yang lain"
    return [*isi[:SEBUT_MAKS], buat_temuan("SGL13", isi[SEBUT_MAKS].sel, a="seperti templat", b=lagi)]


def _is_lost(v: Validasi) -> bool:
    """Bounds that are no bounds: ExcelJS writes NaN for a formula it cannot turn into a number."""
    return "NaN" in (v.rumus1, v.rumus2)


_JENIS = {"list": "daftar", "whole": "bulat", "decimal": "desimal", "custom": "khusus"}


def _bounds(rumus: Iterable[str]) -> list[str]:
    """References of a validation without what applications write in their own way: quotes, spaces, case."""
    return ["".join(teks.replace("'", "") if jenis == "lembar" else teks
                    for jenis, teks in tokenize(r.removeprefix("=")) if jenis != "spasi").casefold() for r in rumus]


_DAERAH = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
#: Cells one range of a validation is spread over; a larger one (a whole column) covers no single input.
_DAERAH_MAKS = 2000


def validated_cells(buku: Buku) -> Tertera:
    """The validation of each cell that has one."""
    assert buku.ekstra is not None
    hasil: dict[tuple[str, Posisi], Validasi] = {}
    for v in buku.ekstra.validasi:
        for cocok in map(_DAERAH.fullmatch, v.rentang.split()):
            if cocok is None or v.jenis == "none":
                continue
            b1, k1 = posisi_dari(cocok[1] + cocok[2])
            b2, k2 = posisi_dari(cocok[3] + cocok[4]) if cocok[3] else (b1, k1)
            if (b2 - b1 + 1) * (k2 - k1 + 1) <= _DAERAH_MAKS:
                for b in range(b1, b2 + 1):
                    for k in range(k1, k2 + 1):
                        hasil.setdefault((v.lembar, (b, k)), v)
    return hasil
