"""Box Office: sell cinema seats, and run the cinema that sells them."""

__version__ = "0.1.0"
