package dev.crossfade.fleet.etcd;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What a member answered. */
sealed interface Reply {
  /** It did it. */
  record Done(JsonNode json) implements Reply {}

  /** Who we are is not known any more: the token is too old. */
  record Unknown(String message) implements Reply {}

  /** This member cannot at the moment; whether it did it after all is not known. */
  record Unable(String message) implements Reply {}

  /** No member would. */
  record No(EtcdException.Kind kind, String message) implements Reply {}

  static Reply of(int status, byte[] body) {
    JsonNode json;
    try {
      json = Wire.parse(body);
    } catch (JacksonException e) {
      String expected = " (expected: etcd 3.4 or newer with its JSON gateway, enable-grpc-gateway)";
      return new Unable("answered " + status + " without JSON" + (status == 404 ? expected : ""));
    }
    if (status == 200) {
      return new Done(json);
    }
    String message = printable(json.path("message").asString(json.path("error").asString("")));
    return error(json.path("code").asInt(0), status, message);
  }

  /** By gRPC's codes, which are the same in all versions, other than most texts. */
  private static Reply error(int code, int status, String message) {
    String says = message.isEmpty() ? "answered " + status : message;
    return switch (code) {
      case 16 -> new Unknown(says);
      case 3 ->
          message.contains("auth store is old")
              ? new Unknown(says)
              : new No(EtcdException.Kind.REFUSED, says);
      case 1, 4, 13, 14, 2 -> new Unable(says);
      case 11 -> new No(EtcdException.Kind.COMPACTED, says);
      case 0 -> new Unable(says);
      default -> new No(EtcdException.Kind.REFUSED, says);
    };
  }

  private static String printable(String text) {
    String line = text.replaceAll("[^ -~]", "?");
    return line.length() > 200 ? line.substring(0, 200) + "…" : line;
  }
}
