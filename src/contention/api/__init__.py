"""What `import contention` offers, and what the command line is built on."""
