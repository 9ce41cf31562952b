"""What a prediction is worth: one file a family of measures, as pure functions and small Scorers over them."""
