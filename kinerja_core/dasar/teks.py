"""Texts: numbers with a decimal comma, names that are safe as file names, and "mungkin maksud Anda"."""

from __future__ import annotations

import difflib
import errno
import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from kinerja_core.dasar.excelmath import Nilai, as_number, excel_round, show_number


def decimal(x: float | None, desimal: int = 2) -> str:
    """A number rounded as Excel rounds it, with decimal comma; "-" for nothing."""
    return "-" if x is None else with_comma(f"{excel_round(x, desimal):.{desimal}f}")


def with_comma(x: Decimal | int | str) -> str:
    """An exact number, or a number already written, with decimal comma: every digit, no thousands mark."""
    return (x if isinstance(x, str) else f"{x:f}").replace(".", ",")


def show_value(nilai: Nilai, kosong: str = "") -> str:
    """A cell's value as a sentence shows it: 71,4; TRUE; #N/A; a text as it stands; `kosong` for a blank cell."""
    if nilai is None:
        return kosong
    if (angka := as_number(nilai)) is not None:
        return show_number(angka)
    return str(nilai).upper() if isinstance(nilai, bool) else str(nilai)


#: What signs that nobody sees are called.
_TAK_TAMPAK = {
    "\n": "ganti baris", "\t": "tab", "\u00a0": "spasi keras", "\u00ad": "tanda hubung lunak",
    "\u200b": "spasi tak tampak", "\u200c": "pemisah tak tampak", "\u200d": "penyambung tak tampak",
    "\u2060": "penyambung tak tampak", "\ufeff": "tanda awal berkas",
    **dict.fromkeys("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "penanda arah tulisan"),
}


def sign_name(tanda: str) -> str:
    """One sign as a sentence names it: itself, an invisible one by number and name: U+200B (spasi tak tampak)."""
    return tanda if tanda.isprintable() else f"U+{ord(tanda):04X} ({_TAK_TAMPAK.get(tanda, 'tanda tak tampak')})"


def plain_letters(teks: str) -> str:
    """A text in ASCII: accents off, what has no plain letter left out."""
    return unicodedata.normalize("NFKD", teks).encode("ascii", "ignore").decode()


def file_word(teks: str) -> str:
    """A name as every file system takes it: plain letters, digits and "_"; "" when nothing is left.

    >>> file_word("Kec. Ngawi / Geneng"), file_word("???")
    ('Kec_Ngawi_Geneng', '')
    """
    return re.sub(r"[^A-Za-z0-9]+", "_", plain_letters(teks)).strip("_")


def nearest(salah: str, pilihan: Sequence[str]) -> str:
    """The choice that is written most alike; "" when none is near."""
    return next(iter(difflib.get_close_matches(salah, pilihan, n=1, cutoff=0.6)), "")


def did_you_mean(tebakan: str) -> str:
    """ " Mungkin maksud Anda bobot?", to stand behind a sentence; "" for no guess."""
    return f" Mungkin maksud Anda {tebakan}?" if tebakan else ""


def hint(salah: str, pilihan: Sequence[str]) -> str:
    """ " Mungkin maksud Anda bobot?" or "" when nothing is near."""
    return did_you_mean(nearest(salah, pilihan))


def exact(x: float) -> str:
    """Nilai Akhir with twelve decimals: 86,894377631548."""
    return decimal(x, 12)


#: What the operating system refuses with, in words people know.
_SEBAB = {errno.ENOENT: "tidak ada", errno.EACCES: "tidak diizinkan", errno.EPERM: "tidak diizinkan",
          errno.EISDIR: "ini folder, bukan berkas", errno.ENOTDIR: "sebagian jalurnya bukan folder",
          errno.EEXIST: "sudah ada", errno.ENOSPC: "penyimpanan penuh", errno.EROFS: "hanya dapat dibaca",
          errno.ENAMETOOLONG: "namanya terlalu panjang", errno.EBUSY: "sedang dipakai", errno.ELOOP: "tautan berputar",
          errno.EINVAL: "namanya tidak dapat dipakai"}


def reason(galat: OSError) -> str:
    """Why the operating system refused, in Indonesian; "ditolak" for what is rare."""
    return _SEBAB.get(galat.errno or 0, "ditolak")
