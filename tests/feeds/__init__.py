"""Filters, schedules and items seen before."""
