package dev.crossfade.seo.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShapeTest {
  private static final String TOP =
      "<header><div><a href=/><img alt=logo></a></div><form><input></form></header><nav><ul>"
          + "<li><a href=/c>c</a></li></ul></nav>";
  private static final String BOTTOM =
      "<footer><div><ul><li><a href=/i>i</a></li></ul></div><p>we</p></footer>";

  @Test
  void similarity_ofCategoriesOfAnyLength_isHigh() {
    assertThat(shape(category(8)).similarity(shape(category(48)))).isGreaterThan(0.95);
  }

  @Test
  void similarity_ofACategoryAndAnErrorPage_isLow() {
    assertThat(shape(category(8)).similarity(shape("<main><h1>Sorry</h1><p>gone</p></main>")))
        .isLessThan(0.6);
  }

  @Test
  void similarity_ofOtherTextsClassesCommentsAndMarkup_isWhole() {
    Shape one = shape("<main><div class=a id=1><p>one <b>two</b> three<br>four</p></div></main>");
    Shape other = shape("<main>\n<!-- c -->\n<div  class='b7f'>\n<p>five</p>\n</div>\n</main>");

    assertThat(one.similarity(other)).isEqualTo(1);
  }

  @Test
  void shape_ofAnotherHead_isTheSame() {
    Shape one = Pages.head("<title>a</title>").shape();
    Shape other = Pages.head("<title>b</title><meta name=a><script>1</script>").shape();

    assertThat(one.similarity(other)).isEqualTo(1);
  }

  private static Shape shape(String main) {
    return Pages.body(TOP + main + BOTTOM).shape();
  }

  private static String category(int products) {
    return "<main><h1>Shoes</h1><div><form><select><option>a</select></form></div><ul>"
        + ("<li><article><a href=/p><picture><source><img></picture></a><h3><a href=/p>n</a></h3>"
                + "<div><span>9</span><s>12</s></div><button>buy</button></article></li>")
            .repeat(products)
        + "</ul><div><ol><li><a href=?p=2>2</a></li></ol></div></main>";
  }
}
