"""The list of kecamatan as a workbook to fill: columns, example, lists and bounds; and where a filled one has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.instrumen.model import Fakta, Instrumen
from kinerja_core.lembar.cetak import Cetak
from kinerja_core.lembar.denah import Denah, Lembar, ValidasiSel, cell_ref
from kinerja_core.lembar.huruf import line_count, row_height
from kinerja_core.lembar.isian import Kotak
from kinerja_core.lembar.kendali import LEMBAR_PETUNJUK
from kinerja_core.lembar.tema import TAB_ISIAN, TAB_KENDALI
from kinerja_core.xlsx.buku import Buku, LembarBuku, Posisi

DAFTAR = "Kecamatan"
#: Rows of the form: title, hint, header, example, then one row per kecamatan.
_KEPALA, _CONTOH, AWAL = 2, 3, 4
#: Free rows behind those that are filled.
_CADANGAN, _PALING_SEDIKIT = 60, 300
#: Rows at the top of any workbook in which the header is looked for, and rows read below it.
_CARI, TERBANYAK = 25, 20_000
_TANDA_CONTOH = "Contoh:"
#: Identity columns: key, header, width, example, what to write.
KOLOM_IDENTITAS = (
    ("kode_wilayah", "Kode wilayah", 16, "35.20.10", "PP.KK.CC sebagai teks: 35.20.10."),
    ("nama", "Kecamatan", 28, "Bendo", "Nama tanpa kata Kecamatan."),
    ("kabupaten", "Kabupaten/Kota", 28, "Kabupaten Magetan", "Boleh dengan atau tanpa kata Kabupaten/Kota."),
    ("provinsi", "Provinsi", 20, "", "Boleh kosong: dipakai provinsi instrumen."),
    ("alamat", "Alamat kantor", 44, "Jalan Raya Bendo 1", "Boleh kosong; tercetak di kop Lembar Cetak."),
)
TIDAK_WAJIB = ("provinsi", "alamat")
_PAGAR = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class KolomDaftar:
    """One column: key of Identitas or kode of a fact, header as written, and whether it may be left out."""

    kunci: str
    judul: str
    fakta: Fakta | None = None
    boleh_tidak_ada: bool = False


def columns(instrumen: Instrumen) -> tuple[KolomDaftar, ...]:
    """The columns of the list for an instrument: identity, then every fact that is not a sum of others."""
    hasil = [KolomDaftar(k, judul, None, k in TIDAK_WAJIB) for k, judul, *_ in KOLOM_IDENTITAS]
    perlu = needed_facts(instrumen)
    for f in instrumen.data_umum:
        if not f.jumlah_dari:
            kembar = any(plain(k.judul) == plain(f.label) for k in hasil)
            hasil.append(KolomDaftar(f.kode, f"{f.label} ({f.kode})" if kembar else f.label, f, f.kode not in perlu))
    return tuple(hasil)


def needed_facts(instrumen: Instrumen) -> frozenset[str]:
    """Facts that must be known before sending: those that decide what is not relevant."""
    dasar = {f.kode: f.jumlah_dari for f in instrumen.fakta}
    antre = [k for i in instrumen.indikator for k in i.tidak_relevan.bila_nol]
    hasil: set[str] = set()
    while antre:
        kode = antre.pop()
        if kode not in hasil:
            hasil.add(kode)
            antre += dasar.get(kode, ())
    return frozenset(k for k in hasil if not dasar.get(k))


# -- the form ----------------------------------------------------------------------------------------------------


def describe_list(instrumen: Instrumen, jumlah: int) -> Denah:
    """The form with room for that many kecamatan and some more."""
    kolom = columns(instrumen)
    muat = max(jumlah + _CADANGAN, _PALING_SEDIKIT)
    lembar = Lembar(DAFTAR, warna=TAB_ISIAN, lebar={0: 16.0})
    lembar.merge((0, 0), (0, len(kolom) - 1), f"Daftar kecamatan - {instrumen.judul} {instrumen.tahun_penilaian}",
                 "judul")
    lembar.merge((1, 0), (1, len(kolom) - 1), "Isi sel kuning, satu baris satu kecamatan. Baris abu-abu di bawah judul "
                 "hanya contoh. Menyalin dari berkas lain: Tempel Nilai (Paste Values).", "teks_redup")
    lebar = {k: float(w) for k, _, w, *_ in KOLOM_IDENTITAS}
    contoh = {k: c for k, _, _, c, _ in KOLOM_IDENTITAS} | {"provinsi": instrumen.provinsi}
    nama: dict[str, tuple[str, Posisi]] = {}
    masukan: dict[Kotak, tuple[str, Posisi]] = {}
    for n, k in enumerate(kolom):
        lembar.lebar[n] = lebar.get(k.kunci, 18.0)
        lembar.put(_KEPALA, n, k.judul, "kepala")
        lembar.put(_CONTOH, n, f"{_TANDA_CONTOH} {_example(k, contoh)}", "sel_redup")
        gaya = _style(k)
        for b in range(AWAL, AWAL + muat):
            kotak = (str(b - AWAL), k.kunci)
            lembar.put_input((b, n), kotak, gaya)
            masukan[kotak] = (DAFTAR, (b, n))
        lembar.validasi += _validation(k, n, muat)
    lembar.tinggi = {0: row_height(2), _KEPALA: row_height(3), _CONTOH: row_height(2)}
    lembar.beku, lembar.mulai = (AWAL, 2), (AWAL, 0)
    akhir = AWAL + max(jumlah, 30) - 1
    lembar.cetak = Cetak(((0, 0), (akhir, len(kolom) - 1)), (_KEPALA, _KEPALA))
    return Denah(f"Daftar kecamatan {instrumen.judul}", (lembar, _guide(instrumen, kolom)), nama, masukan, {},
                 {"kinerja_jenis": "daftar_kecamatan", "kinerja_instrumen_id": instrumen.id}, "Daftar kecamatan")


def _example(k: KolomDaftar, contoh: Mapping[str, str]) -> str:
    if k.fakta is None:
        return contoh.get(k.kunci, "")
    if k.fakta.is_year:
        return f"{int(k.fakta.min) + 25}"
    return {"rupiah": "3500000000", "teks": "tulisan"}.get(k.fakta.jenis, "12")


def _style(k: KolomDaftar) -> str:
    if k.fakta is None:
        return "isi_teks"
    return f"isi_{'tahun' if k.fakta.is_year else k.fakta.jenis}"


def _validation(k: KolomDaftar, kolom: int, muat: int) -> list[ValidasiSel]:
    awal, akhir = (AWAL, kolom), (AWAL + muat - 1, kolom)
    sel = cell_ref(DAFTAR, awal).partition("!")[2].replace("$", "")
    if k.kunci == "kode_wilayah":
        teks = f'AND(ISTEXT({sel}),LEN({sel})=8,MID({sel},3,1)=".",MID({sel},6,1)=".")'
        return [ValidasiSel(awal, "khusus", (teks,), "Kode wilayah", "Tulis PP.KK.CC seperti 35.20.10.", akhir)]
    if k.fakta is None or k.fakta.jenis == "teks":
        return []
    d = k.fakta.datum
    jenis = "bulat" if d.jenis == "bulat" else "desimal"
    return [ValidasiSel(awal, jenis, (f"{d.min:g}", f"{d.batas_atas:.15g}"), k.judul[:32],  # type: ignore[arg-type]
                        f"Isi angka antara {d.min:g} dan {d.batas_atas:.15g}, tanpa satuan.", akhir)]


def _guide(instrumen: Instrumen, kolom: Sequence[KolomDaftar]) -> Lembar:
    lembar = Lembar(LEMBAR_PETUNJUK, warna=TAB_KENDALI, lebar={0: 34.0, 1: 90.0})
    lembar.merge((0, 0), (0, 1), "Petunjuk daftar kecamatan", "judul")
    lembar.tinggi[0] = row_height(2)
    lembar.put_row(1, ["Kolom", "Cara mengisi"], "kepala")
    cara = {k: teks for k, _, _, _, teks in KOLOM_IDENTITAS}
    perlu = needed_facts(instrumen)
    baris = []
    for k in kolom:
        umum = "Wajib; ketik 0 bila tidak ada." if k.kunci in perlu else "Boleh kosong; kecamatan mengisinya sendiri."
        baris.append((k.judul, cara.get(k.kunci, umum)))
    baris += [("Urutan", "Bebas; kiriman diurutkan menurut kode."),
              ("Judul kolom", "Jangan diubah. Kolom tambahan boleh; tidak dibaca."),
              ("Setelah terisi", "Simpan, lalu jalankan Sebar. Bila ada yang keliru, semuanya disebut dan tidak ada "
               "yang dikirim.")]
    for n, (judul, teks) in enumerate(baris, start=2):
        lembar.put_row(n, [judul, teks], ["sel_tebal", "sel"])
        lembar.tinggi[n] = row_height(max(line_count(teks, 90), line_count(judul, 34, tebal=True)))
    lembar.cetak = Cetak(((0, 0), (len(baris) + 1, 1)), satu_halaman=True)
    return lembar


# -- a filled one ------------------------------------------------------------------------------------------------


def plain(judul: str) -> str:
    """A header without case, spaces and signs: "Kode Wilayah " and "kode_wilayah" are the same."""
    return _PAGAR.sub(" ", judul.casefold()).strip()


@dataclass(frozen=True)
class TabelDaftar:
    """Where a workbook has its list: sheet, header row, and the headers by column as written."""

    lembar: LembarBuku
    baris: int
    judul: Mapping[int, str]

    def rows(self) -> Iterable[int]:
        """Rows below the header that hold anything but an example."""
        ada: dict[int, list[Nilai]] = {}
        for (b, _), v in self.lembar.nilai.items():
            if self.baris < b <= self.baris + TERBANYAK and v is not None and str(v).strip():
                ada.setdefault(b, []).append(v)
        for (b, _) in self.lembar.rumus:
            if self.baris < b <= self.baris + TERBANYAK:
                ada.setdefault(b, [])
        return [b for b in sorted(ada) if not (b == self.baris + 1 and ada[b] and all(
            isinstance(v, str) and v.startswith(_TANDA_CONTOH) for v in ada[b]))]


def find_table(buku: Buku) -> TabelDaftar | None:
    """The list in a workbook: the row with the header Kode wilayah, on the sheet Kecamatan or any other visible one."""
    for s in sorted((s for s in buku.lembar if s.status == "tampak"), key=lambda s: s.nama != DAFTAR):
        for b in range(_CARI):
            judul = {k: v for (n, k), v in s.nilai.items() if n == b and isinstance(v, str) and v.strip()}
            if any(plain(v) in ("kode wilayah", "kode kecamatan", "kode") for v in judul.values()) and len(judul) > 1:
                return TabelDaftar(s, b, dict(sorted(judul.items())))
    return None


def headers(judul: str) -> str:
    """Other words for a header that are understood."""
    return {"kode": "kode wilayah", "kode kecamatan": "kode wilayah", "nama kecamatan": "kecamatan",
            "kabupaten": "kabupaten kota", "kab kota": "kabupaten kota", "alamat": "alamat kantor"}.get(judul, judul)


