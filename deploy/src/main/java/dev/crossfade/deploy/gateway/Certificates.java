package dev.crossfade.deploy.gateway;

import dev.crossfade.config.model.Certificate;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Listener;
import dev.crossfade.console.service.AdminServices.CertificateStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Until when the certificates of a configuration are good; read again when a file changed. */
final class Certificates {
  private static final Logger log = LoggerFactory.getLogger(Certificates.class);

  private final Map<Path, Read> known = new ConcurrentHashMap<>();

  private record Read(FileTime modified, Instant expires) {}

  /** Those that can be read: of the others the reload that refused them says more. */
  List<CertificateStatus> of(Config config) {
    List<CertificateStatus> found = new ArrayList<>();
    for (Listener listener : config.listeners()) {
      Listener.Tls tls = listener.tls();
      if (tls != null) {
        tls.certificates().forEach(one -> add(found, "listener " + listener.bind(), one));
      }
    }
    Certificate admin = config.admin().tls();
    if (admin != null) {
      add(found, "the admin port", admin);
    }
    return found;
  }

  private void add(List<CertificateStatus> found, String where, Certificate certificate) {
    Instant expires = expires(certificate.cert());
    if (expires != null) {
      found.add(new CertificateStatus(where, certificate.cert().toString(), expires));
    }
  }

  private @Nullable Instant expires(Path file) {
    try {
      FileTime modified = Files.getLastModifiedTime(file);
      Read before = known.get(file);
      if (before != null && before.modified.equals(modified)) {
        return before.expires;
      }
      Instant expires = read(file);
      known.put(file, new Read(modified, expires));
      return expires;
    } catch (IOException | CertificateException e) {
      log.atDebug().setCause(e).log("certificate {} cannot be read", file);
      return null;
    }
  }

  private static Instant read(Path file) throws IOException, CertificateException {
    try (InputStream in = Files.newInputStream(file)) {
      X509Certificate first =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
      return first.getNotAfter().toInstant();
    }
  }
}
