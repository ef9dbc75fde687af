"""Reading a filled table: its headers found again, its cells as values; the same finding for a mistake in every book.

Reading goes on where the meaning is clear (a number typed as text, a misspelt header): the mistake is told, what stands
below it is still checked. Numbers come back as the shortest Decimal of the double that Excel holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Literal

from kinerja_core.dasar.excelmath import Galat, Nilai, as_number, clean_text, is_number, show_number
from kinerja_core.dasar.teks import did_you_mean, nearest, show_value, sign_name, with_comma
from kinerja_core.dasar.temuan import Temuan, buat_temuan
from kinerja_core.dasar.waktu import parse_date, show_date
from kinerja_core.lembar.tabel import CONTOH, TIDAK, YA, Kolom
from kinerja_core.xlsx.buku import Buku, LembarBuku, Posisi, alamat

#: Rows at the top of a sheet in which the headers are looked for, and rows read below them.
_CARI, TERBANYAK = 25, 20_000
#: Signs no name has, and that spreadsheets or file formats give a meaning of their own.
_TERLARANG = frozenset("<>=|_\\{}[]\"")
_TITIK_RIBU = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?")
_KOMA_RIBU = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")


@dataclass(frozen=True)
class SelBaca:
    """One cell as read: its place as Excel shows it, its value, its formula, what its number format makes of it."""

    sel: str
    nilai: Nilai = None
    rumus: str | None = None
    bentuk: Literal["", "tanggal", "persen"] = ""

    @property
    def blank(self) -> bool:
        """Nothing, or nothing but spaces, and no formula."""
        return is_blank(self.nilai) and self.rumus is None


Baca = tuple[Any, Temuan | None]


def is_blank(nilai: Nilai) -> bool:
    """Nothing, or nothing but white space."""
    return nilai is None or (isinstance(nilai, str) and not nilai.strip())


# --- one cell ---------------------------------------------------------------------------------------------------------


#: A text longer than this is no number somebody typed.
_ANGKA_MAKS = 40


def text_number(teks: str) -> list[Decimal]:
    """The numbers a typed text may mean, in both notations: "0,3" [0.3]; "1.950" [1950, 1.950]; "banyak" []."""
    polos = re.sub(r"(?i)^rp\.?|[\s%]|,-$", "", "".join(h for h in teks.strip() if h.isprintable()))
    if not polos.isascii() or len(polos) > _ANGKA_MAKS:
        return []
    hasil = []
    if _TITIK_RIBU.fullmatch(polos):
        hasil.append(Decimal(polos.replace(".", "").replace(",", ".")))
    if _KOMA_RIBU.fullmatch(polos):
        hasil.append(Decimal(polos.replace(",", "")))
    if re.fullmatch(r"-?\d+([.,]\d+)?", polos):
        hasil.append(Decimal(polos.replace(",", ".")))
    return list(dict.fromkeys(hasil))


def exact(x: int | float) -> int | Decimal:
    """The shortest decimal of a double, an int where it is whole."""
    return int(x) if x == int(x) and abs(x) < 1e15 else Decimal(repr(float(x)))


def typed(nilai: Nilai) -> str:
    """A refused value as a sentence names it: a text in quotes, its invisible signs by their names behind it."""
    if not isinstance(nilai, str):
        return show_value(nilai)
    tanda = dict.fromkeys(sign_name(h) for h in nilai if not h.isprintable())
    kata = " ".join("".join(h if h.isprintable() else " " if h.isspace() else "" for h in nilai).split())
    return f'"{kata[:80]}"' + (f" dengan {' dan '.join(tanda)}" if tanda else "")


def tell(kode: str, k: Kolom, s: SelBaca, a: object, tambah: str = "") -> Temuan:
    """A finding about a cell: the refused value, the header of its column, and a guess behind the sentence."""
    t = buat_temuan(kode, s.sel, a=a, b=k.kepala)
    return replace(t, pesan=t.pesan + tambah)


def format_problem(k: Kolom, s: SelBaca) -> Temuan | None:
    """SEL01, SEL02: a number that Excel took for a date or a percentage, in a column without them."""
    angka = as_number(s.nilai)
    if angka is None or not s.bentuk or k.jenis == "tanggal":
        return None
    if s.bentuk == "tanggal":
        hari = parse_date(angka)
        return tell("SEL01", k, s, f"{show_date(hari)} ({show_value(angka)})" if hari else show_value(angka))
    if k.is_number:
        return tell("SEL02", k, s, f"{show_value(round(angka * 100, 9))}% (tersimpan {show_value(angka)})")
    return None


def formula_problem(k: Kolom, s: SelBaca) -> Temuan | None:
    """SEL06: a formula nobody has calculated."""
    return tell("SEL06", k, s, f"={s.rumus}") if s.rumus is not None and s.nilai is None else None


def name_problem(teks: str, panjang: int) -> tuple[str, str] | None:
    """(kode, what is wrong) of a text that cannot be a name: a sign (named), its length, how it begins."""
    if tanda := dict.fromkeys(sign_name(h) for h in teks if h in _TERLARANG or not h.isprintable()):
        return "SEL04", " dan ".join(f"tanda {t}" if len(t) == 1 else t for t in tanda)
    if len(teks) > panjang:
        return "SEL05", f"tertulis {len(teks)} huruf, paling banyak {panjang}"
    if not teks[:1].isalnum():
        return "SEL05", f"{typed(teks)} diawali {teks[:1]}"
    return None if any(h.isalpha() for h in teks) else ("SEL05", f"{typed(teks)} tidak memuat huruf")


def bound_problem(k: Kolom, sel: str, angka: int | Decimal) -> Temuan | None:
    """BRS06: a number outside the bounds of its column."""
    if (k.min is None or angka >= k.min) and (k.maks is None or angka <= k.maks):
        return None
    return tell("BRS06", k, SelBaca(sel), show_number(float(angka)), f" Batasnya {k.batas}." if k.batas else "")


def read_cell(k: Kolom, s: SelBaca) -> Baca:
    """(value or None, the first thing that is wrong or None) of one cell, whatever its bounds; a blank one has none."""
    if salah := formula_problem(k, s) or format_problem(k, s):
        persen = s.bentuk == "persen" and is_number(s.nilai)
        return exact(round(s.nilai * 100, 9)) if persen else None, salah  # type: ignore[operator, arg-type]
    if is_blank(s.nilai):
        return None, None
    galat = isinstance(s.nilai, Galat) or (is_number(s.nilai) and as_number(s.nilai) is None)
    if galat or (isinstance(s.nilai, bool) and k.jenis != "ya"):
        return None, tell("BRS08", k, s, "", f" Isinya {show_value(s.nilai)}.")
    if k.is_number:
        return _read_number(k, s)
    if k.jenis in {"ya", "pilihan"}:
        return _read_word(k, s)
    if k.jenis == "tanggal":
        hari = parse_date(s.nilai)
        return hari, None if hari else tell("SEL09", k, s, typed(s.nilai))
    return _read_text(k, s)


def _read_number(k: Kolom, s: SelBaca) -> Baca:
    if isinstance(s.nilai, str):
        mungkin = text_number(s.nilai)
        kata = did_you_mean(" atau ".join(map(with_comma, mungkin)))
        kata += " Kini tersimpan sebagai tulisan." if mungkin else ""
        return exact(float(mungkin[0])) if mungkin else None, tell("BRS01", k, s, typed(s.nilai), kata)
    angka = exact(s.nilai)  # type: ignore[arg-type]
    if k.jenis == "bulat" and not float(angka).is_integer():
        return None, tell("BRS09", k, s, show_value(s.nilai))
    return angka, None


def _read_word(k: Kolom, s: SelBaca) -> Baca:
    """Ya/Tidak as a bool, or one of the column's words; capitals and spaces do not matter."""
    pilihan = (YA, TIDAK) if k.jenis == "ya" else k.pilihan
    if isinstance(s.nilai, bool):
        return s.nilai, None
    kata = clean_text(s.nilai).casefold()
    if kata in (ada := {p.casefold(): p for p in pilihan}):
        return ada[kata] == YA if k.jenis == "ya" else ada[kata], None
    dekat = did_you_mean(ada.get(nearest(kata, list(ada)), "")) or f" Yang ada: {', '.join(pilihan)}."
    return None, tell("BRS03", k, s, typed(s.nilai), dekat)


