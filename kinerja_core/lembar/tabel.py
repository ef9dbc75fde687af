"""A table of inputs described once: its columns, and what of its sheet follows from them.

A column says what its cells hold; style, validation and the sentence beside a row follow here, finding its header again
and reading its cells in `tabel_baca`. A form (one row per field, its label in the first column) has the same columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kinerja_core.dasar.excelmath import Nilai, show_number
from kinerja_core.lembar.denah import FormatBersyarat, Lembar, Rumus, ValidasiSel, text_literal
from kinerja_core.lembar.isian import Kotak
from kinerja_core.xlsx.buku import Posisi, alamat

YA, TIDAK = "Ya", "Tidak"
#: What the sentence beside a row says of a row without fault.
LENGKAP = "Sudah lengkap"
#: Begins the row below the headers that shows how to fill; it is not read.
CONTOH = "contoh:"
_GALAT = "Ada sel berisi galat; ketik ulang isinya."

#: "nama" is a text that becomes a name or a file name, "kode" and "rujukan" a short word without invisible signs; the
#: lists ("daftar_...") are texts that their own reader takes apart.
JenisKolom = Literal["teks", "nama", "kode", "angka", "bulat", "ya", "pilihan", "tanggal", "rujukan", "daftar_teks",
                     "daftar_kode", "daftar_sebutan"]
_GAYA = {"angka": "isi_desimal", "bulat": "isi_bulat", "ya": "isi_pilihan", "pilihan": "isi_pilihan",
         "tanggal": "isi_tanggal"}
#: Pairs of (condition, message) of one row: the first that holds is shown.
Cabang = list[tuple[str, str]]


@dataclass(frozen=True)
class Kolom:
    """One column of a table, or one field of a form. `kunci` is what its value is called, `kepala` its header.

    `daftar` names the list a cell offers, `pilihan` are the only answers of a "pilihan"; `min`, `maks` bound a number,
    `panjang` a name; `cara` says how to fill, `pesan` what a cell tells when it is chosen, `syarat` is a condition of
    its own, with {x} for the cell. `lain` are other headers that are understood; `opsional`: a table may lack it.
    `angka_pun`: a number is as good as its digits (Nomor). `bawaan` stands in a new form. Of an authoring workbook:
    `tegas` is written even where it holds the default, a blank cell of a `kosong` column is the text "".
    """

    kunci: str
    kepala: str
    lebar: float = 18
    jenis: JenisKolom = "teks"
    contoh: str = ""
    wajib: bool = False
    daftar: str = ""
    pilihan: tuple[str, ...] = ()
    min: float | None = None
    maks: float | None = None
    panjang: int = 60
    cara: str = ""
    pesan: str = ""
    syarat: str = ""
    gaya: str = ""
    lain: tuple[str, ...] = ()
    opsional: bool = False
    angka_pun: bool = False
    bawaan: Nilai = None
    tegas: bool = False
    kosong: bool = False

    @property
    def is_number(self) -> bool:
        """Does it hold numbers?"""
        return self.jenis in {"angka", "bulat"}

    @property
    def style(self) -> str:
        """Style of its cells."""
        return self.gaya or _GAYA.get(self.jenis, "isi_teks")

    @property
    def batas(self) -> str:
        """Its bounds in words: "0 sampai 100"; "" without both."""
        if self.min is None or self.maks is None:
            return ""
        return f"{show_number(self.min)} sampai {show_number(self.maks)}"


@dataclass(frozen=True)
class Tabel:
    """One sheet with one table. The first `tetap` columns stand left of the sentence beside each row and stay on
    screen.
    """

    nama: str
    petunjuk: str
    kolom: tuple[Kolom, ...]
    tetap: int = 1

    def field(self, kunci: str) -> Kolom:
        """The column of a field; KeyError that names field and sheet when it has none."""
        for k in self.kolom:
            if k.kunci == kunci:
                return k
        raise KeyError(f"isian {kunci} tidak punya kolom di lembar {self.nama}")

    def column(self, kunci: str) -> int:
        """0-based column of a field, the sentence beside the row counted; KeyError as `field`."""
        n = self.kolom.index(self.field(kunci))
        return n if n < self.tetap else n + 1


# --- the sheet --------------------------------------------------------------------------------------------------------


def put_inputs(lembar: Lembar, k: Kolom, kotak: Mapping[Posisi, Kotak], daftar: str = "") -> None:
    """The yellow cells of a column, one below the other, with its validation; `daftar` is the range of its list."""
    for posisi, milik in kotak.items():
        lembar.put_input(posisi, milik, k.style)
    if kotak:
        lembar.validasi += _validation(k, min(kotak), max(kotak), daftar)


def _validation(k: Kolom, dari: Posisi, sampai: Posisi, daftar: str) -> list[ValidasiSel]:
    """A list to choose from (kode of other sheets are only offered), bounds, or a condition; nothing for free text."""
    judul, sel = k.kepala[:32], alamat(dari)
    if daftar:
        longgar = k.jenis in {"rujukan", "daftar_kode"}
        return [ValidasiSel(dari, "daftar", (daftar,), judul,
                            k.pesan or "Pilih dari daftar: klik panah kecil di kanan sel.", sampai, longgar)]
    if k.syarat:
        return [ValidasiSel(dari, "khusus", (k.syarat.format(x=sel),), judul, k.pesan, sampai)]
    if k.is_number and k.min is not None and k.maks is not None:
        return [ValidasiSel(dari, "bulat" if k.jenis == "bulat" else "desimal", (f"{k.min:.15g}", f"{k.maks:.15g}"),
                            judul, k.pesan or f"Isi angka {k.batas}, tanpa satuan.", sampai)]
    if k.is_number:
        return [ValidasiSel(dari, "khusus", (f"ISNUMBER({sel})",), judul,
                            "Isi angka dengan koma sebagai desimal, tanpa satuan.", sampai)]
    return []


def cell_check(k: Kolom, x: str, daftar: str = "") -> Cabang:
    """What is wrong with a filled cell `x`: no number, outside its bounds, not whole, not in its list."""
    if k.is_number:
        cabang = [(f"AND(LEN({x})>0,NOT(ISNUMBER({x})))", text_literal(f"{k.kepala} harus angka."))]
        if k.batas:
            luar = f"OR({x}<{k.min:.15g},{x}>{k.maks:.15g})"
            cabang.append((f"AND(LEN({x})>0,{luar})", text_literal(f"{k.kepala} harus {k.batas}.")))
        if k.batas and k.jenis == "bulat":
            cabang.append((f"AND(LEN({x})>0,{x}<>INT({x}))", text_literal(f"{k.kepala} harus bilangan bulat.")))
        return cabang
    if k.jenis in {"ya", "pilihan", "rujukan"} and daftar:
        salah = text_literal(f"{k.kepala}: ") + f'&{x}&" tidak dikenal."'
        return [(f"AND(LEN({x})>0,ISNA(MATCH(TRIM({x}),{daftar},0)))", salah)]
    return []


def blank_check(kolom: Iterable[tuple[Kolom, str]]) -> Cabang:
    """Obligatory cells that are blank."""
    return [(f"LEN(TRIM({x}))=0", text_literal(f"{k.kepala} belum diisi.")) for k, x in kolom if k.wajib]


def sentence(kosong: str, cabang: Cabang, teks_kosong: str = "", lengkap: str = LENGKAP) -> Rumus:
    """The sentence beside a row: `teks_kosong` while `kosong` holds, the first thing that is wrong, else `lengkap`."""
    rumus = text_literal(lengkap)
    for syarat, pesan in reversed(cabang):
        rumus = f"IF({syarat},{pesan},{rumus})"
    return Rumus(f"IFERROR(IF({kosong},{text_literal(teks_kosong)},{rumus}),{text_literal(_GALAT)})")


def colour_sentences(lembar: Lembar, dari: Posisi, sampai: Posisi, lengkap: str = LENGKAP,
                     tenang: Sequence[str] = ()) -> None:
    """Colours of the sentences: green for `lengkap`, none for `tenang`, else orange."""
    x = "$" + alamat(dari)
    lain = "".join(f",{x}<>{text_literal(t)}" for t in (lengkap, *tenang))
    lembar.bersyarat += [FormatBersyarat(dari, sampai, f'AND({x}<>""{lain})', "salah"),
                         FormatBersyarat(dari, sampai, f"{x}={text_literal(lengkap)}", "baik")]
