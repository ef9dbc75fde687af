"""The column Penjelasan: what an office answers to a check of level cek, and what counts as an answer.

Both renderings side by side. An explanation is words: at least two, more than "sudah benar", and not the note itself
once more. It stands beside the input it is about and answers every cek of that input; a wajib it never answers. The
kode cek does not hash it: an answer given after the print was signed does not make paper and file differ.
"""

from __future__ import annotations

from collections.abc import Iterable

from kinerja_core.dasar.excelmath import Nilai, clean_text, same_text
from kinerja_core.dasar.temuan import KATALOG, NOMOR_SESUAI, NOMOR_TINGKAT
from kinerja_core.instrumen.model import Instrumen
from kinerja_core.lembar.isian import Kotak

AWALAN = "penjelasan:"
#: Vowels an explanation has at least: what is counted alike everywhere (the length of a text is not).
VOKAL, _SEDIKIT = "aiueoAIUEO", 4
#: What is written to be done with it. Compared without regard to case, with or without a full stop.
BUKAN_PENJELASAN = (
    "sudah benar", "sudah sesuai", "sudah betul", "sudah lengkap", "sudah dicek", "sudah diperiksa", "memang benar",
    "memang demikian", "memang begitu", "benar adanya", "tidak ada", "oke sudah", "sudah oke", "perlu dicek",
)
#: What Keterangan isian says of an input whose open checks are all explained.
DIJELASKAN = "Dijelaskan di kolom Penjelasan."
#: Characters of an explanation that the list of checks repeats.
PANJANG = 70


def explanation_of(kotak: Kotak) -> Kotak:
    """Where the explanation of an input is kept."""
    return kotak[0], AWALAN + kotak[1]


def explained_input(kotak: Kotak) -> Kotak | None:
    """The input an explanation is about; None for what is no explanation."""
    return (kotak[0], kotak[1].removeprefix(AWALAN)) if kotak[1].startswith(AWALAN) else None


def explanation_keys(instrumen: Instrumen) -> list[Kotak]:
    """The explanation of every input that is typed, in the order of the sheet; the signature block has none."""
    fakta = [(f.kode, "isi") for f in instrumen.data_umum if not f.jumlah_dari]
    data = [(i.kode, d.kunci) for i in instrumen.indikator for d in i.data if d.is_input]
    return [explanation_of(k) for k in (*fakta, *data)]


def explanation_text(nilai: Nilai) -> str:
    """What was typed, if it is a text, without spaces around it."""
    return clean_text(nilai) if isinstance(nilai, str) else ""


def text_formula(mentah: str, nbsp: str) -> str:
    """explanation_text as a formula."""
    return f'IF(ISERROR({mentah}),"",IF(ISTEXT({mentah}),TRIM(SUBSTITUTE({mentah},{nbsp}," ")),""))'


def says_something(teks: str) -> bool:
    """Is it more than a word or a wave of the hand?"""
    return (" " in teks and sum(teks.count(h) for h in VOKAL) >= _SEDIKIT
            and not any(same_text(teks, x) or same_text(teks, f"{x}.") for x in BUKAN_PENJELASAN))


def says_formula(teks: str) -> str:
    """says_something as a formula over the cell of the text: 1 or 0."""
    sisa = teks
    for huruf in VOKAL:
        sisa = f'SUBSTITUTE({sisa},"{huruf}","")'
    kosong = ",".join(f'{teks}="{x}",{teks}="{x}."' for x in BUKAN_PENJELASAN)
    return f'IF(LEN({teks})-LEN({sisa})<{_SEDIKIT},0,IF(ISNUMBER(FIND(" ",{teks})),IF(OR({kosong}),0,1),0))'


def repeats(teks: str, kalimat: Iterable[str]) -> bool:
    """Does it end in one of these sentences, with or without the full stop?"""
    return any(same_text(x[-len(k):], k) for k in kalimat for x in (teks, f"{teks}."))


def explains(teks: str, kode: str, pesan: str) -> bool:
    """Does this text answer the finding of that kode and message?"""
    k = KATALOG[kode]
    return k.explainable and says_something(teks) and not repeats(teks, (pesan, k.perbaikan))


def level_formula(tingkat: str, ada: str, teks: str, kalimat: Iterable[str]) -> str:
    """The number of a check's level: `tingkat` its level by the catalogue, `ada` says_formula of the text's cell."""
    ulang = ",".join(f"RIGHT({x},LEN({k}))={k}" for k in kalimat for x in (teks, f'{teks}&"."'))
    return (f"IF(AND({tingkat}={NOMOR_TINGKAT['cek']},{ada}=1),IF(OR({ulang}),{tingkat},"
            f"{NOMOR_TINGKAT['dijelaskan']}),{tingkat})")


def level_number(kode: str, dijelaskan: bool) -> int:
    """The number of a check's level as the sheet shows it."""
    if not kode:
        return NOMOR_SESUAI
    return NOMOR_TINGKAT["dijelaskan" if dijelaskan else KATALOG[kode].tingkat]
