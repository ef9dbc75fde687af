"""The return note of every kecamatan: what became of its file, its catatan, its values, where it stands.

As a fresh workbook (never a re-saved copy of the office's own file), and as one page of plain text for a messenger.
The same round gives the same bytes: times are those of the register, not of the clock.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from kinerja_core.dasar.excelmath import excel_round
from kinerja_core.dasar.keluaran import headed, stamped
from kinerja_core.dasar.polos import cell_text, one_line
from kinerja_core.dasar.sebab import causes
from kinerja_core.dasar.teks import decimal, with_comma
from kinerja_core.dasar.temuan import KATALOG, SEBUTAN_TINGKAT, buat_temuan
from kinerja_core.dasar.waktu import show_date
from kinerja_core.instrumen.aturan import TIDAK_RELEVAN
from kinerja_core.instrumen.model import Datum, Indikator, Instrumen
from kinerja_core.kertas_kerja.uji import typed_facts
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.lembar.tulis import write_bytes, write_file
from kinerja_core.provinsi.kumpul.lembar_catatan import (
    BarisCatatan,
    BarisJumlah,
    BarisNilai,
    BlokCatatan,
    IsiCatatan,
    cause_row,
    describe_note,
)
from kinerja_core.provinsi.peringkat import Tempat, group, standing
from kinerja_core.provinsi.putaran import SEBUTAN_KEADAAN, SEBUTAN_TAHAP, Entri, Kecamatan, Kiriman, Putaran, Skor
from kinerja_core.provinsi.sebar.sebarkan import region_folder

BELUM_DIISI = "Belum diisi"
#: The office's own value, what it is called where others count too, and what they give together.
NILAI, NILAI_MANDIRI, GABUNGAN = "Nilai Akhir", "Nilai Akhir mandiri", "Nilai gabungan"
#: Lines of catatan a text note tells one by one, the characters of all of them, and the longest message it repeats.
#: How to mend is always told to its end.
_BARIS_PESAN, _HURUF_PESAN, _PANJANG_PESAN = 8, 1500, 120
#: Names of inputs in a message are not cut below this.
_NAMA_PALING_PENDEK = 40
_AKHIRAN = "_catatan"


@dataclass(frozen=True)
class Kedudukan:
    """Where a kecamatan stands: its place, and how many stand in province, kabupaten/kota and kind of kecamatan."""

    tempat: Tempat
    provinsi: int
    kabupaten: int
    kelompok: int
    nama_kelompok: str


def return_notes(putaran: Putaran, *, peringkat: bool = True) -> Iterator[tuple[str, bytes]]:
    """(path "35.20 Kabupaten Magetan/35.20.10_catatan.xlsx", bytes), an .xlsx and a .txt per kecamatan by kode.

    `peringkat=False`: positions are not told. A kecamatan that sent nothing gets a reminder.
    """
    kedudukan = _positions(putaran) if peringkat else {}
    for e in putaran.entri:
        dasar = f"{region_folder(e.kecamatan)}/{e.kecamatan.kode}{_AKHIRAN}"
        isi = note_of(putaran, e, kedudukan.get(e.kecamatan.kode))
        yield f"{dasar}.xlsx", write_bytes(describe_note(isi), Isian(None, {}), {}, {})
        yield f"{dasar}.txt", message_bytes(isi)


def write_notes(putaran: Putaran, ke: Path, peringkat: bool = True) -> list[Path]:
    """Every note below a folder, a folder per kabupaten/kota; a note that would stay the same is not touched.

    An older note of ours is renewed. KinerjaError BKS17 when one cannot be written (it is open in Excel), LJT01 when
    somebody saved the one that stands there.
    """
    tertulis = []
    for nama, isi in return_notes(putaran, peringkat=peringkat):
        path = ke / nama
        write_file(path, isi, milik=stamped if path.suffix == ".xlsx" else headed(isi))
        tertulis.append(path)
    return tertulis


def _positions(p: Putaran) -> dict[str, Kedudukan]:
    tempat = standing(p)
    kab = Counter(t.entri.kecamatan.kode_kabupaten for t in tempat)
    jenis = {t.kode: group(t.entri) for t in tempat}
    kel = Counter(jenis.values())
    return {t.kode: Kedudukan(t, len(tempat), kab[t.entri.kecamatan.kode_kabupaten], kel[jenis[t.kode]], jenis[t.kode])
            for t in tempat}


# -- what a note says --------------------------------------------------------------------------------------------------


def told_files(e: Entri) -> list[Kiriman]:
    """The submissions a note speaks of: the one that holds and a later one that was returned, else the last one."""
    if e.berlaku is None:
        return list(e.kiriman[-1:])
    susulan = [k for k in e.kiriman if k.nomor > e.berlaku.nomor and not k.diterima]
    return [e.berlaku, *susulan[-1:]]


def note_of(p: Putaran, e: Entri, kedudukan: Kedudukan | None = None) -> IsiCatatan:
    """The note of one kecamatan as data."""
    k, ins = e.kecamatan, p.instrumen
    berkas = told_files(e)
    blok = [b for n, kiriman in enumerate(berkas) for b in _blocks(kiriman, len(berkas) > 1 and n > 0)]
    skor = e.berlaku.skor if e.berlaku else None
    tak = _uncounted(e.berlaku, ins) if e.berlaku else {}
    judul = f"Catatan untuk Kecamatan {k.identitas.nama}"
    anak = f"{k.daerah} - {k.kode} - {ins.judul} {ins.tahun_penilaian}"
    keadaan = "tidak_terbaca" if e.berlaku is None and berkas and not berkas[-1].identitas else e.keadaan
    return IsiCatatan(
        (judul, anak), SEBUTAN_KEADAAN[keadaan], state_sentence(p, e), e.keadaan == "diterima",
        tuple(_facts(p, e, berkas, kedudukan)), tuple(blok), tuple(_values(ins, skor, tak)) if skor else (),
        tuple(_totals(p, e, skor)) if skor else (), f"{ins.istilah.aspek} / {ins.istilah.indikator.lower()}",
        f"Catatan {k.kode} - {ins.id} {ins.versi}",
        {"kinerja_jenis": "catatan_balik", "kinerja_instrumen_id": ins.id, "kinerja_kode_wilayah": k.kode})


def state_sentence(p: Putaran, e: Entri) -> str:
    """The state and what is asked of the kecamatan, in one or two sentences."""
    lewat = p.tenggat is not None and p.pada[:10] > p.tenggat.isoformat()
    sampai = f" sebelum tenggat {show_date(p.tenggat)}" if p.tenggat and not lewat else ""
    if e.berlaku is None:
        if not e.kiriman:
            batas = f" Tenggat{' sudah lewat' if lewat else ''}: {show_date(p.tenggat)}." if p.tenggat else ""
            return f"Kertas kerja dari kecamatan ini belum kami terima.{batas}"
        akhir = e.kiriman[-1]
        sebab = f"{KATALOG[akhir.kode].judul}. " if akhir.kode else ""
        tak = " tidak dapat dibaca." if not akhir.identitas else " dikembalikan, jadi belum dinilai."
        return f"Berkas terakhir{tak} {sebab}Perbaiki menurut catatan di bawah, lalu kirim lagi{sampai}."
    wajib = sum(t.tingkat == "wajib" for t in e.berlaku.temuan)
    cek = sum(t.tingkat == "cek" for t in e.berlaku.temuan)
    jelas = sum(t.tingkat == "dijelaskan" for t in e.berlaku.temuan)
    lambat = " Berkas ini diterima sesudah tenggat." if e.berlaku.terlambat else ""
    if wajib:
        teks = (f"Sudah dinilai dari isian yang sah. {wajib} isian wajib diperbaiki; betulkan di kertas kerja Anda, "
                f"lalu kirim lagi{sampai}.")
    elif e.berlaku.keadaan == "diterima":
        teks = "Sudah dinilai. Tidak ada yang perlu diperbaiki."
        teks += f" {jelas} hal Anda jelaskan; penjelasannya dibaca verifikator." if jelas else ""
    else:
        teks = (f"Sudah dinilai. {cek} hal perlu dicek; bila memang benar, jelaskan di kolom Penjelasan." if cek else
                "Sudah dinilai; lihat keterangan di bawah.")
    susul = told_files(e)[1:]
    if susul:
        teks += (f" Kiriman sesudahnya {SEBUTAN_KEADAAN[susul[0].keadaan].lower()}, jadi yang berlaku tetap kiriman "
                 "sebelumnya.")
    return teks + lambat


def _facts(p: Putaran, e: Entri, berkas: Sequence[Kiriman], kedudukan: Kedudukan | None) -> Iterator[tuple[str, str]]:
    for n, k in enumerate(berkas):
        yield "Kiriman sesudahnya" if n else "Berkas", cell_text(k.berkas)
        yield "Diterima tanggal", show_date(k.waktu) + (" (terlambat)" if k.terlambat else "")
        yield "SHA-256 berkas", k.sidik
    if len(e.kiriman) > 1:
        yield "Banyaknya kiriman", str(len(e.kiriman))
    if p.tenggat:
        yield "Tenggat", show_date(p.tenggat)
    if e.berlaku and e.berlaku.skor:
        s = e.berlaku.skor
        yield _own_value(p), decimal(s.nilai_akhir) + (f" ({s.predikat})" if s.predikat else "")
        if _stages(p) and (gabung := e.combined(p.bobot_tahap)) is not None:
            yield GABUNGAN, decimal(gabung)
        yield "Terisi", f"{s.terisi} dari {len(p.instrumen.indikator)} {p.instrumen.istilah.indikator.lower()}"
    if kedudukan:
        yield "Peringkat sementara", position_sentence(e.kecamatan, kedudukan)


def _stages(p: Putaran) -> bool:
    """Does more than the office's own value count in this round?"""
    return any(b for t, b in p.bobot_tahap.items() if t != "mandiri")


