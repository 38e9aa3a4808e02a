"""Parallel work on one machine or on a cluster, behind one interface."""
