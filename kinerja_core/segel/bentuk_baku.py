"""The canonical form of everything in a workbook that must not change: equal before and after filling and re-saving.

In it: sheets in order with visibility and protection, defined names, the list of inputs, and every cell that is not
an input, as formula or literal. Left out: contents of inputs, cached values, styles, locks, validations, conditional
formats, print set-up, charts, link targets. Every line is plain ASCII (other characters as \\xa0, \\u2013), fields
are separated by tabs: a form can be signed as text and taken apart again.

What spreadsheet applications write differently without changing it is evened out by the table `NORMALISASI`;
what looks alike but is kept apart stands in `BUKAN_NORMALISASI`. docs/bentuk-baku.md shows both.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context
from functools import cached_property

from kinerja_core.dasar.excelmath import Galat, Nilai
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.lembar.denah import Denah
from kinerja_core.xlsx.buku import Buku, LembarBuku, Posisi, alamat, posisi_dari
from kinerja_core.xlsx.token_rumus import tokenize

#: Goes up whenever the same workbook would give other lines; stands in the first line.
VERSI_KANONIK = 1

Ubah = Callable[[str, str], str | None]

_LIMA_BELAS = Context(prec=15, rounding=ROUND_HALF_UP)
_RUJUKAN = re.compile(r"\$?[A-Za-z]{1,3}(?:\$?[0-9]+)?")
_NAMA_POLOS = re.compile(r"[\w.?\\:]+")


def _drop_space(jenis: str, teks: str) -> str:
    if jenis == "fungsi":
        return teks[:-1].rstrip(" \t\r\n") + "("
    return " " if jenis == "irisan" else ""


def _fold_case(jenis: str, teks: str) -> str:
    if teks.isascii() and (jenis in ("fungsi", "galat", "logis") or _RUJUKAN.fullmatch(teks)):
        return teks.upper()
    return teks.casefold()


def _plain_boolean(jenis: str, teks: str) -> str:
    return teks.rstrip("() \t\r\n")


def _cut_number(jenis: str, teks: str) -> str:
    """15 digits, half up on the shortest decimal text of the double: LibreOffice rounds so, "%.15g" does not."""
    angka = float(teks) + 0.0  # -0.0 becomes 0.0
    return format(float(_LIMA_BELAS.create_decimal(repr(angka))), ".15g") if math.isfinite(angka) else teks


def _quote_sheet(jenis: str, teks: str) -> str:
    return f"'{teks[:-1]}'!" if _NAMA_POLOS.fullmatch(teks[:-1]) else teks


def _as_formula(jenis: str, teks: str) -> str:
    return "=" + teks


def _drop_empty(jenis: str, teks: str) -> str | None:
    return teks or None


def _line_break(jenis: str, teks: str) -> str:
    return teks.replace("\r\n", "\n").replace("\r", "\n")


def _one_hidden(jenis: str, teks: str) -> str:
    return "tersembunyi" if teks == "sangat_tersembunyi" else teks


#: Names of printing and filters that belong to a sheet, as some programs write them: without their prefix.
_BAWAAN = frozenset(("print_area", "print_titles", "_filterdatabase"))


def _drop_builtin(jenis: str, teks: str) -> str | None:
    lembar, _, nama = teks.rpartition("!")
    nama = nama.casefold()
    return None if nama.startswith("_xlnm.") or (lembar and nama in _BAWAAN) else teks


@dataclass(frozen=True)
class Normalisasi:
    """One way in which unchanged files differ. `jenis` are the token kinds or kinds of value `ubah` is applied to.

    `ubah(jenis, text)` gives the canonical text, or None to leave it out. Without `ubah` it holds by construction:
    the package reader or the order of lines sees to it.
    """

    nama: str
    sebab: str
    jenis: tuple[str, ...] = ()
    ubah: Ubah | None = None


#: Kinds beside those of `token_rumus`: sel_teks, sel_angka, sel_logis, sel_galat (literals of cells),
#: status (of a sheet), nama (of a defined name). Applied from top to bottom.
NORMALISASI: tuple[Normalisasi, ...] = (
    Normalisasi("Lembar sangat tersembunyi", "LibreOffice menyimpan veryHidden sebagai hidden.",
                ("status",), _one_hidden),
    Normalisasi("Nama bawaan _xlnm", "Daerah cetak, judul cetak, dan saringan boleh diubah pada lembar terproteksi; "
                "tidak memengaruhi nilai. Gnumeric dan WPS menulisnya tanpa awalan itu.", ("nama",), _drop_builtin),
    Normalisasi("Urutan nama terdefinisi", "LibreOffice dan openpyxl mengurutkan nama secara lain dan mengubah "
                "atributnya."),
    Normalisasi("Spasi dalam rumus", "Excel menyimpan spasi yang diketik, LibreOffice membuang sebagian. Spasi di "
                "antara dua rujukan (irisan) tetap.", ("spasi", "irisan", "fungsi"), _drop_space),
    Normalisasi("TRUE dan FALSE dalam rumus", "LibreOffice menulis FALSE sebagai FALSE().",
                ("logis",), _plain_boolean),
    Normalisasi("Huruf besar-kecil dalam rumus", "LibreOffice menulis fungsi, rujukan, dan nama menurut ejaannya "
                "sendiri.", ("nama", "fungsi", "kata", "lembar", "galat", "logis"), _fold_case),
    Normalisasi("Angka dalam rumus", "LibreOffice membulatkan ke 15 digit (5 ke atas) dan mengubah tulisan: 1.5E-7 "
                "menjadi 0.00000015, 1.20 menjadi 1.2.", ("angka",), _cut_number),
    Normalisasi("Kutip nama lembar", "'Rekap'!A1 dan Rekap!A1 sama; LibreOffice membuang kutip yang tidak perlu.",
                ("lembar",), _quote_sheet),
    Normalisasi("Angka dalam sel", "LibreOffice membulatkan ke 15 digit (5 ke atas); bilangan bulat dan desimal "
                "(1 dan 1.0) sama.", ("sel_angka",), _cut_number),
    Normalisasi("TRUE, FALSE, dan galat dalam sel", "LibreOffice menyimpan isi TRUE sebagai rumus TRUE() dan isi "
                "#N/A sebagai rumus #N/A.", ("sel_logis", "sel_galat"), _as_formula),
    Normalisasi("Ganti baris dalam teks", "LibreOffice menulis CR LF sebagai LF.", ("sel_teks",), _line_break),
    Normalisasi("Teks kosong", "Sel berisi teks kosong disimpan LibreOffice dan openpyxl sebagai sel kosong.",
                ("sel_teks",), _drop_empty),
    Normalisasi("Nilai tersimpan", "Hasil rumus berubah menurut isian; openpyxl membuangnya."),
    Normalisasi("Rumus bersama", "Excel menyimpan rumus yang disalin ke bawah sekali saja; pembaca "
                "menguraikannya untuk tiap sel."),
    Normalisasi("Teks kaya dan teks sisipan", "Potongan berhuruf tebal, teks sisipan (inlineStr), dan nomor teks "
                "bersama adalah cara simpan; yang dibandingkan teksnya."),
)

#: What looks like a difference of writing but is kept: (name, why).
BUKAN_NORMALISASI: tuple[tuple[str, str], ...] = (
    ("Spasi keras", "Spasi keras (NBSP) dan spasi biasa tetap berbeda: rumus pembersih isian bergantung padanya, dan "
     "LibreOffice serta openpyxl menyimpannya utuh."),
    ("Huruf dan spasi dalam teks", "Teks sel dan teks berkutip dalam rumus dibandingkan huruf demi huruf."),
    ("Angka dan teks angka", "Angka 1 dan teks \"1\" berbeda; rumus =1 dan angka 1 berbeda."),
    ("Tanda $", "A1 dan $A$1 berbeda; LibreOffice dan openpyxl tidak mengubahnya."),
    ("Awalan _xlfn.", "Tanpa awalan itu LibreOffice tidak mengenal fungsinya; LibreOffice dan openpyxl tidak "
     "mengubahnya."),
)


@dataclass(frozen=True)
class Kanonik:
    """Lines of the workbook as a whole (`struktur`) and, sheet by sheet in order, of its cells (`lembar`).

    A line of a cell is its address, a tab and its content: "H17<tab>=SUM(H5:H16)", "A1<tab>'Beranda", "G4<tab>1.2".
    """

    struktur: tuple[str, ...]
    lembar: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def teks(self) -> str:
        """The whole form as ASCII text, one line each, LF after every line: what is hashed and signed."""
        baris = list(self.struktur)
        for nama, sel in self.lembar:
            baris.append(f"sel\t{nama}")
            baris += sel
        return "\n".join(baris) + "\n"

    @cached_property
    def sidik(self) -> str:
        """SHA-256 of `teks`, 64 hex digits."""
        return hashlib.sha256(self.teks.encode("ascii")).hexdigest()


class Penyama(dict[tuple[str, str], str | None]):
    """(kind, text) -> canonical text, worked out once per different token or value."""

    def __init__(self, normalisasi: Iterable[Normalisasi] = NORMALISASI) -> None:
        super().__init__()
        self.langkah: defaultdict[str, list[Ubah]] = defaultdict(list)
        for n in normalisasi:
            for jenis in n.jenis:
                if n.ubah:
                    self.langkah[jenis].append(n.ubah)

    def __missing__(self, kunci: tuple[str, str]) -> str | None:
        jenis = kunci[0]
        teks: str | None = kunci[1]
        for ubah in self.langkah[jenis]:
            if teks is None:
                break
            teks = ubah(jenis, teks)
        self[kunci] = teks
        return teks

    def formula(self, rumus: str) -> str:
        """A formula without "=", token by token."""
        return "".join([self[token] or "" for token in tokenize(rumus)])

    def literal(self, nilai: Nilai) -> str | None:
        """A literal cell: 'text, number, or what an application keeps as a formula; None leaves it out."""
        if nilai is None:
            return None
        if isinstance(nilai, str):
            teks = self["sel_teks", nilai]
            return None if teks is None else "'" + teks
        if isinstance(nilai, bool):
            return self["sel_logis", str(nilai).upper()]
        return self["sel_galat", nilai.teks] if isinstance(nilai, Galat) else self["sel_angka", repr(nilai)]


