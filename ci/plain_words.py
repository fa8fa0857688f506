#!/usr/bin/env python3
"""Finds sentences that readers stumble over, in pages, templates and the texts of the tool.

    ci/plain_words.py FILE...

Three things are checked, in Markdown, templates and the string literals of C++ files:

  banned words      phrases that have a plain counterpart: the message says which
  riddle openings   a clause in the place of a noun: "What could not be settled is inconclusive"
  long sentences    more than 30 words, in paragraphs of Markdown and in help texts (cli/)

Code, links' targets, quoted output and headings are left out. A page may quote a bad example
between <!-- plain words: off --> and <!-- plain words: on -->.

Exit codes: 0 clean, 1 findings, 2 usage.
"""

import pathlib
import re
import sys

LONGEST = 30  # words in a sentence

BANNED = {
    r"\bgate (?:is|stays|remains|was) (?:open|closed)\b": "say whether it blocks merging or passes",
    r"\b(?:closes?|closed|closing|opens?) (?:the|a) gate\b": "blocks merging",
    r"\bcloses? nothing\b": "does not block merging",
    r"\bchange of nothing\b": "unchanged code",
    r"\bcoin\b": "random seed, or random order",
    r"\bwrong with (?:the|this) comparison\b": "problems",
    r"\bno news any longer\b": "is no longer reported",
    r"\bclocks? on the wall\b": "wall-clock time",
    r"\bmend(?:s|ed|ing)?\b": "fix",
    r"\blest\b": "so that ... not",
    r"\bbut for the\b": "except for the",
    r"\bthereof\b|\bwhereby\b|\bhitherto\b": "an ordinary word",
    r"\bhas (?:an|the) eye on\b": "watches",
    r"\bhad (?:its|their) turn\b": "was measured",
}

OPENINGS = re.compile(
    r"^(?:What|Whatever|Who|Whoever|Whose)\b(?!.*\?$)"
    r"|^Of (?:a|an|the|it|all|any|each|every|both|one|two|several|this|these|those|other|before)\b"
    r"|^That (?:a|an|the|it|its|they|there|this|these|two|no|one|nobody|nothing|which)\b"
    r"|^Where (?!.*\?$)"
    r"|^(?:Beside|Should|Were|Lest)\b(?!.*\?$)"
)

OFF = re.compile(r"<!-- plain words: off -->.*?<!-- plain words: on -->", re.DOTALL)
# A full stop ends a sentence where a space and a capital, a quote, a link or code follow.
END = re.compile(r"(?<=[.!?])[)\"”*]*\s+(?=[A-Z\"“(`\[*0-9]|benchgate\b)")
ABBREVIATIONS = re.compile(r"\b(e\.g|i\.e|et al|vs|approx|Dr|St|no|cf|J|Pharmacokinet|Biopharm)\.", re.IGNORECASE)


def blank(match):
    """Spaces in the place of a match, so that lines keep their numbers."""
    return re.sub(r"[^\n]", " ", match[0])


def keeps_lines(word):
    return lambda match: word + "\n" * match[0].count("\n")


def without_code(text):
    text = OFF.sub(blank, text)
    text = re.sub(r"^( *)(```|~~~).*?^ *\2 *$", blank, text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"<!--.*?-->", blank, text, flags=re.DOTALL)
    text = re.sub(r"^(?: {4}|\t)(?![-*\d ]).*$", blank, text, flags=re.MULTILINE)
    text = re.sub(r"``[^`]+``|`[^`]+`", keeps_lines("`code`"), text)
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", keeps_lines(""), text)
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)


def markdown_paragraphs(text):
    """(line, text, is it prose) of each paragraph, list item and table cell."""
    paragraph, began = [], 0
    for number, line in enumerate([*without_code(text).splitlines(), ""], start=1):
        plain = line.strip()
        is_item = re.match(r"(?:[-*+]|\d+[.)]) +", plain)
        is_table, is_heading = plain.startswith("|"), plain.startswith("#")
        if paragraph and (not plain or is_item or is_table or is_heading):
            yield began, " ".join(paragraph), True
            paragraph = []
        if is_table:
            for cell in plain.strip("|").split("|"):
                yield number, cell.strip(), False
        elif plain and not is_heading:
            began = began if paragraph else number
            paragraph.append(plain[is_item.end() :] if is_item else plain)


STRINGS = re.compile(
    r'(?://[^\n]*|/\*.*?\*/|\'(?:\\.|[^\'\\\n])\'|(?P<text>(?:R"\w*\(.*?\)\w*"|"(?:\\.|[^"\\\n])*")'
    r'(?:\s*(?:R"\w*\(.*?\)\w*"|"(?:\\.|[^"\\\n])*"))*))',
    re.DOTALL,
)
PIECE = re.compile(r'R"\w*\((.*?)\)\w*"|"((?:\\.|[^"\\\n])*)"', re.DOTALL)


def source_paragraphs(text):
    """(line, text, is it prose) of each paragraph in a string literal of C++; adjacent literals are one."""
    for match in STRINGS.finditer(text):
        if match["text"] is None:
            continue
        whole = "".join(raw or plain.replace(r"\n", "\n").replace(r"\"", '"')
                        for raw, plain in PIECE.findall(match["text"]))
        line = text.count("\n", 0, match.start()) + 1
        for paragraph in re.split(r"\n\s*\n|\n(?=  )|\n(?:\.\w.*\n)+", whole):
            if len(paragraph.split()) > 2 and not re.match(r"\s{2}|Examples?:", paragraph):
                yield line, " ".join(re.sub(r"`[^`]+`", "`code`", paragraph).split()), True


def template_paragraphs(text):
    """(line, text, is it prose) of each line of a template, without its markup."""
    text = re.sub(r"\{\{!.*?\}\}", blank, text, flags=re.DOTALL)
    text = re.sub(r"<(style|script)\b.*?</\1>|<[^>]*>|\{\{[^}]*\}\}", blank, text, flags=re.DOTALL)
    for number, line in enumerate(text.splitlines(), start=1):
        yield number, line.strip(), False


def sentences(text):
    for sentence in END.split(ABBREVIATIONS.sub(r"\1", text)):
        yield sentence.strip(" *_(\"“")


def words(sentence):
    return len(re.findall(r"[\w`][\w`'’./:%+-]*", sentence))


def complaints(paragraph, limit_length):
    for phrase, instead in BANNED.items():
        found = re.search(phrase, paragraph, re.IGNORECASE)
        if found:
            yield f'"{found[0]}": {instead}'
    for sentence in sentences(paragraph):
        if OPENINGS.match(sentence):
            yield f'begin with the subject: "{sentence[:60]}"'
        if limit_length and words(sentence) > LONGEST:
            yield f'{words(sentence)} words in one sentence: "{sentence[:60]}"'


def findings(name, text):
    """(line, complaint) for one file; its name says how it is read."""
    path = pathlib.PurePath(name)
    if path.suffix == ".md":
        paragraphs, limit = markdown_paragraphs(text), True
    elif path.suffix in (".cc", ".h"):
        paragraphs, limit = source_paragraphs(text), "cli" in path.parts
    else:
        paragraphs, limit = template_paragraphs(text), False
    for line, paragraph, is_prose in paragraphs:
        for complaint in complaints(paragraph, limit and is_prose):
            yield line, complaint


def main(names):
    if not names or names[0].startswith("-"):
        print(__doc__, file=sys.stderr)
        return 2
    count = 0
    for name in names:
        for line, complaint in findings(name, pathlib.Path(name).read_text(encoding="utf-8")):
            print(f"{name}:{line}: {complaint}")
            count += 1
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
