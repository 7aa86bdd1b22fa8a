"""What tests of the lake share: small inputs in every format, and toy work that worker processes can import."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import signal
from pathlib import Path

import handmade
from regesta import pipeline
from regesta.lake.columns import COLUMNS
from regesta.lake.engines import Died, Failed, Job
from regesta.records import Document, Skipped
from regesta.run import open_case
from regesta.show.export import export_jsonl
from regesta.store.check import faults
from regesta.store.rows import Filing, rows_of

ROWS = tuple(
    {
        "text": f"On 2021-07-{number % 28 + 1:02}, Dahl met Mensah.\nDahl counted {number} ships off Lomé.\n",
        "title": f"Harbour talks {number}",
        "outlet": "Nordic Courier" if number % 2 else "Lomé Herald",
        "published": f"2021-08-{number % 28 + 1:02}",
    }
    for number in range(40)
)


def toy(document: Document) -> Filing | Skipped:
    """The toy extractor, as the pipeline's `work`."""
    return rows_of(handmade.extract(document))


def deadly(document: Document) -> Filing | Skipped:
    """The same, but a report with the word POISON ends the process."""
    if "POISON" in document.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return toy(document)


def failing(document: Document) -> Filing | Skipped:
    """An error that is no one report's."""
    raise ValueError(f"no way to work on {document.name}")


def jsonl(path: Path, rows=ROWS) -> Path:
    """A JSON lines file of the rows, compressed as its name says."""
    data = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    if path.suffix == ".gz":
        data = gzip.compress(data, mtime=0)
    if path.suffix == ".zst":
        import zstandard

        half = len(data) // 2
        data = b"".join(zstandard.compress(piece) for piece in (data[:half], data[half:]))
    path.write_bytes(data)
    return path


def parquet(path: Path, rows=ROWS, group: int = 7) -> Path:
    """A Parquet file of the rows, in small row groups."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.Table.from_pylist(list(rows)), path, row_group_size=group)
    return path


def page(number: int) -> str:
    """A page as an outlet serves it."""
    row = ROWS[number]
    lines = "".join(f"<p>{line}</p>" for line in row["text"].splitlines())
    return f"<html><head><title>{row['title']}</title></head><body><article>{lines}</article></body></html>"


def warc(path: Path, pages: dict[str, str], *, gzipped: bool = True) -> Path:
    """A web archive: for each page its request, its response, and now and then something that is no page."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=gzipped)

        def add(kind, url, status, content_type, body):
            headers = StatusAndHeaders(status, [("Content-Type", content_type)], protocol="HTTP/1.1")
            if kind == "request":
                headers = StatusAndHeaders("GET / HTTP/1.1", [("Host", "example.org")], is_http_request=True)
            writer.write_record(
                writer.create_warc_record(url, kind, payload=io.BytesIO(body), http_headers=headers)
            )

        add("response", "https://example.org/robots.txt", "200 OK", "text/plain", b"User-agent: *")
        for url, text in pages.items():
            add("request", url, "", "", b"")
            add("response", url, "200 OK", "text/html; charset=utf-8", text.encode())
            add("response", url + "/gone", "404 Not Found", "text/html", b"<p>Nothing here.</p>")
    return path


def contents(lake: Path) -> dict[str, bytes]:
    """Every file of a lake that counts, with its bytes."""
    folders = (*COLUMNS, "parts")
    return {
        str(path.relative_to(lake)): path.read_bytes()
        for folder in folders
        for path in sorted((lake / folder).iterdir())
    }


def read(lake: Path, kind: str) -> list[dict]:
    """The rows of one kind, from all parts."""
    import pyarrow.parquet as pq

    return [row for path in sorted((lake / kind).iterdir()) for row in pq.read_table(path).to_pylist()]


def step_of(job: Job) -> object:
    """The step that a job of linking belongs to."""
    return job.key[0] if isinstance(job.key, tuple) else None


class Here:
    """An engine without processes: jobs run when they are asked for, the last handed over first."""

    def __init__(self, room=1, killer=None):
        self._room, self._jobs, self.done = room, [], []
        self._killer = killer or (lambda job: False)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    @property
    def room(self):
        return self._room - len(self._jobs)

    def submit(self, job: Job):
        self._jobs.append(job)

    def finished(self):
        job = self._jobs.pop()
        self.done.append(job)
        if self._killer(job):
            return [(job, Died("killed by SIGKILL"))]
        try:
            return [(job, job.function(*job.arguments))]
        except Exception as err:  # noqa: BLE001 - as every engine hands errors back
            return [(job, Failed(err))]


def exported(path: Path) -> bytes:
    """The export of a case that is whole, without the times at which it was filed."""
    with open_case(path) as case:
        assert list(faults(case)) == []
        out = io.BytesIO()
        export_jsonl(case, out)
    return re.sub(rb',"added":"[^"]*"', b"", out.getvalue())


def added(path: Path, *inputs: Path) -> bytes:
    """The export of the case that `add` makes of these files."""
    with open_case(path, create=True) as case:
        pipeline.add(case, inputs, workers=1)
    return exported(path)
