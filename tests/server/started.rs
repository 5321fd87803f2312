//! The program as systemd runs it: its address is a socket that was there before, and that stays while it restarts.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::process::{Child, Command, Stdio};

use rustix::process::{Pid, Signal, kill_process};

use crate::home::{Home, LYCEUM};
use crate::running::server_login;
use crate::world::World;

/// Hands standard input over as systemd does a socket: as the third descriptor, with two variables.
const HAND_OVER: &str = r#"exec env LISTEN_PID=$$ LISTEN_FDS=1 "$0" serve 3<&0 </dev/null"#;

/// A server that runs, and ends with the test.
struct Served(Child);

impl Served {
    fn on(socket: &TcpListener, home: &Home, database: &str) -> Served {
        let socket = OwnedFd::from(socket.try_clone().unwrap());
        let child = Command::new("sh")
            .args(["-c", HAND_OVER, LYCEUM])
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap())
            .env("LYCEUM_HOME", home.path())
            .env("LYCEUM_DATABASE_URL", database)
            .stdin(Stdio::from(socket))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        Served(child.unwrap())
    }

    /// The line that says where it listens.
    fn greeting(&mut self) -> String {
        let mut line = String::new();
        let said = self.0.stdout.as_mut().unwrap();
        BufReader::new(said).read_line(&mut line).unwrap();
        line
    }

    /// Ends it as systemd does, and waits.
    fn ends(mut self) {
        kill_process(Pid::from_child(&self.0), Signal::TERM).unwrap();
        assert!(self.0.wait().unwrap().success());
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ended = self.0.kill();
        let _waited = self.0.wait();
    }
}

/// Asks whether the server is ready; the answer is read later.
fn asked(address: SocketAddr) -> TcpStream {
    let mut stream = TcpStream::connect(address).unwrap();
    let question = "GET /readyz HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
    stream.write_all(question.as_bytes()).unwrap();
    stream
}

#[track_caller]
fn is_answered(mut stream: TcpStream) {
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[tokio::test]
async fn who_comes_while_a_server_restarts_on_its_socket_waits_and_is_answered() {
    let mut world = World::new().await;
    let login = server_login(&mut world).await;
    let database = world.database.url_text(&login);
    let home = Home::new();
    let socket = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = socket.local_addr().unwrap();

    let early = asked(address);
    let mut server = Served::on(&socket, &home, &database);
    assert_eq!(
        server.greeting(),
        format!("Listening on http://{address}\n")
    );
    is_answered(early);
    server.ends();

    let between = asked(address);
    let server = Served::on(&socket, &home, &database);
    is_answered(between);
    server.ends();
}
