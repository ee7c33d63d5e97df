"""Writes two sets of texts with a label each, as the documents' tables use them.

    python3 benchmarks/embeddings/texts.py FOLDER

FOLDER/debian.txt: 12,000 descriptions of Debian packages, a line each, from `apt-cache dumpavail`; labels are their sections.
FOLDER/wordnet.txt: 12,000 definitions of WordNet, from Debian's package wordnet-base (apt-get download wordnet-base and
dpkg-deb -x it into FOLDER/wordnet, or install it); labels are WordNet's files, such as noun.food.
"""
import os
import random
import re
import subprocess
import sys

COUNT = 12_000


def write(folder, name, pairs):
    pairs = sorted(set(pairs))
    random.Random(1).shuffle(pairs)
    for ending, part in (('txt', 1), ('labels', 0)):
        with open(os.path.join(folder, f'{name}.{ending}'), 'w') as file:
            file.writelines(pair[part] + '\n' for pair in pairs[:COUNT])


def debian():
    available = subprocess.run(['apt-cache', 'dumpavail'], check=True, capture_output=True, text=True).stdout
    for block in available.split('\n\n'):
        description = re.search(r'^Description(?:-en)?: (.*)$', block, re.M)
        section = re.search(r'^Section: (.*)$', block, re.M)
        if description and section:
            yield section.group(1).split('/')[-1], description.group(1)


def wordnet(folder):
    for part in ('noun', 'verb', 'adj', 'adv'):
        with open(os.path.join(folder, f'data.{part}'), encoding='latin1') as file:
            for line in file:
                if line.startswith('  '):
                    continue
                head, gloss = line.split(' | ', 1)
                definition = gloss.split(';')[0].strip()
                if len(definition) > 10:
                    yield f'{part}.{head.split()[1]}', definition


folder = sys.argv[1]
write(folder, 'debian', debian())
unpacked = os.path.join(folder, 'wordnet/usr/share/wordnet')
write(folder, 'wordnet', wordnet(unpacked if os.path.isdir(unpacked) else '/usr/share/wordnet'))
