"""reftel.sources: see ARCHITECTURE.md."""
