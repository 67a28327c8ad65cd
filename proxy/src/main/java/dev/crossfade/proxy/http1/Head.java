package dev.crossfade.proxy.http1;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The head of one message: its bytes, and where in them what stands. Fields are numbered in the
 * order they came in. A head is filled by a {@link HeadParser}, or by {@link #request} and {@link
 * #add}; it is used again for other messages, so nobody may look at it once it is given back. On
 * one event loop.
 */
public final class Head {
  private static final int FIRST_BYTES = 2048;
  private static final int FIRST_FIELDS = 24;

  /** Larger ones are not kept for the next message. */
  private static final int MOST_KEPT_BYTES = 16 << 10;

  private static final String HTTP_1_1 = "HTTP/1.1";
  private static final String HTTP_1_0 = "HTTP/1.0";

  byte[] bytes = new byte[FIRST_BYTES];

  /** How many bytes are there; while the head is parsed some may be behind its end. */
  int filled;

  /** Where the line begins that is not parsed yet, and how far its end was looked for. */
  int line;

  int seen;

  /** Where the first field begins; 0: the start line is not parsed yet. */
  int fieldsFrom;

  boolean emptyLineSkipped;
  boolean http11;
  int methodEnd;
  int targetEnd;
  int status;
  int reasonFrom;
  int reasonEnd;

  private int count;
  private int[] spans = new int[4 * FIRST_FIELDS];
  private Name[] names = new Name[FIRST_FIELDS];
  private long present;

  /** Forgets everything. */
  public Head clear() {
    if (bytes.length > MOST_KEPT_BYTES) {
      bytes = new byte[FIRST_BYTES];
    }
    filled = 0;
    line = 0;
    seen = 0;
    fieldsFrom = 0;
    emptyLineSkipped = false;
    http11 = true;
    methodEnd = 0;
    targetEnd = 0;
    status = 0;
    reasonFrom = 0;
    reasonEnd = 0;
    count = 0;
    present = 0;
    return this;
  }

  /** Becomes the same as a whole head of somebody else's. */
  public Head copy(Head other) {
    bytes = other.bytes.clone();
    filled = other.filled;
    line = other.line;
    seen = other.seen;
    fieldsFrom = other.fieldsFrom;
    emptyLineSkipped = other.emptyLineSkipped;
    http11 = other.http11;
    methodEnd = other.methodEnd;
    targetEnd = other.targetEnd;
    status = other.status;
    reasonFrom = other.reasonFrom;
    reasonEnd = other.reasonEnd;
    count = other.count;
    spans = other.spans.clone();
    names = other.names.clone();
    present = other.present;
    return this;
  }

  /** Begins a request of ours, or one that came in another form; fields are added. */
  public Head request(CharSequence method, CharSequence target) {
    clear();
    append(method);
    methodEnd = filled;
    append(" ");
    append(target);
    targetEnd = filled;
    return beginFields();
  }

  /** Begins an answer; fields are added. */
  public Head answer(int code, CharSequence reason) {
    clear();
    status = code;
    append(reason);
    reasonEnd = filled;
    return beginFields();
  }

  /** Begins fields without a start line: trailers. */
  public Head trailers() {
    clear();
    return beginFields();
  }

  private Head beginFields() {
    fieldsFrom = Math.max(filled, 1);
    filled = fieldsFrom;
    line = filled;
    return this;
  }

  /** Adds a field whose name and value are known to be well-formed. */
  public Head add(CharSequence name, CharSequence value) {
    int from = filled;
    append(name);
    int nameEnd = filled;
    append(": ");
    int valueFrom = filled;
    append(value);
    onField(from, nameEnd, valueFrom, filled);
    return this;
  }

  private void append(CharSequence text) {
    int length = text.length();
    ensureRoom(length);
    for (int i = 0; i < length; i++) {
      bytes[filled + i] = (byte) text.charAt(i);
    }
    filled += length;
  }

  void ensureRoom(int more) {
    if (filled + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, filled + more));
    }
  }

  void onField(int nameFrom, int nameEnd, int valueFrom, int valueEnd) {
    if (count == names.length) {
      names = Arrays.copyOf(names, 2 * count);
      spans = Arrays.copyOf(spans, 8 * count);
    }
    Name name = Name.of(bytes, nameFrom, nameEnd);
    names[count] = name;
    present |= bit(name);
    spans[4 * count] = nameFrom;
    spans[4 * count + 1] = nameEnd;
    spans[4 * count + 2] = valueFrom;
    spans[4 * count + 3] = valueEnd;
    count++;
  }

  private static long bit(Name name) {
    return 1L << name.number();
  }

  public boolean isHttp11() {
    return http11;
  }

  public boolean isStartLineMissing() {
    return fieldsFrom == 0;
  }

  public byte[] bytes() {
    return bytes;
  }

  public String method() {
    return switch (methodEnd) {
      case 3 -> isMethod("GET") ? "GET" : isMethod("PUT") ? "PUT" : text(0, methodEnd);
      case 4 -> isMethod("POST") ? "POST" : isMethod("HEAD") ? "HEAD" : text(0, methodEnd);
      case 6 -> isMethod("DELETE") ? "DELETE" : text(0, methodEnd);
      case 7 -> isMethod("OPTIONS") ? "OPTIONS" : text(0, methodEnd);
      default -> text(0, methodEnd);
    };
  }

  /** Methods are told apart by case too. */
  public boolean isMethod(String method) {
    return methodEnd == method.length() && startsAt(0, method);
  }

  private boolean startsAt(int from, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (bytes[from + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  public int targetFrom() {
    return methodEnd + 1;
  }

  public int targetEnd() {
    return targetEnd;
  }

  public String target() {
    return text(targetFrom(), targetEnd);
  }

  public int status() {
    return status;
  }

  /** The reason phrase of an answer, as it came; empty in most. */
  public String reason() {
    return text(reasonFrom, reasonEnd);
  }

  int reasonFrom() {
    return reasonFrom;
  }

  int reasonEnd() {
    return reasonEnd;
  }

  /** How many fields there are. */
  public int count() {
    return count;
  }

  public Name name(int field) {
    return names[field];
  }

  public int nameFrom(int field) {
    return spans[4 * field];
  }

  public int nameEnd(int field) {
    return spans[4 * field + 1];
  }

  public int valueFrom(int field) {
    return spans[4 * field + 2];
  }

  public int valueEnd(int field) {
    return spans[4 * field + 3];
  }

  public String value(int field) {
    return text(valueFrom(field), valueEnd(field));
  }

  public String nameText(int field) {
    return text(nameFrom(field), nameEnd(field));
  }

  /** Latin-1, which keeps every byte. */
  private String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  public boolean has(Name name) {
    return (present & bit(name)) != 0;
  }

  /** The first field of this name from this one on; −1: there is none. */
  public int find(Name name, int from) {
    if (has(name)) {
      for (int i = from; i < count; i++) {
        if (names[i] == name) {
          return i;
        }
      }
    }
    return -1;
  }

  public int find(Name name) {
    return find(name, 0);
  }

  /** How many fields of this name there are. */
  public int count(Name name) {
    int found = 0;
    for (int i = find(name); i >= 0; i = find(name, i + 1)) {
      found++;
    }
    return found;
  }

  /** The value of the first field of this name. */
  public @Nullable String text(Name name) {
    int field = find(name);
    return field < 0 ? null : value(field);
  }

  /** The value of the first field of this name, which is in lower case. */
  public @Nullable String text(String name) {
    for (int i = 0; i < count; i++) {
      if (isNamed(i, name)) {
        return value(i);
      }
    }
    return null;
  }

  public boolean isNamed(int field, String lowerCase) {
    int from = nameFrom(field);
    return nameEnd(field) - from == lowerCase.length() && isIgnoringCase(from, lowerCase);
  }

  /** Whether a field's name ends so, in lower case. */
  public boolean isNamedLike(int field, String ending) {
    int from = nameEnd(field) - ending.length();
    return from >= nameFrom(field) && isIgnoringCase(from, ending);
  }

  /** Whether the whole value of a field is this text, which is in lower case. */
  public boolean isValue(int field, String lowerCase) {
    int from = valueFrom(field);
    return valueEnd(field) - from == lowerCase.length() && isIgnoringCase(from, lowerCase);
  }

  /** Whether the value of a field begins with this text, which is in lower case. */
  public boolean startsValue(int field, String lowerCase) {
    int from = valueFrom(field);
    return valueEnd(field) - from >= lowerCase.length() && isIgnoringCase(from, lowerCase);
  }

  private boolean isIgnoringCase(int from, String lowerCase) {
    for (int i = 0; i < lowerCase.length(); i++) {
      byte b = bytes[from + i];
      if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != lowerCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a list of tokens (RFC 9110 §5.6.1), over all its fields, has this one in it. */
  public boolean hasToken(Name name, String lowerCase) {
    for (int field = find(name); field >= 0; field = find(name, field + 1)) {
      if (hasToken(field, lowerCase)) {
        return true;
      }
    }
    return false;
  }

  private boolean hasToken(int field, String lowerCase) {
    int end = valueEnd(field);
    int at = valueFrom(field);
    while (at < end) {
      int comma = at;
      while (comma < end && bytes[comma] != ',') {
        comma++;
      }
      int from = at;
      int to = comma;
      while (from < to && Bytes.isSpace(bytes[from])) {
        from++;
      }
      while (to > from && Bytes.isSpace(bytes[to - 1])) {
        to--;
      }
      if (to - from == lowerCase.length() && isIgnoringCase(from, lowerCase)) {
        return true;
      }
      at = comma + 1;
    }
    return false;
  }

  /**
   * What the version says about the connection unless Connection says otherwise (RFC 9112 §9.3).
   */
  public boolean isKeepAlive() {
    if (!has(Name.CONNECTION)) {
      return http11;
    }
    return !hasToken(Name.CONNECTION, "close")
        && (http11 || hasToken(Name.CONNECTION, "keep-alive"));
  }

  boolean isHttp11At(int from) {
    return startsAt(from, HTTP_1_1);
  }

  boolean isHttp10At(int from) {
    return startsAt(from, HTTP_1_0);
  }
}
