"""Text tools of the checks across documents: comparing wordings, reading printed numbers, findings without a cell.

Nothing here knows a table. Wordings are compared by key (`text_key`), never by sheet or address. Names of other
kecamatan cannot be looked up (7.285 names, many of them words): they are told by their place behind "Kecamatan" and by
not being a word of the plan itself. Thresholds are the named constants below, argued where they are used.

Dasar: ../shared design, domain.md 2 (compare names only after normalising) and 6.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Annotated, Any

from kinerja_core.dasar.excelmath import Nilai, as_number, clean_text, excel_round, show_number

# Thresholds say in their annotation of which kode they are and why they are what they are.
MIRIP_NAMA: Annotated[
    float, "NAM02", "Nama di belakang kata Kecamatan yang semirip ini dengan nama sendiri dianggap salah eja; di "
                    "bawahnya nama kecamatan lain (NAM01). Lihat contoh di bawah: salah ketik satu huruf jauh di "
                    "atasnya, nama lain jauh di bawahnya."] = 0.75
MIRIP_NAMA_LEPAS: Annotated[
    float, "NAM02", "Tanpa kata Kecamatan di depannya harus lebih mirip lagi, karena kata biasa pun dapat mirip."] = 0.8
PANJANG_NAMA_LEPAS: Annotated[
    int, "NAM02", "Nama yang lebih pendek terlalu mudah mirip dengan kata biasa, jadi tidak dicari di luar kata "
                  "Kecamatan."] = 6
BAGIAN_JUDUL: Annotated[
    float, "NAM01", "Bila sebanyak ini katanya berhuruf besar, tulisannya judul: huruf besar tidak lagi menandai "
                    "nama."] = 0.6
PANJANG_AKRONIM: Annotated[
    int, "NAM01", "Huruf besar semua sependek ini di tengah tulisan biasa adalah singkatan, bukan nama."] = 4
MIRIP_KALIMAT: Annotated[
    float, "IND01", "Kata-katanya sudah harus sama satu per satu; selain itu urutannya harus semirip ini."] = 0.8
PANJANG_SATU_HURUF: Annotated[
    int, "IND01", "Kata sepanjang ini boleh berbeda satu huruf; yang lebih pendek (RKA, DPA, non) harus persis "
                  "sama."] = 6
PANJANG_DUA_HURUF: Annotated[
    int, "IND01", "Kata sepanjang ini boleh berbeda dua huruf: dua kali panjang kata yang boleh berbeda satu "
                  "huruf."] = 12
PANJANG_DI: Annotated[
    int, "IND01", "Mulai sepanjang ini di- dibaca sebagai awalan (difasilitasi), bukan bagian kata (dinas)."] = 8
ANGKA_TERPANJANG: Annotated[int, "PRS01", "Angka tercetak yang lebih panjang dianggap kode, bukan angka."] = 15
BATAS_KUTIPAN: Annotated[int, "semua", "Tulisan yang lebih panjang dipotong ketika dikutip."] = 60
#: Pairs that show what the measures say: (kind of measure, left, right).
CONTOH_MIRIP = (
    ("nama", "Louwisari", "Leuwisari"), ("nama", "Sukaresik", "Leuwisari"), ("nama", "Ajibarang", "Sokaraja"),
    ("kalimat", "Persentase desa yang tertib administrasi", "Prosentase desa tertib administrasi"),
    ("kalimat", "Jumlah laporan keuangan akhir tahun", "Jumlah laporan keuangan akhir tahunan"),
    ("kalimat", "Jumlah dokumen RKA yang disusun", "Jumlah dokumen Perubahan RKA yang disusun"),
    ("kalimat", "Jumlah desa tertib", "Persentase desa tertib"),
    ("kalimat", "Jumlah dokumen RKA", "Jumlah dokumen DPA"),
)


@dataclass(frozen=True)
class Catatan:
    """A finding before it has a cell: kode of the catalogue, slot and kunci of the input, both values, raw value, and
    what was written in answer."""

    kode: str
    slot: str
    kunci: str
    a: object = ""
    b: object = ""
    nilai: Any = None
    penjelasan: str = ""


# --- wordings -----------------------------------------------------------------------------------------------------

#: Spellings that official texts mix, and abbreviations of the documents: left is read as right.
BAKU = {
    "prosentase": "persentase", "presentase": "persentase", "persen": "persentase", "prosen": "persentase",
    "ketentraman": "ketenteraman", "efektifitas": "efektivitas", "aktifitas": "aktivitas", "kwalitas": "kualitas",
    "survey": "survei", "perijinan": "perizinan", "perundangundangan": "perundang undangan", "analisa": "analisis",
    "sinergisitas": "sinergitas", "obyek": "objek", "yg": "yang", "dgn": "dengan", "utk": "untuk",
    "kab": "kabupaten", "kec": "kecamatan", "masy": "masyarakat", "keg": "kegiatan", "subkegiatan": "sub kegiatan",
}
#: Words that carry no meaning of their own when two wordings are compared.
FUNGSI = frozenset({"dan", "atau", "yang", "di", "ke", "dari", "dalam", "rangka", "dengan", "untuk", "pada", "oleh",
                    "atas", "terhadap", "serta", "secara", "para", "bagi"})
#: Words of doing that documents add, leave out or exchange without naming another thing.
PROSES = frozenset({"hasil", "pelaksanaan", "penyelenggaraan", "kegiatan", "peningkatan", "pengelolaan", "upaya",
                    "pembangunan", "pendayagunaan"})
#: What an indicator measures in: "Jumlah desa" and "Persentase desa" are two indicators.
UKURAN = frozenset({"persentase", "jumlah", "nilai", "indeks", "cakupan", "rasio", "tingkat", "frekuensi", "capaian",
                    "angka", "predikat"})
#: Words that most names of kegiatan have: they tell none from another.
UMUM_NAMA = frozenset({"fasilitasi", "koordinasi", "desa", "kelurahan", "kecamatan", "daerah", "wilayah", "penyediaan",
                       "dokumen", "laporan", "skpd", "jumlah"})
_AKHIRAN = ("an", "kan", "i", "nya")
_URUT = re.compile(r"^\s*(?:\(?\d{1,2}[.)]|\(?[a-zA-Z][.)])\s+")
_AKRONIM = re.compile(r"\(\s*([A-Za-z]{2,8})\s*\)")
_KATA = re.compile(r"[^\W_]+")


def shorten(teks: str, batas: int = BATAS_KUTIPAN) -> str:
    """A text as a finding quotes it: one line, at most `batas` letters."""
    teks = " ".join(teks.split())
    return teks if len(teks) <= batas else teks[: batas - 3].rstrip() + "..."


def _drop_acronyms(teks: str) -> str:
    """Without "(IKM)" behind the words it stands for; any other bracket stays."""
    def ganti(cocok: re.Match[str]) -> str:
        awal = "".join(k[0] for k in _KATA.findall(teks[: cocok.start()].lower()) if k not in FUNGSI)
        return " " if awal.endswith(cocok[1].lower()) else cocok[0]
    return _AKRONIM.sub(ganti, teks)


@lru_cache(maxsize=4096)
def _words(teks: str, nama: str) -> tuple[str, ...]:
    kata = [BAKU.get(k, k) for k in _KATA.findall(_drop_acronyms(_URUT.sub("", teks)).lower())]
    hasil = " ".join(kata)
    milik = " ".join(_KATA.findall(nama.lower()))
    if milik:
        hasil = re.sub(rf"\bkecamatan {re.escape(milik)}\b", "kecamatan", hasil)
    return tuple(hasil.split())


def words(teks: str, nama: str = "") -> tuple[str, ...]:
    """Words of a text in lower case and official spelling, without numbering, acronym and the office's own name."""
    return _words(teks, nama)