def plain_ascii(teks: str) -> str:
    """One line of ASCII: backslash, control and all other characters escaped."""
    if teks.isascii() and teks.isprintable() and "\\" not in teks:
        return teks
    return teks.encode("unicode_escape").decode("ascii")


def _cell_lines(lembar: LembarBuku, masukan: frozenset[Posisi], sama: Penyama) -> tuple[str, ...]:
    isi: dict[Posisi, str] = {}
    for posisi, nilai in lembar.nilai.items():
        if posisi not in masukan and posisi not in lembar.rumus and (teks := sama.literal(nilai)) is not None:
            isi[posisi] = teks
    for posisi, rumus in lembar.rumus.items():
        if posisi not in masukan:
            isi[posisi] = "=" + sama.formula(rumus)
    return tuple(f"{alamat(posisi)}\t{plain_ascii(isi[posisi])}" for posisi in sorted(isi))


def _structure_lines(buku: Buku, terproteksi: frozenset[str], masukan: Mapping[str, frozenset[Posisi]],
                     sama: Penyama) -> Iterator[str]:
    yield f"kanonik\t{VERSI_KANONIK}"
    for s in buku.lembar:
        proteksi = "terproteksi" if s.nama in terproteksi else "tanpa proteksi"
        yield f"lembar\t{plain_ascii(s.nama)}\t{sama['status', s.status]}\t{proteksi}"
    nama = [(n, rujukan) for asli, rujukan in buku.nama.items() if (n := sama["nama", asli]) is not None]
    for n, rujukan in sorted(nama):
        yield f"nama\t{plain_ascii(n)}\t{plain_ascii(sama.formula(rujukan))}"
    for lembar in sorted(masukan):
        for posisi in sorted(masukan[lembar]):
            yield f"isian\t{plain_ascii(lembar)}!{alamat(posisi)}"


