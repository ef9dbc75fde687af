"""Checks of what identifies documents: names, years, numbering, numbers and dates, regulations, NIP.

Dasar: ../shared design, domain.md 1 (files are copied from a neighbouring kecamatan) and 6.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache

from kinerja_core.buku_kinerja.pengukuran import Pengukuran
from kinerja_core.buku_kinerja.periksa.kata import KATA_UMUM, Catatan, Pemilik, names_in, plain, text_key
from kinerja_core.buku_kinerja.rencana import PROFIL, TABEL, find_table
from kinerja_core.dasar.excelmath import as_number
from kinerja_core.dasar.nip import nip_error
from kinerja_core.dasar.waktu import BULAN, impossible_day

_DILEWATI = {"sumber", "slot"}
_NAMA_ORANG = {"penanda_tangan", "pihak_kedua"}
#: Cells where the name of an office follows "Camat".
_JUDUL = {"judul", "jabatan", "jabatan_kedua", "nama", "nilai"}


# --- names --------------------------------------------------------------------------------------------------------

def _texts(p: Pengukuran) -> Iterator[tuple[str, str, str]]:
    """(slot, kunci, text) of every text cell but sources and the reasons for setting findings aside."""
    r = p.rencana
    for k in find_table(PROFIL).kolom:
        if not k.is_number and k.kunci not in _DILEWATI and isinstance(r.nilai(PROFIL, k.kunci), str):
            yield PROFIL, k.kunci, r.teks(PROFIL, k.kunci)
    for t in TABEL.values():
        if t.kunci == "kesampingkan":
            continue
        teks = [k.kunci for k in t.kolom if k.jenis in {"teks", "panjang"} and k.kunci not in _DILEWATI]
        for s in r.used(t.kunci):
            for kunci in teks:
                if isinstance(r.nilai(s, kunci), str) and r.teks(s, kunci):
                    yield s, kunci, r.teks(s, kunci)


def _vocabulary(p: Pengukuran) -> frozenset[str]:
    """Words the plan writes in lower case, and those that are never names."""
    kata = {k for _, _, teks in _texts(p) for k in re.findall(r"(?<![A-Za-z@.])[a-z]{3,}(?![@.]\w)", teks)}
    return KATA_UMUM | kata


def check_names(p: Pengukuran) -> list[Catatan]:
    """NAM01, NAM02: another kecamatan's name behind "Kecamatan" or "Kec.", and the own name misspelt.

    In headings and names of offices "Camat" tells a name too; elsewhere a person's name may follow it.

    A name is one to three capital words that are no common words; in headings, where every word is capital, words
    with a verb's or noun's affixes are no names either, and short capitals in other text are acronyms. The kabupaten
    and the provinsi are no names of kecamatan here. A misspelt own name is found anywhere when it is long enough,
    except among names of persons.
    """
    i = p.rencana.identitas
    milik = plain(i.nama.split())
    tetangga = frozenset(plain(x.split()) for x in (i.kabupaten, i.provinsi)) - {milik}
    biasa = _vocabulary(p) - {milik, *(k.lower() for k in i.nama.split())}
    pemilik = Pemilik(i.nama, milik, tetangga, frozenset(biasa))
    return [Catatan(kode, slot, kunci, nama, f"Kecamatan {i.nama}" if kode == "NAM01" else i.nama, teks)
            for slot, kunci, teks in _texts(p)
            for kode, nama in names_in(teks, pemilik, lepas=kunci not in _NAMA_ORANG, camat=kunci in _JUDUL)]


# --- numbering ----------------------------------------------------------------------------------------------------


def _ordinal(nomor: str) -> tuple[str, int] | None:
    """(kind, value) of a printed number: ("angka", 3) of "Kegiatan 3", "3." and "1.3"; ("huruf", 2) of "B".

    None for codes of three parts and more (7.01.02: nomenclature skips lawfully) and for anything else.
    """
    teks = re.sub(r"^\D*\s(?=\d)", "", nomor.strip()).strip(" .)(")
    if re.fullmatch(r"[A-Za-z]", teks):
        return "huruf", ord(teks.upper()) - ord("A") + 1
    angka = re.fullmatch(r"(?:\d+\.)?(\d{1,4})", teks)
    return ("angka", int(angka[1])) if angka else None


def _expected(contoh: str, jenis: str, nilai: int) -> str:
    """The number as it should be, in the form of the one printed."""
    if jenis == "huruf":
        return chr(ord("A") + nilai - 1) if nilai <= 26 else str(nilai)
    return re.sub(r"\d+(?=\D*$)", str(nilai), contoh) if re.search(r"\d", contoh) else str(nilai)


def _check_row(baris: list[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """(slot, printed, expected) of the numbers of one row of siblings that are repeated, skipped or of another kind.

    After a slip the count goes on from what is printed or from what should have been, whichever fits, so that one
    slip is told once. Rows without a number are passed over.
    """
    isi = [(s, n, o) for s, n in baris if (o := _ordinal(n))]
    if not isi:
        return
    jenis = Counter(o[0] for _, _, o in isi).most_common(1)[0][0]
    baik, benar, lalu = 0, 0, 0
    contoh = next(n for _, n, o in isi if o[0] == jenis)
    for slot, nomor, (macam, nilai) in isi:
        harap = benar + 1
        cocok = macam == jenis and nilai in {harap, baik + 1, lalu + 1}
        if not cocok and (macam == jenis or len(isi) > 2):
            yield slot, nomor, _expected(nomor if macam == jenis else contoh, jenis, harap)
        baik, benar = (nilai, nilai) if cocok else (baik, harap)
        lalu = nilai


def _rows_of(p: Pengukuran, tabel: str, kolom: tuple[str, ...]) -> dict[tuple[str, ...], list[tuple[str, str]]]:
    """Rows of a table by some of its columns: (slot, number). Points of the considerations (a, b) are left out."""
    r = p.rencana
    hasil: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for s in r.used(tabel):
        if not (tabel == "dasar" and is_consideration(r.teks(s, "nomor"))):
            hasil.setdefault(tuple(r.teks(s, k).upper() for k in kolom), []).append((s, r.teks(s, "nomor")))
    return hasil


def is_consideration(nomor: str) -> bool:
    """Is a legal basis quoted in the considerations (Menimbang a, b ...), not in the list of bases?"""
    ordinal = _ordinal(nomor)
    return ordinal is not None and ordinal[0] == "huruf"


def _fewest(*cara: Iterable[list[tuple[str, str]]]) -> list[tuple[str, str, str]]:
    """Slips under that way of grouping that has the fewest: documents number through or start again."""
    hasil = [[x for baris in kelompok for x in _check_row(baris)] for kelompok in cara]
    return min(hasil, key=len)


def _slips(p: Pengukuran) -> Iterator[tuple[str, str, str]]:
    r = p.rencana
    menurut: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for s in (*p.pohon.walk(), *p.pohon.individu):
        induk = (p.pohon.induk.get(s) or "") if p.pohon.level(s) else r.teks(s, "penanggung_jawab").upper()
        menurut.setdefault((r.teks(s, "jenis").upper(), induk), []).append((s, r.teks(s, "nomor")))
    for (jenis, _), baris in menurut.items():
        if jenis != "PROGRAM":
            yield from _check_row(baris)
    program = [baris for (jenis, _), baris in menurut.items() if jenis == "PROGRAM"]
    yield from _fewest([_in_order([x for baris in program for x in baris])], program)
    for tabel, kolom in (("dasar", ("dokumen",)), ("masalah", ())):
        for baris in _rows_of(p, tabel, kolom).values():
            yield from _check_row(baris)
    yield from _fewest(_rows_of(p, "renstra", ("bagian",)).values(), _rows_of(p, "renstra", ()).values())
    yield from _fewest(_rows_of(p, "pk", ("dokumen", "bagian")).values(), _rows_of(p, "pk", ("dokumen",)).values())


def _in_order(baris: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Programs of several sasaran in the order of their numbers when all differ, else as they stand."""
    urut = [_ordinal(n) for _, n in baris]
    nilai = [o[1] for o in urut if o]
    if len(set(nilai)) < len(nilai):
        return baris
    return [b for _, b in sorted(zip(urut, baris, strict=True), key=lambda x: x[0][1] if x[0] else 0)]


