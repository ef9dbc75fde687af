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

#: States of a row: obligatory, to be checked, ready, not begun; and the levels of a plan from the top.
WAJIB, CEK, SIAP, BELUM = "#C4441C", "#526D85", "#1F7A48", "#B8C0C8"
PITA = ("#17415F", "#2C6389", "#3F7399", "#A8C6DC", "#E1ECF4", "#D9D3E8")
REDUP = "#5F6B78"

#: Tab colours of the four families of sheets.
TAB_KENDALI, TAB_ISIAN, TAB_HASIL, TAB_PERIKSA = BIRU_TUA, "#E0B000", "#2F7D4F", "#C4651A"

_DASAR: dict[str, Any] = {"font_name": HURUF, "font_size": UKURAN, "font_color": TINTA, "valign": "top",
                          "text_wrap": True}
_KOTAK = {"border": 1, "border_color": GARIS}
_ANGKA = {"align": "right", "text_wrap": False}
#: An input wider than its column is shown smaller instead of as ###.
_MUAT = {**_ANGKA, "shrink": True}
_TENGAH = {"align": "center"}
_PAPAN = {**_KOTAK, "align": "left", "indent": 1, "valign": "vcenter"}
_CONTOH = {**_KOTAK, **_TENGAH, "valign": "vcenter"}
_ISI = {**_KOTAK, "bg_color": KUNING, "locked": False}

#: Number formats of inputs by jenis; a percentage is stored 0-100. "_)" keeps numbers off the line to their right.
FORMAT_ANGKA = {"bulat": "General_)", "desimal": "General_)", "persen": 'General"%"_)', "rupiah": "#,##0_)",
                "pilihan": "General", "teks": "@", "tahun": "0_)", "tanggal": "[$-421]d mmmm yyyy"}

