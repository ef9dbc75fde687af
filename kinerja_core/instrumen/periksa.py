"""Does an instrument hold together? Every mistake in one pass: Σ bobot, kode, bands, references, cycles, texts."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

from kinerja_core.dasar.excelmath import show_number
from kinerja_core.dasar.teks import hint, with_comma
from kinerja_core.dasar.temuan import KinerjaError, Temuan, buat_temuan
from kinerja_core.instrumen.aturan import ATURAN, AdaTidak, DaftarPeriksa, Pemenuhan, Rentang
from kinerja_core.instrumen.model import Datum, Indikator, Instrumen, parse_instrumen
from kinerja_core.instrumen.muat import load_any
from kinerja_core.instrumen.nomor import number_problems
from kinerja_core.lembar.meta import META_KUNCI

BOBOT_PENUH = Decimal(100)
#: Text inside a formula may hold 255 characters, a sheet name 31; longest label a message box shows.
TEKS_RUMUS, TEKS_SEL = 255, 32767


def _check_weights(ins: Instrumen) -> Iterator[Temuan]:
    jumlah = sum((i.bobot for i in ins.indikator), Decimal(0))
    if jumlah != BOBOT_PENUH:
        yield buat_temuan("INS05", a=with_comma(jumlah.normalize()), b=with_comma(BOBOT_PENUH))
    for a in ins.aspek:
        isi = sum((i.bobot for i in a.indikator), Decimal(0))
        if a.bobot is not None and a.bobot != isi:
            yield buat_temuan("INS13", a.kode, a=with_comma(a.bobot.normalize()), b=with_comma(isi.normalize()))


def _check_unique(ins: Instrumen) -> Iterator[Temuan]:
    kode = [a.kode for a in ins.aspek] + [s.kode for a in ins.aspek for s in a.sub_aspek]
    for kumpulan in (kode, [i.kode for i in ins.indikator] + [f.kode for f in ins.fakta]):
        for k, n in Counter(kumpulan).items():
            if n > 1:
                yield buat_temuan("INS06", k, a=k)
    for i in ins.indikator:
        for k, n in Counter(d.kunci for d in i.data).items():
            if n > 1:
                yield buat_temuan("INS06", f"{i.kode} > {k}", a=k)


def _check_reserved(ins: Instrumen) -> Iterator[Temuan]:
    """A fact stands beside the identity of an office in one list, each under its key."""
    yield from (buat_temuan("INS32", f.kode, a=f.kode) for f in ins.data_umum if f.kode in META_KUNCI)


def _check_bands(ins: Instrumen) -> Iterator[Temuan]:
    for i in ins.indikator:
        if not isinstance(i.aturan, Rentang):
            continue
        batas = [b for b, _ in i.aturan.rentang]
        capaian = [c for _, c in i.aturan.rentang]
        for lalu, b in pairwise(batas):
            if b <= lalu:
                kata = "berulang" if b == lalu else f"di bawah {with_comma(lalu)}, batas sebelumnya"
                yield buat_temuan("INS07", i.kode, a=f"batas {with_comma(b)} {kata}; batas bawah harus naik")
        if batas[0] != Decimal(str(i.data[0].min)):
            pesan = f"batas pertama {batas[0]} harus sama dengan min data {i.data[0].min:g}"
            yield buat_temuan("INS07", i.kode, a=pesan)
        if capaian[-1] != 100:
            yield buat_temuan("INS07", i.kode, a=f"capaian terakhir {capaian[-1]} seharusnya 100")
        if not i.aturan.tidak_naik and capaian != sorted(capaian):
            pesan = "capaian turun di tengah; bila memang demikian tulis tidak_naik = true"
            yield buat_temuan("INS07", i.kode, a=pesan)
        if any(not 0 <= c <= 100 for c in capaian):
            yield buat_temuan("INS07", i.kode, a="capaian harus antara 0 dan 100")


def _references(i: Indikator) -> Iterator[tuple[str, str]]:
    """(place, reference) of everything an indicator names: facts as "jumlah_desa", data as "i11.penyebut"."""
    for d in i.data:
        for rujukan in (d.fakta, d.dari, d.sama_dengan, d.batas_fakta):
            if rujukan:
                yield f"{i.kode} > {d.kunci}", rujukan
    for f in i.tidak_relevan.bila_nol:
        yield f"{i.kode} > tidak_relevan", f


def _check_references(ins: Instrumen) -> Iterator[Temuan]:
    ada = [f.kode for f in ins.data_umum] + [f"{i.kode}.{d.kunci}" for i in ins.indikator for d in i.data]
    for i in ins.indikator:
        for tempat, rujukan in _references(i):
            if rujukan not in ada:
                yield buat_temuan("INS08", tempat, a=rujukan, b=hint(rujukan, ada))
        for d in i.data:
            if d.daftar and d.daftar != "ada_tidak" and d.daftar not in ins.daftar:
                daftar = [*ins.daftar, "ada_tidak"]
                yield buat_temuan("INS08", f"{i.kode} > {d.kunci}", a=d.daftar, b=hint(d.daftar, daftar))
            if d.dari and "." not in d.dari:
                yield buat_temuan("INS08", f"{i.kode} > {d.kunci}", a=d.dari, b=" Tulis indikator.kunci.")
    fakta = [f.kode for f in ins.data_umum]
    for f in ins.data_umum:
        for asal in f.jumlah_dari:
            if asal not in fakta:
                yield buat_temuan("INS08", f.kode, a=asal, b=hint(asal, fakta))


def _check_cycles(ins: Instrumen) -> Iterator[Temuan]:
    arah = {f"{i.kode}.{d.kunci}": d.dari for i in ins.indikator for d in i.data if d.dari}
    for awal in arah:
        jejak, kini = [awal], arah[awal]
        while kini in arah and kini not in jejak:
            jejak.append(kini)
            kini = arah[kini]
        if kini == awal and awal == min(jejak):
            yield buat_temuan("INS09", awal, a=" > ".join([*jejak, awal]))
    urutan = [f.kode for f in ins.data_umum]
    for f in ins.data_umum:
        for asal in f.jumlah_dari:
            if asal in urutan and urutan.index(asal) >= urutan.index(f.kode):
                yield buat_temuan("INS09", f.kode, a=f"{f.kode} > {asal} (yang dijumlahkan harus disebut lebih dahulu)")


def _check_answers(ins: Instrumen) -> Iterator[Temuan]:
    for nama, opsi in ins.daftar.items():
        teks = Counter(o.teks.lower() for o in opsi)
        for t, n in teks.items():
            if n > 1:
                yield buat_temuan("INS06", f"daftar > {nama}", a=t)
        for o in opsi:
            if not 0 <= o.nilai <= 100:
                yield buat_temuan("INS04", f"daftar > {nama}", a=f"nilai {o.teks} harus antara 0 dan 100")


def _check_rule_answers(ins: Instrumen) -> Iterator[Temuan]:
    """Rules that count answers need answers worth 1 and 0: a list of other worth would give more than 100 percent.

    `pemenuhan` also takes what lies between; its datum `lebih` is a capaian and may be worth up to 100.
    """
    dihitung = [(i, d) for i in ins.indikator if isinstance(i.aturan, AdaTidak | DaftarPeriksa | Pemenuhan)
                for d in i.data if d.kunci != getattr(i.aturan, "lebih", "")]
    for i, d in dihitung:
        asal = _source(ins, d)
        if asal is None or (asal is not d and any(asal is x for _, x in dihitung)):
            continue  # told where it comes from
        if masalah := _answer_problem(ins, asal, isinstance(i.aturan, Pemenuhan)):
            yield buat_temuan("INS30", f"{i.kode} > {d.kunci}", a=i.aturan.jenis, b=f"{d.label}: {masalah}")


def _answer_problem(ins: Instrumen, asal: Datum, di_antara: bool) -> str:
    """What keeps a typed datum from being worth 1 or 0 (or between them); "" when nothing does or INS08 says it."""
    if asal.daftar and asal.daftar != "ada_tidak" and asal.daftar not in ins.daftar:
        return ""
    if asal.jenis != "pilihan":
        maks = asal.batas().maks
        batas = f"{asal.min:g} sampai {maks:g}"
        return "" if asal.min >= 0 and maks <= 1 else f"isinya {batas}, seharusnya bernilai 1 atau 0"
    nilai = [o.nilai for o in ins.options(asal)]
    salah = [o for o in ins.options(asal) if not (0 <= o.nilai <= 1 if di_antara else o.nilai in (0, 1))]
    if salah:
        return f"jawaban {salah[0].teks} bernilai {with_comma(salah[0].nilai)}, seharusnya 1 atau 0"
    return "" if {0, 1} <= set(nilai) else "jawabannya harus ada yang bernilai 1 dan ada yang bernilai 0"


def _source(ins: Instrumen, d: Datum) -> Datum | None:
    """The datum that the office types for a datum; None where a reference leads nowhere or in a circle."""
    semua = {f"{i.kode}.{x.kunci}": x for i in ins.indikator for x in i.data}
    semua |= {f.kode: f.datum for f in ins.data_umum}
    for _ in range(len(semua) + 1):
        if not (rujukan := d.fakta or d.dari):
            return d
        if rujukan not in semua:
            return None
        d = semua[rujukan]
    return None


def _check_classes(ins: Instrumen) -> Iterator[Temuan]:
    """A class below one that is as low or lower is never reached: they are looked at from the first on."""
    for lalu, p in pairwise(ins.predikat):
        if p.batas > lalu.batas or (p.batas == lalu.batas and (lalu.termasuk_batas or not p.termasuk_batas)):
            yield buat_temuan("INS31", f"predikat > {p.predikat}", a=f"{p.predikat} (batas {with_comma(p.batas)})",
                              b=f"{lalu.predikat} (batas {with_comma(lalu.batas)})")


def _check_holes(ins: Instrumen) -> Iterator[Temuan]:
    """What of Nilai Akhir, which has two decimals here, gets no class; a class that only one value reaches."""
    for lalu, p in pairwise(ins.predikat):
        if p.batas == lalu.batas and p.termasuk_batas and not lalu.termasuk_batas:
            yield buat_temuan("INS35", f"predikat > {p.predikat}", a=f"batas {with_comma(p.batas)} dipakai dua kali, "
                              f"{p.predikat} hanya tercapai tepat pada angka itu")
    if not ins.predikat:
        return
    rendah = min(ins.predikat, key=lambda p: (p.batas, not p.termasuk_batas))
    atas = rendah.batas - Decimal("0.01") if rendah.termasuk_batas else rendah.batas
    if atas >= 0:
        lubang = f"antara 0 dan {with_comma(atas)}" if atas else "0"
        yield buat_temuan("INS35", f"predikat > {rendah.predikat}", a=f"Nilai Akhir {lubang} tidak mendapat predikat")


def _check_numbers(ins: Instrumen) -> Iterator[Temuan]:
    """Printed numbers that stand twice or leave one out, level by level; a new part may begin anew."""
    kata, sub = ins.istilah, [s for a in ins.aspek for s in a.sub_aspek]
    tingkat = ((kata.aspek, [ins.aspek]), (kata.sub_aspek, [a.sub_aspek for a in ins.aspek]),
               (kata.indikator, [s.indikator for s in sub]))
    for nama, kelompok in tingkat:
        semua = [x.nomor for isi in kelompok for x in isi]
        bersambung = len(set(semua)) == len(semua)
        salah = [s for isi in ([semua] if bersambung else [[x.nomor for x in isi] for isi in kelompok])
                 for s in number_problems(isi)]
        if salah:
            yield buat_temuan("INS36", a=nama.lower(), b="; ".join(dict.fromkeys(salah)))


def _check_texts(ins: Instrumen) -> Iterator[Temuan]:
    for i in ins.indikator:
        batas = ((i.tidak_relevan.sebab, TEKS_RUMUS - 20, "tidak_relevan"), (i.uraian, TEKS_SEL, "uraian"),
                 (i.keterangan, TEKS_SEL, "keterangan"), (i.asumsi, TEKS_SEL, "asumsi"))
        for teks, paling, nama in batas:
            if len(teks) > paling:
                yield buat_temuan("INS11", f"{i.kode} > {nama}", a=len(teks), b=paling)
        for d in i.data:
            if len(d.label) > TEKS_RUMUS:
                yield buat_temuan("INS11", f"{i.kode} > {d.kunci} > label", a=len(d.label), b=TEKS_RUMUS)


def _check_confirmed(ins: Instrumen) -> Iterator[Temuan]:
    belum = [i for i in ins.indikator if not i.terkonfirmasi]
    if belum:
        bobot = with_comma(sum((i.bobot for i in belum), Decimal(0)).normalize())
        nomor = ", ".join(i.nomor for i in belum)
        yield buat_temuan("INS10", a=f"indikator {nomor}; {bobot} dari 100 bobot")
    if not ins.kebijakan_terkonfirmasi:
        yield buat_temuan("INS10", a=f"kebijakan_tidak_relevan = {ins.kebijakan_tidak_relevan}")


#: Data that are named in one finding.
_DISEBUT = 12


def _check_bounds(ins: Instrumen) -> Iterator[Temuan]:
    """Numbers the office types whose author names no bound, with what is proposed; bounds nobody confirmed."""
    turunan = {f.kode for f in ins.data_umum if f.jumlah_dari}
    ketik = [(kode, d) for kode, d in ins.masukan()
             if d.is_input and d.jenis not in {"teks", "pilihan"} and kode not in turunan]
    tanpa = [(kode, d) for kode, d in ketik if ins.batas[kode, d.kunci].usulan]
    if tanpa:
        nama = {i.kode: f"{ins.istilah.indikator} {i.nomor}" for i in ins.indikator}
        usul = [f"{nama.get(kode, 'Data Umum')}, {d.label}: lazim sampai {show_number(b.wajar)}, paling besar "
                f"{show_number(b.maks)}"
                for kode, d in tanpa[:_DISEBUT] for b in [ins.batas[kode, d.kunci]]]
        lebih = [f"dan {len(tanpa) - _DISEBUT} lainnya"] if len(tanpa) > _DISEBUT else []
        kode, d = tanpa[0]
        sel = f"{kode} > {d.kunci}" if kode in nama else kode
        yield buat_temuan("INS33", sel, a=len(tanpa), b="; ".join([*usul, *lebih]))
    if not ins.batas_terkonfirmasi and len(tanpa) < len(ketik):
        yield buat_temuan("INS34", a=len(ketik) - len(tanpa))


_PEMERIKSAAN = (_check_weights, _check_unique, _check_reserved, _check_bands, _check_references, _check_cycles,
                _check_answers, _check_rule_answers, _check_classes, _check_holes, _check_numbers, _check_texts,
                _check_confirmed, _check_bounds)
#: Those over the whole: what they find may only be due to an indicator left out because of its own mistakes.
_MENYELURUH = frozenset({_check_weights, _check_references, _check_numbers, _check_confirmed, _check_bounds})


def check_instrumen(ins: Instrumen) -> list[Temuan]:
    """All findings about an instrument; level cek for what is merely unconfirmed."""
    return [t for periksa in _PEMERIKSAAN for t in periksa(ins)]


def check_data(data: dict[str, Any]) -> list[Temuan]:
    """All findings of an instrument's plain data in one pass.

    What keeps it from loading is told first; then unknown keys and faulty indicators are left out and the rest is
    checked too, without what may only follow from leaving them out.
    """
    try:
        return check_instrumen(parse_instrumen(data))
    except KinerjaError as galat:
        temuan = list(galat.temuan)
    sisa, utuh = _without_mistakes(data)
    try:
        ins = parse_instrumen(sisa)
    except KinerjaError:
        return temuan
    return temuan + [t for periksa in _PEMERIKSAAN if utuh or periksa not in _MENYELURUH for t in periksa(ins)]


def _without_mistakes(data: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """A copy without unknown keys and without faulty indicators; True when no indicator had to go."""
    from pydantic import ValidationError

    salinan, semua = copy.deepcopy(data), list[Any]()
    try:
        Instrumen.model_validate(salinan)
    except ValidationError as galat:
        semua += galat.errors()
    for e in semua:
        if e["type"] == "extra_forbidden":
            _parent(salinan, e["loc"]).pop(e["loc"][-1], None)
    buang = {e["loc"][: e["loc"].index("indikator") + 2] for e in semua
             if e["type"] != "extra_forbidden" and "indikator" in e["loc"][:-1]}
    for loc in sorted(buang, key=str, reverse=True):
        _parent(salinan, loc)[loc[-1]] = None
    for a in salinan.get("aspek", []):
        for s in a.get("sub_aspek", []):
            s["indikator"] = [i for i in s.get("indikator", []) if i is not None]
    return salinan, not buang


def _parent(data: Any, loc: tuple[int | str, ...]) -> Any:
    """The container a location's last step stands in; the names of rule kinds in a location are no steps."""
    for langkah in loc[:-1]:
        if isinstance(data, dict) and langkah not in data and langkah in ATURAN:
            continue
        data = data[langkah]
    return data


def load_sound(nama: str | Path) -> Instrumen:
    """An instrument that may be built from, by name or file; KinerjaError with all its mistakes."""
    ins = load_any(nama)
    wajib = tuple(t for t in check_instrumen(ins) if t.tingkat == "wajib")
    if wajib:
        raise KinerjaError(wajib[0].kode, temuan=wajib)
    return ins
