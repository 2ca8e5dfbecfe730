"""The pure core: records, text, dates, numbers, quantities, indicators, identity. No I/O, no clock, no edge imports."""
