package dev.crossfade.seo.page;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.Arrays;

/**
 * The words of a text and their signature. Words are in lower case; figures, and tokens that hold
 * some, are one word whatever they are, so that prices, dates and ids make no other text. Letters
 * of scripts that write no spaces are a word each.
 */
final class Words {
  /** How many words make a shingle. */
  private static final int SHINGLE = 3;

  private static final int LONGEST_BEGINNING = 200;
  private static final int LONGEST_WORD = 40;
  private static final Hasher64 HASHER = Hashing.xxh3_64();
  private static final long FIGURE = HASHER.hashCharsToLong("#");

  private final StringBuilder word = new StringBuilder();
  private long[] hashes = new long[256];
  private int words;
  private boolean letters;
  private boolean digits;
  private boolean afterFigure;

  /** Words of the text, figures counted too. */
  private int count;

  private Words() {}

  static MainText textOf(CharSequence text) {
    Words words = new Words();
    for (int i = 0; i < text.length(); ) {
      int c = Character.codePointAt(text, i);
      i += Character.charCount(c);
      words.take(c);
    }
    words.end();
    if (words.count == 0) {
      return MainText.NONE;
    }
    int most = Math.min(text.length(), 4 * LONGEST_BEGINNING);
    String beginning = Line.of(text.subSequence(0, most).toString(), LONGEST_BEGINNING);
    return new MainText(words.count, words.signature(), beginning);
  }

  private void take(int c) {
    if (!Character.isLetterOrDigit(c)) {
      // What ties letters together, or stands above them.
      if (c != 0xad && c != '\'' && c != 0x2019 && Character.getType(c) != Character.FORMAT) {
        end();
      }
      return;
    }
    boolean alone = isWordAlone(c);
    if (alone) {
      end();
    }
    boolean digit = Character.isDigit(c);
    digits |= digit;
    letters |= !digit;
    if (word.length() < LONGEST_WORD) {
      word.appendCodePoint(Character.toLowerCase(c));
    }
    if (alone) {
      end();
    }
  }

  private static boolean isWordAlone(int c) {
    return c >= 0x0e00
        && (Character.isIdeographic(c) || c <= 0x0eff || (c >= 0x3040 && c <= 0x30ff));
  }

  private void end() {
    if (!digits && !letters) {
      return;
    }
    count++;
    if (!digits) {
      add(HASHER.hashCharsToLong(word));
    } else if (!afterFigure) {
      add(FIGURE);
    }
    afterFigure = digits;
    word.setLength(0);
    digits = false;
    letters = false;
  }

  private void add(long hash) {
    if (words == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * words);
    }
    hashes[words++] = hash;
  }

  private long[] signature() {
    int shingles = Math.max(1, words - SHINGLE + 1);
    long[] all = new long[shingles];
    for (int i = 0; i < shingles; i++) {
      all[i] = HASHER.hashLongLongLongToLong(at(i), at(i + 1), at(i + 2));
    }
    return Signatures.of(all);
  }

  private long at(int i) {
    return i < words ? hashes[i] : 0;
  }
}
