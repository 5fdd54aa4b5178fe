"""What is sold beside seats at a counter: snacks, bundles, deposits, and the firm that pays."""
