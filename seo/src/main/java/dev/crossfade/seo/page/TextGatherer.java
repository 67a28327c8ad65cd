package dev.crossfade.seo.page;

import org.jsoup.nodes.Element;

/**
 * Gathers the main text: that of main, else of the one article, else of the body, without what is
 * aside. A block that is mostly links is navigation whatever it is called, or names other pages,
 * and is left out: recommendations change with every request.
 */
final class TextGatherer implements Gatherer {
  private final StringBuilder main = new StringBuilder();
  private final StringBuilder article = new StringBuilder();
  private final StringBuilder body = new StringBuilder();

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
      if ((placeOfBlock & Place.MAIN) != 0) {
        main.append(block);
      } else {
        body.append(block);
        if ((placeOfBlock & Place.ARTICLE) != 0) {
          article.append(block);
        }
      }
    }
    block.setLength(0);
    letters = 0;
    linked = 0;
  }

  MainText text() {
    end();
    if (!main.isEmpty()) {
      return Words.textOf(main);
    }
    return Words.textOf(articles == 1 && !article.isEmpty() ? article : body);
  }
}
