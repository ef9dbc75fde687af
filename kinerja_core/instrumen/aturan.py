"""Scoring rules: each class holds both of its renderings side by side.

`evaluate(data)` gets clean floats by kunci and returns capaian in percent 0-100, the marker `TIDAK_RELEVAN`,
or None when it cannot be measured. `render(r)` returns the same expression tree as an Excel formula (no "=").
Missing, wrong or irrelevant data never reach a rule: the caller guards them in both renderings.

Dasar: ../shared design, domain.md 5; nilai = bobot x capaian / 100.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from kinerja_core.dasar.beku import Beku, Pembeda, bidang
from kinerja_core.dasar.excelmath import round_for_bound
from kinerja_core.instrumen import rumus

TIDAK_RELEVAN: Literal["Tidak relevan"] = "Tidak relevan"
Capaian = float | Literal["Tidak relevan"] | None
DataBersih = Mapping[str, float]


@dataclass(frozen=True)
class Rujukan:
    """Where a rule finds its values in the workbook: a reference per kunci, a range per table of the rule."""

    data: Mapping[str, str]
    tabel: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Contoh:
    """One edge input of a rule: parameters (as in the instrument), data, expected capaian."""

    parameter: Mapping[str, Any]
    data: Mapping[str, float]
    capaian: Capaian


def _name(jenis: str) -> Any:
    return bidang(default=jenis, arti="Nama aturan.")


class _Aturan(Beku):
    """A rule in words: `arti` what it computes of which data (authoring workbook and docs), `rinci` the rest (docs)."""

    arti: ClassVar[str]
    rinci: ClassVar[str] = ""


_KOSONG: dict[str, float | str] = {"nol": 0.0, "penuh": 100.0, "tidak_relevan": TIDAK_RELEVAN}
_KOSONG_RUMUS = {"nol": "0", "penuh": "100", "tidak_relevan": f'"{TIDAK_RELEVAN}"'}


class _Pembagian(_Aturan):
    """a / b x 100 between 0 and 100, with the author's choice for an empty denominator."""

    penyebut_kosong: Literal["nol", "penuh"] = bidang(
        default="nol", arti="Capaian bila penyebut (atau total) 0 sedangkan pembilangnya tidak.")
    nol_per_nol: Literal["nol", "penuh", "tidak_relevan"] = bidang(default="nol", arti="Capaian bila keduanya 0.")

    def _bagi(self, a: float, b: float) -> Capaian:
        if b <= 0:
            return _KOSONG[self.nol_per_nol if a == 0 else self.penyebut_kosong]  # type: ignore[return-value]
        return max(0.0, min(100.0, a / b * 100))

    def _bagi_rumus(self, a: str, b: str) -> str:
        nol, kosong = _KOSONG_RUMUS[self.nol_per_nol], _KOSONG_RUMUS[self.penyebut_kosong]
        tanpa = nol if nol == kosong else f"IF({a}=0,{nol},{kosong})"
        return f"IF({b}<=0,{tanpa},MAX(0,MIN(100,{a}/{b}*100)))"


class Rasio(_Pembagian):
    """pembilang / penyebut x 100, at most 100. Both are counts of the same thing."""

    arti = "pembilang / penyebut x 100, paling tinggi 100. Data: pembilang dan penyebut."
    rinci = "Keduanya jumlah hal yang sama."

    jenis: Literal["rasio"] = _name("rasio")
    boleh_melebihi: bool = bidang(default=False, arti="true bila pembilang memang boleh melebihi penyebut "
                                                      "(direncanakan empat rapat, terlaksana lima); tanpa itu timbul "
                                                      "catatan HUB01.")
    tepi: ClassVar[Sequence[Contoh]] = (
        Contoh({}, {"pembilang": 18, "penyebut": 32}, 56.25),
        Contoh({}, {"pembilang": 8, "penyebut": 19}, 8 / 19 * 100),
        Contoh({}, {"pembilang": 33, "penyebut": 32}, 100.0),
        Contoh({}, {"pembilang": 0, "penyebut": 7}, 0.0),
        Contoh({}, {"pembilang": 0, "penyebut": 0}, 0.0),
        Contoh({"nol_per_nol": "penuh"}, {"pembilang": 0, "penyebut": 0}, 100.0),
        Contoh({"nol_per_nol": "tidak_relevan"}, {"pembilang": 0, "penyebut": 0}, TIDAK_RELEVAN),
        Contoh({"nol_per_nol": "penuh"}, {"pembilang": 4, "penyebut": 0}, 0.0),
        Contoh({"penyebut_kosong": "penuh"}, {"pembilang": 4, "penyebut": 0}, 100.0),
        Contoh({}, {"pembilang": 1e-12, "penyebut": 1e12}, 1e-12 / 1e12 * 100),
    )

    def data_problem(self, kunci: Sequence[str]) -> str | None:
        """Sentence when the indicator's data do not fit this rule."""
        return None if sorted(kunci) == ["pembilang", "penyebut"] else "data rasio harus pembilang dan penyebut"

    def evaluate(self, data: DataBersih) -> Capaian:
        """Percent 0-100, or the chosen answer for an empty denominator."""
        return self._bagi(data["pembilang"], data["penyebut"])

    def render(self, r: Rujukan) -> str:
        """The same as a formula over the two clean cells."""
        return self._bagi_rumus(r.data["pembilang"], r.data["penyebut"])


