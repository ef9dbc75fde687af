"""Is an instrument ready for release? Every mistake of an authoring workbook at its cell, and the proof before release.

The proof: what every indicator can reach, and example values through both renderings of every rule, in the built
kertas kerja on a pembanding. Instruments as .toml get the same, with places in words.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from kinerja_core.dasar.data import load_toml
from kinerja_core.dasar.excelmath import Nilai, same_value, show_number, shown
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.teks import hint, with_comma
from kinerja_core.dasar.temuan import SEBUTAN_TINGKAT, Temuan, buat_temuan
from kinerja_core.instrumen.aturan import Rentang
from kinerja_core.instrumen.batas import Batas
from kinerja_core.instrumen.model import Datum, Indikator, Instrumen, Istilah, parse_instrumen
from kinerja_core.instrumen.muat import AKHIRAN, find_any
from kinerja_core.instrumen.naskah import kolom as nk
from kinerja_core.instrumen.naskah.baca import BarisNaskah, Naskah, read_rows
from kinerja_core.instrumen.naskah.muat import loading_findings
from kinerja_core.instrumen.periksa import BOBOT_PENUH, check_data
from kinerja_core.kertas_kerja.buat import build
from kinerja_core.kertas_kerja.isian import input_keys
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.kertas_kerja.penilaian import Olahan, core_values, score_olahan
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.lembar.tabel_baca import bound_problem
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.mesin.mesin_ironcalc import cell_value, load_model, sheet_index
from kinerja_core.xlsx.mesin.tempat import PembandingError

#: Facts that the core uses by name.
_FAKTA_INTI = frozenset({"jumlah_desa", "jumlah_kelurahan", "tahun_data"})
_BUKTI = Identitas(kode_wilayah="00.00.00", nama="Contoh", kabupaten="Contoh", provinsi="Contoh")
#: Fillings tried in the built workbook, and combinations of data tried per indicator.
_ISIAN_DICOBA, _GABUNGAN = 24, 200


# --- rows -------------------------------------------------------------------------------------------------------------


def _weights(n: Naskah) -> Iterator[Temuan]:
    """Σ bobot and the printed bobot of each aspek, where all bobot could be read."""
    baris = n.baris[nk.INDIKATOR]
    if not baris or any("bobot" not in b.nilai for b in baris):
        return
    jumlah = sum((Decimal(b.nilai["bobot"]) for b in baris), Decimal(0))
    if jumlah != BOBOT_PENUH:
        sel = n.kepala.get((nk.INDIKATOR, "bobot"), nk.INDIKATOR)
        yield buat_temuan("INS05", sel, a=with_comma(jumlah), b=with_comma(BOBOT_PENUH))
    for a in n.baris[nk.ASPEK]:
        if "induk" in a.terisi or "bobot" not in a.nilai:
            continue
        sub = {s.nilai.get("kode") for s in n.baris[nk.ASPEK] if s.nilai.get("induk") == a.nilai.get("kode")}
        isi = sum((Decimal(b.nilai["bobot"]) for b in baris if b.nilai.get("sub_aspek") in sub), Decimal(0))
        if Decimal(a.nilai["bobot"]) != isi:
            yield buat_temuan("INS13", a.sel["bobot"], a=with_comma(a.nilai["bobot"]), b=with_comma(isi))


def _doubles(n: Naskah) -> Iterator[Temuan]:
    """A key used a second time, at its second place."""
    umum = [b for b in n.baris[nk.DATA] if _is_fact(b)]
    kelompok: list[list[tuple[Any, BarisNaskah, str]]] = [
        [(b.nilai.get("kode"), b, "kode") for b in n.baris[nk.ASPEK]],
        [*((b.nilai.get("kode"), b, "kode") for b in n.baris[nk.INDIKATOR]),
         *((b.nilai.get("kunci"), b, "kunci") for b in umum)],
        [(_pair(b, "indikator", "kunci"), b, "kunci") for b in n.baris[nk.DATA] if not _is_fact(b)],
        [(_pair(b, "daftar", "teks"), b, "teks") for b in n.baris[nk.PILIHAN]],
    ]
    for isi in kelompok:
        sudah = set()
        for kunci, b, kolom in isi:
            if kunci is not None and kunci in sudah:
                yield buat_temuan("INS06", b.sel[kolom], a=b.nilai[kolom])
            sudah.add(kunci)


def _is_fact(b: BarisNaskah) -> bool:
    return str(b.nilai.get("indikator", "")).strip().casefold() == nk.DATA_UMUM.casefold()


def _pair(b: BarisNaskah, satu: str, dua: str) -> tuple[str, str] | None:
    ada = satu in b.nilai and dua in b.nilai
    return (str(b.nilai[satu]), str(b.nilai[dua]).strip().casefold()) if ada else None


def _references(n: Naskah) -> Iterator[Temuan]:
    """Facts, data and lists that a cell names and that are nowhere."""
    fakta = [str(b.nilai["kunci"]) for b in n.baris[nk.DATA] if _is_fact(b) and "kunci" in b.nilai]
    data = [f"{b.nilai['indikator']}.{b.nilai['kunci']}" for b in n.baris[nk.DATA]
            if not _is_fact(b) and "kunci" in b.nilai and "indikator" in b.nilai]
    daftar = ["ada_tidak", *dict.fromkeys(str(b.nilai["daftar"]) for b in n.baris[nk.PILIHAN] if "daftar" in b.nilai)]
    boleh = {"fakta": fakta, "dari": data, "sama_dengan": fakta + data, "daftar": daftar, "jumlah_dari": fakta,
             "tidak_relevan.bila_nol": fakta, "batas_fakta": fakta}
    for b in [*n.baris[nk.DATA], *n.baris[nk.INDIKATOR]]:
        for kunci, ada in boleh.items():
            isi = b.nilai.get(kunci, [])
            for rujukan in isi if isinstance(isi, list) else [str(isi).strip()]:
                if rujukan not in ada:
                    yield buat_temuan("INS08", b.sel[kunci], a=rujukan, b=hint(rujukan, ada))
    dipakai = {str(b.nilai.get("daftar")) for b in n.baris[nk.DATA]}
    for b in n.baris[nk.PILIHAN]:
        if (nama := b.nilai.get("daftar")) is not None and nama not in dipakai:
            dipakai.add(nama)
            yield buat_temuan("INS23", b.sel["daftar"], a=f"Daftar {nama}")


def _facts_used(n: Naskah) -> Iterator[Temuan]:
    dipakai = set(_FAKTA_INTI)
    for b in [*n.baris[nk.DATA], *n.baris[nk.INDIKATOR]]:
        for kunci in ("fakta", "sama_dengan", "jumlah_dari", "tidak_relevan.bila_nol"):
            isi = b.nilai.get(kunci, [])
            dipakai |= set(isi) if isinstance(isi, list) else {str(isi)}
    for b in n.baris[nk.DATA]:
        if _is_fact(b) and (kode := b.nilai.get("kunci")) is not None and kode not in dipakai:
            yield buat_temuan("INS23", b.sel["kunci"], a=f"Data Umum {kode}")


def _bands(n: Naskah) -> Iterator[Temuan]:
    for ind in n.baris[nk.INDIKATOR]:
        kode = ind.nilai.get("kode")
        baris = [b for b in n.baris[nk.RENTANG] if b.nilai.get("indikator") == kode]
        if ind.nilai.get("aturan.jenis") != Rentang.model_fields["jenis"].default or not baris:
            continue
        data = [b for b in n.baris[nk.DATA] if b.nilai.get("indikator") == kode]
        kecil = data[0].nilai.get("min", 0) if data else 0
        yield from _one_band_table(baris, kecil, bool(ind.nilai.get("aturan.tidak_naik")))


def _one_band_table(baris: Sequence[BarisNaskah], kecil: Decimal | int, boleh_turun: bool) -> Iterator[Temuan]:
    """Mistakes of the bands of one indicator, each at its cell; cells that could not be read are passed by."""
    for lalu, b in zip([None, *baris], baris, strict=False):
        batas, capaian = b.nilai.get("batas"), b.nilai.get("capaian")
        if batas is not None and lalu and lalu.nilai.get("batas") is not None and batas <= lalu.nilai["batas"]:
            yield buat_temuan("INS07", b.sel["batas"], a="batas bawah harus naik dan tidak berulang")
        if capaian is not None and not boleh_turun and lalu and capaian < lalu.nilai.get("capaian", capaian):
            yield buat_temuan("INS07", b.sel["capaian"], a="capaian turun di tengah; bila memang demikian isi Ya pada "
                              "Capaian boleh turun")
    awal, akhir = baris[0], baris[-1]
    if (batas := awal.nilai.get("batas", kecil)) != kecil:
        yield buat_temuan("INS07", awal.sel["batas"],
                          a=f"batas pertama {with_comma(batas)} harus sama dengan Paling kecil datanya "
                            f"{with_comma(kecil)}")
    if (capaian := akhir.nilai.get("capaian", 100)) != 100:
        yield buat_temuan("INS07", akhir.sel["capaian"], a=f"capaian terakhir {with_comma(capaian)} seharusnya 100")


def _bounds(n: Naskah) -> Iterator[Temuan]:
    """Numbers outside the bounds of their column."""
    for tabel in nk.tables().values():
        for k in tabel.kolom:
            semua = ((b.sel[k.kunci], b.nilai[k.kunci]) for b in n.baris[tabel.nama] if k.kunci in b.nilai)
            yield from (t for sel, x in semua if k.is_number and (t := bound_problem(k, sel, x)))


@dataclass(frozen=True)
class UjiNaskah:
    """A check of the rows, and the kode it gives at a cell where `check_instrumen` only has a place in words."""

    periksa: Callable[[Naskah], Iterable[Temuan]]
    kemungkinan: tuple[str, ...] = ()


#: What keeps it from loading, always told in the words of the workbook.
_MEMUAT = UjiNaskah(loading_findings, kemungkinan=("INS02", "INS03", "INS04"))
_PEMERIKSAAN = (
    UjiNaskah(_weights, kemungkinan=("INS05", "INS13")), UjiNaskah(_doubles, kemungkinan=("INS06",)),
    UjiNaskah(_references, kemungkinan=("INS08",)), UjiNaskah(_facts_used), UjiNaskah(_bands, kemungkinan=("INS07",)),
    UjiNaskah(_bounds),
)


# --- places -----------------------------------------------------------------------------------------------------------


def _rows_by_place(n: Naskah) -> dict[str, BarisNaskah]:
    """Row of everything that `check_instrumen` and the proof name in words."""
    hasil: dict[str, BarisNaskah] = {}
    for b in [*n.baris[nk.ASPEK], *n.baris[nk.INDIKATOR]]:
        hasil.setdefault(str(b.nilai.get("kode")), b)
    for b in n.baris[nk.DATA]:
        milik, kunci = b.nilai.get("indikator"), b.nilai.get("kunci")
        for nama in [str(kunci)] if _is_fact(b) else [f"{milik} > {kunci}", f"{milik}.{kunci}"]:
            hasil.setdefault(nama, b)
    for b in n.baris[nk.PILIHAN]:
        hasil.setdefault(f"daftar > {b.nilai.get('daftar')}", b)
    for b in n.baris[nk.PREDIKAT]:
        hasil.setdefault(f"predikat > {b.nilai.get('predikat')}", b)
    return hasil


#: The column a finding of the model speaks of, when its place names only the row.
_KOLOM_KODE = {"INS09": ("dari", "jumlah_dari"), "INS26": ("aturan.jenis",), "INS28": ("aturan.jenis",),
               "INS04": ("nilai", "aturan.jenis"), "INS12": ("aturan.rumus",), "INS30": ("daftar", "jenis"),
               "INS31": ("batas",), "INS33": ("wajar", "maks"), "INS35": ("batas",)}


def _at_cell(n: Naskah, tempat: dict[str, BarisNaskah], t: Temuan) -> Temuan:
    """A finding with its place in words -> the cell it comes from."""
    bagian = t.sel.split(" > ") if t.sel else []
    ekor: list[str] = []
    while bagian and " > ".join(bagian) not in tempat:
        ekor.insert(0, bagian.pop())
    baris = tempat.get(" > ".join(bagian))
    sel = n.kepala.get((nk.INDIKATOR, "bobot"), "")
    if baris is not None:
        nama = [*ekor[-1:], *(f"{x}.sebab" for x in ekor), *_KOLOM_KODE.get(t.kode, ())]
        kolom = next((k for k in nama if k in baris.terisi), None) or next((k for k in nama if k in baris.sel), "")
        sel = baris.sel.get(kolom) or next(iter(baris.sel.values()))
    elif t.kode == "INS10":
        kebijakan = n.asal.get(("kebijakan_terkonfirmasi",)) if "kebijakan" in t.pesan else None
        sel = kebijakan[0].sel[kebijakan[1]] if kebijakan else n.kepala.get((nk.INDIKATOR, "terkonfirmasi"), "")
    elif t.kode == "INS36":
        lembar = nk.INDIKATOR if n.data and t.pesan.startswith(f"Nomor {_indicator_word(n)}:") else nk.ASPEK
        sel = n.kepala.get((lembar, "nomor"), "")
    elif t.kode == "INS34" and (milik := n.asal.get(("batas_terkonfirmasi",))):
        sel = milik[0].sel[milik[1]]
    return Temuan(t.kode, t.tingkat, sel, t.pesan, t.perbaikan, t.nilai)


def _indicator_word(n: Naskah) -> str:
    return str(n.data.get("istilah", {}).get("indikator", Istilah().indikator)).lower()


def check_rows(n: Naskah) -> list[Temuan]:
    """All findings of a read authoring workbook, obligatory ones first; the proof when nothing obligatory is open."""
    temuan = [*n.temuan, *(t for uji in (_MEMUAT, *_PEMERIKSAAN) for t in uji.periksa(n))]
    utuh = not any(t.tingkat == "wajib" for t in temuan)
    tempat, model = _rows_by_place(n), check_data(n.data)
    sudah = [_MEMUAT] if utuh else [_MEMUAT, *_PEMERIKSAAN]
    lanjut = [t for t in model if not any(t.kode in uji.kemungkinan for uji in sudah)]
    lanjut = [_at_cell(n, tempat, t) for t in lanjut]
    temuan += [t for t in lanjut if not any(x.sel == t.sel and x.kode == t.kode for x in temuan)]
    if not any(t.tingkat == "wajib" for t in temuan):
        temuan += [_at_cell(n, tempat, t) for t in prove(parse_instrumen(n.data))]
    return _sorted(temuan)


def _sorted(temuan: list[Temuan]) -> list[Temuan]:
    urutan = list(SEBUTAN_TINGKAT)
    return sorted(dict.fromkeys(temuan), key=lambda t: urutan.index(t.tingkat))


def check_naskah(path: Path) -> list[Temuan]:
    """All findings of an authoring workbook, each at its cell; KinerjaError only for a file that is none."""
    return check_rows(read_rows(read_buku(path)))


def check_file(nama: str | Path) -> list[Temuan]:
    """All findings of an instrument of either form, with the proof before release when nothing obligatory is open."""
    path = find_any(nama)
    if path.suffix.lower() == AKHIRAN:
        return check_naskah(path)
    data = load_toml(path)
    temuan = check_data(data)
    if not any(t.tingkat == "wajib" for t in temuan):
        temuan += prove(parse_instrumen(data))
    return _sorted(temuan)


# --- proof before release ---------------------------------------------------------------------------------------------


def _source(ins: Instrumen, kode: str, d: Datum) -> Batas:
    """The bounds of what a locked datum gets its value from; its own when the office types it."""
    for _ in range(100):  # references that run in a circle were refused before
        if d.fakta:
            return ins.batas[d.fakta, "isi"]
        if not d.dari:
            break
        kode, _, kunci = d.dari.partition(".")
        d = next(i for i in ins.indikator if i.kode == kode).datum(kunci)
    return ins.batas[kode, d.kunci]


def _values(ins: Instrumen, i: Indikator, d: Datum) -> list[float]:
    """Clean values of a datum worth trying: smallest, largest, one, and the bounds of the rule's table."""
    if d.jenis == "pilihan":
        return sorted({float(o.nilai) for o in ins.options(d)})
    if d.jenis == "teks":
        return [0.0]
    asal = _source(ins, i.kode, d)
    tabel = nk.table_parameter(i.aturan.jenis)
    batas = [float(b) for b, _ in getattr(i.aturan, tabel)] if tabel else []
    semua = {asal.min, asal.maks, *(x for x in (1.0, *batas) if asal.min <= x <= asal.maks)}
    return [float(asal.min), float(asal.maks), *sorted(semua - {asal.min, asal.maks})]


