"""Instruments: loading, all mistakes at once with their place, and whether they hold together.

R1 unknown keys are refused by name with a hint. R2 all mistakes of a file come at once. R3 the author must choose the
policy. R4 `check_instrumen` finds each kind of mistake in one pass. R5 the built-in instrument is sound.
"""

from __future__ import annotations

import copy
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kinerja_core.dasar.data import load_toml
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.instrumen.batas import propose
from kinerja_core.instrumen.model import Instrumen, find_instrumen, instrumen_of_year, load_instrumen, parse_instrumen
from kinerja_core.instrumen.nomor import number_problems
from kinerja_core.instrumen.periksa import check_data, check_instrumen
from kinerja_core.kantor.periksa_naskah import check_file
from kinerja_core.lembar.meta import META_KUNCI


def indikator(kode: str, berat: str, **lain: Any) -> dict[str, Any]:
    dasar: dict[str, Any] = {
        "kode": kode, "nomor": kode[1:], "uraian": f"Indikator {kode}", "satuan": "Desa", "bobot": Decimal(berat),
        "terkonfirmasi": True, "aturan": {"jenis": "rasio"},
        "data": [{"kunci": "pembilang", "label": "Yang tercapai", "maks": 200},
                 {"kunci": "penyebut", "label": "Seluruhnya", "wajar": 60, "maks": 200}],
    }
    return {**dasar, **lain}


def instrumen(*isi: dict[str, Any], **lain: Any) -> dict[str, Any]:
    sub = {"kode": "a1s1", "nomor": "1", "nama": "Sub", "indikator": list(isi)}
    aspek = [{"kode": "a1", "nomor": "1", "nama": "Aspek", "sub_aspek": [sub]}]
    return {"id": "uji", "versi": "1", "judul": "Uji", "penerbit": "Uji", "provinsi": "Jawa Timur",
            "tahun_penilaian": 2022, "kebijakan_tidak_relevan": "normalisasi", "kebijakan_terkonfirmasi": True,
            "batas_terkonfirmasi": True,
            "data_umum": [{"kode": "jumlah_desa", "label": "Jumlah desa", "maks": 200}], "aspek": aspek, **lain}


SAH = instrumen(indikator("i01", "60"), indikator("i02", "40"))