def text_key(teks: str, nama: str = "") -> str:
    """What two wordings have in common when they differ in case, spacing, punctuation and official variants only.

    Spaces are dropped ("di fasilitasi", "Gajidan"); "" for a text without words.
    """
    return "".join(words(teks, nama))


def node_key(teks: str, nama: str = "") -> str:
    """`text_key` of a program, kegiatan or sub kegiatan without that word at its head."""
    kata = " ".join(words(teks, nama))
    return re.sub(r"^(program|sub kegiatan|kegiatan) (\d+ )?", "", kata).replace(" ", "")


def distance(a: str, b: str) -> int:
    """Levenshtein distance."""
    baris = list(range(len(b) + 1))
    for i, huruf in enumerate(a, start=1):
        lalu, baris[0] = baris[0], i
        for j, lain in enumerate(b, start=1):
            lalu, baris[j] = baris[j], min(baris[j] + 1, baris[j - 1] + 1, lalu + (huruf != lain))
    return baris[-1]


def similarity(a: str, b: str) -> float:
    """1 - distance / longer length: 1 equal, 0 nothing in common (two empty texts: 1)."""
    panjang = max(len(a), len(b))
    return 1.0 if panjang == 0 else 1 - distance(a, b) / panjang


def _is_fixed(kata: str) -> bool:
    """Numbers, roman numerals and short words (RKA, DPA, non) are never taken for one another."""
    return len(kata) < PANJANG_SATU_HURUF or bool(re.fullmatch(r"\d+|[ivx]+", kata))


