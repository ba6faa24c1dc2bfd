"""reftel.edition: see ARCHITECTURE.md."""
