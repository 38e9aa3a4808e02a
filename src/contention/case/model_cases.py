"""Cases whose accounts are model files."""

from contention.case.model import Case


def of_model_files(case: Case) -> bool:
    """Whether the accounts of a case are model files, rather than made of claims."""
    return any(account.model is not None for account in case.accounts.values())