@lru_cache(maxsize=65536)
def same_word(a: str, b: str) -> bool:
    """The same word up to a suffix (pemerintah/pemerintahan), the prefix di-, or a slip of the pen."""
    if a == b:
        return True
    pendek, panjang = sorted((k[2:] if k.startswith("di") and len(k) >= PANJANG_DI else k for k in (a, b)), key=len)
    if len(pendek) >= 4 and any(panjang == pendek + akhiran for akhiran in ("", *_AKHIRAN)):
        return True
    if _is_fixed(a) or _is_fixed(b):
        return False
    beda = distance(a, b)
    return beda <= 1 or (beda <= 2 and len(pendek) >= PANJANG_DUA_HURUF)


@lru_cache(maxsize=4096)
def _content(kata: tuple[str, ...]) -> frozenset[str]:
    return frozenset(k for k in kata if k not in FUNGSI and k not in PROSES)


def _covered(isi: frozenset[str], lain: frozenset[str]) -> bool:
    return all(any(same_word(k, m) for m in lain) for k in isi - lain)


def closeness(a: str, b: str, nama: str = "") -> float:
    """How nearly two wordings say the same, 0-1; 0.0 as soon as they name different things.

    Precision first: the measure (Jumlah, Persentase ...) must be the same, every word that carries meaning must have
    its fellow on the other side up to spelling ("Perubahan", "non", "II" or RKA/DPA therefore make a difference),
    and the two must read alike in order. Equal keys are 1.0.
    """
    if text_key(a, nama) == text_key(b, nama):
        return 1.0
    kiri, kanan = words(a, nama), words(b, nama)
    if not kiri or not kanan or ((kiri[0] in UKURAN or kanan[0] in UKURAN) and kiri[0] != kanan[0]):
        return 0.0
    isi, lain = _content(kiri), _content(kanan)
    if min(len(isi), len(lain)) < 2 or not _covered(isi, lain) or not _covered(lain, isi):
        return 0.0
    nilai = SequenceMatcher(None, " ".join(kiri), " ".join(kanan), autojunk=False).ratio()
    return nilai if nilai >= MIRIP_KALIMAT else 0.0


def resemblance(a: str, b: str, nama: str = "") -> float:
    """A plain 0-1 for "which of these is nearest": mean of shared words and of letters in order."""
    kiri, kanan = words(a, nama), words(b, nama)
    isi, lain = _content(kiri), _content(kanan)
    bersama = sum(any(same_word(k, m) for m in lain) for k in isi)
    bagian = 2 * bersama / (len(isi) + len(lain)) if isi or lain else 0.0
    return (bagian + SequenceMatcher(None, " ".join(kiri), " ".join(kanan), autojunk=False).ratio()) / 2


def coverage(nama: str, teks: str) -> float:
    """Which part of the words of a name a text has, 0-1; a name of less than two words of its own says nothing: 0."""
    isi = _content(words(nama)) - UMUM_NAMA
    ada = _content(words(teks))
    return sum(any(same_word(k, m) for m in ada) for k in isi) / len(isi) if len(isi) > 1 else 0.0