def canonical(buku: Buku, masukan: Denah | Iterable[tuple[str, Posisi]],
              normalisasi: Iterable[Normalisasi] = NORMALISASI) -> Kanonik:
    """The canonical form of a workbook whose inputs stand at `masukan` (a description, or pairs of sheet and place).

    Linear in the size of the workbook. Raises KinerjaError BKS18 for a live book, whose protection is not known.
    """
    if buku.ekstra is None:
        raise KinerjaError("BKS18", a="Bentuk baku")
    tempat: defaultdict[str, set[Posisi]] = defaultdict(set)
    for lembar, posisi in masukan.masukan.values() if isinstance(masukan, Denah) else masukan:
        tempat[lembar].add(posisi)
    beku = {lembar: frozenset(posisi) for lembar, posisi in tempat.items()}
    sama = Penyama(normalisasi)
    return Kanonik(
        tuple(_structure_lines(buku, buku.ekstra.terproteksi, beku, sama)),
        tuple((plain_ascii(s.nama), _cell_lines(s, beku.get(s.nama, frozenset()), sama)) for s in buku.lembar),
    )


# -- what differs ------------------------------------------------------------------------------------------------

#: Longest content a sentence shows in full, and how much is shown around the first difference of a longer one.
_PANJANG, _SEBELUM, _SESUDAH = 100, 30, 60


