"""The ribbon: its XML against the rules of the published schemas, its words, its keys, its icons.

R1 both texts are well-formed, of their namespace, alike in everything else; R2 every element stands where the schema
allows it, with no attribute the schema does not know, values of the right type and length; R3 ids and keys are unique,
keys typable one after another; R4 labels are the words users know; R5 icons are names of the published table.

The rules are those of [MS-CUSTOMUI] 2.2 and 2.3 and of the full schemas in appendix A of [MS-CUSTOMUI2].
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from typing import Literal, get_args

import pytest
from kinerja_addin.pita import NAMA_RUANG, PITA, Kelompok, Tombol, render

Ns = Literal["2006", "2009"]
SEMUA = [t for k in PITA for t in k.tombol]

#: Element -> elements it may hold. A group holds more kinds of controls; only these are used.
ISI = {"customUI": {"ribbon"}, "ribbon": {"tabs"}, "tabs": {"tab"}, "tab": {"group"}, "group": {"button"},
       "button": set()}
_ID = {"id": "ST_UniqueID", "idQ": "ST_QID", "idMso": "ST_ID", "tag": "ST_String"}
_LETAK = {"insertAfterMso": "ST_ID", "insertBeforeMso": "ST_ID", "insertAfterQ": "ST_QID", "insertBeforeQ": "ST_QID"}
_RUPA = {"label": "ST_String", "getLabel": "ST_Delegate", "visible": "boolean", "getVisible": "ST_Delegate",
         "keytip": "ST_Keytip", "getKeytip": "ST_Delegate"}
_GAMBAR = {"image": "ST_Uri", "imageMso": "ST_ID", "getImage": "ST_Delegate"}
_TIP = {"screentip": "ST_String", "getScreentip": "ST_Delegate", "supertip": "ST_String", "getSupertip": "ST_Delegate"}
#: Element -> attribute -> type (CT_CustomUI, CT_Ribbon, CT_Tabs, CT_Tab, CT_Group, CT_Button of the 2006 schema).
ATRIBUT = {
    "customUI": {"onLoad": "ST_Delegate", "loadImage": "ST_Delegate"},
    "ribbon": {"startFromScratch": "boolean"},
    "tabs": {},
    "tab": _ID | _LETAK | _RUPA,
    "group": _ID | _LETAK | _RUPA | _GAMBAR | _TIP,
    "button": _ID | _LETAK | _RUPA | _GAMBAR | _TIP | {
        "onAction": "ST_Delegate", "enabled": "boolean", "getEnabled": "ST_Delegate", "description": "ST_LongString",
        "getDescription": "ST_Delegate", "showLabel": "boolean", "getShowLabel": "ST_Delegate", "showImage": "boolean",
        "getShowImage": "ST_Delegate", "size": "ST_Size", "getSize": "ST_Delegate"},
}
#: What the 2009 schema adds to these elements.
ATRIBUT_2009 = {"group": {"autoScale": "boolean", "centerVertically": "boolean"}}
#: Of each set at most one may stand; of the first exactly one on tab, group and button.
SALING_TIADA = (("id", "idQ", "idMso"), tuple(_LETAK), ("image", "imageMso", "getImage"),
                *((n, "get" + n[0].upper() + n[1:]) for n in
                  ("label", "visible", "keytip", "screentip", "supertip", "enabled", "description", "showLabel",
                   "showImage", "size")))
_NCNAME = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")


def fits(jenis: str, nilai: str) -> bool:
    """Is a value of that simple type?"""
    panjang = {"ST_Keytip": 3, "ST_LongString": 4096}.get(jenis, 1024)
    if jenis == "boolean":
        return nilai in {"true", "false", "1", "0"}
    if jenis == "ST_Size":
        return nilai in {"normal", "large"}
    if not 1 <= len(nilai) <= panjang:
        return False
    if jenis in {"ST_ID", "ST_UniqueID"}:
        return bool(_NCNAME.fullmatch(nilai))
    return jenis != "ST_Keytip" or nilai == " ".join(nilai.split())


def faults(teks: str, ns: str) -> list[str]:
    """Everything in a customUI text that breaks the schema's rules."""
    akar = ET.fromstring(teks)
    hasil: list[str] = []
    terpakai: Counter[str] = Counter()

    def look(el: ET.Element, boleh: set[str]) -> None:
        ruang, _, nama = el.tag.removeprefix("{").partition("}")
        if ruang != NAMA_RUANG[ns] or nama not in boleh:  # type: ignore[index]
            hasil.append(f"elemen {el.tag}")
            return
        kenal = ATRIBUT[nama] | (ATRIBUT_2009.get(nama, {}) if ns == "2009" else {})
        hasil.extend(f"{nama}/@{a}={v!r}" for a, v in el.attrib.items() if a not in kenal or not fits(kenal[a], v))
        hasil.extend(f"{nama}/@{'|'.join(p)}" for p in SALING_TIADA if len(el.attrib.keys() & set(p)) > 1)
        if "id" in kenal and not el.attrib.keys() & {"id", "idQ", "idMso"}:
            hasil.append(f"{nama} tanpa id")
        if (el.text or "").strip() or (el.tail or "").strip():
            hasil.append(f"teks di {nama}")
        terpakai.update([el.attrib["id"]] if "id" in el.attrib else [])
        for anak in el:
            look(anak, ISI[nama])

    look(akar, {"customUI"})
    tab = akar.findall("{*}ribbon/{*}tabs/{*}tab")
    if not (len(akar) == 1 and 1 <= len(tab) <= 100 and all(len(t) <= 100 for t in tab)):
        hasil.append("jumlah elemen")
    return hasil + [f"id dua kali: {i}" for i, n in terpakai.items() if n > 1]