# --- printed numbers ----------------------------------------------------------------------------------------------

_BENTUK = re.compile(
    r"""^(?:rp\s*\.?\s*)?                       # Rp, Rp., "Rp ."
        (?P<tanda>-)?(?P<angka>\d[\d.,]*?)      # the number itself
        (?P<ekor>\s*[.,]\s*-{1,2})?             # ",-" behind rupiah
        \s*(?P<satuan>%|[^\W\d_](?:[^\W\d_]|[/().%\s-])*)?$""", re.VERBOSE | re.IGNORECASE)
_DALAM_KURUNG = re.compile(r"^[A-Za-z]{1,3}\s*\(\s*(\d[\d.,]*)\s*\)$")
_RIBUAN_TITIK = re.compile(r"^\d{1,3}(\.\d{3})+$")
_RIBUAN_KOMA = re.compile(r"^\d{1,3}(,\d{3})+$")


def _split_marks(angka: str, persen: bool) -> tuple[str, str] | None:
    """(whole digits, decimal digits) of digits with dots and commas; None when the marks make no sense."""
    titik, koma = angka.count("."), angka.count(",")
    if titik and koma:
        desimal = "." if angka.rfind(".") > angka.rfind(",") else ","
        utuh, _, pecahan = angka.rpartition(desimal)
        pola = _RIBUAN_KOMA if desimal == "." else _RIBUAN_TITIK
        return (re.sub(r"[.,]", "", utuh), pecahan) if pola.match(utuh) else None
    if koma:
        if koma > 1:
            return (angka.replace(",", ""), "") if _RIBUAN_KOMA.match(angka) else None
        utuh, _, pecahan = angka.partition(",")
        return utuh, pecahan
    if titik:
        ribuan = bool(_RIBUAN_TITIK.match(angka)) and not angka.startswith("0") and not (persen and titik == 1)
        if ribuan:
            return angka.replace(".", ""), ""
        utuh, _, pecahan = angka.partition(".")
        return (utuh, pecahan) if titik == 1 else None
    return angka, ""


def parse_printed(teks: str) -> tuple[float, int] | None:
    """(number, decimals as printed) of a printed figure with its unit; None when the text is not one number.

    A comma marks decimals, as Indonesian writes, unless several of them part groups of three. A dot parts groups of
    three; a single dot before anything but three digits marks decimals ("98.8%"), and so does a single dot before a
    percent sign (98.125 % cannot be ninety-eight thousand percent). With both marks the last one marks decimals.
    A grade with its score counts by the score.

    >>> parse_printed("98.8%"), parse_printed("1.950 Unit"), parse_printed("Rp . 67.197.194")
    ((98.8, 1), (1950.0, 0), (67197194.0, 0))
    >>> parse_printed("2.662.394.679,00"), parse_printed("15.279.011,-"), parse_printed("BB (70)")
    ((2662394679.0, 2), (15279011.0, 0), (70.0, 0))
    """
    teks = " ".join(teks.replace("\u00a0", " ").split())
    kurung = _DALAM_KURUNG.match(teks)
    cocok = _BENTUK.match(kurung[1] if kurung else teks)
    if cocok is None:
        return None
    persen = (cocok["satuan"] or "").strip().lower() in {"%", "persen"}
    bagian = _split_marks(cocok["angka"], persen)
    if bagian is None or not 0 < len(bagian[0]) <= ANGKA_TERPANJANG:
        return None
    nilai = float(f"{bagian[0]}.{bagian[1] or '0'}")
    return (-nilai if cocok["tanda"] else nilai), len(bagian[1])


def printed_number(nilai: Nilai) -> tuple[float, int] | None:
    """(number, decimals) of a cell that records a printed figure: a number as it shows, or a text that holds one."""
    angka = as_number(nilai)
    if angka is not None:
        return angka, decimals_of(angka)
    return parse_printed(clean_text(nilai))


