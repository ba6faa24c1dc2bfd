"""reftel.search: see ARCHITECTURE.md."""
