"""Rated: a reader that learns, on the spot, how customers' own words go with their own ratings, in any language."""

from standout.text.rated.features import features
from standout.text.rated.predicted import ENOUGH, Predicted, fit_predict

__all__ = ["ENOUGH", "Predicted", "features", "fit_predict"]
