"""Distillation: a teacher writes grounded answers, those that can be verified are kept, and a student learns from them."""
