"""Sheet Kertas Kerja: Data Umum, then one row per datum, all inputs in the one column Isian."""

from __future__ import annotations

from kinerja_core.dasar.excelmath import number_text
from kinerja_core.dasar.temuan import NOMOR_TINGKAT
from kinerja_core.instrumen.model import Datum, Indikator, Instrumen
from kinerja_core.kertas_kerja.lembar import tempat as p
from kinerja_core.kertas_kerja.lembar.tempat import BarisKertas, TempatKertas
from kinerja_core.kertas_kerja.penjelasan import DIJELASKAN, explanation_of
from kinerja_core.kertas_kerja.uji import DATUM_BUKTI, UjiIsi
from kinerja_core.lembar.denah import FormatBersyarat, Isi, Lembar, Rumus, ValidasiSel, cell_ref, text_literal
from kinerja_core.lembar.huruf import line_count, row_height
from kinerja_core.lembar.isian import Kotak
from kinerja_core.lembar.kendali import colour_status, put_title
from kinerja_core.lembar.tema import TAB_ISIAN
from kinerja_core.xlsx.buku import kolom_huruf

#: Widths in characters: A to K fit a screen of 1366 pixels; kode and status stand beyond.
LEBAR = (5, 40, 31, 14, 11, 32, 7, 9, 8, 17, 20, 17, 13)
KEPALA = ("No", "Indikator", "Data yang diisi", "Isian", "Satuan", "Keterangan isian", "Bobot", "Capaian", "Nilai",
          "Bukti dukung", "Penjelasan", "Kode", "Status")
#: Lines every row reserves for Keterangan isian; every message of the catalogue fits (a test holds this).
BARIS_CATATAN = 2
#: Lines for a typed text such as a name with its degrees, which stands in the narrow column Isian.
BARIS_TEKS = 3
_JUDUL_TERPANJANG = 32
_PESAN_TERPANJANG = 255


def indicator_text(i: Indikator) -> str:
    """What stands in the column Indikator: the printed text and the evidence that is asked for."""
    return f"{i.uraian}\nBukti: {i.bukti}" if i.bukti else i.uraian


def datum_text(i: Indikator, d: Datum, pertama: bool) -> str:
    """What stands in the column Data: the label and, once per indicator, the guidance."""
    return f"{d.label}\n({i.keterangan})" if pertama and i.keterangan else d.label


def longest_answer(ptk: TempatKertas, d: Datum, lebar: float) -> str:
    """The answer of a datum's list that takes most lines in a column of that width; "" where nothing is chosen."""
    if d.jenis != "pilihan":
        return ""
    return max((o.teks for o in ptk.instrumen.options(d)), key=lambda teks: line_count(teks, lebar))


def headings(i: Instrumen) -> tuple[str, ...]:
    """The header row in the words of the instrument."""
    ganti = {p.INDIKATOR: i.istilah.indikator, p.DATA: i.istilah.data}
    return tuple(ganti.get(kolom, teks) for kolom, teks in enumerate(KEPALA))


def numbered(nomor: str, teks: str) -> str:
    """A name behind its number: "3. Pelayanan"; the name alone where there is no number."""
    return f"{nomor}. {teks}" if nomor else teks


def _validation(ptk: TempatKertas, kotak: Kotak, datum: Datum, boleh_jawab: bool) -> ValidasiSel | None:
    posisi = ptk.posisi_masukan(kotak)
    judul = f"Isian {ptk.kode_kotak(kotak)}"[:_JUDUL_TERPANJANG]
    if datum.jenis == "teks":
        return None
    if datum.jenis == "pilihan":
        return ValidasiSel(posisi, "daftar", (ptk.opsi(datum.daftar, 1),), judul,
                           "Pilih jawaban dari daftar: klik panah kecil di kanan sel."[:_PESAN_TERPANJANG])
    batas = (ptk.isian(kotak, p.I_MIN), ptk.isian(kotak, p.I_MAKS))
    macam, b = "bilangan bulat" if datum.jenis == "bulat" else "angka", ptk.instrumen.batas[kotak]
    pesan = f"Isi {macam} antara {datum.min:g} dan {b.maks:,.0f}".replace(",", ".")
    pesan += ", 93 untuk 93 persen." if datum.jenis == "persen" else ", tanpa satuan."
    if boleh_jawab:
        sel = cell_ref(p.KERTAS, posisi).partition("!")[2]
        return ValidasiSel(posisi, "khusus", (f'OR(ISNUMBER({sel}),{sel}="Tidak relevan")',), judul,
                           pesan + " Atau ketik Tidak relevan.")
    return ValidasiSel(posisi, "bulat" if datum.jenis == "bulat" else "desimal", batas, judul, pesan)


