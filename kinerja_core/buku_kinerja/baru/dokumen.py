"""Cascading with the explanation of its indicators, and the IKU: documents that follow the tree row by row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kinerja_core.buku_kinerja.baru.keluaran import (
    BARIS_KOP,
    CADANGAN,
    TTD,
    KolomCetak,
    Naskah,
    finish,
    put_kop,
    put_table,
)
from kinerja_core.buku_kinerja.baru.letak import Susunan
from kinerja_core.buku_kinerja.baru.olah_cetak import LANJUTAN, found
from kinerja_core.buku_kinerja.baru.tempat import CASCADING, IKI, IKU, PENJELASAN, PK_LEMBAR, TempatBaru
from kinerja_core.buku_kinerja.rencana import TINGKAT
from kinerja_core.lembar.cetak import A3, TEPI, Cetak, Kertas, page_breaks
from kinerja_core.lembar.denah import FormatBersyarat, Lembar, Rumus, range_ref
from kinerja_core.lembar.huruf import PIKSEL_PER_HURUF, PIKSEL_TEPI_KOLOM, line_count, row_height
from kinerja_core.lembar.tema import TAB_HASIL
from kinerja_core.xlsx.buku import kolom_huruf

#: Smallest scale of print at which ten points are still eight.
_SKALA = 0.805


@dataclass(frozen=True)
class Hitungan:
    """What a sheet prints and what it should: two formulas of one number each."""

    lembar: str
    tercetak: str
    seharusnya: str


def fit_widths(lebar: Sequence[float], kertas: Kertas, *, tegak: bool = False) -> list[float]:
    """Widths of columns, made narrower where the paper would shrink letters below eight points."""
    piksel = (kertas.inci[1 if tegak else 0] - TEPI["left"] - TEPI["right"]) * 96 / _SKALA
    muat = (piksel - PIKSEL_TEPI_KOLOM * len(lebar)) / PIKSEL_PER_HURUF
    return [round(x * min(1.0, muat / sum(lebar)), 2) for x in lebar]


def fitted(kolom: Sequence[KolomCetak], kertas: Kertas) -> list[KolomCetak]:
    """The same columns in the widths a paper holds."""
    return [replace(k, lebar=x) for k, x in zip(kolom, fit_widths([k.lebar for k in kolom], kertas), strict=True)]


def typed_of_source(kunci: str, ptr: str) -> str:
    """A text that belongs to the indicator of a row (a pointer); "" for none."""
    return f'IFERROR(IF({ptr}=1,"",INDEX(in_{kunci},INDEX(o_sp,{ptr}))&""),"")'


# --- Cascading ----------------------------------------------------------------------------------------------------

_KEPALA = ("No", *(x for t in TINGKAT for x in (t, f"Indikator {t}")))
_KOLOM_TTD = 9
_BARIS_KOP = BARIS_KOP + 2


def _cascade_cell(t: TempatBaru, baris: int, kolom: int) -> str:
    """The cell of a line in a column (1 ..): what begins here; on the first line of a page else what goes on."""
    nama, kunci = (("ind", "ci"), ("nama", "cn"))[kolom % 2]
    halaman = f"MATCH({baris},c_halaman,0)"
    return (f"IFERROR({found(nama, kunci, str(baris * 10 + (kolom + 1) // 2))},"
            f'IFERROR(INDEX(c_lanjut_{kolom},{halaman}),""))')


class _Cascade:
    """The cascading as built: its lines, what they say, where pages begin."""

    def __init__(self, t: TempatBaru, lembar: Lembar) -> None:
        self.t, self.lembar = t, lembar
        self.s = Susunan(Naskah(t).u)
        self.teks: dict[int, dict[int, str]] = {}
        for n, baris in self.s.baris_cascading.items():
            kolom = 2 * self.s.level(n) - 1
            if n == self.s.node(n):
                self.teks.setdefault(baris, {})[kolom] = self.s.nama(n)
            if self.s.ind(n):
                self.teks.setdefault(baris, {})[kolom + 1] = self.s.ind(n)
        self.banyak = max(self.teks, default=0)

    def open_at(self, baris: int) -> dict[int, str]:
        """What a line shows that begins a page: its own, and what goes on from above."""
        hasil = dict(self.teks.get(baris, {}))
        for level in range(1, len(TINGKAT) + 1):
            kolom = 2 * level - 1
            mulai = max((b for b in self.teks if b <= baris and kolom in self.teks[b]), default=0)
            atas = max((b for b in self.teks if b <= baris and any(k in self.teks[b] for k in range(1, kolom, 2))),
                       default=0)
            if mulai and mulai >= atas:
                akhir = max((b for b in self.teks if mulai <= b <= baris and kolom + 1 in self.teks[b]), default=0)
                hasil.setdefault(kolom, self.teks[mulai][kolom] + LANJUTAN)
                if akhir:
                    hasil.setdefault(kolom + 1, self.teks[akhir][kolom + 1] + LANJUTAN)
        return hasil

    def _height(self, baris: int, teks: dict[int, str]) -> None:
        banyak = max([1, *(line_count(x, self.lembar.lebar[k]) for k, x in teks.items())])
        if baris > self.banyak:
            banyak = 1 if baris <= self.banyak + TTD else CADANGAN
        self.lembar.tinggi[_BARIS_KOP + baris - 1] = row_height(banyak)

    def pages(self) -> tuple[int, ...]:
        """Lines that begin a page: each is made high enough for what is repeated on it."""
        for baris in range(1, self.t.banyak + TTD + 1):
            self._height(baris, self.teks.get(baris, {}))
        sudah: list[int] = []
        while True:
            kelompok = range(_BARIS_KOP, _BARIS_KOP + max(1, self.banyak - 2))
            pisah = page_breaks(self.lembar, kelompok, (_BARIS_KOP + self.banyak + TTD - 1, len(_KEPALA) - 1),
                                (_BARIS_KOP - 2, _BARIS_KOP - 1), A3)
            baru = [b - _BARIS_KOP + 1 for b in pisah if b - _BARIS_KOP + 1 not in sudah]
            if not baru:
                return tuple(sudah)
            sudah.append(baru[0])
            self._height(baru[0], self.open_at(baru[0]))


def sheet_cascading(t: TempatBaru) -> tuple[Lembar, tuple[int, ...]]:
    """Eleven columns on A3: a node and its first child share a line; a rule stands only where something begins.

    With it the lines that begin a page.
    """
    lebar = fit_widths([5.0] + [25.5] * 10, A3)
    lembar = Lembar(CASCADING, warna=TAB_HASIL, lebar=dict(enumerate(lebar)), besar=80)
    n, banyak = Naskah(t), t.jumlah_cetak("cascading")
    put_kop(n, lembar, len(_KEPALA), f"CASCADING KINERJA TAHUN {t.isi.tahun}")
    lembar.put_row(_BARIS_KOP - 2, list(_KEPALA), "resmi_kepala")
    lembar.fit_row(_BARIS_KOP - 2, dict(enumerate(_KEPALA)), 2, tebal=True)
    lembar.put_row(_BARIS_KOP - 1, [f"({m})" for m in range(1, len(_KEPALA) + 1)], "resmi_nomor")
    bangun = _Cascade(t, lembar)
    mulai = bangun.pages()
    for baris in range(1, t.banyak + TTD + 1):
        _put_line(t, lembar, baris, banyak)
    lembar.bersyarat += _rules(t, banyak)
    ulang = (_BARIS_KOP - 2, _BARIS_KOP - 1)
    lembar.beku = (_BARIS_KOP, 0)
    lembar.cetak = Cetak(((0, 0), (_BARIS_KOP + t.banyak + TTD - 1, len(_KEPALA) - 1)), ulang, kertas=A3,
                         pisah=tuple(_BARIS_KOP + b - 1 for b in mulai), baris_akhir=f"{_BARIS_KOP + TTD}+{banyak}",
                         terpakai=_BARIS_KOP + bangun.banyak + TTD)
    return lembar, mulai[:t.baris_cetak["halaman"]]


def _put_line(t: TempatBaru, lembar: Lembar, baris: int, banyak: str) -> None:
    ini = _BARIS_KOP + baris - 1
    ttd = f'IF(AND({baris}>{banyak},{baris}<={banyak}+{TTD}),INDEX(c_ttd_cascading,{baris}-{banyak}),"")'
    if baris > t.banyak:
        lembar.put(ini, _KOLOM_TTD, Rumus(ttd), "resmi_teks")
        return
    atas = f"MAX({alamat_kolom(0, _BARIS_KOP)}:$A{ini})" if baris > 1 else "0"
    lembar.put(ini, 0, Rumus(f'IF(ISNA(MATCH({baris * 10 + 1},u_cn,0)),"",1+{atas})'), "resmi_tengah")
    for kolom in range(1, len(_KEPALA)):
        isi = _cascade_cell(t, baris, kolom)
        lembar.put(ini, kolom, Rumus(f"IF({baris}<={banyak},{isi},{ttd})" if kolom == _KOLOM_TTD else isi),
                   "resmi_teks")


def alamat_kolom(kolom: int, baris: int) -> str:
    """An absolute cell: column counted from 0, row from 1 minus one."""
    return f"${kolom_huruf(kolom)}${baris + 1}"


def _rules(t: TempatBaru, banyak: str) -> list[FormatBersyarat]:
    """Sides everywhere; a line above what begins, of this level or of one above it; one below the last of a page."""
    awal, akhir = _BARIS_KOP, _BARIS_KOP + t.banyak
    nomor = f"ROWS($A${awal + 1}:$A{awal + 1})"
    tutup = f"COUNTIF(c_halaman,{nomor}+1)>0"
    hasil = []
    for m in range(len(_KEPALA)):
        level = (m + 1) // 2
        sel = "&".join(f"${kolom_huruf(k)}{awal + 1}" for k in range(1, max(2, 2 * level), 2))
        if m and m % 2 == 0:
            sel += f"&${kolom_huruf(m)}{awal + 1}"
        ada = f"{nomor}<={banyak}"
        aturan = [(f'AND({ada},{sel}<>"",{tutup})', "sisi_atas_bawah"), (f"AND({ada},{tutup})", "sisi_bawah"),
                  (f'AND({ada},{sel}<>"")', "sisi_atas"), (ada, "sisi"), (f"{nomor}={banyak}+1", "alas")]
        hasil += [FormatBersyarat((awal, m), (akhir, m), r, g) for r, g in aturan]
    return hasil


# --- what explains the indicators, and the IKU --------------------------------------------------------------------


def sheet_penjelasan(t: TempatBaru) -> Lembar:
    """Every indicator of the tree with its formulasi, type, source of data and keterangan, in the order of the tree."""
    n = Naskah(t)
    s = Susunan(n.u)

    def posisi(j: int) -> str:
        return t.from_cetak("pohon", j)

    def ptr(j: int) -> str:
        return f"IF({posisi(j)}=0,1,INDEX(u_ptr,{posisi(j)}))"

    def kode(j: int) -> str:
        return f'IF(INDEX(o_kode,{ptr(j)})<>"",INDEX(o_kode,{ptr(j)}),INDEX(o_jenis,{ptr(j)}))'

    def node(j: int) -> str:
        return f'IFERROR(IF({posisi(j)}=0,"",INDEX(in_sasaran,{ptr(j)})&""),"")'

    def olah(judul: str, lebar: float, nama: str, teks: Callable[[int], str]) -> KolomCetak:
        return KolomCetak(judul, lebar, "resmi_teks", lambda j: f"INDEX(o_{nama},{ptr(j)})", _text(s.pohon, teks))

    def milik(judul: str, lebar: float, kunci: str) -> KolomCetak:
        return KolomCetak(judul, lebar, "resmi_teks", lambda j: typed_of_source(kunci, ptr(j)),
                          _text(s.pohon, lambda b: s.typed(b, kunci)))

    kolom = fitted([
        KolomCetak("Kode / tingkat", 16, "resmi_teks", kode),
        olah("Tujuan, sasaran, program, kegiatan, sub kegiatan", 40, "nama", s.nama),
        KolomCetak("Sasaran (hasil yang dituju)", 36, "resmi_teks", node,
                   _text(s.pohon, lambda b: s.u.teks(b, "sasaran"))),
        olah("Indikator kinerja", 40, "ind", s.ind),
        milik("Formulasi", 48, "formulasi"), milik("Tipe penghitungan", 15, "tipe_dokumen"),
        milik("Sumber data", 32, "sumber_data"), milik("Keterangan / kriteria", 35, "keterangan")], A3)
    lembar = Lembar(PENJELASAN, warna=TAB_HASIL, lebar=dict(enumerate(k.lebar for k in kolom)), besar=90)
    put_kop(n, lembar, len(kolom), f"PENJELASAN INDIKATOR CASCADING KINERJA TAHUN {t.isi.tahun}")
    awal, banyak = _BARIS_KOP, t.jumlah_cetak("pohon")
    lv = f"INDEX(u_lv,MAX(1,INDEX(c_pohon,ROWS($A${awal + 1}:$A{awal + 1}))))"
    put_table(n, lembar, kolom, awal, t.banyak, banyak, None, f"AND({lv}>0,{lv}<4)", len(s.pohon))
    return finish(n, lembar, awal, t.banyak, len(kolom), banyak, len(s.pohon), ttd=False, kertas=A3)


def _text(baris: Sequence[int], teks: Callable[[int], str]) -> Callable[[int], str]:
    return lambda j: teks(baris[j - 1]) if j <= len(baris) else ""


def sheet_iku(t: TempatBaru) -> Lembar:
    """The decree's table: sasaran, IKU, satuan, penjelasan (alasan, formulasi, sumber data), keterangan."""
    n = Naskah(t)
    s = Susunan(n.u)

    def ptr(j: int) -> str:
        return f"IF({t.from_cetak('iku', j)}=0,1,INDEX(u_ptr,{t.from_cetak('iku', j)}))"

    def node(j: int) -> str:
        nd = f"INDEX(u_nd,{t.from_cetak('iku', j)})"
        return f'IF({t.from_cetak("iku", j)}=0,"",IF({nd}=0,"",INDEX(o_nama,INDEX(u_ptr,{nd}))))'

    def milik(judul: str, lebar: float, kunci: str) -> KolomCetak:
        return KolomCetak(judul, lebar, "resmi_teks", lambda j: typed_of_source(kunci, ptr(j)),
                          _text(s.iku, lambda b: s.typed(b, kunci)))

    def olah(judul: str, lebar: float, nama: str, teks: Callable[[int], str]) -> KolomCetak:
        return KolomCetak(judul, lebar, "resmi_teks", lambda j: f"INDEX(o_{nama},{ptr(j)})", _text(s.iku, teks))

    kolom = fitted([
        KolomCetak("No", 5, "resmi_tengah", lambda j: f'IF({t.from_cetak("iku", j)}=0,"",{j})'),
        KolomCetak("Sasaran kinerja", 34, "resmi_teks", node, _text(s.iku, s.nama)),
        olah("Indikator Kinerja Utama", 36, "ind", s.ind), olah("Satuan", 9, "satuan", lambda b: s.typed(b, "satuan")),
        milik("Alasan", 26, "alasan"), milik("Formulasi", 38, "formulasi"), milik("Sumber data", 26, "sumber_data"),
        milik("Keterangan / kriteria", 28, "keterangan")], t.isi_kertas)
    lembar = Lembar(IKU, warna=TAB_HASIL, lebar=dict(enumerate(k.lebar for k in kolom)), besar=90)
    put_kop(n, lembar, len(kolom), f"INDIKATOR KINERJA UTAMA (IKU) TAHUN {t.isi.tahun}")
    awal, banyak = _BARIS_KOP, t.jumlah_cetak("iku")
    put_table(n, lembar, kolom, awal, t.banyak, banyak, (6, "SK IKU"), "", len(s.iku))
    return finish(n, lembar, awal, t.banyak, len(kolom), banyak, len(s.iku))


