"""mesin: independent engines (pembanding) that recalculate the workbook's own formulas.

In: a path and places. Out: values in that order, or a PembandingError. `pembanding` gives an engine by the name the
command line knows (`--pembanding ironcalc,formulas,libreoffice`), behind the fence (`pagar`), in its own process.
"""
