"""Merging what verifiers, jurors and meetings send back into a register. Nothing is chosen where people differ.

A file is taken whole or not at all: its locked content must be as issued, every row finished. The same file (SHA-256)
is taken once; running it again changes nothing.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kinerja_core.dasar.excelmath import show_number
from kinerja_core.dasar.polos import cell_text
from kinerja_core.dasar.sebab import as_dicts
from kinerja_core.dasar.teks import reason, show_value
from kinerja_core.dasar.temuan import KinerjaError, Temuan, buat_temuan
from kinerja_core.dasar.versi_json import json_version
from kinerja_core.instrumen.model import Instrumen
from kinerja_core.kertas_kerja.baca import read_meta
from kinerja_core.lembar.denah import Denah
from kinerja_core.lembar.isian import Isian
from kinerja_core.lembar.tabel_baca import PembacaTabel
from kinerja_core.lembar.tulis import render_bytes, write_file
from kinerja_core.provinsi.kumpul.satu_berkas import saved_at
from kinerja_core.provinsi.putaran import SEBUTAN_TAHAP, Kiriman, Putaran, Tahap
from kinerja_core.provinsi.register import Register
from kinerja_core.provinsi.register_bentuk import NilaiTahap
from kinerja_core.provinsi.tahap import (
    BERKAS,
    RAPAT,
    SELISIH_PENILAI,
    Konflik,
    all_verifications,
    juror_values,
)
from kinerja_core.provinsi.verifikasi.baca import input_problems, input_values
from kinerja_core.provinsi.verifikasi.kaidah import SEBUTAN_AKIBAT, SESUAI, Butir, Jawaban, Verifikasi, items, part
from kinerja_core.provinsi.verifikasi.lembar import (
    JENIS_VERIFIKASI,
    TugasVerifikasi,
    cell_of,
    decision_cells,
)
from kinerja_core.provinsi.verifikasi.siapkan import answers_of, described_again, office_isian
from kinerja_core.provinsi.verifikasi.tabel import (
    JENIS_DAFTAR,
    JENIS_PENILAI,
    JENIS_PERBEDAAN,
    PENILAI,
    BarisPerbedaan,
    Putusan,
    describe_differences,
    describe_jurors,
    juror_input,
    listed_codes,
    read_differences,
)
from kinerja_core.segel.harapan import compare_with_definition
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import Buku

PERBEDAAN = "Perbedaan.xlsx"
TAHAP_PENILAI: tuple[Tahap, ...] = ("presentasi", "lapangan")
Kemajuan = Callable[[int], AbstractContextManager[Any]]


@dataclass(frozen=True)
class SatuGabung:
    """What became of one file: "digabungkan", "sudah" (merged before), "dikembalikan" or "lewat"; and why."""

    berkas: str
    keadaan: str
    temuan: tuple[Temuan, ...] = ()


@dataclass(frozen=True)
class Gabungan:
    """What one run did, and what is open afterwards."""

    berkas: tuple[SatuGabung, ...]
    baru: int
    konflik: tuple[Konflik, ...]
    temuan: tuple[Temuan, ...] = ()
    lengkap: int = 0
    perbedaan: Path | None = None
    sebutan: Mapping[str, str] = field(default_factory=dict)

    @property
    def kode_keluar(self) -> int:
        """3 when locked content was changed, 1 when anything is open or was sent back, else 0."""
        semua = [t for b in self.berkas for t in b.temuan] + list(self.temuan)
        if any(t.kind.breaks_integrity for t in semua):
            return 3
        return int(any(t.tingkat != "keterangan" for t in semua) or bool(self.konflik))

    def as_dict(self) -> dict[str, Any]:
        """Plain data for --json."""
        return {"versi": json_version(), "baris_baru": self.baru, "kecamatan_lengkap": self.lengkap,
                "perbedaan": str(self.perbedaan) if self.perbedaan else None,
                "berkas": [{"berkas": b.berkas, "keadaan": b.keadaan, "catatan": as_dicts(b.temuan)}
                           for b in self.berkas],
                "catatan": as_dicts(self.temuan)}

    @property
    def kalimat(self) -> list[str]:
        """The same for people."""
        n = {k: sum(b.keadaan == k for b in self.berkas) for k in ("digabungkan", "sudah", "dikembalikan")}
        isi = [f"{n['digabungkan']} berkas digabungkan, {n['sudah']} sudah pernah, {n['dikembalikan']} dikembalikan."]
        for b in self.berkas:
            isi += [f"  {b.berkas}: {t.kode} {t.sel + ': ' if t.sel else ''}{t.pesan} {t.perbaikan}" for t in b.temuan]
        isi += [f"  {t.kode} {t.pesan} {t.perbaikan}" for t in self.temuan]
        isi.append(f"Verifikasi lengkap: {self.lengkap} kecamatan.")
        if self.perbedaan:
            isi.append(f"{len(self.konflik)} perbedaan belum diputuskan; isi kolom Dipakai di {self.perbedaan}")
        return isi


def merge(folder: Path, register: Register, instrumen: Instrumen, *, ke: Path | None = None,
          putuskan: Path | None = None, maju: Kemajuan | None = None) -> Gabungan:
    """Every workbook below `folder` (and the decisions of `putuskan`) into the register.

    Open differences are written to `ke`/Perbedaan.xlsx (default: beside the register), never over a filled one that was
    not merged. KinerjaError KPL34 no such folder, KPL35 no such round.
    """
    if not folder.is_dir():
        raise KinerjaError("KPL34", a=folder)
    putaran = register.round(instrumen)
    berkas = sorted(p for p in folder.rglob("*.xlsx") if not p.name.startswith(("~$", ".")))
    tugas = [(p, p.relative_to(folder).as_posix()) for p in berkas]
    if putuskan is not None and putuskan.resolve() not in {p.resolve() for p in berkas}:
        tugas.append((putuskan, putuskan.name))
    kerja = _Penggabung(register, instrumen, putaran)
    hasil = []
    with maju(len(tugas)) if maju else nullcontext() as langkah:
        # The one saved last comes last and holds; decisions come after all: they are about what the other files say.
        for path, nama in sorted(tugas, key=lambda x: (
                x[0].name.startswith(Path(PERBEDAAN).stem) or x[0] == putuskan,
                saved_at(x[0]) if x[0].is_file() else "")):
            hasil.append(kerja.file(path, nama))
            if langkah:
                langkah(nama)
    return kerja.summary(tuple(hasil), ke or register.path.parent)


@dataclass
class _Penggabung:
    register: Register
    ins: Instrumen
    putaran: Putaran
    baru: int = 0

    def __post_init__(self) -> None:
        self.rows = self.register.stages(self.ins)
        self.dikenal = {x.sidik for x in self.rows}
        self.entri = {e.kecamatan.kode: e for e in self.putaran.entri}
        self.sel = decision_cells(self.ins, self.putaran.entri[0].kecamatan.identitas) if self.putaran.entri else {}
        self.butir = {b.kode: b for b in items(self.ins)}
        self.sebutan = {b.kode: f"{self.ins.istilah.indikator} {b.nomor}" if b.nomor else b.uraian
                        for b in items(self.ins)}

    def file(self, path: Path, nama: str) -> SatuGabung:
        """One file, whatever it is."""
        try:
            data = path.read_bytes()
            sidik = hashlib.sha256(data).hexdigest()
            if sidik in self.dikenal:
                return SatuGabung(nama, "sudah")
            buku = read_buku(data)
        except OSError as galat:
            return SatuGabung(nama, "dikembalikan", (buat_temuan("BKS01", a=f"{nama} ({reason(galat)})"),))
        except KinerjaError as galat:
            return SatuGabung(nama, "dikembalikan", galat.temuan)
        meta = read_meta(buku)
        jenis = meta.get("jenis", "")
        if jenis == JENIS_DAFTAR:
            return SatuGabung(nama, "lewat")
        if jenis not in (JENIS_VERIFIKASI, JENIS_PENILAI, JENIS_PERBEDAAN):
            return SatuGabung(nama, "dikembalikan", (buat_temuan("VRF01", a=jenis.replace("_", " ") or "tanpa tanda"),))
        if meta.get("instrumen_sidik") != self.ins.sidik:
            return SatuGabung(nama, "dikembalikan", (buat_temuan(
                "VRF02", a=f"{meta.get('instrumen_id')} {meta.get('instrumen_versi')}",
                b=f"{self.ins.id} {self.ins.versi}"),))
        baca = {JENIS_VERIFIKASI: self.verifier, JENIS_PENILAI: self.juror, JENIS_PERBEDAAN: self.decisions}[jenis]
        rows, temuan = baca(buku, meta)
        if any(t.kind.akibat == "dikembalikan" for t in temuan):
            return SatuGabung(nama, "dikembalikan", tuple(temuan))
        waktu = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
        rows = [replace(r, berkas=nama, sidik=sidik, waktu=waktu) for r in rows]
        self.baru += self.register.add_stage(rows, self.ins)
        if rows:
            self.dikenal.add(sidik)
            self.rows += rows
        wajib = any(t.tingkat == "wajib" for t in temuan)
        keadaan = "digabungkan" if rows else "dikembalikan" if wajib else "lewat"
        return SatuGabung(nama, keadaan, tuple(temuan))

    # -- a verifier --------------------------------------------------------------------------------------------------

    def _submission(self, meta: Mapping[str, str]) -> Kiriman | None:
        e = self.entri.get(meta.get("kode_wilayah", ""))
        return next((k for k in e.kiriman if k.sidik == meta.get("kiriman")), None) if e else None

    def verifier(self, buku: Buku, meta: Mapping[str, str]) -> tuple[list[NilaiTahap], list[Temuan]]:
        """The rows of a verifier's workbook, and what is wrong with it."""
        kiriman = self._submission(meta)
        if kiriman is None or meta.get("tanpa_bukti") not in SEBUTAN_AKIBAT or not meta.get("verifikator"):
            return [], [buat_temuan("VRF03", a=meta.get("kiriman", "")[:16] or "(kosong)",
                                    b=meta.get("kode_wilayah") or "tanpa kode wilayah")]
        e = self.entri[meta["kode_wilayah"]]
        akibat = next(a for a in SEBUTAN_AKIBAT if a == meta["tanpa_bukti"])
        tugas = TugasVerifikasi(meta["verifikator"], kiriman.sidik, cell_text(kiriman.berkas), akibat)
        identitas = kiriman.identitas or e.kecamatan.identitas
        denah = described_again(self.ins, identitas, tugas, kiriman.isian)
        if beda := self._changed(buku, denah):
            return [], beda
        if salah := input_problems(self.ins, denah, buku):
            return [], [buat_temuan("VRF05", a=len(salah)), *salah]
        jawaban = answers_of(self.ins, input_values(denah, buku))
        v = Verifikasi(self.ins, office_isian(self.ins, kiriman.isian), jawaban, akibat)
        if belum := v.open():
            rinci = [buat_temuan(kode, cell_of(denah, part(b.kode, "keputusan")), a=self.sebutan[b.kode])
                     for b, kode in belum]
            return [], [buat_temuan("VRF05", a=len(belum)), *rinci]
        return self._rows(v, meta, kiriman), self._told(meta, kiriman)

    def _changed(self, buku: Buku, denah: Denah) -> list[Temuan]:
        """VRF04 with every place that is not as issued; lost validations and locks of inputs do no harm."""
        beda = [t for t in compare_with_definition(buku, denah) if t.tingkat == "wajib"]
        return [buat_temuan("VRF04", a=len(beda)), *beda] if beda else []

    def _rows(self, v: Verifikasi, meta: Mapping[str, str], kiriman: Kiriman) -> list[NilaiTahap]:
        kode, siapa = meta["kode_wilayah"], meta["verifikator"]
        hasil = [NilaiTahap(kode, "verifikasi", "", siapa, {"kiriman": kiriman.sidik, "tanpa_bukti": v.akibat},
                            keputusan=BERKAS)]
        for b in v.butir:
            j: Jawaban = v.answer(b.kode)
            isian = {k[1]: j.isian.get(k, kiriman.isian.get(k) if k in v.isian else None) for k in b.kotak}
            h = v.hasil.of(b.kode) if b.indikator else None
            hasil.append(NilaiTahap(
                kode, "verifikasi", b.kode, siapa, isian, h.capaian if h else None, h.nilai if h else None, j.catatan,
                json.dumps(j.bukti, ensure_ascii=False, sort_keys=True) if j.bukti else "", _decision(b.keputusan, j)))
        return hasil

    def _told(self, meta: Mapping[str, str], kiriman: Kiriman) -> list[Temuan]:
        """Another submission holds by now; the same verifier's earlier file is replaced."""
        hasil, e = [], self.entri[meta["kode_wilayah"]]
        if e.berlaku is None or e.berlaku.sidik != kiriman.sidik:
            kini = e.berlaku.isian if e.berlaku else {}
            kotak = [k for b in items(self.ins) for k in b.kotak]
            sama = e.berlaku is not None and all(kini.get(k) == kiriman.isian.get(k) for k in kotak)
            hasil.append(buat_temuan("VRF07" if sama else "VRF06", a=e.berlaku.berkas if e.berlaku else "tidak ada"))
        dulu = [x for x in self.rows if x.kode_wilayah == e.kecamatan.kode and not x.indikator
                and x.keputusan == BERKAS and x.verifikator == meta["verifikator"]]
        if dulu:
            hasil.append(buat_temuan("VRF08", a=dulu[-1].berkas, b=meta["verifikator"]))
        return hasil

    # -- a juror -----------------------------------------------------------------------------------------------------

    def juror(self, buku: Buku, meta: Mapping[str, str]) -> tuple[list[NilaiTahap], list[Temuan]]:
        """The values of a juror's table; one that is no number from 0 to 100 sends the table back."""
        tahap = next((t for t in TAHAP_PENILAI if t == meta.get("tahap")), None)
        if tahap is None or not meta.get("verifikator"):
            return [], [buat_temuan("VRF35", a=meta.get("tahap") or "(kosong)")]
        kode = listed_codes(buku, tahap)
        if asing := [k for k in kode if k not in self.entri]:
            return [], [buat_temuan("VRF34", a=", ".join(asing))]
        denah = describe_jurors(self.ins, [self.entri[k].kecamatan for k in kode], tahap, meta["verifikator"])
        if beda := self._changed(buku, denah):
            return [], beda
        lembar = buku.sheet(SEBUTAN_TAHAP[tahap])
        assert lembar is not None  # its kode were read from it
        baca, hasil = PembacaTabel(buku, lembar), []
        for k in kode:
            nilai, catatan = (baca.read(x, denah.masukan[juror_input(k, x.kunci)][1]) for x in PENILAI.values())
            if nilai is not None:
                hasil.append(NilaiTahap(k, tahap, "", meta["verifikator"], nilai=float(nilai), catatan=catatan or ""))
        return ([] if baca.temuan else hasil), baca.temuan

    # -- a meeting ---------------------------------------------------------------------------------------------------

    def decisions(self, buku: Buku, meta: Mapping[str, str]) -> tuple[list[NilaiTahap], list[Temuan]]:
        """What a meeting decided; every difference for itself, those that are not clear stay open."""
        terbuka = {x.nomor: (k, x) for h in self._verifications() for k in h.konflik for x in k.pilihan}
        per: defaultdict[tuple[str, str], list[tuple[Putusan, NilaiTahap]]] = defaultdict(list)
        hasil: list[NilaiTahap] = []
        putusan, temuan = read_differences(buku)
        for p in putusan:
            k, x = terbuka.get(p.nomor, (None, None))
            if k is None or x is None or (k.kode_wilayah, k.butir) != (p.kode, p.butir):
                tempat = f"{p.kode} {self.sebutan.get(p.butir, p.butir)}"
                temuan.append(buat_temuan("VRF12", p.sel, a=p.nomor, b=tempat))
                continue
            per[(k.kode_wilayah, k.butir)].append((p, x))
        for (kode, butir), pilihan in per.items():
            tempat, (p, x) = f"{kode} {self.sebutan[butir]}", pilihan[0]
            if not all(p.dipakai for p, _ in pilihan):
                continue  # told at its cell: the difference stays open
            if len(pilihan) != 1:
                temuan.append(buat_temuan("VRF11", p.sel, a=tempat, b=len(pilihan)))
            elif not p.alasan:
                temuan.append(buat_temuan("VRF15", p.sel, a=tempat))
            else:
                catatan = f"{p.alasan} (dipakai: {x.verifikator}{'; ' + x.catatan if x.catatan else ''})"
                hasil.append(replace(x, verifikator=RAPAT, catatan=catatan, nomor=0))
        return hasil, temuan

    # -- afterwards --------------------------------------------------------------------------------------------------

    def _verifications(self) -> list[Any]:
        return list(all_verifications(self.putaran, self.register.stages(self.ins)).values())

    def _vote(self, x: NilaiTahap) -> str:
        """One verifier's view of a row: decision, values, and the file with its cell."""
        tempat = f"{x.berkas} {self.sel[x.indikator]}"
        return f"{x.verifikator} {x.keputusan or 'tanpa keputusan'} ({_shown(x, self.butir[x.indikator])}; {tempat})"

    def summary(self, berkas: tuple[SatuGabung, ...], ke: Path) -> Gabungan:
        """What is open now; writes the workbook of differences when there are any."""
        semua, rows = self._verifications(), self.register.stages(self.ins)
        konflik = tuple(k for h in semua for k in h.konflik)
        temuan = [buat_temuan("VRF10", a=f"{k.kode_wilayah} {self.sebutan[k.butir]}",
                              b="; ".join(self._vote(x) for x in k.pilihan)) for k in konflik]
        for tahap in TAHAP_PENILAI:
            for kode, nilai in juror_values(rows, tahap).items():
                beda = max(nilai.values()) - min(nilai.values())
                if beda > SELISIH_PENILAI:
                    temuan.append(buat_temuan("VRF14", a=f"{tahap} {kode}", b=show_number(beda)))
        path = write_differences(ke, self.ins, self.putaran, konflik, self.sebutan) if konflik else None
        return Gabungan(berkas, self.baru, konflik, tuple(temuan), sum(h.skor is not None for h in semua), path,
                        self.sebutan)