def _readable(teks: str) -> str:
    """A field of a line with its letters back; what cannot be seen or told apart (NBSP, LF) stays escaped."""
    huruf = teks.encode("ascii").decode("unicode_escape") if "\\" in teks else teks
    return "".join([h if h.isprintable() else plain_ascii(h) for h in huruf])


def _sentence(tempat: str, harus: str | None, ada: str | None) -> str:
    x, y = ("(kosong)" if isi is None else _readable(isi) for isi in (harus, ada))
    sama = next((n for n, (p, q) in enumerate(zip(x, y, strict=False)) if p != q), min(len(x), len(y)))
    return f"{_readable(tempat)}: seharusnya {_excerpt(x, sama)}, ditemukan {_excerpt(y, sama)}"


def _excerpt(isi: str, beda: int) -> str:
    """The piece of a long content around the place of the first difference."""
    if len(isi) <= _PANJANG:
        return isi
    awal = max(0, beda - _SEBELUM)
    akhir = awal + _SEBELUM + _SESUDAH
    return ("..." if awal else "") + isi[awal:akhir] + ("..." if akhir < len(isi) else "")


def _entries(k: Kanonik, jenis: str) -> dict[str, list[str]]:
    """Lines of one kind from `struktur`, by their first field, in order."""
    medan = [baris.split("\t") for baris in k.struktur]
    return {m[1]: m[2:] for m in medan if m[0] == jenis}


def _sheet_differences(a: Kanonik, b: Kanonik) -> Iterator[str]:
    x, y = _entries(a, "lembar"), _entries(b, "lembar")
    for nama in (n for n in x if n not in y):
        yield f"lembar {_readable(nama)}: tidak ada"
    for nama in (n for n in y if n not in x):
        yield f"lembar {_readable(nama)}: tambahan, {y[nama][0]}"
    harus, ada = [n for n in x if n in y], [n for n in y if n in x]
    if harus != ada:
        yield _sentence("urutan lembar", ", ".join(harus), ", ".join(ada))
    for nama in harus:
        for sifat, ternyata in zip(x[nama], y[nama], strict=True):
            if sifat != ternyata:
                yield _sentence(f"lembar {nama}", sifat, ternyata)


def _name_differences(a: Kanonik, b: Kanonik) -> Iterator[str]:
    for jenis in ("nama", "isian"):
        x, y = _entries(a, jenis), _entries(b, jenis)
        for n in sorted(x.keys() | y.keys()):
            if x.get(n) != y.get(n):
                harus, ada = (("".join(z[n]) or "terdaftar") if n in z else None for z in (x, y))
                yield _sentence(f"{jenis} {n}", harus, ada)


def _cell_differences(a: Kanonik, b: Kanonik) -> Iterator[str]:
    lain = dict(b.lembar)
    for nama, baris in a.lembar:
        if nama not in lain or baris == lain[nama]:
            continue
        x, y = ({sel: isi for sel, _, isi in (s.partition("\t") for s in z)} for z in (baris, lain[nama]))
        for sel in sorted(x.keys() | y.keys(), key=posisi_dari):
            if x.get(sel) != y.get(sel):
                yield _sentence(f"{nama}!{sel}", x.get(sel), y.get(sel))


def difference(a: Kanonik, b: Kanonik) -> list[str]:
    """One sentence per place where `b` (found) is not what `a` (expected) says; [] exactly when `sidik` agree.

    Cells of a sheet that is missing or added are not listed one by one. A cell is named as Excel shows it:
    "Kertas Kerja!H17: seharusnya =SUM(H5:H16), ditemukan 99".
    """
    if a.struktur[0] != b.struktur[0]:
        return [_sentence("versi bentuk baku", *(k.struktur[0].partition("\t")[2] for k in (a, b)))]
    return [*_sheet_differences(a, b), *_name_differences(a, b), *_cell_differences(a, b)]
