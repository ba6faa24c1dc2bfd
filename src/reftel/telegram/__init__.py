"""reftel.telegram: see ARCHITECTURE.md."""
