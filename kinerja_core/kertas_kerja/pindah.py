"""Pindahkan ke Versi Baru of a kertas kerja: the inputs of an older file in a fresh workbook of this version.

The old file is read by what it says of itself, not by where this version would look: defined names (`in_<kode>_<n>`,
`bukti_<kode>`, `jelas_<kode>_<n>`) and the locked kode and labels beside the inputs; where a name is lost, the kode or
the header finds its cell. Every filled input is either in the new workbook or told in a catatan with its content.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kinerja_core.dasar.excelmath import Galat, clean_text
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.maju import Maju
from kinerja_core.dasar.nama_berkas import file_stem
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.instrumen.model import Datum, Instrumen
from kinerja_core.kertas_kerja.baca import choose_instrumen, read_meta, read_owner
from kinerja_core.kertas_kerja.buat import build
from kinerja_core.kertas_kerja.lembar import susun, tempat
from kinerja_core.kertas_kerja.lembar.kertas import KEPALA
from kinerja_core.kertas_kerja.lembar.kiriman import kiriman_of
from kinerja_core.kertas_kerja.penilaian import Olahan
from kinerja_core.kertas_kerja.penjelasan import explanation_of
from kinerja_core.kertas_kerja.uji import UjiIsi
from kinerja_core.lembar.bawa import (
    AKHIRAN,
    BukuBaru,
    Lama,
    Pindahan,
    alike,
    cell_at,
    cell_of,
    content_of,
    is_input,
    same_words,
    tell_file,
    tell_version,
)
from kinerja_core.lembar.hitung_ulang import recalculated
from kinerja_core.lembar.isian import Isian
from kinerja_core.lembar.meta import JENIS_KERTAS
from kinerja_core.xlsx.buku import Buku, LembarBuku

# --- kertas kerja: the old file --------------------------------------------------------------------------------------

_NAMA = re.compile(r"(?:in_(?P<data>\w+_\d+)|bukti_(?P<bukti>\w+)|jelas_(?P<jelas>\w+_\d+))", re.IGNORECASE)
#: Column of the inputs of a sort, by the group of their name.
_KOLOM = {"data": tempat.ISIAN, "bukti": tempat.BUKTI, "jelas": tempat.PENJELASAN}
_PERAN = (tempat.INDIKATOR, tempat.DATA, tempat.SATUAN, tempat.KODE, *_KOLOM.values())


def _columns(lembar: LembarBuku) -> dict[int, int] | None:
    """Where the columns of this version stand on the old sheet, by their headers; None when it has none of them."""
    for baris in sorted({b for b, _ in lembar.nilai})[:10]:
        kepala = {v: k for (b, k), v in lembar.nilai.items() if b == baris and isinstance(v, str)}
        if all(KEPALA[p] in kepala for p in (tempat.ISIAN, tempat.KODE)):
            ada = {p: kepala.get(KEPALA[p], p) for p in _PERAN}
            if KEPALA[tempat.PENJELASAN] not in kepala:  # a version that had none; another column stands there
                del ada[tempat.PENJELASAN]
            return ada
    return None


@dataclass(frozen=True)
class DataLama:
    """One old datum: its number, what it is called, its unit, the input itself, and what explains it."""

    nomor: int
    label: str
    satuan: str
    lama: Lama
    jelas: Lama | None = None

    def leave(self, p: Pindahan, sebutan: str) -> None:
        """It has no place in the new workbook, nor has its explanation: both are told."""
        p.leave(self.lama, sebutan)
        if self.jelas:
            p.leave(self.jelas, f"Penjelasan {self.lama.kode}")


class KertasLama:
    """The inputs of an old kertas kerja by kode, with the locked texts beside them."""

    def __init__(self, buku: Buku, catat: Pindahan) -> None:
        self.buku, self.catat = buku, catat
        self.kolom = {s.nama: kolom for s in buku.lembar if (kolom := _columns(s))}
        #: Row of every locked kode, and the kode of that row.
        self.baris = {v.lower(): (s, b) for s in buku.lembar for (b, k), v in s.nilai.items()
                      if s.nama in self.kolom and k == self.kolom[s.nama][tempat.KODE]
                      and isinstance(v, str) and re.fullmatch(r"\w+_\d+", v)}
        self.kode = {(s.nama, b): kode for kode, (s, b) in self.baris.items()}
        self.isi: dict[str, Lama] = {}
        self.bukti: dict[str, Lama] = {}
        self.jelas: dict[str, Lama] = {}
        for nama, rujukan in buku.nama.items():
            if (m := _NAMA.fullmatch(nama)) and m.lastgroup and (
                    x := cell_of(buku, m[m.lastgroup].lower(), rujukan)):
                self._take(m.lastgroup, x)
        self._find_unnamed()
        dihitung = recalculated(buku, [*self.isi.values(), *self.bukti.values()])
        for di_mana in (self.isi, self.bukti):
            di_mana.update({k: dihitung[x.sel] for k, x in di_mana.items() if x.sel in dihitung})

    def _take(self, macam: str, x: Lama) -> None:
        """Keep a named input. Cut and pasted into another input's cell it belongs to the row where it is seen now."""
        di_mana = {"data": self.isi, "bukti": self.bukti, "jelas": self.jelas}[macam]
        if kolom := self.kolom.get(x.lembar):
            kode = self.kode.get((x.lembar, x.posisi[0]), "") if x.posisi[1] == kolom.get(_KOLOM[macam]) else ""
            kode = kode.rpartition("_")[0] if macam == "bukti" else kode
            if kode != x.kode and x.isi is not None:
                self.catat.tell("PDH08", x, a=x.kode, b=kode or x.kode)
            x = replace(x, kode=kode or x.kode)
        ada = di_mana.get(x.kode)
        if ada is None or ada.isi is None:
            di_mana[x.kode] = x
        elif ada.sel != x.sel:
            self.catat.leave(x, f"Isian kedua untuk {x.kode}")

    def _find_unnamed(self) -> None:
        """Rows with a kode whose input lost its name. A sheet without a column has no inputs of that sort."""
        for kode, (lembar, baris) in self.baris.items():
            kolom, pemilik = self.kolom[lembar.nama], kode.rpartition("_")[0]
            x, y = (cell_at(k, lembar, (baris, kolom[p])) for k, p in ((kode, tempat.ISIAN), (pemilik, tempat.BUKTI)))
            if kode not in self.isi and is_input(self.buku, x):
                self.isi[kode] = x
            if kode.endswith("_1") and pemilik not in self.bukti and is_input(self.buku, y):
                self.bukti[pemilik] = y
            if tempat.PENJELASAN in kolom and kode not in self.jelas:
                z = cell_at(kode, lembar, (baris, kolom[tempat.PENJELASAN]))
                if is_input(self.buku, z):
                    self.jelas[kode] = z

    def text(self, kode: str, kolom: int) -> str:
        """A locked text in the row of a kode, without what the layout writes under it (guidance, evidence); "" without
        that row."""
        if kode not in self.baris:
            return ""
        lembar, baris = self.baris[kode]
        teks = lembar.nilai.get((baris, self.kolom[lembar.nama][kolom]))
        return clean_text(re.split(r"\n(?:\(|Bukti: )", teks)[0]) if isinstance(teks, str) else ""

    def owners(self) -> dict[str, list[DataLama]]:
        """The old data by owner, in order."""
        hasil: dict[str, list[DataLama]] = {}
        for kode, x in sorted(self.isi.items(), key=lambda k: (k[1].lembar, k[1].posisi)):
            pemilik, _, nomor = kode.rpartition("_")
            satu = DataLama(int(nomor), self.text(kode, tempat.DATA), self.text(kode, tempat.SATUAN), x,
                            self.jelas.get(kode))
            hasil.setdefault(pemilik, []).append(satu)
        return hasil


