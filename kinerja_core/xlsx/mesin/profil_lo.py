"""The settings of the throw-away profile: LibreOffice recalculates, and follows nothing that leads outside."""

from __future__ import annotations

_PROFIL = '<oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>'
_BUTIR = '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
_KEAMANAN = "Office.Common/Security/Scripting"
_INTERNET = "Inet/Settings"
_PENGATURAN = (("Office.Common/Misc", "UseLocking", "false"), (_KEAMANAN, "MacroSecurityLevel", "3"))
#: No macro, no linked picture, no update of links; whoever asks for an address all the same meets a port that is shut.
_TUTUP = (
    (_KEAMANAN, "DisableMacrosExecution", "true"), (_KEAMANAN, "BlockUntrustedRefererLinks", "true"),
    ("Office.Calc/Content/Update", "Link", "2"), ("Office.Writer/Content/Update", "Link", "2"),
    (_INTERNET, "ooInetProxyType", "2"), (_INTERNET, "ooInetNoProxy", ""),
    *((_INTERNET, f"ooInet{p}ProxyName", "127.0.0.1") for p in ("HTTP", "HTTPS", "FTP")),
    *((_INTERNET, f"ooInet{p}ProxyPort", "9") for p in ("HTTP", "HTTPS", "FTP")),
)  # fmt: skip
_MUAT = "Office.Calc/Formula/Load"
_PAKSA_HITUNG = ((_MUAT, "OOXMLRecalcMode", "0"), (_MUAT, "ODFRecalcMode", "0"))


def profile_xml(hitung_ulang: bool, tertutup: bool, bahasa: str) -> str:
    """The registrymodifications.xcu of a profile; `bahasa` "" leaves the system's language."""
    butir = _PENGATURAN + (_TUTUP if tertutup else ()) + (_PAKSA_HITUNG if hitung_ulang else ())
    butir += (("Setup/L10N", "ooSetupSystemLocale", bahasa),) if bahasa else ()
    return _PROFIL.format("".join(_BUTIR.format(*b) for b in butir))
