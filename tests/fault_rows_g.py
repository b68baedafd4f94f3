"""The faults of model files (G01 to G14): the tests that hold each, or why a part of it is none."""

from __future__ import annotations

# Row -> tests, as file::name; a sentence without "::" says what no test here does.
ROWS: dict[str, tuple[str, ...]] = {
    "G01 mutated heads": (
        "test_engine_mutants.py::test_no_prompt_dies_of_fifty_damaged_files",
        "test_models_header.py::test_every_flipped_byte_is_read_or_refused",
        "test_set_aside.py::test_a_file_that_ends_the_engine_is_set_aside_and_the_next_one_answers",
        "100,000 mutants take hours: `python tests/campaigns/mutated_gguf.py --count 100000` tries them"),
    "G02 absurd counts": (
        "test_models_header.py::test_hostile_headers_are_refused_in_a_tenth_of_a_second_and_50_mib",),
    "G03 tensors out of place": (
        "test_models_header.py::test_hostile_headers_are_refused_in_a_tenth_of_a_second_and_50_mib",
        "test_models_header.py::test_tensor_data_larger_than_any_file_is_incomplete_not_read"),
    "G04 keys twice, empty, not text; escapes in names": (
        "test_models_header.py::test_hostile_headers_are_refused_in_a_tenth_of_a_second_and_50_mib",
        "test_models_header.py::test_escape_codes_in_metadata_are_handed_on_for_the_screen_to_show_safely",
        "test_fault_rows_g.py::test_no_escape_code_of_a_model_file_reaches_the_screen"),
    "G05 cut short": (
        "test_models_header.py::test_file_cut_at_every_percent_is_called_incomplete",
        "test_shelf_care.py::test_a_file_cut_short_fails_by_size_and_head"),
    "G06 cut or replaced while loaded": (
        "test_engine_life.py::test_model_file_cut_while_loaded_kills_only_the_worker",
        "test_engine_life.py::test_model_file_replaced_while_loaded_goes_on_answering"),
    "G07 a load that hangs": (
        "test_engine_life.py::test_fifo_named_gguf_is_refused_at_once",
        "test_models_header.py::test_pipe_named_like_a_model_does_not_block",
        "test_engine_life.py::test_worker_that_stops_answering_is_replaced"),
    "G08 more memory than there is": (
        "test_engine_life.py::test_context_beyond_all_memory_is_refused",
        "test_engine_life.py::test_model_that_needs_too_much_memory_is_refused_before_loading",
        "test_engine_life.py::test_death_in_mid_answer_is_noticed_within_a_second_and_text_is_kept",
        "a real lack of memory would end other programs of this machine too; the kernel ends a worker by the same "
        "SIGKILL that the last of these tests sends"),
    "G09 a worker that is taken over": (
        "test_fence.py::test_a_worker_reads_its_model_writes_states_and_is_refused_all_else",
        "test_fence.py::test_every_part_of_a_split_model_and_its_adapters_are_read_and_nothing_beside_them",
        "test_fence.py::test_without_landlock_the_part_runs_all_the_same_and_says_so"),
    "G10 templates that reach for Python": (
        "test_engine_template.py::test_hostile_template_is_replaced_by_a_built_in_one",),
    "G11 templates without end": (
        "test_engine_template.py::test_hostile_template_is_replaced_by_a_built_in_one",
        "test_engine_template.py::test_one_stall_of_the_machine_does_not_cost_the_template",
        "test_chat_templates.py::test_no_template_takes_long_to_compare"),
    "G12 templates that are none": (
        "test_engine_template.py::test_hostile_template_is_replaced_by_a_built_in_one",
        "test_engine_template.py::test_unusable_template_leaves_the_model_usable",
        "test_fault_rows_g.py::test_a_template_that_is_no_text_leaves_the_model_usable"),
    "G13 a changed template": (
        "test_chat_templates.py::test_one_condition_put_into_a_known_template_is_named_and_nothing_else",
        "test_chat_templates.py::test_llm_use_shows_an_odd_template_asks_and_remembers_the_yes",
        "test_chat_templates.py::test_a_model_whose_template_waits_is_not_chosen_by_itself",
        "test_chat_templates.py::test_without_a_terminal_a_notice_is_all"),
    "G14 control tokens in what people write": (
        "test_engine_tokens.py::test_no_control_token_comes_from_content",
        "test_engine_tokens.py::test_templates_that_touch_the_content_forge_nothing"),
}