def _read_text(k: Kolom, s: SelBaca) -> Baca:
    if not isinstance(s.nilai, str):
        angka = exact(s.nilai)  # type: ignore[arg-type]
        teks = f"{angka:f}" if isinstance(angka, Decimal) else str(angka)
        return teks, None if k.angka_pun else tell("SEL03", k, s, show_value(s.nilai))
    if k.jenis == "nama":
        teks = " ".join(s.nilai.split())
        salah = name_problem(teks, k.panjang)
        return (None, tell(salah[0], k, s, salah[1])) if salah else (teks, None)
    if k.jenis in {"kode", "rujukan"}:
        teks = clean_text(s.nilai)
        tanda = dict.fromkeys(sign_name(h) for h in teks if not h.isprintable())
        polos = "".join(h for h in teks if h.isprintable())
        return polos, tell("SEL04", k, s, " dan ".join(tanda)) if tanda else None
    return s.nilai, None


# --- headers and rows -------------------------------------------------------------------------------------------------


def plain(judul: str) -> str:
    """A header without case, spaces and signs: "Kode Wilayah " and "kode_wilayah" are the same."""
    return re.sub(r"[\W_]+", " ", judul.casefold()).strip()


#: Headers found again: (column, place) of each that is known, and the others as (text, place).
Judul = tuple[list[tuple[Kolom, Posisi]], list[tuple[str, Posisi]]]


