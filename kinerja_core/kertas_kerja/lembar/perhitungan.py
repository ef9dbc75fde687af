"""The hidden workings: every input cleaned once, every indicator's state, every check. Calculate once, refer back."""

from __future__ import annotations

from kinerja_core.dasar.excelmath import number_text
from kinerja_core.dasar.temuan import NOMOR_SESUAI, NOMOR_TINGKAT
from kinerja_core.instrumen.aturan import TIDAK_RELEVAN
from kinerja_core.instrumen.batas import Batas
from kinerja_core.instrumen.model import Datum, Indikator
from kinerja_core.kertas_kerja.kode_cek import digest_formula, weight
from kinerja_core.kertas_kerja.lembar import tempat as p
from kinerja_core.kertas_kerja.lembar.tempat import TempatKertas
from kinerja_core.kertas_kerja.penjelasan import PANJANG, explanation_of
from kinerja_core.kertas_kerja.uji import (
    DATUM_BUKTI,
    TETAP_SAH,
    UjiIsi,
    digits_formula,
    typed_facts,
)
from kinerja_core.lembar.denah import Isi, Lembar, Rumus, cell_ref, range_ref
from kinerja_core.lembar.isian import Kotak
from kinerja_core.lembar.penjelasan import BELUM_MENJELASKAN, level_formula, says_formula, text_formula

#: Characters of a datum's label that Pemeriksaan repeats; in full it stands beside the input.
PANJANG_LABEL = 110


def _header(lembar: Lembar, judul: str, kepala: list[Isi]) -> None:
    lembar.put(0, 0, judul, "subjudul")
    lembar.put_row(1, kepala, "mesin_kepala")
    for kolom in range(len(kepala)):
        lembar.lebar[kolom] = 14


def _input_line(ptk: TempatKertas, kotak: Kotak, datum: Datum, urutan: int) -> list[Isi]:
    x, baris, kolom = ptk.raw(kotak), *ptk.posisi_masukan(kotak)
    r = ptk.kotak(kotak)
    asli = cell_ref(p.KERTAS, (baris, kolom))
    pindah = (f"IF(IFERROR(ROW({asli}),0)<>{baris + 1},1,IF(IFERROR(COLUMN({asli}),0)<>{kolom + 1},1,"
              f'IF(INDEX({ptk.kolom_kertas(p.KODE)},{baris + 1})<>"{ptk.kode_kotak(kotak)}",1,0)))')
    pilihan = datum.jenis == "pilihan"
    opsi = ptk.opsi_sel(datum.daftar) if pilihan else []
    cocok = "IF(OR(" + ",".join(f"{r.teks}={teks}" for teks, _ in opsi) + "),1,0)"
    nilai = "0"
    for teks, angka in reversed(opsi):
        nilai = f"IF({r.teks}={teks},{angka},{nilai})"
    tampil = f'IF({r.keadaan}=1,{number_text(r.angka)},IF({r.keadaan}=3,IF({x},"TRUE","FALSE"),{r.teks}))'
    uji = next((i for i in ptk.uji_kotak.get(kotak, []) if isinstance(ptk.uji[i], UjiIsi)), None)
    kode = ptk.uji_ref(uji, p.U_KODE) if uji is not None else '""'
    baik = ",".join(f'{kode}="{k}"' for k in ("", *TETAP_SAH))
    sah = f"IF(AND({r.keadaan}<>0,{r.relevan}=1,OR({baik})),1,0)"
    batas = None if pilihan or datum.jenis == "teks" else ptk.instrumen.batas[kotak]
    return [
        ptk.kode_kotak(kotak), ptk.tampil_sel(kotak),
        Rumus(f"IF(ISERROR({x}),4,IF(ISLOGICAL({x}),3,IF(ISNUMBER({x}),1,IF({r.teks}=\"\",0,2))))"),
        Rumus(f'IF(ISTEXT({x}),TRIM(SUBSTITUTE({x},{ptk.nbsp}," ")),"")'),
        None if pilihan or datum.jenis == "teks" else Rumus(digits_formula(r.teks)),
        Rumus(f"IF({r.keadaan}=1,{x},0)"),
        Rumus(cocok) if pilihan else None,
        Rumus(nilai) if pilihan else Rumus(r.angka),
        *((batas.min, _largest(ptk, batas)) if batas else (None, None)),
        Rumus(pindah),
        Rumus(sah, ("sah", kotak)) if datum is not DATUM_BUKTI else None,
        Rumus(digest_formula(r)), weight(urutan), Rumus(tampil),
        *((batas.wajar, batas.tanggal) if batas else (None, None)), *_explanation(ptk, kotak),
    ]


def _largest(ptk: TempatKertas, batas: Batas) -> Isi:
    """The hard bound, lowered by a fact of Data Umum that nothing is told of."""
    if not batas.fakta:
        return batas.maks
    uji = [n for f in typed_facts(ptk.instrumen, batas.fakta) for n in ptk.uji_kotak[f, "isi"]
           if isinstance(ptk.uji[n], UjiIsi)]
    baik = ",".join(f'{ptk.uji_ref(n, p.U_KODE)}=""' for n in uji)
    nilai = ptk.isian((batas.fakta, "isi"), p.I_NILAI)
    return Rumus(f"IF(AND({baik}),MIN({batas.maks:.15g},{nilai}),{batas.maks:.15g})")


