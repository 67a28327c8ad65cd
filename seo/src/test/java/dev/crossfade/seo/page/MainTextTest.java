package dev.crossfade.seo.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTextTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void similarity_withOneOfThirtyParagraphsChanged_isAtLeastNineTenths(int seed) {
    Random random = new Random(seed);
    List<String> paragraphs = paragraphs(random, 30, 20 + 3 * seed);
    List<String> changed = new ArrayList<>(paragraphs);
    changed.set(random.nextInt(30), paragraphs(random, 1, 20 + 3 * seed).getFirst());

    assertThat(similarity(page(paragraphs), page(changed))).isBetween(0.9, 0.99);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void similarity_ofUnrelatedTexts_isAtMostATenth(int seed) {
    Random random = new Random(seed);

    double similarity =
        similarity(page(paragraphs(random, 30, 40)), page(paragraphs(random, 30, 40)));

    assertThat(similarity).isLessThanOrEqualTo(0.1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <p>It costs 12.99 euros now     | <p>It costs 1,299.00 euros now
          <p>Order no. A1B2C3 of us       | <p>Order no. X9Y8Z7W6 of us
          <p>Red Shoe of leather          | <div>RED  shoe<br>of <b>leather</b></div>
          <p>Seen by 3 people today       | <p>Seen by 3 000 people today
          <p>so&shy;lid wo&#8203;od table | <p>solid wood table
          <p>we don't bend the truth      | <p>we don’t bend the truth
          """)
  void similarity_ofTheSameSaidOtherwise_isWhole(String one, String other) {
    assertThat(similarity(one, other)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <main><p>kept</main><p>gone                                           | kept
          <div role=main>kept</div><p>gone                                      | kept
          <p>gone<article>kept<article>too</article></article>                  | kept too
          <p>kept<article>a</article><article>b</article>                       | kept a b
          <p>kept<nav>a</nav><aside>b</aside><header>c</header><footer>d</footer> | kept
          <p>kept<div id=Foot>a</div><div class="wide  site-footer dark">b</div>     | kept
          <main>kept<div class=footer>too</div></main><div class=my-footer-x>a</div> | kept too
          <p>One sentence of six words here. <p>Home » Chairs » Oak » A chair of oak | One sentence of six words here.
          <main><header>kept</header><nav>a</nav><footer>too</footer></main>    | kept too
          <p>kept<div role=navigation>a</div><div role=banner>b</div>           | kept
          <p>kept<script>a</script><style>b</style><template>c</template>       | kept
          <p>kept<noscript>a</noscript><svg><text>b</text></svg>                | kept
          <p>kept<div hidden>a</div><div style='Display : none'>b</div>         | kept
          <p>kept<button>a</button><select><option>b</select><textarea>c</textarea> | kept
          <p>kept<ul><li><a href=/x>other page</a> 9.99</ul>                    | kept
          <p>kept, see the <a href=/x>size chart</a> of all our shoes           | kept, see the size chart of all our shoes
          <body style=display:none><p>kept                                      | kept
          <p>日本語の本                                                            | 日本語の本
          """)
  void read_ofParts_takesWhatIsThePagesOwn(String html, String text) {
    MainText main = Pages.body(html).text();

    assertThat(main.beginning()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "<p>..., 0",
    "<p>one, 1",
    "<p>one two, 2",
    "<p>it costs 12 euros, 4",
    "<p>日本語, 3",
    "<p>don't, 1",
  })
  void words_areCounted(String html, int words) {
    assertThat(Pages.body(html).text().words()).isEqualTo(words);
  }

  @Test
  void similarity_ofNothing_isOfNothingOnly() {
    assertThat(similarity("", "")).isEqualTo(1);
    assertThat(similarity("", "<p>one two three")).isEqualTo(0);
    assertThat(similarity("<p>one", "<p>one")).isEqualTo(1);
    assertThat(similarity("<p>one", "<p>two")).isEqualTo(0);
  }

  @Test
  void signature_ofALongText_isShortAndStillTells() {
    Random random = new Random(1);
    List<String> paragraphs = paragraphs(random, 1_000, 100);
    List<String> half = new ArrayList<>(paragraphs.subList(0, 500));
    half.addAll(paragraphs(random, 500, 100));

    assertThat(Pages.body(page(paragraphs)).text().signature()).hasSize(512);
    assertThat(similarity(page(paragraphs), page(half))).isBetween(0.27, 0.40);
  }

  private static double similarity(String one, String other) {
    return Pages.body(one).text().similarity(Pages.body(other).text());
  }

  private static String page(List<String> paragraphs) {
    return "<p>" + String.join("<p>", paragraphs);
  }

  private static List<String> paragraphs(Random random, int count, int words) {
    List<String> paragraphs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder paragraph = new StringBuilder();
      for (int j = 0; j < words; j++) {
        paragraph.append(word(random.nextInt(5_000))).append(' ');
      }
      paragraphs.add(paragraph.toString());
    }
    return paragraphs;
  }

  /** Letters only: figures are all one word. */
  private static String word(int number) {
    return "w"
        + Integer.toString(number, 20)
            .replaceAll("[0-9]", "v$0")
            .replace('0', 'k')
            .replace('1', 'l')
            .replace('2', 'm')
            .replace('3', 'n')
            .replace('4', 'o')
            .replace('5', 'p')
            .replace('6', 'q')
            .replace('7', 'r')
            .replace('8', 's')
            .replace('9', 't');
  }
}
