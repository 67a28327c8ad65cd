package dev.crossfade.deploy.gates;

import static dev.crossfade.deploy.gates.RawServer.redirect;
import static dev.crossfade.deploy.gates.RawServer.response;
import static dev.crossfade.deploy.gates.RawServer.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that are gone, broken, elsewhere, or lie about how much they say. */
class FetchTest {
  private static final String GOOD = response(200, "{\"open\":0}");

  @Test
  void ask_nobodyThere_holds() throws IOException, InterruptedException {
    RawServer gone = RawServer.json("{}");
    gone.close();

    assertThat(said(gone.url("/count")))
        .isEqualTo("open: " + gone.url("/count") + " refuses the connection: hold");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 429, 500, 502, 503})
  void ask_errorStatus_holdsWhateverTheBodySays(int status) throws Exception {
    try (RawServer server = answering(response(status, "{\"open\":0}"))) {
      assertThat(said(server.url("/count")))
          .isEqualTo("open: " + server.url("/count") + " answered " + status + ": hold");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"open\":0}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{\"open\":0}",
        "SSH-2.0-OpenSSH_9.2\r\n\r\n",
        "HTTP/1.1 200",
        ""
      })
  void ask_brokenExchange_holds(String bytes) throws Exception {
    try (RawServer server = answering(bytes)) {
      assertThat(said(server.url("/count")))
          .isEqualTo("open: " + server.url("/count") + " broke off its answer: hold");
    }
  }

  @Test
  void ask_lengthThatIsNone_holds() throws Exception {
    try (RawServer server = answering("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n{}")) {
      assertThat(said(server.url("/count")))
          .isEqualTo("open: " + server.url("/count") + " answered what is not HTTP: hold");
    }
  }

  @Test
  void ask_moreThanAMegabyte_holds() throws Exception {
    try (RawServer server = answering(response(200, "{\"open\":0," + " ".repeat(1 << 20) + "}"))) {
      assertThat(said(server.url("/count")))
          .isEqualTo("open: " + server.url("/count") + " answered more than 1 MB: hold");
    }
  }

  @Test
  void ask_threeRedirects_followsThem() throws Exception {
    try (RawServer server = redirecting(3)) {
      assertThat(said(server.url("/0"))).isEqualTo("open: 0, expected == 0: pass");
    }
  }

  @Test
  void ask_fourRedirects_holds() throws Exception {
    try (RawServer server = redirecting(4)) {
      assertThat(said(server.url("/0")))
          .isEqualTo("open: " + server.url("/0") + " redirects more than 3 times: hold");
    }
  }

  @Test
  void ask_redirectToALoginPage_holdsAndSaysWhere() throws Exception {
    try (RawServer login = answering(response(200, "<html>Sign in</html>"));
        RawServer server = answering(redirect(login.url("/login?back=secret")))) {
      assertThat(said(server.url("/count")))
          .isEqualTo("open: " + login.url("/login") + " answered a page, not JSON: hold");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "ftp://127.0.0.1/x", "mailto:a@b.example"})
  void ask_redirectOutOfHttp_holds(String location) throws Exception {
    try (RawServer server = answering(redirect(location))) {
      assertThat(said(server.url("/count")))
          .startsWith("open: " + server.url("/count") + " redirects from http to ")
          .endsWith(": hold");
    }
  }

  @Test
  void ask_redirectToNowhere_holds() throws Exception {
    try (RawServer server = answering("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n");
        RawServer other = answering(redirect("http://[broken"))) {
      assertThat(said(server.url("/"))).contains("answered 302 without saying where to: hold");
      assertThat(said(other.url("/"))).contains("redirects to what is no URL: hold");
    }
  }

  @Test
  void ask_userInTheUrl_isSentAndNeverTold() throws Exception {
    try (RawServer server = answering(GOOD.replace("0}", "x}"))) {
      String said = said("http://ops:s3cret@" + server.authority() + "/count?token=t0ken");

      assertThat(said)
          .isEqualTo("open: " + server.url("/count") + " answered what is not JSON: hold");
      assertThat(server.asked.getFirst())
          .startsWith("GET /count?token=t0ken HTTP/1.1")
          .contains("Basic " + Base64.getEncoder().encodeToString("ops:s3cret".getBytes(UTF_8)));
    }
  }

  @Test
  void ask_redirectElsewhere_keepsThePasswordBack() throws Exception {
    try (RawServer other = answering(GOOD);
        RawServer server = answering(redirect(other.url("/")))) {
      assertThat(said("http://ops:s3cret@" + server.authority() + "/")).endsWith("pass");
      assertThat(other.asked.getFirst()).doesNotContain("Authorization");
    }
  }

  private static RawServer answering(String bytes) throws IOException {
    return RawServer.of((_, out) -> write(out, bytes));
  }

  /** From /0 to /1 and so on, so many times. */
  private static RawServer redirecting(int times) throws IOException {
    return RawServer.of(
        (request, out) -> {
          int at = Character.digit(request.charAt("GET /".length()), 10);
          write(out, at == times ? GOOD : redirect("/" + (at + 1)));
        });
  }

  private static String said(String url) throws InterruptedException {
    return Plans.said(Plans.gate(Plans.http(url, "")));
  }
}