def _own_value(p: Putaran) -> str:
    """What the office's own value is called: in a round of stages it is not the one that is ranked."""
    return NILAI_MANDIRI if _stages(p) else NILAI


def position_sentence(k: Kecamatan, x: Kedudukan) -> str:
    """ "12 dari 612 se-provinsi; 2 dari 18 di Kabupaten Magetan; 9 dari 300 kecamatan desa saja"."""
    t = x.tempat
    seri = " (seri)" if t.seri else ""
    jenis = f"; {t.kelompok} dari {x.kelompok} kecamatan {x.nama_kelompok}" if x.nama_kelompok != "belum diketahui" \
        else ""
    return f"{t.peringkat}{seri} dari {x.provinsi} se-provinsi; {t.kabupaten} dari {x.kabupaten} di {k.daerah}{jenis}"


def _blocks(k: Kiriman, susulan: bool) -> Iterator[BlokCatatan]:
    """Catatan by level, wajib first. A file that was returned by its kode alone still says why and what to do."""
    temuan = list(k.temuan)
    if k.kode and not any(t.kode == k.kode for t in temuan):
        temuan.insert(0, buat_temuan(k.kode))
    sebab = causes(temuan)
    for tingkat, sebutan in SEBUTAN_TINGKAT.items():
        milik = [cause_row(s) for s in sebab if s.tingkat == tingkat]
        if milik:
            yield BlokCatatan(f"{sebutan} ({len(milik)}){' - kiriman sesudahnya' if susulan else ''}", tuple(milik))


