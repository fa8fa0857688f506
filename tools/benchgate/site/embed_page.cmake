# cmake -D OUTPUT=x.cc -D TEMPLATES=folder -D DYGRAPHS=dygraph.min.js -P embed_page.cmake
#
# Writes the dashboard's page as string literals. Its scripts become one file: the page has no
# module loader, and from disk none would work.
include(${CMAKE_CURRENT_LIST_DIR}/../../embed_text.cmake)

set(site ${TEMPLATES}/site)
set(scripts ${site}/words.js ${site}/elements.js ${site}/overview.js ${site}/chart.js
  ${site}/series.js ${site}/benchmark_tables.js ${site}/benchmark.js ${site}/site.js)
set(source "#include \"benchgate/site/builtin_page.h\"\n\nnamespace benchgate::site {\n")
text_literal(index kIndexPage ${site}/index.html)
text_literal(style kPageStyle ${TEMPLATES}/house.css ${site}/site.css)
text_literal(script kPageScript ${scripts})
text_literal(chart kChartScript ${DYGRAPHS})
file(WRITE ${OUTPUT} "${source}${index}${style}${script}${chart}\n}  // namespace benchgate::site\n")
