package dev.crossfade.seo.live;

import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.live.group.Pages;
import dev.crossfade.seo.live.guard.GuardEvent;
import dev.crossfade.seo.live.guard.GuardMachine;
import dev.crossfade.seo.live.guard.GuardPatience;
import dev.crossfade.seo.live.guard.GuardState;
import dev.crossfade.seo.live.guard.GuardStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The guards of all templates: which pages to look at again and when, and what came of it. One page
 * that breaks a guarded rule makes no case: it is looked at again, and so are two of its siblings.
 * Thread-safe. Bounded: twenty pages of each template are known.
 */
public final class GuardWatch {
  private static final String ACTOR = "guard";
  private static final int MOST_PAGES = 20;
  private static final int SIBLINGS = 2;
  private static final int CHECKS_AT_ONCE = 2;
  private static final int MOST_CHECKS = 10;

  private final Consumer<GuardChange> told;
  private final Map<Pages, Post> posts = new TreeMap<>(); // guarded by this
  private Map<String, Set<Rule>> guarded = Map.of();
  private Duration every = Duration.ofSeconds(30);
  private GuardMachine machine = new GuardMachine(GuardPatience.holding(Duration.ofMinutes(5)));

  /** One template of one unit. */
  private static final class Post {
    private GuardState state = GuardState.Watching.CALM;
    private Instant nextRound = Instant.MIN;
    private final Map<String, Known> known = new LinkedHashMap<>();
  }

  /** A page that can be looked at. */
  private static final class Known {
    private final PageRequest page;
    private @Nullable Instant due;

    Known(PageRequest page) {
      this.page = page;
    }
  }

  /** What a look at a page found. */
  public enum Look {
    BROKEN,
    CLEAN,
    /** Legacy fails itself. */
    LEGACY_ILL,
    /** Legacy has no such page: it says nothing. */
    NO_PAGE
  }

  /**
   * Watches nothing yet.
   *
   * @param told of each change of who serves, while this is locked
   */
  GuardWatch(Consumer<GuardChange> told) {
    this.told = told;
  }

  /**
   * Goes by another configuration.
   *
   * @param rules what is guarded, by unit
   * @param templates that there are
   * @param hold how long a template that falls is legacy's at least
   * @param checks how often pages that are in doubt are looked at
   */
  synchronized void configure(
      Map<String, Set<Rule>> rules,
      Set<String> templates,
      Duration hold,
      Duration checks,
      Instant now) {
    guarded = Map.copyOf(rules);
    every = checks;
    machine = new GuardMachine(GuardPatience.holding(hold));
    for (Pages pages : List.copyOf(posts.keySet())) {
      if (!rules.containsKey(pages.unit()) || !templates.contains(pages.template())) {
        Post post = posts.remove(pages);
        if (post != null && post.state instanceof GuardState.Guarded) {
          String why = "the configuration guards it no more";
          told.accept(
              new GuardChange(
                  pages, GuardStep.Move.LIFTED, GuardState.Watching.CALM, ACTOR, why, List.of()));
        }
      }
    }
    posts.values().forEach(post -> post.nextRound = now);
  }

  /** Takes up what was so before a restart. */
  public synchronized void restore(Pages of, GuardState state, Collection<PageRequest> pages) {
    Post post = posts.computeIfAbsent(of, _ -> new Post());
    post.state = state;
    pages.forEach(page -> know(post, page));
  }

  /** What of these is guarded in a unit; empty: nothing. */
  synchronized Set<Rule> rules(String unit) {
    return guarded.getOrDefault(unit, Set.of());
  }

  /** A live page, or a critical one, was compared. */
  synchronized void onCompared(PageRequest page, Look look, String what, Instant now) {
    if (!guarded.containsKey(page.of().unit())) {
      return;
    }
    Post post = posts.computeIfAbsent(page.of(), _ -> new Post());
    Known known = know(post, page);
    boolean inDoubt = look == Look.BROKEN && post.state instanceof GuardState.Watching;
    if (inDoubt) {
      lookAgain(post, known, now);
    } else {
      tell(page, post, look, what, now);
    }
  }

  private static Known know(Post post, PageRequest page) {
    Known known = post.known.remove(page.target());
    Known kept = known == null ? new Known(page) : known;
    post.known.put(page.target(), kept);
    if (post.known.size() > MOST_PAGES) {
      post.known.remove(post.known.keySet().iterator().next());
    }
    return kept;
  }

