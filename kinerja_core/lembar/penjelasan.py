"""What counts as an explanation of a finding, in every kind of workbook; both renderings side by side.

An explanation is words: at least three, more than "sudah benar", and not the note itself once more. It answers what the
catalogue calls explainable (level cek); a wajib is never answered.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kinerja_core.dasar.excelmath import Nilai, clean_text, same_text
from kinerja_core.dasar.temuan import KATALOG, NOMOR_SESUAI, NOMOR_TINGKAT, Temuan

#: Letters an explanation has at least of each sort, and spaces: what is counted alike everywhere (the length of a text
#: is not). Three words, and letters enough for three.
SEDIKIT = (("aiueoAIUEO", 4), ("ntkrsmdlgpbNTKRSMDLGPB", 5), (" ", 2))
#: How a wave of the hand begins: "ok siap pak camat".
AWALAN_BUKAN = ("ok ", "oke ", "siap ")
#: What is written to be done with it, of three words and more. Compared without regard to case, with or without a full
#: stop.
BUKAN_PENJELASAN = (
    "saya tidak tahu", "kami tidak tahu", "tidak tahu pak", "tidak ada penjelasan", "tidak ada keterangan",
    "sudah sesuai data", "sudah sesuai data kami", "sudah benar semua", "sudah benar adanya", "sudah benar pak",
    "sudah kami cek", "sudah saya cek", "memang begitu adanya", "memang benar adanya", "memang sudah benar",
    "angka sudah benar", "data sudah benar",
)

#: What is to be done where what was written does not explain, instead of how else it is mended.
BELUM_MENJELASKAN = "Penjelasan belum menjelaskan: tulis sebabnya dalam satu kalimat, atau betulkan isiannya."


def explanation_text(nilai: Nilai) -> str:
    """What was typed, if it is a text, without spaces around it."""
    return clean_text(nilai) if isinstance(nilai, str) else ""


def text_formula(mentah: str, nbsp: str) -> str:
    """explanation_text as a formula."""
    return f'IF(ISERROR({mentah}),"",IF(ISTEXT({mentah}),TRIM(SUBSTITUTE({mentah},{nbsp}," ")),""))'


def says_something(teks: str) -> bool:
    """Is it more than a word or a wave of the hand?"""
    return (all(sum(map(teks.count, huruf)) >= n for huruf, n in SEDIKIT)
            and not any(same_text(teks[:len(x)], x) for x in AWALAN_BUKAN)
            and not any(same_text(teks, x) or same_text(teks, f"{x}.") for x in BUKAN_PENJELASAN))


def says_formula(teks: str) -> str:
    """says_something as a formula over the cell of the text: 1 or 0."""
    sedikit = []
    for huruf, n in SEDIKIT:
        sisa = teks
        for h in huruf:
            sisa = f'SUBSTITUTE({sisa},"{h}","")'
        sedikit.append(f"LEN({teks})-LEN({sisa})<{n}")
    kosong = [f'{teks}="{x}",{teks}="{x}."' for x in BUKAN_PENJELASAN]
    kosong += [f'LEFT({teks},{len(x)})="{x}"' for x in AWALAN_BUKAN]
    return f"IF(OR({','.join(sedikit)},{','.join(kosong)}),0,1)"


def repeats(teks: str, kalimat: Iterable[str]) -> bool:
    """Does it end in one of these sentences, with or without the full stop?"""
    return any(same_text(x[-len(k):], k) for k in kalimat for x in (teks, f"{teks}."))


def explains(teks: str, kode: str, pesan: str) -> bool:
    """Does this text answer the finding of that kode and message?"""
    k = KATALOG[kode]
    return k.explainable and says_something(teks) and not repeats(teks, (pesan, k.perbaikan))


def answered(t: Temuan, teks: str) -> Temuan:
    """A finding with what stands in its place for explanations: explained, or told that this does not explain."""
    if not teks or not t.kind.explainable:
        return t
    return t.explained(teks) if explains(teks, t.kode, t.inti) else replace(t, perbaikan=BELUM_MENJELASKAN)


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
