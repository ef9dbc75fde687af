"""What a kind of finding is: a stable kode, its level, what it says, how it is mended, and what follows from it.

The message templates are used twice: Python fills them, and the workbook's Pemeriksaan sheet fills the same texts by
formula. `{a}` is what was found, `{b}` what it is compared with.

What follows from a kode stands here and nowhere else: no other place of the code lists kode to tell one sort from
another (a test looks for such lists). What a block of kode has in common is said once, at the call of `catalogue`; a
line that differs is a `kode(...)` and says what it has instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

#: `dijelaskan` is no level of the catalogue: a finding of level cek has it once its explanation stands in the file.
Tingkat = Literal["wajib", "cek", "keterangan", "dijelaskan"]
SEBUTAN_TINGKAT: dict[Tingkat, str] = {
    "wajib": "Wajib diperbaiki",
    "cek": "Perlu dicek",
    "keterangan": "Keterangan",
    "dijelaskan": "Dijelaskan",
}
#: Number of each level in a sheet, and the number of "in order", which comes after all of them.
NOMOR_TINGKAT: dict[Tingkat, int] = {t: n for n, t in enumerate(SEBUTAN_TINGKAT, start=1)}
NOMOR_SESUAI = len(SEBUTAN_TINGKAT) + 1

#: What becomes of a returned file in which it is found, the heaviest first; the heaviest of a file decides.
Akibat = Literal["tidak_terbaca", "dikembalikan", "dicatat", "tidak_ada"]
SEBUTAN_AKIBAT: dict[Akibat, str] = {
    "tidak_terbaca": "Tidak terbaca",
    "dikembalikan": "Dikembalikan",
    "dicatat": "Diterima dengan catatan",
    "tidak_ada": "Tidak ada",
}

#: What makes it go away, or answers it when it may stay. `isi` only where one blank cell is named: the button Isian
#: Kosong Berikutnya goes to those.
Jawab = Literal["isi", "isian", "penjelasan", "kesampingkan", "pastikan", "simpan", "templat", "berkas", "perintah",
                "komputer", "provinsi", "tidak_perlu"]
SEBUTAN_JAWAB: dict[Jawab, str] = {
    "isi": "mengisi sel kosong yang disebut",
    "isian": "membetulkan isi yang disebut",
    "penjelasan": "membetulkan isian, atau penjelasan bila sudah benar (kolom Penjelasan)",
    "kesampingkan": "membetulkan isian, atau satu baris beralasan di lembar Kesampingkan",
    "pastikan": "memastikan isinya; bila sudah benar, biarkan",
    "simpan": "membuka dan menyimpan ulang di Excel",
    "templat": "menyalin isian ke templat yang utuh",
    "berkas": "memakai atau mengirim berkas lain yang benar",
    "perintah": "mengulangi perintah atau tombolnya sesudah sebabnya dibetulkan",
    "komputer": "membetulkan komputer ini, atau memasang ulang kinerja",
    "provinsi": "tindakan provinsi atau penerbit instrumen",
    "tidak_perlu": "tidak perlu dijawab",
}

#: What of the issued workbook is no longer as it was issued: a locked cell, formula or name; the sheets or the places
#: of inputs; the protection of a sheet; what is shown or how it calculates; what the file as a whole is or carries
#: beside its cells.
Berubah = Literal["", "sel", "susunan", "proteksi", "tampilan", "berkas"]
SEBUTAN_BERUBAH: dict[Berubah, str] = {
    "": "tidak",
    "sel": "sel terkunci, rumus, atau nama",
    "susunan": "susunan lembar atau tempat isian",
    "proteksi": "proteksi lembar",
    "tampilan": "yang tampak dan tercetak, atau cara menghitung",
    "berkas": "asal-usul berkas, atau isinya di luar sel",
}


@dataclass(frozen=True)
class Kode:
    """One kind of finding: stable kode, level, what it says, how it is mended, and what follows from it."""

    kode: str
    tingkat: Tingkat
    judul: str
    pesan: str
    perbaikan: str
    akibat: Annotated[Akibat, "saat dikumpulkan"]
    jawab: Annotated[Jawab, "yang menjawabnya"]
    tampil_di_lembar: bool
    berubah: Annotated[Berubah, "yang terkunci dan tidak lagi seperti ketika diterbitkan"]
    satu_sebab: Annotated[bool, "selembar satu sebab, apa pun isi selnya"]

    @property
    def breaks_integrity(self) -> bool:
        """The issued content is not intact (exit code 3). A lifted protection alone changes nothing that counts."""
        return self.berubah not in {"", "proteksi"}

    @property
    def by_typing(self) -> bool:
        """Whoever fills the workbook mends it by typing what the mend says."""
        return self.jawab in {"isi", "isian", "penjelasan", "kesampingkan"}

    @property
    def explainable(self) -> bool:
        """It may stay when an explanation stands in its place in the workbook."""
        return self.tingkat == "cek" and self.jawab in {"penjelasan", "kesampingkan"}

    @property
    def by_reissue(self) -> bool:
        """Nothing typed into the file mends it: another file has to take its place."""
        return self.jawab in {"templat", "berkas"}


#: kode, tingkat, judul, pesan, perbaikan.
Teks = tuple[str, Tingkat, str, str, str]


@dataclass(frozen=True)
class Baris:
    """A line of the catalogue that differs from its block; None is what the block says."""

    teks: Teks
    akibat: Akibat | None
    jawab: Jawab | None
    tampil_di_lembar: bool | None
    berubah: Berubah
    satu_sebab: bool


def kode(kode: str, tingkat: Tingkat, judul: str, pesan: str, perbaikan: str, *, akibat: Akibat | None = None,
         jawab: Jawab | None = None, tampil_di_lembar: bool | None = None, berubah: Berubah = "",
         satu_sebab: bool = False) -> Baris:
    """A line that differs from what its block has in common; what is not said is as in the block.

    `satu_sebab`: on one sheet it has one cause and one mend, whatever the cells hold; else what is said tells causes
    apart (`sebab.causes`).
    """
    return Baris((kode, tingkat, judul, pesan, perbaikan), akibat, jawab, tampil_di_lembar, berubah, satu_sebab)


def catalogue(*baris: Teks | Baris, akibat: Akibat, jawab: Jawab, jawab_cek: Jawab | None = None,
              tampil_di_lembar: bool = False) -> dict[str, Kode]:
    """A block of kinds of findings by kode, with what they have in common; ValueError for a kode that stands twice.

    `jawab_cek` is what answers those of level cek, when that is another thing. A keterangan has no consequence on
    collecting unless its line says so.
    """
    katalog: dict[str, Kode] = {}
    for b in baris:
        x = b if isinstance(b, Baris) else kode(*b)
        tingkat = x.teks[1]
        katalog[x.teks[0]] = Kode(
            *x.teks, akibat=x.akibat or ("tidak_ada" if tingkat == "keterangan" else akibat),
            jawab=x.jawab or (jawab_cek if tingkat == "cek" and jawab_cek else jawab),
            tampil_di_lembar=tampil_di_lembar if x.tampil_di_lembar is None else x.tampil_di_lembar, berubah=x.berubah,
            satu_sebab=x.satu_sebab)
    if len(katalog) != len(baris):
        raise ValueError("kode berulang dalam katalog")
    return katalog
