package dev.crossfade.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.cohorts.Buckets;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.Transformer;
import org.jspecify.annotations.Nullable;

/**
 * A checkout stays where it began, whatever happens to the gateways meanwhile, in any order: the
 * promise of pins. Only the stated policies end it: its end, its time, a backend that is down where
 * the pin says move, a rollback where it says evict.
 */
class CheckoutsModelTest {
  @SuppressWarnings("InlineFormatString") // it would hide what is filled in
  private static final String UNITS =
      """
      secrets: { cookieKeys: [ %s ] }
      units:
        - name: checkout
          match: { path: /checkout/** }
          rollout: { stages: [ { percent: 50%%, hold: 1h }, { percent: 100%%, hold: 1h } ] }
        - { name: catalog, match: { path: /p/** }, exposure: { percent: %d%% } }
      pins:
        checkout:
          start: { path: /checkout/** }
          scope: checkout
          end: { path: /checkout/done }
          onRollback: %s
          onBackendDown: %s
      """;

  /** What a pin's policies are. */
  enum Policy {
    PATIENT("finish", "hold"),
    MOVING("finish", "move"),
    EVICTING("evict", "hold");

    private final String onRollback;
    private final String onBackendDown;

    Policy(String onRollback, String onBackendDown) {
      this.onRollback = onRollback;
      this.onBackendDown = onBackendDown;
    }
  }

  /** One visitor, a fleet of gateways, and what the visitor was promised. */
  static final class Fleet {
    private static final int IDLE = 7_200;
    private static final int MAX = 86_400;

    private final Policy policy;
    private final TestHead request = TestHead.get("/checkout/pay").by("ada");
    private List<Integer> keys = List.of(1);
    private int catalog;
    private int exposed = 5_000;
    private String salt = "checkout";
    private long evictBefore;
    private long now = 1_000_000;
    private @Nullable String down;
    private TestShop[] gateways = new TestShop[2];

    private @Nullable String cookie;
    private @Nullable String promised;
    private long issued;
    private long seen;

    Fleet(Policy policy) {
      this.policy = policy;
      restart();
    }

    /** Every gateway forgets all it knew; cookies and configuration are what is left. */
    void restart() {
      gateways = new TestShop[] {gateway(), gateway()};
    }

    void reload(int percent) {
      catalog = percent;
      for (int i = 0; i < gateways.length; i++) {
        gateways[i] = TestShop.framed(yaml(), gateways[i].live());
      }
    }

    /** The new key signs; the one before still verifies until the visitor has been here again. */
    void rotateKeys() {
      if (promised != null && promised.equals(down)) {
        return;
      }
      int newest = keys.getFirst() + 1;
      keys = List.of(newest, keys.getFirst());
      reload(catalog);
      ask(0);
    }

    void turnTo(int basisPoints) {
      exposed = basisPoints;
      turn();
    }

    void rollBack() {
      evictBefore = now * 1_000;
      turnTo(0);
      boolean onNext = "next".equals(promised);
      if (policy == Policy.EVICTING && onNext && issued < now) {
        promised = null;
      }
    }

    /** A rollout begins again, and arranges its visitors anew. */
    void resalt() {
      salt += "!";
      turn();
    }

    void fail(@Nullable String backend) {
      down = backend;
    }

    void pass(int seconds) {
      now += seconds;
      if (now >= seen + IDLE || now >= issued + MAX) {
        promised = null;
      }
    }

    private void turn() {
      for (TestShop gateway : gateways) {
        turn(gateway.live());
      }
    }

    private void turn(Live live) {
      live.dials()
          .of("checkout")
          .turnTo(new Exposed(exposed, Buckets.salted(salt), false, evictBefore));
    }

    private TestShop gateway() {
      Live live = Live.fresh().with(backend -> !backend.equals(down));
      turn(live);
      return TestShop.framed(yaml(), live);
    }

    private String yaml() {
      String written =
          String.join(
              ", ",
              keys.stream()
                  .map(n -> "{ id: k%1$d, value: \"key number %1$d, long enough\" }".formatted(n))
                  .toList());
      return UNITS.formatted(written, catalog, policy.onRollback, policy.onBackendDown);
    }

    /** The visitor's next request, at one of the gateways. */
    void ask(int gateway) {
      String carried = cookie;
      TestHead head = carried == null ? request : request.cookie("cf_pin", carried);
      Decision decision = gateways[gateway].decide(head, now * 1_000, null);
      String before = promised;
      if (before != null && !before.equals(down)) {
        assertThat(decision).isInstanceOf(Decision.Serve.class);
        assertThat(decision.route().backend()).as("the promise").isEqualTo(before);
      } else if (before != null && policy != Policy.MOVING) {
        assertThat(decision).isInstanceOf(Decision.Hold.class);
        return;
      }
      keep(decision);
    }

    private void keep(Decision decision) {
      Pinned pinned = decision.pins().getFirst();
      PinTicket ticket = Objects.requireNonNull(pinned.ticket(), "a checkout always has a promise");
      promised = ticket.backend();
      issued = ticket.issued();
      if (pinned.isWritten()) {
        cookie = pinned.cookieValue();
      }
      seen = ticket.seen();
    }
  }

  @Property(tries = 100)
  void checkout_anythingHappens_staysWhereItBegan(@ForAll("lives") ActionChain<Fleet> chain) {
    chain.run();
  }

  @Provide
  Arbitrary<ActionChain<Fleet>> lives() {
    return Arbitraries.of(Policy.values())
        .flatMap(
            policy ->
                ActionChain.startWith(() -> new Fleet(policy))
                    .withAction(6, request())
                    .withAction(does("restart", Fleet::restart))
                    .withAction(does("rotate keys", Fleet::rotateKeys))
                    .withAction(does("roll back", Fleet::rollBack))
                    .withAction(does("new salt", Fleet::resalt))
                    .withAction(does("reload", fleet -> fleet.reload(50)))
                    .withAction(does("all of it", fleet -> fleet.turnTo(10_000)))
                    .withAction(does("some of it", fleet -> fleet.turnTo(100)))
                    .withAction(does("legacy down", fleet -> fleet.fail("legacy")))
                    .withAction(does("next down", fleet -> fleet.fail("next")))
                    .withAction(2, does("all up", fleet -> fleet.fail(null)))
                    .withAction(2, does("a while", fleet -> fleet.pass(1_500)))
                    .withAction(does("a long while", fleet -> fleet.pass(7_000)))
                    .withMaxTransformations(60));
  }

  private static Action<Fleet> request() {
    return new Action.Dependent<>() {
      @Override
      public Arbitrary<Transformer<Fleet>> transformer(Fleet fleet) {
        return Arbitraries.integers()
            .between(0, 1)
            .map(gateway -> Transformer.mutate("request", f -> f.ask(gateway)));
      }
    };
  }

  private static Action<Fleet> does(String name, Consumer<Fleet> what) {
    return Action.just(Transformer.mutate(name, what));
  }
}
