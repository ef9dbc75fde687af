"""The Buku Kinerja in its new form, built beside the old one until it is whole (issue 14): one row, one indicator.

In: what was typed row by row, or a workbook. Out: the plan it means, its workbook, its findings.
"""
