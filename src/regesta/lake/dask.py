"""The same jobs on a Dask cluster: one that is named by its scheduler's address, or one made here for the run.

What comes in: an address such as "tcp://10.0.0.7:8786", or how many workers to start on this machine.
What goes out: an engine. Each worker needs this version of Regesta and sees input and output under the same paths.

A cluster of somebody else gives a job to another worker when one dies, up to its setting `allowed-failures`
(3), before it calls the job killed; only then do we hear of a death.
"""

from __future__ import annotations

import itertools
import logging
from types import TracebackType
from typing import Any, Self

from regesta.errors import LakeError, MissingExtra
from regesta.lake.engines import Died, Failed, Job, Outcome

try:
    import dask
    from distributed import Client, KilledWorker, LocalCluster, as_completed
    from distributed.client import FutureCancelledError
except ImportError as err:
    raise MissingExtra("--engine dask needs distributed: pip install 'regesta[scale]'") from err

__all__ = ["Cluster"]

# What Dask does beside the work costs a quarter of it here: it looks at what every worker does a hundred times
# a second, and has each give memory back to the system as soon as it is free, only to ask for it again.
LEAN = {
    "distributed.worker.profile.enabled": False,
    "distributed.nanny.pre-spawn-environ": {"MALLOC_TRIM_THRESHOLD_": 1 << 28},
}
# Seconds in which a scheduler has to answer.
PATIENCE = 20
# Jobs handed to a cluster of somebody else, for each thread and at least: an adaptive one grows by what waits.
AHEAD = 2
LEAST = 16


class Cluster:
    """A Dask cluster as an engine."""

    def __init__(self, address: str | None = None, *, workers: int = 1) -> None:
        self._own = None if address else _local(workers)
        try:
            self._client = Client(address or self._own, set_as_default=False, timeout=PATIENCE)
        except OSError as err:
            raise LakeError(f"no Dask scheduler answers at {address} ({err})") from err
        if self._own is not None:
            self._client.wait_for_workers(workers)
        self._jobs: dict[str, Job] = {}
        self._done = as_completed([], loop=self._client.loop)
        self._count = itertools.count()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()
        if self._own is not None:
            self._own.close()

    @property
    def room(self) -> int:
        """How many more jobs should wait at the scheduler."""
        threads: int = sum(self._client.nthreads().values())
        wanted = max(threads, 1) if self._own else max(LEAST, AHEAD * threads)
        return wanted - len(self._jobs)

    def submit(self, job: Job) -> None:
        """Hand a job to the scheduler."""
        key = f"regesta-{next(self._count)}-{job.function.__name__}"
        future = self._client.submit(job.function, *job.arguments, key=key, pure=False)
        self._jobs[key] = job
        self._done.add(future)

    def finished(self) -> list[tuple[Job, Outcome]]:
        """Wait for one job."""
        future = next(self._done)
        job = self._jobs.pop(future.key)
        return [(job, _outcome(future))]


def _outcome(future: Any) -> Outcome:
    if future.status == "finished":
        return future.result()
    dropped = future.status == "cancelled"
    error = None if dropped else future.exception()
    if dropped or isinstance(error, FutureCancelledError):
        return Failed(LakeError("the Dask scheduler is gone, or has dropped the work; run again to go on"))
    if isinstance(error, KilledWorker):
        return Died(f"{error.last_worker} and others before it died")
    return Failed(error if isinstance(error, Exception) else LakeError(repr(error)))


def _local(workers: int) -> LocalCluster:
    with dask.config.set(LEAN):
        return LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            # No page for onlookers, and nobody outside this machine is answered.
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            worker_dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,
            # A death is told at once; whoever handed out the job knows whether to try again.
            scheduler_kwargs={"allowed_failures": 0, "dashboard": False},
        )
