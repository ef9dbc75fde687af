"""What a template that was sent tells beside its office: the deadline, and that unconfirmed values were accepted.

It stands in `_meta` and the custom properties, so that a returned file can be described again from what it says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kinerja_core.dasar.teks import with_comma
from kinerja_core.dasar.waktu import show_date
from kinerja_core.instrumen.model import Instrumen
from kinerja_core.lembar.cetak import KERTAS_BAWAAN, Kertas, chosen_paper

#: The words with which whoever sends accepts values that are not confirmed.
KALIMAT_PENERIMAAN = "SAYA MENERIMA NILAI YANG BELUM TERKONFIRMASI"


@dataclass(frozen=True)
class TandaKiriman:
    """Deadline as ISO date (2026-12-31) and the words of acceptance, "" where there is none; the paper it is made for.

    The default paper is not written down, so that a workbook on it is the one it always was.
    """

    tenggat: str = ""
    penerimaan: str = ""
    kertas: Kertas = KERTAS_BAWAAN

    @property
    def meta(self) -> dict[str, str]:
        """The lines of `_meta` it adds; {} for a workbook on the default paper that was not sent."""
        kertas = "" if self.kertas == KERTAS_BAWAAN else self.kertas.nama
        return {k: v for k, v in (("tenggat", self.tenggat), ("penerimaan", self.penerimaan), ("kertas", kertas)) if v}

    @property
    def tenggat_tampil(self) -> str:
        """31 Desember 2026; a text that is no date as it stands."""
        return show_date(self.tenggat)


TANPA_KIRIMAN = TandaKiriman()


def kiriman_of(meta: Mapping[str, str]) -> TandaKiriman:
    """What a workbook says of its sending and its paper. What its page set-up says now is the user's own business."""
    return TandaKiriman(meta.get("tenggat", ""), meta.get("penerimaan", ""), chosen_paper(meta.get("kertas", "")))


def unconfirmed_bobot(instrumen: Instrumen) -> Decimal:
    """Σ bobot of indicators whose values are not confirmed."""
    return sum((i.bobot for i in instrumen.indikator if not i.terkonfirmasi), Decimal(0))


def unconfirmed(instrumen: Instrumen) -> str:
    """What of an instrument is not confirmed, in words; "" when everything is."""
    bobot = with_comma(unconfirmed_bobot(instrumen).normalize())
    bagian = [f"{bobot} dari 100 bobot"] if bobot != "0" else []
    if not instrumen.kebijakan_terkonfirmasi:
        bagian.append("kebijakan tidak relevan")
    return " dan ".join(bagian)


def acceptance_text(instrumen: Instrumen, kiriman: TandaKiriman) -> str:
    """The sentence every template shows, on screen and on paper; "" where nothing had to be accepted."""
    if not kiriman.penerimaan:
        return ""
    return f'Belum terkonfirmasi: {unconfirmed(instrumen)}. Pernyataan pengirim: "{kiriman.penerimaan}".'