class Komposisi(_Pembagian):
    """Σ parts / total x 100, at most 100: every kunci but `total` is a part."""

    arti = "Jumlah bagian / keseluruhan x 100, paling tinggi 100. Data: total dan paling sedikit satu bagian."
    rinci = "Setiap kunci selain `total` adalah bagian."

    jenis: Literal["komposisi"] = _name("komposisi")
    tepi: ClassVar[Sequence[Contoh]] = (
        Contoh({}, {"utama": 0, "madya": 0, "pratama": 16, "total": 16}, 100.0),
        Contoh({}, {"utama": 0, "madya": 1, "pratama": 2, "total": 7}, 3 / 7 * 100),
        Contoh({}, {"utama": 9, "madya": 9, "pratama": 9, "total": 16}, 100.0),
        Contoh({}, {"utama": 0, "madya": 0, "pratama": 0, "total": 0}, 0.0),
        Contoh({"penyebut_kosong": "penuh"}, {"utama": 1, "madya": 0, "pratama": 0, "total": 0}, 100.0),
    )

    def data_problem(self, kunci: Sequence[str]) -> str | None:
        """Sentence when the indicator's data do not fit this rule."""
        return None if "total" in kunci and len(kunci) >= 2 else "data komposisi harus bagian-bagian dan total"

    def evaluate(self, data: DataBersih) -> Capaian:
        """Percent 0-100; parts are added in the order of the sheet."""
        return self._bagi(sum(v for k, v in data.items() if k != "total"), data["total"])

    def render(self, r: Rujukan) -> str:
        """The same as a formula: SUM over the parts' clean cells."""
        bagian = ",".join(ref for kunci, ref in r.data.items() if kunci != "total")
        return self._bagi_rumus(f"SUM({bagian})", r.data["total"])


def _reached(rentang: Sequence[tuple[Decimal, Decimal]], n: float) -> float:
    """What stands beside the highest lower bound that a number, rounded to two decimals, reaches; 0 below the first."""
    hasil = 0.0
    for batas, capaian in rentang:
        if round_for_bound(n) >= float(batas):
            hasil = float(capaian)
    return hasil


