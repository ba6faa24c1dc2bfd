"""Batches: cables that become public together, at a time, if everything holds.

In reading order: ``steps`` says what can be done with a batch in which state; ``drafts``
makes one and fills it with what was approved; ``schedule`` gives it its time; ``checks``
names the cables that must not go out, each check for itself; ``foresight`` lets an edition
be built as if the batch were released already; ``running`` does it: checks, edition,
rehearsal, decisions, flip; ``undoing`` takes it back in one step.

The rehearsal is handed in: the vault knows no page (docs/adr/0013-batches.md).
"""
