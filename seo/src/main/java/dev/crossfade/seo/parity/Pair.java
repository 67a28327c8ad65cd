package dev.crossfade.seo.parity;

import dev.crossfade.seo.page.Page;

/** Two answers to one question. */
record Pair(Page legacy, Page next, Site site) {}