class Rentang(_Aturan):
    """A band table of one number: the capaian of the highest lower bound that is reached.

    Below the first bound the capaian is 0. The number is rounded with ROUND(ROUND(n,6),2) before it meets a bound.
    """

    arti = "Satu angka dibandingkan dengan rentang nilai; berlaku batas tertinggi yang tercapai. Data: satu angka."
    rinci = "Di bawah batas pertama capaiannya 0. Sebelum dibandingkan angka dibulatkan dua desimal."

    jenis: Literal["rentang"] = _name("rentang")
    rentang: tuple[tuple[Decimal, Decimal], ...] = bidang(min_length=1, arti="Daftar [batas bawah, capaian], batas "
                                                                             "naik: batas pertama sama dengan `min` "
                                                                             "datanya dan capaian terakhir 100.")
    tidak_naik: bool = bidang(default=False, arti="true bila capaian memang sengaja turun di tengah.")
    tepi: ClassVar[Sequence[Contoh]] = tuple(
        Contoh({"rentang": [[0, 0], [1, 20], ["2.5", "62.5"], [9, 100]]}, {"n": n}, hasil)
        for n, hasil in ((0, 0.0), (0.994, 0.0), (0.995, 20.0), (1, 20.0), (2.49, 20.0), (2.5, 62.5),
                         (8.99, 62.5), (9, 100.0), (1e12, 100.0), (-1, 0.0))
    )

    def data_problem(self, kunci: Sequence[str]) -> str | None:
        """Sentence when the indicator's data do not fit this rule."""
        return None if len(kunci) == 1 else "data rentang harus satu angka"

    def evaluate(self, data: DataBersih) -> Capaian:
        """Percent 0-100 of the band reached."""
        (n,) = data.values()
        return _reached(self.rentang, n)

    def render(self, r: Rujukan) -> str:
        """LOOKUP over the band table in Referensi."""
        (n,) = r.data.values()
        bulat = f"ROUND(ROUND({n},6),2)"
        batas = r.tabel["batas"]
        return f"IF({bulat}<INDEX({batas},1),0,LOOKUP({bulat},{batas},{r.tabel['capaian']}))"


class Pilihan(_Aturan):
    """One answer from a list; the capaian is the value of the chosen answer (list `daftar` of the datum)."""

    arti = "Nilai jawaban yang dipilih menurut daftar jawabannya. Data: satu jawaban."

    jenis: Literal["pilihan"] = _name("pilihan")
    tepi: ClassVar[Sequence[Contoh]] = (
        Contoh({}, {"kelas": 75}, 75.0), Contoh({}, {"kelas": 0}, 0.0), Contoh({}, {"kelas": 100}, 100.0))

    def data_problem(self, kunci: Sequence[str]) -> str | None:
        """Sentence when the indicator's data do not fit this rule."""
        return None if len(kunci) == 1 else "data pilihan harus satu jawaban"

    def evaluate(self, data: DataBersih) -> Capaian:
        """Percent 0-100: the value of the chosen answer."""
        (nilai,) = data.values()
        return float(nilai)

    def render(self, r: Rujukan) -> str:
        """The clean cell already holds the value of the answer."""
        (ref,) = r.data.values()
        return ref


class AdaTidak(_Aturan):
    """Ada = 100, Tidak ada = 0."""

    arti = "Ada = 100, Tidak ada = 0. Data: satu jawaban dari daftar ada_tidak."

    jenis: Literal["ada_tidak"] = _name("ada_tidak")
    tepi: ClassVar[Sequence[Contoh]] = (Contoh({}, {"ada": 1}, 100.0), Contoh({}, {"ada": 0}, 0.0))

    def data_problem(self, kunci: Sequence[str]) -> str | None:
        """Sentence when the indicator's data do not fit this rule."""
        return None if len(kunci) == 1 else "data ada_tidak harus satu jawaban"

    def evaluate(self, data: DataBersih) -> Capaian:
        """100 or 0."""
        (ada,) = data.values()
        return ada * 100

    def render(self, r: Rujukan) -> str:
        """The clean cell holds 1 or 0."""
        (ref,) = r.data.values()
        return f"{ref}*100"


class DaftarPeriksa(_Aturan):
    """k items answered Ada / Tidak ada: k_ada / k x 100."""

    arti = "Banyaknya butir yang Ada / banyaknya butir x 100. Data: paling sedikit dua butir dari daftar ada_tidak."

    jenis: Literal["daftar_periksa"] = _name("daftar_periksa")
    tepi: ClassVar[Sequence[Contoh]] = (
        Contoh({}, {f"butir_{i}": 1 for i in range(9)}, 100.0),
        Contoh({}, {f"butir_{i}": int(i < 7) for i in range(9)}, 7 / 9 * 100),
        Contoh({}, {"butir_1": 0, "butir_2": 0}, 0.0),
    )

    def data_problem(self, kunci: Sequence[str]) -> str | None:
        """Sentence when the indicator's data do not fit this rule."""
        return None if len(kunci) >= 2 else "daftar periksa harus paling sedikit dua butir"

    def evaluate(self, data: DataBersih) -> Capaian:
        """Percent 0-100 of items present."""
        return sum(data.values()) / len(data) * 100

    def render(self, r: Rujukan) -> str:
        """SUM over the clean cells of the items."""
        return f"SUM({','.join(r.data.values())})/{len(r.data)}*100"


