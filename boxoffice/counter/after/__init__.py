"""What comes after a sale: a booking is found, looked at, printed anew and given back."""