def _label(nomor: str) -> str:
    """What is numbered: "sub kegiatan" of "Sub Kegiatan 1."; "" of a bare number."""
    return " ".join(re.sub(r"[\W\d_]+", " ", nomor).lower().split()) if re.search(r"\d", nomor) else ""


def _printed_slips(p: Pengukuran, seharusnya: dict[str, str]) -> Iterator[Catatan]:
    """NOM01 of numbers printed under a node elsewhere, against the node's own or, where that slipped, the right one.

    Letters beside digits are two series. A table that prints 1 for every node of a level begins anew with each.
    """
    r = p.rencana
    baris = []
    for t in r.used("tercetak"):
        kunci, cetak = r.teks(t, "kunci").upper(), _ordinal(r.teks(t, "nilai"))
        milik = seharusnya.get(kunci) or r.teks(kunci, "nomor") if kunci.startswith("N") else ""
        if r.teks(t, "kolom").lower() == "nomor" and cetak and (o := _ordinal(milik)) and o[0] == cetak[0]:
            baris.append((t, (r.teks(t, "tabel").upper(), p.pohon.level(kunci)), milik, o[1], cetak[1]))
    for t, seri, milik, nomor, cetak_nomor in baris:
        nilai = r.teks(t, "nilai")
        beda_sebutan = _label(nilai) != _label(milik) and _label(nilai) and _label(milik)
        mulai_lagi = cetak_nomor == 1 and sum(b[1] == seri for b in baris) > 1 and all(
            b[4] == 1 for b in baris if b[1] == seri)
        if beda_sebutan or (nomor != cetak_nomor and not mulai_lagi):
            yield Catatan("NOM01", t, "nilai", nilai, milik, nilai)


