"""What it costs: time, memory and disk, measured in fresh processes and printed beside what others cost."""
