"""The commands of `vnportals`, one module each: options in, plain functions called, tables or machine-readable output out."""
