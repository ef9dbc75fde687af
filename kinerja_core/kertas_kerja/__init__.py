"""kertas_kerja: the scoring form of an instrument: its filling, checks, score, and sheets.

In: an Instrumen and a filling (from a file or a form). Out: a described workbook, findings, the score.
"""