def decimals_of(x: float) -> int:
    """Decimals a number shows by itself: 82.47 -> 2, 100.0 -> 0."""
    _, _, pecahan = show_number(x).partition(",")
    return len(pecahan) if pecahan.isdigit() else 0


def figure(x: float, desimal: int | None = None) -> str:
    """A number as Indonesian prints it, thousands with dots: 2.508.522.933; 82,47 (decimals as given or as it has)."""
    desimal = min(decimals_of(x), 4) if desimal is None else desimal
    bulat = f"{abs(excel_round(x, desimal)):,.{desimal}f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return f"-{bulat}" if x < 0 and bulat.strip("0.,") else bulat


def show(nilai: object) -> str:
    """Any computed value as a finding quotes it."""
    if isinstance(nilai, int | float) and not isinstance(nilai, bool):
        return figure(float(nilai))
    return "kosong" if nilai is None else shorten(str(nilai))


def same_figure(cetak: float, desimal: int, nilai: float) -> bool:
    """Is a printed figure this number? Equal, or this number rounded to the printed decimals.

    Rounding to whole numbers is believed only for a number that has many decimals (88,888... printed 89): somebody
    who prints 82 for 82,47 has printed another number.
    """
    if abs(cetak - nilai) < 1e-9 * max(1.0, abs(nilai)):
        return True
    if desimal == 0 and decimals_of(nilai) <= 4:
        return False
    return abs(excel_round(nilai, desimal) - cetak) < 1e-9 * max(1.0, abs(nilai))


# --- names of kecamatan ----------------------------------------------------------------------------------------------

_KUNCI_NAMA = re.compile(r"\b(?P<camat>camat|(?:kecamatan|kec\.?))\s+(?-i:(?=[A-Z]))", re.IGNORECASE)
_KATA_BESAR = re.compile(r"[A-Z][A-Za-z'’]*")
_KATA_LATIN = re.compile(r"[A-Za-z'’]+")
#: Words that follow "Kecamatan" or "Camat" in headings and are no names; words of the plan in lower case join them.
_UMUM = """
    dalam di dan yang untuk dengan pada oleh dari ke atau serta se lain lainnya ini itu tersebut adalah sebagai bagi
    kabupaten kab kota provinsi prov desa kelurahan kel tahun ta tanggal bulan triwulan tw nomor no tentang menurut
    sesuai terhadap secara tepat waktu baik aktif tingkat bidang wilayah daerah pusat perangkat seksi kasi subbag
    kasubag sekretaris sekretariat sekcam camat bupati walikota wali gubernur kepala plt plh pegawai asn pns renja
    renstra rkpd rpjmd apbd apbdes dpa rka skpd opd sakip lakip lkjip lhe iku iki ikm skm paten pk sk sop spm sipd
    simda musrenbang forkopimcam muspika pkk fkub rencana aksi cascading laporan kinerja indikator sasaran tujuan
    program kegiatan sub perjanjian target realisasi anggaran capaian pelayanan layanan publik umum urusan
    pemerintahan pemerintah masyarakat pemberdayaan pembangunan pembinaan pengawasan koordinasi ketentraman
    ketenteraman ketertiban trantib trantibum kesejahteraan sosial ekonomi administrasi kependudukan perizinan non
    keuangan kepegawaian bagian barang milik tata kelola kualitas kepuasan indeks nilai persentase prosentase
    presentase jumlah hasil data dokumen kantor gedung tim satuan unit lembaga hari swt republik indonesia negara
    undang peraturan keputusan lampiran berdasarkan belum sudah telah akan dapat wajib semakin optimal tidak ada
    mendukung mampu prima januari februari maret april mei juni juli agustus september oktober november desember
    sumber buku belanja total sehat layak tangguh cantik aman tertib bersih hijau ramah mandiri maju berkembang
    inovatif terbaik teladan bersama selaku sendiri induk baru lama setiap seluruh semua masing per antar melalui
    guna agar bahwa karena apabila angka statistik profil potensi peta struktur organisasi bisnis proses visi misi
    strategi kebijakan pelaksana pengguna kuasa bendahara pejabat staf operator mitra swasta lintas sektor kelompok
    pemuda karang taruna posyandu puskesmas polsek koramil kapolsek danramil kua kepada kecamatan juga maupun hingga
    sampai beserta maka nya dilaksanakan diselesaikan difasilitasi dilaporkan dilimpahkan ditindaklanjuti
    melaksanakan mempunyai setempat
"""
KATA_UMUM = frozenset(_UMUM.split())


