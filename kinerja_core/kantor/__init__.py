"""kantor: an office's verbs over any kind of workbook: buat, baca, hitung, periksa, ekspor, kirim, pindah, tahun baru.

In: paths and values. Out: reports and files; what differs between kinds is asked of `jenis`.
"""
