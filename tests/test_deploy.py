"""The files under deploy/ say what Dask and the autograder really understand, and the page about them is complete."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml
from distributed import Client
from distributed.cli import dask_scheduler, dask_worker

from autograder.cli import parser
from autograder.course import cluster

ROOT = Path(__file__).resolve().parents[1]
DEPLOY = ROOT / "deploy"
PAGE = (ROOT / "book" / "teach" / "cluster.md").read_text()
PROGRAMS = {"scheduler": dask_scheduler.main, "worker": dask_worker.main}
MANIFESTS = sorted(DEPLOY.glob("kubernetes/*.yaml"))


def understood(words: list[str]) -> dict[str, object]:
    """The options of a `dask` command; an unknown one raises."""
    assert words[0] == "dask"
    program: click.Command = PROGRAMS[words[1]]
    # Where the certificates will be, there is nothing yet.
    here = [__file__ if word.startswith(("/tls/", "/srv/grading/tls/")) else word for word in words[2:]]
    with program.make_context(words[1], here) as context:
        return context.params


def documents() -> Iterator[dict]:
    for path in MANIFESTS:
        yield from yaml.safe_load_all(path.read_text())


def containers() -> list[tuple[dict, dict]]:
    pods = [document["spec"]["template"]["spec"] for document in documents() if document["kind"] == "Deployment"]
    return [(pod, container) for pod in pods for container in pod["containers"]]


def test_kubernetes_starts_what_dask_understands() -> None:
    started = [understood(container["command"]) for _, container in containers()]
    assert len(started) == 3
    service = next(document for document in documents() if document["kind"] == "Service")
    addresses = {params["scheduler"] for params in started if "scheduler" in params}
    (port,) = [params["port"] for params in started if "scheduler" not in params]
    assert addresses == {f"tls://{service['metadata']['name']}:{service['spec']['ports'][0]['port']}"}
    assert str(port) == str(service["spec"]["ports"][0]["port"])
    assert {params["resources"] for params in started if "scheduler" in params} == {None, "GPU=1"}


def test_pods_hold_together() -> None:
    for document in documents():
        if document["kind"] == "Deployment":
            labels = document["spec"]["template"]["metadata"]["labels"]
            assert document["spec"]["selector"]["matchLabels"] == labels
    for pod, container in containers():
        files = [word for word in container["command"] if word.startswith("/tls/")]
        assert [mount["mountPath"] for mount in container["volumeMounts"]] == ["/tls"] and len(files) == 3
        assert {volume["name"] for volume in pod["volumes"]} == {mount["name"] for mount in container["volumeMounts"]}
        assert not pod["automountServiceAccountToken"], "students' code is on the other side of one jail, not of none"


@pytest.mark.parametrize("name", ["jobqueue.yaml", "jobqueue-gpu.yaml"])
def test_slurm_starts_what_dask_understands(name: str) -> None:
    job = yaml.safe_load((DEPLOY / "slurm" / name).read_text())["jobqueue"]["slurm"]
    params = understood(["dask", "worker", "tls://a:1", *job["worker-extra-args"]])
    assert params["lifetime"] == "55m" and params["resources"] == ("GPU=1" if "gpu" in name else None)


def test_the_configuration_of_slurm_makes_a_job(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import dask
    from dask_jobqueue import SLURMCluster
    from distributed.security import Security

    settings = [yaml.safe_load((DEPLOY / name).read_text()) for name in ("tls/dask.yaml", "slurm/jobqueue.yaml", "slurm/jobqueue-gpu.yaml")]
    monkeypatch.chdir(tmp_path)
    known = set(yaml.safe_load(Path(sys.modules["dask_jobqueue"].__file__).with_name("jobqueue.yaml").read_text())["jobqueue"]["slurm"])
    for of in settings[1:]:
        assert set(of["jobqueue"]["slurm"]) <= known
    with dask.config.set(dask.config.merge(dask.config.config, *settings[:2])):
        script = SLURMCluster.job_cls(scheduler="tls://10.0.0.1:8786", security=Security(), protocol="tls://", config_name="slurm").job_script()
    for line in ("#SBATCH -p normal", "#SBATCH -t 01:00:00", ". /srv/grading/venv/bin/activate"):
        assert line in script
    command = shlex.split(script.strip().splitlines()[-1])
    params = understood(["dask", "worker", *command[command.index("distributed.cli.dask_worker") + 1 :]])
    assert params["scheduler"] == "tls://10.0.0.1:8786" and "/srv/grading/tls/key.pem" in command
    assert params["nthreads"] == 1 and params["lifetime"] == "55m"


def test_every_file_is_on_a_page() -> None:
    text = PAGE + (ROOT / "book" / "teach" / "guide.md").read_text()
    shown = set(re.findall(r"\{literalinclude\} \.\./\.\./(\S+)", text)) | set(re.findall(r"`(deploy/\S+[^/\s])`", text))
    files = {path.relative_to(ROOT).as_posix() for path in DEPLOY.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert shown == files


def test_commands_on_the_page_are_understood() -> None:
    lines = re.findall(r"^(dask \S+ .*|autograder .*)$", PAGE, flags=re.MULTILINE)
    assert len(lines) == 4
    for line in lines:
        words = shlex.split(line)
        understood(words) if words[0] == "dask" else parser().parse_args(words[1:])


def test_certificates_let_in_those_who_hold_them_and_nobody_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A scheduler and a worker with the configuration of the page, its folder put in place of the one there."""
    import dask

    subprocess.run([DEPLOY / "tls" / "make-certificates.sh", tmp_path / "tls"], check=True, capture_output=True)
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "tls").iterdir())
    text = (DEPLOY / "tls" / "dask.yaml").read_text().replace("/srv/grading/tls", str(tmp_path / "tls"))
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "dask.yaml").write_text(text)
    here = os.environ | {"DASK_CONFIG": str(tmp_path / "config")}
    program = [str(Path(sys.executable).with_name("dask"))]
    scheduler = [*program, "scheduler", "--port", "0", "--protocol", "tls", "--no-dashboard", "--scheduler-file", "file.json"]
    worker = [*program, "worker", "--scheduler-file", "file.json", "--no-nanny", "--nthreads", "1", "--no-dashboard", "--name", "w"]
    quiet = {"cwd": tmp_path, "env": here, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    running = [subprocess.Popen(command, **quiet) for command in (scheduler, worker)]
    try:
        with dask.config.set(dask.config.merge(dask.config.config, yaml.safe_load(text))):
            with Client(scheduler_file=str(tmp_path / "file.json"), set_as_default=False) as client:
                address = client.scheduler.address
            with cluster.at(address) as client:
                (answer,) = cluster.spread(client, cluster.worker_name, [(1, ())])
        assert address.startswith("tls://") and answer[1].startswith("w at tls://")
        monkeypatch.setattr(cluster, "CONNECT", "2s")
        with pytest.raises(cluster.Gone), cluster.at(address):
            pass
    finally:
        for process in running:
            process.kill()
            process.wait()
