"""Every check of a case, in the order in which they run; a new check is listed here."""

from collections.abc import Callable

from contention.case.checks.accounts import check_accounts
from contention.case.checks.actions import check_actions
from contention.case.checks.conditions import check_conditions
from contention.case.checks.documents import check_documents
from contention.case.checks.expressions import check_expressions
from contention.case.checks.factors import check_factors
from contention.case.checks.links import check_links
from contention.case.checks.model_files import check_model_files
from contention.case.checks.quotes import check_quotes
from contention.case.checks.spans import check_spans
from contention.case.convert.converter import Converter
from contention.case.model import Case

CHECKS: tuple[Callable[[Converter, Case], None], ...] = (
    check_factors,
    check_model_files,
    check_spans,
    check_actions,
    check_links,
    check_conditions,
    check_expressions,
    check_accounts,
    check_documents,
    check_quotes,
)
