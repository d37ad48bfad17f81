package io.github.whatsapp360.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/**
 * One state of a file on disk: as long as it stays equal, the bytes are taken to be the same.
 *
 * @param path where it lies
 * @param fileKey which file of its disk it is; empty where the file system does not say
 * @param size in bytes
 * @param lastModified when it was last written
 */
public record FileIdentity(Path path, String fileKey, long size, Instant lastModified) {

    /** The state of this file now. */
    static FileIdentity of(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return new FileIdentity(
                path.toAbsolutePath(),
                attributes.fileKey() == null ? "" : attributes.fileKey().toString(),
                attributes.size(),
                attributes.lastModifiedTime().toInstant());
    }
}
