"""Sealed templates for many offices: described and written once, then re-issued by putting in what differs.

A `Cetak` (one per shape of the written file) is the workbook of the office that stands for any, cut at its texts. A
`Varian` (one per kind of Data Umum) is the same with the cached values of that kind: the cells that follow Data Umum
are found with two probes and must be explained by them in both; what cannot be explained is never guessed, its value
becomes part of the kind. Every file equals what `segel.build_sealed` writes, cell by cell.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.instrumen.model import Fakta, Instrumen
from kinerja_core.kertas_kerja.kode_cek import control_of, digest
from kinerja_core.kertas_kerja.lembar.cetakan import title_heights
from kinerja_core.kertas_kerja.lembar.kiriman import TandaKiriman
from kinerja_core.kertas_kerja.lembar.nama_kantor import PENANDA, replacements, substitute, written_forms
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.kertas_kerja.penilaian import Olahan, Susunan, core_values, score_olahan
from kinerja_core.kertas_kerja.uji import clean
from kinerja_core.lembar.denah import Denah, Rumus
from kinerja_core.lembar.isian import Isian
from kinerja_core.lembar.tulis import Tampilan, formula_xml, write_bytes
from kinerja_core.provinsi.daftar import data_umum_of
from kinerja_core.provinsi.putaran import Kecamatan
from kinerja_core.segel.bentuk_baku import canonical
from kinerja_core.segel.lembar import with_seal
from kinerja_core.segel.tanda import Segel, claims_of, described, facts_claim, fingerprint, form_claim, sign_claims
from kinerja_core.xlsx.buku import Posisi, alamat
from kinerja_core.xlsx.paket import Anggota, Potongan, make_member, write_package

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

#: Texts that stand for what the seal says of one office.
_SEGEL = {"data_umum": "QumumQ", "kanonik": "QkanonikQ", "tanda": "QtandaQ", "properti": "QsegelQ"}
#: Whole facts up to this size are written the same way in every form.
_TERBESAR = 987_654_321_011
_SEL = re.compile(rb'<c r="([A-Z]+\d+)" s="(\d+)"(?: t="\w+")?(?:/>|>(?:<f>(.*?)</f>)?(?:<v>[^<]*</v>)?</c>)', re.S)
_LEMBAR = re.compile(r"xl/worksheets/sheet(\d+)\.xml")

Sumber = dict[str, Nilai]
NilaiSel = dict[tuple[str, Posisi], Nilai]


def _xml(teks: str) -> str:
    return teks.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _xml_rumus(teks: str) -> str:
    return _xml(teks.replace('"', '""'))


def _baku(teks: str) -> str:
    """A text inside a line of the canonical form."""
    return teks if teks.isascii() and teks.isprintable() and "\\" not in teks else (
        teks.encode("unicode_escape").decode("ascii"))


def _baku_rumus(teks: str) -> str:
    return _baku(teks.replace('"', '""'))


_TULIS: dict[str, Callable[[str], str]] = {"xml": _xml, "xml_rumus": _xml_rumus, "baku": _baku,
                                           "baku_rumus": _baku_rumus}


class Lubang:
    """Numbers for holes: a written form of the office, a text of the seal, or a value of Data Umum."""

    def __init__(self) -> None:
        self.nomor: dict[tuple[str, str], int] = {}

    def of(self, jenis: str, nama: str) -> int:
        """The number of a hole; `jenis` says how its text is written."""
        return self.nomor.setdefault((jenis, nama), len(self.nomor))


def cut(isi: str, cari: re.Pattern[str], jenis_di: Callable[[int], str], lubang: Lubang) -> list[Potongan]:
    """A text cut at the forms of the office that stands for any."""
    hasil: list[Potongan] = []
    akhir = 0
    for m in cari.finditer(isi):
        hasil += [isi[akhir:m.start()].encode(), lubang.of(jenis_di(m.start()), m[0])]
        akhir = m.end()
    return [*hasil, isi[akhir:].encode()]


def cell_xml(sel: str, gaya: str, rumus: str | None, nilai: Nilai) -> str:
    """A cell as XlsxWriter writes it: a formula (already escaped) with its value, a number, or a blank."""
    if rumus is not None:
        return formula_xml(sel, gaya, rumus, nilai)
    awal = f'<c r="{sel}" s="{gaya}"'
    return f"{awal}/>" if nilai is None else f"{awal}><v>{nilai:.16G}</v></c>"


def _plain_range(f: Fakta, paling_sedikit: float) -> tuple[float, float]:
    """Between which a whole number gives no finding by itself."""
    bawah, atas = f.datum.batas().plain
    return max(paling_sedikit, bawah), min(_TERBESAR, atas)


class Umum:
    """What Data Umum of an office is made of: its kind, and the values that cells may show of it."""

    def __init__(self, instrumen: Instrumen) -> None:
        self.instrumen, self.susunan = instrumen, Susunan(instrumen)
        self.fakta = [f for f in instrumen.data_umum if not f.jumlah_dari]
        self._tepat = self._computed()
        self._cerna: dict[tuple[str, Nilai], int] = {}
        self._urutan = {f.kode: self.susunan.masukan.index((f.kode, "isi")) for f in self.fakta}
        self._probe = {f.kode: self._probes(f, n) for n, f in enumerate(self.fakta)}
        self._batas = {f.kode: _plain_range(f, 2 if f.jenis == "persen" else 1) for f in self.fakta}

    def _computed(self) -> frozenset[str]:
        """Facts from which alone an indicator is computed: a result need not follow them evenly."""
        hasil: set[str] = set()
        dasar = {f.kode: f.jumlah_dari for f in self.instrumen.fakta}
        for i in self.instrumen.indikator:
            asal = [self.instrumen_fact(i.kode, d.kunci) for d in i.data]
            if all(asal):
                antre = [str(a) for a in asal]
                while antre:
                    kode = antre.pop()
                    hasil.add(kode)
                    antre += dasar.get(kode, ())
        return frozenset(hasil)

    def instrumen_fact(self, kode: str, kunci: str) -> str | None:
        """The fact a datum is taken from in the end; None when an input is."""
        d = next(i for i in self.instrumen.indikator if i.kode == kode).datum(kunci)
        if d.fakta:
            return d.fakta
        return self.instrumen_fact(*d.dari.split(".", 1)) if d.dari else None

    def digest(self, f: Fakta, nilai: Nilai) -> int:
        """Its part of the kode cek."""
        if (f.kode, nilai) not in self._cerna:
            self._cerna[(f.kode, nilai)] = digest(clean(nilai, f.datum, self.instrumen, f.datum.batas()))
        return self._cerna[(f.kode, nilai)]

    def kind(self, f: Fakta, nilai: Nilai) -> Nilai:
        """What of a fact decides the cached values: blank, 0, "+" for a whole number that is only shown, or itself."""
        if nilai is None or nilai == "":
            return None
        if f.jenis == "teks" or f.is_year or f.kode in self._tepat or not isinstance(nilai, float | int):
            return nilai
        bawah, atas = self._batas[f.kode]
        biasa = bawah <= nilai <= atas and nilai == int(nilai) and self._probe[f.kode] is not None
        return "+" if biasa else nilai

    @staticmethod
    def _probes(f: Fakta, urutan: int) -> tuple[float, float] | None:
        """Two whole numbers, small and large, that no other fact has; None when there is no room for them."""
        bawah, atas = (int(x) for x in _plain_range(f, 2))
        kecil, besar = bawah + 11 + 13 * urutan, atas - 3 - 17 * urutan
        return (float(kecil), float(besar)) if besar > 2 * kecil else None

    def probe(self, jenis: Mapping[str, Nilai], ke: int) -> dict[str, Nilai]:
        """Data Umum of a kind with probe values."""
        hasil = {f.kode: jenis.get(f.kode) for f in self.fakta}
        return hasil | {k: p[ke] for k, p in self._probe.items() if p and hasil[k] == "+"}

    def isian(self, umum: Mapping[str, Nilai]) -> Isian:
        """A filling of Data Umum alone."""
        return Isian(PENANDA(False), {(k, "isi"): v for k, v in umum.items() if v is not None})

    def sources(self, umum: Mapping[str, Nilai]) -> Sumber:
        """Everything a cell may show of Data Umum, by name."""
        angka: dict[str, float] = {k: float(v) for k, v in umum.items() if isinstance(v, float | int)}
        for f in self.instrumen.fakta:
            if f.jumlah_dari and all(k in angka for k in f.jumlah_dari):
                angka[f.kode] = sum(angka[k] for k in f.jumlah_dari)
        hasil: Sumber = {}
        for k, x in angka.items():
            hasil |= {f"angka {k}": x, f"bulat {k}": int(x), f"teks {k}": str(int(x))}
        cerna = {f.kode: self.digest(f, umum.get(f.kode)) for f in self.fakta}
        for k, n in cerna.items():
            hasil |= {f"cerna {k}": n, f"cerna. {k}": float(n)}
        cek = control_of((self._urutan[k], n) for k, n in cerna.items())
        return {**hasil, "kode cek": cek, "kode cek.": float(cek)}


class Cetak:
    """The written file of the office that stands for any, with one shape: with or without address, heights of titles,
    texts in Data Umum. Other Data Umum are blank in it, unless a chart shows what follows from them (`dasar`)."""

    def __init__(self, umum: Umum, kiriman: TandaKiriman, kunci: str, bentuk: Bentuk) -> None:
        self.umum, self.bentuk, ins = umum, bentuk, umum.instrumen
        self.tanda = PENANDA(kota=False, beralamat=bentuk.beralamat)
        self.denah = describe(ins, self.tanda, kiriman)
        for s, tinggi in zip(self.denah.lembar, bentuk.tinggi, strict=True):
            if tinggi is not None:
                s.tinggi[0] = tinggi
        self.baku = canonical(described(self.denah), self.denah).teks
        klaim = claims_of(self.denah, tenggat=kiriman.tenggat)
        self.klaim = {**klaim, "kunci": kunci, "segel": "1", "kanonik": _SEGEL["kanonik"],
                      "data_umum": _SEGEL["data_umum"] if bentuk.berdata else ""}
        tersegel = with_seal(self.denah, {**self.klaim, "tanda": _SEGEL["tanda"]}, _SEGEL["properti"])
        self.tersegel: Denah = tersegel
        self.isian = umum.isian(dict(bentuk.teks + bentuk.dasar))
        self.bergambar = {(g.lembar, (b, k)) for s in tersegel.lembar for g in s.grafik
                          for dari, sampai in (g.kategori, g.nilai, *(blok for _, blok in g.lain))
                          for b in range(dari[0], sampai[0] + 1) for k in range(dari[1], sampai[1] + 1)}
        self.model = Tampilan(tersegel, self.isian, self._core(self.isian))
        self.nilai = self.values(self.isian)
        isi = write_bytes(tersegel, self.isian, self._inti, self._tampil)
        with zipfile.ZipFile(io.BytesIO(isi)) as z:
            self.anggota = [(n, z.read(n)) for n in z.namelist()]
        self.tulisan = written_forms(ins, self.tanda)
        self.cari = _pattern([*self.tulisan, *_SEGEL.values()])
        self.lubang_baku = Lubang()
        self.potongan_baku = [x.decode() if isinstance(x, bytes) else x for x in self._cut_canonical()]

    def _cut_canonical(self) -> list[Potongan]:
        return _cut_form(self.baku, self.cari, self.lubang_baku)

    def _core(self, isian: Isian) -> dict[Hashable, Nilai]:
        olahan = Olahan(self.umum.instrumen, isian, self.umum.susunan)
        return core_values(olahan, score_olahan(olahan))

    def values(self, isian: Isian) -> NilaiSel:
        """The value of every formula cell and every numeric fact, by sheet and place."""
        self._inti = self._core(isian)
        self.model.fill(isian, self._inti)
        self._tampil = self.model.values()
        hasil: NilaiSel = {}
        for s in self.tersegel.lembar:
            for pos, sel in s.sel.items():
                if isinstance(sel.isi, Rumus):
                    kunci = sel.isi.kunci
                    hasil[(s.nama, pos)] = self._tampil[(s.nama, pos)] if kunci is None else self._inti[kunci]
        for f in self.umum.fakta:
            if f.jenis != "teks":
                hasil[self.denah.masukan[(f.kode, "isi")]] = isian.data.get((f.kode, "isi"))
        return hasil


def _cut_form(baku: str, cari: re.Pattern[str], lubang: Lubang) -> list[Potongan]:
    def jenis(di: int) -> str:
        isi = baku.index("\t", baku.rindex("\n", 0, di)) + 1
        return "baku_rumus" if baku[isi] == "=" else "baku"

    return cut(baku, cari, jenis, lubang)


def _pattern(bentuk: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted({t for t in bentuk if t}, key=lambda t: (-len(t), t)))))


def fill_canonical(baku: str, dari: Sequence[str], ke: Sequence[str]) -> str:
    """The canonical text of an office from that of the office that stands for any; written forms of both, in order."""
    lubang = Lubang()
    potongan = _cut_form(baku, _pattern(dari), lubang)
    teks = dict(zip(dari, ke, strict=True))
    isi = {n: _TULIS[jenis](teks[nama]) for (jenis, nama), n in lubang.nomor.items()}
    return "".join([isi[x] if isinstance(x, int) else x.decode() for x in potongan])


def _joined(potongan: list[Potongan]) -> list[Potongan]:
    hasil: list[Potongan] = []
    kini: list[bytes] = []
    for x in potongan:
        if isinstance(x, bytes):
            kini.append(x)
        else:
            hasil += [b"".join(kini), x]
            kini = []
    return [*hasil, b"".join(kini)]


@dataclass(frozen=True)
class Bentuk:
    """What the shape of a written file depends on."""

    beralamat: bool
    berdata: bool
    teks: tuple[tuple[str, Nilai], ...]
    tinggi: tuple[float | None, ...]
    dasar: tuple[tuple[str, Nilai], ...] = ()


@dataclass
class Varian:
    """One kind of Data Umum on one shape: members cut at everything that differs from office to office."""

    cetak: Cetak
    jenis: Mapping[str, Nilai]
    lubang: Lubang = field(default_factory=Lubang)
    tak_terjelaskan: bool = False
    #: A chart of the shape shows other values (charts keep a copy of what they show).
    lain_gambar: bool = False

    def __post_init__(self) -> None:
        umum = self.cetak.umum
        probe = [umum.probe(self.jenis, n) for n in (0, 1)]
        satu, dua = (self.cetak.values(umum.isian(p)) for p in probe)
        sumber = [umum.sources(p) for p in probe]
        self._beda: dict[str, dict[str, tuple[Nilai, str]]] = {}
        for tempat, dasar in self.cetak.nilai.items():
            a, b = satu[tempat], dua[tempat]
            if not _identical(a, b):
                nama = next((n for n, v in sumber[0].items()
                             if _identical(v, a) and _identical(sumber[1].get(n), b)), "")
                if not nama or tempat in self.cetak.bergambar:
                    self.tak_terjelaskan = True
                    return
                self._beda.setdefault(tempat[0], {})[alamat(tempat[1])] = (None, nama)
            elif not _identical(a, dasar):
                self.lain_gambar |= tempat in self.cetak.bergambar
                self._beda.setdefault(tempat[0], {})[alamat(tempat[1])] = (a, "")
        if self.lain_gambar:
            return
        self.anggota: list[Anggota] = [make_member(n, self._pieces(n, isi)) for n, isi in self.cetak.anggota]
        self.teks = {n: (jenis, nama) for (jenis, nama), n in self.lubang.nomor.items()}

    def _pieces(self, nama: str, isi: bytes) -> list[Potongan]:
        cocok = _LEMBAR.fullmatch(nama)
        lembar = self.cetak.tersegel.lembar[int(cocok[1]) - 1].nama if cocok else ""
        beda = self._beda.get(lembar, {})
        hasil: list[Potongan] = []
        akhir = 0
        for m in _SEL.finditer(isi) if beda else ():
            temu = beda.get(m[1].decode())
            if temu is not None:
                hasil += [*self._texts(isi[akhir:m.start()]), *self._cell(m, *temu)]
                akhir = m.end()
        return _joined([*hasil, *self._texts(isi[akhir:])])

    def _texts(self, isi: bytes) -> list[Potongan]:
        try:
            teks = isi.decode()
        except UnicodeDecodeError:  # no text
            return [isi]
        if not self.cetak.cari.search(teks):
            return [isi]

        def jenis(di: int) -> str:
            return "xml_rumus" if teks.rfind("<f>", 0, di) > teks.rfind("</f>", 0, di) else "xml"

        return cut(teks, self.cetak.cari, jenis, self.lubang)

    def _cell(self, m: re.Match[bytes], nilai: Nilai, nama: str) -> list[Potongan]:
        rumus = None if m[3] is None else m[3].decode()
        if not nama:
            return self._texts(cell_xml(m[1].decode(), m[2].decode(), rumus, nilai).encode())
        contoh: Nilai = "x" if nama.startswith("teks") else 1.0
        teks = cell_xml(m[1].decode(), m[2].decode(), rumus, contoh)
        awal = teks[: teks.rindex("<v>") + 3]
        return [*self._texts(awal.encode()), self.lubang.of("angka" if rumus is None else "isi", nama), b"</v></c>"]

    def fill(self, teks: Mapping[str, str], sumber: Sumber) -> bytes:
        """The file of one office: `teks` by form of the office that stands for any, values of its Data Umum."""
        isi: dict[int, bytes] = {}
        for n, (jenis, nama) in self.teks.items():
            if jenis == "isi":
                isi[n] = str(sumber[nama]).encode()
            elif jenis == "angka":
                isi[n] = f"{sumber[nama]:.16G}".encode()
            else:
                isi[n] = _TULIS[jenis](teks[nama]).encode()
        return write_package(self.anggota, isi)


def _identical(a: Nilai, b: Nilai) -> bool:
    return type(a) is type(b) and a == b


@dataclass(frozen=True)
class Terbitan:
    """One issued template: file, its office, serial, seal, and the number of its canonical text."""

    kecamatan: Kecamatan
    isi: bytes
    serial: str
    segel: Segel
    baku: int


class Percetakan:
    """Templates of one sending. `varian` counts the kinds met; the first file of each is `baru` to its caller."""

    def __init__(self, instrumen: Instrumen, kiriman: TandaKiriman, kunci: Ed25519PrivateKey) -> None:
        self.instrumen, self.kiriman, self._kunci = instrumen, kiriman, kunci
        self.umum = Umum(instrumen)
        self._sidik_kunci = fingerprint(kunci.public_key())
        self._cetak: dict[Bentuk, Cetak] = {}
        self._baku: dict[tuple[bool, str], int] = {}
        self._varian: dict[tuple[Bentuk, tuple[Nilai, ...]], Varian] = {}
        self._tepat: set[tuple[Bentuk, tuple[Nilai, ...]]] = set()
        self._tanda = PENANDA(kota=False)
        self._judul = describe(instrumen, self._tanda, kiriman)
        self._bentuk_tulis = written_forms(instrumen, self._tanda)
        self._urut = replacements(instrumen, self._tanda, self._tanda)
        judul = [s.sel[(0, 0)] for s in self._judul.lembar if (0, 0) in s.sel]
        self._judul_lembar = tuple(dict.fromkeys(s.isi for s in judul if s.gaya == "judul" and isinstance(s.isi, str)))
        self._tinggi: dict[tuple[str, ...], tuple[float | None, ...]] = {}

    @property
    def tata_letak(self) -> str:
        """The version of the layout, as `_meta` says it."""
        return self._judul.properti["kinerja_tata_letak"]

    def canonical_texts(self) -> list[tuple[bool, str]]:
        """(with address?, canonical text of the office that stands for any), numbered as `Terbitan.baku` says."""
        return list(self._baku)

    def _shape(self, k: Kecamatan, tulisan: tuple[str, ...]) -> Bentuk:
        """The shape of an office's file."""
        teks = tuple((f.kode, v) for f in self.umum.fakta if f.jenis == "teks"
                     and (v := k.data_umum.get(f.kode)) not in (None, ""))
        berdata = any(v not in (None, "") for v in k.data_umum.values())
        return Bentuk(bool(k.identitas.alamat), berdata, teks, self._heights(tulisan))

    def _heights(self, tulisan: tuple[str, ...]) -> tuple[float | None, ...]:
        ganti = dict(zip(self._bentuk_tulis, tulisan, strict=True))
        judul = tuple(substitute(t, tuple((d, ganti[d]) for d, _ in self._urut)) for t in self._judul_lembar)
        if judul not in self._tinggi:
            isi = dict(zip(self._judul_lembar, judul, strict=True))
            self._tinggi[judul] = title_heights(self._judul, lambda t: isi.get(t, t))
        return self._tinggi[judul]

    def _variant(self, k: Kecamatan, tulisan: tuple[str, ...]) -> tuple[Varian, bool]:
        """(the variant of an office, is it new?)."""
        bentuk = self._shape(k, tulisan)
        jenis = {f.kode: self.umum.kind(f, k.data_umum.get(f.kode)) for f in self.umum.fakta}
        kunci = (bentuk, tuple(jenis.values()))
        if kunci in self._tepat:
            jenis = {f.kode: k.data_umum.get(f.kode) for f in self.umum.fakta}
            kunci = (bentuk, tuple(jenis.values()))
        if kunci in self._varian:
            return self._varian[kunci], False
        baru = Varian(self._shaped(bentuk), jenis)
        if baru.lain_gambar:
            dasar = tuple((n, v) for n, v in self.umum.probe(jenis, 0).items() if v is not None)
            sisa = tuple(x for x in dasar if x not in bentuk.teks)
            baru = Varian(self._shaped(replace(bentuk, dasar=sisa)), jenis)
        if baru.tak_terjelaskan:
            self._tepat.add(kunci)
            return self._variant(k, tulisan)
        self._varian[kunci] = baru
        return baru, True

    def _shaped(self, bentuk: Bentuk) -> Cetak:
        if bentuk not in self._cetak:
            self._cetak[bentuk] = baru = Cetak(self.umum, self.kiriman, self._sidik_kunci, bentuk)
            self._baku.setdefault((bentuk.beralamat, baru.baku), len(self._baku))
        return self._cetak[bentuk]

    def issue(self, k: Kecamatan) -> tuple[Terbitan, bool]:
        """(the sealed template of an office, is it the first of its variant?)."""
        tulisan = written_forms(self.instrumen, k.identitas)
        varian, baru = self._variant(k, tulisan)
        cetak = varian.cetak
        teks = dict(zip(cetak.tulisan, tulisan, strict=True))
        umum = {kode: v for (kode, _), v in data_umum_of(k).items()}
        segel = self._seal(cetak, k, teks, umum)
        teks |= {_SEGEL["data_umum"]: segel.klaim["data_umum"], _SEGEL["kanonik"]: segel.klaim["kanonik"],
                 _SEGEL["tanda"]: segel.tanda, _SEGEL["properti"]: segel.properti}
        isi = varian.fill(teks, self.umum.sources(umum))
        nomor = self._baku[(cetak.bentuk.beralamat, cetak.baku)]
        return Terbitan(k, isi, segel.klaim["serial"], segel, nomor), baru

    def _seal(self, cetak: Cetak, k: Kecamatan, teks: Mapping[str, str], umum: Mapping[str, Nilai]) -> Segel:
        isi = {n: _TULIS[jenis](teks[nama]) for (jenis, nama), n in cetak.lubang_baku.nomor.items()}
        baku = "".join([isi[x] if isinstance(x, int) else x for x in cetak.potongan_baku])
        klaim = {**cetak.klaim, "kode_wilayah": k.kode, "serial": teks[cetak.tulisan[-1]],
                 "kanonik": form_claim(hashlib.sha256(baku.encode("ascii")).hexdigest())}
        return sign_claims({**klaim, "data_umum": facts_claim(umum)}, self._kunci)