def kode_sel(data: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(KinerjaError) as galat:
        parse_instrumen(data)
    return [(t.kode, t.sel) for t in galat.value.temuan]


def catatan(*isi: dict[str, Any], **lain: Any) -> set[tuple[str, str]]:
    """What is found; that data name no bounds is looked at by itself."""
    return {(t.kode, t.sel) for t in check_instrumen(parse_instrumen(instrumen(*isi, **lain))) if t.kode != "INS33"}


def test_sound_instrument_has_no_finding() -> None:
    assert check_instrumen(parse_instrumen(SAH)) == []


def test_unknown_key_is_refused_by_name_with_a_hint() -> None:
    data = instrumen(indikator("i01", "100", boboot=1))
    with pytest.raises(KinerjaError) as galat:
        parse_instrumen(data)
    (t,) = galat.value.temuan
    assert (t.kode, t.sel) == ("INS02", "a1 > a1s1 > i01 > boboot")
    assert "bobot?" in t.pesan


def test_all_mistakes_of_a_file_come_at_once() -> None:
    data = copy.deepcopy(SAH)
    del data["kebijakan_tidak_relevan"]
    isi = data["aspek"][0]["sub_aspek"][0]["indikator"]
    isi[0]["bobot"] = "banyak"
    isi[1]["aturan"] = {"jenis": "rasioo"}
    isi[1]["data"][0]["kunci"] = "1x"
    assert set(kode_sel(data)) == {
        ("INS03", "kebijakan_tidak_relevan"), ("INS04", "a1 > a1s1 > i01 > bobot"),
        ("INS04", "a1 > a1s1 > i02 > aturan"), ("INS04", "a1 > a1s1 > i02 > 1x > kunci"),
    }


@pytest.mark.parametrize(("rusak", "kode"), [
    ({"aturan": {"jenis": "rentang", "rentang": [[0, 0], [1, 100]]}}, "INS04"),
    ({"data": [{"kunci": "pembilang", "label": "x"}]}, "INS04"),
    ({"terkonfirmasi": False}, "INS04"),
    ({"bobot": Decimal(0)}, "INS04"),
    ({"aturan": {"jenis": "rumus", "rumus": "pembilang;penyebut"}}, "INS04"),
])
def test_data_must_fit_the_rule(rusak: dict[str, Any], kode: str) -> None:
    assert {k for k, _ in kode_sel(instrumen(indikator("i01", "100", **rusak)))} == {kode}


def test_weights() -> None:
    assert catatan(indikator("i01", "60"), indikator("i02", "39.9")) == {("INS05", "")}
    data = instrumen(indikator("i01", "100"))
    data["aspek"][0]["bobot"] = Decimal(90)
    assert {t.kode for t in check_instrumen(parse_instrumen(data))} == {"INS13"}


def test_repeated_kode() -> None:
    assert ("INS06", "i01") in catatan(indikator("i01", "60"), indikator("i01", "40"))


def test_bands() -> None:
    def rentang(*isi: tuple[str, str], **lain: Any) -> set[tuple[str, str]]:
        data = [{"kunci": "n", "label": "Jumlah", "jenis": "bulat", **lain}]
        aturan = {"jenis": "rentang", "rentang": [[Decimal(b), Decimal(c)] for b, c in isi]}
        return catatan(indikator("i01", "100", aturan=aturan, data=data))

    assert rentang(("0", "0"), ("5", "100")) == set()
    assert rentang(("5", "0"), ("0", "100")) == {("INS07", "i01")}
    assert rentang(("1", "0"), ("5", "100")) == {("INS07", "i01")}
    assert rentang(("0", "0"), ("5", "90")) == {("INS07", "i01")}
    assert rentang(("0", "50"), ("2", "20"), ("5", "100")) == {("INS07", "i01")}
    assert rentang(("1", "0"), ("5", "100"), min=1) == set()


def test_bands_say_which_bound_is_wrong() -> None:
    def kata(*batas: str) -> list[str]:
        aturan = {"jenis": "rentang", "rentang": [[Decimal(b), Decimal(n)] for n, b in enumerate(batas)]}
        data = [{"kunci": "n", "label": "Jumlah", "maks": 200}]
        ins = parse_instrumen(instrumen(indikator("i01", "100", aturan=aturan, data=data)))
        return [t.pesan for t in check_instrumen(ins) if "batas bawah" in t.pesan]

    assert kata("0", "5", "2.5", "9") == [
        "Rentang nilai: batas 2,5 di bawah 5, batas sebelumnya; batas bawah harus naik."]
    assert kata("0", "5", "5") == ["Rentang nilai: batas 5 berulang; batas bawah harus naik."]


@pytest.mark.parametrize(("tabel", "kode", "kata"), [
    ([("A", "90", True), ("B", "76", True)], "INS35", "antara 0 dan 75,99"),
    ([("A", "90", True), ("B", "76", False)], "INS35", "antara 0 dan 76"),
    ([("A", "90", True), ("B", "0", False)], "INS35", "Nilai Akhir 0 tidak"),
    ([("A", "90", False), ("B", "90", True), ("C", "0", True)], "INS35", "batas 90 dipakai dua kali"),
    ([("B", "60", True), ("A", "90", True), ("C", "0", True)], "INS31", "A (batas 90)"),
    ([("A", "90", True), ("B", "90", True), ("C", "0", True)], "INS31", "B (batas 90)"),
    ([("A", "90", True), ("B", "60", True), ("C", "0", True)], "", ""),
])
def test_predikat_in_order_and_without_holes(tabel: list[tuple[str, str, bool]], kode: str, kata: str) -> None:
    predikat = [{"predikat": p, "batas": Decimal(b), "termasuk_batas": t} for p, b, t in tabel]
    temuan = check_instrumen(parse_instrumen({**SAH, "predikat": predikat}))
    assert [t.kode for t in temuan] == ([kode] if kode else [])
    assert all(kata in t.pesan for t in temuan)


@pytest.mark.parametrize(("nomor", "salah"), [
    (["1", "2", "3"], []), (["1", "2", "2", "3", "5"], ["2 berulang", "4 tidak ada"]),
    (["a", "b", "d"], ["c tidak ada"]),
    (["I", "II", "IV"], ["III tidak ada"]), (["1.a", "1.b", "1.d"], ["1.c tidak ada"]), (["1.2", "1.3", "2.1"], []),
    (["1", "3", "2"], ["2 sesudah 3"]), (["", "x", "-"], []), (["9", "13"], ["10, 11, 12 tidak ada"]),
])
def test_printed_numbers(nomor: list[str], salah: list[str]) -> None:
    assert number_problems(nomor) == salah


def test_numbers_of_every_level_are_looked_at() -> None:
    data = instrumen(indikator("i01", "60"), indikator("i03", "40"))
    assert [t.pesan for t in check_instrumen(parse_instrumen(data))] == ["Nomor indikator: 2 tidak ada."]


def test_data_without_bounds_are_listed_with_what_is_proposed() -> None:
    tanpa = instrumen(indikator("i01", "100", data=[{"kunci": "pembilang", "label": "a", "satuan": "Rapat"},
                                                    {"kunci": "penyebut", "label": "b", "fakta": "jumlah_desa"}]))
    (t,) = check_instrumen(parse_instrumen(tanpa))
    assert (t.kode, t.tingkat) == ("INS33", "cek")
    assert (t.sel, "Indikator 01, a: lazim sampai 100, paling besar 1000" in t.pesan) == ("i01 > pembilang", True)
    belum = check_instrumen(parse_instrumen({**SAH, "batas_terkonfirmasi": False}))
    assert [(t.kode, t.tingkat) for t in belum] == [("INS34", "cek")]


@pytest.mark.parametrize(("jenis", "satuan", "batas"), [
    ("bulat", "Desa/kelurahan", (60, 300)), ("bulat", "Pohon", (1000, 30000)), ("persen", "%", (100, 100)),
    ("desimal", "Nilai/Angka", (100, 1000)), ("rupiah", "Rp", (1e11, 1e13)), ("bulat", "Prog/Keg", (100, 1000)),
])
def test_bounds_follow_from_what_is_counted(jenis: str, satuan: str, batas: tuple[float, float]) -> None:
    assert propose(jenis, satuan) == batas


def test_references_and_cycles() -> None:
    def data(**penyebut: Any) -> list[dict[str, Any]]:
        return [{"kunci": "pembilang", "label": "a"}, {"kunci": "penyebut", "label": "b", **penyebut}]

    assert catatan(indikator("i01", "100", data=data(fakta="jumlah_des"))) == {("INS08", "i01 > penyebut")}
    assert catatan(indikator("i01", "100", data=data(sama_dengan="i09.penyebut"))) == {("INS08", "i01 > penyebut")}
    assert catatan(indikator("i01", "100", tidak_relevan={"bila_nol": ["x"]})) == {("INS08", "i01 > tidak_relevan")}
    putar = catatan(indikator("i01", "60", data=data(dari="i02.penyebut")),
                    indikator("i02", "40", data=data(dari="i01.penyebut")))
    assert putar == {("INS09", "i01.penyebut")}
    fakta = [{"kode": "jumlah", "label": "x", "jumlah_dari": ["jumlah_desa"]}, {"kode": "jumlah_desa", "label": "y"}]
    assert ("INS09", "jumlah") in catatan(indikator("i01", "100"), data_umum=fakta)


def test_unconfirmed_values_are_told_with_their_share() -> None:
    belum = indikator("i01", "60", terkonfirmasi=False, asumsi="ditebak")
    (t,) = check_instrumen(parse_instrumen(instrumen(belum, indikator("i02", "40"))))
    assert (t.kode, t.tingkat) == ("INS10", "cek")
    assert "60 dari 100 bobot" in t.pesan


def test_long_texts() -> None:
    panjang = [{"kunci": "pembilang", "label": "x" * 300}, {"kunci": "penyebut", "label": "y"}]
    assert catatan(indikator("i01", "100", data=panjang)) == {("INS11", "i01 > pembilang > label")}


def test_builtin_instrument_is_sound_but_for_what_is_unconfirmed() -> None:
    temuan = check_file("sinergisitas_jatim_2022")
    assert [t.kode for t in temuan] == ["INS36", "INS10", "INS10", "INS34", "INS26", "INS27"]
    assert "43,8 dari 100 bobot" in temuan[1].pesan
    assert "2 berulang; 4 tidak ada" in temuan[0].pesan
    assert "81 isian" in temuan[3].pesan


def test_broken_toml_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "rusak.toml"
    path.write_text('id = "x"\nversi = \n', encoding="utf-8")
    with pytest.raises(KinerjaError) as galat:
        load_instrumen(path)
    assert galat.value.kode == "INS01"
    assert "baris 2" in str(galat.value)


def test_instruments_are_found_by_path_then_user_folder_then_wheel(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import platformdirs

    monkeypatch.setattr(platformdirs, "user_config_dir", lambda _: str(tmp_path))
    bawaan = find_instrumen("sinergisitas_jatim_2022")
    milik = tmp_path / "instrumen" / "sinergisitas_jatim_2022.toml"
    milik.parent.mkdir()
    milik.write_bytes(bawaan.read_bytes())
    assert find_instrumen("sinergisitas_jatim_2022") == milik
    assert find_instrumen(str(bawaan)) == bawaan
    with pytest.raises(KinerjaError, match="tidak ditemukan"):
        find_instrumen("tidak_ada")


def test_a_year_with_several_instruments_must_choose(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's own of a name comes before the shipped one; a name of another year is none."""
    import platformdirs

    monkeypatch.setattr(platformdirs, "user_config_dir", lambda _: str(tmp_path))
    (milik := tmp_path / "instrumen").mkdir()
    bawaan = find_instrumen("lke_akip_2026")
    assert instrumen_of_year(2026) == bawaan
    teks = bawaan.read_text("utf-8")
    (milik / "sendiri_2026.toml").write_text(teks.replace('id = "lke_akip_2026"', 'id = "sendiri_2026"'), "utf-8")
    with pytest.raises(KinerjaError, match="lke_akip_2026, sendiri_2026") as galat:
        instrumen_of_year(2026)
    assert galat.value.kode == "TBL04"
    assert instrumen_of_year(2026, "sendiri_2026") == milik / "sendiri_2026.toml"
    (milik / "lke_akip_2026.toml").write_text(teks, "utf-8")
    assert instrumen_of_year(2026, "lke_akip_2026") == milik / "lke_akip_2026.toml"
    for tahun, nama in ((2099, ""), (2026, "sinergisitas_jatim_2022"), (2026, "tidak_ada")):
        with pytest.raises(KinerjaError) as galat:
            instrumen_of_year(tahun, nama)
        assert galat.value.kode == "BKS09"


def test_hash_follows_the_definition() -> None:
    a = parse_instrumen(SAH)
    lain = copy.deepcopy(SAH)
    lain["aspek"][0]["sub_aspek"][0]["indikator"][0]["uraian"] += "."
    assert a.sidik == parse_instrumen(copy.deepcopy(SAH)).sidik
    assert a.sidik != parse_instrumen(lain).sidik


def without_bounds(ins: Instrumen) -> Instrumen:
    """Jawa Timur as it was before its data had bounds."""
    data = ins.model_dump()
    data |= {"versi": "1.0", "catatan": data["catatan"][:-1]}
    for f in data["data_umum"]:
        f |= {"wajar": None, "maks": None if f["jenis"] == "rupiah" else f["maks"]}
    for d in (d for a in data["aspek"] for s in a["sub_aspek"] for i in s["indikator"] for d in i["data"]):
        d |= {"wajar": None, "maks": 100 if d["jenis"] == "desimal" else None, "batas_fakta": ""}
    return parse_instrumen(data)


def test_words_of_its_own_and_the_hash() -> None:
    """An instrument that chooses no words and no bounds keeps the hash it had before there was a choice."""
    kini = load_instrumen(find_instrumen("sinergisitas_jatim_2022"))
    dulu = without_bounds(kini)
    assert (dulu.sidik, dulu.versi) == ("1748be757b70cb39", "1.0")
    assert kini.sidik != dulu.sidik
    assert kini.sidik_tanpa_batas == dulu.sidik_tanpa_batas
    polos = parse_instrumen(copy.deepcopy(SAH))
    sama = {"aspek": "Aspek", "sub_aspek": "Sub Aspek", "indikator": "Indikator"}
    assert parse_instrumen({**SAH, "istilah": sama}).sidik == polos.sidik
    lain = parse_instrumen({**SAH, "istilah": {"aspek": "Komponen"}})
    assert lain.sidik != polos.sidik
    assert (lain.istilah.aspek, lain.istilah.indikator) == ("Komponen", "Indikator")


@pytest.mark.parametrize("kata", ["", 'Kata "petik"', "{aspek}", "Kata yang terlalu panjang ini"])
def test_words_that_no_header_holds(kata: str) -> None:
    assert kode_sel({**SAH, "istilah": {"aspek": kata}}) == [("INS04", "istilah > aspek")]


DUA = {"baik": [{"teks": "Ya", "nilai": 1}, {"teks": "Tidak", "nilai": 0}],
       "tengah": [{"teks": "Ya", "nilai": 1}, {"teks": "Separuh", "nilai": Decimal("0.5")},
                  {"teks": "Tidak", "nilai": 0}],
       "persen": [{"teks": "Ya", "nilai": 100}, {"teks": "Tidak", "nilai": 0}],
       "selalu": [{"teks": "Ya", "nilai": 1}, {"teks": "Ya juga", "nilai": 1}]}


@pytest.mark.parametrize(("aturan", "datum", "kode"), [
    ("daftar_periksa", {"jenis": "pilihan", "daftar": "ada_tidak"}, set()),
    ("daftar_periksa", {"jenis": "pilihan", "daftar": "baik"}, set()),
    ("daftar_periksa", {"jenis": "pilihan", "daftar": "tengah"}, {("INS30", "i01 > satu")}),
    ("daftar_periksa", {"jenis": "pilihan", "daftar": "persen"}, {("INS30", "i01 > satu")}),
    ("daftar_periksa", {"jenis": "pilihan", "daftar": "selalu"}, {("INS30", "i01 > satu")}),
    ("daftar_periksa", {"jenis": "pilihan", "daftar": "hilang"}, {("INS08", "i01 > satu")}),
    ("daftar_periksa", {"jenis": "bulat"}, {("INS30", "i01 > satu")}),
    ("daftar_periksa", {"jenis": "bulat", "maks": 1}, set()),
    ("daftar_periksa", {"jenis": "bulat", "maks": 1, "min": -1}, {("INS30", "i01 > satu")}),
    ("daftar_periksa", {"fakta": "jumlah_desa"}, {("INS30", "i01 > satu")}),
    ("daftar_periksa", {"jenis": "pilihan", "daftar": "ada_tidak", "dari": "i02.persen"}, {("INS30", "i01 > satu")}),
    ("ada_tidak", {"jenis": "pilihan", "daftar": "persen"}, {("INS30", "i01 > satu")}),
    ("ada_tidak", {"jenis": "pilihan", "daftar": "ada_tidak"}, set()),
    ("pemenuhan", {"jenis": "pilihan", "daftar": "tengah"}, set()),
    ("pemenuhan", {"jenis": "pilihan", "daftar": "persen"}, {("INS30", "i01 > satu")}),
    ("pilihan", {"jenis": "pilihan", "daftar": "persen"}, set()),
])
def test_answers_that_are_counted_are_worth_one_or_zero(
        aturan: str, datum: dict[str, Any], kode: set[tuple[str, str]]) -> None:
    """A list worth 100 and 0 would give a capaian of 10.000 percent; only lists that are counted are held to it."""
    data = [{"kunci": "satu", "label": "Satu", **datum}]
    if aturan in ("daftar_periksa", "pemenuhan"):
        data.append({"kunci": "dua", "label": "Dua", "jenis": "pilihan", "daftar": "ada_tidak"})
    if aturan == "pemenuhan":
        data.append({"kunci": "lebih", "label": "Lebih", "jenis": "pilihan", "daftar": "persen"})
    isi = {"jenis": aturan} | ({"rentang": [[0, 0], [100, 90]], "lebih": "lebih"} if aturan == "pemenuhan" else {})
    lain = indikator("i02", "40", aturan={"jenis": "pilihan"},
                     data=[{"kunci": "persen", "label": "P", "jenis": "pilihan", "daftar": "persen"}])
    assert catatan(indikator("i01", "60", aturan=isi, data=data), lain, daftar=DUA) == kode


def test_an_answer_worth_too_much_is_named() -> None:
    data = [{"kunci": "ada", "label": "Ada SOP", "jenis": "pilihan", "daftar": "persen"}]
    ins = parse_instrumen(instrumen(indikator("i01", "100", aturan={"jenis": "ada_tidak"}, data=data), daftar=DUA))
    assert [t.pesan for t in check_instrumen(ins) if t.kode == "INS30"] == [
        "Aturan ada_tidak: Ada SOP: jawaban Ya bernilai 100, seharusnya 1 atau 0."]


@pytest.mark.parametrize(("kode", "daerah"), [("35.20.10", "KABUPATEN MAGETAN"), ("35.71.01", "KOTA MAGETAN")])
def test_kabupaten_or_kota_follows_from_the_code(kode: str, daerah: str) -> None:
    assert Identitas(kode_wilayah=kode, nama="X", kabupaten="Magetan", provinsi="Jawa Timur").daerah == daerah


def test_toml_numbers_are_exact() -> None:
    data = load_toml(find_instrumen("sinergisitas_jatim_2022"))
    bobot = data["aspek"][0]["sub_aspek"][1]["indikator"][0]["bobot"]
    assert Decimal(str(bobot)) == Decimal("1.4")


def test_a_fact_has_no_list_of_answers() -> None:
    data = instrumen(indikator("i01", "100"), data_umum=[{"kode": "jumlah", "label": "x", "jenis": "pilihan"}])
    assert kode_sel(data) == [("INS04", "jumlah")]


def test_every_mistake_in_one_pass_even_when_the_file_does_not_load() -> None:
    data = instrumen(indikator("i01", "60", boboot=1), indikator("i01", "39"), judull="x")
    assert {(t.kode, t.sel) for t in check_data(data)} == {
        ("INS02", "a1 > a1s1 > i01 > boboot"), ("INS02", "judull"), ("INS05", ""), ("INS06", "i01"),
        ("INS36", "")}
    rusak = instrumen(indikator("i01", "60", aturan={"jenis": "rasio", "salah": 1}), indikator("i02", "-1"),
                      indikator("i01", "5"))
    assert {(t.kode, t.sel) for t in check_data(rusak)} == {
        ("INS02", "a1 > a1s1 > i01 > aturan > salah"), ("INS04", "a1 > a1s1 > i02 > bobot"), ("INS06", "i01")}
    assert {t.kode for t in check_data({"id": "x"})} == {"INS03"}


@pytest.mark.parametrize("kode", META_KUNCI)
def test_no_fact_has_a_kode_of_the_identity(kode: str) -> None:
    """In the list of kecamatan both stand side by side, each under its key."""
    data = load_toml(find_instrumen("sinergisitas_jatim_2022"))
    fakta = {**data["data_umum"][0], "kode": kode}
    temuan = check_data({**data, "data_umum": [*data["data_umum"], fakta]})
    assert ("INS32", kode) in {(t.kode, t.sel) for t in temuan}
