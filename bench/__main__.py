"""``make bench``: import, edition, search and pages on 20,000 invented cables."""

from bench import page, pipeline, search

pipeline.main()
search.main()
page.main()
