"""reftel.site: see ARCHITECTURE.md."""
