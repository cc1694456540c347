"""Named tuples in little time: what `typing.NamedTuple` makes, without importing `typing`.

The first page of an article waits for every import before it, and `typing` alone takes as long as a fifth of
Python's own start.
"""

from __future__ import annotations

from collections import namedtuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NamedTuple
else:

    class _Maker(type):
        """Makes a named tuple of a class with annotated fields, and lets its methods and docstring stay."""

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            fields = body.pop("__annotations__", {})
            defaults = [body.pop(field) for field in fields if field in body]
            made = namedtuple(name, fields, defaults=defaults, module=body["__module__"])
            for key, value in body.items():
                if key not in ("__module__", "__qualname__"):
                    setattr(made, key, value)
            made.__annotations__ = fields
            return made

    class _Base:
        """Stands for `NamedTuple` in a list of bases; what is made has `tuple` alone."""

        def __mro_entries__(self, bases: tuple[object, ...]) -> tuple[type]:
            return (_Origin,)

    _Origin = type.__new__(_Maker, "_Origin", (), {})
    NamedTuple = _Base()

__all__ = ["NamedTuple"]
