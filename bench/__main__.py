"""``make bench``: parser, import, edition, search and pages on 20,000 invented cables."""

from bench import page, parser, pipeline, search

parser.main()
pipeline.main()
search.main()
page.main()
