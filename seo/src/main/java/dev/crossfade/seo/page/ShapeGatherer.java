package dev.crossfade.seo.page;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.Arrays;
import java.util.Set;
import org.jsoup.nodes.Element;

/**
 * Gathers how a page is built: for each element the names of itself and of three around it. As a
 * set, so that a list is the same however many it lists. What people mark up while they write, and
 * what is not seen, is no part of it.
 */
final class ShapeGatherer implements Gatherer {
  private static final Hasher64 HASHER = Hashing.xxh3_64();
  private static final Set<String> NO_PART =
      Set.of(
          "html",
          "body",
          "script",
          "style",
          "template",
          "noscript",
          "link",
          "meta",
          "title",
          "base",
          "b",
          "strong",
          "i",
          "em",
          "u",
          "s",
          "small",
          "mark",
          "sub",
          "sup",
          "br",
          "wbr",
          "font",
          "abbr",
          "q",
          "code",
          "del",
          "ins",
          "bdi",
          "bdo");

  /** The names of the elements that are open, as hashes. */
  private int[] names = new int[64];

  private int depth;
  private long[] paths = new long[512];
  private int size;

  @Override
  public void open(Element element, int place) {
    if (!isPart(element, place)) {
      return;
    }
    if (depth == names.length) {
      names = Arrays.copyOf(names, 2 * depth);
    }
    names[depth++] = element.normalName().hashCode();
    if (size == paths.length) {
      paths = Arrays.copyOf(paths, 2 * size);
    }
    paths[size++] = HASHER.hashLongLongToLong(pair(depth - 1), pair(depth - 3));
  }

  @Override
  public void close(Element element, int place) {
    if (isPart(element, place)) {
      depth--;
    }
  }

  private static boolean isPart(Element element, int place) {
    return (place & Place.HEAD) == 0 && !NO_PART.contains(element.normalName());
  }

  private long pair(int at) {
    return (long) name(at) << 32 | (name(at - 1) & 0xffffffffL);
  }

  private int name(int at) {
    return at < 0 ? 0 : names[at];
  }

  Shape shape() {
    return size == 0 ? Shape.NONE : new Shape(Signatures.of(Arrays.copyOf(paths, size)));
  }
}