_RINGAN: dict[str, dict[str, Any]] = {
    "teks": {},
    "teks_pojok": {"valign": "vcenter"},
    "teks_tebal": {"bold": True},
    "teks_redup": {"font_color": ABU_TINTA},
    "judul": {"font_size": UKURAN_JUDUL, "bold": True, "font_color": BIRU_TUA, "valign": "vcenter"},
    "judul_rata": {"font_size": UKURAN_JUDUL, "bold": True, "font_color": BIRU_TUA, "valign": "vcenter",
                   "text_wrap": False},
    "teks_rata": {"font_color": ABU_TINTA, "text_wrap": False},
    "status_rata": {"bold": True, "text_wrap": False},
    "rata": {}, "rata_tengah": _TENGAH, "rata_kode": {"font_color": ABU_TINTA, "text_wrap": False},
    "rata_angka": {**_ANGKA, "num_format": "General_)"}, "rata_dua": {**_ANGKA, "num_format": "0.00_)"},
    "rata_rupiah": {**_ANGKA, "num_format": "#,##0_)"},
    "rata_tebal": {"bold": True},
    "pita_program": {**_KOTAK, "bold": True, "bg_color": BIRU_MUDA},
    "judul_formulir": {"bold": True, **_TENGAH, "valign": "vcenter"},
    "subjudul": {"bold": True, "font_color": BIRU_TUA, "text_wrap": False},
    "tengah": _TENGAH,
    "tengah_tebal": {"bold": True, **_TENGAH},
    "status": {"bold": True, "valign": "vcenter", **_KOTAK, **_TENGAH},
    "angka_besar": {"font_size": UKURAN_JUDUL, "bold": True, "num_format": "0.00", **_KOTAK, **_TENGAH,
                    "valign": "vcenter"},
    "kepala": {"bold": True, "bg_color": BIRU_TUA, "font_color": PUTIH, **_KOTAK, **_TENGAH, "valign": "vcenter"},
    "nomor_kolom": {"font_color": ABU_TINTA, **_KOTAK, **_TENGAH},
    "pita_aspek": {"bold": True, "bg_color": BIRU_TUA, "font_color": PUTIH, "text_wrap": False, "valign": "vcenter"},
    "pita_aspek_angka": {"bold": True, "bg_color": BIRU_TUA, "font_color": PUTIH, "num_format": "0.00_)", **_ANGKA,
                         "valign": "vcenter"},
    "pita_aspek_teks": {"bold": True, "bg_color": BIRU_TUA, "font_color": PUTIH, "text_wrap": False, "indent": 1,
                        "valign": "vcenter"},
    "pita_sub": {"bold": True, "bg_color": BIRU_MUDA, "text_wrap": False, "valign": "vcenter"},
    "sel": _KOTAK,
    "sel_tebal": {**_KOTAK, "bold": True},
    "sel_tengah": {**_KOTAK, **_TENGAH},
    "papan": _PAPAN,
    "papan_tebal": {**_PAPAN, "bold": True},
    "papan_tautan": {**_PAPAN, "font_color": BIRU_TUA, "underline": 1, "text_wrap": False},
    "papan_persen": {**_PAPAN, "num_format": "0%"},
    "label_jumlah": {"bold": True, "align": "right", "text_wrap": False},
    "jumlah": {"align": "left", "text_wrap": False},
    "sel_redup": {**_KOTAK, "font_color": ABU_TINTA},
    "sel_kode": {**_KOTAK, "font_color": ABU_TINTA, "text_wrap": False},
    "sel_tautan": {**_KOTAK, "font_color": BIRU_TUA, "underline": 1, "text_wrap": False},
    "angka2": {**_KOTAK, **_ANGKA, "num_format": "0.00_)"},
    "angka2_tebal": {**_KOTAK, **_ANGKA, "num_format": "0.00_)", "bold": True},
    "angka_umum": {**_KOTAK, **_ANGKA, "num_format": "General_)"},
    "angka_capaian": {**_KOTAK, **_ANGKA, "num_format": "0.00_)", "text_wrap": True},
    "angka1": {**_KOTAK, **_ANGKA, "num_format": "0.0_)"},
    "angka_bobot": {**_KOTAK, **_ANGKA, "num_format": "0.0#", "bold": True, "shrink": True},
    "angka0": {**_KOTAK, **_ANGKA, "num_format": "0_)"},
    "angka12_biasa": {**_KOTAK, **_ANGKA, "num_format": "0.000000000000_)"},
    "geser": {**_KOTAK, **_ANGKA, "num_format": "+0_);-0_);0_)"},
    "selisih2": {**_KOTAK, **_ANGKA, "num_format": "+0.00_);-0.00_);0.00_)"},
    "selisih2_tebal": {**_KOTAK, **_ANGKA, "num_format": "+0.00_);-0.00_);0.00_)", "bold": True},
    "pita_aspek_selisih": {"bold": True, "bg_color": BIRU_TUA, "font_color": PUTIH, **_ANGKA, "valign": "vcenter",
                           "num_format": "+0.00_);-0.00_);0.00_)"},
    "isi_tengah": {**_ISI, **_TENGAH},
    "kanan": {"align": "right"},
    "rata_penuh": {"align": "justify"},
    "sel_rata": {**_KOTAK, "text_wrap": False},
    "sel_rata_tengah": {**_KOTAK, **_TENGAH, "text_wrap": False},
    "tautan_rata": {"font_color": BIRU_TUA, "underline": 1, "text_wrap": False},
    "sel_matriks": {**_KOTAK, **_ANGKA, "num_format": "0.0"},
    "sel_matriks_teks": {**_KOTAK, **_TENGAH, "font_color": ABU_TINTA, "bg_color": ABU, "text_wrap": False},
    "kepala_tegak": {"bold": True, "bg_color": BIRU_TUA, "font_color": PUTIH, **_KOTAK, **_TENGAH, "valign": "bottom",
                     "rotation": 90},
    "ubin": {"font_size": UKURAN_JUDUL, "bold": True, "font_color": BIRU_TUA, **_KOTAK, **_TENGAH, "valign": "vcenter",
             "num_format": "0"},
    "ubin_label": {"font_color": ABU_TINTA, **_KOTAK, **_TENGAH, "valign": "vcenter"},
    "angka12": {**_KOTAK, **_ANGKA, "num_format": "0.000000000000_)", "bold": True},
    "persen2": {**_KOTAK, **_ANGKA, "num_format": '0.00"%"_)'},
    "rasio_persen": {**_KOTAK, **_ANGKA, "num_format": "0%_)"},
    "kode_cek": {"num_format": "000\\-000", "bold": True, "align": "left", "text_wrap": False},
    "mesin": {"text_wrap": False},
    "mesin_putih": {"text_wrap": False, "num_format": ";;;"},
    "mesin_kepala": {"bold": True, "text_wrap": False, "bottom": 1},
    "contoh_isi": {**_CONTOH, "bg_color": KUNING},
    "contoh_otomatis": _CONTOH,
    "contoh_tidak_relevan": {**_CONTOH, "bg_color": ABU, "font_color": ABU_TINTA},
    "contoh_salah": {**_CONTOH, "bg_color": JINGGA},
    "bukti": {**_ISI, "num_format": "@"},
    "ttd_nama": {"bold": True, "underline": 1, **_TENGAH},
    "kop": {"bold": True, "font_size": UKURAN_JUDUL, **_TENGAH},
    "kop_garis": {"bottom": 5, **_TENGAH},
}

