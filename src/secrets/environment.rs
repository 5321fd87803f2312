//! Secrets in the program's environment. They are only read.

use super::backend::Backend;
use super::{Address, Key, Secret, VaultError};

/// The token for a sync server.
pub(super) const TOKEN: &str = "LYCEUM_TOKEN";

/// The password of a database, as PostgreSQL's own programs know it.
pub(super) const PASSWORD: &str = "PGPASSWORD";

/// The process's environment.
pub(super) struct Environment {
    variable: fn(&str) -> Option<String>,
}

impl Environment {
    pub(super) fn of_process() -> Self {
        Environment {
            variable: |name| std::env::var(name).ok(),
        }
    }
}

fn name(address: &Address) -> &'static str {
    if address.is_database() {
        PASSWORD
    } else {
        TOKEN
    }
}

impl Backend for Environment {
    fn get(&mut self, key: &Key) -> Result<Option<Secret>, VaultError> {
        let text = (self.variable)(name(key.address()));
        Ok(text.filter(|text| !text.is_empty()).map(Secret::new))
    }

    fn set(&mut self, key: &Key, _secret: Secret) -> Result<(), VaultError> {
        Err(VaultError::ReadOnly(name(key.address())))
    }

    fn remove(&mut self, key: &Key) -> Result<(), VaultError> {
        Err(VaultError::ReadOnly(name(key.address())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_has_a_token_and_a_database_a_password() {
        let mut environment = Environment {
            variable: |name| Some(format!("value of {name}")),
        };
        let mut get = |address: &str| {
            let key = Key::new("default", address.parse().unwrap());
            environment.get(&key).unwrap().unwrap().reveal().to_owned()
        };
        assert_eq!(get("https://a.org"), "value of LYCEUM_TOKEN");
        assert_eq!(get("postgres://ada@a.org/x"), "value of PGPASSWORD");
    }

    #[test]
    fn what_is_empty_is_not_set_and_nothing_is_written() {
        let mut environment = Environment {
            variable: |_| Some(String::new()),
        };
        let key = Key::new("default", "https://a.org".parse().unwrap());
        assert!(environment.get(&key).unwrap().is_none());
        let refusal = environment.set(&key, Secret::new("x".to_owned()));
        assert!(refusal.unwrap_err().to_string().contains("LYCEUM_TOKEN"));
    }
}
