"""reftel: a heap of diplomatic cables, turned into a public archive.

The way a cable travels is the order to read the packages in: ``sources`` (bytes) →
``telegram`` (text → what it says) → ``vault`` (held, decided on) → ``edition`` (public,
immutable) → ``reading_room`` (pages). ARCHITECTURE.md has the picture.
"""

__version__ = "0.1.0"
