"""Pindahkan ke Versi Baru: the inputs of a file made with an older version, in a fresh workbook of this one.

The old file is read by what it says of itself, not by where this version would look: defined names (`in_<kode>_<n>`,
`bukti_<kode>`, `kolom_<tabel>_<kunci>`, `in_profil_<kunci>`) and the locked kode, labels and slots beside the inputs;
where a name is lost, the kode or the header finds its cell. Every filled input is either in the new workbook or told in
a catatan with its content; `sel` of a catatan is a place in the old file, `nilai` the value that stood there.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from kinerja_core.buku_kinerja.baca import is_book
from kinerja_core.buku_kinerja.lembar import susun as buku_kinerja
from kinerja_core.buku_kinerja.lembar import tempat as bk_petak
from kinerja_core.buku_kinerja.rencana import DAFTAR, PROFIL, TABEL, Rencana, described, empty_rencana, find_table
from kinerja_core.buku_kinerja.uji_baris import shorten_to
from kinerja_core.dasar.excelmath import Galat, Nilai, clean_text, same_text
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.temuan import KinerjaError, Temuan, buat_temuan
from kinerja_core.instrumen.model import Datum, Instrumen
from kinerja_core.kantor.baca import Maju, silent
from kinerja_core.kantor.buat import BukuBaru, build, build_book, file_stem
from kinerja_core.kantor.tahun_berikutnya import carry_file, with_spare_rows
from kinerja_core.kertas_kerja.baca import choose_instrumen, read_identitas, read_meta
from kinerja_core.kertas_kerja.lembar import susun as kertas_kerja
from kinerja_core.kertas_kerja.lembar import tempat as petak
from kinerja_core.kertas_kerja.lembar.kertas import KEPALA
from kinerja_core.kertas_kerja.penilaian import Olahan
from kinerja_core.kertas_kerja.periksa_isian import plain
from kinerja_core.kertas_kerja.uji import UjiIsi
from kinerja_core.lembar.denah import Denah, Rumus, Tautan
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.lembar.tambahan import is_added
from kinerja_core.segel.berkas import shown
from kinerja_core.xlsx.buku import Buku, LembarBuku, Posisi, alamat, pecah_rujukan

#: Wordings at least this alike (difflib ratio, 0-1) ask the same, differently put: the answer goes along and is told.
#: Below it the answer would stand under another question and stays behind. Banyaknya for Jumlah in a label: 0.86.
SERUPA = 0.75
#: Characters of a content, and names, that a sentence repeats; `nilai` holds all of it.
PANJANG_ISI, PANJANG_DAFTAR = 400, 12
#: What the name of the new file ends with, so that it never is the name of the old one.
AKHIRAN = "versi_baru"


@dataclass(frozen=True)
class Lama:
    """One input of the old file: its kode (i05_1, I001 t2), its place, what stands there."""

    kode: str
    lembar: str
    posisi: Posisi
    nilai: Nilai
    rumus: str = ""

    @property
    def sel(self) -> str:
        """Its place as Excel shows it."""
        return f"{self.lembar}!{alamat(self.posisi)}"

    @property
    def isi(self) -> Nilai:
        """What stands there: the value, else the formula that has none, else None."""
        if self.nilai not in (None, ""):
            return self.nilai
        return f"={self.rumus}" if self.rumus else None


@dataclass
class _Pindahan:
    """What is carried, and what is told."""

    data: dict[Kotak, Nilai] = field(default_factory=dict)
    temuan: list[Temuan] = field(default_factory=list)
    baru: list[str] = field(default_factory=list)
    asal: dict[Kotak, Lama] = field(default_factory=dict)

    def tell(self, kode: str, lama: Lama | None = None, *, a: object = "", b: object = "") -> None:
        """One more catatan, about an old input or about the whole file."""
        self.temuan.append(buat_temuan(kode, lama.sel if lama else "", a=a, b=b, nilai=lama and plain(lama.isi)))

    def leave(self, lama: Lama, sebutan: str) -> None:
        """An input that has no place in the new workbook: told with its content."""
        if lama.isi is not None:
            self.tell("PDH01", lama, a=sebutan, b=_content(lama.isi))

    def carry(self, kotak: Kotak, lama: Lama) -> None:
        """An input into its new place. Of a formula the value goes; one without a stored value stays behind."""
        if lama.nilai in (None, ""):
            self.leave(lama, f"Rumus tanpa nilai tersimpan di {lama.kode}")
            return
        self.data[kotak], self.asal[kotak] = lama.nilai, lama
        if isinstance(lama.nilai, Galat) and lama.rumus in ("", lama.nilai.teks):
            self.tell("PDH11", lama, a=lama.kode, b=lama.nilai)
        elif lama.rumus:
            self.tell("PDH07", lama, a=lama.rumus, b=_content(lama.nilai))


def _content(nilai: Nilai) -> str:
    return shorten_to(shown(nilai), PANJANG_ISI)


def _cell(buku: Buku, kode: str, rujukan: str) -> Lama | None:
    """The cell a defined name stands for; None when the name leads nowhere."""
    tempat = pecah_rujukan(rujukan)
    lembar = buku.sheet(tempat[0]) if tempat else None
    return _at(kode, lembar, tempat[1]) if tempat and lembar else None


def _at(kode: str, lembar: LembarBuku, posisi: Posisi) -> Lama:
    return Lama(kode, lembar.nama, posisi, lembar.nilai.get(posisi), lembar.rumus.get(posisi, ""))


def _is_input(buku: Buku, lama: Lama) -> bool:
    """May a cell found without its name be an input? No locked one; on a live book, which cannot tell, no formula."""
    return not lama.rumus if buku.ekstra is None else lama.posisi in buku.ekstra.terbuka.get(lama.lembar, frozenset())


# --- kertas kerja: the old file --------------------------------------------------------------------------------------

_NAMA = re.compile(r"(?:in_(?P<data>\w+_\d+)|bukti_(?P<bukti>\w+))", re.IGNORECASE)
_PERAN = (petak.INDIKATOR, petak.DATA, petak.ISIAN, petak.SATUAN, petak.BUKTI, petak.KODE)


def _columns(lembar: LembarBuku) -> dict[int, int] | None:
    """Where the columns of this version stand on the old sheet, by their headers; None when it has none of them."""
    for baris in sorted({b for b, _ in lembar.nilai})[:10]:
        kepala = {v: k for (b, k), v in lembar.nilai.items() if b == baris and isinstance(v, str)}
        if all(KEPALA[p] in kepala for p in (petak.ISIAN, petak.KODE)):
            return {p: kepala.get(KEPALA[p], p) for p in _PERAN}
    return None


@dataclass(frozen=True)
class DataLama:
    """One old datum: its number, what it is called, its unit, and the input itself."""

    nomor: int
    label: str
    satuan: str
    lama: Lama


class KertasLama:
    """The inputs of an old kertas kerja by kode, with the locked texts beside them."""

    def __init__(self, buku: Buku, catat: _Pindahan) -> None:
        self.buku, self.catat = buku, catat
        self.kolom = {s.nama: kolom for s in buku.lembar if (kolom := _columns(s))}
        #: Row of every locked kode, and the kode of that row.
        self.baris = {v.lower(): (s, b) for s in buku.lembar for (b, k), v in s.nilai.items()
                      if s.nama in self.kolom and k == self.kolom[s.nama][petak.KODE]
                      and isinstance(v, str) and re.fullmatch(r"\w+_\d+", v)}
        self.kode = {(s.nama, b): kode for kode, (s, b) in self.baris.items()}
        self.isi: dict[str, Lama] = {}
        self.bukti: dict[str, Lama] = {}
        for nama, rujukan in buku.nama.items():
            if (m := _NAMA.fullmatch(nama)) and (x := _cell(buku, (m["data"] or m["bukti"]).lower(), rujukan)):
                self._take(m["data"] is None, x)
        self._find_unnamed()

    def _take(self, bukti: bool, x: Lama) -> None:
        """Keep a named input. Cut and pasted into another input's cell it belongs to the row where it is seen now."""
        di_mana = self.bukti if bukti else self.isi
        if kolom := self.kolom.get(x.lembar):
            sekolom = x.posisi[1] == kolom[petak.BUKTI if bukti else petak.ISIAN]
            kode = self.kode.get((x.lembar, x.posisi[0]), "") if sekolom else ""
            kode = kode.rpartition("_")[0] if bukti else kode
            if kode != x.kode and x.isi is not None:
                self.catat.tell("PDH08", x, a=x.kode, b=kode or x.kode)
            x = replace(x, kode=kode or x.kode)
        ada = di_mana.get(x.kode)
        if ada is None or ada.isi is None:
            di_mana[x.kode] = x
        elif ada.sel != x.sel:
            self.catat.leave(x, f"Isian kedua untuk {x.kode}")

    def _find_unnamed(self) -> None:
        """Rows with a kode whose input lost its name."""
        for kode, (lembar, baris) in self.baris.items():
            kolom, pemilik = self.kolom[lembar.nama], kode.rpartition("_")[0]
            x, y = (_at(k, lembar, (baris, kolom[p])) for k, p in ((kode, petak.ISIAN), (pemilik, petak.BUKTI)))
            if kode not in self.isi and _is_input(self.buku, x):
                self.isi[kode] = x
            if kode.endswith("_1") and pemilik not in self.bukti and _is_input(self.buku, y):
                self.bukti[pemilik] = y

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
            satu = DataLama(int(nomor), self.text(kode, petak.DATA), self.text(kode, petak.SATUAN), x)
            hasil.setdefault(pemilik, []).append(satu)
        return hasil


