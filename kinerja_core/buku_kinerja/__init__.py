"""buku_kinerja: the yearly book of an office: its plan, arithmetic, checks, and sheets.

In: a Rencana (from a file or a workbook). Out: a described workbook, findings, every computed figure.
"""