def _is_heading(teks: str) -> bool:
    kata = [k for k in _KATA_LATIN.findall(teks) if len(k) > 3]
    return len(kata) > 3 and sum(k[0].isupper() for k in kata) >= BAGIAN_JUDUL * len(kata)


def _looks_inflected(kata: str) -> bool:
    """Does a word look like a verb or noun of its own (Diselesaikan, Pelaksanaan)? Asked in headings only."""
    return bool(re.fullmatch(r"(di|ter|ber|me)[a-z]{5,}|(pe|ke)[a-z]{4,}an", kata.lower()))


def _name_behind(teks: str, mulai: int, biasa: frozenset[str]) -> list[str]:
    """The words of a name that starts at a position; [] when the word there is none."""
    judul = _is_heading(teks)
    hasil: list[str] = []
    while (cocok := _KATA_BESAR.match(teks, mulai)) and len(hasil) < 3:
        kata = cocok[0]
        if kata.lower() in biasa or (judul and _looks_inflected(kata)) or len(kata) < 3 \
                or (kata.isupper() and len(kata) <= PANJANG_AKRONIM and not teks.isupper()):
            break
        hasil.append(kata)
        spasi = re.compile(r" +").match(teks, cocok.end())
        if spasi is None:
            break
        mulai = spasi.end()
    return hasil


def plain(kata: Iterable[str]) -> str:
    """Letters of a name alone, in lower case."""
    return re.sub(r"[^a-z]", "", "".join(kata).lower())


@dataclass(frozen=True)
class Pemilik:
    """Whose plan it is: its name, the name as `plain`, names that are not of kecamatan, words that are no names."""

    nama: str
    milik: str
    tetangga: frozenset[str]
    biasa: frozenset[str]


def _judge(kata: list[str], pemilik: Pemilik) -> str:
    """ "" for the own name or none, "NAM02" for the own name misspelt, "NAM01" for another one."""
    milik = pemilik.milik
    gabung = [plain(kata[:n]) for n in range(1, len(kata) + 1)]
    if not kata or any(g in pemilik.tetangga for g in gabung):
        return ""
    asli = pemilik.nama.split()
    if milik in gabung:
        return "" if gabung.index(milik) + 1 == len(asli) else "NAM02"
    return "NAM02" if max(similarity(g, milik) for g in gabung) >= MIRIP_NAMA else "NAM01"


def names_in(teks: str, pemilik: Pemilik, *, lepas: bool, camat: bool) -> Iterator[tuple[str, str]]:
    """(kode, name) of every wrong name of a text, once each; `lepas`: also without the word Kecamatan before it.

    `camat`: the word Camat tells a name too; elsewhere the name of a person may follow it.
    """
    terlihat: set[str] = set()
    for cocok in _KUNCI_NAMA.finditer(teks):
        if cocok["camat"].lower() == "camat" and not camat:
            continue
        kata = _name_behind(teks, cocok.end(), pemilik.biasa)
        kode, nama = _judge(kata, pemilik), " ".join(kata)
        if kode and nama.lower() not in terlihat:
            terlihat |= {nama.lower(), *(k.lower() for k in kata)}
            yield kode, cocok[0].strip() + " " + nama if kode == "NAM01" else nama
    if not lepas or len(pemilik.milik) < PANJANG_NAMA_LEPAS or " " in pemilik.nama:
        return
    for kata_lepas in _KATA_BESAR.findall(teks):
        bentuk = kata_lepas.lower()
        if bentuk not in terlihat and bentuk not in pemilik.biasa and bentuk not in pemilik.tetangga \
                and bentuk != pemilik.milik and similarity(bentuk, pemilik.milik) >= MIRIP_NAMA_LEPAS:
            terlihat.add(bentuk)
            yield "NAM02", kata_lepas
