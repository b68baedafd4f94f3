"""The worker dies, hangs and is replaced; the prompt lives on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from build_gguf import build

from core.engine.engine import ChatOptions, Engine, LoadOptions
from core.engine.process import Keeper
from core.engine.random_model import make_words
from core.engine.spawn import command
from core.store.landlock import Fence
from core.words.errors import BrokenFile, DoesNotFit, EngineDied, LuciferError, UsageError
from core.words.values import Message, Role

pytestmark = pytest.mark.model

HI = [Message(Role.USER, "hi")]
REPO = Path(__file__).resolve().parent.parent


def wait_for(fact: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not fact():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.01)


def text_of(engine: Engine, **options: int) -> str:
    reply = engine.chat(HI, ChatOptions(temperature=0, **options))
    list(reply)
    return reply.text


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    build(folder / "one.gguf", says=["first", " model"])
    build(folder / "two.gguf", says=["second", " model"])
    build(folder / "endless.gguf", chain=True)
    return folder


@pytest.fixture
def engine() -> Iterator[Engine]:
    engine = Engine()
    yield engine
    engine.close()


def test_nothing_is_started_before_it_is_needed(engine: Engine) -> None:
    assert engine.state == "off" and engine.worker_pid is None


def test_a_job_given_up_before_its_turn_is_left_out_and_the_next_one_is_done() -> None:
    keeper = Keeper()
    gate = threading.Event()
    first = keeper.submit(gate.wait)
    given_up = keeper.submit(lambda: "never")
    assert given_up.cancel()
    gate.set()
    assert first.result(20) and keeper.submit(lambda: "done").result(20) == "done"


def test_closing_while_a_model_loads_leaves_an_engine_that_can_load(engine: Engine, folder: Path) -> None:
    for _ in range(5):
        engine.load_soon(LoadOptions(folder / "one.gguf"))
        engine.close()
    assert engine.load(LoadOptions(folder / "two.gguf")).name


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_worker_gets_no_secret_of_the_environment(engine: Engine, folder: Path,
                                                      monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HF_TOKEN", "AWS_ACCESS_KEY_ID", "OPENAI_KEY", "DATABASE_URL", "SSH_AUTH_SOCK", "GITHUB_PAT"):
        monkeypatch.setenv(name, "canary-7131")
    engine.load(LoadOptions(folder / "one.gguf"))
    assert b"canary-7131" not in Path(f"/proc/{engine.worker_pid}/environ").read_bytes()


def test_load_soon_is_waited_for(engine: Engine, folder: Path) -> None:
    engine.start()
    engine.load_soon(LoadOptions(folder / "one.gguf"))
    assert engine.state == "loading"
    assert text_of(engine) == "first model"
    assert engine.state == "ready"


def workers() -> set[int]:
    """The workers this process has, those of other tests' engines included."""
    return {child.pid for child in psutil.Process().children() if "core.engine.worker" in " ".join(child.cmdline())}


def test_swap_replaces_the_model_and_leaves_one_worker(engine: Engine, folder: Path) -> None:
    before = workers()
    for name in ("one", "two", "one", "two"):
        engine.load(LoadOptions(folder / f"{name}.gguf"))
    assert text_of(engine) == "second model"
    assert workers() - before == {engine.worker_pid}


