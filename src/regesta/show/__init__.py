"""What a person or a program sees of a case: command line, tables, dossier, export."""
