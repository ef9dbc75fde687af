"""The theme: one font, two sizes, few colours. Every style a cell can name stands here."""

from __future__ import annotations

from typing import Any

HURUF = "Calibri"
UKURAN = 10
UKURAN_JUDUL = 14

TINTA = "#1F2933"
BIRU_TUA = "#17415F"
BIRU_MUDA = "#DCE8F0"
KUNING = "#FFF8D6"
ABU = "#E4E7EB"
ABU_TINTA = "#52606D"
JINGGA = "#F9C784"
HIJAU = "#DDF0E0"
GARIS = "#9AA5B1"
PUTIH = "#FFFFFF"

#: Tab colours of the four families of sheets.
TAB_KENDALI, TAB_ISIAN, TAB_HASIL, TAB_PERIKSA = BIRU_TUA, "#E0B000", "#2F7D4F", "#C4651A"

_DASAR: dict[str, Any] = {"font_name": HURUF, "font_size": UKURAN, "font_color": TINTA, "valign": "top",
                          "text_wrap": True}
_KOTAK = {"border": 1, "border_color": GARIS}
_ANGKA = {"align": "right", "text_wrap": False}
_TENGAH = {"align": "center"}
_ISI = {**_KOTAK, "bg_color": KUNING, "locked": False}

#: Number formats of inputs by jenis; a percentage is stored 0-100.
FORMAT_ANGKA = {"bulat": "#,##0", "desimal": "General", "persen": 'General"%"', "rupiah": "#,##0",
                "pilihan": "General", "teks": "@", "tahun": "0"}

_RINGAN: dict[str, dict[str, Any]] = {
    "teks": {},
    "teks_pojok": {"valign": "vcenter"},
    "teks_tebal": {"bold": True},
    "teks_redup": {"font_color": ABU_TINTA},
    "judul": {"font_size": UKURAN_JUDUL, "bold": True, "font_color": BIRU_TUA, "text_wrap": False,
              "valign": "vcenter"},
    "judul_tengah": {"font_size": UKURAN_JUDUL, "bold": True, "align": "center", "valign": "vcenter"},
    "subjudul": {"bold": True, "font_color": BIRU_TUA, "text_wrap": False},
    "tengah": _TENGAH,
    "tengah_tebal": {"bold": True, **_TENGAH},
    "status": {"bold": True, "valign": "vcenter", **_KOTAK, **_TENGAH},
    "angka_besar": {"font_size": UKURAN_JUDUL, "bold": True, "num_format": "0.00", **_KOTAK, **_TENGAH,
                    "valign": "vcenter"},
    "kepala": {"bold": True, "bg_color": BIRU_TUA, "font_color": PUTIH, **_KOTAK, **_TENGAH, "valign": "vcenter"},
    "nomor_kolom": {"font_color": ABU_TINTA, **_KOTAK, **_TENGAH},
    "pita_aspek": {"bold": True, "bg_color": BIRU_TUA, "font_color": PUTIH, "text_wrap": False, "valign": "vcenter"},
    "pita_aspek_angka": {"bold": True, "bg_color": BIRU_TUA, "font_color": PUTIH, "num_format": "0.00", **_ANGKA,
                         "valign": "vcenter"},
    "pita_sub": {"bold": True, "bg_color": BIRU_MUDA, "text_wrap": False, "valign": "vcenter"},
    "sel": _KOTAK,
    "sel_tebal": {**_KOTAK, "bold": True},
    "sel_tengah": {**_KOTAK, **_TENGAH},
    "sel_satuan": {**_KOTAK, "align": "left", "indent": 1},
    "sel_kiri": {**_KOTAK, "bold": True, "align": "left"},
    "sel_redup": {**_KOTAK, "font_color": ABU_TINTA},
    "sel_kode": {**_KOTAK, "font_color": ABU_TINTA, "text_wrap": False},
    "sel_tautan": {**_KOTAK, "font_color": BIRU_TUA, "underline": 1, "text_wrap": False},
    "tautan": {"font_color": BIRU_TUA, "underline": 1, "text_wrap": False},
    "angka2": {**_KOTAK, **_ANGKA, "num_format": "0.00"},
    "angka2_tebal": {**_KOTAK, **_ANGKA, "num_format": "0.00", "bold": True},
    "angka_umum": {**_KOTAK, **_ANGKA},
    "angka12": {**_KOTAK, **_ANGKA, "num_format": "0.000000000000", "bold": True},
    "persen2": {**_KOTAK, **_ANGKA, "num_format": '0.00"%"'},
    "rasio_persen": {**_KOTAK, **_ANGKA, "num_format": "0%"},
    "kode_cek": {"num_format": "000\\-000", "bold": True, "align": "left", "text_wrap": False},
    "mesin": {"text_wrap": False},
    "mesin_kepala": {"bold": True, "text_wrap": False, "bottom": 1},
    "contoh_isi": {**_KOTAK, "bg_color": KUNING, **_TENGAH},
    "contoh_otomatis": {**_KOTAK, **_TENGAH},
    "contoh_tidak_relevan": {**_KOTAK, "bg_color": ABU, "font_color": ABU_TINTA, **_TENGAH},
    "contoh_salah": {**_KOTAK, "bg_color": JINGGA, **_TENGAH},
    "bukti": _ISI,
    "ttd_nama": {"bold": True, "underline": 1, **_TENGAH},
    "kop": {"bold": True, "font_size": UKURAN_JUDUL, **_TENGAH},
    "kop_garis": {"bottom": 5, **_TENGAH},
}

GAYA: dict[str, dict[str, Any]] = {nama: {**_DASAR, **isi} for nama, isi in _RINGAN.items()}
for _jenis, _format in FORMAT_ANGKA.items():
    _rata = {"align": "right", "text_wrap": False} if _jenis not in {"pilihan", "teks"} else {"align": "center"}
    _rata = {} if _jenis == "teks" else _rata
    GAYA[f"isi_{_jenis}"] = {**_DASAR, **_ISI, **_rata, "num_format": _format}
    GAYA[f"otomatis_{_jenis}"] = {**_DASAR, **_KOTAK, **_rata, "num_format": _format.replace("@", "General")}

#: Styles that conditional formats lay over a cell.
GAYA_BERSYARAT: dict[str, dict[str, Any]] = {
    "salah": {"bg_color": JINGGA, "bold": True},
    "perlu_dicek": {"bg_color": KUNING},
    "tidak_relevan": {"bg_color": ABU, "font_color": ABU_TINTA},
    "baik": {"bg_color": HIJAU},
    "redup": {"font_color": ABU_TINTA},
}
