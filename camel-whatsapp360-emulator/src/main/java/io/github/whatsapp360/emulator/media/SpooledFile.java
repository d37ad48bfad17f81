package io.github.whatsapp360.emulator.media;

import java.nio.file.Path;

/** Received bytes on disk that are not media yet. */
public record SpooledFile(Path path, long size, String sha256, byte[] head) {}
