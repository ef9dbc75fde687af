"""lembar: the workbooks a province fills: the list of kecamatan and Pengaturan.

In: what is asked. Out: their Denah.
"""