def combinations(ins: Instrumen, i: Indikator) -> list[dict[str, float]]:
    """Data worth trying: the rule's own edge inputs, everything smallest, largest, and each datum by itself."""
    nilai = {d.kunci: _values(ins, i, d) for d in i.data}
    rendah, tinggi = {k: min(v) for k, v in nilai.items()}, {k: max(v) for k, v in nilai.items()}
    hasil = [rendah, tinggi, *({**dasar, k: x} for k, isi in nilai.items() for x in isi for dasar in (tinggi, rendah))]
    hasil += [{k: float(v) for k, v in c.data.items()} for c in type(i.aturan).tepi if set(c.data) == set(nilai)]
    return [dict(isi) for isi in dict.fromkeys(tuple(h.items()) for h in hasil)][:_GABUNGAN]


def _in_bounds(ins: Instrumen, i: Indikator, isi: dict[str, float]) -> bool:
    """Could these data be typed? Edge inputs of a rule may lie outside what the indicator accepts."""
    def one(d: Datum) -> bool:
        if d.jenis == "pilihan":
            return any(float(o.nilai) == isi[d.kunci] for o in ins.options(d))
        asal = _source(ins, i.kode, d)
        return d.jenis == "teks" or asal.min <= isi[d.kunci] <= asal.maks

    return all(one(d) for d in i.data)


