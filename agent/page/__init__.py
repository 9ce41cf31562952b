"""The chat page: a conversation with its sources beside it, in the browser, from this machine alone.

    markup         text → safe HTML: the only place that escapes
    conversation   turns, answers, alerts → HTML        sources, history   the panels beside it → HTML
    asking         one question at work, which can be stopped
    reading        a handler's screens, read in a thread that can be left at once
    handlers       what a click does: `Screen`s from `Conversations`; knows nothing of Gradio
    layout         Gradio's blocks, and which click calls which handler
    serving        the page over HTTP: headers, port, address

Knows `agent.events.Conversations` and nothing of how answers are made.
"""

from __future__ import annotations

import os

# Here, since Gradio and the hub client read them when they are first imported: a page about somebody's health
# reports to nobody, whatever the shell it is started from says.
os.environ.update(GRADIO_ANALYTICS_ENABLED="False", HF_HUB_DISABLE_TELEMETRY="1", DO_NOT_TRACK="1")
