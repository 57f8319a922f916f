"""The services a flow's `fetch` calls: `HttpServices(flow.services, os.environ)`."""

from runtime.providers.services.http import HttpServices, pool

__all__ = ["HttpServices", "pool"]
