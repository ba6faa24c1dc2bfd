"""The views of the desk, a module a subject.

The guard has let in whoever asks. A view reads what was sent, asks the vault, and shows a page;
it decides nothing itself.
"""
