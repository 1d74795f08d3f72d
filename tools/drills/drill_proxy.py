"""Does the proxy of docs/nginx.conf do what the operators' page says of it? `make drill-proxy` tries it.

nginx must be installed. It is started with that file, with ports and folders of a temporary place, before
the site with the sample, served as in production. Then crowds of clients stop half-way or read nothing, a
stranger sends 400 MB, private addresses are asked for in many spellings and looked for in every log.
"""

import contextlib
import os
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from drill_database import ROOT, free_port, site

HOST = "programs.example"
PAGE = "/programs/2021-tip-report-heroes/"
#: Clients of a crowd; each comes from an address of its own, as in an attack from many machines.
CROWD = 200
#: Bytes that a stranger sends.
LARGE = 400 * 1024 * 1024
#: Seconds another reader may wait meanwhile.
PATIENCE = 2.0
TRUSTING = ssl.create_default_context()
TRUSTING.check_hostname, TRUSTING.verify_mode = False, ssl.CERT_NONE


class Proxy:
    """nginx in front of the site."""

    def __init__(self, folder: Path, site_port: int) -> None:
        self.folder = folder
        self.port, self.plain_port = free_port(), free_port()
        certificate = ["-keyout", folder / "key", "-out", folder / "certificate", "-subj", f"/CN={HOST}"]
        subprocess.run(
            [str(shutil.which("openssl")), "req", "-x509", "-newkey", "rsa:2048", "-nodes", *certificate],
            check=True,
            capture_output=True,
        )
        text = (ROOT / "docs" / "nginx.conf").read_text()
        for there, here in {
            "listen 443": f"listen {self.port}",
            "listen 80": f"listen {self.plain_port}",
            "127.0.0.1:8000": f"127.0.0.1:{site_port}",
            "/etc/ssl/programs.example.pem": f"{folder}/certificate",
            "/etc/ssl/programs.example.key": f"{folder}/key",
            "/var/log/nginx": str(folder),
        }.items():
            text = text.replace(there, here)
        main = f"daemon off; pid {folder}/pid; error_log {folder}/main.log; worker_processes 1;\n"
        temporary = "".join(
            f"{kind}_temp_path {folder}/{kind};"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        events = "events { worker_connections 1024; }\n"
        (folder / "conf").write_text(f"{main}{events}http {{ {temporary} access_log off;\n{text}\n}}\n")

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """While it serves."""
        process = subprocess.Popen([nginx(), "-p", str(self.folder), "-c", str(self.folder / "conf")])
        try:
            while not (self.folder / "pid").is_file() and process.poll() is None:
                time.sleep(0.05)
            time.sleep(0.3)
            yield
        finally:
            process.terminate()
            process.wait()

    def open(self, number: int = 1, *, host: str = HOST) -> ssl.SSLSocket:
        """A connection from the address of client `number`."""
        source = (f"127.0.{1 + number // 250}.{1 + number % 250}", 0)
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=30, source_address=source)
        return TRUSTING.wrap_socket(plain, server_hostname=host)

    def ask(self, path: str, *headers: str, method: str = "GET", body: bytes = b"", number: int = 1) -> bytes:
        """The answer, head and body; b"" if there is none."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}", "Connection: close", *headers]
        with self.open(number) as client:
            with contextlib.suppress(OSError):  # who is refused may be cut off while sending
                client.sendall("\r\n".join([*lines, "", ""]).encode() + body)
            return read(client)


def nginx() -> str:
    """Where nginx is; empty if it is not."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin") or ""


def read(client: socket.socket) -> bytes:
    """All that comes until the end."""
    parts = []
    with contextlib.suppress(OSError):
        while part := client.recv(65536):
            parts.append(part)
    return b"".join(parts)


def status(answer: bytes) -> str:
    """ "200", or "none"."""
    return answer[9:12].decode() or "none"


# --- What is tried ---------------------------------------------------------------------------------