@pytest.mark.parametrize("ns", get_args(Ns))
def test_the_xml_keeps_the_rules_of_the_schema(ns: Ns) -> None:
    """R1, R2"""
    assert faults(render(ns), ns) == []
    ruang = {"2006": "http://schemas.microsoft.com/office/2006/01/customui",
             "2009": "http://schemas.microsoft.com/office/2009/07/customui"}
    assert ruang == NAMA_RUANG


def test_both_parts_say_the_same() -> None:
    """R1"""
    assert render("2006").replace(NAMA_RUANG["2006"], NAMA_RUANG["2009"]) == render("2009")


RUSAK = {
    'size="large"': 'size="besar"', "onAction=": "onaction=", ' keytip="HU"': ' keytip="HULU"',
    'keytip="PR"': 'keytip=""',
    'id="KinerjaPeriksa"': 'id="KinerjaTab"', 'id="KinerjaTab"': 'id="Kinerja Tab"', '<tab id="KinerjaTab"': "<tab",
    "<ribbon>": '<ribbon label="x">', "<tabs>": '<tabs id="x">', "</tabs>": "x</tabs>", "customui": "customui2",
    "<ribbon>\n": '<ribbon><button id="x"/>\n', 'imageMso="Help"': 'imageMso="Help" image="x"',
    'label="Tentang"': f'label="{"x" * 1025}"', 'label="CSV"': 'label="CSV" getLabel="x"',
    'id="KinerjaKelompokEkspor"': 'id="KinerjaKelompokEkspor" size="large"',
}


@pytest.mark.parametrize(("baik", "buruk"), RUSAK.items())
def test_a_broken_text_is_seen(baik: str, buruk: str) -> None:
    """R2: the rules can fail."""
    teks = render("2006")
    assert baik in teks
    assert faults(teks.replace(baik, buruk, 1), "2006")


def test_an_attribute_of_the_newer_schema_is_no_fault_there_only() -> None:
    """R2"""
    for ns, salah in (("2006", 1), ("2009", 0)):
        teks = render(ns).replace("<group ", '<group autoScale="true" ', 1)  # type: ignore[arg-type]
        assert len(faults(teks, ns)) == salah


def test_the_data_stand_in_the_xml() -> None:
    """R2: every word of the description arrives unchanged."""
    tombol = ET.fromstring(render("2009")).findall(".//{*}button")
    for el, t in zip(tombol, SEMUA, strict=True):
        assert el.attrib == {
            "id": t.id, "label": t.label, "imageMso": t.ikon, "size": "large" if t.besar else "normal",
            "onAction": t.id, "screentip": t.tip, "supertip": t.keterangan, "keytip": t.keytip}


