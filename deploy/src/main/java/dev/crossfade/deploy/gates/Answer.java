package dev.crossfade.deploy.gates;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A short answer, whole. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Answer(Call from, int status, byte[] body) {
  /** Says one thing only: no key is there twice, and nothing follows. */
  private static final JsonMapper STRICT =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** The document in it, if it is one. */
  Optional<JsonNode> document() {
    try {
      return Optional.of(STRICT.readTree(body)).filter(node -> !node.isMissingNode());
    } catch (JacksonException _) {
      return Optional.empty(); // whoever asks says what it was instead
    }
  }

  /** The document of an answer that went well. */
  JsonNode json() throws NoAnswer {
    if (status != 200) {
      throw new NoAnswer(from.where() + " answered " + status);
    }
    return document().orElseThrow(() -> new NoAnswer(from.where() + " answered " + kind()));
  }

  /** What is there instead of JSON; a page is most often one that asks for a password. */
  private String kind() {
    for (byte b : body) {
      if (b > ' ') {
        return b == '<' ? "a page, not JSON" : "what is not JSON";
      }
    }
    return body.length == 0 ? "nothing" : "what is not JSON";
  }
}
