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
import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kinerja_core.buku import Buku, LembarBuku, Posisi, alamat, posisi_dari
from kinerja_core.excelmath import Galat, Nilai
from kinerja_core.layout.base import Denah
from kinerja_core.temuan import KinerjaError
from kinerja_core.token_rumus import tokenize

#: Goes up whenever the same workbook would give other lines; stands in the first line.
VERSI_KANONIK = 1

Ubah = Callable[[str, str], str | None]

_RUJUKAN = re.compile(r"\$?[A-Za-z]{1,3}(?:\$?[0-9]+)?")
_NAMA_POLOS = re.compile(r"[\w.?\\:]+")


def _drop_space(jenis: str, teks: str) -> str:
    return {"spasi": "", "irisan": " "}.get(jenis) if jenis != "fungsi" else teks.rstrip("( \t\r\n") + "("  # type: ignore[return-value]


def _fold_case(jenis: str, teks: str) -> str:
    if teks.isascii() and (jenis in ("fungsi", "galat", "logis") or _RUJUKAN.fullmatch(teks)):
        return teks.upper()
    return teks.casefold()


def _plain_boolean(jenis: str, teks: str) -> str:
    return teks.rstrip("() \t\r\n")


def _cut_number(jenis: str, teks: str) -> str:
    angka = float(teks) + 0.0  # -0.0 becomes 0.0
    return format(angka, ".15g") if math.isfinite(angka) else teks


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


def _drop_builtin(jenis: str, teks: str) -> str | None:
    return None if teks.rpartition("!")[2].casefold().startswith("_xlnm.") else teks


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
    Normalisasi("Nama bawaan _xlnm", "Daerah cetak, judul cetak, dan saringan ditulis ulang tiap aplikasi "
                "(openpyxl menambah kutip) dan tidak memengaruhi nilai.", ("nama",), _drop_builtin),
    Normalisasi("Urutan nama terdefinisi", "LibreOffice dan openpyxl mengurutkan nama secara lain dan mengubah "
                "atributnya."),
    Normalisasi("Spasi dalam rumus", "Excel menyimpan spasi yang diketik, LibreOffice membuang sebagian. Spasi di "
                "antara dua rujukan (irisan) tetap.", ("spasi", "irisan", "fungsi"), _drop_space),
    Normalisasi("TRUE dan FALSE dalam rumus", "LibreOffice menulis FALSE sebagai FALSE().",
                ("logis",), _plain_boolean),
    Normalisasi("Huruf besar-kecil dalam rumus", "LibreOffice menulis fungsi, rujukan, dan nama menurut ejaannya "
                "sendiri.", ("fungsi", "kata", "lembar", "galat", "logis"), _fold_case),
    Normalisasi("Angka dalam rumus", "LibreOffice memotong ke 15 digit dan mengubah tulisan: 1.5E-7 menjadi "
                "0.00000015, 1.20 menjadi 1.2.", ("angka",), _cut_number),
    Normalisasi("Kutip nama lembar", "'Rekap'!A1 dan Rekap!A1 sama; LibreOffice membuang kutip yang tidak perlu.",
                ("lembar",), _quote_sheet),
    Normalisasi("Angka dalam sel", "XlsxWriter menulis sampai 17 digit, LibreOffice 15; -0 sama dengan 0.",
                ("sel_angka",), _cut_number),
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
     "semua aplikasi menyimpannya utuh."),
    ("Huruf dan spasi dalam teks", "Teks sel dan teks berkutip dalam rumus dibandingkan huruf demi huruf."),
    ("Angka dan teks angka", "Angka 1 dan teks \"1\" berbeda; rumus =1 dan angka 1 berbeda."),
    ("Tanda $", "A1 dan $A$1 berbeda; tidak ada aplikasi yang mengubahnya."),
    ("Awalan _xlfn.", "Tanpa awalan itu LibreOffice tidak mengenal fungsinya; tidak ada aplikasi yang mengubahnya."),
)


@dataclass(frozen=True)
class Kanonik:
    """Lines of the workbook as a whole (`struktur`) and, sheet by sheet in order, of its cells (`lembar`).

    >>> canonical(buku, denah).lembar[0]                            # doctest: +SKIP
    ('Beranda', ("A1\\t'Kertas Kerja Kecamatan Bendo", 'E4\\t=IF(...)'))
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


class _Penyama(dict[tuple[str, str], str | None]):
    """(kind, text) -> canonical text, worked out once per different token or value."""

    def __init__(self, normalisasi: Iterable[Normalisasi]) -> None:
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


def _plain_ascii(teks: str) -> str:
    """One line of ASCII: backslash, control and all other characters escaped."""
    if teks.isascii() and teks.isprintable() and "\\" not in teks:
        return teks
    return teks.encode("unicode_escape").decode("ascii")


def _cell_lines(lembar: LembarBuku, masukan: frozenset[Posisi], sama: _Penyama) -> tuple[str, ...]:
    isi: dict[Posisi, str] = {}
    for posisi, nilai in lembar.nilai.items():
        if posisi not in masukan and posisi not in lembar.rumus and (teks := sama.literal(nilai)) is not None:
            isi[posisi] = teks
    for posisi, rumus in lembar.rumus.items():
        if posisi not in masukan:
            isi[posisi] = "=" + sama.formula(rumus)
    return tuple(f"{alamat(posisi)}\t{_plain_ascii(isi[posisi])}" for posisi in sorted(isi))


def _structure_lines(buku: Buku, terproteksi: frozenset[str], masukan: Mapping[str, frozenset[Posisi]],
                     sama: _Penyama) -> Iterator[str]:
    yield f"kanonik\t{VERSI_KANONIK}"
    for s in buku.lembar:
        proteksi = "terproteksi" if s.nama in terproteksi else "tanpa proteksi"
        yield f"lembar\t{_plain_ascii(s.nama)}\t{sama['status', s.status]}\t{proteksi}"
    nama = {sama.formula(n): sama.formula(r) for n, r in buku.nama.items() if sama["nama", n] is not None}
    for n in sorted(nama):
        yield f"nama\t{_plain_ascii(n)}\t{_plain_ascii(nama[n])}"
    for lembar in sorted(masukan):
        for posisi in sorted(masukan[lembar]):
            yield f"isian\t{_plain_ascii(lembar)}!{alamat(posisi)}"


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
    sama = _Penyama(normalisasi)
    return Kanonik(
        tuple(_structure_lines(buku, buku.ekstra.terproteksi, beku, sama)),
        tuple((_plain_ascii(s.nama), _cell_lines(s, beku.get(s.nama, frozenset()), sama)) for s in buku.lembar),
    )


# -- what differs ------------------------------------------------------------------------------------------------

#: Longest content a sentence shows in full, and how much is shown around the first difference of a longer one.
_PANJANG, _SEBELUM, _SESUDAH = 100, 30, 60


def _shown(isi: str, beda: int) -> str:
    """Content of a line as a sentence shows it: a piece around the first difference, only invisible letters escaped."""
    if len(isi) > _PANJANG:
        awal = max(0, isi.rfind("\\", 0, beda) if "\\" in isi[max(0, beda - 10):beda] else beda - _SEBELUM)
        akhir = beda + _SESUDAH
        isi = ("..." if awal else "") + isi[awal:akhir] + ("..." if akhir < len(isi) else "")
    return isi


def _sentence(tempat: str, harus: str | None, ada: str | None) -> str:
    beda = len(os.path.commonprefix([harus or "", ada or ""]))
    x, y = ("(kosong)" if isi is None else _shown(isi, beda) for isi in (harus, ada))
    return f"{tempat}: seharusnya {x}, ditemukan {y}"
