"""Arithmetic written out digit by digit, the way the model is taught to work before it answers."""

from __future__ import annotations


def add(a: int, b: int) -> str:
    """47 and 35 -> '47+35: 7+5=12 c1 4+3+1=8 =82'."""
    left, right = _columns(a, b)
    steps: list[str] = []
    carry = 0
    for x, y in zip(left, right, strict=True):
        total = x + y + carry
        steps.append(f"{x}+{y}" + ("+1" if carry else "") + f"={total}")
        carry = total // 10
        if carry and len(steps) < len(left):
            steps.append("c1")
    return f"{a}+{b}: {' '.join(steps)} ={a + b}"


def subtract(a: int, b: int) -> str:
    """82 and 35 -> '82-35: 12-5=7 b1 8-3-1=4 =47'; the smaller from the larger when the result is negative."""
    if a < b:
        return f"{a}<{b} {subtract(b, a)} so -{b - a}"
    left, right = _columns(a, b)
    steps: list[str] = []
    borrow = 0
    for x, y in zip(left, right, strict=True):
        lent = 10 if x - y - borrow < 0 else 0
        steps.append(f"{x + lent}-{y}" + ("-1" if borrow else "") + f"={x + lent - y - borrow}")
        borrow = 1 if lent else 0
        if borrow:
            steps.append("b1")
    return f"{a}-{b}: {' '.join(steps)} ={a - b}"


def multiply(a: int, b: int) -> str:
    """23 and 4 -> '23*4: 3*4=12 c1 2*4+1=9 =92'; with two digits below, one line for each and their sum."""
    if b < 10:
        return _multiply_by_digit(a, b)
    if a < 10:
        return f"{a}*{b}: {_multiply_by_digit(b, a)}"
    if b % 10 == 0:
        return f"{a}*{b}: {_multiply_by_digit(a, b // 10)} so {a * b}"
    ones, tens = a * (b % 10), a * (b // 10) * 10
    return (
        f"{a}*{b}: {_multiply_by_digit(a, b % 10)} {_multiply_by_digit(a, b // 10)} so {tens} {add(tens, ones)}"
    )


def divide(a: int, b: int) -> str:
    """85 and 6 -> '85/6: 8/6=1 r2 25/6=4 r1 =14 r1' (long division)."""
    rest = 0
    steps: list[str] = []
    for digit in str(a):
        rest = rest * 10 + int(digit)
        steps.append(f"{rest}/{b}={rest // b} r{rest % b}")
        rest %= b
    return f"{a}/{b}: {' '.join(steps)} ={a // b}" + (f" r{rest}" if rest else "")


def larger(a: int, b: int) -> str:
    """Compare lengths first, then digits from the left."""
    if a == b:
        return f"{a}={b}"
    left, right = str(a), str(b)
    if len(left) != len(right):
        return f"{a} {b}: {len(left)} digits {len(right)} digits"
    at = next(i for i in range(len(left)) if left[i] != right[i])
    same = " ".join(f"{d}={d}" for d in left[:at])
    sign = ">" if left[at] > right[at] else "<"
    return f"{a} {b}: {same + ' ' if same else ''}{left[at]}{sign}{right[at]}"


def _multiply_by_digit(a: int, digit: int) -> str:
    if a < 10:
        return f"{a}*{digit}={a * digit}"
    steps: list[str] = []
    carry = 0
    digits = _columns(a, 0)[0]
    for place, x in enumerate(digits):
        total = x * digit + carry
        steps.append(f"{x}*{digit}" + (f"+{carry}" if carry else "") + f"={total}")
        carry = total // 10
        if carry and place + 1 < len(digits):
            steps.append(f"c{carry}")
    return f"{a}*{digit}: {' '.join(steps)} ={a * digit}"


def _columns(a: int, b: int) -> tuple[list[int], list[int]]:
    """The digits of both, ones first, padded to the same length."""
    width = max(len(str(a)), len(str(b)))
    return [int(d) for d in reversed(str(a).zfill(width))], [int(d) for d in reversed(str(b).zfill(width))]
