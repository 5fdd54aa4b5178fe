"""Paper: what is printed, the queue that it waits in, and printers of receipts."""