# --- kertas kerja: into the new one ----------------------------------------------------------------------------------


def _same(a: str, b: str) -> bool:
    return clean_text(a).casefold() == clean_text(b).casefold()


def alike(a: str, b: str) -> bool:
    """Do two wordings ask the same, as far as SERUPA tells? A wording that is not there says nothing against it."""
    mirip = difflib.SequenceMatcher(None, a.casefold(), b.casefold(), autojunk=False)
    return not a or not b or _same(a, b) or mirip.ratio() >= SERUPA


def match_data(lama: list[DataLama], baru: tuple[Datum, ...]) -> dict[int, Datum]:
    """Which new datum takes which old one, by the old number.

    The same name at the same number comes first, then the same name anywhere, then by number where names are alike.
    """
    cocok: dict[int, Datum] = {}
    senomor = [(x, d) for x in lama for n, d in enumerate(baru, start=1) if n == x.nomor]
    senama = [(x, d) for x in lama for d in baru if _same(x.label, d.label)]
    for x, d in (*(p for p in senomor if p in senama), *senama,
                 *((x, d) for x, d in senomor if alike(x.label, d.label))):
        if x.nomor not in cocok and d not in cocok.values():
            cocok[x.nomor] = d
    return cocok


def _carry_owner(p: _Pindahan, ptk: petak.Petak, pemilik: str, lama: list[DataLama], baru: tuple[Datum, ...],
                 satuan: str) -> None:
    cocok = match_data(lama, baru)
    for x in lama:
        d = cocok.get(x.nomor)
        if d is None or (pemilik, d.kunci) not in ptk.masukan:
            kini = "" if d is None else ", yang kini terisi sendiri,"
            p.leave(x.lama, f"Isian {x.lama.kode} ({x.label}){kini}")
            continue
        p.carry((pemilik, d.kunci), x.lama)
        kode, satuan_baru = ptk.kode_kotak((pemilik, d.kunci)), d.satuan or satuan
        if (pemilik, d.kunci) not in p.data:
            continue
        if kode != x.lama.kode:
            p.tell("PDH12", x.lama, a=f"{x.lama.kode} ({x.label})", b=kode)
        if x.label and not _same(x.label, d.label):
            p.tell("PDH05", x.lama, a=f'{kode}: "{x.label}"', b=f'"{d.label}"')
        if x.satuan and satuan_baru and not _same(x.satuan, satuan_baru):
            p.tell("PDH05", x.lama, a=f'{kode}: satuan "{x.satuan}"', b=f'"{satuan_baru}"')


