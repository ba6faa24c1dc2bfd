"""The desk: the pages of those who review, redact and release. Private, like the vault.

``routes`` is the table of all pages, each with the rule of who may see it and who may act
there; ``urls`` and the ``guard`` are made from it, so that no page is without a rule.
``rights`` says what a role may do and over which cables. ``models`` are the rows of accounts,
grants, invitations and sessions; ``accounts`` changes them. ``doors`` is what django-allauth
asks of us: who signs in, how, and what is told of it. ``pages`` holds the views, a module a
subject.

What is decided belongs to ``reftel.vault``; a page asks it and shows the answer. The vault knows
accounts by name only. ``reftel.site`` puts the desk together.
"""
