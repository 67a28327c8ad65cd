package dev.crossfade.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What {@code status --fleet} prints. */
class FleetTextTest {
  private static final String HEAD =
      "{\"shared\":true,\"prefix\":\"/shop\",\"name\":\"b\",\"role\":\"follower\",";

  private static FleetText text(String json) {
    return FleetText.of(JsonMapper.shared().readTree(json));
  }

  private static String member(String name, boolean leads, long config, double exposure) {
    return """
    {"name":"%s","leads":%s,"admin":"10.0.0.1:9900","version":"1.0","config":%d,"journal":42,\
    "exposures":{"shop":%s}}"""
        .formatted(name, leads, config, exposure);
  }

  private static String members(String... members) {
    return HEAD + "\"problem\":null,\"members\":[" + String.join(",", members) + "]}";
  }

  @Test
  void gatewaysThatAgree_areATable() {
    FleetText text = text(members(member("a", true, 3, 50), member("b", false, 3, 50)));

    assertThat(text.agrees()).isTrue();
    assertThat(text.lines())
        .containsExactly(
            "asked b, which is a follower; keys under /shop",
            "gateway           admin                   version          config   journal  exposures",
            "a        leads    10.0.0.1:9900           1.0                   3        42  shop 50.0%",
            "b                 10.0.0.1:9900           1.0                   3        42  shop 50.0%");
  }

  @Test
  void gatewaysThatDiffer_areNamed() {
    FleetText text = text(members(member("a", true, 3, 50), member("b", false, 2, 25)));

    assertThat(text.agrees()).isFalse();
    assertThat(text.lines()).contains("they differ in config", "they differ in exposures");
  }

  @Test
  void nobodyLeads_isSaid() {
    FleetText text = text(members(member("a", false, 3, 50)));

    assertThat(text.agrees()).isFalse();
    assertThat(text.lines().getLast()).startsWith("nobody leads");
  }

  @Test
  void storeIsAway_isSaid() {
    FleetText text = text(HEAD + "\"problem\":\"etcd: no member answers\",\"members\":[]}");

    assertThat(text.agrees()).isFalse();
    assertThat(text.lines()).contains("the others are not known: etcd: no member answers");
  }

  @Test
  void gatewayThatIsAlone_saysSo() {
    assertThat(text("{\"shared\":false}").lines().getFirst())
        .contains("state.etcd is not configured");
    assertThat(text("{\"shared\":false}").agrees()).isTrue();
  }
}
