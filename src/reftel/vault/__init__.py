"""reftel.vault: see ARCHITECTURE.md."""
