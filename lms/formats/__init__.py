"""How days and hours are written, where the framework does it otherwise than our pages."""