def _note(ptk: TempatKertas, kotak: Kotak, baik: str) -> Rumus:
    """Keterangan isian: the first open message of the checks of this input, of the evidence in its row, that all are
    explained, or the good word."""
    uji = ptk.uji_kotak.get(kotak, [])
    bukti = ptk.uji_kotak.get((kotak[0], DATUM_BUKTI.kunci), []) if ptk.nomor_datum(kotak) == 1 else []
    rumus = baik
    if uji:
        tingkat = ",".join(ptk.uji_ref(n, p.U_TINGKAT) for n in uji)
        rumus = f'IF(MIN({tingkat})={NOMOR_TINGKAT["dijelaskan"]},"{DIJELASKAN}",{baik})'
    for n in reversed(bukti):
        pesan = ptk.uji_ref(n, p.U_PESAN)
        rumus = f'IF({pesan}<>"","Bukti: "&{pesan},{rumus})'
    for n in reversed(uji):
        pesan = ptk.uji_ref(n, p.U_PESAN)
        rumus = f'IF({ptk.uji_ref(n, p.U_TINGKAT)}<{NOMOR_TINGKAT["dijelaskan"]},{pesan},{rumus})'
    return Rumus(rumus)


def _put_explanation(ptk: TempatKertas, lembar: Lembar, nomor: int, kotak: Kotak) -> None:
    """The yellow cell in which a cek is answered; a plain one where nothing is typed."""
    if ptk.is_explainable(kotak):
        lembar.put_input((nomor, p.PENJELASAN), explanation_of(kotak), "isi_teks")
    else:
        lembar.put(nomor, p.PENJELASAN, "", "sel")


def _status(ptk: TempatKertas, kotak: Kotak, relevan: str) -> Rumus:
    """One word per input: kosong, perbaiki (obligatory), cek, tidak relevan, lengkap."""
    uji = ptk.uji_kotak.get(kotak, [])
    isi = next((ptk.uji_ref(n, p.U_KODE) for n in uji if isinstance(ptk.uji[n], UjiIsi)), "")
    if not uji:
        return Rumus(f'IF({ptk.isian(kotak, p.I_KEADAAN)}=0,"boleh kosong","lengkap")')
    tingkat = ",".join(ptk.uji_ref(n, p.U_TINGKAT) for n in uji)
    baik = '"lengkap"' if relevan == "1" else f'IF({relevan}=0,"tidak relevan","lengkap")'
    return Rumus(f'IF({isi}="ISI01","kosong",IF(MIN({tingkat})={NOMOR_TINGKAT["wajib"]},"perbaiki",'
                 f'IF(MIN({tingkat})<{NOMOR_TINGKAT["dijelaskan"]},"cek",'
                 f'IF(MIN({tingkat})={NOMOR_TINGKAT["dijelaskan"]},"dijelaskan",{baik}))))')


def _derived(ptk: TempatKertas, kotak: Kotak) -> Rumus:
    """A locked value: shown when its source may be counted, blank otherwise."""
    return Rumus(f'IF({ptk.isian(kotak, p.I_SAH)}=1,{ptk.isian(kotak, p.I_NILAI)},"")', ("turunan", kotak))


def _put_fact(ptk: TempatKertas, lembar: Lembar, nomor: int, b: BarisKertas) -> None:
    assert b.fakta is not None
    kotak = (b.fakta.kode, "isi")
    otomatis = bool(b.fakta.jumlah_dari)
    satuan = b.fakta.satuan or ("Rp" if b.fakta.jenis == "rupiah" else "")
    lembar.put_row(nomor, ["", b.fakta.keterangan, b.fakta.label], ["sel", "sel_redup", "sel"])
    if otomatis:
        lembar.put(nomor, p.ISIAN, _derived(ptk, kotak), f"otomatis_{b.fakta.jenis}")
        baik = f'IF({ptk.isian(kotak, p.I_SAH)}=1,"Otomatis","Menunggu Data Umum")'
        status = Rumus('"otomatis"')
    else:
        lembar.put_input((nomor, p.ISIAN), kotak, f"isi_{'tahun' if b.fakta.is_year else b.fakta.jenis}")
        baik = ('"Sudah lengkap"' if b.fakta.wajib else
                f'IF({ptk.isian(kotak, p.I_KEADAAN)}=0,"Boleh kosong","Sudah lengkap")')
        status = _status(ptk, kotak, "1")
        if dv := _validation(ptk, kotak, b.fakta.datum, False):
            lembar.validasi.append(dv)
    lembar.put_row(nomor, [satuan, _note(ptk, kotak, baik), "", "", "", ""], ["sel_tengah", *["sel"] * 5], p.SATUAN)
    _put_explanation(ptk, lembar, nomor, kotak)
    lembar.put_row(nomor, [ptk.kode_kotak(kotak), status], "sel_kode", p.KODE)
    sedikit = BARIS_TEKS if b.fakta.jenis == "teks" else BARIS_CATATAN
    lembar.fit_row(nomor, {p.INDIKATOR: b.fakta.keterangan, p.DATA: b.fakta.label, p.SATUAN: satuan}, sedikit)


