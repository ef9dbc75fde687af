"""A third kind of workbook: a form of five cells. Its size is the proof that another kind is one class.

Two formulas: one the core knows by a key, one that only shows it. Everything else (what is judged of the file, writing,
comparing, sealing, exporting, sending) is the product's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kinerja_core.dasar.excelmath import Nilai, as_number, shown
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.maju import Maju
from kinerja_core.dasar.nama_berkas import file_stem
from kinerja_core.dasar.temuan import KinerjaError, Temuan, buat_temuan
from kinerja_core.kantor.jenis import Hitungan, Jenis
from kinerja_core.lembar import bacaan as bc
from kinerja_core.lembar.bacaan import BarisHasil, BarisIsian, Ringkasan, SelHitung
from kinerja_core.lembar.bawa import AKHIRAN, BukuBaru, cell_of
from kinerja_core.lembar.denah import Cetakan, Denah, Lembar, Rumus, cell_ref
from kinerja_core.lembar.isian import Isian, Kotak, to_file
from kinerja_core.lembar.kendali import properties, sheet_meta
from kinerja_core.lembar.meta import META, identity_of, read_meta, voices
from kinerja_core.lembar.tulis import render_bytes
from kinerja_core.xlsx.buku import Buku, alamat

LEMBAR, VERSI = "Formulir", "1"
KOLOM = {"petugas": "Nama petugas", "desa": "Desa", "kelurahan": "Kelurahan", "rapat": "Rapat", "ket": "Keterangan"}
LANJUT = ("petugas", "desa", "kelurahan")


def describe(milik: Identitas, tahun: int) -> Denah:
    """Five inputs in B2:B6, their sum in B7, the sentence that shows it in B8, and `_meta`."""
    meta = {"jenis": FormulirKecil.nama, "tata_letak": VERSI, **milik.model_dump(), "tahun": str(tahun)}
    s, nama = Lembar(LEMBAR, lebar={0: 30, 1: 30}), {}
    s.put(0, 0, f"Formulir {milik.nama} {tahun}", "judul_rata")
    for n, (kunci, label) in enumerate(KOLOM.items(), start=1):
        s.put(n, 0, label, "papan")
        s.put_input((n, 1), (kunci, "isi"), "isi_teks")
        nama[f"in_{kunci}"] = (LEMBAR, (n, 1))
    s.put_row(6, ["Jumlah wilayah", Rumus("SUM($B$3:$B$4)", "jumlah")], ["papan", "papan_tebal"])
    jumlah = cell_ref(LEMBAR, (6, 1))
    s.put_row(7, ["Keadaan", Rumus(f'IF({jumlah}=0,"belum ada wilayah",{jumlah})')], ["papan", "papan_tebal"])
    masukan = {kotak: (LEMBAR, posisi) for posisi, kotak in s.masukan.items()}
    return Denah(f"Formulir {tahun}", (s, sheet_meta(meta)), nama, masukan, {}, properties(meta), "Formulir")


def build(milik: Identitas, tahun: int, data: Mapping[Kotak, Nilai]) -> bytes:
    """The form as .xlsx."""
    return render_bytes(describe(milik, tahun), Isian(milik, data), {"jumlah": total(data)})


def total(data: Mapping[Kotak, Nilai]) -> float:
    return sum(as_number(data.get((k, "isi"))) or 0.0 for k in ("desa", "kelurahan"))


@dataclass(frozen=True)
class BacaanKecil:
    """The form as it was read."""

    buku: Buku
    denah: Denah
    isian: Isian
    tahun: int
    temuan: tuple[Temuan, ...]
    jenis: str = "formulir_kecil"

    @property
    def identitas(self) -> Identitas | None:
        return self.isian.identitas

    @property
    def cetakan(self) -> Cetakan:
        return Cetakan(self.denah)

    def definitions(self) -> list[bc.Definisi]:
        milik = bc.owners(identity_of(read_meta(b)) for b in voices(self.buku))
        return [bc.Definisi(m, lambda m=m: describe(m, self.tahun)) for m in milik]  # type: ignore[misc]

    def unowned(self) -> Temuan:
        return buat_temuan("SGL17", META)

    def sent_input(self, kode: str) -> Kotak | None:
        return None

    def explanation(self, kotak: Kotak) -> str:
        return ""


class FormulirKecil:
    """All that a kind has to answer."""

    nama, utama, sebutan_utama = "formulir_kecil", "jumlah", "Jumlah wilayah"

    def read(self, buku: Buku, instrumen: str | None) -> BacaanKecil:
        meta = read_meta(buku)
        milik, tahun = identity_of(meta), meta.get("tahun", "")
        if milik is None or not tahun.isdecimal():
            raise KinerjaError("KRM04")
        ada = {(k, "isi"): cell_of(buku, k, buku.nama.get(f"in_{k}", "")) for k in KOLOM}
        temuan = [buat_temuan("BKS11", a=k[0]) for k, x in ada.items() if x is None]
        temuan += [buat_temuan("BKS12", x.sel, a=x.rumus) for x in ada.values() if x and x.rumus]
        isian = Isian(milik, {k: x.nilai for k, x in ada.items() if x and x.nilai not in (None, "")},
                      {k: (x.lembar, x.posisi) for k, x in ada.items() if x})
        return BacaanKecil(buku, describe(milik, int(tahun)), isian, int(tahun), tuple(temuan))

    def read_copy(self, _: BacaanKecil, buku: Buku) -> BacaanKecil:
        return self.read(buku, None)

    def compute(self, b: BacaanKecil) -> Hitungan:
        return Hitungan({"jumlah": total(b.isian.data)}, None)

    def check(self, b: BacaanKecil, _: Hitungan) -> list[Temuan]:
        kosong = [k for k in b.denah.masukan if k not in b.isian.data and k[0] != "ket"]
        return [*b.temuan, *(buat_temuan("ISI01", bc.place_of(b, k), a=KOLOM[k[0]]) for k in kosong)]

    def shape(self, b: BacaanKecil) -> object:
        return b.tahun

    def stem(self, b: BacaanKecil) -> str:
        assert b.identitas is not None
        return file_stem(b.identitas.kode_wilayah, b.identitas.nama, self.nama, b.tahun)

    def as_dict(self, b: BacaanKecil) -> dict[str, Any]:
        return {"jenis": self.nama, "isi": {k[0]: to_file(v) for k, v in b.isian.data.items()}}

    def lines(self, isi: dict[str, Any]) -> Iterator[str]:
        yield from (f"{KOLOM[k]}: {v}" for k, v in isi["isi"].items())

    def inputs(self, _: BacaanKecil, __: Hitungan) -> Iterator[BarisIsian]:
        yield from (BarisIsian(k, "isi", label, "") for k, label in KOLOM.items())

    def results(self, b: BacaanKecil, h: Hitungan) -> Iterator[BarisHasil]:
        di = b.denah.keluaran["jumlah"]
        tempat = f"{LEMBAR}!{alamat(di[1])}"
        yield BarisHasil("jumlah", "", self.sebutan_utama, "", tempat, h.nilai["jumlah"], bc.shown_at(b, *di))

    def summary(self, _: BacaanKecil, h: Hitungan) -> Ringkasan:
        return Ringkasan((), (), (f"{self.sebutan_utama}: {shown(h.nilai['jumlah'])}",))

    def report(self, _: BacaanKecil, h: Hitungan, sel: Mapping[Any, SelHitung], pembanding: tuple[str, ...],
               sepakat: bool) -> dict[str, Any]:
        return {"jenis": self.nama, "sepakat": sepakat, "jumlah": h.nilai["jumlah"]}

    def next_year(self, buku: Buku, instrumen: str | None, maju: Maju) -> BukuBaru:
        return self._again(self.read(buku, instrumen), 1, LANJUT, "")

    def move(self, buku: Buku, instrumen: str | None, maju: Maju) -> BukuBaru:
        return self._again(self.read(buku, instrumen), 0, tuple(KOLOM), f"_{AKHIRAN}")

    def _again(self, b: BacaanKecil, maju: int, kunci: tuple[str, ...], akhiran: str) -> BukuBaru:
        assert b.identitas is not None
        nama = file_stem(b.identitas.kode_wilayah, b.identitas.nama, self.nama, b.tahun + maju)
        data = {k: v for k, v in b.isian.data.items() if k[0] in kunci}
        return BukuBaru(f"{nama}{akhiran}.xlsx", build(b.identitas, b.tahun + maju, data))


#: mypy says here what is missing.
KECIL: Jenis = FormulirKecil()