def _reach(ins: Instrumen) -> Iterator[Temuan]:
    """Indicators, and the total, that cannot reach 0 and 100."""
    bawah = atas = Decimal(0)
    for i in ins.indikator:
        hasil = [i.aturan.evaluate(isi) for isi in combinations(ins, i) if _in_bounds(ins, i, isi)]
        capai = [float(c) for c in hasil if isinstance(c, int | float)]
        rendah, tinggi = min(capai, default=0.0), max(capai, default=0.0)
        bawah, atas = bawah + i.bobot * Decimal(repr(rendah)) / 100, atas + i.bobot * Decimal(repr(tinggi)) / 100
        if round(rendah, 6) != 0 or round(tinggi, 6) != 100:
            yield buat_temuan("INS26", i.kode, a=show_number(round(rendah, 6)), b=show_number(round(tinggi, 6)))
    if round(bawah, 6) != 0 or round(atas, 6) != BOBOT_PENUH:
        yield buat_temuan("INS27", a=show_number(round(float(bawah), 6)), b=show_number(round(float(atas), 6)))


def _raw(ins: Instrumen, d: Datum, x: float) -> Nilai:
    """What the office types for a clean value."""
    if d.jenis == "pilihan":
        return min(ins.options(d), key=lambda o: abs(float(o.nilai) - x)).teks
    return "contoh" if d.jenis == "teks" else x


