"""Who else looks at a cable. Kept in this process for some minutes; locks nobody out."""

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock
from typing import NamedTuple

WHILE = timedelta(minutes=15)
MOST = 2_000  # cables that are remembered


class Look(NamedTuple):
    """Somebody opened it, this long ago."""

    account: str
    minutes: int


class Looking:
    """Shared by all threads."""

    def __init__(self) -> None:
        self._opened: OrderedDict[str, dict[str, datetime]] = OrderedDict()
        self._lock = Lock()

    def opened(self, cable: str, account: str, at: datetime) -> tuple[Look, ...]:
        """Note that an account opened a cable: who else did a while ago, the latest first."""
        with self._lock:
            looks = self._opened.pop(cable, {})
            looks = {who: when for who, when in looks.items() if timedelta() <= at - when <= WHILE}
            others = sorted(((when, who) for who, when in looks.items() if who != account))
            self._opened[cable] = {**looks, account: at}
            while len(self._opened) > MOST:
                self._opened.popitem(last=False)
        return tuple(Look(who, (at - when) // timedelta(minutes=1)) for when, who in others[::-1])


LOOKING = Looking()
