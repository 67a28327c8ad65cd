package dev.crossfade.deploy.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the prometheus gate makes of answers that a real one gives seldom, or never. */
class PrometheusQuestionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"status":"success","data":{"resultType":"scalar","result":[1,"3.2"]}} | 3.2, expected < 5: pass
          {"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"5"]}]}} | 5, expected < 5: fail
          {"status":"success","data":{"resultType":"vector","result":[{"metric":{"i":"a"},"value":[1,"1"]},{"metric":{"i":"b"},"value":[1,"7"]}]}} | 7 of {i="b"}, the worst of 2, expected < 5: fail
          {"status":"success","data":{"resultType":"vector","result":[{"metric":{"i":"a"},"value":[1,"1"]},{"metric":{"i":"b"},"value":[1,"2"]}]}} | 2 of {i="b"}, the worst of 2, expected < 5: pass
          {"status":"success","data":{"resultType":"vector","result":[{"metric":{"i":"a"},"value":[1,"9"]},{"metric":{"i":"b"},"value":[1,"NaN"]}]}} | HERE answered NaN of {i="b"} (expected: a finite number): hold
          {"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"+Inf"]}]}} | HERE answered +Inf (expected: a finite number): hold
          {"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"-Inf"]}]}} | HERE answered -Inf (expected: a finite number): hold
          {"status":"success","data":{"resultType":"vector","result":[{"metric":{},"histogram":[1,{}]}]}} | HERE answered no value (expected: a finite number): hold
          {"status":"success","data":{"resultType":"vector","result":[]}} | no data, which is to hold: hold
          {"status":"success","data":{"resultType":"vector","result":{}}} | HERE answered a vector that is no list: hold
          {"status":"success","data":{"resultType":"matrix","result":[]}} | HERE answered a matrix (expected: a scalar or a vector): hold
          {"status":"success","data":{"resultType":"string","result":[1,"3"]}} | HERE answered a string (expected: a scalar or a vector): hold
          {"status":"success"} | HERE answered a mystery (expected: a scalar or a vector): hold
          {"status":"error","errorType":"timeout","error":"query timed out"} | HERE answered 200: query timed out: hold
          {"open":0} | HERE answered what is not an answer of Prometheus: hold
          [] | HERE answered what is not an answer of Prometheus: hold
          <html> | HERE answered a page, not JSON: hold
          {"status":"success","warnings":["store a is gone"],"data":{"resultType":"scalar","result":[1,"1"]}} | 1, expected < 5, Prometheus warns: store a is gone: pass
          """)
  void ask_anyAnswer_isUnderstoodOrHolds(String body, String sentence)
      throws IOException, InterruptedException {
    try (RawServer server = RawServer.json(body)) {
      String said = Plans.said(Plans.gate(Plans.prometheus(server.url(""), "max(lag)", "")));

      assertThat(said).isEqualTo("lag: " + sentence.replace("HERE", server.url("/api/v1/query")));
    }
  }

  @ParameterizedTest
  @CsvSource({"pass", "hold", "fail"})
  void ask_emptyVector_isWhatTheOperatorSays(String word) throws Exception {
    String empty = "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}";
    try (RawServer server = RawServer.json(empty)) {
      String gate = Plans.prometheus(server.url(""), "max(lag)", ", onNoData: " + word);

      assertThat(Plans.said(Plans.gate(gate)))
          .isEqualTo("lag: no data, which is to %s: %s".formatted(word, word));
    }
  }

  @Test
  void ask_prefixAndOwnQuery_areKept() throws Exception {
    try (RawServer server = RawServer.json("{}")) {
      Plans.said(Plans.gate(Plans.prometheus(server.url("/prom/?dedup=true"), "a+b", "")));

      assertThat(server.asked.getFirst())
          .startsWith("GET /prom/api/v1/query?dedup=true&query=a%2Bb HTTP/1.1");
    }
  }

  @Test
  void ask_longQuery_isPosted() throws Exception {
    String query = "lag + ".repeat(500) + "lag";
    try (RawServer server = RawServer.json("{}")) {
      Plans.said(Plans.gate(Plans.prometheus(server.url(""), query, "")));

      assertThat(server.asked.getFirst())
          .startsWith("POST /api/v1/query HTTP/1.1")
          .contains("application/x-www-form-urlencoded")
          .endsWith("lag");
    }
  }

  @ParameterizedTest
  @CsvSource({"<, 9", "<=, 9", ">, 1", ">=, 1", "==, 9", "!=, 4"})
  void ask_severalSamples_tellsTheWorst(String operator, String worst) throws Exception {
    StringBuilder samples = new StringBuilder();
    for (String value : new String[] {"1", "4", "9"}) {
      samples
          .append(samples.isEmpty() ? "" : ",")
          .append("{\"metric\":{},\"value\":[1,\"")
          .append(value)
          .append("\"]}");
    }
    String body =
        "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":["
            + samples
            + "]}}";
    try (RawServer server = RawServer.json(body)) {
      String gate = Plans.prometheus(server.url(""), "lag", "").replace("< 5", operator + " 4");

      assertThat(Plans.said(Plans.gate(gate))).startsWith("lag: " + worst + " of ");
    }
  }
}
