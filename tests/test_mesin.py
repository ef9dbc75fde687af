"""`bantu.mesin.need`: silent when the engine is there, a skip when not, a failure where engines are required."""

from __future__ import annotations

import pytest
from bantu.mesin import WAJIB, need


def test_nothing_happens_when_the_engine_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(WAJIB, "1")
    need(None)


@pytest.mark.parametrize("isi", [None, "0", ""])
def test_missing_engine_skips_with_its_sentence(monkeypatch: pytest.MonkeyPatch, isi: str | None) -> None:
    monkeypatch.delenv(WAJIB, raising=False)
    if isi is not None:
        monkeypatch.setenv(WAJIB, isi)
    with pytest.raises(pytest.skip.Exception, match="LibreOffice belum terpasang"):
        need("LibreOffice belum terpasang")


def test_missing_engine_fails_where_required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(WAJIB, "1")
    with pytest.raises(pytest.fail.Exception, match="LibreOffice belum terpasang"):
        need("LibreOffice belum terpasang")
