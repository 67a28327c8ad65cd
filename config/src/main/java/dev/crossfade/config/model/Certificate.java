package dev.crossfade.config.model;

import dev.crossfade.config.shape.Doc;
import dev.crossfade.config.shape.Input;
import java.nio.file.Path;

/** A certificate chain and its private key, both PEM files. */
public record Certificate(
    @Doc("The certificate, followed by its intermediates.") @Input Path cert,
    @Doc("Its private key, unencrypted PKCS#8.") @Input Path key) {}
