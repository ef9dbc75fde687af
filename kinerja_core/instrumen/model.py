"""What is scored: Instrumen > Aspek > SubAspek > Indikator > Datum, read from one .toml, frozen.

Bobot are Decimal (Σ must be 100 exactly); capaian percent 0-100. All mistakes of a file are reported at once,
each with its place. Whether the parts fit together (Σ bobot, references, bands) is `periksa.instrumen`'s business.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, Field, StringConstraints, ValidationError, model_validator

from kinerja_core.dasar.data import load_toml, parse_toml, read_plain
from kinerja_core.dasar.identitas import Beku, Identitas
from kinerja_core.dasar.teks import hint
from kinerja_core.dasar.temuan import KinerjaError, Temuan, buat_temuan
from kinerja_core.instrumen.aturan import ATURAN, Aturan

POLA_KUNCI = r"^[a-z][a-z0-9_]{0,30}$"
Kunci = Annotated[str, StringConstraints(pattern=POLA_KUNCI)]
Jenis = Literal["bulat", "desimal", "persen", "rupiah", "pilihan", "teks"]
Kebijakan = Literal["nol", "penuh", "normalisasi"]

#: Largest value an input of that jenis accepts when the instrument states none; keeps every product finite.
MAKS_BAWAAN: dict[Jenis, float] = {"bulat": 1e9, "desimal": 1e9, "persen": 100, "rupiah": 1e13}


class Opsi(Beku):
    """One answer of a list and the number it stands for (capaian 0-100, or 1/0 for Ada/Tidak ada)."""

    teks: str = Field(min_length=1, max_length=60)
    nilai: Decimal


DAFTAR_ADA = (Opsi(teks="Ada", nilai=Decimal(1)), Opsi(teks="Tidak ada", nilai=Decimal(0)))


class Datum(Beku):
    """One value the office gives, or a locked one: a fact of Data Umum (`fakta`) or another datum (`dari`).

    `sama_dengan` names what a typed value should equal: a fact ("jumlah_desa") or a datum ("i11.penyebut").
    """

    kunci: Kunci
    label: str = Field(min_length=1)
    jenis: Jenis = "bulat"
    satuan: str = ""
    min: float = 0
    maks: float | None = None
    daftar: str = ""
    fakta: str = ""
    dari: str = ""
    sama_dengan: str = ""

    @model_validator(mode="after")
    def _one_source(self) -> Datum:
        if self.fakta and self.dari:
            raise ValueError("pilih salah satu: fakta atau dari")
        if (self.jenis == "pilihan") != bool(self.daftar):
            raise ValueError("jenis pilihan membutuhkan daftar, dan hanya jenis itu")
        return self

    @property
    def is_input(self) -> bool:
        """True when the office types it."""
        return not (self.fakta or self.dari)

    @property
    def batas_atas(self) -> float:
        """Largest accepted value."""
        return self.maks if self.maks is not None else MAKS_BAWAAN.get(self.jenis, 1e9)


class TidakRelevan(Beku):
    """When an indicator does not apply: all named facts are 0, or the office may answer so. Never both blank."""

    bila_nol: tuple[str, ...] = ()
    sebab: str = ""
    boleh_dijawab: bool = False


class Indikator(Beku):
    """One scored row: bobot, rule, data. `kode` is ours and stable; `nomor` and `nomor_lama` are as printed."""

    kode: Kunci
    nomor: str
    nomor_lama: str = ""
    uraian: str = Field(min_length=1)
    satuan: str
    bobot: Decimal = Field(gt=0)
    aturan: Aturan
    data: tuple[Datum, ...] = Field(min_length=1)
    keterangan: str = ""
    bukti: str = ""
    penanggung_jawab: str = ""
    tidak_relevan: TidakRelevan = TidakRelevan()
    tahun_data: int | None = None
    terkonfirmasi: bool
    asumsi: str = ""
    dasar_hukum: str = ""
    catatan: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _data_fit_rule(self) -> Indikator:
        kunci = [d.kunci for d in self.data]
        if masalah := self.aturan.data_problem(kunci):
            raise ValueError(masalah)
        if not self.terkonfirmasi and not self.asumsi:
            raise ValueError("yang belum terkonfirmasi harus menyebut asumsi")
        return self

    def datum(self, kunci: str) -> Datum:
        """The datum of that kunci; KeyError when there is none."""
        return next(d for d in self.data if d.kunci == kunci)


class SubAspek(Beku):
    """A group of indicators inside an aspek, with its printed number."""

    kode: Kunci
    nomor: str
    nama: str
    indikator: tuple[Indikator, ...] = Field(min_length=1)


class Aspek(Beku):
    """A part of the instrument with its printed number and, where the source prints it, its bobot."""

    kode: Kunci
    nomor: str
    nama: str
    bobot: Decimal | None = None
    sub_aspek: tuple[SubAspek, ...] = Field(min_length=1)

    @property
    def indikator(self) -> tuple[Indikator, ...]:
        """All indicators in order."""
        return tuple(i for s in self.sub_aspek for i in s.indikator)


class Fakta(Beku):
    """One field of Data Umum; `jumlah_dari` makes it a locked sum of other facts."""

    kode: Kunci
    label: str
    jenis: Jenis = "bulat"
    satuan: str = ""
    min: float = 0
    maks: float | None = None
    wajib: bool = True
    jumlah_dari: tuple[str, ...] = ()
    keterangan: str = ""

    @model_validator(mode="after")
    def _no_list(self) -> Fakta:
        if self.jenis == "pilihan":
            raise ValueError("data umum tidak dapat berjenis pilihan")
        return self

    @property
    def is_year(self) -> bool:
        """A whole number whose bounds only admit years: shown without thousands mark."""
        return self.jenis == "bulat" and self.min >= 1000 and self.maks is not None and self.maks <= 9999

    @property
    def datum(self) -> Datum:
        """The fact as a datum, for everything that treats inputs alike."""
        return Datum(kunci="isi", label=self.label, jenis=self.jenis, satuan=self.satuan, min=self.min, maks=self.maks)


class KelasPredikat(Beku):
    """A class of the predikat table: reached when Nilai Akhir (two decimals) is above, or at, `batas`."""

    predikat: str
    batas: Decimal
    termasuk_batas: bool = True


#: Text fields of the signature block of every Lembar Cetak; never required.
PENANDA_TANGAN = tuple(
    Fakta(kode=f"ttd_{kode}", label=label, jenis="teks", wajib=False, keterangan=contoh)
    for kode, label, contoh in (
        ("tempat_tanggal", "Tempat dan tanggal", "contoh: Kota Contoh, 31 Januari 2027"),
        ("jabatan", "Jabatan penanda tangan", "contoh: CAMAT CONTOH, boleh Plt."),
        ("nama", "Nama penanda tangan", "lengkap dengan gelar"),
        ("pangkat", "Pangkat/golongan", "contoh: Pembina Tingkat I (IV/b)"),
        ("nip", "NIP", "18 angka"),
    )
)


#: Short enough for a header; without the quotes and braces that formulas and sentences are made of.
KataIstilah = Annotated[str, StringConstraints(min_length=1, max_length=24, pattern=r"^[\w ()./-]+$")]


class Istilah(Beku):
    """What this instrument calls its levels, as a header writes it: "Komponen", "Sub Komponen", "Kriteria"."""

    aspek: KataIstilah = "Aspek"
    sub_aspek: KataIstilah = "Sub Aspek"
    indikator: KataIstilah = "Indikator"
    data: KataIstilah = "Data yang diisi"


class Instrumen(Beku):
    """A whole scoring instrument. `kebijakan_tidak_relevan` has no default: its author must choose."""

    id: Kunci
    versi: str
    judul: str
    penerbit: str
    provinsi: str
    tahun_penilaian: int
    kebijakan_tidak_relevan: Kebijakan
    kebijakan_terkonfirmasi: bool = False
    dasar_hukum: str = ""
    ketentuan: tuple[str, ...] = ()
    catatan: tuple[str, ...] = ()
    istilah: Istilah = Istilah()
    predikat: tuple[KelasPredikat, ...] = ()
    data_umum: tuple[Fakta, ...] = ()
    daftar: dict[str, tuple[Opsi, ...]] = Field(default_factory=dict)
    aspek: tuple[Aspek, ...] = Field(min_length=1)

    @cached_property
    def indikator(self) -> tuple[Indikator, ...]:
        """All indicators in order."""
        return tuple(i for a in self.aspek for i in a.indikator)

    @cached_property
    def fakta(self) -> tuple[Fakta, ...]:
        """Data Umum followed by the signature fields."""
        return self.data_umum + PENANDA_TANGAN

    def options(self, datum: Datum) -> tuple[Opsi, ...]:
        """The list of a `pilihan` datum; the list "ada_tidak" is built in."""
        return DAFTAR_ADA if datum.daftar == "ada_tidak" else self.daftar[datum.daftar]

    def masukan(self) -> Iterator[tuple[str, Datum]]:
        """Every datum in the order of the sheet with its owner's kode: facts first, then the indicators' data."""
        for f in self.fakta:
            yield f.kode, f.datum
        for i in self.indikator:
            for d in i.data:
                yield i.kode, d

    @cached_property
    def sidik(self) -> str:
        """Hash of the definition (16 hex digits of SHA-256 over its canonical JSON); stands in `_meta`.

        An instrument that chooses no words of its own keeps the hash it had before there was a choice.
        """
        tanpa = {"istilah"} if self.istilah == Istilah() else None
        isi = json.dumps(_plain_decimals(self.model_dump(exclude=tanpa), self.model_dump(mode="json", exclude=tanpa)),
                         sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(isi.encode()).hexdigest()[:16]


def _plain_decimals(asal: Any, tertulis: Any) -> Any:
    """The dumped JSON with decimals free of needless zeros: 1.50 and 1.5 are one number and must give one hash."""
    if isinstance(asal, Decimal):
        return f"{asal.normalize():f}"
    if isinstance(asal, dict):
        return {k: _plain_decimals(v, tertulis[k]) for k, v in asal.items()}
    if isinstance(asal, tuple | list):
        return [_plain_decimals(a, t) for a, t in zip(asal, tertulis, strict=True)]
    return tertulis


def serial_of(instrumen: Instrumen, identitas: Identitas) -> str:
    """Serial of the template: same instrument and office, same serial (ten hex digits in two groups)."""
    dasar = f"{instrumen.id}|{instrumen.sidik}|{identitas.kode_wilayah}|{instrumen.tahun_penilaian}"
    hex10 = hashlib.sha256(dasar.encode()).hexdigest()[:10].upper()
    return f"{hex10[:5]}-{hex10[5:]}"


def parse_identitas(isi: dict[str, Any]) -> Identitas:
    """Identitas from plain data; KinerjaError with every mistake."""
    try:
        return Identitas.model_validate(isi)
    except ValidationError as galat:
        temuan = findings_of(galat, isi, Identitas)
        raise KinerjaError(temuan[0].kode, temuan=temuan) from galat


_NAMA_TINGKAT = {"aspek": "aspek", "sub_aspek": "sub aspek", "indikator": "indikator", "data": "data"}


def _place(data: Any, loc: tuple[int | str, ...]) -> str:
    """Place of a mistake in words: aspek 3 > sub aspek 1 > i16 > data n > min."""
    tempat: list[str] = []
    for bagian in loc:
        if isinstance(bagian, int):
            data = data[bagian] if isinstance(data, list) and bagian < len(data) else None
            nama = data.get("kode") or data.get("kunci") if isinstance(data, dict) else None
            tempat[-1] = str(nama) if nama else f"{_NAMA_TINGKAT.get(tempat[-1], tempat[-1])} {bagian + 1}"
        elif not (tempat and tempat[-1] == "aturan" and bagian in ATURAN):
            data = data.get(bagian) if isinstance(data, dict) else None
            tempat.append(bagian)
    return " > ".join(tempat)


def _fields_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """Field names of the model a location points into, for "mungkin maksud Anda"."""
    fields = list(model.model_fields)
    for bagian in loc:
        if bagian in ATURAN:
            fields, model = list(ATURAN[str(bagian)].model_fields), ATURAN[str(bagian)]
        elif isinstance(bagian, str) and bagian in model.model_fields:
            kandidat = [model.model_fields[bagian].annotation]
            while kandidat:
                k = kandidat.pop()
                if isinstance(k, type) and issubclass(k, BaseModel):
                    fields, model = list(k.model_fields), k
                    break
                kandidat.extend(get_args(k))
    return fields


_PESAN_PYDANTIC = {
    "string_pattern_mismatch": "bentuknya tidak sesuai ({input})",
    "string_too_short": "tidak boleh kosong",
    "string_too_long": "terlalu panjang",
    "too_short": "tidak boleh kosong",
    "literal_error": "isinya harus salah satu dari {expected}",
    "union_tag_invalid": "jenis aturan {tag} tidak dikenal; yang ada {expected_tags}",
    "greater_than": "harus lebih besar dari {gt}",
}


def findings_of(galat: ValidationError, data: Any, model: type[BaseModel]) -> tuple[Temuan, ...]:
    """Every mistake pydantic found, as findings in Indonesian with their place."""
    return tuple(t for _, t in located_findings(galat, data, model))


def located_findings(galat: ValidationError, data: Any,
                     model: type[BaseModel]) -> list[tuple[tuple[int | str, ...], Temuan]]:
    """The same with the way to each mistake: keys and indexes from the top of the data, as pydantic tells it."""
    temuan: list[tuple[tuple[int | str, ...], Temuan]] = []
    semua = galat.errors()
    for e in semua:
        loc = tuple(b for b in e["loc"])
        if e["type"] == "too_short" and any(x["loc"][: len(loc)] == loc and x["loc"] != loc for x in semua):
            continue  # a list is only short because its faulty members, told by themselves, were left out
        tempat, nama = _place(data, loc), str(loc[-1]) if loc else ""
        if e["type"] == "extra_forbidden":
            satu = buat_temuan("INS02", tempat, a=nama, b=hint(nama, _fields_at(model, loc[:-1])))
        elif e["type"] in {"missing", "union_tag_not_found"}:
            satu = buat_temuan("INS03", tempat, a=nama if e["type"] == "missing" else "jenis")
        elif e["type"] == "value_error":
            satu = buat_temuan("INS04", tempat, a=str(e["ctx"]["error"]))
        else:
            pola = _PESAN_PYDANTIC.get(e["type"], "isinya tidak sesuai ({input})")
            pesan = pola.format(**{"input": e["input"], **e.get("ctx", {})})
            satu = buat_temuan("INS04", tempat, a=f"{nama}: {pesan}")
        temuan.append((loc, satu))
    return temuan


def parse_instrumen(data: dict[str, Any]) -> Instrumen:
    """Instrumen from plain data; KinerjaError with every mistake and its place."""
    try:
        return Instrumen.model_validate(data)
    except ValidationError as galat:
        temuan = findings_of(galat, data, Instrumen)
        raise KinerjaError(temuan[0].kode, temuan=temuan) from galat


def load_instrumen(path: Path) -> Instrumen:
    """Instrumen from a .toml file; KinerjaError with every mistake at once. The same content is parsed once."""
    return _of_content(read_plain(path), path.name)


@lru_cache(maxsize=8)
def _of_content(data: bytes, nama: str) -> Instrumen:
    return parse_instrumen(parse_toml(data, nama))


def is_instrumen_id(nama: str) -> bool:
    """Can it be the id of an instrument? Anything else might be a path."""
    return re.fullmatch(POLA_KUNCI, nama) is not None


def find_instrumen(nama: str) -> Path:
    """The file of an instrument: a path, else the user's folder, else the ones shipped with kinerja."""
    if (path := Path(nama)).suffix == ".toml":
        if path.is_file():
            return path
        raise KinerjaError("BKS01", a=nama)
    for folder in instrumen_folders():
        if (path := folder / f"{nama}.toml").is_file():
            return path
    raise KinerjaError("BKS09", a=nama)


