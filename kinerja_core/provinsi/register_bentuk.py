"""How a register stands in SQLite: its tables, the triggers that let it only grow, and rows from values and back.

A register can be read alone, with any SQLite program: instruments stand in it whole as JSON, inputs by kode and kunci
(blank is null, 0 is 0, "-" and "Tidak relevan" are texts, an error is {"galat": "#N/A"}).
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.temuan import Temuan
from kinerja_core.instrumen.aturan import Capaian
from kinerja_core.instrumen.model import Instrumen
from kinerja_core.kertas_kerja.isian import all_keys
from kinerja_core.lembar.isian import Kotak, from_file, to_file
from kinerja_core.provinsi.putaran import Kecamatan, Kiriman, Skor, Tahap

#: Tells a register from other SQLite files ("KINE"), and the version of its tables.
ID_APLIKASI, VERSI_REGISTER = 0x4B494E45, 1

#: Tables and their columns. The first column of every table counts or names its rows.
TABEL: dict[str, str] = {
    "instrumen": "sidik TEXT PRIMARY KEY, id TEXT NOT NULL, versi TEXT NOT NULL, tahun INTEGER NOT NULL, "
                 "definisi TEXT NOT NULL",
    "putaran": "nomor INTEGER PRIMARY KEY, instrumen TEXT NOT NULL REFERENCES instrumen, tenggat TEXT NOT NULL, "
               "kunci TEXT NOT NULL, sebaran TEXT NOT NULL, daftar TEXT NOT NULL, perangkat TEXT NOT NULL, "
               "waktu TEXT NOT NULL",
    "kecamatan": "daftar TEXT NOT NULL, kode TEXT NOT NULL, nama TEXT NOT NULL, kabupaten TEXT NOT NULL, "
                 "provinsi TEXT NOT NULL, alamat TEXT NOT NULL, data_umum TEXT NOT NULL, PRIMARY KEY (daftar, kode)",
    "asal": "sidik TEXT PRIMARY KEY, isi TEXT NOT NULL",
    "kiriman": "nomor INTEGER PRIMARY KEY, instrumen TEXT NOT NULL REFERENCES instrumen, "
               "putaran INTEGER NOT NULL REFERENCES putaran, sidik TEXT NOT NULL, berkas TEXT NOT NULL, "
               "waktu TEXT NOT NULL, didaftar TEXT NOT NULL, keadaan TEXT NOT NULL CHECK (keadaan IN ('diterima', "
               "'diterima_catatan', 'dikembalikan', 'tidak_terbaca')), kode TEXT NOT NULL, keaslian TEXT NOT NULL, "
               "kode_wilayah TEXT NOT NULL, identitas TEXT NOT NULL, serial TEXT NOT NULL, disimpan TEXT NOT NULL, "
               "isian TEXT NOT NULL, asal TEXT NOT NULL REFERENCES asal, skor TEXT NOT NULL, temuan TEXT NOT NULL, "
               "rumus_berubah INTEGER NOT NULL, hasil TEXT NOT NULL, "
               "perangkat TEXT NOT NULL",
    "tampak": "kiriman INTEGER NOT NULL REFERENCES kiriman, berkas TEXT NOT NULL, putaran INTEGER NOT NULL "
              "REFERENCES putaran, waktu TEXT NOT NULL, PRIMARY KEY (kiriman, berkas, putaran)",
    "tahap": "nomor INTEGER PRIMARY KEY, instrumen TEXT NOT NULL REFERENCES instrumen, kode_wilayah TEXT NOT NULL, "
             "tahap TEXT NOT NULL, indikator TEXT NOT NULL, verifikator TEXT NOT NULL, isian TEXT NOT NULL, "
             "capaian TEXT NOT NULL, nilai REAL, catatan TEXT NOT NULL, bukti TEXT NOT NULL, "
             "keputusan TEXT NOT NULL, berkas TEXT NOT NULL, sidik TEXT NOT NULL, waktu TEXT NOT NULL",
}
_INDEKS = {"kiriman_sidik": "kiriman (instrumen, sidik)", "kiriman_wilayah": "kiriman (instrumen, kode_wilayah)",
           "tampak_putaran": "tampak (putaran)", "tahap_wilayah": "tahap (instrumen, kode_wilayah)"}
#: Tables whose rows are numbered 1, 2, 3 ... without a gap.
_BERNOMOR = ("putaran", "kiriman", "tahap")
#: What SQLite says when something tries to change what is registered.
TETAP = "register hanya dapat ditambah"


def create_tables(sambung: sqlite3.Connection) -> None:
    """Tables, indexes and triggers of a new register, in the transaction of the caller."""
    for nama, kolom in TABEL.items():
        sambung.execute(f"CREATE TABLE {nama} ({kolom})")
        for apa in ("UPDATE", "DELETE"):
            sambung.execute(f"CREATE TRIGGER {nama}_tanpa_{apa.lower()} BEFORE {apa} ON {nama} "
                            f"BEGIN SELECT RAISE(ABORT, '{TETAP}'); END")
    for nama in _BERNOMOR:  # a number that stands already, or is not the next one (INSERT OR REPLACE included)
        sambung.execute(f"CREATE TRIGGER {nama}_urut BEFORE INSERT ON {nama} WHEN NEW.nomor IS NOT "
                        f"(SELECT coalesce(max(nomor), 0) + 1 FROM {nama}) BEGIN SELECT RAISE(ABORT, '{TETAP}'); END")
    for nama, kunci in (("instrumen", "sidik"), ("asal", "sidik")):
        sambung.execute(f"CREATE TRIGGER {nama}_sekali BEFORE INSERT ON {nama} WHEN EXISTS (SELECT 1 FROM {nama} "
                        f"WHERE {kunci} = NEW.{kunci}) BEGIN SELECT RAISE(ABORT, '{TETAP}'); END")
    for nama, kolom in _INDEKS.items():
        sambung.execute(f"CREATE INDEX {nama} ON {kolom}")
    sambung.execute(f"PRAGMA application_id = {ID_APLIKASI}")
    sambung.execute(f"PRAGMA user_version = {VERSI_REGISTER}")


@dataclass(frozen=True)
class NilaiTahap:
    """What a stage after the self-assessment says of one indicator, or of the whole office (`indikator` "").

    `isian` are the values according to the verifier by kunci (blank is None); `capaian` percent 0-100, "Tidak relevan"
    or None; `nilai` in points of 100, None when it does not count; `keputusan` e.g. "Sesuai"; `sidik` the SHA-256 of
    the file it came from; `waktu` ISO 8601. `nomor` is given by the register.
    """

    kode_wilayah: str
    tahap: Tahap
    indikator: str
    verifikator: str
    isian: Mapping[str, Nilai] = field(default_factory=dict)
    capaian: Capaian = None
    nilai: float | None = None
    catatan: str = ""
    bukti: str = ""
    keputusan: str = ""
    berkas: str = ""
    sidik: str = ""
    waktu: str = ""
    nomor: int = 0


@dataclass(frozen=True)
class BarisRegister:
    """A submission as texts and numbers, ready to be registered; `hasil` tells one outcome from another.

    `temuan` are those of its content; `tempelan` those of its name and place, which do not make another outcome.
    """

    sidik: str
    berkas: str
    keadaan: str
    kode: str
    keaslian: str = ""
    kode_wilayah: str = ""
    identitas: str = ""
    serial: str = ""
    disimpan: str = ""
    isian: str = "{}"
    asal: str = "{}"
    skor: str = ""
    temuan: tuple[Temuan, ...] = ()
    tempelan: tuple[Temuan, ...] = ()
    rumus_berubah: bool = False

    @property
    def hasil(self) -> str:
        """The same for two assessments of one file that came to the same outcome."""
        isi = [self.keaslian, self.kode_wilayah, self.identitas, self.serial, self.isian, self.skor,
               [t.as_dict() for t in self.temuan], self.rumus_berubah]
        return short_hash(dump(isi))


def dump(isi: Any) -> str:
    """JSON in one form: short, in the order given."""
    return json.dumps(isi, ensure_ascii=False, separators=(",", ":"))


def short_hash(teks: str) -> str:
    """32 hex digits of the SHA-256."""
    return hashlib.sha256(teks.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def dump_inputs(isian: Mapping[Kotak, Nilai], instrumen: Instrumen) -> str:
    """Every input by kode and kunci, blank as null."""
    keluar: dict[str, dict[str, Any]] = {}
    for kode, kunci in all_keys(instrumen):
        nilai = isian.get((kode, kunci))
        keluar.setdefault(kode, {})[kunci] = None if nilai == "" else to_file(nilai)
    return dump(keluar)


def dump_places(asal: Mapping[Kotak, str]) -> str:
    """The cell of every input by kode and kunci, as Excel shows it."""
    keluar: dict[str, dict[str, str]] = {}
    for (kode, kunci), sel in asal.items():
        keluar.setdefault(kode, {})[kunci] = sel
    return dump(keluar)


def dump_score(skor: Skor | None) -> str:
    """A score as JSON, "" for none."""
    if skor is None:
        return ""
    return dump({"nilai_akhir": skor.nilai_akhir, "nilai_bulat": skor.nilai_bulat, "terisi": skor.terisi,
                 "predikat": skor.predikat, "aspek": dict(skor.aspek), "capaian": dict(skor.capaian),
                 "nilai": dict(skor.nilai)})


class Pemulih:
    """Rows back into values; what many rows have in common (keys, places, texts of findings) is held once."""

    def __init__(self, asal: Mapping[str, str]) -> None:
        self._kotak: dict[Kotak, Kotak] = {}
        self._kata: dict[str, str] = {}
        self._asal = {sidik: self.inputs(isi) for sidik, isi in asal.items()}

    def inputs(self, teks: str) -> dict[Kotak, Any]:
        """What `dump_inputs` wrote; blanks are absent."""
        hasil = {}
        for kode, isi in json.loads(teks).items():
            for kunci, nilai in isi.items():
                if nilai is not None:
                    kotak = (kode, kunci)
                    hasil[self._kotak.setdefault(kotak, kotak)] = from_file(nilai)
        return hasil

    def _one(self, teks: str) -> str:
        return self._kata.setdefault(teks, teks)

    def score(self, teks: str) -> Skor | None:
        """What `dump_score` wrote."""
        if not teks:
            return None
        isi = json.loads(teks)
        satu = self._one
        for k in ("capaian", "nilai", "aspek"):
            isi[k] = {satu(kode): satu(v) if isinstance(v, str) else v for kode, v in isi[k].items()}
        return Skor(**isi)

    def findings(self, teks: str) -> tuple[Temuan, ...]:
        """Findings from their JSON."""
        satu = self._one
        return tuple(Temuan(satu(t["kode"]), t["tingkat"], satu(t["sel"]), satu(t["pesan"]), satu(t["perbaikan"]),
                            t["nilai"], satu(t.get("sebutan", "")), t.get("penjelasan", "")) for t in json.loads(teks))

    def submission(self, r: sqlite3.Row, terlambat: bool) -> Kiriman:
        """One row of `kiriman`."""
        return Kiriman(
            r["nomor"], r["sidik"], r["berkas"], r["waktu"], r["keadaan"], r["kode"], r["keaslian"],
            identity(r["identitas"]), r["serial"], self.inputs(r["isian"]), self._asal[r["asal"]],
            self.score(r["skor"]), self.findings(r["temuan"]), bool(r["rumus_berubah"]), terlambat)


def identity(teks: str) -> Identitas | None:
    """An identity from its JSON, None for ""."""
    return Identitas(**json.loads(teks)) if teks else None


def dump_identity(identitas: Identitas | None) -> str:
    """An identity as JSON, "" for none."""
    return dump(identitas.model_dump()) if identitas else ""


def kecamatan_of(r: sqlite3.Row) -> Kecamatan:
    """One row of `kecamatan`."""
    ident = Identitas(kode_wilayah=r["kode"], nama=r["nama"], kabupaten=r["kabupaten"], provinsi=r["provinsi"],
                      alamat=r["alamat"])
    return Kecamatan(ident, {k: from_file(v) for k, v in json.loads(r["data_umum"]).items() if v is not None})


def kecamatan_row(k: Kecamatan) -> tuple[str, ...]:
    """The columns of `kecamatan` after `daftar`."""
    i = k.identitas
    umum = {kode: to_file(v) for kode, v in sorted(k.data_umum.items())}
    return i.kode_wilayah, i.nama, i.kabupaten, i.provinsi, i.alamat, dump(umum)


def stage_of(r: sqlite3.Row) -> NilaiTahap:
    """One row of `tahap`."""
    isian = {k: from_file(v) for k, v in json.loads(r["isian"]).items()}
    return NilaiTahap(r["kode_wilayah"], r["tahap"], r["indikator"], r["verifikator"], isian, json.loads(r["capaian"]),
                      r["nilai"], r["catatan"], r["bukti"], r["keputusan"], r["berkas"], r["sidik"], r["waktu"],
                      r["nomor"])


def stage_row(t: NilaiTahap) -> tuple[Any, ...]:
    """The columns of `tahap` after `instrumen`."""
    isian = {k: to_file(v) for k, v in t.isian.items()}
    return (t.kode_wilayah, t.tahap, t.indikator, t.verifikator, dump(isian), dump(t.capaian), t.nilai, t.catatan,
            t.bukti, t.keputusan, t.berkas, t.sidik, t.waktu)


# -- which submission holds -------------------------------------------------------------------------------------------


def older(disimpan: str, berlaku: str) -> bool:
    """Was a file saved before the one that holds? Not where one of the two does not say."""
    return bool(disimpan and berlaku) and disimpan < berlaku


def holding(baris: Sequence[Mapping[str, Any] | sqlite3.Row]) -> Mapping[str, Any] | sqlite3.Row | None:
    """The row that holds among all rows of one kecamatan in order of `nomor` (ATURAN_BERLAKU), None when none does.

    A file that was assessed again (another list or key, another version of kinerja) counts as it was assessed last.
    What is not verified never replaces what is, what is verified always replaces what is not.
    """
    terakhir = {b["sidik"]: b["nomor"] for b in baris}
    berlaku = None
    for b in baris:
        if (b["keadaan"] in ("diterima", "diterima_catatan") and terakhir[b["sidik"]] == b["nomor"]
                and (berlaku is None or not kept(b, berlaku["keaslian"], berlaku["disimpan"]))):
            berlaku = b
    return berlaku


def kept(baru: Mapping[str, Any] | sqlite3.Row, keaslian: str, disimpan: str) -> bool:
    """Does what holds (its authenticity, when it was saved) stay, although `baru` came later?"""
    asli, tetap = baru["keaslian"] == "asli", keaslian == "asli"
    return tetap if asli != tetap else older(baru["disimpan"], disimpan)
