"""What a rehearsal plants: offices, sound fillings of many kinds, and files coming back in known proportions.

Every file that is written is noted with the state it must end in, every kecamatan with its own. Nothing here asks the
collecting code: the expectation comes from what was done to the file.
"""

from __future__ import annotations

import hashlib
import io
import random
import re
import struct
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.isi import Pengisi, parts_of, put_cells, repack
from kinerja_core.dasar.excelmath import Nilai, is_number
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.instrumen.model import Instrumen
from kinerja_core.kertas_kerja.buat import build
from kinerja_core.kertas_kerja.lembar.kiriman import TandaKiriman
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.kertas_kerja.penilaian import Olahan, score, score_olahan
from kinerja_core.lembar.denah import Denah, Rumus
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.provinsi.putaran import Kecamatan
from kinerja_core.xlsx.buku import alamat

Data = dict[Kotak, Nilai]

# -- sound fillings ----------------------------------------------------------------------------------------------


def findings_of(instrumen: Instrumen, data: Data) -> list[tuple[Kotak, str, str]]:
    """(input, kode, what it is compared with) of every catatan of a filling."""
    olahan = Olahan(instrumen, Isian(None, data))
    return [(u.kotak, kode, b) for u, (kode, _, b) in zip(olahan.uji, score_olahan(olahan).uji, strict=True) if kode]


def settle(instrumen: Instrumen, data: Data) -> Data | None:
    """The filling without a single catatan, by the mends a clerk would make; None when that does not lead there."""
    data = dict(data)
    for _ in range(12):
        temuan = findings_of(instrumen, data)
        if not temuan:
            return data
        for kotak, kode, b in temuan:
            if kode == "ISI12":
                data.pop(kotak, None)
            elif kode == "HUB03":
                data |= {(kotak[0], k): 1 for k in ("pembilang", "penyebut") if (kotak[0], k) in data}
            elif kode in ("HUB01", "HUB05", "HUB06"):
                data[kotak] = _number(b)
            elif kode == "HUB04":  # the largest part goes
                data[max((k for k, v in data.items() if k[0] == kotak[0] and is_number(v)),
                         key=lambda k: float(data[k]))] = 0  # type: ignore[arg-type]
            elif kode in ("HUB02", "ISI09", "ISI07", "ISI08"):
                data[kotak] = 0
            else:
                return None
    return None


def _number(teks: str) -> Nilai:
    angka = float(teks.replace(",", "."))
    return int(angka) if angka == int(angka) else angka


def vary(instrumen: Instrumen, dasar: Data, r: random.Random, *, kali: int = 12) -> Data:
    """Another sound filling: some counts smaller, as far as nothing is told about them. Data Umum stay."""
    data = dict(dasar)
    kotak = sorted(k for k, v in dasar.items() if k[1] != "isi" and is_number(v) and float(v) > 1)  # type: ignore[arg-type]
    for k in r.sample(kotak, min(kali, len(kotak))):
        lama = data[k]
        assert isinstance(lama, int | float)
        data[k] = r.randint(1, max(1, int(lama)))
        if findings_of(instrumen, data):
            data[k] = lama
    return data


def office(n: int, instrumen: Instrumen, per_kabupaten: int) -> Identitas:
    """The n-th invented kecamatan: kode 35.01.01, 35.01.02, ...; after 69 kabupaten come kota, from 35.71 on."""
    kab, kec = divmod(n, per_kabupaten)
    return Identitas(kode_wilayah=f"35.{kab + 1 if kab < 69 else kab + 2:02}.{kec + 1:02}", nama=f"Contoh {n + 1:04}",
                     kabupaten=f"Contoh {kab + 1:02}", provinsi=instrumen.provinsi)


# -- what is done to a file --------------------------------------------------------------------------------------


def overwrite_formula(data: bytes, denah: Denah) -> bytes:
    """A number typed over the capaian of an indicator."""
    lembar, pos = next(t for k, t in sorted(denah.keluaran.items(), key=repr)
                       if isinstance(k, tuple) and k[0] == "capaian")
    tempat = re.escape(alamat(pos))
    return _sheet(data, denah, lembar, lambda x: re.sub(
        rf'<c r="{tempat}"( s="\d+")?[^>]*>.*?</c>', rf'<c r="{alamat(pos)}"\1><v>99</v></c>', x, count=1))