def _uncounted(k: Kiriman, ins: Instrumen) -> dict[str, str]:
    """Indicators some datum of which holds what may not be counted, with the kode that says why."""
    salah = {t.sel: t.kode for t in k.temuan if t.tingkat == "wajib" and t.kind.jawab != "isi" and t.sel}
    sebab = {kotak: salah[sel] for kotak, sel in k.asal.items() if sel in salah}
    return {i.kode: kode for i in ins.indikator for d in i.data for kotak in _typed(ins, i, d)
            if (kode := sebab.get(kotak))}


def _typed(ins: Instrumen, i: Indikator, d: Datum) -> list[Kotak]:
    """The inputs a datum gets its value from."""
    if d.fakta:
        return [(f, "isi") for f in typed_facts(ins, d.fakta)]
    if d.dari:
        kode, _, kunci = d.dari.partition(".")
        lain = next(x for x in ins.indikator if x.kode == kode)
        return _typed(ins, lain, lain.datum(kunci))
    return [(i.kode, d.kunci)]


def _values(ins: Instrumen, skor: Skor, tak: Mapping[str, str]) -> Iterator[BarisNilai]:
    """Aspek and indicators with the weights that were counted, so that parts and sums agree."""
    for a in ins.aspek:
        bobot = sum(w for i in a.indikator if (w := _counted(ins, skor, i)) is not None)
        yield BarisNilai(a.nomor, a.nama, excel_round(bobot, 6), "", skor.aspek.get(a.kode), True)
        for i in a.indikator:
            c = skor.capaian.get(i.kode)
            belum = f"Tidak dihitung ({tak[i.kode]})" if i.kode in tak else BELUM_DIISI
            yield BarisNilai(i.nomor, i.uraian, _counted(ins, skor, i),
                             belum if c is None else TIDAK_RELEVAN if isinstance(c, str) else float(c),
                             skor.nilai.get(i.kode))


def _counted(ins: Instrumen, skor: Skor, i: Indikator) -> float | None:
    """The weight of an indicator as far as it was counted; None where the policy leaves it out."""
    lepas = ins.kebijakan_tidak_relevan == "normalisasi" and isinstance(skor.capaian.get(i.kode), str)
    return None if lepas else float(i.bobot)