def instrumen_of_year(tahun: int, nama: str = "") -> Path:
    """The installed instrument of a year, of that name where one is given (of several files the user's own).

    KinerjaError: BKS09 when there is none, TBL04 when the year has several and no name chooses one.
    """
    ada = {p.stem: p for p in reversed(list(installed())) if load_toml(p).get("tahun_penilaian") == tahun}
    calon = [nama] if nama else sorted(ada)
    if not calon or calon[0] not in ada:
        raise KinerjaError("BKS09", a=f"{nama} tahun {tahun}".strip())
    if len(calon) > 1:
        raise KinerjaError("TBL04", a=str(tahun), b=", ".join(calon))
    return ada[calon[0]]


def installed() -> Iterator[Path]:
    """Files of all installed instruments, the user's own first."""
    return (p for folder in instrumen_folders() if folder.is_dir() for p in sorted(folder.glob("*.toml")))


def instrumen_folders() -> tuple[Path, Path]:
    """Where instruments are found by name: the user's folder, then the ones shipped."""
    import platformdirs

    return Path(platformdirs.user_config_dir("kinerja")) / "instrumen", templat_dir()


def templat_dir() -> Path:
    """Folder of shipped instruments: inside the wheel, or workbook_templates/ of the source tree."""
    dalam = Path(__file__).parents[1] / "_templat"
    return dalam if dalam.is_dir() else Path(__file__).parents[2] / "workbook_templates"
