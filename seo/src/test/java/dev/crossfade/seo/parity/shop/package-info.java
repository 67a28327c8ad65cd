/**
 * Three shops that are built in three ways and sell the same: what parity is measured on. Start at
 * {@link dev.crossfade.seo.parity.shop.Shop}.
 */
@NullMarked
package dev.crossfade.seo.parity.shop;

import org.jspecify.annotations.NullMarked;
