package dev.crossfade.seo.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KnownUrlsTest {

  @Test
  void forEach_moreThanFitsIntoTheBuffer_isEachOnceInOrderWithAllThatIsKnown() throws IOException {
    Random random = new Random(7);
    TreeMap<String, KnownUrl> expected = new TreeMap<>();
    try (KnownUrls urls = KnownUrls.open(100)) {
      for (int i = 0; i < 20_000; i++) {
        String target = "/p/" + random.nextInt(5_000) + "?a=" + random.nextInt(2);
        Source source = List.of(Source.values()).get(random.nextInt(6));
        urls.add(target, source, i % 3);
        expected.merge(target, KnownUrl.of(target, source, i % 3), KnownUrl::with);
      }

      assertThat(all(urls)).containsExactlyElementsOf(expected.values());
      assertThat(all(urls)).containsExactlyElementsOf(expected.values());
    }
  }

  @Test
  void forEach_afterMoreWasAdded_hasThatToo() throws IOException {
    try (KnownUrls urls = KnownUrls.open(100)) {
      urls.add("/b", Source.MAP, 0);
      assertThat(all(urls)).hasSize(1);
      urls.add("/a", Source.SERVED, 5);
      urls.add("/b", Source.SERVED, 7);

      assertThat(all(urls))
          .extracting(KnownUrl::target, KnownUrl::hits)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("/a", 5L),
              org.assertj.core.groups.Tuple.tuple("/b", 7L));
    }
  }

  @Test
  void forEach_ofNothing_isNothing() throws IOException {
    try (KnownUrls urls = KnownUrls.open(100)) {
      assertThat(all(urls)).isEmpty();
    }
  }

  private static List<KnownUrl> all(KnownUrls urls) throws IOException {
    List<KnownUrl> all = new ArrayList<>();
    urls.forEach(all::add);
    return all;
  }
}
