"""What can be wrong with a telegram. Codes are stable, each with a page in docs."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class DefectKind(StrEnum):
    """The value is the stable code; docs/reference/defects has a page on each."""

    # Transmission lines
    HEADER_MISSING = "header-missing"
    SENDER_MISSING = "sender-missing"
    DTG_MISSING = "dtg-missing"
    DTG_GARBLED = "dtg-garbled"
    FILING_SERIAL_DIFFERS = "filing-serial-differs"
    FILING_DAY_DIFFERS = "filing-day-differs"
    PRECEDENCE_MISSPELT = "precedence-misspelt"
    COPIES_DIFFER = "copies-differ"
    EXEMPTED_AND_ADDRESSED = "exempted-and-addressed"
    # The opening of the body
    CLASSIFICATION_MISSING = "classification-missing"
    CLASSIFICATION_DAMAGED = "classification-damaged"
    CLASSIFICATION_DIFFERS = "classification-differs"
    MRN_MISSING = "mrn-missing"
    STATION_DIFFERS = "station-differs"
    STATION_MENDED = "station-mended"
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


SENTENCES: Mapping[DefectKind, str] = MappingProxyType(
    {
        DefectKind.HEADER_MISSING: "The source has no transmission lines for this cable",
        DefectKind.SENDER_MISSING: "No line names the sender",
        DefectKind.DTG_MISSING: "There is no date-time group",
        DefectKind.DTG_GARBLED: "The date-time group is damaged",
        DefectKind.FILING_SERIAL_DIFFERS: "The serial of FL 3 is not that of the number",
        DefectKind.FILING_DAY_DIFFERS: "The day of FL 3 is not that of the date-time group",
        DefectKind.PRECEDENCE_MISSPELT: "A precedence is misspelt",
        DefectKind.COPIES_DIFFER: "The total of the copies is not their sum",
        DefectKind.EXEMPTED_AND_ADDRESSED: "An exempted addressee is addressed as well",
        DefectKind.CLASSIFICATION_MISSING: "No line begins with a classification",
        DefectKind.CLASSIFICATION_DAMAGED: "The classification is damaged",
        DefectKind.CLASSIFICATION_DIFFERS: "A part is marked otherwise than the whole",
        DefectKind.MRN_MISSING: "There is no message reference number",
        DefectKind.STATION_DIFFERS: "The station of the number is not the sender",
        DefectKind.STATION_MENDED: "The station was mended from the transmission lines",
        DefectKind.STATION_UNVERIFIED: "The station is in no table",
        DefectKind.ORDER_MISTYPED: "The number of the executive order is mistyped",
        DefectKind.DECLASSIFY_INVALID: "The declassification date is no date",
        DefectKind.TAGS_MISSING: "There is no TAGS line",
        DefectKind.TAGS_RUN_TOGETHER: "TAGS are written together",
        DefectKind.TAG_UNKNOWN: "A code is in no list of TAGS",
        DefectKind.SUBJECT_MISSING: "There is no subject line",
        DefectKind.SUBJECT_EMPTY: "The subject line is empty",
        DefectKind.REFERENCE_UNRESOLVED: "A reference names no known station or year",
        DefectKind.REFERENCE_YEAR_INFERRED: "The year of a reference was inferred",
        DefectKind.REASONS_MISSING: "No reasons are given for the classification",
        DefectKind.NUMBER_GAP: "A paragraph number is missing or out of order",
        DefectKind.NUMBER_REPEATED: "A paragraph number is repeated",
        DefectKind.NUMBER_RESTARTED: "The paragraphs are numbered from 1 again",
        DefectKind.MARK_DAMAGED: "A portion mark is damaged",
        DefectKind.NOTE_UNCLOSED: "A note is not closed",
        DefectKind.QUOTATION_UNCLOSED: "A quotation is not closed",
        DefectKind.SECOND_CABLE: "Another cable begins inside this one",
        DefectKind.TRUNCATED: "The text breaks off",
        DefectKind.ID_DIFFERS: "The text has another reference id than was published",
        DefectKind.DATE_DIFFERS: "The text has another date than was published",
    }
)
