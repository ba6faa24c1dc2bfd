"""Links that hold wherever a page lies: at the root of a host, below a folder, on a disk.

Templates and views write addresses from the root; a page leaves with ``../../browse/`` in the
place of ``/browse/``. So a copy of it needs no word changed.
"""

LINKS = (b'href="', b'src="', b'action="', b'data-cite="')  # how a link of a page begins


def relative(page: bytes, path: str) -> bytes:
    """A page at this path, its links from the root told from there.

    In the text of a page no quotation mark stands as itself, so nothing but links is changed.

    >>> relative(b'<a href="/about/">', "/browse/tag/")
    b'<a href="../../about/">'
    """
    up = root_from(path).encode()
    for attribute in LINKS:
        page = page.replace(attribute + b"/", attribute + up)
    return page


def root_from(path: str) -> str:
    """The way from a path to the root: ``../../``, ``./``."""
    return "../" * (path.count("/") - 1) or "./"
