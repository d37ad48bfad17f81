package io.github.whatsapp360.media;

/**
 * The service's information about an uploaded file.
 *
 * @param id the media ID
 * @param mimeType the MIME type from the service
 * @param size the size in bytes
 * @param sha256 the SHA-256 of the bytes, in lower-case hex; empty if the service does not give it
 */
public record MediaInfo(String id, String mimeType, long size, String sha256) {}
