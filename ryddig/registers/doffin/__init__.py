"""Doffin and TED notices: every XML generation from 2012 to today, read into `ryddig.domain.notices.Notice`."""

from ryddig.registers.doffin.read import read_notice

__all__ = ["read_notice"]