def rule_formula(ptk: TempatKertas, i: Indikator) -> Rumus:
    """Capaian: "Tidak relevan", blank while data are missing, else the rule over the clean cells."""
    awal, lengkap = ptk.indikator_ref(i.kode, p.K_AWAL), ptk.indikator_ref(i.kode, p.K_LENGKAP)
    aturan = i.aturan.render(ptk.rujukan(i))
    return Rumus(f'IF({awal}=0,"Tidak relevan",IF({lengkap}=0,"",{aturan}))', ("capaian", i.kode))


def value_formula(ptk: TempatKertas, i: Indikator, baris: int) -> Rumus:
    """Nilai = bobot x capaian / 100, or what the policy gives when the indicator does not apply."""
    bobot, capaian = (cell_ref(p.KERTAS, (baris, k)).partition("!")[2] for k in (p.BOBOT, p.CAPAIAN))
    tidak = {"nol": "0", "penuh": bobot, "normalisasi": '""'}[ptk.instrumen.kebijakan_tidak_relevan]
    relevan = ptk.indikator_ref(i.kode, p.K_RELEVAN)
    return Rumus(f'IF({relevan}=0,{tidak},IF({capaian}="","",{bobot}*{capaian}/100))', ("nilai", i.kode))


def _put_datum(ptk: TempatKertas, lembar: Lembar, nomor: int, b: BarisKertas) -> None:
    assert b.indikator is not None
    assert b.datum is not None
    i, d = b.indikator, b.datum
    kotak, awal = (i.kode, d.kunci), ptk.indikator_ref(i.kode, p.K_AWAL)
    teks_i = indicator_text(i) if b.pertama else ""
    teks_d = datum_text(i, d, b.pertama)
    lembar.put_row(nomor, [i.nomor if b.pertama else "", teks_i, teks_d], ["sel_tengah", "sel", "sel"])
    sebab = f"Tidak relevan: {i.tidak_relevan.sebab}" if i.tidak_relevan.sebab else "Tidak relevan"
    tidak = f"IF({awal}=0,{text_literal(sebab)}," if i.tidak_relevan.bila_nol or i.tidak_relevan.boleh_dijawab else "("
    if d.is_input:
        lembar.put_input((nomor, p.ISIAN), kotak, f"isi_{d.jenis}")
        baik = f"Sudah lengkap (data tahun {i.tahun_data})" if i.tahun_data else "Sudah lengkap"
        catatan, status = _note(ptk, kotak, f'{tidak}"{baik}")'), _status(ptk, kotak, awal)
        if dv := _validation(ptk, kotak, d, i.tidak_relevan.boleh_dijawab):
            lembar.validasi.append(dv)
    else:
        lembar.put(nomor, p.ISIAN, _derived(ptk, kotak), f"otomatis_{d.jenis}")
        lain = ptk.instrumen.istilah.indikator.lower()
        asal = "Otomatis dari Data Umum" if d.fakta else f"Otomatis dari {lain} lain"
        catatan, status = _note(ptk, kotak, f'{tidak}"{asal}")'), Rumus(f'IF({awal}=0,"tidak relevan","otomatis")')
    lembar.put_row(nomor, [d.satuan or i.satuan, catatan], ["sel_tengah", "sel"], p.SATUAN)
    if b.pertama:
        lembar.put_row(nomor, [float(i.bobot), rule_formula(ptk, i), value_formula(ptk, i, nomor)],
                       ["angka2", "angka_capaian", "angka2"], p.BOBOT)
        lembar.put_input((nomor, p.BUKTI), (i.kode, "bukti"), "bukti")
    else:
        sebutan = ptk.sebutan(b)
        lembar.put_row(nomor, ["", Rumus(sebutan) if sebutan else "", "", ""],
                       ["sel", "sel_tengah" if sebutan else "sel", "sel", "sel"], p.BOBOT)
    _put_explanation(ptk, lembar, nomor, kotak)
    lembar.put_row(nomor, [ptk.kode_kotak(kotak), status], "sel_kode", p.KODE)
    jawaban = longest_answer(ptk, d, LEBAR[p.ISIAN])
    lembar.fit_row(nomor, {p.INDIKATOR: teks_i, p.DATA: teks_d, p.ISIAN: jawaban, p.SATUAN: d.satuan or i.satuan},
                   BARIS_CATATAN)


