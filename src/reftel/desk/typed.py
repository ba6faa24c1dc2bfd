"""What was typed into a form that decides: taken whole, or refused. Nothing is ever cut."""

from reftel.vault.faults import UndecidableError


def whole(text: str, longest: int, what: str) -> str:
    """The text without the space around it; ``what`` names the field.

    Raises UndecidableError where it is too long. Browsers send two characters for a line break.
    """
    text = text.strip()
    if len(text.replace("\r\n", "\n")) > longest:
        raise UndecidableError(
            f"{what}: that is longer than {longest:,} characters.",
            "Nothing was decided.",
            "Say it in fewer, or in several steps.",
        )
    return text
