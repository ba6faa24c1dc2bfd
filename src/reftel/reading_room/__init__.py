"""reftel.reading_room: see ARCHITECTURE.md."""
