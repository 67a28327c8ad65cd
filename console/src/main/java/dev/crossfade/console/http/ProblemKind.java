package dev.crossfade.console.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What can be wrong with a request, one kind a status: where {@code type} of an answer leads. */
public enum ProblemKind {
  BAD_REQUEST(
      400,
      "The request cannot be understood: a parameter, a field or a body means nothing here."
          + " The detail names it and what was expected. Sending it again will not help."),
  UNAUTHORIZED(401, "Nobody we know asked. Send a token of admin.tokens, or log in."),
  FORBIDDEN(
      403,
      "Whoever asked may not do this: it takes an operator. Or the request comes from a page that is"
          + " not the admin port's, as Host or Origin say."),
  NOT_FOUND(404, "There is nothing of that name."),
  METHOD_NOT_ALLOWED(405, "Not with this method; Allow names those that do."),
  NOT_ACCEPTABLE(406, "Accept wants what this path does not answer with."),
  REFUSED(
      409,
      "The order was understood and not carried out, because of how things are. Nothing changed;"
          + " the detail says why."),
  STALE(
      412,
      "If-Match names a version that is not the one there is any more: somebody or something was"
          + " faster. Nothing changed. ETag is the one there is now: look at it, and order again."),
  TOO_LARGE(413, "The body is larger than what is read here."),
  UNSUPPORTED_MEDIA(
      415, "Content-Type is none that is read here; Accept-Post names those that are."),
  CONFIGURATION_REFUSED(
      422,
      "The configuration has problems, and the old one serves on. They are all listed under"
          + " problems, with their lines."),
  TOO_MANY(429, "Too many attempts. Retry-After says when to try again."),
  FAULT(500, "A fault of ours. The log has it."),
  UNAVAILABLE(503, "Not now. Retry-After says when to try again, where that is known.");

  private final int status;
  private final String meaning;

  ProblemKind(int status, String meaning) {
    this.status = status;
    this.meaning = meaning;
  }

  /** The kind that a status stands for; null: none of them. */
  static @Nullable ProblemKind of(int status) {
    for (ProblemKind problem : values()) {
      if (problem.status == status) {
        return problem;
      }
    }
    return null;
  }

  public int status() {
    return status;
  }

  /** What it is, and what to do about it. */
  public String meaning() {
    return meaning;
  }

  /** Its name in an address. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Where it is explained. */
  public String type() {
    return "/problems#" + word();
  }
}
