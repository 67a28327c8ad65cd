package dev.crossfade.deploy.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * A shop's redirects, made up: every page has moved. Sources and targets of 40 to 60 characters.
 */
final class BenchRedirects {
  static final List<String> WORDS =
      List.of(
          "trail", "running", "shoe", "leather", "winter", "jacket", "merino", "light", "classic",
          "kids");

  private BenchRedirects() {}

  static void write(Path file, int entries) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("source,target,status\n");
      for (int i = 0; i < entries; i++) {
        out.write(source(i));
        out.write(',');
        out.write(target(i));
        out.write(",301\n");
      }
    }
  }

  /** A page that has moved. */
  static String source(int i) {
    return "/old-category-" + i % 997 + "/" + name(i) + "-" + i + ".html";
  }

  /** A page that never was. */
  static String other(int i) {
    return "/old-category-" + i % 997 + "/" + name(i) + "-" + i + ".htm";
  }

  /** Where it is now. */
  static String target(int i) {
    return "/products/" + WORDS.get(i % 7) + "/p/" + name(i) + "-" + i;
  }

  private static String name(int i) {
    return WORDS.get(i % 10) + "-" + WORDS.get(i / 10 % 10) + "-" + WORDS.get(i / 100 % 10);
  }

  /** Pages in no order, so that none is in a cache by luck. */
  static BenchAsked[] asked(int entries, int size, boolean known) {
    Random random = new Random(1);
    BenchAsked[] asked = new BenchAsked[size];
    for (int i = 0; i < size; i++) {
      int entry = random.nextInt(entries);
      asked[i] = new BenchAsked(known ? source(entry) : other(entry));
    }
    return asked;
  }
}
