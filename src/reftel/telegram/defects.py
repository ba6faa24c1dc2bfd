"""What can be wrong with a telegram. Codes are stable; docs/reference/defects.md explains each."""

from enum import StrEnum


class DefectKind(StrEnum):
    """The value is the stable code, the docstring page is docs/reference/defects.md."""

    MRN_MISSING = "mrn-missing"
    SUBJECT_MISSING = "subject-missing"
    SUBJECT_EMPTY = "subject-empty"
