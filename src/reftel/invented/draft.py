"""The draft of one cable: what its parts have to know of each other while it is made."""

from dataclasses import dataclass, field

from reftel.gazetteer import tags
from reftel.gazetteer.posts import POSTS
from reftel.invented.chance import Chance
from reftel.invented.frames import Frame
from reftel.invented.prose import Story

UNCLASSIFIED, FOUO = "UNCLASSIFIED", "UNCLASSIFIED//FOR OFFICIAL USE ONLY"

# (share of all cables, classification as the site shows it), for the years since 1973.
_CLASSES = (
    (0.30, UNCLASSIFIED),
    (0.24, FOUO),
    (0.37, "CONFIDENTIAL"),
    (0.02, "CONFIDENTIAL//NOFORN"),
    (0.05, "SECRET"),
    (0.02, "SECRET//NOFORN"),
)


@dataclass(slots=True)
class Draft:
    """A cable in the making. ``oddities`` names what is unusual about it."""

    frame: Frame
    chance: Chance
    story: Story
    classification: str
    words: int
    width: int
    upper: bool
    sections: int
    oddities: set[str] = field(default_factory=set)
    captions: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    numbers: list[tuple[int, int]] = field(default_factory=list)  # and the line it stands on
    subject: str = ""
    signer: str | None = None

    def odd(self, name: str, share: float) -> bool:
        """Whether this cable has an oddity; if so, it is noted."""
        if self.chance.draw() >= share:
            return False
        self.oddities.add(name)
        return True

    @property
    def year(self) -> int:
        return self.frame.created.year

    @property
    def classified(self) -> bool:
        return self.classification[0] in "CS"

    @property
    def level(self) -> str:
        """The first word of the classification: UNCLASSIFIED, CONFIDENTIAL, SECRET."""
        return self.classification.split("//", maxsplit=1)[0]

    @property
    def country_tag(self) -> str:
        """The geographic TAGS code of the post's country; XX, worldwide, for the Department."""
        post = POSTS.get(self.frame.station)
        if post is None or post.country is None or post.country == "US":
            return "XX"
        return "IS" if post.country == "XJ" else tags.geographic(post.country) or "XX"


def classification(chance: Chance) -> str:
    at = chance.draw()
    for share, name in _CLASSES:
        at -= share
        if at < 0:
            return name
    return UNCLASSIFIED