def _put_band(ptk: TempatKertas, lembar: Lembar, nomor: int, b: BarisKertas) -> None:
    """A band over the whole width; an aspek's band also tells "Nilai 8,18 dari bobot 10"."""
    teks = {"pita_umum": "DATA UMUM KECAMATAN", "pita_ttd": "PENANDA TANGAN (untuk Lembar Cetak)"}.get(b.jenis, "")
    isi: dict[int, Isi] = {}
    if b.jenis == "pita_aspek" and b.aspek:
        kata, milik = ptk.instrumen.istilah.aspek.upper(), b.aspek
        teks = f"{kata} {milik.nomor}. {milik.nama}" if milik.nomor else f"{kata}: {milik.nama}"
        awal, akhir = (ptk.indikator_ref(i.kode, p.K_BOBOT) for i in (b.aspek.indikator[0], b.aspek.indikator[-1]))
        bobot = number_text(f"ROUND(SUM({awal}:{akhir.partition('!')[2]}),6)")
        isi = {p.CAPAIAN: "Nilai", p.NILAI: aspect_sum(ptk, b), p.BUKTI: Rumus(f'"dari bobot "&{bobot}')}
    elif b.sub:
        teks = numbered(b.sub.nomor, b.sub.nama)
    gaya = "pita_sub" if b.jenis == "pita_sub" else "pita_aspek"
    for kolom in range(len(KEPALA)):
        khusus = {p.NILAI: "pita_aspek_angka", p.BUKTI: "pita_aspek_teks"} if isi else {}
        lembar.put(nomor, kolom, teks if kolom == p.NO else isi.get(kolom, ""), khusus.get(kolom, gaya))
    lembar.tinggi[nomor] = row_height(1)


def aspect_sum(ptk: TempatKertas, b: BarisKertas) -> Rumus:
    """Σ nilai of an aspek: SUM over its block of rows; texts and blanks do not count."""
    assert b.aspek is not None
    baris = [n for n, x in enumerate(ptk.kertas, start=2) if x.aspek is b.aspek and x.indikator]
    awal, akhir = (cell_ref(p.KERTAS, (n, p.NILAI)).partition("!")[2] for n in (baris[0], baris[-1]))
    return Rumus(f"SUM({awal}:{akhir})", ("nilai_aspek", b.aspek.kode))


def title(instrumen: Instrumen, ptk: TempatKertas) -> str:
    """Title of every visible sheet's first line."""
    return f"Kertas Kerja {instrumen.tahun_penilaian} - Kecamatan {ptk.identitas.nama}, {ptk.identitas.daerah.title()}"


def sheet_kertas(ptk: TempatKertas, *, status_siap: str, nilai_akhir: str, terisi: str) -> Lembar:
    """The sheet. The three references are shown in the frozen line: master check, Nilai Akhir, completeness."""
    lembar = Lembar(p.KERTAS, warna=TAB_ISIAN, lebar=dict(enumerate(LEBAR)))
    put_title(lembar, title(ptk.instrumen, ptk), p.DATA)
    lembar.merge((0, p.ISIAN), (0, p.KET), Rumus(status_siap), "status")
    lembar.merge((0, p.BOBOT), (0, p.NILAI), Rumus(nilai_akhir), "angka_besar")
    kata = ptk.instrumen.istilah.indikator.lower()
    kelengkapan = f'"Nilai Akhir. Terisi "&{terisi}&" dari {len(ptk.indikator)} {kata}"'
    lembar.merge((0, p.BUKTI), (0, p.PENJELASAN), Rumus(kelengkapan), "teks_pojok")
    lembar.put_row(1, list(headings(ptk.instrumen)), "kepala")
    lembar.tinggi[1] = row_height(2)
    for nomor, b in enumerate(ptk.kertas, start=2):
        if b.jenis == "fakta":
            _put_fact(ptk, lembar, nomor, b)
        elif b.jenis == "datum":
            _put_datum(ptk, lembar, nomor, b)
        else:
            _put_band(ptk, lembar, nomor, b)
    status = f"${kolom_huruf(p.STATUS)}3"
    for kolom, gaya, kata in ((p.ISIAN, "salah", "perbaiki"), (p.ISIAN, "tidak_relevan", "tidak relevan"),
                              (p.KET, "salah", "perbaiki"), (p.KET, "perlu_dicek", "cek")):
        lembar.bersyarat.append(FormatBersyarat((2, kolom), (ptk.baris_akhir, kolom), f'{status}="{kata}"', gaya))
    bukti = f"${kolom_huruf(p.BUKTI)}3"
    lembar.bersyarat.append(FormatBersyarat((2, p.BUKTI), (ptk.baris_akhir, p.BUKTI),
                                            f"OR(ISNUMBER({bukti}),ISLOGICAL({bukti}),ISERROR({bukti}))", "salah"))
    colour_status(lembar, (0, p.ISIAN))
    lembar.beku = (2, 2)
    lembar.mulai = ptk.posisi_masukan(ptk.masukan[0])
    return lembar
