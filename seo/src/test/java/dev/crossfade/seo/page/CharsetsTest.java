package dev.crossfade.seo.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CharsetsTest {
  /** The bytes are in {@code bytes}; the page is read right whatever else is said. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          text/html; charset=utf-8                | UTF-8        | café
          text/html; charset="UTF-8"              | UTF-8        | café
          text/html;charset=iso-8859-1            | windows-1252 | café “€”
          text/html; charset=iso8859-1            | windows-1252 | café “€”
          text/html; charset=cp819                | windows-1252 | café “€”
          text/html; charset=ANSI_X3.4-1968       | windows-1252 | café “€”
          text/html; charset=windows-1251; x=y    | windows-1251 | обувь
          text/html; charset=shift_jis            | windows-31j  | 靴①
          text/html; charset=gb2312               | GB18030      | 鞋
          text/html; charset=utf-16               | UTF-16LE     | café
          text/html                               | UTF-8        | café
          text/html                               | windows-1252 | café “€”
          text/html; charset=nonsense             | UTF-8        | café
          text/html; charset=%%%                  | windows-1252 | café
          """)
  void decode_byContentType(String type, String bytes, String text) {
    byte[] page = ("<title>" + text + "</title>").getBytes(Charset.forName(bytes));

    assertThat(Pages.html(page, type).titles()).containsExactly(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <meta charset=windows-1251>                                                | windows-1251
          <META CharSet = "windows-1251" >                                           | windows-1251
          <meta http-equiv=Content-Type content="text/html; charset=windows-1251">   | windows-1251
          <!-- <meta charset=koi8-r> --><meta charset='windows-1251'>                | windows-1251
          <meta charset=utf-16>                                                      | UTF-8
          <meta name=a content=b>                                                    | UTF-8
          """)
  void decode_byMeta_whereContentTypeNamesNone(String meta, String bytes) {
    byte[] page = ("<head>" + meta + "<title>обувь</title>").getBytes(Charset.forName(bytes));

    assertThat(Pages.html(page, "text/html").titles()).containsExactly("обувь");
  }

  @ParameterizedTest
  @CsvSource({"UTF-8, EFBBBF", "UTF-16BE, FEFF", "UTF-16LE, FFFE"})
  void decode_aByteOrderMark_winsOverAllAndIsNoText(String charset, String mark) {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    page.writeBytes(java.util.HexFormat.of().parseHex(mark));
    page.writeBytes(
        "<title>обувь</title><link rel=canonical href=/a>".getBytes(Charset.forName(charset)));

    Page read = Pages.html(page.toByteArray(), "text/html; charset=iso-8859-1");

    assertThat(read.titles()).containsExactly("обувь");
    assertThat(read.canonicals().getFirst().where()).isEqualTo(Page.Canonical.Where.HEAD);
    assertThat(read.troubles()).isEmpty();
  }

  @Test
  void decode_anUnknownName_isATrouble() {
    assertThat(Pages.html(new byte[0], "text/html; charset=nonsense").troubles())
        .containsExactly("charset: nonsense of content-type is none that is known");
    assertThat(
            Pages.html("<meta charset=nö>".getBytes(StandardCharsets.UTF_8), "text/html")
                .troubles())
        .hasSize(1);
  }

  @Test
  void decode_utf8CutWithinACharacter_isStillUtf8() {
    byte[] whole = "<title>обувь</title>ж".getBytes(StandardCharsets.UTF_8);
    byte[] cut = Arrays.copyOf(whole, whole.length - 1);

    assertThat(Pages.html(cut, "text/html").titles()).containsExactly("обувь");
  }
}
