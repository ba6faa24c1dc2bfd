"""The assistant: what of a text may have to be held back. It proposes; a person decides.

``protection`` finds the names that a cable itself asks to protect, ``personal`` numbers and
dates by which somebody is found, ``elsewhere`` what is held back in other cables or in
another copy of this one. ``gathering`` puts them together. Each rule is a small function
that says where it comes from; none of them says that other text is safe.
"""
