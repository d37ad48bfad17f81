package io.github.whatsapp360.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One state of a file on disk: as long as it stays equal, and the change is no longer fresh, the bytes are the same.
 *
 * @param path where it lies
 * @param fileKey which file of its disk it is; empty where the file system does not say
 * @param size in bytes
 * @param lastModified when it was last written, as far as nobody has set another time
 * @param changed when its bytes or its attributes were last changed, which no program can set; {@link Instant#MAX} where
 *     the file system does not keep that time, so that an equal state says nothing
 */
public record FileIdentity(Path path, String fileKey, long size, Instant lastModified, Instant changed) {

    /**
     * File systems that keep the time of change by themselves. Others show the time of modification in its place (FAT,
     * sshfs) or what a server says (network shares).
     */
    private static final Set<String> TELLING =
            Set.of("ext2 ext3 ext4 xfs btrfs zfs f2fs jfs bcachefs tmpfs overlay apfs hfs ufs".split(" "));

    /** Remembers by a disk's number if the disk keeps that time: asking takes twenty times as long as looking at a file. */
    private static final Map<Object, Boolean> DISKS = new ConcurrentHashMap<>();

    private static final String UNIX = "unix:fileKey,size,lastModifiedTime,ctime,dev";

    /** The state of this file now. */
    static FileIdentity of(Path path) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            Map<String, Object> unix = Files.readAttributes(path, UNIX);
            return new FileIdentity(
                    path.toAbsolutePath(),
                    unix.get("fileKey").toString(),
                    (Long) unix.get("size"),
                    ((FileTime) unix.get("lastModifiedTime")).toInstant(),
                    isTelling(path, unix.get("dev")) ? ((FileTime) unix.get("ctime")).toInstant() : Instant.MAX);
        }
        BasicFileAttributes basic = Files.readAttributes(path, BasicFileAttributes.class);
        return new FileIdentity(
                path.toAbsolutePath(),
                basic.fileKey() == null ? "" : basic.fileKey().toString(),
                basic.size(),
                basic.lastModifiedTime().toInstant(),
                Instant.MAX);
    }

    private static boolean isTelling(Path path, Object disk) {
        return Boolean.TRUE.equals(DISKS.computeIfAbsent(disk, number -> {
            try {
                return TELLING.contains(Files.getFileStore(path).type());
            } catch (IOException | SecurityException e) {
                return null; // the next file may tell
            }
        }));
    }
}
