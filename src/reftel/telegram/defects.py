"""What can be wrong with a telegram. Codes are stable; docs/reference/defects.md explains each."""

from enum import StrEnum


class DefectKind(StrEnum):
    """The value is the stable code; docs/reference/defects.md has an example of each."""

    # Transmission lines
    HEADER_MISSING = "header-missing"
    SENDER_MISSING = "sender-missing"
    DTG_MISSING = "dtg-missing"
    DTG_GARBLED = "dtg-garbled"
    FILING_SERIAL_DIFFERS = "filing-serial-differs"
    FILING_DAY_DIFFERS = "filing-day-differs"
    PRECEDENCE_MISSPELT = "precedence-misspelt"
    EXEMPTED_AND_ADDRESSED = "exempted-and-addressed"
    # The opening of the body
    CLASSIFICATION_MISSING = "classification-missing"
    CLASSIFICATION_DAMAGED = "classification-damaged"
    CLASSIFICATION_DIFFERS = "classification-differs"
    MRN_MISSING = "mrn-missing"
    STATION_DIFFERS = "station-differs"
    STATION_UNVERIFIED = "station-unverified"
    ORDER_MISTYPED = "order-mistyped"
    DECLASSIFY_INVALID = "declassify-invalid"
    TAGS_MISSING = "tags-missing"
    TAGS_RUN_TOGETHER = "tags-run-together"
    TAG_UNKNOWN = "tag-unknown"
    SUBJECT_MISSING = "subject-missing"
    SUBJECT_EMPTY = "subject-empty"
    REFERENCE_UNRESOLVED = "reference-unresolved"
    REFERENCE_YEAR_INFERRED = "reference-year-inferred"
    REASONS_MISSING = "reasons-missing"
    # The message
    NUMBER_GAP = "number-gap"
    NUMBER_REPEATED = "number-repeated"
    NUMBER_RESTARTED = "number-restarted"
    MARK_DAMAGED = "mark-damaged"
    NOTE_UNCLOSED = "note-unclosed"
    QUOTATION_UNCLOSED = "quotation-unclosed"
    SECOND_CABLE = "second-cable"
    TRUNCATED = "truncated"
    # Between the parts, and against what the source published
    ID_DIFFERS = "id-differs"
    DATE_DIFFERS = "date-differs"
