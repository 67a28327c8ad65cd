package dev.crossfade.deploy.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON value as text. Every {@code <} is written as an escape, so that a value is also safe
 * inside a {@code <script>} element, where HTML escaping would not be understood.
 */
record Json(String text) {

  /** An object of names and values in turn; a value is a Json, a number or a text. */
  static Json object(Object... namesAndValues) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
    }
    List<String> parts = new ArrayList<>();
    members.forEach((name, value) -> parts.add(quote(name) + ":" + write(value)));
    return new Json("{" + String.join(",", parts) + "}");
  }

  static Json array(List<?> values) {
    return new Json("[" + String.join(",", values.stream().map(Json::write).toList()) + "]");
  }

  private static String write(Object value) {
    return switch (value) {
      case Json json -> json.text();
      case Number number -> number.toString();
      default -> quote(value.toString());
    };
  }

  private static String quote(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '<' -> out.append("\\u003c");
        default -> {
          if (c < ' ' || c == '\u2028' || c == '\u2029') {
            out.append("\\u").append(Character.forDigit(c >> 12, 16));
            out.append(Character.forDigit(c >> 8 & 15, 16));
            out.append(Character.forDigit(c >> 4 & 15, 16));
            out.append(Character.forDigit(c & 15, 16));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
