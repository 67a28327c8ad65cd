package dev.crossfade.routing.redirects.format;

import dev.crossfade.config.problem.Excerpt;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * nginx configurations: {@code map} blocks, and {@code return} and {@code rewrite} of servers and
 * locations. Other statements are not about redirects and passed over.
 */
final class NginxReader {
  private static final int DEEPEST = 50;

  private final NginxStatements statements;
  private final Rules rules;
  private final Deque<Block> blocks = new ArrayDeque<>();

  NginxReader(Lines lines, Rules rules) {
    this.statements = new NginxStatements(lines, rules);
    this.rules = rules;
    blocks.push(new Block.Place(List.of(), NginxPlace.EVERYWHERE));
  }

  /** What a statement stands in. */
  private sealed interface Block {
    /** A server or a location. */
    record Place(List<String> hosts, NginxPlace place) implements Block {}

    record Mapping(NginxMap map) implements Block {}

    /** Only some requests come here. */
    record If(String condition) implements Block {}

    /** About something else. */
    record Other() implements Block {}
  }

  void read() throws IOException {
    for (var statement = statements.next(); statement != null; statement = statements.next()) {
      int end = rules.line();
      rules.back(statement.line());
      try {
        read(statement);
      } catch (Refusal refusal) {
        rules.problem(refusal);
      }
      rules.back(end);
    }
    if (blocks.size() > 1) {
      rules.problem("the file ends inside a block (expected: })");
    }
  }

  private void read(NginxStatements.Statement statement) throws Refusal {
    switch (statement.end()) {
      case '{' -> open(statement);
      case '}' -> close();
      default -> {
        if (!statement.words().isEmpty()) {
          within(block(), statement.words());
        }
      }
    }
  }

  private Block block() {
    return blocks.element();
  }

  private void close() throws Refusal {
    if (blocks.size() == 1) {
      throw new Refusal("} without { (expected: a statement)");
    }
    blocks.pop();
  }

  private void open(NginxStatements.Statement statement) throws Refusal {
    List<String> words = statement.words();
    List<String> hosts = block() instanceof Block.Place place ? place.hosts() : List.of();
    boolean inside = block() instanceof Block.Place;
    if (blocks.size() > DEEPEST) {
      blocks.push(new Block.Other());
      throw new Refusal("more than " + DEEPEST + " levels of blocks (expected: fewer)");
    }
    Block opened = new Block.Other();
    try {
      opened =
          switch (statement.name()) {
            case "map" -> new Block.Mapping(NginxMap.of(words));
            case "server" -> new Block.Place(List.of(), NginxPlace.EVERYWHERE);
            case "http" -> block();
            case "location" -> inside ? new Block.Place(hosts, NginxPlace.of(words)) : opened;
            case "if" -> new Block.If(String.join(" ", words.subList(1, words.size())));
            default -> opened;
          };
    } finally {
      blocks.push(opened);
    }
  }

  private void within(Block block, List<String> words) throws Refusal {
    switch (block) {
      case Block.Mapping mapping -> mapping.map().read(words, rules);
      case Block.If condition -> {
        if (isRedirect(words) && !isOfMap(condition, words)) {
          throw new Refusal(
              "a redirect under the condition "
                  + Excerpt.of(condition.condition())
                  + " (expected: none)");
        }
      }
      case Block.Place place -> {
        if (words.getFirst().equals("server_name")) {
          blocks.pop();
          blocks.push(new Block.Place(List.copyOf(words.subList(1, words.size())), place.place()));
        } else if (isRedirect(words)) {
          redirect(place, words);
        }
      }
      case Block.Other _ -> {}
    }
  }

  /** {@code if ($target) { return 301 $target; }} is how a map is used. */
  private static boolean isOfMap(Block.If condition, List<String> words) {
    String text = condition.condition();
    return text.startsWith("($")
        && text.endsWith(")")
        && words.getFirst().equals("return")
        && (words.size() == 2 || words.getLast().startsWith(text.substring(1, text.length() - 1)));
  }

  private static boolean isRedirect(List<String> words) {
    boolean rewrites = words.getFirst().equals("rewrite");
    boolean returns = words.getFirst().equals("return") && words.size() > 1;
    return rewrites || (returns && (isRedirecting(words.get(1)) || words.size() == 2));
  }

  private static boolean isRedirecting(String code) {
    return code.startsWith("3") || code.equals("410");
  }

  private void redirect(Block.Place block, List<String> words) throws Refusal {
    NginxRedirect redirect = NginxRedirect.of(words);
    if (redirect == null) {
      return;
    }
    if (block.hosts().isEmpty()) {
      redirect.addTo(rules, null, block.place());
    }
    for (String name : block.hosts()) {
      redirect.addTo(rules, host(name), block.place());
    }
    if (redirect.dropsQuery()) {
      throw new Refusal(
          "a ? at the end drops the query (expected: query: drop in the configuration)");
    }
  }

  /** Names that stand for no host: the server that takes all the others. */
  private static @Nullable String host(String name) throws Refusal {
    if (name.equals("_") || name.isEmpty()) {
      return null;
    }
    if (name.startsWith("~") || name.contains("*") || name.startsWith(".")) {
      throw new Refusal("server_name " + Excerpt.of(name) + " (expected: one host)");
    }
    return Hosts.of(name);
  }
}
