"""Numbers as people read them: decimal comma, a stated number of decimals."""

from __future__ import annotations

from kinerja_core.dasar.excelmath import excel_round


def decimal(x: float | None, desimal: int = 2) -> str:
    """A number with decimal comma; "-" for nothing."""
    return "-" if x is None else f"{excel_round(x, desimal):.{desimal}f}".replace(".", ",")


def exact(x: float) -> str:
    """Nilai Akhir with twelve decimals: 86,894377631548."""
    return decimal(x, 12)