def _carry_indicators(p: _Pindahan, ptk: petak.Petak, kertas: KertasLama) -> None:
    indikator = {i.kode: i for i in ptk.instrumen.indikator}
    fakta = {f.kode: f for f in ptk.instrumen.fakta}
    pemilik = kertas.owners()
    for kode in dict.fromkeys([*pemilik, *kertas.bukti]):
        lama, bukti, i = pemilik.get(kode, []), kertas.bukti.get(kode), indikator.get(kode)
        if i is None and kode in fakta:
            _carry_owner(p, ptk, kode, lama, (fakta[kode].datum,), "")
            continue
        tanya = kertas.text(f"{kode}_1", petak.INDIKATOR)
        if i is None or not alike(tanya, i.uraian):
            sebab = "" if i is None else ", yang kini menanyakan hal lain,"
            for x in lama:
                p.leave(x.lama, f"Isian {x.lama.kode} ({x.label or tanya}){sebab}")
            if bukti:
                p.leave(bukti, f"Bukti {kode} ({tanya}){sebab}")
            continue
        terisi = [x.lama for x in lama if x.lama.isi is not None]
        if tanya and not _same(tanya, i.uraian) and terisi:
            p.tell("PDH05", terisi[0], a=f'{kode}: "{tanya}"', b=f'"{i.uraian}"')
        _carry_owner(p, ptk, kode, lama, i.data, i.satuan)
        if bukti:
            p.carry((kode, "bukti"), bukti)
    punya = {*kertas.isi, *(f"bukti_{k}" for k in kertas.bukti)}
    kini = [f"bukti_{k[0]}" if k[1] == "bukti" else ptk.kode_kotak(k) for k in ptk.masukan]
    p.baru += [kode for kode in kini if kode not in punya]


