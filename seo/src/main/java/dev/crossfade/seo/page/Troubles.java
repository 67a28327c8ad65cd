package dev.crossfade.seo.page;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What of a page could not be read, for people: each thing once, and no more than fit a screen. */
final class Troubles {
  private static final int MOST = 20;
  private static final int LONGEST = 300;

  private final Set<String> all = new LinkedHashSet<>();
  private int more;

  void add(String sentence) {
    String line = Line.of(sentence, LONGEST);
    if (all.size() < MOST) {
      all.add(line);
    } else if (!all.contains(line)) {
      more++;
    }
  }

  List<String> list() {
    List<String> list = new ArrayList<>(all);
    if (more > 0) {
      list.add("and " + more + " more");
    }
    return list;
  }
}
