package dev.crossfade.deploy.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.crossfade.config.model.Seo;
import dev.crossfade.config.model.Severity;
import dev.crossfade.console.service.Expected;
import dev.crossfade.console.service.FindingService;
import dev.crossfade.console.service.FindingTrend;
import dev.crossfade.rollout.journal.JournalException;
import dev.crossfade.seo.finding.Difference;
import dev.crossfade.seo.live.GuardView;
import dev.crossfade.seo.live.LiveSettings;
import dev.crossfade.seo.live.group.Acceptance;
import dev.crossfade.seo.live.group.FindingGroup;
import dev.crossfade.seo.live.group.Groups;
import dev.crossfade.seo.live.group.History;
import dev.crossfade.seo.live.group.Pages;
import dev.crossfade.seo.live.guard.GuardState;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Findings and guards as the admin port shows them and takes orders for them. Thread-safe; one
 * order at a time, each looked at together with what it is about.
 */
final class FindingReports implements FindingService {
  private static final int DAY = 24;
  private static final Comparator<Place> ORDER =
      Comparator.comparingInt(Place::severity)
          .thenComparingInt(Place::state)
          .thenComparing(Comparator.comparingLong(Place::last).reversed())
          .thenComparing(Place::id);

  private final ParityDesk desk;
  private final EventDesk events;
  private final Clock clock;
  private final ReentrantLock orders = new ReentrantLock();

  FindingReports(ParityDesk desk, EventDesk events, Clock clock) {
    this.desk = desk;
    this.events = events;
    this.clock = clock;
  }

  /** Where a group stands among all: the gravest first, of these the open ones, the latest. */
  private record Place(int severity, int state, long last, String id) {
    private static final String EXPECTED = " (expected: as the page before says)";

    static Place of(FindingGroup group) {
      int state =
          switch (group.state()) {
            case OPEN -> 0;
            case NOISE -> 1;
            case ACCEPTED -> 2;
            case CLOSED -> 3;
          };
      return new Place(rank(group), state, group.last().toEpochMilli(), group.id());
    }

    private static int rank(FindingGroup group) {
      return switch (group.severity()) {
        case CRITICAL -> 0;
        case MAJOR -> 1;
        case MINOR -> 2;
      };
    }

