"""What the tests of README.md need to know of Markdown: fenced blocks, tables, links, code spans."""

import dataclasses
import re

NOT_RUN = re.compile(r"<!-- not run by the tests:(?P<reason>.*)-->")
FENCE = re.compile(r"^```(?P<language>\w*)\s*$")
LINK = re.compile(r"!?\[(?:[^\]\\]|\\.|\[[^\]]*\])*\]\(\s*<?(?P<target>[^)\s>]+)")


class MarkdownError(Exception):
    pass


@dataclasses.dataclass(frozen=True)
class Block:
    language: str
    line: int  # of the opening fence, from 1
    text: str
    not_run_because: str | None  # of the comment above it


def _reason_above(lines, index):
    above = index - 1
    while above >= 0 and not lines[above].strip():
        above -= 1
    match = NOT_RUN.fullmatch(lines[above].strip()) if above >= 0 else None
    if match is None:
        return None
    reason = match["reason"].strip()
    if not reason:
        raise MarkdownError(f"line {above + 1}: give the reason why the block is not run")
    return reason


def blocks(text):
    """All fenced blocks, in order."""
    lines = text.splitlines()
    found = []
    opened = None
    for index, line in enumerate(lines):
        fence = FENCE.match(line)
        if opened is None and fence:
            opened = index
        elif opened is not None and line.rstrip() == "```":
            found.append(
                Block(
                    language=FENCE.match(lines[opened])["language"],
                    line=opened + 1,
                    text="\n".join(lines[opened + 1 : index]) + "\n",
                    not_run_because=_reason_above(lines, opened),
                )
            )
            opened = None
    if opened is not None:
        raise MarkdownError(f"line {opened + 1}: this block is never closed")
    return found


def prose(text):
    """The text without its fenced blocks; lines keep their numbers."""
    kept = []
    inside = False
    for line in text.splitlines():
        is_fence = line.startswith("```")
        kept.append("" if inside or is_fence else line)
        inside = inside != is_fence
    return "\n".join(kept)


def links(text):
    """(line, target) of every link and picture."""
    without_comments = re.sub(
        r"<!--.*?-->", lambda comment: "\n" * comment[0].count("\n"), prose(text), flags=re.DOTALL
    )
    without_code = re.sub(r"`[^`\n]*`", "", without_comments)
    for match in LINK.finditer(without_code):
        yield without_code.count("\n", 0, match.start()) + 1, match["target"]


def code_spans(text):
    return [" ".join(span.split()) for span in re.findall(r"`([^`]+)`", prose(text))]


def section(text, heading):
    """The lines under a heading, up to the next of its level or higher."""
    level = len(heading) - len(heading.lstrip("#"))
    lines = text.splitlines()
    if heading not in lines:
        raise MarkdownError(f"there is no heading {heading!r}")
    start = lines.index(heading) + 1
    end = next(
        (
            index
            for index in range(start, len(lines))
            if re.match(rf"#{{1,{level}}} ", lines[index])
        ),
        len(lines),
    )
    return "\n".join(lines[start:end])


def table_rows(text):
    """The cells of a table's rows, without its head."""
    rows = [line.strip().strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def anchors(text):
    """What GitHub calls the headings of a page."""
    names = set()
    for line in prose(text).splitlines():
        heading = re.match(r"#+ +(.*)", line)
        if heading:
            plain = re.sub(r"[^\w\- ]", "", heading[1].lower())
            names.add(plain.replace(" ", "-"))
    return names
