"""Verifier workbooks: which kecamatan, for whom, and the files; and what a filled one says.

Files that are there already are never written over: a verifier may have begun to fill them.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from kinerja_core.dasar.excelmath import Nilai, excel_round
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.keluaran import stamped
from kinerja_core.dasar.polos import cell_text
from kinerja_core.dasar.teks import file_word, show_value
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.instrumen.model import Instrumen
from kinerja_core.kertas_kerja.penilaian import Hasil, core_values
from kinerja_core.lembar.denah import Denah
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.lembar.tabel_baca import name_problem, typed
from kinerja_core.lembar.tulis import render_bytes, write_file
from kinerja_core.provinsi.putaran import Entri, Kiriman, Putaran, Tahap
from kinerja_core.provinsi.tahap import RAPAT
from kinerja_core.provinsi.tahap import apply_stages as apply_stages
from kinerja_core.provinsi.tahap import with_stages as with_stages
from kinerja_core.provinsi.verifikasi.kaidah import (
    RUAS_BUKTI,
    AkibatTanpaBukti,
    Butir,
    Jawaban,
    Verifikasi,
    differs,
    filled,
    items,
    part,
    plain_value,
)
from kinerja_core.provinsi.verifikasi.lembar import TugasVerifikasi, describe_verification, sum_keys
from kinerja_core.provinsi.verifikasi.tabel import (
    BarisDaftar,
    describe_jurors,
    describe_task_list,
)

#: How a share of the kecamatan is chosen, in the words the list prints.
ATURAN_CONTOH = (
    "Dari tiap kabupaten/kota diambil bagian yang diminta, dibulatkan ke atas dan paling sedikit satu: kecamatan "
    "diurutkan menurut nilai mandiri, lalu diambil dengan jarak yang sama mulai dari titik yang ditentukan SHA-256 "
    "semua kiriman kabupaten/kota itu. Register yang sama memberi pilihan yang sama."
)
DAFTAR = "Daftar Verifikasi.xlsx"
_NAMA_MAKS = 60
_TAHAP_TABEL: tuple[Tahap, ...] = ("presentasi", "lapangan")
#: What shows progress: called with the number of files, gives what is called after each of them.
Kemajuan = Callable[[int], AbstractContextManager[Any]]


# -- whom ------------------------------------------------------------------------------------------------------------


def parse_share(teks: str) -> Decimal:
    """A share in percent, above 0 to 100, from "10%", "10" or "12,5 %"; KinerjaError VRF31."""
    try:
        bagian = Decimal(teks.strip().removesuffix("%").strip().replace(",", "."))
    except InvalidOperation as galat:
        raise KinerjaError("VRF31", a=teks) from galat
    if not bagian.is_finite() or not 0 < bagian <= 100:
        raise KinerjaError("VRF31", a=teks)
    return bagian


def choose(putaran: Putaran, *, bagian: Decimal | None = None, kode: Iterable[str] = ()) -> tuple[Entri, ...]:
    """The kecamatan to verify, by code: those named (kode kecamatan or kabupaten/kota), and of them the share.

    Only kecamatan with a submission that holds. KinerjaError VRF34 for an unknown code, VRF30 when nothing is left.
    """
    disebut = [k.strip() for k in kode if k.strip()]
    if salah := [k for k in disebut if not any(_within(e, k) for e in putaran.entri)]:
        raise KinerjaError("VRF34", a=", ".join(salah))
    calon = [e for e in putaran.masuk if e.skor is not None and
             (not disebut or any(_within(e, k) for k in disebut))]
    if not calon:
        raise KinerjaError("VRF30", a=", ".join(disebut) or "putaran ini")
    if bagian is None or bagian == 100:
        return tuple(calon)
    per: defaultdict[str, list[Entri]] = defaultdict(list)
    for e in calon:
        per[e.kecamatan.kode_kabupaten].append(e)
    hasil = [e for isi in per.values() for e in _spread(isi, bagian)]
    return tuple(sorted(hasil, key=lambda e: e.kecamatan.kode))


def _within(e: Entri, kode: str) -> bool:
    return kode in (e.kecamatan.kode, e.kecamatan.kode_kabupaten)


def _spread(entri: Sequence[Entri], bagian: Decimal) -> list[Entri]:
    """A systematic sample along the score, its start given by the hashes of the submissions."""
    urut = sorted(entri, key=lambda e: (-(e.skor.nilai_akhir if e.skor else 0.0), e.kecamatan.kode))
    n = max(1, math.ceil(len(urut) * bagian / 100))
    isi = "\n".join(sorted(e.berlaku.sidik for e in urut if e.berlaku))
    awal = int(hashlib.sha256(isi.encode()).hexdigest()[:8], 16) / 16**8
    return [urut[min(len(urut) - 1, int((k + awal) * len(urut) / n))] for k in range(n)]


def check_names(verifikator: Sequence[str], ganda: bool = False) -> tuple[str, ...]:
    """Names as they are used; KinerjaError VRF33 for one that cannot be, VRF32 when two are needed."""
    nama = tuple(" ".join(v.split()) for v in verifikator) or ("Verifikator 1", "Verifikator 2")[: 1 + ganda]
    for n, satu in enumerate(nama):
        kembar = any(_slug(satu) == _slug(x) for x in (*nama[:n], RAPAT))
        if salah := name_problem(satu, _NAMA_MAKS):
            raise KinerjaError("VRF33", a=typed(satu), b=f": {salah[1]}")
        if kembar or not _slug(satu):
            raise KinerjaError("VRF33", a=typed(satu), b=": sudah dipakai" if kembar else "")
    if ganda and len(nama) < 2:
        raise KinerjaError("VRF32")
    return nama


def share_out(entri: Sequence[Entri], verifikator: Sequence[str], ganda: bool = False) -> list[tuple[Entri, str]]:
    """Who looks at which: blocks of equal size in order of the code; `ganda` gives every kecamatan a second one."""
    hasil = []
    for n, e in enumerate(entri):
        satu = n * len(verifikator) // len(entri)
        hasil.append((e, verifikator[satu]))
        if ganda:
            hasil.append((e, verifikator[(satu + 1 + n % (len(verifikator) - 1)) % len(verifikator)]))
    return hasil


def _slug(teks: str) -> str:
    return file_word(teks).lower()


# -- the workbook ----------------------------------------------------------------------------------------------------


def office_isian(instrumen: Instrumen, isian: Mapping[Kotak, Nilai]) -> dict[Kotak, Nilai]:
    """What an office typed as a verifier workbook holds it: text that begins like a formula is neutralised."""
    jawaban = {d.daftar: {o.teks for o in instrumen.options(d)} for _, d in instrumen.masukan() if d.jenis == "pilihan"}
    aman = set().union(*jawaban.values())
    return {k: cell_text(v) if isinstance(v, str) and v not in aman else plain_value(v) for k, v in isian.items()}


def core_results(v: Verifikasi, mandiri: Hasil) -> dict[Hashable, Nilai]:
    """The core's value of every keyed formula of a verifier workbook."""
    hasil = core_values(v.olahan, v.hasil)
    akhir = excel_round(v.hasil.nilai_akhir - mandiri.nilai_akhir, 6)
    hasil |= {"v_akhir": v.hasil.nilai_akhir, "v_selisih_akhir": akhir}
    for a, m in zip(v.hasil.aspek, mandiri.aspek, strict=True):
        hasil |= {("v_aspek", a.kode): a.nilai, ("v_selisih_aspek", a.kode): excel_round(a.nilai - m.nilai, 6)}
    for b in v.butir:
        _row_results(v, b, mandiri, hasil)
    return hasil


