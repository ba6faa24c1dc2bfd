"""The areas that invented cables report on, one module each; ``common`` serves them all.

All matters, bodies and events in these modules are invented.
"""

from reftel.invented.grammar import Topic
from reftel.invented.topics.consular import CONSULAR
from reftel.invented.topics.culture import CULTURE
from reftel.invented.topics.economy import ECONOMY
from reftel.invented.topics.environment import ENVIRONMENT
from reftel.invented.topics.politics import POLITICS
from reftel.invented.topics.science import SCIENCE
from reftel.invented.topics.security import SECURITY

# About as often as such matters are reported.
TOPICS: tuple[Topic, ...] = (
    *(POLITICS,) * 5,
    *(ECONOMY,) * 4,
    *(SECURITY,) * 3,
    *(CONSULAR,) * 2,
    *(ENVIRONMENT,) * 2,
    *(CULTURE,) * 2,
    SCIENCE,
)