@pytest.mark.parametrize("damage", ["empty", "cut", "text", "missing", "aborts"])
def test_failed_swap_keeps_the_old_model(engine: Engine, folder: Path, tmp_path: Path, damage: str) -> None:
    engine.load(LoadOptions(folder / "one.gguf"))
    bad = tmp_path / "bad.gguf"
    data = (folder / "two.gguf").read_bytes()
    if damage == "aborts":  # llama.cpp asserts that no two tokens have the same text
        texts = list(make_words("bpe", 0).texts)
        build(bad, metadata={"tokenizer.ggml.tokens": [*texts[:-1], texts[-2]]})
    elif damage != "missing":
        bad.write_bytes({"empty": b"", "cut": data[:len(data) // 2], "text": b"<html>" * 99}[damage])
    with pytest.raises(LuciferError):
        engine.load(LoadOptions(bad))
    assert engine.loaded is not None and engine.loaded.name == "one"
    assert text_of(engine) == "first model"


def test_model_that_needs_too_much_memory_is_refused_before_loading(engine: Engine, folder: Path) -> None:
    with pytest.raises(DoesNotFit):
        engine.load(LoadOptions(folder / "one.gguf", memory_limit_bytes=10_000_000))


def test_a_quantised_context_without_flash_attention_is_refused_with_both_settings_named(
        engine: Engine, folder: Path, tmp_path: Path) -> None:
    engine.load(LoadOptions(folder / "one.gguf"))
    wide = build(tmp_path / "wide.gguf", width=128)  # a quantised block is 32 values of a head
    with pytest.raises(UsageError, match=r"kv_type q8_0.*flash_attention") as refused:
        engine.load(LoadOptions(wide, kv_type="q8_0", flash_attention=False))
    assert refused.value.hint == "`config set flash_attention auto` or `config set kv_type f16`"
    assert text_of(engine) == "first model"
    assert engine.load(LoadOptions(wide, kv_type="bf16", flash_attention=False)).name == "wide"
    assert engine.load(LoadOptions(wide, kv_type="q8_0")).name == "wide"


def test_context_beyond_all_memory_is_refused(engine: Engine, folder: Path) -> None:
    engine.load(LoadOptions(folder / "one.gguf"))
    with pytest.raises(DoesNotFit):
        engine.load(LoadOptions(folder / "two.gguf", context=1 << 30))
    assert text_of(engine) == "first model"


def test_fifo_named_gguf_is_refused_at_once(engine: Engine, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.gguf")
    begun = time.monotonic()
    with pytest.raises(BrokenFile):
        engine.load(LoadOptions(tmp_path / "pipe.gguf"))
    assert time.monotonic() - begun < 2


def test_death_in_mid_answer_is_noticed_within_a_second_and_text_is_kept(engine: Engine, folder: Path) -> None:
    engine.load(LoadOptions(folder / "endless.gguf"))
    reply = engine.chat(HI, ChatOptions(temperature=0))
    iterator = iter(reply)
    next(iterator)
    pid = engine.worker_pid
    assert pid is not None
    begun = time.monotonic()
    os.kill(pid, signal.SIGKILL)
    with pytest.raises(EngineDied, match="SIGKILL"):
        list(iterator)
    assert time.monotonic() - begun < 1
    assert reply.text.startswith(" ba") and reply.stop == "cancelled"
    assert text_of(engine, max_tokens=2) != ""


def test_death_between_answers_restarts_silently_with_a_notice(engine: Engine, folder: Path) -> None:
    engine.load(LoadOptions(folder / "one.gguf"))
    old = engine.worker_pid
    assert old is not None
    os.kill(old, signal.SIGKILL)
    wait_for(lambda: engine.worker_pid not in (None, old), seconds=5)
    reply = engine.chat(HI)
    list(reply)
    assert reply.text == "first model"
    assert "was started again" in reply.notices[0]


def test_many_deaths_leave_no_zombie_and_no_open_file(engine: Engine, folder: Path) -> None:
    engine.load(LoadOptions(folder / "one.gguf"))

    def open_files() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    before = 0
    for number in range(8):
        assert text_of(engine) == "first model"
        if number == 1:
            before = open_files()
        pid = engine.worker_pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        wait_for(lambda pid=pid: engine.worker_pid not in (None, pid))  # type: ignore[misc]
    assert text_of(engine) == "first model"
    assert open_files() <= before
    zombies = [child for child in psutil.Process().children() if child.status() == psutil.STATUS_ZOMBIE]
    assert zombies == []


def test_three_deaths_in_a_row_stop_with_an_explanation(engine: Engine, folder: Path) -> None:
    engine.load(LoadOptions(folder / "one.gguf"))
    for _ in range(3):
        wait_for(lambda: engine.state == "ready")
        pid = engine.worker_pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        wait_for(lambda pid=pid: engine.worker_pid != pid)  # type: ignore[misc]
    assert engine.state == "dead"
    with pytest.raises(EngineDied, match="3 times in a row"):
        engine.chat(HI)
    engine.load(LoadOptions(folder / "two.gguf"))
    assert text_of(engine) == "second model"


def test_a_crash_and_a_failed_restart_count_as_two_and_the_healthy_engine_answers(
        engine: Engine, folder: Path) -> None:
    engine.load(LoadOptions(folder / "one.gguf"))
    killed: list[int] = []
    for _ in range(2):  # the second is killed while it starts
        wait_for(lambda: engine.worker_pid not in (None, *killed))
        pid = engine.worker_pid
        assert pid is not None
        assert engine.state == ("loading" if killed else "ready")
        os.kill(pid, signal.SIGKILL)
        killed.append(pid)
    assert text_of(engine) == "first model"
    assert engine.state == "ready"
    pid = engine.worker_pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    wait_for(lambda: engine.worker_pid not in (None, pid))
    assert text_of(engine) == "first model"


def test_three_failed_restarts_stop_with_an_explanation(engine: Engine, folder: Path) -> None:
    engine.load(LoadOptions(folder / "one.gguf"))
    killed: list[int] = []
    for _ in range(3):
        wait_for(lambda: engine.worker_pid not in (None, *killed))
        pid = engine.worker_pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        killed.append(pid)
    with pytest.raises(EngineDied, match="3 times in a row"):
        engine.chat(HI)
    assert engine.state == "dead"


def test_the_old_model_that_dies_while_a_new_one_loads_does_not_come_back(engine: Engine, folder: Path) -> None:
    before = workers()
    engine.load(LoadOptions(folder / "one.gguf"))
    old = engine.worker_pid
    assert old is not None
    engine.load_soon(LoadOptions(folder / "two.gguf"))
    os.kill(old, signal.SIGKILL)
    assert text_of(engine) == "second model"
    assert engine.loaded is not None and engine.loaded.name == "two"
    assert workers() - before == {engine.worker_pid}


def test_worker_that_stops_answering_is_replaced(engine: Engine, folder: Path) -> None:
    engine.load(LoadOptions(folder / "endless.gguf"))
    pid = engine.worker_pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    with pytest.raises(EngineDied, match="did not answer"):
        list(engine.chat(HI))
    assert text_of(engine, max_tokens=2) != ""


def test_worker_dies_with_its_parent(folder: Path, tmp_path: Path) -> None:
    code = (f"import sys; sys.path.insert(0, {str(REPO)!r})\n"
            "from pathlib import Path\nfrom core.engine.engine import Engine, LoadOptions\n"
            f"e = Engine(); e.load(LoadOptions(Path({str(folder / 'endless.gguf')!r})))\n"
            "print(e.worker_pid, flush=True)\nimport time; time.sleep(60)\n")
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=tmp_path, text=True)
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    wait_for(lambda: not psutil.pid_exists(worker), seconds=2)


def test_worker_has_its_own_process_group(engine: Engine, folder: Path) -> None:
    engine.load(LoadOptions(folder / "one.gguf"))
    assert engine.worker_pid is not None
    assert os.getpgid(engine.worker_pid) != os.getpgid(0)


def test_noise_of_llama_cpp_goes_to_the_log(folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    engine = Engine(log=tmp_path / "engine.log")
    engine.load(LoadOptions(folder / "one.gguf"))
    engine.close()
    assert "llama" in (tmp_path / "engine.log").read_text(errors="replace")
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full here")
def test_a_log_on_a_full_disk_ends_no_engine(folder: Path) -> None:
    load = ("from pathlib import Path\nfrom core.engine import native\nnative.start(keep_log=True)\n"
            f"native.Model(Path({str(folder / 'one.gguf')!r}), gpu_layers=0, extra_buffers=False, progress=float)\n")
    everything = Fence(("/",), ("/",), ("/",), ("/",), network=True).to_json()
    for line in ([*command("core.engine.fenced"), everything], [sys.executable, "-c", load]):
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(line, stderr=full, cwd=REPO, check=False, timeout=60)
        assert done.returncode == 0, line


@pytest.mark.parametrize("umask", [0o000, 0o077, 0o777], ids=oct)
def test_the_log_is_its_owners_alone_under_any_umask(folder: Path, tmp_path: Path, umask: int) -> None:
    engine = Engine(log=tmp_path / "engine.log")
    before = os.umask(umask)
    try:
        engine.load(LoadOptions(folder / "one.gguf"))
    finally:
        os.umask(before)
        engine.close()
    assert (tmp_path / "engine.log").stat().st_mode & 0o777 == 0o600


def test_close_ends_the_worker_and_the_engine_can_be_used_again(engine: Engine, folder: Path) -> None:
    engine.load(LoadOptions(folder / "one.gguf"))
    pid = engine.worker_pid
    assert pid is not None
    engine.close()
    assert not psutil.pid_exists(pid) and engine.state == "off"
    engine.load(LoadOptions(folder / "two.gguf"))
    assert text_of(engine) == "second model"


def test_model_file_cut_while_loaded_kills_only_the_worker(engine: Engine, folder: Path, tmp_path: Path) -> None:
    bad = build(tmp_path / "cut.gguf", width=256, layers=8, vocab="spm", words=8000)
    engine.load(LoadOptions(bad))
    list(engine.chat(HI, ChatOptions(max_tokens=1)))
    with bad.open("r+b") as file:
        file.truncate(50_000)
    with pytest.raises(LuciferError):
        for _ in range(3):
            list(engine.chat(HI, ChatOptions(max_tokens=50)))
    engine.load(LoadOptions(folder / "one.gguf"))
    assert text_of(engine) == "first model"


def test_model_file_replaced_while_loaded_goes_on_answering(engine: Engine, tmp_path: Path) -> None:
    path = build(tmp_path / "model.gguf", says=["steady"])
    engine.load(LoadOptions(path))
    build(tmp_path / "next.gguf", says=["other"]).replace(path)
    assert text_of(engine) == "steady"
    engine.load(LoadOptions(path))
    assert text_of(engine) == "other"
