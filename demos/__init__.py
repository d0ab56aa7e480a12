"""Demos: a made-up town whose truth is known, and three sets of real data."""
