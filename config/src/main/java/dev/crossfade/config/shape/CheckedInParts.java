package dev.crossfade.config.shape;

/**
 * A {@link Checked} record whose rules concern few of its keys each. Called even when some keys
 * could not be read, so that one mistake does not hide another: a rule asks {@link
 * Complaints#isRead} about each key it looks at.
 */
public interface CheckedInParts extends Checked {}
