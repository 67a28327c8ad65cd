package dev.crossfade.seo.parity;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/** Compares what a page should say once: the first of what is not blank counts. */
final class One {
  private One() {}

  /**
   * Notes that it is missing, empty, another, or there more often than on legacy.
   *
   * @param plain what of a text counts
   * @param same whether two such say the same
   */
  static void check(
      String one,
      String many,
      List<String> legacy,
      List<String> next,
      UnaryOperator<String> plain,
      BiPredicate<String, String> same,
      Notes notes) {
    List<String> was = said(legacy);
    List<String> is = said(next);
    if (was.isEmpty()) {
      return; // legacy says nothing: whatever next says is no loss
    }
    String before = was.getFirst();
    if (is.isEmpty()) {
      String how = next.isEmpty() ? "has no " + one : "has an empty " + one;
      notes.add(before, "", how + ", legacy has " + Wording.quoted(before), "");
      return;
    }
    String now = is.getFirst();
    if (!same.test(plain.apply(before), plain.apply(now))) {
      notes.add(
          before,
          now,
          "%s is %s instead of %s".formatted(one, Wording.quoted(now), Wording.quoted(before)),
          "");
    }
    if (is.size() > 1 && was.size() == 1) {
      notes.add(
          before,
          now,
          "has %d %s, legacy has one".formatted(is.size(), many),
          String.join("\n", is.subList(0, Math.min(10, is.size()))));
    }
  }

  private static List<String> said(List<String> texts) {
    return texts.stream().filter(text -> !text.isBlank()).toList();
  }
}
