package dev.crossfade.seo.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a spool is about. */
record SpoolHead(Asked asked) {
  static final String FILE = "asked.json";

  /** While it is written. */
  static final String ASIDE = FILE + ".new";

  private static final int VERSION = 1;

  /** Null: there is none, or none that can be read. */
  static @Nullable SpoolHead read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return null;
    }
    try {
      JsonNode json = JsonMapper.shared().readTree(Files.readAllBytes(file));
      List<String> words = new ArrayList<>();
      json.path("words").forEach(word -> words.add(word.asString("")));
      return json.path("version").asInt(0) == VERSION
          ? new SpoolHead(
              new Asked(json.path("audit").asString(""), words, json.path("input").asString("")))
          : null;
    } catch (JacksonException _) {
      return null; // torn while it was written: nothing was done yet
    }
  }

  static void write(Path folder, Asked asked) throws IOException {
    Path aside = folder.resolve(ASIDE);
    Files.writeString(
        aside,
        JsonMapper.shared()
            .writeValueAsString(
                Map.of(
                    "version",
                    VERSION,
                    "audit",
                    asked.audit(),
                    "words",
                    asked.words(),
                    "input",
                    asked.input())));
    Files.move(aside, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  boolean isOf(Asked other) {
    return asked.equals(other);
  }
}