def _tell_unfit(p: _Pindahan, ins: Instrumen, milik: Identitas, ptk: petak.Petak) -> None:
    """Values that were carried and that the new datum does not accept: another list, another kind, other bounds."""
    olahan = Olahan(ins, Isian(milik, p.data))
    for uji in olahan.uji:
        nilai = p.data.get(uji.kotak)
        if isinstance(uji, UjiIsi) and nilai is not None and not isinstance(nilai, Galat) and uji.evaluate(olahan)[0]:
            kode = ptk.kode_kotak(uji.kotak)
            p.tell("PDH06", p.asal[uji.kotak], a=f"{kode} ({uji.datum.label})", b=_content(nilai))


def _move_sheet(buku: Buku, instrumen: str | None, maju: Maju) -> BukuBaru:
    meta = read_meta(buku)
    ins, _ = choose_instrumen(buku, instrumen)
    if meta.get("tahun_penilaian", str(ins.tahun_penilaian)) != str(ins.tahun_penilaian):
        raise KinerjaError("PDH13", a=ins.id, b=ins.tahun_penilaian)
    if (milik := read_identitas(buku)) is None:
        raise KinerjaError("KRM04")
    denah, ptk, p = kertas_kerja.describe(ins, milik), petak.Petak(ins, milik), _Pindahan()
    maju("Memindahkan isian")
    kertas = KertasLama(buku, p)
    _carry_indicators(p, ptk, kertas)
    lama = (meta.get("instrumen_id"), meta.get("instrumen_sidik"), meta.get("tata_letak"))
    terbaru = lama == (ins.id, ins.sidik, denah.properti["kinerja_tata_letak"])
    if not terbaru:
        _tell_unfit(p, ins, milik, ptk)
    _tell_file(p, buku, denah, {x.lembar for x in (*kertas.isi.values(), *kertas.bukti.values())})
    asal = [meta.get(k, "?") for k in ("instrumen_id", "instrumen_versi", "tata_letak")]
    ke = [ins.id, ins.versi, denah.properti["kinerja_tata_letak"]]
    _tell_version(p, terbaru, *("{} versi {}, tata letak {}".format(*x) for x in (asal, ke)))
    maju("Membuat buku baru")
    nama = file_stem(milik.kode_wilayah, milik.nama, kertas_kerja.kind_of_sheet(), ins.tahun_penilaian)
    return BukuBaru(f"{nama}_{AKHIRAN}.xlsx", build(ins, milik, Isian(milik, p.data)), tuple(p.temuan))


# --- Buku Kinerja ----------------------------------------------------------------------------------------------------

_NAMA_KOLOM = re.compile(r"kolom_([a-z]+)_(\w+)", re.IGNORECASE)
_SLOT = re.compile(r"[A-Z]\d{3,4}")


@dataclass(frozen=True)
class KolomLama:
    """One column of inputs of the old file: whose it is and where it stands."""

    tabel: str
    kunci: str
    lembar: LembarBuku
    kolom: int


def _slot_rows(lembar: LembarBuku) -> dict[int, str]:
    return {b: v for (b, k), v in sorted(lembar.nilai.items())
            if k == bk_petak.KODE and isinstance(v, str) and _SLOT.fullmatch(v)}


def _named_columns(buku: Buku) -> Iterator[KolomLama]:
    for nama, rujukan in buku.nama.items():
        tempat, m = pecah_rujukan(rujukan.partition(":")[0]), _NAMA_KOLOM.fullmatch(nama)
        lembar = buku.sheet(tempat[0]) if m and tempat else None
        if m and tempat and lembar:
            yield KolomLama(m[1].lower(), m[2].lower(), lembar, tempat[1][1])


