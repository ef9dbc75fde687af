"""How long work tells its steps, and is stopped."""

from __future__ import annotations

from collections.abc import Callable

#: What long work calls before each step, with the step in words; it raises KinerjaError PGL03 to stop the work.
Maju = Callable[[str], None]


def silent(_langkah: str) -> None:
    """Progress nobody looks at."""
