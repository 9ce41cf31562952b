"""Osler as an OpenAI-compatible endpoint: a chat's messages in, an answer with its sources out; nothing is kept.

    requests    a request's JSON → question and past      fleeting   a conversation that lasts for one answer
    wording     events → the text of a reply              replies    reply, chunk, error → JSON as OpenAI has it
    asking      one question at work, read by the loop    app        the paths over HTTP
    running     port, address, beginning and end

Knows `agent.events.Conversations` and nothing of how answers are made.
"""
