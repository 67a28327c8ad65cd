package dev.crossfade.deploy.gates;

import static dev.crossfade.deploy.gates.RawServer.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Two lists side by side: what counts as a difference, what as no list, and how large they may be.
 */
class ReconcileQuestionTest {
  private static final String NO_LIST =
      "answered no list (expected: a JSON array, or an object with items)";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [{"sku":"A","qty":1,"price":2}] | [{"sku":"A","qty":1,"price":2}]                  | 0 % of entries differ (0/1), allowed 0.1 %: pass
          [{"sku":"A","qty":1,"price":2}] | [{"price":2.00,"extra":{"x":[1]},"qty":1e0,"sku":"A"}] | 0 % of entries differ (0/1), allowed 0.1 %: pass
          [{"sku":"A","qty":1,"price":2}] | {"total":1,"items":[{"sku":"A","qty":1,"price":2}],"next":null} | 0 % of entries differ (0/1), allowed 0.1 %: pass
          [{"sku":"A","qty":1,"price":"2.50"}] | [{"sku":" A ","qty":"1","price":2.5}]       | 0 % of entries differ (0/1), allowed 0.1 %: pass
          [{"sku":7,"qty":1,"price":" x "}] | [{"sku":"7","qty":1,"price":"x"}]              | 0 % of entries differ (0/1), allowed 0.1 %: pass
          [{"sku":"A","qty":null,"price":2}] | [{"sku":"A","price":2},{"sku":"B","qty":1,"price":2}] | 50 % of entries differ (1/2), allowed 0.1 %; 1 only in the right; such as B: fail
          [{"sku":"A","qty":"01","price":2}] | [{"sku":"A","qty":1,"price":2}]               | 100 % of entries differ (1/1), allowed 0.1 %; 1 differs; such as A: fail
          [{"sku":"A","qty":true,"price":2}] | [{"sku":"A","qty":"true","price":2}]          | 100 % of entries differ (1/1), allowed 0.1 %; 1 differs; such as A: fail
          [{"sku":"A","qty":1,"price":2}] | [{"sku":"A","qty":2,"price":1}]                  | 100 % of entries differ (1/1), allowed 0.1 %; 1 differs; such as A: fail
          [{"sku":"A","qty":1,"price":2}] | []                                               | 100 % of entries differ (1/1), allowed 0.1 %; 1 only in the left; such as A: fail
          [{"sku":"A","qty":1,"price":2},{"sku":"A","qty":1,"price":2}] | [{"sku":"A","qty":1,"price":2}] | 100 % of entries differ (1/1), allowed 0.1 %; 1 more than once in a list; such as A: fail
          []                              | []                                               | both lists are empty: hold
          [{"sku":"A","qty":1}]           | [{"sku":"A","qty":1}]                            | no entry of either list has "price" (expected: a field): hold
          [{"qty":1,"price":2}]           | []                                               | LEFT has no sku in entry 1: hold
          [{"sku":null,"qty":1,"price":2}] | []                                              | LEFT has no sku in entry 1: hold
          []                              | [{"sku":"A","qty":{"now":1},"price":2}]          | RIGHT has an object or a list at qty of entry 1 (expected: a text, a number, true, false or null): hold
          [{"sku":"A"},7]                 | []                                               | LEFT has an entry 2 that is no object: hold
          [{"sku":"A","qty":1,"price":2}  | []                                               | LEFT answered what is not JSON, after 1 entries: hold
          {"error":"maintenance"}         | []                                               | LEFT NO_LIST: hold
          <html>                          | []                                               | LEFT answered what is not JSON: hold
          []                              | [] []                                            | RIGHT answered something after its list: hold
          []                              | {"items":[],"items":[]}                          | RIGHT has items twice: hold
          """)
  void ask_twoLists_areComparedOrHold(String left, String right, String sentence) throws Exception {
    try (RawServer one = RawServer.json(left);
        RawServer other = RawServer.json(right)) {
      String said =
          Plans.said(Plans.gate(Plans.reconcile(one.url("/a?t=1"), other.url("/b?t=1"), "")));

      assertThat(said)
          .isEqualTo(
              "stock: "
                  + sentence
                      .replace("NO_LIST", NO_LIST)
                      .replace("LEFT", one.url("/a"))
                      .replace("RIGHT", other.url("/b")));
    }
  }

  @Test
  void ask_manyDifferences_tellsFiveOfThem() throws Exception {
    try (RawServer left = listing(100, "");
        RawServer right = listing(90, "9")) {
      assertThat(Plans.said(Plans.gate(Plans.reconcile(left.url("/"), right.url("/"), ""))))
          .isEqualTo(
              "stock: 100 % of entries differ (100/100), allowed 0.1 %; 10 only in the left,"
                  + " 90 differ; such as SKU-1000000, SKU-1000001, SKU-1000002, SKU-1000003,"
                  + " SKU-1000004: fail");
    }
  }

  @Test
  void ask_brokenOffList_holds() throws Exception {
    try (RawServer left =
            RawServer.of(
                (_, out) -> write(out, "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n[]"));
        RawServer right = RawServer.json("[]")) {
      assertThat(Plans.said(Plans.gate(Plans.reconcile(left.url("/"), right.url("/"), ""))))
          .isEqualTo("stock: " + left.url("/") + " broke off its answer: hold");
    }
  }

  @Test
  void ask_moreThan64MB_holds() throws Exception {
    try (RawServer left = listing(1_600_000, "");
        RawServer right = RawServer.json("[]")) {
      assertThat(Plans.said(Plans.gate(Plans.reconcile(left.url("/"), right.url("/"), ""))))
          .isEqualTo("stock: " + left.url("/") + " answered more than 64 MB: hold");
    }
  }

  /** In a process whose heap is smaller than either list. */
  @Test
  void ask_aMillionEntriesEach_takeLessThanAHundredMegabytes() throws Exception {
    try (RawServer left = listing(1_000_000, "");
        RawServer right = listing(999_000, "")) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx96m",
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Asking.class.getName(),
                  Plans.reconcile(left.url("/"), right.url("/"), ""))
              .redirectErrorStream(true)
              .start();
      String out = new String(process.getInputStream().readAllBytes(), UTF_8);

      assertThat(process.waitFor()).as(out).isZero();
      assertThat(out)
          .contains(
              "stock: 0.1 % of entries differ (1 000/1 000 000), allowed 0.1 %; 1000 only in the"
                  + " left; such as SKU-1999000, SKU-1999001, SKU-1999002, SKU-1999003,"
                  + " SKU-1999004: pass");
    }
  }

  /** Asks once, and prints what is said. */
  static final class Asking {
    private Asking() {}

    public static void main(String[] gate) throws InterruptedException {
      System.out.println(Plans.said(Plans.gate(gate[0])));
    }
  }

  /** So many entries, in chunks of no known length. */
  private static RawServer listing(int entries, String price) throws IOException {
    return RawServer.of(
        (_, out) -> {
          write(out, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
          OutputStream buffered = new BufferedOutputStream(out, 1 << 16);
          for (int i = 0; i < entries; i++) {
            String entry =
                "%s{\"sku\":\"SKU-%d\",\"qty\":%d,\"price\":%s19.90}\n"
                    .formatted(i == 0 ? '[' : ',', 1_000_000 + i, i % 100, price);
            buffered.write(entry.getBytes(UTF_8));
          }
          buffered.write(']');
          buffered.flush();
        });
  }
}
