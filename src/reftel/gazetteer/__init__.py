"""reftel.gazetteer: see ARCHITECTURE.md."""