@dataclass
class PembacaTabel:
    """Reads the tables of one sheet and gathers what is wrong."""

    buku: Buku
    lembar: LembarBuku
    temuan: list[Temuan] = field(default_factory=list)

    def sel(self, posisi: Posisi) -> str:
        """A cell as Excel shows it."""
        return f"{self.lembar.nama}!{alamat(posisi)}"

    def cell(self, posisi: Posisi) -> SelBaca:
        """A cell as read; a live book does not tell number formats."""
        ekstra, lembar, bentuk = self.buku.ekstra, self.lembar, ""
        if ekstra is not None and is_number(lembar.nilai.get(posisi)):
            bentuk = ("tanggal" if posisi in ekstra.tanggal.get(lembar.nama, ()) else
                      "persen" if posisi in ekstra.persen.get(lembar.nama, ()) else "")
        return SelBaca(self.sel(posisi), lembar.nilai.get(posisi), lembar.rumus.get(posisi),
                       bentuk)  # type: ignore[arg-type]

    def read(self, k: Kolom, posisi: Posisi) -> Any:
        """The value of a cell, None for a blank one and one without meaning; what is wrong is told."""
        nilai, salah = read_cell(k, s := self.cell(posisi))
        if k.is_number and nilai is not None and not salah and (salah := bound_problem(k, s.sel, nilai)):
            nilai = None
        self.temuan += [salah] if salah else []
        return nilai

    def match(self, ada: Iterable[tuple[str, Posisi]], kolom: Sequence[Kolom], di: Posisi) -> Judul:
        """Known headers among texts; a misspelt one is told and used, one that is missing is told at `di`."""
        menurut = {plain(x): k for k in reversed(kolom) for x in (k.kunci, *k.lain, k.kepala)}
        hasil: Judul = ([], [])
        dikenal, asing = hasil
        for teks, posisi in ada:
            k = menurut.get(plain(teks))
            (dikenal if k else asing).append((k or teks, posisi))  # type: ignore[arg-type]
        temu = {k.kunci for k, _ in dikenal}
        for k in kolom:
            if k.kunci in temu:
                continue
            mirip = next((x for x in asing if nearest(plain(x[0]), [plain(k.kepala)])), None)
            if mirip:
                asing.remove(mirip)
                dikenal.append((k, mirip[1]))
            if mirip or not k.opsional:
                kata = f" Yang ada {mirip[0]}.{did_you_mean(k.kepala)}" if mirip else ""
                self.temuan.append(buat_temuan("SEL07", self.sel(mirip[1] if mirip else di), a=k.kepala, b=kata))
        return hasil

    def header(self, kolom: Sequence[Kolom]) -> tuple[int, dict[str, int], list[tuple[str, Posisi]]] | None:
        """(header row, column of each kunci, other headers): the row with most known headers; None without any."""
        per_baris: dict[int, list[tuple[str, Posisi]]] = {}
        for posisi, v in sorted(self.lembar.nilai.items()):
            if posisi[0] < _CARI and isinstance(v, str) and not is_blank(v):
                per_baris.setdefault(posisi[0], []).append((" ".join(v.split()), posisi))
        dikenal = {plain(x) for k in kolom for x in (k.kunci, *k.lain, k.kepala)}
        banyak = {b: sum(plain(t) in dikenal for t, _ in isi) for b, isi in per_baris.items()}
        baris = max(banyak, key=lambda b: (banyak[b], -b), default=0)
        if not banyak.get(baris):
            return None
        ada, asing = self.match(per_baris[baris], kolom, (baris, 0))
        tempat: dict[str, int] = {}
        for k, posisi in ada:
            if k.kunci in tempat:
                self.tell_double(k, posisi)
            tempat.setdefault(k.kunci, posisi[1])
        return baris, tempat, asing

    def tell_double(self, k: Kolom, posisi: Posisi) -> None:
        """SEL08: a header or label that stands twice; the first one is read."""
        self.temuan.append(buat_temuan("SEL08", self.sel(posisi), a=k.kepala))

    def rows(self, kepala: int, tempat: Mapping[str, int] | None = None) -> list[int]:
        """Rows below the headers that hold anything (in these columns) but an example."""
        kolom = set(tempat.values()) if tempat is not None else None
        terisi: dict[int, list[Nilai]] = {}
        for b, k in sorted({**self.lembar.rumus, **self.lembar.nilai}):
            v = self.lembar.nilai.get((b, k))
            ada = not is_blank(v) or (b, k) in self.lembar.rumus
            if ada and kepala < b <= kepala + TERBANYAK and (kolom is None or k in kolom):
                terisi.setdefault(b, []).append(v)
        return [b for b, isi in terisi.items() if not (
            b == kepala + 1 and isinstance(isi[0], str) and isi[0].casefold().startswith(CONTOH))]
