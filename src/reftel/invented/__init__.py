"""reftel.invented: see ARCHITECTURE.md."""
