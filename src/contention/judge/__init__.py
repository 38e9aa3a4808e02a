"""Stage `judge`: contentions, margins, verdicts, hinges and diagnostics."""