def serves_pages_over_https(proxy: Proxy, token: str) -> str:
    """Pages come, the log-in keeps its cookie to HTTPS, plain HTTP leads to HTTPS; nothing is believed."""
    answer = proxy.ask(PAGE, "X-Forwarded-Host: evil.example", "X-Forwarded-Proto: http", "Script_Name: /x")
    if status(answer) != "200" or b"evil.example" in answer or b"strict-transport" not in answer.lower():
        return f"the program's page: {answer[:300]!r}"
    with socket.create_connection(("127.0.0.1", proxy.plain_port), timeout=30) as client:
        client.sendall(f"GET {PAGE} HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode())
        plain = read(client)
    right = status(plain) == "301" and f"https://{HOST}{PAGE}".encode() in plain
    return "" if right else f"over plain HTTP: {plain[:300]!r}"


def other_hosts_get_nothing(proxy: Proxy, token: str) -> str:
    """A name that is not ours fails before any answer."""
    try:
        with proxy.open(host="other.example"):
            return "another host was answered"
    except ssl.SSLError:
        return ""


class Most(threading.Thread):
    """The most bytes that lay in the files of a folder while it was watched."""

    def __init__(self, folder: Path) -> None:
        super().__init__(daemon=True)
        self.folder, self.bytes, self.is_over = folder, 0, threading.Event()

    def __enter__(self) -> None:
        self.start()

    def __exit__(self, *error: object) -> None:
        self.is_over.set()
        self.join()

    def run(self) -> None:
        while not self.is_over.wait(0.02):
            with contextlib.suppress(FileNotFoundError):
                sizes = [path.stat().st_size for path in self.folder.rglob("*") if path.is_file()]
                self.bytes = max(self.bytes, sum(sizes))


def crowd(name: str, data: bytes) -> Callable[[Proxy, str], str]:
    """A crowd sends `data`, and no more; it reads nothing."""

    def held_up(proxy: Proxy, token: str) -> str:
        with contextlib.ExitStack() as clients:
            for number in range(CROWD):
                clients.enter_context(proxy.open(number)).sendall(data)
            time.sleep(0.5)
            begin = time.monotonic()
            answer = proxy.ask(PAGE, number=CROWD + 1)
            waited = time.monotonic() - begin
            print(f"  beside {CROWD} clients with {name} a page came in {waited:.2f} s")
        return (
            ""
            if status(answer) == "200" and waited < PATIENCE
            else f"{name}: {status(answer)}, {waited:.1f} s"
        )

    return held_up


def strangers_cannot_upload(proxy: Proxy, token: str) -> str:
    """400 MB are refused before they come, and not kept; a body without a length too."""
    wrong, sent = [], 0
    head = f"POST /admin/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: {LARGE}\r\n\r\n"
    kept = Most(proxy.folder / "client_body")
    with proxy.open() as client, kept:
        client.sendall(head.encode())
        answer = client.recv(65536)
        with contextlib.suppress(OSError):
            while sent < LARGE:
                client.sendall(bytes(65536))
                sent += 65536
    if status(answer) != "413" or kept.bytes:
        wrong.append(f"a stranger's 400 MB: {status(answer)} before they came, {kept.bytes:,} bytes kept")
    for what, path, headers, size, right in [
        ("a stranger's form", "/admin/login/", [], 400_000, "403"),
        ("a stranger's upload", "/admin/login/", [], 700_000, "413"),
        ("a stranger's upload elsewhere", "/my/x/", [], 700_000, "413"),
        ("an officer's photo", "/admin/participants/hero/add/", ["Cookie: sessionid=x"], 20_000_000, "403"),
        ("an officer's 40 MB", "/admin/participants/hero/add/", ["Cookie: sessionid=x"], 40_000_000, "413"),
        ("an officer's upload elsewhere", "/my/x/", ["Cookie: sessionid=x"], 700_000, "413"),
    ]:
        answer = proxy.ask(path, f"Content-Length: {size}", *headers, method="POST", body=bytes(size))
        if status(answer) != right:
            wrong.append(f"{what}: {status(answer)}, not {right}")
    chunked = proxy.ask(
        "/my/x/", "Transfer-Encoding: chunked", method="POST", body=b"5\r\nhello\r\n0\r\n\r\n"
    )
    if status(chunked) != "411":
        wrong.append(f"a body without a length: {status(chunked)}")
    return "; ".join(wrong)


def logs_hold_no_token(proxy: Proxy, token: str) -> str:
    """Whatever way a private address is asked for, no log of nginx or the site has it; pages are logged."""
    escaped = "".join(f"%{ord(letter):02x}" for letter in token)
    for path in (
        f"/my/{token}/",
        f"/my//{token}/",
        f"/my/./{token}/",
        f"/{token}/",
        f"/myx/{token}/",
        f"/%6dy/{token}/",
        f"/MY/{token}/calendar.ics",
        f"/es/my/{token}/",
        f"/my/{escaped}/",
        f"/search/?q={token}",
        f"/my/{token}/{'x' * 9000}",
    ):
        proxy.ask(path)
    proxy.ask(PAGE, f"Referer: https://{HOST}/my/{token}/")
    proxy.ask(f"/my/{token}/", "Content-Length: 900000", method="POST", body=bytes(900_000))
    logs = {path: path.read_text(errors="replace") for path in proxy.folder.rglob("*.log")}
    if told := [path.name for path in logs if token in logs[path] or escaped in logs[path]]:
        return f"a token is in {', '.join(told)}"
    return "" if f"GET {PAGE}" in logs[proxy.folder / "ivlp.log"] else "the log of nginx is empty"


TRIED = [
    serves_pages_over_https,
    other_hosts_get_nothing,
    crowd("half a head", f"GET {PAGE} HTTP/1.1\r\nHost: {HOST}\r\nX-Slow: ".encode()),
    crowd("half a form", f"POST /my/x/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 300000\r\n\r\na".encode()),
    crowd("an answer unread", f"GET {PAGE}?tz=Asia/Tokyo HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()),
    strangers_cannot_upload,
    logs_hold_no_token,
]


def main() -> int:
    """Try everything; 1 when something was not as it should be, 2 when it cannot run."""
    if not nginx() or not shutil.which("openssl"):
        print(
            "drill: nginx and openssl are needed. On Debian: sudo apt-get install nginx-light",
            file=sys.stderr,
        )
        return 2
    os.environ |= {"BEHIND_PROXY": "True", "ALLOWED_HOSTS": HOST, "SECURE_SSL_REDIRECT": "True"}
    wrong = []
    with tempfile.TemporaryDirectory(prefix="ivlp-drill-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        # Its workers are nobody, if root starts it.
        for inside in ("client_body", "proxy"):
            (folder / inside).mkdir()
            (folder / inside).chmod(0o777)
        with site(f"sqlite:///{folder}/drill.sqlite3", folder) as (port, token):
            proxy = Proxy(folder, port)
            with proxy.running():
                for tried in TRIED:
                    fault = tried(proxy, token)
                    print("WRONG:" if fault else "right:", fault or tried.__doc__ or "Nobody waits for it.")
                    wrong += [fault] if fault else []
    print("The drill failed." if wrong else "The drill passed.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
