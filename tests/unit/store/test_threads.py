"""A case read by several threads from the first moment on, as the reading room reads it."""

import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[2]
# Where a thread met a type whose fields another had only begun to look up, the process crashed every third time.
ROUNDS = 12
READERS = """
import sys, threading
import msgspec
from newsroom import Newsroom
from regesta.store.casefile import decode

room = Newsroom()
text = "Ana Silva met Jon Dahl in Lima on 3 May. “We will rebuild the bridge,” Silva said."
report = room.report(text, published="2023-05-04")
silva, dahl = report.person("Ana Silva", "PER"), report.person("Jon Dahl", "NOR")
report.event("met", "CONSULT", [silva], [dahl], when="2023-05-03", place="Lima")
report.says(silva, "We will rebuild the bridge")
report.promise(silva, "rebuild the bridge", when="2023-05-03")
records = [(type(record), msgspec.json.encode(record).decode()) for record in (*room.records, report.document)]
sys.setswitchinterval(1e-7)
together = threading.Barrier(8)

def read(first):
    together.wait()
    for kind, text in records[first:] + records[:first]:
        decode(kind, text)

threads = [threading.Thread(target=read, args=(number % 3,)) for number in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"""


def test_threads_that_all_read_their_first_record_at_once_read_it():
    ended = [
        subprocess.run([sys.executable, "-c", READERS], cwd=TESTS, capture_output=True, text=True)
        for _ in range(ROUNDS)
    ]
    assert [(done.returncode, done.stderr) for done in ended] == [(0, "")] * ROUNDS
