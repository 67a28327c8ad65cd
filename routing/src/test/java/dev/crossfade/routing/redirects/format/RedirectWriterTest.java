package dev.crossfade.routing.redirects.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.model.Redirect.Format;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is written for whom, character by character where other programs are particular. */
class RedirectWriterTest {
  private final List<String> losses = new ArrayList<>();

  private String written(String json, Format format) throws IOException {
    StringWriter out = new StringWriter();
    RedirectWriter.write(
        Collected.of(json, Format.JSON).rules,
        format,
        out,
        (rule, why) -> losses.add(rule.place().line() + ": " + why));
    return out.toString();
  }

  /** Checked with nginx 1.22: -t accepts it, and it answers as ours would. */
  @Test
  void nginx_isSafeFromItsOwnCharactersAndKeepsTheQuery() throws IOException {
    String json =
        """
        [{"match": "prefix", "source": "/blog/", "target": "/news/?from=blog", "status": 301},
         {"source": "/has", "target": "/new?a=b#f", "status": 301},
         {"source": "/$x/\\"q\\";{b}~ c", "target": "/x$1;{z}~", "status": 301}]
        """;

    assertThat(written(json, Format.NGINX))
        .isEqualTo(
            """
            # Include this file in the http block, and in the server block say:
            #   if ($redirect_301) { return 301 $redirect_301; }
            #   if ($redirect_301_below) { return 301 $redirect_301_below; }
            map_hash_bucket_size 128;
            map_hash_max_size 64;
            geo $dollar { default "$"; }
            map $args $redirect_more { "" ""; default "&$args"; }

            map $uri $redirect_301 {
              "/has" "/new?a=b$redirect_more#f";
              "/$x/\\"q\\";{b}~ c" "/x${dollar}1;%7Bz%7D~$is_args$args";
            }

            map $uri $redirect_301_below {
              "~^/blog/(?<rest>.*)$" "/news/$rest?from=blog$redirect_more";
            }
            """);
    assertThat(losses).isEmpty();
  }

  @Test
  void nginx_pathsThatDifferInCase_areOneThere() throws IOException {
    String json =
        "[{\"source\": \"/Sale\", \"target\": \"/a\"}, {\"source\": \"/sale\", \"target\": \"/b\"}]";

    assertThat(written(json, Format.NGINX)).contains("/Sale").doesNotContain("\"/sale\"");
    assertThat(losses)
        .containsExactly("1: left out: /sale once more, since maps of nginx ignore case");
  }

  /** Apache and _redirects take the first that matches, so what wins here must stand first. */
  @Test
  void formatsThatTakeTheFirst_getWhatWinsFirst() throws IOException {
    String json =
        """
        [{"match": "pattern", "source": "^/b/(\\\\d+)$", "target": "/n/$1", "status": 301},
         {"match": "prefix", "source": "/b", "target": "/short/", "status": 301},
         {"match": "prefix", "source": "/b/c/d", "target": "/long/", "status": 301},
         {"source": "/b/c/d/e", "target": "/page", "status": 302}]
        """;

    assertThat(written(json, Format.APACHE).lines().map(line -> line.split("\"", -1)[1]))
        .containsExactly("^/b/c/d/e$", "/b/c/d", "/b", "^/b/(\\\\d+)$");
    assertThat(written(json, Format.NETLIFY))
        .startsWith("/b/c/d/e /page 302\n/b/c/d/* /long/:splat 301\n/b/* /short/:splat 301\n");
  }

  @Test
  void tables_saidWhatTheyCannot_sayWhy() throws IOException {
    String json =
        """
        [{"source": "/gone", "status": 410},
         {"source": "/t", "target": "/u", "status": 302},
         {"match": "pattern", "source": "/x+", "target": "/y"},
         {"source": "https://h.example/a", "target": "/b"}]
        """;

    assertThat(written(json, Format.SHOPIFY)).isEqualTo("Redirect from,Redirect to\n");
    assertThat(losses)
        .containsExactly(
            "1: left out: 410, since every row needs a target",
            "2: left out: status 302, since all rows are 301",
            "3: left out: a regular expression",
            "4: left out: a redirect of one host, h.example");
  }
}
