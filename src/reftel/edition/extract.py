"""The extract: which part of an edition another one is, where it is not the whole."""

from dataclasses import asdict, dataclass, fields
from typing import Any, Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """The cables of one collection, out of an edition of the same number."""

    name: str  # of the collection: the word in its address
    title: str
    cables: int  # of the collection that the edition holds
    of: int  # cables of the whole edition
    content_digest: str  # of the whole edition

    def entry(self) -> dict[str, Any]:
        """As JSON has it, in manifests and in the content digest."""
        return asdict(self)

    @classmethod
    def read(cls, entry: Any) -> Self:
        """What ``entry`` wrote. Raises KeyError, TypeError or ValueError for anything else."""
        told = {field.name: entry[field.name] for field in fields(cls)}
        for field in fields(cls):
            if type(told[field.name]) is not field.type:
                raise TypeError(f"'{field.name}' of an extract is no {field.type}")
        "".join((told["name"], told["title"], told["content_digest"])).encode()
        return cls(**told)