def _explanation(ptk: TempatKertas, kotak: Kotak) -> list[Isi]:
    """What stands beside an input in the column Penjelasan, cleaned, and whether it says something."""
    if not ptk.is_explainable(kotak):
        return [None, None]
    mentah = ptk.raw(explanation_of(kotak))
    return [Rumus(text_formula(mentah, ptk.nbsp)), Rumus(says_formula(ptk.isian(kotak, p.I_JELAS)))]


def _derived_line(ptk: TempatKertas, kotak: Kotak, sumber: list[Kotak]) -> list[Isi]:
    sah = ",".join(f"{ptk.isian(s, p.I_SAH)}=1" for s in sumber)
    nilai = "+".join(ptk.isian(s, p.I_NILAI) for s in sumber)
    baris: list[Isi] = [None] * (p.I_DIJELASKAN + 1)
    baris[p.I_KODE], baris[p.I_SEL] = ptk.kode_kotak(kotak), ptk.tampil_sel(kotak)
    baris[p.I_NILAI] = Rumus(f"IF({ptk.isian(kotak, p.I_SAH)}=1,{nilai},0)", ("angka", kotak))
    baris[p.I_SAH] = Rumus(f"IF(AND({sah}),1,0)", ("sah", kotak))
    return baris


def _sources(ptk: TempatKertas, kotak: Kotak) -> list[Kotak]:
    for f in ptk.instrumen.fakta:
        if (f.kode, "isi") == kotak:
            return [(asal, "isi") for asal in f.jumlah_dari]
    d = next(i for i in ptk.instrumen.indikator if i.kode == kotak[0]).datum(kotak[1])
    kode, _, kunci = (d.fakta + ".isi" if d.fakta else d.dari).partition(".")
    return [(kode, kunci)]


def sheet_isian(ptk: TempatKertas) -> Lembar:
    """One line per input and per derived datum."""
    lembar = Lembar(p.OLAH_ISIAN, status="tersembunyi")
    _header(lembar, "Olahan isian (otomatis, jangan diubah)", [
        "Kode", "Sel", "Keadaan", "Teks", "Tanpa angka", "Angka", "Cocok", "Nilai", "Min", "Maks", "Pindah",
        "Sah", "Cerna", "Berat", "Tampil", "Lazim sampai", "Tanggal di atas", "Penjelasan", "Menjelaskan"])
    datum = {(kode, d.kunci): d for kode, d in ptk.instrumen.masukan()}
    for urutan, kotak in enumerate(ptk.masukan):
        baris = _input_line(ptk, kotak, datum.get(kotak, DATUM_BUKTI), urutan)
        _put_line(lembar, ptk.olah[kotak], baris)
    for kotak, nomor in list(ptk.olah.items())[len(ptk.masukan):]:
        _put_line(lembar, nomor, _derived_line(ptk, kotak, _sources(ptk, kotak)))
    return lembar


def _put_line(lembar: Lembar, nomor: int, baris: list[Isi]) -> None:
    for kolom, isi in enumerate(baris):
        if isi is not None:
            lembar.put(nomor, kolom, isi, "mesin")


def _initial_relevance(ptk: TempatKertas, i: Indikator) -> str:
    tr = i.tidak_relevan
    hasil = "1"
    if tr.boleh_dijawab:
        jawab = ",".join(f'{ptk.isian((i.kode, d.kunci), p.I_TEKS)}="{TIDAK_RELEVAN}"' for d in i.data if d.is_input)
        hasil = f"IF(OR({jawab}),0,1)"
    if tr.bila_nol:
        nol = ",".join(f"{ptk.isian((f, 'isi'), p.I_SAH)}=1,{ptk.isian((f, 'isi'), p.I_NILAI)}=0" for f in tr.bila_nol)
        hasil = f"IF(AND({nol}),0,{hasil})"
    return hasil


def sheet_indikator(ptk: TempatKertas) -> Lembar:
    """One line per indicator: relevance, completeness, bobot that counts, nilai rounded for the note in Rekap."""
    lembar = Lembar(p.OLAH_INDIKATOR, status="tersembunyi")
    _header(lembar, "Olahan indikator (otomatis, jangan diubah)",
            ["Kode", "Nomor", "Relevan awal", "Lengkap", "Relevan", "Bobot dihitung", "Nilai dibulatkan", "Terisi"])
    for i in ptk.instrumen.indikator:
        baris = ptk.indikator[i.kode]
        kk = ptk.baris_indikator[i.kode]
        capaian, nilai, bobot = (cell_ref(p.KERTAS, (kk, k)) for k in (p.CAPAIAN, p.NILAI, p.BOBOT))
        sah = ",".join(ptk.isian((i.kode, d.kunci), p.I_SAH) for d in i.data)
        awal, relevan = ptk.indikator_ref(i.kode, p.K_AWAL), ptk.indikator_ref(i.kode, p.K_RELEVAN)
        dihitung = f"IF({relevan}=1,{bobot},0)" if ptk.instrumen.kebijakan_tidak_relevan == "normalisasi" else bobot
        lembar.put_row(baris, [
            i.kode, i.nomor,
            Rumus(_initial_relevance(ptk, i), ("relevan_awal", i.kode)),
            Rumus(f"MIN({sah})"),
            Rumus(f'IF({awal}=0,0,IF({capaian}="{TIDAK_RELEVAN}",0,1))', ("relevan", i.kode)),
            Rumus(dihitung, ("bobot_dihitung", i.kode)),
            Rumus(f'IF({nilai}="",0,ROUND({nilai},1))'),
            Rumus(f"IF({relevan}=0,1,{ptk.indikator_ref(i.kode, p.K_LENGKAP)})", ("terisi", i.kode)),
        ], "mesin")
    return lembar


