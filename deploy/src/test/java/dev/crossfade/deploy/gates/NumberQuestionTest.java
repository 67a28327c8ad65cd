package dev.crossfade.deploy.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the http gate makes of answers, true ones and others. */
class NumberQuestionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"open":0}               | 0, expected == 0: pass
          {"open":0.0}             | 0, expected == 0: pass
          {"open":-0}              | 0, expected == 0: pass
          {"open":"0"}             | 0, expected == 0: pass
          {"open":2}               | 2, expected == 0: fail
          {"open":2.50}            | 2.5, expected == 0: fail
          {"open":1e300}           | 1.0e300, expected == 0: fail
          {"other":0}              | HERE has nothing at "/open" (expected: a number): hold
          {"open":null}            | HERE has null at "/open" (expected: a number): hold
          {"open":false}           | HERE has false at "/open" (expected: a number): hold
          {"open":"none"}          | HERE has "none" at "/open" (expected: a number): hold
          {"open":""}              | HERE has "" at "/open" (expected: a number): hold
          {"open":"NaN"}           | HERE has "NaN" at "/open" (expected: a number): hold
          {"open":1e999}           | HERE has a number without end at "/open" (expected: a number): hold
          {"open":1e99999999999}   | HERE has a number without end at "/open" (expected: a number): hold
          {"open":[0]}             | HERE has a list at "/open" (expected: a number): hold
          {"open":{}}              | HERE has an object at "/open" (expected: a number): hold
          {"open":NaN}             | HERE answered what is not JSON: hold
          {"open":0,"open":7}      | HERE answered what is not JSON: hold
          {"open":0}{"open":7}     | HERE answered what is not JSON: hold
          {"open":0                | HERE answered what is not JSON: hold
          OK                       | HERE answered what is not JSON: hold
          0                        | HERE has nothing at "/open" (expected: a number): hold
          <!doctype html>          | HERE answered a page, not JSON: hold
          """)
  void ask_anyAnswer_isUnderstoodOrHolds(String body, String sentence)
      throws IOException, InterruptedException {
    try (RawServer server = RawServer.json(body)) {
      String said = Plans.said(Plans.gate(Plans.http(server.url("/count?service=shop"), "")));

      assertThat(said).isEqualTo("open: " + sentence.replace("HERE", server.url("/count")));
    }
  }

  @Test
  void ask_emptyAnswer_holds() throws IOException, InterruptedException {
    try (RawServer server = RawServer.json("")) {
      String said = Plans.said(Plans.gate(Plans.http(server.url("/"), "")));

      assertThat(said).isEqualTo("open: " + server.url("/") + " answered nothing: hold");
    }
  }

  @Test
  void ask_pointerOfTheWholeDocument_readsANumber() throws IOException, InterruptedException {
    try (RawServer server = RawServer.json("3")) {
      String gate = Plans.http(server.url("/"), "").replace("pointer: /open", "pointer: ''");

      assertThat(Plans.said(Plans.gate(gate))).isEqualTo("open: 3, expected == 0: fail");
    }
  }
}
