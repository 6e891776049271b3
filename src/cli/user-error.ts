/** Something the user can put right: the sentence is all they see. */
export class UserError extends Error {
  override readonly name = "UserError";
}
