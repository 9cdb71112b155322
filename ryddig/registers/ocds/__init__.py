"""OCDS 1.1 packages: releases and records read as they are, with their faults told and never repaired."""

from ryddig.registers.ocds.package import read_package
from ryddig.registers.ocds.shapes import Award, Contract, Package, Party, Period, Release

__all__ = ["Award", "Contract", "Package", "Party", "Period", "Release", "read_package"]
