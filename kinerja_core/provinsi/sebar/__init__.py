"""sebar: one sealed, prefilled template per kecamatan, with manifest and archive.

In: an instrument, a list, a key. Out: folders and zips to hand out.
"""