def short_label(label: str) -> str:
    """A datum's label as Pemeriksaan shows it: a long one ends after a whole word."""
    return label if len(label) <= PANJANG_LABEL else label[:PANJANG_LABEL - 3].rpartition(" ")[0] + "..."


def sheet_uji(ptk: TempatKertas) -> Lembar:
    """One line per check: kode, the two values, level, message, and its place when open ones come first."""
    lembar = Lembar(p.OLAH_UJI, status="tersembunyi")
    _header(lembar, "Olahan pemeriksaan (otomatis, jangan diubah)", [
        "Uji", "Sel", "Nomor", "Yang diperiksa", "Kode", "A", "B", "Tingkat", "Catatan", "Perbaikan", "Urutan",
        "Baris ke", "Tindakan"])
    nomor = {i.kode: i.nomor for i in ptk.instrumen.indikator}
    label = {(kode, d.kunci): short_label(d.label) for kode, d in ptk.instrumen.masukan()}
    label |= {(i.kode, DATUM_BUKTI.kunci): DATUM_BUKTI.label for i in ptk.instrumen.indikator}
    for n, uji in enumerate(ptk.uji):
        kode, a, b = uji.render(ptk)
        sel_kode, sel_a, sel_b = (ptk.uji_ref(n, k) for k in (p.U_KODE, p.U_A, p.U_B))
        if isinstance(uji, UjiIsi):
            a = f'IF({sel_kode}="LTK01","{ptk.kode_kotak(uji.kotak)}",{a})'
            b = uji.render_b(ptk, sel_kode)
        cari = f"MATCH({sel_kode},{ptk.katalog(0)},0)"
        pesan = f'SUBSTITUTE(SUBSTITUTE(INDEX({ptk.katalog(3)},{cari}),"{{a}}",{sel_a}),"{{b}}",{sel_b})'
        tingkat, saran, catatan = (ptk.uji_ref(n, k) for k in (p.U_TINGKAT, p.U_MENDING, p.U_PESAN))
        nomor_tingkat, tindakan = f"INDEX({ptk.katalog(1)},{cari})", saran
        if ptk.is_explainable(uji.kotak):
            jelas = ptk.isian(uji.kotak, p.I_JELAS)
            nomor_tingkat = level_formula(nomor_tingkat, ptk.isian(uji.kotak, p.I_DIJELASKAN), jelas, (catatan, saran))
            tindakan = (f'IF({tingkat}={NOMOR_TINGKAT["dijelaskan"]},"Penjelasan: "&'
                        f'IF(LEN({jelas})>{PANJANG},LEFT({jelas},{PANJANG})&"...",{jelas}),'
                        f'IF({tingkat}={NOMOR_TINGKAT["cek"]},IF({jelas}="",{saran},"{BELUM_MENJELASKAN}"),{saran}))')
        lembar.put_row(p.AWAL_OLAH + n, [
            f"{ptk.kode_kotak(uji.kotak)}_{n + 1}", ptk.tampil_sel(uji.kotak),
            nomor.get(uji.kotak[0], "Data Umum"), label[uji.kotak],
            Rumus(kode, ("uji", n)), Rumus(a), None if b == '""' else Rumus(b),
            Rumus(f'IF({sel_kode}="",{NOMOR_SESUAI},{nomor_tingkat})', ("tingkat", n)),
            Rumus(f'IF({sel_kode}="","",{pesan})'),
            Rumus(f'IF({sel_kode}="","",INDEX({ptk.katalog(4)},{cari}))'),
            Rumus(f"{tingkat}*10000+{n + 1}"),
            Rumus(f"MATCH(SMALL({ptk.uji_kolom(p.U_URUT)},{n + 1}),{ptk.uji_kolom(p.U_URUT)},0)"),
            Rumus(tindakan),
        ], "mesin")
    return lembar


def digest_ranges(ptk: TempatKertas) -> tuple[str, str]:
    """The columns of digests and weights of all inputs, for the kode cek."""
    awal, akhir = p.AWAL_OLAH, p.AWAL_OLAH + len(ptk.masukan) - 1
    return (range_ref(p.OLAH_ISIAN, (awal, p.I_CERNA), (akhir, p.I_CERNA)),
            range_ref(p.OLAH_ISIAN, (awal, p.I_BERAT), (akhir, p.I_BERAT)))
