"""How fast and in how much memory texts are read: `python -m benchmarks.reading_speed`.

Sentences a second on one core by reader, load time, peak memory, each in a process of its own, on
the labelled passages read one by one as whole documents, and on the short policy sentences; with
`--million`, a million generated sentences by the rules, in 500 files and in two near the limit
of what is read of one file. Prints JSON.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.passage_files import read_passages
from benchmarks.passage_model import PASSAGE_HALVES
from benchmarks.policy_sentences import HALVES, read_half
from contention.corpus.run_corpus import CorpusOptions, read_corpus
from contention.documents.files import document_from_text
from contention.execution.processes import Processes
from contention.extraction.combine import ReaderName, reader_for

READERS: tuple[ReaderName, ...] = ("rules", "model", "both")
TEXTS = ("passages", "sentences")
SEED = 7
IN_A_PARAGRAPH = 8
LEAST_SECONDS = 5.0
_ENDS = ("tolls", "rents", "bus fares", "class sizes", "hospital beds", "arms deliveries",
         "interest rates", "school meals", "peat fires", "court delays", "river levels", "wages",
         "ferry links", "grain prices", "night shifts", "vacancies", "border checks")  # fmt: skip
_FORMS = (
    "Higher {a} led to fewer {b}.",
    "The council of {n} parishes met on a Tuesday in {y} and heard the report on {a}.",
    "Critics argue that {a} would erode {b}, though {c} might soften the blow.",
    "Because {a} fell, {b} rose by {n} per cent in {y}.",
    "Nobody who came to the hearing spoke of {a} or of {b}.",
    "According to the ministry, over {n},000 families were waiting for {b} in {y}.",
    "This was not a response to {a}; it was meant to protect {b} and {c}.",
    "The chapter on {a} runs to {n} pages and names every village by the river.",
)


def generated(number: int, draw: random.Random) -> Iterator[str]:
    """Sentences of eight forms about seventeen subjects; half of them say what causes what."""
    for _ in range(number):
        a, b, c = draw.sample(_ENDS, 3)
        form = draw.choice(_FORMS)
        yield form.format(a=a, b=b, c=c, n=draw.randint(2, 97), y=draw.randint(1990, 2024))


def _text(sentences: Sequence[str]) -> str:
    parts = range(0, len(sentences), IN_A_PARAGRAPH)
    return "\n\n".join(" ".join(sentences[at : at + IN_A_PARAGRAPH]) for at in parts)


def _peak(who: int = resource.RUSAGE_SELF) -> float:
    """Megabytes at most so far; of the largest single child for RUSAGE_CHILDREN."""
    return round(resource.getrusage(who).ru_maxrss / 1024, 1)


def texts_of(what: str) -> list[str]:
    """`passages`, each a text, or `sentences`, all in one."""
    if what == "sentences":
        return ["\n\n".join(gold.text for half in HALVES for gold in read_half(half))]
    return [
        " ".join(passage.sentences) for half in PASSAGE_HALVES for passage in read_passages(half)
    ]


def measure(name: ReaderName, what: str) -> dict[str, float]:
    """One reader on one core, on labelled texts over and over."""
    texts = texts_of(what)
    started = time.perf_counter()
    reader = reader_for(name)
    reader.find(document_from_text("Higher tolls led to fewer cars."))
    loaded = time.perf_counter() - started
    read, sentences, began, cpu = 0, 0, time.perf_counter(), time.process_time()
    while time.perf_counter() - began < LEAST_SECONDS or read < len(texts):
        document = document_from_text(texts[read % len(texts)])
        reader.find(document)
        sentences += len(document.sentences)
        read += 1
    return {
        "load_seconds": round(loaded, 3),
        "sentences": sentences,
        "sentences_per_second": round(sentences / (time.perf_counter() - began), 1),
        "sentences_per_cpu_second": round(sentences / (time.process_time() - cpu), 1),
        "peak_memory_mb": _peak(),
    }


def corpus(sentences: int, files: int, workers: int) -> dict[str, float | int]:
    """A generated corpus, from files to tables, by the rules."""
    draw = random.Random(SEED)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = folder / "texts"
        texts.mkdir()
        for number in range(files):
            text = _text(list(generated(sentences // files, draw)))
            (texts / f"{number:05}.txt").write_text(text, "utf-8")
        started = time.perf_counter()
        result = read_corpus(
            [texts], folder / "out", Processes(workers), CorpusOptions("rules"), lambda *_: None
        )
        seconds = time.perf_counter() - started
        size = sum(each.stat().st_size for each in (folder / "out").glob("*.*"))
    return {
        "sentences": result.totals.sentences, "files": files, "workers": workers,
        "claims": result.totals.claims, "figures": result.totals.figures,
        "problems": len(result.problems), "seconds": round(seconds, 1),
        "sentences_per_second": round(result.totals.sentences / seconds, 1),
        "peak_memory_mb": _peak(), "peak_memory_worker_mb": _peak(resource.RUSAGE_CHILDREN),
        "tables_mb": round(size / 1e6, 1),
    }  # fmt: skip


def _apart(*arguments: str) -> dict[str, float]:
    """A measurement in a process of its own, so that peaks are not those of others."""
    command = [sys.executable, "-m", "benchmarks.reading_speed", *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what the command line asks for and print it."""
    parser = argparse.ArgumentParser(prog="benchmarks.reading_speed", description=__doc__)
    parser.add_argument("--million", action="store_true", help="a million sentences, too")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", nargs=2, metavar=("READER", "TEXTS"),
                        help="one reader, in this process, on passages or sentences")  # fmt: skip
    parser.add_argument("--corpus", nargs=2, type=int, metavar=("SENTENCES", "FILES"),
                        help="a generated corpus, in this process")  # fmt: skip
    options = parser.parse_args(arguments)
    if options.only:
        name, what = options.only
        shown: object = measure(name, what)
    elif options.corpus:
        sentences, files = options.corpus
        shown = corpus(sentences, files, options.workers)
    else:
        results: dict[str, object] = {
            f"{name}, {what}": _apart("--only", name, what) for name in READERS for what in TEXTS
        }
        if options.million:
            workers = ("--workers", str(options.workers))
            results["million in 500 files"] = _apart("--corpus", "1000000", "500", *workers)
            results["million in 2 files"] = _apart("--corpus", "1000000", "2", *workers)
        shown = results
    print(json.dumps(shown, indent=1))


if __name__ == "__main__":
    main()
