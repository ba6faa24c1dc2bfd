// Asks the card index beside this page, as its own search page does, and gives all that was found.
async (questions) => {
  const { Index } = await import("/search/lookup.js");
  const { asked, chosen, opposite } = await import("/search/asking.js");
  const { Found } = await import("/search/finding.js");
  const { stands, text } = await import("/search/texts.js");
  const answers = [];
  const index = await Index.open();
  for (const { q, filters } of questions) {
    const read = asked(q);
    const nodes = filters.map(([facet, values, excluded]) => (
      excluded ? opposite(chosen(facet, values)) : chosen(facet, values)));
    const found = await Found.of(index, read.root, nodes, read.notices);
    let lines = await index.lines([...found.best()]);
    if (found.phrases.length) {
      const texts = await Promise.all(lines.map(({ id }) => text(id, true)));
      lines = lines.filter(({ cable }, at) => (
        found.holds(found.root, cable, (one) => stands(one, texts[at]))));
    }
    const counts = {};
    for (const facet of ["origin", "tag", "year", "class"]) {
      const values = await index.counts(facet, found.set, 6);
      counts[facet] = values.map(({ value, count }) => [value, count]);
    }
    const newest = await index.lines(await index.newest(found.set, 3, 10));
    answers.push({
      ids: lines.map(({ id }) => id),
      counts,
      newest: newest.map(({ id }) => id),
      notices: read.notices.map(({ why }) => why),
    });
  }
  return answers;
}
