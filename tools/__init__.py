"""Makes what is generated: the reference documents and the embedded sample."""