def _row_results(v: Verifikasi, b: Butir, mandiri: Hasil, hasil: dict[Hashable, Nilai]) -> None:
    j, status = v.answer(b.kode), v.state(b)
    isi = {k: filled(j.isian.get(k)) for k in b.kotak}
    beda = {k: isi[k] and differs(j.isian[k], v.asal.get(k)) for k in b.kotak}
    buruk = {k: isi[k] and not v.olahan.sah(k) for k in b.kotak}
    for nama, semua in (("isi", isi), ("beda", beda), ("buruk", buruk)):
        hasil |= {(f"v_{nama}", k): int(x) for k, x in semua.items()}
        hasil[("v_jumlah", sum_keys()[nama], b.kode)] = sum(semua.values())
    for k in b.kotak:
        hasil[("efektif", k)] = v.isian.get(k, "")
    hasil |= {("v_kep", b.kode): j.keputusan, ("v_catatan", b.kode): int(bool(j.catatan)),
              ("v_status", b.kode): status, ("v_terbuka", b.kode): int(bool(status))}
    if b.indikator is not None:
        h, m = v.hasil.of(b.kode), mandiri.of(b.kode)
        selisih: Nilai = ""
        if h.nilai is not None or m.nilai is not None:
            selisih = excel_round((h.nilai or 0.0) - (m.nilai or 0.0), 6)
        hasil |= {("v_capaian", b.kode): "" if h.capaian is None else h.capaian,
                  ("v_nilai", b.kode): "" if h.nilai is None else h.nilai, ("v_selisih", b.kode): selisih}


def answers_of(instrumen: Instrumen, isi: Mapping[Kotak, Nilai]) -> dict[str, Jawaban]:
    """What a verifier typed, by row, from the inputs of the workbook."""
    return {b.kode: Jawaban(
        _text(isi.get(part(b.kode, "keputusan"))), _text(isi.get(part(b.kode, "catatan"))),
        {r: t for r in RUAS_BUKTI if (t := _text(isi.get(part(b.kode, r))))},
        {k: isi[k] for k in b.kotak if filled(isi.get(k))}) for b in items(instrumen)}


def _text(nilai: Nilai) -> str:
    """A typed text without spaces around it; a number as people write it, an error by its name."""
    return " ".join(t for t in show_value(nilai).split(" ") if t)


