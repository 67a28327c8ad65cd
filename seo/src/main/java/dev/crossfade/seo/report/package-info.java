/**
 * What audits are written as: for people, for scripts, for CI and as a page to forward. Start at
 * {@link dev.crossfade.seo.report.Report}; {@link dev.crossfade.seo.report.ReportFiles} puts them
 * where they were asked for. Each walks through the findings as often as it needs and holds a
 * bounded part of them, so that a million findings fit into a small heap.
 */
@NullMarked
package dev.crossfade.seo.report;

import org.jspecify.annotations.NullMarked;
