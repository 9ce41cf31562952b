"""How an example becomes a prediction: one file a way. A solver knows the subject's Protocol, and no model or index."""
