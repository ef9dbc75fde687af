"""Berita Acara Hasil Verifikasi per kabupaten/kota, from a round and what its stages say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.dasar.keluaran import stamped
from kinerja_core.dasar.polos import cell_text
from kinerja_core.dasar.teks import show_value
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.lembar.isian import Isian
from kinerja_core.lembar.tulis import render_bytes, write_file
from kinerja_core.provinsi.putaran import Putaran
from kinerja_core.provinsi.register_bentuk import NilaiTahap
from kinerja_core.provinsi.tahap import HasilVerifikasi, all_verifications
from kinerja_core.provinsi.verifikasi.kaidah import SEBUTAN_AKIBAT, Butir, differs, items
from kinerja_core.provinsi.verifikasi.lembar_berita_acara import BarisAcara, BarisUbah, IsiAcara, describe_minutes

#: So many reasons stand in the minutes; all of them in the annex.
_ALASAN, _ALASAN_MAKS = 3, 160


def minutes(putaran: Putaran, stages: Iterable[NilaiTahap],
            kabupaten: Sequence[str] = ()) -> Iterator[tuple[str, bytes]]:
    """(file name, bytes) of every kabupaten/kota with a kecamatan whose verification is complete, by code."""
    per: defaultdict[str, list[HasilVerifikasi]] = defaultdict(list)
    for h in all_verifications(putaran, stages).values():
        per[h.entri.kecamatan.kode_kabupaten].append(h)
    for kode in sorted(per):
        if (not kabupaten or kode in kabupaten) and any(h.skor for h in per[kode]):
            isi = content(putaran, per[kode])
            nama = f"{kode}_{isi.daerah.lower().replace(' ', '_')}_berita_acara_verifikasi.xlsx"
            yield nama, render_bytes(describe_minutes(isi), Isian(None, {}), {})


def write_all(putaran: Putaran, stages: Iterable[NilaiTahap], ke: Path, kabupaten: Sequence[str] = ()) -> list[Path]:
    """Writes them into a folder; KinerjaError VRF36 when there are none, LJT01 for one that was saved."""
    hasil = []
    for nama, isi in minutes(putaran, stages, kabupaten):
        write_file(ke / nama, isi, milik=stamped)
        hasil.append(ke / nama)
    if not hasil:
        raise KinerjaError("VRF36", a=", ".join(kabupaten) or "putaran ini")
    return hasil


def content(putaran: Putaran, hasil: Sequence[HasilVerifikasi]) -> IsiAcara:
    """What the minutes of one kabupaten/kota say; values are those of the core."""
    butir = {b.kode: b for b in items(putaran.instrumen)}
    baris, ubah = [], []
    for h in (h for h in hasil if h.skor):
        e, milik = h.entri, [_change(h, butir[x.indikator], x) for x in h.berubah]
        assert h.skor is not None
        assert e.skor is not None
        ubah += milik
        baris.append(BarisAcara(e.kecamatan.kode, cell_text(e.kecamatan.identitas.nama), e.skor.nilai_akhir,
                                h.skor.nilai_akhir, len(milik), _reasons(milik)))
    k = hasil[0].entri.kecamatan
    akibat = {str(b.isian.get("tanpa_bukti")) for h in hasil for b in _file_rows(h)}
    aturan = [teks for a, teks in SEBUTAN_AKIBAT.items() if a in akibat]
    return IsiAcara(k.daerah, k.identitas.provinsi, putaran.instrumen, tuple(baris), tuple(ubah),
                    tuple(sorted({cell_text(b.verifikator) for h in hasil for b in h.berkas})), aturan,
                    tuple(h.entri.kecamatan.identitas.nama for h in hasil if not h.skor))


def _file_rows(h: HasilVerifikasi) -> Iterator[NilaiTahap]:
    yield from (b.tanda for b in h.berkas)


def _change(h: HasilVerifikasi, b: Butir, x: NilaiTahap) -> BarisUbah:
    """One changed row, its values by the label of each datum that differs."""
    assert h.entri.berlaku is not None
    assert h.skor is not None
    kini = h.entri.berlaku.isian
    beda = [(k, d) for k, d in b.data if differs(x.isian.get(k[1]), kini.get(k)) or
            differs(kini.get(k), x.isian.get(k[1]))] or list(b.data)

    def isi(k: tuple[str, str], nilai: Nilai, label: str) -> str:
        return f"{label}: {_shown(nilai)}" if len(b.data) > 1 else _shown(nilai)

    mandiri = h.entri.skor.nilai.get(b.kode) if h.entri.skor else None
    return BarisUbah(
        cell_text(h.entri.kecamatan.identitas.nama), b.nomor, b.uraian, x.keputusan,
        "\n".join(isi(k, kini.get(k), d.label) for k, d in beda),
        "\n".join(isi(k, x.isian.get(k[1]), d.label) for k, d in beda), mandiri, h.skor.nilai.get(b.kode),
        cell_text(x.catatan))


def _shown(nilai: Nilai) -> str:
    return cell_text(nilai) if isinstance(nilai, str) else show_value(nilai, "kosong")


def _reasons(ubah: Sequence[BarisUbah]) -> str:
    """The reasons of the rows that cost or gave most."""
    urut = sorted(ubah, key=lambda u: -abs((u.verifikasi or 0.0) - (u.mandiri or 0.0)))[:_ALASAN]
    teks = "\n".join(f"{u.nomor + ': ' if u.nomor else ''}{_short(u.alasan)}" for u in urut)
    return teks + (f"\ndan {len(ubah) - len(urut)} lainnya" if len(ubah) > len(urut) else "")


def _short(teks: str) -> str:
    satu = " ".join(teks.split())
    return satu if len(satu) <= _ALASAN_MAKS else satu[: _ALASAN_MAKS - 3].rpartition(" ")[0] + "..."
