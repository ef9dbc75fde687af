"""The register of a province: every file that came in, once and for good, and what follows from it.

SQLite in WAL mode, one transaction a file: whatever was registered when a process is killed stays, nothing half is
left. Rows are only added (triggers hold it). One process writes at a time; a lock of the operating system says so.
Several rounds (instruments, years) may live in one register; they are told apart by the hash of the instrument.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any

from kinerja_core import __version__
from kinerja_core.dasar.keluaran import make_folder
from kinerja_core.dasar.teks import reason
from kinerja_core.dasar.temuan import KinerjaError, Temuan, buat_temuan
from kinerja_core.instrumen.model import Instrumen, parse_instrumen
from kinerja_core.provinsi.kunci_berkas import KunciBerkas
from kinerja_core.provinsi.putaran import HANYA_MANDIRI, Entri, Kecamatan, Kiriman, Putaran, Tahap
from kinerja_core.provinsi.register_bentuk import (
    ID_APLIKASI,
    VERSI_REGISTER,
    BarisRegister,
    Pemulih,
    create_tables,
    dump,
    holding,
    kecamatan_of,
    kecamatan_row,
    kept,
    short_hash,
    stage_of,
    stage_row,
)
from kinerja_core.provinsi.register_bentuk import NilaiTahap as NilaiTahap

#: Which submission of a kecamatan holds, in the words every recap prints.
ATURAN_BERLAKU = (
    "Yang berlaku adalah kiriman diterima yang terakhir didaftarkan; yang dikembalikan tidak menggantikannya, dan "
    "salinan yang disimpan lebih dulu daripada yang sudah berlaku tidak menggantikannya. Yang keasliannya tidak "
    "terverifikasi tidak menggantikan yang asli."
)
#: Seconds a second process waits for the first one before it gives up.
TUNGGU = 5.0
AKHIRAN_KUNCI = ".kunci"


@dataclass(frozen=True)
class Terdaftar:
    """What became of a file: its number, its state and kode, and whether this is the first time it is seen."""

    nomor: int
    keadaan: str
    kode: str
    baru: bool


@dataclass(frozen=True)
class Ganda:
    """One content that was seen at several places."""

    nomor: int
    kode_wilayah: str
    berkas: tuple[str, ...]


@dataclass(frozen=True)
class Diganti:
    """A kecamatan whose submission was replaced: numbers of the accepted ones in order; `berlaku` holds."""

    kode_wilayah: str
    nomor: tuple[int, ...]
    berlaku: int


def open_register(path: Path, *, tulis: bool = True, tunggu: float = TUNGGU) -> Register:
    """A register, made when it is missing and `tulis`; use it as a context manager.

    KinerjaError: KPL30 when another process writes, KPL31 for another kind of file, KPL33 for one of a newer version,
    KPL32 when it cannot be written, BKS01 when it is only to be read and missing.
    """
    if not tulis and not path.is_file():
        raise KinerjaError("BKS01", a=path.name)
    kunci = None
    if tulis:
        kunci = KunciBerkas(path.with_name(path.name + AKHIRAN_KUNCI))
        try:
            make_folder(path.parent)
            if not kunci.take(tunggu):
                raise KinerjaError("KPL30", a=path.name)
        except OSError as galat:
            raise KinerjaError("KPL32", a=path.name, b=reason(galat)) from galat
    try:
        return Register(path, _connect(path, tulis), kunci)
    except BaseException:
        if kunci:
            kunci.give_back()
        raise


def _connect(path: Path, tulis: bool) -> sqlite3.Connection:
    sambung = None
    with _told(path):
        try:
            sambung = _open(path, "?mode=rwc" if tulis else "?mode=rw")  # "ro" would leave its side files behind
            try:
                baru = _is_new(sambung, path)
            except sqlite3.OperationalError:
                if tulis:
                    raise
                sambung = _open(path, "?immutable=1")  # on a medium where nothing can be written beside it
                baru = _is_new(sambung, path)
            sambung.execute("PRAGMA recursive_triggers = ON")
            if tulis:
                sambung.execute("PRAGMA journal_mode = WAL")
                sambung.execute("PRAGMA synchronous = NORMAL")
                sambung.execute("PRAGMA foreign_keys = ON")
                if baru:
                    with _transaction(sambung):
                        create_tables(sambung)
            else:
                sambung.execute("PRAGMA query_only = ON")
                if baru:
                    raise KinerjaError("KPL31", a=path.name, b="kosong")
        except BaseException:
            if sambung is not None:
                sambung.close()
            raise
    return sambung


def _open(path: Path, cara: str) -> sqlite3.Connection:
    sambung = sqlite3.connect(path.absolute().as_uri() + cara, uri=True, isolation_level=None, timeout=TUNGGU)
    sambung.row_factory = sqlite3.Row
    return sambung


def _is_new(sambung: sqlite3.Connection, path: Path) -> bool:
    """An empty file; KPL31 or KPL33 for one that is no register this version can read."""
    (jumlah,) = sambung.execute("SELECT count(*) FROM sqlite_master").fetchone()
    (aplikasi,) = sambung.execute("PRAGMA application_id").fetchone()
    (versi,) = sambung.execute("PRAGMA user_version").fetchone()
    if not jumlah and not aplikasi:
        return True
    if aplikasi != ID_APLIKASI:
        raise KinerjaError("KPL31", a=path.name, b="berkas SQLite program lain")
    if versi > VERSI_REGISTER:
        raise KinerjaError("KPL33", a=path.name)
    return False


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """What SQLite cannot do, told with a kode."""
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise
    except sqlite3.Error as galat:
        teks = str(galat)
        if "not a database" in teks or "malformed" in teks:
            raise KinerjaError("KPL31", a=path.name, b="isinya bukan SQLite atau rusak") from galat
        if "locked" in teks or "busy" in teks:
            raise KinerjaError("KPL30", a=path.name) from galat
        raise KinerjaError("KPL32", a=path.name, b=teks) from galat


@contextlib.contextmanager
def _transaction(sambung: sqlite3.Connection) -> Iterator[None]:
    sambung.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            sambung.execute("ROLLBACK")
        raise
    sambung.execute("COMMIT")


class Register:
    """An open register. Methods that write raise KinerjaError KPL32 when they cannot; nothing half stays."""

    def __init__(self, path: Path, sambung: sqlite3.Connection, kunci: KunciBerkas | None) -> None:
        self.path, self._sambung, self._kunci = path, sambung, kunci

    def __enter__(self) -> Register:
        return self

    def __exit__(self, jenis: type[BaseException] | None, isi: BaseException | None,
                 jejak: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """One file again: what stood beside it is taken in. The next process may write."""
        try:
            self._sambung.close()
        finally:
            if self._kunci:
                self._kunci.give_back()

    @property
    def files(self) -> tuple[Path, ...]:
        """The register and what may stand beside it while it is open."""
        return tuple(self.path.with_name(self.path.name + x) for x in ("", "-wal", "-shm", "-journal", AKHIRAN_KUNCI))

    def _rows(self, perintah: str, *isi: Any) -> list[sqlite3.Row]:
        with _told(self.path):
            return self._sambung.execute(perintah, isi).fetchall()

    @contextlib.contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        with _told(self.path), _transaction(self._sambung):
            yield self._sambung

    def _next(self, tabel: str) -> int:
        return int(self._rows(f"SELECT coalesce(max(nomor), 0) + 1 FROM {tabel}")[0][0])

    # -- rounds ----------------------------------------------------------------------------------------------------

    def add_round(self, instrumen: Instrumen, kecamatan: Iterable[Kecamatan] | None = None,
                  tenggat: datetime.date | None = None, *, kunci: str = "", sebaran: str = "", waktu: str = "") -> int:
        """The number of the round's setting; a new one only when something changed. None: as it was before.

        `kunci` is the fingerprint of the public key files are judged by, `sebaran` the id of the sending.
        """
        lama = self._setting(instrumen.sidik)
        daftar, baris = (lama["daftar"] if lama else ""), []
        if kecamatan is not None:
            baris = sorted(kecamatan_row(k) for k in kecamatan)
            daftar = short_hash(dump(baris)) if baris else ""
        tgl = tenggat.isoformat() if tenggat else (lama["tenggat"] if lama else "")
        isi = (tgl, kunci, sebaran or (lama["sebaran"] if lama else ""), daftar, __version__)
        if lama and isi == tuple(lama[k] for k in ("tenggat", "kunci", "sebaran", "daftar", "perangkat")):
            return int(lama["nomor"])
        nomor = self._next("putaran")
        with self._write() as s:
            if not s.execute("SELECT 1 FROM instrumen WHERE sidik = ?", (instrumen.sidik,)).fetchone():
                s.execute("INSERT INTO instrumen VALUES (?, ?, ?, ?, ?)", (
                    instrumen.sidik, instrumen.id, instrumen.versi, instrumen.tahun_penilaian,
                    dump(instrumen.model_dump(mode="json"))))
            if baris and not s.execute("SELECT 1 FROM kecamatan WHERE daftar = ? LIMIT 1", (daftar,)).fetchone():
                s.executemany("INSERT INTO kecamatan VALUES (?, ?, ?, ?, ?, ?, ?)", [(daftar, *b) for b in baris])
            s.execute("INSERT INTO putaran VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (nomor, instrumen.sidik, *isi, waktu))
        return nomor

    def _setting(self, sidik: str) -> sqlite3.Row | None:
        return next(iter(self._rows(
            "SELECT * FROM putaran WHERE instrumen = ? ORDER BY nomor DESC LIMIT 1", sidik)), None)

    def _required(self, instrumen: Instrumen) -> sqlite3.Row:
        atur = self._setting(instrumen.sidik)
        if atur is None:
            raise KinerjaError("KPL35", a=f"{instrumen.id} {instrumen.versi} ({instrumen.sidik})")
        return atur

    def instruments(self) -> list[Instrumen]:
        """Every instrument that has a round here, in the order they were added."""
        return [parse_instrumen(json.loads(r["definisi"])) for r in
                self._rows("SELECT definisi FROM instrumen ORDER BY rowid")]

    def kecamatan(self, instrumen: Instrumen) -> tuple[Kecamatan, ...]:
        """The list of the round, by kode; empty when none was given."""
        daftar = self._required(instrumen)["daftar"]
        return tuple(map(kecamatan_of, self._rows("SELECT * FROM kecamatan WHERE daftar = ? ORDER BY kode", daftar)))

    def sent(self, instrumen: Instrumen) -> bool:
        """Did the round send files of its own, which are sealed?"""
        return bool(self._required(instrumen)["sebaran"])

    def deadline(self, instrumen: Instrumen) -> datetime.date | None:
        """The day until which a submission is in time; None when none was given."""
        teks = self._required(instrumen)["tenggat"]
        return datetime.date.fromisoformat(teks) if teks else None

    # -- submissions -----------------------------------------------------------------------------------------------

    def known(self, putaran: int) -> frozenset[str]:
        """SHA-256 of the files that need not be assessed again under that setting."""
        return frozenset(r[0] for r in self._rows(
            "SELECT DISTINCT k.sidik FROM kiriman k JOIN tampak t ON t.kiriman = k.nomor WHERE t.putaran = ?", putaran))

    def seen(self, sidik: str, berkas: str, putaran: int, waktu: str) -> Terdaftar:
        """A file whose content is known: only its place is noted, when it is a new one."""
        (r,) = self._rows("SELECT k.nomor, k.keadaan, k.kode FROM kiriman k JOIN putaran p ON p.instrumen = k.instrumen"
                          " WHERE p.nomor = ? AND k.sidik = ? ORDER BY k.nomor DESC LIMIT 1", putaran, sidik)
        if not self._rows("SELECT 1 FROM tampak WHERE kiriman = ? AND berkas = ? AND putaran = ?", r["nomor"], berkas,
                          putaran):
            with self._write() as s:
                s.execute("INSERT INTO tampak VALUES (?, ?, ?, ?)", (r["nomor"], berkas, putaran, waktu))
        return Terdaftar(r["nomor"], r["keadaan"], r["kode"], False)

    def add(self, b: BarisRegister, putaran: int, waktu: str) -> Terdaftar:
        """Register a file. One that was assessed before and came to the same outcome is only noted again."""
        ((instrumen,),) = self._rows("SELECT instrumen FROM putaran WHERE nomor = ?", putaran)
        dulu = self._rows("SELECT nomor, hasil, waktu FROM kiriman WHERE instrumen = ? AND sidik = ? ORDER BY nomor",
                          instrumen, b.sidik)
        if dulu and dulu[-1]["hasil"] == b.hasil:
            return self.seen(b.sidik, b.berkas, putaran, waktu)
        hasil, temuan = b.hasil, (*b.temuan, *b.tempelan, *self._superseded(b, instrumen))
        keadaan, kode = b.keadaan, b.kode
        if keadaan == "diterima" and (cek := [t for t in temuan if t.is_open]):
            keadaan, kode = "diterima_catatan", cek[0].kode
        nomor, asal = self._next("kiriman"), short_hash(b.asal)
        with self._write() as s:
            if not s.execute("SELECT 1 FROM asal WHERE sidik = ?", (asal,)).fetchone():
                s.execute("INSERT INTO asal VALUES (?, ?)", (asal, b.asal))
            s.execute(f"INSERT INTO kiriman VALUES ({', '.join('?' * 21)})", (
                nomor, instrumen, putaran, b.sidik, b.berkas, dulu[0]["waktu"] if dulu else waktu, waktu, keadaan, kode,
                b.keaslian, b.kode_wilayah, b.identitas, b.serial, b.disimpan, b.isian, asal, b.skor,
                dump([t.as_dict() for t in temuan]), int(b.rumus_berubah), hasil, __version__))
            s.execute("INSERT INTO tampak VALUES (?, ?, ?, ?)", (nomor, b.berkas, putaran, waktu))
        return Terdaftar(nomor, keadaan, kode, True)

    def _superseded(self, b: BarisRegister, instrumen: str) -> list[Temuan]:
        """KPL22 when an accepted file was saved before the one that holds, by the time inside both files; KPL24 when
        it is not verified and that is."""
        if b.keadaan not in ("diterima", "diterima_catatan"):
            return []
        baris = self._rows("SELECT nomor, sidik, keadaan, keaslian, disimpan FROM kiriman WHERE instrumen = ? AND "
                           "kode_wilayah = ? AND sidik <> ? ORDER BY nomor", instrumen, b.kode_wilayah, b.sidik)
        berlaku = holding(baris)
        if berlaku is None or not kept(vars(b), berlaku["keaslian"], berlaku["disimpan"]):
            return []
        if berlaku["keaslian"] == "asli" != b.keaslian:
            return [buat_temuan("KPL24")]
        return [buat_temuan("KPL22", a=_shown_time(b.disimpan), b=_shown_time(berlaku["disimpan"]))]

    # -- the round as values -----------------------------------------------------------------------------------------

    def round(self, instrumen: Instrumen, *, lalu: Register | None = None,
              bobot: Mapping[Tahap, Decimal] | None = None) -> Putaran:
        """The round of that instrument as it stands. `lalu`: last year's register, for Entri.tahun_lalu.

        Without a list of kecamatan the entries are those that sent something. KinerjaError KPL35: no such round.
        """
        atur = self._required(instrumen)
        tenggat = self.deadline(instrumen)
        per_kode, pada = self._submissions(instrumen.sidik, tenggat)
        berlaku = self._holders(instrumen.sidik)
        daftar = {k.kode: k for k in self.kecamatan(instrumen)}
        if not atur["daftar"]:
            daftar = {kode: _from_submission(isi[-1], instrumen) for kode, isi in sorted(per_kode.items()) if kode}
        tahap, dulu = self._stage_totals(instrumen.sidik), _last_year(lalu, instrumen)
        entri = []
        for kode, kec in daftar.items():
            kiriman = tuple(per_kode.get(kode, ()))
            pegang = next((k for k in kiriman if k.nomor == berlaku.get(kode)), None)
            nilai: dict[Tahap, float] = {}
            if pegang is not None and pegang.skor is not None:
                nilai["mandiri"] = pegang.skor.nilai_akhir
            entri.append(Entri(kec, kiriman, pegang, tahap=nilai | tahap.get(kode, {}), tahun_lalu=dulu.get(kode)))
        lain = sorted((k for kode, isi in per_kode.items() if kode not in daftar for k in isi), key=lambda k: k.nomor)
        return Putaran(instrumen, tuple(entri), tuple(lain), tenggat, bool(atur["daftar"]), pada,
                       bobot or HANYA_MANDIRI)

    def _submissions(self, sidik: str, tenggat: datetime.date | None) -> tuple[dict[str, list[Kiriman]], str]:
        """Every submission of a round by kode wilayah ("" when unread), and the moment of the last registration."""
        pulih = Pemulih({r["sidik"]: r["isi"] for r in self._rows("SELECT * FROM asal")})
        per_kode: defaultdict[str, list[Kiriman]] = defaultdict(list)
        pada = ""
        with _told(self.path):
            for r in self._sambung.execute("SELECT * FROM kiriman WHERE instrumen = ? ORDER BY nomor", (sidik,)):
                per_kode[r["kode_wilayah"]].append(pulih.submission(r, _late(r["waktu"], tenggat)))
                pada = r["didaftar"]
        return per_kode, pada

    def _light(self, sidik: str) -> list[sqlite3.Row]:
        return self._rows("SELECT nomor, sidik, keadaan, kode, keaslian, disimpan, waktu, kode_wilayah, berkas "
                          "FROM kiriman WHERE instrumen = ? ORDER BY nomor", sidik)

    def _holders(self, sidik: str) -> dict[str, int]:
        per_kode: defaultdict[str, list[sqlite3.Row]] = defaultdict(list)
        for r in self._light(sidik):
            per_kode[r["kode_wilayah"]].append(r)
        pegang = {kode: holding(isi) for kode, isi in per_kode.items() if kode}
        return {kode: b["nomor"] for kode, b in pegang.items() if b is not None}

    # -- answers -----------------------------------------------------------------------------------------------------

    def missing(self, instrumen: Instrumen) -> list[Kecamatan]:
        """Belum masuk: kecamatan of the list from which nothing came."""
        ada = {r["kode_wilayah"] for r in self._light(instrumen.sidik)}
        return [k for k in self.kecamatan(instrumen) if k.kode not in ada]

    def late(self, instrumen: Instrumen) -> dict[str, str]:
        """Terlambat: kode wilayah -> arrival of the submission that holds, after the day of the deadline."""
        tenggat, pegang = self.deadline(instrumen), self._holders(instrumen.sidik)
        waktu = {r["nomor"]: r["waktu"] for r in self._light(instrumen.sidik)}
        return {kode: waktu[n] for kode, n in sorted(pegang.items()) if _late(waktu[n], tenggat)}

    def duplicates(self, instrumen: Instrumen) -> list[Ganda]:
        """Ganda: contents that were seen at more than one place, places sorted."""
        tempat: defaultdict[str, set[str]] = defaultdict(set)
        terakhir: dict[str, tuple[int, str]] = {}
        for r in self._rows("SELECT k.nomor, k.sidik, k.kode_wilayah, t.berkas FROM kiriman k JOIN tampak t ON "
                            "t.kiriman = k.nomor WHERE k.instrumen = ? ORDER BY k.nomor", instrumen.sidik):
            tempat[r["sidik"]].add(r["berkas"])
            terakhir[r["sidik"]] = r["nomor"], r["kode_wilayah"]
        return [Ganda(*terakhir[s], tuple(sorted(b))) for s, b in tempat.items() if len(b) > 1]

    def replaced(self, instrumen: Instrumen) -> list[Diganti]:
        """Diganti: kecamatan with several accepted files, in order of registration, and the one that holds."""
        per_kode: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for r in self._light(instrumen.sidik):
            if r["keadaan"] in ("diterima", "diterima_catatan"):
                per_kode[r["kode_wilayah"]][r["sidik"]] = r["nomor"]
        pegang = self._holders(instrumen.sidik)
        return [Diganti(kode, tuple(sorted(isi.values())), pegang[kode])
                for kode, isi in sorted(per_kode.items()) if len(isi) > 1 and kode in pegang]

    def accepted(self, instrumen: Instrumen) -> dict[str, str]:
        """Masuk: kode wilayah of the list (of everybody, without a list) -> state of the submission that holds."""
        keadaan = {r["nomor"]: r["keadaan"] for r in self._light(instrumen.sidik)}
        daftar = {k.kode for k in self.kecamatan(instrumen)}
        return {kode: keadaan[n] for kode, n in sorted(self._holders(instrumen.sidik).items())
                if not daftar or kode in daftar}

    def returned(self, instrumen: Instrumen) -> list[sqlite3.Row]:
        """Dikembalikan and Tidak terbaca, by the last assessment of each file: nomor, berkas, kode, keadaan ..."""
        terakhir = {r["sidik"]: r for r in self._light(instrumen.sidik)}
        return [r for r in terakhir.values() if r["keadaan"] in ("dikembalikan", "tidak_terbaca")]

    # -- stages after the self-assessment ----------------------------------------------------------------------------

    def add_stage(self, nilai: Iterable[NilaiTahap], instrumen: Instrumen) -> int:
        """Register values of stages, all or none; how many are new. The same content of the same file stands once."""
        self._required(instrumen)
        nomor, baru = self._next("tahap"), 0
        with self._write() as s:
            for t in nilai:
                isi = (instrumen.sidik, *stage_row(t))
                if s.execute("SELECT 1 FROM tahap WHERE instrumen = ? AND kode_wilayah = ? AND tahap = ? AND "
                             "indikator = ? AND verifikator = ? AND isian = ? AND capaian = ? AND nilai IS ? AND "
                             "catatan = ? AND bukti = ? AND keputusan = ? AND sidik = ?",
                             (*isi[:11], isi[12])).fetchone():
                    continue
                s.execute(f"INSERT INTO tahap VALUES ({', '.join('?' * 15)})", (nomor + baru, *isi))
                baru += 1
        return baru

    def stages(self, instrumen: Instrumen) -> list[NilaiTahap]:
        """Everything registered by `add_stage`, in order."""
        return list(map(stage_of, self._rows("SELECT * FROM tahap WHERE instrumen = ? ORDER BY nomor",
                                             instrumen.sidik)))

    def _stage_totals(self, sidik: str) -> dict[str, dict[Tahap, float]]:
        """Per kecamatan, the last value registered for a stage as a whole."""
        hasil: defaultdict[str, dict[Tahap, float]] = defaultdict(dict)
        for r in self._rows("SELECT kode_wilayah, tahap, nilai FROM tahap WHERE instrumen = ? AND indikator = '' AND "
                            "nilai IS NOT NULL ORDER BY nomor", sidik):
            hasil[r["kode_wilayah"]][r["tahap"]] = r["nilai"]
        return hasil


def _shown_time(disimpan: str) -> str:
    """2026-12-03T08:00:00Z as people write it: 3-12-2026 pukul 08.00 UTC."""
    waktu = datetime.datetime.fromisoformat(disimpan)
    return f"{waktu.day}-{waktu.month}-{waktu.year} pukul {waktu:%H.%M} UTC"


def _late(waktu: str, tenggat: datetime.date | None) -> bool:
    """Did it arrive after the day of the deadline, by the calendar of the arrival as written?"""
    return tenggat is not None and waktu[:10] > tenggat.isoformat()


def _from_submission(k: Kiriman, instrumen: Instrumen) -> Kecamatan:
    """A kecamatan known only by what it sent."""
    assert k.identitas is not None
    umum = {f.kode: k.isian[f.kode, "isi"] for f in instrumen.data_umum if (f.kode, "isi") in k.isian}
    return Kecamatan(k.identitas, umum)


def _last_year(lalu: Register | None, instrumen: Instrumen) -> dict[str, float]:
    """Nilai Akhir by kode wilayah of another register: its newest year before this one, the same instrument first."""
    if lalu is None:
        return {}
    calon = [i for i in lalu.instruments() if i.tahun_penilaian < instrumen.tahun_penilaian]
    calon = [i for i in calon if i.id == instrumen.id] or calon
    if not calon:
        return {}
    dulu = lalu.round(max(calon, key=lambda i: i.tahun_penilaian))
    return {e.kecamatan.kode: e.skor.nilai_akhir for e in dulu.masuk if e.skor is not None}
