"""The services in one process under a seeded scheduler and virtual time: any run can be lived
through again."""