# --- does everything stand there? ---------------------------------------------------------------------------------


def printed(t: TempatBaru) -> list[Hitungan]:
    """Of every document: what stands on its sheet (cells of the cascading, rows of the others), and what the plan has
    for it."""
    awal, akhir = _BARIS_KOP, _BARIS_KOP + t.banyak - 1
    sel = range_ref(CASCADING, (awal, 1), (akhir, len(_KEPALA) - 1))
    lanjut = f'COUNTIF({sel},"*{LANJUTAN}")'
    dalam = f"(ROW({sel})<={awal}+{t.jumlah_cetak('cascading')})"

    def rows(nama: str, kolom: int, banyak: str) -> str:
        r = range_ref(nama, (awal, kolom), (akhir, kolom))
        return f'SUMPRODUCT(({r}<>"")*(ROW({r})<={awal}+{banyak}))'

    def pk(jenis: str, isi: str) -> str:
        return f"IF({t.dokumen(jenis)}=0,0,{isi})"
    return [
        Hitungan(CASCADING, f'SUMPRODUCT(({sel}<>"")*{dalam})-{lanjut}', 'COUNTIF(u_cn,">0")+COUNTIF(u_ci,">0")'),
        Hitungan(PENJELASAN, rows(PENJELASAN, 3, t.jumlah_cetak("pohon")),
                 'SUMPRODUCT((o_ind<>"")*(o_ml>0)*(o_ml<6))'),
        Hitungan(IKU, rows(IKU, 2, t.jumlah_cetak("iku")), "SUM(o_iku)"),
        Hitungan(IKI, 'COUNTIF(c_iki,">0")', 'COUNTIF(u_ik,">0")'),
        *(Hitungan(lembar, pk(jenis, 'COUNTIF(c_pkp,">0")'), pk(jenis, 'COUNTIF(u_kp,">0")'))
          for jenis, lembar in PK_LEMBAR.items())]
