"""The HTTP side of the workbench: routes, security, events and jobs."""
