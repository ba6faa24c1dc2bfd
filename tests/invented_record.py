"""An invented cable as a page of 2011 would have given it."""

from reftel.invented import InventedCable
from reftel.telegram.cable import CableRecord, read_cable
from reftel.telegram.record import Published


def invented_record(cable: InventedCable) -> CableRecord:
    """Its record, as the parser reads it."""
    published = Published(
        source="page-2011",
        id=cable.id,
        created=cable.created.strftime("%Y-%m-%dT%H:%MZ"),
        released=cable.released.strftime("%Y-%m-%dT%H:%MZ"),
        classification=cable.classification,
        origin=cable.origin,
    )
    record = read_cable(cable.header, cable.body, published)[1]
    assert record is not None
    return record
