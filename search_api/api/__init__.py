"""The routes for programs: JSON in one shape, cursor pages, problem+json errors."""