def build_verification(instrumen: Instrumen, identitas: Identitas, tugas: TugasVerifikasi, asal: Mapping[Kotak, Nilai],
                       isi: Mapping[Kotak, Nilai] | None = None) -> bytes:
    """The workbook as .xlsx bytes; `isi` are the verifier's inputs where some are known already."""
    aman = office_isian(instrumen, asal)
    denah = describe_verification(instrumen, identitas, tugas, aman)
    v = Verifikasi(instrumen, aman, answers_of(instrumen, isi or {}), tugas.akibat)
    nilai = core_results(v, Verifikasi(instrumen, aman, {}).hasil)
    return render_bytes(denah, Isian(identitas, isi or {}), nilai)


def task_of(k: Kiriman, verifikator: str, akibat: AkibatTanpaBukti) -> TugasVerifikasi:
    """The task over one submission."""
    return TugasVerifikasi(verifikator, k.sidik, cell_text(k.berkas), akibat)


def described_again(instrumen: Instrumen, identitas: Identitas, tugas: TugasVerifikasi,
                    asal: Mapping[Kotak, Nilai]) -> Denah:
    """The description a returned workbook must have."""
    return describe_verification(instrumen, identitas, tugas, office_isian(instrumen, asal))


# -- the files -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Disiapkan:
    """What `siapkan` wrote: the list, new files, and those that stood there already and were left alone."""

    daftar: Path
    baru: tuple[Path, ...]
    ada: tuple[Path, ...]
    kecamatan: int

    def as_dict(self) -> dict[str, Any]:
        """Plain data for --json."""
        return {"daftar": str(self.daftar), "kecamatan": self.kecamatan, "baru": [str(p) for p in self.baru],
                "sudah_ada": [str(p) for p in self.ada]}

    @property
    def kalimat(self) -> list[str]:
        """The same for people."""
        per = Counter(p.parent.name for p in (*self.baru, *self.ada))
        rinci = [f"  {nama}: {n} berkas" for nama, n in sorted(per.items())]
        ada = [f"{len(self.ada)} berkas sudah ada dan dibiarkan."] if self.ada else []
        return [f"Tertulis {len(self.baru)} berkas untuk {self.kecamatan} kecamatan.", *rinci, *ada,
                f"Daftarnya: {self.daftar}"]


def prepare(putaran: Putaran, ke: Path, *, bagian: Decimal | None = None, kode: Iterable[str] = (),
            verifikator: Sequence[str] = (), ganda: bool = False, akibat: AkibatTanpaBukti = "nol",
            tahap: Tahap = "verifikasi", maju: Kemajuan | None = None) -> Disiapkan:
    """Writes the workbooks of a stage below `ke`, and the list of who looks at what. KinerjaError VRF30-VRF35."""
    entri = choose(putaran, bagian=bagian, kode=kode)
    nama = check_names(verifikator, ganda)
    if tahap in _TAHAP_TABEL:
        return _prepare_tables(putaran, entri, ke, nama, tahap)
    if tahap != "verifikasi":
        raise KinerjaError("VRF35", a=tahap)
    tugas = share_out(entri, nama, ganda)
    baru: list[Path] = []
    ada: list[Path] = []
    daftar = []
    with maju(len(tugas)) if maju else nullcontext() as langkah:
        for e, v in tugas:
            k, kiriman = e.kecamatan, e.berlaku
            assert kiriman is not None
            path = ke / _slug(v) / f"{k.kode}_{_slug(k.identitas.nama)}_verifikasi_{_slug(v)}.xlsx"
            if path.exists():
                ada.append(path)
            else:
                isi = build_verification(putaran.instrumen, kiriman.identitas or k.identitas,
                                         task_of(kiriman, v, akibat), kiriman.isian)
                write_file(path, isi)
                baru.append(path)
            daftar.append(BarisDaftar(k.kode, k.identitas.nama, k.daerah, e.skor.nilai_akhir if e.skor else 0.0, v,
                                      path.relative_to(ke).as_posix(), kiriman.sidik))
            if langkah:
                langkah(path.name)
    aturan = ATURAN_CONTOH if bagian is not None and bagian != 100 else "Semua kecamatan yang disebut dan sudah masuk."
    denah = describe_task_list(putaran.instrumen, daftar, aturan)
    path = ke / DAFTAR
    write_file(path, render_bytes(denah, Isian(None, {}), {}), milik=stamped)
    return Disiapkan(path, tuple(baru), tuple(ada), len(entri))


def _prepare_tables(putaran: Putaran, entri: Sequence[Entri], ke: Path, nama: Sequence[str], tahap: Tahap) -> Disiapkan:
    """One table of a stage per juror: every kecamatan with a yellow Nilai."""
    baru: list[Path] = []
    ada: list[Path] = []
    for v in nama:
        path = ke / _slug(v) / f"nilai_{tahap}_{_slug(v)}.xlsx"
        if path.exists():
            ada.append(path)
            continue
        denah = describe_jurors(putaran.instrumen, [e.kecamatan for e in entri], tahap, v)
        write_file(path, render_bytes(denah, Isian(None, {}), {}))
        baru.append(path)
    return Disiapkan((baru or ada)[0], tuple(baru), tuple(ada), len(entri))
