"""The present time, passed in wherever it matters, and how it is written down."""

from __future__ import annotations

TYPE_CHECKING = False


if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the present time with its zone, UTC."""
    from datetime import UTC, datetime

    return datetime.now(UTC)


def timestamp(moment: datetime) -> str:
    """Return `moment` as all of lesart's files write it: `2026-01-31T12:00:00.000Z`, RFC 3339."""
    from datetime import UTC

    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
