package dev.crossfade.config.yaml;

import dev.crossfade.config.problem.Excerpt;
import dev.crossfade.config.problem.Mark;
import dev.crossfade.config.problem.Problem;
import dev.crossfade.config.problem.Problems;
import java.nio.ByteBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads one YAML document of at most {@link #MAX_BYTES}. Any bytes give a tree or problems: syntax
 * errors, wrong encoding, duplicate keys, too deep nesting and alias bombs are all problems with a
 * place.
 */
public final class YamlReader {
  private static final Mark START = Mark.START;

  public static final int MAX_BYTES = 8 << 20;
  static final int MAX_DEPTH = 64;

  /** Written out, a large real configuration has some ten thousand nodes. */
  static final int MAX_NODES = 500_000;

  /** The parser copies a window of the text whenever a token is longer: few, large steps. */
  private static final int MAX_WINDOW = 1 << 20;

  private final Problems problems;

  public YamlReader(Problems problems) {
    this.problems = problems;
  }

  /** The document's root, unless there is none to be had; then the problems say why. */
  public Optional<Node> read(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      return refuse(START, "the file is too large (expected: at most " + MAX_BYTES + " bytes)");
    }
    Optional<String> text = decode(bytes);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    TreeBuilder tree = new TreeBuilder(problems);
    return parse(text.get(), tree::onEvent, tree::last) ? tree.root() : Optional.empty();
  }

  /** The single values and keys of a document; where it cannot be read the problems say why. */
  List<ScalarToken> tokens(byte[] bytes) {
    List<ScalarToken> tokens = new ArrayList<>();
    Optional<String> text = bytes.length > MAX_BYTES ? Optional.empty() : decode(bytes);
    if (text.isEmpty()) {
      problems.add(START, "", Problem.Kind.SYNTAX, "is no text (expected: UTF-8)");
      return tokens;
    }
    parse(
        text.get(),
        event -> {
          if (event instanceof ScalarEvent scalar) {
            tokens.add(token(scalar));
          }
          return true;
        },
        () -> START);
    return tokens;
  }

  private static ScalarToken token(ScalarEvent scalar) {
    var start = scalar.getStartMark().orElseThrow();
    var end = scalar.getEndMark().orElseThrow();
    return new ScalarToken(
        new Mark(start.getLine() + 1, start.getColumn() + 1),
        start.getIndex(),
        end.getIndex(),
        scalar.isLiteral() || scalar.isFolded(),
        scalar.getValue());
  }

  /** False: it cannot be read, and the problems say why. */
  private boolean parse(String text, Predicate<Event> sink, Supplier<Mark> last) {
    try {
      LoadSettings settings = settings(text.length());
      ParserImpl parser = new ParserImpl(settings, new StreamReader(settings, text));
      for (Optional<Event> event = next(parser);
          event.isPresent() && sink.test(event.get());
          event = next(parser)) {
        // each event goes to the sink until it has enough
      }
      return true;
    } catch (MarkedYamlEngineException e) {
      Mark mark =
          e.getProblemMark().map(m -> new Mark(m.getLine() + 1, m.getColumn() + 1)).orElse(START);
      refuse(mark, SyntaxMessage.of(e));
    } catch (ReaderException e) {
      refuse(
          markOf(text, text.indexOf(e.getCodePoint())),
          "character U+%04X is not allowed in YAML (expected: a text file)"
              .formatted(e.getCodePoint()));
    } catch (YamlEngineException e) {
      refuse(last.get(), "not readable as YAML after this: " + Excerpt.of(message(e)));
    }
    return false;
  }

  /** The parser's own slips, such as an escape that the file ends in, are complaints as well. */
  private static Optional<Event> next(ParserImpl parser) {
    try {
      return parser.hasNext() ? Optional.of(parser.next()) : Optional.empty();
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new YamlEngineException("a text that is not complete (expected: its quote)", e);
    }
  }

  private static String message(YamlEngineException e) {
    return String.valueOf(e.getMessage());
  }

  private static LoadSettings settings(int length) {
    return LoadSettings.builder()
        .setUseMarks(true)
        .setAllowDuplicateKeys(true)
        .setCodePointLimit(MAX_BYTES)
        .setBufferSize(Math.clamp(length, 1024, MAX_WINDOW))
        .build();
  }

  private Optional<Node> refuse(Mark mark, String message) {
    problems.add(mark, "", Problem.Kind.SYNTAX, message);
    return Optional.empty();
  }

  private Optional<String> decode(byte[] bytes) {
    CharsetDecoder utf8 =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    java.nio.CharBuffer out = java.nio.CharBuffer.allocate(bytes.length + 1);
    CoderResult result = utf8.decode(in, out, true);
    out.flip();
    if (result.isError()) {
      problems.add(
          markOf(out.toString(), out.length()),
          "",
          Problem.Kind.SYNTAX,
          "byte 0x%02x is not UTF-8 (expected: a UTF-8 text file)"
              .formatted(bytes[in.position()] & 0xff));
      return Optional.empty();
    }
    String text = out.toString();
    return Optional.of(text.startsWith("\ufeff") ? text.substring(1) : text);
  }

  private static Mark markOf(String text, int index) {
    String before = text.substring(0, Math.max(0, index));
    int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
    return new Mark(line, before.length() - before.lastIndexOf('\n'));
  }
}
