"""Reading of the parts beside the sheets with expat: the workbook part, shared strings, styles.

What a caller should know of it is told in `baca`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kinerja_core.xlsx import urai_xml
from kinerja_core.xlsx.baca_lembar import TERBUKA, Konteks, format_shows, read_index
from kinerja_core.xlsx.buku import Status, kutip_lembar
from kinerja_core.xlsx.rupa import TERTUTUP, calculation
from kinerja_core.xlsx.urai_xml import ELEMEN, Atribut, TeksKaya, is_true, place_element, refuse_broken

_STATUS: dict[str, Status] = {"visible": "tampak", "hidden": "tersembunyi", "veryHidden": "sangat_tersembunyi"}


def read_strings(konteks: Konteks, bagian: str) -> None:
    """The shared strings, into `konteks.teks`."""
    kaya = TeksKaya()

    def mulai(dalam: int, elemen: str, atribut: Atribut) -> None:
        nama = ELEMEN.get(elemen, "")
        if elemen.startswith(urai_xml.AWAL_MC) or (nama == "si") != (dalam == 2 and nama != ""):
            refuse_broken(f"{bagian}: isi berganda")
        kaya.mulai(nama, atribut)

    def akhir(dalam: int, elemen: str, teks: str) -> None:
        if ELEMEN.get(elemen) == "si":
            konteks.teks.append(kaya.ambil())
        else:
            kaya.akhir(ELEMEN.get(elemen, ""), teks)

    urai_xml.walk_xml(konteks.take(bagian), bagian, mulai, akhir)


def read_styles(konteks: Konteks, bagian: str) -> None:
    """What counts of each style, into `konteks.gaya`."""
    gaya: list[int] = []
    angka: list[str] = []
    pola: dict[str, str] = {}
    di_sel = False

    def mulai(dalam: int, elemen: str, atribut: Atribut) -> None:
        nonlocal di_sel
        if dalam == 2:
            di_sel = ELEMEN.get(elemen) == "cellXfs"
        elif dalam == 3 and ELEMEN.get(elemen) == "numFmt":
            pola[atribut.get("numFmtId", "")] = atribut.get("formatCode", "")
        elif di_sel and dalam == 3 and ELEMEN.get(elemen) == "xf":
            gaya.append(0)
            angka.append(atribut.get("numFmtId", "0"))
        elif di_sel and dalam == 4 and ELEMEN.get(elemen) == "protection" and gaya:
            gaya[-1] = 0 if is_true(atribut, "locked", bawaan=True) else TERBUKA

    urai_xml.walk_xml(konteks.take(bagian), bagian, mulai)
    bentuk = {f: format_shows(f, pola.get(f)) for f in angka}
    konteks.gaya = {str(n): sifat | bentuk[angka[n]] for n, sifat in enumerate(gaya)}


@dataclass
class DaftarIsi:
    """What the workbook part says: sheets as (name, status, relationship), names as (name, sheet index, text)."""

    lembar: list[tuple[str, Status, str]] = field(default_factory=list)
    nama: list[tuple[str, str, str]] = field(default_factory=list)
    tanggal_1904: bool = False
    #: How it calculates and opens, each property that is not as usual.
    hitung: tuple[str, ...] = ()
    #: What `names` gives, where it is known already.
    jadi: dict[str, str] | None = None

    def names(self) -> dict[str, str]:
        """Defined names by key; a name that stands twice or belongs to no sheet is BKS07."""
        if self.jadi is not None:
            return self.jadi
        hasil: dict[str, str] = {}
        for nama, lokal, rujukan in self.nama:
            if lokal and read_index(lokal, len(self.lembar)) < 0:
                refuse_broken(f"nama {nama}: lembarnya tidak ada")
            hasil[f"{kutip_lembar(self.lembar[int(lokal)][0])}!{nama}" if lokal else nama] = rujukan.removeprefix("=")
        if len({nama.casefold() for nama in hasil}) < len(self.nama):
            refuse_broken("nama terdefinisi berulang")
        return hasil


def read_workbook(konteks: Konteks) -> DaftarIsi:
    """The sheets and names of the workbook part."""
    isi, bagian = DaftarIsi(), konteks.paket.utama
    kini: Atribut = {}

    def mulai(dalam: int, elemen: str, atribut: Atribut) -> None:
        nonlocal kini
        kini = atribut
        nama = place_element(dalam, elemen, bagian)
        if dalam == 1 and nama != "workbook":
            refuse_broken(f"{bagian}: bukan buku kerja")
        elif nama == "workbookPr":
            isi.tanggal_1904 = is_true(atribut, "date1904")
        elif elemen.endswith(" calcPr") and dalam == 2:
            isi.hitung += calculation(atribut)
        elif elemen.endswith(" workbookView") and atribut.get("visibility", "visible") != "visible":
            isi.hitung += (TERTUTUP,)
        elif nama == "sheet":
            hubungan = next((teks for kunci, teks in atribut.items() if kunci.endswith("/relationships id")), "")
            status = _STATUS.get(atribut.get("state", "visible"))
            if status is None or not atribut.get("name"):
                refuse_broken(f"{bagian}: lembar tanpa nama atau status")
            isi.lembar.append((atribut["name"], status, hubungan))

    def akhir(dalam: int, elemen: str, teks: str) -> None:
        if ELEMEN.get(elemen) == "definedName":
            isi.nama.append((kini.get("name", ""), kini.get("localSheetId", ""), teks))

    urai_xml.walk_xml(konteks.take(bagian), bagian, mulai, akhir)
    if len({nama.casefold() for nama, _, _ in isi.lembar}) != len(isi.lembar) or not isi.lembar:
        refuse_broken(f"{bagian}: tidak ada lembar, atau nama lembar berulang")
    return isi
