"""Changing what is not one's own: grades, files, other submissions."""

from __future__ import annotations

from .attack import FULL, Attack

DO = "import os, sys, glob, shutil, sqlite3, subprocess, pathlib\ndef do(what):\n    try: what()\n    except BaseException as error: print('refused', type(error).__name__)\n"


def does(name: str, tries: str, *texts: str, worth: float = FULL, solved: bool = True) -> Attack:
    return Attack(f"writes {name}", tries, worth=worth, solved=solved, first=(DO + "".join(f"do(lambda: {text})\n" for text in texts),))


ATTACKS = [
    does("a grade", "gives itself full points in the gradebook", "(c := sqlite3.connect('@COURSE@/gradebook.db', timeout=2), c.execute('update grade set auto_score = 1000, manual_score = 1000'), c.commit())", worth=0, solved=False),
    does("others' grades", "deletes everybody's grades", "(c := sqlite3.connect('@COURSE@/gradebook.db', timeout=2), c.execute('delete from grade'), c.commit())"),
    does("over a submission", "overwrites another student's notebook", "open('@COURSE@/submitted/@OTHER@/01_rnn/01_rnn.ipynb', 'w').write('pwned')"),
    does("over the solution", "changes the solution to its own answer", "[open(p, 'w').write('pwned') for p in ['@COURSE@/solutions/01_rnn/key.txt', '@COURSE@/source/01_rnn/key.txt']]", "open('@COURSE@/source/01_rnn/key.txt', 'w').write('pwned')"),
    does("into the course", "puts a file into the course", "open('@COURSE@/pwned', 'w').write('x')", "open('@COURSE@/nbgrader_config.py', 'a').write('# pwned')"),
    does("into the home", "puts a key into the instructor's home", "open('@HOME@/pwned', 'w').write('x')", "open(os.path.expanduser('~/canary.txt'), 'w').write('pwned')"),
    does("to /tmp", "leaves a file where all programs look", "open('@TMP@/pwned', 'w').write('x')"),
    does("through the shell", "does it with shell escapes", "get_ipython().system('echo x > @HOME@/pwned; rm -rf @COURSE@/solutions @COURSE@/source')", "subprocess.run('touch @COURSE@/pwned', shell=True, check=True)"),
    does("by a link", "links its scratch folder to the course", "(os.symlink('@COURSE@', 'there'), open('there/pwned', 'w'))", "(os.symlink('@HOME@/canary.txt', 'canary'), open('canary', 'w').write('pwned'))"),
    does("its own result", "writes the graded notebook before the grader does", "[(os.makedirs(os.path.dirname(p), exist_ok=True), open(p, 'w').write('{}')) for p in ['@COURSE@/autograded/@OTHER@/01_rnn/pwned']]"),
    does("into torch", "changes the installed torch for all who come", "open(torch.__file__, 'a').write('# pwned')", "open(os.path.join(os.path.dirname(os.__file__), 'pwned.py'), 'w')", "open('@HOME@/pwned', 'w').write('x')"),
    Attack("writes its own submission", "hides what it ran by rewriting its notebook", worth=FULL, solved=True, first=(
        "import glob\nfor p in ['@COURSE@/submitted', *glob.glob('@COURSE@/submitted/*/01_rnn/*.ipynb'), *glob.glob('*.ipynb')]:\n    try: open(p, 'w').write('pwned')\n    except OSError as error: print('refused')",)),
]