def test_keys_can_be_typed_one_after_another() -> None:
    """R3: capital letters, none the beginning of another, none twice."""
    kunci = [t.keytip for t in SEMUA]
    assert all(re.fullmatch(r"[A-Z]{1,3}", k) for k in kunci)
    assert [(a, b) for a in kunci for b in kunci if a != b and b.startswith(a)] == []
    assert len(set(kunci)) == len(kunci)


#: Label of each button in order (issue 4; domain.md 8 for the words with a history).
LABEL = {
    "Buku ini": ["Hitung Ulang", "Periksa", "Sebelumnya", "Berikutnya", "Isian Kosong Berikutnya"],
    "Ekspor": ["PDF", "Siapkan Kiriman", "CSV", "JSON"],
    "Buku baru": ["Kertas Kerja", "Buku Kinerja", "Buka Tahun Berikutnya", "Pindahkan ke Versi Baru"],
    "Provinsi": ["Periksa Instrumen", "Sebar", "Kumpulkan", "Siapkan Verifikasi", "Gabungkan"],
    "Bantuan": ["Panduan", "Cek Komputer", "Tentang"],
}
#: Words users do not meet (domain.md 8), and what is not plain Indonesian.
BUKAN = re.compile(r"\b(temuan|error|warning|kesalahan|lolos|valid|ditolak|skor|jenjang|segel|paket kirim|diagnosa|"
                   r"mutakhirkan|tahun baru|saksi|banding|isian berikutnya|file)\b", re.I)


def test_labels_are_the_words_users_know() -> None:
    """R4"""
    assert {k.label: [t.label for t in k.tombol] for k in PITA} == LABEL


@pytest.mark.parametrize("t", SEMUA, ids=lambda t: t.id)
def test_tips_are_short_and_say_what_is_not_touched(t: Tombol) -> None:
    """R4"""
    assert len(t.label) <= 25
    assert len(t.tip) <= 45
    assert not t.tip.endswith(".")
    assert t.keterangan.endswith(".")
    assert len(t.keterangan) <= 250
    assert BUKAN.findall(f"{t.label}. {t.tip}. {t.keterangan}") == []
    assert t.id == "KinerjaPanduan" or re.search(r"[Tt]idak (ada yang )?diubah", t.keterangan)
    assert f"{t.label}{t.tip}{t.keterangan}".isascii()


#: Names looked up one by one in the imageMso table, [MS-CUSTOMUI] 3.2 (revision 7.0); those of group Provinsi in a
#: published list of its names.
IKON = {
    "CalculateNow", "CalendarInsert", "Consolidate", "DatabaseAnalyzePerformance", "ErrorChecking", "ExportTextFile",
    "ExportXmlFile", "FileCheckIn", "FileCheckOut", "FileDocumentInspect", "FileSaveAsPdfOrXps", "FileSendAsAttachment",
    "FileStartWorkflow", "FileUpdate", "GoTo", "Help", "Info", "OrganizationChartInsert", "ReviewNextComment",
    "ReviewPreviousComment", "TableExcelSpreadsheetInsert",
}


def test_only_the_group_of_the_province_asks_whether_it_is_shown() -> None:
    """R4: hidden unless the user's settings ask for it; the other groups never disappear."""
    kelompok = ET.fromstring(render("2006")).findall(".//{*}group")
    assert {g.get("label"): g.get("getVisible") for g in kelompok if g.get("getVisible")} == {
        "Provinsi": "KinerjaTampilProvinsi"}
    assert [t.keterangan for t in SEMUA if t.id.startswith("KinerjaProvinsi") and "folder" not in t.keterangan] == []


def test_icons_are_built_in_ones_and_differ() -> None:
    """R5"""
    assert sorted(t.ikon for t in SEMUA) == sorted(IKON)


def test_a_further_group_is_one_more_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    """A later group needs no code."""
    tombol = Tombol("KinerjaUji", "Uji", "Uji", "Uji.", "UJ", "Help", None)
    baru = Kelompok("KinerjaKelompokUji", 'Uji & "coba"', (tombol,))
    monkeypatch.setattr("kinerja_addin.pita.PITA", (*PITA, baru))
    teks = render("2009")
    assert faults(teks, "2009") == []
    assert [g.get("label") for g in ET.fromstring(teks).findall(".//{*}group")][-1] == 'Uji & "coba"'
