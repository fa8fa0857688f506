# For scripts that write files as C++ string literals (include() it).
#
# A compiler accepts at least 65,536 bytes in one literal; longer texts are split into several,
# which it joins again.

# text_literal(RESULT NAME FILE...): the definition of `const std::string_view NAME`, which holds
# the files one behind the other.
function(text_literal result name)
  set(piece 8000)
  set(literal "\n    \"\"")
  set(bytes 0)
  foreach(file IN LISTS ARGN)
    file(READ ${file} hex HEX)
    string(LENGTH "${hex}" length)
    # Hexadecimal escapes, 2 digits a byte: no delimiter that a file could contain, no
    # character that CMake's lists could swallow.
    set(at 0)
    while(at LESS length)
      string(SUBSTRING "${hex}" ${at} ${piece} part)
      string(REGEX REPLACE "(..)" "\\\\x\\1" part "${part}")
      string(APPEND literal "\n    \"${part}\"")
      math(EXPR at "${at} + ${piece}")
    endwhile()
    math(EXPR bytes "${bytes} + ${length} / 2")
  endforeach()
  set(${result} "\nconst std::string_view ${name}(${literal},\n    ${bytes});\n" PARENT_SCOPE)
endfunction()