# --- kertas kerja: into the new one ----------------------------------------------------------------------------------


def match_data(lama: list[DataLama], baru: tuple[Datum, ...]) -> dict[int, Datum]:
    """Which new datum takes which old one, by the old number.

    The same name at the same number comes first, then the same name anywhere, then by number where names are alike.
    """
    cocok: dict[int, Datum] = {}
    senomor = [(x, d) for x in lama for n, d in enumerate(baru, start=1) if n == x.nomor]
    senama = [(x, d) for x in lama for d in baru if same_words(x.label, d.label)]
    for x, d in (*(p for p in senomor if p in senama), *senama,
                 *((x, d) for x, d in senomor if alike(x.label, d.label))):
        if x.nomor not in cocok and d not in cocok.values():
            cocok[x.nomor] = d
    return cocok


def _carry_owner(p: Pindahan, ptk: tempat.TempatKertas, pemilik: str, lama: list[DataLama], baru: tuple[Datum, ...],
                 satuan: str) -> None:
    cocok = match_data(lama, baru)
    for x in lama:
        d = cocok.get(x.nomor)
        if d is None or (pemilik, d.kunci) not in ptk.masukan:
            kini = "" if d is None else ", yang kini terisi sendiri,"
            x.leave(p, f"Isian {x.lama.kode} ({x.label}){kini}")
            continue
        p.carry((pemilik, d.kunci), x.lama)
        if x.jelas:
            p.carry(explanation_of((pemilik, d.kunci)), x.jelas)
        kode, satuan_baru = ptk.kode_kotak((pemilik, d.kunci)), d.satuan or satuan
        if (pemilik, d.kunci) not in p.data:
            continue
        if kode != x.lama.kode:
            p.tell("PDH12", x.lama, a=f"{x.lama.kode} ({x.label})", b=kode)
        if x.label and not same_words(x.label, d.label):
            p.tell("PDH05", x.lama, a=f'{kode}: "{x.label}"', b=f'"{d.label}"')
        if x.satuan and satuan_baru and not same_words(x.satuan, satuan_baru):
            p.tell("PDH05", x.lama, a=f'{kode}: satuan "{x.satuan}"', b=f'"{satuan_baru}"')


