"""What a verifier decides of one row, what follows from it, and when the row is finished.

A row (butir) is one fact of Data Umum or one indicator; its decision holds for all its data. Whether it is finished is
one kode, rendered twice side by side: here for what is read, and as the formula beside the row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kinerja_core.dasar.excelmath import Galat, Nilai, is_number, same_text
from kinerja_core.instrumen.model import Datum, Indikator, Instrumen
from kinerja_core.kertas_kerja.penilaian import Hasil, Olahan, Susunan, score_olahan
from kinerja_core.lembar.isian import Isian, Kotak

SESUAI, TIDAK_SESUAI, TANPA_BUKTI = "Sesuai", "Tidak sesuai", "Tidak ada bukti"
KEPUTUSAN = (SESUAI, TIDAK_SESUAI, TANPA_BUKTI)
#: What "Tidak ada bukti" does: the data count as blank (nilai 0), or the office's isian still counts.
AkibatTanpaBukti = Literal["nol", "tetap"]
SEBUTAN_AKIBAT: dict[AkibatTanpaBukti, str] = {
    "nol": "Tidak ada bukti: isiannya dianggap kosong dan nilainya 0.",
    "tetap": "Tidak ada bukti: isian kecamatan tetap dihitung; catatannya menjadi tindak lanjut.",
}
#: What a verifier fills beside the values: the decision, the reason, and where the evidence is.
RUAS = ("keputusan", "catatan", "nomor", "tanggal", "halaman", "tautan", "sidik")
RUAS_BUKTI = RUAS[2:]


def part(kode: str, ruas: str) -> Kotak:
    """The input of a row for one of RUAS; no datum has such a name."""
    return kode, f"?{ruas}"


@dataclass(frozen=True)
class Butir:
    """One row to decide: kode of the fact or indicator, its inputs, what people call it.

    `boleh_dijawab`: that it does not apply is an answer of the office, so it is decided like any other.
    """

    kode: str
    nomor: str
    uraian: str
    data: tuple[tuple[Kotak, Datum], ...]
    indikator: Indikator | None = None

    @property
    def kotak(self) -> tuple[Kotak, ...]:
        """Its inputs."""
        return tuple(k for k, _ in self.data)

    @property
    def boleh_dijawab(self) -> bool:
        """Does the office itself answer that it does not apply?"""
        return self.indikator is not None and self.indikator.tidak_relevan.boleh_dijawab

    @property
    def keputusan(self) -> tuple[str, ...]:
        """What may be decided: a fact has a value, with or without evidence."""
        return KEPUTUSAN if self.indikator else KEPUTUSAN[:2]


def items(instrumen: Instrumen) -> tuple[Butir, ...]:
    """Every row in the order of the sheet: the facts that are numbers, then the indicators."""
    fakta = [Butir(f.kode, "", f.label, (((f.kode, "isi"), f.datum),)) for f in instrumen.data_umum
             if not f.jumlah_dari and f.wajib and f.jenis != "teks"]
    indikator = [Butir(i.kode, i.nomor, i.uraian, tuple(((i.kode, d.kunci), d) for d in i.data if d.is_input), i)
                 for i in instrumen.indikator]
    return (*fakta, *indikator)


@dataclass(frozen=True)
class Jawaban:
    """What a verifier typed of one row: decision, reason, evidence (RUAS_BUKTI), and own values; blank is absent."""

    keputusan: str = ""
    catatan: str = ""
    bukti: Mapping[str, str] = field(default_factory=dict)
    isian: Mapping[Kotak, Nilai] = field(default_factory=dict)


def filled(nilai: Nilai) -> bool:
    """Is there anything but spaces?"""
    return nilai is not None and not (isinstance(nilai, str) and not nilai.strip(" "))


def differs(kini: Nilai, asal: Nilai) -> bool:
    """Is a verifier's value another one than the office's? As "=" in a sheet compares; blank differs from 0."""
    if not filled(asal):
        return filled(kini)
    if is_number(kini) and is_number(asal):
        return float(f"{kini:.15g}") != float(f"{asal:.15g}")
    return not (isinstance(kini, str) and isinstance(asal, str) and same_text(kini, asal))


def plain_value(nilai: Nilai) -> Nilai:
    """A value of the office as the verifier workbook holds it: errors and TRUE/FALSE as text, the rest as it is."""
    if isinstance(nilai, Galat):
        return nilai.teks
    return str(nilai).upper() if isinstance(nilai, bool) else nilai


class Verifikasi:
    """One office's isian seen by one verifier: values that count, score, and the open rows."""

    def __init__(self, instrumen: Instrumen, asal: Mapping[Kotak, Nilai], jawaban: Mapping[str, Jawaban],
                 akibat: AkibatTanpaBukti = "nol", susunan: Susunan | None = None) -> None:
        self.instrumen, self.jawaban, self.akibat = instrumen, jawaban, akibat
        self.asal = {k: plain_value(v) for k, v in asal.items()}
        self.butir = items(instrumen)
        self.isian = self._effective()
        self.olahan = Olahan(instrumen, Isian(None, self.isian), susunan)
        self.hasil: Hasil = score_olahan(self.olahan)

    def answer(self, kode: str) -> Jawaban:
        """What was typed of a row."""
        return self.jawaban.get(kode, Jawaban())

    def _effective(self) -> dict[Kotak, Nilai]:
        """The values that count: the verifier's where there is one, nothing where there is no evidence."""
        hasil: dict[Kotak, Nilai] = {}
        for b in self.butir:
            j = self.answer(b.kode)
            for k in b.kotak:
                nilai = j.isian.get(k)
                if b.indikator and same_text(j.keputusan, TANPA_BUKTI) and self.akibat == "nol":
                    nilai = None
                elif not filled(nilai):
                    nilai = self.asal.get(k)
                if filled(nilai):
                    hasil[k] = nilai
        return hasil

    def needed(self, b: Butir) -> bool:
        """Must it be decided? Not where Data Umum says that it does not apply."""
        return b.indikator is None or b.boleh_dijawab or self.olahan.relevan(b.kode)

    def state(self, b: Butir) -> str:
        """The kode of what is still to be done in a row, "" when it is finished."""
        j = self.answer(b.kode)
        isi = [k for k in b.kotak if filled(j.isian.get(k))]
        beda = sum(differs(j.isian[k], self.asal.get(k)) for k in isi)
        buruk = sum(not self.olahan.sah(k) for k in isi)
        if not j.keputusan:
            return "VRF21" if self.needed(b) or isi or j.catatan else ""
        if same_text(j.keputusan, SESUAI):
            return "VRF23" if isi else ""
        if same_text(j.keputusan, TIDAK_SESUAI):
            kode = "VRF24" if not beda else "VRF25" if buruk else ""
        elif b.indikator and same_text(j.keputusan, TANPA_BUKTI):
            kode = "VRF26" if isi else ""
        else:
            return "VRF22"
        return kode or ("" if j.catatan else "VRF27")

    def open(self) -> list[tuple[Butir, str]]:
        """The rows that are not finished, with their kode."""
        return [(b, kode) for b in self.butir if (kode := self.state(b))]


def state_formula(b: Butir, *, keputusan: str, isi: str, beda: str, buruk: str, perlu: str, catatan: str,
                  kata: Mapping[str, str]) -> str:
    """`Verifikasi.state` as a formula over the cells of a row's line; `kata` are the cells of the decisions."""
    sebab = f'IF({catatan}=0,"VRF27","")'
    tanpa = f'IF({keputusan}={kata[TANPA_BUKTI]},IF({isi}>0,"VRF26",{sebab}),"VRF22")' if b.indikator else '"VRF22"'
    return (f'IF({keputusan}="",IF({perlu}+{isi}+{catatan}>0,"VRF21",""),'
            f'IF({keputusan}={kata[SESUAI]},IF({isi}>0,"VRF23",""),'
            f'IF({keputusan}={kata[TIDAK_SESUAI]},IF({beda}=0,"VRF24",IF({buruk}>0,"VRF25",{sebab})),{tanpa})))')
