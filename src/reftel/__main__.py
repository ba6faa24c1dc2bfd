"""``python -m reftel``: the command line, for whoever starts it from Python, as the desk does."""

from reftel.cli import main

if __name__ == "__main__":
    main()
