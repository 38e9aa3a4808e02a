"""Turn a political argument into a model that runs, and find the sentences it hinges on."""

__version__ = "0.1.0"