def _decision(boleh: Sequence[str], j: Jawaban) -> str:
    """The decision in its own spelling; "" where none was needed."""
    return next((k for k in boleh if k.upper() == j.keputusan.upper()), SESUAI if j.keputusan else "")


def _shown(x: NilaiTahap, b: Butir) -> str:
    """The values of a row in a few words, with decimal comma; several by the label of each datum."""
    isi = [show_value(x.isian.get(kunci), "kosong") for (_, kunci), _ in b.data]
    if len(isi) > 1:
        isi = [f"{d.label} {teks}" for (_, d), teks in zip(b.data, isi, strict=True)]
    return "; ".join(isi) or "tanpa isian"


def write_differences(ke: Path, instrumen: Instrumen, putaran: Putaran, konflik: Sequence[Konflik],
                      sebutan: Mapping[str, str]) -> Path:
    """The workbook of differences; one that stands there (perhaps filled) is kept and a numbered one is written,
    unless it is the same."""
    nama = {e.kecamatan.kode: e.kecamatan.identitas.nama for e in putaran.entri}
    butir = {b.kode: b for b in items(instrumen)}
    baris = [BarisPerbedaan(k.kode_wilayah, nama[k.kode_wilayah], b.nomor, b.uraian, x.verifikator, x.keputusan or "-",
                            cell_text(_shown(x, b)), x.nilai, cell_text(x.catatan), cell_text(x.berkas), k.butir,
                            x.nomor)
             for k in konflik for b in (butir[k.butir],) for x in k.pilihan]
    isi = render_bytes(describe_differences(instrumen, baris), Isian(None, {}), {})
    n = 1
    while True:
        path = ke / (PERBEDAAN if n == 1 else f"{Path(PERBEDAAN).stem} {n}.xlsx")
        if not path.exists():
            write_file(path, isi)
            return path
        if path.read_bytes() == isi:
            return path
        n += 1