  private static void lookAgain(Post post, Known doubtful, Instant at) {
    if (doubtful.due == null) {
      doubtful.due = at;
    }
    int siblings = 0;
    for (Known known : post.known.values()) {
      if (known != doubtful && known.due == null && siblings < SIBLINGS) {
        known.due = at;
        siblings++;
      }
    }
  }

  /** A page was looked at again. */
  synchronized void onChecked(PageRequest page, Look look, String what, Instant now) {
    Post post = posts.get(page.of());
    Known known = post == null ? null : post.known.get(page.target());
    if (post == null || !guarded.containsKey(page.of().unit())) {
      return;
    }
    if (look == Look.NO_PAGE) {
      post.known.remove(page.target());
    }
    tell(page, post, look, what, now);
    boolean doubtful = look == Look.BROKEN && post.state instanceof GuardState.Watching;
    if (known != null && doubtful) {
      lookAgain(post, known, now.plus(every));
    }
  }

  private void tell(PageRequest page, Post post, Look look, String what, Instant now) {
    String url = page.target();
    switch (look) {
      case BROKEN -> step(page.of(), post, new GuardEvent.Broken(url, what), now);
      case CLEAN -> step(page.of(), post, new GuardEvent.Clean(url), now);
      case LEGACY_ILL -> step(page.of(), post, new GuardEvent.LegacyIll(url), now);
      case NO_PAGE -> {}
    }
  }

  private void step(Pages of, Post post, GuardEvent event, Instant now) {
    step(of, post, event, ACTOR, now);
  }

  private void step(Pages of, Post post, GuardEvent event, String by, Instant now) {
    GuardStep step = machine.on(post.state, event, now);
    post.state = step.state();
    if (step.move() != null) {
      post.nextRound = now;
      List<PageRequest> examples = new ArrayList<>();
      post.known.values().forEach(known -> examples.add(known.page));
      told.accept(new GuardChange(of, step.move(), step.state(), by, step.why(), examples));
    }
  }

  /** Time passes: pages that are to be looked at now, each once. */
  synchronized List<PageRequest> due(Instant now) {
    List<PageRequest> due = new ArrayList<>();
    posts.forEach(
        (pages, post) -> {
          step(pages, post, new GuardEvent.Tick(), now);
          switch (post.state) {
            case GuardState.Watching _ -> addDoubtful(post, now, due);
            case GuardState.Guarded _, GuardState.Released _ -> addRound(post, now, due);
          }
        });
    return due;
  }

  private static void addDoubtful(Post post, Instant now, List<PageRequest> due) {
    for (Known known : post.known.values()) {
      if (known.due != null && !now.isBefore(known.due) && due.size() < MOST_CHECKS) {
        known.due = null;
        due.add(known.page);
      }
    }
  }

  /** The two that were not looked at for longest. */
  private void addRound(Post post, Instant now, List<PageRequest> due) {
    if (now.isBefore(post.nextRound)) {
      return;
    }
    post.nextRound = now.plus(every);
    for (Known known : post.known.values().stream().limit(CHECKS_AT_ONCE).toList()) {
      if (due.size() < MOST_CHECKS) {
        known.due = null;
        due.add(know(post, known.page).page);
      }
    }
  }

  /** An operator lets next serve a template again; empty: it is not kept from next. */
  public synchronized Optional<GuardView> release(Pages of, String by, String reason, Instant now) {
    Post post = posts.get(of);
    if (post == null || !(post.state instanceof GuardState.Guarded)) {
      return Optional.empty();
    }
    step(of, post, new GuardEvent.Release(reason), by, now);
    return Optional.of(view(of, post));
  }

  /** Templates that are kept from next, or were released by an operator. */
  public synchronized List<GuardView> views() {
    List<GuardView> views = new ArrayList<>();
    posts.forEach(
        (pages, post) -> {
          if (!(post.state instanceof GuardState.Watching)) {
            views.add(view(pages, post));
          }
        });
    return views;
  }

  private GuardView view(Pages of, Post post) {
    Instant earliest =
        post.state instanceof GuardState.Guarded guarded ? machine.heldUntil(guarded) : null;
    return new GuardView(of, post.state, earliest);
  }
}
