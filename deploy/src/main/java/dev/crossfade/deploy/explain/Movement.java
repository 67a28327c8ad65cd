package dev.crossfade.deploy.explain;

import dev.crossfade.cohorts.RequestHead;
import dev.crossfade.cohorts.Visitor;
import dev.crossfade.config.model.Config;
import dev.crossfade.proxy.ImaginedRequest.Reading;
import dev.crossfade.proxy.ImaginedRequest.Refused;
import dev.crossfade.proxy.ImaginedRequest.Understood;
import dev.crossfade.seo.log.BoundedLines;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which decisions move when one configuration follows another, for a list of URLs or for the
 * visitors of an access log. Takes the same memory for a million lines as for ten.
 *
 * <p>Of a URL a sample of visitors is asked: all of them for the first thousand URLs, after that a
 * few for each, in turn, so that a million URLs take minutes and not hours.
 */
public final class Movement {
  private static final int URLS_IN_FULL = 1_000;
  private static final int VISITORS_IN_TURN = 20;
  private static final int MOST_COMPLAINTS = 5;
  private static final InetAddress NOBODY = InetAddress.ofLiteral(Described.NOBODY);

  private final Side before;
  private final Side now;
  private final Visitor[] visitorsBefore;
  private final Visitor[] visitorsNow;
  private final Identities identities;
  private final Moves moves = new Moves();
  private final List<String> complaints = new ArrayList<>();
  private final @Nullable String origin;
  private final boolean tls;
  private long urls;
  private long unsure;
  private long unread;

  /** From one configuration to another. */
  public Movement(Side before, Side now) {
    this.before = before;
    this.now = now;
    visitorsBefore = sample(before);
    visitorsNow = sample(now);
    identities = new Identities(before);
    URI site = now.config().seo().origin();
    origin = site == null ? null : site.toString().replaceFirst("/+$", "");
    tls = origin == null ? hasTls(now.config()) : origin.startsWith("https:");
  }

  private static Visitor[] sample(Side side) {
    Visitor[] sample = new Visitor[Identities.SAMPLE];
    for (int i = 0; i < sample.length; i++) {
      sample[i] = side.visitor(Identities.name(i));
    }
    return sample;
  }

  private static boolean hasTls(Config config) {
    return config.listeners().stream().anyMatch(listener -> listener.tls() != null);
  }

  /**
   * What was found.
   *
   * @param unsure requests of a log that cannot be followed: the old configuration would not have
   *     decided as the log says
   * @param unread lines that are neither
   * @param complaints about the first of those, a line each
   */
  public record Found(
      long urls, long unsure, long unread, List<String> complaints, List<Moves.Move> moves) {
    public Found {
      complaints = List.copyOf(complaints);
      moves = List.copyOf(moves);
    }
  }

  /**
   * Reads URLs, paths of {@code seo.origin} or lines of our access log, one a line.
   *
   * @param name what complaints call it
   */
  public Found read(Reader in, String name) throws IOException {
    BoundedLines lines = new BoundedLines(in);
    for (String line = lines.next(); line != null; line = lines.next()) {
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      try {
        if (lines.isCut()) {
          throw new IllegalArgumentException(
              "is too long (expected: at most " + BoundedLines.LONGEST + " characters)");
        }
        add(text);
      } catch (IllegalArgumentException e) {
        unread++;
        if (complaints.size() < MOST_COMPLAINTS) {
          complaints.add(name + ":" + lines.number() + ": " + e.getMessage());
        }
      }
    }
    return new Found(urls, unsure, unread, complaints, moves.moves());
  }

  private void add(String line) {
    if (line.startsWith("{")) {
      addLogged(Logged.of(line));
    } else if (line.startsWith("/") && origin == null) {
      throw new IllegalArgumentException(
          Words.shown(line) + " is a path (expected: a URL, or seo.origin in the configuration)");
    } else {
      addUrl(line.startsWith("/") ? origin + line : line);
    }
  }

  private void addUrl(String url) {
    Address address = Address.of(url);
    byte[] head =
        ("GET " + address.target() + " HTTP/1.1\r\nHost: " + address.authority() + "\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    Reading old = before.read(NOBODY, address.secure(), head);
    Reading young = now.read(NOBODY, address.secure(), head);
    int asked = urls < URLS_IN_FULL ? Identities.SAMPLE : VISITORS_IN_TURN;
    int first = (int) (urls * VISITORS_IN_TURN % Identities.SAMPLE);
    urls++;
    for (int i = 0; i < asked; i++) {
      int visitor = (first + i) % Identities.SAMPLE;
      moves.add(
          urls,
          url,
          seen(before, old, visitorsBefore[visitor]),
          seen(now, young, visitorsNow[visitor]));
    }
  }

  private static Moves.Seen seen(Side side, Reading reading, Visitor visitor) {
    return switch (reading) {
      case Refused refused -> refused(refused);
      case Understood understood -> Moves.Seen.of(side.decide(visitor.at(understood.head())));
    };
  }

  private static Moves.Seen refused(Refused refused) {
    return new Moves.Seen(null, Integer.toString(refused.status()), null);
  }

  private void addLogged(Logged logged) {
    byte[] head = logged.head();
    Moves.Seen old = seen(before, before.read(logged.client(), tls, head), logged);
    Moves.Seen young = seen(now, now.read(logged.client(), tls, head), logged);
    urls++;
    boolean served = old.shown().equals(logged.backend());
    boolean redirected = old.location() != null || old.shown().equals("410");
    if (logged.backend() != null && !served && !redirected) {
      unsure++;
    } else {
      moves.add(urls, (tls ? "https://" : "http://") + logged.host() + logged.target(), old, young);
    }
  }

  private Moves.Seen seen(Side side, Reading reading, Logged logged) {
    return switch (reading) {
      case Refused refused -> refused(refused);
      case Understood understood -> Moves.Seen.of(side.decide(visitor(side, understood, logged)));
    };
  }

  /** Somebody in the same bucket, from the same country, who says the same of themselves. */
  private Visitor visitor(Side side, Understood understood, Logged logged) {
    RequestHead head = understood.head();
    String unit = logged.unit();
    int known = unit == null ? -1 : identities.inBucket(unit, logged.bucket());
    Visitor visitor =
        known < 0 ? side.visitor(head) : side.visitor(Identities.name(known)).at(head);
    Visitor claiming = logged.crawler() == null ? visitor : visitor.claiming(logged.crawler());
    return logged.country() == null ? claiming : claiming.from(logged.country());
  }
}
