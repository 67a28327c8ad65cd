package dev.crossfade.deploy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A gateway that is measured: each sends the visitor of a cookie to one of two backends, both of
 * which have the same two endpoints, keeps connections on both sides, sets forwarding headers and
 * writes one line in a hundred to an access log. With TLS: 1.3 only, one cipher suite, and nobody
 * resumes a session.
 */
enum BenchPeer {
  HAPROXY("HAProxy") {
    @Override
    List<String> command(BenchSite site) throws IOException {
      Path config =
          Files.writeString(
              site.folder().resolve("haproxy.cfg"),
              """
              global
                nbthread 1
                no strict-limits
                maxconn %1$d
                tune.ssl.cachesize 0
                log stdout format raw sample 1:100 local0
              defaults
                mode http
                log global
                option httplog
                option forwardfor
                http-reuse always
                balance leastconn
                timeout connect 1s
                timeout client 600s
                timeout server 60s
              frontend shop
                bind 127.0.0.1:%2$d%3$s
                %7$s
                http-request set-header X-Forwarded-Proto %4$s
                http-request set-header X-Forwarded-Host %%[req.hdr(host)]
                unique-id-format %%[uuid()]
                unique-id-header X-Request-Id
                use_backend next if { path_beg / } { req.cook(cf_id),crc32,mod(100) lt 50 }
                default_backend legacy
              backend legacy
                server one 127.0.0.1:%5$d
                server two 127.0.0.1:%6$d
              backend next
                server one 127.0.0.1:%5$d
                server two 127.0.0.1:%6$d
              """
                  .formatted(
                      site.connections(),
                      site.port(),
                      bind(site),
                      site.protocol().scheme(),
                      site.endpoints().get(0),
                      site.endpoints().get(1),
                      moved(site)));
      return List.of(BenchStage.executable("haproxy"), "-db", "-f", config.toString());
    }

    private String moved(BenchSite site) {
      String map = site.moved() == null ? "" : site.moved().haproxy().toString();
      return map.isEmpty()
          ? ""
          : "http-request redirect code 301 location %%[path,map_str(%1$s)] if { path,map_str(%1$s) -m found }"
              .formatted(map);
    }

    private String bind(BenchSite site) {
      String tls =
          " backlog 4096 ssl crt %s ssl-min-ver TLSv1.3 ciphersuites TLS_AES_128_GCM_SHA256 no-tls-tickets alpn %s";
      return switch (site.protocol()) {
        case H1 -> " backlog 4096";
        case H1_TLS -> tls.formatted(site.certificate().both(), "http/1.1");
        case H2_TLS -> tls.formatted(site.certificate().both(), "h2,http/1.1");
      };
    }
  },
  NGINX("nginx") {
    @Override
    List<String> command(BenchSite site) throws IOException {
      return BenchNginx.gateway(site);
    }
  },
  CROSSFADE("Crossfade") {
    @Override
    List<String> command(BenchSite site) throws IOException {
      return BenchGateway.command(site, BenchGateway.ONE_CORE);
    }
  };

  private final String title;

  BenchPeer(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** Writes its configuration and says how it is started, in the foreground. */
  abstract List<String> command(BenchSite site) throws IOException;
}
