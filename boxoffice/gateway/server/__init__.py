"""The gateway as a server: GraphQL over HTTP and WebSocket, and what stands beside it."""
