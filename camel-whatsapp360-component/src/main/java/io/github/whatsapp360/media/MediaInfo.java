package io.github.whatsapp360.media;

/**
 * What the service knows of a file that it holds.
 *
 * @param id the media ID
 * @param mimeType its type as the service says it
 * @param size in bytes
 * @param sha256 of its bytes, in lower-case hex; empty if the service did not say
 */
public record MediaInfo(String id, String mimeType, long size, String sha256) {}
