/**
 * The pages of findings: all of them, and each by itself. Start at {@link
 * dev.crossfade.console.pages.findings.FindingsPages}.
 */
@NullMarked
package dev.crossfade.console.pages.findings;

import org.jspecify.annotations.NullMarked;
