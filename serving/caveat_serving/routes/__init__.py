"""One file per part of the interface; each translates and decides nothing."""