GAYA: dict[str, dict[str, Any]] = {nama: {**_DASAR, **isi} for nama, isi in _RINGAN.items()}
for _jenis, _format in FORMAT_ANGKA.items():
    _rata: dict[str, Any] = {"pilihan": _TENGAH, "teks": {}}.get(_jenis, _MUAT)
    GAYA[f"isi_{_jenis}"] = {**_DASAR, **_ISI, **_rata, "num_format": _format}
    GAYA[f"otomatis_{_jenis}"] = {**_DASAR, **_KOTAK, **_rata, "num_format": _format.replace("@", "General")}

#: Rows of a plan: inputs and what stands beside them, in the middle of rows of different heights.
_BARIS = {**_KOTAK, "valign": "vcenter"}
_BARIS_ISI = {**_BARIS, "bg_color": KUNING, "locked": False}
GAYA |= {f"baris_{nama}": {**_DASAR, **isi} for nama, isi in {
    "teks": _BARIS_ISI, "panjang": _BARIS_ISI, "pilihan": _BARIS_ISI, "rujukan": _BARIS_ISI,
    "angka": {**_BARIS_ISI, **_MUAT, "num_format": "General_)"},
    "bulat": {**_BARIS_ISI, **_MUAT, "num_format": "General_)"}, "tahun": {**_BARIS_ISI, **_MUAT, "num_format": "0_)"},
    "rupiah": {**_BARIS_ISI, **_MUAT, "num_format": "#,##0_)"},
    "nomor": {**_BARIS, **_TENGAH, "font_color": REDUP}, "status": {**_BARIS, **_TENGAH, "text_wrap": False},
    "keterangan": {**_BARIS, "font_color": REDUP}, "nama": _BARIS,
    "hasil": {**_BARIS, **_ANGKA, "num_format": "General_)", "bold": True},
    "target": {**_BARIS, **_ANGKA, "num_format": "General_)"}, "dua": {**_BARIS, **_ANGKA, "num_format": "0.00_)"},
    "uang": {**_BARIS, **_ANGKA, "num_format": "#,##0_)", "font_color": REDUP},
    "akhir": {"font_color": ABU_TINTA, "italic": True, "bg_color": ABU, "text_wrap": False},
    "pita": {"font_color": REDUP, "bold": True, **_TENGAH, "bottom": 2, "bottom_color": BIRU_TUA, "text_wrap": False},
}.items()}

GAYA |= {nama: {**_DASAR, **isi} for nama, isi in {
    "beranda_status": {"bold": True, "font_size": 12, "indent": 1, "valign": "vcenter", "text_wrap": False},
    "beranda_kepala": {"bold": True, "font_color": REDUP, "bottom": 2, "bottom_color": BIRU_TUA},
    "beranda_nomor": {**_BARIS, **_TENGAH, "bold": True, "font_color": PUTIH, "bg_color": BIRU_TUA},
    "contoh_wajib": {**_CONTOH, "bg_color": WAJIB, "font_color": PUTIH, "bold": True},
    "contoh_cek": {**_CONTOH, "bg_color": CEK, "font_color": PUTIH, "bold": True},
    "contoh_siap": {**_CONTOH, "font_color": SIAP, "bold": True},
}.items()}