def _columns_by_header(buku: Buku, denah: Denah, ada: list[KolomLama]) -> Iterator[KolomLama]:
    """Columns that no name leads to: those whose header still stands where this version has it (or is computed)."""
    terpakai = {(k.tabel, k.kunci) for k in ada} | {(k.lembar.nama, str(k.kolom)) for k in ada}
    for s in bk_petak.MASUKAN:
        lembar = buku.sheet(s.nama)
        for k in s.kolom if lembar else ():
            assert lembar is not None
            tempat = (min(_slot_rows(lembar), default=0) - 1, s.posisi_kolom(k.kunci))
            kepala = denah.sheet(s.nama).sel[(bk_petak.AWAL - 1, tempat[1])].isi
            cocok = lembar.nilai.get(tempat) == kepala if isinstance(kepala, str) else tempat in lembar.rumus
            if cocok and not terpakai & {(s.tabel, k.kunci), (s.nama, str(tempat[1]))}:
                yield KolomLama(s.tabel, k.kunci, lembar, tempat[1])


def _profile(buku: Buku, petak_baru: bk_petak.BukuPetak) -> dict[str, Lama]:
    """Settings by kunci, unknown ones too: by their names, else beside their label."""
    hasil = {}
    for nama, rujukan in buku.nama.items():
        if nama.lower().startswith("in_profil_") and (x := _cell(buku, nama.lower()[10:], rujukan)):
            hasil[x.kode] = x
    for k in find_table(PROFIL).kolom:
        nama, (baris, kolom) = petak_baru.masukan[(PROFIL, k.kunci)]
        lembar = buku.sheet(nama)
        if lembar and lembar.nilai.get((baris, 0)) == k.label and k.kunci not in hasil:
            hasil[k.kunci] = _at(k.kunci, lembar, (baris, kolom))
    return hasil


def _carry_column(p: _Pindahan, x: KolomLama) -> None:
    """Every row of a column, by its slot; content beside a slot met before stays behind."""
    t = TABEL.get(x.tabel)
    k = t.menurut_kunci.get(x.kunci) if t else None
    slots, terlihat = _slot_rows(x.lembar), set()
    judul = x.lembar.nilai.get((min(slots, default=1) - 1, x.kolom))
    sebutan = k.label if k else judul if isinstance(judul, str) else f"kolom {x.kunci}"
    for baris, slot in slots.items():
        lama = _at(f"{slot} {x.kunci}", x.lembar, (baris, x.kolom))
        if t is None or k is None or t.number(slot) is None or slot in terlihat:
            p.leave(lama, f"{sebutan} {slot}")
        else:
            p.carry((slot, x.kunci), lama)
        terlihat.add(slot)


def _tell_answers(p: _Pindahan, rencana: Rencana) -> None:
    """Answers that stand in no list of this version, in Profil and in the tables."""
    for t in described():
        pilihan = [k for k in t.kolom if k.jenis == "pilihan"]
        for slot in [PROFIL] if t.kunci == PROFIL else rencana.used(t.kunci):
            for k in pilihan:
                teks = rencana.teks(slot, k.kunci)
                if teks and not any(same_text(teks, x) for x in DAFTAR[k.daftar]):
                    p.tell("PDH06", p.asal.get((slot, k.kunci)), a=f"{t.judul} {slot} {k.label}", b=teks)


def _move_book(buku: Buku, maju: Maju) -> BukuBaru:
    meta, milik = read_meta(buku), read_identitas(buku)
    x = _cell(buku, "tahun", buku.nama.get("id_tahun", ""))
    tahun = str(meta.get("tahun") or (x.nilai if x else ""))
    if milik is None or not tahun.isdecimal() or not 2000 <= int(tahun) <= 2100:
        raise KinerjaError("RNC01", a="identitas atau tahun di buku ini tidak terbaca")
    kosong, p = empty_rencana(milik, int(tahun)), _Pindahan()
    denah, ptk = buku_kinerja.describe(kosong), bk_petak.BukuPetak(kosong)
    maju("Memindahkan isian")
    ada = list(_named_columns(buku))
    ada += _columns_by_header(buku, denah, ada)
    profil = _profile(buku, ptk)
    for kunci, lama in profil.items():
        if (PROFIL, kunci) in ptk.masukan:
            p.carry((PROFIL, kunci), lama)
        else:
            p.leave(lama, f"Profil {kunci}")
    for kolom in ada:
        _carry_column(p, kolom)
    punya = {(PROFIL, kunci) for kunci in profil} | {(c.tabel, c.kunci) for c in ada}
    kini = {(t.kunci, k.kunci): f"{k.label} ({t.judul})" for t in described() for k in t.kolom}
    p.baru += [sebutan for k, sebutan in kini.items() if k not in punya]
    baris = dict(kosong.kapasitas)
    for c in ada:
        if t := TABEL.get(c.tabel):
            baris[t.kunci] = max([baris[t.kunci], *(t.number(v) or 0 for v in _slot_rows(c.lembar).values())])
    rencana = with_spare_rows(replace(kosong, kapasitas=baris, data=p.data))
    _tell_answers(p, rencana)
    _tell_file(p, buku, denah, {c.lembar.nama for c in ada} | {x.lembar for x in profil.values()})
    versi = [meta.get("tata_letak", "?"), denah.properti["kinerja_tata_letak"]]
    terbaru = versi[0] == versi[1] and punya == kini.keys()
    _tell_version(p, terbaru, *(f"Buku Kinerja tata letak {v}" for v in versi))
    maju("Membuat buku baru")
    nama = file_stem(milik.kode_wilayah, milik.nama, buku_kinerja.kind_of_book(), rencana.tahun)
    return BukuBaru(f"{nama}_{AKHIRAN}.xlsx", build_book(rencana), tuple(p.temuan))


