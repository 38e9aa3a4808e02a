"""Courses of a model as a table of text."""

import csv
import io

from contention.runs.model_runs import ModelRun


def table_text(run: ModelRun, draw: int = 0) -> str:
    """CSV with a row for each time: `time`, then a column for each variable, all digits kept."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["time", *run.labels])
    columns = [run.times.tolist(), *(course[:, draw].tolist() for course in run.values)]
    writer.writerows([repr(value) for value in row] for row in zip(*columns, strict=True))
    return stream.getvalue()
