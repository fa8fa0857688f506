# cmake -D OUTPUT=x.cc -D TEMPLATES=folder -P embed_templates.cmake
#
# Writes templates/ as string literals. A compiler accepts at least 65,536 bytes in one
# literal; longer files are split into several, which it joins again.
set(names kTerminalTemplate kMarkdownTemplate kHtmlTemplate kHtmlStyle kHtmlScript)
set(files terminal.txt.tpl markdown.md.tpl html.html.tpl html.css html.js)
set(piece 8000)

set(source "#include \"benchgate/report/builtin_templates.h\"\n\nnamespace benchgate::report {\n")
foreach(name file IN ZIP_LISTS names files)
  file(READ ${TEMPLATES}/${file} hex HEX)
  string(LENGTH "${hex}" length)
  # Hexadecimal escapes, 2 digits a byte: no delimiter that a file could contain, no
  # character that CMake's lists could swallow.
  set(literal "\n    \"\"")
  set(at 0)
  while(at LESS length)
    string(SUBSTRING "${hex}" ${at} ${piece} part)
    string(REGEX REPLACE "(..)" "\\\\x\\1" part "${part}")
    string(APPEND literal "\n    \"${part}\"")
    math(EXPR at "${at} + ${piece}")
  endwhile()
  math(EXPR bytes "${length} / 2")
  string(APPEND source "\nconst std::string_view ${name}(${literal},\n    ${bytes});\n")
endforeach()
file(SHA256 ${TEMPLATES}/html.css style_hash)
file(SHA256 ${TEMPLATES}/html.js script_hash)
string(APPEND source "\nconst std::string_view kHtmlStyleSha256(\"${style_hash}\");\n")
string(APPEND source "const std::string_view kHtmlScriptSha256(\"${script_hash}\");\n")
string(APPEND source "\n}  // namespace benchgate::report\n")
file(WRITE ${OUTPUT} "${source}")
