"""The faults of running commands (X01 to X14): the tests that hold each, or why a part of it is none."""

from __future__ import annotations

# Row -> tests, as file::name; a sentence without "::" says what no test here does.
ROWS: dict[str, tuple[str, ...]] = {
    "X01 dangerous commands": (
        "test_fault_rows_x.py::test_no_dangerous_or_disguised_command_runs_without_the_key_y",
        "test_fault_rows_x.py::test_without_a_terminal_a_dangerous_proposal_ends_with_status_6_and_the_folder_is_whole",
        "test_consent.py::test_the_default_of_every_dangerous_proposal_is_no",
        "test_risk.py::test_dangerous_commands_are_called_dangerous",
        "1,000 of each take a minute: `python tests/campaigns/danger.py` tries them"),
    "X02 in chains, substitutions, here-documents, eval": (
        "test_risk.py::test_no_disguise_makes_a_dangerous_command_harmless",
        "test_risk.py::test_what_is_not_certain_to_read_only_is_never_called_so",
        "test_fault_rows_x.py::test_no_dangerous_or_disguised_command_runs_without_the_key_y"),
    "X03 harmless programs that run others": (
        "test_risk.py::test_ways_round_a_plain_look_are_dangerous",
        "test_risk.py::test_what_is_not_certain_to_read_only_is_never_called_so",
        "test_risk.py::test_find_that_may_run_anything_else_is_not_read_only"),
    "X04 answers that are no yes": (
        "test_repl_terminal.py::test_only_a_typed_yes_is_consent",
        "test_repl_terminal.py::test_what_was_typed_before_the_question_is_no_answer",
        "test_consent.py::test_anything_but_the_key_is_no"),
    "X05 shown is what runs": (
        "test_repl_terminal.py::test_the_question_shows_all_of_the_command_and_nothing_else",
        "test_consent.py::test_yes_returns_exactly_what_was_shown",
        "test_consent.py::test_no_command_writes_a_line_of_its_own_into_what_is_said_about_it",
        "test_fault_rows_x.py::test_nothing_that_is_said_of_a_command_can_write_a_line_of_its_own"),
    "X06 changed after it was shown": (
        "test_consent.py::test_what_changed_after_it_was_shown_is_asked_about_again",
        "test_consent.py::test_every_way_of_naming_a_file_binds_its_contents"),
    "X07 always allow": (
        "test_fault_rows_x.py::test_there_is_no_always_and_the_same_command_is_asked_about_every_time",
        "test_suggesting.py::test_what_was_changed_is_suggested_first_next_time_and_still_asked_about"),
    "X08 a document that says what to run": (
        "test_conversation.py::test_a_command_after_reading_a_file_says_what_was_read",
        "test_conversation.py::test_a_command_after_resume_still_says_what_was_read"),
    "X09 private files": (
        "test_risk.py::test_reading_everything_below_a_persons_folder_says_that_private_files_are_there",
        "test_fault_rows_x.py::test_a_command_that_sends_a_private_file_away_is_dangerous",
        "no link of an answer is ever fetched: there is no code that would"),
    "X10 untrusted text and a command in one turn": (
        "test_conversation.py::test_a_command_in_an_answer_is_offered_and_runs_only_after_yes",),
    "X11 output without end, children, input": (
        "test_consent.py::test_output_is_capped_and_says_so",
        "test_consent.py::test_time_is_limited_and_the_whole_group_ends",
        "test_consent.py::test_what_a_command_leaves_running_is_ended",
        "test_consent.py::test_a_command_reads_nothing_and_has_no_terminal",
        "test_consent.py::test_a_background_process_that_never_stops_writing_does_not_hold_the_prompt"),
    "X12 Ctrl-C at every place": (
        "test_repl_terminal.py::test_ctrl_c_at_a_question_runs_nothing",
        "test_consent.py::test_closing_interrupts_the_command",
        "test_conversation.py::test_leaving_an_answer_half_way_keeps_what_came"),
    "X13 out of the sandbox": (
        "test_trial_run.py::test_nothing_outside_the_copy_is_written_and_nobody_else_is_reached",
        "test_trial_run.py::test_a_full_path_leads_to_the_copy_or_the_person_is_told",
        "test_trial_run.py::test_where_the_kernel_cannot_hold_back_there_is_no_trial"),
    "X14 our own file tools": (
        "test_files_change.py::test_what_is_replaced_is_shown_as_a_difference_or_as_sizes",
        "test_files_change.py::test_a_line_does_what_it_says_and_a_later_session_undoes_it",
        "test_files_change.py::test_delete_shows_what_goes_and_takes_the_link_never_its_target",
        "test_trial_run.py::test_a_yes_does_exactly_that_and_undo_takes_all_of_it_back"),
}
