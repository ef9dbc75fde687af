"""lembar: the sheets of a kertas kerja, described.

In: an Instrumen, an office, what was sent to it. Out: its Denah.
"""
