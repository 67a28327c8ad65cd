package dev.crossfade.seo.page;

import org.jsoup.nodes.Element;

/**
 * Gathers the main text: that of main, else of the one article, else of the body, without what is
 * aside. A block that is mostly links is navigation whatever it is called, or names other pages,
 * and is left out: recommendations change with every request. So are blocks that are no sentences,
 * which are labels, prices, stars, mottoes and breadcrumbs: every storefront has its own, and a
 * list of products has hundreds. Where there is hardly anything else, as on a page that says that
 * there is none, they are all there is to tell.
 */
final class TextGatherer implements Gatherer {
  /** Fewer words than that make no sentence, so many make one also where nothing ends it. */
  private static final int SENTENCE = 6;

  private static final int LONG_SENTENCE = 15;
  private static final String ENDS = ".!?…。！？";

  /** More words than that in blocks of a few are a list of things, not a message. */
  private static final int MESSAGE = 60;

  private final Region main = new Region();
  private final Region article = new Region();
  private final Region body = new Region();

  /** The text of a part of the page, with and without its labels. */
  private static final class Region {
    private final StringBuilder sentences = new StringBuilder();
    private final StringBuilder all = new StringBuilder();
    private int words;

    void add(StringBuilder block, int more) {
      words += more;
      if (more >= LONG_SENTENCE || (more >= SENTENCE && hasEnd(block))) {
        sentences.append(block);
      }
      if (words <= MESSAGE) {
        all.append(block);
      }
    }

    private static boolean hasEnd(CharSequence block) {
      for (int i = 1; i < block.length(); i++) {
        if (ENDS.indexOf(block.charAt(i - 1)) >= 0 && !Character.isLetterOrDigit(block.charAt(i))) {
          return true;
        }
      }
      return false;
    }

    boolean isEmpty() {
      return words == 0;
    }

    StringBuilder told() {
      return sentences.isEmpty() && words <= MESSAGE ? all : sentences;
    }
  }

  private final StringBuilder block = new StringBuilder();
  private int letters;
  private int linked;
  private int placeOfBlock;
  private int articles;

  @Override
  public void open(Element element, int place) {
    if (isApart(element)) {
      end();
    }
    if ((place & Place.ARTICLE) != 0
        && (place & Place.ASIDE) == 0
        && element.normalName().equals("article")
        && !isWithinArticle(element)) {
      articles++;
    }
  }

  private static boolean isWithinArticle(Element element) {
    for (Element up = element.parent(); up != null; up = up.parent()) {
      if (up.normalName().equals("article")) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void text(String text, int place) {
    if ((place & Place.ASIDE) != 0) {
      return;
    }
    placeOfBlock = place;
    boolean inLink = (place & Place.LINK) != 0;
    for (int i = 0; i < text.length(); i++) {
      if (Character.isLetterOrDigit(text.charAt(i))) {
        letters++;
        linked += inLink ? 1 : 0;
      }
    }
    block.append(text);
  }

  @Override
  public void close(Element element, int place) {
    if (isApart(element)) {
      end();
    }
  }

  private static boolean isApart(Element element) {
    return element.isBlock() || element.normalName().equals("br");
  }

  private void end() {
    if (letters > 0 && 2 * linked <= letters) {
      block.append('\n');
      int words = words(block);
      if ((placeOfBlock & Place.MAIN) != 0) {
        main.add(block, words);
      } else {
        body.add(block, words);
        if ((placeOfBlock & Place.ARTICLE) != 0) {
          article.add(block, words);
        }
      }
    }
    block.setLength(0);
    letters = 0;
    linked = 0;
  }

  private static int words(CharSequence text) {
    int words = 0;
    boolean within = false;
    for (int i = 0; i < text.length(); i++) {
      boolean letter = Character.isLetterOrDigit(text.charAt(i));
      words += letter && !within ? 1 : 0;
      within = letter || (within && !Character.isWhitespace(text.charAt(i)));
    }
    return words;
  }

  MainText text() {
    end();
    if (!main.isEmpty()) {
      return Words.textOf(main.told());
    }
    return Words.textOf((articles == 1 && !article.isEmpty() ? article : body).told());
  }
}
