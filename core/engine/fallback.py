"""Chat forms by family, for models whose own template is missing or broken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.words.values import Message, Role


@dataclass(frozen=True, slots=True)
class Form:
    """How a family writes turns; `{}` stands for the text. Without a system turn it goes before the first question."""

    name: str
    marks: tuple[str, ...]
    user: str
    assistant: str
    opening: str
    system: str = ""
    begin: str = ""
    stop: tuple[str, ...] = ()


_FORMS = (
    Form("chatml", ("<|im_start|>", "<|im_end|>"), "<|im_start|>user\n{}<|im_end|>\n",
         "<|im_start|>assistant\n{}<|im_end|>\n", "<|im_start|>assistant\n", "<|im_start|>system\n{}<|im_end|>\n"),
    Form("llama 3", ("<|start_header_id|>", "<|eot_id|>"),
         "<|start_header_id|>user<|end_header_id|>\n\n{}<|eot_id|>",
         "<|start_header_id|>assistant<|end_header_id|>\n\n{}<|eot_id|>",
         "<|start_header_id|>assistant<|end_header_id|>\n\n",
         "<|start_header_id|>system<|end_header_id|>\n\n{}<|eot_id|>", "<|begin_of_text|>"),
    Form("gemma", ("<start_of_turn>", "<end_of_turn>"), "<start_of_turn>user\n{}<end_of_turn>\n",
         "<start_of_turn>model\n{}<end_of_turn>\n", "<start_of_turn>model\n", begin="<bos>"),
    Form("phi", ("<|user|>", "<|assistant|>", "<|end|>"), "<|user|>\n{}<|end|>\n", "<|assistant|>\n{}<|end|>\n",
         "<|assistant|>\n", "<|system|>\n{}<|end|>\n"),
    Form("zephyr", ("<|user|>", "<|assistant|>"), "<|user|>\n{}</s>\n", "<|assistant|>\n{}</s>\n", "<|assistant|>\n",
         "<|system|>\n{}</s>\n"),
    Form("mistral", ("[INST]", "[/INST]"), "[INST] {} [/INST]", " {}</s>", "", begin="<s>"),
)
_PLAIN = Form("plain", (), "### User:\n{}\n\n", "### Assistant:\n{}\n\n", "### Assistant:\n", "### System:\n{}\n\n",
              stop=("\n### User:", "\n### System:"))


def form_for(specials: frozenset[str]) -> Form:
    """Return the form whose marks the vocabulary has as tokens."""
    return next((form for form in _FORMS if all(mark in specials for mark in form.marks)), _PLAIN)


def render(form: Form, messages: Sequence[Message], clean: Callable[[str], str], *, opening: bool) -> str:
    """Write a conversation in a form; `clean` makes each text safe to stand among marks."""
    parts = [form.begin]
    system = ""
    for message in messages:
        text = clean(message.text)
        if message.role is Role.SYSTEM and form.system:
            parts.append(form.system.replace("{}", text))
        elif message.role is Role.SYSTEM:
            system += text + "\n\n"
        elif message.role is Role.USER:
            parts.append(form.user.replace("{}", system + text))
            system = ""
        else:
            parts.append(form.assistant.replace("{}", text))
    return "".join(parts) + (form.opening if opening else "")