    String cursor() {
      String text = severity + ":" + state + ":" + last + ":" + id;
      return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    static Place parse(String cursor) {
      try {
        String text = new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
        String[] parts = text.split(":", 4);
        if (parts.length == 4) {
          return new Place(
              Integer.parseInt(parts[0]),
              Integer.parseInt(parts[1]),
              Long.parseLong(parts[2]),
              parts[3]);
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("cursor: " + cursor + EXPECTED, e);
      }
      throw new IllegalArgumentException("cursor: " + cursor + EXPECTED);
    }
  }

  private Groups groups() {
    return desk.groups();
  }

  @Override
  public Findings findings(Wanted wanted) {
    List<FindingGroup> all =
        groups().all().stream()
            .filter(group -> FindingFilter.isWanted(group, wanted))
            .sorted(Comparator.comparing(Place::of, ORDER))
            .toList();
    Place after = wanted.after() == null ? null : Place.parse(wanted.after());
    List<FindingGroup> left =
        after == null
            ? all
            : all.stream().filter(group -> ORDER.compare(Place.of(group), after) > 0).toList();
    List<FindingGroup> page = left.subList(0, Math.min(wanted.limit(), left.size()));
    String cursor = page.size() < left.size() ? Place.of(page.getLast()).cursor() : null;
    return new Findings(
        page.stream().map(group -> show(group, 1)).toList(),
        all.size(),
        cursor,
        guards(),
        FindingFilter.facets(groups().all(), wanted),
        coverage(),
        desk.storeProblem());
  }

  private Coverage coverage() {
    LiveSettings settings = desk.settings();
    History history = groups().history();
    long hour = History.hour(clock.instant());
    Long since = history.since();
    Seo seo = settings.seo();
    return new Coverage(
        settings.units().stream().sorted().toList(),
        seo.sampling().rate().toString(),
        seo.criticalPaths().urls().size(),
        seo.criticalPaths().every().toSeconds(),
        history.compared(null, hour - DAY + 1),
        history.compared(null, hour - History.HOURS + 1),
        since == null ? null : History.start(since));
  }

  @Override
  public FindingTrend findingTrend(int hours, @Nullable String unit) {
    long end = History.hour(clock.instant()) + 1;
    return new FindingTrend(
        groups().history().hours(unit, end - hours, end).stream()
            .map(FindingReports::show)
            .toList());
  }

  private static FindingTrend.Hour show(History.Hour hour) {
    Map<Severity, Long> open = hour.open();
    return new FindingTrend.Hour(
        History.start(hour.hour()),
        hour.pages(),
        open == null ? null : open.get(Severity.CRITICAL),
        open == null ? null : open.get(Severity.MAJOR),
        open == null ? null : open.get(Severity.MINOR));
  }

  @Override
  public Optional<FindingTrend.OfOne> findingTrendOf(String id, int hours) {
    long end = History.hour(clock.instant()) + 1;
    return groups()
        .find(id)
        .map(group -> groups().history().shares(group, end - hours, end))
        .map(
            shares ->
                new FindingTrend.OfOne(
                    id,
                    shares.stream()
                        .map(
                            s ->
                                new FindingTrend.Share(
                                    History.start(s.hour()), s.pages(), s.seen()))
                        .toList()));
  }

  /**
   * A group as it is.
   *
   * @param marked of so many examples the differences are looked for, which costs
   */
  private static Group show(FindingGroup group, int marked) {
    Acceptance accepted = group.acceptance();
    return new Group(
        group.id(),
        version(group),
        group.of().unit(),
        group.of().template(),
        group.rule().id(),
        FindingFilter.word(group.severity()),
        group.state().word(),
        group.rule().title(),
        group.rule().consequence(),
        group.rule().remedy(),
        group.count(),
        group.share(),
        group.pages(),
        group.clean(),
        group.cleanToClose(),
        group.first(),
        group.last(),
        group.opened(),
        group.closed(),
        new Traffic(
            Math.round(group.traffic().visitors() * group.share()),
            Math.round(group.traffic().crawlers() * group.share())),
        accepted == null ? null : new Accepted(accepted.by(), accepted.at(), accepted.reason()),
        examples(group.examples(), marked));
  }

  private static String version(FindingGroup group) {
    return Versioned.of(
        group.id(), group.state(), group.severity(), group.opened(), group.acceptance());
  }

  private static List<Example> examples(
      List<dev.crossfade.seo.live.group.Example> kept, int marked) {
    List<Example> examples = new ArrayList<>();
    for (dev.crossfade.seo.live.group.Example example : kept) {
      examples.add(show(example, examples.size() < marked));
    }
    return examples;
  }

  private static Example show(dev.crossfade.seo.live.group.Example example, boolean marked) {
    return new Example(
        example.url(),
        example.at(),
        example.legacy(),
        example.next(),
        example.message(),
        example.evidence(),
        marked ? marks(Difference.of(example.legacy(), example.next())) : null);
  }

  private static Marks marks(Difference difference) {
    return new Marks(parts(difference.legacy()), parts(difference.next()));
  }

  private static List<Part> parts(List<Difference.Part> parts) {
    return parts.stream().map(part -> new Part(part.text(), part.changed())).toList();
  }

  @Override
  public Optional<Group> finding(String id) {
    return groups().find(id).map(group -> show(group, Integer.MAX_VALUE));
  }

  @Override
  public Said acceptFinding(String id, String actor, String reason, Expected expected) {
    return say(
        id,
        expected,
        group -> {
          Acceptance before = group.acceptance();
          return before == null
              ? noted(id, desk.acceptances().accept(id, actor, reason), actor, reason)
              : new Refused("it was accepted by " + before.by() + " at " + before.at());
        });
  }

  @Override
  public Said reopenFinding(String id, String actor, String reason, Expected expected) {
    return say(
        id,
        expected,
        group -> {
          if (group.acceptance() == null) {
            return new Refused("nobody has accepted it (expected: a finding that is accepted)");
          }
          desk.acceptances().reopen(id, actor, reason);
          return noted(id, null, actor, reason);
        });
  }

  private Said say(String id, Expected expected, Function<FindingGroup, Said> order) {
    orders.lock();
    try {
      FindingGroup group = groups().find(id).orElse(null);
      if (group == null) {
        return unknown(id);
      }
      return expected.isMetBy(version(group))
          ? order.apply(group)
          : new Stale(show(group, Integer.MAX_VALUE));
    } catch (JournalException e) {
      return new Refused("the journal does not take it: " + e.getMessage());
    } finally {
      orders.unlock();
    }
  }

  private Said noted(String id, @Nullable Acceptance by, String actor, String reason) {
    Optional<FindingGroup> now = groups().accept(id, by);
    now.ifPresent(group -> events.said(group, by != null, actor, reason));
    return now.<Said>map(group -> new Noted(show(group, Integer.MAX_VALUE)))
        .orElseGet(() -> unknown(id));
  }

  private static Said unknown(String id) {
    return new Unknown("finding " + id + " (expected: an id such as catalog.SEO-TITLE.product)");
  }

  @Override
  public List<Guarding> guards() {
    return desk.parity().guards().views().stream().map(FindingReports::show).toList();
  }

  private static Guarding show(GuardView view) {
    String word = GuardLog.word(view.state());
    return switch (view.state()) {
      case GuardState.Guarded guarded ->
          state(view, word, guarded.since(), guarded.clean(), guarded.why());
      case GuardState.Released released ->
          state(view, word, released.since(), released.clean(), "");
      case GuardState.Watching _ -> state(view, word, Instant.EPOCH, 0, "");
    };
  }

  private static Guarding state(GuardView view, String word, Instant since, int clean, String why) {
    return new Guarding(
        view.of().unit(),
        view.of().template(),
        Versioned.of(view.of(), word, since),
        word,
        since,
        view.earliest(),
        clean,
        why);
  }

  @Override
  public Said releaseGuard(
      String unit, String template, String actor, String reason, Expected expected) {
    Pages of = new Pages(unit, template);
    orders.lock();
    try {
      Guarding now = guard(of).orElse(null);
      if (now != null && !expected.isMetBy(now.version())) {
        return new Stale(now);
      }
      return desk.parity()
          .guards()
          .release(of, actor, reason, clock.instant())
          .<Said>map(view -> new Noted(show(view)))
          .orElseGet(
              () ->
                  new Unknown(of + " is not kept from next (expected: one of GET /api/v1/guards)"));
    } finally {
      orders.unlock();
    }
  }

  private Optional<Guarding> guard(Pages of) {
    return desk.parity().guards().views().stream()
        .filter(view -> view.of().equals(of))
        .map(FindingReports::show)
        .findFirst();
  }
}
