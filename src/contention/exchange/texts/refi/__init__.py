"""REFI-QDA 1.5: projects (`.qdpx`) and codebooks (`.qdc`) of NVivo, MAXQDA, ATLAS.ti, QualCoder."""
