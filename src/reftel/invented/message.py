"""The message: numbered paragraphs with portion marks, headings, and how they are framed."""

from reftel.invented import inserts
from reftel.invented.draft import FOUO, UNCLASSIFIED, Draft
from reftel.invented.layout import wrapped
from reftel.invented.prose import Passage, Story

# Stands on a line of its own in every cable, whatever else is lost of it.
DECLARED = "THIS IS AN INVENTED CABLE."

_FRAMES = {
    "summary": (
        "Summary: {} End summary.",
        "SUMMARY: {} END SUMMARY.",
        "Summary. {} End Summary.",
        "Summary and Comment: {} End summary and comment.",
    ),
    "comment": (
        "Comment: {} End comment.",
        "COMMENT: {} END COMMENT.",
        "Comment. {} End Comment.",
        "Comment: {}",
    ),
}
_MARKS = {
    UNCLASSIFIED: ("(U) ",),
    FOUO: ("(SBU) ", "(SBU) ", "(SBU) ", "(U) "),
    "CONFIDENTIAL": ("(C) ", "(C) ", "(C) ", "(C) ", "(U) ", "(SBU) "),
    "CONFIDENTIAL//NOFORN": ("(C/NF) ", "(C/NF) ", "(C//NF) ", "(C) "),
    "SECRET": ("(S) ", "(S) ", "(S) ", "(C) ", "(U) "),
    "SECRET//NOFORN": ("(S//NF) ", "(S/NF) ", "(S/NF) ", "(S) "),
}


def message(draft: Draft, stories: list[Story], signer: str) -> list[str]:
    """The lines from the first paragraph to the signature."""
    writer = _Writer(draft)
    share = draft.words // len(stories)
    passages = [(story, passage) for story in stories for passage in story.passages(share)]
    early = bool(draft.oddities & {"truncated", "partial extract"}) or draft.chance.often(0.05)
    for at, (story, passage) in enumerate(passages):
        writer.heading(story, passage)
        last = at == len(passages) - 1
        writer.paragraph(passage, declared=at == 0 if early else last)
        if passage.use == "report":
            writer.lines += inserts.after(draft, story)
    return [*writer.lines, *_signature(draft, signer)]


class _Writer:
    """Lines so far, and the number of the last paragraph."""

    def __init__(self, draft: Draft) -> None:
        self.lines: list[str] = []
        self._draft = draft
        self._number = 0
        self._declared = False
        self._numbered = not draft.odd("no paragraph numbers", 0.012)
        self._marked = draft.year >= 1995 and (
            draft.classification != UNCLASSIFIED or draft.chance.often(0.5)
        )
        if draft.classified and draft.year < 1995:
            self.lines += [self._next(f"({draft.level[0]}-ENTIRE TEXT)"), ""]

    def heading(self, story: Story, passage: Passage) -> None:
        """A heading above some of the paragraphs of a longer cable, dashes below it or not."""
        draft, chance = self._draft, self._draft.chance
        if draft.words < 350 or not chance.often(0.3):
            return
        text = story.heading() if passage.use == "report" else passage.use.upper()
        if len(text) > 52:
            return
        if chance.often(0.05):
            self.lines += [text, ""]
            return
        dashes = "-" * len(text)
        above = [dashes] if chance.often(0.1) else []
        self.lines += [*above, text, dashes, ""]

    def paragraph(self, passage: Passage, *, declared: bool) -> None:
        draft = self._draft
        rare = draft.chance.often(0.1)  # in nine of ten nothing happens; one draw tells
        text = self._framed(passage)
        if rare:
            text = inserts.within(draft, text)
        if self._numbered:
            text = self._next(self._mark() + text, rare=rare)
        if (
            rare
            and self._number > 2
            and self._ended()
            and draft.odd("two paragraphs on a line", 0.012)
        ):
            self.lines.pop()
            text = f"{self.lines.pop()}  {text}"
        self.lines += wrapped(text, draft.width)
        if rare:
            self.lines += inserts.at_line_start(draft)
        if declared:
            self.lines.append(DECLARED)
        self.lines.append("")

    def _ended(self) -> bool:
        """Whether the last lines are those of a paragraph that another may follow at once."""
        return self.lines[-1] == "" and self.lines[-2].endswith(".") and self.lines[-2] != DECLARED

    def _next(self, text: str, *, rare: bool = False) -> str:
        """The text behind its number; now and then a typist repeats or skips one."""
        draft = self._draft
        step = 1
        if rare and self._number > 1:
            if draft.odd("paragraph number repeated", 0.008):
                step = 0
            elif draft.odd("paragraph number skipped", 0.008):
                step = 2
        self._number += step
        draft.numbers.append((self._number, len(self.lines)))
        return f"{self._number}. {text}"

    def _mark(self) -> str:
        draft = self._draft
        if not self._marked:
            return ""
        mark = draft.chance.one(_MARKS[draft.classification])
        if mark == "(C) " and draft.odd("portion mark damaged", 0.003):
            return draft.chance.one(("( C ) ", "(C "))
        return mark

    def _framed(self, passage: Passage) -> str:
        """Summary and comment name themselves, unless a heading has just done so."""
        if passage.use == "report":
            return passage.text
        headed = any(line == passage.use.upper() for line in self.lines[-4:])
        if headed:
            return passage.text
        if passage.use == "summary" and self._draft.odd("summary without end", 0.02):
            return f"Summary: {passage.text}"
        return self._draft.chance.one(_FRAMES[passage.use]).format(passage.text)


def _signature(draft: Draft, signer: str) -> list[str]:
    """The surname below the text, formal and seldom the author's."""
    if draft.chance.often(0.08):
        return []
    draft.signer = signer if draft.chance.often(0.1) and not draft.upper else signer.upper()
    if draft.odd("signer twice", 0.004):
        return [f"{draft.signer} {draft.signer}"]
    end = " ." if draft.odd("signer with a period", 0.006) else ""
    return [draft.signer + end]
