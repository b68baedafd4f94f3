"""The learning curve is read off what a training printed."""

from __future__ import annotations

from models.spark.curve import points, table

LOG = """9.84M parameters, Plan(minutes=90.0), starting at Progress()
step 50 minutes 1.0 tokens 0.61M loss 3.8430 rate 0.833 tokens/s 5000
step 100 minutes 2.0 tokens 1.23M loss 2.1000 rate 1.000 tokens/s 5000
step 150 minutes 3.0 tokens 1.84M loss 1.5730 rate 1.000 tokens/s 5000
lessons: beyond 0.10 facts 0.50 shell_find 0.40 shell_list 0.60 sums 0.90
step 200 minutes 4.0 tokens 2.46M loss 1.2000 rate 1.000 tokens/s 5000
"""
AGAIN = "step 150 minutes 3.0 tokens 1.84M loss 1.4000 rate 0.500 tokens/s 5000\n"


def test_a_row_about_every_so_many_tokens_and_each_with_scores() -> None:
    assert table(points(LOG), 1.0).splitlines() == [
        "| million tokens | loss | rate | facts | world | identity | program | sums | commands |",
        "|---|---|---|---|---|---|---|---|---|",
        "| 0.6 | 3.843 | 0.83 |  |  |  |  |  |  |",
        "| 1.8 | 1.573 | 1.00 | 50 |  |  |  | 90 | 50 |",
        "| 2.5 | 1.200 | 1.00 |  |  |  |  |  |  |",
    ]


def test_a_training_that_went_back_to_a_checkpoint_is_read_from_there() -> None:
    assert [(point.tokens, point.loss) for point in points(LOG + AGAIN)] == [(0.61, 3.843), (1.23, 2.1), (1.84, 1.4)]
