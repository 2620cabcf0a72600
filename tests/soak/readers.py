"""Readers: connections that ask for page after page, and look for faults in each answer."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from threading import Event, Lock
from time import perf_counter

from tests.soak.pages import PAGES, Asked, states_in

EXAMPLES = 10
PATIENCE = 60


@dataclass
class Tally:
    """What was counted: answers, faults of each kind with examples, broken connections; and the published states.

    `begun` is the state that is published last or just now, `done` the last that was published for sure.
    """

    begun: int = 0
    done: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    examples: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def note(self, what: str, example: str = "") -> None:
        with self.lock:
            self.counts[what] += 1
            if example and len(self.examples) < EXAMPLES:
                self.examples.append(f"{what}: {example}")


class Reader:
    """One who asks now this machine, now that, by connections that are kept open; and what they have of each page."""

    def __init__(self, ports: Sequence[int], tally: Tally, number: int) -> None:
        self.tally = tally
        self.chance = random.Random(number)
        self.connections = [HTTPConnection("127.0.0.1", port, timeout=PATIENCE) for port in ports]
        self.tags: dict[str, str] = {}
        self.seen = 0

    def read(self, stop: Event) -> None:
        """Ask until it is time to stop."""
        while not stop.is_set():
            self.ask(self.chance.choice(PAGES))
        for connection in self.connections:
            connection.close()

    def ask(self, asked: Asked) -> None:
        """Ask for one page and note what is wrong with it; every second time only if it has changed."""
        low, start = max(self.tally.done, self.seen), perf_counter()
        connection = self.chance.choice(self.connections)
        tag = self.tags.get(asked.url) if self.chance.random() < 0.5 else None
        try:
            headers = {"Host": "127.0.0.1", **({"If-None-Match": tag} if tag else {})}
            connection.request("GET", asked.url, headers=headers)
            response = connection.getresponse()
            page = response.read().decode()
        except (OSError, HTTPException):
            # Its worker was killed, or recycled: a browser would ask again.
            connection.close()
            self.tally.note("cut")
            return
        self.tally.seconds.append(perf_counter() - start)
        self.tally.note("answers")
        if response.status == 304 and tag:
            self.tally.note("unchanged")
        elif response.status != 200:
            self.tally.note("non-200", f"{response.status} {asked.url}")
        elif fault := asked.fault(page, low, self.tally.begun):
            self.tally.note(fault, f"{asked.url} between {low} and {self.tally.begun}")
        else:
            self.tags[asked.url] = response.headers["ETag"] or ""
            self.seen = max([self.seen, *states_in(page)])