#: Documents as they are signed: black on white, plain rules.
_HITAM = "#000000"
_PUTIH_KOTAK: dict[str, Any] = {"border": 1, "border_color": _HITAM}
_RESMI: dict[str, dict[str, Any]] = {
    "kop": {"bold": True, "font_size": UKURAN_JUDUL, **_TENGAH, "text_wrap": False},
    "alamat": {**_TENGAH, "bottom": 6, "text_wrap": False}, "garis": {"bottom": 6},
    "judul": {"bold": True, "font_size": 12, **_TENGAH, "valign": "vcenter"},
    "kepala": {"bold": True, **_PUTIH_KOTAK, **_TENGAH, "valign": "vcenter"},
    "nomor": {**_PUTIH_KOTAK, **_TENGAH}, "teks": {}, "tengah": _TENGAH, "tebal": {"bold": True},
    "rata": {"text_wrap": False}, "angka": {**_ANGKA, "num_format": "General_)"},
    "dua": {**_ANGKA, "num_format": "0.00_)"}, "rupiah": {**_ANGKA, "num_format": "#,##0_)"},
    "isi": {"num_format": "#,##0"}, "label": {"bold": True, "text_wrap": False},
    "judul_kolom": {"bold": True, **_TENGAH, "valign": "vcenter"},
    "nama_pusat": {"bold": True, "underline": 1, **_TENGAH}, "paragraf": {"align": "justify"},
    "subjudul": {"bold": True, "text_wrap": False}, "urutan": {**_TENGAH, "num_format": ";;;"},
    "kanan": {"align": "right"}, "arti": {"italic": True},
    "catatan": {"italic": True, "font_size": 9, "text_wrap": False},
}
GAYA |= {f"resmi_{nama}": {**_DASAR, "font_color": _HITAM, **isi} for nama, isi in _RESMI.items()}

#: Styles that conditional formats lay over a cell.
GAYA_BERSYARAT: dict[str, dict[str, Any]] = {
    "tanda_wajib": {"bg_color": WAJIB, "font_color": PUTIH, "bold": True},
    "tanda_cek": {"bg_color": CEK, "font_color": PUTIH, "bold": True},
    "tanda_siap": {"font_color": SIAP}, "tanda_belum": {"font_color": REDUP},
    "pita_belum": {"bg_color": BELUM, "bold": True}, "pita_siap": {"bg_color": SIAP, "font_color": PUTIH, "bold": True},
    "kata_wajib": {"font_color": WAJIB, "bold": True}, "kata_cek": {"font_color": "#45617A", "bold": True},
    "persen_kotak": {**_PUTIH_KOTAK, "num_format": 'General"%"_)'},
    "persen_tebal": {**_PUTIH_KOTAK, "num_format": 'General"%"_)', "bold": True},
    "kotak_urutan": {**_PUTIH_KOTAK, "num_format": "0"},
    "kotak_hitam": _PUTIH_KOTAK, "kotak_tebal": {**_PUTIH_KOTAK, "bold": True},
    "sisi": {"left": 1, "right": 1, "left_color": _HITAM, "right_color": _HITAM},
    "sisi_atas": {"left": 1, "right": 1, "top": 1, "left_color": _HITAM, "right_color": _HITAM, "top_color": _HITAM},
    "sisi_bawah": {f"{x}{y}": z for x in ("left", "right", "bottom") for y, z in (("", 1), ("_color", _HITAM))},
    "sisi_atas_bawah": _PUTIH_KOTAK,
    "nama_ttd": {"bold": True, "underline": 1},
    "alas": {"top": 1, "top_color": _HITAM},
    "abu": {"bg_color": ABU}, "persen": {"num_format": 'General"%"_)'},
    "atas": {"bold": True, "top": 1, "top_color": BIRU_TUA}, "atas_garis": {"top": 1, "top_color": BIRU_TUA},
    "atas_biru": {"bg_color": "#E6EFF6", "top": 1, "top_color": BIRU_TUA},
    "menjorok4": {"num_format": '"  "@'}, "menjorok5": {"num_format": '"     "@'},
    **{f"tingkat{n}": {"bg_color": w, "font_color": PUTIH if n <= 3 else TINTA, "bold": n <= 3}
       for n, w in enumerate(PITA, start=1)},
    "salah": {"bg_color": JINGGA, "bold": True},
    "perlu_dicek": {"bg_color": KUNING},
    "tidak_relevan": {"bg_color": ABU, "font_color": ABU_TINTA},
    "baik": {"bg_color": HIJAU},
    "pita": {"bg_color": BIRU_MUDA, "bold": True, "border": 1, "border_color": GARIS},
    "pita_tua": {"bg_color": BIRU_TUA, "font_color": PUTIH, "bold": True},
    "tebal": {"bold": True},
    "kotak": {"border": 1, "border_color": GARIS},
    "redup": {"font_color": ABU_TINTA},
    "ribuan": {"num_format": "#,##0_)"},
    "desimal": {"num_format": "#,##0.00##_)"},
}
