"""How a talk is written for Spark: the marks around turns, and the same as a chat template."""

from __future__ import annotations

END_OF_TEXT, START, END = "<|endoftext|>", "<|im_start|>", "<|im_end|>"
THINK, THOUGHT = "<think>", "</think>"
CONTROL = (END_OF_TEXT, START, END)
WORDS = (THINK, THOUGHT)

# The same turns as in training. There is no system turn: Spark never saw one, so what stands there is left out.
CHAT_TEMPLATE = (
    "{%- for message in messages -%}"
    "{%- if message['role'] in ('user', 'assistant') -%}"
    "{{- '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' -}}"
    "{%- endif -%}"
    "{%- endfor -%}"
    "{%- if add_generation_prompt -%}{{- '<|im_start|>assistant\\n' -}}{%- endif -%}"
)


def question(asked: str) -> str:
    return f"{START}user\n{asked}{END}\n{START}assistant\n"
