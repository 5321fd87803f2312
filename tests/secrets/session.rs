//! A D-Bus session of its own, with a keyring in it or without.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;
use zbus::blocking::{Connection, connection, fdo::DBusProxy};
use zbus::zvariant::{ObjectPath, OwnedObjectPath, OwnedValue, Value};

const KEYRING: &str = "org.freedesktop.secrets";
const SERVICE: &str = "/org/freedesktop/secrets";
const COLLECTION: &str = "/org/freedesktop/secrets/collection/login";
const PASSWORD: &str = "the keyring's password";

/// A session.
pub(crate) struct Session {
    folder: TempDir,
    bus: Child,
    keyring: Option<Child>,
}

impl Session {
    /// One in which no program keeps secrets.
    pub(crate) fn without_keyring() -> Session {
        Session::start("")
    }

    /// One in which the program that keeps secrets is started when it is asked, and never answers.
    pub(crate) fn with_slow_keyring() -> Session {
        Session::start("[D-BUS Service]\nName=org.freedesktop.secrets\nExec=/bin/sleep 600\n")
    }

    /// One with an unlocked keyring.
    pub(crate) fn with_keyring() -> Session {
        let mut session = Session::without_keyring();
        session.start_keyring();
        session
    }

    fn start(service: &str) -> Session {
        let folder = tempfile::tempdir().unwrap();
        let services = folder.path().join("services");
        fs::create_dir(&services).unwrap();
        if !service.is_empty() {
            fs::write(services.join("secrets.service"), service).unwrap();
        }
        let configuration = folder.path().join("bus.conf");
        let text = CONFIGURATION.replace("FOLDER", folder.path().to_str().unwrap());
        fs::write(&configuration, text).unwrap();
        let mut bus = Command::new("dbus-daemon")
            .arg(format!("--config-file={}", configuration.display()))
            .args(["--nofork", "--print-address"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("dbus-daemon is missing; ./scripts/test installs what tests need");
        // It says its address once it is ready.
        let mut address = String::new();
        let said = bus.stdout.take().unwrap();
        BufReader::new(said).read_line(&mut address).unwrap();
        assert!(!address.is_empty(), "dbus-daemon did not start");
        Session {
            folder,
            bus,
            keyring: None,
        }
    }

    /// Starts GNOME's keyring, unlocked.
    pub(crate) fn start_keyring(&mut self) {
        let connection = self.connect();
        let bus = DBusProxy::new(&connection).unwrap();
        let owners = bus.receive_name_owner_changed().unwrap();
        let mut keyring = Command::new("gnome-keyring-daemon")
            .args(["--foreground", "--unlock", "--components=secrets"])
            .env_clear()
            .envs(self.variables())
            .env("HOME", self.folder.path())
            .env("XDG_DATA_HOME", self.folder.path())
            .env("XDG_RUNTIME_DIR", self.folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("gnome-keyring-daemon is missing; ./scripts/test installs what tests need");
        let mut password = keyring.stdin.take().unwrap();
        password.write_all(PASSWORD.as_bytes()).unwrap();
        drop(password);
        self.keyring = Some(keyring);
        for change in owners {
            let change = change.args().unwrap();
            if change.name().as_str() == KEYRING && change.new_owner().is_some() {
                return;
            }
        }
        panic!("gnome-keyring-daemon did not start");
    }

    /// Kills the keyring's program, as a crash would.
    pub(crate) fn kill_keyring(&mut self) {
        end(self.keyring.take().as_mut().unwrap());
    }

    /// Locks the keyring.
    pub(crate) fn lock(&self) {
        let collection = ObjectPath::try_from(COLLECTION).unwrap();
        let locked = self.connect().call_method(
            Some(KEYRING),
            SERVICE,
            Some("org.freedesktop.Secret.Service"),
            "Lock",
            &[collection].as_slice(),
        );
        locked.unwrap();
    }

    /// Unlocks the keyring as somebody at the screen would.
    pub(crate) fn unlock(&self) {
        let connection = self.connect();
        let opened = connection
            .call_method(
                Some(KEYRING),
                SERVICE,
                Some("org.freedesktop.Secret.Service"),
                "OpenSession",
                &("plain", Value::from("")),
            )
            .unwrap();
        let opened: (OwnedValue, OwnedObjectPath) = opened.body().deserialize().unwrap();
        let master = (
            opened.1,
            Vec::<u8>::new(),
            PASSWORD.as_bytes(),
            "text/plain",
        );
        let unlocked = connection.call_method(
            Some(KEYRING),
            SERVICE,
            Some("org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"),
            "UnlockWithMasterPassword",
            &(ObjectPath::try_from(COLLECTION).unwrap(), master),
        );
        unlocked.unwrap();
    }

    /// What a program of the session has in its environment.
    pub(crate) fn variables(&self) -> [(&'static str, String); 1] {
        [("DBUS_SESSION_BUS_ADDRESS", self.address())]
    }

    fn address(&self) -> String {
        format!("unix:path={}/bus", self.folder.path().display())
    }

    fn connect(&self) -> Connection {
        let address = self.address();
        let builder = connection::Builder::address(address.as_str()).unwrap();
        builder.build().unwrap()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.keyring.as_mut().map(end);
        end(&mut self.bus);
    }
}

fn end(child: &mut Child) {
    let _ended = child.kill();
    let _gone = child.wait();
}

const CONFIGURATION: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
    "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=FOLDER/bus</listen>
  <servicedir>FOLDER/services</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;
