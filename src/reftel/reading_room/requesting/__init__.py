"""Drafts of requests for what is not public: a telegram that is not here, words taken out.

``letter`` is the words, ``drafts`` what they are made from, ``pages`` the addresses. All of it
is what the edition says; who asks fills in the blanks.
"""
