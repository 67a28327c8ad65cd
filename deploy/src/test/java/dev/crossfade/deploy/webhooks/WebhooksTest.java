package dev.crossfade.deploy.webhooks;

import static dev.crossfade.deploy.webhooks.Moves.KEY;
import static dev.crossfade.deploy.webhooks.Moves.config;
import static dev.crossfade.deploy.webhooks.Moves.move;
import static dev.crossfade.deploy.webhooks.Moves.verdict;
import static dev.crossfade.deploy.webhooks.Moves.view;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.rollout.RolloutView;
import dev.crossfade.rollout.Transition.Kind;
import dev.crossfade.rollout.gates.Verdict.Says;
import dev.crossfade.rollout.schedule.Ticker;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What a receiver gets, and what it gets again, from a gateway that is in a hurry. */
class WebhooksTest {
  private static final Patience HURRY =
      new Patience(
          Duration.ofMillis(300),
          Duration.ofMillis(10),
          Duration.ofMillis(40),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          3);
  private static final Duration QUIET = Duration.ofMillis(100);
  private static final RolloutView VIEW = view(verdict(Says.FAIL));

  private final Webhooks webhooks = webhooks(true);
  private Inbox inbox;

  @BeforeEach
  void open() throws Exception {
    inbox = Inbox.open();
  }

  @AfterEach
  void close() {
    inbox.close();
    webhooks.close();
  }