def _carry_indicators(p: Pindahan, ptk: tempat.TempatKertas, kertas: KertasLama) -> None:
    indikator = {i.kode: i for i in ptk.instrumen.indikator}
    fakta = {f.kode: f for f in ptk.instrumen.fakta}
    pemilik = kertas.owners()
    for kode in dict.fromkeys([*pemilik, *kertas.bukti]):
        lama, bukti, i = pemilik.get(kode, []), kertas.bukti.get(kode), indikator.get(kode)
        if i is None and kode in fakta:
            _carry_owner(p, ptk, kode, lama, (fakta[kode].datum,), "")
            continue
        tanya = kertas.text(f"{kode}_1", tempat.INDIKATOR)
        if i is None or not alike(tanya, i.uraian):
            sebab = "" if i is None else ", yang kini menanyakan hal lain,"
            for x in lama:
                x.leave(p, f"Isian {x.lama.kode} ({x.label or tanya}){sebab}")
            if bukti:
                p.leave(bukti, f"Bukti {kode} ({tanya}){sebab}")
            continue
        terisi = [x.lama for x in lama if x.lama.isi is not None]
        if tanya and not same_words(tanya, i.uraian) and terisi:
            p.tell("PDH05", terisi[0], a=f'{kode}: "{tanya}"', b=f'"{i.uraian}"')
        _carry_owner(p, ptk, kode, lama, i.data, i.satuan)
        if bukti:
            p.carry((kode, "bukti"), bukti)
    punya = {*kertas.isi, *(f"bukti_{k}" for k in kertas.bukti)}
    kini = [f"bukti_{k[0]}" if k[1] == "bukti" else ptk.kode_kotak(k) for k in ptk.masukan]
    p.baru += [kode for kode in kini if kode not in punya]


def _tell_unfit(p: Pindahan, ins: Instrumen, milik: Identitas, ptk: tempat.TempatKertas) -> None:
    """Values that were carried and that the new datum does not accept: another list, another kind, other bounds."""
    olahan = Olahan(ins, Isian(milik, p.data))
    for uji in olahan.uji:
        nilai = p.data.get(uji.kotak)
        if isinstance(uji, UjiIsi) and nilai is not None and not isinstance(nilai, Galat) and uji.evaluate(olahan)[0]:
            kode = ptk.kode_kotak(uji.kotak)
            p.tell("PDH06", p.asal[uji.kotak], a=f"{kode} ({uji.datum.label})", b=content_of(nilai))


def move(buku: Buku, instrumen: str | None, maju: Maju) -> BukuBaru:
    """The inputs of an older kertas kerja in a fresh one. KinerjaError KRM04, KPL13, BKS09, PDH13 (another year)."""
    meta = read_meta(buku)
    ins = choose_instrumen(buku, instrumen)
    if meta.get("tahun_penilaian", str(ins.tahun_penilaian)) != str(ins.tahun_penilaian):
        raise KinerjaError("PDH13", a=ins.id, b=ins.tahun_penilaian)
    milik = read_owner(buku)
    denah, ptk, p = susun.describe(ins, milik), tempat.TempatKertas(ins, milik), Pindahan()
    maju("Memindahkan isian")
    kertas = KertasLama(buku, p)
    _carry_indicators(p, ptk, kertas)
    lama = (meta.get("instrumen_id"), meta.get("instrumen_sidik"), meta.get("tata_letak"))
    terbaru = lama == (ins.id, ins.sidik, denah.properti["kinerja_tata_letak"])
    if not terbaru:
        _tell_unfit(p, ins, milik, ptk)
    tell_file(p, buku, denah, {x.lembar for x in (*kertas.isi.values(), *kertas.bukti.values())})
    asal = [meta.get(k, "?") for k in ("instrumen_id", "instrumen_versi", "tata_letak")]
    ke = [ins.id, ins.versi, denah.properti["kinerja_tata_letak"]]
    tell_version(p, terbaru, *("{} versi {}, tata letak {}".format(*x) for x in (asal, ke)))
    maju("Membuat buku baru")
    nama = file_stem(milik.kode_wilayah, milik.nama, JENIS_KERTAS, ins.tahun_penilaian)
    isi = build(ins, milik, Isian(milik, p.data), kertas=kiriman_of(meta).kertas)
    return BukuBaru(f"{nama}_{AKHIRAN}.xlsx", isi, tuple(p.temuan))
