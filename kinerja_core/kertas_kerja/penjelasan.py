"""The column Penjelasan: where an office answers to a check of level cek (what counts: `lembar.penjelasan`).

An explanation stands beside the input it is about and answers every cek of that input. The kode cek does not hash it:
an answer given after the print was signed does not make paper and file differ.
"""

from __future__ import annotations

from kinerja_core.instrumen.model import Instrumen
from kinerja_core.lembar.isian import Kotak

AWALAN = "penjelasan:"
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
