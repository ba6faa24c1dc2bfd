"""``make bench``: from the parser to quotations and pages, on 20,000 invented cables."""

from bench import page, parser, pipeline, quote, search

parser.main()
pipeline.main()
search.main()
quote.main()
page.main()