def check_numbering(p: Pengukuran) -> list[Catatan]:
    """NOM01: numbers of siblings (nodes, legal bases, PK, Renstra, problems) repeated, skipped or mixed.

    Programs may be numbered through all sasaran or anew in each, rows of the PK and the Renstra through all parts or
    anew in each: taken is what gives fewer slips. A number printed under a node elsewhere must be the node's own.
    """
    r, slips = p.rencana, list(_slips(p))
    hasil = [Catatan("NOM01", slot, "nomor", nomor, harap, r.nilai(slot, "nomor")) for slot, nomor, harap in slips]
    return hasil + list(_printed_slips(p, {slot: harap for slot, _, harap in slips}))


# --- years and dates ----------------------------------------------------------------------------------------------

_TAHUN = re.compile(r"(?<![\d/.-])(20\d\d)(?:\s*(?:-|–|s\.?d\.?|/|sampai)\s*(20\d\d))?(?![\d/])")
_TAHUN_INI = {"PK", "PK PERUBAHAN", "RENAKSI", "CASCADING", "LKJIP"}


@lru_cache(maxsize=256)
def printed_date(teks: str) -> tuple[int, int, int]:
    """(year, month, day) of a printed date, 0 for what is missing; (0, 0, 0) for a day that does not exist."""
    teks = teks.lower()
    bulan = next((n for n, b in enumerate(BULAN, start=1) if re.search(rf"\b{b.lower()}\b", teks)), 0)
    tahun = re.search(r"\b(19|20)\d\d\b", teks)
    if angka := re.search(r"\b(\d{1,2})[-/.](\d{1,2})[-/.]((?:19|20)\d\d)\b", teks):
        t, b, h = int(angka[3]), int(angka[2]), int(angka[1])
    elif angka := re.search(r"\b((?:19|20)\d\d)-(\d{2})-(\d{2})\b", teks):
        t, b, h = int(angka[1]), int(angka[2]), int(angka[3])
    else:
        hari = re.search(r"\b(\d{1,2})\s+[a-z]", teks)
        t, b, h = int(tahun[0]) if tahun else 0, bulan, int(hari[1]) if hari else 0
    if t and b and h:
        try:
            date(t, b, h)
        except ValueError:
            return 0, 0, 0
    return t, b, h


def year_of(p: Pengukuran, d: str) -> int:
    """The year a document is for: its own column, else the plan's year (the next one for next year's PK)."""
    tahun = as_number(p.rencana.nilai(d, "tahun"))
    depan = p.rencana.teks(d, "jenis").upper() == "PK BERIKUTNYA"
    return int(tahun) if tahun is not None else p.rencana.tahun + depan


def _wrong_year(p: Pengukuran, teks: str, tahun: int) -> str:
    """The first year of a heading that is not the expected one; "" when there is none.

    A range is right when the year or the Renstra lies in it; the last year of the Renstra is right where the heading
    speaks of its end; "Nomor 5 Tahun 2021" is a regulation's year.
    """
    akhir = as_number(p.rencana.nilai(PROFIL, "renstra_akhir"))
    teks = re.sub(r"(?i)\b(nomor|no\.?)\s*:?\s*\S+\s+tahun\s+\d{4}", " ", teks)
    for cocok in _TAHUN.finditer(teks):
        awal, ujung = int(cocok[1]), int(cocok[2] or cocok[1])
        if awal <= tahun <= ujung or (cocok[2] and ujung == akhir):
            continue
        if ujung == akhir and re.search(r"(?i)akhir|renstra", teks):
            continue
        return cocok[0]
    return ""


