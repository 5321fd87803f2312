//! The calls about devices that are signed in, and those of admins about other people.

use serde_json::json;
use uuid::Uuid;

use super::sign_in::hex;
use super::{Academy, AcademyError, TokenDigest};
use crate::wire::{Device, Role};

impl Academy {
    /// The caller's devices, the last seen first. The one with this token is the current one.
    ///
    /// # Errors
    /// As for [`Academy::hello`].
    pub async fn devices(&self, current: TokenDigest) -> Result<Vec<Device>, AcademyError> {
        self.call(
            "select lyceum.devices_v1(decode($1 #>> '{}', 'hex'))::text",
            &[&hex(current.bytes())],
        )
        .await
    }

    /// Signs one of the caller's devices out. False where there is no such device.
    ///
    /// # Errors
    /// As for [`Academy::hello`].
    pub async fn revoke_device(&self, device: Uuid) -> Result<bool, AcademyError> {
        self.call(
            "select lyceum.revoke_device_v1(($1 #>> '{}')::uuid)::text",
            &[&device],
        )
        .await
    }

    /// Signs all of the caller's devices out but the one with this token. Gives how many.
    ///
    /// # Errors
    /// As for [`Academy::hello`].
    pub async fn revoke_other_devices(&self, kept: TokenDigest) -> Result<u32, AcademyError> {
        self.call(
            "select lyceum.revoke_other_devices_v1(decode($1 #>> '{}', 'hex'))::text",
            &[&hex(kept.bytes())],
        )
        .await
    }

    /// Gives somebody a role, and an account where they have none. Without a role an account keeps its own, and a new one
    /// is a student's. It is true where the account is new.
    ///
    /// # Errors
    /// `Forbidden` for everybody but an admin whose token has that scope; `Malformed`.
    pub async fn set_role(&self, address: &str, role: Option<Role>) -> Result<bool, AcademyError> {
        self.call(
            "select lyceum.set_role_v1($1 #>> '{}', $2 #>> '{}')::text",
            &[&address, &role],
        )
        .await
    }

    /// Lets somebody see a course's drafts and publish it, or not any more. The course is named by slug or id. It is
    /// true where that changed anything.
    ///
    /// # Errors
    /// `NotFound`; `Forbidden` as for [`Academy::set_role`], and for students, who may not publish.
    pub async fn set_editor(
        &self,
        course: &str,
        address: &str,
        appointed: bool,
    ) -> Result<bool, AcademyError> {
        self.call(
            "select lyceum.set_editor_v1($1 #>> '{}', $2 #>> '{}', ($3 #>> '{}')::boolean)::text",
            &[&course, &address, &json!(appointed)],
        )
        .await
    }

    /// Signs all devices of somebody out. Gives how many.
    ///
    /// # Errors
    /// `NotFound`; `Forbidden` as for [`Academy::set_role`].
    pub async fn sign_out(&self, address: &str) -> Result<u32, AcademyError> {
        self.call("select lyceum.sign_out_v1($1 #>> '{}')::text", &[&address])
            .await
    }
}
