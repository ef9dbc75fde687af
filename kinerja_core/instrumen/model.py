"""What is scored: Instrumen > Aspek > SubAspek > Indikator > Datum, read from one .toml, frozen.

Bobot are Decimal (Σ must be 100 exactly); capaian percent 0-100. All mistakes of a file are reported at once,
each with its place. Whether the parts fit together (Σ bobot, references, bands) is `periksa.instrumen`'s business.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, get_args

from kinerja_core import __version__
from kinerja_core.dasar import beku, simpanan
from kinerja_core.dasar.beku import JENIS_KENDALA, Beku, Kendala, bidang
from kinerja_core.dasar.data import load_toml, parse_toml, read_plain
from kinerja_core.dasar.identitas import Identitas, bare_region, region_problem
from kinerja_core.dasar.teks import hint
from kinerja_core.dasar.temuan import KinerjaError, Temuan, buat_temuan
from kinerja_core.instrumen import aturan, sidik
from kinerja_core.instrumen.aturan import ATURAN, Aturan
from kinerja_core.instrumen.batas import Batas, bounds, require_order
from kinerja_core.instrumen.sidik import hash_of

if TYPE_CHECKING:
    from pydantic import ValidationError

B = TypeVar("B", bound=Beku)
POLA_KUNCI = r"^[a-z][a-z0-9_]{0,30}$"
Kunci = Annotated[str, Kendala(pattern=POLA_KUNCI)]
Jenis = Literal["bulat", "desimal", "persen", "rupiah", "pilihan", "teks"]
JENIS: dict[Jenis, str] = {
    "bulat": "Bilangan bulat.", "desimal": "Angka dengan desimal.", "persen": "Persen 0-100: 93 berarti 93 persen.",
    "rupiah": "Rupiah tanpa titik dan tanpa Rp.", "pilihan": "Satu jawaban dari `daftar`.",
    "teks": "Tulisan bebas; tidak diperiksa dan tidak dihitung.",
}
Kebijakan = Literal["nol", "penuh", "normalisasi"]
KEBIJAKAN: dict[Kebijakan, str] = {
    "nol": "Indikator yang tidak relevan bernilai 0 dan bobotnya tetap ikut dihitung.",
    "penuh": "Indikator yang tidak relevan mendapat seluruh bobotnya.",
    "normalisasi": "Bobot yang tidak relevan dikeluarkan, lalu nilai dihitung kembali ke 100.",
}


class Opsi(Beku):
    """One answer of a list and the number it stands for (capaian 0-100, or 1/0 for Ada/Tidak ada)."""

    teks: str = bidang(min_length=1, max_length=60, arti="Jawaban seperti tampil di daftar.")
    nilai: Decimal = bidang(arti="Capaian jawaban itu, 0 sampai 100.")


DAFTAR_ADA = (Opsi(teks="Ada", nilai=Decimal(1)), Opsi(teks="Tidak ada", nilai=Decimal(0)))


_WAJAR = "Angka terbesar yang masih lazim; di atasnya ditanyakan (ISI15) tetapi dihitung. Usulannya menurut satuan."
_MAKS = ("Angka terbesar yang mungkin; di atasnya tidak dihitung (ISI08). Bila tidak disebut berlaku usulan menurut "
         "satuan.")


class Datum(Beku):
    """One value the office gives, or a locked one: a fact of Data Umum (`fakta`) or another datum (`dari`).

    `sama_dengan` names what a typed value should equal: a fact ("jumlah_desa") or a datum ("i11.penyebut").
    """

    kunci: Kunci = bidang(arti="Nama data dalam indikatornya; harus sesuai aturan.")
    label: str = bidang(min_length=1, arti="Tulisan di kolom Data yang diisi.")
    jenis: Jenis = bidang(default="bulat", arti="Jenis isian; lihat tabel jenis di bawah.")
    satuan: str = bidang(default="", arti="Satuan; bila kosong berlaku satuan indikator.")
    min: float = bidang(default=0.0, arti="Angka terkecil yang diterima.")
    wajar: float | None = bidang(default=None, arti=_WAJAR)
    maks: float | None = bidang(default=None, arti=_MAKS)
    batas_fakta: str = bidang(default="", arti="Kode fakta Data Umum yang tidak boleh dilampaui (jumlah_desa, "
                                               "total_pagu); melebihinya berarti tidak dihitung.")
    daftar: str = bidang(default="", arti="Nama daftar jawaban; wajib untuk jenis pilihan, dan hanya untuk jenis itu.")
    fakta: str = bidang(
        default="", arti="Kode fakta Data Umum yang mengisi data ini; selnya terkunci. Jangan bersama `dari`.")
    dari: str = bidang(default="", arti="Data lain yang mengisi data ini, ditulis indikator.kunci; selnya terkunci. "
                                        "Jangan bersama `fakta`.")
    sama_dengan: str = bidang(default="", arti="Fakta (jumlah_desa) atau data (i11.penyebut) yang seharusnya sama; "
                                               "bila berbeda timbul HUB05 atau HUB06.")

    def _check(self) -> None:
        if self.fakta and self.dari:
            raise ValueError("pilih salah satu: fakta atau dari")
        if (self.jenis == "pilihan") != bool(self.daftar):
            raise ValueError("jenis pilihan membutuhkan daftar, dan hanya jenis itu")
        require_order(self.min, self.wajar, self.maks)

    @property
    def is_input(self) -> bool:
        """True when the office types it."""
        return not (self.fakta or self.dari)

    def batas(self, satuan: str = "") -> Batas:
        """How far it may go; `satuan` of its indicator, which counts where it names none itself."""
        return bounds(self.jenis, self.satuan or satuan, self.min, self.wajar, self.maks, self.batas_fakta)


class TidakRelevan(Beku):
    """When an indicator does not apply: all named facts are 0, or the office may answer so. Never both blank."""

    bila_nol: tuple[str, ...] = bidang(
        default=(), arti="Kode fakta; bila semuanya 0, indikator tidak relevan dengan sendirinya.")
    sebab: str = bidang(default="", arti="Sebab yang tampil di sebelah isian.")
    boleh_dijawab: bool = bidang(default=False, arti="true bila kecamatan boleh menjawab Tidak relevan.")


class Indikator(Beku):
    """One scored row: bobot, rule, data. `kode` is ours and stable; `nomor` and `nomor_lama` are as printed."""

    kode: Kunci = bidang(arti="Kode buatan penyusun; tetap dari versi ke versi.")
    nomor: str = bidang(arti="Seperti tercetak pada formulir.")
    nomor_lama: str = bidang(default="", arti="Nomor lain yang tercetak di sumber; tampil di lembar Referensi.")
    uraian: str = bidang(min_length=1, arti="Uraian indikator seperti tercetak.")
    satuan: str = bidang(arti="Satuan; berlaku untuk data yang tidak menyebut satuannya sendiri.")
    bobot: Decimal = bidang(gt=0, arti="Bobot; desimal ditulis dengan titik.")
    aturan: Aturan = bidang(arti="Aturan penilaian dan parameternya; lihat [aturan.md](aturan.md).")
    data: tuple[Datum, ...] = bidang(min_length=1, arti="Data yang diisi atau diambil; kuncinya harus sesuai aturan.")
    keterangan: str = bidang(default="", arti="Petunjuk pengisian; tampil dalam kurung di bawah nama data pertama.")
    bukti: str = bidang(default="", arti="Bukti yang diminta; tampil di bawah uraian.")
    penanggung_jawab: str = bidang(default="", arti="Jabatan penanggung jawab; tampil di lembar Referensi.")
    tidak_relevan: TidakRelevan = bidang(default=TidakRelevan(), arti="Kapan indikator ini tidak relevan.")
    tahun_data: int | None = bidang(default=None, arti="Tahun data menurut formulir, bila berbeda dari tahun data "
                                                       "umumnya; tampil di kolom Keterangan isian.")
    terkonfirmasi: bool = bidang(arti="true bila penerbit sudah memastikan aturan dan angkanya; selama false timbul "
                                      "INS10 dan asumsinya tampil di lembar Referensi.")
    asumsi: str = bidang(default="", arti="Apa yang diandaikan; wajib diisi bila belum terkonfirmasi.")
    dasar_hukum: str = bidang(default="", arti="Peraturan yang mendasari indikator ini; tampil di lembar Referensi.")
    catatan: tuple[str, ...] = bidang(
        default=(), arti="Catatan penyusun tentang sumbernya; tampil di lembar Referensi.")

    def _check(self) -> None:
        kunci = [d.kunci for d in self.data]
        if masalah := self.aturan.data_problem(kunci):
            raise ValueError(masalah)
        if not self.terkonfirmasi and not self.asumsi:
            raise ValueError("yang belum terkonfirmasi harus menyebut asumsi")

    def datum(self, kunci: str) -> Datum:
        """The datum of that kunci; KeyError when there is none."""
        return next(d for d in self.data if d.kunci == kunci)


class SubAspek(Beku):
    """A group of indicators inside an aspek, with its printed number."""

    kode: Kunci = bidang(arti="Kode buatan penyusun; tetap dari versi ke versi.")
    nomor: str = bidang(arti="Seperti tercetak pada formulir.")
    nama: str = bidang(arti="Nama sub aspek.")
    indikator: tuple[Indikator, ...] = bidang(min_length=1, arti="Indikator dalam urutan formulir.")


class Aspek(Beku):
    """A part of the instrument with its printed number and, where the source prints it, its bobot."""

    kode: Kunci = bidang(arti="Kode buatan penyusun; tetap dari versi ke versi.")
    nomor: str = bidang(arti="Seperti tercetak pada formulir.")
    nama: str = bidang(arti="Nama aspek.")
    bobot: Decimal | None = bidang(
        default=None, arti="Bobot tercetak, bila ada; harus sama dengan jumlah bobot indikatornya.")
    sub_aspek: tuple[SubAspek, ...] = bidang(min_length=1, arti="Sub aspek dalam urutan formulir.")

    @property
    def indikator(self) -> tuple[Indikator, ...]:
        """All indicators in order."""
        return tuple(i for s in self.sub_aspek for i in s.indikator)


class Fakta(Beku):
    """One field of Data Umum; `jumlah_dari` makes it a locked sum of other facts."""

    kode: Kunci = bidang(arti="Kode fakta. `jumlah_desa`, `jumlah_kelurahan`, dan `tahun_data` mendapat pemeriksaan "
                              "tambahan (UMU01, UMU02, HUB07). HUB07 menanyakan `tahun_data` yang bukan setahun "
                              "sebelum tahun penilaian, kecuali `min` dan `maks`-nya tidak memuat tahun itu.")
    label: str = bidang(arti="Tulisan di kolom Data yang diisi.")
    jenis: Jenis = bidang(
        default="bulat", arti="Jenis isian; lihat tabel jenis di bawah. Fakta tidak dapat berjenis pilihan.")
    satuan: str = bidang(default="", arti="Satuan yang tampil di sebelah isian.")
    min: float = bidang(default=0.0, arti="Angka terkecil yang diterima.")
    wajar: float | None = bidang(default=None, arti=_WAJAR)
    maks: float | None = bidang(default=None, arti=_MAKS)
    wajib: bool = bidang(default=True, arti="false bila boleh kosong.")
    jumlah_dari: tuple[str, ...] = bidang(default=(), arti="Kode fakta lain yang dijumlahkan; fakta ini lalu terisi "
                                                           "sendiri. Yang dijumlahkan disebut lebih dahulu.")
    keterangan: str = bidang(default="", arti="Petunjuk singkat di kolom Indikator.")

    def _check(self) -> None:
        if self.jenis == "pilihan":
            raise ValueError("data umum tidak dapat berjenis pilihan")
        require_order(self.min, self.wajar, self.maks)

    @property
    def is_year(self) -> bool:
        """A whole number whose bounds only admit years: shown without thousands mark."""
        return self.jenis == "bulat" and self.min >= 1000 and self.maks is not None and self.maks <= 9999

    @property
    def datum(self) -> Datum:
        """The fact as a datum, for everything that treats inputs alike."""
        return Datum(kunci="isi", label=self.label, jenis=self.jenis, satuan=self.satuan, min=self.min,
                     wajar=self.wajar, maks=self.maks)


class KelasPredikat(Beku):
    """A class of the predikat table: reached when Nilai Akhir (two decimals) is above, or at, `batas`."""

    predikat: str = bidang(arti="Sebutan kelasnya.")
    batas: Decimal = bidang(arti="Batas bawah Nilai Akhir (dua desimal).")
    termasuk_batas: bool = bidang(
        default=True, arti="true: nilai yang sama dengan batas termasuk kelas ini; false: harus melebihi batas.")


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
TANGGAL_PENANDA_TANGAN, NIP_PENANDA_TANGAN = PENANDA_TANGAN[0].kode, PENANDA_TANGAN[-1].kode


#: Short enough for a header; without the quotes and braces that formulas and sentences are made of.
KataIstilah = Annotated[str, Kendala(min_length=1, max_length=24, pattern=r"^[\w ()./-]+$")]


class Istilah(Beku):
    """What this instrument calls its levels, as a header writes it: "Komponen", "Sub Komponen", "Kriteria"."""

    aspek: KataIstilah = bidang(default="Aspek", arti="Sebutan bagian terbesar, misalnya Komponen.")
    sub_aspek: KataIstilah = bidang(default="Sub Aspek", arti="Sebutan bagian di bawahnya, misalnya Sub Komponen.")
    indikator: KataIstilah = bidang(
        default="Indikator", arti="Sebutan baris yang dinilai, misalnya Sub Komponen atau Kriteria.")
    data: KataIstilah = bidang(default="Data yang diisi", arti="Kepala kolom data yang diisi.")


class Instrumen(Beku):
    """A whole scoring instrument. `kebijakan_tidak_relevan` has no default: its author must choose."""

    id: Kunci = bidang(arti="Nama instrumen; sama dengan nama berkasnya tanpa .toml supaya dapat disebut namanya saja.")
    versi: str = bidang(arti="Versi instrumen; naikkan bila isinya berubah.")
    judul: str = bidang(arti="Judul pada Beranda dan Lembar Cetak.")
    penerbit: str = bidang(arti="Yang menerbitkan instrumen.")
    provinsi: str = bidang(arti="Nama provinsi; bawaan identitas kecamatan.")
    tahun_penilaian: int = bidang(arti="Tahun penilaian. Tahun datanya diisi kecamatan di Data Umum.")
    kebijakan_tidak_relevan: Kebijakan = bidang(arti="Nasib bobot indikator yang tidak relevan; tidak ada bawaannya, "
                                                     "penyusun harus memilih. Lihat tabel di bawah.")
    kebijakan_terkonfirmasi: bool = bidang(
        default=False, arti="true bila penerbit sudah memastikan kebijakan itu; selama false timbul INS10.")
    batas_terkonfirmasi: bool = bidang(default=False, arti="true bila penerbit sudah memastikan batas (wajar dan maks) "
                                                           "semua isian; selama false timbul INS34.")
    dasar_hukum: str = bidang(default="", arti="Peraturan yang mendasari; tampil di lembar Referensi.")
    ketentuan: tuple[str, ...] = bidang(default=(), arti="Ketentuan tercetak; tampil di bawah Petunjuk.")
    catatan: tuple[str, ...] = bidang(
        default=(), arti="Catatan penyusun untuk pembaca berkas ini; tampil di lembar Referensi.")
    istilah: Istilah = bidang(default=Istilah(), arti="Sebutan tingkat-tingkatnya bila bukan Aspek, Sub Aspek, "
                                                      "Indikator; dipakai di semua lembar.")
    predikat: tuple[KelasPredikat, ...] = bidang(
        default=(), arti="Tabel predikat; kosong berarti instrumen tidak mempunyai predikat.")
    data_umum: tuple[Fakta, ...] = bidang(default=(), arti="Fakta kecamatan yang diisi sekali di kepala Kertas Kerja.")
    daftar: dict[str, tuple[Opsi, ...]] = bidang(
        default_factory=dict, arti="Daftar jawaban menurut nama; `ada_tidak` (Ada = 1, Tidak ada = 0) selalu tersedia.")
    aspek: tuple[Aspek, ...] = bidang(
        min_length=1, arti="Aspek dalam urutan formulir. Jumlah bobot semua indikator harus tepat 100.")

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
    def batas(self) -> dict[tuple[str, str], Batas]:
        """How far every datum may go, by (kode, kunci) of `masukan`."""
        satuan = {i.kode: i.satuan for i in self.indikator}
        return {(kode, d.kunci): d.batas(satuan.get(kode, "")) for kode, d in self.masukan()}

    @cached_property
    def sidik(self) -> str:
        """Hash of the definition (16 hex digits of SHA-256 over its canonical JSON); stands in `_meta`.

        What an instrument leaves to a default that came later (its words, bounds) does not enter: it keeps its hash.
        """
        return hash_of(self, lambda k, v: k in _KEMUDIAN and v == _KEMUDIAN[k])

    @cached_property
    def sidik_tanpa_batas(self) -> str:
        """The same without bounds, version and notes: equal for one that was issued again with other bounds."""
        return hash_of(self, lambda k, v: k in _BATAS or (k in _KEMUDIAN and v == _KEMUDIAN[k]))


#: Keys that came after the first instruments were issued, with what they hold where an author says nothing.
_KEMUDIAN: dict[str, Any] = {"istilah": Istilah().model_dump(), "wajar": None, "batas_fakta": "",
                             "batas_terkonfirmasi": False}
#: Keys in which an instrument that was issued again may differ and still be the same form.
_BATAS = frozenset({"min", "wajar", "maks", "batas_fakta", "batas_terkonfirmasi", "versi", "catatan"})


def serial_of(instrumen: Instrumen, identitas: Identitas) -> str:
    """Serial of the template: same instrument and office, same serial (ten hex digits in two groups)."""
    dasar = f"{instrumen.id}|{instrumen.sidik}|{identitas.kode_wilayah}|{instrumen.tahun_penilaian}"
    hex10 = hashlib.sha256(dasar.encode()).hexdigest()[:10].upper()
    return f"{hex10[:5]}-{hex10[5:]}"


def parse_identitas(isi: dict[str, Any]) -> Identitas:
    """Identitas from plain data; KinerjaError with every mistake, DFT10 for Kabupaten where the code is of a kota."""
    teks = isi.get("kabupaten")
    polos = {**isi, "kabupaten": bare_region(teks)} if isinstance(teks, str) else isi
    milik = read_as_model(polos, Identitas)
    if harus := region_problem(milik.kode_wilayah, str(teks)):
        raise KinerjaError("DFT10", a=teks, b=harus)
    return milik


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


def _fields_at(model: type[Beku], loc: tuple[int | str, ...]) -> list[str]:
    """Field names of the model a location points into, for "mungkin maksud Anda"."""
    fields = list(model.model_fields)
    for bagian in loc:
        if bagian in ATURAN:
            fields, model = list(ATURAN[str(bagian)].model_fields), ATURAN[str(bagian)]
        elif isinstance(bagian, str) and bagian in model.model_fields:
            kandidat = [model.model_fields[bagian].annotation]
            while kandidat:
                k = kandidat.pop()
                if isinstance(k, type) and issubclass(k, Beku):
                    fields, model = list(k.model_fields), k
                    break
                kandidat.extend(get_args(k))
    return fields


_PESAN_PYDANTIC = {
    "literal_error": "isinya harus salah satu dari {expected}",
    "union_tag_invalid": "jenis aturan {tag} tidak dikenal; yang ada {expected_tags}",
}


def findings_of(galat: ValidationError, data: Any, model: type[Beku]) -> tuple[Temuan, ...]:
    """Every mistake pydantic found, as findings in Indonesian with their place."""
    return tuple(t for _, t in located_findings(galat, data, model))


def located_findings(galat: ValidationError, data: Any,
                     model: type[Beku]) -> list[tuple[tuple[int | str, ...], Temuan]]:
    """The same with the way to each mistake: keys and indexes from the top of the data, as pydantic tells it."""
    temuan: list[tuple[tuple[int | str, ...], Temuan]] = []
    for e in galat.errors():
        loc = tuple(b for b in e["loc"])
        tempat, nama = _place(data, loc), str(loc[-1]) if loc else ""
        if e["type"] == "extra_forbidden":
            satu = buat_temuan("INS02", tempat, a=nama, b=hint(nama, _fields_at(model, loc[:-1])))
        elif e["type"] in {"missing", "union_tag_not_found"}:
            satu = buat_temuan("INS03", tempat, a=nama if e["type"] == "missing" else "jenis")
        elif e["type"] == "value_error":
            satu = buat_temuan("INS04", tempat, a=str(e["ctx"]["error"]))
        elif e["type"] == JENIS_KENDALA:
            satu = buat_temuan("INS04", tempat, a=f"{nama}: {e['msg']}")
        else:
            pola = _PESAN_PYDANTIC.get(e["type"], "isinya tidak sesuai ({input})")
            pesan = pola.format(**{"input": e["input"], **e.get("ctx", {})})
            satu = buat_temuan("INS04", tempat, a=f"{nama}: {pesan}")
        temuan.append((loc, satu))
    return temuan


def read_as_model(data: dict[str, Any], model: type[B]) -> B:
    """Plain data as an object of a class; KinerjaError with every mistake and its place."""
    from pydantic import ValidationError

    try:
        return model.model_validate(data)
    except ValidationError as galat:
        temuan = findings_of(galat, data, model)
        raise KinerjaError(temuan[0].kode, temuan=temuan) from galat


def parse_instrumen(data: dict[str, Any]) -> Instrumen:
    """Instrumen from plain data; KinerjaError with every mistake and its place."""
    return read_as_model(data, Instrumen)


def load_instrumen(path: Path) -> Instrumen:
    """Instrumen from a .toml file; KinerjaError with every mistake at once. The same content is parsed once."""
    return _of_content(read_plain(path), path.name)


@lru_cache(maxsize=8)
def _of_content(data: bytes, nama: str) -> Instrumen:
    """Checked by pydantic when it is seen for the first time; what came of that is kept (`dasar.simpanan`)."""
    asal = _kept_as(data)
    if (simpan := simpanan.recall(asal)) is not None:
        with suppress(KeyError, TypeError, ValueError, ArithmeticError, AttributeError):
            kenal = Instrumen.from_plain(simpan["instrumen"])
            kenal.__dict__["sidik"] = simpan["sidik"]
            return kenal
    ins = parse_instrumen(parse_toml(data, nama))
    simpanan.keep(asal, {"instrumen": ins.model_dump(mode="json"), "sidik": ins.sidik})
    return ins


def _kept_as(data: bytes) -> bytes:
    """Content of a file, and of the modules whose classes it is read into."""
    keadaan = [Path(m).stat() for m in (__file__, aturan.__file__, beku.__file__, sidik.__file__)]
    modul = [(k.st_size, k.st_mtime_ns) for k in keadaan]
    return f"instrumen {__version__} {modul} ".encode() + data


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
