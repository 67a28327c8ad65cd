/**
 * A plan as a document for the people who carry it out. Start at {@link Runbook}, which {@link
 * RunbookMarkdown} and {@link RunbookHtml} print. Knows the plan and the calendar, not what is
 * running.
 */
@NullMarked
package dev.crossfade.rollout.runbook;

import org.jspecify.annotations.NullMarked;
