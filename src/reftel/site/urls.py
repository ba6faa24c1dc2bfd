"""All addresses of the site: at present those of the reading room."""

from reftel.reading_room import urls

urlpatterns = urls.urlpatterns
handler404 = "reftel.reading_room.errors.not_found"
handler500 = "reftel.reading_room.errors.failed"
