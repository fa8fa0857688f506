"""look.py PAGES OUT: pictures of every report as people meet it, for a person to look at.

PAGES holds what write_pages wrote. Comments are rendered by cmark-gfm with a style sheet like
GitHub's. Prints the height of each picture, and what is wider than its page.
"""

import glob
import html
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from webdriver import Browser  # noqa: E402

COMMENT_STYLE = """
:root { color-scheme: light dark; --text: #1f2328; --page: #fff; --quiet: #59636e;
  --line: #d1d9e0; --code: #818b981f; --link: #0969da; --stripe: #f6f8fa; }
@media (prefers-color-scheme: dark) { :root { --text: #f0f6fc; --page: #0d1117; --quiet: #9198a1;
  --line: #3d444d; --code: #656c7633; --link: #4493f8; --stripe: #151b23; } }
body { margin: 0; padding: 16px; background: var(--page); color: var(--text);
  font: 14px/1.5 "Noto Sans", Helvetica, Arial, sans-serif, "Noto Color Emoji"; }
article { border: 1px solid var(--line); border-radius: 6px; padding: 16px;
  overflow-wrap: break-word; }
article > :first-child { margin-top: 0; } article > :last-child { margin-bottom: 0; }
h2 { font-size: 1.5em; line-height: 1.25; margin: 24px 0 16px; padding-bottom: .3em;
  border-bottom: 1px solid var(--line); }
p, blockquote, ul, ol, table, pre, details { margin: 0 0 16px; }
blockquote { padding: 0 1em; color: var(--quiet); border-left: .25em solid var(--line); }
blockquote p { margin: 0; }
ul, ol { padding-left: 2em; } li + li { margin-top: .25em; }
a { color: var(--link); text-decoration: none; }
code { padding: .2em .4em; font: 85% "Liberation Mono", monospace; white-space: break-spaces;
  background: var(--code); border-radius: 6px; }
h2 code { font-size: inherit; padding: 0 .2em; }
pre { padding: 16px; overflow: auto; font-size: 85%; line-height: 1.45; border-radius: 6px;
  background: var(--stripe); } pre code { padding: 0; background: none; white-space: pre;
  font-size: 100%; }
table { display: block; width: max-content; max-width: 100%; overflow: auto;
  border-collapse: collapse; }
th, td { padding: 6px 13px; border: 1px solid var(--line); }
tr:nth-child(2n) { background: var(--stripe); }
summary { cursor: pointer; }
"""
TERMINAL_STYLE = """
:root { color-scheme: light dark; }
body { margin: 0; padding: 12px; background: Canvas; color: CanvasText; }
pre { font: 14px/1.25 "DejaVu Sans Mono", "Liberation Mono", monospace; margin: 0; }
"""
WIDER = """
  const wide = [...document.querySelectorAll('body *')].filter((one) =>
    one.checkVisibility() && one.tagName !== 'PRE' && one.scrollWidth > one.clientWidth + 1 &&
    getComputedStyle(one).overflowX !== 'visible' && one.clientWidth > 0);
  if (document.documentElement.scrollWidth > innerWidth) wide.unshift(document.documentElement);
  return wide.map((one) => `${one.tagName.toLowerCase()} ${one.scrollWidth - one.clientWidth} px`);
"""


def page(style, body):
    return f'<!DOCTYPE html><meta charset="utf-8"><style>{style}</style>{body}'


def comment(path):
    command = ["cmark-gfm", "--unsafe", "-e", "table", "-e", "autolink", path]
    body = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return page(COMMENT_STYLE, f"<article>{body}</article>")


def terminal(path):
    with open(path, encoding="utf-8") as file:
        return page(TERMINAL_STYLE, f"<pre>{html.escape(file.read())}</pre>")


def prepare(pages, out):
    """(page, name of the picture, widths) of everything."""
    shots = []
    for path in sorted(glob.glob(os.path.join(pages, "*"))):
        name = os.path.basename(path)
        if name.endswith(".html"):
            shots.append((path, "report-" + name[:-5], (1280, 390)))
            continue
        as_html = os.path.join(out, "pages", name + ".html")
        with open(as_html, "w", encoding="utf-8") as file:
            file.write(comment(path) if name.endswith(".md") else terminal(path))
        if name.endswith(".md"):
            shots.append((as_html, "comment-" + name[:-3], (820, 390)))
        else:
            columns = int(name.split(".")[-2])
            shots.append((as_html, "terminal-" + name[:-4], (columns * 9,)))
    return shots


def main():
    pages, out = sys.argv[1:3]
    only = sys.argv[3] if len(sys.argv) > 3 else ""
    os.makedirs(os.path.join(out, "pages"), exist_ok=True)
    with Browser() as browser:
        for path, name, widths in prepare(pages, out):
            if only not in name:
                continue
            for width in widths:
                for colours in ("light", "dark"):
                    browser.set_media(**{"prefers-color-scheme": colours})
                    browser.set_size(width, 800)
                    browser.open(path)
                    browser.screenshot(os.path.join(out, f"{name}-{width}-{colours}.png"))
                height = browser.run("return document.body.scrollHeight")
                print(f"{name} {width} px wide: {height} px high", *browser.run(WIDER))


if __name__ == "__main__":
    main()
