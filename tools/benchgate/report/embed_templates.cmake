# cmake -D OUTPUT=x.cc -D TEMPLATES=folder -P embed_templates.cmake
#
# Writes templates/ as string literals. The style is the house's, which the dashboard shares, and
# the report's own behind it.
include(${CMAKE_CURRENT_LIST_DIR}/../../embed_text.cmake)

# What the page's policy names must be the hash of the very bytes that are in it.
get_filename_component(folder ${OUTPUT} DIRECTORY)
set(style ${folder}/report_style.css)
file(READ ${TEMPLATES}/house.css house)
file(READ ${TEMPLATES}/html.css own)
file(WRITE ${style} "${house}${own}")

set(names kTerminalTemplate kMarkdownTemplate kHtmlTemplate kHtmlStyle kHtmlScript)
set(files ${TEMPLATES}/terminal.txt.tpl ${TEMPLATES}/markdown.md.tpl ${TEMPLATES}/html.html.tpl
  ${style} ${TEMPLATES}/html.js)
set(source "#include \"benchgate/report/builtin_templates.h\"\n\nnamespace benchgate::report {\n")
foreach(name file IN ZIP_LISTS names files)
  text_literal(literal ${name} ${file})
  string(APPEND source "${literal}")
endforeach()
file(SHA256 ${style} style_hash)
file(SHA256 ${TEMPLATES}/html.js script_hash)
string(APPEND source "\nconst std::string_view kHtmlStyleSha256(\"${style_hash}\");\n")
string(APPEND source "const std::string_view kHtmlScriptSha256(\"${script_hash}\");\n")
string(APPEND source "\n}  // namespace benchgate::report\n")
file(WRITE ${OUTPUT} "${source}")