class Pemenuhan(_Aturan):
    """The class of an indicator by the share of its criteria that are met: Σ answers / number of criteria x 100.

    A criterion's answer is 1 (met) or 0, or between them where the list has such an answer. The share is rounded with
    ROUND(ROUND(n,6),2) before it meets a bound of the scale `rentang`.
    """

    arti = "Kelas menurut bagian kriteria yang terpenuhi dan rentang nilainya. Data: paling sedikit dua kriteria."
    rinci = ("Bagian itu jumlah nilai jawaban (Ya = 1, Tidak = 0) / banyaknya kriteria x 100. Sebelum dibandingkan "
             "dengan `rentang` bagian itu dibulatkan dua desimal, jadi \"lebih dari 75\" ditulis 75.01. Bila semua "
             "kriteria terpenuhi, jawaban data `lebih` dipakai kalau nilainya lebih tinggi; setiap kunci selain itu "
             "adalah kriteria.")

    jenis: Literal["pemenuhan"] = _name("pemenuhan")
    rentang: tuple[tuple[Decimal, Decimal], ...] = bidang(min_length=1, arti="Daftar [bagian mulai, capaian]: bagian "
                                                                             "kriteria yang terpenuhi dalam persen, "
                                                                             "mulai dari 0 dan naik.")
    lebih: str = bidang(default="", arti="Kunci data (satu jawaban) yang menentukan capaian bila semua kriteria "
                                         "terpenuhi; kosong bila tidak ada.")
    sebutan: tuple[tuple[Decimal, str], ...] = bidang(
        default=(), arti="Daftar [capaian mulai, sebutan], mulai dari 0 dan naik; sebutannya tampil di bawah capaian.")
    tepi: ClassVar[Sequence[Contoh]] = (
        *(Contoh({"rentang": [[0, 0], ["0.01", 30], ["25.01", 50], ["50.01", 60], ["75.01", 70], [100, 80]],
                  "lebih": "lebih"}, {**{f"butir_{i}": int(i < ya) for i in range(8)}, "lebih": lebih}, hasil)
          for ya, lebih, hasil in ((8, 100, 100.0), (8, 90, 90.0), (8, 0, 80.0), (7, 100, 70.0), (6, 100, 60.0),
                                   (5, 0, 60.0), (4, 0, 50.0), (3, 0, 50.0), (2, 0, 30.0), (1, 0, 30.0),
                                   (0, 100, 0.0))),
        Contoh({"rentang": [[0, 0], [50, 100]]}, {"satu": 1, "dua": 0}, 100.0),
        Contoh({"rentang": [[0, 10], [50, "62.5"]]}, {"satu": 0.5, "dua": 0}, 10.0),
        Contoh({"rentang": [[0, 0], ["66.67", 100]]}, {"satu": 1, "dua": 1, "tiga": 0}, 100.0),
        Contoh({"rentang": [[0, 0], ["66.68", 100]]}, {"satu": 1, "dua": 1, "tiga": 0}, 0.0),
    )

    def _check(self) -> None:
        batas, capaian = [b for b, _ in self.rentang], [c for _, c in self.rentang]
        if batas[0] != 0 or batas != sorted(set(batas)) or batas[-1] > 100:
            raise ValueError("batas bagian terpenuhi harus mulai dari 0, naik, dan tidak melebihi 100")
        if capaian != sorted(capaian) or not 0 <= capaian[0] <= capaian[-1] <= 100:
            raise ValueError("capaian kelas harus naik antara 0 dan 100")
        mulai = [c for c, _ in self.sebutan]
        if mulai and (mulai[0] != 0 or mulai != sorted(set(mulai)) or mulai[-1] > 100):
            raise ValueError("sebutan harus mulai dari capaian 0, naik, dan tidak melebihi 100")

    def data_problem(self, kunci: Sequence[str]) -> str | None:
        """Sentence when the indicator's data do not fit this rule."""
        if self.lebih and self.lebih not in kunci:
            return f"data {self.lebih}, yang disebut lebih, tidak ada"
        return None if len(kunci) >= 2 else "data pemenuhan harus paling sedikit dua"

    def evaluate(self, data: DataBersih) -> Capaian:
        """Percent 0-100 of the class reached."""
        kriteria = [v for k, v in data.items() if k != self.lebih]
        kelas = _reached(self.rentang, sum(kriteria) / len(kriteria) * 100)
        return max(kelas, min(100.0, data[self.lebih])) if self.lebih and min(kriteria) >= 1 else kelas

    def render(self, r: Rujukan) -> str:
        """LOOKUP over the scale in Referensi; the answer that counts instead stands beside it."""
        kriteria = [ref for kunci, ref in r.data.items() if kunci != self.lebih]
        semua = ",".join(kriteria)
        kelas = f"LOOKUP(ROUND(ROUND(SUM({semua})/{len(kriteria)}*100,6),2),{r.tabel['batas']},{r.tabel['capaian']})"
        return f"MAX({kelas},IF(MIN({semua})>=1,MIN(100,{r.data[self.lebih]}),0))" if self.lebih else kelas

    def name(self, capaian: Capaian) -> str:
        """What a capaian is called; "" where there is none or the scale has no words."""
        if not isinstance(capaian, float):
            return ""
        return next((kata for mulai, kata in reversed(self.sebutan) if round_for_bound(capaian) >= float(mulai)), "")

    def render_name(self, capaian: str, r: Rujukan) -> str:
        """The same as a formula over the cell that shows the capaian."""
        kata = f"LOOKUP(ROUND(ROUND({capaian},6),2),{r.tabel['mulai']},{r.tabel['sebutan']})"
        return f'IF(ISNUMBER({capaian}),{kata},"")'