def _totals(p: Putaran, e: Entri, skor: Skor) -> Iterator[BarisJumlah]:
    """The sum of what stands above, what it makes of 100 where weights were left out, and the values of stages."""
    induk = [b for b in _values(p.instrumen, skor, {}) if b.induk]
    dihitung, nilai = (excel_round(sum(x or 0.0 for x in isi), 6) for isi in ([b.bobot for b in induk],
                                                                           [b.nilai for b in induk]))
    yield BarisJumlah("Jumlah", nilai, dihitung)
    skala = f" ({decimal(nilai)} dibagi bobot yang dihitung {decimal(dihitung)}, dikali 100)"
    skala = skala if p.instrumen.kebijakan_tidak_relevan == "normalisasi" and dihitung not in (0, 100) else ""
    yield BarisJumlah(_own_value(p) + skala, skor.nilai_akhir)
    if set(e.tahap) - {"mandiri"}:
        for tahap, nilai in e.tahap.items():
            bobot = p.bobot_tahap.get(tahap)
            yield BarisJumlah(SEBUTAN_TAHAP[tahap] + (f" (bobot {with_comma(bobot)})" if bobot else ""), nilai)
        gabung = e.combined(p.bobot_tahap)
        if gabung is not None:
            yield BarisJumlah(GABUNGAN, gabung)


# -- the message ---------------------------------------------------------------------------------------------------


def message_bytes(isi: IsiCatatan) -> bytes:
    """The note as plain text of one page: short lines, no table; UTF-8 with BOM and CRLF, as Notepad likes it."""
    return ("\r\n".join(message_lines(isi)) + "\r\n").encode("utf-8-sig")


def message_lines(isi: IsiCatatan) -> list[str]:
    """At most some 30 lines: who, state, values, the first catatan (wajib first), how many more there are."""
    fakta: Mapping[str, str] = dict(isi.fakta)
    baris = [isi.kepala[0].upper(), isi.kepala[1], "", f"{isi.sebutan.upper()}. {isi.keadaan}"]
    baris += [f"{label}: {fakta[label]}"
              for label in (NILAI, NILAI_MANDIRI, GABUNGAN, "Peringkat sementara") if label in fakta]
    baris += [f"{b.nama}: {decimal(b.nilai)} dari {decimal(b.bobot)}" for b in isi.nilai if b.induk]
    baris += [f"{b.label}: {decimal(b.nilai)} dari {decimal(b.bobot)}" for b in isi.jumlah if b.bobot is not None]
    semua = [(blok.judul.partition(" (")[0], c) for blok in isi.blok for c in blok.baris]
    if semua:
        baris += ["", "Catatan:"]
        catatan = [f"{n}. [{tingkat}] {c.tempat}: {_short(c.pesan)} {_mend(c)} ({c.kode})"
                   for n, (tingkat, c) in enumerate(semua[:_BARIS_PESAN], start=1)]
        muat = sum(n <= _HURUF_PESAN for n in accumulate(map(len, catatan))) or 1
        baris += catatan[:muat]
        if len(semua) > muat:
            baris.append(f"dan {len(semua) - muat} catatan lain; lihat berkas catatan .xlsx.")
    if "Berkas" in fakta:
        baris += ["", f"Berkas: {fakta['Berkas']}", f"Diterima: {fakta['Diterima tanggal']}",
                  f"SHA-256: {fakta['SHA-256 berkas'][:16]}..."]
    return [" ".join(one_line(b).split()) for b in baris]


def _mend(c: BarisCatatan) -> str:
    """What is to be done, never cut, also where it names a cell; what an office wrote in answer as two messages."""
    return c.perbaikan if c.perbaikan == KATALOG[c.kode].perbaikan else _cut(c.perbaikan, 2 * _PANJANG_PESAN)


def _short(teks: str) -> str:
    """A message whose names of inputs are cut where it is long; never what is wrong with them."""
    nama, pisah, kalimat = teks.partition(": ")
    if len(teks) <= _PANJANG_PESAN or not pisah:
        return _cut(teks, _PANJANG_PESAN)
    kalimat = _cut(kalimat, 2 * _PANJANG_PESAN)
    return f"{_cut(nama, max(_NAMA_PALING_PENDEK, _PANJANG_PESAN - len(kalimat) - 2))}: {kalimat}"


def _cut(teks: str, panjang: int) -> str:
    return teks if len(teks) <= panjang else teks[: panjang - 3].rsplit(" ", 1)[0] + "..."
