package dev.crossfade.fleet;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A member as text; keys of other versions are passed over. */
final class MemberJson {
  private static final Logger log = LoggerFactory.getLogger(MemberJson.class);
  private static final JsonMapper JSON = new JsonMapper();

  private MemberJson() {}

  static String toText(String name, Instant since, Member.Facts facts) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", name)
            .put("since", since.toString())
            .put("version", facts.version())
            .put("admin", facts.admin())
            .put("config", facts.config())
            .put("journal", facts.journal())
            .put("counts", facts.counts());
    ObjectNode exposures = json.putObject("exposures");
    facts.exposures().forEach(exposures::put);
    return JSON.writeValueAsString(json);
  }

  /** Nothing if a gateway would not have written it. */
  static Optional<Member> parse(String id, String text, boolean leads) {
    try {
      JsonNode json = JSON.readTree(text);
      SequencedMap<String, Integer> exposures = new LinkedHashMap<>();
      json.required("exposures")
          .properties()
          .forEach(unit -> exposures.put(unit.getKey(), unit.getValue().intValue()));
      Member.Facts facts =
          new Member.Facts(
              json.required("version").stringValue(),
              json.required("admin").stringValue(),
              json.required("config").longValue(),
              json.required("journal").longValue(),
              json.path("counts").asString(""),
              exposures);
      return Optional.of(
          new Member(
              id,
              json.required("name").stringValue(),
              Instant.parse(json.required("since").stringValue()),
              leads,
              facts));
    } catch (JacksonException | DateTimeException e) {
      log.warn("member {} of the fleet is left out: {}", id, e.toString());
      return Optional.empty();
    }
  }
}