def _is_lhe_year(p: Pengukuran, d: str, tahun: str) -> bool:
    """May an evaluation be named by this year: the one before its own, the one after, the one of its date?"""
    milik = year_of(p, d)
    terbit = printed_date(p.rencana.teks(d, "tanggal"))[0]
    return p.rencana.teks(d, "jenis").upper() == "LHE" and tahun in {str(milik - 1), str(milik + 1), str(terbit)}


def check_years(p: Pengukuran) -> list[Catatan]:
    """THN01: a year in a heading that is not the document's, or a document of this year that bears another year.

    An LHE may name the year it evaluates or the one in which it was issued, the year after.
    """
    r = p.rencana
    hasil = []
    for d in r.used("dokumen"):
        jenis, tahun = r.teks(d, "jenis").upper(), year_of(p, d)
        if not 2000 <= tahun <= 2100:  # refused at its own cell (BRS06); nothing can be held against it
            continue
        harap = r.tahun + 1 if jenis == "PK BERIKUTNYA" else r.tahun
        if tahun != harap and (jenis in _TAHUN_INI or jenis == "PK BERIKUTNYA"):
            hasil.append(Catatan("THN01", d, "tahun", tahun, harap, tahun))
        salah = _wrong_year(p, r.teks(d, "judul"), tahun)
        if salah and not _is_lhe_year(p, d, salah):
            hasil.append(Catatan("THN01", d, "judul", salah, tahun, r.nilai(d, "judul")))
    for t in r.used("tercetak"):
        if r.teks(t, "kolom").lower() != "judul":
            continue
        kunci, tabel = r.teks(t, "kunci").upper(), r.teks(t, "tabel").upper()
        dokumen = kunci in r.used("dokumen")
        tahun = year_of(p, kunci) if dokumen else r.tahun + (tabel == "PK BERIKUTNYA")
        salah = _wrong_year(p, r.teks(t, "nilai"), tahun)
        if salah and not (dokumen and _is_lhe_year(p, kunci, salah)):
            hasil.append(Catatan("THN01", t, "nilai", salah, tahun, r.nilai(t, "nilai")))
    return hasil


# --- numbers of documents, regulations ----------------------------------------------------------------------------


def _number_parts(nomor: str) -> list[str]:
    return [re.sub(r"[\W_]", "", b).lower() for b in nomor.split("/")]


def _one_number(a: str, b: str) -> bool:
    """Do two printed numbers mean one document: equal but for writing, or one part of letters different?

    A part whose digits differ (001, 002) makes two documents; a missing number is DOK03's business.
    """
    kiri, kanan = _number_parts(a), _number_parts(b)
    beda = [(x, y) for x, y in zip(kiri, kanan, strict=False) if x != y]
    if len(kiri) != len(kanan) or len(beda) > 1:
        return False
    return all(re.sub(r"\D", "", x) == re.sub(r"\D", "", y) for x, y in beda) and any(
        c.isdigit() for x in kiri for c in x)


def check_document_numbers(p: Pengukuran) -> list[Catatan]:
    """DOK01: one document's number written in two ways; said at the later one."""
    r = p.rencana
    nomor = [(d, "nomor", r.teks(d, "nomor")) for d in r.used("dokumen")]
    nomor += [(t, "nilai", r.teks(t, "nilai")) for t in r.used("tercetak")
              if r.teks(t, "kolom").lower() == "nomor" and r.teks(t, "kunci").upper().startswith("D")]
    nomor = [x for x in nomor if len(_number_parts(x[2])) > 1]
    hasil = []
    for n, (slot, kunci, teks) in enumerate(nomor):
        lain = next((x[2] for x in nomor[:n] if x[2] != teks and _one_number(x[2], teks)), "")
        if lain:
            hasil.append(Catatan("DOK01", slot, kunci, teks, lain, teks))
    return hasil


def check_documents_complete(p: Pengukuran) -> list[Catatan]:
    """DOK03: a decree or PK whose number has an empty part or whose date lacks its day; a decree without either.

    A blank number of a PK is usual, and a blank date of a PK is left to the row's own checks.
    """
    r = p.rencana
    hasil = []
    for d in r.used("dokumen"):
        jenis = r.teks(d, "jenis").upper()
        sk = jenis.startswith("SK")
        if not (sk or jenis.startswith("PK")):
            continue
        nomor, tanggal = r.teks(d, "nomor"), r.teks(d, "tanggal")
        kosong = re.search(r"/\s*/|[-.:]\s*/|^\s*/|/\s*$|\.{3,}|…|_{2,}", nomor)
        if kosong or (sk and not nomor):
            hasil.append(Catatan("DOK03", d, "nomor", "Nomor", nomor or "kosong", r.nilai(d, "nomor")))
        lain = as_number(r.nilai(d, "tanggal")) is not None or impossible_day(tanggal)  # BRS14, DOK07
        if (tanggal and not lain and not all(printed_date(tanggal))) or (sk and not tanggal):
            hasil.append(Catatan("DOK03", d, "tanggal", "Tanggal", tanggal or "kosong", r.nilai(d, "tanggal")))
    return hasil


