"""The fields of a cable that a query can name, by the kind of thing that they hold."""

from enum import StrEnum


class TextField(StrEnum):
    """Where words are looked for."""

    ANYWHERE = ""
    SUBJECT = "subject"


class ValueField(StrEnum):
    """Fields that hold whole values, none, one or several of each."""

    TAG = "tag"
    KIND = "kind"  # of its TAGS: subject, program, geographic, organization, person, unknown
    ORIGIN = "origin"
    FROM = "from"  # the origin as published, and the station of FL 6
    TO = "to"
    INFO = "info"
    CLASSIFICATION = "class"
    COUNTRY = "country"
    REGION = "region"
    CAPTION = "caption"
    PRECEDENCE = "prec"
    SIGNER = "signer"
    BY = "by"  # who classified it
    REFERENCE = "ref"  # the reference ids that it cites
    ID = "id"
    MARK = "mark"  # the portion marks of its paragraphs
    HAS = "has"  # what it has: card.HOLDINGS


class DateField(StrEnum):
    CREATED = "created"
    RELEASED = "released"


class NumberField(StrEnum):
    """Fields that hold one whole number each."""

    WORDS = "words"  # of the message
    CITED = "cited"  # how many cables of the edition refer to it
    LEVEL = "class"  # the rank of its classification (gazetteer.markings.rank)