def change_reference(data: bytes, denah: Denah) -> bytes:
    """A number of a hidden reference table made larger."""
    lembar, pos = next((s.nama, p) for s in denah.lembar if s.status == "tersembunyi"
                       for p, x in sorted(s.sel.items())
                       if is_number(x.isi) and not isinstance(x.isi, Rumus))  # type: ignore[arg-type]
    return _sheet(data, denah, lembar, lambda x: put_cells(x, {alamat(pos): 12345}))


def _sheet(data: bytes, denah: Denah, lembar: str, ubah: Callable[[str], str]) -> bytes:
    bagian = parts_of(denah)[lembar]
    lama = _member(data, bagian)
    baru = ubah(lama)
    assert baru != lama
    return repack(data, {bagian: baru.encode()})


def _member(data: bytes, nama: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        return z.read(nama).decode()


def saved(data: bytes, waktu: str) -> bytes:
    """The workbook as if saved at that time (2026-12-01T08:00:00Z)."""
    baru, n = re.subn(r"(<dcterms:modified[^>]*>)[^<]*", rf"\g<1>{waktu}", _member(data, "docProps/core.xml"))
    assert n == 1
    return repack(data, {"docProps/core.xml": baru.encode()})


def hostile(data: bytes, n: int) -> tuple[bytes, str]:
    """(a file nobody may open, its kode), by turns: DOCTYPE, bomb, macro, encrypted, cut off, lying size."""
    buku = "xl/workbook.xml"
    cara = n % 6
    if cara == 0:
        return repack(data, {buku: b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "BKS06"
    if cara == 1:
        return repack(data, {"xl/media/a.bin": b"\0" * 20_000_000}), "BKS05"
    if cara == 2:
        return repack(data, {"xl/vbaProject.bin": b"\xd0\xcf"}), "BKS08"
    if cara == 3:
        return bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le") + bytes([n % 256]), "BKS03"
    if cara == 4:
        return data[: len(data) // 2], "BKS07"
    letak = data.index(b"PK\x01\x02")
    return data[: letak + 24] + struct.pack("<I", 7) + data[letak + 28 :], "BKS05"


# -- what is planted ---------------------------------------------------------------------------------------------

#: Kind -> how many of 1,000 kecamatan in a large rehearsal; "sah" takes the rest.
PORSI = {
    "isian keliru": 40, "rumus tertimpa": 12, "acuan diubah": 8, "ganti nama": 20, "dalam zip": 20, "ganda": 10,
    "bernama tetangga": 4, "segel tetangga": 4, "terlambat": 30, "belum": 25, "jahat": 12, "tanpa segel": 8,
    "diganti": 15, "salinan lama": 6,
}  # fmt: skip
SAH, BELUM = "sah", "belum"


@dataclass
class Tanaman:
    """Files and what must become of them: state and kode by path, state by kecamatan, and the lists of the register."""

    awal: list[str] = field(default_factory=list)
    susulan: list[str] = field(default_factory=list)
    berkas: dict[str, tuple[str, str]] = field(default_factory=dict)
    kecamatan: dict[str, str] = field(default_factory=dict)
    nilai: dict[str, float] = field(default_factory=dict)
    terlambat: set[str] = field(default_factory=set)
    ganda: set[str] = field(default_factory=set)
    diganti: set[str] = field(default_factory=set)
    rumus_berubah: int = 0

    @property
    def keadaan_berkas(self) -> Counter[str]:
        """How many files end in each state, equal ones counted every time."""
        return Counter(keadaan for keadaan, _ in self.berkas.values())

    @property
    def keadaan_kecamatan(self) -> Counter[str]:
        """How many kecamatan are in each state."""
        return Counter(self.kecamatan.values())

    @property
    def masuk(self) -> int:
        """Kecamatan with a submission that holds."""
        return sum(k.startswith("diterima") for k in self.kecamatan.values())


def proportions(jumlah: int, benih: int = 1) -> list[str]:
    """A kind for each of so many kecamatan, every kind at least once, in a fixed random order.

    A "bernama tetangga" (a file under the name of its neighbour) needs a neighbour that sends nothing.
    """
    daftar = [jenis for jenis, per_seribu in PORSI.items() for _ in range(max(1, jumlah * per_seribu // 1000))]
    daftar += [SAH] * (jumlah - len(daftar))
    random.Random(benih).shuffle(daftar)
    return daftar[:jumlah]


class Penanam:
    """Plants a round: `templat` gives the sealed file sent to a kecamatan, `isi` its filling and a name for it.

    What came in time goes below `awal`, the rest below `susulan`. `contoh` is any of the kecamatan, `tenggat` the
    deadline the templates show. Fillings with other Data Umum need other names.
    """

    def __init__(self, instrumen: Instrumen, contoh: Identitas, templat: Callable[[str], bytes],
                 isi: Callable[[Kecamatan, int], tuple[Data, object]], awal: Path, susulan: Path,
                 tenggat: str = "") -> None:
        self.instrumen, self.templat, self.isi, self.folder = instrumen, templat, isi, (awal, susulan)
        self.denah = describe(instrumen, contoh, TandaKiriman(tenggat))
        self.pengisi = Pengisi(instrumen, self.denah, contoh.nama)
        self.hasil = Tanaman()
        self._jahat_ke = 0

    def plant(self, kecamatan: Sequence[Kecamatan], jenis: Iterable[str]) -> Tanaman:
        """The files of all kecamatan, by kind."""
        pasangan = list(zip(kecamatan, jenis, strict=True))
        belum = [k for k, j in pasangan if j == BELUM]
        for n, (k, j) in enumerate(pasangan):
            data, nama = self.isi(k, n)
            getattr(self, "_" + j.replace(" ", "_"))(k, n, data, nama, belum)
        return self.hasil

    def _path(self, k: Kecamatan, folder: str = "", kode: str = "") -> str:
        daerah = f"{k.kode_kabupaten} {k.daerah}"
        return f"{folder}{daerah}/{kode or k.kode}_{k.identitas.nama.lower().replace(' ', '_')}.xlsx"

    def _filled(self, k: Kecamatan, data: Data, nama: object) -> bytes:
        return self.pengisi.fill(self.templat(k.kode), Isian(k.identitas, data), nama)

    def _put(self, jalur: str, isi: bytes, keadaan: str = "diterima", kode: str = "", *, susulan: bool = False) -> None:
        self._write(jalur, isi, susulan)
        self.hasil.berkas[jalur] = keadaan, kode

    def _write(self, jalur: str, isi: bytes, susulan: bool = False) -> None:
        (self.hasil.susulan if susulan else self.hasil.awal).append(jalur)
        path = self.folder[susulan] / jalur
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(isi)

    def _holds(self, k: Kecamatan, data: Data, keadaan: str = "diterima") -> None:
        self.hasil.kecamatan[k.kode] = keadaan
        self.hasil.nilai[k.kode] = score(self.instrumen, Isian(k.identitas, data)).nilai_akhir

    def _sah(self, k: Kecamatan, n: int, data: Data, nama: object, _: list[Kecamatan]) -> None:
        self._put(self._path(k), self._filled(k, data, nama))
        self._holds(k, data)

    def _wrong(self, data: Data) -> Data:
        kotak = min(k for k, v in data.items() if k[1] not in ("isi", "bukti") and is_number(v))
        return {**data, kotak: "12 kasus"}

    def _isian_keliru(self, k: Kecamatan, n: int, data: Data, nama: object, _: list[Kecamatan]) -> None:
        salah = self._wrong(data)
        self._put(self._path(k), self._filled(k, salah, ("keliru", nama)), "diterima_catatan", "ISI06")
        self._holds(k, salah, "diterima_catatan")

    def _rumus_tertimpa(self, k: Kecamatan, n: int, data: Data, nama: object, _: list[Kecamatan]) -> None:
        self._put(self._path(k), overwrite_formula(self._filled(k, data, nama), self.denah), "dikembalikan", "SGL02")
        self.hasil.kecamatan[k.kode] = "dikembalikan"
        self.hasil.rumus_berubah += 1

    def _acuan_diubah(self, k: Kecamatan, n: int, data: Data, nama: object, _: list[Kecamatan]) -> None:
        self._put(self._path(k), change_reference(self._filled(k, data, nama), self.denah), "dikembalikan", "SGL02")
        self.hasil.kecamatan[k.kode] = "dikembalikan"
        self.hasil.rumus_berubah += 1

    def _ganti_nama(self, k: Kecamatan, n: int, data: Data, nama: object, _: list[Kecamatan]) -> None:
        self._put(f"lain-lain/KERTAS KERJA FIX bgt ({n}).xlsx", self._filled(k, data, nama))
        self._holds(k, data)

    def _dalam_zip(self, k: Kecamatan, n: int, data: Data, nama: object, _: list[Kecamatan]) -> None:
        zip_nya, dalam = f"surat/kiriman {n}.zip", "folder/isian.xlsx"
        keluar = io.BytesIO()
        with zipfile.ZipFile(keluar, "w") as z:
            z.writestr(dalam, self._filled(k, data, nama))
        self._write(zip_nya, keluar.getvalue())
        self.hasil.berkas[f"{zip_nya}/{dalam}"] = "diterima", ""
        self._holds(k, data)

    def _ganda(self, k: Kecamatan, n: int, data: Data, nama: object, _: list[Kecamatan]) -> None:
        isi = self._filled(k, data, nama)
        self._put(self._path(k), isi)
        self._put(self._path(k, "salinan/"), isi)
        self.hasil.ganda.add(k.kode)
        self._holds(k, data)

    def _bernama_tetangga(self, k: Kecamatan, n: int, data: Data, nama: object, belum: list[Kecamatan]) -> None:
        tetangga = min(belum, key=lambda b: (b.kode_kabupaten != k.kode_kabupaten, b.kode))
        self._put(self._path(k, "titipan/", tetangga.kode), self._filled(k, data, nama), "diterima_catatan", "KPL20")
        self._holds(k, data, "diterima_catatan")

    def _segel_tetangga(self, k: Kecamatan, n: int, data: Data, nama: object, belum: list[Kecamatan]) -> None:
        properti = "docProps/custom.xml"
        with zipfile.ZipFile(io.BytesIO(self.templat(min(b.kode for b in belum)))) as z:
            isi = repack(self._filled(k, data, nama), {properti: z.read(properti)})
        self._put(self._path(k), isi, "dikembalikan", "SGL02")
        self.hasil.kecamatan[k.kode] = "dikembalikan"

    def _terlambat(self, k: Kecamatan, n: int, data: Data, nama: object, _: list[Kecamatan]) -> None:
        self._put(self._path(k), self._filled(k, data, nama), susulan=True)
        self._holds(k, data)
        self.hasil.terlambat.add(k.kode)

    def _belum(self, k: Kecamatan, n: int, data: Data, nama: object, _: list[Kecamatan]) -> None:
        self.hasil.kecamatan[k.kode] = "belum_masuk"

    def _jahat(self, k: Kecamatan, n: int, data: Data, nama: object, _: list[Kecamatan]) -> None:
        isi, kode = hostile(self.templat(k.kode), self._jahat_ke)
        self._jahat_ke += 1
        self._put(self._path(k), isi, "tidak_terbaca", kode)
        self.hasil.kecamatan[k.kode] = "belum_masuk"

    def _tanpa_segel(self, k: Kecamatan, n: int, data: Data, nama: object, _: list[Kecamatan]) -> None:
        # not the form that was sent: it lacks the deadline and the address
        self._put(self._path(k), build(self.instrumen, k.identitas, Isian(k.identitas, data)), "dikembalikan", "SGL04")
        self.hasil.kecamatan[k.kode] = "dikembalikan"
        self.hasil.rumus_berubah += 1

    def _diganti(self, k: Kecamatan, n: int, data: Data, nama: object, _: list[Kecamatan]) -> None:
        self._put(self._path(k, "1 pertama/"), self._filled(k, self._wrong(data), ("keliru", nama)),
                  "diterima_catatan", "ISI06")
        self._put(self._path(k, "2 perbaikan/"), self._filled(k, data, nama))
        self._holds(k, data)
        self.hasil.diganti.add(k.kode)

    def _salinan_lama(self, k: Kecamatan, n: int, data: Data, nama: object, _: list[Kecamatan]) -> None:
        self._put(self._path(k, "1 pertama/"), saved(self._filled(k, data, nama), "2026-12-20T08:00:00Z"))
        lama = saved(self._filled(k, self._wrong(data), ("keliru", nama)), "2026-12-01T08:00:00Z")
        self._put(self._path(k, "2 perbaikan/"), lama, "diterima_catatan", "ISI06")
        self._holds(k, data)
        self.hasil.diganti.add(k.kode)


def fingerprint(folder: Path) -> str:
    """One hash over names and bytes of everything below a folder: nothing of it may ever change."""
    h = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        h.update(f"{path.relative_to(folder)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return h.hexdigest()