#: Where a day is written as text.
BERTANGGAL = (("dokumen", "tanggal"), ("lhe", "batas_waktu"))


def check_days(p: Pengukuran) -> list[Catatan]:
    """DOK07: a day that no calendar has."""
    r = p.rencana
    return [Catatan("DOK07", s, kunci, hari, "", r.nilai(s, kunci)) for tabel, kunci in BERTANGGAL
            for s in r.used(tabel) if (hari := impossible_day(r.teks(s, kunci)))]


#: Documents that somebody signs on a day; an LHE is another office's.
DITANDATANGANI = ("SK IKU", "SK IKI", "CASCADING", "RENSTRA", "PK", "PK PERUBAHAN", "PK BERIKUTNYA", "RENAKSI", "LKJIP")


def check_signed(p: Pengukuran) -> list[Catatan]:
    """DOK06: a document of the office without date or without signer; a decree without date is DOK03.

    A row beside another of the same kind that has them is its lampiran.
    """
    r, hasil = p.rencana, []
    ada = {(r.teks(d, "jenis").upper(), k) for d in r.used("dokumen") for k in ("tanggal", "penanda_tangan")
           if r.teks(d, k) not in ("", "-")}
    for d in r.used("dokumen"):
        jenis = r.teks(d, "jenis")
        if jenis.upper() not in DITANDATANGANI:
            continue
        kosong = [(k, sebutan) for k, sebutan in (("tanggal", "tanggal"), ("penanda_tangan", "penanda tangan"))
                  if (jenis.upper(), k) not in ada and not (k == "tanggal" and jenis.upper().startswith("SK"))]
        hasil += [Catatan("DOK06", d, k, jenis, sebutan) for k, sebutan in kosong]
    return hasil


# --- NIP ----------------------------------------------------------------------------------------------------------


def _signers(p: Pengukuran) -> Iterator[tuple[str, str, str, str, str]]:
    """(slot, kunci, NIP, name, jabatan) of both sides of every document; a lone "-" is no NIP, a number is BRS14's."""
    r = p.rencana
    for d in r.used("dokumen"):
        for kunci, nama, jabatan in (("nip", "penanda_tangan", "jabatan"), ("nip_kedua", "pihak_kedua",
                                                                           "jabatan_kedua")):
            nip = r.teks(d, kunci)
            if isinstance(r.nilai(d, kunci), str) and nip not in ("", "-"):
                yield d, kunci, nip, text_key(r.teks(d, nama)), _office(r.teks(d, jabatan))


def _office(jabatan: str) -> str:
    """A jabatan without its kabupaten: "Camat X Kabupaten Y" is "CAMAT X"."""
    return text_key(re.sub(r"(?i)\bkab(upaten|\.)?\s.*", "", jabatan).strip())


def check_nip(p: Pengukuran) -> list[Catatan]:
    """NIP01, NIP02: an impossible NIP; for one name and jabatan another NIP than most documents have."""
    hasil = []
    kelompok: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for slot, kunci, nip, nama, jabatan in _signers(p):
        if galat := nip_error(nip, p.rencana.tahun):
            hasil.append(Catatan("NIP01", slot, kunci, nip, galat, p.rencana.nilai(slot, kunci)))
        if nama:
            kelompok.setdefault((nama, jabatan), []).append((slot, kunci, nip))
    for baris in kelompok.values():
        angka = Counter(re.sub(r"\D", "", nip) for _, _, nip in baris).most_common(1)[0][0]
        acuan = next(nip for _, _, nip in baris if re.sub(r"\D", "", nip) == angka)
        hasil += [Catatan("NIP02", slot, kunci, nip, acuan, p.rencana.nilai(slot, kunci))
                  for slot, kunci, nip in baris if re.sub(r"\D", "", nip) != angka]
    return hasil


PEMERIKSAAN: tuple[Callable[[Pengukuran], list[Catatan]], ...] = (
    check_names, check_numbering, check_years, check_document_numbers, check_documents_complete, check_days,
    check_signed, check_nip,
)