  @Test
  void moved_rollback_tellsAllOfIt() {
    webhooks.configure(config(KEY, inbox.uri()));

    webhooks.moved(move(Kind.ROLLBACK, 1), VIEW);

    await().until(() -> inbox.posts.size() == 1);
    Inbox.Post post = inbox.posts.getFirst();
    assertThat(post.json())
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"event":"rollback","id":"%s","unit":"catalog","state":"rolled-back","from":"running",
                     "exposure":0.0,"previousExposure":25.0,"stage":1,"stages":2,"actor":"gate:errors",
                     "reason":"errors: next 9 %%: fail","at":"2026-11-21T12:00:00Z",
                     "gates":["errors: next 9 %%: FAIL"],"overrode":[],"decider":"catalog-oncall",
                     "reverts":["catalog reads"],"forwardFixes":["reviews"],
                     "text":"catalog: rolled back from 25%% to 0%% by gate:errors (errors: next 9 %%: fail); errors: next 9 %%: FAIL; needs a fix forward: reviews"}
                    """
                        .formatted(post.delivery())));
  }

  @ParameterizedTest
  @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "APPROVE")
  void moved_anyMove_isTold(Kind kind) {
    webhooks.configure(config(KEY, inbox.uri()));

    webhooks.moved(move(kind, 1), VIEW);

    await().untilAsserted(() -> assertThat(inbox.events()).containsExactly(kind.text()));
  }

  @Test
  void moved_approvalOrElsewhere_isNotTold() {
    webhooks.configure(config(KEY, inbox.uri()));

    webhooks.moved(move(Kind.APPROVE, 1), VIEW);
    webhooks.moved(move(Kind.START, 1, false), VIEW);
    webhooks.moved(move(Kind.HOLD, 1), VIEW);

    await().during(QUIET).until(() -> inbox.events().equals(List.of("hold")));
  }

  @Test
  void moved_sameMoveTwice_isToldOnce() {
    webhooks.configure(config(KEY, inbox.uri()));

    webhooks.moved(move(Kind.HOLD, 1), VIEW);
    webhooks.moved(move(Kind.HOLD, 1), VIEW);
    webhooks.moved(move(Kind.HOLD, 2), VIEW);

    await().during(QUIET).until(() -> inbox.posts.size() == 2);
    assertThat(inbox.posts).extracting(Inbox.Post::delivery).doesNotHaveDuplicates();
  }

  @Test
  void moved_withAKey_isSigned() throws Exception {
    webhooks.configure(config(KEY, inbox.uri()));

    webhooks.moved(move(Kind.HOLD, 1), VIEW);

    await().until(() -> inbox.posts.size() == 1);
    Inbox.Post post = inbox.posts.getFirst();
    String signature = String.valueOf(post.signature());
    assertThat(signature).matches("t=[0-9]{10},v1=[0-9a-f]{64}");
    String time = signature.substring(2, signature.indexOf(','));
    assertThat(signature).endsWith("v1=" + Hmac.hex(KEY, time + "." + post.body()));
    assertThat(Long.parseLong(time)).isBetween(now() - 60, now());
  }

  @Test
  void moved_withoutAKey_isNotSigned() {
    webhooks.configure(config(null, inbox.uri()));

    webhooks.moved(move(Kind.HOLD, 1), VIEW);

    await().until(() -> inbox.posts.size() == 1);
    assertThat(inbox.posts.getFirst().signature()).isNull();
  }

  @Test
  void moved_userInTheUrl_isSentAsBasic() {
    URI uri = URI.create(inbox.uri().toString().replace("//", "//ops:s3cret@"));
    webhooks.configure(config(KEY, uri));

    webhooks.moved(move(Kind.HOLD, 1), VIEW);

    await().until(() -> inbox.posts.size() == 1);
    assertThat(inbox.posts.getFirst().authorization())
        .isEqualTo("Basic " + Base64.getEncoder().encodeToString("ops:s3cret".getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
  void moved_receiverInTrouble_isToldAgainAndInOrder(int status) {
    webhooks.configure(config(KEY, inbox.uri()));
    inbox.statuses.addAll(List.of(status, status));

    webhooks.moved(move(Kind.START, 1), VIEW);
    webhooks.moved(move(Kind.HOLD, 1), VIEW);

    await().until(() -> inbox.posts.size() == 4);
    assertThat(inbox.events()).containsExactly("start", "start", "start", "hold");
    assertThat(inbox.posts.subList(0, 3)).extracting(Inbox.Post::delivery).containsOnly(id(0));
    assertThat(inbox.posts.subList(0, 3))
        .extracting(Inbox.Post::body)
        .containsOnly(inbox.posts.getFirst().body());
    assertThat(webhooks.dropped()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 307, 400, 401, 404, 410, 422})
  void moved_receiverThatRefuses_isNotToldAgain(int status) {
    webhooks.configure(config(KEY, inbox.uri()));
    inbox.statuses.add(status);

    webhooks.moved(move(Kind.START, 1), VIEW);
    webhooks.moved(move(Kind.HOLD, 1), VIEW);

    await().during(QUIET).until(() -> inbox.events().equals(List.of("start", "hold")));
    assertThat(webhooks.dropped()).isOne();
  }

  @Test
  void moved_retryAfter_isWaitedFor() {
    webhooks.configure(config(KEY, inbox.uri()));
    inbox.retryAfter = "1";
    inbox.statuses.add(503);

    webhooks.moved(move(Kind.START, 1), VIEW);

    await().until(() -> inbox.posts.size() == 2);
    assertThat(inbox.posts.get(1).nanos() - inbox.posts.get(0).nanos())
        .isGreaterThanOrEqualTo(Duration.ofMillis(990).toNanos());
  }

  @Test
  void moved_retryAfterADate_isWaitedFor() {
    webhooks.configure(config(KEY, inbox.uri()));
    Instant date = Instant.now().plusSeconds(2);
    inbox.retryAfter = DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atZone(ZoneOffset.UTC));
    inbox.statuses.add(503);

    webhooks.moved(move(Kind.START, 1), VIEW);

    await().until(() -> inbox.posts.size() == 2);
    assertThat(Instant.now()).isAfterOrEqualTo(date.truncatedTo(ChronoUnit.SECONDS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-1", "99999999999999", "Sun, 06 Nov 1994 08:49:37 GMT"})
  void moved_retryAfterNonsense_isNotWaitedFor(String wait) {
    webhooks.configure(config(KEY, inbox.uri()));
    inbox.retryAfter = wait;
    inbox.statuses.add(503);

    webhooks.moved(move(Kind.START, 1), VIEW);

    await().until(() -> inbox.posts.size() == 2);
  }

  @Test
  void moved_toldByAnotherGatewayToo_hasTheSameId() {
    try (Webhooks other = webhooks(true)) {
      webhooks.configure(config(KEY, inbox.uri()));
      other.configure(config(KEY, inbox.uri()));

      webhooks.moved(move(Kind.HOLD, 1), VIEW);
      other.moved(move(Kind.HOLD, 1), VIEW);

      await().until(() -> inbox.posts.size() == 2);
      assertThat(inbox.posts).extracting(Inbox.Post::delivery).containsOnly(id(0));
    }
  }

  @Test
  void moved_retryAfterBeyondAllPatience_isGivenUp() {
    webhooks.configure(config(KEY, inbox.uri()));
    inbox.retryAfter = "86400";
    inbox.statuses.add(503);

    webhooks.moved(move(Kind.START, 1), VIEW);
    webhooks.moved(move(Kind.HOLD, 1), VIEW);

    await().until(() -> inbox.events().equals(List.of("start", "hold")));
    assertThat(webhooks.dropped()).isOne();
  }

  @Test
  void moved_receiverThatHangs_keepsTheNewestAndHarmsNobody() throws Exception {
    try (Inbox other = Inbox.open()) {
      URI dead = URI.create("http://127.0.0.1:1/");
      webhooks.configure(config(KEY, dead, inbox.uri(), other.uri()));
      inbox.answers.drainPermits();
      webhooks.moved(move(Kind.START, 1), VIEW);
      await().until(() -> inbox.posts.size() == 1);

      for (int run = 2; run <= 6; run++) {
        int told = run;
        webhooks.moved(move(Kind.START, run), VIEW);
        await().until(() -> other.posts.size() == told);
      }
      inbox.answers.release(100);

      await().until(() -> inbox.posts.size() == 4);
      List<String> all = other.posts.stream().map(Inbox.Post::delivery).toList();
      assertThat(inbox.posts)
          .extracting(Inbox.Post::delivery)
          .containsExactly(all.get(0), all.get(3), all.get(4), all.get(5));
      assertThat(webhooks.dropped()).isGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void judged_gateThatFlaps_isToldOnceAndThenItsLastWord() {
    webhooks.configure(config(KEY, inbox.uri()));

    webhooks.judged("catalog", verdict(Says.FAIL), Says.PASS);
    webhooks.judged("catalog", verdict(Says.HOLD), Says.FAIL);
    webhooks.judged("catalog", verdict(Says.FAIL), Says.HOLD);
    webhooks.judged("catalog", verdict(Says.PASS), Says.FAIL);

    await().during(QUIET).until(() -> inbox.posts.size() == 2);
    assertThat(inbox.posts)
        .extracting(
            post ->
                post.json().path("previousVerdict").asString("")
                    + " "
                    + post.json().path("verdict").asString(""))
        .containsExactly("pass fail", "fail pass");
    assertThat(inbox.posts.get(1).nanos() - inbox.posts.get(0).nanos())
        .isGreaterThan(HURRY.verdicts().dividedBy(2).toNanos());
  }

  @Test
  void judged_backToWhatWasTold_isNotToldAgain() {
    webhooks.configure(config(KEY, inbox.uri()));

    webhooks.judged("catalog", verdict(Says.FAIL), null);
    webhooks.judged("catalog", verdict(Says.HOLD), Says.FAIL);
    webhooks.judged("catalog", verdict(Says.FAIL), Says.HOLD);

    await().during(HURRY.verdicts().plus(QUIET)).until(() -> inbox.posts.size() == 1);
  }

  @Test
  void judged_firstHold_isNoNews() {
    webhooks.configure(config(KEY, inbox.uri()));

    webhooks.judged("catalog", verdict(Says.HOLD), null);
    webhooks.judged("catalog", verdict(Says.PASS), Says.HOLD);

    await().until(() -> inbox.posts.size() == 1);
    assertThat(inbox.posts.getFirst().json().path("text").asString(""))
        .isEqualTo("catalog: gate errors: next 9 %: PASS");
    assertThat(inbox.posts.getFirst().json().path("exposure").asDouble()).isEqualTo(25);
  }

  @Test
  void judged_whereAnotherGatewayLeads_isNotTold() {
    try (Webhooks follower = webhooks(false)) {
      follower.configure(config(KEY, inbox.uri()));

      follower.judged("catalog", verdict(Says.FAIL), null);
      follower.moved(move(Kind.ROLLBACK, 1), VIEW);

      await().during(QUIET).until(() -> inbox.events().equals(List.of("rollback")));
    }
  }

  @Test
  void configure_otherReceiver_tellsThatOne() throws Exception {
    try (Inbox other = Inbox.open()) {
      webhooks.configure(config(KEY, inbox.uri()));
      webhooks.configure(config(KEY, other.uri()));

      webhooks.moved(move(Kind.HOLD, 1), VIEW);

      await().until(() -> other.posts.size() == 1);
      assertThat(inbox.posts).isEmpty();
    }
  }

  @Test
  void close_whileMessagesWait_sendsThem() {
    webhooks.configure(config(KEY, inbox.uri()));
    for (int run = 1; run <= 3; run++) {
      webhooks.moved(move(Kind.ROLLBACK, run), VIEW);
    }

    webhooks.close();

    assertThat(inbox.posts).hasSize(3);
    assertThat(webhooks.dropped()).isZero();
  }

  @Test
  void close_receiverInTrouble_isNotWaitedFor() {
    webhooks.configure(config(KEY, inbox.uri()));
    inbox.retryAfter = "4";
    inbox.statuses.add(503);
    webhooks.moved(move(Kind.HOLD, 1), VIEW);
    await().until(() -> inbox.posts.size() == 1);
    long began = System.nanoTime();

    webhooks.close();

    assertThat(System.nanoTime() - began).isLessThan(HURRY.close().toNanos());
    assertThat(webhooks.dropped()).isOne();
  }

  @Test
  void retry_failures_doubleUpToTheLongest() {
    assertThat(List.of(1, 2, 3, 9, 10, 500))
        .extracting(Patience.USUAL::retry)
        .extracting(Duration::toSeconds)
        .containsExactly(1L, 2L, 4L, 256L, 300L, 300L);
  }

  private String id(int post) {
    return inbox.posts.get(post).delivery();
  }

  private static Webhooks webhooks(boolean leads) {
    return new Webhooks(_ -> Optional.of(VIEW), () -> leads, Ticker.system(), HURRY);
  }

  private static long now() {
    return Ticker.system().wall().getEpochSecond();
  }
}