def _tell_version(p: _Pindahan, terbaru: bool, asal: str, ke: str) -> None:
    """From which version to which, and what is new: before everything else."""
    kepala = [buat_temuan("PDH04", a=ke) if terbaru else buat_temuan("PDH03", a=asal, b=ke)]
    if p.baru:
        lebih = len(p.baru) - PANJANG_DAFTAR
        nama = ", ".join(p.baru[:PANJANG_DAFTAR]) + (f", dan {lebih} lainnya" if lebih > 0 else "")
        kepala.append(buat_temuan("PDH02", a=nama, nilai=p.baru))
    p.temuan[:0] = kepala


def _tell_file(p: _Pindahan, buku: Buku, denah: Denah, isian: set[str]) -> None:
    """What the file has beside its inputs: its serial and seal, and sheets that are no part of the form."""
    meta, baru = read_meta(buku), denah.properti.get("kinerja_serial")
    seri = [f"Nomor seri {meta['serial']}"] if meta.get("serial", baru) != baru else []
    if hilang := seri + [f"Segel ({k})" for k in meta if k.startswith("segel")]:
        p.tell("PDH09", a=", ".join(hilang))
    dikenal = {s.nama for s in denah.lembar} | isian
    for s in buku.lembar:
        isi = [v for pos, v in s.nilai.items() if v != "" and pos not in s.rumus]
        if s.nama not in dikenal and s.status == "tampak" and not is_added(s.nama) and isi:
            p.tell("PDH10", a=s.nama, b=len(isi))
    _tell_rest(p, buku, denah)


def _tell_rest(p: _Pindahan, buku: Buku, denah: Denah) -> None:
    """The net under everything: what stands in an unlocked cell and was neither carried nor told before.

    Where somebody unlocked a whole sheet, the texts of the form itself are passed by. A live book shows no locks.
    """
    diurus = {x.sel for x in p.asal.values()} | {t.sel for t in p.temuan}
    tetap = {(s.nama, pos): sel.isi for s in denah.lembar for pos, sel in s.sel.items() if sel.isi is not None}
    for s in buku.lembar if buku.ekstra else ():
        assert buku.ekstra is not None
        for x in (_at("", s, pos) for pos in sorted(buku.ekstra.terbuka.get(s.nama, ()))):
            isi = tetap.get((s.nama, x.posisi), x)
            if x.sel not in diurus and not is_added(s.nama) and isi != x.nilai and not isinstance(isi, Rumus | Tautan):
                p.leave(x, f"Isian di {x.sel}")


def move(buku: Buku, instrumen: str | None = None, maju: Maju = silent) -> BukuBaru:
    """The inputs of a workbook of either kind in a fresh one of this version; `instrumen` only for a kertas kerja.

    KinerjaError KRM04 or RNC01 when the file does not say whose it is, BKS09 without its instrument, PDH13 for the
    instrument of another year.
    """
    maju("Membaca isi buku")
    if not is_book(buku):
        return _move_sheet(buku, instrumen, maju)
    if instrumen:
        raise KinerjaError("PGL01", a="Buku Kinerja tidak memakai instrumen; jangan sebutkan instrumennya.")
    return _move_book(buku, maju)


def move_file(path: Path, keluar: Path | None = None, instrumen: str | None = None,
              maju: Maju = silent) -> tuple[Path, BukuBaru]:
    """`kinerja pindah`: (file written, what it holds). Never overwrites (LJT01)."""
    return carry_file(path, keluar, lambda buku: move(buku, instrumen, maju), maju)