class Rumus(_Aturan):
    """An Excel formula of the instrument's author over named inputs, en-US notation, clamped to 0-100.

    Example: rumus = "ROUND(selesai/masuk*100,2)" with data kunci selesai and masuk. An error is "not measured".
    """

    arti = "Rumus Excel atas kunci data, misalnya selesai/masuk*100, dibatasi 0 sampai 100. Desimal dengan titik."
    rinci = ("Argumen dipisah koma; rumus yang menghasilkan galat berarti tidak dapat diukur. Membutuhkan "
             "pemasangan `kinerja[rumus]`. Fungsi yang tersedia: "
             + ", ".join(f"`{f}`" for f in sorted(rumus.FUNGSI)) + ".")

    jenis: Literal["rumus"] = _name("rumus")
    rumus: str = bidang(min_length=1, arti="Rumusnya, tanpa tanda = di depan.")
    tepi: ClassVar[Sequence[Contoh]] = (
        Contoh({"rumus": "selesai/masuk*100"}, {"selesai": 1, "masuk": 3}, 1 / 3 * 100),
        Contoh({"rumus": "selesai/masuk*100"}, {"selesai": 1, "masuk": 0}, None),
        Contoh({"rumus": "ROUND(selesai*masuk,2)"}, {"selesai": 1.005, "masuk": 1}, 1.01),
        Contoh({"rumus": "IF(masuk>2, 200, -5)"}, {"selesai": 0, "masuk": 3}, 100.0),
        Contoh({"rumus": "IF(masuk>2, 200, -5)"}, {"selesai": 0, "masuk": 2}, 0.0),
    )

    def data_problem(self, kunci: Sequence[str]) -> str | None:
        """Sentence when the formula is refused or names other inputs than the data."""
        return rumus.problem(self.rumus, kunci)

    def evaluate(self, data: DataBersih) -> Capaian:
        """Percent 0-100, None when the formula gives an error or no number."""
        hasil = rumus.evaluate(self.rumus, data)
        return None if hasil is None else max(0.0, min(100.0, hasil))

    def render(self, r: Rujukan) -> str:
        """The author's formula with its names replaced by references."""
        return f'IFERROR(MAX(0,MIN(100,{rumus.substitute(self.rumus, r.data)})),"")'


Aturan = Annotated[
    Rasio | Rentang | Pilihan | DaftarPeriksa | AdaTidak | Komposisi | Pemenuhan | Rumus,
    Pembeda("jenis"),
]
ATURAN: dict[str, type[Any]] = {
    k.model_fields["jenis"].default: k
    for k in (Rasio, Rentang, Pilihan, DaftarPeriksa, AdaTidak, Komposisi, Pemenuhan, Rumus)
}