def _filling(ins: Instrumen, ke: int) -> dict[Kotak, Nilai]:
    """The ke-th filling: each indicator's ke-th combination; facts alternate between large and small."""
    isi: dict[Kotak, Nilai] = {}
    for f in ins.fakta:
        besar = float(ins.tahun_penilaian - 1) if f.is_year else f.datum.batas().maks
        isi[(f.kode, "isi")] = _raw(ins, f.datum, float(f.min if ke % 2 and not f.is_year else besar))
    for i in ins.indikator:
        gabungan = combinations(ins, i)
        satu = gabungan[ke % len(gabungan)]
        isi |= {(i.kode, d.kunci): _raw(ins, d, satu[d.kunci]) for d in i.data}
    boleh = set(input_keys(ins))
    return {k: v for k, v in isi.items() if k in boleh}


def _both_renderings(ins: Instrumen) -> Iterator[Temuan]:
    """Fillings through the core and through the formulas of the built kertas kerja; one finding per indicator."""
    denah = describe(ins, _BUKTI)
    tempat = {k: t for k, t in denah.keluaran.items() if k == "nilai_akhir"
              or (isinstance(k, tuple) and k[0] in ("capaian", "nilai"))}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "contoh.xlsx"
        path.write_bytes(build(ins, _BUKTI))
        try:
            model = load_model(path)
        except PembandingError as galat:
            yield buat_temuan("BKS16", a="ironcalc", b=str(galat))
            return
    indeks = sheet_index(model)
    sudah: set[str] = set()
    for ke in range(min(_ISIAN_DICOBA, max(len(combinations(ins, i)) for i in ins.indikator))):
        isi = _filling(ins, ke)
        for kotak, nilai in isi.items():
            lembar, (baris, kolom) = denah.masukan[kotak]
            tulis = model.update_cell_with_text if isinstance(nilai, str) else model.update_cell_with_number
            tulis(indeks[lembar], baris + 1, kolom + 1, nilai)
        model.evaluate()
        olahan = Olahan(ins, Isian(_BUKTI, isi))
        inti = core_values(olahan, score_olahan(olahan))
        for kunci, (lembar, posisi) in tempat.items():
            x = cell_value(model, indeks[lembar], posisi)
            kode = str(kunci[1]) if isinstance(kunci, tuple) else ""
            if kode not in sudah and not same_value(inti[kunci], x):
                sudah.add(kode)
                yield buat_temuan("INS28", kode, a=shown(inti[kunci]), b=shown(x))


def prove(ins: Instrumen) -> list[Temuan]:
    """What must hold before release, beyond `check_instrumen`: the range that can be reached, and both renderings."""
    return [*_reach(ins), *_both_renderings(ins)]
